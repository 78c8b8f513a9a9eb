"""What parent and child say to each other: one JSON text and some blobs a message, and nothing that could run.

The child reads hostile files, so the parent believes nothing: whatever does not decode to exactly these shapes
is :class:`Garbled`.
"""

import json
import struct
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from kehoach_xl.intake.arrived import CONTAINER, LOCKED, OPENED, UNREADABLE
from kehoach_xl.intake.bounds import ANSWER_BYTES, BLOCKS, DOCUMENT_CELLS
from kehoach_xl.intake.content import PDF, SHEET, TEXT, WORD, Content, Paragraph, Place, Table
from kehoach_xl.intake.opened import Inner, Opened
from kehoach_xl.intake.wire_shapes import (
    Garbled,
    message,
    message_as_data,
    moment,
    one_of,
    optional,
    text,
    whole,
    yes,
)
from kehoach_xl.ooxml.refs import MAX_ROW

_LENGTHS = struct.Struct("<4sLL")
_MAGIC = b"KHXL"
_DOCUMENTS = (WORD, PDF, SHEET, TEXT)
_STATES = (OPENED, UNREADABLE, LOCKED, CONTAINER)

# -- messages --------------------------------------------------------------------------------------


def _refuse(constant: str) -> Any:
    raise Garbled(constant)


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_DECODER = json.JSONDecoder(parse_constant=_refuse)


def send(stream: BinaryIO, head: Any, blobs: Sequence[bytes] = ()) -> None:
    """Write one message whole."""
    said = {"head": head, "blobs": [len(blob) for blob in blobs]}
    # Half a surrogate pair becomes «?»; letters as they are take a third of what escapes take.
    plain = _ENCODER.encode(said).encode("utf-8", "replace")
    stream.write(_LENGTHS.pack(_MAGIC, len(plain), sum(map(len, blobs))) + plain)
    for blob in blobs:
        stream.write(blob)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[Any, list[bytes]] | None:
    """Read one message; None at the end of the stream. Raises Garbled."""
    first = stream.read(_LENGTHS.size)
    if not first:
        return None
    if len(first) != _LENGTHS.size:
        raise Garbled("cut off")
    magic, length, total = _LENGTHS.unpack(first)
    if magic != _MAGIC or length + total > ANSWER_BYTES:
        raise Garbled("not a message")
    try:
        said = _DECODER.decode(_exactly(stream, length).decode("utf-8"))
        sizes = [whole(size, ANSWER_BYTES) for size in said["blobs"]]
        if sum(sizes) != total:
            raise Garbled("lengths")
        return said["head"], [_exactly(stream, size) for size in sizes]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Garbled(str(error)) from error


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) != length:
        raise Garbled("cut off")
    return data



# -- a result --------------------------------------------------------------------------------------


# What was understood of a workbook, as plain data and blobs; and what makes something of it again.
Read = tuple[Any, Sequence[bytes]]
Believe = Callable[[Any, Sequence[bytes]], Any]


def pack(opened: Opened, read: Read | None = None) -> tuple[dict[str, Any], list[bytes]]:
    """A result as plain data and blobs; ``read``: what was understood of its book."""
    said, blobs = read or (None, ())
    head = {
        "state": opened.state,
        "read": said,
        "content": None if opened.content is None else _content(opened.content),
        "problem": None if opened.problem is None else message_as_data(opened.problem),
        "notes": [message_as_data(note) for note in opened.notes],
        "inner": [
            [one.name, one.sender, one.sent.isoformat() if one.sent else None, one.subject] for one in opened.inner
        ],
    }
    return head, [*blobs, *(one.data for one in opened.inner)]


def unpack(head: Any, blobs: Sequence[bytes], believe: Believe | None = None) -> Opened:
    """A result from what :func:`pack` made; ``believe`` is for what was understood of a book, where any was to be.
    Raises Garbled."""
    try:
        of_book = len(blobs) - len(head["inner"])
        said = head["read"]
        read = None if said is None or believe is None else believe(said, blobs[: max(of_book, 0)])
        problem = optional(head["problem"], message)
        inner = [
            Inner(text(name), blob, text(sender), moment(sent), text(subject))
            for (name, sender, sent, subject), blob in zip(head["inner"], blobs[max(of_book, 0) :], strict=True)
        ]
        notes = tuple(message(note) for note in head["notes"])
        content = optional(head["content"], _read_content)
        state = one_of(head["state"], _STATES)
        found = Opened(state, None, problem, notes, tuple(inner), content, read)
    except (
        ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, StopIteration,
        struct.error, MemoryError,
    ) as error:  # fmt: skip
        raise Garbled(str(error)) from error
    is_open, held = state == OPENED, content is not None or said is not None
    if (said is not None) != (is_open and content is None and believe is not None) or (held and not is_open):
        raise Garbled("state")
    if is_open == (problem is not None) or (said is None and of_book):
        raise Garbled("state")
    return found


# -- a document ------------------------------------------------------------------------------------


def _content(content: Content) -> dict[str, Any]:
    return {
        "format": content.format, "notes": [message_as_data(note) for note in content.notes],
        "blocks": [_table(one) if isinstance(one, Table) else _paragraph(one) for one in content.blocks],
    }  # fmt: skip


def _paragraph(one: Paragraph) -> list[Any]:
    return [one.text, _place(one.place), one.label, one.bold, one.centred, one.note]


def _table(one: Table) -> dict[str, Any]:
    return {
        "grid": [list(row) for row in one.grid], "merges": [list(merge) for merge in one.merges],
        "places": [_place(place) for place in one.places], "heads": one.heads,
    }  # fmt: skip


def _place(one: Place) -> list[Any]:
    return [one.page, one.table, one.row, one.line, one.sheet]


def _read_content(data: Any) -> Content:
    if len(data["blocks"]) > BLOCKS:
        raise Garbled("too many blocks")
    blocks = tuple(_read_table(one) if isinstance(one, dict) else _read_paragraph(one) for one in data["blocks"])
    if sum(len(one.grid) * len(one.grid[0]) for one in blocks if isinstance(one, Table)) > DOCUMENT_CELLS:
        raise Garbled("too many cells")
    notes = tuple(message(note) for note in data["notes"])
    return Content("", "", one_of(data["format"], _DOCUMENTS), blocks, notes)


def _read_paragraph(data: Any) -> Paragraph:
    words, place, label, bold, centred, note = data
    return Paragraph(text(words), _read_place(place), text(label), yes(bold), yes(centred), yes(note))


def _read_table(data: Any) -> Table:
    """A rectangle with something in it, its merges inside it."""
    grid = tuple(tuple(text(cell) for cell in row) for row in data["grid"])
    rows, columns = len(grid), len(grid[0])
    if not columns or any(len(row) != columns for row in grid):
        raise Garbled("not a rectangle")
    merges = tuple(
        (whole(a, rows - 1), whole(b, columns - 1), whole(c, rows - 1, a), whole(d, columns - 1, b))
        for a, b, c, d in data["merges"]
    )
    places = tuple(_read_place(place) for place in data["places"])
    if len(places) not in (0, rows):
        raise Garbled("places")
    return Table(grid, merges, places, whole(data["heads"], rows))


def _read_place(data: Any) -> Place:
    page, table, row, line, sheet = data
    return Place(*(whole(one, MAX_ROW) for one in (page, table, row, line)), text(sheet))
