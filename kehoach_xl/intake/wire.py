"""What parent and child say to each other: one JSON text and some blobs a message, and nothing that could run.

The child reads hostile files, so the parent believes nothing: whatever does not decode to exactly these shapes
is :class:`Garbled`.
"""

import json
import struct
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, BinaryIO, TypeVar

from kehoach_xl.intake.arrived import CONTAINER, LOCKED, OPENED, UNREADABLE
from kehoach_xl.intake.bounds import ANSWER_BYTES, BLOCKS, DOCUMENT_CELLS
from kehoach_xl.intake.content import PDF, SHEET, TEXT, WORD, Content, Paragraph, Place, Table
from kehoach_xl.intake.opened import Inner, Opened
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW
from kehoach_xl.ooxml.workbook import Flags

_LENGTHS = struct.Struct("<4sLL")
_MAGIC = b"KHXL"
_KINDS = ("text", "number", "date", "percent", "bool", "error", "formula")
_FORMATS = ("xlsx", "xls", "xlsb", "ods", "csv", "html")
_DOCUMENTS = (WORD, PDF, SHEET, TEXT)
_STATES = (OPENED, UNREADABLE, LOCKED, CONTAINER)
_MOST = 1 << 63
_FLAGS = ("has_macros", "external_links", "ole_objects", "signed", "dde_links", "comments")

T = TypeVar("T")


class Garbled(Exception):
    """The other side said something that is not of this language, or stopped in the middle."""


# -- messages --------------------------------------------------------------------------------------


def send(stream: BinaryIO, head: Any, blobs: Sequence[bytes] = ()) -> None:
    """Write one message whole."""
    text = json.dumps({"head": head, "blobs": [len(blob) for blob in blobs]}, allow_nan=False).encode("ascii")
    stream.write(_LENGTHS.pack(_MAGIC, len(text), sum(map(len, blobs))))
    stream.write(text)
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
        whole = json.loads(_exactly(stream, length), parse_constant=_refuse)
        sizes = [_whole(size, ANSWER_BYTES) for size in whole["blobs"]]
        if sum(sizes) != total:
            raise Garbled("lengths")
        return whole["head"], [_exactly(stream, size) for size in sizes]
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
    head = {
        "state": opened.state,
        "book": None if opened.book is None else _book(opened.book),
        "content": None if opened.content is None else _content(opened.content),
        "problem": None if opened.problem is None else _message(opened.problem),
        "notes": [_message(note) for note in opened.notes],
        "inner": [
            [one.name, one.sender, one.sent.isoformat() if one.sent else None, one.subject] for one in opened.inner
        ],
    }
    return head, [one.data for one in opened.inner]


def unpack(head: Any, blobs: Sequence[bytes]) -> Opened:
    """A result from what :func:`pack` made. Raises Garbled."""
    try:
        inner = [
            Inner(_text(name), blob, _text(sender), _moment(sent), _text(subject))
            for (name, sender, sent, subject), blob in zip(head["inner"], blobs, strict=True)
        ]
        book, problem = _optional(head["book"], _read_book), _optional(head["problem"], _read_message)
        notes = tuple(_read_message(note) for note in head["notes"])
        content = _optional(head["content"], _read_content)
        found = Opened(_one_of(head["state"], _STATES), book, problem, notes, tuple(inner), content)
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
    one = Message(_text(code), {_text(k): v if isinstance(v, int) else _text(v)[:2000] for k, v in facts.items()})
    str(one)  # KeyError: no such sentence, or a fact of it is missing
    return one


def _book(book: ReadWorkbook) -> dict[str, Any]:
    pool: dict[str, int] = {}
    sheets = [_sheet(sheet, pool) for sheet in book.sheets]
    return {
        "format": book.format, "sheets": sheets, "pool": list(pool), "names": book.names,
        "properties": book.properties, "date1904": book.date1904,
        "times": [one.isoformat() if one else None for one in (book.created, book.modified)],
        "flags": [getattr(book.flags, flag) for flag in _FLAGS],
    }  # fmt: skip


def _sheet(sheet: ReadSheet, pool: dict[str, int]) -> dict[str, Any]:
    """Cells as rows of seven; every text by its number in the pool, a value that is a text as [number]."""

    def at(text: str) -> int:
        return pool.setdefault(text, len(pool))

    cells = [
        [row, column, _KINDS.index(cell.kind), [at(cell.value)] if isinstance(cell.value, str) else cell.value,
         at(cell.text), None if cell.formula is None else at(cell.formula), at(cell.font)]
        for (row, column), cell in sheet.cells.items()
    ]  # fmt: skip
    return {
        "name": sheet.name, "state": sheet.state, "cells": cells, "rows": sorted(sheet.hidden_rows),
        "columns": sheet.hidden_columns, "merges": sheet.merges, "filter": sheet.autofilter,
    }  # fmt: skip


def _read_book(data: Any) -> ReadWorkbook:
    pool = [_text(text) for text in data["pool"]]
    created, modified = (_moment(one) for one in data["times"])
    flags = dict(zip(_FLAGS, (_yes(flag) for flag in data["flags"]), strict=True))
    return ReadWorkbook(
        "", "", _one_of(data["format"], _FORMATS), [_read_sheet(sheet, pool) for sheet in data["sheets"]],
        {_text(name): _text(refers) for name, refers in data["names"].items()},
        {_text(name): _plain(value) for name, value in data["properties"].items()},
        created, modified, _yes(data["date1904"]), Flags(**flags),
    )  # fmt: skip


def _read_sheet(data: Any, pool: list[str]) -> ReadSheet:
    last = len(pool) - 1
    cells = {}
    for row, column, kind, value, text, formula, font in data["cells"]:
        known = pool[_whole(value[0], last)] if isinstance(value, list) else value
        cells[_whole(row, MAX_ROW, 1), _whole(column, MAX_COLUMN, 1)] = Cell(
            _KINDS[_whole(kind, len(_KINDS) - 1)], known if known is None else _plain(known), pool[_whole(text, last)],
            None if formula is None else pool[_whole(formula, last)], pool[_whole(font, last)],
        )  # fmt: skip
    return ReadSheet(
        _text(data["name"]), _text(data["state"]), cells, {_whole(row, MAX_ROW, 1) for row in data["rows"]},
        [(_whole(first, MAX_COLUMN), _whole(last, MAX_COLUMN)) for first, last in data["columns"]],
        [(_whole(a, MAX_ROW), _whole(b, MAX_COLUMN), _whole(c, MAX_ROW), _whole(d, MAX_COLUMN))
         for a, b, c, d in data["merges"]],
        _optional(data["filter"], _text),
    )  # fmt: skip


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
    return Content("", "", _one_of(data["format"], _DOCUMENTS), blocks, notes)


def _read_paragraph(data: Any) -> Paragraph:
    text, place, label, bold, centred, note = data
    return Paragraph(_text(text), _read_place(place), _text(label), _yes(bold), _yes(centred), _yes(note))


def _read_table(data: Any) -> Table:
    """A rectangle with something in it, its merges inside it."""
    grid = tuple(tuple(_text(cell) for cell in row) for row in data["grid"])
    rows, columns = len(grid), len(grid[0])
    if not columns or any(len(row) != columns for row in grid):
        raise Garbled("not a rectangle")
    merges = tuple(
        (_whole(a, rows - 1), _whole(b, columns - 1), _whole(c, rows - 1, a), _whole(d, columns - 1, b))
        for a, b, c, d in data["merges"]
    )
    places = tuple(_read_place(place) for place in data["places"])
    if len(places) not in (0, rows):
        raise Garbled("places")
    return Table(grid, merges, places, _whole(data["heads"], rows))


def _read_place(data: Any) -> Place:
    page, table, row, line, sheet = data
    return Place(*(_whole(one, MAX_ROW) for one in (page, table, row, line)), _text(sheet))


# -- the smallest shapes ---------------------------------------------------------------------------


def _optional(value: Any, read: Callable[[Any], T]) -> T | None:
    return None if value is None else read(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Garbled("a text is wanted")
    # Half a surrogate pair could not be written anywhere afterwards.
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def _yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Garbled("yes or no is wanted")
    return value


def _whole(value: Any, most: int, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Garbled("a number within bounds is wanted")
    return value


def _plain(value: Any) -> str | int | float | bool:
    if isinstance(value, float) and value - value != 0:
        raise Garbled("not finite")  # 1e999 is proper JSON
    if isinstance(value, int) and abs(value) > _MOST:
        raise Garbled("too large")
    if not isinstance(value, int | float):
        return _text(value)
    return value


def _one_of(value: Any, known: Sequence[str]) -> str:
    if value not in known:
        raise Garbled("not a known word")
    return str(value)


def _moment(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(_text(value))
