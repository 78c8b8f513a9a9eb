"""The plan as a Word file a clerk can go on with, laid out as Nghị định 30/2020/NĐ-CP sets a plan (kế hoạch) out.

National heading and letterhead, title, body, recipients and signature on A4 upright, then the appendix as a section
of its own, A4 across: the pieces of :mod:`word_pieces`. What the body says is in :mod:`plan_document_words`, the
appendix in :mod:`plan_document_table`.
"""

from pathlib import Path

from docx.document import Document as Made

from kehoach_xl.building import plan_document_table as appendix
from kehoach_xl.building import plan_document_words as words
from kehoach_xl.building import word_pieces as pieces
from kehoach_xl.building.plan_template import PlanTemplate


def save(template: PlanTemplate, path: Path) -> None:
    """Write the document of a plan. Raises OSError where ``path`` cannot be written."""
    plan = template.plan
    document = pieces.begun(plan.title, plan.issuer)
    over, own = words.letterhead(plan.issuer)
    pieces.letterhead(document, over, own, words.number(template), words.place_and_date(plan))
    pieces.title(document, *words.title(plan.title))
    _body(document, template)
    recipients = [f"- {one}" for one in words.recipients(template)]
    pieces.signature(document, recipients, words.signatory(plan.issuer))
    pieces.appendix(document, template.heading)
    appendix.draw(document, template)
    document.save(path)


def _body(document: Made, template: PlanTemplate) -> None:
    for style, text in words.body(template):
        document.add_paragraph(text, style)
        if style == words.TABLE:
            appendix.draw_standings(document, template)
