"""`Kết quả thực hiện`: every task the summary counts, whole texts, and nothing of hers lost."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kehoach_xl.cli import main
from kehoach_xl.sheets.layout import tables
from tests.workflows.office import Room, done

pytestmark = pytest.mark.slow

LAYOUT = tables()["results"]
SHEET, FIRST = LAYOUT.sheet, LAYOUT.first
END = FIRST + 4 + 35 - 1  # four components and their tasks
LONG = " ".join(f"Nội dung {n}: đã tổ chức hội nghị phổ biến cam kết cho doanh nghiệp;" for n in range(1, 31))
CONTENT = LAYOUT.at("content")


def lines(path: Path) -> list[dict[str, Any]]:
    """Every row from the first on, by field."""
    sheet = load_workbook(path)[SHEET]
    return [
        {column.field: sheet.cell(row, LAYOUT.at(column.field)).value for column in LAYOUT.columns}
        for row in range(FIRST, sheet.max_row + 1)
    ]


def of(room: Room, code: str) -> list[dict[str, Any]]:
    """The lines of one task."""
    found = lines(room.master)
    task = next(line["task"] for line in found if line["code"] == code)
    return [line for line in found if str(line["task"]).partition("+")[0] == task]


def type_below(room: Room, *texts: tuple[int, str]) -> None:
    room.write((SHEET, row, CONTENT, text) for row, text in texts)


# -- what she typed below the table ------------------------------------------------------------------


def test_what_she_typed_below_the_table_stays(room: Room) -> None:
    room.summary()
    type_below(room, (END + 1, "Ghi chú ngay dưới bảng"), (END + 3, "KÝ THAY GIÁM ĐỐC"))
    room.send("STP", {"2.3": done("Đã ban hành kế hoạch.")})
    room.merge()
    assert room.summary().notices == []
    assert of(room, "2.3")[0]["result"] == "Đã ban hành kế hoạch."
    below = [line["content"] for line in lines(room.master)[END + 1 - FIRST :]]
    assert below == ["Ghi chú ngay dưới bảng", None, "KÝ THAY GIÁM ĐỐC"]


def test_a_table_that_grows_shorter_empties_its_own_rows_only(room: Room) -> None:
    room.send("STP", {"2.3": done(LONG)})
    room.merge()
    room.summary()
    longer = END + len(of(room, "2.3")) - 1
    assert longer > END + 2
    type_below(room, (longer + 1, "KÝ THAY GIÁM ĐỐC"))
    # A row she put between: it has no key.
    room.write([(SHEET, END + 2, LAYOUT.at("task"), None), (SHEET, END + 2, CONTENT, "Ghi chú giữa bảng")])
    room.type("progress", "result", LONG, result="Đã ban hành kế hoạch.")
    room.summary()
    below = {at: line["content"] for at, line in enumerate(lines(room.master), FIRST) if at > END and line["content"]}
    assert below == {END + 2: "Ghi chú giữa bảng", longer + 1: "KÝ THAY GIÁM ĐỐC"}


def test_a_table_that_would_grow_over_it_stays_and_the_row_is_named(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    room.summary()
    type_below(room, (END + 1, "Ghi chú ngay dưới bảng"), (END + 2, "KÝ THAY GIÁM ĐỐC"))
    before = lines(room.master)
    room.send("STP", {"2.3": done(LONG)})
    room.merge()
    notices = room.summary().notices
    assert lines(room.master) == before
    more = notices[0].facts["last"]
    assert [str(one) for one in notices] == [
        f"Trang «Kết quả thực hiện» chưa lập lại được: bảng cần thêm dòng (đến dòng {more}), nhưng dòng {END + 1}, "
        f"{END + 2} có nội dung anh/chị tự ghi; nội dung này và bảng cũ giữ nguyên. Đề nghị chuyển nội dung này xuống "
        f"dưới dòng {more} hoặc sang trang khác rồi thực hiện lại «Tổng hợp» (lệnh summary)."
    ]
    assert main(["summary", "--master", str(room.master)]) == 1
    assert str(notices[0]) in capsys.readouterr().out
    type_below(room, (END + 1, None), (END + 2, None), (more + 2, "KÝ THAY GIÁM ĐỐC"))
    assert room.summary().notices == []
    assert len(of(room, "2.3")) == more - END + 1
    assert lines(room.master)[-1]["content"] == "KÝ THAY GIÁM ĐỐC"


# -- long texts --------------------------------------------------------------------------------------


def test_a_long_text_goes_on_in_the_rows_below(room: Room) -> None:
    room.send("STP", {"2.3": done(LONG, difficulties=LONG[:300])})
    room.merge()
    room.summary()
    first, *more = of(room, "2.3")
    assert len(more) >= 2
    assert [line["task"] for line in more] == [f"{first['task']}+{n}" for n in range(1, len(more) + 1)]
    assert " ".join(line["result"] for line in (first, *more)) == LONG
    assert {(line["code"], line["content"], line["class"]) for line in more} == {(None, "(tiếp theo)", None)}
    sheet = load_workbook(room.master)[SHEET]
    heights = [sheet.row_dimensions[row].height for row in range(FIRST, END + len(more) + 1)]
    assert max(heights) <= 210  # points, of the 482 that a page has


# -- tasks that nobody is waited for any more -----------------------------------------------------------


def test_a_task_dropped_in_mid_period_stands_with_its_class_and_since_when(room: Room) -> None:
    room.send("STP", {"2.3": done("Đã ban hành kế hoạch.")})
    room.merge()
    room.add(
        "amendments", kind="Dừng nhiệm vụ", target="2.3", effective=date(2025, 12, 10), document="15/QĐ-UBND",
        document_date=date(2025, 12, 8),
    )  # fmt: skip
    assert room.amend().refused == []
    report = room.summary()
    (line,) = of(room, "2.3")
    assert (line["class"], line["result"]) == (
        "× Không còn phù hợp (đã dừng từ 10/12/2025 theo 15/QĐ-UBND; báo hoàn thành 01/12/2025)",
        "Đã ban hành kế hoạch.",
    )  # fmt: skip
    assert len([one for one in lines(room.master) if one["class"]]) == report.total["count"]
