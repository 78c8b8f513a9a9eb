"""Rounding as spreadsheets and documents do it: halves away from zero, judged by the decimal figure that is shown."""

from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float, digits: int) -> float:
    """A number to so many decimals: 2,675 gives 2,68, where :func:`round` gives 2,67.

    >>> half_up(2.675, 2), half_up(-0.125, 2), half_up(12.5, 0)
    (2.68, -0.13, 13.0)
    """
    return float(Decimal(repr(round(value, 12))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
