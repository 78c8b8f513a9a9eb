"""Working days: Monday to Friday, without the statutory days off, with the Saturdays worked instead.

Days off are those of khoản 1 Điều 112 Bộ luật Lao động 2019; one that falls on a weekly day off gives the next working
day off (khoản 3 Điều 111). Which days of Tết, which neighbour of 2/9 and which days are swapped is announced year by
year, so for years after ``ANNOUNCED_TO`` these are a forecast and say so. A master carries the rows from the day it
is built; from then on what stands in its sheet `Thiết lập` is the truth, and nothing here is asked again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kehoach_xl.domain.text import fold

OFF, MADE_UP = "Nghỉ", "Làm bù"
SATURDAY = 5

ANNOUNCED_TO = 2026
LAW = "Khoản 1 Điều 112 Bộ luật Lao động 2019"
INSTEAD = "Khoản 3 Điều 111 Bộ luật Lao động 2019"
FORECAST = "dự kiến"
LUNAR_NEW_YEAR, NATIONAL_DAY = "Tết Âm lịch", "Quốc khánh (2/9 và một ngày liền kề)"

# Swapped days (day off, Saturday worked) with where they were announced; the library knows them late or not at all.
SWAPS: Mapping[date, tuple[date, str]] = {
    date(2024, 4, 29): (date(2024, 5, 4), "Công văn số 2450/VPCP-KGVX năm 2024"),
    date(2025, 5, 2): (date(2025, 4, 26), "Thông báo số 6150/TB-BLĐTBXH năm 2024"),
    date(2026, 1, 2): (date(2026, 1, 10), "Thông báo của Bộ Nội vụ ngày 25/12/2025"),
    date(2026, 8, 31): (date(2026, 8, 22), "Thông báo lịch nghỉ lễ năm 2026 của Bộ Nội vụ"),
}
_SWAPPED = re.compile(r"thay cho ngày ([0-9]{2})/([0-9]{2})/([0-9]{4})")

# What the library calls a day, and what the law does; Tết last, since the other name has the word too.
_CULTURE = "Nghị quyết số 80-NQ/TW năm 2026; đối chiếu luật"
_NAMES = (
    ("Tết Dương lịch", "Tết Dương lịch", LAW),
    ("Giỗ Tổ", "Giỗ Tổ Hùng Vương (10/3 âm lịch)", LAW),
    ("Chiến thắng", "Ngày Chiến thắng (30/4)", LAW),
    ("Lao động", "Ngày Quốc tế lao động (1/5)", LAW),
    ("Quốc khánh", NATIONAL_DAY, LAW),
    ("Văn hóa Việt Nam", "Ngày Văn hóa Việt Nam (24/11)", _CULTURE),
    ("Tết", LUNAR_NEW_YEAR, LAW),
    ("Mùng", LUNAR_NEW_YEAR, LAW),
)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day that is not what its weekday says: ``kind`` is «Nghỉ» or «Làm bù»."""

    day: date
    kind: str
    name: str
    source: str


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. Empty, it knows the weekends only."""

    off: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[date, str]]) -> "Calendar":
        """The calendar of (day, kind) rows; a kind that is not «Làm bù» is a day off."""
        kinds = [(day, fold(kind) == fold(MADE_UP)) for day, kind in rows]
        return cls(
            frozenset(day for day, worked in kinds if not worked), frozenset(day for day, worked in kinds if worked)
        )

    def is_working(self, day: date) -> bool:
        """Whether a day is worked; a day worked instead wins over everything."""
        return day in self.made_up or (day.weekday() < SATURDAY and day not in self.off)

    def next_working(self, day: date) -> date:
        """The day itself when it is worked, else the first that is after it: a time limit whose last day is a day
        off ends with the next working day (khoản 5 Điều 148 Bộ luật Dân sự 2015).

        >>> Calendar().next_working(date(2025, 6, 14))
        datetime.date(2025, 6, 16)
        """
        while not self.is_working(day):
            day += timedelta(days=1)
        return day


def statutory(first_year: int, last_year: int) -> list[DayRow]:
    """Days off and days worked instead of these years, in order, without those that are a weekend anyway; for
    building a master, never asked afterwards.

    The days come from the library `holidays`, imported here because nothing else needs it.
    """
    import holidays

    swaps = dict(SWAPS)
    rows: dict[date, DayRow] = {}
    for year in range(first_year, last_year + 1):
        for day, name in holidays.country_holidays("VN", years=year, language="vi").items():
            if match := _SWAPPED.search(name):
                worked = date(int(match[3]), int(match[2]), int(match[1]))
                swaps.setdefault(day, (worked, f"Thông báo lịch nghỉ lễ năm {year}"))
            elif day.weekday() < SATURDAY:
                rows[day] = _row(day, name)
    for day, (worked, source) in swaps.items():
        if first_year <= day.year <= last_year:
            rows[day] = DayRow(day, OFF, f"Nghỉ hoán đổi, làm bù ngày {worked:%d/%m/%Y}", source)
            rows[worked] = DayRow(worked, MADE_UP, f"Làm bù cho ngày {day:%d/%m/%Y}", source)
    return [rows[day] for day in sorted(rows)]


def _row(day: date, library_name: str) -> DayRow:
    """One day of the library in the words of the law; a name the law does not have stays the library's."""
    folded = fold(library_name)
    known = ((said, source) for part, said, source in _NAMES if fold(part) in folded)
    said, source = next(known, (library_name, "Thư viện holidays"))
    forecast = day.year > ANNOUNCED_TO and said in (LUNAR_NEW_YEAR, NATIONAL_DAY)
    if fold("nghỉ bù") in folded:
        said, source = f"Nghỉ bù {said}", INSTEAD
    return DayRow(day, OFF, said, f"{source}; {FORECAST}" if forecast else source)
