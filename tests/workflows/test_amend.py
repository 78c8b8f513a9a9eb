"""Amendments: dated, with their document, never overwriting what was in force before."""

from datetime import date

import pytest

from kehoach_xl.domain.progress import to_cell
from kehoach_xl.errors import Stop
from tests.workflows.office import Room, at, doing, done

pytestmark = pytest.mark.slow

BY = {"document": "15/QĐ-UBND", "document_date": date(2025, 11, 20)}
DECEMBER = date(2025, 12, 1)


def amended(room: Room, kind: str, target: str, value: object = None, effective: date = DECEMBER, **more: object):
    """She writes one line and presses the button; (its sheet row, the report)."""
    row = room.add("amendments", kind=kind, target=target, value=value, effective=effective, **BY | more)
    return row, room.amend()


def due(room: Room, code: str, period: str = "2025-H2") -> dict[str, tuple[object, object]]:
    """{agency: due state and day} of one task in the record of a period."""
    rows = room.desk().table("progress").rows
    return {
        row.text("agency"): (row.cells["due_state"], row.cells["due_date"])
        for row in rows
        if (row.text("code"), row.text("period")) == (code, period)
    }


# -- each kind ----------------------------------------------------------------------------------


def test_an_extension_moves_the_due_day_and_keeps_what_stood_before(room: Room):
    assert room.shown("3.1", "timeframe") == "2025"
    row, report = amended(room, "Gia hạn", "3.1", "2026")
    assert [one.code for one in report.applied] == ["AMEND_004"] and not report.refused
    assert room.shown("3.1", "timeframe") == "2026"
    assert room.said("amendments", row) == "Đã áp dụng ngày 20/12/2025"
    assert room.said("amendments", row, "before") == "2025"
    assert room.shown("3.1", "amended") == (
        "Gia hạn từ ngày 01/12/2025: 2025 → 2026 (văn bản 15/QĐ-UBND ngày 20/11/2025)."
    )
    assert due(room, "3.1") == {"SKHCN": ("Chưa đến hạn", to_cell(date(2026, 12, 31)))}


def test_a_period_before_the_effective_day_is_judged_by_what_was_in_force(fresh: Room):
    fresh.open_period("2025-H2")
    before = fresh.summary().components["3"]["due"]
    amended(fresh, "Gia hạn", "3.1", "2026", effective=date(2026, 1, 15))
    assert due(fresh, "3.1") == {"SKHCN": ("Đến hạn trong kỳ", to_cell(date(2025, 12, 31)))}
    fresh.open_period("2026-H1", now=at(5, month=6, year=2026))
    assert due(fresh, "3.1", "2026-H1") == {"SKHCN": ("Chưa đến hạn", to_cell(date(2026, 12, 31)))}
    assert due(fresh, "3.1") == {"SKHCN": ("Đến hạn trong kỳ", to_cell(date(2025, 12, 31)))}
    assert fresh.summary(period="2025-H2").components["3"]["due"] == before


def test_a_task_given_to_another_lead_is_asked_of_it_and_waited_for_from_nobody_else(fresh: Room):
    fresh.open_period()
    assert due(fresh, "2.3").keys() == {"STP"}
    amended(fresh, "Giao lại chủ trì", "2.3", "sở nội vụ")
    assert fresh.shown("2.3", "leads") == "Sở Nội vụ"
    assert due(fresh, "2.3").keys() == {"SNV"}
    report = fresh.distribute()
    assert [task for file in report.files if file.agency == "SNV" for task in file.tasks if task == "2.3"] == ["2.3"]
    assert not [file for file in report.files if file.agency == "STP" and "2.3" in file.tasks]


def test_two_open_periods_get_their_new_rows_beside_each_other(fresh: Room):
    fresh.open_period("2025-H2")
    fresh.distribute()
    fresh.open_period("2026-H1", now=at(5, month=6, year=2026))
    amended(fresh, "Giao lại chủ trì", "2.3", "Sở Nội vụ, Sở Tài chính", effective=date(2025, 7, 1))
    assert due(fresh, "2.3", "2025-H2").keys() == {"STP", "SNV", "STC"}  # STP was sent a form, so its row stays
    assert due(fresh, "2.3", "2026-H1").keys() == {"SNV", "STC"}
    rows = [row.text("id") for row in fresh.desk().table("progress").rows]
    assert len(rows) == len(set(rows))


def test_what_the_former_lead_reported_stays_but_no_longer_counts(room: Room):
    room.send("STP", {"2.3": doing(40)})
    room.merge()
    amended(room, "Giao lại chủ trì", "2.3", "Sở Nội vụ")
    assert {agency: state for agency, (state, _) in due(room, "2.3").items()} == {
        "STP": "Không còn giao", "SNV": "Thường xuyên",
    }  # fmt: skip
    assert room.cell("2.3", "percent", "STP") == 40
    assert room.shown("2.3", "status") is None  # the appendix shows the new lead, who has not reported
    room.distribute(only=("SNV",))
    room.send("SNV", {"2.3": done()}, saved=at(14))
    room.merge()
    assert room.shown("2.3", "status") == "Hoàn thành"


def test_the_former_lead_of_an_earlier_period_keeps_its_row_there(fresh: Room):
    fresh.open_period("2025-H2")
    amended(fresh, "Giao lại chủ trì", "2.3", "Sở Nội vụ", effective=date(2026, 1, 1))
    fresh.open_period("2026-H1", now=at(5, month=6, year=2026))
    assert due(fresh, "2.3", "2025-H2").keys() == {"STP"}
    assert due(fresh, "2.3", "2026-H1").keys() == {"SNV"}


def test_a_dropped_task_is_not_asked_any_more_and_no_longer_due(room: Room):
    before = room.summary().total
    amended(room, "Dừng nhiệm vụ", "3.1")
    assert {state for state, _ in due(room, "3.1").values()} == {"Không còn giao"}
    after = room.summary().total
    assert after["due"] == before["due"] - 1
    assert after["classes"]["Không còn phù hợp"] == before["classes"]["Không còn phù hợp"] + 1
    room.open_period("2026-H1", now=at(5, month=6, year=2026))
    assert due(room, "3.1", "2026-H1") == {}


def test_an_added_task_takes_a_line_of_its_own_and_is_asked_from_then_on(fresh: Room):
    fresh.open_period()
    amended(
        fresh, "Bổ sung nhiệm vụ", "2.5", "Rà soát văn bản quy phạm pháp luật mới ban hành",
        leads="Sở Tư pháp", coordinators="Sở Nội vụ", timeframe="Quý II/2026",
    )  # fmt: skip
    line = next(line for line in fresh.desk().lines if line.text("code") == "2.5")
    assert (line.text("component"), line.text("leads"), line.text("timeframe")) == ("2", "Sở Tư pháp", "Quý II/2026")
    assert line.cells["since"] == to_cell(DECEMBER)
    assert due(fresh, "2.5").keys() == set()  # its own time begins with the second quarter of 2026
    fresh.open_period("2026-H1", now=at(5, month=6, year=2026))
    assert due(fresh, "2.5", "2026-H1") == {"STP": ("Đến hạn trong kỳ", to_cell(date(2026, 6, 30)))}


def test_a_goal_is_changed_in_both_sheets(fresh: Room):
    fresh.open_period()
    goals = {row.text("code"): row for row in fresh.desk().table("indices").rows}
    before = goals["1"].number("goal_score")
    fresh.add("amendments", kind="Điều chỉnh điểm mục tiêu", target="1", value="6,5", effective=DECEMBER, **BY)
    fresh.add("amendments", kind="Điều chỉnh hạng mục tiêu", target="1", value="20/34", effective=DECEMBER, **BY)
    fresh.amend()
    row = next(row for row in fresh.desk().table("indices").rows if row.text("code") == "1")
    assert (row.number("goal_score"), row.number("goal_rank"), row.number("goal_of")) == (6.5, 20, 34)
    assert (fresh.shown("1", "goal_score"), fresh.shown("1", "goal_rank")) == (6.5, "20/34")
    assert not [f for f in fresh.check().findings if f.issue.message.code == "CHECK_040"]
    assert before != 6.5


# -- history ------------------------------------------------------------------------------------


def test_entries_typed_in_any_order_give_the_same_history(fresh: Room):
    """The later amendment is applied first, the earlier one is found afterwards."""
    fresh.open_period("2025-H2")
    amended(fresh, "Gia hạn", "3.1", "2027", effective=date(2026, 7, 1))
    amended(fresh, "Gia hạn", "3.1", "2026", effective=DECEMBER)
    assert fresh.shown("3.1", "timeframe") == "2027"  # the newest by its effective day
    assert due(fresh, "3.1")["SKHCN"][1] == to_cell(date(2026, 12, 31))
    assert fresh.shown("3.1", "amended").splitlines()[0].startswith("Gia hạn từ ngày 01/12/2025")


def test_a_closed_period_keeps_what_was_known_when_it_was_closed(fresh: Room):
    fresh.open_period("2025-H2")
    fresh.close_period("2025-H2", now=at(20, hour=8))
    amended(fresh, "Gia hạn", "3.1", "2026")
    assert due(fresh, "3.1") == {"SKHCN": ("Đến hạn trong kỳ", to_cell(date(2025, 12, 31)))}


# -- undo, and lines that cannot be applied --------------------------------------------------------


def test_undo_takes_everything_back(room: Room):
    before = room.sheets()
    row = room.add("amendments", kind="Gia hạn", target="3.1", value="2026", effective=DECEMBER, **BY)
    typed = room.sheets()
    room.amend()
    report = room.undo()
    assert report.operation == "Áp dụng điều chỉnh" and report.kept == 0
    assert room.sheets() == typed != before
    assert room.said("amendments", row) is None
    room.amend()  # and it can be applied again
    assert room.shown("3.1", "timeframe") == "2026"


def test_undo_of_an_added_task_empties_its_line(fresh: Room):
    fresh.open_period()
    amended(fresh, "Bổ sung nhiệm vụ", "2.5", "Việc mới", leads="Sở Tư pháp", timeframe="2025")
    assert fresh.desk().plan.tasks[-1].code == "2.5"
    fresh.undo()
    assert len(fresh.desk().plan.tasks) == 35
    amended(fresh, "Bổ sung nhiệm vụ", "2.6", "Việc khác", leads="Sở Tư pháp", timeframe="2025")
    assert [task.code for task in fresh.desk().plan.tasks][35:] == ["2.5", "2.6"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"kind": "Kéo dài"}, "AMEND_010"),
        ({"target": "9.9"}, "AMEND_011"),
        ({"kind": "Điều chỉnh điểm mục tiêu", "target": "3.1"}, "AMEND_011"),
        ({"effective": "cuối năm"}, "AMEND_012"),
        ({"document_date": None}, "AMEND_012"),
        ({"document": None}, "AMEND_013"),
        ({"value": None}, "AMEND_014"),
        ({"value": "khi có điều kiện"}, "AMEND_015"),
        ({"kind": "Giao lại chủ trì", "value": "Sở Tư phap"}, "AMEND_016"),
        ({"value": "2025"}, "AMEND_017"),
        ({"kind": "Điều chỉnh điểm mục tiêu", "target": "1", "value": "cao"}, "AMEND_019"),
        ({"kind": "Bổ sung nhiệm vụ", "target": "7.1", "leads": "Sở Tư pháp", "timeframe": "2025"}, "AMEND_020"),
        ({"kind": "Bổ sung nhiệm vụ", "target": "2.9", "timeframe": "2025"}, "AMEND_014"),
        ({"kind": "Bổ sung nhiệm vụ", "target": "2.3", "value": "Việc khác"}, "AMEND_021"),
        ({"document_date": date(2025, 12, 21)}, "AMEND_022"),
        ({"effective": date(2020, 1, 1)}, "AMEND_023"),
        ({"kind": "Giao lại chủ trì", "value": "Sở Kế hoạch và Đầu tư"}, "AMEND_024"),
        ({"target": 3.1}, "AMEND_027"),
        ({"kind": "Điều chỉnh điểm mục tiêu", "target": "1", "value": 12.0}, "AMEND_019"),
    ],
)
def test_a_line_that_cannot_be_applied_says_why_and_changes_nothing(room: Room, line, code):
    before = {line.id: dict(line.cells) for line in room.desk().lines}
    whole = {"kind": "Gia hạn", "target": "3.1", "value": "2026", "effective": DECEMBER, **BY}
    row = room.add("amendments", **{name: value for name, value in (whole | line).items() if value is not None})
    report = room.amend()
    assert [one.code for one in report.refused] == [code] and not report.applied
    assert room.said("amendments", row) == str(report.refused[0]).replace(f"Dòng {row}: ", "Chưa áp dụng: ")
    assert {line.id: dict(line.cells) for line in room.desk().lines} == before


def test_a_line_can_be_mended_and_applied(room: Room):
    row, _ = amended(room, "Gia hạn", "3.1", "khi có điều kiện")
    table = room.desk().table("amendments")
    room.write([(table.sheet, row, table.columns["value"], "2026")])
    assert [one.code for one in room.amend().applied] == ["AMEND_004"]


def test_nothing_waits(room: Room):
    before = room.master.read_bytes()
    with pytest.raises(Stop) as stop:
        room.amend()
    assert stop.value.message.code == "AMEND_001"
    assert room.master.read_bytes() == before


def test_a_lead_typed_over_without_a_document_leaves_what_was_reported(room: Room):
    """Whoever corrects a name must not take a report out of the figures."""
    room.send("STP", {"2.3": doing(40)})
    room.merge()
    room.type("appendix", "code", "2.3", leads="Sở Nội vụ")
    room.open_period()
    assert {agency: state for agency, (state, _) in due(room, "2.3").items()} == {
        "STP": "Thường xuyên", "SNV": "Thường xuyên",
    }  # fmt: skip
    assert due(room, "2.4").keys() == {"STP"}


def test_a_task_added_for_a_later_period_is_not_asked_before(fresh: Room):
    fresh.open_period("2025-H2")
    amended(
        fresh, "Bổ sung nhiệm vụ", "2.5", "Việc mới", effective=date(2026, 2, 1), leads="Sở Tư pháp",
        timeframe="Thường xuyên",
    )  # fmt: skip
    assert due(fresh, "2.5", "2025-H2") == {}
    fresh.open_period("2026-H1", now=at(5, month=6, year=2026))
    assert due(fresh, "2.5", "2026-H1").keys() == {"STP"}


def test_undo_of_an_added_task_takes_its_rows_along(fresh: Room):
    fresh.open_period()
    before = fresh.sheets()
    row = fresh.add(
        "amendments", kind="Bổ sung nhiệm vụ", target="2.5", value="Việc mới", effective=DECEMBER, leads="Sở Tư pháp",
        timeframe="Thường xuyên", **BY,
    )  # fmt: skip
    for _ in range(2):
        fresh.amend()
        assert due(fresh, "2.5").keys() == {"STP"}
        fresh.undo()
        assert due(fresh, "2.5") == {}
    table = fresh.desk().table("amendments")
    fresh.write((table.sheet, row, column, None) for column in table.columns.values())
    assert fresh.sheets() == before


def test_a_document_that_ends_twice_on_one_day_is_not_guessed(room: Room):
    amended(room, "Giao lại chủ trì", "2.3", "Sở Nội vụ")
    _row, report = amended(room, "Giao lại chủ trì", "2.3", "Sở Tài chính")
    assert [one.code for one in report.refused] == ["AMEND_026"]


def test_a_dropped_task_is_not_amended_afterwards(room: Room):
    amended(room, "Dừng nhiệm vụ", "2.3")
    _row, report = amended(room, "Gia hạn", "2.3", "2027", effective=date(2026, 1, 1))
    assert [one.code for one in report.refused] == ["AMEND_025"]


def test_an_extension_to_a_day_may_be_a_date(room: Room):
    amended(room, "Gia hạn", "3.1", date(2026, 3, 31))
    assert due(room, "3.1") == {"SKHCN": ("Chưa đến hạn", to_cell(date(2026, 3, 31)))}


def test_a_line_she_typed_herself_is_taken_over(fresh: Room):
    fresh.open_period()
    table = fresh.desk().table("appendix")
    row = table.append_at(1)
    typed = {"code": "2.5", "content": "Việc mới", "leads": "Sở Tư pháp", "timeframe": "Thường xuyên"}
    fresh.write((table.sheet, row, table.columns[name], value) for name, value in typed.items())
    amended(fresh, "Bổ sung nhiệm vụ", "2.5")
    lines = [line for line in fresh.desk().lines if line.text("code") == "2.5"]
    assert [(line.row, line.id, line.text("component")) for line in lines] == [(row, "NV036", "2")]


def test_undo_is_refused_where_a_closed_period_was_judged_by_it(fresh: Room):
    fresh.open_period("2025-H2")
    amended(fresh, "Gia hạn", "3.1", "2026")
    fresh.close_period("2025-H2", now=at(20))
    with pytest.raises(Stop) as stop:
        fresh.undo()
    assert stop.value.message.code == "PERIOD_009"


def test_a_closed_period_is_not_changed_by_what_is_typed_into_the_appendix(fresh: Room):
    fresh.open_period("2025-H2")
    fresh.close_period("2025-H2", now=at(20))
    before = fresh.summary(period="2025-H2").total
    fresh.type("appendix", "code", "3.1", timeframe="2027")
    fresh.open_period("2026-H1", now=at(5, month=6, year=2026))
    assert due(fresh, "3.1") == {"SKHCN": ("Đến hạn trong kỳ", to_cell(date(2025, 12, 31)))}
    assert fresh.summary(period="2025-H2").total == before


def test_a_new_wording_reaches_the_record_of_open_periods(room: Room):
    amended(room, "Điều chỉnh nội dung", "2.3", "Nội dung mới")
    rows = [row.text("content") for row in room.desk().table("progress").rows if row.text("code") == "2.3"]
    assert rows == ["Nội dung mới"]


def test_undo_looks_only_at_the_row_that_was_written(room: Room):
    """She swapped two lines and gave one another lead: nothing of the other line is touched."""
    room.type("appendix", "code", "2.3", leads="Sở TP ")
    room.check()
    room.repair()
    lines = {line.text("code"): line for line in room.desk().lines}
    table = room.desk().table("appendix")
    fields = ("id", "code", "content", "leads", "coordinators", "timeframe", "shown")
    swapped = {"2.3": lines["2.4"].row, "2.4": lines["2.3"].row}
    cells = [
        (table.sheet, at_row, table.columns[name], lines[code].cells.get(name))
        for code, at_row in swapped.items() for name in fields
    ]  # fmt: skip
    room.write(cells)
    room.type("appendix", "code", "2.3", leads="Sở Nội vụ")
    report = room.undo()
    assert report.kept == 1
    assert (room.shown("2.3", "leads"), room.shown("2.4", "leads")) == ("Sở Nội vụ", "Sở Tư pháp")


def test_what_she_types_beside_the_one_reporter_in_view_is_taken(room: Room):
    room.send("STP", {"2.3": doing(40)})
    room.merge()
    amended(room, "Giao lại chủ trì", "2.3", "Sở Nội vụ")
    room.type("appendix", "code", "2.3", percent=15.0)
    room.summary()
    assert room.cell("2.3", "percent", "SNV") == 15
