"""`Chỉ số`: what every formula must give, from the raw cells through the domain's figures.

The wording of verdicts and the rounding for show are written down here a second time, on purpose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kehoach_xl.building import index_figures, index_goals, index_history, index_path, index_trial
from kehoach_xl.building.index_rows import (
    CHANGE,
    CODE,
    GOALS_USED,
    HIDDEN,
    MAIN_USED,
    MORE_FIGURES,
    NAME,
    NOTE,
    IndexRows,
    rows_of,
    year_column,
)
from kehoach_xl.domain.aims import NO_RESULT, OTHER_TOTAL, REACHED, AimStanding, Verdict, goal_of
from kehoach_xl.domain.gap import Standing, position
from kehoach_xl.domain.history import WINDOW, Track, remark
from kehoach_xl.domain.outlook import Indexed, Outlook
from kehoach_xl.domain.priority import MOST_SHARE, Need
from kehoach_xl.domain.rank_path import Step
from kehoach_xl.domain.rounding import half_up
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.indices import outlook_of, typed_of
from kehoach_xl.sheets.indices import rows_of as read_rows
from kehoach_xl.sheets.layout import tables
from tests.figures.world import World, number, text

MISSING, NONE_DUE, DASH = "không có", "chưa có nhiệm vụ đến hạn", "–"
WHOLE = "Toàn bộ chỉ số"
Cells = dict[str, Any]


def expected(world: World) -> Cells:
    """Every formula cell of the sheet."""
    desk = world.desk
    plan, typed = desk.plan, typed_of(desk)
    prepared = desk.table("figures")
    rows, tasks = rows_of(plan, prepared.last - prepared.first + 1 - MORE_FIGURES), tasks_of(world)
    read = read_rows(desk, typed, {}, tasks)
    outlook = outlook_of(desk, None, tasks)
    tracks = [
        Track(one.code, one.name, one.baseline, one.actual,
              tuple(r for r in typed.results if r.code.casefold() == one.code.casefold()))
        for one in read
    ]  # fmt: skip
    found: Cells = {}
    for place, one in enumerate(read):
        found |= main(rows, place, one, outlook, plan)
        found |= matrix(rows, place, tracks[place], outlook, world)
        found |= trial(rows, place, outlook, plan.target_year)
    for place in range(rows.components):
        found |= priority(rows, place, read, outlook, world)
    found |= thresholds(rows, outlook)
    for place in range(WINDOW):
        found[at(year_column(place), rows.year_heads)] = outlook.years[place] if place < len(outlook.years) else DASH
    for place in range(tables()["goals"].spare):
        aim = outlook.aims[place] if place < len(outlook.aims) else None
        found |= goal(rows.goals + place, aim, typed, world)
    for step in outlook.path.steps:
        found |= path(rows.path + step.year - plan.baseline_year, step, typed, world)
    for row in range(rows.figures, rows.figures_last + 1):
        found |= figure(row, world)
    found[at(CODE, rows.pace)] = pace(outlook, typed.assumed_of)
    found[at(HIDDEN, rows.assumed)] = given(typed.assumed_of)
    return found


def figure(row: int, world: World) -> Cells:
    """One line of the goals in numbers, from its raw cells."""
    layout = tables()["figures"]
    raw = next((line.cells for line in world.desk.table("figures").rows if line.row == row), {})
    op, unit = text(raw.get("op")).strip() or "≥", text(raw.get("unit")).strip()
    limit, upper, result = (number(raw.get(name)) for name in ("limit", "upper", "result"))
    low = limit if op in ("≥", ">", "–") else None
    high = limit if op in ("≤", "<") else None
    if op == "–" and None not in (limit, upper) and upper >= limit:
        high = upper
    has_limit = None not in (low, high) if op == "–" else (low, high) != (None, None)
    lacks = None
    if has_limit and result is not None:
        lacks = round(max(0.0 if low is None else low - result, 0.0 if high is None else result - high, 0.0), 8)
    cells = {index_figures.OP: op, index_figures.LOW: given(low), index_figures.HIGH: given(high),
             index_figures.LACKS: given(lacks)}  # fmt: skip
    used = any(text(raw.get(name)) for name in ("name", "year", "op", "limit", "upper", "unit", "result"))
    says = ""
    if used and not has_limit:
        says = "? Chưa ghi mức"
    elif used and result is None:
        says = "? Kết quả không phải là số" if text(raw.get("result")).strip() else "○ Chưa có số liệu"
    elif used:
        points = "điểm %" if unit == "%" else unit
        side = "còn" if low is not None and result < low else "vượt"
        missed = f"► Chưa đạt, {side} {plain(lacks)} {points}".rstrip()
        equal = {">": "phải trên", "<": "phải dưới"}.get(op) if result == limit else None
        strict = f"► Chưa đạt, {equal} {plain(limit)} {unit}".rstrip()
        says = missed if lacks else strict if equal else "● Đạt"
    return put(row, cells | {layout.at("verdict"): says})


def plain(value: float) -> str:
    return f"{value:.8f}".rstrip("0").rstrip(".").replace(".", ",")


def tasks_of(world: World) -> dict[str, tuple[int, int]]:
    """Done and due among the tasks of the period in view, by component, as `Phụ lục` shows them."""
    lines = world.tasks(world.current)
    asked = lines[(lines["due"] == 1) & (lines["klass"] != "Không còn phù hợp")]
    by = asked.groupby(asked["component"].map(text))
    return {code: (sum(one.startswith("Hoàn thành") for one in group["klass"]), len(group)) for code, group in by}


def at(column: int, row: int) -> str:
    return f"{column_letters(column)}{row}"


def put(row: int, cells: Mapping[int, Any]) -> Cells:
    return {at(column, row): value for column, value in cells.items()}


def two(value: float | None, otherwise: Any = MISSING) -> Any:
    return otherwise if value is None else half_up(value, 2)


def given(value: float | None, otherwise: Any = "") -> Any:
    return otherwise if value is None else value


# -- I: the main table --------------------------------------------------------------------------------------------


def main(rows: IndexRows, place: int, one: Indexed, outlook: Outlook, plan: Any) -> Cells:
    layout, years = tables()["indices"], outlook.history[place]
    base, goal_, actual = one.baseline.score, one.goal.score, one.actual.score
    latest = base if actual is None else actual
    known = goal_ is not None and latest is not None
    covered = None
    if None not in (base, goal_, actual) and goal_ != base:
        covered = half_up((actual - base) / (goal_ - base) * 100, 1)  # type: ignore[operator]
    left = plan.target_year - plan.baseline_year
    needs = known and actual is None and left > 0
    whole = place == rows.components
    figures = {
        "gap": two(goal_ - latest) if known else MISSING,  # type: ignore[operator]
        "covered": MISSING if covered is None else covered,
        "pace": two(max(goal_ - base, 0) / left) if needs else MISSING,  # type: ignore[operator]
        "pace_horizon": two(years.pace), "place": two(position(one.baseline.rank, one.baseline.of)),
        "goal_place": two(position(one.goal.rank_to, one.goal.of)),
        "actual_place": two(position(one.actual.rank, one.actual.of)),
        "done": f"{one.done}/{one.due}" if one.due else NONE_DUE,
        "due_count": one.due, "done_count": one.done, "horizon_goal": given(years.far_goal, MISSING),
        "latest": given(years.latest), "latest_year": given(years.latest_year),
    }  # fmt: skip
    if whole:
        figures |= {
            "score": given(base, MISSING), "goal_score": given(goal_, MISSING), "actual_score": given(actual, MISSING),
            "goal_rank": given(one.goal.rank_to), "goal_of": given(one.goal.of),
        }  # fmt: skip
    found = put(rows.main + place, {layout.at(field): value for field, value in figures.items()})
    sides = {"": one.baseline, "goal_": Standing(goal_, None, one.goal.rank_to, one.goal.of), "actual_": one.actual}
    found |= put(rows.main + place, {
        at_: given(getattr(sides[field.removesuffix(what)], what)) for field, at_ in MAIN_USED.items()
        for what in (field.split("_")[-1],)
    })  # fmt: skip
    return found if whole else found | order(rows, place, one, outlook)


def need_of(one: Indexed) -> Need:
    latest = one.baseline.score if one.actual.score is None else one.actual.score
    missing = None if one.goal.score is None or latest is None else half_up(one.goal.score - latest, 2)
    return Need(one.code, one.name, one.done, one.due, missing, one.goal.score)


def order(rows: IndexRows, place: int, one: Indexed, outlook: Outlook) -> Cells:
    """The hidden cells by which the components are ranked."""
    need = need_of(one)
    level = need.level(outlook.low, outlook.large)
    key = level * 100 + min(need.share or 0, MOST_SHARE) * 10 - (place + 1) / 1_000_000
    return put(rows.main + place, {
        index_trial.RATE: given(need.rate), index_trial.SHARE: given(need.share), index_trial.LEVEL: level,
        index_trial.KEY: key,
    })  # fmt: skip


# -- II: the years ------------------------------------------------------------------------------------------------


def matrix(rows: IndexRows, place: int, track: Track, outlook: Outlook, world: World) -> Cells:
    row, line = rows.matrix + place, outlook.history[place]
    whole = place == rows.components
    found = {} if whole else {at(CODE, row): track.code, at(NAME, row): track.name}
    entries = world.frame("history").to_dict("records")
    for number_ in range(WINDOW):
        column = year_column(number_)
        year = outlook.years[number_] if number_ < len(outlook.years) else None
        result = line.results[number_] if year is not None else None
        found |= put(row, {
            column: given(result.score) if result else "", column + 1: given(result.rank) if result else "",
            column + 2: given(result.of) if result else "",
            index_history.LINES + number_: entry(entries, year, track.code) if year is not None else 0,
            index_history.NAMES + number_: old_name(track, year, WHOLE if whole else track.name),
        })  # fmt: skip
    found[at(CHANGE, row)] = two(line.change, "")
    said = line.remark if not whole else remark_of_whole(track, outlook.years)
    found[at(NOTE, row)] = said
    found[at(index_history.SAID, row)] = f"{said}; " if said else ""
    return found


def old_name(track: Track, year: float | None, now: str) -> str:
    entry_ = track.entry(year) if year is not None else None
    return entry_.name if entry_ and entry_.name.casefold() != now.casefold() else ""


def remark_of_whole(track: Track, years: tuple[float, ...]) -> str:
    """The sheet calls the whole by its own words."""
    return remark(replace(track, name=WHOLE), years)


def entry(lines: list[Mapping[str, Any]], year: float, code: str) -> int:
    """The place, from 1, of the last line about a year and a component; 0 for none."""
    hits = [
        place for place, line in enumerate(lines, 1)
        if number(line["year"]) == year and text(line["code"]).casefold() == code.casefold()
    ]  # fmt: skip
    return max(hits, default=0)


# -- III: goals ---------------------------------------------------------------------------------------------------


def goal(row: int, one: AimStanding | None, typed: Any, world: World) -> Cells:
    layout = tables()["goals"]
    columns = (
        index_goals.POSITION, index_goals.LINE, index_goals.SCORE, index_goals.RANK, index_goals.OF,
        index_goals.NEWEST_RANK, index_goals.NEWEST_OF, index_goals.RANK_YEAR, index_goals.NEWEST_SCORE,
        index_goals.SCORE_YEAR, index_goals.ENOUGH, index_goals.AMONG, index_goals.PLACE, index_goals.LATEST,
        index_goals.WORTH, index_goals.TO_GO, index_goals.BY_SCORE, index_goals.BY_RANK,
    )  # fmt: skip
    blank = dict.fromkeys((*columns, *GOALS_USED.values()), "")
    blank |= {index_goals.POSITION: 0, index_goals.LINE: 0, layout.at("title"): ""}
    if one is None:
        return put(row, blank)
    raw = next((line.cells for line in world.desk.table("goals").rows if line.row == row), {})
    blank |= {column: given(getattr(one.aim, field)) for field, column in GOALS_USED.items()}
    if one.track is None:
        asked = ("year", "code", "score", "rank_from", "rank_to", "of")
        is_used = any(raw.get(field) is not None for field in asked)
        said = "(năm chưa đọc được)" if one.aim.year is None else "(không có chỉ số này)"
        return put(row, blank | {layout.at("title"): said if is_used else ""})
    aim, track = one.aim, one.track
    rank, of = track.place(aim.year or 0)
    among = aim.of if aim.of is not None else typed.assumed_of
    names = {line.text("code"): line.text("name") for line in world.desk.table("trials").rows}
    codes = [line.text("code") for line in world.desk.table("indices").rows]
    entries = world.frame("history").to_dict("records")
    return put(row, blank | {
        layout.at("title"): names[track.code] if track.code else WHOLE,
        index_goals.POSITION: codes.index(track.code) + 1, index_goals.LINE: entry(entries, aim.year or 0, aim.code),
        index_goals.SCORE: given(track.score(aim.year or 0)), index_goals.RANK: given(rank), index_goals.OF: given(of),
        index_goals.NEWEST_RANK: given(one.rank), index_goals.NEWEST_OF: given(one.of),
        index_goals.RANK_YEAR: given(one.rank_year), index_goals.NEWEST_SCORE: given(one.score),
        index_goals.SCORE_YEAR: given(one.score_year), index_goals.ENOUGH: given(aim.enough),
        index_goals.AMONG: given(among), index_goals.PLACE: given(one.place), index_goals.LATEST: newest(one),
        index_goals.WORTH: given(one.worth), index_goals.TO_GO: given(one.places_to_go),
        index_goals.BY_SCORE: verdict(one.by_score, 2, "điểm"), index_goals.BY_RANK: verdict(one.by_rank, 0, "bậc"),
    })  # fmt: skip


def newest(one: AimStanding) -> str:
    parts = []
    if one.aim.enough is not None and one.rank is not None:
        parts.append(f"{one.rank:g}{'' if one.of is None else f'/{one.of:g}'} ({one.rank_year:g})")
    if one.aim.score is not None and one.score is not None:
        parts.append(f"{comma(one.score, 2)} ({one.score_year:g})")
    return "; ".join(parts)


def comma(value: float, digits: int) -> str:
    return f"{half_up(value, digits):.{digits}f}".replace(".", ",")


def verdict(one: Verdict | None, digits: int, unit: str) -> str:
    if one is None:
        return ""
    fixed = {REACHED: "● Đạt", NO_RESULT: "○ Chưa có kết quả", OTHER_TOTAL: "? Khác tổng số"}
    return fixed.get(one.state) or f"► Còn {comma(one.missing or 0, digits)} {unit}"


# -- IV and V: trials, priority --------------------------------------------------------------------------------------


def trial(rows: IndexRows, place: int, outlook: Outlook, target: int) -> Cells:
    layout, one = tables()["trials"], outlook.trials[place]
    whole = place == rows.components
    some = any(line.trial is not None for line in outlook.trials[:-1])
    tries = some if whole else one.trial is not None
    says = "? Chưa đủ số liệu" if tries else DASH
    if one.gap is not None:
        says = f"● Đạt mục tiêu năm {target}" if half_up(one.gap, 2) <= 0 else f"► Chưa đạt mục tiêu năm {target}"
    figures = {
        "latest": given(one.latest, DASH), "year": given(one.year, DASH), "change": two(one.change, DASH),
        "goal": given(one.goal, DASH), "gap_before": two(one.gap_before, DASH), "gap": two(one.gap, DASH),
        "covered_before": share(one.covered_before), "covered": share(one.covered),
        "pace_before": two(one.pace_before, DASH), "pace": two(one.pace, DASH),
    }  # fmt: skip
    found = (one.used if some else None) if whole else one.trial
    if whole:
        figures["trial"] = two(found, DASH)
    cells = {layout.at(field): value for field, value in figures.items()}
    return put(rows.trials + place, cells | {
        index_trial.USED: given(one.used), index_trial.TRIED: given(found), index_trial.VERDICT: says,
    })  # fmt: skip


def share(value: float | None) -> Any:
    return DASH if value is None else half_up(value * 100, 1)


def thresholds(rows: IndexRows, outlook: Outlook) -> Cells:
    return put(rows.thresholds, {index_trial.LOW: outlook.low, index_trial.LARGE: outlook.large})


def priority(rows: IndexRows, place: int, read: list[Indexed], outlook: Outlook, world: World) -> Cells:
    need = outlook.needs[place]
    which = [one.code for one in read].index(need.code)
    label = world.desk.table("trials").rows[which].text("name")
    return put(rows.priority + place, {
        index_trial.WHICH: which + 1, CODE: need.code, NAME: label,
        index_trial.DONE: f"{need.done}/{need.due}" if need.due else NONE_DUE,
        index_trial.RATIO: given(need.rate, DASH), index_trial.MISSING_POINTS: given(need.gap, DASH),
        index_trial.MISSING_SHARE: given(need.share, DASH),
        index_trial.SAYS: need.says(outlook.low, outlook.large),
    })  # fmt: skip


# -- VI: the path ----------------------------------------------------------------------------------------------------


def path(row: int, step: Step, typed: Any, world: World) -> Cells:
    known = "" if step.rank is None else f"{step.rank:g}{'' if step.of is None else f'/{step.of:g}'}"
    aim = goal_of(typed.aims, step.year, "", score=False)
    label = aimed(step)
    lines = [line.row for line in world.desk.table("goals").rows]
    goal_line = 0 if aim is None else max(i for i, one in enumerate(typed.aims, 1) if one is aim)
    assert not lines or lines[0] == rows_of(world.desk.plan).goals
    return put(row, {
        index_path.ENTERED: entry(world.frame("history").to_dict("records"), step.year, ""),
        index_path.GOAL_LINE: goal_line, index_path.KNOWN: given(step.rank), index_path.OF: given(step.of),
        index_path.KNOWN_PLACE: given(step.known), index_path.FROM: given(step.best), index_path.TO: given(step.enough),
        index_path.GOAL_OF: given(step.goal_of), index_path.GOAL_PLACE: given(step.goal),
        index_path.NEEDED: given(step.needed), index_path.WORTH: given(step.worth), index_path.KNOWN_LABEL: known,
        index_path.GOAL_LABEL: label,
        NAME: "; ".join(one for one in (known, f"mục tiêu {label}" if label else "") if one),
        index_path.SAYS: "".join(sentence(known, label, step, typed.assumed_of)),
    })  # fmt: skip


def aimed(step: Step) -> str:
    if step.enough is None or step.best is None:
        return ""
    if step.best == step.enough:
        return f"hạng {step.enough:g}"
    return f"tốp {step.enough:g}" if step.best == 1 else f"{step.best:g}–{step.enough:g}"


def sentence(known: str, label: str, step: Step, assumed: float | None) -> Iterator[str]:
    steady = "" if step.worth is None else f"khoảng hạng {step.worth}/{assumed:g}"
    if known:
        yield "Kết quả đã công bố" + (f"; mục tiêu của năm là {label}" if label else "")
    elif label:
        yield f"Mục tiêu: {label}" + (f"; tiến đều thì cần {steady}" if steady else "")
    elif steady:
        yield f"Tiến đều thì cần {steady}"
    else:
        yield "Chưa có kết quả, chưa nêu mục tiêu" if step.needed is None else "Mức cần có nếu tiến đều"


def pace(outlook: Outlook, assumed: float | None) -> str:
    found = outlook.path
    if found.each_year is None:
        return "Chưa đủ kết quả và mục tiêu về thứ hạng chung để tính mức cần tiến mỗi năm."
    ranks = ""
    if assumed is not None and assumed >= 2:
        ranks = f", tương đương khoảng {comma(found.each_year * (assumed - 1), 1)} bậc trên {assumed:g}"
    return (
        f"Từ kết quả năm {found.since} đến mục tiêu năm {found.until}: mỗi năm cần tiến thêm "
        f"{comma(found.each_year, 3)} về vị trí tương đối{ranks} (tham khảo, không so sánh trực tiếp)."
    )
