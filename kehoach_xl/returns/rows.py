"""The rows of a returned form: what was typed, what was locked, what the agency added."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kehoach_xl.domain import progress
from kehoach_xl.domain.identity import digest
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.domain.settle import Answer
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell, ReadSheet
from kehoach_xl.returns.cells import Book, Typed, plain, read_cell
from kehoach_xl.returns.finding import NOTE, UNDERSTOOD, Finding
from kehoach_xl.returns.headings import Headings
from kehoach_xl.returns.tables import FormTable

LOCKED = ("code", "content", "coordinators", "timeframe", "due")
# How a line that adds others up begins.
_TOTALS = ("tổng cộng", "cộng", "tổng số", "tổng")


@dataclass
class FormRow:
    """One row of the form as returned. ``answers`` covers every column that the form asks and still has, blanks
    included; ``unasked`` holds what was typed into those it does not ask, which stand hidden and locked. ``locked``
    leaves out columns that are gone. ``moved``: its id is that of its wording, not the one in its hidden cell;
    ``by_wording``: its hidden cell was empty. ``sheet``: the tab it stands in."""

    row: int
    id: str
    answers: dict[str, Answer]
    locked: dict[str, str]
    findings: list[Finding] = field(default_factory=list)
    unasked: dict[str, Answer] = field(default_factory=dict)
    moved: bool = False
    by_wording: bool = False
    sheet: str = ""

    @property
    def filled(self) -> int:
        """Reporting cells with anything typed in them, asked for or not."""
        return sum(answer.value is not None for answer in (*self.answers.values(), *self.unasked.values()))

    @property
    def digest(self) -> str:
        return digest([self.locked.get(name, "") for name in LOCKED])

    @property
    def code(self) -> str:
        return self.locked.get("code", "")

    @property
    def content(self) -> str:
        return self.locked.get("content", "")

    @property
    def is_total(self) -> bool:
        """Whether it only adds others up: «Tổng cộng» where the number or the task would stand, and nothing else."""
        texts = [fold(text).strip(" :.") for text in (self.code, self.content) if text]
        return not self.id and len(texts) == 1 and texts[0] in _TOTALS


def locked_digest(cells: Mapping[str, object]) -> str:
    """The digest of a row's locked cells as they are written into a new form."""
    return digest([clean(str(cells.get(name) or "")) for name in LOCKED])


def read_rows(table: FormTable, known: Headings, book: Book) -> list[FormRow]:
    """Every row of a form that holds an id, a task or anything typed."""
    cells = table.part.cells
    # Only rows that hold something in these columns: a stray cell far below costs nothing and is not lost.
    used = {column for columns in table.columns.values() for column in columns}
    at = sorted({row for row, column in cells if column in used and row >= table.first})
    merged = _merged(table.part, at, used)
    rows = (_row(row, table, known, book, merged) for row in at)
    return [row for row in rows if row.id or row.filled or row.content]


def _merged(part: ReadSheet, rows: Sequence[int], columns: set[int]) -> dict[tuple[int, int], int]:
    """By cell under a merge over several rows the first row of that merge, for the rows and columns of the form."""
    found: dict[tuple[int, int], int] = {}
    for row1, column1, row2, _ in part.merges:
        if row2 > row1 and column1 in columns and (row1, column1) in part.cells:
            for row in rows[bisect_right(rows, row1) : bisect_right(rows, row2)]:
                found[row, column1] = row1
    return found


def _row(
    at: int, table: FormTable, known: Headings, book: Book, merged: Mapping[tuple[int, int], int]
) -> FormRow:
    cells = table.part.cells

    def text(name: str) -> str:
        # Of several columns under one heading the first that holds something.
        return next((found for c in table.columns[name] if (found := clean(plain(cells.get((at, c)))))), "")

    locked = {name: text(name) for name in LOCKED if name in table.columns}
    row = FormRow(at, text("id") if "id" in table.columns else "", {}, locked, sheet=table.part.name)
    for item in FIELDS:
        if item.id not in table.columns:
            continue
        typed = _of_columns([_typed(item.id, at, column, cells, book, merged) for column in table.columns[item.id]])
        heading = known.shown.get(item.id, item.label)
        if item.id in table.doubted and typed.answer.value is not None and not typed.answer.unclear:
            facts = {"heading": heading, "column": table.doubted[item.id]}
            asked = progress.tidy(progress.show(typed.answer.value)) or "?"
            typed = Typed(Answer(asked, Message("RETURN_003", facts).text))
        if item.id in known.asked:
            row.answers[item.id] = typed.answer
            returned = progress.show(typed.answer.value)
            row.findings += [
                Finding(NOTE if one.code == "VALUE_043" else UNDERSTOOD, one, row.code, heading, returned=returned)
                for one in typed.said
            ]
        elif typed.answer.value is not None:
            row.unasked[item.id] = typed.answer
    return row


def _typed(
    name: str, row: int, column: int, cells: Mapping[tuple[int, int], Cell], book: Book,
    merged: Mapping[tuple[int, int], int],
) -> Typed:  # fmt: skip
    """One cell; under a merge over several rows it is asked whether the value above stands for this row too."""
    first = merged.get((row, column))
    if first is None or ((row, column) in cells and cells[row, column].text):
        return read_cell(name, cells.get((row, column)), book)
    above = read_cell(name, cells[first, column], book).answer.value
    if above is None:
        return read_cell(name, None, book)
    return Typed(Answer(progress.show(above), Message("RETURN_026", {"row": row, "first": first}).text))


def _of_columns(found: Sequence[Typed]) -> Typed:
    """What the columns under one heading say together."""
    filled = [one for one in found if one.answer.value is not None]
    if len(filled) < 2:
        return filled[0] if filled else found[0]
    return Typed(together([one.answer for one in filled], "RETURN_027"), tuple(m for one in filled for m in one.said))


def together(answers: Iterable[Answer], code: str) -> Answer:
    """One answer of several for the same cell: blanks say nothing, equal ones agree, others are asked for under the
    reason ``code``."""
    filled = list(dict.fromkeys(one for one in answers if one.value is not None))
    if len(filled) < 2:
        return filled[0] if filled else Answer(None)
    shown = [progress.show(one.value) for one in filled]
    reason = Message(code, {"values": "; ".join(f"«{one}»" for one in shown)})
    return Answer(progress.tidy(" | ".join(shown)), reason.text)


def hidden_input(table: FormTable, rows: Iterable[FormRow], known: Headings) -> list[Finding]:
    """What is said of input that nobody sees: it was read like any other."""
    said = []
    hidden = [row.row for row in rows if row.filled and row.row in table.part.hidden_rows]
    if hidden:
        listed = ", ".join(map(str, hidden[:10])) + (", …" if len(hidden) > 10 else "")
        said.append(Finding(NOTE, Message("RETURN_013", {"count": len(hidden), "rows": listed})))
    for name in known.asked:
        columns = table.columns.get(name, ())
        away = any(first <= column <= last for column in columns for first, last in table.part.hidden_columns)
        if away and any(row.answers.get(name, Answer(None)).value is not None for row in rows):
            heading = known.shown.get(name, name)
            said.append(Finding(NOTE, Message("RETURN_014", {"heading": heading}), column=heading))
    return said
