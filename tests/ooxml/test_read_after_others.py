"""What is remembered of parts changes nothing: a file reads after any others as it reads alone."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml import part_names, parts, reading
from kehoach_xl.ooxml.limits import RETURN_LIMITS, Limits
from kehoach_xl.ooxml.reading import ReadWorkbook, read_workbook
from tests.ooxml.handmade import MAIN, packed, parts_of, relationships

GUIDE = '<sheetData><row r="1"><c r="A1" s="1" t="inlineStr"><is><t>Hướng dẫn</t></is></c></row></sheetData>'
MERGED = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
HALF = f'<sheetData><row r="1"><c r="A1" s="1"><v>0.5</v></c></row></sheetData>{MERGED}'
SHARED = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c></row></sheetData>'
TEXTS = ["<si><t>Một</t></si>", "<si><t>Hai</t></si>", "<si>"]
STYLES = [
    f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    for number in (0, 9, 14)
]
RELATIONS = [
    relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", strings), ("rId3", "styles", styles)
    )
    for strings, styles in (("sharedStrings.xml", "styles.xml"), ("SharedStrings.xml", "none.xml"))
]
FILES = st.builds(
    lambda sheet, strings, styles, relations, more: packed(
        parts_of(sheet, strings) | {"xl/styles.xml": styles, "xl/_rels/workbook.xml.rels": relations} | more
    ),
    st.sampled_from([GUIDE, HALF, SHARED, "<sheetData/>", "<sheetData><row>"]),
    st.sampled_from(TEXTS),
    st.sampled_from([*STYLES, "<styleSheet>"]),
    st.sampled_from(RELATIONS),
    st.sampled_from([{}, {"xl/vbaProject.bin": "x"}, {"[Content_Types].xml": "<Types/>"}, {"a.xml": "<!DOCTYPE a>"}]),
)
LIMITS = st.sampled_from([RETURN_LIMITS, replace(RETURN_LIMITS, cells=0), replace(RETURN_LIMITS, small_part_bytes=10)])


def said(data: bytes, limits: Limits, name: str) -> ReadWorkbook | str:
    try:
        return read_workbook(data, limits, name)
    except Stop as stop:
        return f"{stop.message.code} {stop}"


def forget() -> None:
    part_names._kept.cache_clear()
    parts._known.cache_clear()
    reading._SEEN.clear()
    reading._SHARED.clear()


@given(st.lists(st.tuples(FILES, LIMITS), min_size=2, max_size=8))
def test_a_file_reads_after_others_as_it_reads_alone(several: list[tuple[bytes, Limits]]) -> None:
    forget()
    after = [said(data, limits, f"{number}.xlsx") for number, (data, limits) in enumerate(several)]
    for number, (data, limits) in enumerate(several):
        forget()
        assert after[number] == said(data, limits, f"{number}.xlsx")


def test_a_broken_table_of_texts_is_said_before_too_many_cells_whatever_is_known() -> None:
    none, broken = replace(RETURN_LIMITS, cells=0), packed(parts_of(GUIDE, "<si>"))
    forget()
    alone = said(broken, none, "a.xlsx")
    said(packed(parts_of(GUIDE)), RETURN_LIMITS, "b.xlsx")
    assert said(broken, none, "a.xlsx") == alone and str(alone).startswith("GATE_018")


def test_what_is_changed_in_one_file_is_not_changed_in_the_next() -> None:
    data = packed(parts_of(HALF))
    for _ in range(3):
        sheet = read_workbook(data).sheet("Báo cáo")
        assert (list(sheet.cells), sheet.merges) == ([(1, 1)], [(1, 1, 1, 2)])
        sheet.put(1, 2, sheet.cells[1, 1])
        sheet.put(5, 5, sheet.cells[1, 1])
        sheet.merges.clear()


def test_what_is_kept_is_bounded() -> None:
    forget()
    for number in range(50):
        row = f'<sheetData><row r="1"><c r="A1"><v>{number}</v></c></row></sheetData>'
        read_workbook(packed(parts_of(row) | {f"a{number}.xml": "<a/>"}))
    assert len(reading._SEEN) == reading._SHEETS
    assert part_names._kept.cache_info().currsize == part_names._PACKAGES


def test_a_broken_table_of_texts_is_said_of_a_file_whose_sheet_is_known() -> None:
    forget()
    codes = []
    for strings in ("<si><t>Một</t></si>", "<si>", "<si><t>Hai</t></si>"):
        found = said(packed(parts_of(GUIDE, strings)), RETURN_LIMITS, "a.xlsx")
        codes.append(found.split()[0] if isinstance(found, str) else "read")
    assert codes == ["read", "GATE_018", "read"]
