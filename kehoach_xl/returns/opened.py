"""A workbook that came back with what we know of it: whose lines stand above its forms, and when it was saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.rows import PLACE
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import shown
from kehoach_xl.intake.arrived import Source
from kehoach_xl.messages import Message
from kehoach_xl.returns.exchanged import swapped
from kehoach_xl.returns.expectation import Expectation
from kehoach_xl.returns.form import FormRow, ReadForm, ReadForms

# Strange headings named in one sentence.
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Head:
    """Texts as they stand there, '' where nothing does; and what we know under them: the codes of agency and period."""

    agency_text: str = ""
    period_text: str = ""
    dispatch: str = ""
    agency: str = ""
    period: str = ""

    def speaks_of(self, period: str) -> bool:
        """Whether it names no other period than this one."""
        return self.period in ("", period)


@dataclass(frozen=True)
class Form:
    """One form in a workbook: as it was read, and what is above it."""

    read: ReadForm
    head: Head

    @property
    def rows(self) -> tuple[FormRow, ...]:
        return self.read.rows

    @property
    def cells(self) -> int:
        """Cells that the agency filled in, also in columns that are none of ours."""
        return self.read.cells

    def with_rows(self, rows: list[FormRow]) -> "Form":
        return replace(self, read=self.read.with_rows(rows))


@dataclass(frozen=True)
class Opened:
    """A workbook with the forms found in it, the one its names point at first. ``shown``: the heading of each column;
    ``at``: when it was last saved, if anybody did."""

    read: ReadForms
    sha: str
    source: Source
    shown: Mapping[str, str]
    forms: tuple[Form, ...]
    at: datetime | None

    @property
    def cells(self) -> int:
        """Input cells that hold something, in all its forms."""
        return sum(form.cells for form in self.forms)

    def known_by(self, column: str) -> list[Form]:
        """The forms whose rows can be known by this column («id» or «content») and say anything of their task."""
        asked = self.read.asked
        return [
            form
            for form in self.forms
            if not form.read.lacks((column, "status")) and not (form.read.doubtful and form.read.lacks(asked))
        ]


def look_into(read: ReadForms, sha: str, source: Source, expected: Expectation) -> Opened:
    """What was read of a workbook, seen by who knows the province."""
    at = _moment(read, expected)
    saved = at or source.sent
    day = _day(saved) if saved else None
    forms = tuple(Form(_on(form, day), read_head(form.head, expected)) for form in read.forms)
    return Opened(read, sha, source, expected.shown, forms, at)


def read_head(texts: Mapping[str, str], expected: Expectation) -> Head:
    """The lines above one table. Its number, when we gave it, says agency and period where their names do not."""
    agency = expected.register.find(texts.get("agency", "")) or ""
    said = texts.get("period", "")
    period = expected.period_codes.get(fold(said), "") if said else ""
    by_number = expected.dispatches.get(texts.get("dispatch", ""), ("", ""))
    return Head(
        texts.get("agency", ""), said, texts.get("dispatch", ""),
        agency or by_number[0], period or by_number[1],
    )  # fmt: skip


def lost(opened: Opened) -> str:
    """The columns without which no form of a workbook can be read, by their headings; and the headings that may stand
    in their place."""
    if not opened.forms:
        return "của bảng báo cáo"
    form, heading = opened.forms[0].read, opened.shown
    names = list(dict.fromkeys(form.lacks(("id", "status", *opened.read.asked))))
    heads = ", ".join("mã dòng (cột ẩn)" if name == "id" else f"«{heading.get(name, name)}»" for name in names)
    strange = ", ".join(f"«{words}»" for words in form.strange[:MOST_NAMED])
    return f"{heads}; có cột lạ {strange}" if strange else heads


def _on(form: ReadForm, saved: date | None) -> ReadForm:
    """A form as the day on which it was saved or sent tells its days: those that an English Excel may have made of
    others are asked."""
    values = form.lines.values
    found = [
        (place, name, day, reason)
        for name, places in (form.swappable.items() if saved else ())
        for place, day in zip(places, [values[name][place] for place in places], strict=True)
        if isinstance(day, date) and (reason := swapped(day, saved))
    ]
    if not found:
        return form
    rows = [*form.rows]
    for place, name, day, reason in found:
        rows[place] = _asked(rows[place], name, shown(day), reason)
    return form.with_rows(rows)


def _asked(row: FormRow, name: str, value: str, reason: Message) -> FormRow:
    values = [*row.values]
    values[PLACE[name]] = value
    said = tuple(one for one in row.said if one[0] != name)
    return row._replace(values=tuple(values), unclear={**row.unclear, name: reason}, said=said)


def _moment(read: ReadForms, expected: Expectation) -> datetime | None:
    """When the file was last saved. A file nobody saved still carries the fixed moment of its making."""
    at = read.modified
    if at is None or at <= expected.built + timedelta(days=1):
        return None
    return at


def _day(moment: datetime) -> date | None:
    try:
        return moment.astimezone(VIETNAM).date()
    except OverflowError:  # year 9999, a clock that nobody set
        return None
