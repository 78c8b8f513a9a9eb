"""The sheets read and write alike through xlwings' own remote engine, so nothing leans on quirks of ours."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest
import xlwings
from openpyxl import load_workbook

from kehoach_xl.engine.cells import Cells
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.layout import tables
from kehoach_xl.sheets.table import Table
from tests.workflows.office import Room, copy, doing

pytestmark = pytest.mark.usefixtures("xlwings_license")
DAY_ZERO = datetime(1899, 12, 30)


def payload(room: Room) -> dict[str, Any]:
    """A workbook as Excel's side of the remote engine sends it: values from A1 on, "" for empty cells."""
    book = load_workbook(room.master)
    sheets = [
        {
            "name": sheet.title,
            "values": [[plain(cell.value) for cell in row] for row in sheet.iter_rows(min_row=1, min_col=1)],
            "pictures": [],
            "tables": [],
        }
        for sheet in book
    ]
    names = []
    for name, defined in book.defined_names.items():
        found = re.fullmatch(r"'?([^'!]+)'?!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)", defined.attr_text)
        names.append({
            "name": name, "sheet_index": book.sheetnames.index(found[1]), "address": found[2].replace("$", ""),
            "book_scope": True, "scope_sheet_name": None, "scope_sheet_index": None,
        })  # fmt: skip
    about = {"name": room.master.name, "active_sheet_index": 0, "selection": "A1"}
    return {"client": "Office.js", "version": xlwings.__version__, "book": about, "names": names, "sheets": sheets}


def plain(value: Any) -> Any:
    """What a cell is worth; formulas as empty, as in a workbook nobody has calculated yet."""
    if value is None or (isinstance(value, str) and value.startswith("=")):
        return ""
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return (moment - DAY_ZERO).total_seconds() / 86400
    return value


@contextmanager
def remote(room: Room) -> Iterator[xlwings.Book]:
    from xlwings.pro import _xlremote  # asks for the licence key when imported

    book = xlwings.Engine(impl=_xlremote.engine).apps.active.books.open(json=payload(room))
    assert book.app.engine.name == "remote"
    yield book


@pytest.fixture(scope="module")
def used(sent_out: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A master with something in every table that an operation fills; nothing is written to it."""
    room = copy(sent_out, tmp_path_factory.mktemp("used"))
    room.type("progress", "code", "2.3", result="Nhập tay.")
    room.send("STP", {"2.3": doing()})
    room.merge()
    room.check()
    return room


def test_every_table_reads_the_same(used: Room) -> None:
    with remote(used) as theirs, open_book(used.master, write=False) as ours:
        for name in tables():
            one, other = Table.read(Cells(theirs), name), Table.read(Cells(ours), name)
            assert (one.sheet, dict(one.columns), one.first, one.last) == (
                other.sheet, dict(other.columns), other.first, other.last,
            )  # fmt: skip
            assert [stored(row, one) for row in one.rows] == [stored(row, other) for row in other.rows], name


def stored(row, table: Table) -> dict[str, Any]:
    """The cells that hold no formula: an uncalculated one has no value on either side."""
    live = {column.field for column in table.layout.columns if column.kind in ("formula", "link")}
    return {name: value for name, value in row.cells.items() if name not in live}


def test_a_desk_is_the_same_desk(used: Room) -> None:
    with remote(used) as theirs, open_book(used.master, write=False) as ours:
        one, other = Desk(theirs), Desk(ours)
        assert one.plan == other.plan
        assert one.register == other.register
        assert (one.current, one.periods, one.settings) == (other.current, other.periods, other.settings)
        assert one.record == other.record
        assert one.settled.record == other.settled.record


@pytest.mark.slow
@pytest.mark.parametrize("name", tables())
def test_blocks_of_every_table_are_written_where_its_columns_stand(used: Room, name: str) -> None:
    with remote(used) as book:
        table = Table.read(Cells(book), name)
        row = dict.fromkeys(table.columns, "mới")
        blocks = table.blocks(table.first, [row, row])
        for block in blocks:
            end = (block.row + len(block.rows) - 1, block.column + len(block.rows[0]) - 1)
            book.sheets[block.sheet].range((block.row, block.column), end).raw_value = [
                list(line) for line in block.rows
            ]
        actions = book.json()["actions"]
    assert {action["func"] for action in actions} == {"setValues"}
    written = {
        (action["start_row"] + 1 + r, action["start_column"] + 1 + c)
        for action in actions
        for r in range(action["row_count"])
        for c in range(action["column_count"])
    }
    assert written == {(table.first + r, column) for r in (0, 1) for column in table.columns.values()}
    assert {action["sheet_position"] for action in actions} == {[s.name for s in book.sheets].index(table.sheet)}
    # Neighbouring columns go in one call; between those of «Chỉ tiêu» lie the merged cells of the blocks above it.
    assert len(actions) == 1 + sum(b - a > 1 for a, b in pairwise(sorted(table.columns.values())))
