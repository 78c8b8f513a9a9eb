"""docs/scale.md is what benchmarks/scale.py works out, and the arithmetic is that of the figures it names."""

from benchmarks.scale import EACH, PAGE, PERIODS, PROVINCES, TASKS, UNITS, Figures, merge_seconds, page


def test_the_page_is_what_the_figures_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(Figures())


def test_the_volume_of_a_ministry() -> None:
    assert PROVINCES * UNITS * PERIODS == 122_400
    assert [round(PROVINCES * UNITS * PERIODS * each) for each in EACH] == [1_400_256, 7_344_000]
    assert "| Dòng báo cáo một năm, cả nước | 1.400.256 | 7.344.000 |" in page(Figures())


def test_a_merge_takes_what_its_parts_take() -> None:
    one = Figures(start=1, a_return=0.01, a_row=0.001, a_standing=0.0001)
    assert merge_seconds(one, 100, TASKS, 10_000) == 1 + 1 + 6 + 1
