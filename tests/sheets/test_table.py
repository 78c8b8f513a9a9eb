"""Rows of a table as they were read, and the few blocks that bring them to other cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.engine.cells import BlockWrite
from kehoach_xl.sheets.layout import MASTER_MARK, tables
from kehoach_xl.sheets.table import Places, Row, Table, runs

AT = {"id": 2, "code": 3, "content": 5, "leads": 6, "shown": 9}


def table(*lines: tuple) -> Table:
    places = Places({name: at - 2 for name, at in AT.items()})
    rows = [Row(8 + n, None, line, places) for n, line in enumerate(lines)]
    return Table(tables()["appendix"], "Phụ lục", AT, 8, 100, rows)


def line(*cells: object) -> tuple:
    """A line from the leftmost bound column to the rightmost; between them stands what is hers."""
    name, code, content, leads, shown = cells
    return name, code, "của chị", content, leads, "của chị", "của chị", shown


ROWS = [line("NV1", 3.1, "Một", "SCT", None), line("NV2", 3.2, "Hai", None, None), line("NV3", 3.0, "Ba", "STC", "x")]


def test_a_row_reads_the_same_before_and_after_its_cells_are_a_dict() -> None:
    row, same = table(*ROWS).rows[2], table(*ROWS).rows[2]
    assert same.cells == {"id": "NV3", "code": 3.0, "content": "Ba", "leads": "STC", "shown": "x"}
    for name in (*AT, "percent"):
        assert (row.get(name), row.text(name)) == (same.get(name), same.text(name))
    assert (row.text("code"), row.text("percent")) == ("3", "")
    for names in (("id", "shown"), ("shown", "percent", "id"), ("code",)):
        assert row.some(names) == same.some(names) == tuple(same.cells.get(name) for name in names)


CELLS = st.sampled_from([None, "một", 1.0])


@given(st.lists(CELLS, max_size=8), st.lists(st.sampled_from([*AT, "percent"]), max_size=4))
def test_a_line_may_end_where_nothing_more_stands(cells: list, names: list) -> None:
    row, full = table(tuple(cells)).rows[0], table((*cells, *[None] * (8 - len(cells)))).rows[0]
    assert row.some(tuple(names)) == tuple(map(row.get, names)) == tuple(map(full.get, names))
    assert (row.cells, [row.get(name) for name in AT]) == (full.cells, [full.get(name) for name in AT])


@given(st.lists(st.tuples(st.lists(CELLS, max_size=8), st.booleans())), st.sets(st.sampled_from([*AT, "percent"])))
def test_of_many_rows_is_taken_what_is_taken_of_each(lines: list, names: set) -> None:
    rows = table(*(tuple(cells) for cells, _ in lines)).rows + table(*ROWS).rows
    for row, (_, was_set) in zip(rows, lines, strict=False):
        if was_set:
            row.cells["content"] = "Khác"
    assert Row.some_of_each(rows, tuple(names)) == [row.some(tuple(names)) for row in rows]


def test_a_cell_that_is_set_stays_set() -> None:
    row = table(*ROWS).rows[0]
    row.cells["content"] = "Khác"
    assert (row.get("content"), row.text("content"), row.some(("id", "content"))) == ("Khác", "Khác", ("NV1", "Khác"))


def test_rows_that_stand_as_wanted_are_not_written() -> None:
    found = table(*ROWS)
    names = tuple(AT)
    assert found.changed(names, [row.row for row in found.rows], [row.some(names) for row in found.rows]) == []
    assert found.changed(names, [], []) == []


@pytest.mark.parametrize("changes, blocks", [
    ({(1, "content"): "Khác"}, [("content", 9, (("Khác",),))]),
    ({(0, "leads"): "SNV", (2, "content"): None}, [("content", 8, (("Một", "SNV"), ("Hai", None), (None, "STC")))]),
    ({(1, "id"): "NV9", (2, "shown"): None}, [("id", 9, (("NV9",), ("NV3",))), ("shown", 9, ((None,), (None,)))]),
])  # fmt: skip
def test_blocks_span_what_differs_and_no_more(changes: dict, blocks: list) -> None:
    found = table(*ROWS)
    names = tuple(AT)
    lines = [
        tuple(changes.get((n, name), value) for name, value in zip(names, row.some(names), strict=True))
        for n, row in enumerate(found.rows)
    ]
    made = found.changed(names, [row.row for row in found.rows], lines)
    assert [one._replace(rows=tuple(one.rows)) for one in made] == [
        BlockWrite("Phụ lục", row, AT[field], rows) for field, row, rows in blocks
    ]
    assert made == [] or {row for one in made for rows, _ in one.lots() for row in rows} == {8 + n for n, _ in changes}


@given(st.lists(st.lists(CELLS, max_size=8), min_size=1, max_size=5), st.data())
def test_blocks_bring_rows_to_what_is_wanted_whole_or_by_their_new_lines(stands: list, data: st.DataObject) -> None:
    """``stands``: lines as they are read, which may end where nothing more stands."""
    found, names = table(*map(tuple, stands)), ("shown", "id", "code", "leads", "content")
    rows = st.integers(8, 7 + len(stands))
    wanted = data.draw(st.dictionaries(rows, st.tuples(*[CELLS] * len(names))))
    whole = {row.row: dict(row.cells) for row in table(*map(tuple, stands)).rows}
    new = {row: dict(cells) for row, cells in whole.items()}
    letters = {at: name for name, at in AT.items()}
    for block in found.changed(names, [*wanted], wanted.values()):
        differing = [pair for some, held in block.lots() for pair in zip(some, zip(*held, strict=True), strict=True)]
        for came, lines in ((whole, enumerate(block.rows, block.row)), (new, differing)):
            for row, line in lines:
                came[row] |= {letters[at]: one for at, one in enumerate(line, block.column)}
    expected = {row.row: dict(row.cells) for row in table(*map(tuple, stands)).rows}
    for row, line in wanted.items():
        expected[row] |= dict(zip(names, line, strict=True))
    assert whole == new == expected


def test_formulas_are_filled_down_from_the_first_row() -> None:
    found = table(*ROWS).filled(8, 3, {"code": "=A8", "content": "=B8"})
    assert found == [
        BlockWrite("Phụ lục", 8, 3, (("=A8",),) * 3, "fill"), BlockWrite("Phụ lục", 8, 5, (("=B8",),) * 3, "fill"),
    ]  # fmt: skip
    assert table(*ROWS).filled(8, 0, {"code": "=A8"}) == []


def test_runs_are_cut_where_a_number_is_left_out() -> None:
    assert runs([3, 4, 5, 8, 10, 11]) == [[3, 4, 5], [8], [10, 11]]
    assert runs([]) == []


def test_a_master_is_known_by_a_name_of_its_settings() -> None:
    assert tables()["settings"].column("key").name == MASTER_MARK
