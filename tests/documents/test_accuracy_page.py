"""`docs/nhap-van-ban.md` says how well documents are read now."""

from pathlib import Path

import pytest

from benchmarks.import_accuracy import DOCUMENTS, NAMES, cell, page
from tests.documents.unseen.measure import Score
from tests.documents.unseen.reading import FORMATS, ReadFrom
from tests.support.printed import seed_text

PAGE = Path(__file__).parents[2] / "docs" / "nhap-van-ban.md"


@pytest.mark.slow
@pytest.mark.tools
def test_the_page_is_what_the_command_prints(read_from: ReadFrom) -> None:
    for plan_id in DOCUMENTS:
        seed_text(f"{plan_id}.plan.txt")
    made = {ending: read_from(ending) for ending in FORMATS}
    assert PAGE.read_text(encoding="utf-8") == page(made)  # python -m benchmarks.import_accuracy FILE


def test_the_page_has_a_line_for_every_field() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for name in NAMES.values():
        assert any(line.startswith(f"| {name} |") for line in lines), name


def test_acell_gives_recall_precision_and_how_many_there_are() -> None:
    assert cell(Score(there=3, read=2, right=2)) == "66,7 % / 100 % (3)"
    assert cell(Score(there=3, read=0, right=0)) == "0 % / – (3)"
    assert cell(Score()) == "–"
