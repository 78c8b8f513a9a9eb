"""What the plan says beside a row of the record, and who is waited for: by the task where it is the same for all who
owe it, and reporter by reporter as it would be for each alone."""

import pytest

from kehoach_xl.sheets import record
from kehoach_xl.sheets.desk import RecordRow
from tests.workflows.office import Room, doing


@pytest.mark.parametrize("closed", [False, True])
def test_by_the_task_as_by_each_reporter(room: Room, closed: bool) -> None:
    room.send("STP", {"2.3": doing()})
    room.merge()
    if closed:
        room.close_period()
    desk = room.desk()
    period = next(iter(desk.periods.values())).period
    rows = {row.row: row for row in desk.table("progress").rows}
    anybody = [agency.code for agency in desk.register.agencies]
    shared = 0
    for one in desk.record:
        usual = record._usual(desk, one.task, one.period)
        for agency in usual.owing if usual else ():
            asked = RecordRow(one.row, (one.task, agency, one.period), one.cells)
            assert record._planned(desk, asked, rows[one.row]) == usual.cells
            shared += 1
    assert bool(shared) is not closed  # a closed period keeps what each row was judged by
    for task in (*sorted({one.task for one in desk.record}), "NV999"):
        for agencies in (anybody, sorted(desk.owing_of(task, period)), [""]):
            alone = [agency for agency in agencies if not desk.is_released(task, agency, period)]
            assert desk.waited_for(task, agencies, period) == alone


def test_what_is_forgotten_before_saving_is_read_again_as_it_stood(room: Room) -> None:
    room.send("STP", {"2.3": doing()})
    room.merge()
    desk = room.desk()
    stood = desk.record, desk.settled, desk.ledger, {*desk.reported}, [row.cells for row in desk.table("progress").rows]
    desk.forget_record()
    again = desk.record, desk.settled, desk.ledger, {*desk.reported}, [row.cells for row in desk.table("progress").rows]
    assert again == stood
    assert again[0] is not stood[0] and again[1].record.rows
