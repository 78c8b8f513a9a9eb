"""Drafts in Outlook: whole, under the right account, each once."""

from datetime import UTC, datetime

import pytest

from kehoach_xl.errors import Stop
from kehoach_xl.mail.eml import Envelope
from kehoach_xl.mail.outlook import Outlook, here
from tests.support.outlook_com import Application, ComError, Kept

MESSAGE_ID = "http://schemas.microsoft.com/mapi/proptag/0x1035001F"


def envelope(message_id: str = "<kh.1@sct.example>", subject: str = "[KH 2025-H2/STP/01 7Q3F] Phiếu") -> Envelope:
    return Envelope(
        "Sở Công Thương", "dau-moi@sct.example", ("vanthu@stp.example", "b@stp.example"), (), subject,
        "Kính gửi Sở Tư pháp,\nĐề nghị báo cáo.", (("phiếu Sở Tư pháp.xlsx", b"PK1"), ("han-nop.ics", b"BEGIN")),
        message_id, datetime(2025, 11, 25, tzinfo=UTC),
    )  # fmt: skip


def outlook(kept: Kept) -> Outlook:
    return Outlook(Application(kept), (ComError,))


def test_a_draft_says_and_carries_what_the_letter_does() -> None:
    kept = Kept(accounts=("ca-nhan@sct.example", "Dau-Moi@SCT.example"))
    assert outlook(kept).draft(envelope()) is None
    (draft,) = kept.drafts
    assert (draft.To, draft.CC, draft.Subject) == (
        "vanthu@stp.example; b@stp.example", "", "[KH 2025-H2/STP/01 7Q3F] Phiếu"
    )  # fmt: skip
    assert (draft.Body, draft.BodyFormat) == ("Kính gửi Sở Tư pháp,\r\nĐề nghị báo cáo.", 1)
    assert draft.Attachments.files == [("phiếu Sở Tư pháp.xlsx", b"PK1"), ("han-nop.ics", b"BEGIN")]
    assert (draft.account, draft.properties[MESSAGE_ID]) == ("Dau-Moi@SCT.example", "<kh.1@sct.example>")


def test_the_same_letter_makes_one_draft() -> None:
    kept = Kept()
    for message_id in ("<kh.1@sct.example>", "<kh.1@sct.example>", "<kh.2@sct.example>"):
        assert outlook(kept).draft(envelope(message_id)) is None
    assert len(kept.drafts) == 2


def test_a_server_that_gives_its_own_ids_still_knows_the_draft_again() -> None:
    kept = Kept(keeps_message_id=False, accounts=("ca-nhan@sct.example",))
    for _ in range(2):
        assert outlook(kept).draft(envelope()) is None
    assert (len(kept.drafts), kept.drafts[0].account) == (1, "")


def test_what_outlook_refuses_is_said_in_its_words() -> None:
    kept = Kept(refuses="The message store has reached its maximum size.\r\n")
    refused = outlook(kept).draft(envelope())
    assert refused is not None
    assert refused.text == "Outlook không tạo được thư nháp: The message store has reached its maximum size."


def test_hidden_signs_do_not_reach_outlook() -> None:
    kept = Kept()
    outlook(kept).draft(envelope(subject="Phiếu\r\nBcc: x@y.example\u202e"))
    assert kept.drafts[0].Subject == "Phiếu Bcc: x@y.example"


def test_an_outlook_without_a_mailbox_is_said() -> None:
    with pytest.raises(Stop) as stop:
        outlook(Kept(accounts=()))
    assert stop.value.message.code == "MAIL_050"


def test_a_machine_without_outlook_is_said() -> None:
    with pytest.raises(Stop) as stop:
        here()
    assert stop.value.message.code == "MAIL_050"
