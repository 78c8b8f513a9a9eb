"""Letters in `Thư`: one for each form that went out, one for each report that came back; what undoing takes back."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from kehoach_xl.domain.letter import (
    BY_SMTP,
    FORM,
    NO_ADDRESS,
    RECEIPT,
    REPLACED,
    SENT,
    WAITING,
    Dispatched,
)  # fmt: skip
from kehoach_xl.domain.token import read_token
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.reports.data import data
from kehoach_xl.reports.notice import notice
from kehoach_xl.reports.text import text
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.facts import letter_row
from kehoach_xl.sheets.letters import LetterLine, LineState, letters_of, state_blocks
from kehoach_xl.workflows.distribute import distribute
from kehoach_xl.workflows.rebuild import rebuild
from kehoach_xl.workflows.remind_agencies import remind_agencies
from kehoach_xl.workflows.verify import verify
from kehoach_xl.workflows.work import Work
from tests.workflows.office import PERIOD, Room, at, copy, doing, done

MAIL = {
    "SCT": "sct@hatinh.example", "STP": "vanthu@stp.example; tonghop@stp.example", "SNV": "snv@hatinh.example",
    "STC": "sai dia chi",
}  # fmt: skip


@pytest.fixture(scope="module")
def known(built: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Addresses of three bodies are known, one is no address; the period is open."""
    room = copy(built, tmp_path_factory.mktemp("known"))
    for code, email in MAIL.items():
        room.type("agencies", "code", code, email=email)
    room.type("agencies", "code", "SCT", contact="Nguyễn Thị Bình, 0912 000 111")
    room.open_period()
    return room


@pytest.fixture(scope="module")
def posted(known: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """There the forms went out."""
    room = copy(known, tmp_path_factory.mktemp("posted"))
    room.distribute()
    return room


@pytest.fixture
def office(known: Room, tmp_path: Path) -> Room:
    return copy(known, tmp_path / "sở")


@pytest.fixture
def sent(posted: Room, tmp_path: Path) -> Room:
    return copy(posted, tmp_path / "sở")


def lines(room: Room, kind: str = FORM) -> dict[str, LetterLine]:
    """{agency: its newest line of a kind}."""
    return {line.letter.agency: line for line in every(room) if line.letter.kind == kind}


def every(room: Room) -> list[LetterLine]:
    with open_book(room.master, write=False) as book:
        return letters_of(Desk(book))


def state(room: Room, agency: str, kind: str = FORM) -> str:
    return lines(room, kind)[agency].state


def left(room: Room, line: LetterLine) -> None:
    """«Gửi thư», as far as the master is concerned."""
    one = Dispatched(
        line.letter.id, line.letter.kind, line.letter.period, line.letter.agency, SENT, BY_SMTP, at(25, month=11),
        line.letter.to, "<1@sct.example>",
    )  # fmt: skip
    with open_book(room.master, write=True) as book:
        work = Work(book, "Gửi thư", at(25, month=11))
        work.add_facts([letter_row(work.batch, one)])
        work.add_blocks(state_blocks(work.desk, {one.id: LineState(SENT, "", one.at, one.message_id)}))
        work.commit("thu")


# -- the letter of a form -----------------------------------------------------------------------


def test_each_form_has_a_letter_to_the_addresses_of_its_agency(sent: Room) -> None:
    found = lines(sent)
    assert len(found) == 12
    assert found["STP"].letter.to == ("vanthu@stp.example", "tonghop@stp.example")
    assert {code for code, line in found.items() if line.state == WAITING} == {"STP", "SNV"}
    assert {line.state for code, line in found.items() if code not in ("STP", "SNV")} == {NO_ADDRESS}


def test_the_letter_names_form_deadline_columns_and_contact(sent: Room) -> None:
    letter = lines(sent)["STP"].letter
    key, plan = sent.desk().settings["key"], sent.desk().plan.id
    assert read_token(letter.subject, key, plan) == "2025-H2/STP/01"
    assert letter.subject.endswith("Phiếu báo cáo 6 tháng cuối năm 2025 – FTA Index Hà Tĩnh 2025 – Sở Tư pháp")
    for said in (
        "Kính gửi: Sở Tư pháp", "gồm 2 nhiệm vụ do Sở Tư pháp chủ trì: 2.3, 2.4", "chậm nhất ngày 17/12/2025",
        "Trạng thái; Tỷ lệ hoàn thành (%); Số lượng đã thực hiện; Kết quả thực hiện trong kỳ",
        "gửi về sct@hatinh.example", "Liên hệ: Sở Công Thương, Nguyễn Thị Bình, 0912 000 111, sct@hatinh.example.",
    ):  # fmt: skip
        assert said in letter.body, said


def test_the_letter_carries_exactly_the_form_and_the_deadline(sent: Room) -> None:
    form, deadline = lines(sent)["STP"].letter.files
    assert form.path == f"phan-phat/{PERIOD}/{sent.form('STP').name}"
    assert deadline.path == f"phan-phat/{PERIOD}/han-nop-2025-H2-20251217.ics"
    for one in (form, deadline):
        assert hashlib.sha256((sent.folder / one.path).read_bytes()).hexdigest() == one.sha
    event = Calendar.from_ical((sent.folder / deadline.path).read_bytes()).walk("VEVENT")[0]
    assert f"{event['DTSTART'].dt}" == "2025-12-17"
    assert event["SUMMARY"] == "Hạn gửi phiếu báo cáo 6 tháng cuối năm 2025 về Sở Công Thương."


def test_forms_beside_another_folder_are_named_by_their_whole_path(office: Room, tmp_path: Path) -> None:
    with open_book(office.master, write=True) as book:
        distribute(book, tmp_path / "ổ chung", now=at(24, month=11))
    form = lines(office)["STP"].letter.files[0]
    assert form.path.startswith(tmp_path.as_posix())
    assert Path(form.path).is_file()


def test_a_plan_without_a_deadline_says_none_and_carries_no_calendar(office: Room) -> None:
    office.type("periods", "code", PERIOD, deadline=None)
    office.distribute()
    letter = lines(office)["STP"].letter
    assert [file.path.rpartition(".")[2] for file in letter.files] == ["xlsx"]
    assert "chậm nhất" not in letter.body
    assert ".ics" not in letter.body


def test_forms_made_again_have_a_new_letter_in_place_of_the_one_that_waited(sent: Room) -> None:
    first = lines(sent)["STP"].letter
    sent.distribute()
    found = states(sent, FORM)
    assert (found["form|2025-H2/STP/01"], found["form|2025-H2/STP/02"]) == (REPLACED, WAITING)
    assert lines(sent)["STP"].letter.files[1] == first.files[1]  # the same deadline is the same file


def test_a_moved_deadline_is_another_file_that_calendars_take_for_the_same_event(sent: Room) -> None:
    old = lines(sent)["STP"].letter.files[1]
    sent.type("periods", "code", PERIOD, deadline=46010.0)  # 19/12/2025
    sent.distribute(only=("SNV",))
    new = lines(sent)["SNV"].letter.files[1]
    assert new.path.endswith("han-nop-2025-H2-20251219.ics")
    events = [Calendar.from_ical((sent.folder / one.path).read_bytes()).walk("VEVENT")[0] for one in (old, new)]
    assert events[0]["UID"] == events[1]["UID"]
    assert events[0]["SEQUENCE"] < events[1]["SEQUENCE"]
    assert hashlib.sha256((sent.folder / old.path).read_bytes()).hexdigest() == old.sha


def test_a_letter_that_left_is_not_touched_when_forms_go_out_to_others(sent: Room) -> None:
    left(sent, lines(sent)["STP"])
    sent.distribute(only=("SNV",))
    assert state(sent, "STP") == SENT


def test_the_report_says_how_many_wait_and_who_has_no_address(office: Room) -> None:
    report = office.distribute()
    assert (report.letters.waiting, len(report.letters.without_address)) == (2, 10)
    assert "2 thư chờ gửi ở trang Thư." in text(report)
    assert "10 cơ quan chưa có địa chỉ thư điện tử: Sở Khoa học và Công nghệ;" in text(report)
    assert "Trang Cơ quan, Sở Tài chính: " in text(report)
    assert "và 5 cơ quan nữa" in notice(report).text
    assert "bấm Gửi thư" in notice(report).text
    assert data(report)["letters"]["waiting"] == 2
    assert len(data(report)["letters"]["without_address"]) == 10


def test_the_journal_counts_the_letters(sent: Room) -> None:
    (note,) = [row["note"] for row in sent.journal("Phân phát") if not row["file"]]
    assert note == "Soạn 12 thư ở trang Thư: 2 thư chờ gửi, 10 cơ quan chưa có địa chỉ."


def test_her_own_template_goes_before_ours(office: Room) -> None:
    own = office.folder / "mau-van-ban"
    own.mkdir()
    (own / "gui-phieu.txt").write_text("Tiêu đề: {{ ma_thu }} gấp\n\nGửi {{ co_quan }}.\n", encoding="utf-8")
    office.distribute()
    assert lines(office)["STP"].letter.body == "Gửi Sở Tư pháp.\n"


def test_the_templates_lie_beside_the_master_once_forms_went_out(sent: Room) -> None:
    texts = sorted(path.name for path in (sent.folder / "mau-van-ban").glob("*.txt"))
    assert texts == ["don-doc.txt", "gui-phieu.txt", "xac-nhan.txt"]


def broken(room: Room, name: str, body: str) -> dict[str, bytes]:
    """Put a template of hers beside the master; every file of the folder as it is then."""
    own = room.folder / "mau-van-ban"
    own.mkdir(exist_ok=True)
    (own / f"{name}.txt").write_text(f"Tiêu đề: {{{{ ma_thu }}}}\n\n{body}\n", encoding="utf-8")
    return kept(room)


def kept(room: Room) -> dict[str, bytes]:
    files = (path for path in room.folder.rglob("*") if path.is_file())
    return {path.relative_to(room.folder).as_posix(): path.read_bytes() for path in files}


def test_forms_do_not_go_out_while_the_template_of_their_letter_is_broken(office: Room) -> None:
    before = broken(office, "gui-phieu", "Gửi {{ co_qan }}.")
    with pytest.raises(Stop) as stopped:
        office.distribute()
    assert stopped.value.message.text == (
        "Mẫu «gui-phieu.txt» có từ «co_qan» mà chương trình không biết; có lẽ là «co_quan»."
    )
    assert kept(office) == before
    (office.folder / "mau-van-ban" / "gui-phieu.txt").unlink()
    assert len(office.distribute().files) == 12


def test_a_merge_stops_before_it_keeps_anything_while_the_template_of_its_letter_is_broken(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": done()})
    before = broken(sent, "xac-nhan", "{% if so_o %}Đã nhận.")
    with pytest.raises(Stop) as stopped:
        sent.merge()
    assert (stopped.value.message.code, stopped.value.message.facts["name"]) == ("WRITE_003", "xac-nhan.txt")
    assert kept(sent) == before


def test_reminders_stop_while_the_template_of_their_letter_is_broken(sent: Room) -> None:
    before = broken(sent, "don-doc", "Hạn {{ han_nopp }}.")
    with open_book(sent.master, write=True) as book, pytest.raises(Stop) as stopped:
        remind_agencies(book, now=at(18))
    assert "«han_nopp»" in stopped.value.message.text
    assert kept(sent) == before


def test_a_letter_that_is_longer_than_a_cell_stops_the_forms(office: Room) -> None:
    before = broken(office, "gui-phieu", "dài " * 9000)
    with pytest.raises(Stop) as stopped:
        office.distribute()
    assert "Thư «Gửi phiếu» gửi " in stopped.value.message.text
    assert "dài quá 32767 ký tự" in stopped.value.message.text
    assert kept(office) == before


# -- the acknowledgement ------------------------------------------------------------------------


def test_an_acknowledgement_counts_what_was_taken(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": done()})
    report = sent.merge()
    letter = lines(sent, RECEIPT)["STP"].letter
    assert "Đã nhận" not in letter.subject
    assert "Xác nhận đã nhận phiếu báo cáo 6 tháng cuối năm 2025" in letter.subject
    assert "số 2025-H2/STP/01 của Sở Tư pháp" in letter.body
    assert "Đã đưa vào số liệu tổng hợp 9/9 ô đã điền." in letter.body
    assert "Đề nghị" not in letter.body
    assert (report.letters.waiting, report.letters.without_address) == (1, [])
    assert read_token(letter.subject, sent.desk().settings["key"], sent.desk().plan.id) == "2025-H2/STP/01"


def test_it_names_what_is_not_clear_and_what_has_no_status(sent: Room) -> None:
    sent.send("STP", {"2.3": {"status": "Đang thực hiện", "percent": "85x", "finish_date": "31/02/2025"}})
    sent.merge()
    body = lines(sent, RECEIPT)["STP"].letter.body
    assert "1/3 ô đã điền" in body
    assert "Chờ làm rõ, chưa đưa vào số liệu (2 mục):" in body
    assert "- Nhiệm vụ 2.3, cột «Tỷ lệ hoàn thành (%)», phiếu ghi «85x»: «85x» không đọc được" in body
    assert "- Nhiệm vụ 2.3, cột «Ngày hoàn thành», phiếu ghi «31/02/2025»: Không có ngày" in body
    assert "chưa có trạng thái thực hiện: 2.4." in body
    assert "sửa trên chính phiếu số 2025-H2/STP/01" in body


def test_a_cell_full_of_text_where_a_number_belongs_does_not_fill_the_letter(sent: Room) -> None:
    sent.send("STP", {"2.3": doing() | {"percent": "tám mươi " * 3000}, "2.4": doing() | {"percent": "= " * 9000}})
    sent.merge()
    letter = lines(sent, RECEIPT)["STP"].letter
    assert "- Nhiệm vụ 2.3, cột «Tỷ lệ hoàn thành (%)», phiếu ghi «tám mươi tám mươi" in letter.body
    assert len(letter.body) < 2500


def test_it_names_rows_that_were_added_and_locked_cells_that_were_changed(sent: Room) -> None:
    def touch(book, sheet):  # type: ignore[no-untyped-def]
        last = sheet.max_row + 1
        sheet.cell(last, 3).value = "Nhiệm vụ tự thêm"
        for row in range(1, sheet.max_row):
            if str(sheet.cell(row, 2).value) == "2.3":
                sheet.cell(row, 3).value = "Nội dung sửa"

    sent.send("STP", {"2.3": doing(), "2.4": doing()}, touch=touch)
    sent.merge()
    body = lines(sent, RECEIPT)["STP"].letter.body
    assert "Không đưa vào số liệu (2 mục):" in body
    assert "do cơ quan tự thêm; không đưa vào sổ. Nội dung: «Nhiệm vụ tự thêm»." in body
    assert "- Nhiệm vụ 2.3, ô khóa «Nhiệm vụ được giao chủ trì»: phiếu gửi về ghi «Nội dung sửa»" in body


def test_a_late_report_is_told_by_how_many_days(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": doing()}, saved=at(19))
    sent.merge(now=at(20))
    body = lines(sent, RECEIPT)["STP"].letter.body
    assert "ngày 19/12/2025, sau hạn 17/12/2025 là 2 ngày. Đã đưa vào" in body
    sent.send("STP", {"2.3": doing(60), "2.4": doing()}, saved=at(22), name="sua.xlsx")
    sent.merge(now=at(23))
    body = lines(sent, RECEIPT)["STP"].letter.body
    assert "ngày 22/12/2025 (bản đầu tiên nhận ngày 19/12/2025, sau hạn 17/12/2025 là 2 ngày). Đã đưa vào" in body


def test_correcting_a_report_that_came_in_time_is_not_late(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": doing()})
    sent.merge()
    sent.send("STP", {"2.3": doing(60), "2.4": doing()}, saved=at(20), name="sua.xlsx")
    sent.merge(now=at(21))
    assert "sau hạn" not in lines(sent, RECEIPT)["STP"].letter.body


def test_a_blank_form_is_not_acknowledged_but_asked_for(sent: Room) -> None:
    sent.send("STP", {})
    sent.merge()
    letter = lines(sent, RECEIPT)["STP"].letter
    assert "Đề nghị gửi lại phiếu báo cáo" in letter.subject
    assert "chưa có ô nào được điền, nên chưa tính là đã báo cáo" in letter.body
    assert "Xác nhận" not in letter.subject + letter.body


def test_a_blank_copy_after_a_report_takes_nothing_back(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": doing()})
    sent.send("STP", {}, saved=at(16), name="trong.xlsx")
    sent.merge()
    found = lines(sent, RECEIPT)
    assert set(found) == {"STP"}
    assert "Xác nhận đã nhận" in found["STP"].letter.subject


def test_merging_again_changes_no_letter(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": {"status": "Hoàn thành", "percent": "85x"}})
    sent.merge()
    before = sent.sheets()["Thư"]
    again = sent.merge()
    assert sent.sheets()["Thư"] == before
    assert again.letters.waiting == 1


def test_a_letter_that_waits_follows_what_she_decides_and_takes_back(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": {"status": "Đang thực hiện", "percent": "85x"}})
    sent.merge()
    asked = lines(sent, RECEIPT)["STP"].letter.body
    sent.choose("Nhập tay", 85.0)
    report = sent.apply_decisions()
    told = lines(sent, RECEIPT)["STP"].letter.body
    assert "Chờ làm rõ" in asked
    assert "Chờ làm rõ" not in told
    assert report.letters.waiting == 1
    sent.undo()
    assert lines(sent, RECEIPT)["STP"].letter.body == asked


def test_what_she_wrote_into_a_letter_stays(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": doing()})
    sent.merge()
    sent.type("letters", "id", lines(sent, RECEIPT)["STP"].letter.id, body="Cảm ơn Sở Tư pháp.")
    sent.merge()
    assert lines(sent, RECEIPT)["STP"].letter.body == "Cảm ơn Sở Tư pháp."


def test_a_letter_she_deleted_does_not_come_back(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": doing()})
    sent.merge()
    table = sent.desk().table("letters")
    row = next(one.row for one in table.rows if one.text("kind") == RECEIPT)
    sent.write((table.sheet, row, column, None) for column in table.columns.values())
    assert sent.merge().letters.waiting == 0
    assert lines(sent, RECEIPT) == {}


def test_only_the_newest_file_of_an_agency_is_acknowledged(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(20)}, saved=at(10), name="cu.xlsx")
    sent.send("STP", {"2.3": doing(60), "2.4": doing()}, saved=at(12), name="moi.xlsx")
    sent.merge()
    found = lines(sent, RECEIPT)
    assert len(found) == 1
    assert "tệp «moi.xlsx»" in found["STP"].letter.body


def test_what_came_from_nobody_known_is_not_acknowledged(sent: Room) -> None:
    (sent.inbox / "la.xlsx").write_bytes(sent.form("STP").read_bytes()[:2000])
    sent.send("SNV", {})
    sent.merge()
    assert set(lines(sent, RECEIPT)) == {"SNV"}


# -- undoing, rebuilding, verifying -------------------------------------------------------------


def test_an_undone_merge_takes_back_the_letters_that_still_wait(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": doing()})
    sent.merge()
    report = sent.undo()
    assert lines(sent, RECEIPT) == {}
    assert "1 thư xác nhận chưa gửi được rút lại." in text(report)
    assert data(report)["letters"] == {"withdrawn": 1, "sent": []}
    sent.merge()
    assert state(sent, "STP", RECEIPT) == WAITING


def test_an_acknowledgement_that_left_stays_and_is_named(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": doing()})
    sent.merge()
    left(sent, lines(sent, RECEIPT)["STP"])
    report = sent.undo()
    assert state(sent, "STP", RECEIPT) == SENT
    assert "đã gửi cho 1 cơ quan có phiếu nay không tính nữa: Sở Tư pháp." in text(report)
    assert sent.merge().letters.waiting == 0
    assert state(sent, "STP", RECEIPT) == SENT


def test_undoing_a_correction_brings_the_letter_of_the_report_before_it_back(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(20), "2.4": doing()})
    sent.merge()
    first = lines(sent, RECEIPT)["STP"].letter.id
    sent.send("STP", {"2.3": doing(60), "2.4": doing()}, saved=at(14), name="sua.xlsx")
    sent.merge()
    second = lines(sent, RECEIPT)["STP"].letter.id
    assert states(sent) == {first: REPLACED, second: WAITING}
    sent.undo()
    assert states(sent) == {first: WAITING}


def states(room: Room, kind: str = RECEIPT) -> Mapping[str, str]:
    return {line.letter.id: line.state for line in every(room) if line.letter.kind == kind}


def test_a_dry_run_writes_no_letter(sent: Room) -> None:
    sent.send("STP", {"2.3": doing(), "2.4": doing()})
    assert sent.merge(dry_run=True).letters.waiting == 1
    assert lines(sent, RECEIPT) == {}


def test_a_line_that_would_send_again_what_left_is_found_and_rebuilding_mends_it(sent: Room, tmp_path: Path) -> None:
    line = lines(sent)["STP"]
    left(sent, line)
    sent.type("letters", "id", line.letter.id, state=WAITING)
    with open_book(sent.master, write=False) as book:
        assert [one.code for one in verify(book).faults] == ["MAIL_116"]
    again = sent.master.with_name("so-lam-lai.xlsx")
    with open_book(sent.master, write=False) as book:
        rebuild(book, again, now=datetime(2025, 12, 1, tzinfo=UTC))
    with open_book(again, write=False) as book:
        found = {one.letter.id: one.state for one in letters_of(Desk(book))}
        assert verify(book).is_whole
    assert found[line.letter.id] == SENT


def test_a_line_that_claims_to_have_gone_is_found(sent: Room) -> None:
    sent.type("letters", "id", lines(sent)["STP"].letter.id, state=SENT)
    with open_book(sent.master, write=False) as book:
        assert [one.code for one in verify(book).faults] == ["MAIL_117"]
