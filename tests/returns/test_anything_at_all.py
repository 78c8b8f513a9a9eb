"""Whatever a workbook holds: a verdict, every cell accounted for, no exception, in bounded time."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehoach_xl.domain.progress import storable
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook, by_rows
from kehoach_xl.returns.verdict import ACCEPTED, FOREIGN
from tests.returns.sheets_of import FIRST, FORMS, HEADS, Returned, cell, judge

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

WORDS = st.one_of(
    st.text(max_size=20),
    st.sampled_from([
        *HEADS.values(), *FORMS["STP"], "Tổng cộng", "Sở Nội vụ", "Cơ quan báo cáo: Sở Nội vụ", "Kỳ báo cáo: x",
        "Số phiếu: 2025-H1/STP/01", "Hoàn thành", "85%", "05/11/2025", "Hoµn thµnh", "=1+1", "\ud800", "\x00", "['",
        *(one["content"] for rows in FORMS.values() for one in rows.values()),
    ]),
)  # fmt: skip
NUMBERS = st.one_of(st.floats(), st.integers(-(2**70), 2**70).map(float), st.sampled_from([0.0, 45966.0, 1e308, -1.0]))
FONTS = st.sampled_from(["", ".VnTime", ".VnTimeH", "VNI-Times", "Arial"])


@st.composite
def any_cell(draw: st.DrawFn) -> Cell:
    kind = draw(st.sampled_from(["text", "number", "date", "percent", "bool", "error", "formula"]))
    value: Any = draw(
        {"text": WORDS, "error": WORDS, "bool": st.booleans(), "formula": st.one_of(st.none(), WORDS, NUMBERS)}.get(
            kind, st.one_of(NUMBERS, st.none(), WORDS)
        )
    )
    text = "" if value is None else str(value)
    return Cell(kind, value, text, draw(WORDS) if kind == "formula" else None, draw(FONTS))


PLACES = st.tuples(st.integers(1, 16), st.integers(1, 24))
CELLS = st.dictionaries(PLACES, any_cell(), max_size=12)
NEAR, FAR = st.integers(1, 20), st.integers(1, 2000)
MERGES = st.lists(st.tuples(NEAR, NEAR, FAR, FAR), max_size=3)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    agency=st.sampled_from(["STP", "SNV"]), over=CELLS, second=CELLS, merges=MERGES, hidden=CELLS,
    copied=st.booleans(), named=st.booleans(), signed=st.booleans(), confirmed=st.sampled_from(["", "STP", "SNV", "?"]),
    properties=st.dictionaries(st.sampled_from(["kehoach_00", "kehoach_01", "kehoach_signature"]), WORDS, max_size=2),
    names=st.dictionaries(st.sampled_from([f"BC_{name}" for name in HEADS]), WORDS, max_size=2),
)  # fmt: skip
def test_any_change_to_a_form_has_a_verdict(
    agency, over, second, merges, hidden, copied, named, signed, confirmed, properties, names
) -> None:
    one = Returned(agency, {task: {"status": "Hoàn thành", "result": f"Xong {task}"} for task in FORMS[agency]})
    one = one.copied() if copied else one
    one.named, one.signed = named and one.named, signed
    book = one.book()
    first, *others = book.sheets
    for (row, column), value in over.items():
        first.put(row + FIRST - 3, column, value)
    first.merges = merges
    if hidden and others:
        for (row, column), value in hidden.items():
            others[-1].put(1 + row % 3, 1 + column % 2, value)
    book.sheets.append(ReadSheet("Trang khác", lines=by_rows(second)))
    book.names |= names
    book.properties |= properties
    found = judge(book, "ai@snv.tinh.gov.vn" if signed else "", confirmed={"e" * 64: confirmed} if confirmed else {})
    # what is said can be written into a sheet
    findings = ((str(one.message), one.task, one.column, one.sent, one.returned) for one in found.findings)
    texts = [text for one in findings for text in one]
    assert all(storable(text) == text for text in (str(found.message), found.agency, found.period, *texts))
    assert (found.result is not None) == (found.state == ACCEPTED)


def many(rows: int, columns: int, value: Any) -> dict[tuple[int, int], Cell]:
    one = cell(value)
    assert one is not None
    return {(row, column): one for row in range(1, rows + 1) for column in range(1, columns + 1)}


def test_fifty_thousand_cells_of_headings_are_looked_through() -> None:
    cells = many(2000, 25, "")
    heads = [one for head in HEADS.values() if (one := cell(head))]
    for row, column in cells:
        cells[row, column] = heads[(row + column) % len(heads)]
    sheet = ReadSheet("Báo cáo", lines=by_rows(cells), merges=[(1, 1, 1_048_576, 16_384)] * 200)
    assert judge(ReadWorkbook("a.xlsx", sheets=[sheet])).state == FOREIGN


def test_fifty_thousand_cells_below_a_form_are_all_counted() -> None:
    one = Returned("STP")
    book = one.book()
    column = one.column("result")
    for row in range(FIRST + 3, FIRST + 10_003):
        for name in range(column, column + 5):
            book.sheets[0].put(row, name, Cell("text", f"Së C«ng Th\u00ad¬ng {row}", f"Së {row}", None, ".VnTime"))
    found = judge(book)
    assert (found.state, found.cells) == (ACCEPTED, 50_000)
    assert found.rejected == {"added": 50_000}
