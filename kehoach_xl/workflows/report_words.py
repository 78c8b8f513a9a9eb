"""Pieces of sentences that reports in Word say figures with; every count has its denominator, and a zero one is
words."""

from collections.abc import Iterable, Mapping
from typing import Any

from kehoach_xl.domain.status import NOT_REPORTED
from kehoach_xl.domain.summary import change
from kehoach_xl.domain.text import clean
from kehoach_xl.domain.values import shown
from kehoach_xl.sheets.formulas import NONE_DUE

Totals = Mapping[str, Any]
ENDS = (".", "!", "?", "…", ":", ";", ",")
NOBODY_NAMED = "Chưa xác định cơ quan báo cáo"


def percent(totals: Totals) -> str:
    """«42,9%», or that nothing is due."""
    return NONE_DUE if totals["rate"] is None else f"{shown(round(totals['rate'] * 100, 1))}%"


def judged(totals: Totals) -> str:
    """«hoàn thành 3/7 nhiệm vụ đến hạn, đạt 42,9%», or that of so many tasks none is due."""
    if totals["rate"] is None:
        return f"{NONE_DUE} (0/{totals['count']} nhiệm vụ)"
    return f"hoàn thành {totals['done']}/{totals['due']} nhiệm vụ đến hạn, đạt {percent(totals)}"


def moved(now: Totals, before: Totals | None) -> str:
    """The change against the totals of the period before; only where both have a denominator is a rate compared."""
    by = change(now, before)
    done = _more(by["done"], "nhiệm vụ đến hạn đã hoàn thành") or "số nhiệm vụ đến hạn đã hoàn thành không thay đổi"
    if by["points"] is None:
        return f"{done}, chưa so sánh được tỷ lệ vì có kỳ {NONE_DUE}"
    points = round(float(by["points"]), 1)  # type: ignore[arg-type]
    return f"{done}, tỷ lệ {_more(points, 'điểm phần trăm') or 'không thay đổi'}"


def classes(totals: Totals) -> str:
    """«Hoàn thành đúng hạn 3/35; Đang thực hiện trong hạn 12/35 …», of each class that has any; '' of no tasks."""
    given = [(name, number) for name, number in totals["classes"].items() if number]
    return "; ".join(f"{name} {number}/{totals['count']}" for name, number in reversed(given))


def reported(totals: Totals) -> int:
    """How many of the tasks somebody reported."""
    return int(totals["count"]) - int(totals["classes"][NOT_REPORTED])


def lines(text: Any) -> list[str]:
    """What somebody typed, a paragraph for each of its lines."""
    return [line for part in str(text or "").split("\n") if (line := clean(part))]


def listed(names: Iterable[str]) -> str:
    return "; ".join(names)


def stopped(text: str) -> str:
    """A text as it ends inside a sentence: without a stop of its own."""
    return text.rstrip(" .;,")


def ended(text: str) -> str:
    """A paragraph as it ends: with a stop, unless it has a sign of its own."""
    return text if text.endswith(ENDS) else f"{text}."


def _more(number: Any, what: str) -> str:
    """«tăng 3 …», «giảm 3 …», '' for no change."""
    if not number:
        return ""
    return f"{'tăng' if number > 0 else 'giảm'} {shown(abs(number))} {what}"
