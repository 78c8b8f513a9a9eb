"""Raised digits: marks of footnotes, which are not part of the word before them, or units, which are."""

import re

_UNIT = re.compile(r"(?:^|[\s\d(/])(?:[kcdm]?m|ha)$")


def is_mark(digits: str, before: str) -> bool:
    """Whether small raised ``digits`` after the text ``before`` point to a footnote.

    >>> is_mark("1", "năm 2025"), is_mark("2", "500 m"), is_mark("(2)", "doanh nghiệp")
    (True, False, True)
    """
    bare = digits.strip().strip("()[] ,")
    if not (bare.isdecimal() or set(bare) == {"*"}) or len(bare) > 3:
        return False
    return not (bare in ("2", "3") and _UNIT.search(before))
