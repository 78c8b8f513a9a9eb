"""When a task is to be done, as the appendix prints it, and what of it falls due in a reporting period.

A timeframe keeps its printed text beside its meaning; text outside the grammar keeps ``kind="unknown"`` and
is flagged, never guessed or dropped. «Trước ngày X» is read literally: the last day is the one before X; no
decree says otherwise, and the earlier day is the safe one. «Chậm nhất ngày X», «đến ngày X» include X. A day,
month or quarter without a year comes back every year, as in yearly reporting duties («trước ngày 15/11»).
What comes back within a year («Hằng tháng», «6 tháng 1 lần») or whenever it is called for («Khi có yêu cầu», «Theo
tiến độ») is judged like «Thường xuyên», by what was done in the period; no last day is made up for it.
"""

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from kehoach_xl.domain import dates
from kehoach_xl.domain.period import Period
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

KINDS = (
    *("year", "span", "continuous", "yearly", "month", "quarter", "half", "date", "before"),
    "unknown",
)

# Longer text is an explanation, not a timeframe, and patterns must not be made to work on whole pages.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Timeframe:
    """The meaning of one printed timeframe.

    ``start``–``end`` are inclusive, ``None`` where open; ``end`` is the last day in time. ``every_year`` is
    the (month, day) stated without a year; a day past the month's end means its last day. ``quantity_min``–
    ``quantity_max`` count ``unit`` per year («01-02 cuộc …»); «ít nhất» leaves the maximum open. ``months`` is set
    where something comes back within a year: once every so many months.
    """

    kind: str
    raw: str
    start: date | None = None
    end: date | None = None
    every_year: tuple[int, int] | None = None
    quantity_min: int | None = None
    quantity_max: int | None = None
    unit: str | None = None
    months: int | None = None

    @property
    def flag(self) -> Message | None:
        """What to tell the coordinator about a text that was not understood."""
        return Message("TIME_001", {"raw": clean(self.raw)}) if self.kind == "unknown" else None


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due, seen from one period.

    ``state``: ``past`` (by the data cut-off), ``in_period`` (after it, by the last calendar day), ``later``
    or ``continuous``. ``date`` is the last day in time, ``quantity`` the least that is enough for the year.
    """

    state: str
    date: datetime.date | None = None
    quantity: int | None = None


@lru_cache(maxsize=4096)
def parse(raw: str) -> Timeframe:
    """The meaning of a printed timeframe; never raises."""
    text = _MONTH_MARK.sub("tháng ", fold(raw).strip(" .;,"))
    if len(text) > LONGEST:
        return Timeframe("unknown", raw)
    found = _continuous(text) or _rhythm(text) or _yearly(text, raw)
    found = found or _before(text) or _until(text) or _stretch(text)
    return replace(found, raw=raw) if found else Timeframe("unknown", raw)


def due(timeframe: Timeframe, period: Period) -> Due:
    """What of a task is due, seen from one reporting period.

    What recurs yearly is due on its day in the period's year, 31 December where none is stated: in the first
    half it is ``later``, in the second ``in_period``. An unknown timeframe is ``later``, without a day.
    """
    if timeframe.kind == "continuous":
        return Due("continuous", None, timeframe.quantity_min)
    last = timeframe.end
    if timeframe.every_year:
        last = _day_in(period.year, timeframe.every_year) - timedelta(days=timeframe.kind == "before")
    elif timeframe.kind == "yearly":
        last = date(period.year, 12, 31)
    if last is None or last > period.end:
        return Due("later", last, timeframe.quantity_min)
    return Due("past" if last <= period.cutoff else "in_period", last, timeframe.quantity_min)


def in_force(timeframe: Timeframe, period: Period) -> bool:
    """Whether the task has started by the period's end; what names no start is in force at once."""
    return timeframe.start is None or timeframe.start <= period.end


def expired(timeframe: Timeframe, period: Period) -> bool:
    """Whether the task's time ended before the period began (unfinished ones are the caller's business)."""
    return timeframe.end is not None and timeframe.end < period.start


_Y = r"(20[0-9]{2})"
_OF_YEAR = rf"(?:[/.]| năm |[- ]){_Y}"
_MONTH_MARK = re.compile(r"(?<!\w)t\.?(?=[0-9])")  # «T6/2026»
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = r"(?:quý|q) ?0?(i{1,3}|iv|[1-4])"
_HALF = r"(?:0?6|sáu) tháng (đầu|cuối)(?: của)?"
_ON = r"(?:định kỳ )?"
_EACH_YEAR = r"(?:hàng năm|mỗi năm)"
_QUANTITY = re.compile(
    r"(?:tổ chức |thực hiện )?((?:ít nhất|tối thiểu) )?([0-9]{1,3})(?:-([0-9]{1,3}))? ?([^\W\d_][^0-9/]*)"
)

# Months or quarters in a row: «Quý II, III/2026», «T6-T9/2026», «tháng 6 đến tháng 9».
_RUN = re.compile(
    r"(?P<unit>quý|q|tháng) ?(?P<run>[0-9iv]{1,3}(?:(?:, ?| và |-| đến (?:hết )?)(?:(?:quý|q|tháng) ?)?[0-9iv]{1,3})+)"
    rf"(?:{_OF_YEAR})?"
)
_TO_NEXT = re.compile(r"(, ?| và |-| đến (?:hết )?)(?:(?:quý|q|tháng) ?)?")

_CALLED_FOR = re.compile(
    r"(?:khi (?:có )?(?:yêu cầu|phát sinh)|theo (?:yêu cầu|tiến độ))"
    r"(?: (?:công việc|nhiệm vụ|thực hiện|thực tế|phát sinh))?"
)
_COUNT = {"": 1, "một": 1, "hai": 2, "ba": 3, "sáu": 6}
_SOME_MONTHS = r"(?:(?P<{0}>[0-9]{{1,2}}|một|hai|ba|sáu) )?(?P<{0}unit>tháng|quý)"
_ONCE = re.compile(
    rf"{_ON}(?:[0-9]{{1,2}}|một) lần/{_SOME_MONTHS.format('a')}"
    rf"|{_ON}(?:mỗi |hàng )?{_SOME_MONTHS.format('b')}[/ ,]*(?:(?:[0-9]{{1,2}}|một) )?lần"
)
_EACH = r"(?:(?:[0-9]{1,2}|ba|sáu|chín) )?tháng|quý|năm"
_EVERY = re.compile(rf"(?:{_ON}(?:hàng|mỗi|từng)|định kỳ) (?:{_EACH})(?:(?:, ?| và )(?:hàng |mỗi )?(?:{_EACH}))*")
_DAY_OF_EACH = re.compile(r"[ ,(]+(?:(?:vào|trước|chậm nhất) )?ngày [0-9]{1,2}\)?$")
_ITS_DAY_FIRST = re.compile(r"^(?:(?:vào|trước|chậm nhất) )?ngày [0-9]{1,2} (?=hàng (?:tháng|quý)$)")


def _continuous(text: str) -> Timeframe | None:
    if _CALLED_FOR.fullmatch(text):
        return Timeframe("continuous", "")
    if re.fullmatch(
        r"(?:thực hiện )?(?:thường xuyên|liên tục)(?:(?:, ?| và | )(?:liên tục|thường xuyên))?", text
    ):
        return Timeframe("continuous", "")
    if match := re.fullmatch(r"thường xuyên(?:,| trong)* (.+)", text):
        found = _stretch(match[1])
        return replace(found, kind="continuous") if found else None
    open_end = re.fullmatch(r"(?:từ )?(.+?)(?: và (?:các|những) năm tiếp theo| trở đi)", text)
    if match := open_end or re.fullmatch(r"từ ([^-]+)", text):
        found = _one(match[1])
        return Timeframe("continuous", "", start=found.start or found.end) if found else None
    return None


def _rhythm(text: str) -> Timeframe | None:
    """«Hằng tháng», «6 tháng 1 lần», «Hằng quý, năm 2026»: something in every period, alone or within a stretch."""
    if months := _months_apart(text):
        return Timeframe("continuous", "", months=months)
    for mark in re.finditer(r",? trong |, ?| (?=năm |giai đoạn )", text):
        months, found = _months_apart(text[: mark.start()]), _stretch(text[mark.end() :])
        if months and found and found.end:
            return replace(found, kind="continuous", months=months)
    return None


def _months_apart(text: str) -> int | None:
    """How many months lie between one time and the next, where they are fewer than a year's."""
    text = _ITS_DAY_FIRST.sub("", _DAY_OF_EACH.sub("", text))
    if match := _ONCE.fullmatch(text):
        parts = [(match["a"] or match["b"] or "", match["aunit"] or match["bunit"])]
    elif _EVERY.fullmatch(text):
        parts = re.findall(r"([0-9]{1,2}|ba|sáu)? ?(tháng|quý)", text)
    else:
        return None
    found = [(_COUNT.get(count) or int(count)) * (3 if unit == "quý" else 1) for count, unit in parts]
    return min((one for one in found if 0 < one < 12), default=None)


def _yearly(text: str, raw: str) -> Timeframe | None:
    """«Hàng năm», alone or with a quantity or a day of the year."""
    per_year = re.fullmatch(rf"(.+)/năm|{_ON}{_EACH_YEAR}(.*)|(.+?)[ ,(]*{_ON}{_EACH_YEAR}\)?", text)
    if per_year is None:
        return None
    rest = next((part for part in per_year.groups() if part), "").strip(" ,;:()-")
    if not rest:
        return Timeframe("yearly", "")
    if match := _QUANTITY.fullmatch(rest):
        least, most = int(match[2]), int(match[3] or match[2])
        if 0 < least <= most:
            return Timeframe(
                "yearly",
                "",
                quantity_min=least,
                quantity_max=None if match[1] and not match[3] else most,
                unit=_unit(raw),
            )
        return None
    found = _before(rest) or _until(rest) or _stretch(rest)
    return found if found and found.every_year else None


def _unit(raw: str) -> str:
    """What a yearly quantity counts, in the printed spelling."""
    after_number = re.split(r"[0-9]+", clean(raw))[-1]
    return re.sub(r"(?i)(?:/|[\s,(]*(?:mỗi|h[àằ]ng) )năm.*$", "", after_number).strip(" .;,")


def _before(text: str) -> Timeframe | None:
    """«Trước ngày …», «trước tháng …»: ends on the day before what is named begins."""
    match = re.fullmatch(r"(?:xong |hoàn thành )?trước (.+)", text)
    found = _one(match[1]) if match else None
    if found is None:
        return None
    if not found.every_year:
        return Timeframe("before", "", end=(found.start or found.end) - timedelta(days=1))
    month, day = found.every_year
    if found.kind != "date":
        month, day = (month - 2 if found.kind == "quarter" else month), 1
    return Timeframe("before", "", every_year=(month, day))


def _until(text: str) -> Timeframe | None:
    """«Đến năm …», «chậm nhất ngày …»: no start, and the last day of what is named is in time."""
    match = re.fullmatch(
        r"(?:(?:xong |hoàn thành )?(?:chậm nhất|muộn nhất|không quá)(?: là)?(?: đến)?|đến)(?: hết)? (.+)",
        text,
    )
    found = _one(match[1]) if match else None
    if found is None:
        return None
    return replace(found, kind="date" if found.kind == "date" or found.every_year else "span", start=None)


def _stretch(text: str) -> Timeframe | None:
    """One period of time, or from one to another: «2025 - 2030», «tháng 7/2025 đến tháng 6/2026»."""
    text = re.sub(r"^(?:(?:thực hiện|hoàn thành|xong) )?(?:trong )?(?:giai đoạn |thời kỳ |từ )?", "", text)
    if found := _one(text) or _run(text):
        return found
    for mark in re.finditer(r", và |, ?| và ", text):
        first, last = _one(text[: mark.start()]), _one(text[mark.end() :])
        if first and last and first.end and last.start == first.end + timedelta(days=1):
            return _span(first, last)
    for mark in re.finditer(r"-| đến (?:hết )?", text):
        if found := _span(_one(text[: mark.start()]), _one(text[mark.end() :])):
            return found
    return None


def _run(text: str) -> Timeframe | None:
    """Months or quarters of one year that follow each other, to the end of the last one."""
    match = _RUN.fullmatch(text)
    if match is None:
        return None
    months = 1 if match["unit"] == "tháng" else 3
    first, *rest = _TO_NEXT.split(match["run"])
    numbers = [_ordinal(one, months) for one in (first, *rest[1::2])]
    last = 0
    for to, n in zip(("-", *rest[::2]), numbers, strict=True):
        if not last < n <= 12 // months or (to.strip() in (",", "và") and n != last + 1):
            return None
        last = n
    year = match[3]
    if year is None:
        return Timeframe("month" if months == 1 else "quarter", "", every_year=(last * months, 31))
    return _months(int(year), (numbers[0] - 1) * months + 1, last * months)


def _ordinal(text: str, months: int) -> int:
    """The number of a month or a quarter, 0 where it is none."""
    return _QUARTERS.get(text.lstrip("0"), 0) if months == 3 else int(text) if text.isascii() and text.isdigit() else 0


def _span(first: Timeframe | None, last: Timeframe | None) -> Timeframe | None:
    if first is None or last is None or first.end is None or last.end is None:
        return None
    start = first.start or first.end
    return Timeframe("span", "", start=start, end=last.end) if start < last.end else None


def _one(text: str) -> Timeframe | None:
    """A day, month, quarter, half or year."""
    day = dates.read_text(text)
    if day.day:
        return Timeframe("date", "", end=day.day)
    if on := dates.read_day_and_month(text):
        return Timeframe("date", "", every_year=on)
    if match := re.fullmatch(rf"(?:cả )?(?:năm )?{_Y}", text):
        return replace(_months(int(match[1]), 1, 12), kind="year")
    if match := re.fullmatch(rf"(?:tháng )?([0-9]{{1,2}}){_OF_YEAR}|tháng ([0-9]{{1,2}})", text):
        return _part("month", match[2], int(match[1] or match[3]), 1)
    if match := re.fullmatch(rf"{_QUARTER}(?:{_OF_YEAR})?", text):
        return _part("quarter", match[2], _QUARTERS[match[1]], 3)
    if match := re.fullmatch(rf"{_HALF} năm(?: {_Y})?", text):
        return _part("half", match[2], 1 if match[1] == "đầu" else 2, 6)
    if match := re.fullmatch(rf"(?:0?9|chín) tháng(?: đầu)?(?: của)? năm {_Y}", text):
        return _months(int(match[1]), 1, 9)
    return None


def _part(kind: str, year: str | None, n: int, months: int) -> Timeframe | None:
    """The ``n``-th stretch of so many months in a year, or in every year."""
    last = n * months
    if not 1 <= last <= 12:
        return None
    if year is None:
        return Timeframe(kind, "", every_year=(last, 31))
    return replace(_months(int(year), last - months + 1, last), kind=kind)


def _months(year: int, first: int, last: int) -> Timeframe:
    return Timeframe("span", "", start=date(year, first, 1), end=_day_in(year, (last, 31)))


def _day_in(year: int, on: tuple[int, int]) -> date:
    month, day = on
    return date(year, month, min(day, monthrange(year, month)[1]))
