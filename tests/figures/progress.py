"""`Tiến độ`: the class of each row, its places by class and by days past its day, the headings of spare columns."""

from typing import Any

from tests.figures.entries import spare_heads
from tests.figures.summary import overdue_key, reports, unfinished
from tests.figures.world import World


def expected(world: World) -> dict[str, Any]:
    found = spare_heads(world, "progress")
    klass, slow = world.column("progress", "class"), world.column("progress", "slow")
    over = set(unfinished(world, reports(world, world.current))["row"]) if world.current else set()
    for row in world.progress.to_dict("records"):
        key = overdue_key(world, row) if row["row"] in over else 0
        found[f"{world.column('progress', 'overdue')}{row['row']}"] = key
        found |= {f"{klass}{row['row']}": row["klass"], f"{slow}{row['row']}": row["slow"]}
    return found
