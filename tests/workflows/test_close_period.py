"""Closing: what is told first, what a closed period refuses, what happens to edits in it; removing a slip."""

from collections.abc import Callable

import pytest

from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.workflows.advise import advise
from tests.workflows.office import PERIOD, Room, at, doing

pytestmark = pytest.mark.slow


def stopped(act: Callable[[], object], room: Room) -> tuple[str, dict]:
    before = room.master.read_bytes()
    with pytest.raises(Stop) as stop:
        act()
    assert room.master.read_bytes() == before
    return stop.value.message.code, dict(stop.value.message.facts)


CLOSED = ("PERIOD_009", {"period": PERIOD, "closed": "29/12/2025"})


def test_closing_tells_what_is_missing_and_is_kept(room: Room) -> None:
    room.type("progress", "code", "2.3", result="Theo điện thoại.")
    room.send("STP", {"2.3": doing(), "2.4": doing(60)})
    room.merge()
    asked: list[Message] = []
    before = room.master.read_bytes()
    assert room.close_period(agreed=asked.append) is None
    assert room.master.read_bytes() == before
    report = room.close_period()
    facts = dict(asked[0].facts)
    assert (asked[0].code, facts["waiting"], facts["conflicts"]) == ("PERIOD_016", len(report.waiting), 1)
    assert facts["unreported"] == report.unreported == len(room.record()) - 2
    assert "Sở Tư pháp" not in report.waiting
    assert len(report.waiting) == len(room.desk().ledger.sent) - 1
    line = room.desk().table("periods").rows[0]
    assert (line.text("state"), room.desk().periods[PERIOD].closed.isoformat()) == ("Đã đóng", "2025-12-29")
    assert room.journal("Đóng kỳ")[0]["note"].startswith("Đóng kỳ 2025-H2; còn ")


def test_a_closed_period_takes_nothing_in_and_sends_nothing_out(room: Room) -> None:
    room.send("STP", {"2.3": doing()})
    room.merge()
    room.close_period()
    room.send("STP", {"2.3": doing(90)}, name="bản sửa.xlsx", saved=at(28))
    assert stopped(room.merge, room) == CLOSED
    assert stopped(room.distribute, room) == CLOSED
    assert stopped(room.undo, room) == CLOSED
    assert stopped(room.close_period, room) == ("PERIOD_015", CLOSED[1])
    assert room.cell("2.3", "percent") == 40
    # It is still read.
    assert room.summary().total["count"] == 35
    with open_book(room.master, write=False) as book:
        assert advise(book).now.startswith("kỳ 6 tháng cuối năm 2025 đã đóng")


def test_edits_in_a_closed_period_are_logged_and_the_cells_go_back(room: Room) -> None:
    room.send("STP", {"2.3": doing()})
    room.merge()
    room.close_period()
    room.type("progress", "code", "2.3", percent=99.0)
    room.type("appendix", "code", "2.4", result="Ghi thêm sau khi đóng.")
    room.open_period("2026-H1", now=at(5, month=1, year=2026))
    assert room.cell("2.3", "percent") == 40
    assert room.cell("2.4", "result") is None
    assert room.shown("2.4", "result") is None
    lines = room.journal("Chỉnh sửa tay")
    assert [(one["task"], one["column"], one["old"], one["new"]) for one in lines] == [
        ("2.3", "Tỷ lệ hoàn thành (%)", "40", "99"),
        ("2.4", "Kết quả thực hiện trong kỳ", "(trống)", "Ghi thêm sau khi đóng."),
    ]
    assert all("thuộc kỳ 2025-H2 đã đóng" in one["note"] for one in lines)
    # Nothing is left to be found a second time.
    room.open_period("2026-H1", now=at(6, month=1, year=2026))
    assert len(room.journal("Chỉnh sửa tay")) == 2


def test_a_merge_of_another_period_tells_of_edits_it_did_not_take(room: Room) -> None:
    room.close_period()
    room.open_period("2026-H1", now=at(5, month=1, year=2026))
    room.distribute(period="2026-H1", now=at(5, month=1, year=2026))
    room.type("progress", "code", "2.3", result="Muộn.")
    room.send("STP", {"2.3": doing()}, source=room.form("STP", "2026-H1"))
    report = room.merge(period="2026-H1")
    assert [(one.code, one.facts["period"]) for one in report.not_placed] == [("EDIT_002", PERIOD)]
    assert room.cell("2.3", "result") is None
    assert room.record("2026-H1")["2.3", "STP"]["percent"] == 40


def test_what_was_typed_before_reopening_is_taken_over_with_it(room: Room) -> None:
    room.close_period()
    room.type("progress", "code", "2.3", result="Bổ sung theo văn bản.")
    room.open_period(reason="Bổ sung.")
    assert room.cell("2.3", "result") == "Bổ sung theo văn bản."
    room.send("STP", {"2.4": doing()})
    assert room.merge().cells["applied"] == 3


def test_a_decision_about_a_closed_period_waits(room: Room) -> None:
    room.type("progress", "code", "2.3", result="Theo điện thoại.")
    room.send("STP", {"2.3": doing()})
    room.merge()
    room.close_period()
    room.choose("Lấy số liệu gửi về")
    report = room.apply_decisions()
    assert (report.applied, [one.code for one in report.undecided]) == (0, ["PERIOD_020"])
    assert room.cell("2.3", "result") == "Theo điện thoại."
    room.open_period(reason="Xử lý xung đột.")
    room.choose("Lấy số liệu gửi về")
    assert room.apply_decisions().applied == 1
    assert room.cell("2.3", "result") == "Đang triển khai."


# -- a period opened by mistake ---------------------------------------------------------------------------------


def test_a_period_in_which_nothing_happened_is_removed_when_agreed(room: Room) -> None:
    before = room.sheets()
    room.open_period("2026-Q1", now=at(2, month=1, year=2026))
    asked: list[str] = []
    report = room.close_period(agreed=lambda question: asked.append(question.code) or True)
    assert (asked, report.removed, report.closed) == (["PERIOD_017"], True, None)
    assert report.rows > 30
    # As if it had never been opened: the period before is in view again.
    assert room.sheets() == before
    assert room.open_period("2026-H1", now=at(5, month=1, year=2026)).new_rows > 30


def test_a_removed_period_between_others_leaves_the_others_alone(fresh: Room) -> None:
    for period in ("2025-H1", "2025-Q3", "2025-H2"):
        fresh.open_period(period)
    kept = {period: fresh.record(period) for period in ("2025-H1", "2025-H2")}
    fresh.close_period("2025-Q3", remove=True)
    desk = fresh.desk()
    assert (list(desk.periods), desk.current, fresh.record("2025-Q3")) == (["2025-H1", "2025-H2"], "2025-H2", {})
    assert {period: fresh.record(period) for period in kept} == kept
    again = fresh.open_period("2025-Q3")
    assert again.new_rows == len(fresh.record("2025-Q3"))
    fresh.type("progress", "period", "2025-Q3", result="Có nội dung.")
    assert stopped(lambda: fresh.close_period("2025-Q3", remove=True), fresh) == ("PERIOD_018", {"period": "2025-Q3"})


def test_a_period_that_was_sent_out_is_not_removed(room: Room) -> None:
    assert stopped(lambda: room.close_period(remove=True), room) == ("PERIOD_018", {"period": PERIOD})


def test_the_only_period_may_be_removed(fresh: Room) -> None:
    before = fresh.sheets()
    fresh.open_period()
    fresh.close_period(remove=True)
    after = fresh.sheets()
    assert all(after[name] == before[name] for name in ("Bảng điều khiển", "Tiến độ", "Kỳ báo cáo"))
    assert stopped(fresh.close_period, fresh)[0] == "PERIOD_003"


def test_an_untouched_period_may_still_be_closed(fresh: Room) -> None:
    fresh.open_period()
    report = fresh.close_period()
    assert (report.removed, report.waiting, report.unreported) == (False, (), len(fresh.record()))
