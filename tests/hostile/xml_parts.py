"""Parts that lie: XML and cells built to take time or memory, or to say what no sheet may say."""

import hashlib
import re

from tests.hostile.kit import (
    ACCEPTED,
    FOREIGN,
    SHEET,
    UNREADABLE,
    WORKBOOK,
    Kit,
    kind,
    number_cell,
    packed,
    text_cell,
    with_cells,
)  # fmt: skip
from tests.ooxml.handmade import workbook

STRINGS = "xl/sharedStrings.xml"
ROW_END = b"</sheetData>"
BILLION = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def in_sheet(kit: Kit, more: bytes, before: bytes = ROW_END) -> bytes:
    """The filled form with something more in its sheet."""
    return kit.edited(SHEET, lambda data: data.replace(before, more + before, 1))


def with_strings(kit: Kit, more: bytes) -> bytes:
    """The filled form with more shared strings."""
    found = kit.by_hand()
    return packed(found | {STRINGS: found[STRINGS].replace(b"</sst>", more + b"</sst>")})


def sha512_noise(size: int) -> bytes:
    """Letters that hardly compress, the same every time."""
    blocks = (hashlib.sha512(b"%d" % n).hexdigest().encode() for n in range(size // 128 + 1))
    return b"".join(blocks)[:size]


# -- document types and encodings -----------------------------------------------------------------


@kind("a document type in the sheet", UNREADABLE, "GATE_013")
def doctype(kit: Kit) -> bytes:
    return kit.edited(SHEET, lambda data: b'<!DOCTYPE worksheet SYSTEM "http://example.org/x.dtd">' + bare(data))


@kind("ten entities that expand a billion times", UNREADABLE, "GATE_013")
def billion_laughs(kit: Kit) -> bytes:
    head = f'<!DOCTYPE worksheet [<!ENTITY a0 "ha">{BILLION}]>'.encode()
    return kit.edited(SHEET, lambda data: head + bare(data).replace(ROW_END, b"&a9;" + ROW_END))


@kind("one long entity used ten thousand times (quadratic blow-up)", UNREADABLE, "GATE_013")
def quadratic_entity(kit: Kit) -> bytes:
    head = b'<!DOCTYPE worksheet [<!ENTITY a "' + b"a" * 100_000 + b'">]>'
    return kit.edited(SHEET, lambda data: head + bare(data).replace(ROW_END, b"&a;" * 10_000 + ROW_END))


@kind("an entity that reads a file of this machine", UNREADABLE, "GATE_013")
def external_entity(kit: Kit) -> bytes:
    head, found = b'<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>', kit.by_hand()
    return packed(found | {STRINGS: head + bare(found[STRINGS]).replace(b"</sst>", b"<si><t>&x;</t></si></sst>")})


@kind("a document type where the sheets are listed", UNREADABLE, "GATE_013")
def doctype_in_workbook(kit: Kit) -> bytes:
    return kit.edited(WORKBOOK, lambda data: b"<!DOCTYPE workbook>" + bare(data))


@kind("a document type among the relationships", UNREADABLE, "GATE_013")
def doctype_in_rels(kit: Kit) -> bytes:
    return kit.edited("xl/_rels/workbook.xml.rels", lambda data: b"<!DOCTYPE Relationships>" + bare(data))


@kind("a document type in [Content_Types].xml", UNREADABLE, "GATE_013")
def doctype_in_types(kit: Kit) -> bytes:
    return kit.edited("[Content_Types].xml", lambda data: b"<!DOCTYPE Types>" + bare(data))


@kind("the sheet in UTF-16, where a document type hides from a search for its bytes", UNREADABLE, "GATE_014")
def utf16(kit: Kit) -> bytes:
    return kit.edited(SHEET, lambda data: bare(data).decode().encode("utf-16"))


@kind("the sheet in UTF-16 without a byte order mark", UNREADABLE, "GATE_014")
def utf16_without_mark(kit: Kit) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-16"?>'
    return kit.edited(SHEET, lambda data: (head + bare(data).decode()).encode("utf-16-be"))


@kind("the sheet says it is UTF-7, where «<» can be written «+ADw-»", UNREADABLE, "GATE_014")
def utf7(kit: Kit) -> bytes:
    return kit.edited(SHEET, lambda data: b'<?xml version="1.0" encoding="UTF-7"?>' + bare(data))


@kind("the sheet says it is in an EBCDIC code page", UNREADABLE, "GATE_014")
def ebcdic(kit: Kit) -> bytes:
    return kit.edited(SHEET, lambda data: b'<?xml version="1.0" encoding="cp037"?>' + bare(data))


@kind("a sheet part whose name does not end in .xml, in an encoding nobody knows", UNREADABLE, "GATE_018")
def odd_part_name(kit: Kit) -> bytes:
    found = {name.replace("sheet1.xml", "sheet1.dat"): data for name, data in kit.parts().items()}
    found = {name: data.replace(b"sheet1.xml", b"sheet1.dat") for name, data in found.items()}
    part = SHEET.replace(".xml", ".dat")
    return packed(found | {part: b'<?xml version="1.0" encoding="C10"?>' + bare(found[part])})


@kind("bytes in a text that are no UTF-8", UNREADABLE, "GATE_018")
def broken_utf8(kit: Kit) -> bytes:
    return in_sheet(kit, b'<row r="30"><c r="J30" t="inlineStr"><is><t>\xff\xfe</t></is></c></row>')


@kind("the sheet begins with a byte order mark, as some programs write it", ACCEPTED, "MERGE_001")
def utf8_mark(kit: Kit) -> bytes:
    return kit.edited(SHEET, lambda data: b"\xef\xbb\xbf" + data)


def bare(data: bytes) -> bytes:
    """A part without its declaration."""
    return re.sub(rb"^<\?xml[^>]*\?>\s*", b"", data)


# -- size --------------------------------------------------------------------------------------------


@kind("elements within elements, 100,000 deep, which nobody asks", ACCEPTED, "MERGE_001")
def deep_xml(kit: Kit) -> bytes:
    names = [b"a%x" % (n * 7919 % 1_000_003) for n in range(100_000)]
    return in_sheet(kit, b"".join(b"<%s>" % one for one in names) + b"".join(b"</%s>" % one for one in names[::-1]))


@kind("A1 and XFD1048576 both hold a value: 1.7 KB that end the process of calamine", ACCEPTED, "MERGE_001")
def two_far_corners(kit: Kit) -> bytes:
    return in_sheet(kit, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@kind("the legal file that aborts calamine, and nothing else", FOREIGN, "MERGE_010")
def calamine_abort(kit: Kit) -> bytes:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook(f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{far}</sheetData>')


@kind("the dimension claims a billion cells; they are not there", ACCEPTED, "MERGE_001")
def lying_dimension(kit: Kit) -> bytes:
    return kit.edited(SHEET, lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', data))


@kind("a data dump of 600,000 cells below the form", UNREADABLE, "GATE_019")
def too_many_cells(kit: Kit) -> bytes:
    rows = (f'<row r="{r}">' + "<c><v>1</v></c>" * 60 + "</row>" for r in range(100, 10_100))
    return in_sheet(kit, "".join(rows).encode())


@kind("three million empty cells that only carry a style", UNREADABLE, "GATE_019")
def too_many_styled(kit: Kit) -> bytes:
    rows = (
        f'<row r="{r}">' + "".join(f'<c s="{r * c % 997}"/>' for c in range(300)) + "</row>" for r in range(100, 10_100)
    )
    return in_sheet(kit, "".join(rows).encode())


@kind("1,200,000 shared strings that no cell uses", UNREADABLE, "GATE_019")
def many_strings(kit: Kit) -> bytes:
    return with_strings(kit, "".join(f"<si><t>{n * 7919:x}</t></si>" for n in range(1_200_000)).encode())


@kind("one shared string of 20 MB, which no cell shows", ACCEPTED, "MERGE_001")
def one_long_string(kit: Kit) -> bytes:
    return with_strings(kit, b"<si><t>" + sha512_noise(20 << 20) + b"</t></si>")


@kind("one shared string of 200 KB shown in 40,000 cells", UNREADABLE, "INTAKE_005")
def repeated_long_string(kit: Kit) -> bytes:
    found = kit.by_hand()
    index = found[STRINGS].count(b"<si>")
    found[STRINGS] = found[STRINGS].replace(b"</sst>", b"<si><t>" + sha512_noise(200_000) + b"</t></si></sst>")
    rows = (f'<row r="{r}">' + f'<c t="s"><v>{index}</v></c>' * 40 + "</row>" for r in range(100, 1_100))
    found[SHEET] = found[SHEET].replace(ROW_END, "".join(rows).encode() + ROW_END)
    return packed(found)


@kind("200,000 merged areas below the form", ACCEPTED, "MERGE_001")
def many_merges(kit: Kit) -> bytes:
    areas = "".join(f'<mergeCell ref="A{r}:B{r}"/>' for r in range(1_000, 201_000)).encode()
    return kit.edited(SHEET, lambda data: data.replace(b"</mergeCells>", areas + b"</mergeCells>"))


@kind("one merged area over the whole sheet, on which openpyxl hangs", ACCEPTED, "MERGE_001")
def whole_sheet_merge(kit: Kit) -> bytes:
    area = b'<mergeCell ref="A1:XFD1048576"/>'
    return kit.edited(SHEET, lambda data: data.replace(b"</mergeCells>", area + b"</mergeCells>"))


@kind("100,000 defined names", ACCEPTED, "MERGE_001")
def many_names(kit: Kit) -> bytes:
    more = "".join(f'<definedName name="n{n}">$A${n + 1}</definedName>' for n in range(100_000)).encode()
    return kit.edited(WORKBOOK, lambda data: data.replace(b"</definedNames>", more + b"</definedNames>"))


@kind("200 sheets, all of them the same part", ACCEPTED, "MERGE_001")
def many_sheets(kit: Kit) -> bytes:
    def change(data: bytes) -> bytes:
        first = re.search(rb"<sheet [^>]*>", data)
        assert first is not None
        more = b"".join(re.sub(rb' name="[^"]*"', b' name="t%d"' % n, first[0]) for n in range(200))
        return data.replace(b"</sheets>", more + b"</sheets>")

    return kit.edited(WORKBOOK, change)


@kind("200,000 cell formats", ACCEPTED, "MERGE_001")
def many_styles(kit: Kit) -> bytes:
    more = b"".join(b'<xf numFmtId="%d" fontId="%d"/>' % (n * 7919 % 60, n * 31 % 997) for n in range(200_000))
    return kit.edited("xl/styles.xml", lambda data: data.replace(b"</cellXfs>", more + b"</cellXfs>"))


@kind("one attribute of 5 MB", ACCEPTED, "MERGE_001")
def long_attribute(kit: Kit) -> bytes:
    return in_sheet(kit, b'<row r="30" x="' + sha512_noise(5_000_000) + b'"/>')


@kind("one element with 200,000 attributes", ACCEPTED, "MERGE_001")
def many_attributes(kit: Kit) -> bytes:
    return in_sheet(kit, b'<row r="30" ' + b" ".join(b'a%d="1"' % n for n in range(200_000)) + b"/>")


@kind("100,000 namespaces declared one within another's reach", ACCEPTED, "MERGE_001")
def many_namespaces(kit: Kit) -> bytes:
    return in_sheet(kit, b'<row r="30" ' + b" ".join(b'xmlns:n%d="urn:%d"' % (n, n) for n in range(20_000)) + b"/>")


@kind("the identity is JSON nested 100,000 deep", "quarantined", "MERGE_011")
def deep_identity(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        book["_kehoach"]["B1"].value = "[" * 16_000 + "]" * 16_000
        for one in book.custom_doc_props.props:
            if one.name.startswith("kehoach_0"):
                one.value = "[" * 100_000

    return kit.filled(touch=touch)


@kind("a formula of 30,000 brackets", ACCEPTED, "MERGE_001")
def long_formula(kit: Kit) -> bytes:
    return in_sheet(
        kit, b'<row r="30"><c r="W30"><f>' + b"(" * 30_000 + b"1" + b")" * 30_000 + b"</f><v>1</v></c></row>"
    )


# -- cells that say what none may -----------------------------------------------------------------------


NAN = {("3.15", "percent"): None, ("3.16", "percent"): None, ("4.1", "percent"): None, ("4.2", "percent"): None}


@kind("NaN, INF, 1E400 and 1_000 stored as numbers", ACCEPTED, "MERGE_001", changed=NAN, asked=set(NAN))
def not_a_number(kit: Kit) -> bytes:
    return kit.sheet(*(number_cell(code, "percent", text) for (code, _), text in
                       zip(NAN, ("NaN", "INF", "1E400", "1_000"), strict=True)))  # fmt: skip


@kind("_x0001_, which Excel shows as a control character", ACCEPTED, "MERGE_001",
      changed={("3.15", "result"): "Đã xong."})  # fmt: skip
def escaped_control(kit: Kit) -> bytes:
    return kit.sheet(text_cell("3.15", "result", "Đã_x0001_ xong._x0000_"))


@kind("a raw byte 1 in a text, which XML forbids", UNREADABLE, "GATE_018")
def raw_control(kit: Kit) -> bytes:
    return kit.sheet(text_cell("3.15", "result", "Đã\x01 xong."))


@kind("half of a surrogate pair, escaped", ACCEPTED, "MERGE_001", changed={("3.15", "result"): "Đã \ufffdxong."})
def lone_surrogate(kit: Kit) -> bytes:
    return kit.sheet(text_cell("3.15", "result", "Đã _xD83D_xong."))


LONG = "Đã tổ chức hội nghị. " * 2_000


@kind("a text of more than 32,767 letters", ACCEPTED, "MERGE_001",
      changed={("3.15", "result"): LONG[:32_766].rstrip() + "…"})  # fmt: skip
def long_text(kit: Kit) -> bytes:
    return kit.sheet(text_cell("3.15", "result", LONG))


@kind("12345678901234567890 as a number, which a float makes 1.2e19", ACCEPTED, "MERGE_001",
      changed={("3.15", "evidence_no"): "12345678901234567890"})  # fmt: skip
def long_id(kit: Kit) -> bytes:
    return kit.sheet(number_cell("3.15", "evidence_no", "12345678901234567890"))


@kind("007 as text and as a number: it never becomes 7", ACCEPTED, "MERGE_001",
      changed={("3.15", "evidence_no"): "007", ("3.16", "evidence_no"): "007"})  # fmt: skip
def id_with_zeros(kit: Kit) -> bytes:
    return kit.sheet(text_cell("3.15", "evidence_no", "007"), number_cell("3.16", "evidence_no", "007"))


@kind("a row's id retyped as the number 007", "quarantined", "MERGE_014")
def numeric_row_id(kit: Kit) -> bytes:
    return kit.sheet(number_cell("3.15", "id", "007"))


@kind("0.30000000000000004 percent and more digits than a float has", ACCEPTED, "MERGE_001",
      changed={("3.15", "quantity"): 0.30000000000000004})  # fmt: skip
def float_digits(kit: Kit) -> bytes:
    return kit.sheet(number_cell("3.15", "quantity", "0.30000000000000004"))


@kind("shared strings that do not exist: -1, 999999 and «x»", ACCEPTED, "MERGE_001",
      changed={("3.15", "result"): None, ("3.16", "result"): None, ("4.1", "result"): None})  # fmt: skip
def bad_string_index(kit: Kit) -> bytes:
    return kit.sheet(*(number_cell(code, "result", text, "s") for code, text in
                       (("3.15", "-1"), ("3.16", "999999"), ("4.1", "x"))))  # fmt: skip


@kind("the same cell twice, with two values", UNREADABLE, "GATE_018")
def cell_twice(kit: Kit) -> bytes:
    again = b'<row r="11"><c r="H11"><v>1</v></c></row>'
    return in_sheet(kit, again)


@kind("a cell at XFE1048577", UNREADABLE, "GATE_018")
def outside(kit: Kit) -> bytes:
    return in_sheet(kit, b'<row r="1048577"><c r="XFE1048577"><v>1</v></c></row>')


SLOW = {(code, name) for code in ("3.15", "3.16") for name in ("status", "percent", "quantity", "finish_date")}


@kind("texts that make careless patterns slow, in every column", ACCEPTED, "MERGE_001",
      changed=dict.fromkeys(SLOW), asked=SLOW)  # fmt: skip
def slow_texts(kit: Kit) -> bytes:
    bad = {"status": "a " * 16_000, "percent": "1." * 16_000 + "x", "quantity": "1 000" * 6_000 + "!",
           "finish_date": "1/" * 16_000}  # fmt: skip
    found = kit.parts()
    cells = dict(text_cell(code, name, text) for code in ("3.15", "3.16") for name, text in bad.items())
    found[SHEET] = with_cells(found[SHEET], cells)
    return packed(found)


@kind("saved by Excel as Strict Open XML, in which openpyxl sees no sheets", ACCEPTED, "MERGE_001")
def strict(kit: Kit) -> bytes:
    swaps = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties":
            b"http://purl.oclc.org/ooxml/officeDocument/customProperties",
        b"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes":
            b"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
    }  # fmt: skip
    found = kit.parts()
    for old, new in swaps.items():
        found = {name: data.replace(old, new) for name, data in found.items()}
    # A Strict file holds its days as texts of ISO 8601.
    day = '<c r="L11" t="d"><v>2025-11-01T00:00:00</v></c>'
    found[SHEET] = with_cells(found[SHEET], {"L11": day, "M11": day.replace("L11", "M11")})
    return packed(found)


@kind("an area merged over cells that still hold values, which openpyxl drops", ACCEPTED, "MERGE_001")
def values_under_merge(kit: Kit) -> bytes:
    area = b'<mergeCell ref="G11:O16"/>'
    return kit.edited(SHEET, lambda data: data.replace(b"</mergeCells>", area + b"</mergeCells>"))
