"""Every formula cell of the master, recalculated by LibreOffice, against what Python works out from the raw cells.

A sheet's expectations stand in the module named in ``MODULES``: ``expected(world)`` gives every formula address with
its value. The workbooks come from :mod:`tests.figures.stories`.
"""

import importlib
import re
from collections.abc import Mapping
from typing import Any

import pytest

from tests.figures.stories import STORIES
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
    found = shown.formulas(STORIES[0])
    assert sorted(name for name, cells in found.items() if cells and name not in HELPERS) == sorted(MODULES)
