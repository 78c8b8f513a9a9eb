"""The header of a torn table: which lines it is, again on each page, and which columns follow each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kehoach_xl.documents.headings import STANDING, Column, aliases, settle
from kehoach_xl.domain.text import clean, fold

# A header runs over no more lines than these.
DEEPEST = 40
_FIRST_ROW = re.compile(r"\(?(?:1|01|I|A|1\.1|I\.1)[.):]{0,2}(?:\s.*)?")
_NUMBERS = re.compile(r"\(?1\)?(?: \(?\d{1,2}\)?){2,}")
_YEAR = re.compile(r"(?:năm )?(20\d\d)\b")


@dataclass(frozen=True)
class TornHeader:
    """The lines ``first`` to ``last`` and the columns they name, in the order in which their cells follow each other;
    ``words``: all its words, by which it is known again."""

    first: int
    last: int
    columns: tuple[Column, ...]
    words: tuple[str, ...]

    def again(self, lines: Sequence[str], at: int) -> int:
        """The last line of the header printed again from line ``at``; -1 where it is not."""
        words: list[str] = []
        for end in range(at, min(len(lines), at + DEEPEST)):
            words += fold(lines[end]).split()
            if tuple(words) == self.words:
                return end
            if tuple(words) != self.words[: len(words)]:
                return -1
        return -1


def find(lines: Sequence[str]) -> TornHeader | None:
    """The header of the first table whose columns are those of tasks; None where there is none."""
    codes = tuple(alias for alias, field in aliases().items() if field == "code")
    for first, line in enumerate(lines):
        if not fold(line).startswith(codes):
            continue
        last = _last(lines, first)
        if last is None:
            continue
        columns = columns_of(" ".join(lines[first : last + 1]))
        fields = {column.field for column in columns}
        if "content" in fields and "code" in fields and fields & {"leads", "timeframe"}:
            words = tuple(word for line in lines[first : last + 1] for word in fold(line).split())
            return TornHeader(first, last, columns, words)
    return None


def _last(lines: Sequence[str], first: int) -> int | None:
    """The line before the first row, columns numbered below the heading included."""
    for at in range(first + 1, min(len(lines), first + DEEPEST)):
        if _FIRST_ROW.fullmatch(lines[at].strip()) and not _NUMBERS.fullmatch(clean(lines[at])):
            return at - 1
    return None


def columns_of(text: str) -> tuple[Column, ...]:
    """The columns of a header whose headings run together: the upper row first, then what stands below its groups."""
    found = _headings(clean(text))
    groups = [at for at, column in enumerate(found) if column.field in ("baseline", "goal")]
    assignment = next((at for at, column in enumerate(found) if column.field == "assignment"), None)
    below: dict[int, list[Column]] = {}
    taken: set[int] = set()
    for at, column in enumerate(found):
        if column.field in ("score", "rank"):
            over = next((group for group in groups if group < at
                         and column.field not in {one.field for one in below.get(group, [])}), None)  # fmt: skip
        elif column.field in ("leads", "coordinators", "executors"):
            over = assignment if assignment is not None and assignment < at else None
        else:
            over = None
        if over is not None:
            below.setdefault(over, []).append(column)
            taken.add(at)
    made: list[Column] = []
    for at, column in enumerate(found):
        if at in below:
            goal = column.field == "goal"
            made += [
                replace(one, field=STANDING.get(one.field, one.field) if goal else one.field, year=column.year,
                        heading=f"{column.heading} – {one.heading}")
                for one in below[at]
            ]  # fmt: skip
        elif at not in taken and column.field != "assignment":
            made.append(column)
    return settle(tuple(made))


def _headings(text: str) -> list[Column]:
    """The headings in a text, the longest known one at each place; words that are none stand as 'other'."""
    words = text.split()
    folded = [fold(word) for word in words]
    known = aliases()
    longest = max(len(alias.split()) for alias in known)
    made: list[Column] = []
    at = 0
    while at < len(words):
        year = _YEAR.fullmatch(" ".join(folded[at : at + 2])) or _YEAR.fullmatch(folded[at])
        if year:
            size = 2 if folded[at] == "năm" else 1
            if made and made[-1].field in ("goal", "baseline", "score", "rank") and not made[-1].year:
                heading = f"{made[-1].heading} {' '.join(words[at : at + size])}"
                made[-1] = replace(made[-1], heading=heading, year=int(year[1]))
            else:
                made.append(Column("baseline", " ".join(words[at : at + size]), int(year[1])))
            at += size
            continue
        for size in range(min(longest, len(words) - at), 0, -1):
            field = known.get(" ".join(folded[at : at + size]).strip(" ,;:."))
            if field:
                made.append(Column(field, " ".join(words[at : at + size])))
                at += size
                break
        else:
            if not re.fullmatch(r"\(?\d{1,2}\)?", words[at]):
                made.append(Column("other", words[at]))
            at += 1
    return made
