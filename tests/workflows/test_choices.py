"""The choices on `Bảng điều khiển`: what a button goes by, with the usual where nothing stands."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.open_period import open_period
from tests.workflows.office import Room, at, doing, repack

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

DASHBOARD = "Bảng điều khiển"


def choose(room: Room, **choices: object) -> None:
    """She types into the cells bound as LC_…."""
    places = room.desk().choices.places
    room.write((DASHBOARD, places[name].row1, places[name].column1, value) for name, value in choices.items())


def standing(room: Room, *names: str) -> list[object]:
    cells = room.desk().choices.cells
    return [cells[name] for name in names]


def test_a_new_master_has_the_usual_choices(fresh: Room) -> None:
    desk = fresh.desk()
    assert [desk.folder(name) for name in ("outbox", "inbox", "backups")] == [
        fresh.folder / "phan-phat", fresh.folder / "nhan-ve", fresh.folder / "sao-luu",
    ]  # fmt: skip
    assert (desk.choices.prefill, desk.choices.text("period"), desk.choices.day("deadline")) == (False, "", None)


def test_the_period_chosen_is_opened_with_its_days_once(fresh: Room) -> None:
    day = float((date(2025, 9, 10) - date(1899, 12, 30)).days)
    choose(fresh, period="2025-q3", deadline="05/09/2025", report_by=day)
    report = fresh.open_period(None)
    assert (report.period, report.deadline) == ("2025-Q3", date(2025, 9, 5))
    listed = fresh.desk().periods["2025-Q3"]
    assert (listed.deadline, listed.report_by) == (date(2025, 9, 5), date(2025, 9, 10))
    # The next period must not inherit these days.
    assert standing(fresh, "period", "deadline", "report_by") == [None, None, None]


def test_without_a_choice_the_next_period_is_proposed_and_opened_when_agreed(fresh: Room) -> None:
    asked: list[Message] = []

    def agreed(question: Message) -> bool:
        asked.append(question)
        return len(asked) == 2

    before = fresh.master.read_bytes()
    with open_book(fresh.master, write=True) as book:
        assert open_period(book, agreed=agreed, now=at(24, month=11)) is None
    assert fresh.master.read_bytes() == before
    with open_book(fresh.master, write=True) as book:
        assert open_period(book, agreed=agreed, now=at(24, month=11)).period == "2025-H2"
    assert [one.facts["period"] for one in asked] == ["2025-H2", "2025-H2"]
    with open_book(fresh.master, write=True) as book:
        open_period(book, agreed=agreed, now=at(24, month=11))
    assert asked[-1].facts["period"] == "2026-H1"


JULY_1ST = float((date(2025, 7, 1) - date(1899, 12, 30)).days)  # what Excel makes of 7/2025


@pytest.mark.parametrize(
    ("choices", "code", "facts"),
    [
        ({"period": "2025-H2", "deadline": "cuối tháng"}, "PERIOD_004", {"value": "cuối tháng"}),
        ({"period": "2025-H2", "deadline": 15.0}, "PERIOD_004", {"value": "15"}),
        ({"period": JULY_1ST}, "PERIOD_001", {"period": "01/07/2025"}),
        (
            {"period": "2025-H2", "deadline": "15/12/2020"}, "PERIOD_007",
            {"deadline": "15/12/2020", "period": "2025-H2", "start": "01/07/2025"},
        ),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_is_said_as_she_sees_it(fresh: Room, choices: dict, code: str, facts: dict) -> None:
    choose(fresh, **choices)
    before = fresh.master.read_bytes()
    with pytest.raises(Stop) as stop:
        fresh.open_period(None)
    assert (stop.value.message.code, stop.value.message.facts) == (code, facts)
    assert fresh.master.read_bytes() == before


def test_a_year_typed_as_a_number_is_a_period(fresh: Room) -> None:
    choose(fresh, period=2025.0)
    assert fresh.open_period(None).period == "2025"


def test_prefill_is_yes_or_no(room: Room) -> None:
    choose(room, prefill="có lẽ")
    with pytest.raises(Stop) as stop:
        room.distribute()
    assert (stop.value.message.code, stop.value.message.facts) == ("CHOICE_001", {"value": "có lẽ"})


def test_folders_chosen_are_used(room: Room, tmp_path: Path) -> None:
    elsewhere = tmp_path / "Thư mục chung" / "gửi về"
    choose(room, outbox="phiếu đi", inbox=str(elsewhere), backups="bản sao")
    with open_book(room.master, write=True) as book:
        from kehoach_xl.workflows.distribute import distribute

        report = distribute(book, now=at(25, month=11))
    assert Path(report.folder) == room.folder / "phiếu đi" / "2025-H2"
    elsewhere.mkdir(parents=True)
    room.send("STP", {"2.3": doing()})
    for each in room.inbox.iterdir():
        each.replace(elsewhere / each.name)
    with open_book(room.master, write=True) as book:
        from kehoach_xl.workflows.merge import merge

        merged = merge(book, now=at(19))
    assert merged.cells["applied"] == 3
    assert Path(merged.backup).parent == room.folder / "bản sao"


def test_prefill_follows_the_choice(room: Room) -> None:
    room.send("STP", {"2.3": doing(result="Nội dung kỳ trước.")})
    room.merge()
    room.open_period("2026-H1")
    for choice, text in (("Có", "Nội dung kỳ trước."), ("Không", None)):
        choose(room, prefill=choice)
        room.distribute(only=("STP",))
        form = load_workbook(room.form("STP", "2026-H1"))["Báo cáo"]
        found = {cell.value for row in form.iter_rows() for cell in row}
        assert ("Nội dung kỳ trước." in found) == (text is not None), choice


def test_a_master_without_these_cells_goes_by_the_usual(room: Room) -> None:
    repack(room.master, lambda part, data: re.sub(rb'<definedName name="LC_\w+">[^<]*</definedName>', b"", data))
    with open_book(room.master, write=False) as book:
        desk = Desk(book)
        assert set(desk.choices.places) == {"current"}
        assert desk.folder("inbox") == room.folder / "nhan-ve"
    assert room.open_period("2026-H1").new_rows > 0
