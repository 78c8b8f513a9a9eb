"""Conservation: every non-empty input cell of every readable return ends in exactly one fate, and the sums add up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from kehoach_xl.domain.fates import APPLIED, EQUAL, RowFate
from kehoach_xl.domain.progress import same
from kehoach_xl.domain.rows import BLANK, PLACE, Values
from kehoach_xl.domain.settle import Settled
from kehoach_xl.returns.verdict import ACCEPTED, DUPLICATE, ELSEWHERE, Verdict


@dataclass
class Account:
    """The files that were read, and the fate of each of their cells. ``known``: the hashes of those that had been taken
    before."""

    files: list[Verdict] = field(default_factory=list)
    cells: Counter[str] = field(default_factory=Counter)
    known: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """All non-empty input cells of all readable returns; equals the sum of ``cells``."""
        return sum(verdict.cells for verdict in self.files)

    @property
    def accepted(self) -> int:
        return sum(verdict.state == ACCEPTED for verdict in self.files)

    @property
    def fates(self) -> dict[str, Counter[str]]:
        """The fates of the cells of each file, by its name."""
        return {verdict.file: verdict.fates for verdict in self.files}

    def count(self, before: Settled, settled: Settled) -> None:
        """Fill the ``fates`` of each file, and ``cells``."""
        by_sha = tally(before, settled)
        taken = {verdict.sha for verdict in self.files if verdict.state in (ACCEPTED, ELSEWHERE)}
        for verdict in self.files:
            verdict.fates = self._of(verdict, by_sha, taken)
            self.cells += verdict.fates

    @staticmethod
    def _of(verdict: Verdict, by_sha: Mapping[str, Counter[str]], taken: set[str]) -> Counter[str]:
        if verdict.state == ACCEPTED:
            return by_sha.get(verdict.sha, Counter()) + Counter(rejected=sum(verdict.rejected.values()))
        if verdict.state in (DUPLICATE, ELSEWHERE) and verdict.sha in taken:
            return Counter(equal=verdict.cells)
        return Counter(rejected=verdict.cells)


def tally(before: Settled, settled: Settled) -> dict[str, Counter[str]]:
    """The fates of the cells of each return, by its hash; what stood in the record ``before`` was equal already."""
    known = {(agency, period) for _, agency, period in before.record.rows}
    found: dict[str, Counter[str]] = {}
    for sha, sender, returned, fates in settled.fates.returns():
        counts = found[sha] = Counter()
        for task, fate in fates.items():
            row = returned[task]
            if isinstance(fate, dict):
                counts.update(fate.values())
            else:
                counts[fate] += len(row) - row.count(None)
            if sender in known and (old := before.record.row(key := (task, *sender))) is not BLANK:
                equal = _stood(fate, row, old, settled.record.row(key))
                counts[APPLIED] -= equal
                counts[EQUAL] += equal
    return found


def _stood(fate: RowFate, row: Values, old: Values, new: Values) -> int:
    """How many values of a row that were applied stood there before. None of them is a blank."""
    if isinstance(fate, dict):
        applied = [PLACE[name] for name, one in fate.items() if one == APPLIED]
    else:
        applied = _filled(row) if fate == APPLIED else []
    return sum(same(old[at], new[at]) for at in applied) if old != new else len(applied)


def _filled(row: Values) -> list[int]:
    return [at for at, value in enumerate(row) if value is not None]
