"""A calendar day as people write it in a document or a cell.

The order is day, month, year (Vietnamese practice; Nghị định 30/2020/NĐ-CP writes «ngày … tháng … năm …»),
or year first (ISO 8601). Only days of the years 2000–2100 are believed: plans and their evidence lie there,
and a slip of the finger («0205») or a number that is not a date falls outside.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from kehoach_xl.domain.text import fold

VIETNAM = timezone(timedelta(hours=7))
"""The clock every day and moment is told by."""

FIRST_YEAR, LAST_YEAR, FIRST_SHORT_YEAR = 2000, 2100, 20

_DAY = r"(?P<d>[0-9]{1,2})"
_MONTH = r"(?P<m>[0-9]{1,2})"
_YEAR = r"(?P<y>[0-9]{4})"
_TIME = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[ap]m)?)?"
_SHORT = r"(?P<yy>[0-9]{2})"
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(rf"(?:ngày )?{_DAY} ?[-/.] ?{_MONTH} ?[-/.] ?(?:{_YEAR}|{_SHORT}){_TIME}")
_SHAPES = (
    _DAY_FIRST,
    re.compile(rf"(?:ngày )?{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}{_TIME}"),
    re.compile(rf"(?:ngày )?{_DAY}(?: tháng |[-/. ]thg ?){_MONTH}(?:,? năm |, ?|[-/. ]){_YEAR}"),
    re.compile(rf"{_DAY}[- ](?P<name>{'|'.join(_MONTH_NAMES)})[a-z]*[-, ]{{1,2}}(?:{_YEAR}|{_SHORT})"),
)
_YEARLESS = re.compile(rf"(?:ngày )?{_DAY}(?:[-/.]| tháng ){_MONTH}")
_DAYLESS = re.compile(rf"(?:tháng )?{_MONTH}[-/.]{_YEAR}")


@dataclass(frozen=True, slots=True)
class Written:
    """What a text says as a day: ``day`` when it is one, else ``code`` tells why not.

    ``note`` is set when the day is certain but not written as expected (month first, two-digit year).
    """

    day: date | None
    code: str = ""
    note: str = ""


def read_text(text: str) -> Written:
    """The day a text says.

    Month first is believed only where day first is impossible («11/25/2025»). Two digits of a year are
    believed from 20 (2020) on: «05/11/25» is 5 November 2025, «25-11-05» might be written year first.
    Codes: ``VALUE_020`` not a date, ``VALUE_021`` no such day, ``VALUE_022`` year outside 2000–2100,
    ``VALUE_023`` day, month or year is missing, ``VALUE_026`` two digits of a year before 20;
    notes: ``VALUE_024`` month first, ``VALUE_025`` two-digit year.
    """
    folded = fold(text).strip(" .;,")
    found = next((m for shape in _SHAPES if (m := shape.fullmatch(folded))), None)
    if found is None:
        partial = _YEARLESS.fullmatch(folded) or _DAYLESS.fullmatch(folded)
        return Written(None, "VALUE_023" if partial else "VALUE_020")
    parts = found.groupdict()
    short = parts.get("yy")
    if short and int(short) < FIRST_SHORT_YEAR:
        return Written(None, "VALUE_026")
    year = 2000 + int(short) if short else int(parts["y"])
    month = _MONTH_NAMES.index(parts["name"]) + 1 if parts.get("name") else int(parts["m"])
    day, note = int(parts["d"]), "VALUE_025" if short else ""
    written = _believable(year, month, day, note)
    if written.code == "VALUE_021" and found.re is _DAY_FIRST:
        swapped = _believable(year, day, month, "VALUE_024")
        return swapped if swapped.day else written
    return written


def read_day_and_month(text: str) -> tuple[int, int] | None:
    """(month, day) of a day written without its year («15/11», «ngày 05 tháng 11»), else ``None``.

    A day that exists in leap years only counts as existing.
    """
    found = _YEARLESS.fullmatch(fold(text).strip(" .;,"))
    if found is None or _believable(2024, int(found["m"]), int(found["d"])).day is None:
        return None
    return int(found["m"]), int(found["d"])


def read_serial(serial: float, date1904: bool = False) -> Written:
    """The day of a spreadsheet's serial number; the time of day is dropped.

    1900 system: 61 is 1 March 1900 (smaller numbers, where the system holds a day that never was, are far
    outside the believed years). 1904 system: 0 is 1 January 1904.
    """
    epoch = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    if not 0 <= serial < 100_000:
        return Written(None, "VALUE_022")
    day = epoch + timedelta(days=int(serial))
    return Written(day) if FIRST_YEAR <= day.year <= LAST_YEAR else Written(None, "VALUE_022")


def moment(serial: float, date1904: bool = False) -> datetime | None:
    """The moment of a serial number to the second, in any year that a sheet knows; None outside."""
    if not 0 <= serial < 2_958_466:  # 1 January 10000
        return None
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)
    try:
        return epoch + timedelta(seconds=round(serial * 86_400))
    except OverflowError:  # the last four years of the 1904 system
        return None


def _believable(year: int, month: int, day: int, note: str = "") -> Written:
    try:
        found = date(year, month, day)
    except ValueError:
        return Written(None, "VALUE_021")
    return Written(found, note=note) if FIRST_YEAR <= year <= LAST_YEAR else Written(None, "VALUE_022")
