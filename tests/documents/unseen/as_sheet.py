"""An unseen appendix as a workbook: one sheet, or one a part where the parts have tables of their own."""

import random
import re
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.unseen import words
from tests.documents.unseen.as_word import Pen, again_before, cell_texts, head_rows, runs_of_leads
from tests.documents.unseen.truth import PART, TASK, Line, Unseen

ABOVE = 4  # rows over the header: the word, the title, what it goes with, an empty one


def write(document: Unseen, path: Path) -> Path:
    """Draw the appendix with merged cells as people draw it; scores and years are numbers in half of the files."""
    book = Workbook()
    book.remove(book.active)
    rng = random.Random(document.seed + 2)
    pen, numbers = Pen(document.look, rng, None), rng.random() < 0.5
    if document.results:
        sheet = book.create_sheet("Kết quả")
        for row, texts in enumerate((words.RESULTS, *document.results), 1):
            for column, text in enumerate(texts, 1):
                _set(sheet.cell(row, column), pen.typed(text))
    for at, (part, lines) in enumerate(document.tables(), 1):
        sheet = book.create_sheet(f"Phụ lục {at}" if part else "Phụ lục")
        title = document.title if part is None else f"{part.label}. {part.text}"
        for row, text in enumerate(("PHỤ LỤC", title, "(Kèm theo Kế hoạch số 118/KH-UBND ngày 05/01/2026)"), 1):
            _set(sheet.cell(row, 1), pen.typed(text), bold=True)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(document.look.columns))
        _table(sheet, document, lines, pen, numbers)
    book.save(path)
    return path


def _table(sheet: Worksheet, document: Unseen, lines: list[Line], pen: Pen, numbers: bool) -> None:
    look, top = document.look, ABOVE + 1
    under = top + 1 if look.shared else top
    for at, name in enumerate(look.columns, 1):
        alone = look.shared and name not in ("leads", "coordinators")
        _set(sheet.cell(top if alone else under, at), pen.typed(look.heads[name]), bold=True)
        if alone:
            sheet.merge_cells(start_row=top, end_row=under, start_column=at, end_column=at)
    if look.shared:
        first = min(look.columns.index(name) for name in ("leads", "coordinators")) + 1
        _set(sheet.cell(top, first), pen.typed(look.shared), bold=True)
        sheet.merge_cells(start_row=top, end_row=top, start_column=first, end_column=first + 1)
    under = top - 1 + head_rows(look)
    if look.numbered_head:
        for at in range(1, len(look.columns) + 1):
            _set(sheet.cell(under, at), pen.typed(look.numbered_head.format(at)))
    again = again_before(look, lines)
    shift = [0 if again is None or at < again else 1 for at in range(len(lines))]
    if again is not None:
        for at, name in enumerate(look.columns, 1):
            _set(sheet.cell(under + 1 + again, at), pen.typed(look.heads[name]), bold=True)
    if look.remark:
        _set(sheet.cell(under + len(lines) + 4, 1), pen.typed(words.REMARK))
    for number, line in enumerate(lines):
        row = under + 1 + number + shift[number]
        if line.kind == PART and look.parts == "merged":
            _set(sheet.cell(row, 1), pen.typed(f"{line.label}. {line.text}"), bold=True)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(look.columns))
            continue
        for at, name in enumerate(look.columns, 1):
            text = cell_texts(line, look)[name]
            if text:
                _set(sheet.cell(row, at), _value(name, text, numbers) or pen.typed(text), bold=line.kind != TASK)
    if look.merged_leads and again is None:
        at = look.columns.index("leads") + 1
        for start, end in runs_of_leads(lines):
            for row in range(start + 1, end + 1):
                sheet.cell(under + 1 + row, at).value = None
            sheet.merge_cells(start_row=under + 1 + start, end_row=under + 1 + end, start_column=at, end_column=at)


def _value(name: str, text: str, numbers: bool) -> float | None:
    """A number where a person would have typed one."""
    if not numbers:
        return None
    if name == "score":
        return float(text.replace(",", "."))
    if name == "code" and re.fullmatch(r"[0-9]+[.][0-9]+", text):
        return float(text)
    return int(text) if name in ("code", "timeframe") and text.isdigit() else None


def _set(cell: Cell, value: object, bold: bool = False) -> None:
    cell.value = value
    cell.font, cell.alignment = Font(bold=bold), Alignment(wrap_text=True, vertical="center")
