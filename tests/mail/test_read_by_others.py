"""Our letters as others read them: mailparser and postal-mime of JavaScript, the old parser of Python, our intake."""

from base64 import b64decode
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import collapse_rfc2231_value, getaddresses, parseaddr, parsedate_to_datetime

import pytest

from kehoach_xl.intake.containers.mail import read_mail
from kehoach_xl.mail.eml import message_of, tidied
from tests.mail.made_letters import AWKWARD, SENT
from tests.support import node

LETTERS = [tidied(one) for one in AWKWARD.values()]
RAW = [message_of(one, draft=number % 2 == 1) for number, one in enumerate(LETTERS)]
PROGRAMS = ["mailparser", "postal-mime"]


def said(text):
    return text.replace("\r\n", "\n").rstrip("\n")


def files_of(envelope):
    return [*envelope.attachments, *([("han-nop.ics", envelope.calendar)] if envelope.calendar else [])]


@pytest.mark.tools
@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_of_other_people_read_every_letter_as_it_was_meant(program):
    for meant, found in zip(LETTERS, node.letters(program, RAW), strict=True):
        assert found["from"]["address"] in (meant.sender, "a@ngoạivụ.vn")  # one of them shows letters for punycode
        assert (found["from"].get("name") or "") == meant.sender_name
        assert found["to"] in ([*meant.to], ["vanthu@ngoạivụ.vn"])
        assert found["cc"] == [*meant.cc]
        assert found["subject"] == meant.subject
        assert said(found["text"]) == said(meant.body)
        assert datetime.fromisoformat(found["date"]) == SENT.astimezone(UTC)
        assert (found["id"], found.get("answers") or "") == (meant.message_id, meant.in_reply_to)
        assert [one[0] for one in found["files"]] == [name for name, _ in files_of(meant)]
        for (name, _, content), (_, data) in zip(found["files"], files_of(meant), strict=True):
            # postal-mime hands over text with its own line ends
            assert b64decode(content).replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n"), name


@pytest.mark.tools
@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_of_other_people_see_every_second_letter_as_a_draft(program):
    drafts = ["x-unsent" in one["headers"] for one in node.letters(program, RAW)]
    assert drafts == [False, True] * (len(RAW) // 2) + [False] * (len(RAW) % 2)


@pytest.mark.parametrize(("meant", "raw"), list(zip(LETTERS, RAW, strict=True)), ids=list(AWKWARD))
def test_the_old_parser_of_python_reads_it_as_it_was_meant(meant, raw):
    mail = message_from_bytes(raw)
    name, address = parseaddr(mail["From"])
    assert (str(make_header(decode_header(name))), address) == (meant.sender_name, meant.sender)
    assert [one for _, one in getaddresses([mail["To"]])] == [*meant.to]
    assert str(make_header(decode_header(mail["Subject"]))) == meant.subject
    assert parsedate_to_datetime(mail["Date"]) == SENT
    leaves = [one for one in mail.walk() if not one.is_multipart()]
    assert said(leaves[0].get_payload(decode=True).decode("utf-8")) == said(meant.body)
    found = [
        (collapse_rfc2231_value(one.get_param("filename", header="content-disposition")), one.get_payload(decode=True))
        for one in leaves[1:]
    ]
    assert found == files_of(meant)
    assert mail.defects == [] and all(one.defects == [] for one in leaves)


@pytest.mark.parametrize(("meant", "raw"), list(zip(LETTERS, RAW, strict=True)), ids=list(AWKWARD))
def test_a_letter_of_ours_that_comes_back_is_understood(meant, raw):
    """A calendar is none of the files that agencies send."""
    found = read_mail(raw, "thu.eml")
    assert [(one.name, one.data) for one in found.inner] == list(meant.attachments)
    assert {(one.sender, one.sent) for one in found.inner} <= {(meant.sender, SENT.astimezone(UTC))}
    assert found.passed_over == (meant.calendar is not None)
