"""A letter to an agency: what `Thư` shows of it before it goes, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime

# Kinds, as the sheet words them.
FORM, REMINDER, RECEIPT = "Gửi phiếu", "Đôn đốc", "Xác nhận"
KINDS = (FORM, REMINDER, RECEIPT)
# What became of it.
WAITING, NO_ADDRESS, SENT, DRAFTED, DOUBTFUL, FAILED, SET_ASIDE, REPLACED = (
    "Chờ gửi", "Chưa có địa chỉ", "Đã gửi", "Đã tạo thư nháp", "Chưa rõ đã gửi", "Chưa gửi được", "Không gửi",
    "Có thư mới thay",
)  # fmt: skip
STATES = (WAITING, NO_ADDRESS, SENT, DRAFTED, DOUBTFUL, FAILED, SET_ASIDE, REPLACED)
# States in which «Gửi thư» takes a letter up by itself; DOUBTFUL only on her word.
OPEN = (WAITING, NO_ADDRESS, FAILED)
# Her word in the column «Xử lý»: leave it, send it though it may have gone, it did go.
LEAVE, SEND_AGAIN, WENT = "Không gửi", "Gửi lại", "Đã gửi rồi"
CHOICES = (LEAVE, SEND_AGAIN, WENT)
# How it goes.
BY_DRAFT, BY_OUTLOOK, BY_SMTP = "Thư nháp (.eml)", "Nháp trong Outlook", "Máy chủ thư (SMTP)"
WAYS = (BY_DRAFT, BY_OUTLOOK, BY_SMTP)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter. ``path`` is below the master's folder, with «/»; ``sha`` the SHA-256 it
    had when the letter was composed."""

    path: str
    sha: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one agency. ``id`` (``domain.letter_id``) never changes and is never used twice.

    ``answer_by``: the day a reminder asks an answer by, None in other letters. ``deadline``: the period's as it was
    when the letter was composed; the line keeps it, whoever composes leaves it out.
    """

    id: str
    kind: str
    period: str
    agency: str
    to: tuple[str, ...]
    subject: str
    body: str
    files: tuple[Attachment, ...] = ()
    answer_by: date | None = None
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What became of a letter, newest fact of its id: by which way, when, to whom.

    ``state`` is SENT (the server took it, or she confirmed that it went), DRAFTED (a draft that nobody confirmed),
    DOUBTFUL (nobody knows), or SET_ASIDE: a draft she took back, which comes after its DRAFTED and counts as nothing
    that left us.
    """

    id: str
    kind: str
    period: str
    agency: str
    state: str
    way: str
    at: datetime
    to: tuple[str, ...]
    message_id: str
