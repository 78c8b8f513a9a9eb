"""A workbook with everything that other programs are known to lose on saving.

Drawn by XlsxWriter, completed by hand-made parts; the parts need not mean much, they need to survive.
"""

import io
import zipfile
from pathlib import Path

import xlsxwriter

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MS = "http://schemas.microsoft.com/office"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"

_X14_EXTENSIONS = (
    f'<ext xmlns:x14="{_X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations '
    f'xmlns:xm="{_XM}" count="1"><x14:dataValidation type="list" allowBlank="1"><x14:formula1>'
    "<xm:f>'Danh mục'!$A$1:$A$4</xm:f></x14:formula1><xm:sqref>E2:E9</xm:sqref></x14:dataValidation>"
    "</x14:dataValidations></ext>"
)
_ADDED = {
    "customUI/customUI14.xml": '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"/>',
    "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 4,
    "xl/ctrlProps/ctrlProp1.xml": f'<formControlPr xmlns="{_X14}" objectType="Button" lockText="1"/>',
    "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{_MS}/spreadsheetml/2018/'
    'threadedcomments"><threadedComment ref="B2" dT="2026-01-01T00:00:00.00" id="{A}"><text>Xem lại</text>'
    "</threadedComment></ThreadedComments>",
    "xl/persons/person.xml": f'<personList xmlns="{_MS}/spreadsheetml/2018/threadedcomments"/>',
    "customXml/item1.xml": "<du-lieu>giữ nguyên</du-lieu>",
    "customXml/itemProps1.xml": "<p/>",
    "xl/printerSettings/printerSettings1.bin": b"\x00\x01printer" * 50,
}
_RELATIONS = {
    "_rels/.rels": (
        ("rIdUI", f"{_MS}/2007/relationships/ui/extensibility", "customUI/customUI14.xml"),
        ("rIdX", f"{_R}/customXml", "customXml/item1.xml"),
    ),
    "xl/_rels/workbook.xml.rels": (
        ("rIdV", f"{_MS}/2006/relationships/vbaProject", "vbaProject.bin"),
        ("rIdP", f"{_MS}/2017/10/relationships/person", "persons/person.xml"),
    ),
    "xl/worksheets/_rels/sheet1.xml.rels": (
        ("rIdC", f"{_R}/ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        ("rIdT", f"{_MS}/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"),
        ("rIdS", f"{_R}/printerSettings", "../printerSettings/printerSettings1.bin"),
    ),
}


def build(path: Path) -> None:
    """Write the workbook: sheets ``Tiến độ`` (edited by the tests) and ``Danh mục``."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet, lists = book.add_worksheet("Tiến độ"), book.add_worksheet("Danh mục")
    bold = book.add_format({"bold": True, "bg_color": "#FFEEAA"})
    for row in range(10):
        sheet.write_row(row, 0, [f"Nhiệm vụ {row}", row, row * 1.1, True], bold)
        sheet.write_formula(row, 5, f"=B{row + 1}*2", None, row * 2)
        lists.write(row, 0, f"Mục {row}")
    sheet.write_rich_string("A12", "Chữ ", bold, "đậm", " giữa câu")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Tiến độ'!$B$1:$B$10"})
    sheet.insert_chart("H2", chart)
    sheet.insert_textbox("H20", "Ô chữ do người dùng vẽ")
    sheet.insert_button("K2", {"macro": "Gop", "caption": "Gộp"})
    sheet.write_comment("B2", "ghi chú cũ")
    sheet.add_sparkline("G1", {"range": "'Tiến độ'!B1:D1"})
    sheet.conditional_format("B1:B10", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("D1:D9", {"validate": "list", "source": ["a", "b"]})
    sheet.merge_range("A14:C14", "trộn")
    sheet.autofilter("A1:D10")
    sheet.set_landscape()
    book.define_name("TD_noi_dung", "='Tiến độ'!$A$1:$A$10")
    book.close()
    path.write_bytes(_completed(buffer.getvalue()))


def _completed(data: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(data))
    made: dict[str, bytes] = {name: source.read(name) for name in source.namelist()}
    for name, entries in _RELATIONS.items():
        lines = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{t}"/>' for i, kind, t in entries)
        made[name] = made[name].replace(b"</Relationships>", lines.encode() + b"</Relationships>")
    sheet = made["xl/worksheets/sheet1.xml"]
    made["xl/worksheets/sheet1.xml"] = sheet.replace(b"</extLst>", _X14_EXTENSIONS.encode() + b"</extLst>")
    # XlsxWriter asks for recalculation itself; here a save has to.
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    types = made["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    made["[Content_Types].xml"] = types.replace(
        b"<Override",
        b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
        1,
    )
    made |= {name: text if isinstance(text, bytes) else text.encode() for name, text in _ADDED.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in made.items():
            info = zipfile.ZipInfo(name, (2025, 11, 5, 7, 30, 0))
            info.external_attr = 0o640 << 16
            package.writestr(
                info, content, zipfile.ZIP_STORED if name.endswith(".bin") else zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()
