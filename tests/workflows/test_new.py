"""Tạo sổ: the new master says what the plan says, looks as the document prints, and is the same every time."""

import os
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kehoach_xl import templates
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.layout import sheets, tables
from kehoach_xl.workflows.check import check
from kehoach_xl.workflows.new import new
from tests.workflows.office import PLAN, Room

ROOT = Path(__file__).parents[2]
DATA = templates.load_toml(f"plans/{PLAN}.toml")
NAMES = {
    each["code"]: each["name"]
    for kind in ("agencies", "groups")
    for each in templates.load_toml(f"agencies/{DATA['plan']['registry']}.toml")[kind]
}


@pytest.fixture(scope="session")
def book(built: Room):
    return load_workbook(built.master)


def rows(book, table: str) -> list[dict]:
    layout = tables()[table]
    sheet = book[layout.sheet]
    found = []
    for row in range(layout.first, sheet.max_row + 1):
        cells = {column.field: sheet.cell(row, layout.at(column.field)) for column in layout.columns}
        if cells[layout.columns[0].field].value is not None:
            found.append(cells)
    return found


# -- what the plan says ---------------------------------------------------------------------------


def test_the_sheet_holds_the_35_tasks_of_the_plan_as_printed(book) -> None:
    tasks = [row for row in rows(book, "appendix") if row["content"].value is not None]
    told = [
        (row["code"].value, row["leads"].value, row["coordinators"].value or "", row["timeframe"].value)
        for row in tasks
    ]
    assert told == [(t["code"], written(t["leads"]), written(t["coordinators"]), t["timeframe"]) for t in DATA["tasks"]]
    assert len(told) == 35
    assert [row["content"].value for row in tasks] == [t["content"] for t in DATA["tasks"]]


def written(codes: list[str]) -> str:
    return ", ".join(NAMES[code] for code in codes)


def test_codes_are_text_so_that_3_1_is_not_3_10(book) -> None:
    codes = [row["code"] for row in rows(book, "appendix")]
    assert all(cell.data_type == "s" and cell.number_format == "@" for cell in codes)
    texts = [cell.value for cell in codes]
    assert {"3.1", "3.10", "3.2", "3.20"} <= set(texts) and len(set(texts)) == 39


def test_the_four_components_carry_their_numbers(book) -> None:
    found = [row for row in rows(book, "appendix") if row["content"].value is None]
    numbers = [
        (row["code"].value, row["score"].value, row["rank"].value, row["goal_score"].value, row["goal_rank"].value)
        for row in found
    ]
    assert numbers == [
        ("1", 4.93, "50/63", 6.18, "25/34"),
        ("2", 3.67, "51/63", 5.42, "23/34"),
        ("3", 3.09, "54/63", 5.36, "24/34"),
        ("4", 4.58, "45/63", 6.08, "22/34"),
    ]
    indices = [
        tuple(row[name].value for name in ("score", "rank", "of", "goal_score", "goal_rank", "goal_of"))
        for row in rows(book, "indices")[:4]
    ]
    assert indices == [
        (4.93, 50, 63, 6.18, 25, 34),
        (3.67, 51, 63, 5.42, 23, 34),
        (3.09, 54, 63, 5.36, 24, 34),
        (4.58, 45, 63, 6.08, 22, 34),
    ]


def test_every_row_has_an_id_of_its_own(book) -> None:
    ids = [row["id"].value for row in rows(book, "appendix")]
    assert len(set(ids)) == len(ids) == 39


def test_the_register_is_the_shipped_one(book) -> None:
    assert {row["code"].value: row["name"].value for row in rows(book, "agencies")} == NAMES


def test_the_heading_is_the_printed_one(book) -> None:
    sheet = book["Phụ lục"]
    assert [sheet.cell(row, 2).value for row in (1, 2, 3)] == DATA["plan"]["appendix_title"]
    tops = {str(area) for area in sheet.merged_cells.ranges}
    assert {"D6:E6", "F6:G6", "I6:J6", "B6:B7", "K6:K7"} <= tops
    assert [sheet[a].value for a in ("D6", "F6", "I6")] == ["Năm 2024", "Mục tiêu năm 2025", "Phân công thực hiện"]


# -- the same every time --------------------------------------------------------------------------

BUILD = """
import sys
from pathlib import Path

from kehoach_xl.workflows.new import new

new(sys.argv[1], Path(sys.argv[2]))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Anchorage", "PYTHONHASHSEED": "99", "LC_ALL": "C.UTF-8"},
    ],
)
def test_a_build_elsewhere_gives_the_same_bytes(built: Room, tmp_path: Path, surroundings: dict) -> None:
    path = tmp_path / "khác.xlsx"
    environment = {**os.environ, **surroundings, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", BUILD, PLAN, str(path)], env=environment, check=True, timeout=120)
    assert path.read_bytes() == built.master.read_bytes()


def test_the_committed_master_is_a_fresh_build(built: Room) -> None:
    committed = ROOT / "workbooks" / f"{PLAN}.xlsx"
    assert parts(committed) == parts(built.master), "rebuild it: kehoach-xl new workbooks/… --overwrite"


OTHERS = sorted(path.stem for path in (templates.folder() / "plans").glob("*.toml") if path.stem != PLAN)


def test_every_shipped_plan_stands_ready() -> None:
    assert {path.name for path in (ROOT / "workbooks").glob("*.xls*")} == {f"{plan}.xlsx" for plan in (PLAN, *OTHERS)}


@pytest.mark.slow
@pytest.mark.parametrize("plan", OTHERS)
def test_the_other_committed_masters_are_fresh_builds(tmp_path: Path, plan: str) -> None:
    fresh = tmp_path / f"{plan}.xlsx"
    new(plan, fresh)
    assert parts(ROOT / "workbooks" / fresh.name) == parts(fresh), "rebuild it: kehoach-xl new workbooks/… --overwrite"


@pytest.mark.slow
@pytest.mark.parametrize("plan", OTHERS)
def test_a_new_master_has_no_error(tmp_path: Path, plan: str) -> None:
    path = tmp_path / f"{plan}.xlsx"
    new(plan, path)
    with open_book(path, write=True) as book:
        report = check(book, now=datetime(2026, 3, 2, tzinfo=UTC))
    assert [one.issue.message.text for one in report.findings if one.issue.message.level == "error"] == []


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


# -- how it is made -----------------------------------------------------------------------------


def test_the_sheets_stand_in_order_and_the_facts_are_very_hidden(book) -> None:
    assert tuple(book.sheetnames) == sheets()
    assert {sheet.title: sheet.sheet_state for sheet in book if sheet.sheet_state != "visible"} == {
        "_kehoach": "veryHidden"
    }


def test_every_column_of_every_table_has_its_name(book) -> None:
    for table in tables().values():
        spans = set()
        for column in table.columns:
            found = re.fullmatch(
                r"'?([^'!]+)'?!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)", book.defined_names[column.name].attr_text
            )
            assert found, column.name
            sheet, left, first, right, last = found.groups()
            assert (sheet, left) == (table.sheet, right)
            assert book[sheet][f"{left}1"].column == table.at(column.field)
            spans.add((int(first), int(last)))
        assert len(spans) == 1, table.id


def test_no_macros_no_links_no_personal_data(built: Room) -> None:
    texts = parts(built.master)
    assert not [name for name in texts if re.search(r"vba|externalLink|customUI|activeX", name, re.IGNORECASE)]
    everything = b"\n".join(texts.values())
    assert b"/home/" not in everything and b"/tmp/" not in everything


# Pages next to each other, and the columns repeated on each.
SIDE_BY_SIDE = {
    "Tiến độ": (3, "$C:$D"), "Cơ quan": (2, "$A:$A"), "Kỳ báo cáo": (2, "$A:$A"), "Gửi nhận": (2, "$B:$C"),
    "Điều chỉnh": (2, "$B:$B"), "Nhập thay": (2, "$B:$B"), "Kiểm tra": (2, "$D:$E"), "Xung đột": (2, "$C:$E"),
    "Tệp gửi về": (2, "$B:$C"), "Thư": (2, "$B:$C"), "Nhật ký": (2, "$A:$B"), "Danh mục": (2, None),
}  # fmt: skip
PRINTED = [name for name in sheets() if name not in ("Bảng điều khiển", "_kehoach")]


@pytest.mark.parametrize("name", PRINTED)
def test_a_sheet_prints_as_the_decree_asks(book, name: str) -> None:
    sheet = book[name]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)  # 9: A4
    if name == "Thiết lập":
        assert (sheet.page_setup.scale, [one.id for one in sheet.col_breaks.brk]) == (82, [10, 15])
    else:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        wide, kept = SIDE_BY_SIDE.get(name, (1, None))
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (wide, 0)
        assert sheet.print_title_cols == kept
    assert (sheet.page_setup.firstPageNumber or 1) == 1 and sheet.page_setup.useFirstPageNumber
    assert sheet.print_title_rows
    assert sheet.HeaderFooter.differentFirst and not sheet.firstHeader.center.text
    header = sheet.oddHeader.center
    assert (header.text, header.font) == ("&P", "Times New Roman,Regular")
    assert [round(getattr(sheet.page_margins, side) * 25.4) for side in ("top", "bottom")] == [20, 20]  # millimetres


def test_the_appendix_prints_what_the_document_prints(book) -> None:
    sheet = book["Phụ lục"]
    assert sheet.print_title_rows == "$6:$7"
    assert sheet.print_area == "'Phụ lục'!$B$1:$K$46"
    assert [round(getattr(sheet.page_margins, side) * 25.4) for side in ("left", "right")] == [30, 15]


def test_everything_is_set_in_times_new_roman(book) -> None:
    fonts = {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert fonts == {"Times New Roman"}


# -- where it goes -------------------------------------------------------------------------------


def test_a_master_that_is_there_is_not_written_over(fresh: Room) -> None:
    fresh.open_period()
    before = fresh.master.read_bytes()
    with pytest.raises(Stop) as stop:
        new(PLAN, fresh.master)
    assert stop.value.message.code == "NEW_002"
    assert fresh.master.read_bytes() == before
    report = new(PLAN, fresh.master, overwrite=True)
    assert (report.components, report.tasks) == (4, 35)
    assert fresh.master.read_bytes() != before


@pytest.mark.parametrize(
    ("plan", "name", "code"),
    [("không-có", "a.xlsx", "NEW_001"), (PLAN, "a.xls", "NEW_004"), (PLAN, "tệp/a.xlsx", "NEW_003")],
)
def test_what_cannot_be_made_leaves_nothing(tmp_path: Path, plan: str, name: str, code: str) -> None:
    (tmp_path / "tệp").write_bytes(b"a file where a folder should be")
    with pytest.raises(Stop) as stop:
        new(plan, tmp_path / name)
    assert stop.value.message.code == code
    assert [path.name for path in tmp_path.iterdir()] == ["tệp"]


def test_a_master_that_is_replaced_stays_among_the_backups(fresh: Room) -> None:
    before = fresh.master.read_bytes()
    new(PLAN, fresh.master, overwrite=True)
    assert [path.read_bytes() for path in (fresh.folder / "sao-luu").iterdir()] == [before]
