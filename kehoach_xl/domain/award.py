"""The shortlist for commendation (khen thưởng): a stated rule, to help a person decide.

An agency is listed that had tasks due in the period, finished at least so many per cent of them in time, has none
overdue, and handed in on time at least so many per cent of the forms by which it may be judged by then
(:func:`kehoach_xl.domain.lateness.asked`). The thresholds are hers to set; who is commended is decided under Luật Thi
đua, khen thưởng 2022, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kehoach_xl.domain.lateness import OVERDUE, Handed
from kehoach_xl.domain.status import counts_when_due

if TYPE_CHECKING:
    import pandas as pd

IN_TIME = "Hoàn thành đúng hạn"


@dataclass(frozen=True, slots=True)
class Rule:
    """The two thresholds, in per cent."""

    finished: float = 80.0
    handed_in: float = 100.0


@dataclass(frozen=True, slots=True)
class Award:
    """One agency of the shortlist: its due tasks and those finished in time, its forms and those on time."""

    agency: str
    due: int
    in_time: int
    forms: int
    on_time: int

    @property
    def rate(self) -> float:
        return self.in_time / self.due


def threshold(typed: float | None, default: float) -> float:
    """A per cent as typed; what is no number from 0 to 100 counts as the usual one."""
    return default if typed is None or not 0 <= typed <= 100 else float(typed)


def shortlist(reports: pd.DataFrame, forms: Mapping[str, Handed], rule: Rule) -> list[Award]:
    """The agencies of one period's ``reports`` (agency, class, due) that meet the rule, the best first; of equal ones
    in the order of ``forms``."""
    found = []
    for agency, handed in forms.items():
        mine = reports[reports["agency"] == agency]
        asked = mine[mine["due"].astype(bool) & mine["class"].map(counts_when_due).astype(bool)]
        in_time = int((asked["class"] == IN_TIME).sum())
        one = Award(agency, len(asked), in_time, handed.sent, handed.on_time)
        overdue = bool(mine["class"].isin(OVERDUE).any())
        if one.due and one.forms and not overdue and _meets(one, rule):
            found.append(one)
    return sorted(found, key=lambda one: (-round(one.rate, 3), -one.in_time))


def _meets(one: Award, rule: Rule) -> bool:
    # Whole numbers on both sides: 2/3 must not fail a threshold of two thirds by a rounding.
    return one.in_time * 100 >= rule.finished * one.due and one.on_time * 100 >= rule.handed_in * one.forms
