"""What is filed, as it comes out of the printer: LibreOffice prints, poppler tells what stands where on the paper.

Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, 20–25 mm above and below, 30–35 at the left, 15–20 at the right, Times New
Roman, the number of the page centred above the text, not on the first page.
"""

import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.layout import form, tables
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import PERIOD, Room, at, copy, doing, done, repack

pytestmark = [pytest.mark.tools, pytest.mark.slow]

A4 = (841.89, 595.28)  # points, across
MM = 72 / 25.4
LEFT, RIGHT, EDGE = 30 * MM, A4[0] - 15 * MM, 20 * MM
LONG = "Đã tổ chức 02 hội nghị phổ biến cam kết cho 210 doanh nghiệp; giải đáp 41 câu hỏi, hướng dẫn 32 hồ sơ xuất xứ. "
ANSWERS = {
    "STP": {"2.3": done(LONG * 4, difficulties=LONG, proposals="=1+1 không phải công thức"), "2.4": doing(63)},
    "SNNMT": {"3.15": doing(40, LONG), "4.1": {"status": "Chưa thực hiện"}, "4.4": doing(10, quantity=14)},
    "SNgV": {"3.10": done(finish_date=date(2026, 1, 5))},
}


@dataclass
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Page:
    width: float
    height: float
    words: list[Word] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of its letters, without blanks: lines break within sentences."""
        return squeezed(" ".join(word.text for word in self.words))

    def find(self, text: str) -> Word:
        return next(word for word in self.words if word.text == text)


def squeezed(text: object) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", str(text)))


def pages(pdf: Path) -> list[Page]:
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    root = ElementTree.fromstring(done.stdout.replace(b"\x00", b""))
    found = []
    for page in root.iter("{http://www.w3.org/1999/xhtml}page"):
        made = Page(float(page.attrib["width"]), float(page.attrib["height"]))
        for word in page:
            box = (float(word.attrib[key]) for key in ("xMin", "yMin", "xMax", "yMax"))
            made.words.append(Word(word.text or "", *box))
        found.append(made)
    return found


def printed(book: Path, sheet: str, office: LibreOffice) -> tuple[list[Page], Path]:
    """One sheet by its own page set-up: the others hidden and without print area, or LibreOffice prints them too."""
    one = book.with_name(f"in-{len(list(book.parent.glob('in-*')))}{book.suffix}")
    one.write_bytes(book.read_bytes())
    index = load_workbook(book).sheetnames.index(sheet)

    def change(part: str, data: bytes) -> bytes:
        if part != "xl/workbook.xml":
            return data
        area = rb'<definedName [^>]*name="_xlnm.Print_Area"[^>]*localSheetId="(\d+)"[^>]*>[^<]*</definedName>'
        data = re.sub(area, lambda m: m[0] if int(m[1]) == index else b"", data)
        data, tabs = re.sub(rb' (?:state="\w+"|activeTab="\d+")', b"", data), iter(range(99))
        data = re.sub(rb"<sheet ", lambda m: m[0] if next(tabs) == index else m[0] + b'state="hidden" ', data)
        return data.replace(b"<workbookView ", b'<workbookView activeTab="%d" ' % index)

    repack(one, change)
    pdf = office.to_pdf(one)
    return pages(pdf), pdf


def fonts(pdf: Path) -> set[str]:
    lines = subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True, text=True, timeout=60).stdout
    return {line.split()[0].rpartition("+")[2] for line in lines.splitlines()[2:]}


def cells(path: Path, sheet: str, rows: range, columns: range) -> Iterator[tuple[str, str]]:
    """(address, text) of what stands in an area as text."""
    for row in load_workbook(path)[sheet].iter_rows(rows.start, rows.stop - 1, columns.start, columns.stop - 1):
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                yield cell.coordinate, cell.value


def assert_filed(found: list[Page], count: int, heads: list[str]) -> None:
    """A4 across, its margins, numbers from page 2, the heads on each page, nothing below the last line."""
    assert len(found) == count
    for number, page in enumerate(found, 1):
        assert (page.width, page.height) == pytest.approx(A4, abs=1.0)
        above = [word for word in page.words if word.bottom < EDGE]
        assert [word.text for word in above] == ([str(number)] if number > 1 else []), number
        for word in above:
            assert (word.left + word.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=2.0)
        body = [word for word in page.words if word.bottom >= EDGE]
        assert min(word.left for word in body) >= LEFT - 1 and max(word.right for word in body) <= RIGHT + 1
        assert max(word.bottom for word in body) <= A4[1] - EDGE + 1
        for head in heads:
            assert squeezed(head) in page.text, (number, head)


def assert_said(found: list[Page], texts: list[str]) -> None:
    """Every word of these texts is on the paper, as often as they say it."""
    there = Counter(word.text for page in found for word in page.words)
    wanted = Counter(unicodedata.normalize("NFC", word) for text in texts for word in text.split())
    # A word too long for its column is broken in two.
    assert {word: count for word, count in (wanted - there).items() if "/" not in word and "-" not in word} == {}


@pytest.fixture(scope="module")
def told(sent_out: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Some agencies have answered, and the results are laid out."""
    room = copy(sent_out, tmp_path_factory.mktemp("in") / "sở")
    for agency, answers in ANSWERS.items():
        room.send(agency, answers)
    room.merge()
    room.summary()
    return room


# -- Phụ lục -------------------------------------------------------------------------------------


def test_the_appendix_as_it_is_filed(told: Room, libreoffice: LibreOffice) -> None:
    found, pdf = printed(told.master, "Phụ lục", libreoffice)
    assert_filed(found, 4, ["STT", "Nội dung", "Năm 2024", "Mục tiêu năm 2025", "Chủ trì", "Phối hợp"])
    assert fonts(pdf) == {"LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic"}
    assert_said(found, [text for _, text in cells(told.master, "Phụ lục", range(1, 47), range(2, 12))])


def test_an_added_task_is_printed_and_an_undone_one_is_not(told: Room, libreoffice: LibreOffice, tmp_path) -> None:
    room = copy(told, tmp_path / "thêm")
    room.add(
        "amendments", kind="Bổ sung nhiệm vụ", target="4.8", value="Nhiệm vụ được bổ sung theo văn bản.",
        effective=date(2025, 12, 1), document="99/QĐ-UBND", document_date=date(2025, 12, 1), leads="Sở Tư pháp",
        timeframe="2026",
    )  # fmt: skip
    assert not room.amend().refused
    assert area(room.master, "Phụ lục") == "$B$1:$K$47"
    found, _ = printed(room.master, "Phụ lục", libreoffice)
    assert squeezed("Nhiệm vụ được bổ sung theo văn bản.") in found[-1].text
    room.undo()
    assert area(room.master, "Phụ lục") == "$B$1:$K$46"


def test_an_area_she_set_stays(told: Room, tmp_path: Path) -> None:
    room = copy(told, tmp_path / "riêng")
    with open_book(room.master, write=True) as book:
        book.sheets["Phụ lục"].page_setup.print_area = "B1:U20"
        book.sheets["Kết quả thực hiện"].page_setup.print_area = None
        book.save()
    room.add(
        "amendments", kind="Bổ sung nhiệm vụ", target="4.8", value="Nhiệm vụ được bổ sung theo văn bản.",
        effective=date(2025, 12, 1), document="99/QĐ-UBND", document_date=date(2025, 12, 1), leads="Sở Tư pháp",
        timeframe="2026",
    )  # fmt: skip
    room.amend()
    room.summary()
    assert [area(room.master, name) for name in ("Phụ lục", "Kết quả thực hiện")] == ["$B$1:$U$20", None]


def test_the_area_follows_when_nothing_else_is_written(told: Room, tmp_path: Path) -> None:
    room = copy(told, tmp_path / "năm khác")
    room.summary()
    before = area(room.master, "Chỉ số")
    for _ in range(12):
        room.add("history", year=2023.0, code="1", score=4.5)
    room.summary()
    last = max(row.row for row in room.desk().table("history").rows)
    assert (before, area(room.master, "Chỉ số")) == ("$B$1:$T$94", f"$B$1:$T${last}")


def area(path: Path, sheet: str) -> str | None:
    with open_book(path, write=False) as book:
        return book.sheets[sheet].page_setup.print_area


# -- Kết quả thực hiện ------------------------------------------------------------------------------


def results(path: Path) -> list[dict[str, object]]:
    layout = tables()["results"]
    sheet = load_workbook(path)[layout.sheet]
    found = [
        {c.field: sheet.cell(row, layout.at(c.field)).value for c in layout.columns}
        for row in range(layout.first, sheet.max_row + 1)
    ]
    return [row for row in found if row["content"]]


def test_results_stand_under_their_components(told: Room) -> None:
    rows = results(told.master)
    assert [row["code"] for row in rows if row["task"].startswith("#")] == ["1", "2", "3", "4"]
    assert [row["code"] for row in rows if row["code"] and not row["task"].startswith("#")] == [
        *(f"1.{n}" for n in range(1, 4)), *(f"2.{n}" for n in range(1, 5)), *(f"3.{n}" for n in range(1, 22)),
        *(f"4.{n}" for n in range(1, 8)),
    ]  # fmt: skip
    by = {row["code"]: row for row in rows}
    assert {key: by["2.3"][key] for key in ("leads", "timeframe", "class", "percent", "evidence", "difficulties")} == {
        "leads": "Sở Tư pháp", "timeframe": "Thường xuyên", "percent": 100,
        "class": "■ Thường xuyên – có kết quả trong kỳ (01/12/2025)", "evidence": "12/BC, ngày 01/12/2025",
        "difficulties": f"Khó khăn, vướng mắc: {LONG.strip()}\nKiến nghị, đề xuất: =1+1 không phải công thức",
    }  # fmt: skip
    assert by["4.4"]["result"] == "Đang triển khai.\nSố lượng đã thực hiện: 14"
    assert by["3.10"]["class"] == "●! Hoàn thành quá hạn (05/01/2026)"
    assert (by["1.1"]["class"], by["1.1"]["result"]) == ("? Chưa báo cáo", None)


def test_results_as_they_are_filed(told: Room, libreoffice: LibreOffice) -> None:
    found, pdf = printed(told.master, "Kết quả thực hiện", libreoffice)
    assert_filed(found, 5, ["STT", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Kết quả thực hiện trong kỳ"])
    assert fonts(pdf) <= {"LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic", "DejaVuSans"}
    assert squeezed("KẾT QUẢ THỰC HIỆN NHIỆM VỤ 6 THÁNG CUỐI NĂM 2025") in found[0].text
    assert squeezed("của Sở Công Thương)") in found[0].text
    assert_said(found, [str(row[key]) for row in results(told.master) for key in row if row[key] and key != "task"])


def test_no_line_of_the_results_is_cut(told: Room, libreoffice: LibreOffice) -> None:
    """The words of a row end above the number of the row that follows on its page."""
    found, _ = printed(told.master, "Kết quả thực hiện", libreoffice)
    codes = [row["code"] for row in results(told.master)]
    for page in found:
        tops = sorted(word.top for word in page.words if word.text in codes and word.right < LEFT + 25 * MM / 2)
        assert len(tops) >= 3
        for word in page.words:
            inside = [top for top in tops if top <= word.top + 1]
            following = [top for top in tops if top > word.top + 1]
            if inside and following:
                assert word.bottom <= following[0] + 2.5, (word, following[0])


def test_a_text_of_two_thousand_letters_is_printed_whole(told: Room, libreoffice: LibreOffice, tmp_path: Path) -> None:
    """Excel cuts a row at 409 points, and a row of a page's height would leave page 1 nearly blank."""
    room = copy(told, tmp_path / "dài")
    long = " ".join(f"{n}) {LONG}" for n in range(1, 20)).strip()
    assert len(long) > 2000
    room.send("STP", {"2.3": done(long)}, saved=at(14))
    room.merge()
    room.type("progress", "code", "1.1", result=long, difficulties=long)
    room.summary()
    found, _ = printed(room.master, "Kết quả thực hiện", libreoffice)
    assert_said(found, [str(row[key]) for row in results(room.master) for key in row if row[key] and key != "task"])
    whole = squeezed("".join(str(row["result"] or "") for row in results(room.master)))
    assert whole.count(squeezed(long)) == 2
    for page in found[:-1]:
        assert max(word.bottom for word in page.words) > A4[1] / 2


def test_results_of_the_period_in_view(told: Room, tmp_path: Path) -> None:
    room = copy(told, tmp_path / "kỳ")
    room.open_period("2026-H1")
    room.summary()
    rows = [row for row in results(room.master) if row["class"]]
    assert {row["class"] for row in rows} == {"? Chưa báo cáo"}
    assert area(room.master, "Kết quả thực hiện") == f"$B$1:$J${5 + len(results(room.master))}"
    before = room.master.read_bytes()
    room.summary()
    assert room.master.read_bytes() == before


# -- the form ---------------------------------------------------------------------------------------


def test_a_form_reads_on_two_pages_side_by_side(told: Room, libreoffice: LibreOffice, tmp_path: Path) -> None:
    book = tmp_path / "phiếu.xlsx"
    book.write_bytes((told.inbox / told.form("STP").name).read_bytes())
    found, _ = printed(book, form().sheet, libreoffice)
    first, second = found[:2]
    for page, heads in ((first, ("Trạng thái", "Kết quả thực hiện trong kỳ")), (second, ("Khó khăn, vướng mắc",))):
        assert squeezed("Cơ quan báo cáo: Sở Tư pháp") in page.text
        assert squeezed("Nhiệm vụ được giao chủ trì") in page.text
        assert all(squeezed(head) in page.text for head in heads)
        assert {"2.3", "2.4"} <= {word.text for word in page.words}
    number = first.find("2.3")
    assert number.bottom - number.top >= 9.0  # points of a line: letters of some ten points
    assert squeezed("PHIẾU BÁO CÁO KẾT QUẢ THỰC HIỆN NHIỆM VỤ") in first.text


# -- every sheet --------------------------------------------------------------------------------------


def test_all_sheets_print_a4_with_numbers_from_their_second_page(told: Room, libreoffice: LibreOffice) -> None:
    pdf = libreoffice.to_pdf(told.master, told.folder / "tất cả.pdf")
    found = pages(pdf)
    assert {(round(max(p.width, p.height)), round(min(p.width, p.height))) for p in found} == {(842, 595)}
    numbers = [next((w.text for w in page.words if w.bottom < 18 * MM and w.text.isdigit()), "") for page in found]
    assert "" in numbers and "2" in numbers and "1" not in numbers
    assert all(int(then) == int(now or "1") + 1 for now, then in pairwise(numbers) if then)
    # For a number in a hidden column right of a print area LibreOffice writes ### too, clipped to nothing.
    whole = [page.text for page in found if "CHỈSỐVÀKHOẢNGCÁCH" not in page.text]
    assert len(whole) > 50 and "###" not in "".join(whole)


def test_outline_and_panes(told: Room) -> None:
    with zipfile.ZipFile(told.master) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    levels: Mapping[str, str] = dict(re.findall(r'<row r="(\d+)"[^>]*?(?: outlineLevel="(\d)")?>', sheet))
    assert [levels[row] for row in ("8", "9", "11", "12", "13", "46")] == ["", "1", "1", "", "1", "1"]
    assert '<outlinePr summaryBelow="0"/>' in sheet
    book = load_workbook(told.master)
    assert (book["Phụ lục"].freeze_panes, book["Kết quả thực hiện"].freeze_panes) == ("D8", "D6")


def test_the_head_tells_whose_texts_stand_below(told: Room, libreoffice: LibreOffice, tmp_path: Path) -> None:
    room = copy(told, tmp_path / "đầu")
    room.open_period("2026-H1")
    with open_book(room.master, write=True) as book:
        place = book.names["KY_chosen"].refers_to_range
        place.raw_value = PERIOD
        book.app.calculate()
        book.save()
    shown = libreoffice.recalculated(room.master)["Phụ lục"]
    head = "6 tháng đầu năm 2026 – bấm Tổng hợp để hiện kỳ đang xem: 6 tháng cuối năm 2025"
    assert f"Báo cáo của kỳ: {head}" in shown.values()
    assert f"Phân loại\n(kỳ {PERIOD})" in shown.values()
