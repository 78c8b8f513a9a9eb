"""One input cell as an agency typed it, understood where exactly one reading is possible; else asked."""

import math
import re
from collections.abc import Sequence, Set
from datetime import date
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple
from unicodedata import is_normalized

from kehoach_xl.domain import dates, progress
from kehoach_xl.domain.legacy import font_encoding, is_unicode, read_in_font
from kehoach_xl.domain.progress import FIELD, Value
from kehoach_xl.domain.said import Answer
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import Reading, Unclear, shown
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell
from kehoach_xl.returns.exchanged import has_other

# Enough of a formula or an error for her to see what it was.
MOST_SHOWN = 80
# Letters of an input and of a wording that are worth remembering, and how many inputs of one column.
SHORT, LONG, _REMEMBERED = 40, 1_000, 2_000
# Letters of a column of wordings that is remembered as a whole.
_LONG_COLUMN = 20_000
# Days that are past when they are reported; a spare column may well ask for one to come.
PAST = ("evidence_date", "finish_date")
COUNTED = ("percent", "quantity", "number")
# Other workbooks, DDE, and functions that fetch.
_FROM_OUTSIDE = re.compile(r"\[|\||\b(?:dde|webservice|importxml|importdata|importrange|rtd)\s*\(", re.IGNORECASE)


class Typed(NamedTuple):
    """What a cell says, and what is to be said of how it was typed. ``reason``: why its answer is unclear, if it is.
    ``swappable``: it is a day that may be another one, its month and day exchanged: who knows when the file was saved
    can tell (:func:`.exchanged.swapped`)."""

    answer: Answer
    said: tuple[Message, ...] = ()
    reason: Message | None = None
    swappable: bool = False


NOTHING = Typed(Answer(None))
BLANK = Cell("text", None, "", None, "")


def read_cell(name: str, cell: Cell | None, date1904: bool) -> Typed:
    """An input cell of the column ``name``, in a workbook of this date system."""
    if cell is None:
        return NOTHING
    if cell.kind == "formula":
        return _formula(name, cell, date1904)
    if cell.kind == "error":
        return asked(cell.text[:MOST_SHOWN], Message("MERGE_021", {}))
    if cell.kind == "text":
        return _text(name, cell, date1904)
    return _value(name, cell, date1904)


# The value of each cell of a column, and those of which more is to be said, with their places.
Column = tuple[list[Value], Sequence[tuple[int, Typed]]]
_NO_MORE = ((), None, False)


class Reader(dict[tuple[Cell, type], Typed]):
    """:func:`read_cell` for one column, by a cell and the type of its value: 1, 1.0 and True are one key of a
    dictionary. What was typed before, in this workbook or another one, is not understood anew: most cells of a thousand
    returns say the same few things."""

    def __init__(self, name: str, date1904: bool) -> None:
        super().__init__()
        self._name, self._date1904, self._of_texts = name, date1904, FIELD[name].kind == "text"

    def __missing__(self, key: tuple[Cell, type]) -> Typed:
        cell, _ = key
        texts = _plain_texts([cell]) if self._of_texts else None
        found = Typed(Answer(texts[0])) if texts else read_cell(self._name, cell, self._date1904)
        if len(cell.text) <= SHORT and cell.formula is None:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[key] = found
        return found

    def __call__(self, cell: Cell) -> Typed:
        return self[cell, type(cell.value)]

    def column(self, cells: Sequence[Cell]) -> Column:
        """Many cells at once, one at least."""
        if self._of_texts and (texts := _plain_texts(cells)) is not None:
            return texts, ()
        return told(list(map(self.__getitem__, zip(cells, map(type, map(_VALUE, cells)), strict=True))))


_VALUE, _TEXT, _FONT = itemgetter(1), itemgetter(2), itemgetter(4)
_SAYS = attrgetter("answer.value")
reader = lru_cache(maxsize=32)(Reader)


def told(typed: Sequence[Typed]) -> Column:
    """What cells say as a column."""
    return list(map(_SAYS, typed)), [(place, one) for place, one in enumerate(typed) if one[1:] != _NO_MORE]


# Texts that say themselves, as agencies type them over and over: letters of one, and how many are remembered.
_PLAIN: set[str] = set()
_LONG_PLAIN, _MOST_PLAIN = 200, 10_000


def _plain_texts(cells: Sequence[Cell]) -> list[Value] | None:
    """What texts in a column of texts say, themselves; None where one of them may say something else."""
    kinds, _, texts, formulas, fonts = zip(*cells, strict=True)
    if set(kinds) != {"text"} or set(formulas) != {None} or any(map(font_encoding, set(fonts))):
        return None
    new = set(texts) - _PLAIN
    return [text.strip(" ") or None for text in texts] if not new or _are_plain(new) else None


def _are_plain(texts: Set[str]) -> bool:
    """Whether texts say themselves whatever their font. All are looked at as one, which takes a third of the time."""
    whole = " ".join(texts)
    if not whole.isprintable() or 2 * max(map(len, texts)) >= progress.LONGEST or not is_normalized("NFC", whole):
        return False
    if not whole.isascii() and not is_unicode(whole):
        return False
    if len(_PLAIN) >= _MOST_PLAIN:
        _PLAIN.clear()
    _PLAIN.update(text for text in texts if len(text) <= _LONG_PLAIN)
    return True


def wording(cell: Cell | None) -> str:
    """:func:`plain` on one line."""
    return wordings([cell or BLANK])[0]


def wordings(cells: Sequence[Cell]) -> tuple[str, ...]:
    """:func:`wording` of many cells at once."""
    texts = tuple(map(_TEXT, cells))
    if len(texts) + sum(map(len, texts)) <= _LONG_COLUMN:
        return _wordings(texts, tuple(map(_FONT, cells)))
    return tuple([_wording(one.text, one.font) if len(one.text) <= LONG else clean(plain(one)) for one in cells])


@lru_cache(maxsize=32)  # what stands in a column of the tasks of many agencies
def _wordings(texts: tuple[str, ...], fonts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_wording, texts, fonts))


@lru_cache(maxsize=1 << 13)  # the rows of a plan, which stand in every form
def _wording(text: str, font: str) -> str:
    return clean(plain_text(text, font))


def plain(cell: Cell | None) -> str:
    """The text of a cell that is not filled in, such as the wording of a task; old letters are read."""
    return plain_text(cell.text, cell.font) if cell is not None else ""


def plain_text(text: str, font: str) -> str:
    """:func:`plain` of a text in a font."""
    old = read_in_font(text, font) if not text.isascii() else None
    return progress.storable(old.text if old else text)


def asked(text: str | None, reason: Message) -> Typed:
    """What has no single reading keeps what was typed."""
    return Typed(Answer(progress.tidy(text or "") or "?", reason.text), reason=reason)


def _formula(name: str, cell: Cell, date1904: bool) -> Typed:
    """The last result is data; the formula itself never reaches the master."""
    formula = cell.formula or ""
    if cell.value is None or (isinstance(cell.value, str) and cell.value.startswith("#")):
        return asked(f"={formula}"[:MOST_SHOWN], Message("MERGE_021", {}))
    kind = "bool" if isinstance(cell.value, bool) else "text" if isinstance(cell.value, str) else "number"
    found = read_cell(name, cell._replace(kind=kind), date1904)
    code = "RETURN_022" if _FROM_OUTSIDE.search(formula) else "MERGE_022"
    return found._replace(said=(Message(code, {"value": progress.as_text(cell.value)}), *found.said))


def _text(name: str, cell: Cell, date1904: bool) -> Typed:
    raw = progress.storable(cell.value if isinstance(cell.value, str) else cell.text)
    old = read_in_font(raw, cell.font) if not raw.isascii() else None
    if old is None:
        return _understood(name, raw, raw, date1904)
    # Two readings as text may still be one as a status or a day.
    read = {text: _understood(name, text, text, date1904) for text in (old.text, old.other) if text}
    clear = [one for one in read.values() if not one.answer.unclear]
    if len(clear) > 1 and any(one.answer != clear[0].answer for one in clear):
        facts = {"raw": shown(raw), "first": shown(old.text), "second": shown(old.other)}
        return asked(raw, Message("RETURN_021", facts))
    found = clear[0] if clear else read[old.text]
    if found.answer.unclear:
        return found
    facts = {"raw": shown(raw), "encoding": old.encoding, "value": shown(old.text)}
    return found._replace(said=(Message("RETURN_023", facts), *found.said))


def _value(name: str, cell: Cell, date1904: bool) -> Typed:
    """A number, a day, a percent or a truth value."""
    raw, kind = cell.value, FIELD[name].kind
    day, seen = _day(cell, date1904), _seen(cell, date1904)
    if kind in COUNTED and seen:
        # A spreadsheet makes a day of «5/11», and nobody can say which number was meant.
        return asked(seen, Message("RETURN_004", {"value": seen}))
    if kind == "text" and not isinstance(raw, bool):
        if name == "evidence_no" and day is not None:
            return asked(shown(day), Message("RETURN_024", {"value": shown(day)}))
        # Text columns keep what a person saw: a number typed as evidence keeps its digits.
        raw = seen or cell.text
    elif seen and (day is None or kind != "date"):
        raw = seen
    elif kind == "date" and cell.kind in ("number", "percent"):
        return _serial(name, cell, date1904)
    # A percent is kept as it was displayed: 1.2 shown as 120 % must not come back as 1,2 %.
    percent = cell.kind == "percent" and isinstance(raw, float) and math.isfinite(raw)
    found = _understood(name, raw, f"{raw * 100:g}%" if percent else raw, date1904, percent_format=percent)
    may_be_swapped = name in PAST and day is not None and found.answer.value == day and has_other(day)
    return found._replace(swappable=True) if may_be_swapped else found


def _serial(name: str, cell: Cell, date1904: bool) -> Typed:
    """A plain number where a day is asked: the eye sees digits, so that the day they mean is told."""
    digits = progress.as_text(cell.value)
    found = progress.read(name, cell.value, date1904=date1904)
    if isinstance(found, Unclear):
        return asked(digits, Message(found.code, {**found.facts, "raw": digits}))
    if not isinstance(found.value, date):
        return NOTHING
    return Typed(Answer(found.value), (Message("RETURN_020", {"raw": digits, "value": shown(found.value)}),))


def _understood(
    name: str, raw: str | float | bool | None, seen: str | float | bool | None, date1904: bool, *,
    percent_format: bool = False,
) -> Typed:  # fmt: skip
    """The one reading of a raw value, or why there is none; ``seen`` is what stands in the cell to the eye."""
    reading = progress.read(name, raw, percent_format=percent_format, date1904=date1904)
    if isinstance(reading, Unclear):
        return asked(progress.as_text(seen), reading.message)
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


def _day(cell: Cell, date1904: bool) -> date | None:
    """The day of a date cell."""
    if cell.kind != "date" or isinstance(cell.value, bool) or cell.value is None:
        return None
    if isinstance(cell.value, str):
        return dates.read_text(cell.value).day
    return dates.read_serial(cell.value, date1904).day


def _seen(cell: Cell, date1904: bool) -> str:
    """A date cell as a person saw it: the day, the time of day, or both; '' for any other cell."""
    if cell.kind != "date" or isinstance(cell.value, bool) or cell.value is None:
        return ""
    if isinstance(cell.value, str):
        day = dates.read_text(cell.value).day
        return shown(day) if day else cell.value
    moment = dates.moment(cell.value, date1904)
    if moment is None:
        return cell.text
    time = f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}"
    if 0 <= cell.value < 1:
        return time
    day_part = f"{moment.day:02}/{moment.month:02}/{moment.year:04}"
    return day_part if time == "00:00" else f"{day_part} {time}"
