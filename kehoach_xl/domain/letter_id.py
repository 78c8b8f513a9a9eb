"""The ids of letters: made, and taken apart, here alone.

``form|<dispatch>``, ``remind|<period>|<agency>|<n>``, ``receipt|<period>|<agency>|<sha of the return>``.
"""

_FORM, _REMINDER, _RECEIPT = "form", "remind", "receipt"


def form_letter_id(dispatch: str) -> str:
    """Of the letter that takes a form to its agency."""
    return f"{_FORM}|{dispatch}"


def reminder_id(period: str, agency: str, number: int) -> str:
    """Of a letter that reminds: the so-many-th to an agency about a period."""
    return f"{_REMINDER}|{period}|{agency}|{number}"


def receipt_id(period: str, agency: str, sha: str) -> str:
    """Of the letter that acknowledges a return."""
    return f"{_RECEIPT}|{period}|{agency}|{sha}"


def form_of(letter: str) -> str:
    """The number of the form that a letter brings; '' of other letters.

    >>> form_of("form|2025-H2/SCT/01"), form_of("remind|2025-H2|SCT|1")
    ('2025-H2/SCT/01', '')
    """
    kind, _, dispatch = letter.partition("|")
    return dispatch if kind == _FORM else ""


def is_of(letter: str, period: str, agency: str) -> bool:
    """Whether an id is about an agency and a period; that of a form's letter names neither.

    >>> is_of("remind|2025-H2|SCT|1", "2025-H2", "SCT"), is_of("receipt|2025-H2|SCT|ab12", "2025-H2", "STC")
    (True, False)
    """
    kind, *about = letter.split("|")
    return kind == _FORM or about[:2] == [period, agency]


def last_of(letter: str) -> str:
    """What tells letters of one kind, period and agency apart: a reminder's number, the hash of a return; '' of a
    form's letter.

    >>> last_of("receipt|2025-H2|SCT|ab12"), last_of("form|2025-H2/SCT/01")
    ('ab12', '')
    """
    _, *about = letter.split("|")
    return about[-1] if len(about) > 1 else ""


def number_of(letter: str) -> int:
    """The number at the end of a reminder's id; 0 where there is none.

    >>> number_of("remind|2025-H2|SCT|2"), number_of("form|2025-H2/SCT/01")
    (2, 0)
    """
    tail = last_of(letter)
    return int(tail) if tail.isascii() and tail.isdigit() else 0
