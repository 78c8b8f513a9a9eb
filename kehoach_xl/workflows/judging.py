"""A verdict for each file that came back: from a folder, or read again from the originals because she was asked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from kehoach_xl.domain.confirmation import ACCEPT, SKIP, Confirmation, FileKey
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.settle import Settled, touched
from kehoach_xl.intake.arrived import CONTAINER, UNREADABLE, Arrived, Source
from kehoach_xl.intake.folder import arrivals, files
from kehoach_xl.intake.originals import Originals
from kehoach_xl.messages import Message
from kehoach_xl.returns.expectation import expectation_of
from kehoach_xl.returns.finding import NOTE, Finding
from kehoach_xl.returns.identify import identify
from kehoach_xl.returns.older import say_older
from kehoach_xl.returns.same_as_last import same_as_last
from kehoach_xl.returns.verdict import ACCEPTED, DUPLICATE, PUT_ASIDE, Verdict
from kehoach_xl.sheets.own_places import own_places
from kehoach_xl.sheets.periods import last_before
from kehoach_xl.sheets.returned_files import Group
from kehoach_xl.workflows.work import Progress, Work

# A mail is sent after the file was saved, and not long after; clocks differ by less than a day.
CLOCKS, LONG = timedelta(days=1), timedelta(days=60)

AS_IT_SHOULD = (ACCEPTED, DUPLICATE, CONTAINER, PUT_ASIDE)


def needs_a_look(verdict: Verdict) -> bool:
    """Whether there is anything to do about a file, or to read."""
    return (
        verdict.state not in AS_IT_SHOULD
        or (verdict.state == ACCEPTED and not verdict.filled)
        or any(one.needs_a_look for one in verdict.findings)
    )


class Judge:
    """Judges files of one period one after the other; ``found`` are the verdicts so far.

    ``words``: what she decided of files, now and before. ``passwords`` as for :func:`kehoach_xl.workflows.merge.merge`.
    """

    def __init__(
        self, work: Work, before: Settled, period: str, originals: Originals, passwords: Mapping[str, str],
        words: Mapping[FileKey, Confirmation],
    ) -> None:  # fmt: skip
        self._work, self._before, self._originals, self._passwords = work, before, originals, passwords
        mine = {sha: word for (code, sha), word in words.items() if code == period}
        self._aside = {sha for sha, word in mine.items() if word.choice == SKIP}
        self._expected = expectation_of(
            work.desk, period, {sha: word.agency for sha, word in mine.items() if word.choice == ACCEPT and word.agency}
        )
        self._seen: dict[str, Verdict] = {}
        self._names: Counter[str] = Counter()
        self.found: list[Verdict] = []

    def folder(self, folder: Path, progress: Progress) -> None:
        """Every file of a folder, and every file inside a mail or an archive. Raises Stop MERGE_030 or MERGE_031."""
        paths = files(folder, own_places(self._work.desk))
        for done, one in arrivals(folder, paths, self._originals, self._passwords):
            verdict = self._take_up(one)
            progress(done, len(paths), self._expected.agency_names.get(verdict.agency, verdict.file))

    def again(self, asked: Sequence[Group]) -> dict[str, list[Verdict]]:
        """Files that she was asked about, from their originals, unless they were met already; {hash: the verdict, and
        those of the files inside}."""
        out: dict[str, list[Verdict]] = {}
        for one in asked:
            sha = one.text("hash")
            if sha not in self._seen:
                out[sha] = [self._take_up(arrived) for arrived in self._from_original(one)]
        return out

    def _from_original(self, asked: Group) -> Iterator[Arrived]:
        sha, name = asked.text("hash"), asked.text("file")
        source = Source(name, asked.text("sender"), asked.sent)
        if self._originals.read(sha) is None:
            yield Arrived(source, sha, UNREADABLE, problem=Message("MERGE_208"))
            return
        path = self._originals.path(sha)
        stored = str(path.relative_to(self._originals.folder))
        for _, one in arrivals(self._originals.folder, [path], self._originals, self._passwords):
            inner = one.source.name.removeprefix(stored)
            yield replace(one, source=replace(one.source, name=name + inner) if inner else source)

    def compare(self) -> None:
        """Tell which of the files found are older than others of their agency, once all are read."""
        say_older(self.found, self._expected)

    def _take_up(self, one: Arrived) -> Verdict:
        verdict = identify(one, self._expected)
        verdict.file = self._own_name(verdict.file)
        first = self._seen.get(verdict.sha)
        if verdict.sha in self._aside:
            said = Message("MERGE_205")
            verdict = replace(verdict, state=PUT_ASIDE, message=said, result=None, findings=[], candidate="")
        if first is not None and verdict.state != CONTAINER:
            verdict = replace(
                verdict, state=DUPLICATE, message=Message("MERGE_003", {"name": verdict.file, "first": first.file}),
                findings=[],
            )  # fmt: skip
            self._date_by_copy(first, verdict)
        elif verdict.sha:
            self._seen[verdict.sha] = verdict
        if verdict.state == ACCEPTED:
            self._look_closer(verdict)
        self.found.append(verdict)
        return verdict

    def _own_name(self, name: str) -> str:
        """A name no other file of this run has: two attachments of a mail may share theirs."""
        self._names[name] += 1
        return name if self._names[name] == 1 else self._own_name(f"{name} ({self._names[name]})")

    def _look_closer(self, verdict: Verdict) -> None:
        self._date(verdict)
        one, desk = verdict.result, self._work.desk
        assert one is not None
        if verdict.filled and not touched(desk.ledger.facts, one):
            # A form that comes back exactly as it was prefilled reports nothing.
            verdict.filled = 0
            verdict.message = Message("MERGE_002", {"agency": desk.register.name(one.agency)})
        codes = {task.id: task.code for task in desk.plan.tasks}
        previous, heading = last_before(desk.periods, one.period), desk.fields["result"].heading
        verdict.findings += same_as_last(one, self._before.record, previous, desk.ledger.facts, codes, heading)

    def _date(self, verdict: Verdict) -> None:
        """A return is as new as the mail that brought it; a date that cannot be is said, one to come not used."""
        one, sent = verdict.result, verdict.source.sent
        assert one is not None
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

    def _date_by_copy(self, first: Verdict, copy: Verdict) -> None:
        """Of the same bytes in several mails the earliest date counts, whichever is read first."""
        sent, one = copy.source.sent, first.result
        if one is None or sent is None or sent > self._work.now + CLOCKS:
            return
        if not one.mailed or one.at is None or sent < one.at:
            first.result = replace(one, at=sent, mailed=True)
