"""Everything a workbook that came back says, read once and judged later."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.intake.arrived import Source
from kehoach_xl.ooxml.reading import ReadWorkbook
from kehoach_xl.returns.cells import Book
from kehoach_xl.returns.expectation import Expectation
from kehoach_xl.returns.finding import Finding
from kehoach_xl.returns.head import Head, read_head
from kehoach_xl.returns.headings import Headings, headings
from kehoach_xl.returns.rows import FormRow, hidden_input, read_rows
from kehoach_xl.returns.tables import FormTable, form_tables

# Strange headings named in one sentence.
MOST_NAMED = 5


@dataclass(frozen=True)
class Form:
    """One form in a workbook: where it stands, what is above it, its rows."""

    table: FormTable
    head: Head
    rows: tuple[FormRow, ...]

    @property
    def filled(self) -> int:
        return sum(row.filled for row in self.rows)

    @property
    def cells(self) -> int:
        """Cells that the agency filled in, also in columns that are none of ours."""
        return self.filled + self.table.strange_cells

    def with_rows(self, rows: list[FormRow]) -> "Form":
        return replace(self, rows=tuple(rows))


@dataclass(frozen=True)
class Opened:
    """A workbook with the forms found in it, the one its names point at first."""

    book: ReadWorkbook
    source: Source
    known: Headings
    forms: tuple[Form, ...]
    at: datetime | None

    @property
    def cells(self) -> int:
        """Input cells that hold something, in all its forms."""
        return sum(form.cells for form in self.forms)

    def known_by(self, column: str) -> list[Form]:
        """The forms whose rows can be known by this column («id» or «content») and say anything of their task."""
        asked = self.known.asked
        return [
            form
            for form in self.forms
            if not form.table.lacks((column, "status")) and not (form.table.lacks(asked) and form.table.doubtful)
        ]


def look_into(book: ReadWorkbook, source: Source, expected: Expectation) -> Opened:
    """Read every form of a workbook."""
    known = headings(book, expected.columns)
    at = _moment(book, expected)
    saved = at or source.sent
    typed_in = Book(book.date1904, _day(saved) if saved else None)
    forms = tuple(
        Form(table, read_head(table, expected), tuple(read_rows(table, known, typed_in)))
        for table in form_tables(book, known)
    )
    return Opened(book, source, known, forms, at)


def lost(opened: Opened) -> str:
    """The columns without which no form of a workbook can be read, by their headings; and the headings that may stand
    in their place."""
    if not opened.forms:
        return "của bảng báo cáo"
    table, shown = opened.forms[0].table, opened.known.shown
    names = list(dict.fromkeys(table.lacks(("id", "status", *opened.known.asked))))
    heads = ", ".join("mã dòng (cột ẩn)" if name == "id" else f"«{shown.get(name, name)}»" for name in names)
    strange = ", ".join(f"«{words}»" for words in list(table.strange.values())[:MOST_NAMED])
    return f"{heads}; có cột lạ {strange}" if strange else heads


def said_of(form: Form, known: Headings) -> list[Finding]:
    """What is said of how a form was rearranged."""
    return [*form.table.findings, *hidden_input(form.table, form.rows, known)]


def _moment(book: ReadWorkbook, expected: Expectation) -> datetime | None:
    """When the file was last saved. A file nobody saved still carries the fixed moment of its making."""
    at = book.modified
    if at is None or at <= expected.built + timedelta(days=1):
        return None
    return at


def _day(moment: datetime) -> date | None:
    try:
        return moment.astimezone(VIETNAM).date()
    except OverflowError:  # year 9999, a clock that nobody set
        return None
