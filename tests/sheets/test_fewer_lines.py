"""Which files give up their line when there are more files than lines: the least missed first, no more than needed."""

from datetime import date

import pytest

from kehoach_xl.sheets.fewer_lines import FileOnSheet, giving_way

DAYS = {"CŨ": (False, date(2024, 12, 31)), "H1": (True, date(2025, 6, 30)), "H2": (True, date(2025, 12, 31))}


def files(text: str) -> list[FileOnSheet]:
    """«H2:3» is a file of that period with a worth; «H2:3+2» has two findings, «H2:3?» asks her something."""
    out = []
    for one in text.split():
        period, _, rest = one.rstrip("?").partition(":")
        worth, _, findings = rest.partition("+")
        out.append(FileOnSheet(period, int(findings or 0), one.endswith("?"), int(worth)))
    return out


@pytest.mark.parametrize(
    ("text", "most", "away"),
    [
        ("H2:1 H2:1 CŨ:1", 3, set()),
        ("H2:1 H1:1 H1:1 CŨ:1 CŨ:1", 4, {3, 4}),  # closed periods first,
        ("H2:1 H1:1 H1:1 CŨ:1 CŨ:1", 3, {1, 2, 3, 4}),  # then older ones,
        ("H2:0 H2:1 H2:0 H2:0 CŨ:1", 3, {0, 2, 3, 4}),  # then of the newest what is missed least,
        ("H2:0 H2:1? H2:1", 2, {0, 2}),  # and what asks her something last.
        ("H2:1+2 CŨ:1 CŨ:1", 4, {1, 2}),  # findings of the newest files are worth more than lines of older ones,
        ("H2:1+9 H2:1+9", 2, set()),  # not more than lines of other new files
        ("", 5, set()),
    ],
)
def test_the_files_that_give_way(text: str, most: int, away: set[int]) -> None:
    assert giving_way(files(text), DAYS, most) == away
