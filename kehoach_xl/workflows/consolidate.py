"""Tổng hợp chung: every master below a folder gathered into one workbook to look at. The masters are only read."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kehoach_xl.building import consolidated_book
from kehoach_xl.building.whole import made_whole
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.gathered import Gathered
from kehoach_xl.domain.period import canonical
from kehoach_xl.engine.lock import refuse_open_elsewhere
from kehoach_xl.errors import Stop
from kehoach_xl.returns.ours import CONSOLIDATED, made_by_us
from kehoach_xl.workflows.looking import look, tried, workbooks_below
from kehoach_xl.workflows.masters import read_master
from kehoach_xl.workflows.work import Progress, quiet

DEFAULT = "tong-hop-chung.xlsx"


@dataclass(frozen=True)
class ConsolidateReport:
    """What was gathered and where it was written; ``passed_over`` counts forms and earlier gatherings."""

    out: str
    gathered: Gathered
    passed_over: int

    @property
    def needs_a_look(self) -> bool:
        """Whether a file, or a plan's period, is missing from the figures."""
        found = self.gathered
        return bool(found.unread or found.notes or any(one.without for one in found.plans))


def consolidate(
    folder: Path, out: Path | None = None, *, period: str | None = None, now: datetime | None = None,
    progress: Progress = quiet,
) -> ConsolidateReport:  # fmt: skip
    """Gather the masters below ``folder`` into ``out`` (default: `tong-hop-chung.xlsx` in it), each with the period on
    its dashboard or with ``period``.

    One file that cannot be read costs only itself. Raises Stop CONS_001 no such folder, CONS_002 no workbook in it,
    CONS_003 ``out`` is not ours to replace, CONS_004 another ending, CONS_005 nothing can be written there, PERIOD_001.
    """
    now = now or datetime.now(UTC)
    folder = folder.absolute()
    paths = workbooks_below(folder)
    target = _target((out or folder / DEFAULT).absolute())
    code = canonical(period) if period else ""
    found = look(
        folder, paths, lambda path: tried(path, folder, lambda one: read_master(one, code or None, now)), progress
    )
    gathered = Gathered(folder, found.kept, found.unread, found.notes, code)
    with made_whole(target) as temporary:
        consolidated_book.build(gathered, temporary, target.parent, now.astimezone(VIETNAM))
    return ConsolidateReport(str(target), gathered, found.passed_over)


def _target(out: Path) -> Path:
    """Where to write, when nothing of anybody's is lost by it."""
    if out.suffix.lower() != ".xlsx":
        raise Stop("CONS_004", path=out)
    if out.exists():
        if out.is_dir() or made_by_us(out) != CONSOLIDATED:
            raise Stop("CONS_003", path=out)
        refuse_open_elsewhere(out)
    nearest = next(each for each in out.parents if each.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise Stop("CONS_005", folder=nearest)
    return out
