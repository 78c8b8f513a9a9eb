"""Figures of an index that can be: a score within its scale, a rank from 1 to the number of bodies that are ranked.

What cannot be is missing, as if nothing stood in the cell; the check names the cell. The formulas of `Chỉ số` say the
same (:mod:`kehoach_xl.building.index_formulas`).
"""


def score(value: float | None, most: float | None) -> float | None:
    """A score from 0 to ``most``; any that is not negative where no most is stated (None)."""
    return value if value is not None and value >= 0 and (most is None or value <= most) else None


def bodies(value: float | None) -> int | None:
    """How many are ranked: a whole number, 2 or more."""
    return int(value) if value is not None and value >= 2 and value == int(value) else None


def rank(value: float | None, of: int | None) -> int | None:
    """A rank: a whole number from 1 to the number of ranked bodies, where that is known."""
    if value is None or value < 1 or value != int(value) or (of is not None and value > of):
        return None
    return int(value)


def share(value: float | None) -> float | None:
    """A threshold: 0 to 100."""
    return value if value is not None and 0 <= value <= 100 else None
