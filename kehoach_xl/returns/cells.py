"""One input cell as an agency typed it, understood where exactly one reading is possible; else asked."""

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from kehoach_xl.domain import dates, progress
from kehoach_xl.domain.legacy import read_in_font
from kehoach_xl.domain.progress import FIELD
from kehoach_xl.domain.settle import Answer
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import Reading, Unclear, shown
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell

# Enough of a formula or an error for her to see what it was.
MOST_SHOWN = 80
# Letters of an input and of a wording that are worth remembering, and how many inputs of one column.
SHORT, LONG, _REMEMBERED = 40, 1_000, 2_000
# Days that are past when they are reported; a spare column may well ask for one to come.
PAST = ("evidence_date", "finish_date")
COUNTED = ("percent", "quantity", "number")
# Other workbooks, DDE, and functions that fetch.
_FROM_OUTSIDE = re.compile(r"\[|\||\b(?:dde|webservice|importxml|importdata|importrange|rtd)\s*\(", re.IGNORECASE)


class Typed(NamedTuple):
    """What a cell says, and what is to be said of how it was typed."""

    answer: Answer
    said: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What of a workbook matters to its cells: its date system, and the day it was last saved, if known."""

    date1904: bool = False
    saved: date | None = None


NOTHING = Typed(Answer(None))


def read_cell(name: str, cell: Cell | None, book: Book) -> Typed:
    """An input cell of the column ``name``."""
    if cell is None:
        return NOTHING
    if cell.kind == "formula":
        return _formula(name, cell, book)
    if cell.kind == "error":
        return _asked(cell.text[:MOST_SHOWN], Message("MERGE_021", {}))
    if cell.kind == "text":
        return _text(name, cell, book)
    return _value(name, cell, book)


class Reader:
    """:func:`read_cell` for one column. What was typed before, in this workbook or another one, is not understood anew:
    most cells of a thousand returns say the same few things."""

    def __init__(self, name: str, book: Book) -> None:
        self._name, self._book = name, book
        self._met: dict[tuple[Cell, type], Typed] = {}

    def __call__(self, cell: Cell) -> Typed:
        if len(cell.text) > SHORT or cell.formula is not None:
            return read_cell(self._name, cell, self._book)
        key = cell, type(cell.value)  # 1, 1.0 and True are one key of a dictionary
        found = self._met.get(key)
        if found is None:
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            found = self._met[key] = read_cell(self._name, cell, self._book)
        return found


def reader(name: str, book: Book) -> Reader:
    """The one reader of a column for workbooks of this date system; only days of the past ask when it was saved."""
    return _reader(name, book if name in PAST else Book(book.date1904))


_reader = lru_cache(maxsize=32)(Reader)


def wording(cell: Cell | None) -> str:
    """:func:`plain` on one line."""
    if cell is None:
        return ""
    return _wording(cell.text, cell.font) if len(cell.text) <= LONG else clean(plain(cell))


@lru_cache(maxsize=1 << 13)  # the rows of a plan, which stand in every form
def _wording(text: str, font: str) -> str:
    return clean(_plain(text, font))


def plain(cell: Cell | None) -> str:
    """The text of a cell that is not filled in, such as the wording of a task; old letters are read."""
    return _plain(cell.text, cell.font) if cell is not None else ""


def _plain(text: str, font: str) -> str:
    old = read_in_font(text, font) if not text.isascii() else None
    return progress.storable(old.text if old else text)


def _asked(text: str | None, reason: Message) -> Typed:
    """What has no single reading keeps what was typed."""
    return Typed(Answer(progress.tidy(text or "") or "?", reason.text))


def _formula(name: str, cell: Cell, book: Book) -> Typed:
    """The last result is data; the formula itself never reaches the master."""
    formula = cell.formula or ""
    if cell.value is None or (isinstance(cell.value, str) and cell.value.startswith("#")):
        return _asked(f"={formula}"[:MOST_SHOWN], Message("MERGE_021", {}))
    kind = "bool" if isinstance(cell.value, bool) else "text" if isinstance(cell.value, str) else "number"
    found = read_cell(name, cell._replace(kind=kind), book)
    code = "RETURN_022" if _FROM_OUTSIDE.search(formula) else "MERGE_022"
    return Typed(found.answer, (Message(code, {"value": progress.as_text(cell.value)}), *found.said))


def _text(name: str, cell: Cell, book: Book) -> Typed:
    raw = progress.storable(cell.value if isinstance(cell.value, str) else cell.text)
    old = read_in_font(raw, cell.font) if not raw.isascii() else None
    if old is None:
        return _understood(name, raw, raw, book)
    # Two readings as text may still be one as a status or a day.
    read = {text: _understood(name, text, text, book) for text in (old.text, old.other) if text}
    clear = [one for one in read.values() if not one.answer.unclear]
    if len(clear) > 1 and any(one.answer != clear[0].answer for one in clear):
        facts = {"raw": shown(raw), "first": shown(old.text), "second": shown(old.other)}
        return _asked(raw, Message("RETURN_021", facts))
    found = clear[0] if clear else read[old.text]
    if found.answer.unclear:
        return found
    facts = {"raw": shown(raw), "encoding": old.encoding, "value": shown(old.text)}
    return Typed(found.answer, (Message("RETURN_023", facts), *found.said))


def _value(name: str, cell: Cell, book: Book) -> Typed:
    """A number, a day, a percent or a truth value."""
    raw, kind = cell.value, FIELD[name].kind
    day, seen = _day(cell, book), _seen(cell, book)
    if kind in COUNTED and seen:
        # A spreadsheet makes a day of «5/11», and nobody can say which number was meant.
        return _asked(seen, Message("RETURN_004", {"value": seen}))
    if kind == "text" and not isinstance(raw, bool):
        if name == "evidence_no" and day is not None:
            return _asked(shown(day), Message("RETURN_024", {"value": shown(day)}))
        # Text columns keep what a person saw: a number typed as evidence keeps its digits.
        raw = seen or cell.text
    elif seen and (day is None or kind != "date"):
        raw = seen
    elif kind == "date" and cell.kind in ("number", "percent"):
        return _serial(name, cell, book)
    elif name in PAST and day is not None and (other := _swapped(day, book.saved)):
        facts = {"first": shown(day), "second": shown(other), "saved": shown(book.saved)}
        return _asked(shown(day), Message("RETURN_025", facts))
    # A percent is kept as it was displayed: 1.2 shown as 120 % must not come back as 1,2 %.
    percent = cell.kind == "percent" and isinstance(raw, float) and math.isfinite(raw)
    return _understood(name, raw, f"{raw * 100:g}%" if percent else raw, book, percent_format=percent)


def _serial(name: str, cell: Cell, book: Book) -> Typed:
    """A plain number where a day is asked: the eye sees digits, so that the day they mean is told."""
    digits = progress.as_text(cell.value)
    found = progress.read(name, cell.value, date1904=book.date1904)
    if isinstance(found, Unclear):
        return _asked(digits, Message(found.code, {**found.facts, "raw": digits}))
    if not isinstance(found.value, date):
        return NOTHING
    return Typed(Answer(found.value), (Message("RETURN_020", {"raw": digits, "value": shown(found.value)}),))


def _understood(
    name: str, raw: str | float | bool | None, seen: str | float | bool | None, book: Book, *,
    percent_format: bool = False,
) -> Typed:  # fmt: skip
    """The one reading of a raw value, or why there is none; ``seen`` is what stands in the cell to the eye."""
    reading = progress.read(name, raw, percent_format=percent_format, date1904=book.date1904)
    if isinstance(reading, Unclear):
        return _asked(progress.as_text(seen), reading.message)
    assert isinstance(reading, Reading)
    value = reading.value
    if isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if reading.note is not None:
        return Typed(Answer(value), (reading.note,))  # type: ignore[arg-type]
    if FIELD[name].kind == "text" or not isinstance(raw, str) or value is None:
        return Typed(Answer(value))  # type: ignore[arg-type]
    if fold(raw) != fold(shown(value)):  # type: ignore[arg-type]
        note = Message("RETURN_020", {"raw": shown(raw), "value": shown(value)})  # type: ignore[arg-type]
        return Typed(Answer(value), (note,))  # type: ignore[arg-type]
    return Typed(Answer(value))  # type: ignore[arg-type]


def _day(cell: Cell, book: Book) -> date | None:
    """The day of a date cell."""
    if cell.kind != "date" or isinstance(cell.value, bool) or cell.value is None:
        return None
    if isinstance(cell.value, str):
        return dates.read_text(cell.value).day
    return dates.read_serial(cell.value, book.date1904).day


def _seen(cell: Cell, book: Book) -> str:
    """A date cell as a person saw it: the day, the time of day, or both; '' for any other cell."""
    if cell.kind != "date" or isinstance(cell.value, bool) or cell.value is None:
        return ""
    if isinstance(cell.value, str):
        day = dates.read_text(cell.value).day
        return shown(day) if day else cell.value
    moment = dates.moment(cell.value, book.date1904)
    if moment is None:
        return cell.text
    time = f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}"
    if 0 <= cell.value < 1:
        return time
    day_part = f"{moment.day:02}/{moment.month:02}/{moment.year:04}"
    return day_part if time == "00:00" else f"{day_part} {time}"


def _swapped(day: date, saved: date | None) -> date | None:
    """The day an English Excel made this one of, where it lies after the file was saved and that one does not: it reads
    «05/11» as 11 May, so that of 11/05 nobody can say which was typed."""
    if saved is None or day <= saved + timedelta(days=1) or day.day > 12 or day.day == day.month:
        return None
    other = date(day.year, day.day, day.month)
    return other if other <= saved + timedelta(days=1) else None
