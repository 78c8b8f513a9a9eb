"""What happens to a letter when «Gửi thư» is pressed, case by case."""

from datetime import UTC, datetime

import pytest

from kehoach_xl.domain.letter import (
    CHOICES,
    DOUBTFUL,
    DRAFTED,
    FAILED,
    LEAVE,
    NO_ADDRESS,
    OPEN,
    REPLACED,
    SEND_AGAIN,
    SENT,
    SET_ASIDE,
    STATES,
    WAITING,
    WENT,
)
from kehoach_xl.domain.letter_turn import (
    ASIDE,
    ASK,
    BACK,
    BELIEVE,
    GO,
    IDLE,
    LEARN,
    LEFT,
    REST,
    STRANGE,
    Known,
    turn,
)

AT, LATER = datetime(2025, 11, 25, 2, tzinfo=UTC), datetime(2025, 11, 25, 3, tzinfo=UTC)

# The state of the line, her word, and what happens when the line knows all there is to know.
TABLE = (
    (WAITING, "", GO), (NO_ADDRESS, "", GO), (FAILED, "", GO), (SET_ASIDE, "", GO),
    (SENT, "", REST), (DRAFTED, "", REST), (DOUBTFUL, "", ASK), (REPLACED, "", REST), ("xong", "", STRANGE),
    (WAITING, LEAVE, ASIDE), (FAILED, LEAVE, ASIDE), (SET_ASIDE, LEAVE, REST), (SENT, LEAVE, IDLE),
    (DOUBTFUL, LEAVE, ASK), (DRAFTED, LEAVE, BACK), (REPLACED, LEAVE, REST),
    (SENT, SEND_AGAIN, GO), (DRAFTED, SEND_AGAIN, GO), (DOUBTFUL, SEND_AGAIN, GO), (SET_ASIDE, SEND_AGAIN, GO),
    (REPLACED, SEND_AGAIN, IDLE), (REPLACED, WENT, IDLE), (REPLACED, "để sau", STRANGE),
    (DOUBTFUL, WENT, BELIEVE), (DRAFTED, WENT, BELIEVE), (WAITING, WENT, BELIEVE), (SENT, WENT, REST),
    (WAITING, " gửi  LẠI ", GO), (WAITING, "để sau", STRANGE),
)  # fmt: skip


@pytest.mark.parametrize(("state", "choice", "happens"), TABLE)
def test_her_word_and_the_line_decide(state: str, choice: str, happens: str) -> None:
    known = Known(state, AT) if state in LEFT else None
    assert turn(state, AT if known else None, choice, known) == happens


@pytest.mark.parametrize("choice", ["", *CHOICES])
@pytest.mark.parametrize("left", LEFT)
@pytest.mark.parametrize("state", [*OPEN, SET_ASIDE, REPLACED, "xong", ""])
def test_a_line_that_does_not_know_that_its_letter_left_learns_it_first(state: str, left: str, choice: str) -> None:
    assert turn(state, AT, choice, Known(left, AT)) == LEARN


@pytest.mark.parametrize("choice", ["", *CHOICES])
@pytest.mark.parametrize("state", LEFT)
def test_a_word_given_before_the_newest_try_was_known_is_not_heard(state: str, choice: str) -> None:
    assert turn(state, AT, choice, Known(SENT, LATER)) == LEARN


def test_nothing_goes_by_itself_that_left_us() -> None:
    for state in STATES:
        for left in LEFT:
            assert turn(state, AT, "", Known(left, AT)) != GO
