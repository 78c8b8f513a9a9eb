"""`Phụ lục`: each task's class and whether it is due, in the period in view and in the one before."""

from typing import Any

from tests.figures.entries import spare_heads
from tests.figures.world import World, text


def expected(world: World) -> dict[str, Any]:
    at = {field: world.column("appendix", field) for field in ("class", "due", "prev_class", "prev_due")}
    lines = {line.row for line in world.desk.lines if not line.is_task and line.id}
    found: dict[str, Any] = spare_heads(world, "appendix") | _heads(world)
    for row in world.prepared("appendix"):
        if row not in lines:
            found |= {f"{letters}{row}": "" for letters in at.values()}
    for period, klass, due in ((world.current, "class", "due"), (world.previous, "prev_class", "prev_due")):
        for task in world.tasks(period).to_dict("records"):
            if task["row"] not in lines:
                found |= {f"{at[klass]}{task['row']}": task["klass"], f"{at[due]}{task['row']}": task["due"]}
    return found


def _heads(world: World) -> dict[str, Any]:
    """Whose texts stand in the reporting columns, and whose classes, where the period in view is another."""
    top = world.desk.table("appendix").first - 2
    shown, now = world.desk.settings.get("shown_period", ""), world.current
    name, current = (text(world.period(code).get("name")) or code for code in (shown, now))
    other = now not in ("", shown)
    says = (name + (f" – bấm Tổng hợp để hiện kỳ đang xem: {current}" if other else "")) if shown else "(chưa có)"
    klass = "Phân loại" + (f"\n(kỳ {now})" if other else "")
    return {
        f"{world.column('appendix', 'status')}{top}": f"Báo cáo của kỳ: {says}",
        f"{world.column('appendix', 'class')}{top}": klass,
    }
