"""What is to happen to a letter when «Gửi thư» is pressed: by its line, by her word, and what is known of it."""

from dataclasses import dataclass
from datetime import datetime

from kehoach_xl.domain.letter import (
    DOUBTFUL,
    DRAFTED,
    LEAVE,
    OPEN,
    REPLACED,
    SEND_AGAIN,
    SENT,
    SET_ASIDE,
    WENT,
)  # fmt: skip
from kehoach_xl.domain.text import fold

# The letter left us, or may have: it never goes again by itself.
LEFT = (SENT, DRAFTED, DOUBTFUL)
# What happens: the sheet learns what it missed; the letter goes; she is believed that it went; it is set aside;
# nothing; nothing, and she is asked for her word; nothing, because the line says something we do not know.
LEARN, GO, BELIEVE, ASIDE, REST, ASK, STRANGE = "learn", "go", "believe", "aside", "rest", "ask", "strange"


@dataclass(frozen=True, slots=True)
class Known:
    """What the log, or the facts, have of a letter that left us: one of LEFT, and when (to the second)."""

    state: str
    at: datetime


def turn(state: str, at: datetime | None, choice: str, known: Known | None, says: str = "") -> str:
    """``state``, ``at``, ``choice`` and ``says``, why it is so, as they stand in the line. A letter that was set aside
    for a reason was not set aside by her word, and waits for one; hers goes again once she takes the word out.

    What is newer than the line comes first: it was not seen when the word was given. A line that says «Chờ gửi» of a
    letter that left us is behind, however it came to be.
    """
    if known is not None and (state not in LEFT or at is None or known.at > at):
        return LEARN
    words = {fold(LEAVE): ASIDE, fold(SEND_AGAIN): GO, fold(WENT): BELIEVE}
    if state == REPLACED:
        return REST
    if state == SET_ASIDE and says and not choice.strip():
        return REST
    if not choice.strip():
        return GO if state in (*OPEN, SET_ASIDE) else ASK if state == DOUBTFUL else REST if state in LEFT else STRANGE
    heard = words.get(fold(choice), STRANGE)
    if (heard == ASIDE and state not in OPEN) or (heard == BELIEVE and state == SENT):
        return REST
    return heard
