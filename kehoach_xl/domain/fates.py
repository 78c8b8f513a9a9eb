"""What became of every value that was returned; a row of which all share one fate is held as one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kehoach_xl.domain.progress import CellKey, RowKey
from kehoach_xl.domain.rows import BLANK, PLACE, Values
from kehoach_xl.domain.said import Said

APPLIED, EQUAL, CONFLICT, SUPERSEDED, REJECTED = FATES = ("applied", "equal", "conflict", "superseded", "rejected")
# The value stands in the record.
STANDS = frozenset((APPLIED, EQUAL))

# Of a row that of all its values, or of each field that holds one.
RowFate = str | dict[str, str]


@dataclass(slots=True)
class _Sheet:
    """The fates of one return, by task."""

    agency: str
    period: str
    answers: Said
    rows: dict[str, RowFate] = field(default_factory=dict)

    def differs(self, other: "_Sheet | None") -> bool:
        if other is None or other.rows.keys() != self.rows.keys():
            return True
        return any(fate != (was := other.rows[task]) and _one(fate) != _one(was) for task, fate in self.rows.items())


class Fates(Mapping[tuple[str, CellKey], str]):
    """The fate of every non-empty returned cell by (sha, cell)."""

    __slots__ = ("_sheets",)

    def __init__(self) -> None:
        self._sheets: dict[str, _Sheet] = {}

    def open(self, sha: str, agency: str, period: str, answers: Said) -> None:
        """Begin with a return. Its cells are told next."""
        self._sheets[sha] = _Sheet(agency, period, answers)

    def tell_row(self, sha: str, task: str, fate: str) -> None:
        """All values of a row fare alike. A blank has no fate."""
        sheet = self._sheets[sha]
        if sheet.answers.rows[task] != BLANK:
            sheet.rows[task] = fate

    def tell_rows(self, sha: str, tasks: Iterable[str], fate: str) -> None:
        """All values of these rows, none of them blank, fare alike."""
        self._sheets[sha].rows |= dict.fromkeys(tasks, fate)

    def tell(self, sha: str, task: str, name: str, fate: str) -> None:
        """One value; what was told of it before no longer counts. A blank has no fate."""
        sheet = self._sheets[sha]
        if sheet.answers.rows[task][PLACE[name]] is not None:
            row = sheet.rows.setdefault(task, {})
            assert isinstance(row, dict)
            row[name] = fate

    def returns(self) -> Iterator[tuple[str, tuple[str, str], Mapping[str, Values], Mapping[str, RowFate]]]:
        """Each return: hash, (agency, period), what was returned and how its rows fare, by task."""
        for sha, sheet in self._sheets.items():
            yield sha, (sheet.agency, sheet.period), sheet.answers.rows, sheet.rows

    def rows(self) -> Iterator[tuple[str, RowKey, Values, RowFate]]:
        """Each row of each return: hash, row of the record, what was returned, fate."""
        for sha, sheet in self._sheets.items():
            agency, period, values = sheet.agency, sheet.period, sheet.answers.rows
            for task, fate in sheet.rows.items():
                yield sha, (task, agency, period), values[task], fate

    def standing(self, sha: str) -> set[str]:
        """The tasks of a return of which a value stands in the record."""
        sheet = self._sheets[sha]
        return {
            task for task, fate in sheet.rows.items()
            if (not STANDS.isdisjoint(fate.values()) if isinstance(fate, dict) else fate in STANDS)
        }  # fmt: skip

    def differing(self, before: "Fates") -> set[str]:
        """The hashes of returns of which a cell fares otherwise than ``before``."""
        return {sha for sha, sheet in self._sheets.items() if sheet.differs(before._sheets.get(sha))}

    def __getitem__(self, key: tuple[str, CellKey]) -> str:
        sha, (task, agency, period, name) = key
        sheet = self._sheets[sha]
        fate = sheet.rows[task]
        if (agency, period) != (sheet.agency, sheet.period) or sheet.answers.rows[task][PLACE[name]] is None:
            raise KeyError(key)
        return fate if isinstance(fate, str) else fate[name]

    def __iter__(self) -> Iterator[tuple[str, CellKey]]:
        for sha, (task, agency, period), values, _ in self.rows():
            for name, at in PLACE.items():
                if values[at] is not None:
                    yield sha, (task, agency, period, name)

    def __len__(self) -> int:
        return sum(len(values) - values.count(None) for _, _, values, _ in self.rows())


def _one(fate: RowFate) -> RowFate:
    """A row whose cells happen to fare alike is as one that was told as a whole."""
    told = {*fate.values()} if isinstance(fate, dict) else {fate}
    return told.pop() if len(told) == 1 else fate
