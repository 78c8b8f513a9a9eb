"""Two plans held against each other, statement by statement, with names instead of codes of a register.

By nature not the same: the id of the plan and its short name, the short names of components, the notes on oddities of
the source, where a result, a figure or a deadline was said (a figure is numbered by its place in the document it is
read from), and who reports instead of a lead (the document does not print it). A committee's name is one with its short
form (UBND); the title over an appendix may be broken into lines anywhere. A scale is left out where it is the
framework's own. A group that a component was put in in the baseline year goes with the score and rank of that year,
wherever they are kept.
"""

from collections.abc import Iterable, Mapping

from kehoach_xl.domain.framework import framework
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan_template import PlanTemplate
from kehoach_xl.domain.text import clean, fold

Said = dict[str, object]


def differences(expected: PlanTemplate, read: PlanTemplate) -> list[str]:
    """What the second plan says otherwise, or does not say, or says besides."""
    one, other = statements(expected), statements(read)
    keys = [*one, *(key for key in other if key not in one)]
    nothing = "(không có)"
    return [
        f"{key}: {one.get(key, nothing)!r} ≠ {other.get(key, nothing)!r}"
        for key in keys
        if one.get(key, nothing) != other.get(key, nothing)
    ]


def statements(template: PlanTemplate) -> Said:
    """Everything a plan says, a line each."""
    plan, said = template.plan, {}
    said["title"] = fold(plan.title)
    said["issuer"] = fold(plan.issuer).replace(fold("Ủy ban nhân dân"), fold("UBND"))
    said["coordinator"] = template.register.name(plan.coordinator)
    said["number, date, framework"] = (plan.number, plan.dated, plan.framework)
    said["years"] = (plan.baseline_year, plan.target_year, plan.horizon_year)
    said["heading"] = clean(" ".join(template.heading))
    said["order"] = tuple(one.code for one in (*plan.components, *plan.tasks))
    for one in plan.components:
        said[f"component {one.code}"] = (one.kind, one.name, _standing(one.baseline), _goal(one.goal))
    for task in plan.tasks:
        said[f"task {task.code} content"] = (task.component, clean(task.content))
        said[f"task {task.code} leads"] = _names(template, task.leads)
        said[f"task {task.code} coordinators"] = _names(template, task.coordinators)
        said[f"task {task.code} timeframe"] = clean(task.timeframe_text)
    said["goals"] = sorted(((goal.year, *_goal(goal)) for goal in template.goals), key=str)
    for number, figure in enumerate(template.figures, 1):
        leads = _names(template, figure.leads)
        said[f"figure {number}"] = (clean(figure.name), str(figure.limit), figure.year, leads)
    for row in template.deadlines:
        said[f"deadline {row.part}"] = (clean(row.deadline), clean(row.report_by))
    return said | _results(template)


def _results(template: PlanTemplate) -> Said:
    """The whole and every component by year: score, rank, of how many, group."""
    plan, rules, said = template.plan, framework(template.plan.framework), {}
    names = {one.code: one.name for one in plan.components} | {"": ""}
    known = {("", plan.baseline_year): template.overall}
    known |= {(one.code, plan.baseline_year): one.baseline for one in plan.indices}
    own: Mapping[tuple[str, float], Standing] = known
    whole = ("", plan.baseline_year)
    if _standing(template.overall) != (None, None, None):
        said[f"result {whole}"] = {"standing": _standing(template.overall), "group": "", "scale": None}
    for one in template.history:
        name = "" if fold(one.name) == fold(names.get(one.code, "")) else clean(one.name)
        standing = (one.score, one.rank, one.of)
        if not name and (one.code, one.year) in own:
            kept = _standing(own[one.code, int(one.year)])
            standing = tuple(a if a is not None else b for a, b in zip(standing, kept, strict=True))
        key = f"result {(one.code, int(one.year))}" + (f" {name}" if name else "")
        usual = rules.max_score if one.code else rules.total_max
        scale = None if one.max_score == usual else one.max_score
        said[key] = {"standing": standing, "group": fold(one.group), "scale": scale}
    return said


def _standing(standing: Standing) -> tuple[float | None, int | None, int | None]:
    return standing.score, standing.rank, standing.of


def _goal(goal: Goal) -> tuple[float | None, int | None, int | None, int | None]:
    return goal.score, goal.rank_from, goal.rank_to, goal.of


def _names(template: PlanTemplate, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(template.register.name(code) for code in codes)
