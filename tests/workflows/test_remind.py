"""Đôn đốc: a letter to each agency that owes, with its exact rows and days late, and to nobody else."""

import json
import random
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from icalendar import Calendar

from kehoach_xl.building.clerk_templates import write_text
from kehoach_xl.cli import main
from kehoach_xl.domain.letter import BY_DRAFT, Dispatched
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.reports.notice import notice
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.facts import letter_row
from kehoach_xl.sheets.letters import LetterLine, letters_of
from kehoach_xl.workflows.remind_agencies import remind_agencies
from kehoach_xl.workflows.remind_report import RemindReport
from kehoach_xl.workflows.reminder_words import letter_text
from kehoach_xl.workflows.send_letters import send_letters
from kehoach_xl.workflows.work import Work
from tests.workflows.office import PERIOD, Room, at, beside, doing, done, values
from tests.workflows.test_remind_word import facts

pytestmark = pytest.mark.slow

# The deadline of 2025-H2 is 17/12/2025, the coordinator's own report is due on 22/12.
EVERYBODY = {
    "STP", "SKHCN", "SNV", "SNgV", "STC", "SNNMT", "BQLKKT", "HQ11", "THUE6", "NHNN8", "SGDDT", "SVHTTDL",
}  # fmt: skip


def remind(room: Room, day: int = 18, **options: object) -> RemindReport:
    """She presses the button on a day of December 2025."""
    with open_book(room.master, write=True) as book:
        return remind_agencies(book, **{"now": at(day)} | options)


def send(room: Room, day: int = 18, hour: int = 15) -> None:
    with open_book(room.master, write=True) as book:
        send_letters(book, way=BY_DRAFT, now=at(day, hour))


def confirm(room: Room, day: int) -> None:
    """She sent every draft, and says so."""
    for name, line in lines(room).items():
        if line.state == "Đã tạo thư nháp":
            room.type("letters", "id", name, choice="Đã gửi rồi")
    send(room, day, 16)


def lines(room: Room) -> dict[str, LetterLine]:
    """The reminders of `Thư` by id."""
    with open_book(room.master, write=False) as book:
        return {one.letter.id: one for one in letters_of(Desk(book)) if one.letter.kind == "Đôn đốc"}


def states(room: Room) -> dict[str, str]:
    return {name.removeprefix(f"remind|{PERIOD}|"): line.state for name, line in lines(room).items()}


def addressed(room: Room, *agencies: str) -> Room:
    for one in agencies or ("STP", "SNV"):
        room.type("agencies", "code", one, email=f"{one.lower()}@hatinh.example")
    return room


def papers(room: Room) -> set[str]:
    """What lies in van-ban/<period>/."""
    folder = room.folder / "van-ban" / PERIOD
    return {one.name for one in folder.iterdir()} if folder.is_dir() else set()


def said(path: Path) -> list[str]:
    """The texts of a Word file, cell by cell."""
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for one in document.paragraphs] + cells


def official(room: Room, agency: str, number: int = 1) -> Path:
    return room.folder / "van-ban" / PERIOD / f"don-doc_{PERIOD}_{agency}_{number:02d}.docx"


def owed_rows(path: Path) -> list[list[str]]:
    """The rows of the table of an official letter."""
    table = Document(str(path)).tables[1]
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


# -- who is reminded, of what ---------------------------------------------------------------------------


def test_everybody_who_handed_in_nothing_is_reminded_of_every_row(room: Room) -> None:
    report = remind(room)
    assert (report.forms, report.owing, report.answer_by) == (12, 12, date(2025, 12, 23))
    assert {one.owing.agency for one in report.made} == EVERYBODY
    named = Counter((one.owing.agency, row.code) for one in report.made for row in one.owing.rows)
    asked = Counter((agency, code) for (code, agency) in room.record() if agency in EVERYBODY)
    assert named == asked and len(asked) == 23
    for agency in EVERYBODY:
        codes = [code for one, code in asked if one == agency]
        printed = [row[1] for row in owed_rows(official(room, agency))]
        assert sorted(printed) == sorted(codes)
        body = lines(room)[f"remind|{PERIOD}|{agency}|1"].letter.body
        assert re.findall(r"^- ([0-9.]+)\. ", body, re.MULTILINE) == printed


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_named_is_what_the_summary_counts_as_not_reported(room: Room, seed: int) -> None:
    chance = random.Random(seed)
    for agency in sorted(EVERYBODY):
        codes = [code for code, one in room.record() if one == agency]
        told = {code: doing() for code in codes if chance.random() < 0.6}
        if chance.random() < 0.8:
            room.send(agency, told)
    room.merge()
    report = remind(room)
    counted = {
        agency: figures["classes"]["Chưa báo cáo"]
        for agency, figures in room.summary().agencies.items() if agency in EVERYBODY
    }  # fmt: skip
    assert {one.owing.agency: len(one.owing.rows) for one in report.made} == {a: n for a, n in counted.items() if n}
    assert set(states(room)) == {f"{agency}|1" for agency, number in counted.items() if number}


def test_who_reported_owes_nothing_and_who_left_rows_out_owes_these(room: Room) -> None:
    room.send("STP", {"2.3": done(), "2.4": doing()})
    room.send("SNV", {"3.3": doing()}, saved=at(16))
    room.merge()
    report = remind(room, only=("STP", "SNV"))
    (one,) = report.made
    assert (one.owing.agency, one.owing.form, one.owing.days) == ("SNV", "Thiếu nhiệm vụ", 1)
    assert [row.code for row in one.owing.rows] == ["4.6"]
    text = "\n".join(said(official(room, "SNV")))
    assert "đã nhận báo cáo của Sở Nội vụ ngày 16/12/2025" in text
    assert "báo cáo của Sở Nội vụ còn thiếu 1/2 nhiệm vụ trong phiếu:" in text
    assert set(states(room)) == {"SNV|1"}


def test_a_blank_form_and_a_row_without_status_are_owed(room: Room) -> None:
    room.send("HQ11", {}, saved=at(15))
    room.send("SNV", {"3.3": doing(), "4.6": {"result": "Đang tổng hợp số liệu."}})
    room.merge()
    made = {one.owing.agency: one.owing for one in remind(room, only=("HQ11", "SNV")).made}
    assert (made["HQ11"].form, made["HQ11"].received) == ("Trống", date(2025, 12, 15))
    assert [(row.code, row.begun) for row in made["SNV"].rows] == [("4.6", True)]
    assert owed_rows(official(room, "SNV"))[0][5] == "Có nội dung, chưa ghi trạng thái"
    assert "nhận ngày 15/12/2025 chưa có nội dung nào" in "\n".join(said(official(room, "HQ11")))


def test_what_she_typed_for_an_agency_is_reported(room: Room) -> None:
    desk = room.desk()
    row = next(one.row for one in desk.record if (one.agency, one.period) == ("HQ11", PERIOD))
    table = desk.table("progress")
    room.write([(table.sheet, row, table.columns["status"], "Đang thực hiện")])
    assert "HQ11" not in {one.owing.agency for one in remind(room).made}


def test_days_are_counted_from_the_deadline_in_the_sheet(room: Room) -> None:
    room.type("periods", "code", PERIOD, deadline=raw_day(date(2025, 12, 10)))
    assert {one.owing.days for one in remind(room, 22).made} == {12}
    assert owed_rows(official(room, "STP"))[0][4] == "12"


def raw_day(day: date) -> float:
    return float((day - date(1899, 12, 30)).days)


def test_a_dropped_task_is_owed_by_nobody_and_an_extended_one_is_not_overdue(room: Room) -> None:
    amend = {"effective": "01/12/2025", "document": "15/QĐ-UBND", "document_date": "28/11/2025"}
    room.add("amendments", kind="Dừng nhiệm vụ", target="2.3", **amend)
    room.add("amendments", kind="Gia hạn", target="3.1", value="2025 - 2026", **amend)
    assert len(room.amend().applied) == 2
    now = {"now": at(10, month=1, year=2026)}
    made = {one.owing.agency: one.owing for one in remind(room, **now).made}
    assert [row.code for row in made["STP"].rows] == ["2.4"]
    assert [(row.code, row.overdue) for row in made["SKHCN"].rows] == [("3.1", 0), ("3.20", 0)]
    assert [(row.code, row.overdue) for row in made["SNgV"].rows] == [("3.10", 10), ("3.11", 10)]
    assert owed_rows(official(room, "SNgV"))[0][5] == "Chưa báo cáo; quá hạn thực hiện 10 ngày (hạn 31/12/2025)"


def test_a_successor_that_was_sent_no_form_is_listed_and_nobody_is_reminded_of_its_rows(room: Room) -> None:
    room.type("agencies", "code", "STP", valid_to="30/09/2025", successor="SNV")
    report = remind(room)
    assert "STP" not in {one.owing.agency for one in report.made}
    assert [row.code for one in report.made if one.owing.agency == "SNV" for row in one.owing.rows] == ["3.3", "4.6"]
    (unsent,) = [one for one in report.notices if one.code == "WRITE_075"]
    assert unsent.facts == {"agency": "Sở Nội vụ", "codes": "2.3; 2.4"}
    room.distribute(now=at(18))
    (one,) = remind(room, 19, only=("SNV",)).made
    assert [row.code for row in one.owing.rows] == ["2.3", "2.4", "3.3", "4.6"]


def test_her_own_rows_and_files_that_wait_for_her_are_told(room: Room) -> None:
    notices = {one.code: one.facts for one in remind(room, dry_run=True).notices}
    assert notices["WRITE_076"]["count"] == 11


# -- up to the deadline ----------------------------------------------------------------------------------


def test_before_the_deadline_it_is_a_kind_letter_with_the_days_left_and_the_calendar(room: Room) -> None:
    report = remind(room, 12, only=("STP",))
    (one,) = report.made
    assert (one.time, one.document, one.owing.days_left) == (0, "", 5)
    letter = lines(room)[f"remind|{PERIOD}|STP|1"].letter
    assert "Nhắc hạn báo cáo" in letter.subject and "còn 5 ngày" in letter.body and "quá hạn" not in letter.body
    assert [file.path for file in letter.files] == [f"van-ban/{PERIOD}/han-nop-{PERIOD}-20251217.ics", form_of(room)]
    assert papers(room) == {f"han-nop-{PERIOD}-20251217.ics", f"lich-dau-moi_{PERIOD}.ics"}


def test_the_last_day_is_not_late(room: Room) -> None:
    (one,) = remind(room, 17, only=("STP",)).made
    assert (one.time, one.owing.days, one.owing.days_left) == (0, 0, 0)


def test_a_kind_letter_does_not_count_as_a_reminder(room: Room) -> None:
    addressed(room)
    remind(room, 12, only=("STP",))
    send(room, 12)
    (one,) = remind(room, 18, only=("STP",)).made
    assert (one.letter, one.time) == (f"remind|{PERIOD}|STP|2", 1)
    assert "Đôn đốc lần 1" in lines(room)[one.letter].letter.subject


# -- once each -------------------------------------------------------------------------------------------


def test_a_letter_that_waits_is_renewed_not_doubled(room: Room) -> None:
    addressed(room)
    remind(room, 18, only=("STP",))
    first = official(room, "STP").read_bytes()
    (one,) = remind(room, 22, only=("STP",)).made
    assert (one.letter, one.renewed, one.time) == (f"remind|{PERIOD}|STP|1", True, 1)
    line = lines(room)[one.letter]
    assert "quá hạn 5 ngày" in line.letter.body and line.state == "Chờ gửi"
    assert official(room, "STP").read_bytes() != first and owed_rows(official(room, "STP"))[0][4] == "5"
    assert set(states(room)) == {"STP|1"}


def test_a_second_press_on_the_same_day_sends_nobody_a_second_one(room: Room) -> None:
    addressed(room)
    remind(room)
    send(room)
    again = remind(room)
    assert [(one.code, one.facts["agency"]) for one in again.held] == [
        ("WRITE_072", "Sở Tư pháp"), ("WRITE_072", "Sở Nội vụ"),
    ]  # fmt: skip
    assert {one.owing.agency for one in again.made} == EVERYBODY - {"STP", "SNV"}
    before = states(room)
    send(room)
    assert states(room) == before and set(before) == {f"{one}|1" for one in EVERYBODY}


def test_reminders_are_numbered_and_after_the_limit_the_agency_is_on_the_list(room: Room) -> None:
    addressed(room)
    for time, day in enumerate((18, 19, 22), 1):
        report = remind(room, day, only=("STP", "SNV"))
        assert [(one.owing.agency, one.time, one.letter[-1]) for one in report.made] == [
            ("STP", time, str(time)), ("SNV", time, str(time)),
        ]  # fmt: skip
        assert report.listed == []
        send(room, day)
        confirm(room, day)
    assert "lần đôn đốc thứ 3" in "\n".join(said(official(room, "STP", 3)))
    assert "các lần trước: ngày 18/12/2025; 19/12/2025" in "\n".join(said(official(room, "STP", 3)))
    room.send("SNV", {"3.3": doing(), "4.6": doing()}, saved=at(23))
    room.merge(now=at(23))
    report = remind(room, 24)
    assert [one.facts["agencies"] for one in report.notices if one.code == "WRITE_085"] == ["Sở Tư pháp"]
    (one,) = report.listed
    assert (one.owing.agency, one.days) == ("STP", (date(2025, 12, 18), date(2025, 12, 19), date(2025, 12, 22)))
    path = room.folder / report.list_file
    table = Document(str(path)).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["1", "Sở Tư pháp", "Chưa gửi phiếu", "2/2: 2.3; 2.4", "3 lần: 18/12/2025; 19/12/2025; 22/12/2025", "7"],
    ]  # fmt: skip
    text = "\n".join(said(path))
    assert "Kính gửi: UBND tỉnh Hà Tĩnh" in text and "cho 12 cơ quan" in text and "1/12 cơ quan" in text
    assert "11/12 cơ quan, đơn vị chưa báo cáo" in text and "1 cơ quan, đơn vị đã được đôn đốc từ 3 lần" in text


def test_her_limit_counts(room: Room) -> None:
    addressed(room)
    room.type("office", "id", "remind_limit", value=1.0)
    remind(room, 18, only=("STP",))
    text = "\n".join(said(official(room, "STP")))
    assert "Sau 1 lần đôn đốc, Sở Công Thương tổng hợp danh sách" in text
    send(room)
    confirm(room, 18)
    assert [one.owing.agency for one in remind(room, 19, only=("SNV",)).listed] == ["STP"]


def test_a_draft_nobody_confirmed_is_told_and_does_not_count(room: Room) -> None:
    addressed(room)
    room.type("office", "id", "remind_limit", value=1.0)
    remind(room, 18, only=("STP",))
    send(room)
    report = remind(room, 19, only=("STP",))
    assert report.listed == [] and [(one.time, one.letter[-1]) for one in report.made] == [(1, "2")]
    assert "các lần trước" not in "\n".join(said(official(room, "STP", 2)))
    assert [one.text for one in report.notices if one.code == "WRITE_084"] == [
        "1 thư đôn đốc mới là thư nháp, chưa tính vào số lần đôn đốc."
    ]  # fmt: skip


def test_a_draft_confirmed_a_day_later_is_a_reminder_of_its_own_day(room: Room) -> None:
    addressed(room)
    remind(room, 18, only=("STP",))
    send(room)
    confirm(room, 19)
    (one,) = remind(room, 19, only=("STP",)).made
    assert one.time == 2
    assert "các lần trước: ngày 18/12/2025" in "\n".join(said(official(room, "STP", 2)))


def test_a_waiting_letter_turns_official_once_the_deadline_has_passed(room: Room) -> None:
    addressed(room)
    remind(room, 12, only=("STP",))
    (one,) = remind(room, 18, only=("STP",)).made
    assert (one.letter, one.renewed, one.time) == (f"remind|{PERIOD}|STP|1", True, 1)
    letter = lines(room)[one.letter].letter
    assert "Đôn đốc lần 1" in letter.subject
    assert [file.path for file in letter.files] == [f"van-ban/{PERIOD}/don-doc_{PERIOD}_STP_01.docx", form_of(room)]


def test_nobody_is_reminded_while_it_is_not_known_whether_the_last_one_went(room: Room) -> None:
    gone = Dispatched(
        f"remind|{PERIOD}|STP|1", "Đôn đốc", PERIOD, "STP", "Chưa rõ đã gửi", "SMTP", at(18), ("a@b.example",), "<1@b>"
    )
    with open_book(room.master, write=True) as book:
        work = Work(book, "Gửi thư", at(18))
        work.add_facts([letter_row(work.batch, gone)])
        work.commit("gui-thu")
    report = remind(room, 22, only=("STP",))
    assert (report.made, [one.code for one in report.held], report.needs_a_look) == ([], ["WRITE_073"], True)


# -- her word --------------------------------------------------------------------------------------------


def test_a_letter_she_set_aside_stays_aside_until_she_takes_the_word_out(room: Room) -> None:
    addressed(room)
    remind(room, 18, only=("STP",))
    room.type("letters", "id", f"remind|{PERIOD}|STP|1", choice="Không gửi")
    for day in (18, 19):
        report = remind(room, day, only=("STP",))
        assert (report.made, [one.code for one in report.held]) == ([], ["WRITE_074"])
        send(room, day)
        assert states(room) == {"STP|1": "Không gửi"}
    room.type("letters", "id", f"remind|{PERIOD}|STP|1", choice=None)
    (one,) = remind(room, 22, only=("STP",)).made
    assert one.letter == f"remind|{PERIOD}|STP|2"
    assert states(room) == {"STP|1": "Có thư mới thay", "STP|2": "Chờ gửi"}


def test_who_reports_before_the_letter_goes_is_not_reminded(room: Room) -> None:
    addressed(room)
    remind(room, 18, only=("STP", "SNV"))
    room.send("STP", {"2.3": done(), "2.4": doing()})
    room.merge()
    send(room, 19)
    assert states(room) == {"STP|1": "Không gửi", "SNV|1": "Đã tạo thư nháp"}
    room.send("SNV", {"3.3": doing(), "4.6": doing()}, saved=at(19))
    room.merge(now=at(20))
    report = remind(room, 22, only=("STP", "SNV"))
    assert (report.made, report.held) == ([], [])


def test_a_reminder_of_a_closed_period_does_not_go(room: Room) -> None:
    addressed(room)
    remind(room, 18, only=("STP",))
    room.close_period()
    send(room, 29)
    line = lines(room)[f"remind|{PERIOD}|STP|1"]
    assert (line.state, line.says) == ("Không gửi", "Kỳ 2025-H2 đã đóng, không đôn đốc nữa.")


def test_the_official_letter_says_the_form_was_sent_only_when_it_was(room: Room) -> None:
    addressed(room)
    remind(room, 18, only=("STP",))
    assert "đã lập cho Sở Tư pháp phiếu báo cáo" in "\n".join(said(official(room, "STP")))
    room.type("letters", "id", f"form|{PERIOD}/STP/01", choice="Đã gửi rồi")
    room.type("letters", "id", f"remind|{PERIOD}|STP|1", choice="Không gửi")
    send(room, 18)
    room.type("letters", "id", f"remind|{PERIOD}|STP|1", choice=None)
    remind(room, 19, only=("STP",))
    assert "đã gửi Sở Tư pháp phiếu báo cáo" in "\n".join(said(official(room, "STP", 2)))


def test_the_form_goes_along_again_while_it_lies_there_as_it_was_made(room: Room) -> None:
    addressed(room)
    remind(room, 18, only=("STP",))
    assert form_of(room) in [one.path for one in lines(room)[f"remind|{PERIOD}|STP|1"].letter.files]
    send(room, 18)
    assert states(room) == {"STP|1": "Đã tạo thư nháp"}
    (room.folder / form_of(room)).write_bytes(b"another")
    remind(room, 19, only=("STP",))
    letter = lines(room)[f"remind|{PERIOD}|STP|2"].letter
    assert [Path(one.path).suffix for one in letter.files] == [".docx"] and "gửi kèm lại" not in letter.body


def form_of(room: Room, agency: str = "STP") -> str:
    """The file of the form of an agency, as `Thư` names it."""
    with open_book(room.master, write=False) as book:
        (line,) = [one for one in letters_of(Desk(book)) if one.letter.id == f"form|{PERIOD}/{agency}/01"]
    return next(one.path for one in line.letter.files if one.path.endswith(".xlsx"))


def test_a_wrong_port_stops_no_reminder_and_a_wrong_limit_does(room: Room) -> None:
    room.type("office", "id", "smtp_port", value="năm tám bảy")
    assert len(remind(room, only=("STP",)).made) == 1
    room.type("office", "id", "remind_limit", value="ba")
    with pytest.raises(Stop) as stopped:
        remind(room, only=("STP",))
    assert stopped.value.message.code == "OFFICE_001"


def test_a_form_whose_own_letter_waits_is_told(room: Room) -> None:
    addressed(room)
    (told,) = [one for one in remind(room, 18, only=("STP",)).notices if one.code == "WRITE_083"]
    assert told.facts == {"count": 1, "agencies": "Sở Tư pháp"}
    room.type("letters", "id", f"form|{PERIOD}/STP/01", choice="Đã gửi rồi")
    send(room, 18)
    assert [one for one in remind(room, 19, only=("STP",)).notices if one.code == "WRITE_083"] == []


def test_reminding_takes_back_letters_to_who_has_reported(room: Room) -> None:
    addressed(room)
    remind(room, 18, only=("STP",))
    room.send("STP", {"2.3": done(), "2.4": doing()})
    room.merge()
    report = remind(room, 19, only=("HQ11",))
    assert report.withdrawn == ["Sở Tư pháp"]
    line = lines(room)[f"remind|{PERIOD}|STP|1"]
    assert (line.state, line.says) == ("Không gửi", "Cơ quan đã báo cáo đủ, không cần đôn đốc.")


def test_an_official_letter_she_changed_stays_and_goes(room: Room) -> None:
    addressed(room)
    remind(room, 18, only=("STP",))
    document = Document(str(official(room, "STP")))
    document.paragraphs[-1].add_run(" (đã rà soát)")
    document.save(str(official(room, "STP")))
    hers = official(room, "STP").read_bytes()
    report = remind(room, 22, only=("STP",))
    assert official(room, "STP").read_bytes() == hers
    assert [one.facts["files"] for one in report.notices if one.code == "WRITE_078"] == [official(room, "STP").name]
    send(room, 22)
    assert states(room) == {"STP|1": "Đã tạo thư nháp"}


def test_her_own_template_goes_before_the_shipped_one(room: Room) -> None:
    folder = room.folder / "mau-van-ban"
    folder.mkdir(exist_ok=True)
    document = Document()
    document.add_paragraph("Kính gửi {{ co_quan }}, còn nợ {{ so_nhiem_vu }} nhiệm vụ.")
    document.save(str(folder / "cong-van-don-doc.docx"))
    remind(room, only=("STP",))
    assert said(official(room, "STP")) == ["Kính gửi Sở Tư pháp, còn nợ 2 nhiệm vụ."]


def test_a_template_with_an_unknown_word_stops_before_anything_is_written(room: Room) -> None:
    folder = room.folder / "mau-van-ban"
    folder.mkdir(exist_ok=True)
    document = Document()
    document.add_paragraph("Kính gửi {{ ten_co_quan_nhan }}")
    document.save(str(folder / "cong-van-don-doc.docx"))
    before = room.master.read_bytes()
    with pytest.raises(Stop) as stopped:
        remind(room, only=("STP",))
    assert stopped.value.message.code == "WRITE_001"
    assert room.master.read_bytes() == before and papers(room) == set()


# -- the run ---------------------------------------------------------------------------------------------


def test_a_rehearsal_writes_nothing_anywhere(room: Room) -> None:
    before, files = room.master.read_bytes(), beside(room.master)
    report = remind(room, dry_run=True)
    assert len(report.made) == 12 and report.dry_run
    assert (room.master.read_bytes(), beside(room.master)) == (before, files)


def test_nothing_but_letters_and_their_files_changes(room: Room) -> None:
    before = room.sheets()
    remind(room)
    after = room.sheets()
    assert {name for name in before if before[name] != after[name]} == {"Thư"}
    assert [row["operation"] for row in room.journal("Đôn đốc")] == ["Đôn đốc"]


def test_agencies_without_an_address_are_listed(room: Room) -> None:
    addressed(room)
    report = remind(room, only=("STP", "HQ11"))
    assert (report.waiting, report.without_address) == (1, ["Chi cục Hải quan Khu vực XI"])
    assert states(room) == {"STP|1": "Chờ gửi", "HQ11|1": "Chưa có địa chỉ"}
    assert report.needs_a_look


@pytest.mark.parametrize(
    ("code", "options", "prepare"),
    [
        ("PERIOD_009", {}, lambda room: room.close_period()),
        ("WRITE_070", {}, lambda room: room.type("periods", "code", PERIOD, deadline=None)),
        ("SEND_005", {"only": ("Sở Lạ",)}, lambda room: None),
        ("PERIOD_002", {"period": "2026-H1"}, lambda room: None),
    ],
)
def test_what_stops(room: Room, code: str, options: dict, prepare) -> None:
    prepare(room)
    before = room.master.read_bytes()
    with pytest.raises(Stop) as stopped:
        remind(room, **options)
    assert stopped.value.message.code == code
    assert room.master.read_bytes() == before and papers(room) == set()


def test_a_folder_that_cannot_be_made_stops_before_anything_is_written(room: Room) -> None:
    (room.folder / "van-ban").write_text("đây là tệp", encoding="utf-8")
    before = room.master.read_bytes()
    with pytest.raises(Stop) as stopped:
        remind(room)
    assert (stopped.value.message.code, room.master.read_bytes() == before) == ("WRITE_080", True)


def test_a_file_that_could_not_be_put_down_is_made_by_the_next_press(room: Room) -> None:
    addressed(room)
    official(room, "STP").mkdir(parents=True)
    with pytest.raises(Stop) as stopped:
        remind(room, only=("STP",))
    assert stopped.value.message.code == "WRITE_081" and states(room) == {"STP|1": "Chờ gửi"}
    send(room)
    assert states(room) == {"STP|1": "Chưa gửi được"}
    official(room, "STP").rmdir()
    (one,) = remind(room, only=("STP",)).made
    assert one.renewed
    send(room)
    assert states(room) == {"STP|1": "Đã tạo thư nháp"}


def test_the_letter_of_very_many_tasks_fits_its_cell() -> None:
    words = facts("cong-van-don-doc", 400) | {"ma_thu": "[KH x]", "chua_nop": True, "so_ngay_con": 0}
    for row in words["nhiem_vu"]:
        row["noi_dung"] = "Rà soát, công khai văn bản. " * 40
    _, body = letter_text(Plain(), words, "don-doc.docx")
    assert len(body.encode("utf-16-le")) // 2 <= 32_767
    assert [f"3.{at}" for at in range(1, 401)] == re.findall(r"^- ([0-9.]+)\. ", body, re.MULTILINE)


class Plain:
    """The shipped letter, without a master."""

    def text(self, words: dict[str, object]) -> tuple[str, str]:
        return write_text("don-doc", words, None)


def test_without_forms_nobody_can_be_reminded(fresh: Room) -> None:
    fresh.open_period()
    with pytest.raises(Stop) as stopped:
        remind(fresh)
    assert stopped.value.message.code == "WRITE_071"


def test_when_all_have_reported_nobody_is_reminded(room: Room) -> None:
    for agency in EVERYBODY:
        codes = [code for code, one in room.record() if one == agency]
        room.send(agency, {code: doing() for code in codes})
    room.merge()
    report = remind(room)
    assert (report.owing, report.made, states(room)) == (0, [], {})
    assert "các cơ quan đã báo cáo đủ" in notice(report).text


def test_calendars_hold_the_days_of_the_period(room: Room) -> None:
    remind(room)
    events = {}
    for name in papers(room):
        if name.endswith(".ics"):
            found = Calendar.from_ical((room.folder / "van-ban" / PERIOD / name).read_bytes()).walk("VEVENT")
            events[name] = [(one["DTSTART"].dt, len(one.walk("VALARM"))) for one in found]
    assert events == {
        f"han-nop-{PERIOD}-20251217.ics": [(date(2025, 12, 17), 2)],
        f"lich-dau-moi_{PERIOD}.ics": [(date(2025, 12, 17), 2), (date(2025, 12, 22), 2)],
    }


def test_the_command_and_its_json(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remind", "--master", str(room.master), "--only", "STP", "Sở Nội vụ", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(one["agency"], [row["code"] for row in one["rows"]]) for one in told["made"]] == [
        ("STP", ["2.3", "2.4"]), ("SNV", ["3.3", "4.6"]),
    ]  # fmt: skip
    assert (told["forms"], told["owing"], told["dry_run"]) == (12, 12, False)
    assert main(["remind", "--master", str(room.master), "--dry-run"]) == 1
    assert "Xem trước, chưa ghi gì: sẽ soạn 12 thư đôn đốc" in capsys.readouterr().out


def test_the_box_after_the_button(room: Room) -> None:
    addressed(room, *EVERYBODY)
    send(room, 1)
    box = notice(remind(room, only=("STP",)))
    assert box.text.startswith(
        "Kỳ 6 tháng cuối năm 2025, hạn nộp 17/12/2025 (quá hạn 1 ngày): 12/12 cơ quan chưa báo cáo đủ.\n"
        "Đã soạn 1 thư đôn đốc ở trang Thư, 1 công văn Word."
    )
    assert box.text.endswith("Tiếp theo: xem lại các dòng Đôn đốc ở trang Thư, rồi bấm Gửi thư.")
    assert not box.warns


def test_values_of_the_master_stay_text(room: Room) -> None:
    """What stands in `Phụ lục` cannot become a formula of `Thư` or markup of the Word file."""
    desk = room.desk()
    line = next(one for one in desk.lines if one.text("code") == "2.3")
    table = desk.table("appendix")
    room.write([(table.sheet, line.row, table.columns["content"], "=1+1 <w:p> {{ ky_hieu }} & «dấu»")])
    remind(room, only=("STP",))
    assert owed_rows(official(room, "STP"))[0][2] == "=1+1 <w:p> {{ ky_hieu }} & «dấu»"
    bodies = [cell for cell in values(room.master)["Thư"].values() if "Kính gửi" in str(cell)]
    assert any("=1+1 <w:p> {{ ky_hieu }} & «dấu»" in body for body in bodies)
