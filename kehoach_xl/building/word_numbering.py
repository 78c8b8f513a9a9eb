"""Headings that number themselves («1.», «1.1.»), so that a clerk may delete, add or move a part of a report."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

CHAPTER, PART = "Mục", "Tiểu mục"
_LEVEL = """<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{style}"/>
<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>"""


def numbered(document: Document) -> None:
    """Make the styles :data:`CHAPTER` and :data:`PART`, of Word's own outline."""
    numbering = document.part.numbering_part.element
    kinds = numbering.findall(qn("w:abstractNum"))
    kind = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in kinds), default=-1)
    ids = []
    for name, outline, bold, italic in ((CHAPTER, "Heading 1", True, False), (PART, "Heading 2", False, True)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[outline]
        style.next_paragraph_style = document.styles["Nội dung"]
        style.quick_style = True
        style.font.bold, style.font.italic = bold, italic
        style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Mm(0), Mm(12.7)
        ids.append(style.style_id)
    levels = (_LEVEL.format(level=0, style=ids[0], text="%1."), _LEVEL.format(level=1, style=ids[1], text="%1.%2."))
    made = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{kind}"><w:multiLevelType w:val="multilevel"/>'
    numbering.insert(len(kinds), parse_xml(f"{made}{''.join(levels)}</w:abstractNum>"))
    number = numbering.add_num(kind).numId
    for level, name in enumerate((CHAPTER, PART)):
        properties = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number
