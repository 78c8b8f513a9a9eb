"""How far an actual figure is from a goal, both as a person writes them.

A goal is a rank («25/34», «22–25/34», «tốp 15/34»; the worse end of a range is enough), a share («≥ 10 %») or
a number («6,18», «không quá 5»). A bare number is a rank where the other side is written as one.
"""

import re

from kehoach_xl.domain.figure import BELOW, MOST, split_op
from kehoach_xl.domain.gap import Goal, Standing, gap
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import Rank, Raw, Reading, Unclear, read_number, read_percent, read_rank, shown
from kehoach_xl.messages import Message

_NAMED = r"(?:(?:hạng|thứ|vị trí) )?"
_RANKS = re.compile(
    rf"(?:trong )?(?:(?:tốp|top|từ) )?{_NAMED}(?P<best>[0-9]{{1,3}})"
    rf"(?:(?:-| đến ){_NAMED}(?P<enough>[0-9]{{1,3}}))?(?:/(?P<of>[0-9]{{1,3}}))?"
)
_SAYS_RANK = re.compile(r"[0-9](?:/|-| đến )[0-9]|hạng|thứ|tốp|top|vị trí")

# The year of a gap matters only for what is needed each year, which nobody asks here.
_ANY_YEAR = 0


def to_go(actual: Raw, goal: Raw) -> float | Unclear | Message:
    """What is still to go from ``actual`` to ``goal``, in the unit they are written in.

    Numbers and shares (percentage points): goal − actual, negative when surpassed; for an upper limit
    actual − goal. Ranks: places, 0 once reached, and only among the same known number of ranked bodies; else
    a :class:`Message` says why there is no figure. Neither may be blank.
    """
    if _says_rank(actual) or _says_rank(goal):
        return _places(actual, goal)
    op, aimed = split_op(goal) if isinstance(goal, str) else ("", goal)
    reached = _figures(actual, aimed)
    if isinstance(reached, Unclear):
        return reached
    done, wanted = reached
    if op in (MOST, BELOW):
        done, wanted = wanted, done
    return gap(Standing(score=done), Goal(_ANY_YEAR, wanted)).gap


def _says_rank(raw: Raw) -> bool:
    return isinstance(raw, str) and bool(_SAYS_RANK.search(fold(raw)))


def _figures(actual: Raw, goal: Raw) -> tuple[float, float] | Unclear:
    share = any(isinstance(side, str) and re.search(r"%|phần trăm", fold(side)) for side in (actual, goal))
    read = read_percent if share else read_number
    done, wanted = read(actual), read(goal)
    unclear = next((side for side in (done, wanted) if isinstance(side, Unclear)), None)
    return unclear or (done.value, wanted.value)


def _places(actual: Raw, goal: Raw) -> float | Unclear | Message:
    reached, aimed = read_rank(actual), read_aim(goal)
    if isinstance(reached, Unclear) or isinstance(aimed, Unclear):
        return reached if isinstance(reached, Unclear) else aimed
    rank: Rank = reached.value
    found = gap(Standing(rank=rank.n, of=rank.of), aimed)
    if found.ranks_to_go is not None:
        return found.ranks_to_go
    return found.note or Message("FUNC_002", {"raw": shown(goal if aimed.of is None else actual)})


def read_aim(raw: Raw) -> Goal | Unclear:
    """The goal as a rank, or a range of ranks of which the worse end is enough."""
    plain = read_rank(raw)
    if isinstance(plain, Reading):
        return Goal(_ANY_YEAR, None, plain.value.n, plain.value.n, plain.value.of)
    match = _RANKS.fullmatch(fold(raw)) if isinstance(raw, str) else None
    if match is None:
        return plain
    best, enough = int(match["best"]), int(match["enough"] or match["best"])
    of = int(match["of"]) if match["of"] else None
    if not 1 <= best <= enough:
        return Unclear("VALUE_015", {"raw": clean(raw)})
    if of is not None and enough > of:
        return Unclear("VALUE_016", {"raw": clean(raw), "n": enough, "of": of})
    return Goal(_ANY_YEAR, None, best, enough, of)
