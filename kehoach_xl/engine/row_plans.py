"""How changed cells go into rows of one shape that change in the same columns: rows are cut where cells change, and put
together again with what comes between."""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import repeat
from typing import NamedTuple

from kehoach_xl.engine.looks import Look
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.ooxml.shapes import NO_CELLS, ROW_END, Shape


class Plan(NamedTuple):
    """``marks``: where each row is cut, before cells that change and behind them. ``pieces``: a row as it becomes, of
    bytes, and of places in a pool: first the number of the row, then the insides of the cells that change, then what
    the row is cut into. ``freed``: places in the pool of cells that lose their results. ``look``: how the rows will
    look. ``adds``: whether any cell is new. ``references``: cells of a row that had a text of the table, and change."""

    marks: Sequence[bytes]
    pieces: Sequence[bytes | int]
    freed: Sequence[int]
    look: Look
    adds: bool
    references: int

    def rows(
        self, numbers: Sequence[int], begins: Sequence[bytes], cells: Sequence[Sequence[bytes]],
        insides: Sequence[Sequence[bytes]],
    ) -> list[bytes]:  # fmt: skip
        """The rows as they become. ``begins``, ``cells``: what each is cut into; ``insides``: of the cells that
        change. All by column."""
        pool = [list(map(b"%d".__mod__, numbers)), *insides, begins, *cells]
        for at in self.freed:
            pool[at] = list(map(_without_result, pool[at]))
        pieces: list[Iterable[bytes]] = [pool[one] if isinstance(one, int) else repeat(one) for one in self.pieces]
        return list(map(b"".join, zip(*pieces)))  # noqa: B905  # some go on for ever


def plan_of(
    shape: Shape, look: Look, columns: Sequence[int], styles: Mapping[int, int], stale: Set[int], example: bytes
) -> Plan:  # fmt: skip
    """``columns`` change in rows of a shape that look so. ``styles``: of those of them that are new; ``stale``: columns
    of cells that lose their results; ``example``: such a row."""
    there = {*shape.columns}
    before = 1 + len(columns)  # in the pool, before what the row is cut into
    marks: list[bytes] = []
    pieces: list[bytes | int] = [before]
    freed: list[int] = []
    goes_on = True  # whether what is stored next follows what stands before it
    for column in sorted(there.union(columns)):
        mark = b'<c r="%s' % column_letters(column).encode()
        goes_on = goes_on and not (column in columns or column in stale)
        if column in there and not goes_on:
            marks.append(mark)
        if column in columns:
            style = b' s="%d"' % styles[column] if styles.get(column) else b""
            if column in there:
                style = _style_of(example.partition(mark)[2])
            pieces += mark, 0, b'"' + style, 1 + columns.index(column)
        elif not goes_on:
            pieces += mark, before + len(marks)
            freed += [before + len(marks)] if column in stale else []
            goes_on = column not in stale
    if shape is not NO_CELLS or columns:
        pieces.append(ROW_END)
    after = Look({**look.cells, **{column: style for column, style in styles.items() if style}}, look.row)
    references = sum(slot.kind == "s" and slot.column in columns for slot in shape.slots)
    return Plan(marks, pieces, freed, after, bool(styles), references)


def cut(rows: Sequence[bytes], marks: Sequence[bytes]) -> list[Sequence[bytes]]:
    """What each row has before the first of these marks, between them, and behind the last. They begin cells that are
    there, from left to right: none of them begins any cell before.

    >>> cut([b'<row r="1"><c r="A1" s="3"/><c r="B1"/>'], [b'<c r="B'])
    [(b'<row r="1"><c r="A1" s="3"/>',), (b'1"/>',)]
    """
    pieces: list[Sequence[bytes]] = []
    for mark in marks:
        before, _, rows = zip(*map(bytes.partition, rows, repeat(mark)), strict=True)
        pieces.append(before)
    return [*pieces, rows]


def _attributes_of(cell: bytes) -> bytes:
    """The number and the attributes of a cell but its type, of its XML behind its letters.

    >>> _attributes_of(b'1" s="3" t="s"><v>9</v></c>')
    b'1" s="3"'
    """
    return cell[: cell.index(b">")].removesuffix(b"/").partition(b' t="')[0]


def _style_of(cell: bytes) -> bytes:
    """
    >>> _style_of(b'1" s="3" t="s"><v>9</v></c>')
    b' s="3"'
    """
    return _attributes_of(cell).partition(b'"')[2]


def _without_result(cell: bytes) -> bytes:
    """A formula cell, behind its letters, without its type and its value.

    >>> _without_result(b'1" t="str"><f>B1</f><v>cu</v></c>')
    b'1"><f>B1</f></c>'
    """
    within = cell[cell.index(b">") :]
    formula, _, _ = within.removesuffix(b"</c>").partition(b"<v>")
    return _attributes_of(cell) + formula + b"</c>"
