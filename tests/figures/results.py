"""`Kết quả thực hiện`: the title names the period whose results the rows are; all else are values."""

from typing import Any

from kehoach_xl.sheets.results import PERIOD
from tests.figures.world import World, text


def expected(world: World) -> dict[str, Any]:
    line = world.period(world.desk.settings.get(PERIOD, ""))
    name = text(line["name"]).upper() if line else "(CHƯA CÓ SỐ LIỆU)"
    return {"B2": f"KẾT QUẢ THỰC HIỆN NHIỆM VỤ {name}\n{world.desk.plan.title.upper()}"}
