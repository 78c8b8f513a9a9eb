"""The rows of an appendix, whole again: what a page break cut is joined, what the page repeated is dropped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kehoach_xl.documents.headings import Column, Header, is_column_numbers
from kehoach_xl.documents.lines import joined
from kehoach_xl.documents.thing import CLEAR, LOOK
from kehoach_xl.domain.text import clean
from kehoach_xl.intake.content import NOWHERE, Place, Table
from kehoach_xl.messages import Message

# What holds for every row that a merged cell spans.
BODIES = ("leads", "coordinators")
HELD = ("leads", "coordinators", "timeframe")
ASSIGNED = (*HELD, "score", "rank", "goal_score", "goal_rank", "baseline", "goal")


@dataclass(frozen=True)
class Row:
    """One row as printed. ``label`` is its number, '' for none; ``cells``: field → text; ``beside``: (heading, text) of
    columns that are kept beside. ``across``: one text over the whole width. ``spanned``: the name or the number above
    is merged down over this row. ``opens``: the first row of a page or of a table without a header of its own."""

    label: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[tuple[str, str], ...] = ()
    place: Place = NOWHERE
    quote: str = ""
    across: bool = False
    spanned: bool = False
    opens: bool = False
    confidence: str = CLEAR
    notes: tuple[Message, ...] = ()

    def text(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def assigned(self) -> bool:
        """Whether it says who, when, or how it stands."""
        return any(self.text(name) for name in ASSIGNED)


def rows(table: Table, header: Header, start: int, opens: bool) -> Iterator[Row]:
    """The rows of one table from ``start`` on. ``opens``: it goes on from the page before."""
    held = _held(table, header, start)
    for at in range(start, len(table.grid)):
        printed = table.grid[at]
        if not any(text.strip() for text in printed) or header.repeats(printed) or is_column_numbers(printed):
            continue
        texts = [held.get((at, column), printed[column]) for column in range(len(printed))]
        place = table.places[at] if at < len(table.places) else Place(row=at + 1)
        yield _row(table, header.columns, at, texts, place, opens)
        opens = False


def _row(
    table: Table, columns: Sequence[Column], at: int, texts: Sequence[str], place: Place, opens: bool
) -> Row:  # fmt: skip
    filled = [(column, joined(text)) for column, text in enumerate(texts) if text.strip()]
    cells: dict[str, str] = {}
    beside: list[tuple[str, str]] = []
    notes: list[Message] = []
    for number, text in filled:
        column = columns[number] if number < len(columns) else Column("other", "")
        if column.field == "other":
            beside.append((column.heading, text))
        else:
            cells[column.field] = lined(texts[number]) if column.field in BODIES else text
            notes += [column.note] if column.note else []
    label = cells.pop("code", "")
    across = len(filled) == 1 and any(
        top <= at <= bottom and right - left + 1 >= max(3, len(columns) // 2)
        for top, left, bottom, right in table.merges
    )
    if across:
        label, cells, beside = "", {"content": filled[0][1]}, []
    spanned = any(
        top < at <= bottom and columns[left].field in ("code", "name")
        for top, left, bottom, _ in table.merges if left < len(columns)
    )  # fmt: skip
    quote = " | ".join(text for _, text in filled)
    confidence = LOOK if notes else CLEAR
    return Row(label, cells, tuple(beside), place, quote, across, spanned, opens, confidence, tuple(notes))


def _held(table: Table, header: Header, start: int) -> dict[tuple[int, int], str]:
    """What a cell merged downwards says in the rows below its first."""
    found: dict[tuple[int, int], str] = {}
    for top, left, bottom, _ in table.merges:
        if top >= start and bottom > top and left < len(header.columns) and header.columns[left].field in HELD:
            text = table.grid[top][left]
            found |= {(row, left): text for row in range(top + 1, min(bottom + 1, len(table.grid)))}
    return found


def lined(text: str) -> str:
    """A text with its lines kept, each tidy."""
    return "\n".join(line for line in (clean(line) for line in text.splitlines()) if line)


def whole(found: Sequence[Row]) -> list[Row]:
    """The rows with each one that a page break cut joined to what goes on: the first row of a page without a number
    is the end of the row above, cell by cell."""
    made: list[Row] = []
    for row in found:
        if row.opens and not row.label and not row.across and made and not made[-1].across:
            made[-1] = _goes_on(made[-1], row) if not _own(made[-1], row) else made[-1]
            if not _own(made[-1], row):
                continue
        made.append(row)
    return made


def _own(above: Row, row: Row) -> bool:
    """Whether a row without a number at the top of a page looks like a task of its own: it has all that a task has,
    and so has the one above."""
    complete = ("content", "leads", "timeframe")
    text = row.text("content")
    return all(row.text(name) and above.text(name) for name in complete) and text[:1].isupper()


def _goes_on(above: Row, row: Row) -> Row:
    cells = dict(above.cells)
    for name, text in row.cells.items():
        both = f"{cells[name]}\n{text}" if cells.get(name) else text
        cells[name] = lined(both) if name in BODIES else joined(both)
    beside = dict(above.beside)
    for heading, text in row.beside:
        beside[heading] = joined(f"{beside[heading]}\n{text}") if heading in beside else text
    notes = tuple(dict.fromkeys([*above.notes, *row.notes]))
    quote = f"{above.quote} ‖ {row.quote}"
    return replace(above, cells=cells, beside=tuple(beside.items()), quote=quote, notes=notes)
