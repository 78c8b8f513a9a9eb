"""`Bảng điều khiển`: one selector changes every figure; it fits a screen and a page; charts follow their cells."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kehoach_xl.building import chart_data_sheet, dashboard_panel, master
from kehoach_xl.building.chart_tasks import GROUPS
from kehoach_xl.buttons import buttons
from kehoach_xl.domain.status import CLASSES, chart_group
from tests.support import plans
from tests.support.openxml import findings
from tests.workflows.office import Room, at, copy, doing, done

pytestmark = pytest.mark.tools

DASHBOARD, DATA = "Bảng điều khiển", "Số liệu biểu đồ"
Cells = Mapping[str, Any]
# What stands where: the period's name, the tiles from left to right and top to bottom, how the tiles add up.
NAME, COMPARED, TILES = "F4", "B5", ("B8", "E8", "H8", "K8", "B13", "E13", "H13", "K13")


@pytest.fixture(scope="module")
def two(built: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Half-years of 2025: in the first only Justice reported, in the second four agencies, one of them late."""
    room = copy(built, tmp_path_factory.mktemp("two"))
    room.open_period("2025-H1", now=at(2, month=6))
    room.distribute(now=at(2, month=6))
    source = room.form("STP", "2025-H1")
    room.send("STP", {"2.3": doing(), "2.4": doing(quantity=1)}, source=source, saved=at(10, month=6))
    room.merge(now=at(20, month=6))
    room.open_period("2025-H2")
    room.distribute()
    room.send("STP", {"2.3": done(), "2.4": {"status": "Không còn phù hợp"}})
    room.send("SNV", {"3.3": done(), "4.6": doing()})
    room.send("STC", {"3.12": done(), "3.13": {"status": "Chưa thực hiện"}, "3.14": doing()}, saved=at(18))
    room.send("HQ11", {})
    room.merge()
    return room


def looked_at(room: Room, folder: Path, office: Any, code: Any) -> dict[str, Cells]:
    """The sheets after she typed a code into the selector, in LibreOffice."""
    typed = office.resave(room.master, folder / "typed.xlsx", {(DASHBOARD, "D4"): code})
    return office.recalculated(typed)


def tiles(sheets: Mapping[str, Cells]) -> list[Any]:
    return [sheets[DASHBOARD][address] for address in TILES]


def block(sheets: Mapping[str, Cells], name: str, columns: str) -> list[list[Any]]:
    """The lines of one block of figures that hold something."""
    plan = chart_data_sheet.places(plans.load("fta-index-ha-tinh-2025").plan, 13)[name]
    lines = [[sheets[DATA].get(f"{c}{row}", "") for c in columns] for row in range(plan.first, plan.last + 1)]
    return [line for line in lines if any(line)]


# -- one selector ----------------------------------------------------------------------------------------------------

FIRST = [35, 0, 0, 0, 0, 0, 33, "1/12"]
SECOND = [35, 15, 2, 0, 2, 0, 28, "2/12"]


@pytest.mark.slow
def test_the_period_in_view_is_shown_with_what_it_is_compared_with(two: Room, libreoffice) -> None:
    sheets = libreoffice.recalculated(two.master)
    assert (sheets[DASHBOARD][NAME], sheets[DASHBOARD][COMPARED]) == ("6 tháng cuối năm 2025", "so với kỳ 2025-H1")
    assert tiles(sheets) == SECOND
    assert sheets[DASHBOARD]["B17"] == "Tỷ lệ hoàn thành nhiệm vụ đến hạn: 1/15 nhiệm vụ (6.7 %)"
    assert sheets[DASHBOARD]["B18"] == "Điểm chung 16.27; mục tiêu 2025 là 23.04; còn thiếu 6.77"
    assert sheets[DASHBOARD]["B19"] == (
        "35 nhiệm vụ = 32 ở các ô trên (hoàn thành, đang thực hiện, quá hạn, chưa báo cáo) + 1 thường xuyên, "
        "có kết quả + 1 chưa thực hiện, trong hạn + 1 không còn phù hợp."
    )
    assert sheets[DASHBOARD]["B10"] == "= như kỳ trước (35)"
    assert sheets[DASHBOARD]["E10"] == "đã xong 1/15 (6.7 %); kỳ trước chưa có"
    assert sheets[DASHBOARD]["H10"] == "1 xong trước hạn; ▲ tăng 2 (kỳ trước 0)"
    assert sheets[DASHBOARD]["K15"] == "▲ tăng (kỳ trước 1/12)"
    assert block(sheets, "periods", "ABCDE") == [["2025-H1", 1, 0, 0, 11], ["2025-H2", 2, 1, 1, 8]]


@pytest.mark.slow
def test_another_period_typed_in_libreoffice_changes_tiles_and_charts(two: Room, libreoffice, tmp_path) -> None:
    sheets = looked_at(two, tmp_path, libreoffice, "2025-H1")
    assert (sheets[DASHBOARD][NAME], sheets[DASHBOARD][COMPARED]) == ("6 tháng đầu năm 2025", "chưa có kỳ so sánh")
    assert tiles(sheets) == FIRST
    assert sheets[DASHBOARD]["B10"] == ""
    # The period after it is not drawn, and the agency with most to do stands first.
    assert block(sheets, "periods", "ABCDE") == [["2025-H1", 1, 0, 0, 11]]
    assert block(sheets, "agencies", "BH")[0] == ["SCT", 11]


@pytest.mark.slow
def test_the_same_through_the_file_engine(two: Room, libreoffice, tmp_path) -> None:
    room = copy(two, tmp_path / "sở")
    room.write([(DASHBOARD, 4, 4, "2025-H1")])
    assert tiles(libreoffice.recalculated(room.master)) == FIRST
    room.write([(DASHBOARD, 4, 4, "2025-H2")])
    assert tiles(libreoffice.recalculated(room.master)) == SECOND


@pytest.mark.slow
def test_a_listed_code_with_blanks_and_in_small_letters_works_everywhere(two: Room, libreoffice, tmp_path) -> None:
    sheets = looked_at(two, tmp_path, libreoffice, " 2025-h1 ")
    assert (sheets[DASHBOARD][NAME], tiles(sheets)) == ("6 tháng đầu năm 2025", FIRST)
    assert [v for v in sheets["Nộp báo cáo"].values() if str(v).startswith("Kỳ đang xem: 6 tháng đầu năm 2025")]
    room = copy(two, tmp_path / "sở")
    room.write([(DASHBOARD, 4, 4, " 2025-h1 ")])
    assert room.desk().current == "2025-H1"
    assert room.summary().period == "2025-H1"


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["*", "2031-H1", "-5", 2025.0])
def test_a_code_that_is_no_period_shows_no_figures_and_no_error(two: Room, libreoffice, tmp_path, typed) -> None:
    sheets = looked_at(two, tmp_path, libreoffice, typed)
    assert sheets[DASHBOARD][NAME] == "(kỳ chưa có trong danh sách)"
    assert tiles(sheets)[1:] == ["–"] * 7
    assert sheets[DASHBOARD]["B19"] == (
        "Kỳ đang xem không có trong danh sách kỳ báo cáo nên chưa có số liệu thực hiện."
    )
    assert "Chưa mở kỳ báo cáo." not in sheets[DASHBOARD].values()
    assert sheets[DATA]["B3"] == f"«{int(typed) if typed == 2025.0 else typed}» không có trong danh sách"
    shown = [(name, v) for name, cells in sheets.items() for v in cells.values()]
    assert [one for one in shown if re.fullmatch(r"Err:\d+|#[A-Z/0]+[?!]?", str(one[1]))] == []


@pytest.mark.slow
def test_the_latest_agencies_come_first_with_their_days(two: Room, libreoffice) -> None:
    sheets = libreoffice.recalculated(two.master)
    late = block(sheets, "latest", "BCD")
    assert len(late) == 5
    assert {result for _, result, _ in late} == {"Chưa gửi", "Trống"}  # a day late is the least of them
    assert [days for *_, days in late] == sorted((days for *_, days in late), reverse=True)
    assert sheets[DASHBOARD]["H28"] == "và 5 cơ quan khác, xem trang Tổng hợp."


# -- what is drawn ---------------------------------------------------------------------------------------------------


def parts(path: Path, pattern: str) -> list[str]:
    with zipfile.ZipFile(path) as package:
        names = sorted(name for name in package.namelist() if re.fullmatch(pattern, name))
        return [package.read(name).decode() for name in names]


def test_six_charts_are_drawn_from_their_figures_and_nothing_else(built: Room) -> None:
    charts = parts(built.master, r"xl/charts/chart\d+\.xml")
    assert len(charts) == 6
    ranges = [set(re.findall(r"<c:f>([^<]*)</c:f>", chart)) for chart in charts]
    assert all(one.startswith(f"'{DATA}'!$") for found in ranges for one in found)
    places = chart_data_sheet.places(plans.load("fta-index-ha-tinh-2025").plan, 13)
    for found, name in zip(ranges, ("components", "agencies", "scores", "path", "periods", "days"), strict=True):
        rows = f"{places[name].first}:{places[name].last}"
        assert {re.sub(r".*\$(\d+):\$[A-Z]+\$(\d+)", r"\1:\2", one) for one in found} == {rows}, name


def test_every_chart_tells_its_parts_apart_without_colour(built: Room) -> None:
    """No two parts of a chart are plain and of the same lightness: they differ by a fifth, or by a pattern."""
    for chart in parts(built.master, r"xl/charts/chart\d+\.xml"):
        looks = []
        for series in re.findall(r"<c:ser>.*?</c:ser>", chart, re.DOTALL):
            look = re.search(r"<c:spPr>(.*?)</c:spPr>", series, re.DOTALL)[1]
            pattern = re.search(r'prst="(\w+)"', look.split("<a:ln")[0])
            red, green, blue = (int(re.search(r'srgbClr val="(\w+)"', look)[1][at : at + 2], 16) for at in (0, 2, 4))
            looks.append((pattern and pattern[1], 0.299 * red + 0.587 * green + 0.114 * blue))
        for index, (pattern, light) in enumerate(looks):
            for other, other_light in looks[index + 1 :]:
                assert pattern != other or abs(light - other_light) > 51, looks


def test_every_class_but_one_is_drawn() -> None:
    assert {chart_group(klass) for klass in CLASSES} - set(GROUPS) == {""}
    assert [klass for klass in CLASSES if not chart_group(klass)] == ["Không còn phù hợp"]


def test_it_fits_a_screen_and_one_upright_page_without_the_panel(built: Room) -> None:
    sheet = load_workbook(built.master)[DASHBOARD]
    # A stored width counts digits of the default font, 7 pixels wide, with their padding.
    widths = [(column.max - column.min + 1) * round(column.width * 7) for column in sheet.column_dimensions.values()]
    assert sum(widths) == 1256
    assert {row.height for row in sheet.row_dimensions.values()} == {15}
    assert sheet.freeze_panes == "A6"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert re.fullmatch(r"'Bảng điều khiển'!\$B\$1:\$M\$\d+", sheet.print_area)


def test_each_button_lies_above_its_reason_and_no_cell_is_used_twice() -> None:
    cells: list[tuple[int, int]] = []
    for top, left, bottom, right in dashboard_panel.BUTTON_CELLS.values():
        assert bottom - top == 1
        cells += [(row, column) for row in range(top, bottom + 3) for column in range(left, right + 1)]
    # Two beside each other, together over the three columns of the panel.
    assert len(set(cells)) == len(cells) == 4 * 3 * len(buttons()) / 2
    assert list(dashboard_panel.BUTTON_CELLS) == [button.sub for button in buttons()]
    assert dashboard_panel.REASONS.keys() == {button.sub for button in buttons()}


@pytest.mark.slow
@pytest.mark.parametrize("plan", ["ddci", "without_index", "one_component", "no_component", "awkward_words"])
def test_a_plan_of_another_shape_has_its_charts_too(plan: str, libreoffice, tmp_path: Path) -> None:
    path = tmp_path / "khác.xlsx"
    master.build(getattr(plans, plan)(), path)
    assert findings(path) == []
    # Without an index there is no score to draw, and no rank.
    assert len(parts(path, r"xl/charts/chart\d+\.xml")) == (4 if plan == "no_component" else 6)
    sheets = libreoffice.recalculated(path)
    for name in (DASHBOARD, DATA):
        assert [v for v in sheets[name].values() if re.fullmatch(r"Err:\d+|#[A-Z/0]+[?!]?", str(v))] == []
    assert sheets[DASHBOARD]["E8"] == "–"
