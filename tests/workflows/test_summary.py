"""Tổng hợp: LibreOffice recalculates the master, and every total is the one Python counts by itself."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from kehoach_xl.domain.status import CLASSES
from kehoach_xl.reports.data import data
from kehoach_xl.sheets.layout import tables
from kehoach_xl.sheets.table import column_letters
from tests.workflows.office import PERIOD, Room, at, doing, done

pytestmark = pytest.mark.tools

Sheets = Mapping[str, Mapping[str, Any]]
NONE_DUE = "chưa có nhiệm vụ đến hạn"


def lines(sheet: Mapping[str, Any], head: str) -> dict[str, dict[str, Any]]:
    """{code: {heading: value}} of the table of `Tổng hợp` whose second column is headed ``head``; a heading is read
    without the sign above its class."""
    top = next(int(address[1:]) for address, value in sheet.items() if address[0] == "B" and value == head)
    letters = [column_letters(column) for column in range(1, 21)]
    heads = {at: sheet.get(f"{at}{top + 1}") or sheet.get(f"{at}{top}") for at in letters}
    found: dict[str, dict[str, Any]] = {}
    row = top + 2
    while sheet.get(f"A{row}") or sheet.get(f"B{row}"):
        code = sheet.get(f"A{row}") or sheet[f"B{row}"]
        found[str(code)] = {str(name).split("\n")[-1]: sheet.get(f"{at}{row}") for at, name in heads.items()}
        row += 1
    return found


def counted(line: Mapping[str, Any], unit: str) -> dict[str, Any]:
    """A line of the sheet in the keys of ``summary --json``."""
    rate = line["Tỷ lệ hoàn thành"]
    return {
        "count": line[unit],
        "classes": {name: line[name] for name in CLASSES},
        "due": line["Đến hạn"],
        "done": line["Hoàn thành"],
        "rate": None if rate == "–" else round(rate, 4),
    }


def moved(line: Mapping[str, Any]) -> dict[str, Any] | None:
    """The change that a line shows, in the keys of ``summary --json``."""
    done, points = line["Đến hạn đã xong: thêm (+), bớt (-)"], line["Điểm phần trăm"]
    return None if done in (None, "") else {"done": done, "points": None if points == "–" else round(points, 2)}


def listed(sheet: Mapping[str, Any], title: str, *columns: str) -> list[tuple[Any, ...]]:
    """The lines of one of the short lists, by its columns."""
    row = next(int(address[1:]) for address, value in sheet.items() if str(value).startswith(title)) + 2
    found = [tuple(sheet.get(f"{at}{row + n}") for at in columns) for n in range(10)]
    return [line for line in found if any(one not in (None, "") for one in line) and line[0] != "Không có."]

ERROR = re.compile(r"Err:\d+|#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)")


def told(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ("count", "classes", "due", "done", "rate")}


def column(sheets: Sheets, table: str, field: str) -> list[Any]:
    """The values of a bound column, top to bottom, blanks as None."""
    layout = tables()[table]
    letters = column_letters(layout.at(field))
    return [sheets[layout.sheet].get(f"{letters}{layout.first + i}") or None for i in range(400)]


def errors(sheets: Sheets) -> list[tuple[str, str, Any]]:
    return [
        (name, address, value)
        for name, cells in sheets.items()
        for address, value in cells.items()
        if isinstance(value, str) and ERROR.fullmatch(value)
    ]


def held_against(room: Room, office) -> tuple[dict[str, Any], Sheets]:
    """The figures of Python and of LibreOffice, after both agreed on every one."""
    # The sheets count lateness up to the day of this machine.
    report = room.summary(now=datetime.combine(date.today(), time(5), UTC))
    found, sheets = data(report), office.recalculated(room.master)
    assert errors(sheets) == []
    summary = sheets["Tổng hợp"]

    components = lines(summary, "Chỉ số thành phần")
    total = components.pop("Tổng cộng")
    if found["components"]:
        assert counted(total, "Số nhiệm vụ") == told(found["total"])
    asked = {each["code"]: told(each) for each in found["components"]}
    for code, line in components.items():
        # A component no task of which is in force in the period has no line in the report: all zeros here.
        assert {k: v for k, v in counted(line, "Số nhiệm vụ").items() if k != "count"} == {
            k: v for k, v in asked.get(code, nothing()).items() if k != "count"
        }
    periods = {code: line for code, line in lines(summary, "Tên kỳ báo cáo").items()}
    assert {c: counted(line, "Số lượt") for c, line in periods.items() if line["Số lượt"]} == {
        each["code"]: told(each) for each in found["periods"]
    }
    agencies = lines(summary, "Cơ quan báo cáo")
    assert {c: counted(line, "Số nhiệm vụ") for c, line in agencies.items() if line["Số nhiệm vụ"]} == {
        each["code"]: told(each) for each in found["agencies"]
    }
    told_change = found["change"] or {"total": None, "components": {}, "agencies": {}}
    if found["components"]:
        assert moved(total) == told_change["total"]
    for of, told_of in ((components, told_change["components"]), (agencies, told_change["agencies"])):
        assert {code: moved(of[code]) for code in told_of} == told_of
    watched(summary, found)
    receipts = {(each["agency"], each["period"]): each["state"] for each in found["receipts"]}
    assert matrix(sheets["Nộp báo cáo"]) == receipts
    sent = zip(
        column(sheets, "receipts", "agency"),
        column(sheets, "receipts", "period"),
        column(sheets, "receipts", "result"),
        strict=True,
    )
    assert {(agency, period): result for agency, period, result in sent if agency} == receipts

    desk = room.desk()
    classes = class_by_row(room)
    ids, shown = column(sheets, "progress", "id"), column(sheets, "progress", "class")
    assert {key: klass for key, klass in zip(ids, shown, strict=True) if key} == classes
    by_class = Counter(
        klass for key, klass in zip(column(sheets, "appendix", "id"), column(sheets, "appendix", "class"), strict=True)
        if key in desk.task_by_id and klass
    )  # fmt: skip
    assert by_class == {name: count for name, count in found["total"]["classes"].items() if count}
    tiles(sheets["Bảng điều khiển"], found, desk)
    gaps(sheets, found)
    return found, sheets


def watched(sheet: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """The three short lists, as far as they are shown, and how many there are in all."""
    names = {each["code"]: each["name"] for each in found["agencies"]}
    signs = {"Trễ": "! Trễ", "Trống": "○ Trống", "Chưa gửi": "× Chưa gửi"}
    assert listed(sheet, "a) Phiếu quá hạn nộp", "A", "C", "D") == [
        (names[one["agency"]], one["days"], signs[one["state"]]) for one in found["late"][:10]
    ]
    assert listed(sheet, "b) Nhiệm vụ đã qua ngày đến hạn, chưa xong", "G", "M", "N")[bool(not found["overdue"]) :] == [
        (one["code"], one["agency"], one["days"]) for one in found["overdue"][:10]
    ]
    assert listed(sheet, "c) Đề nghị", "P", "S", "T") == [
        (names[one["agency"]], f"{one['in_time']}/{one['due']}", f"{one['on_time']}/{one['forms']}")
        for one in found["awards"][:10]
    ]
    said = [str(value) for value in sheet.values()]
    for title, count in (("a) Phiếu quá hạn nộp", "late"), ("b) Nhiệm vụ đã qua", "overdue"), ("c) Đề", "awards")):
        caption = next(one for one in said if one.startswith(title))
        assert f": {len(found[count])} " in caption


SYMBOLS = {"✓": "Đúng hạn", "!": "Trễ", "○": "Trống", "×": "Chưa gửi", "…": "Chưa gửi"}


def matrix(sheet: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """{(agency, period): result} of `Nộp báo cáo`."""
    heads = {at: code for at, code in ((f"{column_letters(c)}", sheet.get(f"{column_letters(c)}8"))
                                       for c in range(10, 22)) if code}  # fmt: skip
    return {
        (sheet[f"A{row}"], code): SYMBOLS[sheet[f"{at}{row}"]]
        for row in range(13, 113) if sheet.get(f"A{row}")
        for at, code in heads.items() if sheet[f"{at}{row}"] != "–"
    }  # fmt: skip


def nothing() -> dict[str, Any]:
    return {"count": 0, "classes": dict.fromkeys(CLASSES, 0), "due": 0, "done": 0, "rate": None}


def class_by_row(room: Room) -> dict[str, str]:
    from kehoach_xl.domain.summary import Report, report_class
    from kehoach_xl.domain.timeframe import due

    desk = room.desk()
    found = {}
    for row in desk.record:
        task, listed = desk.task_by_id[row.task], desk.periods[row.period]
        values = {name: value for name, value in row.values.items() if value is not None}
        report = Report(row.task, task.component, row.agency, row.period, due(task.timeframe, listed.period), values)
        found[f"{row.task}|{row.period}|{row.agency}"] = report_class(report)
    return found


def tiles(sheet: Mapping[str, Any], found: Mapping[str, Any], desk: Any) -> None:
    """The tiles and the list of things to do, each known by its caption."""
    total, classes, receipts = found["total"], found["total"]["classes"], found["receipt_totals"]
    count = sum(receipts.values())
    wanted = {
        "Nhiệm vụ của kế hoạch": 35,
        "Đến hạn, tính đến hết kỳ": total["due"],
        "● Hoàn thành đúng hạn": classes["Hoàn thành đúng hạn"],
        "●! Hoàn thành quá hạn": classes["Hoàn thành quá hạn"],
        "► Đang thực hiện trong hạn": classes["Đang thực hiện trong hạn"],
        "! Quá hạn theo ngày chốt số liệu": classes["Đang thực hiện quá hạn"] + classes["Chưa thực hiện quá hạn"],
        "? Chưa báo cáo": classes["Chưa báo cáo"],
        "Phiếu nộp đúng hạn": f"{receipts['Đúng hạn']}/{count}" if count else "–",
    }
    shown = {value: sheet[f"{address[0]}{int(address[1:]) + 1}"] for address, value in sheet.items() if value in wanted}
    assert shown == wanted
    rate = next(value for value in sheet.values() if str(value).startswith("Tỷ lệ hoàn thành nhiệm vụ đến hạn"))
    if total["due"]:
        assert f": {total['done']}/{total['due']} nhiệm vụ (" in rate
    else:
        assert rate.endswith(NONE_DUE)
    first = int(next(at for at, value in sheet.items() if value == "Việc cần làm ngay")[1:])
    todo = {sheet.get(f"B{row}"): sheet.get(f"F{row}") for row in range(first + 1, first + 9)}
    assert todo["Nhiệm vụ đã qua ngày đến hạn, chưa xong"] == len(found["overdue"])
    assert todo["Xung đột số liệu chờ quyết định"] == found["open_conflicts"]
    assert todo["Cơ quan chưa gửi phiếu của kỳ"] == receipts["Chưa gửi"]
    assert todo["Phiếu gửi về còn trống"] == receipts["Trống"]
    waiting = [row for row in desk.record if row.period == found["period"] and not row.agency]
    assert todo["Nhiệm vụ chưa xác định cơ quan báo cáo"] == len(waiting)
    assert f" đã nộp {receipts['Đúng hạn'] + receipts['Trễ']}/{count}" in str(sheet.values())


def gaps(sheets: Sheets, found: Mapping[str, Any]) -> None:
    layout = tables()["indices"]

    def shown(row: int, field: str) -> Any:
        value = sheets["Chỉ số"][f"{column_letters(layout.at(field))}{row}"]
        return None if value == "không có" else value

    for row, line in enumerate(found["indices"], layout.first):
        baseline, goal = line["baseline"], line["goal"]
        for field, value, digits in (
            ("gap", line["gap"], 2),
            ("covered", line["covered"] and line["covered"] * 100, 1),
            ("place", line["baseline_position"], 2),
            ("goal_place", line["goal_position"], 2),
            ("score", baseline["score"], 2),
            ("goal_score", goal["score"], 2),
        ):
            wanted = None if value is None else pytest.approx(value, abs=0.5001 * 10**-digits)
            assert shown(row, field) == wanted, (row, field)


# -- masters ------------------------------------------------------------------------------------


def test_a_new_master_shows_no_error(built: Room, libreoffice) -> None:
    sheets = libreoffice.recalculated(built.master)
    assert errors(sheets) == []
    assert "(chưa mở kỳ báo cáo)" in sheets["Bảng điều khiển"].values()
    assert NONE_DUE in str(sheets["Bảng điều khiển"].values())
    counts = [line["Số nhiệm vụ"] for line in lines(sheets["Tổng hợp"], "Chỉ số thành phần").values()]
    assert counts == [3, 4, 21, 7, 35]


def test_an_opened_period_with_nothing_in_it(room: Room, libreoffice) -> None:
    found, _ = held_against(room, libreoffice)
    assert found["total"]["classes"]["Chưa báo cáo"] == 35
    assert found["receipt_totals"] == {"Đúng hạn": 0, "Trễ": 0, "Trống": 0, "Chưa gửi": 12}


def test_a_half_year_in_which_nothing_falls_due(fresh: Room, libreoffice) -> None:
    fresh.open_period("2025-H1")
    found, sheets = held_against(fresh, libreoffice)
    assert (found["total"]["due"], found["total"]["rate"]) == (0, None)
    assert NONE_DUE in str(sheets["Tổng hợp"].values())
    assert {line["Tỷ lệ hoàn thành"] for line in lines(sheets["Tổng hợp"], "Chỉ số thành phần").values()} == {"–"}


EVERY_STATUS = {
    "STP": {"2.3": doing(), "2.4": {"status": "Không còn phù hợp"}},
    "SKHCN": {"3.1": doing(), "3.20": {"status": "Chưa thực hiện"}},
    "SNV": {"3.3": done(), "4.6": {"status": "Đang thực hiện"}},
    "SNgV": {"3.10": done(finish_date=date(2026, 1, 5)), "3.11": done(finish_date=None)},
    "STC": {"3.12": done(), "3.13": {"status": "Chưa thực hiện"}, "3.14": doing()},
    "SNNMT": {
        "3.15": done(), "3.16": {"status": "Không còn phù hợp"}, "4.1": doing(), "4.2": {"status": "Không còn phù hợp"},
        "4.3": {"result": "Không ghi trạng thái."}, "4.4": {"status": "Đang thực hiện", "quantity": 14},
    },
}  # fmt: skip


def answered(room: Room) -> None:
    for agency, answers in EVERY_STATUS.items():
        room.send(agency, answers, saved=at(18 if agency == "STC" else 12))
    room.send("HQ11", {}, saved=at(12))


def test_every_status_and_every_receipt(room: Room, libreoffice) -> None:
    answered(room)
    room.merge()
    found, _ = held_against(room, libreoffice)
    assert found["receipt_totals"] == {"Đúng hạn": 5, "Trễ": 1, "Trống": 1, "Chưa gửi": 5}
    assert sum(found["total"]["classes"].values()) == found["total"]["count"] == 35
    assert len([count for count in found["total"]["classes"].values() if count]) >= 7


def test_a_group_lead_with_several_members(room: Room, libreoffice) -> None:
    room.type("agencies", "name", room.shown("3.2", "leads"), members="SCT; STP; STC")
    room.open_period()
    room.distribute()
    room.send("STP", {"3.2": done()})
    room.send("STC", {"3.2": doing()})
    room.merge()
    found, _ = held_against(room, libreoffice)
    assert found["total"]["count"] == 35
    assert found["periods"][0]["count"] == 37


def test_two_periods_side_by_side(room: Room, libreoffice) -> None:
    answered(room)
    room.merge()
    room.open_period("2026-H1")
    found, sheets = held_against(room, libreoffice)
    assert [each["code"] for each in found["periods"]] == [PERIOD, "2026-H1"]
    assert "6 tháng đầu năm 2026" in str(sheets["Bảng điều khiển"].values())


def test_forms_that_are_not_due_yet_take_nothing_from_an_agency(room: Room, libreoffice) -> None:
    """A period far ahead is sent out: the one before it is seen as before, and nobody is late in the new one."""
    room.send("STP", {"2.3": done(), "2.4": done()}, saved=at(12))
    room.merge()
    ahead = f"{date.today().year + 1}-H2"
    before = room.summary().forms_by_agency["STP"]
    room.open_period(ahead)
    room.distribute()
    assert [room.summary(period=code).forms_by_agency["STP"] for code in (PERIOD, ahead)] == [before, before]
    assert (before.on_time, before.sent) == (1, 1)
    found, sheets = held_against(room, libreoffice)
    assert found["period"] == ahead
    sheet = sheets["Nộp báo cáo"]
    row = next(address[1:] for address, value in sheet.items() if value == "STP" and address[0] == "A")
    assert [sheet[f"{at}{row}"] for at in "CGHJK"] == ["… Chưa gửi", 1, 1, "✓", "…"]


def test_published_results_close_the_gap(room: Room, libreoffice) -> None:
    desk = room.desk()
    for row, score in zip(desk.table("indices").rows, (6.5, 5.0, 4.0, 5.0), strict=False):
        room.type("indices", "id", row.text("id"), actual_score=score, actual_rank=20.0, actual_of=34.0)
    found, _ = held_against(room, libreoffice)
    assert [round(line["gap"], 2) for line in found["indices"]] == [-0.32, 0.42, 1.36, 1.08, 2.54]


@pytest.mark.slow
def test_the_demo_at_its_end(played, libreoffice, tmp_path) -> None:
    from tests.workflows.office import copy

    room = copy(Room(played[1]), tmp_path / "demo")
    room.master = room.folder / "so-dieu-phoi.xlsm"
    found, _ = held_against(room, libreoffice)
    assert (found["total"]["done"], found["total"]["due"]) == (10, 15)
