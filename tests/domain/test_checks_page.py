"""`docs/kiem-tra.md` says what the rules say."""

from pathlib import Path

from kehoach_xl.domain.checks.page import FIGURES, kept, page, sections
from kehoach_xl.messages import CATALOGUE

PAGE = Path(__file__).parents[2] / "docs" / "kiem-tra.md"


def test_the_page_is_what_the_catalogue_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(kept(PAGE))  # python -m kehoach_xl.domain.checks.page FILE


def test_every_rule_stands_in_the_page() -> None:
    listed = {code for codes in sections().values() for code in codes}
    assert listed == {code for code in CATALOGUE if code.startswith("CHECK_")}


def test_the_page_keeps_the_figures_of_the_seeded_mistakes() -> None:
    lines = kept(PAGE).splitlines()
    assert lines[0] == FIGURES
    assert "| Bỏ sót | 0 | 0 | 0 |" in lines and "| Báo sai | 0 | 0 | 0 |" in lines
