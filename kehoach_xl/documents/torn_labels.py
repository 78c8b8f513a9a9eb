"""Which lines of a torn text begin a row: the longest run of numbers that follow each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kehoach_xl.documents.numbering import ALPHABET, ROMANS, label_of, sort_of

_BEGINS = re.compile(
    r"(\(?(?:[IVXL]+|[A-ZĐ]|[0-9]{1,3}|[a-zđ](?=[).]))(?:\.[0-9]{1,3}|\.[a-zđ])*[).]{0,2})(?:\s+(.*))?"
)


@dataclass(frozen=True)
class Begin:
    """A line that may begin a row: its number in the sequence of lines, the label, and the rest of the line."""

    at: int
    label: str
    rest: str
    weight: float


def beginnings(lines: Sequence[str]) -> list[Begin]:
    """The lines that begin the rows, in order: of all runs of plausible numbers the one that counts most. A number
    that stands alone counts more than one with text behind it, for a text may begin a line with a number too."""
    possible = [found for at, text in enumerate(lines) if (found := _begin(at, text))]
    runs: list[tuple[float, tuple[Begin, ...]]] = []
    for one in possible:
        best: tuple[float, tuple[Begin, ...]] | None = (one.weight, (one,)) if _opens(one.label) else None
        for weight, run in runs:
            if _follows([begin.label for begin in run], one.label) and (best is None or weight + one.weight > best[0]):
                best = (weight + one.weight, (*run, one))
        if best:
            runs.append(best)
    return list(max(runs, key=lambda run: run[0])[1]) if runs else []


def _begin(at: int, text: str) -> Begin | None:
    match = _BEGINS.fullmatch(text.strip())
    label = label_of(match[1]) if match else ""
    if not match or not label:
        return None
    rest = match[2] or ""
    weight = 2.0 if not rest else 1.5 if rest[:1].isupper() else 0.5
    return Begin(at, label, rest, weight)


def _opens(label: str) -> bool:
    return label in ("1", "01", "I", "A", "a", "1.1", "I.1", "01.1")


def _follows(run: Sequence[str], label: str) -> bool:
    """Whether a label may stand after a run of them."""
    head, _, last = label.rpartition(".")
    sort = sort_of(label, next((one for one in reversed(run) if one.isalpha() and len(one) == 1), ""))
    if head:
        siblings = [one for one in run if one.rpartition(".")[0] == head]
        if siblings:
            return run[-1].startswith(f"{head}.") and _next(siblings[-1].rpartition(".")[2], last)
        above = head in run[-1:] or (head not in run and _next(run[-1].split(".")[0], head))
        return last in ("1", "01", "a") and above
    same = [at for at, one in enumerate(run) if "." not in one and sort_of(one) == sort]
    if same and _next(run[same[-1]], label):
        return True
    if not same and "." in run[-1] and sort == "number":
        return _next(run[-1].split(".")[0], label)
    higher = same and any(sort_of(one) != sort for one in run[same[-1] + 1 :])
    return label in ("1", "01", "a", "I", "A") and (not same or bool(higher))


def _next(before: str, label: str) -> bool:
    """Whether one number comes right after another of its kind; letters may leave one out (c, đ)."""
    if before.isdigit() and label.isdigit():
        return int(label) == int(before) + 1 and (before.startswith("0") or not label.startswith("0"))
    if before in ROMANS and label in ROMANS:
        return ROMANS.index(label) == ROMANS.index(before) + 1
    if len(before) == len(label) == 1 and before.lower() in ALPHABET and label.lower() in ALPHABET:
        return 1 <= ALPHABET.index(label.lower()) - ALPHABET.index(before.lower()) <= 2
    return False
