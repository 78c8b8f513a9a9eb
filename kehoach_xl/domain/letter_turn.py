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
# Her draft is taken back; her word changes nothing, and she is told.
LEARN, GO, BELIEVE, ASIDE, REST, ASK, STRANGE, BACK, IDLE = (
    "learn", "go", "believe", "aside", "rest", "ask", "strange", "back", "idle",
)  # fmt: skip
# Her words in other states than those in which they do what they say.
_ELSEWHERE = {
    (DRAFTED, ASIDE): BACK, (SENT, ASIDE): IDLE, (DOUBTFUL, ASIDE): ASK, (SET_ASIDE, ASIDE): REST,
    (SENT, BELIEVE): REST, (REPLACED, ASIDE): REST, (REPLACED, GO): IDLE, (REPLACED, BELIEVE): IDLE,
}  # fmt: skip


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
    if not choice.strip():
        if state == REPLACED or (state == SET_ASIDE and says):
            return REST
        return GO if state in (*OPEN, SET_ASIDE) else ASK if state == DOUBTFUL else REST if state in LEFT else STRANGE
    heard = words.get(fold(choice), STRANGE)
    return _ELSEWHERE.get((state, heard), heard)
