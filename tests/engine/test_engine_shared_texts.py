"""Texts that a save writes more than once: in the table of shared texts, behind those that were there."""

import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.engine.shared_texts import repeated
from tests.engine.books import opened, parts, sheet_xml
from tests.ooxml.handmade import packed, parts_of, relationships

STRINGS = (
    '<si><t>một</t></si><si><r><t>chữ </t></r><r><rPr><b/></rPr><t>đậm</t></r></si><si><t> lùi</t></si>'
    '<si><t xml:space="preserve"> giữ</t></si>'
)
TABLE = "xl/sharedStrings.xml"


def inline(text: str) -> str:
    return f't="inlineStr"><is><t xml:space="preserve">{text}</t></is>'


def book_of(sheet: str, strings: str | None, counts: str = "") -> bytes:
    """A workbook of one sheet; without a table where ``strings`` is None."""
    found = parts_of(sheet, strings=strings or "")
    if strings is None:
        del found[TABLE]
        types = found["[Content_Types].xml"]
        found["[Content_Types].xml"] = re.sub(r'<Override PartName="/xl/sharedStrings.xml"[^>]*/>', "", types)
        found["xl/_rels/workbook.xml.rels"] = relationships(("rId1", "worksheet", "worksheets/sheet1.xml"))
    else:
        found[TABLE] = found[TABLE].replace("<sst ", f"<sst {counts} ")
    return packed(found)


def saved(
    path: Path, column: list[object], sheet: str = "<sheetData/>", strings: str | None = STRINGS
) -> list[str]:  # fmt: skip
    """What stands in each cell of column A, less its place, once ``column`` was written there."""
    path.write_bytes(book_of(sheet, strings))
    with opened(path) as book:
        book.sheets[0].range((1, 1), (len(column), 1)).raw_value = [[one] for one in column]
        book.save()
    cells = sheet_xml(path).split("<c r=")[1:]
    return [cell.partition('" ')[2].partition("</c>")[0] for cell in cells]


@pytest.mark.parametrize(
    ("column", "cells", "added"),
    [
        (["hai", "ba"], [inline("hai"), inline("ba")], ""),
        (["hai", "hai", "hai"], ['t="s"><v>4</v>'] * 3, "<si><t>hai</t></si>"),
        (["a&b", "b", "c", "c", "a&b"],
         ['t="s"><v>4</v>', inline("b"), 't="s"><v>5</v>', 't="s"><v>5</v>', 't="s"><v>4</v>'],
         "<si><t>a&amp;b</t></si><si><t>c</t></si>"),
        (["một"], ['t="s"><v>0</v>'], ""),
        (["chữ đậm"], [inline("chữ đậm")], ""),
        ([" lùi"], [inline(" lùi")], ""),
        ([" giữ"], ['t="s"><v>3</v>'], ""),
        ([" x", " x"], ['t="s"><v>4</v>'] * 2, '<si><t xml:space="preserve"> x</t></si>'),
        (["_x0041_", "_x0041_"], ['t="s"><v>4</v>'] * 2, "<si><t>_x005F_x0041_</t></si>"),
    ],
)  # fmt: skip
def test_a_text_of_more_cells_than_one_is_shared_by_all_of_them(
    tmp_path: Path, column: list[str], cells: list[str], added: str
) -> None:
    path = tmp_path / "sổ.xlsx"
    assert saved(path, column) == cells
    assert parts(path)[TABLE].decode().endswith(f">{STRINGS}{added}</sst>")


@pytest.mark.parametrize("said", ["4", "7", " 4 ", "nhiều"])
def test_the_table_says_how_many_texts_it_has_and_how_many_cells_use_them(tmp_path: Path, said: str) -> None:
    path = tmp_path / "sổ.xlsx"
    sheet = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    path.write_bytes(book_of(sheet, STRINGS, f'count="1" uniqueCount="{said}"'))
    with opened(path) as book:
        book.sheets[0]["A1:A4"].raw_value = [["hai"], ["hai"], ["hai"], ["một"]]
        book.save()
    assert 'count="4" uniqueCount="5"' in parts(path)[TABLE].decode()


def test_texts_that_come_again_are_found_in_a_sheet_whose_texts_all_differ() -> None:
    rows = ({1: f"mã {n}", 2: float(n // 2), 3: "cùng một văn bản", 4: None, 5: None} for n in range(150_000))
    assert repeated(rows) == ["cùng một văn bản"]


def test_a_workbook_without_a_table_gets_none(tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsx"
    assert saved(path, ["hai", "hai"], strings=None) == [inline("hai"), inline("hai")]
    assert TABLE not in parts(path)


@pytest.mark.parametrize(
    "strings", ["<!-- x --><si><t>một</t></si>", "<si ><t>một</t></si>", "<si><t>một</t></si><extLst><ext/></extLst>"]
)
def test_a_table_written_otherwise_is_left_alone(tmp_path: Path, strings: str) -> None:
    path = tmp_path / "sổ.xlsx"
    assert saved(path, ["hai", "hai"], strings=strings) == [inline("hai"), inline("hai")]
    assert strings in parts(path)[TABLE].decode()


texts = st.sampled_from(
    ["một", "hai", " lùi", " giữ", "chữ đậm", "a < b & c", "_x000D_", "dòng\nhai", "x  y", "\u00a0", "=1"]
)
columns = st.lists(texts | st.none() | st.sampled_from([1.0, 85.5]) | st.booleans(), min_size=1, max_size=12)


@given(before=columns, after=columns, odd=st.booleans())
def test_shared_texts_read_back_as_those_in_cells(
    tmp_path_factory: pytest.TempPathFactory, before: list[object], after: list[object], odd: bool
) -> None:
    """By openpyxl and by our reader; with a comment among its rows the sheet is left to the scanner."""
    folder = tmp_path_factory.mktemp("dùng chung")
    sheet = "<sheetData><!-- x --></sheetData>" if odd else "<sheetData/>"
    found = []
    for name, strings in (("chung.xlsx", STRINGS), ("riêng.xlsx", None)):
        path = folder / name
        saved(path, before, sheet, strings)
        with opened(path) as book:
            book.sheets[0].range((3, 1), (2 + len(after), 1)).raw_value = [[one] for one in after]
            book.save()
            ours = book.sheets[0]["A1:A20"].raw_value
        theirs = [row[0].value for row in openpyxl.load_workbook(path).active["A1:A20"]]
        found.append((ours, theirs))
    assert found[0] == found[1]
