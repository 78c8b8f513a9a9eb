"""`Kết quả thực hiện`: bringing the page to a period. Only rows with a key are ours; all else on it is hers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kehoach_xl.domain.progress import Value
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.record import changed_blocks
from kehoach_xl.sheets.result_rows import result_rows
from kehoach_xl.sheets.table import Block, Cell, Table

# The setting that tells of which period the rows are.
PERIOD = "results_period"


@dataclass(frozen=True)
class Laid:
    """The blocks that lay the page out, none when it stands so already; or what of hers is in the way."""

    blocks: list[Block] = field(default_factory=list)
    in_the_way: Message | None = None


def lay_out(
    desk: Desk, period: str, view: Mapping[str, Mapping[str, Value]], classes: Mapping[str, str]
) -> Laid:
    """Make the page show a period: ``view`` holds its values by task, ``classes`` the class of each.

    Where the table would grow over rows that hold something of hers, the page stays as it is (RESULT_001).
    Raises Stop BOOK_004 when there are more lines than prepared rows."""
    table = desk.table("results")
    rows = result_rows(desk, period, view, classes)
    if len(rows) > table.last - table.first + 1:
        raise Stop("BOOK_004", sheet=table.sheet, rows=table.last - table.first + 1)
    end = table.first + len(rows) - 1
    ours = {row.row for row in table.rows if row.text("task")}
    if hers := _hers(desk, table, [row for row in range(table.first, end + 1) if row not in ours]):
        facts = {"sheet": table.sheet, "rows": ", ".join(map(str, hers)), "last": end}
        return Laid(in_the_way=Message("RESULT_001", facts))
    table.reach(end)
    blank: dict[str, Cell] = dict.fromkeys(table.columns)
    blocks = changed_blocks(table, {row: blank | cells for row, cells in enumerate(rows, table.first)})
    for run in _runs(sorted(row for row in ours if row > end)):  # rows of hers between them are not even rewritten
        blocks += changed_blocks(table, dict.fromkeys(run, blank))
    if desk.settings.get(PERIOD, "") != period:
        blocks.append(desk.setting_block(PERIOD, period))
    return Laid(blocks)


def _hers(desk: Desk, table: Table, rows: Sequence[int]) -> list[int]:
    """Those of these rows, none of them ours, in which something stands; also a formula that shows nothing."""
    if not rows:
        return []
    used = {row.row for row in table.rows if any(value is not None for value in row.cells.values())}
    left, right = min(table.columns.values()), max(table.columns.values())
    entered = desk.cells.entered(table.sheet, rows[0], left, rows[-1] - rows[0] + 1, right - left + 1)
    used |= {row for row, _ in entered}
    return [row for row in rows if row in used]


def _runs(rows: Sequence[int]) -> Iterator[list[int]]:
    """Neighbouring rows together."""
    run: list[int] = []
    for row in rows:
        if run and row != run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run
