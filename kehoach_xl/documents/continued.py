"""The rows of an appendix, whole again: what a page break cut is joined, what the page repeated is dropped."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kehoach_xl.documents.bodies import begins_like_a_body
from kehoach_xl.documents.headings import OVER_BELOW, Column, Header, is_column_numbers
from kehoach_xl.documents.lines import joined
from kehoach_xl.documents.thing import CLEAR, LOOK
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.intake.content import NOWHERE, Place, Table
from kehoach_xl.messages import Message

# What holds for every row that a merged cell spans.
BODIES = ("leads", "coordinators")
HELD = ("leads", "coordinators", "timeframe", "start", "end")
ASSIGNED = (*HELD, "score", "rank", "goal_score", "goal_rank", "baseline", "goal")


@dataclass(frozen=True)
class Row:
    """One row as printed. ``label`` is its number, '' for none; ``cells``: field → text; ``beside``: (heading, text) of
    columns that are kept beside. ``across``: one text over the whole width. ``spanned``: the name or the number above
    is merged down over this row. ``opens``: the first row of a page or of a table without a header of its own;
    ``begins``: the first row of any other table; ``cut``: the fields whose cell begins with the page, and may go on
    from the page before; ``shares``: its lead is one merged cell with that of other rows."""

    label: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[tuple[str, str], ...] = ()
    place: Place = NOWHERE
    quote: str = ""
    across: bool = False
    spanned: bool = False
    opens: bool = False
    begins: bool = False
    cut: frozenset[str] = frozenset()
    shares: bool = False
    confidence: str = CLEAR
    notes: tuple[Message, ...] = ()

    def text(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def assigned(self) -> bool:
        """Whether it says who, when, or how it stands."""
        return any(self.text(name) for name in ASSIGNED)


def rows(table: Table, header: Header, start: int, opens: bool, end: int | None = None) -> Iterator[Row]:
    """The rows of one table from ``start`` on, up to ``end``. ``opens``: it goes on from the page before."""
    held = _held(table, header, start)
    leads = [number for number, column in enumerate(header.columns) if column.field == "leads"]
    first, begins = -1, not opens
    for at in range(start, len(table.grid) if end is None else end):
        printed = table.grid[at]
        if not any(text.strip() for text in printed) or header.repeats(printed) or is_column_numbers(printed):
            continue
        texts = [held.get((at, column), printed[column]) for column in range(len(printed))]
        place = table.places[at] if at < len(table.places) else Place(row=at + 1)
        first = at if opens and first < 0 else first
        row = _row(table, header.columns, at, texts, place)
        cut = _cut(table, header.columns, first, at)
        shares = any((at, column) in held for column in leads)
        yield replace(row, opens=at == first, begins=begins, cut=cut, shares=shares)
        begins = False


def _cut(table: Table, columns: Sequence[Column], first: int, at: int) -> frozenset[str]:
    """The columns of bodies whose cell in row ``at`` begins in ``first``, the first row of a page."""
    if first < 0:
        return frozenset()
    spans = [left for top, left, bottom, _ in table.merges if top == first and top <= at <= bottom]
    return frozenset(
        column.field for number, column in enumerate(columns)
        if column.field in BODIES and (at == first or number in spans)
    )  # fmt: skip


def _row(
    table: Table, columns: Sequence[Column], at: int, texts: Sequence[str], place: Place
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
            cells[column.field] = lined(texts[number]) if column.field in BODIES else _in_unit(column, text)
            notes += [column.note] if column.note else []
            if cells[column.field].startswith(("Tháng ", "Quý ")) and cells[column.field] != text:
                notes.append(Message("IMPORT_037", {"raw": text, "text": cells[column.field]}))
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
    return Row(label, cells, tuple(beside), place, quote, across, spanned, confidence=confidence, notes=tuple(notes))


def _in_unit(column: Column, text: str) -> str:
    """What stands below «Tháng» or «Quý» with the word it leaves out: «4-5» is no day."""
    unit = re.match(r"tháng|quý", fold(column.heading.rpartition(OVER_BELOW)[2]))
    bare = re.fullmatch(r"[0-9IVX]{1,3}(?: ?(?:[-–,;]|và|đến) ?[0-9IVX]{1,3})*", text)
    return f"{unit[0].capitalize()} {text}" if unit and bare and column.field == "timeframe" else text


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
    is the end of the row above, cell by cell; a cell of bodies that spans several rows may be cut too."""
    made: list[Row] = []
    spans = any(row.shares for row in found)
    tails: dict[str, tuple[str, str, str]] = {}
    for row in found:
        if row.opens:
            tails = _tails(made, row, spans)
        row = _with_tails(row, tails)
        label = _label_goes_on(made, row)
        if row.opens and made and not made[-1].across and not row.across and (label or not row.label):
            above = replace(made[-1], label=label) if label else made[-1]
            if label or not _own(above, row):
                made[-1] = _goes_on(above, row)
                continue
            row = replace(row, confidence=LOOK, notes=(*row.notes, Message("IMPORT_050")))
        made.append(row)
    return made


def _tails(made: list[Row], row: Row, spans: bool) -> dict[str, tuple[str, str, str]]:
    """field → (what stands in it at the top of the page, the whole cell, the number of the row where it begins), for
    cells that several rows share and that the page break cut. The rows above get the whole cell at once."""
    found: dict[str, tuple[str, str, str]] = {}
    above = made[-1] if made and not made[-1].across else Row()
    if not row.label and _own(above, row):
        return found
    for name in BODIES:
        before, tail = above.text(name), row.text(name)
        if before and tail and (not row.label or not _begins_a_name(tail)):
            whole_cell = lined(f"{before}\n{tail}")
            for at in range(len(made) - 1, -1, -1):
                if made[at].text(name) != before or made[at].across:
                    break
                made[at] = replace(made[at], cells={**made[at].cells, name: whole_cell})
            found[name] = (tail, whole_cell, above.label)
        elif before and not tail and spans and name == "leads":
            found[name] = ("", before, above.label)
    return found


def _begins_a_name(tail: str) -> bool:
    return begins_like_a_body(tail) and tail[:1].isupper()


def _with_tails(row: Row, tails: Mapping[str, tuple[str, str, str]]) -> Row:
    """The row with the whole of the cells it shares with rows of the page before."""
    for name, (tail, cell, label) in tails.items():
        if name in row.cut and row.text(name) == tail and (tail or _wants_a_lead(row)):
            note = (Message("IMPORT_051", {"code": label}),) if row.label else ()
            cells = {**row.cells, name: cell if row.label else ""}
            row = replace(row, cells=cells, confidence=LOOK if note else row.confidence, notes=(*row.notes, *note))
    return row


def _wants_a_lead(row: Row) -> bool:
    """Whether a row without a lead is a task: it has its content and says who helps or when."""
    return bool(row.text("content") and (row.text("coordinators") or row.text("timeframe")))


def _label_goes_on(made: Sequence[Row], row: Row) -> str:
    """The number of the row above when the page break cut even that: «3.1.» and «3»; '' when it did not."""
    if not (made and row.opens and row.label.isdigit() and re.search(r"\w\.\w+\.$", made[-1].label)):
        return ""
    text = row.text("content")
    return f"{made[-1].label}{row.label}" if not text or text[:1].islower() else ""


def _own(above: Row, row: Row) -> bool:
    """Whether a row without a number at the top of a page looks like a task of its own: it has all that a task has,
    and so has the one above."""
    complete = ("content", "leads", "timeframe")
    text = row.text("content")
    return all(row.text(name) and above.text(name) for name in complete) and text[:1].isupper()


def _goes_on(above: Row, row: Row) -> Row:
    cells = dict(above.cells)
    for name, text in row.cells.items():
        if not text:
            continue
        both = f"{cells[name]}\n{text}" if cells.get(name) else text
        cells[name] = lined(both) if name in BODIES else joined(both)
    beside = dict(above.beside)
    for heading, text in row.beside:
        beside[heading] = joined(f"{beside[heading]}\n{text}") if heading in beside else text
    notes = (*above.notes, *(note for note in row.notes if note not in above.notes))
    quote = f"{above.quote} ‖ {row.quote}"
    return replace(above, cells=cells, beside=tuple(beside.items()), quote=quote, notes=notes)
