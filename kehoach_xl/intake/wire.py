"""What parent and child say to each other: one JSON text and some blobs a message, and nothing that could run.

The child reads hostile files, so the parent believes nothing: whatever does not decode to exactly these shapes
is :class:`Garbled`.
"""

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO

from kehoach_xl.intake.arrived import CONTAINER, LOCKED, OPENED, UNREADABLE
from kehoach_xl.intake.bounds import ANSWER_BYTES, BLOCKS, DOCUMENT_CELLS
from kehoach_xl.intake.content import PDF, SHEET, TEXT, WORD, Content, Paragraph, Place, Table
from kehoach_xl.intake.opened import Inner, Opened
from kehoach_xl.intake.wire_book import pack_book, read_book
from kehoach_xl.intake.wire_shapes import Garbled, moment, one_of, optional, text, whole, yes
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.refs import MAX_ROW

_LENGTHS = struct.Struct("<4sLL")
_MAGIC = b"KHXL"
_DOCUMENTS = (WORD, PDF, SHEET, TEXT)
_STATES = (OPENED, UNREADABLE, LOCKED, CONTAINER)

# -- messages --------------------------------------------------------------------------------------


def send(stream: BinaryIO, head: Any, blobs: Sequence[bytes] = ()) -> None:
    """Write one message whole."""
    said = {"head": head, "blobs": [len(blob) for blob in blobs]}
    # Half a surrogate pair becomes «?»; letters as they are take a third of what escapes take.
    plain = json.dumps(said, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")
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
        said = json.loads(_exactly(stream, length), parse_constant=_refuse)
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


def _refuse(constant: str) -> Any:
    raise Garbled(constant)


# -- a result --------------------------------------------------------------------------------------


def pack(opened: Opened) -> tuple[dict[str, Any], list[bytes]]:
    """A result as plain data and blobs."""
    book, blobs = (None, []) if opened.book is None else pack_book(opened.book)
    head = {
        "state": opened.state,
        "book": book,
        "content": None if opened.content is None else _content(opened.content),
        "problem": None if opened.problem is None else _message(opened.problem),
        "notes": [_message(note) for note in opened.notes],
        "inner": [
            [one.name, one.sender, one.sent.isoformat() if one.sent else None, one.subject] for one in opened.inner
        ],
    }
    return head, blobs + [one.data for one in opened.inner]


def unpack(head: Any, blobs: Sequence[bytes]) -> Opened:
    """A result from what :func:`pack` made. Raises Garbled."""
    try:
        each = iter(blobs)
        book = optional(head["book"], lambda said: read_book(said, each))
        problem = optional(head["problem"], _read_message)
        inner = [
            Inner(text(name), blob, text(sender), moment(sent), text(subject))
            for (name, sender, sent, subject), blob in zip(head["inner"], list(each), strict=True)
        ]
        notes = tuple(_read_message(note) for note in head["notes"])
        content = optional(head["content"], _read_content)
        found = Opened(one_of(head["state"], _STATES), book, problem, notes, tuple(inner), content)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as error:
        raise Garbled(str(error)) from error
    held = sum(one is not None for one in (found.book, found.content))
    if held != (found.state == OPENED) or held == (found.problem is not None):
        raise Garbled("state")
    return found


def _message(one: Message) -> list[Any]:
    return [one.code, {key: value if isinstance(value, int) else str(value) for key, value in one.facts.items()}]


def _read_message(data: Any) -> Message:
    code, facts = data
    one = Message(text(code), {text(k): v if isinstance(v, int) else text(v)[:2000] for k, v in facts.items()})
    str(one)  # KeyError: no such sentence, or a fact of it is missing
    return one


# -- a document ------------------------------------------------------------------------------------


def _content(content: Content) -> dict[str, Any]:
    return {
        "format": content.format, "notes": [_message(note) for note in content.notes],
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
    notes = tuple(_read_message(note) for note in data["notes"])
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
