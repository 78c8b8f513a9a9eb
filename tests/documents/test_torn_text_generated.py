"""Any appendix that is torn as a PDF tears it comes back: cells in narrow lines, pages that cut rows, no borders."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.appendix_made import tasks, text

pytestmark = pytest.mark.slow

LEADS = ("Sở Công Thương", "Sở Tư pháp", "Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường")
OTHERS = ("", "Các sở, ban, ngành", "Các sở, ban, ngành, UBND các địa phương")
TIMES = ("2025", "2025-2030", "2025 - 2030", "Thường xuyên", "Hàng năm", "Hàng năm tổ chức 02 cuộc")
HEADER = ["TT Nhiệm vụ", "Chủ trì Phối hợp Thời gian"]
PHRASES = ("rà soát", "thủ tục", "hành chính", "hỗ trợ", "doanh nghiệp", "nâng cao", "chất lượng", "theo quy định")
WORDS = st.sampled_from(PHRASES)
ROW = st.tuples(
    st.lists(WORDS, min_size=3, max_size=25).map(lambda words: f"{' '.join(words).capitalize()}."),
    st.sampled_from(LEADS), st.sampled_from(OTHERS), st.sampled_from(TIMES),
)  # fmt: skip


def lines(cell: str, width: int) -> list[str]:
    return textwrap.wrap(cell, width, break_on_hyphens=False, break_long_words=False)


def torn(rows: list[tuple[str, ...]], widths: list[int], cut: int) -> str:
    """Rows as text: each cell in lines of its width; one row has only its first ``cut`` lines on its page."""
    printed = list(HEADER)
    for number, row in enumerate(rows, 1):
        cells = [lines(cell, width) for cell, width in zip(row, widths, strict=True)]
        printed.append(str(number))
        printed += [line for cell in cells for line in cell[: cut or None]]
        if cut and any(len(cell) > cut for cell in cells):
            printed += [*HEADER, *(line for cell in cells for line in cell[cut:])]
    return "\n".join(printed)


@given(st.lists(ROW, min_size=1, max_size=6), st.integers(30, 60), st.integers(10, 18), st.integers(8, 12))
def test_rows_come_back_from_narrow_columns(
    rows: list[tuple[str, ...]], content: int, bodies: int, times: int
) -> None:  # fmt: skip
    found = tasks(text(torn(rows, [content, bodies, bodies, times], 0)))
    assert [(name, leads, others.replace("; ", ", "), time) for _, _, name, leads, others, time in found] == rows


@given(st.lists(ROW, min_size=1, max_size=4), st.integers(30, 60), st.integers(2, 5))
def test_rows_come_back_from_two_pages(rows: list[tuple[str, ...]], content: int, cut: int) -> None:
    found = tasks(text(torn(rows, [content, 14, 14, 9], cut)))
    assert [(name, leads, others.replace("; ", ", "), time) for _, _, name, leads, others, time in found] == rows


@given(st.lists(ROW, min_size=1, max_size=6), st.integers(0, 5))
def test_every_word_stands_in_one_field_and_in_order(rows: list[tuple[str, ...]], cut: int) -> None:
    printed = torn(rows, [40, 12, 12, 9], cut).replace("\n".join(HEADER), "")
    found = tasks(text(torn(rows, [40, 12, 12, 9], cut)))
    said = [word for code, _, *fields in found for word in f"{code} {' '.join(fields)}".replace(";", ",").split()]
    assert sorted(said) == sorted(printed.split())
