"""The print area of a sheet: read and set as Excel does; of the file only its own name changes."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.engine import rich_book
from tests.engine.books import opened, parts, raw_records
from tests.ooxml.handmade import MAIN, packed, parts_of
from tests.support.libreoffice import LibreOffice

BOOK = "xl/workbook.xml"
CALC = '<calcPr fullCalcOnLoad="1"/>'


def book_of(path: Path, sheet: str = "Phụ lục", names: str = "", after: str = "") -> Path:
    """A workbook whose one sheet is called ``sheet``; ``names`` and ``after`` follow the list of sheets."""
    made = parts_of("<sheetData/>")
    tag = f'<sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets>'
    made[BOOK] = re.sub(r"<sheets>.*</sheets>", tag + names + after, made[BOOK])
    path.write_bytes(packed(made))
    return path


def named(text: str, name: str = "_xlnm.Print_Area", more: str = "") -> str:
    return f'<definedName name="{name}" localSheetId="0"{more}>{text}</definedName>'


HERE, SHOWN = "'Phụ lục'!", ' hidden="0"'
OTHER = named("1", "Khác")


def area_of(path: Path, sheet: int = 0) -> str | None:
    with opened(path) as book:
        return book.sheets[sheet].page_setup.print_area


def set_area(path: Path, value: str | None) -> None:
    with opened(path) as book:
        book.sheets[0].page_setup.print_area = value
        book.save()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sổ.xlsx"


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("'Phụ lục'!$B$1:$K$46", "$B$1:$K$46"),
        ("'Ông ''Ba'', 2025!'!$A$1:$C$9", "$A$1:$C$9"),
        ("Trang1!$A$1", "$A$1"),
        ("'Phụ lục'!$A$1:$C$9,'Phụ lục'!$E$1:$F$9", "$A$1:$C$9,$E$1:$F$9"),
        ("'Phụ lục'!$A:$C", "$A:$C"),
        ("OFFSET('Phụ lục'!$A$1,0,0,5,5)", "OFFSET('Phụ lục'!$A$1,0,0,5,5)"),
    ],
    ids=["quoted", "a quote, a comma, a bang", "plain name", "two areas", "whole columns", "a formula"],
)
def test_it_reads_as_excel_shows_it(path: Path, stored: str, read: str) -> None:
    book_of(path, names=f"<definedNames>{named(stored)}</definedNames>")
    assert area_of(path) == read


def test_without_one_it_is_nothing(path: Path) -> None:
    assert area_of(book_of(path)) is None
    assert area_of(book_of(path, names=f"<definedNames>{OTHER}</definedNames>")) is None


@pytest.mark.parametrize(
    ("sheet", "written"),
    [
        ("Phụ lục", "'Phụ lục'!$B$1:$K$47"),
        ("Ông &apos;Ba&apos;", "'Ông ''Ba'''!$B$1:$K$47"),
        ("A &amp; B", "'A &amp; B'!$B$1:$K$47"),
    ],
)
def test_it_is_written_under_the_name_of_its_sheet(path: Path, sheet: str, written: str) -> None:
    before = parts(book_of(path, sheet, after=CALC))
    set_area(path, "B1:K47")
    assert area_of(path) == "$B$1:$K$47"
    after = parts(path)
    added = f"<definedNames>{named(written)}</definedNames>"
    assert after[BOOK].decode() == before[BOOK].decode().replace("</sheets>", f"</sheets>{added}")
    assert {name for name in before if before[name] != after[name]} == {BOOK}


@pytest.mark.parametrize(
    ("names", "value", "expected"),
    [
        ("", "A1:B2", "<definedNames>" + named(HERE + "$A$1:$B$2") + "</definedNames>"),
        ("<definedNames/>", "A1:B2", "<definedNames>" + named(HERE + "$A$1:$B$2") + "</definedNames>"),
        (
            f"<definedNames>{OTHER}</definedNames>", "$A$1:$B$2,$D$4",
            f"<definedNames>{OTHER}{named(f'{HERE}$A$1:$B$2,{HERE}$D$4')}</definedNames>",
        ),
        (
            f"<definedNames>{named('x!$A$1', more=SHOWN)}</definedNames>", "C3",
            f"<definedNames>{named(HERE + '$C$3', more=SHOWN)}</definedNames>",
        ),
        (f"<definedNames>{named('x!$A$1')}{OTHER}</definedNames>", None, f"<definedNames>{OTHER}</definedNames>"),
        ("", None, ""),
        ("", "$A:$C", "<definedNames>" + named(HERE + "$A:$C") + "</definedNames>"),
    ],
    ids=["no names", "an empty list", "among others", "as it was spelt", "taken out", "nothing to take out", "columns"],
)  # fmt: skip
def test_the_list_of_names_stays_a_list(path: Path, names: str, value: str | None, expected: str) -> None:
    book_of(path, names=names, after=CALC)
    set_area(path, value)
    assert expected in parts(path)[BOOK].decode()
    assert parts(path)[BOOK].decode().endswith(CALC + "</workbook>")


def test_a_book_that_says_nothing_of_calculation_gets_both_in_order(path: Path) -> None:
    set_area(book_of(path), "A1:B2")
    assert parts(path)[BOOK].decode().endswith(
        "<definedNames>" + named(HERE + "$A$1:$B$2") + f"</definedNames>{CALC}</workbook>"
    )


def test_a_prefix_of_the_workbook_is_kept(path: Path) -> None:
    book_of(path)
    made = {name: data.decode() for name, data in parts(path).items()}
    made[BOOK] = re.sub(r"<(/?)(workbook|sheets|sheet)\b", r"<\1x:\2", made[BOOK]).replace(
        f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"'
    )
    path.write_bytes(packed(made))
    set_area(path, "A1:B2")
    assert '<x:definedNames><x:definedName name="_xlnm.Print_Area" localSheetId="0">' in parts(path)[BOOK].decode()
    assert area_of(path) == "$A$1:$B$2"


def test_nothing_is_written_for_the_area_it_has(path: Path) -> None:
    book_of(path, names="<definedNames>" + named(HERE + "$A$1:$B$2") + "</definedNames>")
    before = path.read_bytes()
    set_area(path, "A1:B2")
    assert path.read_bytes() == before


@pytest.mark.parametrize("value", ["Phụ lục!A1", "A0", "XFE1", "rượu"])
def test_what_is_no_address_is_refused(path: Path, value: str) -> None:
    book_of(path)
    with pytest.raises(ValueError, match="not an address"):
        set_area(path, value)


def test_of_a_rich_book_only_the_workbook_part_changes(path: Path) -> None:
    rich_book.build(path)
    before, packed_before = parts(path), raw_records(path)
    with opened(path) as book:
        book.sheets[1].page_setup.print_area = "A1:D20"
        book.save()
    after, packed_after = parts(path), raw_records(path)
    assert list(packed_after) == list(packed_before)
    assert {name for name in before if packed_before[name] != packed_after[name]} == {BOOK}
    name = re.search(rb'<definedName name="_xlnm.Print_Area" localSheetId="1">[^<]*</definedName>', after[BOOK])
    assert after[BOOK].replace(name[0], b"").replace(b' fullCalcOnLoad="1"', b"").replace(
        b"<definedNames></definedNames>", b""
    ) == before[BOOK]  # fmt: skip
    assert [area_of(path, 0), area_of(path, 1)] == [None, "$A$1:$D$20"]


@pytest.mark.tools
def test_libreoffice_and_this_engine_understand_each_other(path: Path, libreoffice: LibreOffice) -> None:
    set_area(book_of(path, "Ông &apos;Ba&apos; &amp; cháu", after=CALC), "B1:K47,M1:N3")
    saved = libreoffice.resave(path, path.with_name("lo.xlsx"))
    assert area_of(saved) == "$B$1:$K$47,$M$1:$N$3"
    set_area(saved, "B1:K48")
    again = libreoffice.resave(saved, path.with_name("lo2.xlsx"))
    assert area_of(again) == "$B$1:$K$48"
    assert load_workbook(again).worksheets[0].print_area == "'Ông ''Ba'' & cháu'!$B$1:$K$48"
