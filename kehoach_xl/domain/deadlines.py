"""When the agencies and then the coordinator report: the plan's own days over the decree's.

A plan's document words its days («trước ngày 05/11», «10/6», «ngày 20»); they stand in the sheet in those words and
mean what :mod:`kehoach_xl.domain.timeframe` reads: «trước ngày X» ends on the day before X. A day without a year is
the first one past the middle of the period, so «10/6» for the first half is in that half and «15/01» for a year in
the next one. A report on one matter goes by a line of its own («Chuyên đề 1» for 2024-CD1), and a day without a year
is the first one in or after it. Where a plan says nothing, three and eight days after the data close (Nghị định
09/2019/NĐ-CP) are proposed. A day off moves to the next working day (khoản 5 Điều 148 Bộ luật Dân sự 2015).
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kehoach_xl.domain.period import Period, parse_period, special_period
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.timeframe import parse
from kehoach_xl.domain.workdays import Calendar
from kehoach_xl.errors import Stop

# The parts of a year a plan may set days for, in the order of the sheet.
PARTS = (
    "Năm", "6 tháng đầu năm", "6 tháng cuối năm", "9 tháng", "Quý I", "Quý II", "Quý III", "Quý IV", "Tháng",
)  # fmt: skip

# A period of each of them, by how its code goes on after the year; where there are several, the first.
_CODES = ("", "-H1", "-H2", "-9T", "-Q1", "-Q2", "-Q3", "-Q4", "-T01")
_SPECIAL = re.compile(r"(?P<kind>chuyên đề|đột xuất) 0?(?P<number>[1-9][0-9]?)")

_DAY_OF_MONTH = re.compile(
    r"(?P<before>trước )?(?:ngày )?(?P<day>[0-9]{1,2})"
    r"(?: hàng tháng|(?: của)? tháng (?P<next>sau|tiếp theo|kế tiếp|liền kề))?"
)


@dataclass(frozen=True, slots=True)
class PartDeadline:
    """One line of the sheet: the two days of a part of the year, as the document words them; '' where it is silent."""

    part: str
    deadline: str = ""
    report_by: str = ""
    source: str = ""


def proposed(period: Period, rows: Iterable[PartDeadline], calendar: Calendar) -> tuple[date, date]:
    """When agencies return their files and when the coordinator reports: a proposal she may change.

    Raises Stop PERIOD_010 for a wording that names no day.
    """
    own = next((row for row in rows if fold(row.part) == fold(_part(period))), PartDeadline(""))
    deadline = _meant(own.deadline, period) or period.agency_deadline
    # A plan that sets only the agencies' day may set it after the day we would propose for the coordinator.
    report_by = _meant(own.report_by, period) or max(period.report_deadline, deadline)
    return calendar.next_working(deadline), calendar.next_working(report_by)


def period_of(part: str, year: int) -> Period | None:
    """A period of a year that goes by a line, None for what is no line; a special one may be about any days of it."""
    folded = fold(part)
    if match := _SPECIAL.fullmatch(folded):
        code = f"{year}-{'CD' if match['kind'][0] == 'c' else 'DX'}{match['number']}"
        return special_period(code, "", date(year, 1, 1), date(year, 12, 31))
    codes = {fold(one): code for one, code in zip(PARTS, _CODES, strict=True)}
    return parse_period(f"{year}{codes[folded]}") if folded in codes else None


def first_ordered(rows: Iterable[PartDeadline], year: int) -> str:
    """The code of the first regular period of a year that a plan sets a day for, '' where it sets none."""
    found = (period_of(row.part, year) for row in rows if row.deadline or row.report_by)
    regular = [one for one in found if one is not None and not one.special]
    return min(regular, key=lambda one: (one.end, one.start)).code if regular else ""


def _part(period: Period) -> str:
    """The line a period goes by; that of a special one is called by its kind and number."""
    match period.kind:
        case "year":
            return "Năm"
        case "half":
            return f"6 tháng {'đầu' if period.end.month == 6 else 'cuối'} năm"
        case "nine_months":
            return "9 tháng"
        case "quarter":
            return PARTS[3 + period.end.month // 3]
        case "month":
            return "Tháng"
    return f"{period.label} {period.code.rpartition('-')[2][2:]}"


def _meant(text: str, period: Period) -> date | None:
    """The day a wording means for a period; None where it says nothing, or speaks of another year."""
    folded = fold(text).strip(" .;,")
    if not folded:
        return None
    middle = period.start + (period.end - period.start) / 2
    if period.special:
        middle = period.start - timedelta(days=1)
    if period.kind == "month" and (match := _DAY_OF_MONTH.fullmatch(folded)) and 1 <= int(match["day"]) <= 31:
        earlier = timedelta(days=bool(match["before"]))
        days = [_in_month(period.end, months, int(match["day"])) - earlier for months in (0, 1)]
        return days[1] if match["next"] else next(day for day in days if day > middle)
    found = parse(text)
    if found.every_year:
        month, day = found.every_year
        earlier = timedelta(days=found.kind == "before")
        days = [date(year, month, min(day, monthrange(year, month)[1])) - earlier for year in _years(period)]
        return next(one for one in days if one > middle)
    if found.end and found.kind in ("date", "before", "month", "quarter"):
        return found.end if middle < found.end <= middle + timedelta(days=366) else None
    raise Stop("PERIOD_010", part=_part(period), value=text)


def _years(period: Period) -> range:
    return range(period.start.year, period.end.year + 2)


def _in_month(day: date, later: int, wanted: int) -> date:
    """The wanted day so many months later; one past the month's end is its last."""
    year, month = day.year + (day.month - 1 + later) // 12, (day.month - 1 + later) % 12 + 1
    return date(year, month, min(wanted, monthrange(year, month)[1]))
