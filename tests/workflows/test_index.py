"""`Chỉ số`: every formula of it, for plans of every kind and whatever she types, is what Python works out."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kehoach_xl.building import master
from kehoach_xl.building.plan_template import PlanTemplate, load
from kehoach_xl.ooxml.refs import Area, column_letters
from kehoach_xl.sheets.indices import ASKED, outlook_of
from kehoach_xl.sheets.table import bound_range
from tests.figures import index
from tests.figures.test_every_formula import ERROR, differences, formulas
from tests.figures.world import World
from tests.support import plans
from tests.workflows.office import PLAN, Room

pytestmark = pytest.mark.tools

SHEET = "Chỉ số"
Rows = Sequence[Mapping[str, Any]]
PUBLISHED = (6.5, 5.0, 4.0, 5.0)


def made(template: PlanTemplate, folder: Path) -> Room:
    room = Room(folder)
    master.build(template, room.master)
    return room


def enter(room: Room, table: str, rows: Rows) -> None:
    """She fills the next free rows of a table."""
    found = room.desk().table(table)
    first = found.append_at(len(rows))
    room.write(
        (found.sheet, first + place, found.columns[name], float(value) if isinstance(value, int) else value)
        for place, row in enumerate(rows)
        for name, value in row.items()
    )


def choose(room: Room, **cells: Any) -> None:
    """She fills single cells of the sheet, by what they hold."""
    desk = room.desk()
    places = {name: bound_range(desk.cells, ASKED[name], desk.known) for name in cells}
    room.write((place.sheet, place.row1, place.column1, cells[name]) for name, place in places.items())


def shown(room: Room, office: Any) -> tuple[World, Mapping[str, Any]]:
    """The sheet as LibreOffice computes it, after every formula was held against Python."""
    sheets = office.recalculated(room.master)
    world = World.of(room, date.today())
    wanted = index.expected(world)
    assert {at: sheets[SHEET].get(at) for at in wanted if ERROR.fullmatch(str(sheets[SHEET].get(at, "")))} == {}
    assert sorted(set(formulas(world)[SHEET]) ^ set(wanted)) == []
    assert differences(sheets[SHEET], wanted) == {}
    return world, sheets[SHEET]


def column(room: Room, cells: Mapping[str, Any], table: str, field: str) -> list[Any]:
    found = room.desk().table(table)
    return [cells.get(found.place(row, field), "") for row in range(found.first, found.last + 1)]


# -- plans of every kind ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ddci", "without_index", "one_component", "no_component"])
def test_a_new_sheet_of_every_kind_of_plan(kind: str, tmp_path: Path, libreoffice) -> None:
    shown(made(getattr(plans, kind)(), tmp_path), libreoffice)


def test_a_new_sheet_of_the_fta_plan(fresh: Room, libreoffice) -> None:
    world, cells = shown(fresh, libreoffice)
    assert column(fresh, cells, "goals", "title")[:3] == ["Toàn bộ chỉ số", "Toàn bộ chỉ số", ""]
    steps = outlook_of(world.desk).path.steps
    assert [round(step.needed or 0, 3) for step in steps] == [0.21, 0.271, 0.332, 0.393, 0.454, 0.515, 0.576]
    assert [step.worth for step in steps] == [27, 25, 23, 21, 19, 17, 15]


def test_eleven_components_with_renamed_ones(tmp_path: Path, libreoffice) -> None:
    room = made(plans.ddci(), tmp_path)
    enter(room, "history", plans.ddci_history())
    world, cells = shown(room, libreoffice)
    found = outlook_of(world.desk)
    assert found.years == (2025, 2024)
    assert [one.change for one in found.history] == [
        None, -0.39, 1.25, -1.08, 1.46, 0.01, None, 0.08, 0.35, -0.87, None, -0.36
    ]  # fmt: skip
    assert found.history[7].remark == "Đến 2024: Tính năng động và hiệu lực của SBN; Nhóm 2025: Cuối"
    assert found.history[11].results[0].score == 79.81
    assert "Đến 2024: Ứng dụng công nghệ thông tin; Nhóm 2025: Cuối" in cells.values()


# -- what she types ---------------------------------------------------------------------------------------------


def test_published_results_other_years_goals_and_trials(room: Room, libreoffice) -> None:
    for row, score in zip(room.desk().table("indices").rows, PUBLISHED, strict=False):
        room.type("indices", "id", row.text("id"), actual_score=score, actual_rank=20.0, actual_of=34.0)
    room.type("indices", "id", "TONG", actual_rank=24.0, actual_of=34.0)
    enter(room, "goals", [
        {"year": 2030, "code": "3", "score": 8.0, "rank_to": 10, "of": 34}, {"year": 2025, "code": "1", "score": 6.4},
        {"year": 2025, "code": "2", "rank_from": 23, "of": 63}, {"year": 2027, "rank_from": 20, "rank_to": 18},
        {"year": 2030, "score": 30.0},
    ])  # fmt: skip
    enter(room, "history", [
        {"year": 2023, "rank": 55, "of": 63, "score": 15.0},
        {"year": 2026, "code": "3", "score": 4.6, "name": "Tên mới"}, {"year": 2026, "rank": 22, "of": 34},
        {"year": 2023, "code": "1", "score": 4.1, "max": 10, "rank": 52, "of": 63},
        {"year": 2022, "code": "1", "name": "Tuyên truyền"}, {"year": 2021, "code": "1", "name": "Phổ biến"},
        {"year": 2019, "code": "1", "score": 3.0}, {"year": 2023, "code": "1", "score": 4.2, "name": "Tuyên truyền"},
    ])  # fmt: skip
    room.type("trials", "code", "2", trial=6.0)
    room.type("trials", "code", "3", trial=5.36)
    world, cells = shown(room, libreoffice)
    goals = room.desk().table("goals")
    by_rank = [cells.get(f"T{row}") for row in range(goals.first, goals.first + 6)]
    assert by_rank == ["● Đạt", "○ Chưa có kết quả", "○ Chưa có kết quả", "", "? Khác tổng số", "○ Chưa có kết quả"]
    found = outlook_of(world.desk)
    assert found.years == (2026, 2025, 2024, 2023, 2022)
    assert found.history[0].remark == "Đến 2023: Tuyên truyền"
    whole = found.trials[-1]
    assert (whole.latest, whole.used, whole.change) == (20.5, 22.86, 2.36)
    assert (found.path.since, found.path.until) == (2026, 2030)


def test_nonsense_in_every_input_cell_gives_no_error(room: Room, libreoffice) -> None:
    nonsense = ["x", -1.0, 0.0, 1e6, "=1/0", "N/A", " ", "31/12/2025", 12.5, "~", "*", "2024", 45000.0]
    desk, cells = room.desk(), []
    for table, rows in (("indices", 4), ("goals", 8), ("trials", 4), ("history", 26), ("figures", 12)):
        found = desk.table(table)
        fields = [one.field for one in found.layout.columns if one.input]
        for row in range(rows):
            for place, field in enumerate(fields):
                value = nonsense[(row * 5 + place * 3) % len(nonsense)]
                if field == "year":
                    value = [2024.0, 2025.0, 2030.0, "2026", 2023.5, 1800.0, 45000.0, None][row % 8]
                cells.append((found.sheet, found.first + row, found.columns[field], value))
    room.write(cells)
    choose(room, assumed_of="nhiều", low_completion="thấp", large_gap=0.3)
    shown(room, libreoffice)
    choose(room, assumed_of=1.0, low_completion=-5.0, large_gap=0.0)
    shown(room, libreoffice)


def said(cells: Mapping[str, Any], words: str) -> int:
    """How many verdicts say this."""
    return sum(words in str(value) and str(value)[:2] in ("! ", "► ") for value in cells.values())


def test_a_threshold_moves_what_comes_first(room: Room, libreoffice) -> None:
    choose(room, large_gap=20.0)
    _, cells = shown(room, libreoffice)
    assert said(cells, "cách mục tiêu xa") == 4
    choose(room, large_gap=0.4, low_completion=100.0)
    _, cells = shown(room, libreoffice)
    assert said(cells, "cách mục tiêu xa") == 1


def test_the_plan_of_the_template_stands_among_the_goals(fresh: Room) -> None:
    template = load(PLAN)
    rows = [row.cells for row in fresh.desk().table("goals").rows]
    assert [(row["year"], row["rank_from"], row["rank_to"], row["of"]) for row in rows] == [
        (goal.year, goal.rank_from, goal.rank_to, goal.of) for goal in template.goals
    ]


def test_a_goal_changed_by_a_document_stands_in_the_main_table(room: Room, libreoffice) -> None:
    room.add(
        "amendments", kind="Điều chỉnh điểm mục tiêu", target="1", value="6,50", document="15/QĐ-UBND",
        document_date=date(2025, 5, 20), effective=date(2025, 6, 1),
    )  # fmt: skip
    room.amend()
    world, cells = shown(room, libreoffice)
    assert cells[world.desk.table("indices").place(world.desk.table("indices").first, "goal_score")] == 6.5
    assert cells[world.desk.table("trials").place(world.desk.table("trials").first, "goal")] == 6.5




# -- what cannot be -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [0.0, -3.0, 99.0, 20.5])
def test_a_rank_that_cannot_be_is_missing(room: Room, libreoffice, rank: float) -> None:
    room.type("indices", "id", "TONG", actual_rank=rank, actual_of=34.0)
    _, cells = shown(room, libreoffice)
    indices, goals = room.desk().table("indices"), room.desk().table("goals")
    whole = indices.first + len(indices.rows) - 1
    assert cells[indices.place(whole, "actual_place")] == "không có"
    assert cells[f"T{goals.first}"] == "○ Chưa có kết quả"
    assert not any("82/34" in str(value) for value in cells.values())


def test_scores_beyond_their_scale_are_missing(room: Room, libreoffice) -> None:
    first, second, third, *_ = room.desk().table("indices").rows
    room.type("indices", "id", first.text("id"), actual_score=-5.0)
    room.type("indices", "id", second.text("id"), actual_score=11.0)
    room.type("trials", "code", "3", trial=1e9)
    _, cells = shown(room, libreoffice)
    indices, trials = room.desk().table("indices"), room.desk().table("trials")
    assert [cells[indices.place(row.row, "covered")] for row in (first, second, third)] == ["không có"] * 3
    assert [cells[trials.place(row, "gap")] for row in range(trials.first, trials.last + 1)] == ["–"] * 5
    assert cells[trials.place(trials.last, "trial")] == "–"


def test_a_goal_that_is_reached_says_so_without_a_task(fresh: Room, libreoffice) -> None:
    fresh.type("indices", "code", "2", actual_score=5.5)
    _, cells = shown(fresh, libreoffice)
    assert "● Đã đạt mục tiêu" in cells.values()


def test_the_check_names_the_single_cells(room: Room) -> None:
    choose(room, assumed_of="ba tư", low_completion="x", large_gap=250.0)
    desk = room.desk()
    award = bound_range(desk.cells, "TH_award_done", desk.known)
    room.write([(award.sheet, award.row1, award.column1, "nhiều")])
    room.type("trials", "code", "3", trial=1e9)
    room.type("trials", "code", "2", trial="xx")
    found = {(one.issue.message.code, one.sheet, one.address) for one in room.check().findings}
    places = {name: bound_range(desk.cells, ASKED[name], desk.known) for name in ASKED}
    trials = desk.table("trials")
    assert {
        ("CHECK_214", SHEET, address(places["assumed_of"])), ("CHECK_215", SHEET, address(places["low_completion"])),
        ("CHECK_215", SHEET, address(places["large_gap"])), ("CHECK_215", "Tổng hợp", address(award)),
        ("CHECK_122", SHEET, trials.place(trials.first + 2, "trial")),
        ("CHECK_010", SHEET, trials.place(trials.first + 1, "trial")),
    } <= found  # fmt: skip


def address(area: Area) -> str:
    return f"{column_letters(area.column1)}{area.row1}"
