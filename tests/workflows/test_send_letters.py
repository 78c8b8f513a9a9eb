"""Gửi thư: each letter of `Thư` goes once, to its agency's address with its agency's form, whatever breaks."""

import email
import hashlib
import json
import random
from collections.abc import Iterator
from email import policy
from pathlib import Path
from typing import Any

import pytest

from kehoach_xl.cli import main
from kehoach_xl.domain.letter import (
    BY_DRAFT,
    BY_OUTLOOK,
    BY_SMTP,
    DOUBTFUL,
    DRAFTED,
    FAILED,
    LEAVE,
    NO_ADDRESS,
    RECEIPT,
    SEND_AGAIN,
    SENT,
    SET_ASIDE,
    WAITING,
    WENT,
    Attachment,
    Letter,
)
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.mail.outlook import Outlook
from kehoach_xl.mail.sent_log import FILE
from kehoach_xl.mail.smtp import Post
from kehoach_xl.messages import Message
from kehoach_xl.reports.notice import notice
from kehoach_xl.reports.text import text
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.letters import LetterLine, letters_of
from kehoach_xl.workflows.letters import compose
from kehoach_xl.workflows.send_letters import send_letters
from kehoach_xl.workflows.send_report import SendReport
from kehoach_xl.workflows.work import Work
from tests.support.certificates import Certificate
from tests.support.keyrings import MemoryKeyring
from tests.support.outlook_com import Application, ComError, Kept
from tests.support.post_office import (
    AFTER_DOT,
    AFTER_RCPT,
    BEFORE_MAIL,
    IN_DATA,
    LOGIN,
    PASSWORD,
    PostOffice,
    cut_wire,
    open_office,
)
from tests.workflows.office import PERIOD, Room, at, copy

pytestmark = pytest.mark.slow

THREE = ("STP", "SNV", "STC")
# Their letters were composed before they had an address.
NOT_YET = NO_ADDRESS


class Sender:
    """Her room, and the mail server it is set to."""

    def __init__(self, room: Room, office: PostOffice) -> None:
        self.room, self.office = room, office

    def set(self, **cells: Any) -> None:
        """She fills lines of the office on `Thiết lập`, and addresses of agencies by their codes."""
        desk, typed = self.room.desk(), []
        for name, key, column in (("office", "id", "value"), ("agencies", "code", "email")):
            table = desk.table(name)
            typed += [
                (table.sheet, row.row, table.columns[column], cells[row.text(key)])
                for row in table.rows if row.text(key) in cells
            ]  # fmt: skip
        assert len(typed) == len(cells)
        self.room.write(typed)

    def edit(self, agency: str, /, **cells: Any) -> None:
        """She types into the line of an agency's newest letter."""
        line = self.lines()[agency]
        table = self.room.desk().table("letters")
        self.room.write((table.sheet, line.row, table.columns[name], value) for name, value in cells.items())

    def send(self, hour: int = 9, **options: Any) -> SendReport:
        with open_book(self.room.master, write=True) as book:
            report = send_letters(book, **{"now": at(25, hour, month=11)} | options)
        assert report is not None
        return report

    def lines(self) -> dict[str, LetterLine]:
        """The newest line of each agency."""
        with open_book(self.room.master, write=False) as book:
            return {one.letter.agency: one for one in letters_of(Desk(book))}

    def answer_doubts(self) -> None:
        """She looks into the agencies' mailboxes and chooses a word for each letter in doubt."""
        there = set(self.office.ids())
        with open_book(self.room.master, write=False) as book:
            desk = Desk(book)
            table = desk.table("letters")
            doubts = [one for one in letters_of(desk) if one.state == DOUBTFUL]
        words = {one.row: WENT if one.message_id in there else SEND_AGAIN for one in doubts}
        self.room.write((table.sheet, row, table.columns["choice"], word) for row, word in words.items())

    def states(self) -> dict[str, str]:
        return {agency: line.state for agency, line in self.lines().items() if agency in THREE}

    def log(self) -> list[tuple[str, str]]:
        """(agency, state) of each line of the log."""
        lines = (self.room.folder / "ban-goc" / FILE).read_text(encoding="utf-8").splitlines()
        found = [json.loads(line) for line in lines]
        return [(one["letter"].split("/")[-2], one["state"]) for one in found]

    def journal(self) -> list[tuple[str, str]]:
        return [(row["agency"], row["note"]) for row in self.room.journal("Gửi thư")]


@pytest.fixture(scope="module")
def addressed(sent_out: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Three agencies have an address, the others have none; the server is nowhere yet."""
    room = copy(sent_out, tmp_path_factory.mktemp("addressed"))
    sender = Sender(room, PostOffice())
    sender.set(
        STP="vanthu@stp.example", SNV="Văn thư <VanThu@SNV.example>; nv1@snv.example", STC="vanthu@stc.example",
        address=LOGIN, way=BY_SMTP, smtp_host="127.0.0.1", smtp_security="Không", smtp_port=1,
    )  # fmt: skip
    return room


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as found:
        yield found


@pytest.fixture
def sender(addressed: Room, office: PostOffice, tmp_path: Path) -> Sender:
    found = Sender(copy(addressed, tmp_path / "sở"), office)
    found.set(smtp_port=office.port)
    return found


# -- all goes well -----------------------------------------------------------------------------------


def test_each_agency_with_an_address_gets_its_own_form_once(sender: Sender) -> None:
    report = sender.send()
    assert {one.to for one in sender.office.got} == {
        ("vanthu@stp.example",), ("VanThu@snv.example", "nv1@snv.example"), ("vanthu@stc.example",),
    }  # fmt: skip
    for one in sender.office.got:
        letter = email.message_from_bytes(one.data, policy=policy.default)
        (agency,) = (code for code in THREE if code.lower() in one.to[0].lower())
        names = [part.get_filename() for part in letter.iter_attachments()]
        assert names[0] == sender.room.form(agency).name
        assert next(letter.iter_attachments()).get_content() == sender.room.form(agency).read_bytes()
        assert letter["From"].addresses[0].addr_spec == LOGIN
        assert f"/{agency}/01 " in letter["Subject"]
    assert sender.states() == dict.fromkeys(THREE, SENT)
    assert (report.count(SENT), report.count(NO_ADDRESS)) == (3, 9)
    assert sorted(sender.log()) == sorted([(one, state) for one in THREE for state in ("going", "gone")])


def test_what_went_stands_in_the_sheet_the_facts_and_the_journal(sender: Sender) -> None:
    sender.send()
    line, fact = sender.lines()["STP"], sender.room.desk().ledger.letters[f"form|{PERIOD}/STP/01"]
    sent = next(one for one in sender.office.got if one.to == ("vanthu@stp.example",))
    assert (line.at, line.message_id) == (at(25, month=11), sent.message_id)
    assert (fact.state, fact.way, fact.at, fact.to, fact.message_id) == (
        SENT, BY_SMTP, at(25, month=11), ("vanthu@stp.example",), sent.message_id,
    )  # fmt: skip
    assert ("STP", "Thư «Gửi phiếu», đã gửi: vanthu@stp.example.") in sender.journal()
    assert len(sender.journal()) == 3


def test_a_second_press_sends_nothing(sender: Sender) -> None:
    sender.send()
    before = sender.room.master.read_bytes()
    report = sender.send(hour=10)
    assert len(sender.office.got) == 3
    assert (report.count(SENT), report.count(NO_ADDRESS)) == (0, 9)
    assert sender.room.master.read_bytes() == before


def test_an_address_that_came_later_is_used(sender: Sender) -> None:
    sender.send()
    sender.set(SNgV="vanthu@sngv.example", STP="moi@stp.example")
    sender.send(hour=10)
    assert [one.to for one in sender.office.got[3:]] == [("vanthu@sngv.example",)]


def test_her_subject_and_body_go(sender: Sender) -> None:
    subject = sender.lines()["STP"].letter.subject
    sender.edit("STP", subject=f"{subject} (khẩn)", body="Kính gửi Sở Tư pháp,\n.\nTrân trọng.")
    sender.send(only=("STP",))
    letter = email.message_from_bytes(sender.office.got[0].data, policy=policy.default)
    assert letter["Subject"].endswith("(khẩn)")
    assert letter.get_body().get_content() == "Kính gửi Sở Tư pháp,\r\n.\r\nTrân trọng.\r\n"


def test_only_those_she_names(sender: Sender) -> None:
    sender.send(only=("Sở Tư pháp",))
    assert [one.to for one in sender.office.got] == [("vanthu@stp.example",)]
    with pytest.raises(Stop) as stop:
        sender.send(only=("Sở Vũ trụ",))
    assert stop.value.message.code == "SEND_005"


def test_a_rehearsal_sends_and_writes_nothing(sender: Sender) -> None:
    before = sender.room.master.read_bytes()
    report = sender.send(dry_run=True)
    assert (report.count(WAITING), report.count(NO_ADDRESS)) == (3, 9)
    assert (sender.office.got, sender.room.master.read_bytes()) == ([], before)
    assert not (sender.room.folder / "ban-goc" / FILE).exists()


def test_she_is_asked_before_anything_goes(sender: Sender) -> None:
    asked: list[Message] = []

    def no(question: Message) -> bool:
        asked.append(question)
        return False

    before = sender.room.master.read_bytes()
    with open_book(sender.room.master, write=True) as book:
        assert send_letters(book, agreed=no, now=at(25, month=11)) is None
    assert [one.text for one in asked] == [f"Có 3 thư chờ gửi từ địa chỉ {LOGIN}. Thư đã đi không lấy lại được."]
    assert (sender.office.got, sender.room.master.read_bytes()) == ([], before)


# -- her word ------------------------------------------------------------------------------------------


def test_what_she_leaves_stays_until_she_takes_it_back(sender: Sender) -> None:
    sender.edit("STP", choice=LEAVE)
    sender.send()
    assert sender.states() == {"STP": SET_ASIDE, "SNV": SENT, "STC": SENT}
    sender.send(hour=10)
    assert len(sender.office.got) == 2
    sender.edit("STP", choice=None)
    sender.send(hour=11)
    assert (sender.office.got[2].to, sender.states()["STP"]) == (("vanthu@stp.example",), SENT)


def test_on_her_word_the_same_letter_goes_again_once_under_the_same_id(sender: Sender) -> None:
    sender.send()
    sender.edit("STP", choice=SEND_AGAIN)
    for hour in (10, 11):
        sender.send(hour=hour)
    ids = [one.message_id for one in sender.office.got if one.to == ("vanthu@stp.example",)]
    assert (len(ids), len(set(ids))) == (2, 1)
    assert sender.lines()["STP"].choice == ""


def test_her_word_that_it_went_is_believed(sender: Sender) -> None:
    sender.edit("STP", choice=WENT)
    sender.send()
    assert sender.states() == dict.fromkeys(THREE, SENT)
    assert len(sender.office.got) == 2
    assert sender.log()[-1] == ("STP", "gone")


def test_a_word_that_is_not_in_the_list_is_asked_about(sender: Sender) -> None:
    sender.edit("STP", choice="để sau")
    report = sender.send()
    (said,) = [one.says[0] for one in report.letters if one.agency == "STP"]
    assert (said.code, "«để sau»" in said.text) == ("MAIL_066", True)
    assert sender.states() == {"STP": NOT_YET, "SNV": SENT, "STC": SENT}


# -- what may not go -----------------------------------------------------------------------------------


def why(report: SendReport, agency: str = "STP") -> str:
    """The code of what stood against an agency's letter; the others went."""
    (one,) = [one for one in report.letters if one.agency == agency]
    assert (one.state, report.count(SENT)) == (FAILED, 2)
    return one.says[0].code


def test_a_form_of_another_agency_does_not_go(sender: Sender) -> None:
    """Two lines had their files exchanged, hashes and all, as by a sort of some columns."""
    table = sender.room.desk().table("letters")
    mine, other = (next(row for row in table.rows if row.text("agency") == one) for one in ("STP", "SNV"))
    sender.edit("STP", files=other.cells["files"], hashes=other.cells["hashes"])
    assert why(sender.send()) == "MAIL_057"
    assert [one.to[0] for one in sender.office.got] == ["VanThu@snv.example", "vanthu@stc.example"]
    assert mine.text("files") != other.text("files")


def test_a_subject_of_another_agency_does_not_go(sender: Sender) -> None:
    sender.edit("STP", subject=sender.lines()["SNV"].letter.subject)
    assert why(sender.send()) == "MAIL_058"


def test_a_line_moved_to_another_agency_does_not_go(sender: Sender) -> None:
    """The code of the agency was typed over: its address would be another's."""
    sender.edit("STP", agency="STC")
    report = sender.send()
    codes = [one.says[0].code for one in report.letters if one.id.endswith("/STP/01")]
    assert codes == ["MAIL_058"]
    assert [one.to[0] for one in sender.office.got] == ["VanThu@snv.example", "vanthu@stc.example"]


def test_a_form_that_changed_since_does_not_go(sender: Sender) -> None:
    form = sender.room.form("STP")
    form.write_bytes(form.read_bytes() + b"\0")
    assert why(sender.send()) == "MAIL_056"


def test_a_form_that_is_gone_is_said(sender: Sender) -> None:
    sender.room.form("STP").unlink()
    assert why(sender.send()) == "MAIL_055"


def test_a_file_she_put_into_the_cell_does_not_go(sender: Sender) -> None:
    (sender.room.folder / "mật.txt").write_text("mật", encoding="utf-8")
    files = "\n".join(one.path for one in sender.lines()["STP"].letter.files)
    sender.edit("STP", files=f"{files}\nmật.txt")
    assert why(sender.send()) == "MAIL_056"


def test_a_letter_over_the_limit_does_not_go(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    sender.set(limit_mb=1)
    sender.edit("STP", body="Nội dung rất dài. " * 100)
    report = sender.send()
    assert report.count(SENT) == 3  # long, and yet far from a megabyte
    sender.edit("STP", choice=SEND_AGAIN)
    monkeypatch.setattr("kehoach_xl.mail.eml.MEGABYTE", 10_000)
    (one,) = [one for one in sender.send(hour=10).letters if one.agency == "STP"]
    assert (one.state, one.says[0].code) == (SENT, "MAIL_013")
    assert len(sender.office.got) == 3


@pytest.mark.parametrize("field", ["subject", "body"])
def test_a_letter_that_says_nothing_does_not_go(sender: Sender, field: str) -> None:
    sender.edit("STP", **{field: None})
    assert why(sender.send()) == "MAIL_059"


def test_a_subject_without_its_sign_goes_and_is_said(sender: Sender) -> None:
    sender.edit("STP", subject="Phiếu báo cáo của Sở Tư pháp")
    (one,) = [one for one in sender.send().letters if one.agency == "STP"]
    assert (one.state, [said.code for said in one.says]) == (SENT, ["MAIL_060"])


def test_a_line_end_in_a_subject_is_no_header(sender: Sender) -> None:
    subject = sender.lines()["STP"].letter.subject
    sender.edit("STP", subject=f"{subject}\r\nBcc: ke-la@x.example\r\n\r\nNội dung khác")
    (one,) = [one for one in sender.send().letters if one.agency == "STP"]
    assert [said.code for said in one.says] == ["MAIL_011"]
    (got,) = [got for got in sender.office.got if got.to == ("vanthu@stp.example",)]
    assert got.letter["Bcc"] is None
    assert "ke-la@x.example" not in ";".join(got.to)


def test_an_address_that_is_none_stays_with_its_reason(sender: Sender) -> None:
    sender.set(STP="văn-thư@stp.example")
    report = sender.send()
    (one,) = [one for one in report.letters if one.agency == "STP"]
    assert (one.state, report.count(SENT)) == (NO_ADDRESS, 2)
    assert "van-thu@stp.example" in str(one.says[0]) or "có chữ có dấu" in str(one.says[0])


def test_a_refused_address_fails_alone_and_goes_at_the_next_press(sender: Sender) -> None:
    sender.office.refuses["vanthu@stp.example"] = "450 4.2.1 Mailbox busy"
    report = sender.send()
    assert why(report) == "MAIL_041"
    assert "450 4.2.1 Mailbox busy" in sender.lines()["STP"].says
    sender.office.refuses.clear()
    sender.send(hour=10)
    assert (sender.states()["STP"], len(sender.office.got)) == (SENT, 3)


def test_a_sender_the_server_refuses_ends_the_run(sender: Sender) -> None:
    sender.office.says_to_sender = "553 5.7.1 Not your address"
    report = sender.send()
    assert (report.count(FAILED), report.left, sender.office.got) == (1, 2, [])
    assert [one.code for one in report.notices] == ["MAIL_068"]
    sender.office.says_to_sender = ""
    sender.send(hour=10)
    assert sender.states() == dict.fromkeys(THREE, SENT)


# -- a line that breaks, a run that is cut off ---------------------------------------------------------------


@pytest.mark.parametrize("when", [AFTER_RCPT, IN_DATA])
def test_a_letter_whose_line_broke_before_its_end_goes_at_the_next_press(sender: Sender, when: str) -> None:
    with cut_wire(sender.office.port, {2: when}) as wire:
        sender.set(smtp_port=wire.port)
        report = sender.send()
    sender.set(smtp_port=sender.office.port)
    if when == AFTER_RCPT:
        assert (report.count(SENT), report.count(FAILED), report.count(DOUBTFUL)) == (2, 1, 0)
    while sender.states() != dict.fromkeys(THREE, SENT):
        for agency, state in sender.states().items():
            if state == DOUBTFUL:  # a small letter may have been on its way when the line broke
                sender.edit(agency, choice=SEND_AGAIN)
        sender.send(hour=10)
    assert sorted(one.to[0] for one in sender.office.got) == [
        "VanThu@snv.example", "vanthu@stc.example", "vanthu@stp.example"
    ]  # fmt: skip


def test_a_server_that_was_tired_of_waiting_is_called_again(sender: Sender) -> None:
    with cut_wire(sender.office.port, {2: BEFORE_MAIL}) as wire:
        sender.set(smtp_port=wire.port)
        report = sender.send()
    assert (report.count(SENT), len(sender.office.got)) == (3, 3)


def test_a_server_that_takes_one_letter_a_line_gets_them_all(sender: Sender) -> None:
    sender.office.per_line = 1
    assert (sender.send().count(SENT), sender.office.lines) == (3, 3)


def test_a_letter_without_an_answer_waits_for_her_word(sender: Sender) -> None:
    with cut_wire(sender.office.port, {1: AFTER_DOT}) as wire:
        sender.set(smtp_port=wire.port)
        report = sender.send()
        assert (report.count(SENT), report.count(DOUBTFUL), len(sender.office.got)) == (2, 1, 3)
        (agency,) = [one for one, state in sender.states().items() if state == DOUBTFUL]
        again = sender.send(hour=10)
    assert [one.says[0].code for one in again.letters if one.agency == agency] == ["MAIL_064"]
    assert len(sender.office.got) == 3
    sender.edit(agency, choice=WENT)
    sender.send(hour=11)
    assert (sender.states()[agency], len(sender.office.got)) == (SENT, 3)


def cut_off(sender: Sender, moment: str) -> None:
    """The program ends while it sends: before a letter is given away, or before the workbook is saved."""
    from kehoach_xl.workflows import send_letters as module

    class Ends(BaseException):
        pass

    def ends(*_: object) -> None:
        raise Ends

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module._Run, "write", ends)
        if moment == "sending":
            patch.setattr("kehoach_xl.mail.smtp.Post.hand_over", ends)
        with pytest.raises(Ends), open_book(sender.room.master, write=True) as book:
            send_letters(book, now=at(25, 9, month=11))


def test_a_run_that_ended_before_the_save_is_learned_from_the_log(sender: Sender) -> None:
    cut_off(sender, "saving")
    assert (len(sender.office.got), sender.states()) == (3, dict.fromkeys(THREE, NOT_YET))
    report = sender.send(hour=10)
    assert (len(sender.office.got), sender.states()) == (3, dict.fromkeys(THREE, SENT))
    assert {one.says[0].code for one in report.letters if one.agency in THREE} == {"MAIL_065"}
    assert sender.lines()["STP"].at == at(25, 9, month=11)
    assert len([one for one in sender.journal() if one[0] in THREE]) == 3


def test_a_run_that_ended_while_it_sent_leaves_one_letter_in_doubt(sender: Sender) -> None:
    cut_off(sender, "sending")
    report = sender.send(hour=10)
    assert (report.count(DOUBTFUL), report.count(SENT), len(sender.office.got)) == (1, 2, 2)
    (agency,) = [one for one, state in sender.states().items() if state == DOUBTFUL]
    sender.edit(agency, choice=SEND_AGAIN)
    sender.send(hour=11)
    assert (len(sender.office.got), sender.states()) == (3, dict.fromkeys(THREE, SENT))


def test_a_run_that_she_stopped_keeps_what_went(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    real, begun = Post.hand_over, []

    def stopped(post: Post, *letter: Any) -> Any:
        begun.append(letter)
        if len(begun) == 2:
            raise KeyboardInterrupt
        return real(post, *letter)

    monkeypatch.setattr(Post, "hand_over", stopped)
    report = sender.send()
    assert (report.count(SENT), report.count(DOUBTFUL), report.left) == (1, 1, 1)
    assert sorted(sender.states().values()) == sorted([SENT, DOUBTFUL, NOT_YET])
    assert len(sender.office.got) == 1


def test_a_word_given_before_a_run_that_was_not_saved_is_not_heard_twice(sender: Sender) -> None:
    sender.send()
    sender.edit("STP", choice=SEND_AGAIN)
    from kehoach_xl.workflows import send_letters as module

    class Ends(BaseException):
        pass

    def ends(run: object) -> None:
        raise Ends

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module._Run, "write", ends)
        with pytest.raises(Ends):
            sender.send(hour=10)
    assert (len(sender.office.got), sender.lines()["STP"].choice) == (4, SEND_AGAIN)
    sender.send(hour=11)
    assert (len(sender.office.got), sender.lines()["STP"].choice) == (4, "")


def test_a_state_typed_over_brings_no_letter_twice(sender: Sender) -> None:
    sender.send()
    sender.edit("STP", state=WAITING)
    sender.send(hour=10)
    assert (len(sender.office.got), sender.states()["STP"]) == (3, SENT)
    sender.edit("STP", state="xong rồi")
    (sender.room.folder / "ban-goc" / FILE).unlink()
    sender.send(hour=11)
    assert (len(sender.office.got), sender.states()["STP"]) == (3, SENT)


def test_no_server_is_one_sentence_and_nothing_is_written(sender: Sender) -> None:
    before = sender.room.master.read_bytes()
    sender.set(smtp_port=1)
    before = sender.room.master.read_bytes()
    with pytest.raises(Stop) as stop:
        sender.send()
    assert stop.value.message.code == "MAIL_034"
    assert sender.room.master.read_bytes() == before


# -- many ------------------------------------------------------------------------------------------------------


def acknowledged(room: Room, count: int) -> dict[str, str]:
    """So many acknowledgements wait, each with a file; {letter: agency}."""
    paper = room.folder / "van-ban" / "giấy xác nhận.docx"
    paper.parent.mkdir()
    paper.write_bytes(random.Random(8).randbytes(40_000))
    attached = Attachment(f"van-ban/{paper.name}", hashlib.sha256(paper.read_bytes()).hexdigest())
    letters = [
        Letter(
            f"receipt|{PERIOD}|{(agency := THREE[n % 3])}|{n:064x}", RECEIPT, PERIOD, agency, (), f"Đã nhận phiếu {n}",
            f"Kính gửi {agency},\nĐã nhận phiếu số {n}.", (attached,),
        )
        for n in range(count)
    ]  # fmt: skip
    with open_book(room.master, write=True) as book:
        work = Work(book, "Gộp báo cáo", at(25, 8, month=11))
        compose(work, letters)
        work.commit("gop")
    return {one.id: one.agency for one in letters}


def test_of_a_hundred_and_twenty_letters_none_is_lost_or_doubled_however_often_the_line_breaks(sender: Sender) -> None:
    wanted = acknowledged(sender.room, 117)
    cuts = {5: AFTER_RCPT, 31: IN_DATA, 58: AFTER_DOT, 77: BEFORE_MAIL, 90: IN_DATA, 117: AFTER_DOT}
    sender.office.per_line = 25
    with cut_wire(sender.office.port, cuts) as wire:
        sender.set(smtp_port=wire.port)
        for hour in range(9, 20):
            report = sender.send(hour)
            if not report.count(SENT) and not report.count(DOUBTFUL):
                break
            sender.answer_doubts()
        assert wire.cuts == 6
    assert len(sender.office.got) == len(set(sender.office.ids())) == 120
    with open_book(sender.room.master, write=False) as book:
        states = {one.letter.id: one.state for one in letters_of(Desk(book))}
    assert {states[one] for one in wanted} == {SENT}
    for one in sender.office.got:
        subject = str(email.message_from_bytes(one.data, policy=policy.default)["Subject"])
        if subject.startswith("Đã nhận phiếu"):
            assert THREE[int(subject.split()[-1]) % 3].lower() in one.to[0].lower()


# -- passwords -------------------------------------------------------------------------------------------------


@pytest.fixture
def sealed(addressed: Room, certificate: Certificate, trusted: None, tmp_path: Path) -> Iterator[Sender]:
    """A server that asks for a login under STARTTLS."""
    with open_office(certificate, login=True) as office:
        found = Sender(copy(addressed, tmp_path / "sở"), office)
        found.set(smtp_host="localhost", smtp_security="STARTTLS", smtp_port=office.port)
        yield found


def test_the_password_is_asked_for_once_and_kept_in_the_keyring_only(
    sealed: Sender, keyring_of_the_test: MemoryKeyring
) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return PASSWORD

    sealed.send(only=("STP",), ask_secret=ask)
    sealed.send(hour=10, ask_secret=ask)
    assert asked == [Message("MAIL_076", {"login": LOGIN, "host": "localhost"}).text]
    assert keyring_of_the_test.kept == {("kehoach_xl smtp localhost", LOGIN): PASSWORD}
    assert (len(sealed.office.got), sealed.office.logins) == (3, ["PLAIN", "PLAIN"])
    for path in sealed.room.folder.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes(), path


def test_a_kept_password_that_is_wrong_is_asked_for_anew(sealed: Sender, keyring_of_the_test: MemoryKeyring) -> None:
    keyring_of_the_test.kept["kehoach_xl smtp localhost", LOGIN] = "mật khẩu cũ"
    sealed.send(ask_secret=lambda question: PASSWORD)
    assert len(sealed.office.got) == 3
    assert list(keyring_of_the_test.kept.values()) == [PASSWORD]


@pytest.mark.parametrize(("given", "code"), [("sai", "MAIL_037"), ("", "MAIL_032"), (None, "MAIL_032")])
def test_without_the_right_password_nothing_goes(
    sealed: Sender, keyring_of_the_test: MemoryKeyring, given: str | None, code: str
) -> None:
    before = sealed.room.master.read_bytes()
    with pytest.raises(Stop) as stop:
        sealed.send(ask_secret=lambda question: given)
    assert (stop.value.message.code, sealed.office.got, keyring_of_the_test.kept) == (code, [], {})
    assert sealed.room.master.read_bytes() == before


def test_nobody_to_ask_and_no_password_is_said(sealed: Sender) -> None:
    with pytest.raises(Stop) as stop:
        sealed.send()
    assert stop.value.message.code == "MAIL_032"


# -- drafts ------------------------------------------------------------------------------------------------------


def test_drafts_lie_in_a_folder_a_period_ready_to_open(sender: Sender) -> None:
    report = sender.send(way=BY_DRAFT)
    folder = sender.room.folder / "thu-nhap" / PERIOD
    names = ["SNV_Gui-phieu.eml", "STC_Gui-phieu.eml", "STP_Gui-phieu.eml"]
    assert sorted(path.name for path in folder.iterdir()) == names
    letter = email.message_from_bytes((folder / "STP_Gui-phieu.eml").read_bytes(), policy=policy.default)
    assert (letter["X-Unsent"], letter["To"].addresses[0].addr_spec) == ("1", "vanthu@stp.example")
    assert sender.states() == dict.fromkeys(THREE, DRAFTED)
    assert (report.count(DRAFTED), sender.office.got) == (3, [])
    assert sorted(one.file for one in report.letters if one.file) == [f"{PERIOD}/{name}" for name in names]


def test_a_draft_goes_by_the_server_only_on_her_word(sender: Sender) -> None:
    sender.send(way=BY_DRAFT)
    sender.send(hour=10)
    assert sender.office.got == []
    sender.edit("STP", choice=SEND_AGAIN)
    sender.send(hour=11)
    assert [one.to for one in sender.office.got] == [("vanthu@stp.example",)]


def test_an_older_draft_is_put_aside_not_written_over(sender: Sender) -> None:
    sender.send(way=BY_DRAFT, only=("STP",))
    folder = sender.room.folder / "thu-nhap" / PERIOD
    (folder / "STP_Gui-phieu.eml").write_text("cô đã sửa", encoding="utf-8")
    sender.edit("STP", choice=SEND_AGAIN)
    sender.send(way=BY_DRAFT, hour=10, only=("STP",))
    assert (folder / "ban-truoc" / "STP_Gui-phieu_1.eml").read_text(encoding="utf-8") == "cô đã sửa"
    assert b"X-Unsent: 1" in (folder / "STP_Gui-phieu.eml").read_bytes()


def test_a_folder_that_cannot_be_written_ends_the_run_with_its_reason(sender: Sender) -> None:
    (sender.room.folder / "thu-nhap").write_text("đây là tệp", encoding="utf-8")
    report = sender.send(way=BY_DRAFT)
    assert (report.count(FAILED), report.left, report.letters[0].says[-1].code) == (1, 2, "MAIL_063")


# -- Outlook -----------------------------------------------------------------------------------------------------


def test_drafts_in_outlook_are_made_once(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    monkeypatch.setattr("kehoach_xl.mail.outlook.here", lambda: Outlook(Application(kept), (ComError,)))
    report = sender.send(way=BY_OUTLOOK)
    assert (report.count(DRAFTED), sender.states()) == (3, dict.fromkeys(THREE, DRAFTED))
    assert sorted(one.To for one in kept.drafts) == [
        "VanThu@snv.example; nv1@snv.example", "vanthu@stc.example", "vanthu@stp.example"
    ]  # fmt: skip
    sender.edit("STP", choice=SEND_AGAIN)
    sender.send(way=BY_OUTLOOK, hour=10)
    assert len(kept.drafts) == 3


def test_no_outlook_is_one_sentence(sender: Sender) -> None:
    with pytest.raises(Stop) as stop:
        sender.send(way=BY_OUTLOOK)
    assert (stop.value.message.code, sender.states()) == ("MAIL_050", dict.fromkeys(THREE, NOT_YET))


# -- what is said -----------------------------------------------------------------------------------------------------


def test_the_report_names_agencies_not_addresses_of_a_server(sender: Sender) -> None:
    report = sender.send()
    shown = text(report).splitlines()
    assert shown[0] == "Máy chủ thư (SMTP): 3 đã gửi, 9 chưa có địa chỉ."
    assert "  [đã gửi] Sở Tư pháp, gửi phiếu 2025-H2 → vanthu@stp.example" in shown
    box = notice(report)
    assert box.warns
    assert box.text.splitlines()[0] == shown[0]


def test_the_command_sends_and_says_what_it_did(
    sender: Sender, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deadline is long past when the test runs: only the letter she insists on goes."""
    sender.edit("STP", choice=SEND_AGAIN)
    code = main(["send", "--master", str(sender.room.master), "--way", "nhap", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert (code, said["command"], said["counts"][DRAFTED], said["counts"][FAILED]) == (1, "send", 1, 11)


def test_the_command_keeps_and_removes_a_password(
    sealed: Sender, keyring_of_the_test: MemoryKeyring, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    login = ["mail-login", "--master", str(sealed.room.master)]
    assert main(login) == 0
    assert keyring_of_the_test.kept == {("kehoach_xl smtp localhost", LOGIN): PASSWORD}
    assert PASSWORD not in capsys.readouterr().out
    assert (main([*login, "--remove"]), keyring_of_the_test.kept) == (0, {})
    assert (main([*login, "--remove"]), "MAIL_088" in capsys.readouterr().err) == (2, True)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert (main(login), "MAIL_087" in capsys.readouterr().err) == (2, True)
