"""Which letters of a mailbox are for us, by what the server tells of them."""

import pytest

from kehoach_xl.domain.incoming import Heading, Judged, Ours, judge

FORM = "[KH 2025-H2/STP/01 7Q3F]"
OURS = Ours(
    own="tonghop@sct.example",
    senders={"vanthu@stp.example": "STP", "vanthu@snv.example": "SNV", "chung@tinh.example": ""},
    letters={"<form-stp@sct.example>": "STP"},
    forms={"2025-H2/STP/01": "STP"},
    token=lambda subject: "2025-H2/STP/01" if FORM in subject else None,
)
XLSX = ("phieu.xlsx",)


def letter(**more: object) -> Heading:
    return Heading(**{"uid": 1, "size": 1000, "sender": "ai-do@khac.example", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "why", "agency"),
    [
        # our mark, our letter answered, an address of the register with a file
        (letter(subject=f"Re: Phiếu {FORM}"), "token", "STP"),
        (letter(answers=("<khac@x>", "<form-stp@sct.example>")), "answer", "STP"),
        (letter(sender="vanthu@snv.example", files=XLSX), "sender", "SNV"),
        (letter(sender="chung@tinh.example", files=XLSX), "sender", ""),
        # the mark tells more than the address
        (letter(subject=FORM, sender="vanthu@snv.example", files=XLSX), "token", "STP"),
        # an address of the register that writes about something else
        (letter(sender="vanthu@snv.example", subject="Giấy mời họp"), "other", "SNV"),
        # somebody unknown
        (letter(files=("Báo cáo.XLSX",)), "stranger", ""),
        (letter(files=("goi.zip",)), "stranger", ""),
        (letter(files=("",)), "stranger", ""),
        (letter(files=("anh.png", "giay-moi.pdf")), "other", ""),
        (letter(), "other", ""),
        # what we sent ourselves
        (letter(message_id="<form-stp@sct.example>", subject=FORM, files=XLSX), "own", "STP"),
        (letter(sender="tonghop@sct.example", subject=FORM, files=XLSX), "own", "STP"),
        # passed on by ourselves: an answer came to another box of hers
        (letter(sender="tonghop@sct.example", subject=FORM, files=XLSX, answers=("<a@stp>",)), "token", "STP"),
        # a letter that came elsewhere, sent on as a file
        (letter(sender="tonghop@sct.example", files=("thư.eml",)), "forward", ""),
        (letter(sender="tonghop@sct.example", subject=FORM, files=("FW phieu.MSG",)), "token", "STP"),
        # programs
        (letter(subject=f"Vắng mặt: {FORM}", is_automatic=True), "automatic", "STP"),
        (letter(subject=FORM, is_automatic=True, files=XLSX), "token", "STP"),
        (letter(is_bounce=True, answers=("<form-stp@sct.example>",), files=XLSX), "bounced", "STP"),
    ],
)
def test_why_a_letter_is_taken_or_not(one: Heading, why: str, agency: str) -> None:
    assert judge(one, OURS) == Judged(why, agency)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (letter(files=("anh.png",)), "wish"),
        (letter(), "other"),
        (letter(message_id="<form-stp@sct.example>", files=XLSX), "own"),
        (letter(is_bounce=True, files=XLSX), "bounced"),
    ],
)
def test_with_everything_whatever_has_a_file_is_taken_but_what_programs_and_we_wrote(one: Heading, why: str) -> None:
    assert judge(one, OURS, everything=True).why == why


def test_before_anything_was_sent_nobody_is_known() -> None:
    assert judge(letter(sender="", files=XLSX), Ours()).why == "stranger"
