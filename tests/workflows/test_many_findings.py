"""A file with thousands of things to look at: the first of each kind are listed, the rest counted, nothing is lost."""

from collections import Counter

import pytest

from kehoach_xl.sheets.returned_files import ITEMS, TAKEN, FileLine, FindingLine, merged_blocks
from tests.workflows.office import PERIOD, Room, column_of, doing

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

ADDED = 6_000  # more than the sheet has prepared lines


def with_added_rows(book, sheet) -> None:
    task, result = column_of(sheet, "content"), column_of(sheet, "result")
    first = sheet.max_row + 1
    for n in range(ADDED):
        sheet.cell(first + n, task).value = f"Nhiệm vụ đề xuất số {n + 1}"
        sheet.cell(first + n, result).value = f"Đã làm {n + 1}."


def test_a_return_of_six_thousand_added_rows_keeps_every_files_own_line(room: Room) -> None:
    room.send("STP", {"2.4": doing(60, "Đăng 63 văn bản.")}, name="a.xlsx", touch=with_added_rows)
    room.send("SNV", {}, name="b.xlsx")
    report = room.merge()
    listed = room.listed()
    assert [one["file"] for one in listed if one["item"] == "Tệp"] == ["a.xlsx", "b.xlsx"]
    assert Counter(one["item"] for one in listed)["Dòng thêm"] == 31
    added = [one for one in listed if one["item"] == "Dòng thêm"]
    assert (added[0]["returned"], added[29]["returned"], added[30]["returned"]) == (
        "Nhiệm vụ đề xuất số 1 – Đã làm 1.", "Nhiệm vụ đề xuất số 30 – Đã làm 30.", None,
    )  # fmt: skip
    assert added[30]["text"] == "Và 5970 mục nữa, xem trong tệp gửi về."
    assert len(report.files[0].proposals) == ADDED
    assert room.cell("2.4", "result", "STP") == "Đăng 63 văn bản."
    assert sum(report.fates["a.xlsx"].values()) == report.files[0].cells == ADDED + 3


def test_findings_of_many_files_never_take_the_room_of_a_files_own_line(room: Room) -> None:
    """60 files with all there may be to look at are more than the sheet holds: what is left out is counted."""
    desk = room.desk()
    findings = [FindingLine(item, f"{item} {n}") for item in ITEMS for n in range(40)]
    lines = [FileLine(PERIOD, f"{n}.xlsx", f"{n:064}", "STP", TAKEN, "", {}, findings=findings) for n in range(60)]
    table = desk.table("files")
    at = {name: column for name, column in table.columns.items() if name in ("item", "text", "file")}
    written: dict[str, list] = {name: [] for name in at}
    for block in merged_blocks(desk, PERIOD, lines, ()):
        for name, column in at.items():
            if block.column <= column < block.column + len(block.rows[0]):
                written[name] += [row[column - block.column] for row in block.rows]
    heads = [file for file, item in zip(written["file"], written["item"], strict=True) if item == "Tệp"]
    assert heads == [f"{n}.xlsx" for n in range(60)]
    assert len(written["item"]) == table.last - table.first + 1
    # 31 files with 5 kinds of 31 lines; of the next 135 more fit, the last of which says what 21 others would.
    assert (len(heads), written["item"].count("Tệp") + 31 * 155 + 135) == (60, 5_000)
    assert written["text"].count("Và 21 mục nữa, xem trong tệp gửi về.") == 1
