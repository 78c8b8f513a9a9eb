"""Gửi thư: letters that were overtaken or are in doubt stay, her word is heard, and each is told as it is."""

from datetime import date

import pytest

from kehoach_xl.domain.letter import (
    BY_DRAFT,
    DRAFTED,
    FAILED,
    LEAVE,
    REPLACED,
    SEND_AGAIN,
    SENT,
    SET_ASIDE,
    WENT,
)  # fmt: skip
from kehoach_xl.engine.opening import open_book
from kehoach_xl.reports.sending import short
from kehoach_xl.workflows.remind_agencies import remind_agencies
from kehoach_xl.workflows.send_report import AGAIN, STAYS, SendReport
from kehoach_xl.workflows.verify import verify
from tests.workflows.office import PERIOD, at, doing
from tests.workflows.test_send_letters import Sender
from tests.workflows.test_send_letters import addressed as addressed
from tests.workflows.test_send_letters import office as office
from tests.workflows.test_send_letters import sender as sender

pytestmark = pytest.mark.slow


def told(report: SendReport, agency: str = "STP") -> list[tuple[str, str]]:
    """(state, code of what is said first) of an agency's letters."""
    return [(one.state, one.says[0].code if one.says else "") for one in report.letters if one.agency == agency]


def remind(sender: Sender, day: int) -> None:
    with open_book(sender.room.master, write=True) as book:
        remind_agencies(book, only=("STP",), now=at(day))


def deadline(sender: Sender, day: int) -> None:
    sender.room.type("periods", "code", PERIOD, deadline=float((date(2025, 12, day) - date(1899, 12, 30)).days))


def test_what_could_not_go_again_stays_sent_with_the_reason_and_her_word(sender: Sender) -> None:
    sender.send()
    sender.edit("STP", choice=SEND_AGAIN)
    sender.edit("SNV", choice="gửi lại nhé")
    sender.office.refuses["vanthu@stp.example"] = "550 5.1.1 no such user"
    report = sender.send(hour=10)
    line = sender.lines()["STP"]
    assert (line.state, line.choice, line.at) == (SENT, SEND_AGAIN, at(25, 9, month=11))
    assert line.says.startswith("Gửi lại chưa được: ")
    assert (report.count(SENT), report.kept(AGAIN), report.kept(STAYS)) == (0, 1, 1)
    assert "1 gửi lại chưa được, 1 để nguyên" in short(report)[0]
    with open_book(sender.room.master, write=False) as book:
        assert [one.code for one in verify(book).faults] == []
    sender.office.refuses.clear()
    sender.send(hour=11)
    assert (sender.lines()["STP"].says, len(sender.office.got)) == ("", 4)


def test_the_line_keeps_the_address_that_was_used(sender: Sender) -> None:
    sender.set(SNgV="vanthu@sngv.example")
    sender.send()
    sender.set(SNgV="moi@sngv.example")
    assert sender.lines()["SNgV"].letter.to == ("vanthu@sngv.example",)


def test_an_address_of_two_agencies_holds_both_letters_until_it_is_said_to_be_shared(sender: Sender) -> None:
    sender.set(SNgV="VanThu@stp.example")
    report = sender.send()
    assert (told(report), told(report, "SNgV")) == ([(FAILED, "MAIL_150")], [(FAILED, "MAIL_150")])
    for agency in ("STP", "SNgV"):
        sender.room.type("agencies", "code", agency, source="Hộp thư dùng chung của hai sở")
    assert sender.send(hour=10).count(SENT) == 2


def test_a_cell_that_is_not_wholly_addresses_holds_the_letter(sender: Sender) -> None:
    sender.set(STP="vanthu@stp.example\nBcc: ke-la@x.example")
    assert told(sender.send()) == [(FAILED, "MAIL_151")]
    assert "vanthu@stp.example" not in [one.to[0] for one in sender.office.got]


def test_a_form_that_is_back_is_not_sent_any_more(sender: Sender) -> None:
    sender.room.send("STP", {"2.3": doing(40)}, saved=at(24, 15, month=11))
    sender.room.merge(now=at(24, 16, month=11))
    report = sender.send(only=("STP",))
    assert (SET_ASIDE, "MAIL_141") in told(report)
    assert (SENT, "MAIL_141") not in told(report)


def test_a_form_is_held_past_the_deadline_unless_she_insists(sender: Sender) -> None:
    sender.edit("SNV", choice=SEND_AGAIN)
    report = sender.send(now=at(18))
    assert (told(report), told(report, "SNV")) == ([(FAILED, "MAIL_143")], [(SENT, "")])


def test_letters_of_another_deadline_are_held(sender: Sender) -> None:
    remind(sender, 8)
    deadline(sender, 29)
    assert sorted(told(sender.send(now=at(9), only=("STP",)))) == [(FAILED, "MAIL_142"), (FAILED, "MAIL_144")]


def test_a_form_of_a_closed_period_is_not_sent(sender: Sender) -> None:
    sender.room.close_period(now=at(29))
    assert told(sender.send(now=at(30), only=("STP",))) == [(SET_ASIDE, "MAIL_140")]


@pytest.mark.parametrize(("made", "sent", "code"), [(10, 26, "MAIL_145"), (18, 28, "MAIL_146")])
def test_a_reminder_whose_day_is_past_waits_to_be_composed_anew(
    sender: Sender, made: int, sent: int, code: str
) -> None:
    remind(sender, made)
    assert (FAILED, code) in told(sender.send(now=at(sent), only=("STP",)))
    remind(sender, sent)
    assert (SENT, "") in told(sender.send(now=at(sent, 15), only=("STP",)))


def test_a_draft_that_is_taken_back_counts_no_more_and_may_be_made_anew(sender: Sender) -> None:
    sender.send(way=BY_DRAFT)
    sender.edit("STP", choice=LEAVE)
    assert (SET_ASIDE, "MAIL_148") in told(sender.send(hour=10, way=BY_DRAFT))
    assert sender.room.desk().ledger.letters[f"form|{PERIOD}/STP/01"].state == SET_ASIDE
    assert sender.states()["STP"] == SET_ASIDE
    sender.send(hour=11, way=BY_DRAFT)
    assert (sender.states()["STP"], sender.log()[-1]) == (SET_ASIDE, ("STP", "withdrawn"))
    sender.edit("STP", choice=None)
    sender.send(hour=12, way=BY_DRAFT)
    assert sender.states()["STP"] == DRAFTED


def test_a_draft_that_she_confirms_was_sent(sender: Sender) -> None:
    sender.send(way=BY_DRAFT)
    sender.edit("STP", choice=WENT)
    sender.send(hour=10, way=BY_DRAFT)
    fact = sender.room.desk().ledger.letters[f"form|{PERIOD}/STP/01"]
    assert (fact.state, fact.way, fact.to) == (SENT, BY_DRAFT, ("vanthu@stp.example",))


@pytest.mark.parametrize("choice", [SEND_AGAIN, WENT])
def test_a_word_on_a_letter_that_gave_way_is_answered(sender: Sender, choice: str) -> None:
    sender.edit("STP", state=REPLACED, choice=choice)
    assert told(sender.send(only=("STP",))) == [(REPLACED, "MAIL_149")]
