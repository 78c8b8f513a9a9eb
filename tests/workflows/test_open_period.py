"""Opening: proposed deadlines, chuyên đề and đột xuất, which tasks are asked, opening again."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from kehoach_xl import templates
from kehoach_xl.building import master, plan_template
from kehoach_xl.domain.deadlines import PartDeadline
from kehoach_xl.domain.progress import to_cell
from kehoach_xl.errors import Stop
from tests.workflows.office import PLAN, Room, at, doing
from tests.workflows.test_choices import choose, standing

pytestmark = pytest.mark.slow

MARCH = {"since": date(2025, 3, 3), "until": date(2025, 3, 28)}


def line(room: Room, code: str) -> dict:
    return next(row.cells for row in room.desk().table("periods").rows if row.text("code") == code)


def codes(room: Room, period: str) -> str:
    return " ".join(sorted({code for code, _ in room.record(period)}))


def stopped(room: Room, *period: str, **options: object) -> tuple[str, dict]:
    before = room.master.read_bytes()
    with pytest.raises(Stop) as stop:
        room.open_period(*period, **options)
    assert room.master.read_bytes() == before
    return stop.value.message.code, dict(stop.value.message.facts)


# -- proposed days ----------------------------------------------------------------------------------------


def test_a_new_master_knows_the_days_off_of_its_years_and_every_part_of_the_year(fresh: Room) -> None:
    desk = fresh.desk()
    assert [row.part for row in desk.part_deadlines] == [
        "Năm", "6 tháng đầu năm", "6 tháng cuối năm", "9 tháng", "Quý I", "Quý II", "Quý III", "Quý IV", "Tháng",
    ]  # fmt: skip
    assert not any(row.deadline or row.report_by for row in desk.part_deadlines)
    years = {day.year for day in desk.calendar.off}
    assert (min(years), max(years)) == (2024, 2030)
    assert not desk.calendar.is_working(date(2026, 8, 31))


OWN_DAYS = """
[[deadlines]]
part = "Năm"
deadline = "trước ngày 05/11"
report_by = "trước ngày 15/11"
source = "Kế hoạch 2025"
"""


def test_a_plans_own_days_come_from_its_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(templates.folder(), tmp_path / "templates")
    monkeypatch.setattr(templates, "folder", lambda: tmp_path / "templates")
    with (tmp_path / "templates" / "plans" / f"{PLAN}.toml").open("a", encoding="utf-8") as plan:
        plan.write(OWN_DAYS)
    room = Room(tmp_path)
    template = plan_template.load(PLAN)
    assert template.deadlines == (PartDeadline("Năm", "trước ngày 05/11", "trước ngày 15/11", "Kế hoạch 2025"),)
    master.build(template, room.master)
    assert room.open_period("2025").deadline == date(2025, 11, 4)
    assert room.desk().periods["2025"].report_by == date(2025, 11, 14)
    assert line(room, "2025")["kind"] == "Định kỳ"
    assert room.open_period("2025-H2").deadline == date(2025, 12, 17)


def test_days_she_writes_in_the_sheet_are_followed(fresh: Room) -> None:
    fresh.type("deadlines", "part", "6 tháng cuối năm", deadline="10/12", report_by="trước ngày 15/12")
    days = fresh.desk().table("days")
    columns = days.columns
    free = days.append_at(1)
    cells = {"day": to_cell(date(2025, 12, 10)), "kind": "Nghỉ", "name": "Nghỉ theo thông báo của tỉnh"}
    fresh.write((days.sheet, free, columns[name], value) for name, value in cells.items())
    assert fresh.open_period("2025-H2").deadline == date(2025, 12, 11)
    assert fresh.desk().periods["2025-H2"].report_by == date(2025, 12, 15)


def test_a_line_of_the_settings_that_cannot_be_read_is_named(fresh: Room) -> None:
    fresh.type("deadlines", "part", "6 tháng cuối năm", deadline="cuối năm")
    assert stopped(fresh) == ("PERIOD_010", {"part": "6 tháng cuối năm", "value": "cuối năm"})
    # Her own days need no proposal.
    fresh.open_period(deadline=date(2025, 12, 15), report_by=date(2025, 12, 20))
    fresh.type("deadlines", "part", "6 tháng cuối năm", deadline=None)
    row = fresh.desk().table("days").rows[0].row
    fresh.write([("Thiết lập", row, fresh.desk().table("days").columns["day"], "đầu năm")])
    assert stopped(fresh, "2026-H1") == ("PERIOD_019", {"row": row, "value": "đầu năm"})


# -- chuyên đề, đột xuất -------------------------------------------------------------------------------------


def test_a_special_period_has_her_name_days_and_tasks(fresh: Room) -> None:
    report = fresh.open_period("2025-cd1", name="Tận dụng ưu đãi thuế quan", scope="1; 2.3", **MARCH)
    assert (report.period, report.name, report.tasks) == ("2025-CD1", "Tận dụng ưu đãi thuế quan", 4)
    assert codes(fresh, "2025-CD1") == "1.1 1.2 1.3 2.3"
    cells = line(fresh, "2025-CD1")
    assert (cells["name"], cells["kind"], cells["scope"], cells["state"]) == (
        "Tận dụng ưu đãi thuế quan", "Chuyên đề", "1; 2.3", "Đang mở",
    )  # fmt: skip
    days = [date(2025, 3, 3), date(2025, 3, 28), date(2025, 3, 3), date(2025, 3, 28)]
    assert [cells[name] for name in ("start", "end", "data_from", "cutoff")] == [to_cell(day) for day in days]
    assert (report.deadline, fresh.desk().periods["2025-CD1"].report_by) == (date(2025, 3, 31), date(2025, 4, 8))


def test_a_special_period_is_chosen_on_the_dashboard_once(fresh: Room) -> None:
    choose(
        fresh, period="2025-ĐX1", name="Thiệt hại do bão", since="05/09/2025", until="12/09/2025", scope="4.1-4.3",
        deadline="15/09/2025",
    )  # fmt: skip
    report = fresh.open_period(None)
    assert (report.period, report.name, report.deadline) == ("2025-DX1", "Thiệt hại do bão", date(2025, 9, 15))
    assert codes(fresh, "2025-DX1") == "4.1 4.2 4.3"
    assert standing(fresh, "period", "name", "since", "until", "scope", "deadline") == [None] * 6
    assert fresh.desk().current == "2025-DX1"


def test_opening_a_special_period_again_keeps_what_stands_in_its_line(fresh: Room) -> None:
    fresh.open_period("2025-CD1", name="Rà soát", scope="1", **MARCH)
    fresh.type("periods", "code", "2025-CD1", cutoff=to_cell(date(2025, 3, 20)))
    cells = line(fresh, "2025-CD1")
    report = fresh.open_period("2025-CD1")
    assert (report.already_open, report.reopened, report.new_rows) == (True, False, 0)
    assert line(fresh, "2025-CD1") == cells
    fresh.open_period("2025-CD1", until=date(2025, 4, 4))
    cells = line(fresh, "2025-CD1")
    assert (cells["end"], cells["cutoff"]) == (to_cell(date(2025, 4, 4)), to_cell(date(2025, 4, 4)))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({}, "PERIOD_008"),
        ({"since": date(2025, 3, 3)}, "PERIOD_008"),
        ({"since": date(2025, 3, 28), "until": date(2025, 3, 3)}, "PERIOD_011"),
        ({"since": date(2024, 3, 3), "until": date(2024, 3, 28)}, "PERIOD_012"),
        ({**MARCH, "deadline": date(2025, 3, 1)}, "PERIOD_007"),
        ({**MARCH, "scope": "1; 9.9"}, "PERIOD_013"),
    ],
)
def test_a_special_period_that_cannot_be_opened_is_said(fresh: Room, options: dict, code: str) -> None:
    assert stopped(fresh, "2025-CD1", **options)[0] == code


def test_a_scope_with_a_piece_that_names_nothing_is_said_before_anybody_is_left_out(fresh: Room) -> None:
    assert stopped(fresh, scope="1; 2.9; 5") == ("PERIOD_013", {"period": "2025-H2", "pieces": "2.9; 5"})
    fresh.open_period(scope="1; 2.3")
    fresh.type("periods", "code", "2025-H2", scope="1; 2.33")
    before = fresh.master.read_bytes()
    with pytest.raises(Stop) as stop:
        fresh.distribute()
    assert (stop.value.message.code, fresh.master.read_bytes()) == ("PERIOD_013", before)


def test_forms_and_rows_of_a_period_follow_its_scope(fresh: Room) -> None:
    fresh.open_period(scope="2.3-2.4")
    report = fresh.distribute()
    assert {code for file in report.files for code in file.tasks} == {"2.3", "2.4"}
    # She widens it in the sheet: the next operation lays out the rest.
    fresh.type("periods", "code", "2025-H2", scope="2")
    fresh.distribute()
    assert codes(fresh, "2025-H2") == "2.1 2.2 2.3 2.4"
    fresh.type("periods", "code", "2025-H2", scope=None)
    assert fresh.open_period().tasks == 35


def test_a_special_period_goes_out_and_comes_back_like_any_other(fresh: Room) -> None:
    fresh.open_period("2025-CD1", name="Tận dụng ưu đãi thuế quan", scope="2.3-2.4", **MARCH)
    fresh.distribute()
    assert fresh.form("STP", "2025-CD1").name == "2025-CD1_STP_So-Tu-phap.xlsx"
    fresh.send("STP", {"2.3": doing(40)}, source=fresh.form("STP", "2025-CD1"), saved=at(28, month=3))
    report = fresh.merge(now=at(31, month=3))
    assert (report.period_name, report.cells["applied"]) == ("Tận dụng ưu đãi thuế quan", 3)
    assert fresh.record("2025-CD1")["2.3", "STP"]["percent"] == 40
    assert fresh.summary().receipts["STP"]["2025-CD1"] == "Đúng hạn"


def test_the_next_period_is_the_next_regular_one(fresh: Room) -> None:
    fresh.open_period("2025-H1")
    fresh.open_period("2025-DX9", since=date(2025, 12, 20), until=date(2025, 12, 31))
    assert fresh.open_period(None, agreed=lambda question: True).period == "2025-H2"


def test_a_form_is_prefilled_from_the_last_regular_period(room: Room) -> None:
    room.send("STP", {"2.3": doing(result="Nội dung kỳ trước.")})
    room.merge()
    room.open_period("2026-DX1", since=date(2026, 1, 5), until=date(2026, 1, 9), scope="2.4")
    room.open_period("2026-H1")
    room.distribute(prefill=True, only=("STP",))
    base = room.desk().ledger.facts.base["2026-H1/STP/01"]
    prefilled = [value for (_, _, period, name), value in base.items() if (period, name) == ("2026-H1", "result")]
    assert prefilled == ["Nội dung kỳ trước."]


# -- opening again ---------------------------------------------------------------------------------------------


def test_a_closed_period_is_opened_again_with_a_reason_that_is_kept(fresh: Room) -> None:
    fresh.open_period()
    fresh.close_period()
    assert stopped(fresh) == ("PERIOD_014", {"period": "2025-H2", "closed": "29/12/2025"})
    assert stopped(fresh, reason="  ")[0] == "PERIOD_014"
    report = fresh.open_period(reason="Sở Tư pháp gửi báo cáo bổ sung.", now=at(5, month=1, year=2026))
    assert (report.already_open, report.reopened, report.new_rows) == (True, True, 0)
    fresh.close_period(now=at(8, month=1, year=2026))
    choose(fresh, period="2025-H2", reason="UBND tỉnh yêu cầu đính chính.")
    assert fresh.open_period(None, now=at(12, month=1, year=2026)).reopened
    cells = line(fresh, "2025-H2")
    assert (cells["state"], cells["closed"]) == ("Đang mở", None)
    assert cells["reason"] == (
        "05/01/2026: Sở Tư pháp gửi báo cáo bổ sung.\n12/01/2026: UBND tỉnh yêu cầu đính chính."
    )
    assert standing(fresh, "reason") == [None]
    notes = [row["note"] for row in fresh.journal("Mở kỳ báo cáo")]
    assert notes[1].endswith("Mở lại: Sở Tư pháp gửi báo cáo bổ sung.")
