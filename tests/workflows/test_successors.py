"""Bodies that end, merge and are divided while a plan runs: who is asked from then on, and what only she decides."""

import pytest

from kehoach_xl.domain.registers import register
from kehoach_xl.domain.status import DUE_LABELS
from kehoach_xl.workflows.distribute import DistributeReport
from tests.workflows.office import PERIOD, Room, at, doing

pytestmark = pytest.mark.slow

NEXT = "2026-H1"  # 01/01/2026 – 30/06/2026


def ends(room: Room, agency: str, day: str, successor: str | None = None) -> None:
    room.type("agencies", "code", agency, valid_to=day, successor=successor)


def asked(room: Room, period: str, code: str) -> list[str]:
    """The agencies that have a row for a task in a period, '' for nobody."""
    return [agency for (task, agency) in room.record(period) if task == code]


def sent(report: DistributeReport) -> dict[str, list[str]]:
    return {file.agency: list(file.tasks) for file in report.files}


def said(report: DistributeReport, code: str) -> list[str]:
    """The tasks of the notices of one code."""
    return [str(one.facts["code"]) for one in report.notices if one.code == code]


# -- a merger ---------------------------------------------------------------------------------------


def test_from_its_last_day_on_a_merged_body_is_replaced_by_its_successor(room: Room) -> None:
    room.send("STP", {"2.3": doing(70)})
    room.merge()
    ends(room, "STP", "30/04/2026", "SNV")
    room.open_period(NEXT)
    assert (asked(room, PERIOD, "2.3"), asked(room, NEXT, "2.3")) == (["STP"], ["SNV"])
    report = room.distribute()
    assert "STP" not in sent(report)
    assert sent(report)["SNV"] == ["2.3", "2.4", "3.3", "4.6"]
    assert room.record()["2.3", "STP"]["percent"] == 70.0


def test_a_period_that_ends_on_its_last_day_still_asks_it(room: Room) -> None:
    ends(room, "STP", "30/06/2026", "SNV")
    room.open_period(NEXT)
    assert asked(room, NEXT, "2.3") == ["STP"]


def test_a_successor_may_have_ended_too(room: Room) -> None:
    ends(room, "STP", "31/01/2026", "Sở Nội vụ")
    ends(room, "SNV", "28/02/2026", "STC")
    room.open_period(NEXT)
    assert (asked(room, NEXT, "2.3"), asked(room, NEXT, "3.3")) == (["STC"], ["STC"])


def test_a_merger_told_after_the_period_was_opened_still_sends_to_the_successor(fresh: Room) -> None:
    fresh.open_period()
    ends(fresh, "STP", "30/09/2025", "SNV")
    report = fresh.distribute()
    assert "STP" not in sent(report)
    assert sent(report)["SNV"] == ["2.3", "2.4", "3.3", "4.6"]


def test_members_of_a_group_that_merged_are_asked_once(fresh: Room) -> None:
    ends(fresh, "STP", "30/09/2025", "SNV")
    fresh.type("agencies", "code", "SNTTHC", members="STP; SNV; STC")
    fresh.open_period()
    assert asked(fresh, PERIOD, "3.2") == ["SNV", "STC"]


# -- a split, an end without successor, a body to come ----------------------------------------------


def test_a_split_is_listed_until_she_says_who_reports(room: Room) -> None:
    ends(room, "STP", "30/04/2026", "SNV; Sở Tài chính")
    room.open_period(NEXT)
    assert (asked(room, NEXT, "2.3"), asked(room, NEXT, "2.4")) == ([""], [""])
    report = room.distribute()
    assert said(report, "SEND_009") == ["2.3", "2.4"]
    notice = next(one for one in report.notices if one.code == "SEND_009")
    assert str(notice) == (
        "Nhiệm vụ 2.3, phần của «Sở Tư pháp» chưa gửi: cơ quan này kết thúc hoạt động ngày 30/04/2026, "
        "nhiệm vụ được chia cho Sở Nội vụ, Sở Tài chính; sổ không tự chọn. "
        "Ghi cơ quan báo cáo của nhiệm vụ này vào cột «Cơ quan báo cáo» của trang Phụ lục, "
        "hoặc thay thành viên của nhóm ở trang Cơ quan, rồi phân phát lại."
    )
    room.type("appendix", "code", "2.3", reporters="Sở Tài chính")
    report = room.distribute()
    assert said(report, "SEND_009") == ["2.4"]
    assert (asked(room, NEXT, "2.3"), asked(room, NEXT, "2.4")) == (["STC"], [""])
    assert "2.3" in sent(report)["STC"]


def test_what_she_chose_is_remembered_in_the_next_period(room: Room) -> None:
    room.type("appendix", "code", "2.3", reporters="STC; SNV")
    room.open_period(NEXT)
    room.open_period("2026-H2")
    assert (asked(room, NEXT, "2.3"), asked(room, "2026-H2", "2.3")) == (["STC", "SNV"], ["STC", "SNV"])
    assert room.shown("2.3", "reporters") == "STC; SNV"
    assert room.shown("2.3", "leads") == "Sở Tư pháp"


def test_an_end_without_successor_is_said(fresh: Room) -> None:
    ends(fresh, "STP", "30/09/2025")
    fresh.open_period()
    assert said(fresh.distribute(), "SEND_010") == ["2.3", "2.4"]


def test_successors_in_a_circle_are_said(fresh: Room) -> None:
    ends(fresh, "STP", "30/09/2025", "SNV")
    ends(fresh, "SNV", "30/09/2025", "STP")
    fresh.open_period()
    assert said(fresh.distribute(), "SEND_011") == ["2.3", "2.4", "3.3", "4.6"]


def test_a_body_that_is_not_there_yet_is_said(fresh: Room) -> None:
    fresh.type("agencies", "code", "STP", valid_from="01/02/2026")
    fresh.open_period()
    report = fresh.distribute()
    assert said(report, "SEND_012") == ["2.3", "2.4"]
    fresh.open_period(NEXT)
    assert asked(fresh, NEXT, "2.3") == ["STP"]


# -- groups and tasks without a lead ------------------------------------------------------------------


def test_a_group_is_resolved_for_one_task_in_its_own_row(fresh: Room) -> None:
    fresh.type("appendix", "code", "3.2", reporters="Sở Tư pháp; SNV")
    fresh.open_period()
    assert asked(fresh, PERIOD, "3.2") == ["STP", "SNV"]
    report = fresh.distribute()
    assert said(report, "SEND_002") == []
    assert fresh.desk().register.body("SNTTHC").members == ()


def test_a_task_without_a_lead_is_asked_of_whom_she_chose(fresh: Room) -> None:
    fresh.type("appendix", "code", "2.3", leads=None)
    fresh.open_period()
    assert said(fresh.distribute(), "SEND_003") == ["2.3"]
    fresh.type("appendix", "code", "2.3", reporters="STC")
    report = fresh.distribute()
    assert (said(report, "SEND_003"), asked(fresh, PERIOD, "2.3")) == ([], ["STC"])


def test_when_a_group_is_partly_known_the_rest_is_said(fresh: Room) -> None:
    ends(fresh, "STP", "30/09/2025", "SNV; STC")
    fresh.type("agencies", "code", "SNTTHC", members="SKHCN; STP")
    fresh.open_period(now=at(24, month=11))
    report = fresh.distribute()
    assert asked(fresh, PERIOD, "3.2") == ["SKHCN"]
    assert said(report, "SEND_009") == ["2.3", "2.4", "3.2"]


def test_who_was_chosen_no_more_is_neither_asked_nor_waited_for(fresh: Room) -> None:
    fresh.type("appendix", "code", "3.2", reporters="STC; SNV")
    fresh.open_period()
    fresh.type("appendix", "code", "3.2", reporters="SNV")
    report = fresh.distribute()
    assert [agency for agency, tasks in sent(report).items() if "3.2" in tasks] == ["SNV"]
    rows = [row for row in fresh.desk().table("progress").rows if row.text("code") == "3.2"]
    states = {row.text("agency"): row.text("due_state") for row in rows}
    assert states == {"STC": DUE_LABELS["released"], "SNV": DUE_LABELS["in_period"]}


def test_a_member_taken_out_of_its_group_is_neither_asked_nor_waited_for(fresh: Room) -> None:
    fresh.type("agencies", "code", "SNTTHC", members="STC; SNV")
    fresh.open_period()
    fresh.type("agencies", "code", "SNTTHC", members="SNV")
    assert [agency for agency, tasks in sent(fresh.distribute()).items() if "3.2" in tasks] == ["SNV"]


# -- how a new master lists them ------------------------------------------------------------------------


def test_a_new_master_lists_who_exists_first_and_who_ended_last(fresh: Room) -> None:
    rows = fresh.desk().table("agencies").rows
    ended = [row.cells.get("valid_to") is not None for row in rows]
    assert ended == sorted(ended) and ended.count(True) == 7
    (lines,) = ([row.text(f) for f in ("short", "successor")] for row in rows if row.text("code") == "SLDTBXH")
    assert lines == ["Sở LĐ-TB&XH", "SNV; SGDDT; SYT; SNNMT"]
    assert all(row.text("source") for row in rows)


def test_what_stands_in_the_sheet_reads_back_as_the_register_that_ships(fresh: Room) -> None:
    shipped, read = register("ha-tinh-2025"), fresh.desk().register
    assert {a.code: a for a in read.agencies} == {a.code: a for a in shipped.agencies}
    assert {g.code: g for g in read.groups} == {g.code: g for g in shipped.groups}
