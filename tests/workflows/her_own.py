"""A master she made her own in Excel: a sheet, charts, pictures, notes, formats and columns that no operation knows of.

The parts in ``her_parts/`` are put into the package as they lie there, never by a writer of ours: what stands in them
must be standing after every button. :func:`hers` reads a workbook without what operations are there to change.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kehoach_xl.sheets.layout import tables
from tests.support.package import read
from tests.workflows.office import repack

PARTS = Path(__file__).with_name("her_parts")
HER_SHEET = "Sổ tay của tôi"
HER_COLUMN, HER_NUMBER = "AZ", 52  # of `Phụ lục` and `Tiến độ`, right of everything ours
_OPEN, _OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", (
    "http://schemas.microsoft.com/office/2017/10/relationships"
)
_SHEET = "application/vnd.openxmlformats-officedocument"
_TYPES: Mapping[str, str] = {
    "xl/worksheets/sheet90.xml": f"{_SHEET}.spreadsheetml.worksheet+xml",
    "xl/drawings/drawing90.xml": f"{_SHEET}.drawing+xml",
    "xl/drawings/drawing91.xml": f"{_SHEET}.drawing+xml",
    "xl/charts/chart90.xml": f"{_SHEET}.drawingml.chart+xml",
    "xl/charts/chart91.xml": f"{_SHEET}.drawingml.chart+xml",
    "xl/comments90.xml": f"{_SHEET}.spreadsheetml.comments+xml",
    "xl/comments91.xml": f"{_SHEET}.spreadsheetml.comments+xml",
    "xl/threadedComments/threadedComment91.xml": "application/vnd.ms-excel.threadedcomments+xml",
    "xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
    "xl/printerSettings/printerSettings90.bin": f"{_SHEET}.spreadsheetml.printerSettings",
    "customXml/itemProps1.xml": f"{_SHEET}.customXmlProperties+xml",
}
_ENDINGS = {"png": "image/png", "vml": f"{_SHEET}.vmlDrawing"}
_OF_APPENDIX = {
    "rId901": (_OPEN, "drawing", "../drawings/drawing91.xml"),
    "rId902": (_OPEN, "vmlDrawing", "../drawings/vmlDrawing91.vml"),
    "rId903": (_OPEN, "comments", "../comments91.xml"),
    "rId904": (_OFFICE, "threadedComment", "../threadedComments/threadedComment91.xml"),
}
_OF_BOOK = {
    "rId900": (_OPEN, "worksheet", "worksheets/sheet90.xml"), "rId901": (_OFFICE, "person", "persons/person.xml"),
    "rId902": (_OPEN, "customXml", "../customXml/item1.xml"),
}  # fmt: skip
_NO_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_DRAWN = '<drawing r:id="rId901"/><legacyDrawing r:id="rId902"/>'
_BREAK = '<rowBreaks count="1" manualBreakCount="1"><brk id="12" max="16383" man="1"/></rowBreaks>'
_SPARKLINE = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup displayEmptyCellsAs="gap">'
    "<x14:sparklines><x14:sparkline><xm:f>$D$8:$D$20</xm:f><xm:sqref>BA8</xm:sqref></x14:sparkline></x14:sparklines>"
    "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
)


def take_over(path: Path) -> None:
    """She works on the master in Excel: adds what is hers, and saves."""
    book = read(path)
    part_of = {sheet.name: sheet.part for sheet in book.sheets}
    appendix, progress = part_of["Phụ lục"], part_of["Tiến độ"]
    with zipfile.ZipFile(path) as package:
        styles, style, mark = _styles(package.read("xl/styles.xml").decode())
        there = set(package.namelist())
    changes: dict[str, Callable[[str], str]] = {
        "xl/styles.xml": lambda _: styles,
        "xl/workbook.xml": lambda xml: _listed(xml, len(book.sheets)),
        "[Content_Types].xml": _typed,
        "xl/_rels/workbook.xml.rels": lambda xml: _related(xml, _OF_BOOK),
        appendix: lambda xml: _at_work_on(xml, tables()["appendix"].first, style, mark, _DRAWN),
        progress: lambda xml: _at_work_on(xml, tables()["progress"].first, style, mark, ""),
    }
    repack(path, lambda part, data: changes[part](data.decode()).encode() if part in changes else data)
    folder, _, base = appendix.rpartition("/")
    assert f"{folder}/_rels/{base}.rels" not in there
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(f"{folder}/_rels/{base}.rels", _related(_NO_RELATIONS, _OF_APPENDIX))
        for file in sorted(PARTS.rglob("*.*")):
            if file.is_file():
                data = file.read_bytes()
                if file.name == "sheet90.xml":
                    data = data.replace(b"{style}", b"%d" % style).replace(b"{mark}", b"%d" % mark)
                package.writestr(file.relative_to(PARTS).as_posix(), data)


def _styles(xml: str) -> tuple[str, int, int]:
    """The styles with a cell style and a conditional one of hers, and their numbers."""
    counts = {name: int(n) for name, n in re.findall(r'<(numFmts|fonts|fills|cellXfs|dxfs) count="(\d+)"', xml)}
    added = {
        "numFmts": '<numFmt numFmtId="490" formatCode="#,##0.0&quot; triệu&quot;"/>',
        "fonts": '<font><i/><sz val="14"/><color rgb="FF7030A0"/><name val="Arial"/></font>',
        "fills": '<fill><patternFill patternType="lightUp"><fgColor rgb="FF00B0F0"/></patternFill></fill>',
        "cellXfs": f'<xf numFmtId="490" fontId="{counts["fonts"]}" fillId="{counts["fills"]}" borderId="0" xfId="0" '
        'applyNumberFormat="1" applyFont="1" applyFill="1"/>',
        "dxfs": '<dxf><font><b/><color rgb="FFC00000"/></font></dxf>',
    }
    for name, text in added.items():
        xml = xml.replace(f'<{name} count="{counts[name]}"', f'<{name} count="{counts[name] + 1}"')
        xml = xml.replace(f"</{name}>", f"{text}</{name}>")
    return xml, counts["cellXfs"], counts["dxfs"]


def _at_work_on(xml: str, first: int, style: int, mark: int, drawn: str) -> str:
    """What she does on one of our sheets: a column of her own, a mark, a rule for typing, a page break, a sparkline; on
    one also a chart, a picture and a note."""
    for row in (1, first):
        cell = f'<c r="{HER_COLUMN}{row}" s="{style}" t="inlineStr"><is><t>của tôi {row}</t></is></c>'
        xml, times = re.subn(rf'(<row r="{row}"[^>]*>)(.*?)(</row>)', rf"\1\2{cell}\3", xml, flags=re.DOTALL)
        assert times == 1
    column = f'<col min="{HER_NUMBER}" max="{HER_NUMBER}" width="33.25" style="{style}" customWidth="1"/></cols>'
    xml = xml.replace("</cols>", column)
    marked = (
        f'<conditionalFormatting sqref="{HER_COLUMN}1:{HER_COLUMN}99"><cfRule type="expression" dxfId="{mark}" '
        f'priority="9001"><formula>LEFT({HER_COLUMN}1,3)="của"</formula></cfRule></conditionalFormatting>'
    )
    at = xml.rindex("</conditionalFormatting>") + len("</conditionalFormatting>")
    xml = xml[:at] + marked + xml[at:]
    rule = (
        f'<dataValidation type="textLength" operator="lessThan" allowBlank="1" sqref="{HER_COLUMN}2:{HER_COLUMN}99">'
        "<formula1>50</formula1></dataValidation></dataValidations>"
    )
    xml = re.sub(r'<dataValidations count="(\d+)"', lambda m: f'<dataValidations count="{int(m[1]) + 1}"', xml)
    return xml.replace("</dataValidations>", rule).replace("</worksheet>", f"{_BREAK}{drawn}{_SPARKLINE}</worksheet>")


def _listed(xml: str, number: int) -> str:
    """The workbook with her sheet and her names."""
    tab = f'<sheet name="{HER_SHEET}" sheetId="900" r:id="rId900"/></sheets>'
    names = (
        f"<definedName name=\"Cua_toi\">'{HER_SHEET}'!$B$2:$B$5</definedName>"
        '<definedName name="Nguong_cua_toi">2500</definedName>'
        f"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{number}\">'{HER_SHEET}'!$1:$1</definedName>"
    )
    return xml.replace("</sheets>", tab).replace("</definedNames>", f"{names}</definedNames>")


def _typed(xml: str) -> str:
    told = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _TYPES.items())
    new = {ending: kind for ending, kind in _ENDINGS.items() if f'Extension="{ending}"' not in xml}
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in new.items())
    return xml.replace("</Types>", f"{told}</Types>").replace("<Override", f"{defaults}<Override", 1)


def _related(xml: str, relations: Mapping[str, tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{base}/{kind}" Target="{target}"/>'
        for key, (base, kind, target) in relations.items()
    )
    return xml.replace("</Relationships>", f"{lines}</Relationships>")


# -- for comparing -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hers:
    """A workbook without what operations are there to change: ``parts`` whole, what stands ``around`` the cells of each
    sheet, the ``cells`` of her sheet and her columns as they are written, and ``names`` that are no print area."""

    parts: Mapping[str, bytes]
    around: Mapping[str, bytes]
    cells: Mapping[tuple[str, str], bytes]
    names: Mapping[str, str]


# The cells, and the area they take, which grows with the rows.
_CELLS = re.compile(rb"<sheetData(?:/>|>.*?</sheetData>)|<dimension [^>]*/>", re.DOTALL)
# A result, and what kind of result it is.
_RESULT = re.compile(rb"((?:</f>|<f[^>]*/>)\s*)<v>[^<]*</v>")
_KIND = re.compile(rb'^(<c [^>]*?) t="\w+"(?=[^>]*>\s*<f)')


def hers(path: Path) -> Hers:
    """Read a workbook for comparing. Results of formulas are left out: saving drops them so that none is stale."""
    book = read(path)
    sheets = {sheet.part: sheet.name for sheet in book.sheets}
    with zipfile.ZipFile(path) as package:
        every = {name: package.read(name) for name in package.namelist()}
    cells = {}
    for part, name in sheets.items():
        column = "[A-Z]+" if name == HER_SHEET else HER_COLUMN
        pattern = rf'<c r="({column}\d+)"[^>]*?(?:/>|>.*?</c>)'.encode()
        for cell in re.finditer(pattern, every[part], re.DOTALL):
            cells[name, cell[1].decode()] = _KIND.sub(rb"\1", _RESULT.sub(rb"\1", cell[0]))
    changing = {*sheets, "xl/workbook.xml", "xl/calcChain.xml"}
    return Hers(
        {name: data for name, data in every.items() if name not in changing},
        {name: _CELLS.sub(b"", every[part]) for part, name in sheets.items()},
        cells,
        {f"{index or ''}!{name}": text for name, index, text in book.names if name != "_xlnm.Print_Area"},
    )
