"""Lines that she sorts on `Tổng hợp` or `Nộp báo cáo`: every agency keeps its own figures."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet

from kehoach_xl.domain.status import DUE_LABELS
from kehoach_xl.sheets.award_rule import FINISHED, HANDED_IN
from tests.figures.world import World

pytestmark = [pytest.mark.tools, pytest.mark.slow]

STORY = "seed-2"
FORMS, SUMMARY = "Nộp báo cáo", "Tổng hợp"
Sheets = Mapping[str, Mapping[str, Any]]


def swapped(sheet: Worksheet, one: int, other: int) -> None:
    """Two lines change places as sorting does it: what refers to its own line goes on doing so."""
    for column in range(1, sheet.max_column + 1):
        first, second = sheet.cell(one, column), sheet.cell(other, column)
        moved = [
            Translator(cell.value, cell.coordinate).translate_formula(to.coordinate)
            if cell.data_type == "f" else cell.value
            for cell, to in ((second, first), (first, second))
        ]  # fmt: skip
        first.value, second.value = moved


def everything_done(world: World, sheet: Worksheet) -> None:
    """Some agencies finished in time all that fell due, so that the shortlist is not empty."""
    few = set(world.frame("scope")["agency"][:4])
    for row in world.progress[world.progress["agency"].isin(few)]["row"]:
        cells = {"due_state": DUE_LABELS["in_period"], "due_date": 46000, "status": "Hoàn thành", "finish_date": 45000}
        for field, value in cells.items():
            sheet[f"{world.column('progress', field)}{row}"] = value


def by_agency(world: World, sheets: Sheets) -> dict[str, tuple[Any, ...]]:
    """{code: name, result, deadline, day, days, on time, sent} as `Nộp báo cáo` shows them."""
    area, cells = world.area("NB_agency"), sheets[FORMS]
    found: dict[str, tuple[Any, ...]] = {}
    for row in range(area.row1, area.row2 + 1):
        if code := cells.get(f"A{row}"):
            assert code not in found
            found[code] = tuple(cells.get(f"{at}{row}") for at in "BCDEFGH")
    return found


def shortlists(world: World, sheets: Sheets) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """The lines of the lists of late forms and of agencies for commendation."""
    top, cells = world.area("TH_award_done").row1 + 5, sheets[SUMMARY]
    return tuple(  # type: ignore[return-value]
        {tuple(cells.get(f"{at}{row}") for at in columns) for row in range(top, top + 10) if cells.get(f"{key}{row}")}
        for columns, key in (("ACD", "U"), ("PST", "W"))
    )


@pytest.mark.parametrize(("sheet", "name"), [(SUMMARY, "TH_agency"), (FORMS, "NB_agency")])
def test_lines_may_be_sorted(sheet: str, name: str, shown, tmp_path: Path) -> None:
    world, _ = shown(STORY)
    first = world.area(name).row1
    book = load_workbook(world.path)
    for threshold in (FINISHED, HANDED_IN):  # nobody is left off the shortlist for a per cent
        at = world.area(threshold)
        book[at.sheet].cell(at.row1, at.column1).value = 0
    everything_done(world, book["Tiến độ"])
    book.save(path := tmp_path / "as drawn.xlsx")
    before = shown.office.recalculated(path)
    swapped(book[sheet], first, first + 2)
    swapped(book[sheet], first + 1, first + 6)
    book.save(path := tmp_path / "sorted.xlsx")
    after = shown.office.recalculated(path)
    assert by_agency(world, after) == by_agency(world, before)
    assert shortlists(world, after) == shortlists(world, before)
    late, best = shortlists(world, before)
    assert len(late) > 1 and len(best) > 0
