"""The gap to the goal per component and in total, and the years, goals and trials of `Chỉ số`, for the reports."""

from collections.abc import Mapping
from dataclasses import dataclass

from kehoach_xl.domain.framework import TOTAL
from kehoach_xl.domain.gap import Gap, Goal, Standing, gap
from kehoach_xl.domain.outlook import Indexed, Outlook
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.indices import component_of, outlook_of, typed_of, whole_of
from kehoach_xl.sheets.periods import PeriodRow


@dataclass(frozen=True)
class IndexLine:
    """One line of the target gap: a component, or the whole index."""

    code: str
    name: str
    baseline: Standing
    goal: Goal
    actual: Standing | None
    gap: Gap


def indices_of(desk: Desk, listed: PeriodRow | None) -> list[IndexLine]:
    """A line for each of the sheet's: the gap to the goal in force in a period (as the sheet says where none is in
    view), and of the whole index by the framework's rule and the goal that stands among the goals."""
    goals, parts, lines = _in_force(desk, listed), [], []
    for row in desk.table("indices").rows:
        if row.text("id") == TOTAL:
            lines.append(_line(whole_of(desk, typed_of(desk), parts)))
        else:
            parts.append(component_of(desk, row, goals))
            lines.append(_line(parts[-1]))
    return lines


def outlook(desk: Desk, listed: PeriodRow | None, components: Mapping[str, Mapping[str, object]]) -> Outlook:
    """Everything below the main table; ``components`` are the totals of the period's tasks by code of component."""
    tasks = {code: (int(totals["done"]), int(totals["due"])) for code, totals in components.items()}  # type: ignore[call-overload]
    return outlook_of(desk, _in_force(desk, listed), tasks)


def _in_force(desk: Desk, listed: PeriodRow | None) -> dict[str, Goal]:
    """The goals that documents changed, as they stood in a period, by the id of the component."""
    if listed is None:
        return {}
    amended = {one.target for one in desk.ledger.amendments}
    return {c.id: c.goal for c in desk.plan_in(listed.period).components if c.id in amended}


def _line(one: Indexed) -> IndexLine:
    known = one.actual if one.actual.score is not None or one.actual.rank is not None else None
    return IndexLine(one.code, one.name, one.baseline, one.goal, known, gap(one.baseline, one.goal, known))
