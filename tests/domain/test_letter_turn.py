"""What is to happen to a letter that was set aside."""

import pytest

from kehoach_xl.domain.letter import SET_ASIDE, WAITING
from kehoach_xl.domain.letter_turn import ASIDE, BELIEVE, GO, REST, turn


@pytest.mark.parametrize(("state", "says", "choice", "happens"), [
    (WAITING, "", "", GO),
    (WAITING, "", "Không gửi", ASIDE),
    # Her own word, and the word taken out again.
    (SET_ASIDE, "", "Không gửi", REST),
    (SET_ASIDE, "", "", GO),
    # Withdrawn by the program: the report came in since, or its merge was undone.
    (SET_ASIDE, "cơ quan đã nộp báo cáo", "", REST),
    (SET_ASIDE, "cơ quan đã nộp báo cáo", "Gửi lại", GO),
    (SET_ASIDE, "cơ quan đã nộp báo cáo", "Đã gửi rồi", BELIEVE),
])  # fmt: skip
def test_a_letter_set_aside_for_a_reason_does_not_go_by_itself(state: str, says: str, choice: str, happens: str):
    assert turn(state, None, choice, None, says) == happens
