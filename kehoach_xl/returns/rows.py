"""The rows of a returned form: what was typed, what was locked, what the agency added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kehoach_xl.domain import progress
from kehoach_xl.domain.identity import digest
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.domain.settle import Answer
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import Reading, Unclear
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell, ReadWorkbook
from kehoach_xl.returns.headings import Headings
from kehoach_xl.sheets.layout import form

LOCKED = ("code", "content", "coordinators", "timeframe", "due")
# Enough of a formula or an error for her to see what it was.
MOST_SHOWN = 80


@dataclass
class FormRow:
    """One row of the form as returned. ``answers`` covers every column that the form asks, blanks included;
    ``unasked`` holds what was typed into those it does not ask, which stand hidden and locked."""

    row: int
    id: str
    answers: dict[str, Answer]
    locked: dict[str, str]
    notes: list[Message] = field(default_factory=list)
    unasked: dict[str, Answer] = field(default_factory=dict)

    @property
    def filled(self) -> int:
        """Reporting cells with anything typed in them, asked for or not."""
        given = (*self.answers.values(), *self.unasked.values())
        return sum(answer.value is not None or bool(answer.unclear) for answer in given)

    @property
    def digest(self) -> str:
        return digest([self.locked[name] for name in LOCKED])


def locked_digest(cells: Mapping[str, object]) -> str:
    """The digest of a row's locked cells as they are written into a new form."""
    return digest([clean(str(cells.get(name) or "")) for name in LOCKED])


def read_rows(book: ReadWorkbook, known: Headings) -> list[FormRow]:
    """Every row of the form that holds an id or anything typed. Raises Stop MERGE_017 when the form's
    columns cannot be found."""
    sheet, columns, first = _find(book, known)
    cells = book.cells(sheet)
    # Only rows that hold something in these columns: a stray cell far below costs nothing and is not lost.
    used = set(columns.values())
    rows = []
    for at in sorted({row for row, column in cells if column in used and row >= first}):
        found = {name: cells.get((at, column)) for name, column in columns.items()}
        row = _row(at, found, book.date1904, known.asked)
        if row.id or row.filled or row.locked["content"]:
            rows.append(row)
    return rows


def _find(book: ReadWorkbook, known: Headings) -> tuple[str, dict[str, int], int]:
    """Sheet, column by field, first data row: by defined names, else by the words of the header. Columns that are not
    asked may be gone; where they are not, what stands in them must be accounted for."""
    layout, heads = form(), known.fields
    wanted = [c.field for c in layout.columns if c.field != "note"]
    needed = {"id", *LOCKED, *known.asked}
    columns: dict[str, int] = {}
    sheet, first = "", 0
    for name in wanted:
        area = book.name_range(layout.column(name).name)
        if area is not None and area.column1 == area.column2:
            columns[name] = area.column1
            sheet, first = area.sheet, max(first, area.row1) if first else area.row1
    if needed <= set(columns) and not _shifted(book, sheet, columns, first, heads):
        return sheet, _by_heading(book, sheet, first, heads) | columns, first
    for part in book.sheets:
        by_row: dict[int, dict[str, int]] = {}
        for (row, column), cell in book.cells(part.name).items():
            name = heads.get(fold(cell.text)) if cell.kind == "text" else None
            if name:
                by_row.setdefault(row, {}).setdefault(name, column)
        for row, found in by_row.items():
            if needed <= set(found):
                return part.name, found, row + 1
    raise Stop("MERGE_017", name=book.name)


def _by_heading(book: ReadWorkbook, sheet: str, first: int, heads: Mapping[str, str]) -> dict[str, int]:
    """Columns known by the words above the first row, where a name was lost."""
    above = ((column, cell) for (row, column), cell in book.cells(sheet).items() if row == first - 1)
    return {heads[fold(cell.text)]: column for column, cell in above if fold(cell.text) in heads}


def _shifted(book: ReadWorkbook, sheet: str, columns: Mapping[str, int], first: int, heads: Mapping[str, str]) -> bool:
    """Whether the headings say that columns were moved by a program that left the names where they were."""
    cells = book.cells(sheet)
    above = {name: cells.get((first - 1, column)) for name, column in columns.items()}
    return any(heads.get(fold(cell.text), name) != name for name, cell in above.items() if cell is not None)


def _row(at: int, cells: Mapping[str, Cell | None], date1904: bool, asked: Sequence[str]) -> FormRow:
    answers: dict[str, Answer] = {}
    unasked: dict[str, Answer] = {}
    notes: list[Message] = []
    for item in FIELDS:
        answer, note = _answer(item.id, cells.get(item.id), date1904)
        if item.id in asked:
            answers[item.id] = answer
            notes += [note] if note is not None else []
        elif answer.value is not None or answer.unclear:
            unasked[item.id] = answer
    locked = {name: clean(_text(cells.get(name))) for name in LOCKED}
    return FormRow(at, _text(cells.get("id")).strip(), answers, locked, notes, unasked)


def _text(cell: Cell | None) -> str:
    return cell.text if cell is not None else ""


def _answer(name: str, cell: Cell | None, date1904: bool) -> tuple[Answer, Message | None]:
    if cell is None:
        return Answer(None), None
    if cell.kind == "formula":
        # The last result is data; the formula itself never reaches the master.
        if cell.value is None or (isinstance(cell.value, str) and cell.value.startswith("#")):
            return Answer(progress.tidy(f"={cell.formula or ''}"[:MOST_SHOWN]), Message("MERGE_021", {}).text), None
        note = Message("MERGE_022", {"value": progress.as_text(cell.value)})
        return _answer(name, cell._replace(kind="text" if isinstance(cell.value, str) else "number"), date1904)[0], note
    if cell.kind == "error":
        return Answer(progress.tidy(cell.text[:MOST_SHOWN]), Message("MERGE_021", {}).text), None
    raw = cell.value
    if progress.FIELD[name].kind == "text" and cell.kind in ("number", "date", "percent"):
        # Text columns keep what a person saw: a number typed as evidence keeps its digits.
        raw = progress.show(progress.from_serial(float(raw))) if cell.kind == "date" and raw else cell.text
    reading = progress.read(name, raw, percent_format=cell.kind == "percent", date1904=date1904)
    if isinstance(reading, Unclear):
        reason = Message(reading.code, reading.facts)
        # A percent is kept as it was displayed: 1.2 shown as 120 % must not come back as 1,2 %.
        shown = f"{float(raw) * 100:g}%" if cell.kind == "percent" and isinstance(raw, float) else progress.as_text(raw)
        return Answer(shown, reason.text), None
    assert isinstance(reading, Reading)
    value = reading.value
    if isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    return Answer(value), reading.note  # type: ignore[arg-type]
