"""Pieces that every document shares, as Nghị định 30/2020/NĐ-CP (Phụ lục I) places them: the national heading beside
the letterhead, title, nơi nhận beside the signature, an appendix across. Every look is a style
(:mod:`plan_document_styles`).

A template for a clerk takes :func:`clerk_letterhead` and :func:`clerk_signature`: the same pieces with words in place
of names; their number, day and signature stay open.
"""

from collections.abc import Sequence

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from kehoach_xl.building import plan_document_styles as look

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
# Room to write by hand: number, day; (Họ và tên) where nobody is named.
NO_NUMBER, NO_DAY = "Số:          ", "ngày      tháng      năm          "
LONGEST_PROPERTY = 255  # of a property of the file, as Word takes it
# Empty lines between the office of who signs and the name: room for signature and seal.
SIGNED_IN = 4


def begun(title: str, author: str = "") -> Made:
    """An empty document of A4 upright with all styles."""
    document = Document()
    look.prepare(document)
    document.core_properties.title = title[:LONGEST_PROPERTY]
    document.core_properties.language = "vi-VN"
    document.core_properties.author = author[:LONGEST_PROPERTY]
    document.core_properties.comments = ""
    look.upright(document.sections[0])
    _unstretched(document)
    return document


def letterhead(
    document: Made, over: Sequence[str], own: Sequence[str], number: str, place_and_day: str, about: str = ""
) -> None:
    """``over`` the body above and ``own`` the issuing one, a line each; ``about`` («V/v …») stands below the number of
    an official letter, which has no title."""
    left, right = _side_by_side(document, 62, 103)
    _lines(left, [(line, "Cơ quan cấp trên") for line in over] + [(line, "Cơ quan ban hành") for line in own])
    _rule(left, 19)
    left.add_paragraph(number, "Số và ký hiệu")
    if about:
        left.add_paragraph(about, "Trích yếu công văn")
    _lines(right, [(COUNTRY, "Quốc hiệu"), (MOTTO, "Tiêu ngữ")])
    _rule(right, 19.5)  # as long as the motto
    right.add_paragraph(place_and_day, "Địa danh và ngày")


def title(document: Made, kind: str, about: str) -> None:
    document.add_paragraph(kind, "Tên loại văn bản")
    document.add_paragraph(about, "Trích yếu")
    _ruled(document.add_paragraph(style="Đường kẻ"), 62)


def signature(document: Made, recipients: Sequence[str], signatory: Sequence[str], name: str = "(Họ và tên)") -> None:
    """Nơi nhận, a line each as it is printed («- …;»), beside the office of who signs; the paragraph above stays
    with it, so that a signature never stands on a page alone."""
    last = document.paragraphs[-1].paragraph_format
    last.keep_with_next, last.space_after = True, Pt(12)
    left, right = _side_by_side(document, 85, 80)
    _lines(left, [("Nơi nhận:", "Nơi nhận"), *((line, "Danh sách nơi nhận") for line in recipients)])
    _lines(right, [(line, "Chức vụ người ký") for line in signatory])
    for _ in range(SIGNED_IN):
        right.add_paragraph(style="Chức vụ người ký")
    right.add_paragraph(name, "Chức vụ người ký")


def appendix(document: Made, heading: Sequence[str]) -> None:
    """A section of its own, A4 across, under its heading: the word, the title, what it goes with."""
    look.across(document.add_section(WD_SECTION.NEW_PAGE))
    for line, style in zip(heading, look.appendix_heads(len(heading)), strict=True):
        document.add_paragraph(line, style)


# -- the same for templates ------------------------------------------------------------------------------


def clerk_letterhead(document: Made, sign: str, about: str = "") -> None:
    """The letterhead of a template; ``sign`` is the kind of document in its number («BC»), «» for an official letter,
    whose ``about`` stands below the number."""
    before = f"{NO_NUMBER}/{sign}-" if sign else f"{NO_NUMBER}/"
    letterhead(
        document, _if("co_quan_cap_tren"), ["{{ co_quan_ban_hanh }}"], before + "{{ ky_hieu }}",
        "{{ dia_danh }}, " + NO_DAY, about,
    )  # fmt: skip


def clerk_signature(document: Made) -> None:
    """Nơi nhận and who signs, of a template."""
    recipients = ["{%p for dong in noi_nhan %}", "- {{ dong }}", "{%p endfor %}"]
    signature(document, recipients, [*_if("quyen_ky"), "{{ chuc_vu_ky }}"], "{{ nguoi_ky }}")


def _if(word: str) -> list[str]:
    """The paragraph of a word that stands only where the word says something."""
    return [f"{{%p if {word} %}}", f"{{{{ {word} }}}}", "{%p endif %}"]


# -- small pieces ----------------------------------------------------------------------------------------


def _unstretched(document: Made) -> None:
    """A line that ends in a break of its own is not spread over the whole width of justified text."""
    settings = document.settings.element.find(qn("w:compat"))
    settings.insert(0, OxmlElement("w:doNotExpandShiftReturn"))


def _side_by_side(document: Made, *widths: int) -> tuple[_Cell, ...]:
    """A row of cells without borders; widths in millimetres."""
    table: Table = document.add_table(1, len(widths))
    look.fixed(table, widths)
    look.undivided(table)
    return tuple(table.rows[0].cells)


def _lines(cell: _Cell, lines: Sequence[tuple[str, str]]) -> None:
    """Fill a cell; its first, empty paragraph takes the first line."""
    for at, (text, style) in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text)


def _rule(cell: _Cell, indent: float) -> None:
    _ruled(cell.add_paragraph(style="Đường kẻ"), indent)


def _ruled(paragraph: Paragraph, indent: float) -> None:
    """The line below what stands above it, as short as the decree wants it: so many millimetres in on both sides."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent)
