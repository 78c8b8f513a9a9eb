"""Whether the journal is whole: what the sheets hold, what the log beside them holds, and whether both say the same.

The log is a tree: each batch names the head of the one before it. The master's own head says which path of it is the
master's. A batch that was logged but never saved (a run cut off in between), a restored backup, a copy that went its
own way: all are branches, and told, not held against anybody. Only what was written into a workbook of the same name
makes a master an old one: a trial copy beside it does not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from kehoach_xl.domain.chain import LINE, Batch, Texts, digest, link
from kehoach_xl.messages import Message

# The batch of the first operation; what the built master held before it counts as its too.
FIRST = "b0001"
# The finding that a master is older than its log.
OLDER = "JOURNAL_030"


@dataclass(frozen=True)
class Line:
    """One numbered line as it stands in the sheet: its row, number, hash and canonical texts."""

    row: int
    no: int
    hash: str
    texts: Texts

    @property
    def batch(self) -> str:
        return self.texts[LINE.index("batch")]


@dataclass(frozen=True)
class Kept:
    """What the master holds: the journal's id, its head, the number and the hash of the last line that was moved to the
    log, the numbered lines in order, the sheet rows of lines that no operation wrote, and the fact rows by batch.
    ``headings`` are the columns' names in the sheet, ``workbook`` is the name of its file."""

    journal: str
    head: str
    base: tuple[int, str]
    lines: Sequence[Line]
    loose: Sequence[int]
    facts: Mapping[str, Sequence[Texts]]
    headings: Mapping[str, str]
    workbook: str = ""


@dataclass(frozen=True)
class Log:
    """What the log holds: batches by head in the order in which they were written, the heads known to be saved, the
    numbers of lines that cannot be read. ``there`` is False when there is no log."""

    there: bool = False
    batches: Mapping[str, Batch] = field(default_factory=dict)
    saved: frozenset[str] = frozenset()
    broken: Sequence[int] = ()

    def path(self, head: str) -> list[Batch]:
        """The batches from the oldest one that can be reached to ``head``."""
        found: list[Batch] = []
        seen: set[str] = set()
        while head in self.batches and head not in seen:
            seen.add(head)
            found.append(self.batches[head])
            head = found[-1].prev
        return found[::-1]

    def tips(self, journal: str) -> list[Batch]:
        """The batches of a journal that none follows, oldest first."""
        return [one for one in self.batches.values() if one.journal == journal and one.head not in self._followed]

    @cached_property
    def _followed(self) -> set[str]:
        return {one.prev for one in self.batches.values()}

    def was_saved(self, one: Batch) -> bool:
        """Whether its master is known to have been written: it was told, or another batch came after it."""
        return one.head in self.saved or one.head in self._followed

    def newer(self, journal: str, head: str, workbook: str) -> list[Batch]:
        """What was saved after ``head`` into a workbook of that name, on the branch that was written last; the batches
        in order. What a copy wrote counts only when the workbook has gone on from it."""
        for later in self._after(journal, head):
            while later and not (self.was_saved(later[-1]) and written_as(later[-1], workbook)):
                later.pop()
            if later:
                return later
        return []

    def copies(self, journal: str, head: str, workbook: str) -> list[Batch]:
        """What was saved after ``head`` into workbooks of other names, and is not of the ``newer`` state."""
        newer = {one.head for one in self.newer(journal, head, workbook)}
        every = {one.head: one for later in self._after(journal, head) for one in later if one.head not in newer}
        return [one for one in every.values() if self.was_saved(one) and not written_as(one, workbook)]

    def _after(self, journal: str, head: str) -> Iterator[list[Batch]]:
        """The branches that go on from ``head``, the one written last first; of an empty head (a master from before its
        first operation) every branch is one."""
        for tip in reversed(self.tips(journal)):
            path = self.path(tip.head)
            heads = [one.head for one in path]
            if head in heads:
                yield path[heads.index(head) + 1 :]
            elif not head and path[0].prev == journal:
                yield path


def written_as(one: Batch, workbook: str) -> bool:
    """Whether a batch was, or may have been, written into a workbook of this name. Windows does not tell A from a."""
    return not one.workbook or one.workbook.casefold() == workbook.casefold()


@dataclass(frozen=True)
class Finding:
    """Something that differs (or, of level «info», is only told), and the row of `Nhật ký` it is about, 0 for none."""

    message: Message
    row: int = 0

    @property
    def is_fault(self) -> bool:
        return self.message.level != "info"


def prove(kept: Kept, log: Log) -> list[Finding]:
    """Everything that is wrong with a journal, then what is only to be known."""
    path = log.path(kept.head)
    # A batch of the log that was changed there says nothing against the sheets, which prove themselves by the chain.
    sound = [one for one in path if one.is_whole]
    found = [*_numbers(kept, path), *_lines(kept, sound), *_facts(kept, path, sound), *_log(kept, log, path)]
    found += [*_age(kept, log), *_branches(kept, log)]
    if kept.loose:
        found.append(_finding("JOURNAL_033", row=kept.loose[0], count=len(kept.loose)))
    return sorted(found, key=lambda one: not one.is_fault)


def _finding(code: str, *, row: int = 0, **facts: object) -> Finding:
    return Finding(Message(code, facts | {"row": row}), row)


def _numbers(kept: Kept, path: Sequence[Batch]) -> Iterator[Finding]:
    """Lines that are gone, or stand twice; at the end only the log, or the head, can tell."""
    expected = kept.base[0] + 1
    for line in kept.lines:
        if line.no > expected:
            yield _finding("JOURNAL_011", first=expected, last=line.no - 1)
        elif line.no < expected:
            yield _finding("JOURNAL_012", row=line.row, no=line.no)
        expected = max(expected, line.no + 1)
    last = path[-1].last if path and path[-1].lines else 0
    if last >= expected:
        yield _finding("JOURNAL_011", first=expected, last=last)
    elif (expected - 1 > last) and (kept.lines[-1].hash if kept.lines else "") != kept.head:
        yield _finding("JOURNAL_015")


def _lines(kept: Kept, path: Sequence[Batch]) -> Iterator[Finding]:
    """Lines that do not say what was written: by the log where it has them, else by the chain alone."""
    logged = {int(texts[0]): texts for batch in path for texts in batch.lines if texts[0].isdigit()}
    wrong_facts = {batch.id for batch in path if batch.facts != tuple(kept.facts.get(batch.id, ()))}
    prev_no, prev = kept.base[0], kept.base[1] or kept.journal
    lines = kept.lines
    for at, line in enumerate(lines):
        if (there := logged.get(line.no)) is not None and there != line.texts:
            differ = [name for name, a, b in zip(LINE, there, line.texts, strict=True) if a != b]
            columns = ", ".join(f"«{kept.headings[name]}»" for name in differ)
            was = there[LINE.index(differ[0])]
            yield _finding("JOURNAL_010", row=line.row, no=line.no, columns=columns, was=was or "(trống)")
        elif line.no == prev_no + 1:
            follows = lines[at + 1] if at + 1 < len(lines) else None
            ends = follows is None or follows.batch != line.batch
            whole = link(prev, line.texts, digest(kept.facts.get(line.batch, ())) if ends else "")
            # Where the rest of a batch is gone, its last line cannot be told from the others.
            cut = ends and (line.hash != kept.head if follows is None else follows.no != line.no + 1)
            right = line.hash in (whole, link(prev, line.texts)) if cut else line.hash == whole
            if not right and not (ends and line.batch in wrong_facts):
                yield _finding("JOURNAL_013", row=line.row, no=line.no, batch=line.batch)
        prev_no, prev = line.no, line.hash


def _facts(kept: Kept, path: Sequence[Batch], sound: Sequence[Batch]) -> Iterator[Finding]:
    """Facts that are not those of their batch, where the log has it; and facts of no batch at all."""
    for batch in sound:
        stand = kept.facts.get(batch.id, ())
        if tuple(stand) != batch.facts:
            changed = len(set(stand) ^ set(batch.facts))
            yield _finding("JOURNAL_014", batch=batch.id, count=changed, stand=len(stand), written=len(batch.facts))
    known = {batch.id for batch in path} | {line.batch for line in kept.lines} | ({FIRST} if not kept.head else set())
    strange = [batch for batch in kept.facts if batch not in known]
    # With the log lost, lines that were moved there cannot vouch for their facts any more.
    if strange and (not kept.base[0] or (path and path[0].prev == kept.journal)):
        yield _finding("JOURNAL_016", batches=", ".join(strange), count=sum(len(kept.facts[one]) for one in strange))


def _log(kept: Kept, log: Log, path: Sequence[Batch]) -> Iterator[Finding]:
    """The log itself."""
    if not kept.head:
        return
    if not log.there:
        yield _finding("JOURNAL_020")
        return
    if log.broken:
        # With every batch of this master still there it was a line of another, or of one that was written again since.
        is_whole = bool(path) and path[0].prev == kept.journal
        code = "JOURNAL_036" if is_whole else "JOURNAL_021"
        yield _finding(code, lines=", ".join(str(one) for one in log.broken[:10]))
    for batch in path:
        if not batch.is_whole:
            yield _finding("JOURNAL_022", batch=batch.id)
    if not path:
        yield _finding("JOURNAL_023")
    elif path[0].prev != kept.journal:
        yield _finding("JOURNAL_024", batch=path[0].id)


def _age(kept: Kept, log: Log) -> Iterator[Finding]:
    """A master that is older than the log: a backup was taken back, or a copy was left behind."""
    if later := log.newer(kept.journal, kept.head, kept.workbook):
        at = _moment(later[-1].lines[-1][LINE.index("at")]) if later[-1].lines else ""
        yield _finding(OLDER, count=sum(len(one.lines) for one in later), batches=len(later), at=at)


def _moment(text: str) -> str:
    """The canonical time of a line as a person reads it."""
    try:
        return f"{datetime.fromisoformat(text):%d/%m/%Y %H:%M}"
    except ValueError:
        return text


def _branches(kept: Kept, log: Log) -> Iterator[Finding]:
    """What was logged and is on no path of this master."""
    known = kept.journal, kept.head, kept.workbook
    copies = log.copies(*known)
    if copies:
        names = ", ".join(f"«{name}»" for name in dict.fromkeys(one.workbook for one in copies))
        at = max(one.lines[-1][LINE.index("at")] for one in copies).replace("T", " ")
        yield _finding("JOURNAL_035", count=len(copies), workbooks=names, at=at)
    mine = {one.head for one in (*log.path(kept.head), *log.newer(*known), *copies)}
    aside = [one for one in log.batches.values() if one.journal == kept.journal and one.head not in mine]
    cut_off = sum(not log.was_saved(one) for one in aside)
    if cut_off:
        yield _finding("JOURNAL_031", count=cut_off)
    if len(aside) > cut_off:
        yield _finding("JOURNAL_032", count=len(aside) - cut_off)
