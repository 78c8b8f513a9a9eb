"""«Kiểm tra» on a whole master: what a new one says, names that broke, rules switched off, formulas and errors."""

import re
from datetime import date

import pytest

from kehoach_xl.domain.checks import rules
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.reports.data import data
from kehoach_xl.reports.notice import notice
from kehoach_xl.reports.text import text
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.layout import tables
from tests.workflows.office import Room, at, repack

pytestmark = pytest.mark.slow

# All that a new master of the FTA plan says, but for what its document prints oddly (CHECK_090).
EARNED = [
    ("warning", "CHECK_022", "Phụ lục", "3.2"),
    ("hint", "CHECK_015", "Phụ lục", "1"),
    ("hint", "CHECK_024", "Phụ lục", "3.18"),
    ("hint", "CHECK_024", "Phụ lục", "3.19"),
    ("hint", "CHECK_070", "Cơ quan", ""),
]


def said(report, leave_out=("CHECK_090",)):
    return [
        (one.issue.message.code, one.sheet, one.address)
        for one in report.findings if one.issue.message.code not in leave_out
    ]  # fmt: skip


def in_list(room: Room) -> list[str]:
    """The codes in `Kiểm tra`."""
    with open_book(room.master, write=False) as book:
        return [row.text("code") for row in Desk(book).table("issues").rows]


def cell(room: Room, code: str, field: str) -> tuple[str, int, int]:
    """Sheet, row and column of a cell of `Phụ lục`."""
    table = room.desk().table("appendix")
    return table.sheet, next(row.row for row in table.rows if row.text("code") == code), table.columns[field]


def renamed(room: Room, **names: str | None) -> None:
    """Point defined names elsewhere; None takes a name away."""

    def change(part: str, content: bytes) -> bytes:
        for name, refers in names.items() if part == "xl/workbook.xml" else ():
            pattern = rb'<definedName name="' + name.encode() + rb'"([^>]*)>[^<]*</definedName>'
            new = b"" if refers is None else b'<definedName name="%s"\\1>%s</definedName>' % (
                name.encode(), refers.encode())  # fmt: skip
            content, count = re.subn(pattern, new, content)
            assert count == 1, name
        return content

    repack(room.master, change)


def test_a_new_master_has_no_error_and_what_its_document_earns(fresh: Room) -> None:
    report = fresh.check()
    codes = {line.id: line.text("code") for line in fresh.desk().lines}
    found = [
        (one.issue.message.level, one.issue.message.code, one.sheet, codes.get(one.issue.row_id, ""))
        for one in report.findings if one.issue.message.code != "CHECK_090"
    ]  # fmt: skip
    assert found == EARNED
    assert report.count("error") == 0
    assert sum(one.issue.message.code == "CHECK_090" for one in report.findings) == 35


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ({"TD_status": None}, "CHECK_800"),
        ({"TD_status": "#REF!"}, "CHECK_801"),
        ({"TD_status": "'Tiến độ'!$J$6:$K$5005"}, "CHECK_801"),
        ({"TD_status": "'Phụ lục'!$A$5:$A$5004"}, "CHECK_802"),
        ({"TD_status": "'Tiến độ'!$K$5:$K$5004"}, "CHECK_804"),
    ],
)
def test_a_broken_name_is_a_finding_and_the_other_sheets_are_checked(room: Room, names, code: str) -> None:
    room.type("appendix", "code", "2.3", timeframe="khi có điều kiện")
    renamed(room, **names)
    report = room.check()
    found = said(report)
    assert [one[:2] for one in found if one[0].startswith("CHECK_8")] == [(code, "Tiến độ")]
    assert [one[1] for one in found if one[0] == "CHECK_030"] == ["Phụ lục"]
    listed = in_list(room)
    assert code in listed and "CHECK_030" in listed


def test_a_shifted_name_is_a_finding_and_its_sheet_is_still_checked(room: Room) -> None:
    desk = room.desk()
    row = desk.table("progress").rows[3]
    room.write([("Tiến độ", row.row, desk.table("progress").columns["percent"], 120.0)])
    renamed(room, TD_status="'Tiến độ'!$J$6:$J$5004")
    found = said(room.check())
    assert [one[:2] for one in found if one[0] in ("CHECK_803", "CHECK_050")] == [
        ("CHECK_803", "Tiến độ"), ("CHECK_050", "Tiến độ"),
    ]  # fmt: skip


def test_a_name_of_the_list_itself_stops_the_check(room: Room) -> None:
    renamed(room, KT_says=None)
    with pytest.raises(Stop) as stopped:
        room.check()
    assert stopped.value.message.code == "BOOK_006"


def test_a_rule_switched_off_is_quiet_and_told_everywhere(fresh: Room) -> None:
    fresh.type("rules", "code", "CHECK_024", off="Tắt", reason="Văn bản không ghi cơ quan phối hợp")
    fresh.type("rules", "code", "CHECK_015", off="Tắt")
    report = fresh.check()
    codes = [code for code, *_ in said(report)]
    assert "CHECK_024" not in codes and codes.count("CHECK_015") == 1 and codes.count("CHECK_900") == 1
    assert report.off == {"CHECK_024": "Văn bản không ghi cơ quan phối hợp"}
    assert data(report)["off"] == report.off
    assert "CHECK_024 Không có cơ quan phối hợp: Văn bản không ghi cơ quan phối hợp" in text(report)
    assert "Đang tắt 1 quy tắc (trang Quy tắc): CHECK_024." in notice(report).text
    (line,) = fresh.journal("Kiểm tra")
    assert line["note"].endswith("Quy tắc đã tắt: CHECK_024 (Văn bản không ghi cơ quan phối hợp).")


def test_every_rule_can_be_switched_off_in_its_sheet(fresh: Room) -> None:
    listed = [row.text("code") for row in fresh.desk().table("rules").rows]
    assert set(listed) == {code for rule in rules() for code in rule.codes}


def test_a_formula_where_a_value_belongs_is_told_and_one_where_it_belongs_is_not(room: Room) -> None:
    sheet, row, column = cell(room, "1", "score")
    with open_book(room.master, write=True) as book:
        book.sheets[sheet].range((row, column)).formula = "=4+0.93"
        book.save()
    found = said(room.check())
    assert [one[1] for one in found if one[0] == "CHECK_710"] == ["Phụ lục"]


def test_an_error_cell_is_told_once(room: Room) -> None:
    room.type("appendix", "code", "1", score="#N/A")
    _, row, column = cell(room, "1", "score")
    address = f"{column_letters(column)}{row}"
    found = said(room.check())
    assert [one for one in found if one[2] == address and one[1] == "Phụ lục"] == [("CHECK_711", "Phụ lục", address)]


def test_the_list_names_the_source_of_a_rule(room: Room) -> None:
    room.check()
    rows = room.desk().table("issues").rows
    sources = {row.text("code"): row.text("source") for row in rows}
    assert sources["CHECK_015"] == "Nghị quyết số 202/2025/QH15 (34 tỉnh, thành phố)"
    assert tables()["issues"].column("source").head == "Căn cứ"


def test_rows_of_a_period_are_held_against_the_plan_as_it_was_in_force_then(fresh: Room) -> None:
    fresh.open_period("2025-H2")
    by = {"document": "15/QĐ-UBND", "document_date": date(2025, 12, 18), "effective": date(2026, 1, 15)}
    fresh.add("amendments", kind="Điều chỉnh nội dung", target="2.3", value="Tổ chức đối thoại", **by)
    fresh.add("amendments", kind="Gia hạn", target="3.1", value="2027", **by)
    fresh.amend()
    fresh.open_period("2026-H1", now=at(5, month=6, year=2026))
    report = fresh.check()
    assert fresh.shown("2.3", "content") == "Tổ chức đối thoại"
    assert [one for one in report.findings if one.issue.message.code in ("CHECK_306", "CHECK_307")] == []
