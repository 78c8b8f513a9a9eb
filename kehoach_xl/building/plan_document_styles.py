"""The looks of the Word file as styles, and its pages: measures of Nghị định 30/2020/NĐ-CP, Phụ lục I.

A4; top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm; Times New Roman; the page number in the middle of the top
margin, not on the first page, counted anew in the appendix.
"""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
WIDTH, HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
CENTER, JUSTIFY, LEFTWARD = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT

# Name → (points, bold, italic, alignment, first line in mm, space before and after in points).
STYLES: dict[str, tuple[float, bool, bool, WD_ALIGN_PARAGRAPH, float, float, float]] = {
    "Quốc hiệu": (13, True, False, CENTER, 0, 0, 0),
    "Tiêu ngữ": (14, True, False, CENTER, 0, 0, 0),
    "Cơ quan cấp trên": (13, False, False, CENTER, 0, 0, 0),
    "Cơ quan ban hành": (13, True, False, CENTER, 0, 0, 0),
    "Số và ký hiệu": (13, False, False, CENTER, 0, 6, 0),
    "Địa danh và ngày": (14, False, True, CENTER, 0, 4, 0),
    "Tên loại văn bản": (14, True, False, CENTER, 0, 18, 0),
    "Trích yếu": (14, True, False, CENTER, 0, 0, 0),
    "Trích yếu công văn": (12, False, False, CENTER, 0, 6, 0),
    "Kính gửi": (14, False, False, CENTER, 0, 18, 12),
    "Đường kẻ": (2, False, False, CENTER, 0, 0, 0),
    "Nội dung": (14, False, False, JUSTIFY, 12.7, 6, 0),
    "Bảng kết quả": (13, False, True, CENTER, 0, 6, 3),
    "Nơi nhận": (12, True, True, LEFTWARD, 0, 2, 0),
    "Danh sách nơi nhận": (11, False, False, LEFTWARD, 0, 0, 0),
    "Chức vụ người ký": (14, True, False, CENTER, 0, 0, 0),
    "Chữ Phụ lục": (14, True, False, CENTER, 0, 0, 0),
    "Tên Phụ lục": (13, True, False, CENTER, 0, 0, 0),
    "Kèm theo": (13, False, True, CENTER, 0, 0, 6),
    "Đầu bảng": (12, True, False, CENTER, 0, 2, 2),
    "Ô chữ": (12, False, False, LEFTWARD, 0, 2, 2),
    "Ô giữa": (12, False, False, CENTER, 0, 2, 2),
    "Ô đậm": (12, True, False, LEFTWARD, 0, 2, 2),
    "Ô đậm giữa": (12, True, False, CENTER, 0, 2, 2),
}
# Titles keep clear of both margins, by so many millimetres, so that each of their lines is seen to be centred.
INSET = {"Trích yếu": 10, "Tên Phụ lục": 15}
# Word's own headings, so that the outline of the document stands beside it.
HEADINGS = {
    "Heading 1": (14, True, False, JUSTIFY, 12.7, 6, 0), "Heading 2": (14, True, False, JUSTIFY, 12.7, 6, 0),
    "Heading 3": (14, True, True, JUSTIFY, 12.7, 6, 0),
}  # fmt: skip
# What stands after the numbering of pages in the properties of a section (ECMA-376, CT_SectPr).
_AFTER_NUMBERS = (
    "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter",
    "w:docGrid", "w:printerSettings", "w:sectPrChange",
)  # fmt: skip


def prepare(document: Document) -> None:
    """Make the styles, and Vietnamese the language that the spelling is checked in."""
    normal = document.styles["Normal"]
    _font(normal, 14)
    normal.element.get_or_add_rPr().append(_element("w:lang", val="vi-VN"))
    for name, measures in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        _measured(style, *measures)
    for name, inset in INSET.items():
        lines = document.styles[name].paragraph_format
        lines.left_indent = lines.right_indent = Mm(inset)
    for name, measures in HEADINGS.items():
        _measured(document.styles[name], *measures)
    _underlined(document.styles["Đường kẻ"])


def appendix_heads(count: int) -> list[str]:
    """The styles of the lines over an appendix: the word, the title, what it goes with."""
    return ["Chữ Phụ lục", *["Tên Phụ lục"] * max(count - 2, 1), "Kèm theo"][:count]


def upright(section: Section) -> None:
    section.page_width, section.page_height = WIDTH, HEIGHT
    _page(section)


def across(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = HEIGHT, WIDTH
    _page(section)


def fixed(table: Table, widths: Sequence[float]) -> None:
    """Columns as wide as given, in millimetres, whatever stands in them."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def undivided(table: Table) -> None:
    """Every row stands whole on one page."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def repeated(table: Table, rows: int) -> None:
    """The first rows stand over every page, each undivided; all others may run over a page's end."""
    for row in table.rows[:rows]:
        row._tr.get_or_add_trPr().extend([_element("w:cantSplit"), _element("w:tblHeader")])
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _page(section: Section) -> None:
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = TOP, BOTTOM, LEFT, RIGHT
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    _counted_anew(section)
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    _page_number(section.header.paragraphs[0])


def _counted_anew(section: Section) -> None:
    """Pages count from 1; a section is made as a copy of the one before, which has this already."""
    properties = section._sectPr
    for one in properties.findall(qn("w:pgNumType")):
        properties.remove(one)
    properties.insert_element_before(_element("w:pgNumType", start="1"), *_AFTER_NUMBERS)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTER
    field = _element("w:fldSimple", instr="PAGE")
    paragraph._p.append(field)


def _measured(
    style: ParagraphStyle, size: float, bold: bool, italic: bool, alignment: Any, first: float, before: float,
    after: float,
) -> None:  # fmt: skip
    _font(style, size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    paragraph = style.paragraph_format
    paragraph.alignment, paragraph.first_line_indent = alignment, Mm(first)
    paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(before), Pt(after), 1.0


def _font(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if "heme" in attribute:  # a font of the theme goes before a named one
            del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _underlined(style: ParagraphStyle) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="4", space="1", color="000000"))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
