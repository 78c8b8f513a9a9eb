"""`Gửi nhận`: what became of each form."""

from typing import Any

from tests.figures.world import World


def expected(world: World) -> dict[str, Any]:
    at = world.column("receipts", "result")
    return {f"{at}{row['row']}": row["state"] for row in world.receipts.to_dict("records")}
