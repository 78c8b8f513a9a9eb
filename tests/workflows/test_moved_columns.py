"""Columns of the record that another program moved without their names: nothing is taken for what it is not."""

import pytest
from openpyxl import load_workbook

from kehoach_xl.errors import Stop
from tests.workflows.office import Room, doing

RECORD, HEADER = "Tiến độ", 4


def test_a_column_put_in_without_moving_the_names_stops_every_operation_that_takes_hand_edits(room: Room) -> None:
    room.send("STP", {"2.3": doing()})
    room.merge()
    book = load_workbook(room.master)
    book[RECORD].insert_cols(10)
    book.save(room.master)
    before = room.master.read_bytes()
    for operation in (room.merge, room.summary):
        with pytest.raises(Stop) as stopped:
            operation()
        assert stopped.value.message.code == "BOOK_009"
        assert {"Tiến độ", "Trạng thái"} <= set(stopped.value.message.facts.values())
    assert room.master.read_bytes() == before


@pytest.mark.parametrize(("over", "beside"), [("Tình hình", None), ("Tình hình", "Trạng thái"), ("Trạng thái",) * 2])
def test_a_heading_she_changed_and_one_she_repeats_say_nothing(room: Room, over: str, beside: str | None) -> None:
    room.send("STP", {"2.3": doing()})
    room.merge()
    book = load_workbook(room.master)
    sheet = book[RECORD]
    for cell in sheet[HEADER]:
        if cell.value == "Trạng thái":
            cell.value = over
    sheet.cell(HEADER, sheet.max_column + 1).value = beside
    book.save(room.master)
    room.type("progress", "code", "2.3", result="Theo điện thoại")
    assert [one.new for one in room.merge().edits] == ["Theo điện thoại"]
