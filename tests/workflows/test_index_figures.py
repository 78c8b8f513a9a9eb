"""`Chỉ số`: goals in numbers, results that the plan's document tells, and a plan without an index."""

from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from kehoach_xl.building.plan_template import load
from kehoach_xl.domain.figure import Figure, Limit
from kehoach_xl.domain.gap import Standing
from kehoach_xl.domain.history import Result
from kehoach_xl.reports.text import text
from kehoach_xl.sheets.indices import figures_of, results_of
from tests.support import plans
from tests.workflows.office import PLAN
from tests.workflows.test_index import SHEET, column, enter, made, shown

# Limit, what is entered, what is said.
CASES: tuple[tuple[Limit | dict[str, Any], Any, str], ...] = (
    (Limit("≥", 10, "%"), 6.5, "► Chưa đạt, còn 3,5 điểm %"),
    (Limit("≥", 10, "%"), 10.0, "● Đạt"),
    (Limit("≥", 68.12, "điểm"), 68.1, "► Chưa đạt, còn 0,02 điểm"),
    (Limit("<", 10, "%"), 12.5, "► Chưa đạt, vượt 2,5 điểm %"),
    (Limit("<", 10, "%"), 10.0, "► Chưa đạt, phải dưới 10 %"),
    (Limit(">", 95), 95.0, "► Chưa đạt, phải trên 95"),
    (Limit("–", 22, "", 25), 26.0, "► Chưa đạt, vượt 1"),
    (Limit("–", 22, "", 25), 20.0, "► Chưa đạt, còn 2"),
    (Limit("≤", 1350.0, "hồ sơ"), None, "○ Chưa có số liệu"),
    (Limit("≤", 5, "ngày"), "năm", "? Kết quả không phải là số"),
)


@pytest.mark.tools
@pytest.mark.slow
def test_a_goal_in_numbers_is_judged_as_in_python(tmp_path, libreoffice) -> None:
    given = tuple(Figure(str(n), f"Chỉ tiêu {n}", limit, 2025, ("STC",)) for n, (limit, *_) in enumerate(CASES, 1))
    room = made(replace(load(PLAN), figures=given), tmp_path)
    found = room.desk().table("figures")
    room.write(
        (SHEET, found.first + place, found.columns["result"], result)
        for place, (_, result, _) in enumerate(CASES)
        if result is not None
    )
    enter(room, "figures", [{"name": "Tự thêm", "limit": 3, "result": 3}, {"name": "Chưa có mức", "op": "≥"}])
    _, cells = shown(room, libreoffice)
    wanted = [*(said for *_, said in CASES), "● Đạt", "? Chưa ghi mức"]
    assert column(room, cells, "figures", "verdict")[: len(wanted)] == wanted
    assert [one.verdict for one in figures_of(room.desk())] == wanted
    assert [one.limit for one in figures_of(room.desk())][:10] == [limit for limit, *_ in CASES]


@pytest.mark.slow
def test_results_of_other_years_stand_in_the_new_master(tmp_path) -> None:
    told = (
        Result(2024, group="Cuối"), Result(2024, "2", "Tên cũ", 8.1, 10, 17, 19, "Giữa", "mục I"),
    )  # fmt: skip
    room = made(replace(load(PLAN), history=told), tmp_path)
    assert results_of(room.desk()) == [told[0], replace(told[1], source="")]
    area = load_workbook(room.master)[SHEET].print_area
    assert area.endswith(f"${room.desk().table('history').first + 1}")


@pytest.mark.slow
def test_the_printed_score_of_the_whole_stands_among_the_results(tmp_path) -> None:
    whole = Standing(79.80, None, 18, 19, 2025)
    alone = made(replace(plans.ddci(), overall=whole), tmp_path / "1")
    assert results_of(alone.desk()) == [Result(2025, score=79.80)]
    grouped = replace(plans.ddci(), overall=whole, history=(Result(2024, score=80.17), Result(2025, group="Cuối")))
    assert results_of(made(grouped, tmp_path / "2").desk()) == [
        Result(2024, score=80.17), Result(2025, score=79.80, group="Cuối"),
    ]  # fmt: skip


def hidden(template, folder) -> tuple[set[int], Any]:
    room = made(template, folder)
    sheet = load_workbook(room.master)[SHEET]
    return {row for row, look in sheet.row_dimensions.items() if look.hidden}, (room.desk(), sheet)


@pytest.mark.slow
def test_a_plan_without_an_index_shows_its_goals_in_numbers_alone(tmp_path) -> None:
    rows, (desk, sheet) = hidden(plans.no_component(), tmp_path)
    figures, history = desk.table("figures"), desk.table("history")
    assert {4, desk.table("indices").first, desk.table("goals").first, history.first, history.last} <= rows
    assert not {1, 2, *range(figures.first - 3, figures.last + 1)} & rows
    assert "không đặt mục tiêu cho chỉ số nào" in sheet["B2"].value


@pytest.mark.slow
def test_a_plan_with_an_index_hides_nothing(tmp_path) -> None:
    assert hidden(load(PLAN), tmp_path)[0] == set()


@pytest.mark.slow
def test_indices_that_add_up_to_nothing_have_no_line_of_the_whole(tmp_path) -> None:
    rows, (desk, _) = hidden(plans.without_index(), tmp_path)
    indices = desk.table("indices")
    assert indices.last in rows
    assert not set(range(indices.first, indices.last)) & rows


@pytest.mark.slow
def test_the_first_period_of_a_plan_is_the_one_it_orders_and_its_summary_goes_by_groups(tmp_path) -> None:
    room = made(load("nq59-ha-tinh-2025"), tmp_path)
    assert room.desk().choices.text("period") == "2025"
    room.open_period("")
    assert list(room.desk().periods) == ["2025"]
    said = text(room.summary())
    assert "Theo nhóm nhiệm vụ:" in said
    assert "II.1. Lãnh đạo của Đảng" in said
    assert "chỉ số thành phần" not in said
    assert "Khoảng cách đến mục tiêu" not in said
