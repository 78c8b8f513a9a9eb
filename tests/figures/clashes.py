"""`Xung đột`: each line links to its cell of the record."""

from typing import Any

from tests.figures.findings import targets
from tests.figures.world import World


def expected(world: World) -> dict[str, Any]:
    return targets(world, "conflicts", "Xung đột")
