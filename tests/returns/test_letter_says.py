"""What the letter that brought a file says of whose it is: it proposes, it is noted where it contradicts, and it never
takes the place of the signature."""

import pytest

from kehoach_xl.domain.token import token
from kehoach_xl.returns.verdict import ACCEPTED, NEEDS_CONFIRMATION
from tests.returns.sheets_of import BOTH, KEY, PERIOD, PLAN, Returned

ANSWERS = {"T1": {"status": "Đang thực hiện", "result": "Đã mở 02 lớp."}}


def mark(agency: str, period: str = PERIOD, key: str = KEY) -> str:
    return f"Re: Phiếu báo cáo {token(key, PLAN, f'{period}/{agency}/01')}"


def signed(subject: str = "", sender: str = "") -> list[str]:
    """The codes of what is said of STP's signed form."""
    one = Returned("STP", ANSWERS)
    one.subject, one.sender = subject, sender
    found = one.judge()
    assert (found.state, found.agency) == (ACCEPTED, "STP")
    return [note.code for note in found.notes]


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("", []),
        (mark("STP"), []),
        (f"Fwd: báo cáo ‹ {mark('STP')}", []),
        # the thread of the last period went on
        (mark("STP", "2025-H1"), []),
        # somebody answered another one's letter; the signature counts
        (mark("SNV"), ["RETURN_062"]),
        # no genuine mark, or of a form that nobody was sent
        (mark("SNV", key="cd" * 32), []),
        (mark("STC"), []),
    ],
)
def test_a_mark_that_contradicts_the_signature_is_noted_and_no_more(subject: str, codes: list[str]) -> None:
    assert signed(subject) == codes


@pytest.mark.parametrize(
    ("sender", "codes"),
    [
        ("", []),
        ("vanthu@stp.tinh.gov.vn", []),
        ("canbo@stp.tinh.gov.vn", []),
        ("sct@sct.tinh.gov.vn", []),  # the coordinator passed it on
        ("canbo@gmail.com", ["RETURN_065"]),
        ("la@xyz.vn", ["RETURN_065"]),
    ],
)
def test_an_address_that_nobody_knows_is_told_and_the_signature_counts(sender: str, codes: list[str]) -> None:
    assert signed(sender=sender) == codes


def unsigned(agency: str, subject: str = "", sender: str = "", rows: str = "") -> tuple[str, str, list[str]]:
    """A copy without identity of this agency's form, or only of the rows that both have."""
    one = Returned(agency, ANSWERS).copied()
    if rows:
        one.rows = [row for row in one.rows if row["content"] == BOTH["T5"]["content"]]
    one.head.clear()
    one.subject, one.sender = subject, sender
    found = one.judge()
    assert found.state == NEEDS_CONFIRMATION
    return found.message.code, found.candidate, [note.code for note in found.notes]


def test_a_mark_supports_what_the_rows_say() -> None:
    assert unsigned("STP") == ("RETURN_041", "STP", [])
    assert unsigned("STP", mark("STP")) == ("RETURN_041", "STP", ["RETURN_063"])


def test_rows_say_more_than_a_mark() -> None:
    assert unsigned("STP", mark("SNV")) == ("RETURN_041", "STP", ["RETURN_062"])


def test_between_agencies_with_the_same_rows_the_mark_or_else_the_address_proposes() -> None:
    assert unsigned("STP", rows="both") == ("RETURN_042", "", [])
    assert unsigned("STP", mark("SNV"), rows="both") == ("RETURN_041", "SNV", ["RETURN_063"])
    assert unsigned("STP", sender="sonoivu@gmail.com", rows="both") == ("RETURN_041", "SNV", [])
    # the address of somebody who was sent neither
    assert unsigned("STP", sender="stc@gmail.com", rows="both") == ("RETURN_042", "", [])


def test_a_mark_of_another_period_is_no_proposal_and_is_told() -> None:
    assert unsigned("STP", mark("STP", "2025-H1"), rows="both") == ("RETURN_042", "", ["RETURN_064"])


def test_nothing_is_taken_for_its_mark_alone() -> None:
    one = Returned("STP", ANSWERS).copied()
    one.subject = mark("STP")
    found = one.judge()
    assert (found.state, found.result) == (NEEDS_CONFIRMATION, None)
