"""`Tiến độ`: the class of each row, its place, and the headings of spare columns."""

from typing import Any

from tests.figures.entries import spare_heads
from tests.figures.world import World


def expected(world: World) -> dict[str, Any]:
    found = spare_heads(world, "progress")
    klass, slow = world.column("progress", "class"), world.column("progress", "slow")
    for row in world.progress.to_dict("records"):
        found |= {f"{klass}{row['row']}": row["klass"], f"{slow}{row['row']}": row["slow"]}
    return found
