"""Reports that came as paper, Word or a signed letter: entered on behalf, they count like any other return."""

from datetime import date

import pytest

from kehoach_xl.domain.progress import to_cell
from kehoach_xl.errors import Stop
from tests.workflows.office import Room, at, doing, done

pytestmark = pytest.mark.slow

RECEIVED = date(2025, 12, 12)
LETTER = {
    "agency": "Sở Tư pháp", "medium": "Văn bản giấy", "document": "12/BC-STP", "document_date": date(2025, 12, 10),
    "received": RECEIVED,
}  # fmt: skip
REPORT = {"status": "Đang thực hiện", "percent": 40.0, "result": "Đã họp."}


def letter(room: Room, code: str = "2.3", **more: object) -> int:
    """She writes one line of a letter; its sheet row."""
    cells = {**LETTER, "code": code, **REPORT, **more}
    return room.add("entries", **{name: value for name, value in cells.items() if value is not None})


def receipt(room: Room, agency: str) -> dict[str, object]:
    row = next(row for row in room.desk().table("receipts").rows if row.text("agency") == agency)
    return {name: row.cells[name] for name in ("received", "copies", "filled", "how", "dispatch")}


def source(room: Room, code: str) -> tuple[object, object]:
    row = next(row for row in room.desk().table("progress").rows if row.text("code") == code)
    return row.cells["source"], row.cells["received"]


def test_a_letter_goes_into_the_record_marked_with_its_number_and_dates(room: Room):
    row = letter(room)
    report = room.enter()
    assert [one.code for one in report.entered] == ["ENTER_002"]
    assert (report.total, dict(report.cells)) == (3, {"applied": 3})
    assert room.said("entries", row) == "Đã nhập ngày 20/12/2025"
    assert room.cell("2.3", "percent") == 40 and room.shown("2.3", "status") == "Đang thực hiện"
    name = "Nhập thay: Văn bản giấy số 12/BC-STP ngày 10/12/2025"
    assert source(room, "2.3") == (name, to_cell(RECEIVED))
    assert receipt(room, "STP") == {
        "received": to_cell(RECEIVED), "copies": 1, "filled": 3, "how": name, "dispatch": "2025-H2/STP/01",
    }  # fmt: skip


@pytest.mark.parametrize(("received", "state"), [(date(2025, 12, 15), "Đúng hạn"), (date(2025, 12, 18), "Trễ")])
def test_the_day_received_decides_lateness(fresh: Room, received, state):
    fresh.open_period(deadline=date(2025, 12, 17))
    fresh.distribute()
    letter(fresh, received=received, document_date=date(2025, 12, 10))
    fresh.enter()
    assert fresh.summary().receipts["STP"]["2025-H2"] == state


def test_a_day_of_receipt_she_corrects_stays_and_decides_lateness(fresh: Room):
    """A form knows only when it was saved; the mail came before."""
    fresh.open_period(deadline=date(2025, 12, 17))
    fresh.distribute()
    fresh.send("STP", {"2.3": done()}, saved=at(18))
    fresh.merge()
    assert fresh.summary().receipts["STP"]["2025-H2"] == "Trễ"
    fresh.type("receipts", "agency", "STP", received=to_cell(date(2025, 12, 16)))
    fresh.send("STP", {"2.3": done("Đã sửa.")}, saved=at(19), name="sửa.xlsx")
    fresh.merge()
    assert fresh.summary().receipts["STP"]["2025-H2"] == "Đúng hạn"
    assert receipt(fresh, "STP")["received"] == to_cell(date(2025, 12, 16))
    assert [line["note"] for line in fresh.journal("Chỉnh sửa tay")] == [
        "Ngày nhận phiếu kỳ 2025-H2 sửa thành 16/12/2025.",
    ]


def test_several_tasks_of_one_letter_are_one_return(room: Room):
    letter(room, "2.3")
    letter(room, "2.4", status="Hoàn thành", percent=100.0)
    report = room.enter()
    assert len(report.entered) == 1 and report.total == 6
    assert receipt(room, "STP")["copies"] == 1


def test_a_blank_of_a_letter_says_nothing(room: Room):
    room.send("STP", {"2.3": doing(30, "Theo phiếu.")}, saved=at(5))
    room.merge()
    letter(room, status=None, result=None, percent=60.0)
    room.enter()
    assert (room.cell("2.3", "percent"), room.cell("2.3", "result")) == (60, "Theo phiếu.")
    assert room.conflicts() == []


def test_an_older_letter_does_not_overrule_a_newer_form(room: Room):
    room.send("STP", {"2.3": doing(80)}, saved=at(14))
    room.merge()
    letter(room, received=date(2025, 12, 12))
    report = room.enter()
    assert room.cell("2.3", "percent") == 80
    assert report.cells["superseded"] >= 1


def test_a_letter_and_a_form_of_the_same_day_that_differ_are_hers_to_decide(room: Room):
    room.send("STP", {"2.3": doing(80, "Đã họp.")}, saved=at(12, hour=16))
    room.merge()
    letter(room)
    report = room.enter()
    assert [(one["column"], one["ours"], one["theirs"]) for one in room.conflicts()] == [
        ("Tỷ lệ hoàn thành (%)", "80", "40"),
    ]
    assert report.cells["conflict"] == 1
    assert room.cell("2.3", "percent") == 80


def test_what_she_typed_herself_and_a_letter_says_otherwise_is_a_conflict(room: Room):
    room.type("progress", "code", "2.3", percent=55.0)
    letter(room)
    report = room.enter()
    assert report.cells["conflict"] == 1 and room.cell("2.3", "percent") == 55


def test_an_agency_that_was_sent_nothing_can_report_on_paper(fresh: Room):
    fresh.open_period()
    letter(fresh)
    fresh.enter()
    assert receipt(fresh, "STP")["dispatch"] is None
    assert fresh.summary().receipts["STP"] == {"2025-H2": "Đã nhận"}
    fresh.undo()
    assert not [row for row in fresh.desk().table("receipts").rows if row.text("agency")]
    assert fresh.summary().receipts == {}


def test_it_may_be_merged_and_entered_in_any_order(room: Room, tmp_path):
    from tests.workflows.office import copy

    other = copy(room, tmp_path / "khác")
    for one, order in ((room, ("letter", "form")), (other, ("form", "letter"))):
        for step in order:
            if step == "letter":
                letter(one)
                one.enter()
            else:
                one.send("STP", {"2.3": done()}, saved=at(14))
                one.merge()
    assert room.record() == other.record()
    assert room.conflicts() == other.conflicts()


def test_undo_takes_the_letter_back_and_it_can_be_entered_again(room: Room):
    row = letter(room)
    before = room.sheets()
    room.enter()
    report = room.undo()
    assert (report.operation, report.files) == (
        "Nhập thay", ("Nhập thay: Văn bản giấy số 12/BC-STP ngày 10/12/2025",),
    )  # fmt: skip
    assert room.sheets() == before
    assert room.said("entries", row) is None
    room.enter()
    assert room.cell("2.3", "percent") == 40


def test_the_same_letter_typed_twice_counts_once(room: Room):
    letter(room)
    room.enter()
    row = letter(room)
    report = room.enter()
    assert [one.code for one in report.refused] == ["ENTER_022"]
    assert room.said("entries", row).startswith("Chưa nhập: nội dung này của cùng văn bản đã nhập ở dòng")
    assert receipt(room, "STP")["copies"] == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"agency": "Sở Tư phap"}, "ENTER_010"),
        ({"agency": "Các sở, ban, ngành"}, "ENTER_010"),
        ({"period": "2025-Q1"}, "ENTER_011"),
        ({"code": "9.9"}, "ENTER_012"),
        ({"medium": "Bồ câu"}, "ENTER_013"),
        ({"document": None}, "ENTER_014"),
        ({"received": None}, "ENTER_015"),
        ({"received": date(2025, 12, 21)}, "ENTER_015"),
        ({"document_date": None}, "ENTER_016"),
        ({"document_date": date(2025, 12, 13)}, "ENTER_016"),
        ({"status": None, "percent": None, "result": None}, "ENTER_017"),
        ({"percent": 120.0}, "ENTER_018"),
        ({"code": "1.1"}, "ENTER_021"),
        ({"code": 3.1, "agency": "Sở Khoa học và Công nghệ"}, "ENTER_023"),
        ({"agency": "Sở Công Thương", "code": "1.1"}, "ENTER_025"),
    ],
)
def test_a_line_that_cannot_be_entered_says_why_and_changes_nothing(room: Room, line, code):
    before = room.record()
    row = letter(room, **line)
    report = room.enter()
    assert [one.code for one in report.refused] == [code] and not report.entered
    assert room.said("entries", row) == str(report.refused[0]).replace(f"Dòng {row}: ", "Chưa nhập: ").replace(
        f"Dòng {row}, ", "Chưa nhập: "
    )
    assert room.record() == before


def test_two_lines_of_one_letter_about_one_task_are_not_guessed_between(room: Room):
    letter(room)
    letter(room, percent=70.0)
    report = room.enter()
    assert [one.code for one in report.refused] == ["ENTER_019"] and len(report.entered) == 1


def test_a_line_that_was_refused_is_refused_again(room: Room):
    letter(room)
    letter(room, percent=70.0)
    room.enter()
    assert [one.code for one in room.enter().refused] == ["ENTER_019"]
    assert receipt(room, "STP")["copies"] == 1


def test_one_letter_has_one_day_of_receipt(room: Room):
    letter(room)
    letter(room, "2.4", received=date(2025, 12, 13))
    assert [one.code for one in room.enter().refused] == ["ENTER_024"]


def test_only_refused_lines_are_no_step(room: Room):
    room.send("STP", {"2.3": doing(30)})
    room.merge()
    letter(room, agency="Sở Tư phap")
    room.enter()
    assert room.undo().operation == "Gộp báo cáo"


def test_mail_needs_no_number(room: Room):
    letter(room, medium="Thư điện tử", document=None, document_date=None)
    assert len(room.enter().entered) == 1


def test_nothing_waits(room: Room):
    before = room.master.read_bytes()
    with pytest.raises(Stop) as stop:
        room.enter()
    assert stop.value.message.code == "ENTER_001"
    assert room.master.read_bytes() == before
