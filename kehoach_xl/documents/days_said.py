"""The days that a sentence sets («trước ngày 15/11», «chậm nhất ngày 20 hàng tháng»), list by list.

A day counts only with a word of time before it; the days of other documents and «25/34» never do.
"""

import re
from dataclasses import dataclass, replace

from kehoach_xl.documents.sentences import blank_dates
from kehoach_xl.domain.text import clean
from kehoach_xl.messages import Message

_WORD = r"trước|chậm nhất(?: là)?(?: đến| vào| trước)?|muộn nhất(?: là)?(?: đến| vào| trước)?"
_LEAD = rf"(?P<lead>{_WORD})"
_DAY = r"(?P<d>[0-9]{1,2})"
# «20241» is the year 2024 with the number of a footnote.
_MONTH = r"(?:0?[1-9]|1[0-2])(?![0-9])"
_DATE = (
    rf"(?:ngày )?{_DAY}(?: ?[/.-] ?(?P<m1>{_MONTH})(?: ?[/.-] ?(?P<y1>20[0-9]{{2}})[0-9]{{0,2}})?(?![0-9/])"
    rf"| tháng (?P<m2>{_MONTH}))(?:,? năm (?P<y2>20[0-9]{{2}})[0-9]{{0,2}})?"
)
_FIRST = re.compile(rf"\b{_LEAD} {_DATE}", re.IGNORECASE)
# «Định kỳ hằng năm (15/01)», «Báo cáo chuyên đề 1 (ngày 10/02/2024)».
_INSIDE = re.compile(rf"(?:định kỳ|chuyên đề)[^()]{{0,40}}\((?P<lead>){_DATE}(?=\))", re.IGNORECASE)
# «Định kỳ hằng tháng (trước ngày 25)».
_MONTHLY = re.compile(
    rf"h[àằ]ng tháng[^()]{{0,20}}\((?P<words>(?:(?:{_WORD}) )?ngày [0-9]{{1,2}})(?=\))", re.IGNORECASE
)
_NEXT = re.compile(rf"(?P<and>, và|,| và|;)(?: {_LEAD})? {_DATE}", re.IGNORECASE)
# A day of every month, or of a month of every quarter.
_EACH = re.compile(
    rf"\b(?:(?P<lead>{_WORD}|vào) )?ngày {_DAY}"
    r"(?: (?:h[àằ]ng|mỗi) tháng|(?: của)? tháng (?:sau|tiếp theo|kế tiếp|liền kề)"
    r"|(?: của)? tháng (?P<which>cuối|đầu|thứ nhất|thứ hai|thứ ba)"
    r"(?: của)?(?: mỗi| h[àằ]ng| các)? quý(?P<after> sau| tiếp theo| kế tiếp| liền kề)?)",
    re.IGNORECASE,
)
_MONTH_OF_QUARTER = {"đầu": -2, "thứ nhất": -2, "thứ hai": -1}
QUARTERS = {3: "Quý I", 6: "Quý II", 9: "Quý III", 12: "Quý IV"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day asked for at ``start:end`` of its sentence, in words that can be read on their own.

    ``month``: its month, 0 where it comes every month; ``quarter``: the last month of the quarter it is about, 0 where
    it is not said of quarters; ``year``: '' where it comes every year; ``whole``: the words with the year that a list
    says once, behind its last day.
    """

    start: int
    end: int
    words: str
    month: int = 0
    quarter: int = 0
    year: str = ""
    whole: str = ""
    notes: tuple[Message, ...] = ()


def days(text: str) -> list[list[Day]]:
    """The days of a sentence in order, those of one list together: «trước ngày 12 tháng 6 và ngày 12 tháng 12»."""
    plain = blank_dates(text)
    found = [*_lists(plain), *_each(plain), *_inside(plain)]
    return sorted(found, key=lambda group: group[0].start)


def _lists(text: str) -> list[list[Day]]:
    groups: list[list[Day]] = []
    at = 0
    while found := _FIRST.search(text, at):
        group, at = [_day(found, found["lead"])], found.end()
        while more := _NEXT.match(text, at):
            group.append(_day(more, found["lead"]))
            at = more.end()
        groups.append(_same_year([day for day in group if day]))
    return [group for group in groups if group]


def _inside(text: str) -> list[list[Day]]:
    """Days in brackets behind the words of a period, which need no word of time."""
    dated = ((found, _day(found, "")) for found in _INSIDE.finditer(text))
    groups = [[replace(day, words=clean(found[0].rpartition("(")[2]))] for found, day in dated if day]
    return groups + [[Day(*found.span("words"), clean(found["words"]))] for found in _MONTHLY.finditer(text)]


def _day(found: re.Match[str], lead: str) -> Day | None:
    day, month = int(found["d"]), int(found["m1"] or found["m2"])
    if not 1 <= day <= 31:
        return None
    year = found["y1"] or found["y2"] or ""
    printed = found[0].removeprefix(found.groupdict().get("and") or "").strip()
    printed = re.sub(rf"({year})[0-9]{{1,2}}$", r"\1", printed) if year else printed
    words = printed if found["lead"] else f"{lead} {printed}"
    return Day(found.start(), found.end(), clean(words), month, year=year)


def _same_year(group: list[Day]) -> list[Day]:
    """A year after the last day of a list is said of those before it too."""
    if not group or not (year := group[-1].year):
        return group
    note = Message("IMPORT_123", {"year": year})
    joint = "/" if group[-1].words.endswith(f"/{year}") else " năm "
    return [
        day if day.year else replace(day, whole=f"{day.words}{joint}{year}", year=year, notes=(note,)) for day in group
    ]


def _each(text: str) -> list[list[Day]]:
    """Days of every month and of every quarter; the latter as the four days they are."""
    return [
        [_of_quarter(found, end) for end in QUARTERS] if found["which"]
        else [Day(found.start(), found.end(), clean(found[0]))]
        for found in _EACH.finditer(text)
    ]  # fmt: skip


def _of_quarter(found: re.Match[str], end: int) -> Day:
    later = _MONTH_OF_QUARTER.get(found["which"].lower(), 0) + 3 * bool(found["after"])
    month = (end + later - 1) % 12 + 1
    lead = f"{found['lead']} ngày" if found["lead"] else "ngày"
    note = Message("IMPORT_124", {"words": clean(found[0])})
    return Day(found.start(), found.end(), f"{lead} {found['d']}/{month}", month, end, notes=(note,))
