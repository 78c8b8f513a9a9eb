"""Lists in sentences: the first of many, and how many more there are."""

from collections.abc import Sequence

# In a box or a short line; and in a report that is read at leisure.
FEW, MANY = 5, 30


def first_agencies(names: Sequence[str], most: int = FEW) -> str:
    """The first names of agencies.

    >>> first_agencies(["Sở Tư pháp", "Sở Nội vụ", "Sở Công Thương"], most=2)
    'Sở Tư pháp; Sở Nội vụ; và 1 cơ quan nữa'
    """
    rest = len(names) - most
    return "; ".join(names[:most]) + (f"; và {rest} cơ quan nữa" if rest > 0 else "")
