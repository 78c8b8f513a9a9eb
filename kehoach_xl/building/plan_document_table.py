"""The appendix as a real Word table: a header that repeats, the rows of indices or groups, and under each its tasks.

With indices the header has two rows, as plans that raise an index print it; a plan of groups alone has one row:
STT, task, lead, coordinators, time.
"""

from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.table import Table, _Cell

from kehoach_xl.building import plan_document_styles as look
from kehoach_xl.building.plan_document_words import has_standings, place_text, points
from kehoach_xl.domain.gap import Goal
from kehoach_xl.domain.plan import Component, Plan, Task
from kehoach_xl.domain.plan_template import PlanTemplate

# In millimetres; a page across has 252 between its margins, one upright 165.
WIDE = (13, 33, 15, 17, 15, 17, 64, 27, 29, 22)
PLAIN = (18, 116, 42, 46, 30)
STANDINGS = (14, 75, 19, 19, 19, 19)
HEAD = "Đầu bảng"


def draw(document: Document, template: PlanTemplate) -> None:
    """The table of the appendix at the end of the document."""
    plan = template.plan
    wide = bool(plan.indices) and not has_standings(template)
    widths = WIDE if wide else PLAIN
    table = _table(document, widths)
    heads = _wide_head(table, plan) if wide else _plain_head(table)
    rows = list(_rows(plan, with_indices=wide))
    _grown(table, len(rows))
    for row, one in zip(list(table.rows)[heads:], rows, strict=True):
        cells = row.cells
        if isinstance(one, Task):
            _task(cells, one, template, wide)
        elif wide and one.kind == "index":
            _index(cells, one)
        else:
            _group(cells, one)
    look.fixed(table, widths)
    look.repeated(table, heads)


def draw_standings(document: Document, template: PlanTemplate) -> None:
    """The indices whose tasks stand under groups: code, name, score, rank, and what score and rank they aim at."""
    indices = template.plan.indices
    table = _table(document, STANDINGS)
    heads = _two_rows(table, template.plan, {0: "STT", 1: "Chỉ số"}, {})
    _grown(table, len(indices))
    for row, one in zip(list(table.rows)[heads:], indices, strict=True):
        _fill(row.cells, _stands(one), ["Ô giữa", "Ô chữ", *["Ô giữa"] * 4])
    look.fixed(table, STANDINGS)
    look.repeated(table, heads)


def _rows(plan: Plan, with_indices: bool) -> list[Component | Task]:
    """The lines in the order of the appendix; tasks that stand under nothing come last."""
    rows: list[Component | Task] = []
    for component in plan.components:
        if with_indices or component.kind == "group":
            rows += [component, *(task for task in plan.tasks if task.component == component.code)]
    listed = {row.id for row in rows}
    return [*rows, *(task for task in plan.tasks if task.id not in listed)]


def _table(document: Document, widths: Sequence[float]) -> Table:
    table = document.add_table(1, len(widths))
    table.style = "Table Grid"
    return table


def _grown(table: Table, count: int) -> None:
    for _ in range(count):
        table.add_row()


def _wide_head(table: Table, plan: Plan) -> int:
    alone = {
        0: "STT", 1: "Nội dung", 6: "Nhiệm vụ, giải pháp trong thời gian tới", 9: "Thời gian thực hiện",
    }  # fmt: skip
    return _two_rows(table, plan, alone, {7: "Phân công thực hiện"})


def _two_rows(table: Table, plan: Plan, alone: Mapping[int, str], others: Mapping[int, str]) -> int:
    """Groups over their columns, those of results and goals and ``others``; what stands alone takes both rows."""
    table.add_row()
    over, under = table.rows[0].cells, table.rows[1].cells
    groups = {2: f"Năm {plan.baseline_year}", 4: f"Mục tiêu năm {plan.target_year}", **others}
    below = ("Điểm số", "Xếp hạng", "Điểm số", "Xếp hạng", *(("", "Chủ trì", "Phối hợp") if others else ()))
    for at, text in groups.items():
        _write(over[at].merge(over[at + 1]), text, HEAD)
    for at, text in enumerate(below, 2):
        if text:
            _write(under[at], text, HEAD)
    for at, text in alone.items():
        _write(over[at].merge(under[at]), text, HEAD)
    return 2


def _plain_head(table: Table) -> int:
    heads = ("STT", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện")
    _fill(table.rows[0].cells, heads, [HEAD] * 5)
    return 1


def _index(cells: Sequence[_Cell], one: Component) -> None:
    _fill(cells, _stands(one), ["Ô đậm giữa", "Ô đậm", *["Ô đậm giữa"] * 4])


def _stands(one: Component) -> tuple[str, ...]:
    return (
        one.code, one.name, points(one.baseline.score), place_text(one.baseline.rank, one.baseline.of),
        points(one.goal.score), goal_place(one.goal),
    )  # fmt: skip


def _group(cells: Sequence[_Cell], one: Component) -> None:
    """The name over the whole line."""
    _write(cells[0], one.code, "Ô đậm giữa")
    _write(cells[1].merge(cells[-1]), one.name, "Ô đậm")


def _task(cells: Sequence[_Cell], task: Task, template: PlanTemplate, wide: bool) -> None:
    register = template.register
    said = (
        task.content, register.write(task.leads), register.write(task.coordinators), task.timeframe_text,
    )  # fmt: skip
    _write(cells[0], task.code, "Ô giữa")
    _fill(cells[6 if wide else 1 :], said, ["Ô chữ", "Ô giữa", "Ô giữa", "Ô giữa"])


def goal_place(goal: Goal) -> str:
    """«25/34», «22-25/34», '' where none is set."""
    if goal.rank_to is None:
        return ""
    one = goal.rank_from in (None, goal.rank_to)
    text = str(goal.rank_to) if one else f"{goal.rank_from}-{goal.rank_to}"
    return f"{text}/{goal.of}" if goal.of else text


def _fill(cells: Sequence[_Cell], texts: Sequence[str], styles: Sequence[str]) -> None:
    for cell, text, style in zip(cells, texts, styles, strict=False):
        _write(cell, text, style)


def _write(cell: _Cell, text: str, style: str) -> None:
    """Set a cell; merging leaves the paragraphs of the merged cells behind, which go."""
    first, *others = cell.paragraphs
    for paragraph in others:
        paragraph._p.getparent().remove(paragraph._p)
    first.style = style
    first.add_run(text)
