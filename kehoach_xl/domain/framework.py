"""How an index adds up: the total score of a framework from its components, and the audit of printed totals.

Rules are data (``templates/frameworks.toml``): ``sum``, ``mean10`` (mean × 10) or ``none``. Scores are
printed with two decimals, so a printed total may differ by rounding; up to ±0.05 is agreement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum

from kehoach_xl.domain.rounding import half_up
from kehoach_xl.domain.text import fold
from kehoach_xl.errors import Stop
from kehoach_xl.templates import load_toml

TOLERANCE = 0.05
TOTAL = "TONG"  # the id of the line of the whole index on `Chỉ số`


@dataclass(frozen=True, slots=True)
class Framework:
    """One index framework; ``components`` is how many it must have (0: not fixed), ``max_score`` the most one
    component can get and ``total_max`` the whole (``None``: not stated)."""

    id: str
    name: str
    rule: str
    components: int = 0
    max_score: float | None = None
    total_max: float | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """A printed total held against the computed one; ``agrees`` is ``None`` where either is missing."""

    computed: float | None
    printed: float | None
    difference: float | None
    agrees: bool | None


def framework(id: str) -> Framework:
    """The framework of an id; raises ``Stop("VALUE_040")`` for an unknown one."""
    known = _frameworks()
    if id not in known:
        raise Stop("VALUE_040", framework=id, known=", ".join(known))
    return known[id]


def named(text: str) -> str:
    """The id of the framework that a text names («FTA Index», «Bộ chỉ số DDCI»), '' for none we know."""
    words = f" {fold(text)} "
    known = [(id, one) for id, one in _frameworks().items() if id != "none"]
    return next((id for id, one in known if fold(one.name) in words or f" {id} " in words), "")


def aggregate(id: str, scores: Sequence[float | None]) -> float | None:
    """The total of component scores, unrounded (float noise removed).

    ``None`` where any score is missing, the number of components is not the framework's, or it has no rule.
    """
    rules = framework(id)
    known = [score for score in scores if score is not None]
    complete = len(known) == len(scores) > 0 and rules.components in (0, len(scores))
    if rules.rule == "none" or not complete:
        return None
    total = fsum(known) * 10 / len(known) if rules.rule == "mean10" else fsum(known)
    return round(total, 6)


def printed_total(id: str, scores: Sequence[float | None]) -> float | None:
    """The total as a document prints it, to two decimals."""
    found = aggregate(id, scores)
    return None if found is None else half_up(found, 2)


def audit(id: str, scores: Sequence[float | None], printed: float | None) -> Audit:
    """Whether a printed total agrees with its components; a disagreement is a warning, never a correction."""
    computed = aggregate(id, scores)
    if computed is None or printed is None:
        return Audit(computed, printed, None, None)
    difference = round(printed - computed, 6)
    return Audit(computed, printed, difference, abs(difference) <= TOLERANCE)


@cache
def _frameworks() -> dict[str, Framework]:
    return {id: Framework(id, **facts) for id, facts in load_toml("frameworks.toml").items()}
