"""From the address book to the bytes of a letter: Vietnamese letters, other alphabets, names beside an address."""

from dataclasses import replace
from email import message_from_bytes
from email.utils import getaddresses

import pytest

from kehoach_xl.domain.letter import NO_ADDRESS, WAITING
from kehoach_xl.engine.opening import open_book
from kehoach_xl.mail.eml import message_of
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.letters import letters_of
from tests.mail.made_letters import LETTER
from tests.workflows.office import Room

MAIL = {
    "STP": "Văn thư Sở <VanThu@STP.Example>, tonghop@nộivụ.vn",
    "SNV": "vănthư@snv.example",
    "STC": "vаnthu@stc.example",  # а of Cyrillic
}
SAYS = {
    "Trang Cơ quan, Sở Nội vụ: Địa chỉ «vănthư@snv.example» có chữ có dấu trước dấu @ nên máy chủ thư không nhận.",
    "Trang Cơ quan, Sở Tài chính: Địa chỉ «vаnthu@stc.example» có chữ cái không thuộc bảng chữ Latinh (а), "
    "trông giống nhưng là địa chỉ khác.",
}


@pytest.fixture
def office(fresh: Room) -> Room:
    for code, email in MAIL.items():
        fresh.type("agencies", "code", code, email=email)
    fresh.open_period()
    return fresh


def test_addresses_are_taken_or_told_and_nothing_is_guessed(office: Room) -> None:
    report = office.distribute()
    assert {one.text for one in report.letters.problems} == SAYS
    with open_book(office.master, write=False) as book:
        desk = Desk(book)
        found = {one.letter.agency: one for one in letters_of(desk)}
        shown = {row.text("agency"): row.text("to") for row in desk.table("letters").rows if row.text("id")}
    assert {code: (found[code].state, found[code].letter.to) for code in MAIL} == {
        "STP": (WAITING, ("VanThu@stp.example", "tonghop@xn--niv-6mzuc.vn")),
        "SNV": (NO_ADDRESS, ()),
        "STC": (NO_ADDRESS, ()),
    }
    assert shown["STP"] == "VanThu@stp.example; tonghop@nộivụ.vn"  # people read its letters
    raw = message_of(replace(LETTER, to=found["STP"].letter.to))
    assert [one for _, one in getaddresses([message_from_bytes(raw)["To"]])] == list(found["STP"].letter.to)


def test_a_header_typed_into_the_address_book_is_told_and_never_one_of_the_letter(fresh: Room) -> None:
    fresh.type("agencies", "code", "STP", email="vanthu@stp.example\r\nBcc: ai-do@x.example")
    fresh.open_period()
    report = fresh.distribute(only=("STP",))
    assert [one.text for one in report.letters.problems] == [
        "Trang Cơ quan, Sở Tư pháp: «Bcc:» chưa đúng dạng địa chỉ thư."
    ]
    with open_book(fresh.master, write=False) as book:
        (line,) = letters_of(Desk(book))
    assert line.letter.to == ("vanthu@stp.example", "ai-do@x.example")  # it stands in the cell, so she sees it in `Thư`
    raw = message_of(replace(LETTER, to=line.letter.to))
    heads = message_from_bytes(raw).keys()
    assert heads == ["Content-Type", "MIME-Version", "From", "To", "Subject", "Date", "Message-ID"]
