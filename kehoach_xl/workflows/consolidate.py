"""Tổng hợp chung: every master below a folder gathered into one workbook to look at. The masters are only read."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kehoach_xl.building import consolidated_book
from kehoach_xl.building.whole import made_whole
from kehoach_xl.domain.consolidated import PlanFigures
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.gathered import Gathered, Unread, doubtful, in_order, newest
from kehoach_xl.domain.period import canonical
from kehoach_xl.engine.lock import refuse_open_elsewhere
from kehoach_xl.errors import Stop, logged, why
from kehoach_xl.messages import Message
from kehoach_xl.returns.ours import CONSOLIDATED, made_by_us
from kehoach_xl.workflows.masters import candidates, read_master
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
    if not folder.is_dir():
        raise Stop("CONS_001", folder=folder)
    target = _target((out or folder / DEFAULT).absolute())
    code = canonical(period) if period else ""
    paths = candidates(folder)
    if not paths:
        raise Stop("CONS_002", folder=folder)
    gathered, passed_over = _gather(folder, paths, code, now, progress)
    with made_whole(target) as temporary:
        consolidated_book.build(gathered, temporary, target.parent, now.astimezone(VIETNAM))
    return ConsolidateReport(str(target), gathered, passed_over)


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


def _gather(
    folder: Path, paths: list[Path], period: str, now: datetime, progress: Progress
) -> tuple[Gathered, int]:  # fmt: skip
    """Every file looked at once, one after the other; only its figures are kept."""
    plans: list[PlanFigures] = []
    unread: list[Unread] = []
    passed_over = 0
    for done, path in enumerate(paths, 1):
        progress(done, len(paths), str(path.relative_to(folder)))
        found = _read(path, folder, period, now)
        if isinstance(found, PlanFigures):
            plans.append(found)
        elif found is not None:
            unread.append(found)
        else:
            passed_over += 1
    # A folder that holds the very master that names it is where masters lie, whatever it is used for besides.
    own = {each for one in plans for each in one.folders if each not in one.file.parents}
    plans = [one for one in plans if own.isdisjoint(one.file.parents)]
    unread = [one for one in unread if own.isdisjoint(one.file.parents)]
    kept, older = newest(plans)
    unread += [_copy(one, other, folder) for one, other in older]
    shown = in_order(kept)
    notes = [_doubt(one, other, folder) for one, other in doubtful(shown)]
    notes += [note for one in shown if (note := _open_note(one, folder))]
    passed_over += len(paths) - passed_over - len(kept) - len(unread)
    unread.sort(key=lambda one: str(one.file))
    return Gathered(folder, shown, tuple(unread), tuple(notes), period), passed_over


def _read(path: Path, folder: Path, period: str, now: datetime) -> PlanFigures | Unread | None:
    """The figures of a file, or why there are none; None for another workbook of ours."""
    try:
        if path.is_dir():
            next(path.iterdir(), None)  # says why it could not be looked into
        if made_by_us(path):
            return None
        return read_master(path, period or None, now)
    except Stop as stop:
        return Unread(path, stop.message)
    except OSError as error:
        return Unread(path, Message("CONS_006", {"name": path.relative_to(folder), "reason": why(error)}))
    except Exception:  # a master damaged in a way nobody foresaw must not hold up the others
        return Unread(path, Message("CONS_007", {"name": path.relative_to(folder), "log": logged()}))


def _copy(older: PlanFigures, newer: PlanFigures, folder: Path) -> Unread:
    code = "CONS_010" if older.sha == newer.sha else "CONS_011"
    facts = {"plan": older.title, "newer": newer.file.relative_to(folder)}
    return Unread(older.file, Message(code, facts), newer.file)


def _doubt(one: PlanFigures, other: PlanFigures, folder: Path) -> Message:
    pair = {"one": one.file.relative_to(folder), "other": other.file.relative_to(folder)}
    return Message("CONS_012", {"plan": one.title, **pair})


def _open_note(one: PlanFigures, folder: Path) -> Message | None:
    """A master that somebody has open may hold more than the file does."""
    try:
        refuse_open_elsewhere(one.file)
    except Stop as stop:
        return Message("CONS_013", {"name": one.file.relative_to(folder), "user": stop.message.facts["user"]})
    return None
