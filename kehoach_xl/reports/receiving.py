"""What came of looking into the mailbox, in words and as data."""

from collections.abc import Iterator, Sequence
from typing import Any

from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.incoming import BY_ANSWER, BY_FORWARD, BY_SENDER, BY_TOKEN, BY_WISH
from kehoach_xl.messages import Message
from kehoach_xl.reports.words import message
from kehoach_xl.workflows.receive_report import Line, ReceiveReport

WHY = {
    BY_TOKEN: "có mã phiếu", BY_ANSWER: "trả lời thư đã gửi", BY_SENDER: "địa chỉ trong trang Cơ quan",
    BY_FORWARD: "thư chuyển tiếp từ chính hộp thư này", BY_WISH: "có tệp đính kèm",
}  # fmt: skip
# Letters and files of a letter that are named; the rest are counted.
MOST_LETTERS, MOST_FILES = 30, 5
NO_SUBJECT, NO_SENDER = "(không tiêu đề)", "(không rõ)"


def text(report: ReceiveReport) -> str:
    """Lines for the terminal."""
    lines = [*short(report)]
    lines += [f"  {_taken(one)}" for one in report.taken]
    lines += [f"  {one}" for one in told(report)]
    return "\n".join([*lines, todo(report)])


def short(report: ReceiveReport) -> list[str]:
    """What happened, in figures."""
    since = f" từ ngày {report.since:%d/%m/%Y}" if report.since else ""
    files = sum(len(one.files) for one in report.taken)
    lines = [
        f"Hộp thư {report.mailbox}: xem {report.looked} thư{since}.",
        f"Nhận mới {len(report.taken)} thư ({files} tệp đính kèm), {report.known} thư đã nhận từ trước; "
        f"{len(report.strangers)} thư có người gửi chưa có ở trang Cơ quan, {report.others} thư khác để nguyên.",
    ]
    if report.taken:
        lines.append(f"Thư nằm ở {report.folder}. Hộp thư không thay đổi.")
    return lines


def told(report: ReceiveReport) -> Iterator[Message]:
    """What there is to read: problems, what came back, letters of strangers."""
    yield from report.problems
    for one in report.bounced:
        facts = {"subject": one.subject or NO_SUBJECT, "agency": one.agency_name}
        yield Message("MAIL_082" if one.agency else "MAIL_085", facts)
    for one in report.strangers[:MOST_LETTERS]:
        facts = {"subject": one.subject or NO_SUBJECT, "sender": one.sender or NO_SENDER, "files": _files(one.files)}
        yield Message("MAIL_080", facts)
    if len(report.strangers) > MOST_LETTERS:
        yield Message("MAIL_086", {"count": len(report.strangers) - MOST_LETTERS})


def todo(report: ReceiveReport) -> str:
    """What to do next."""
    if report.left:
        return "Tiếp theo: bấm Nhận thư lần nữa để nhận nốt."
    return "Tiếp theo: bấm Gộp báo cáo." if report.taken else "Chưa có thư mới cần gộp."


def data(report: ReceiveReport) -> dict[str, Any]:
    """As ``--json`` has it."""
    return {
        "mailbox": report.mailbox, "folder": report.folder, "since": report.since.isoformat() if report.since else None,
        "looked": report.looked, "known": report.known, "own": report.own, "automatic": report.automatic,
        "other": report.other, "left": report.left,
        "taken": [_line(one) for one in report.taken], "strangers": [_line(one) for one in report.strangers],
        "bounced": [_line(one) for one in report.bounced],
        "problems": [message(one) for one in report.problems],
        "backup": report.backup,
    }  # fmt: skip


def _taken(one: Line) -> str:
    when = f"{one.sent.astimezone(VIETNAM):%d/%m %H:%M} " if one.sent else ""
    agency = f" ({one.agency_name})" if one.agency_name else ""
    files = _files(one.files) if one.files else "không có tệp đính kèm"
    return f"[nhận] {when}{one.sender or NO_SENDER}{agency}: «{one.subject or NO_SUBJECT}», {WHY[one.why]}; {files}"


def _files(names: Sequence[str]) -> str:
    named = [f"«{name}»" if name else "tệp không tên" for name in names[:MOST_FILES]]
    return ", ".join(named) + (f" và {len(names) - MOST_FILES} tệp nữa" if len(names) > MOST_FILES else "")


def _line(one: Line) -> dict[str, Any]:
    return {
        "subject": one.subject, "sender": one.sender, "sent": one.sent.isoformat() if one.sent else None,
        "agency": one.agency, "why": one.why, "files": list(one.files), "file": one.file, "sha256": one.sha,
    }  # fmt: skip
