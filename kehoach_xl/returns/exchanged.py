"""Days whose month and day an English Excel may have exchanged."""

from datetime import date, timedelta
from functools import lru_cache

from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message


def has_other(day: date) -> bool:
    """Whether another day has its month and day exchanged."""
    return day.day <= 12 and day.day != day.month


@lru_cache(maxsize=1 << 12)  # few days stand in many forms, and files of a period are saved on few
def swapped(day: date, saved: date | None) -> Message | None:
    """Why nobody can say which day was typed: an English Excel made this one of another, for it lies after the file was
    saved and that one does not: it reads «05/11» as 11 May."""
    if saved is None or day <= saved + timedelta(days=1) or not has_other(day):
        return None
    other = date(day.year, day.day, day.month)
    if other > saved + timedelta(days=1):
        return None
    return Message("RETURN_025", {"first": shown(day), "second": shown(other), "saved": shown(saved)})
