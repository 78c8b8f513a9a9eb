"""`Kiểm tra`: each line links to the cell it is about, and says which."""

import re
from typing import Any

from tests.figures.world import World

LINK = re.compile(r"""=HYPERLINK\("#'(?P<sheet>[^!]+)'!(?P<address>[A-Z]+[0-9]+)","(?P<text>[^"]+)"\)""")


def expected(world: World) -> dict[str, Any]:
    return targets(world, "issues", "Kiểm tra")


def targets(world: World, table: str, sheet: str) -> dict[str, Any]:
    """{address: the place a line names}, where the place named is the one that is linked and is on a sheet."""
    found = {}
    for row in world.desk.table(table).rows:
        at = f"{world.column(table, 'place')}{row.row}"
        link = LINK.fullmatch(str(world.book[sheet][at].value))
        if link and link["sheet"] in world.book.sheetnames:
            words = (link["sheet"], link["address"])
            found[at] = " ".join(words if link["text"] != link["sheet"] else words[:1])
    return found
