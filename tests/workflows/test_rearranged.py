"""Her master after she made it her own: saved by another program, columns moved, headings renamed, rows sorted."""

import re
from collections.abc import Callable

import pytest
from openpyxl.utils import get_column_letter

from kehoach_xl.sheets.layout import tables
from tests.workflows.office import Room, at, doing, repack

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

STP = {"2.3": doing(70, "Bảy vướng mắc."), "2.4": doing(60, "Đăng 63 văn bản.")}


def every_button(room: Room) -> None:
    """Run every operation and look at what it should leave."""
    room.send("STP", STP)
    report = room.merge()
    assert (dict(report.cells), report.edits, report.unplaced) == ({"applied": 6}, [], [])
    assert room.record()["2.3", "STP"] == {"status": "Đang thực hiện", "percent": 70.0, "result": "Bảy vướng mắc."}
    assert room.shown("2.4", "result") == "Đăng 63 văn bản."
    assert room.check().count("error") == 0
    assert room.summary().receipts["STP"] == {"2025-H2": "Đúng hạn"}
    room.type("progress", "code", "1.1", result="Nhập tay.")
    room.undo()
    assert room.record()["2.3", "STP"] == {} and room.cell("1.1", "result") == "Nhập tay."
    assert room.open_period("2026-H1").new_rows > 0
    assert [f.dispatch for f in room.distribute(only=("STP",)).files] == ["2026-H1/STP/01"]
    assert room.merge(period="2025-H2", now=at(22)).cells["applied"] == 6


@pytest.mark.tools
@pytest.mark.slow
def test_saved_by_libreoffice_every_button_works(room: Room, libreoffice) -> None:
    libreoffice.resave(room.master, room.folder / "lo.xlsx")
    (room.folder / "lo.xlsx").replace(room.master)
    every_button(room)


@pytest.mark.tools
@pytest.mark.slow
def test_headings_renamed_and_a_value_typed_in_libreoffice(room: Room, libreoffice) -> None:
    progress = tables()["progress"]
    head = progress.first - 1
    renamed = {
        ("Tiến độ", f"{get_column_letter(progress.at(field))}{head}"): f"Cột của tôi {field}"
        for field in ("status", "result", "period", "agency")
    }
    typed = {("Tiến độ", f"{get_column_letter(progress.at('result'))}{progress.first}"): "=1+1"}
    libreoffice.resave(room.master, room.folder / "lo.xlsx", renamed | typed)
    (room.folder / "lo.xlsx").replace(room.master)
    room.send("STP", STP)
    report = room.merge()
    assert [(edit.cell[3], edit.new) for edit in report.edits] == [("result", "=1+1")]
    assert room.record()["2.3", "STP"]["percent"] == 70.0


def rows_sorted(room: Room) -> None:
    """Sort `Tiến độ` by agency, as a filter's arrow does: whole rows change places."""
    desk = room.desk()
    table = desk.table("progress")
    inputs = [name for name in table.columns if name not in ("class", "slow", "overdue")]
    rows = sorted(table.rows, key=lambda row: (row.text("agency"), row.text("code")), reverse=True)
    cells = [
        (table.sheet, table.first + i, table.columns[name], row.cells[name])
        for i, row in enumerate(rows)
        for name in inputs
    ]
    room.write(cells)


def rows_filtered(room: Room) -> None:
    """Hide some rows of `Tiến độ`, as a filter does."""

    def hide(data: bytes) -> bytes:
        return re.sub(rb'<row r="(7|9|11)"', rb'<row r="\1" hidden="1"', data)

    repack(room.master, lambda part, data: hide(data) if part == sheet_part(room, "Tiến độ") else data)


def column_inserted(room: Room) -> None:
    """Her own column before «Trạng thái» in `Tiến độ`: cells, names and formulas move one to the right."""
    moved_from = tables()["progress"].at("status")
    part = sheet_part(room, "Tiến độ")

    def letters(match: re.Match[bytes]) -> bytes:
        column = number(match[2].decode())
        return (
            match[1]
            + (get_column_letter(column + 1) if column >= moved_from else match[2].decode()).encode()
            + match[3]
        )

    def move(name: str, data: bytes) -> bytes:
        if name == part:
            data = re.sub(rb"<autoFilter.*?</autoFilter>|<autoFilter[^>]*/>", b"", data)
            data = re.sub(rb"<(conditionalFormatting|dataValidations)\b.*?</\1>", b"", data, flags=re.DOTALL)
            data = re.sub(rb"<cols>.*?</cols>", b"", data, flags=re.DOTALL)
            data = re.sub(rb'( spans=")[^"]*(")', rb"\g<1>1:40\2", data)
            data = re.sub(rb'(<c r=")([A-Z]+)(\d+")', letters, data)
            data = re.sub(rb"(<f [^>]*>)", lambda f: re.sub(rb"(\b)([A-Z]{1,2})(\d+\b)", letters, f[1]), data)  # ref=
            return re.sub(
                rb"(<f[^>]*>)([^<]+)</f>",
                lambda f: f[1] + re.sub(rb"(?<![A-Za-z_\"])()([A-Z]{1,2})(\d+\b)", letters, f[2]) + b"</f>",
                data,
            )
        if name == "xl/workbook.xml":
            data = re.sub(rb'<definedName name="_xlnm[^>]*>[^<]*</definedName>', b"", data)

            def names(match: re.Match[bytes]) -> bytes:
                return re.sub(rb"(\$)([A-Z]+)(\$)", letters, match[0])

            return re.sub(rb'<definedName name="TD_[^<]*', names, data)
        return data

    repack(room.master, move)


def number(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total


def sheet_part(room: Room, name: str) -> str:
    from tests.support.package import read

    return next(sheet.part for sheet in read(room.master).sheets if sheet.name == name)


@pytest.mark.slow
@pytest.mark.parametrize("change", [rows_sorted, rows_filtered, column_inserted])
def test_rearranged_every_button_works(room: Room, change: Callable[[Room], None]) -> None:
    change(room)
    every_button(room)


@pytest.mark.tools
def test_with_a_column_of_her_own_the_totals_still_move(room: Room, libreoffice) -> None:
    column_inserted(room)
    room.send("STP", STP)
    room.merge()
    sheets = libreoffice.recalculated(room.master)
    progress = tables()["progress"]
    moved = get_column_letter(progress.at("class") + 1)
    classes = [value for address, value in sheets["Tiến độ"].items() if re.fullmatch(rf"{moved}\d+", address)]
    assert classes.count("Thường xuyên – có kết quả trong kỳ") == 2
    assert "Err:" not in str(sheets) and "#" not in "".join(str(v) for v in sheets["Tổng hợp"].values())


def test_what_she_wrote_beside_the_tables_stays(room: Room) -> None:
    progress = tables()["progress"]
    beyond = progress.left + len(progress.columns) + 2
    room.write([("Tiến độ", progress.first, beyond, "ghi chú của tôi"), ("Tổng hợp", 60, 30, "ghi chú khác")])
    room.send("STP", STP)
    room.merge()
    room.undo()
    sheets = room.sheets()
    assert sheets["Tiến độ"][f"{get_column_letter(beyond)}{progress.first}"] == "ghi chú của tôi"
    assert sheets["Tổng hợp"]["AD60"] == "ghi chú khác"
