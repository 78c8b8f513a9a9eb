"""A verdict for each file that came back: from a folder, or read again from the originals because she was asked.

Of the same bytes in several copies each is judged by its own source, and nothing is decided before all are read: the
best verdict counts, with the earliest mail that brought them, so that neither names nor order matter.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kehoach_xl.domain.confirmation import ACCEPT, SKIP, Confirmation, FileKey
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.settle import Return, Settled, is_touched
from kehoach_xl.intake.afar import Afar
from kehoach_xl.intake.arrived import CONTAINER, LOCKED, UNREADABLE, Arrived, Source
from kehoach_xl.intake.folder import arriving, files, opened_again
from kehoach_xl.intake.names import Distinct
from kehoach_xl.intake.originals import Originals
from kehoach_xl.messages import Message
from kehoach_xl.returns.asking import forms_of
from kehoach_xl.returns.expectation import expectation_of
from kehoach_xl.returns.finding import NOTE, Finding
from kehoach_xl.returns.identify import identify
from kehoach_xl.returns.older import say_older
from kehoach_xl.returns.same_as_last import same_as_last
from kehoach_xl.returns.verdict import (
    ACCEPTED,
    DUPLICATE,
    ELSEWHERE,
    FOREIGN,
    NEEDS_CONFIRMATION,
    PUT_ASIDE,
    QUARANTINED,
    Verdict,
)
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.own_places import own_places
from kehoach_xl.sheets.periods import last_before
from kehoach_xl.sheets.returned_files import Group
from kehoach_xl.workflows.work import Progress, Work

# A mail is sent after the file was saved, and not long after; clocks differ by less than a day.
CLOCKS, LONG = timedelta(days=1), timedelta(days=60)

AS_IT_SHOULD = (ACCEPTED, DUPLICATE, CONTAINER, PUT_ASIDE, ELSEWHERE)
# Of several copies of the same bytes the first of these counts.
BEST_FIRST = (ACCEPTED, NEEDS_CONFIRMATION, QUARANTINED, FOREIGN, LOCKED, UNREADABLE)


def needs_a_look(verdict: Verdict) -> bool:
    """Whether there is anything to do about a file, or to read."""
    return (
        verdict.state not in AS_IT_SHOULD
        or (verdict.state == ACCEPTED and not verdict.filled)
        or any(one.needs_a_look for one in verdict.findings)
    )


@dataclass
class _Copies:
    """Copies of the same bytes. ``best``: the place of the one whose verdict counts, and the source it came from;
    ``sent``: the earliest mail known to have brought them."""

    best: int
    source: Source
    sent: datetime | None = None


class Arriving(NamedTuple):
    """The files of a folder, each with the number of the one it lies in, as they are opened; how many lie there."""

    files: Iterator[tuple[int, Arrived]]
    count: int


@contextmanager
def opening(
    desk: Desk, folder: Path, originals: Originals, passwords: Mapping[str, str], workers: Afar | None = None
) -> Iterator[Arriving]:
    """The files of a folder are opened inside the ``with``, whatever else is done there meanwhile. Raises Stop
    MERGE_029 to MERGE_031."""
    paths = files(folder, own_places(desk))
    with arriving(folder, paths, originals, passwords, forms_of(desk.fields), workers) as arrived:
        yield Arriving(arrived, len(paths))


class Judge:
    """Judges files of one period; ``found`` are the verdicts, whole only after :meth:`finish`.

    ``words``: what she decided of files, now and before. ``passwords`` as for :func:`kehoach_xl.workflows.merge.merge`.
    ``sent``: the earliest mail that was ever seen to bring a file, by its hash. ``taken``: files that this run took for
    another period, with that period.
    """

    def __init__(
        self, work: Work, before: Settled, period: str, originals: Originals, passwords: Mapping[str, str],
        words: Mapping[FileKey, Confirmation], sent: Mapping[FileKey, datetime], taken: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._work, self._before, self._originals, self._passwords = work, before, originals, passwords
        self._period = period
        mine = {sha: word for (code, sha), word in words.items() if code == period}
        self._aside = {sha for sha, word in mine.items() if word.choice == SKIP}
        self._expected = expectation_of(
            work.desk, period, {sha: word.agency for sha, word in mine.items() if word.choice == ACCEPT and word.agency}
        )
        self._wanted = forms_of(work.desk.fields)
        self._taken = {one.sha: one.period for one in work.received} | dict(taken or {})
        self._sent = {sha: [at] for (code, sha), at in sent.items() if code == period}
        for one in work.facts.returns:
            if one.mailed and one.at is not None:
                self._sent.setdefault(one.sha, []).append(one.at)
        self._copies: dict[str, _Copies] = {}
        self._opened: set[str] = set()
        self._names = Distinct()
        self._asked: dict[str, slice] = {}
        self._codes = {task.id: task.code for task in work.desk.plan.tasks}
        self._previous = last_before(work.desk.periods, period)
        self.found: list[Verdict] = []

    def folder(self, arrived: Arriving, progress: Progress) -> None:
        """Every file of a folder, and every file inside a mail or an archive. Raises Stop INTAKE_…"""
        for done, one in arrived.files:
            verdict = self._take_up(one)
            progress(done, arrived.count, self._expected.agency_names.get(verdict.agency, verdict.file))

    def again(self, asked: Sequence[Group]) -> None:
        """Files that she was asked about, from their originals, unless they were opened already."""
        for one in asked:
            sha = one.text("hash")
            if sha not in self._opened and sha not in self._asked:
                begun = len(self.found)
                for arrived in self._from_original(one):
                    self._take_up(arrived)
                self._asked[sha] = slice(begun, len(self.found))

    def _from_original(self, asked: Group) -> list[Arrived]:
        sha = asked.text("hash")
        source = Source(asked.text("file"), asked.text("sender"), asked.sent, asked.text("subject"))
        if self._originals.read(sha) is None:
            return [Arrived(source, sha, UNREADABLE, problem=Message("MERGE_208"))]
        return opened_again(sha, source, self._originals, self._passwords, self._wanted)

    def _take_up(self, one: Arrived) -> Verdict:
        """Judge one copy by itself."""
        name = self._names(one.source.name)
        source = one.source if name == one.source.name else replace(one.source, name=name)
        place, copies = len(self.found), self._copies.get(one.sha)
        if one.read is not None or one.state in (LOCKED, CONTAINER):
            self._opened.add(one.sha)
        if not one.sha or one.state == CONTAINER:
            verdict = identify(replace(one, source=source), self._expected)
        elif copies is None:
            copies = self._copies[one.sha] = _Copies(place, source, self._earliest(self._sent.get(one.sha, [])))
            verdict = self._understood(one, source, copies)
        else:
            verdict = self._understood(one, source, copies)
            best = self.found[copies.best]
            if _order(verdict, source) < _order(best, copies.source):
                copies.best, copies.source = place, source
            elif one.read is not None and copies.sent and best.source.sent != copies.sent:
                self.found[copies.best] = self._understood(one, copies.source, copies)
        self.found.append(verdict)
        return verdict

    def _understood(self, one: Arrived, source: Source, copies: _Copies) -> Verdict:
        """A copy as its own source says, but with the earliest mail: days may be understood by it."""
        if one.state != UNREADABLE:
            copies.sent = self._earliest([copies.sent, source.sent])
        sent = copies.sent or source.sent
        source = source if sent is source.sent else replace(source, sent=sent)
        return identify(one if source is one.source else replace(one, source=source), self._expected)

    def _earliest(self, mails: Sequence[datetime | None]) -> datetime | None:
        """The earliest of these; one to come is not believed."""
        return min((at for at in mails if at is not None and at <= self._work.now + CLOCKS), default=None)

    def finish(self) -> dict[str, list[Verdict]]:
        """Decide, now that all are read. {hash: the verdict on a file that was read again, and those of the files
        inside}."""
        firsts = {sha: self._standing(self.found[copies.best]) for sha, copies in self._copies.items()}
        for sha, copies in self._copies.items():
            self.found[copies.best] = firsts[sha]
        for place, verdict in enumerate(self.found):
            first = firsts.get(verdict.sha)
            if verdict.state == CONTAINER:
                self.found[place] = self._standing(verdict)
            elif first is not None and first is not verdict and first.state != UNREADABLE:
                said = Message("MERGE_003", {"name": verdict.file, "first": first.file})
                self.found[place] = replace(verdict, state=DUPLICATE, message=said, findings=[])
        for verdict in self.found:
            if verdict.state == ACCEPTED:
                self._look_closer(verdict)
        say_older(self.found, self._expected)
        return {sha: self.found[places] for sha, places in self._asked.items()}

    def _standing(self, verdict: Verdict) -> Verdict:
        """What was taken stays taken, whatever is said of another copy; what she put aside stays aside."""
        period = self._taken.get(verdict.sha)
        if period == self._period:
            return verdict if verdict.state in (ACCEPTED, CONTAINER) else self._known(verdict)
        if verdict.sha in self._aside:
            state, said = PUT_ASIDE, Message("MERGE_205")
        elif period is not None:
            state, said = ELSEWHERE, Message("MERGE_213", {"period": period})
        else:
            return verdict
        return replace(
            verdict, state=state, message=said, result=None, findings=[], candidate="", confirmable=False
        )

    def _known(self, verdict: Verdict) -> Verdict:
        """A return that was taken before, as its facts tell it: the file is protected, or in doubt by now."""
        one, filled = self._before_this[verdict.sha]
        facts = {"agency": self._work.desk.register.name(one.agency), "filled": filled}
        return Verdict(
            verdict.file, ACCEPTED, Message("MERGE_001" if filled else "MERGE_002", facts), one.sha, one.agency,
            one.period, one, filled, one.answers.filled, source=verdict.source,
        )  # fmt: skip

    @cached_property
    def _before_this(self) -> Mapping[str, tuple[Return, int]]:
        """Every return that was taken before with how many cells are filled, by the file's hash."""
        filled: dict[str, int] = {}
        for each in self._work.received:
            filled.setdefault(each.sha, each.filled)
        found: dict[str, tuple[Return, int]] = {}
        for one in self._work.facts.returns:
            found.setdefault(one.sha, (one, filled.get(one.sha, 0)))
        return found

    def _look_closer(self, verdict: Verdict) -> None:
        self._date(verdict)
        one, desk = verdict.result, self._work.desk
        assert one is not None
        if verdict.filled and not is_touched(desk.ledger.facts, one):
            # A form that comes back exactly as it was prefilled reports nothing.
            verdict.filled = 0
            verdict.message = Message("MERGE_002", {"agency": desk.register.name(one.agency)})
        record, facts, heading = self._before.record, desk.ledger.facts, desk.fields["result"].heading
        verdict.findings += same_as_last(one, record, self._previous, facts, self._codes, heading)

    def _date(self, verdict: Verdict) -> None:
        """A return is as new as the mail that brought it; a date that cannot be is said, one to come not used."""
        one, sent = verdict.result, verdict.source.sent
        assert one is not None
        if one.at is not None and one.at > self._work.now + CLOCKS:
            # A clock that runs ahead would make this the newest return for ever.
            said = Message("RETURN_038", {"saved": f"{one.at:%d/%m/%Y}"})
            verdict.findings.append(Finding(NOTE, said))
            one = verdict.result = replace(one, at=None)
        if sent is None:
            return
        facts = {"sent": f"{sent.astimezone(VIETNAM):%d/%m/%Y %H:%M}"}
        if sent > self._work.now + CLOCKS:
            verdict.findings.append(Finding(NOTE, Message("MERGE_201", facts)))
            return
        if one.at is not None and not -CLOCKS <= sent - one.at <= LONG:
            facts["saved"] = f"{one.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
            verdict.findings.append(Finding(NOTE, Message("MERGE_202", facts)))
        verdict.result = replace(one, at=sent, mailed=True)


def _order(verdict: Verdict, source: Source) -> tuple[int, bool, float]:
    """The better of two copies is the smaller; of equals the first that came."""
    return BEST_FIRST.index(verdict.state), source.sent is None, source.sent.timestamp() if source.sent else 0.0
