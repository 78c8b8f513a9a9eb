"""Hand edits: what stands in her sheets but was never written by us becomes a fact before anything else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kehoach_xl.domain.progress import CellKey, Value, same
from kehoach_xl.domain.settle import Edit


@dataclass(frozen=True, slots=True)
class Found:
    """One hand edit: the cell of the record, what stood there, what stands there now, and where it was typed."""

    cell: CellKey
    old: Value
    new: Value
    sheet: str


def differences(
    written: Mapping[CellKey, Value], standing: Iterable[tuple[CellKey, Value]], sheet: str
) -> list[Found]:
    """The cells of a sheet that differ from what we last wrote there."""
    return [
        Found(cell, written.get(cell), value, sheet)
        for cell, value in standing
        if not same(value, written.get(cell))
    ]


def absorb(edits: Mapping[CellKey, Edit], found: Iterable[Found]) -> dict[CellKey, Edit]:
    """Edits with the new ones on top. An edit remembers every value she has typed over, so that a return
    she has already seen does not come back as a conflict."""
    merged = dict(edits)
    for one in found:
        before = merged.get(one.cell)
        seen = (*(before.seen if before else ()), one.old)
        merged[one.cell] = Edit(one.new, tuple(dict.fromkeys(seen)))
    return merged
