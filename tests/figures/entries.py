"""`Nhập thay`: the headings of spare columns, which follow `Thiết lập`."""

from typing import Any

from kehoach_xl.domain.progress import FIELD, SPARE
from tests.figures.world import World, text


def expected(world: World) -> dict[str, Any]:
    return spare_heads(world, "entries")


def spare_heads(world: World, table: str) -> dict[str, Any]:
    """The heading cells of the spare columns of a table: hers, the standard one while she has given none."""
    hers = {row["id"]: text(row["head"]) for row in world.frame("fields").to_dict("records")}
    above = world.desk.table(table).first - 1
    return {f"{world.column(table, one)}{above}": hers.get(one) or FIELD[one].label for one in SPARE}
