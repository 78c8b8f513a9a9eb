"""A cell as a person typed it, understood where exactly one reading is possible.

Every ``read_*`` takes a raw cell (``str | float | bool | None``) and returns a :class:`Reading` or, when two
readings or none are possible, an :class:`Unclear` that says why; none raises. Empty reads as ``None``.

Digits in text. Vietnamese writing has «.» after thousands and «,» before decimals (Luật Kế toán 2015,
Điều 11), yet printed scores carry «79.80» beside «79,80» and Excel may be set up the English way. So a text
has one reading unless a single mark stands before exactly three digits: «1.350» and «1,350» may be 1350 or
1.35. The limits of the quantity read (a percent, a score) often leave only one of the two.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from kehoach_xl.domain import dates
from kehoach_xl.domain.text import bare, clean, fold, narrow
from kehoach_xl.messages import Message
from kehoach_xl.templates import load_csv

Raw = str | float | bool | None

STATUSES = ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Không còn phù hợp")

# A rank above this is a day that the spreadsheet made of «5/11».
_MOST_RANKED = 1000

_QUANTITY = re.compile(r"([+-]?[0-9][0-9., ]*?)(?: ?\([^()0-9]+\))?(?: ?([^\W\d_]+(?:[ ,]+[^\W\d_]+){0,5}))?")
_RANK = re.compile(r"(?:(?:xếp|đứng) )?(?:(?:hạng|vị trí) )?(?:thứ )?([0-9]{1,3})(?:/([0-9]{1,3}))?")
# A word that directly follows a number and makes it another number, or no finished one.
_CHANGES_NUMBER = re.compile(
    r"(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|rưỡi|phần|trên|đến|hoặc|chưa|không)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Rank:
    """Place ``n`` among ``of`` ranked bodies (1 is best); ``of`` is ``None`` where it is not written."""

    n: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says; ``note`` when it was typed in another form than the value will show."""

    value: float | str | date | Rank | None
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a cell has no single reading: a catalogue code and its facts (always ``raw``, as typed)."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> Message:
        return Message(self.code, self.facts)


def read_number(raw: Raw, kind: Literal["number", "quantity"] = "number") -> Reading | Unclear:
    """Any number, or a quantity (zero or more) of things done.

    «1.350» is unclear as a number; as a quantity it is 1350, for nobody counts meetings or documents to
    three decimals, while «1,350» stays unclear: tonnes or kilometres may carry decimals after a comma.
    """
    found = _candidates(raw)
    if found is None:
        return Reading(None)
    if kind == "quantity" and len(found) == 2 and "." in str(raw):
        found = found[1:]
    if kind == "quantity" and found and found[0] < 0:
        return _unclear("VALUE_003", raw)
    return _only(found, raw, "VALUE_001")


def read_quantity(raw: Raw) -> Reading | Unclear:
    """A quantity, also with its unit («03 cuộc», «02 (hai) lớp»); the unit is left out with a note.

    Ranges, several numbers and scale words («1,5 tỷ») are unclear.
    """
    if not isinstance(raw, str) or not clean(raw):
        return read_number(raw, "quantity")
    match = _QUANTITY.fullmatch(narrow(clean(raw)))
    if match is None or (match[2] and _CHANGES_NUMBER.match(fold(match[2]))):
        return _unclear("VALUE_004", raw)
    reading = read_number(match[1], "quantity")
    if isinstance(reading, Unclear):
        return Unclear(reading.code, {**reading.facts, "raw": shown(raw)})
    note = Message("VALUE_005", {"raw": shown(raw), "value": shown(reading.value)}) if match[2] else None
    return Reading(reading.value, note)


def read_percent(raw: Raw, percent_format: bool = False) -> Reading | Unclear:
    """A share from 0 to 100 (85 means 85 %).

    ``percent_format`` says that the cell is formatted as a percentage, where the number 0.85 shows «85%».
    Without it, and in text without «%», whatever lies above 0 and up to 1 is unclear (0,85 % or 85 %);
    text shows as typed in any format. Outside 0–100 is unclear, so «85.500%» can only be 85,5 %.
    """
    if isinstance(raw, str):
        folded = fold(raw)
        digits = re.sub(r" ?(?:%|phần trăm)$", "", folded)
        found, explicit = _candidates(digits), digits != folded
        if found is None and explicit:
            found = ()
    else:
        found, explicit = _candidates(raw), percent_format
        if found and percent_format:
            found = tuple(round(value * 100, 8) for value in found)
            raw = f"{found[0]:g}%"  # what the cell shows
    if found is None:
        return Reading(None)
    reading = _bounded(found, raw, 100, "VALUE_010")
    if isinstance(reading, Reading) and not explicit and 0 < reading.value <= 1:
        share = round(reading.value * 100, 8)
        return _unclear("VALUE_011", raw, first=shown(reading.value), second=shown(share))
    return reading


def read_score(raw: Raw, max_score: float = 100) -> Reading | Unclear:
    """A score from 0 to ``max_score``, «79.80» or «79,80», also followed by «điểm»."""
    digits = re.sub(r" ?điểm$", "", fold(raw)) if isinstance(raw, str) else raw
    found = _candidates(digits)
    return Reading(None) if found is None else _bounded(found, raw, max_score, "VALUE_001")


def read_rank(raw: Raw) -> Reading | Unclear:
    """A rank «50/63», «18 / 19», «xếp thứ 20/63» or «18», as a :class:`Rank`.

    A number above 1000 is taken for what it most often is, a day that the spreadsheet made of «5/11».
    """
    if raw is None or (isinstance(raw, str) and not clean(raw)):
        return Reading(None)
    if isinstance(raw, bool) or (not isinstance(raw, str) and not (raw >= 1 and raw == raw // 1)):
        return _unclear("VALUE_015", raw)
    if not isinstance(raw, str):
        return _unclear("VALUE_017", raw) if raw > _MOST_RANKED else Reading(Rank(int(raw)))
    match = _RANK.fullmatch(fold(raw))
    if match is None or int(match[1]) == 0:
        return _unclear("VALUE_015", raw)
    rank = Rank(int(match[1]), int(match[2]) if match[2] else None)
    if rank.of is not None and rank.n > rank.of:
        return _unclear("VALUE_016", raw, n=rank.n, of=rank.of)
    return Reading(rank)


def read_date(raw: Raw, date1904: bool = False) -> Reading | Unclear:
    """A day of the years 2000–2100, from a serial number or text; see :mod:`kehoach_xl.domain.dates`."""
    if raw is None or (isinstance(raw, str) and not clean(raw)):
        return Reading(None)
    if isinstance(raw, bool):
        return _unclear("VALUE_020", raw)
    written = dates.read_text(raw) if isinstance(raw, str) else dates.read_serial(raw, date1904)
    if written.day is None:
        return _unclear(written.code, raw)
    note = Message(written.note, {"raw": shown(raw), "value": shown(written.day)}) if written.note else None
    return Reading(written.day, note)


def read_status(raw: Raw) -> Reading | Unclear:
    """One of :data:`STATUSES`, typed in any spelling listed in ``templates/status-aliases.csv``.

    Whole answers are compared, never parts of them: «chưa hoàn thành» cannot be taken for «hoàn thành».
    """
    if raw is None or (isinstance(raw, str) and not clean(raw)):
        return Reading(None)
    if not isinstance(raw, str):
        return _unclear("VALUE_030", raw)
    typed = fold(raw).strip(" .,;:!+-")
    with_marks, without_marks = _spellings()
    meant = with_marks.get(typed) or (without_marks.get(typed) if typed == bare(typed) else None)
    if meant is None:
        return _unclear("VALUE_030", raw)
    if len(meant) > 1:
        return _unclear("VALUE_031", raw, options=" / ".join(meant))
    note = None if clean(raw) == meant[0] else Message("VALUE_032", {"raw": shown(raw), "value": meant[0]})
    return Reading(meant[0], note)


def read_day(raw: Raw) -> date | Unclear | None:
    """A date cell as the day it says, without the reading's note."""
    reading = read_date(raw)
    if isinstance(reading, Unclear):
        return reading
    return reading.value if isinstance(reading.value, date) else None


def shown(value: Raw | date) -> str:
    """A value in a Vietnamese sentence: 1350.8 → «1.350,8», days as dd/mm/yyyy, text cut at 60 letters."""
    if isinstance(value, str):
        line = clean(value)
        return line if len(line) <= 60 else f"{line[:59]}…"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool) or value is None or not math.isfinite(value):
        return str(value).upper()
    whole, _, decimals = f"{value:,.8f}".rstrip("0").partition(".")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def _unclear(code: str, raw: Raw, **facts: object) -> Unclear:
    return Unclear(code, {"raw": shown(raw), **facts})


def _candidates(raw: Raw) -> tuple[float, ...] | None:
    """Every number a cell may mean, smallest first; ``None`` for an empty cell, ``()`` for no number."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        return () if isinstance(raw, bool) or not math.isfinite(raw) else (float(raw),)
    text = narrow(clean(raw)).replace("−", "-")
    if not text:
        return None
    sign = -1.0 if text.startswith("-") else 1.0
    digits = text.removeprefix("-") if sign < 0 else text.removeprefix("+")
    found = set()
    if re.fullmatch(r"[0-9]{1,15}(?:[.,][0-9]{1,15})?", digits):
        found.add(float(digits.replace(",", ".")))
    for thousands, decimal in ((".", ","), (",", r"\."), (" ", "[.,]")):
        mark = re.escape(thousands)
        if re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}}){{1,4}}(?:{decimal}[0-9]{{1,15}})?", digits):
            found.add(float(digits.replace(thousands, "").replace(",", ".")))
    return tuple(sorted(sign * value + 0.0 for value in found))


def _only(found: tuple[float, ...], raw: Raw, unreadable: str) -> Reading | Unclear:
    if len(found) == 1:
        return Reading(found[0])
    if not found:
        return _unclear(unreadable, raw)
    return _unclear("VALUE_002", raw, first=shown(found[0]), second=shown(found[-1]))


def _bounded(found: tuple[float, ...], raw: Raw, high: float, unreadable: str) -> Reading | Unclear:
    inside = tuple(value for value in found if 0 <= value <= high)
    if found and not inside:
        return _unclear("VALUE_006", raw, low="0", high=shown(high))
    return _only(inside, raw, unreadable)


@cache
def _spellings() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Spelling → the statuses it may mean, folded, and again without diacritics (meanings united)."""
    with_marks = {fold(status): (status,) for status in STATUSES}
    for row in load_csv("status-aliases.csv"):
        with_marks[fold(row["cach_viet"])] = tuple(row["trang_thai"].split("|"))
    without_marks: dict[str, tuple[str, ...]] = {}
    for spelling, meant in with_marks.items():
        known = without_marks.get(bare(spelling), ())
        without_marks[bare(spelling)] = known + tuple(status for status in meant if status not in known)
    return with_marks, without_marks
