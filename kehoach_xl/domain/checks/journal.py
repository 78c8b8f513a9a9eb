"""`Nhật ký`: lines, facts or log that are not what was written, and a master older than its log."""

from collections.abc import Iterator

from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.proof import OLDER
from kehoach_xl.messages import Message


@check("journal", "CHECK_810", "CHECK_811")
def proof(subject: Subject) -> Iterator[Issue]:
    for one in subject.proof:
        if one.is_fault:
            code = "CHECK_811" if one.message.code == OLDER else "CHECK_810"
            message = Message(code, {"what": one.message.text.rstrip(".")})
            yield Issue(message, "journal", one.row, "no" if one.row else "")
