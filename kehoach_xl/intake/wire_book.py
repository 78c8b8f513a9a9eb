"""A workbook on the wire: every text once, every cell once, and as blobs of numbers which texts and where they stand.

Lists are checked and put together whole, never cell by cell: 0.5 ms for a form of 60 rows, where a row of seven for
each cell took 1.9.
"""

from collections.abc import Iterator
from itertools import repeat
from typing import Any

from kehoach_xl.intake.wire_shapes import (
    moment,
    numbers,
    one_of,
    optional,
    packed,
    plain,
    text,
    texts,
    whole,
    wholes,
    yes,
)
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook, by_rows
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW
from kehoach_xl.ooxml.workbook import Flags

_KINDS = ("text", "number", "date", "percent", "bool", "error", "formula")
_KIND = {kind: number for number, kind in enumerate(_KINDS)}
_FORMATS = ("xlsx", "xls", "xlsb", "ods", "csv", "html")
_FLAGS = ("has_macros", "external_links", "ole_objects", "signed", "dde_links", "comments")


def pack_book(book: ReadWorkbook) -> tuple[dict[str, Any], list[bytes]]:
    # By identity: a reader gives equal cells as one object, and 1, 1.0 and True are equal but not the same.
    cells = {id(cell): cell for sheet in book.sheets for cell in sheet.cells.values()}
    numbered = {key: number for number, key in enumerate(cells)}
    texts, values, blobs = _pack_cells(list(cells.values()))
    for sheet in book.sheets:
        there = [numbered[id(cell)] for cell in sheet.cells.values()]
        blobs += [packed([row for row, _ in sheet.cells]), packed([column for _, column in sheet.cells]), packed(there)]
    return {
        "format": book.format, "texts": texts, "values": values, "sheets": [_pack_sheet(one) for one in book.sheets],
        "names": book.names, "properties": book.properties, "date1904": book.date1904,
        "times": [one.isoformat() if one else None for one in (book.created, book.modified)],
        "flags": [getattr(book.flags, flag) for flag in _FLAGS],
    }, blobs  # fmt: skip


def _pack_cells(cells: list[Cell]) -> tuple[list[str | None], list[Any], list[bytes]]:
    """(texts, values, blobs): the values that are no text, and for each cell the numbers of its kind, and of its text,
    value, formula and font among the texts from 1; 0 where there is none."""
    pool: dict[str | None, int] = {None: 0}

    def at(told: str | None) -> int:
        return pool.setdefault(told, len(pool))

    blobs = [
        packed([_KIND[cell.kind] for cell in cells]),
        packed([at(cell.text) for cell in cells]),
        packed([at(cell.value) if isinstance(cell.value, str) else 0 for cell in cells]),
        packed([at(cell.formula) for cell in cells]),
        packed([at(cell.font) for cell in cells]),
    ]
    return list(pool)[1:], [None if isinstance(cell.value, str) else cell.value for cell in cells], blobs


def _pack_sheet(sheet: ReadSheet) -> dict[str, Any]:
    return {
        "name": sheet.name, "state": sheet.state, "rows": sorted(sheet.hidden_rows), "columns": sheet.hidden_columns,
        "merges": sheet.merges, "filter": sheet.autofilter,
    }  # fmt: skip


def read_book(data: Any, blobs: Iterator[bytes]) -> ReadWorkbook:
    """The workbook of :func:`pack_book`; takes its blobs. Raises Garbled, or what a wrong shape makes Python raise."""
    created, modified = (moment(one) for one in data["times"])
    flags = dict(zip(_FLAGS, (yes(flag) for flag in data["flags"]), strict=True))
    cells = _read_cells([None, *texts(data["texts"])], data["values"], blobs)
    return ReadWorkbook(
        "", "", one_of(data["format"], _FORMATS), [_read_sheet(sheet, cells, blobs) for sheet in data["sheets"]],
        {text(name): text(refers) for name, refers in data["names"].items()},
        {text(name): plain(value) for name, value in data["properties"].items()},
        created, modified, yes(data["date1904"]), Flags(**flags),
    )  # fmt: skip


def _read_cells(pool: list[str | None], values: Any, blobs: Iterator[bytes]) -> list[Cell]:
    last = len(pool) - 1
    numbers([value for value in values if value is not None])
    kinds, told = wholes(next(blobs, None), len(_KINDS) - 1), wholes(next(blobs, None), last, 1)
    said = [pool[at] if at else value for at, value in zip(wholes(next(blobs, None), last), values, strict=True)]
    formulas, fonts = wholes(next(blobs, None), last), wholes(next(blobs, None), last, 1)
    at = pool.__getitem__
    columns = (map(_KINDS.__getitem__, kinds), said, map(at, told), map(at, formulas), map(at, fonts))
    # A Cell is made without its own constructor, which is Python and takes three times as long.
    return list(map(tuple.__new__, repeat(Cell), zip(*columns, strict=True)))


def _read_sheet(data: Any, cells: list[Cell], blobs: Iterator[bytes]) -> ReadSheet:
    rows, columns = wholes(next(blobs, None), MAX_ROW, 1), wholes(next(blobs, None), MAX_COLUMN, 1)
    there = map(cells.__getitem__, wholes(next(blobs, None), len(cells) - 1))
    places = dict(zip(zip(rows, columns, strict=True), there, strict=True))
    return ReadSheet(
        text(data["name"]), text(data["state"]), by_rows(places),
        {whole(row, MAX_ROW, 1) for row in data["rows"]},
        [(whole(first, MAX_COLUMN), whole(last, MAX_COLUMN)) for first, last in data["columns"]],
        [(whole(a, MAX_ROW), whole(b, MAX_COLUMN), whole(c, MAX_ROW), whole(d, MAX_COLUMN))
         for a, b, c, d in data["merges"]],
        optional(data["filter"], text),
    )  # fmt: skip
