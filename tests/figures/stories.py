"""Workbooks made up by seeded chance: several periods, every status, groups, letters, amendments, and nonsense.

What the operations write is made by the operations; answers, days of receipt and choices are typed straight into the
cells afterwards, as she may, so that every mixture occurs.
"""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kehoach_xl.domain.progress import to_cell
from kehoach_xl.domain.values import STATUSES
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.award_rule import FINISHED, HANDED_IN
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import bound_range
from tests.workflows.office import Room, at, copy, doing, done, raw

SEEDS = tuple(f"seed-{number}" for number in range(1, 11))
STORIES = ("new", "empty", "nothing-due", "nonsense", *SEEDS, "asked", "letters")

# Orders of opening.
CALENDARS = (
    ("2025-H1", "2025-H2", "2026-H1"),
    ("2025-Q2", "2025-Q3", "2025-CD1", "2025-Q4", "2025-9T", "2025"),
    ("2025-H2", "2025-DX1", "2026-H1", "2026-H2"),
    ("2026-H1", "2025-H2"),
)
# More periods than the sheets show, each about a few tasks.
MANY = (*(f"2025-T{month:02}" for month in range(1, 13)), "2026-CD1", "2026-T01")
STEADY = ("Tuyên truyền.", None, "Đã tập huấn 02 lớp.")
NONSENSE = ("x", "*", "?", "hôm qua", -1.0, 0.0, 1e6, "1/0", "N/A", " ", "31/12/2025", 12.5, "~", 46002.25, 46010.42)


def play(story: str, built: Room, folder: Path) -> tuple[Room, bool]:
    """A room with the workbook of a story, and whether nonsense stands in its input cells."""
    room = copy(built, folder)
    if story == "new":
        return room, False
    if story == "empty":
        room.open_period("2025-H2")
        room.distribute()
        return room, False
    if story == "nothing-due":
        room.open_period("2025-H1", now=at(2, month=6))
        room.distribute(now=at(2, month=6))
        return room, False
    if story == "asked":
        return _asked(room), False
    if story == "letters":
        return _letters(room), False
    chance = random.Random(story)
    calendar = MANY if story == "seed-5" else CALENDARS[STORIES.index(story) % len(CALENDARS)]
    _groups(room, chance)
    for code in calendar:
        _open(room, code, "2.1-2.4; 3.1" if calendar is MANY else "")
        if chance.random() < 0.8:
            room.distribute(now=at(24, month=11))
        if chance.random() < 0.3:
            _amend(room, chance)
        _answer(room, code, chance)
        if chance.random() < 0.4:
            room.close_period(code, now=at(20 + chance.randrange(9)))
    room.summary(period=calendar[-1])
    _receive(room, chance)
    _look_at(room, chance.choice(calendar))
    _thresholds(room, chance, (*NONSENSE, None) if story == "nonsense" else (0.0, 20.0, 33.3, 50.0))
    if story == "nonsense":
        _spoil(room, chance)
    return room, story == "nonsense"


def _asked(room: Room) -> Room:
    """Two values for one cell, and a list of findings: lines that link to where they are about."""
    room.open_period("2025-H2")
    room.distribute()
    room.send("STP", {"2.3": doing(40), "2.4": done(finish_date=None)})
    room.merge()
    key = next(row.text("id") for row in room.desk().table("progress").rows if row.text("code") == "2.3")
    room.type("progress", "id", key, percent=55.0)
    room.send("STP", {"2.3": doing(70), "2.4": doing(10)}, saved=at(15), name="sửa lại.xlsx")
    room.merge()
    assert room.conflicts()
    room.check()
    return room


def _letters(room: Room) -> Room:
    """Reports that came as letters: of agencies that were sent a form, in time and after it, and of one that was not
    (it reports after the deadline of the others, and owes nothing)."""
    room.open_period("2025-H2", deadline=date(2025, 12, 17))
    room.distribute(only=("STP", "SNV", "SKHCN"), now=at(24, month=11))
    for name, code, received in (("Sở Tư pháp", "2.3", 16), ("Sở Nội vụ", "3.3", 18), ("Sở Tài chính", "3.12", 19)):
        room.add("entries", agency=name, code=code, medium="Văn bản giấy", document="12/BC", result="Đã họp.",
                 document_date=date(2025, 12, 10), status="Đang thực hiện",
                 received=date(2025, 12, received))  # fmt: skip
    room.enter()
    forms = room.desk().table("receipts").rows
    assert [row.text("agency") for row in forms if row.text("received") and not row.text("dispatch")] == ["STC"]
    return room


def _groups(room: Room, chance: random.Random) -> None:
    """Some collective names get members, so that a task has several reporters; others still nobody."""
    for code, members in (("3.2", "SCT; STP; STC"), ("2.1", "SNV; STC")):
        if chance.random() < 0.7 and room.desk().register.read(str(room.shown(code, "leads"))).codes:
            room.type("agencies", "name", str(room.shown(code, "leads")), members=members)


def _open(room: Room, code: str, scope: str) -> None:
    options: dict[str, Any] = {"scope": scope}
    if "-CD" in code or "-DX" in code:
        year = int(code[:4])
        options = {"name": "Rà soát ưu đãi thuế quan", "since": date(year, 3, 1), "until": date(year, 9, 30)}
        options["scope"] = "1; 3.1-3.9"
    room.open_period(code, **options)


def _amend(room: Room, chance: random.Random) -> None:
    """A task is dropped, one given away, one extended or one added."""
    by = {"document": "15/QĐ-UBND", "document_date": date(2025, 5, 20), "effective": date(2025, 6, 1)}
    kinds: tuple[dict[str, Any], ...] = (
        {"kind": "Dừng nhiệm vụ", "target": chance.choice(("3.4", "4.2"))},
        {"kind": "Giao lại chủ trì", "target": "2.3", "value": "Sở Nội vụ"},
        {"kind": "Gia hạn", "target": "3.1", "value": "2026"},
        {"kind": "Bổ sung nhiệm vụ", "target": "3", "value": "Lập danh mục mặt hàng tận dụng ưu đãi.",
         "leads": "Sở Tài chính", "timeframe": "2025"},
    )  # fmt: skip
    room.add("amendments", **(by | chance.choice(kinds)))
    room.amend()


def _answer(room: Room, code: str, chance: random.Random) -> None:
    """Some agencies fill their rows of a period: every status, with and without days and results."""
    desk = room.desk()
    table = desk.table("progress")
    silent = {one.code for one in desk.register.agencies if chance.random() < 0.25}
    cells = []
    for row in table.rows:
        if row.text("period") != code or row.text("agency") in silent or chance.random() < 0.15:
            continue
        answer: dict[str, Any] = {"status": chance.choice(STATUSES), "result": chance.choice(STEADY)}
        if chance.random() < 0.5:
            answer["status"] = "Hoàn thành"
        if answer["status"] == "Hoàn thành" and chance.random() < 0.8:
            answer["finish_date"] = date(int(code[:4]), 1, 10) + timedelta(days=chance.randrange(500))
        if chance.random() < 0.2:
            answer["quantity"] = float(chance.randrange(5))
        cells += [(table.sheet, row.row, table.columns[name], raw(value)) for name, value in answer.items()]
    room.write(cells)


def _receive(room: Room, chance: random.Random) -> None:
    """Days of receipt and how much was filled: in time, late, empty, missing."""
    desk = room.desk()
    table = desk.table("receipts")
    cells = []
    for row in table.rows:
        listed = desk.periods[row.text("period")]
        kind = chance.choice(("in time", "in time", "late", "empty", "missing"))
        if kind == "missing":
            continue
        deadline = listed.deadline or listed.period.end
        received = deadline + timedelta(days=chance.randrange(1, 40) if kind == "late" else -chance.randrange(9))
        filled = 0.0 if kind == "empty" else float(chance.randrange(1, 30))
        hour = chance.choice((0.0, 0.0, 0.42, 0.999))  # a time of day is still that day
        cells.append((table.sheet, row.row, table.columns["received"], to_cell(received) + hour))
        cells.append((table.sheet, row.row, table.columns["filled"], filled))
    room.write(cells)


def _look_at(room: Room, code: str) -> None:
    """She picks a period on the dashboard."""
    with open_book(room.master, write=True) as book:
        desk = Desk(book)
        with desk.cells.written([desk.current_block(code)]):
            book.app.calculate()
            book.save()


def _thresholds(room: Room, chance: random.Random, values: tuple[Any, ...]) -> None:
    """She sets what the shortlist asks: less than usual, so that somebody is on it."""
    with open_book(room.master, write=False) as book:
        cells = Desk(book).cells
        places = [bound_range(cells, name) for name in (FINISHED, HANDED_IN)]
    room.write((at.sheet, at.row1, at.column1, chance.choice(values)) for at in places)


# Cells she may fill, by table and field, that formulas look at.
INPUTS = (
    ("progress", ("due_date", "status", "percent", "quantity", "result", "finish_date", "evidence_date")),
    ("receipts", ("received", "filled")),
    ("periods", ("deadline", "report_by", "scope")),
    ("indices", ("actual_score", "actual_rank", "actual_of")),
    ("appendix", ("reporters", "status", "percent")),
    ("agencies", ("name", "short", "members", "valid_to")),
)


def _spoil(room: Room, chance: random.Random) -> None:
    """Nonsense where she may type."""
    desk = room.desk()
    cells = []
    for name, fields in INPUTS:
        table = desk.table(name)
        for row in table.rows:
            if row.text("id") == "TONG":  # the total, which is computed
                continue
            for field in fields:
                if chance.random() < 0.2:
                    cells.append((table.sheet, row.row, table.columns[field], chance.choice(NONSENSE)))
    room.write(cells)
