"""Every formula cell of the master, recalculated by LibreOffice, against what Python works out from the raw cells.

A sheet's expectations stand in the module named in ``MODULES``: ``expected(world)`` gives every formula address with
its value. The workbooks come from :mod:`tests.figures.stories`.
"""

import importlib
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from tests.figures.stories import STORIES
from tests.figures.summary import counted, judged, reports, unfinished
from tests.figures.world import World

pytestmark = [pytest.mark.tools, pytest.mark.slow]

# Which module says what the formulas of a sheet must give.
MODULES: Mapping[str, str] = {
    "Bảng điều khiển": "dashboard",
    "Số liệu biểu đồ": "chart_data",
    "Chỉ số": "index",
    "Phụ lục": "appendix",
    "Tiến độ": "progress",
    "Tổng hợp": "summary",
    "Nộp báo cáo": "receipts",
    "Kết quả thực hiện": "results",
    "Gửi nhận": "sent",
    "Nhập thay": "entries",
    "Kiểm tra": "findings",
    "Xung đột": "clashes",
    "Tệp gửi về": "returned",
}
# Sheets whose formulas only help others: no error may stand there.
HELPERS = ("_kehoach",)
ERROR = re.compile(r"Err:\d+|#[A-Z/0]+[?!]?")
Shown = tuple[World, Mapping[str, Mapping[str, Any]]]


def formulas(world: World) -> dict[str, dict[str, str]]:
    """{sheet: {address: formula}} as stored in the file."""
    return {
        sheet.title: {
            cell.coordinate: str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
        }
        for sheet in world.book
    }


def differences(shown: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """{address: (shown, wanted)} where they differ; numbers agree to 1e-9 of their size, nothing is ''."""
    found = {}
    for address, value in wanted.items():
        got = shown.get(address, "")
        value = "" if value is None else value
        numbers = isinstance(got, float) and isinstance(value, int | float)
        if got != value and not (numbers and abs(got - value) <= 1e-9 * max(1.0, abs(value))):
            found[address] = got, value
    return found


@pytest.mark.parametrize("story", STORIES)
def test_no_cell_shows_an_error(story: str, shown) -> None:
    _, sheets = shown(story)
    assert [
        (name, address, sheets[name][address])
        for name, cells in shown.formulas(story).items()
        for address in cells
        if ERROR.fullmatch(str(sheets[name].get(address, "")))
    ] == []


@pytest.mark.parametrize("sheet", MODULES)
@pytest.mark.parametrize("story", STORIES)
def test_every_formula_gives_what_python_works_out(story: str, sheet: str, shown) -> None:
    world, sheets = shown(story)
    wanted = importlib.import_module(f"tests.figures.{MODULES[sheet]}").expected(world)
    assert sorted(set(shown.formulas(story)[sheet]) ^ set(wanted)) == []
    assert differences(sheets[sheet], wanted) == {}


def test_no_formula_stands_outside_these_sheets(shown) -> None:
    found = {name for story in STORIES for name, cells in shown.formulas(story).items() if cells}
    assert sorted(found - set(HELPERS)) == sorted(MODULES)


@pytest.mark.parametrize("story", [one for one in STORIES if one not in ("new", "nonsense")])
def test_the_command_says_what_the_cells_mean(story: str, shown) -> None:
    world, _ = shown(story)
    report = world.report
    now = world.tasks(world.current).query("klass != ''")
    assert report.total == totals(now)
    assert report.components == {code: totals(group) for code, group in now.groupby("component", sort=False)}
    assert (report.previous.code if report.previous else "") == world.previous
    if report.previous:
        assert report.previous.total == totals(world.tasks(world.previous).query("klass != ''"))
    mine = reports(world, world.current)
    assert report.agencies == {
        code: totals(group) for code, group in mine[mine["agency"].map(bool)].groupby("agency", sort=False)
    }
    lines = judged(world)
    late = lines.query("key > 0").sort_values("key", ascending=False)
    assert [(one.agency, one.days) for one in report.late] == list(zip(late["code"], late["days"], strict=True))
    best = lines.query("award > 0").sort_values("award", ascending=False)
    assert [one.agency for one in report.awards] == list(best["code"])
    overdue = unfinished(world, mine)
    assert sorted((one.task, one.agency, one.days) for one in report.overdue) == sorted(
        (task, agency or "", world.as_of - due)
        for task, agency, due in zip(overdue["task"], overdue["agency"], overdue["due_date"], strict=True)
    )


def totals(lines: pd.DataFrame) -> dict[str, Any]:
    """Lines with klass and due as :class:`SummaryReport` counts them."""
    found = counted(lines)
    rate = round(found["done"] / found["due"], 4) if found["due"] else None
    return {"count": len(lines), **found, "rate": rate}
