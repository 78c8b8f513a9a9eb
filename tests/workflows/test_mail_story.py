"""A whole round of 120 agencies by real servers: forms out by SMTP, answers back by IMAP in every shape people give
them, the lines cut in both directions, merged, acknowledged. None is lost, none counts twice."""

import email
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from kehoach_xl.building import master
from kehoach_xl.domain.letter import BY_SMTP, DOUBTFUL, FORM, RECEIPT, SEND_AGAIN, SENT, WAITING, WENT
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.letters import letters_of
from kehoach_xl.workflows.merge import MergeReport
from kehoach_xl.workflows.receive_letters import receive_letters
from kehoach_xl.workflows.receive_report import ReceiveReport
from kehoach_xl.workflows.send_letters import send_letters
from kehoach_xl.workflows.send_report import SendReport
from kehoach_xl.workflows.verify import verify
from tests.intake.made import outlook
from tests.support import plans
from tests.support.answers import HER, KINDS, Got, attach, filled, got, letter
from tests.support.cutting import cut_line
from tests.support.dovecot import PASSWORD, Dovecot
from tests.support.post_office import AFTER_DOT, AFTER_RCPT, IN_DATA, PostOffice, cut_wire, open_office
from tests.workflows.office import Room, at, done

pytestmark = [pytest.mark.tools, pytest.mark.slow]
COUNT = 120
CODES = [f"DV{number:03d}" for number in range(1, COUNT + 1)]
# What Outlook saved and she dragged into the folder, instead of the mailbox.
DRAGGED = "DV120"


class Round:
    """Her room, her provider's two servers, and everything that passes between them and the agencies."""

    def __init__(self, room: Room, post: PostOffice, box: Dovecot) -> None:
        self.room, self.post, self.box = room, post, box

    def set(self, **cells: Any) -> None:
        table = self.room.desk().table("office")
        rows = {row.text("id"): row.row for row in table.rows}
        self.room.write((table.sheet, rows[name], table.columns["value"], value) for name, value in cells.items())

    def send(self, day: int) -> SendReport:
        with open_book(self.room.master, write=True) as book:
            report = send_letters(book, now=at(day, month=11 if day > 20 else 12))
        assert report is not None
        return report

    def receive(self) -> ReceiveReport:
        with open_book(self.room.master, write=True) as book:
            return receive_letters(book, ask_secret=lambda question: PASSWORD, now=at(15))

    def states(self, kind: str) -> dict[str, int]:
        """How many letters of a kind are in which state."""
        return dict(Counter(line.state for line in letters_of(self.room.desk()) if line.letter.kind == kind))

    def asks_by_telephone(self) -> None:
        """Of each letter in doubt she asks the agency whether it came."""
        desk = self.room.desk()
        table = desk.table("letters")
        doubtful = [line for line in letters_of(desk) if line.state == DOUBTFUL]
        words = {line.row: WENT if line.message_id in self.post.ids() else SEND_AGAIN for line in doubtful}
        self.room.write((table.sheet, row, table.columns["choice"], word) for row, word in words.items())


@pytest.fixture
def round_of(mailbox: Dovecot, tmp_path: Path) -> Iterator[Round]:
    room = Room(tmp_path / "sở")
    master.build(plans.many_agencies(COUNT), room.master)
    with open_office() as post:
        story = Round(room, post, mailbox)
        story.set(
            way=BY_SMTP, smtp_host="localhost", smtp_port=post.port, smtp_security="Không", imap_host="localhost",
            imap_port=mailbox.port, imap_security="Không",
        )  # fmt: skip
        yield story


def to_agency(address: str) -> str:
    return address.partition("@")[0].upper()


def sent_out(story: Round) -> dict[str, Got]:
    """The forms go out over lines that break; what each agency has in its hands."""
    for when, cut, day in ((AFTER_RCPT, (30, 60, 61), 25), (IN_DATA, (2,), 26), (AFTER_DOT, (1,), 27)):
        with cut_wire(story.post.port, dict.fromkeys(cut, when)) as wire:
            story.set(smtp_port=wire.port)
            story.send(day)
        assert wire.cuts == len(cut)
        states = story.states(FORM)
        assert (sum(states.values()), states[SENT] < COUNT) == (COUNT, True)
        assert len(story.post.got) in (states[SENT], states[SENT] + states.get(DOUBTFUL, 0))
        story.asks_by_telephone()
    story.set(smtp_port=story.post.port)
    story.send(28)
    assert story.states(FORM) == {SENT: COUNT}
    assert len(story.post.got) == COUNT
    assert len(set(story.post.ids())) == COUNT
    return {to_agency(one.to[0]): got(one.data, one.to[0]) for one in story.post.got}


def answers_of(inbox: dict[str, Got], story: Round, folder: Path) -> Iterator[tuple[str, EmailMessage]]:
    """Every agency answers in one of the ways; what one says names it."""
    codes = {task.id: task.code for task in story.room.desk().plan.tasks}
    asked = {one.agency: [codes[task] for task in one.tasks] for one in story.room.desk().ledger.sent}
    for number, (agency, one) in enumerate(sorted(inbox.items())):
        form = filled(one, folder, {code: done(f"Kết quả của {agency}.") for code in asked[agency]})
        if agency == DRAGGED:
            (story.room.inbox / "Trả lời của xã.msg").write_bytes(outlook({one.name: form}, one.to))
            continue
        for mail in KINDS[number % len(KINDS)](one, form, number):
            yield agency, mail


def among_others(story: Round, inbox: dict[str, Got]) -> None:
    """What else lies in such a mailbox."""
    some = inbox["DV001"]
    story.box.deliver(attach(letter("ban@hang.example", "Bảng giá", 900), "Bảng giá.xlsx", b"PK").as_bytes())
    story.box.deliver(letter("tin@bao.example", "Bản tin", 901).as_bytes())
    story.box.deliver(letter(some.to, "Giấy mời", 902).as_bytes())
    story.box.deliver(
        letter(some.to, f"Vắng mặt: {some.subject}", 903, Auto_Submitted="auto-replied").as_bytes()
    )
    story.box.deliver(attach(letter(HER, some.subject, 904), some.name, some.form).as_bytes())
    bounce = (
        b"From: MAILER-DAEMON@mail.example\nSubject: Undelivered Mail\nContent-Type: multipart/report;\n"
        b" report-type=delivery-status; boundary=x\n\n--x\n\nover quota\n--x\nContent-Type: message/rfc822\n\n"
        b"Message-ID: " + inbox["DV002"].message_id.encode() + b"\n\nx\n--x--\n"
    )
    story.box.deliver(bounce)


def test_a_round_of_120_agencies_by_mail_loses_and_doubles_nothing(round_of: Round, tmp_path: Path) -> None:
    story = round_of
    story.room.open_period()
    story.room.distribute()
    assert story.states(FORM) == {WAITING: COUNT}

    inbox = sent_out(story)
    assert sorted(inbox) == CODES
    for agency, one in inbox.items():
        assert one.form == story.room.form(agency).read_bytes()
    told = [row["agency"] for row in story.room.journal("Gửi thư") if ", đã gửi: " in row["note"]]
    assert sorted(told) == CODES  # a line in the journal for each, once

    sent: dict[str, list[EmailMessage]] = {}
    for agency, mail in answers_of(inbox, story, tmp_path):
        sent.setdefault(agency, []).append(mail)
        story.box.deliver(mail.as_bytes())
    among_others(story, inbox)
    before = story.box.letters()

    taken = received_over_broken_lines(story)
    assert Counter(one.agency for one in taken) == Counter({agency: len(mails) for agency, mails in sent.items()})
    folder = {path.read_bytes() for path in (story.room.inbox / "thu").iterdir()}
    written = {mail["Message-ID"] for mails in sent.values() for mail in mails}
    answers = [one for one in before.values() if _id(one) in written]
    assert folder == {one.replace(b"\n", b"\r\n") for one in answers}
    assert story.box.letters() == before

    merged = story.room.merge()
    holds_what_each_sent(story, merged)
    merged_again = story.room.merge()
    assert (merged_again.cells["applied"], merged_again.conflicts) == (0, [])
    acknowledged(story)

    with open_book(story.room.master, write=False) as book:
        assert verify(book).is_whole


def received_over_broken_lines(story: Round) -> list[Any]:
    """Pressed until nothing is left; every line is cut a few times."""
    taken: list[Any] = []
    with cut_line(story.box.port, 20_000, 400_000, 900_000, 1_000, 300_000) as line:
        story.set(imap_port=line.port)
        first = story.receive()
    assert line.opened > 3
    assert [(one.agency, one.subject) for one in first.bounced] == [("DV002", "Undelivered Mail")]
    assert [one.sender for one in first.strangers] == ["ban@hang.example"]
    assert (first.own, first.automatic, first.other) == (1, 1, 2)
    taken += first.taken
    story.set(imap_port=story.box.port)
    second = story.receive()
    taken += second.taken
    third = story.receive()
    assert (third.taken, third.bounced, third.left, third.problems) == ([], [], 0, [])
    return taken


def holds_what_each_sent(story: Round, merged: MergeReport) -> None:
    """Each agency's words stand at its own tasks, once; nobody is waited for, nothing is in doubt."""
    record = story.room.record()
    assert {agency: values["result"] for (_, agency), values in record.items()} == {
        agency: f"Kết quả của {agency}." for agency in CODES
    }
    assert (merged.waiting, merged.conflicts) == ([], [])
    accepted = Counter(one.agency for one in merged.files if one.state == "accepted" and one.filled)
    assert accepted == Counter(CODES)
    senders = {line["sender"] for line in story.room.listed() if line["item"] == "Tệp" and line["verdict"] == "Nhận"}
    assert {"dv001@dia-phuong.example", "canbo.dv002@dia-phuong.example", "canbo5@gmail.com"} <= senders


def acknowledged(story: Round) -> None:
    """Each agency gets one acknowledgement, at the address of the register, whatever address it wrote from."""
    assert story.states(RECEIPT) == {WAITING: COUNT}
    story.send(16)
    assert story.states(RECEIPT) == {SENT: COUNT}
    assert story.states(FORM) == {SENT: COUNT}
    last = story.post.got[COUNT:]
    assert sorted(to_agency(one.to[0]) for one in last) == CODES
    story.send(17)
    assert len(story.post.got) == 2 * COUNT


def _id(data: bytes) -> str:
    return str(email.message_from_bytes(data)["Message-ID"])
