"""Which files of `Tệp gửi về` give up their own line where there are more files than lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FileOnSheet:
    """One file: how many lines stand under it, whether it asks her something, and how soon its line is missed."""

    period: str
    findings: int
    asks: bool
    worth: int


def giving_way(files: Sequence[FileOnSheet], open_since: Mapping[str, tuple[bool, date]], most: int) -> set[int]:
    """The places in ``files`` of those that share one line of their period, so that at most ``most`` lines are left.

    Files of closed periods go first, then of older ones, until there is also room for what is said of the files of
    the newest merge, whose period is that of the first file; its own go only where the files alone are too many.
    ``open_since``: of each period whether it is open, and its last day.
    """
    now = files[0].period if files else ""

    def rank(at: int) -> tuple[int, date, int, int]:
        one = files[at]
        is_open, end = open_since.get(one.period, (False, date.min))
        turn = 3 if one.asks else 2 if one.period == now else int(is_open)
        return turn, end, one.worth, -at

    away: set[int] = set()
    sums: set[str] = set()
    lines, findings = len(files), sum(one.findings for one in files if one.period == now)
    for at in sorted(range(len(files)), key=rank):
        older = rank(at)[0] < 2
        if lines + (findings if older else 0) <= most:
            if older:
                continue
            break
        lines -= files[at].period in sums  # the first of a period makes room for the sum alone
        sums.add(files[at].period)
        away.add(at)
    return away
