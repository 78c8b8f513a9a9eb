"""Nhận thư: answers come from a real mailbox into the folder of returns, each once, whole, whatever breaks."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from kehoach_xl.domain.letter import FORM, SENT, Dispatched
from kehoach_xl.domain.token import token
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.mail import imap
from kehoach_xl.sheets.facts import letter_row
from kehoach_xl.workflows.receive_letters import receive_letters
from kehoach_xl.workflows.receive_report import ReceiveReport
from kehoach_xl.workflows.work import Work
from tests.support.cutting import cut_line
from tests.support.dovecot import PASSWORD, USER, Dovecot
from tests.support.keyrings import MemoryKeyring
from tests.workflows.office import PLAN, Room, at, done

pytestmark = pytest.mark.tools
STP, SNV = "vanthu@stp.example", "vanthu@snv.example"


class Post:
    """Her room, and the mailbox that agencies answer to."""

    def __init__(self, room: Room, box: Dovecot) -> None:
        self.room, self.box = room, box
        self.folder = room.inbox / "thu"
        office = {"imap_host": "localhost", "imap_port": box.port, "imap_security": "Không", "address": USER}
        self._type({**office, "STP": STP, "SNV": SNV})

    def set(self, **cells: Any) -> None:
        """She fills lines of the office on `Thiết lập`."""
        self._type(cells)

    def _type(self, cells: Mapping[str, Any]) -> None:
        """By the id of a line of the office, or an agency's address by its code."""
        desk, typed = self.room.desk(), []
        for name, key, column in (("office", "id", "value"), ("agencies", "code", "email")):
            table = desk.table(name)
            typed += [
                (table.sheet, row.row, table.columns[column], cells[row.text(key)])
                for row in table.rows if row.text(key) in cells
            ]  # fmt: skip
        assert len(typed) == len(cells)
        self.room.write(typed)

    def receive(self, **options: Any) -> ReceiveReport:
        with open_book(self.room.master, write=True) as book:
            return receive_letters(book, **{"ask_secret": lambda question: PASSWORD, "now": at(15)} | options)

    def form(self, agency: str, codes: tuple[str, ...], name: str = "phieu.xlsx") -> tuple[str, bytes]:
        """The agency's form, filled in: its name and bytes."""
        filled = self.room.send(agency, {code: done() for code in codes})
        data = filled.read_bytes()
        filled.unlink()
        return name, data

    def subject(self, agency: str) -> str:
        key = self.room.desk().settings["key"]
        return f"Re: Phiếu báo cáo {token(key, PLAN, f'2025-H2/{agency}/01')}"

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.room.inbox.rglob("*") if path.is_file())

    @property
    def log(self) -> list[dict[str, Any]]:
        path = self.room.folder / "ban-goc" / "thu-den.jsonl"
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if "uid" in line]


@pytest.fixture
def post(room: Room, mailbox: Dovecot) -> Post:
    return Post(room, mailbox)


def letter(sender: str, subject: str = "Báo cáo", *files: tuple[str, bytes], **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, USER, subject
    mail["Date"] = headers.pop("date", "Fri, 12 Dec 2025 08:30:00 +0700")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content("Kính gửi Sở Công Thương.")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def test_an_answer_comes_into_the_folder_as_the_server_has_it_and_the_merge_takes_it(post: Post) -> None:
    sent = letter(STP, post.subject("STP"), post.form("STP", ("2.3",)), message_id="<1@stp.example>")
    post.box.deliver(sent)
    before = post.box.letters()
    report = post.receive()
    assert [(one.agency, one.why, one.files) for one in report.taken] == [("STP", "token", ("phieu.xlsx",))]
    assert (report.looked, report.known, report.strangers, report.problems) == (1, 0, [], [])
    [file] = post.folder.iterdir()
    assert file.name.startswith("2025-12-12_vanthu-stp-example_")
    assert file.read_bytes() == next(iter(before.values())).replace(b"\n", b"\r\n")
    assert post.box.letters() == before
    assert [(one["uid"], one["message_id"], one["file"]) for one in post.log] == [(1, "<1@stp.example>", file.name)]
    [row] = post.room.journal("Nhận thư")
    assert (row["file"], row["agency"]) == (f"thu/{file.name}", "STP")
    merged = post.room.merge()
    assert {one.agency: one.filled for one in merged.files if one.agency} == {"STP": 6}
    [line] = [line for line in post.room.listed() if line["agency"] == "STP" and line["item"] == "Tệp"]
    assert (line["sender"], line["subject"]) == (STP, post.subject("STP"))


def test_a_letter_is_taken_once_however_often_she_presses(post: Post) -> None:
    post.box.deliver(letter(STP, "Báo cáo", post.form("STP", ("2.3",))))
    assert len(post.receive().taken) == 1
    again = post.receive()
    assert (again.taken, again.known, again.backup) == ([], 1, "")
    assert (len(post.log), len(post.files)) == (1, 1)


def test_after_the_merge_she_may_empty_the_folder_but_a_letter_lost_before_comes_again(post: Post) -> None:
    post.box.deliver(letter(STP, "Báo cáo", post.form("STP", ("2.3",))))
    post.receive()
    [file] = post.folder.iterdir()
    file.unlink()
    assert len(post.receive().taken) == 1
    post.room.merge()
    file.unlink()
    assert (post.receive().known, post.files) == (1, [])


def test_letters_numbered_anew_by_the_server_are_known_again(post: Post) -> None:
    post.box.deliver(letter(STP, "Báo cáo", post.form("STP", ("2.3",)), message_id="<1@stp.example>"))
    post.box.deliver(letter(SNV, "Không có số", ("a.xlsx", b"PK")))  # without a Message-ID
    assert len(post.receive().taken) == 2
    post.box.number_anew()
    again = post.receive()
    assert (again.taken, again.known) == ([], 2)
    assert len({one["validity"] for one in post.log}) == 2
    assert len(post.files) == 2


def test_two_letters_under_one_message_id_are_two_letters(post: Post) -> None:
    """A program that was restored from a copy numbers from the beginning."""
    post.box.deliver(letter(STP, "Lần 1", ("a.xlsx", b"PK1"), message_id="<1@stp.example>"))
    post.box.deliver(letter(STP, "Lần hai", ("b.xlsx", b"PK22"), message_id="<1@stp.example>"))
    assert [one.subject for one in post.receive().taken] == ["Lần 1", "Lần hai"]
    assert len(post.files) == 2


def test_strangers_are_named_and_taken_on_her_word(post: Post) -> None:
    post.box.deliver(letter("canbo@gmail.com", "báo cáo", post.form("STP", ("2.3",), "bản cuối (1).xlsx")))
    post.box.deliver(letter("tin@bao.example", "Bản tin", ("anh.png", b"\x89PNG")))
    report = post.receive()
    assert [(one.sender, one.files) for one in report.strangers] == [("canbo@gmail.com", ("bản cuối (1).xlsx",))]
    assert (report.taken, report.other, post.files) == ([], 1, [])
    post.room.type("agencies", "code", "STP", email=f"{STP}; canbo@gmail.com")
    assert [one.why for one in post.receive().taken] == ["sender"]
    everything = post.receive(everything=True)
    assert [one.sender for one in everything.taken] == ["tin@bao.example"]


def test_an_answer_to_a_letter_of_ours_is_known_by_its_message_id(post: Post) -> None:
    with open_book(post.room.master, write=True) as book:
        work = Work(book, "Gửi thư", at(25, month=11))
        gone = Dispatched(
            "remind|2025-H2|STP|1", FORM, "2025-H2", "STP", SENT, "SMTP", at(25, month=11), (STP,), "<nhac@sct.example>"
        )
        work.add_facts([letter_row(work.batch, gone)])
        work.commit("thu")
    post.box.deliver(letter("rieng@gmail.com", "RE: Đôn đốc", ("x.xlsx", b"PK"), in_reply_to="<nhac@sct.example>"))
    post.box.deliver(letter(USER, "Đôn đốc", ("x.xlsx", b"PK"), message_id="<nhac@sct.example>"))
    post.box.deliver(
        b"From: MAILER-DAEMON@mail.example\nSubject: Undelivered Mail\nContent-Type: multipart/report;\n"
        b" report-type=delivery-status; boundary=x\n\n--x\n\nno such user\n--x\nContent-Type: message/rfc822\n\n"
        b"Message-ID: <nhac@sct.example>\n\nx\n--x--\n"
    )
    report = post.receive()
    assert [(one.agency, one.why) for one in report.taken] == [("STP", "answer")]
    assert report.own == 1
    assert [(one.agency, one.subject) for one in report.bounced] == [("STP", "Undelivered Mail")]
    assert [row["note"] for row in post.room.journal("Nhận thư")][-1] == (
        "Hệ thống thư báo không gửi được: «Undelivered Mail»."
    )
    again = post.receive()
    assert (again.bounced, again.known) == ([], 2)


@pytest.mark.parametrize("after", [1500, 30_000, 60_000, 90_000])
def test_a_line_cut_midway_loses_and_doubles_nothing(post: Post, after: int) -> None:
    for number in range(5):
        post.box.deliver(letter(STP, f"Lần {number}", ("x.xlsx", b"PK" + bytes([number]) * 20_000)))
    with cut_line(post.box.port, after, after) as line:
        post.set(imap_port=line.port)
        report = post.receive()
    assert [one.subject for one in report.taken] == [f"Lần {number}" for number in range(5)]
    assert (len(post.files), len(post.log), report.problems) == (5, 5, [])
    assert line.opened > 1


def test_a_line_that_keeps_breaking_leaves_what_came_and_says_what_is_left(post: Post) -> None:
    for number in range(3):
        post.box.deliver(letter(STP, f"Lần {number}", ("x.xlsx", b"PK" + bytes([number]) * 50_000)))
    with cut_line(post.box.port, *[80_000] * 20) as line:
        post.set(imap_port=line.port)
        first = post.receive()
        assert (len(first.taken), first.left, first.problems) == (3, 0, [])  # one letter a visit
    post.box.deliver(letter(STP, "Lần 3", ("x.xlsx", b"PK" + b"3" * 200_000)))
    with cut_line(post.box.port, *[80_000] * 20) as line:
        post.set(imap_port=line.port)
        second = post.receive()
    assert (second.taken, second.left, [one.code for one in second.problems]) == ([], 1, ["MAIL_078"])
    assert not [name for name in post.files if name.startswith(".~")]
    post.set(imap_port=post.box.port)
    assert [one.subject for one in post.receive().taken] == ["Lần 3"]


def test_a_run_that_ended_between_file_and_log_is_finished_by_the_next(post: Post) -> None:
    post.box.deliver(letter(STP, "Báo cáo", ("x.xlsx", b"PK")))
    post.receive()
    (post.room.folder / "ban-goc" / "thu-den.jsonl").unlink()
    [file] = post.folder.iterdir()
    (post.folder / f".~{file.name}.tmp").write_bytes(b"half")  # and one of a run that ended within a letter
    report = post.receive()
    assert (len(report.taken), post.files) == (1, [file.name])
    assert len(post.log) == 1


def test_letters_since_the_forms_went_out_unless_she_says_otherwise(post: Post) -> None:
    post.box.deliver(letter(STP, "cũ", ("x.xlsx", b"PK")), at=datetime(2025, 11, 1, tzinfo=UTC))
    report = post.receive()
    assert (report.since, report.looked) == (date(2025, 11, 23), 0)
    assert [one.subject for one in post.receive(since=date(2025, 10, 1)).taken] == ["cũ"]


def test_a_letter_over_the_limit_is_named_and_not_fetched(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach_xl.workflows.receive_letters.FILE_BYTES", 3_000)
    post.box.deliver(letter(STP, "lớn", ("x.xlsx", b"PK" * 5_000)))
    post.box.deliver(letter(STP, "nhỏ", ("x.xlsx", b"PK")))
    report = post.receive()
    assert [one.subject for one in report.taken] == ["nhỏ"]
    assert [one.code for one in report.problems] == ["MAIL_079"]


def test_what_is_not_set_up_says_so(post: Post) -> None:
    def stopped(**options: Any) -> str:
        with pytest.raises(Stop) as stop:
            post.receive(**options)
        return stop.value.message.code

    assert stopped(ask_secret=None) == "MAIL_032"
    assert stopped(ask_secret=lambda question: None) == "MAIL_032"
    assert stopped(ask_secret=lambda question: "sai") == "MAIL_073"
    post.folder.parent.mkdir(exist_ok=True)
    post.folder.write_text("a file where a folder should be")
    post.box.deliver(letter(STP, "Báo cáo", ("x.xlsx", b"PK")))
    assert stopped() == "MAIL_077"
    post.set(imap_host="")
    assert stopped() == "MAIL_070"


def test_the_password_is_asked_once_and_kept_in_the_keyring_only(
    post: Post, keyring_of_the_test: MemoryKeyring
) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return PASSWORD

    with pytest.raises(Stop):
        post.receive(ask_secret=lambda question: "sai")  # what does not open the mailbox is not kept
    post.receive(ask_secret=ask)
    post.receive(ask_secret=ask)
    assert keyring_of_the_test.kept == {("kehoach_xl imap localhost", USER): PASSWORD}
    assert asked == [f"Cần mật khẩu hộp thư {USER} tại localhost."]
    kept = [path for path in post.room.folder.rglob("*") if path.is_file()]
    assert not [path for path in kept if PASSWORD.encode() in path.read_bytes()]


def test_a_kept_password_that_is_refused_is_asked_for_anew(
    post: Post, keyring_of_the_test: MemoryKeyring
) -> None:
    keyring_of_the_test.kept["kehoach_xl imap localhost", USER] = "mật khẩu cũ"
    post.box.deliver(letter(STP, "Báo cáo", ("x.xlsx", b"PK")))
    assert len(post.receive().taken) == 1
    assert list(keyring_of_the_test.kept.values()) == [PASSWORD]


def test_letters_of_a_run_that_ended_before_the_journal_get_their_lines_from_the_next(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.box.deliver(letter(STP, "Lần 1", ("x.xlsx", b"PK1")))

    def ended(work: Work, name: str) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as cut, pytest.raises(OSError, match="power cut"):
        cut.setattr(Work, "commit", ended)
        post.receive()
    assert (post.room.journal("Nhận thư"), len(post.log)) == ([], 1)
    post.box.deliver(letter(SNV, "Lần 2", ("x.xlsx", b"PK2")))
    report = post.receive()
    assert ([one.subject for one in report.taken], report.known) == (["Lần 2"], 1)
    rows = post.room.journal("Nhận thư")
    assert [(row["agency"], row["note"]) for row in rows] == [
        ("STP", f"Nhận thư «Lần 1» của {STP}."), ("SNV", f"Nhận thư «Lần 2» của {SNV}."),
    ]  # fmt: skip
    assert [row["file"] for row in rows] == [f"thu/{one['file']}" for one in post.log]
    assert (post.receive().backup, len(post.room.journal("Nhận thư"))) == ("", 2)


def test_letters_before_one_that_cannot_be_written_have_their_lines(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kehoach_xl.workflows import receive_letters as module

    put = module._put

    def full(folder: Path, name: str, data: bytes) -> None:
        if "snv" in name:
            raise Stop("MAIL_077", folder=folder, reason="đĩa đầy")
        put(folder, name, data)

    monkeypatch.setattr(module, "_put", full)
    post.box.deliver(letter(STP, "Lần 1", ("x.xlsx", b"PK1")))
    post.box.deliver(letter(SNV, "Lần 2", ("x.xlsx", b"PK2")))
    with pytest.raises(Stop, match="đĩa đầy"):
        post.receive()
    assert [row["agency"] for row in post.room.journal("Nhận thư")] == ["STP"]


def returned(about: str) -> bytes:
    """What a mail system says of a letter that it could not deliver; ``about`` stands in it."""
    return (
        b"From: MAILER-DAEMON@mail.example\nSubject: Undelivered Mail\nContent-Type: multipart/report;\n"
        b" report-type=delivery-status; boundary=x\n\n--x\n\nno such user\n--x\n"
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example\n\n" + about.encode() + b"\n--x--\n"
    )


def test_a_letter_of_somebody_else_that_came_back_is_only_counted(post: Post) -> None:
    post.box.deliver(returned("Final-Recipient: rfc822; ban@khac.example"))
    report = post.receive()
    assert (report.bounced, report.automatic, report.backup, post.room.journal("Nhận thư")) == ([], 1, "", [])
    again = post.receive()
    assert (again.bounced, again.automatic, again.known) == ([], 1, 0)


def test_an_address_of_the_register_that_could_not_be_reached_is_named(post: Post) -> None:
    post.box.deliver(returned(f"Final-Recipient: rfc822; {STP.upper()}"))
    assert [one.agency for one in post.receive().bounced] == ["STP"]


def test_a_letter_that_she_sends_on_to_her_own_mailbox_is_taken_and_merged(post: Post) -> None:
    """As Outlook does it: the letter that came elsewhere is a file, named after its subject."""
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = STP, "rieng@sct.example", "phieu"
    inner.set_content("Kính gửi Sở Công Thương.")
    name, data = post.form("STP", ("2.3",))
    inner.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"], outer["Message-ID"] = USER, USER, "FW: phieu", "<fw@sct.example>"
    outer.set_content("Chuyển tiếp")
    outer.add_attachment(inner)
    post.box.deliver(outer.as_bytes())
    [taken] = post.receive().taken
    assert (taken.why, taken.files) == ("forward", ("thư.eml",))
    assert {one.agency: one.filled for one in post.room.merge().files if one.agency} == {"STP": 6}


def test_a_letter_the_server_cannot_give_keeps_no_other_from_coming(
    post: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = post.box.deliver(letter(STP, "hỏng", ("x.xlsx", b"PK")))
    post.box.deliver(letter(STP, "lành", ("x.xlsx", b"PK2")))
    with imap.opened(imap.Server("localhost", post.box.port, "Không", USER), PASSWORD) as box:
        list(box.headings([1, 2]))  # the server has indexed both
    broken.unlink()
    report = post.receive()
    assert [one.subject for one in report.taken] == ["lành"]


def test_masters_that_share_folder_and_mailbox_fetch_each_their_own(post: Post) -> None:
    """What one of them took and merged may be the other one's form."""
    post.box.deliver(letter(STP, "Báo cáo", ("x.xlsx", b"PK")))
    post.receive()
    for path in post.folder.iterdir():
        path.unlink()
    log = post.room.folder / "ban-goc" / "thu-den.jsonl"
    log.write_text(log.read_text(encoding="utf-8").replace('"book":"', '"book":"khác '), encoding="utf-8")
    assert [one.subject for one in post.receive().taken] == ["Báo cáo"]
