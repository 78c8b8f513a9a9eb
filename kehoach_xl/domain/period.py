"""The reporting period: which calendar days it is about and which days its data cover.

Nghị định 09/2019/NĐ-CP, Điều 12 closes the data before the calendar period ends, so that a report can be
written by its end: a month runs from the 15th of the month before to the 14th; a quarter from the 15th of the
month before it to the 14th of its last month; the first half, the nine months and the year from 15 December
of the year before to 14 June, 14 September and 14 December; the second half from 15 June to 14 December.

Reports on one matter (chuyên đề) and unforeseen ones (đột xuất) have no calendar: their name and days are whatever
the document that asks for them says.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kehoach_xl.domain.text import clean, fold
from kehoach_xl.errors import Stop

_CODE = re.compile(r"(?P<year>20[0-9]{2})(?:[-/ ]?(?P<part>[hqt][0-9]{1,2}|9t))?")
_CODE_PART_FIRST = re.compile(r"(?P<part>[hqt][0-9]{1,2}|9t)[-/ ](?P<year>20[0-9]{2})")
_SPECIAL = re.compile(r"(?P<year>20[0-9]{2})[-/ ]?(?P<part>c[dđ]|[dđ]x)0?(?P<number>[1-9][0-9]?)")
_SPECIAL_PART_FIRST = re.compile(r"(?P<part>c[dđ]|[dđ]x)0?(?P<number>[1-9][0-9]?)[-/ ](?P<year>20[0-9]{2})")
_ROMAN = ("I", "II", "III", "IV")

TOPICAL, AD_HOC = "topical", "ad_hoc"
_PARTS = {"c": ("CD", TOPICAL, "chuyên đề"), "d": ("DX", AD_HOC, "đột xuất"), "đ": ("DX", AD_HOC, "đột xuất")}

# Days after the data close when the agencies, then the coordinator, report.
_AGENCY_DAYS, _REPORT_DAYS = 3, 8


@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period.

    ``code`` is ASCII and sorts within its kind; ``name`` reads inside a sentence («6 tháng cuối năm 2025»).
    ``start``–``end`` are its calendar days, ``data_from``–``cutoff`` the days its data cover, all inclusive.
    """

    code: str
    name: str
    kind: str  # year, nine_months, half, quarter, month, topical, ad_hoc
    year: int
    start: date
    end: date
    data_from: date
    cutoff: date

    @property
    def special(self) -> bool:
        """Whether it has no calendar of its own: chuyên đề or đột xuất."""
        return self.kind in (TOPICAL, AD_HOC)

    @property
    def label(self) -> str:
        """The kind as `Kỳ báo cáo` says it."""
        return {TOPICAL: "Chuyên đề", AD_HOC: "Đột xuất"}.get(self.kind, "Định kỳ")

    @property
    def agency_deadline(self) -> date:
        """When agencies return their files, unless the plan orders a day: a proposal, not law."""
        return self.cutoff + timedelta(days=_AGENCY_DAYS)

    @property
    def report_deadline(self) -> date:
        """When the coordinator reports upwards, unless the plan orders a day: a proposal, not law."""
        return self.cutoff + timedelta(days=_REPORT_DAYS)


def previous(period: Period, listed: Iterable[Period]) -> Period | None:
    """What a regular period is compared with: the one of its kind (year, half, quarter …) that ended last before it
    began, as a year beside a half-year says nothing. ``None`` for a chuyên đề or đột xuất."""
    earlier = [one for one in listed if one.kind == period.kind and one.end < period.start]
    return None if period.special else max(earlier, key=lambda one: one.end, default=None)


def latest(listed: Iterable[Period], most: int) -> list[Period]:
    """The ``most`` periods that ended last, the newest first; of several ending on one day the one listed last."""
    by_line = sorted(enumerate(listed), key=lambda one: (one[1].end, one[0]), reverse=True)
    return [period for _, period in by_line[:most]]


def is_special(code: str) -> bool:
    """Whether a code names a period without a calendar (``2025-CD1``, ``2025-DX1``)."""
    return _special(code) is not None


def canonical(code: str) -> str:
    """Any code as we write it. Raises ``Stop("PERIOD_001")`` for what is none.

    >>> canonical("h2/2025"), canonical("2025 cđ01")
    ('2025-H2', '2025-CD1')
    """
    found = _special(code)
    return f"{found['year']}-{_PARTS[found['part'][0]][0]}{found['number']}" if found else parse_period(code).code


def special_period(
    code: str, name: str, start: date, end: date, data_from: date | None = None, cutoff: date | None = None
) -> Period:
    """A period without a calendar; its data cover its own days unless said otherwise.

    Without a name it is called by its kind and number. Raises Stop PERIOD_001 for a code that is none of these,
    PERIOD_011 for days in the wrong order, PERIOD_012 when they lie outside the year of the code.
    """
    found = _special(code)
    if found is None:
        raise Stop("PERIOD_001", period=code)
    year, number = int(found["year"]), found["number"]
    part, kind, word = _PARTS[found["part"][0]]
    data_from, cutoff = data_from or start, cutoff or end
    days = {"period": f"{year}-{part}{number}", "since": f"{start:%d/%m/%Y}", "until": f"{end:%d/%m/%Y}"}
    if start > end or data_from > cutoff:
        raise Stop("PERIOD_011", **days)
    if year not in (start.year, end.year):
        raise Stop("PERIOD_012", **days, year=year)
    name = clean(name) or f"{word} {number} năm {year}"
    return Period(days["period"], name, kind, year, start, end, data_from, cutoff)


def parse_period(code: str) -> Period:
    """The period of a code with a calendar: ``2025``, ``2025-H1``, ``2025-Q3``, ``2025-T07``, ``2025-9T``.

    Case, the dash and a leading zero do not matter, and the part may come first (``H2/2025``).
    Raises ``Stop("PERIOD_001")`` for anything else, ``Stop("PERIOD_008")`` for a code whose days stand in the sheet.
    """
    if is_special(code):
        raise Stop("PERIOD_008", period=canonical(code))
    folded = fold(code)
    match = _CODE.fullmatch(folded) or _CODE_PART_FIRST.fullmatch(folded)
    if match is None:
        raise Stop("PERIOD_001", period=code)
    year, part = int(match["year"]), match["part"]
    if part is None:
        return _period(f"{year}", f"năm {year}", "year", year, 1, 12)
    if part == "9t":
        return _period(f"{year}-9T", f"9 tháng đầu năm {year}", "nine_months", year, 1, 9)
    kind, n = part[0], int(part[1:])
    if kind == "h" and n in (1, 2):
        name = f"6 tháng {('đầu', 'cuối')[n - 1]} năm {year}"
        return _period(f"{year}-H{n}", name, "half", year, 6 * n - 5, 6 * n)
    if kind == "q" and 1 <= n <= 4:
        return _period(f"{year}-Q{n}", f"quý {_ROMAN[n - 1]} năm {year}", "quarter", year, 3 * n - 2, 3 * n)
    if kind == "t" and 1 <= n <= 12:
        return _period(f"{year}-T{n:02}", f"tháng {n} năm {year}", "month", year, n, n)
    raise Stop("PERIOD_001", period=code)


def following(period: Period) -> Period:
    """The next period of the same kind; a special one has none, so its kind must be regular.

    >>> following(parse_period("2025-H2")).code, following(parse_period("2025-Q3")).code
    ('2026-H1', '2025-Q4')
    """
    year, n = period.year, period.end.month
    match period.kind:
        case "half":
            return parse_period(f"{year}-H2" if n == 6 else f"{year + 1}-H1")
        case "quarter":
            return parse_period(f"{year}-Q{n // 3 + 1}" if n < 12 else f"{year + 1}-Q1")
        case "month":
            return parse_period(f"{year}-T{n + 1:02}" if n < 12 else f"{year + 1}-T01")
        case "nine_months":
            return parse_period(f"{year + 1}-9T")
    return parse_period(f"{year + 1}")


def _special(code: str) -> re.Match[str] | None:
    folded = fold(code)
    return _SPECIAL.fullmatch(folded) or _SPECIAL_PART_FIRST.fullmatch(folded)


def _period(code: str, name: str, kind: str, year: int, first_month: int, last_month: int) -> Period:
    """A period of whole calendar months; its data run from the 15th before to the 14th of its last month."""
    before = date(year - 1, 12, 15) if first_month == 1 else date(year, first_month - 1, 15)
    end = date(year, last_month, monthrange(year, last_month)[1])
    return Period(code, name, kind, year, date(year, first_month, 1), end, before, date(year, last_month, 14))
