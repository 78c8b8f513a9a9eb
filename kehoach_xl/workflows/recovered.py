"""The facts of a master as its log tells them, batch by batch; where the log does not, as its sheets do."""

from dataclasses import dataclass, field

from kehoach_xl.domain.chain import Batch, fact_cells
from kehoach_xl.domain.proof import Kept, Log, written_as
from kehoach_xl.messages import Message
from kehoach_xl.sheets.journal import batches_of
from kehoach_xl.sheets.table import Cell


@dataclass
class Recovered:
    """``batches`` in order; ``proven`` are those whose facts are what was written. ``later``: how many came after the
    master that was given. ``journal`` and ``base`` as in :class:`~kehoach_xl.domain.proof.Kept`; ``faults`` and
    ``notes`` say how it was found."""

    journal: str
    base: tuple[int, str]
    batches: list[Batch]
    proven: set[str] = field(default_factory=set)
    from_log: bool = False
    later: int = 0
    faults: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)

    @property
    def head(self) -> str:
        return self.batches[-1].head if self.batches else ""

    @property
    def facts(self) -> list[dict[str, Cell]]:
        """Every fact row, as it is written into the sheet."""
        return [fact_cells(fact) for batch in self.batches for fact in batch.facts]


def recover(kept: Kept, log: Log) -> Recovered:
    """The newest saved state that the master, or a later one of the same journal, had."""
    path, later = _path(kept, log)
    standing = {one.head: one for one in batches_of(kept)}
    if not path:
        found = Recovered(kept.journal, kept.base, list(standing.values()))
        # Facts whose line is gone, and lines that were moved to a log that is lost: the facts still count.
        lined = {one.id for one in found.batches}
        loose = [name for name in kept.facts if name not in lined]
        found.batches[:0] = [Batch(kept.journal, name, "", "", (), tuple(kept.facts[name])) for name in loose]
        found.batches.sort(key=lambda one: one.id)
        if found.batches:
            found.faults.append(Message("JOURNAL_071"))
    else:
        whole = path[0].prev == path[0].journal
        base = (0, "") if whole else (path[0].first - 1, path[0].prev)
        found = Recovered(path[0].journal, base, path, from_log=True, later=later)
        if not whole:  # what the log has lost, the sheets may still have
            ids = {one.id for one in path}
            older = [one for one in standing.values() if one.id not in ids and one.last <= base[0]]
            found.batches, found.base = [*older, *path], kept.base if older else base
        found.batches = [
            one if one.is_whole or not (stands := standing.get(one.head)) or not stands.is_whole else stands
            for one in found.batches
        ]
        found.notes.append(Message("JOURNAL_070", {"batches": len(path)}))
        if later:
            found.notes.append(Message("JOURNAL_073", {"batches": later}))
    found.proven = {one.id for one in found.batches if one.is_whole}
    unproven = [one.id for one in found.batches if one.id not in found.proven]
    found.faults += [Message("JOURNAL_072", {"batch": one}) for one in unproven]
    return found


def _path(kept: Kept, log: Log) -> tuple[list[Batch], int]:
    """The batches of the log that count, and how many of them the master does not know."""
    if kept.head in log.batches:
        later = log.newer(kept.journal, kept.head, kept.workbook)
        return [*log.path(kept.head), *later], len(later)
    journals = {one.journal for one in log.batches.values()}
    journal = kept.journal if kept.journal in journals else next(iter(journals)) if len(journals) == 1 else ""
    saved = [one for one in log.batches.values() if one.journal == journal and log.was_saved(one)]
    if not journal or not saved:
        return [], 0
    # A master from before its first operation, or one whose head is damaged: the newest that was saved into it.
    path = log.path(([one for one in saved if written_as(one, kept.workbook)] or saved)[-1].head)
    return path, 0 if kept.head else len(path)
