"""Her master after she made it her own: every sheet and heading renamed, columns and rows inserted, moved and hidden,
her own columns and notes between ours. Every operation gives what it gives on an untouched master.

The rearranging is done by LibreOffice, as a person does it there.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kehoach_xl.sheets.layout import TableLayout, sheets, tables
from tests.workflows.office import Room, at, copy, doing, done

pytestmark = [pytest.mark.slow, pytest.mark.tools]

NOTE = "Ghi chú của tôi"
# Tables that share a sheet with others, or are drawn by formulas: columns are only put between them.
NOT_MOVED = (
    *("fields", "deadlines", "days", "scope", "facts", "settings"),
    *("goals", "trials", "history", "bulk", "office"),
)
# Cells merged over several columns cannot be cut apart: what is moved there, and before what.
WITHIN_MERGED = {"appendix": ("amended", "reporters"), "indices": ("done", "name")}
VERY_HIDDEN = "_kehoach"


def renamed(sheet: str) -> str:
    return f"{sheet} 'mới' 2025"


def her_own(layout: TableLayout) -> Iterator[Sequence[Any]]:
    """What she does to one table: headings, a column moved, one of her own inserted, one hidden, a row above."""
    sheet, head = layout.sheet, layout.first - 1
    for column in layout.columns:
        if not column.hidden and layout.id not in WITHIN_MERGED:
            yield "write", sheet, head, layout.at(column.field), f"{column.head} của tôi"
    if layout.id in NOT_MOVED:
        return
    shown = [column.field for column in layout.columns if not column.hidden]
    moved, before = WITHIN_MERGED.get(layout.id, (shown[-1], shown[1]))
    yield "move column", sheet, layout.at(moved), layout.at(before)
    yield "insert column", sheet, layout.at(before)
    yield "write", sheet, head, layout.at(before), NOTE
    yield "write", sheet, layout.first, layout.at(before), "chỉ của tôi"
    yield "hide column", sheet, layout.left + len(layout.columns)
    yield "insert row", sheet, 1


def steps() -> list[Sequence[Any]]:
    """All of it, and at last other names for the sheets. A table that shares a sheet is written before the other
    one there pushes it down."""
    found: list[Sequence[Any]] = []
    for layout in sorted(tables().values(), key=lambda one: one.id not in NOT_MOVED):
        if layout.first and layout.sheet != VERY_HIDDEN:
            found += her_own(layout)
    found += [("insert column", "Thiết lập", column) for column in (11, 6, 4)]
    found += [("insert column", sheet, 1) for sheet in ("Bảng điều khiển", "Tổng hợp", "Danh mục")]
    found += [("insert row", sheet, 1) for sheet in ("Thiết lập", "Bảng điều khiển", "Danh mục")]
    found += [("rename", sheet, renamed(sheet)) for sheet in sheets() if sheet != VERY_HIDDEN]
    return found


@pytest.fixture(scope="module")
def rearranged(built: Room, tmp_path_factory: pytest.TempPathFactory, libreoffice) -> Room:
    room = copy(built, tmp_path_factory.mktemp("của chị"))
    libreoffice.rearranged(room.master, room.folder / "khác.xlsx", steps())
    (room.folder / "khác.xlsx").replace(room.master)
    return room


@pytest.fixture(scope="module")
def both(built: Room, rearranged: Room, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, dict, Room]:
    """What a working year leaves on an untouched master and on hers, and her room after it."""
    plain, hers = copy(built, tmp_path_factory.mktemp("a")), copy(rearranged, tmp_path_factory.mktemp("b"))
    return year(plain), year(hers), hers


def year(room: Room) -> dict[str, Any]:
    """Every operation once, and what each of them says and leaves."""
    told: dict[str, Any] = {}
    room.type("fields", "id", "extra1", head="Nguồn kinh phí")
    room.type("fields", "id", "extra4", head="Kinh phí")
    told["open"] = room.open_period()
    told["check"] = found(room.check())
    report = room.distribute()
    told["sent"] = [(one.agency, one.tasks, one.dispatch) for one in report.files]
    room.type("progress", "code", "2.3", result="Nhập tay.", extra4=15.0)
    room.type("appendix", "code", "1.1", status="Đang thực hiện", extra1="Vốn tỉnh")
    room.type("appendix", "code", "2.4", leads="Sở TP")
    room.send("STP", {"2.3": doing(70, "Bảy vướng mắc.", **{"Kinh phí": -120.5}), "2.4": doing(60)})
    room.send("SKHCN", {"3.1": done(**{"Nguồn kinh phí": "Ngân sách"})})
    merged = room.merge()
    told["merged"] = (dict(merged.cells), len(merged.edits), len(merged.unplaced), merged.waiting)
    told["conflicts"] = conflicts(room)
    room.choose("Lấy số liệu gửi về")
    told["decided"] = room.apply_decisions().applied
    told["after decision"] = room.record()
    room.undo(now=at(20, 11))
    told["after undo"] = room.record()
    decree = {"document": "15/QĐ-UBND", "document_date": date(2025, 11, 20)}
    room.add("amendments", kind="Gia hạn", target="3.1", value="2026", effective=date(2025, 12, 1), **decree)
    told["amended"] = [one.code for one in room.amend().applied]
    letter = {"document": "12/BC-SNV", "document_date": date(2025, 12, 10), "received": date(2025, 12, 12)}
    room.add("entries", agency="SNV", medium="Văn bản giấy", code="3.3", status="Hoàn thành", extra4=2.5, **letter)
    told["entered"] = dict(room.enter().cells)
    told["checked"] = found(room.check())
    told["repaired"] = room.repair().kinds
    told["summary"] = room.summary().total, room.summary().receipts
    room.close_period(agreed=lambda question: True)
    told["next"] = room.open_period("2026-H1", now=at(20, month=5, year=2026)).new_rows
    told["record"] = room.record() | room.record("2026-H1")
    told["shown"] = {line.id: {n: v for n, v in line.cells.items() if v is not None} for line in room.desk().lines}
    told["receipts"] = [{n: v for n, v in row.cells.items()} for row in room.desk().table("receipts").rows]
    return told


def found(report: Any) -> list[tuple[str, str, str]]:
    return [(one.issue.message.code, one.issue.row_id, one.issue.field) for one in report.findings]


def conflicts(room: Room) -> list[list[Any]]:
    wanted = ("code", "column", "sent", "ours", "theirs", "reason")
    return [[row[name] for name in wanted] for row in room.conflicts()]


# -- the tests ------------------------------------------------------------------------------------------


def test_every_operation_gives_what_it_gives_on_an_untouched_master(both: tuple[dict, dict, Room]) -> None:
    plain, hers, _ = both
    for told in plain:
        assert hers[told] == plain[told], told
    assert plain["merged"][:3] == ({"applied": 12, "conflict": 2}, 4, 0)
    assert (plain["decided"], plain["amended"], plain["entered"]) == (1, ["AMEND_004"], {"applied": 2})
    assert sum(plain["repaired"].values()) == 1
    assert [row[:2] for row in plain["conflicts"]] == [["2.3", "Kinh phí"], ["2.3", "Kết quả thực hiện trong kỳ"]]


def test_her_headings_columns_and_notes_stay(both: tuple[dict, dict, Room]) -> None:
    sheets_now = both[2].sheets()
    for layout in tables().values():
        if not layout.first or layout.sheet == VERY_HIDDEN:
            continue
        cells = sheets_now[renamed(layout.sheet)].values()
        if layout.id not in NOT_MOVED:
            assert NOTE in cells and "chỉ của tôi" in cells
        if layout.id not in WITHIN_MERGED:
            heads = [f"{column.head} của tôi" for column in layout.columns if not column.hidden]
            assert set(heads) <= set(cells), layout.id


def test_the_totals_of_her_master_still_compute(both: tuple[dict, dict, Room], libreoffice) -> None:
    cells = libreoffice.recalculated(both[2].master)
    wrong = [
        (sheet, address, value)
        for sheet, found in cells.items()
        for address, value in found.items()
        if isinstance(value, str) and re.fullmatch(r"Err:\d+|#[A-Z/0]+[?!]?", value)
    ]
    assert wrong == []
    total, _ = both[0]["summary"]
    assert float(total["count"]) in cells[renamed("Tổng hợp")].values()


def test_the_new_master_and_hers_differ_in_every_sheet(built: Room, rearranged: Room) -> None:
    """Else the tests above would prove nothing."""
    before, after = built.desk(), rearranged.desk()
    for name, layout in tables().items():
        if name in NOT_MOVED:
            continue
        was, now = before.table(name), after.table(name)
        assert now.sheet == renamed(was.sheet)
        assert (now.first, now.columns != was.columns) == (was.first + 1, True), name
        assert sorted(now.columns, key=now.columns.get) != [column.field for column in layout.columns], name
    assert isinstance(rearranged.master, Path)
