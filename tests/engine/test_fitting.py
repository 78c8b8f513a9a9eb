"""The heights of many rows, asked for together, are those of each row asked for alone."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.engine.edits import Edits
from kehoach_xl.engine.fitting import Contents, RowFit
from kehoach_xl.ooxml.cells import ColumnStyle, SheetScan
from kehoach_xl.ooxml.styles import Style

Line = tuple[tuple[object, ...], frozenset[int], Edits]
COLUMNS = [ColumnStyle(1, 1, 0, False, 6.7), ColumnStyle(2, 2, 0, False, 30.7), ColumnStyle(3, 3, 0, True, 9.7)]
STYLES = [Style(), Style(wrap=True), Style(size=14.0, bold=True, wrap=True), Style(size=20.0)]
held = st.sampled_from([None, "", 1.0, "dòng", "Đã tổ chức hội nghị phổ biến cam kết", "hai\ndòng", "x" * 60, object()])
lines = st.tuples(
    st.lists(held, max_size=4).map(tuple), st.frozensets(st.integers(1, 5), max_size=2),
    st.dictionaries(st.integers(1, 5), held, max_size=3).map(Edits.of),
)  # fmt: skip
merged = st.sampled_from([(2, 1, 2, 2), (2, 1, 4, 2), (5, 2, 6, 2), (1, 4, 1, 5)])


@given(
    kinds=st.lists(lines, min_size=1, max_size=3), drawn=st.lists(st.integers(0, 2), min_size=1, max_size=8),
    looks=st.dictionaries(st.integers(1, 5), st.integers(0, 3)), merges=st.lists(merged, max_size=2, unique=True),
)  # fmt: skip
def test_rows_together_are_as_tall_as_each_alone(
    kinds: list[Line], drawn: list[int], looks: dict[int, int], merges: list[tuple[int, int, int, int]]
) -> None:
    rows = range(1, len(drawn) + 1)
    contents = {row: kinds[kind % len(kinds)] for row, kind in zip(rows, drawn, strict=True)}

    def held_by(some: Sequence[int]) -> Contents:
        values, formulas, changed = zip(*map(contents.__getitem__, some), strict=True)
        return values, formulas, changed

    def fit() -> RowFit:
        scan = SheetScan(columns=COLUMNS, merges=merges, default_height=16.0)
        tall = [(merge, "một văn bản dài qua nhiều hàng " * 9, 1) for merge in merges if merge[0] < merge[2]]
        return RowFit(rows, held_by, scan, STYLES.__getitem__, tall, {})

    one_by_one = fit()
    assert fit().heights(rows, looks) == [one_by_one.height(row, looks) for row in rows]
