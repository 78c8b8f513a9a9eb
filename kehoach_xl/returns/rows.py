"""The rows of a returned form: what was typed, what was locked, what the agency added."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kehoach_xl.domain import progress
from kehoach_xl.domain.identity import digest
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.domain.settle import Answer
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell
from kehoach_xl.returns.cells import NOTHING, Book, Reader, Typed, reader, wording
from kehoach_xl.returns.finding import NOTE, UNDERSTOOD, Finding
from kehoach_xl.returns.headings import Headings
from kehoach_xl.returns.tables import FormTable, Lines

LOCKED = ("code", "content", "coordinators", "timeframe", "due")
# How a line that adds others up begins.
_TOTALS = ("tổng cộng", "cộng", "tổng số", "tổng")


@dataclass
class FormRow:
    """One row of the form as returned. ``answers`` covers every column that the form asks and still has, blanks
    included; ``unasked`` holds what was typed into those it does not ask, which stand hidden and locked. ``locked``
    leaves out columns that are gone. ``moved``: its id is that of its wording, not the one in its hidden cell;
    ``by_wording``: its hidden cell was empty. ``sheet``: the tab it stands in. ``filled``: reporting cells with
    anything typed in them, asked for or not."""

    row: int
    id: str
    answers: dict[str, Answer]
    locked: dict[str, str]
    findings: list[Finding] = field(default_factory=list)
    unasked: dict[str, Answer] = field(default_factory=dict)
    moved: bool = False
    by_wording: bool = False
    sheet: str = ""
    filled: int = 0

    @cached_property
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


@dataclass(frozen=True, slots=True)
class _Input:
    """One reporting column of a form, bound once for all its rows. ``column``: where it stands, 0 where its cells are
    not simply the ones of one column: several may bear its heading, or lie under merges. ``doubted``: the words that
    replaced its heading."""

    name: str
    column: int
    columns: tuple[int, ...]
    heading: str
    asked: bool
    read: Reader
    doubted: str = ""


# By cell under a merge over several rows the first row of that merge.
_Merged = Mapping[tuple[int, int], int]


def read_rows(table: FormTable, known: Headings, book: Book) -> list[FormRow]:
    """Every row of a form that holds an id, a task or anything typed."""
    # Only rows that hold something in these columns: a stray cell far below costs nothing and is not lost.
    used = {column for columns in table.columns.values() for column in columns}
    at = sorted(row for row, cells in table.lines.items() if row >= table.first and not used.isdisjoint(cells))
    locked = {name: table.columns[name] for name in ("id", *LOCKED) if name in table.columns}
    merged = _merged(table, at, used)
    inputs = _inputs(table, known, book, bool(merged))
    asked = [one.name for one in inputs if one.asked]
    rows = (_row(row, table, locked, asked, inputs, merged) for row in at)
    return [row for row in rows if row.id or row.filled or row.content]


def _inputs(table: FormTable, known: Headings, book: Book, merged: bool) -> list[_Input]:
    found = []
    for item in FIELDS:
        columns = table.columns.get(item.id, ())
        if columns:
            heading, doubted = known.shown.get(item.id, item.label), table.doubted.get(item.id, "")
            alone = columns[0] if len(columns) == 1 and not merged else 0
            asked = item.id in known.asked
            found.append(_Input(item.id, alone, columns, heading, asked, reader(item.id, book), doubted))
    return found


def _merged(table: FormTable, rows: Sequence[int], columns: set[int]) -> _Merged:
    """For the rows and columns of the form."""
    found: dict[tuple[int, int], int] = {}
    for row1, column1, row2, _ in table.part.merges:
        if row2 > row1 and column1 in columns and column1 in table.lines.get(row1, {}):
            for row in rows[bisect_right(rows, row1) : bisect_right(rows, row2)]:
                found[row, column1] = row1
    return found


def _row(
    at: int, table: FormTable, locked: Mapping[str, Sequence[int]], asked: Sequence[str], inputs: Sequence[_Input],
    merged: _Merged,
) -> FormRow:  # fmt: skip
    cells = table.lines[at]
    texts = {name: _first(cells, places) for name, places in locked.items()}
    answers = dict.fromkeys(asked, NOTHING.answer)
    row = FormRow(at, texts.pop("id", ""), answers, texts, sheet=table.part.name)
    for one in inputs:
        cell = cells.get(one.column)
        if cell is not None:
            typed = one.read(cell)
        elif one.column:
            continue  # most are blank
        else:
            typed = _of_columns([_under_merge(one, at, column, table.lines, merged) for column in one.columns])
        if one.doubted:
            typed = _doubted(one, typed)
        row.filled += typed.answer.value is not None
        if one.asked:
            row.answers[one.name] = typed.answer
            row.findings += [_said(message, typed, row, one) for message in typed.said]
        elif typed.answer.value is not None:
            row.unasked[one.name] = typed.answer
    return row


def _first(cells: Mapping[int, Cell], places: Sequence[int]) -> str:
    """Of several columns under one heading the first that holds something."""
    for column in places:
        if text := wording(cells.get(column)):
            return text
    return ""


def _said(message: Message, typed: Typed, row: FormRow, one: _Input) -> Finding:
    kind = NOTE if message.code == "VALUE_043" else UNDERSTOOD
    return Finding(kind, message, row.code, one.heading, returned=progress.show(typed.answer.value))


def _doubted(one: _Input, typed: Typed) -> Typed:
    """A value under a heading that somebody replaced is asked, whatever it reads."""
    if typed.answer.value is None or typed.answer.unclear:
        return typed
    asked = progress.tidy(progress.show(typed.answer.value)) or "?"
    return Typed(Answer(asked, Message("RETURN_003", {"heading": one.heading, "column": one.doubted}).text))


def _under_merge(one: _Input, row: int, column: int, lines: Lines, merged: _Merged) -> Typed:
    """One cell; under a merge over several rows it is asked whether the value above stands for this row too."""
    cell, first = lines[row].get(column), merged.get((row, column))
    if first is None or (cell is not None and cell.text):
        return NOTHING if cell is None else one.read(cell)
    above = one.read(lines[first][column]).answer.value
    if above is None:
        return NOTHING
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
