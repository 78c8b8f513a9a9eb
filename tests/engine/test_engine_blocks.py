"""Blocks of cells, read and set row by row: what comes of it is what cell by cell would have come of it."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.engine.cells import BlockWrite, Cells, Differing
from kehoach_xl.engine.grid import Grid
from kehoach_xl.engine.sheet_rows import NOTHING
from kehoach_xl.engine.values import in_lots, normal, normal_lines
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import Formula
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.workbook import WorkbookParts
from tests.engine.books import opened
from tests.ooxml.handmade import workbook

# Row 2: values. Row 3: nothing. Row 4: a formula of its own. Rows 5 and 6: one that they share. Row 7: a merge.
# Row 9: an array formula.
SHEET = (
    '<sheetData><row r="2"><c r="A2"><v>1</v></c><c r="B2" t="b"><v>1</v></c><c r="D2" t="str"><v>chữ</v></c></row>'
    '<row r="3"><c r="A3" s="0"/></row><row r="4"><c r="B4"><f>A2+1</f><v>2</v></c><c r="C4"><v>1</v></c></row>'
    '<row r="5"><c r="B5"><f t="shared" ref="B5:B6" si="0">A5</f></c></row>'
    '<row r="6"><c r="A6" t="e"><v>#N/A</v></c><c r="B6"><f t="shared" si="0"/></c></row><row r="7"/>'
    '<row r="9"><c r="A9"><f t="array" ref="A9:B9">A2:B2</f></c></row></sheetData>'
    '<mergeCells count="1"><mergeCell ref="B7:C8"/></mergeCells>'
)
DATA = workbook(SHEET)

contents = st.sampled_from([None, "", "chữ", "=A1", 1, 1.0, True, False, 0.0, -2146826246, date(2025, 11, 5)])
blocks = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.tuples(st.integers(1, 10), st.integers(1, 4)),
        st.lists(st.lists(contents, min_size=width, max_size=width), min_size=1, max_size=6),
    )
)
fills = st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(0, 3))


def grid() -> Grid:
    parts = WorkbookParts(Package.open(DATA, name="sổ.xlsx"))
    return Grid(parts, parts.sheets[0])


def code_of(act: Callable[..., object], *told: object) -> str:
    try:
        act(*told)
    except Stop as stop:
        return stop.message.code
    return ""


def one_by_one(found: Grid, first: tuple[int, int], rows: list[list[object]]) -> None:
    for row, line in enumerate(rows, first[0]):
        for column, content in enumerate(line, first[1]):
            found.set_value((row, column), content)


def exact(changes: dict) -> dict:
    return {row: {at: (type(one), one) for at, one in pending.items()} for row, pending in changes.items()}


@given(st.lists(st.one_of(blocks, fills), max_size=5))
def test_a_block_is_set_as_its_cells_are(steps: list) -> None:
    whole, single = grid(), grid()
    for step in steps:
        if len(step) == 3:
            row, column, more = step
            area = (row, column), (row + more, column)
            codes = {code_of(one.fill, *area, "=A1") for one in (whole, single)}
        else:
            first, rows = step
            codes = {code_of(whole.set_block, first, rows), code_of(one_by_one, single, first, rows)}
        assert len(codes) == 1
        if codes != {""}:  # what was refused is taken back as a whole by whoever asked for it
            return
        assert exact(whole.changes) == exact(single.changes)
        assert whole.block((1, 1), (12, 6)) == single.block((1, 1), (12, 6))
        assert whole.used() == single.used()
        assert whole.changes_formulas() == any(
            Formula in map(type, pending.values()) or not whole.stored.get(row, NOTHING).formulas.isdisjoint(pending)
            for row, pending in whole.changes.items()
        )


@given(st.lists(blocks, max_size=3), st.integers(1, 9), st.integers(1, 4), st.integers(0, 9), st.integers(0, 5))
def test_a_line_that_ends_early_holds_nothing_more(
    steps: list, row: int, column: int, more_rows: int, more_columns: int
) -> None:
    found = grid()
    for first, rows in steps:
        code_of(found.set_block, first, rows)
    corners = (row, column), (row + more_rows, column + more_columns)
    lines, block = found.lines(*corners), found.block(*corners)
    lines += [()] * (more_rows + 1 - len(lines))
    assert [line + (None,) * (more_columns + 1 - len(line)) for line in lines] == block
    assert block == [
        tuple(found.value((at, place)) for place in range(column, column + more_columns + 1))
        for at in range(row, row + more_rows + 1)
    ]


def test_a_row_that_nobody_changes_is_not_copied() -> None:
    found = grid()
    assert found.lines((2, 1), (2, 30))[0] is found.stored[2].values


LINES = [
    ["một", 1.5, None, "dòng\nhai"], ["", 3, True, date(2025, 11, 5)], [None] * 4, [-2146826246, 7, "x" * 20_000, None],
    ["một", date(2025, 11, 5), 1.0, None], [datetime(2025, 11, 5, 12), "1", 0.0, "ế"],
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=1_200))
def test_lines_looked_at_together_are_what_each_cell_is(lines: list) -> None:
    found = [[(type(one), one) for one in line] for _, line in normal_lines(in_lots(lines, 3), "Báo cáo", 2)]
    singly = [[normal(one, "Báo cáo", "B3") for one in line] for line in lines]
    assert found == [[(type(one), one) for one in line] for line in singly]


def test_days_stay_numbers_when_more_contents_come_than_are_known_at_a_time() -> None:
    days = [date(2025, 1, 1 + n // 500) if n % 2 else date(2025, 6, 1) for n in range(9_000)]
    lines = [[f"kết quả {n}", day] for n, day in enumerate(days)]
    assert [line[1] for _, line in normal_lines(in_lots(lines, 3), "Báo cáo", 2)] == [
        normal(day, "Báo cáo", "C3") for day in days
    ]


@pytest.mark.parametrize("bad, code", [("a\x01", "OPEN_015"), ("x" * 32_768, "OPEN_016"), (float("nan"), "OPEN_017")])
def test_what_no_cell_can_hold_is_named_by_its_place(bad: object, code: str) -> None:
    with pytest.raises(Stop) as caught:
        list(normal_lines([([8, 11], [["một", None], [None, bad]])], "Báo cáo", 3))
    assert (caught.value.message.code, caught.value.message.facts["cell"]) == (code, "D11")


# -- blocks of which many lines stand -------------------------------------------------------------


def differing(**lines: tuple) -> BlockWrite:
    """C3:D6, of which these lines differ (r3=…); the others stand as they are in the sheet."""
    lots = [([int(name[1:])], [[cell] for cell in line]) for name, line in lines.items()]
    stands = {3: (None, None), 4: (1.0, None), 5: (None, None), 6: (None, None)}
    return BlockWrite("Báo cáo", 3, 3, Differing(range(3, 7), lots, stands.__getitem__))


def test_a_block_of_lines_that_differ_is_a_rectangle_to_whoever_wants_one() -> None:
    block = differing(r3=(5.0, "a"), r6=(None, "b"))
    assert list(block.rows) == [(5.0, "a"), (1.0, None), (None, None), (None, "b")]
    assert (len(block.rows), block.rows[-1], block.rows[1:3]) == (4, (None, "b"), [(1.0, None), (None, None)])
    assert list(block.lots()) == [([3], [[5.0], ["a"]]), ([6], [[None], ["b"]])]
    assert list(block.touched()) == [3, 6]
    whole = block._replace(rows=list(block.rows))
    assert list(whole.lots()) == [(range(3, 7), [(5.0, 1.0, None, None), ("a", None, None, "b")])]


def test_of_such_a_block_a_file_takes_what_differs_and_fits_no_other_row(tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(DATA)
    with opened(path) as book:
        cells, found = Cells(book), book.sheets[0].impl.grid
        block = differing(r3=(5.0, "a"), r4=(1.0, "b"))
        with cells.written([block]):
            cells.fit_rows([block])
            assert found.changes == {3: {3: 5.0, 4: "a"}, 4: {4: "b"}}
            assert found.fitted == {3, 4}


def test_what_was_put_before_a_refused_cell_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(DATA)
    with opened(path) as book:
        cells, found = Cells(book), book.sheets[0].impl.grid
        cells.sheet("Báo cáo").range("A1").raw_value = "trước"
        stands = found.block((1, 1), (9, 6))
        for bad, code in (("a\x01", "OPEN_015"), (object(), "OPEN_021")):
            wanted = [differing(r3=(5.0, "a")), differing(r4=(1.0, bad))]
            with pytest.raises(Stop) as caught, cells.written(wanted):
                pass
            assert caught.value.message.code == code
            assert found.changes == {1: {1: "trước"}}
            assert found.block((1, 1), (9, 6)) == stands
