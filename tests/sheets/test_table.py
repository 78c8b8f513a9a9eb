"""Rows of a table as they were read, and the few blocks that bring them to other cells."""

import pytest

from kehoach_xl.engine.cells import BlockWrite
from kehoach_xl.sheets.layout import tables
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


def test_a_cell_that_is_set_stays_set() -> None:
    row = table(*ROWS).rows[0]
    row.cells["content"] = "Khác"
    assert (row.get("content"), row.text("content"), row.some(("id", "content"))) == ("Khác", "Khác", ("NV1", "Khác"))


def test_rows_that_stand_as_wanted_are_not_written() -> None:
    found = table(*ROWS)
    names = tuple(AT)
    assert found.changed(names, found.rows, [row.some(names) for row in found.rows]) == []


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
    assert found.changed(names, found.rows, lines) == [
        BlockWrite("Phụ lục", row, AT[field], rows) for field, row, rows in blocks
    ]


def test_formulas_are_filled_down_from_the_first_row() -> None:
    found = table(*ROWS).filled(8, 3, {"code": "=A8", "content": "=B8"})
    assert found == [
        BlockWrite("Phụ lục", 8, 3, (("=A8",),) * 3, "fill"), BlockWrite("Phụ lục", 8, 5, (("=B8",),) * 3, "fill"),
    ]  # fmt: skip
    assert table(*ROWS).filled(8, 0, {"code": "=A8"}) == []


def test_runs_are_cut_where_a_number_is_left_out() -> None:
    assert runs([3, 4, 5, 8, 10, 11]) == [[3, 4, 5], [8], [10, 11]]
    assert runs([]) == []
