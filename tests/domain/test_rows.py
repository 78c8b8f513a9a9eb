"""Cells held row by row are the mapping that they would be one by one."""

from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.progress import FIELDS, same
from kehoach_xl.domain.rows import BLANK, Rows

CELLS = st.tuples(st.sampled_from(["NV1", "NV2"]), st.sampled_from(["STP", "SNV"]), st.just("2025-H1"),
                  st.sampled_from([field.id for field in FIELDS]))  # fmt: skip
VALUES = st.one_of(st.none(), st.sampled_from(["một", "hai", 0.0, 1.0, 1.0 + 1e-12]))
HELD = st.dictionaries(CELLS, VALUES, max_size=12)


@given(HELD)
def test_rows_are_the_cells_that_hold_something(cells):
    rows, wanted = Rows.of(cells), {cell: value for cell, value in cells.items() if value is not None}
    assert (rows, dict(rows.items()), len(rows), set(rows)) == (wanted, wanted, len(wanted), set(wanted))
    for cell, value in cells.items():
        assert (rows.get(cell), cell in rows) == (value, value is not None)
        assert rows.row(cell[:3]) == row_of(wanted, cell[:3])


@given(HELD)
def test_by_their_tasks_they_are_the_same_rows(cells):
    rows = Rows.of(cells)
    by_task = rows.by_task().items()
    assert {(task, agency, period): row for (task, period), one in by_task for agency, row in one.items()} == rows.rows


def row_of(cells, key):
    return tuple(cells.get((*key, field.id)) for field in FIELDS)


def test_a_row_that_nobody_knows_is_blank():
    assert (Rows().row(("NV1", "STP", "2025-H1")), Rows(), "NV1" in Rows()) == (BLANK, {}, False)


@given(HELD, HELD)
def test_cells_that_differ_are_counted(one, two):
    wanted = sum(not same(one.get(cell), two.get(cell)) for cell in {*one, *two})
    assert Rows.of(one).differing(Rows.of(two)) == wanted
