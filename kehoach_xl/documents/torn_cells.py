"""The cells of one row of a torn text: content, lead, coordinators, timeframe run together, on one page or several.

On each page of the row the cells follow each other in the order of the columns, each possibly empty, so a cell is the
end of what stands before the next one. The cut is chosen that costs least: names of bodies that are known cost
nothing, those that only look like one a little, a cut inside a line a little, an empty cell or a timeframe that
nobody understands more. The search is bounded: a column keeps only its best ``KEPT`` cuts.
"""

import heapq
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kehoach_xl.documents.bodies import Bodies, begins_like_a_body
from kehoach_xl.documents.lines import joined
from kehoach_xl.domain.timeframe import parse

KEPT = 24
# How many words at the end of a page a cell may take, and how many may begin it inside a line where it goes on.
REACH, LOOSE = 45, 12
NEVER = 99.0
INSIDE_A_LINE, NEIGHBOURS, DANGLING, UNKNOWN = 0.4, 3.0, 2.5, 1.5
COLLECTIVE, LATE, TOO_LONG = 0.5, 0.5, 0.3
EMPTY = {"leads": 6.0, "coordinators": 1.2, "timeframe": 3.0}
# A cut is the only good one when every other costs so much more.
CLEARLY = 0.9
_SEPARATOR = re.compile(r"[\s,;]*(?:\b(?:và|cùng|với)\b)?[\s,;]*", re.IGNORECASE)
_ENDS_WELL = re.compile(r"[.…;!?:)”\"]$")


@dataclass(frozen=True)
class Cells:
    """field → text of one row; ``cost`` of the cut, ``ahead`` of the next best by so much; names it had to guess."""

    cells: Mapping[str, str]
    cost: float
    ahead: float
    guessed: tuple[str, ...]


@dataclass(frozen=True)
class _Page:
    """One page of a row: its lines, the places where words begin, and which of them begin a line."""

    text: str
    words: tuple[int, ...]
    line_starts: frozenset[int]


class Cutter:
    """Cuts rows whose columns after the content are ``columns``, in order."""

    def __init__(self, columns: Sequence[str], bodies: Bodies) -> None:
        self.columns = columns
        self.bodies = bodies
        self._names: dict[str, tuple[float, tuple[str, ...]]] = {}

    def cut(self, pages: Sequence[str]) -> Cells:
        """The cells of a row that stands on these pages, each a text of lines."""
        read = [_page(text) for text in pages]
        states: list[tuple[float, tuple[tuple[int, ...], ...]]] = [(0.0, (tuple(len(page.text) for page in read),))]
        for column in reversed(self.columns):
            grown = (
                (cost + more, (*cuts, starts))
                for cost, cuts in states for starts, more in self._starts(column, read, cuts[-1])
            )  # fmt: skip
            states = heapq.nsmallest(KEPT, grown)
        whole = sorted(
            (cost + self._content_cost(read, cuts[-1]) + _out_of_order(read, cuts), cuts) for cost, cuts in states
        )
        best = whole[0]
        ahead = whole[1][0] - best[0] if len(whole) > 1 else NEVER
        cells = dict(zip(("content", *self.columns), self._texts(read, best[1]), strict=True))
        guessed = [name for field in self.columns if field != "timeframe" for name in self._cost(cells[field])[1]]
        return Cells(cells, best[0], ahead, tuple(guessed))

    def _texts(self, pages: Sequence[_Page], cuts: Sequence[tuple[int, ...]]) -> Iterator[str]:
        """The texts of the columns from the first: between each cut and the next on every page."""
        bounds = [tuple(0 for _ in pages), *reversed(cuts)]
        for starts, ends in itertools.pairwise(bounds):
            yield _between(pages, starts, ends)

    def _starts(
        self, column: str, pages: Sequence[_Page], ends: tuple[int, ...]
    ) -> Iterator[tuple[tuple[int, ...], float]]:
        """Where the cell may begin on each page, and what that costs."""
        few = len(pages) > 2
        choices = [_places(page, end, few) for page, end in zip(pages, ends, strict=True)]
        for starts in itertools.product(*choices):
            filled = [at for at, (start, end) in enumerate(zip(starts, ends, strict=True)) if start < end]
            if not filled:
                yield starts, EMPTY[column]
                continue
            first = pages[filled[0]].text[starts[filled[0]]]
            if first.isupper() or first.isdigit() or column == "timeframe":
                text = _between(pages, starts, ends)
                cost = _timeframe_cost(text) if column == "timeframe" else self._column_cost(column, text)
                parted = [at for at in filled if len(pages[at].line_starts) > 1]  # else all cells are in one line
                inside = sum(starts[at] not in pages[at].line_starts for at in parted)
                if cost < NEVER:
                    yield starts, cost + INSIDE_A_LINE * inside

    def _column_cost(self, column: str, text: str) -> float:
        """A group («Các sở, ban, ngành») coordinates more often than it leads."""
        collective = column == "leads" and text.casefold().startswith("các ")
        return self._cost(text)[0] + (COLLECTIVE if collective else 0.0)

    def _cost(self, text: str) -> tuple[float, tuple[str, ...]]:
        if text not in self._names:
            self._names[text] = names_cost(text, self.bodies)
        return self._names[text]

    def _content_cost(self, pages: Sequence[_Page], ends: tuple[int, ...]) -> float:
        """What is left for the content: it should be there, end like a sentence, and not with lines of names."""
        text = _between(pages, tuple(0 for _ in pages), ends)
        if not text:
            return 8.0
        cost = 0.0 if _ENDS_WELL.search(text) else 1.5 if text.endswith(",") else 0.4
        for page, end in zip(pages, ends, strict=True):
            lines = [at for at in sorted(page.line_starts) if 0 < at < end][-8:]
            cost += NEIGHBOURS if any(self._is_names(page.text[at:end]) for at in lines) else 0.0
        return cost

    def _is_names(self, text: str) -> bool:
        return text[:1].isupper() and begins_like_a_body(text) and self._cost(joined(text))[0] < 8.0


def names_cost(text: str, bodies: Bodies) -> tuple[float, tuple[str, ...]]:
    """How unlike names of bodies a text is, and the names in it that the register does not know."""
    if not text:
        return 0.0, ()
    if re.search(r"[:!?…]|\.(?!\s*[A-ZĐ])|\d{4}", text):
        return NEVER, ()
    cost, guessed, end, before = 0.0, [], 0, False
    for found in [*bodies.names_in(text), None]:
        between = text[end : found.start if found else len(text)]
        if _SEPARATOR.fullmatch(between):
            marked = bool(between.strip())
            if found is None or not before:
                cost += DANGLING if marked else 0.0
            else:
                cost += 0.0 if marked else NEIGHBOURS
        else:
            more, name = _unknown_cost(between, before, found is not None)
            cost += more
            guessed += [name]
        if found is None:
            break
        end, before = found.end, True
    return min(cost, NEVER), tuple(guessed)


def _unknown_cost(text: str, before: bool, after: bool) -> tuple[float, str]:
    """A stretch that holds no known name: a name that begins like a body's, words that go on after a known one."""
    core = text.strip(" \t,;")
    core = re.sub(r"^(?:và|cùng|với) | (?:và|cùng|với)$", "", core)
    marked = bool(re.match(r"\s*(?:[,;]|và\b)", text))
    capitals = (match.start() for match in re.finditer(r"\b\w", core) if match[0].isupper())
    starts = [at for at in capitals if begins_like_a_body(core[at:])]
    loose = sum(not re.search(r"(?:[,;(]|\bvà|\bcủa|&)\s*$", core[:at]) for at in starts if at)
    cost = NEIGHBOURS * loose + (DANGLING if text.strip()[-1:] in (",", ";") and not after else 0.0)
    if after and not re.search(r"(?:[,;]|\bvà)\s*$", text):
        cost += NEIGHBOURS
    if not before and marked:
        cost += DANGLING
    if starts and starts[0] == 0:
        long = TOO_LONG * max(0, len(core.split()) - 12)
        return cost + UNKNOWN + long + (NEIGHBOURS if before and not marked else 0.0), core
    if before and core[:1].islower():
        return cost + 1.0 + 0.15 * max(0, len(core.split()) - 4), core
    return (cost + 4.0 if core[:1].isupper() else NEVER), core


def _timeframe_cost(text: str) -> float:
    words = len(text.split())
    if words > 20:
        return NEVER
    extra = 1.0 if text.endswith(".") else 0.0
    if parse(text).kind != "unknown":
        return 0.15 * max(0, words - 2) + extra
    begins = text[:1].isupper() or text[:1].isdigit()
    return 4.5 + 0.2 * words + extra if begins and words <= 12 else NEVER


def _out_of_order(pages: Sequence[_Page], cuts: Sequence[tuple[int, ...]]) -> float:
    """A cell that begins on a later page than one to its right: possible where the one above is short, but rare."""
    begun = [
        next((at for at, (start, end) in enumerate(zip(starts, ends, strict=True)) if start < end), None)
        for ends, starts in itertools.pairwise(cuts)
    ]
    filled = [at for at in begun if at is not None]  # from the last column to the first
    return LATE * sum(left > right for right, left in itertools.combinations(filled, 2))


def _page(text: str) -> _Page:
    words = tuple(match.start() for match in re.finditer(r"\S+", text))
    lines = frozenset(match.start() for match in re.finditer(r"(?m)^\s*(?=\S)", text))
    return _Page(text, words, frozenset(at for at in words if at in lines))


def _places(page: _Page, end: int, few: bool) -> list[int]:
    """Where a cell that ends at ``end`` may begin: at a line's beginning, at a capital or a figure, or at any of the
    last words; ``end`` itself for an empty one."""
    near = [at for at in page.words if at < end][-REACH:]
    loose = set(near[-(3 if few else LOOSE) :])
    return [end] + [
        at for at in near
        if at in page.line_starts or at in loose or (not few and (page.text[at].isupper() or page.text[at].isdigit()))
    ]  # fmt: skip


def _between(pages: Sequence[_Page], starts: Sequence[int], ends: Sequence[int]) -> str:
    pieces = (page.text[start:end] for page, start, end in zip(pages, starts, ends, strict=True))
    return joined("\n".join(piece.rstrip("\n") for piece in pieces if piece.strip()))
