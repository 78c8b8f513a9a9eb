"""Forms of a period whose deadline nobody wrote count as on time; whoever counts them says so."""

import pytest

from tests.workflows.office import PERIOD, Room, done


@pytest.mark.parametrize("typed", [None, True, "15-12-2025x"])
def test_a_summary_says_that_the_deadline_is_no_day(room: Room, typed: object) -> None:
    room.send("STP", {"2.3": done("Đã ban hành kế hoạch.")})
    room.merge()
    assert room.summary().notices == []
    room.type("periods", "code", PERIOD, deadline=typed)
    (said,) = room.summary().notices
    assert said.code == "RESULT_002" and "6 tháng cuối năm 2025" in said.text
