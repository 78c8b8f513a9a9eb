"""The plan as a Word file a clerk can go on with, laid out as Nghị định 30/2020/NĐ-CP sets a plan (kế hoạch) out.

National heading and letterhead, title, body, recipients and signature on A4 upright, then the appendix as a section
of its own, A4 across. Every look is a style (:mod:`plan_document_styles`); what the body says is in
:mod:`plan_document_words`, the appendix in :mod:`plan_document_table`.
"""

from pathlib import Path

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_SECTION
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from kehoach_xl.building import plan_document_styles as look
from kehoach_xl.building import plan_document_table as appendix
from kehoach_xl.building import plan_document_words as words
from kehoach_xl.building.plan_template import PlanTemplate

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


LONGEST_PROPERTY = 255  # of a property of the file, as Word takes it
# Empty lines between the office of who signs and the name: room for signature and seal.
SIGNED_IN = 4


def save(template: PlanTemplate, path: Path) -> None:
    """Write the document of a plan. Raises OSError where ``path`` cannot be written."""
    document = Document()
    look.prepare(document)
    document.core_properties.title = template.plan.title[:LONGEST_PROPERTY]
    document.core_properties.language = "vi-VN"
    document.core_properties.author = template.plan.issuer[:LONGEST_PROPERTY]
    document.core_properties.comments = ""
    look.upright(document.sections[0])
    _letterhead(document, template)
    _title(document, template)
    _body(document, template)
    _signature(document, template)
    look.across(document.add_section(WD_SECTION.NEW_PAGE))
    for line, style in zip(template.heading, look.appendix_heads(len(template.heading)), strict=True):
        document.add_paragraph(line, style)
    appendix.draw(document, template)
    document.save(path)


def _letterhead(document: Made, template: PlanTemplate) -> None:
    left, right = _side_by_side(document, 62, 103)
    over, own = words.letterhead(template.plan.issuer)
    _lines(left, [(line, "Cơ quan cấp trên") for line in over] + [(line, "Cơ quan ban hành") for line in own])
    _rule(left, 19)
    left.add_paragraph(words.number(template), "Số và ký hiệu")
    _lines(right, [(COUNTRY, "Quốc hiệu"), (MOTTO, "Tiêu ngữ")])
    _rule(right, 22)
    right.add_paragraph(words.place_and_date(template.plan), "Địa danh và ngày")


def _title(document: Made, template: PlanTemplate) -> None:
    kind, about = words.title(template.plan.title)
    document.add_paragraph(kind, "Tên loại văn bản")
    document.add_paragraph(about, "Trích yếu")
    _ruled(document.add_paragraph(style="Đường kẻ"), 62)


def _body(document: Made, template: PlanTemplate) -> None:
    for style, text in words.body(template):
        last = document.add_paragraph(text, style)
        if style == words.TABLE:
            appendix.draw_standings(document, template)
    last.paragraph_format.keep_with_next = True  # a signature never stands on a page alone


def _signature(document: Made, template: PlanTemplate) -> None:
    left, right = _side_by_side(document, 85, 80)
    recipients = [(f"- {one}", "Danh sách nơi nhận") for one in words.recipients(template)]
    _lines(left, [("Nơi nhận:", "Nơi nhận"), *recipients])
    _lines(right, [(line, "Chức vụ người ký") for line in words.signatory(template.plan.issuer)])
    for _ in range(SIGNED_IN):
        right.add_paragraph(style="Chức vụ người ký")
    right.add_paragraph("(Họ và tên)", "Chức vụ người ký")


# -- small pieces ----------------------------------------------------------------------------------


def _side_by_side(document: Made, *widths: int) -> tuple[_Cell, ...]:
    """A row of cells without borders; widths in millimetres."""
    table: Table = document.add_table(1, len(widths))
    look.fixed(table, widths)
    look.undivided(table)
    return tuple(table.rows[0].cells)


def _lines(cell: _Cell, lines: list[tuple[str, str]]) -> None:
    """Fill a cell; its first, empty paragraph takes the first line."""
    for at, (text, style) in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text)


def _rule(cell: _Cell, indent: int) -> None:
    _ruled(cell.add_paragraph(style="Đường kẻ"), indent)


def _ruled(paragraph: Paragraph, indent: int) -> None:
    """The line below what stands above it, as short as the decree wants it: so many millimetres in on both sides."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent)
