"""What the formulas of `Số liệu biểu đồ` must give, worked out from the raw cells of the other sheets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from openpyxl import load_workbook

from kehoach_xl.building import chart_data_sheet
from kehoach_xl.building.chart_receipts import AFTER, BEFORE, LATEST, PERIODS, RESULTS, STEP
from kehoach_xl.building.chart_tasks import GROUPS, slots
from kehoach_xl.building.chart_tiles import FIGURES
from kehoach_xl.building.index_rows import MAIN_USED
from kehoach_xl.building.plan_template import PlanTemplate, load
from kehoach_xl.domain.framework import TOTAL
from kehoach_xl.domain.progress import from_serial, to_cell
from kehoach_xl.domain.status import chart_group
from kehoach_xl.ooxml.refs import column_letters, parse_area
from tests.figures.world import World, number, text
from tests.workflows.office import PLAN

Line = Mapping[str, Any]
OVERDUE = ("Đang thực hiện quá hạn", "Chưa thực hiện quá hạn")


def expected(world: World) -> dict[str, Any]:
    """Address → value of every formula cell."""
    at = chart_data_sheet.places(template().plan, len(template().reporters))
    agencies = ordered(world)
    found: dict[str, Any] = {
        "B3": current(world), "B4": world.previous, "B5": world.as_of, "B6": in_view(world), "B7": deadline(world),
    }  # fmt: skip
    now, before = figures(world, in_view(world)), figures(world, world.previous)
    now["plan"] = len(in_plan(world, in_view(world)))
    blocks: dict[str, tuple[str, list[list[Any]]]] = {
        "tiles": ("B", [[now[name], before[name]] for name in FIGURES]),
        "components": ("C", by_component(world)),
        "agencies": ("A", by_agency(world, agencies)),
        "scores": ("A", scores(world)),
        "path": ("A", path(world)),
        "periods": ("A", by_period(world)),
        "days": ("A", by_day(world)),
        "latest": ("A", latest(world)),
        "order": ("K", [[line[name] for name in ORDER] for line in agencies]),
    }
    for name, (left, lines) in blocks.items():
        assert len(lines) == at[name].last - at[name].first + 1, name
        for row, line in enumerate(lines, at[name].first):
            cells = {f"{chr(ord(left) + offset)}{row}": value for offset, value in enumerate(line)}
            found |= {address: value for address, value in cells.items() if value is not TEXT}
    return found


TEXT = object()  # a cell that is no formula
ORDER = ("code", "tasks", "urgent", "order")


@cache
def template() -> PlanTemplate:
    return load(PLAN)


def current(world: World) -> str:
    """The code chosen, in words where no listed period has it."""
    return world.current if in_view(world) or not world.current else f"«{world.current}» không có trong danh sách"


def in_view(world: World) -> str:
    """The code of the period in view when it is listed."""
    return world.current if world.period(world.current) else ""


def deadline(world: World) -> int | str:
    """The deadline of the period in view, as a serial number, '' when none."""
    found = number(world.period(in_view(world)).get("deadline"))
    return int(found) if found is not None and 61 <= found < 100_000 else ""


# -- tiles ---------------------------------------------------------------------------------------------------------


def in_plan(world: World, period: str) -> set[int]:
    """The rows of the tasks that belong to the plan at the end of a period."""
    end = number(world.period(period).get("end")) or to_cell(world.today)
    return {
        line["row"]
        for line in world.frame("appendix").to_dict("records")
        if text(line["content"])
        and (number(line["since"]) or 0) <= end
        and (number(line["until"]) is None or number(line["until"]) >= end)
    }


def figures(world: World, period: str) -> dict[str, Any]:
    """Every figure behind the tiles in a period, '' without one."""
    if not period:
        return dict.fromkeys(FIGURES, "")
    tasks, stands = world.tasks(period), in_plan(world, period)
    forms = sent(world, period)
    classes = Counter(tasks["klass"])
    states = Counter(line["state"] for line in forms)
    due = [klass for klass, due in zip(tasks["klass"], tasks["due"], strict=True) if due]
    asked = {row for row, klass in zip(tasks["row"], tasks["klass"], strict=True) if klass}
    return {
        "plan": len(stands),
        "due": sum(klass != "Không còn phù hợp" for klass in due),
        "on_time": classes["Hoàn thành đúng hạn"],
        "late": classes["Hoàn thành quá hạn"],
        "going": classes["Đang thực hiện trong hạn"],
        "overdue": sum(classes[name] for name in OVERDUE),
        "silent": classes["Chưa báo cáo"],
        "in_time": states["Đúng hạn"],
        "sent": len(forms),
        "returned": states["Đúng hạn"] + states["Trễ"],
        "results": classes["Thường xuyên – có kết quả trong kỳ"],
        "no_results": classes["Thường xuyên – chưa có kết quả"],
        "waiting": classes["Chưa thực hiện trong hạn"],
        "dropped": classes["Không còn phù hợp"],
        "not_asked": len(stands - asked),
        "left_plan": len(asked - stands),
        "done": sum(klass.startswith("Hoàn thành") for klass in due),
        "early": sum(
            klass == "Hoàn thành đúng hạn" and not asked
            for klass, asked in zip(tasks["klass"], tasks["due"], strict=True)
        ),
    }


def sent(world: World, period: str) -> list[Line]:
    """The lines of `Gửi nhận` for the forms that went out in a period."""
    return [
        line for line in world.receipts.to_dict("records") if text(line["period"]) == period and text(line["dispatch"])
    ]


# -- tasks ---------------------------------------------------------------------------------------------------------


def grouped(classes: Sequence[str]) -> list[int]:
    counted = Counter(chart_group(klass) for klass in classes)
    return [counted[group] for group in GROUPS]


def by_component(world: World) -> list[list[Any]]:
    period = in_view(world)
    tasks = world.tasks(period)
    return [
        grouped([k for c, k in zip(tasks["component"], tasks["klass"], strict=True) if k and text(c) == one.code])
        if period
        else [""] * len(GROUPS)
        for one in template().plan.components
    ]


def reports(world: World) -> list[Line]:
    period = in_view(world)
    return [line for line in world.progress.to_dict("records") if period and text(line["period"]) == period]


def by_agency(world: World, agencies: list[Line]) -> list[list[Any]]:
    drawn = sorted((line for line in agencies if line["order"]), key=lambda line: -line["order"])
    lines = []
    for line in drawn[: slots(len(template().reporters))]:
        classes = [one["klass"] for one in reports(world) if text(one["agency"]) == line["code"]]
        lines.append([named(world, line["code"], "short"), line["code"], *grouped(classes)])
    return lines + [[""] * (2 + len(GROUPS))] * (slots(len(template().reporters)) - len(lines))


def named(world: World, code: str, field: str) -> Any:
    """The cell of `Cơ quan`, the code where it is empty."""
    found = next((one[field] for one in world.frame("agencies").to_dict("records") if text(one["code"]) == code), None)
    return code if found is None or found == "" else found


def ordered(world: World) -> list[dict[str, Any]]:
    """A line per line of the register, in which place whatever it holds."""
    rows = world.prepared("agencies")
    codes = {line["row"]: text(line["code"]) for line in world.frame("agencies").to_dict("records")}
    seen: set[str] = set()
    lines = []
    for place, row in enumerate(rows, 1):
        code = codes.get(row, "")
        line: dict[str, Any] = dict.fromkeys(ORDER, "")
        if code and code not in seen:
            seen.add(code)
            line |= {"code": code, **marks(world, code, 999 - place)}
        lines.append(line)
    return lines


def marks(world: World, code: str, last: int) -> dict[str, Any]:
    if not in_view(world):
        return {}
    classes = [one["klass"] for one in reports(world) if text(one["agency"]) == code]
    tasks = sum(klass != "Không còn phù hợp" for klass in classes)
    found: dict[str, Any] = {"tasks": tasks}
    if tasks:
        urgent = sum(klass in (*OVERDUE, "Chưa báo cáo") for klass in classes)
        found |= {"urgent": urgent, "order": urgent * 1_000_000 + tasks * 1000 + last}
    return found


def late(world: World) -> list[tuple[Line, int]]:
    """The forms of the period in view that are late and by how many days, the latest first; of as many days, in the
    order of the scope table."""
    order = {code: at for at, code in reversed(list(enumerate(map(text, world.frame("scope")["agency"]))))}
    found = [(one, world.days_late(one)) for one in sent(world, in_view(world)) if text(one["agency"]) in order]
    return sorted((one for one in found if one[1]), key=lambda one: (-one[1], order[text(one[0]["agency"])]))


# -- the index -----------------------------------------------------------------------------------------------------


def standing(world: World, line: str) -> tuple[float | None, float | None]:
    """The latest score and the target of a component or of the whole, None where there is none."""
    shown = world.cells["Chỉ số"]
    cells = world.frame("indices")
    row = int(cells[cells["id"].map(text) == line]["row"].iloc[0])
    score, goal, actual = (
        number(shown.get(f"{column_letters(MAIN_USED[field])}{row}"))
        for field in ("score", "goal_score", "actual_score")
    )
    return (score if actual is None else actual), goal


def scores(world: World) -> list[list[Any]]:
    lines: list[list[Any]] = []
    for one in template().plan.components:
        score, goal = standing(world, one.id)
        both = score is not None and goal is not None
        name = one.short + ("\n(đạt)" if both and score >= goal else "")
        gap = max(round(goal - score, 2), 0) if both else ""
        lines.append([name, "" if score is None else score, gap, "" if goal is None else goal])
    return lines


def whole(world: World) -> tuple[float | None, float | None]:
    return standing(world, TOTAL)


def path(world: World) -> list[list[Any]]:
    """As `Chỉ số` says it, whose own figures are held elsewhere."""
    names = load_workbook(world.path).defined_names
    columns = {}
    for field in ("year", "label", "rank", "known", "goal", "needed"):
        area = parse_area(names[f"CS_path_{field}"].attr_text)
        letters = names[f"CS_path_{field}"].attr_text.split("!")[1].split("$")[1]
        columns[field] = [world.cells["Chỉ số"].get(f"{letters}{row}", "") for row in range(area.row1, area.row2 + 1)]
    lines = []
    for line in zip(*columns.values(), strict=True):
        year, label, rank, *places = line
        below = f"\n{label}" if label != "" else f"\n≈ {text(rank)}" if rank != "" else ""
        lines.append([f"{text(year)}{below}", *("" if number(one) is None else one for one in places)])
    return lines


# -- forms ---------------------------------------------------------------------------------------------------------


def by_period(world: World) -> list[list[Any]]:
    end = number(world.period(in_view(world)).get("end")) or 2958465
    dated = [one for one in world.periods.to_dict("records") if number(one["end"]) is not None]
    known = sorted((one for one in dated if one["end"] <= end), key=lambda one: (one["end"], one["row"]))
    lines: list[list[Any]] = []
    for place, one in list(enumerate(known, 1))[-PERIODS:]:
        states = Counter(line["state"] for line in sent(world, text(one["code"])))
        lines.append([text(one["code"]), *(states[result] for result in RESULTS), place, one["end"]])
    return lines + [[""] * (3 + len(RESULTS))] * (PERIODS - len(lines))


def by_day(world: World) -> list[list[Any]]:
    lines: list[list[Any]] = []
    forms, last = sent(world, in_view(world)), deadline(world)
    for shift in range(-BEFORE, AFTER + 1):
        named_day = shift % STEP == 0
        if last == "":
            lines.append(["" if named_day else TEXT, "", "", "", ""])
            continue
        day = last + shift
        label = f"{from_serial(day):%d/%m}" if named_day else TEXT
        if shift == 0:
            label = f"hạn\n{label}"
        if day > world.as_of:
            lines.append([label, "", "", "", day])
            continue
        came = Counter(one["state"] for one in forms if (number(one["received"]) or day + 1) < day + 1)
        out = sum((number(one["sent"]) or day + 1) < day + 1 for one in forms)
        in_time, late = came["Đúng hạn"], came["Trễ"]
        lines.append([label, in_time, late, max(out - in_time - late, 0), day])
    return lines


def latest(world: World) -> list[list[Any]]:
    lines: list[list[Any]] = [
        [named(world, text(one["agency"]), "name"), text(one["agency"]), one["state"], days]
        for one, days in late(world)[:LATEST]
    ]
    return lines + [[""] * 4] * (LATEST - len(lines))


