"""Choices for many conflicts at once: which line decides which conflict."""

import pytest

from kehoach_xl.domain.bulk import OFFERED, Rule, read_rule, rule_for
from kehoach_xl.domain.settle import KEEP, TAKE, Conflict

CLASH = Conflict(("NV01", "STP", "2025-H2", "percent"), None, 50.0, 60.0, "edited", "", "ab")
ALL, MINE, COLUMN, BOTH = (
    Rule("dòng 5", 5, "", "", KEEP), Rule("dòng 6", 6, "STP", "", TAKE), Rule("dòng 7", 7, "", "percent", KEEP),
    Rule("dòng 8", 8, "STP", "percent", KEEP),
)  # fmt: skip
OTHER = Rule("dòng 9", 9, "SNV", "percent", TAKE)


@pytest.mark.parametrize(
    ("rules", "decide"),
    [
        ([], []),
        ([OTHER], []),
        ([ALL, OTHER], [ALL]),
        ([ALL, MINE], [MINE]),
        ([MINE, COLUMN], [MINE, COLUMN]),  # as narrow as each other: they contradict
        ([ALL, MINE, COLUMN, BOTH], [BOTH]),
    ],
)
def test_the_line_that_names_more_decides(rules: list[Rule], decide: list[Rule]) -> None:
    assert rule_for(CLASH, rules) == decide


AGENCIES = {"STP": "STP", "Sở Tư pháp": "STP"}.get
COLUMNS = {"Tỷ lệ hoàn thành (%)": "percent"}.get


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (("", "", ""), None),
        (("Sở Tư pháp", "Tỷ lệ hoàn thành (%)", "lấy số liệu gửi về"), Rule("x", 5, "STP", "percent", TAKE)),
        (("", "", "Giữ số liệu đang có"), Rule("x", 5, "", "", KEEP)),
        (("STP", "", ""), "APPLY_011"),
        (("STP", "", "Nhập tay"), "APPLY_011"),
        (("Sở nào đó", "", "Giữ số liệu đang có"), "APPLY_012"),
        (("", "Cột nào đó", "Giữ số liệu đang có"), "APPLY_013"),
    ],
)
def test_a_line_is_read_as_typed_or_says_why_not(typed: tuple[str, str, str], read: object) -> None:
    found = read_rule("x", 5, *typed, AGENCIES, COLUMNS)
    assert (getattr(found, "code", found)) == read


def test_a_value_is_not_entered_for_many() -> None:
    assert OFFERED == ("Giữ số liệu đang có", "Lấy số liệu gửi về")
