"""Facts and journal of a master laid out again as they were found, for a copy of it."""

from collections.abc import Mapping, Sequence

from kehoach_xl.domain.chain import hashes, line_cells
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.journal import kept_of
from kehoach_xl.sheets.table import Block, Cell, Row, Table
from kehoach_xl.workflows.recovered import Recovered


def facts_and_journal(desk: Desk, found: Recovered) -> list[Block]:
    """Both as they were found; they also stand in the desk's tables and settings from now on."""
    return [*_put(desk.table("facts"), found.facts), *_journal(desk, found), *_settings(desk, found)]


def _put(table: Table, rows: Sequence[Mapping[str, Cell]]) -> list[Block]:
    """Make these the only rows of a table, for this run too."""
    blank: dict[str, Cell] = dict.fromkeys(table.columns)
    whole = [blank | dict(row) for row in rows]
    blocks = table.replace(whole)
    table.rows[:] = [Row(table.first + at, row) for at, row in enumerate(whole)]
    return blocks


def _journal(desk: Desk, found: Recovered) -> list[Block]:
    """As many of the newest lines as the sheet has room for, then those that no operation wrote."""
    if not found.from_log:
        return []
    table, kept = desk.table("journal"), kept_of(desk)
    loose = [row.cells for row in table.rows if row.row in set(kept.loose)]
    lines: list[dict[str, Cell]] = []
    for batch in found.batches:
        chained = hashes(batch.prev, batch.lines, batch.facts)
        lines += [line_cells(texts) | {"chain": one} for texts, one in zip(batch.lines, chained, strict=True)]
    room = max((table.last - table.first + 1) // 2 - len(loose), 1)
    gone, base = found.base
    if len(lines) > room:
        last = lines[-room - 1]
        gone, base, lines = int(last["no"] or 0), str(last["chain"]), lines[-room:]
    desk.settings["journal_base"] = f"{gone} {base}" if gone else ""
    return [*_put(table, [*lines, *loose]), desk.setting_block("journal_base", desk.settings["journal_base"])]


def _settings(desk: Desk, found: Recovered) -> list[Block]:
    """Which journal it is, and where it stands."""
    wanted = {"journal": found.journal, "journal_head": found.head} if found.from_log else {}
    desk.settings |= wanted
    return [desk.setting_block(key, value) for key, value in wanted.items()]
