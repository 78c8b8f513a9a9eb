"""The workbook that gathers masters: every formula is what pandas counts over its lines, every link leads somewhere."""

import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pandas as pd
import pytest
from openpyxl import load_workbook

from kehoach_xl.building import consolidated_book
from kehoach_xl.building.file_link import link
from kehoach_xl.domain.consolidated import GROUPS, Place
from kehoach_xl.domain.gathered import Gathered
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.formulas import NONE_DUE
from kehoach_xl.sheets.layout import TableLayout, consolidated, consolidated_sheets
from kehoach_xl.workflows.consolidate import consolidate
from tests.support import excel_rules, openxml
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import Room, at
from tests.workflows.provinces import AWKWARD, province, strangers

pytestmark = [pytest.mark.slow, pytest.mark.tools]

MADE = date(2025, 12, 30)
MISSING, NONE = "không có", "–"
Cells = Mapping[str, Any]


@pytest.fixture(scope="module")
def books(sent_out: Room, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A gathering of four plans, of one, and of none."""
    folder = tmp_path_factory.mktemp("bộ") / "các tỉnh"
    rooms = province(folder / "bốn", sent_out)
    strangers(folder / "không" / "lạ", sent_out)
    shutil.copytree(folder / "không" / "lạ", folder / "bốn" / "lạ")
    shutil.copytree(rooms["ddci"].folder, folder / "một")
    return {
        name: Path(consolidate(folder / name, now=at(30, 10)).out) for name in ("bốn", "một", "không")
    }


@pytest.fixture(scope="module", params=["bốn", "một", "không"])
def book(request: pytest.FixtureRequest, books: dict[str, Path]) -> Path:
    return books[request.param]


# -- formulas -------------------------------------------------------------------------------------------


class Lines:
    """The lines of one table as written, and where its cells are."""

    def __init__(self, cells: Cells, layout: TableLayout) -> None:
        self.layout = layout
        head = f"{column_letters(layout.at('plan'))}"
        first = next(row for row in range(1, 200) if cells.get(f"{head}{row}") == "Kế hoạch") + 1
        self.first, rows = first, []
        while any(f"{column_letters(layout.at(c.field))}{first + len(rows)}" in cells for c in layout.columns):
            row = first + len(rows)
            rows.append({c.field: cells.get(self.at(c.field, row)) for c in layout.columns} | {"row": row})
        self.total = first + len(rows) - 1
        self.frame = pd.DataFrame(rows[:-1])

    def at(self, field: str, row: int) -> str:
        return f"{column_letters(self.layout.at(field))}{row}"

    def sum(self, field: str, of: Any = None) -> float:
        """The numbers of a column, of all lines or of some."""
        column = (self.frame if of is None else of)[field]
        return float(pd.to_numeric(column, errors="coerce").fillna(0).sum())


def rate(done: float, due: float) -> float | str:
    return done / due if due else NONE_DUE


def numbers(*values: Any) -> bool:
    return all(isinstance(value, int | float) for value in values)


def on_time(words: pd.Series) -> str:
    sent = words.str.endswith(("Đúng hạn", "Trễ", "Trống", "Chưa gửi"), na=False).sum()
    return f"đúng hạn {words.str.endswith('Đúng hạn', na=False).sum()}/{sent}" if sent else NONE


def overview(cells: Cells, sheets: Mapping[str, Cells], unread: int) -> dict[str, Any]:
    lines = Lines(cells, consolidated()["overview"])
    total = {field: lines.sum(field) for field in ("count", *GROUPS.values(), "due", "done")}
    found = {lines.at(field, lines.total): value for field, value in total.items()}
    found[lines.at("rate", lines.total)] = rate(total["done"], total["due"])
    for row in lines.frame.itertuples():
        if numbers(row.due):
            found[lines.at("rate", row.row)] = rate(row.done, row.due)
    forms = Lines(sheets["Nộp phiếu, chỉ số"], consolidated()["standing"])
    sent, handed_in, timely = (int(forms.sum(field)) for field in ("sent", "handed_in", "on_time"))
    gaps = [g for row in forms.frame.itertuples() if (g := gap(row.goal, row.latest)) != MISSING]
    count, due, done = (int(total[field]) for field in ("count", "due", "done"))
    share = f"{round(done / due * 100, 1):g} % của {due} đến hạn" if due else NONE_DUE
    of_all = f"trên {count} nhiệm vụ"
    values = (lines.frame["no"].notna().sum(), count, due, done, total["overdue"], total["unreported"],
              f"{timely}/{sent}", f"{sum(g <= 0 for g in gaps)}/{len(gaps)}")  # fmt: skip
    says = (f"{unread} tệp không tính", "được hỏi trong kỳ", of_all, share, of_all, of_all, f"đã nộp {handed_in} phiếu",
            "trên số có điểm và mục tiêu")  # fmt: skip
    for column, value, text in zip("ACEGIKMO", values, says, strict=True):
        found |= {f"{column}5": value, f"{column}6": text}
    groups = [int(total[field]) for field in GROUPS.values()]
    names = ("hoàn thành", "thường xuyên có kết quả", "đang thực hiện trong hạn", "chưa thực hiện, chưa có kết quả",
             "quá hạn", "chưa báo cáo", "không còn phù hợp")  # fmt: skip
    parts = " + ".join(f"{n} {name}" for n, name in zip(groups, names, strict=True))
    assert sum(groups) == count
    return found | {"A8": f"Cộng các nhóm: {parts} = {count} nhiệm vụ."}


def gap(goal: Any, latest: Any) -> Any:
    return round(goal - latest, 6) if numbers(goal, latest) else MISSING


def standing(cells: Cells, *_: Any) -> dict[str, Any]:
    lines = Lines(cells, consolidated()["standing"])
    found: dict[str, Any] = {}
    for row in lines.frame.itertuples():
        if row.no is None or pd.isna(row.no):
            continue
        if numbers(row.latest) or row.latest == MISSING:
            found[lines.at("gap", row.row)] = gap(row.goal, row.latest)
        if numbers(row.sent):
            found[lines.at("punctual", row.row)] = row.on_time / row.sent if row.sent else NONE
        if row.state == "Đang mở":
            found[lines.at("days", row.row)] = row.deadline - (MADE - date(1899, 12, 30)).days
    total = {field: lines.sum(field) for field in ("sent", "handed_in", "on_time")}
    found |= {lines.at(field, lines.total): value for field, value in total.items()}
    found[lines.at("punctual", lines.total)] = total["on_time"] / total["sent"] if total["sent"] else NONE
    return found


def components(cells: Cells, *_: Any) -> dict[str, Any]:
    lines = Lines(cells, consolidated()["components"])
    found: dict[str, Any] = {}
    for row in lines.frame.itertuples():
        if row.kind not in ("0", "1"):
            continue
        latest = row.actual if numbers(row.actual) else row.baseline
        found[lines.at("gap", row.row)] = gap(row.goal, latest)
        whole = numbers(row.baseline, row.actual, row.goal) and row.goal != row.baseline
        way = (row.actual - row.baseline) / (row.goal - row.baseline) if whole else MISSING
        found[lines.at("covered", row.row)] = way
        if numbers(row.due):
            found[lines.at("rate", row.row)] = rate(row.done, row.due)
    parts = lines.frame[lines.frame["kind"] == "1"]
    total = {field: lines.sum(field, parts) for field in ("count", "due", "done")}
    found |= {lines.at(field, lines.total): value for field, value in total.items()}
    return found | {lines.at("rate", lines.total): rate(total["done"], total["due"])}


def agencies(cells: Cells, *_: Any) -> dict[str, Any]:
    lines = Lines(cells, consolidated()["agencies"])
    summed = ("count", "due", "done", "overdue", "unreported")
    frame, found = lines.frame, {}
    for at_, row in frame.iterrows():
        if row["kind"] == "1":
            found[lines.at("rate", row["row"])] = rate(row["done"], row["due"])
        elif row["kind"] == "0":
            below = frame.iloc[at_ + 1 : at_ + 1 + int(row["plan"].split()[1])]
            assert set(below["agency"]) == {row["agency"]}
            found |= adding(lines, below, row["row"], summed)
    return found | adding(lines, frame[frame["kind"] == "1"], lines.total, summed)


def adding(lines: Lines, of: pd.DataFrame, row: int, fields: tuple[str, ...]) -> dict[str, Any]:
    total = {field: lines.sum(field, of) for field in fields}
    found = {lines.at(field, row): value for field, value in total.items()}
    found[lines.at("rate", row)] = rate(total["done"], total["due"])
    return found | {lines.at("receipt", row): on_time(of["receipt"].astype(str))}


EXPECTED = {
    "Tổng hợp chung": overview, "Nộp phiếu, chỉ số": standing, "Theo chỉ số": components, "Theo cơ quan": agencies,
}  # fmt: skip


def test_every_formula_is_what_pandas_counts(book: Path, libreoffice: LibreOffice) -> None:
    sheets = libreoffice.recalculated(book)
    unread = len([a for a in sheets["Tệp không đọc được"] if re.fullmatch(r"A([5-9]|\d\d+)", a)])
    for sheet in load_workbook(book):
        written = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
        cells = sheets[sheet.title]
        wanted = EXPECTED[sheet.title](cells, sheets, unread) if sheet.title in EXPECTED else {}
        assert set(wanted) == written, sheet.title
        for address, value in wanted.items():
            close = pytest.approx(value, abs=1e-9) if numbers(value) else value
            assert cells[address] == close, (sheet.title, address)
        assert [a for a, v in cells.items() if str(v).startswith(("#", "Err:"))] == []


def test_the_gathering_is_a_workbook_that_excel_opens(books: dict[str, Path]) -> None:
    assert {path.name: excel_rules.findings(path) for path in books.values()} == {"tong-hop-chung.xlsx": []}
    assert openxml.findings_of(books.values()) == {}


def test_nothing_at_all_can_be_drawn(tmp_path: Path, libreoffice: LibreOffice) -> None:
    path = tmp_path / "trống.xlsx"
    consolidated_book.build(Gathered(tmp_path, ()), path, tmp_path, at(30))
    cells = libreoffice.recalculated(path)
    assert (cells["Tổng hợp chung"]["A5"], cells["Tổng hợp chung"]["G6"]) == (0, NONE_DUE)
    assert list(cells) == list(consolidated_sheets())


# -- links ----------------------------------------------------------------------------------------------


def hyperlinks(path: Path) -> Iterator[tuple[str, str]]:
    """(target, location) of every link of a workbook, as its package says."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                continue
            rels = name.replace("worksheets/", "worksheets/_rels/") + ".rels"
            if rels not in package.namelist():
                continue
            targets = {one.get("Id"): one.get("Target") for one in ElementTree.fromstring(package.read(rels))}
            for one in ElementTree.fromstring(package.read(name)).iter():
                if one.tag.endswith("}hyperlink"):
                    yield targets[next(v for k, v in one.attrib.items() if k.endswith("}id"))], one.get("location", "")


def sheet_names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as package:
        return {one.get("name") for one in ElementTree.fromstring(package.read("xl/workbook.xml")).iter()
                if one.tag.endswith("}sheet")}  # fmt: skip


def leads_somewhere(target: str, location: str, folder: Path) -> bool:
    """Whether a link leads to a file that is there, and to a sheet of it."""
    assert not urlsplit(target).scheme and not target.startswith("/"), target
    path = folder / unquote(target)
    if not path.is_file():
        return False
    return not location or re.fullmatch(r"'(.+)'!\w+", location)[1].replace("''", "'") in sheet_names(path)


def test_every_link_leads_to_its_master_also_when_the_folder_moves(books: dict[str, Path], tmp_path: Path) -> None:
    moved = tmp_path / "chuyển sang máy khác"
    shutil.copytree(books["bốn"].parent, moved)
    found = list(hyperlinks(moved / books["bốn"].name))
    assert len(found) > 80
    assert {unquote(target).rsplit("/", 1)[-1] for target, _ in found} >= {"so ddci.xlsx", AWKWARD, "so-moi.xlsx"}
    assert [each for each in found if not leads_somewhere(*each, moved)] == []


def test_libreoffice_reads_every_link_as_we_meant_it(books: dict[str, Path], libreoffice: LibreOffice) -> None:
    """Saved by LibreOffice in its own format: a link then says what LibreOffice would open."""
    book = books["bốn"]
    saved = libreoffice.resave(book, book.with_name("xem.ods"))
    with zipfile.ZipFile(saved) as package:
        content = ElementTree.fromstring(package.read("content.xml"))
    saved.unlink()
    seen = {one.get("{http://www.w3.org/1999/xlink}href") for one in content.iter()} - {None}
    links = {each for each in seen if not each.startswith("./")}  # the rest are charts inside the file
    assert len(links) > 60
    for each in links:
        target, _, location = each.partition("#")
        if target.startswith("file:"):  # its way to say a relative link whose folder has letters beyond ASCII
            target = str(Path(unquote(urlsplit(target).path)).relative_to(book.parent)).replace("%", "%25")
        assert leads_somewhere(target.removeprefix("../"), unquote(location), book.parent), each


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("a.xlsx", "external:a.xlsx"),
        ("sổ 1.xlsx", "external:sổ%201.xlsx"),
        ("50% #1?.xlsx", "external:50%25%20%231%3F.xlsx"),
        ("a%20b.xlsx", "external:a%2520b.xlsx"),
        ("[a]{b}^`\"<>|.xlsx", "external:%5Ba%5D%7Bb%7D%5E%60%22%3C%3E%7C.xlsx"),
        ("x:y.xlsx", "external:x%3Ay.xlsx"),
        ("con/nữa/a.xlsx", "external:con/nữa/a.xlsx"),
        ("../khác/a.xlsx", "external:../khác/a.xlsx"),
        ("l\u0301.xlsx", "external:l\u0301.xlsx"),
    ],
)
def test_a_file_name_as_a_link(name: str, target: str, tmp_path: Path) -> None:
    assert link(tmp_path / name, tmp_path) == target


def test_a_sheet_name_as_a_link(tmp_path: Path) -> None:
    place = Place("Tiến độ 'mới' #2", "B7")
    assert link(tmp_path / "a.xlsx", tmp_path, place) == "external:a.xlsx#'Tiến độ ''mới'' #2'!B7"
    assert link(tmp_path / ("a" * 2100), tmp_path) is None
