"""Timeframes as the appendices print them, and what of them falls due."""

import unicodedata
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.period import parse_period
from kehoach_xl.domain.timeframe import KINDS, Due, due, expired, in_force, parse
from kehoach_xl.templates import load_toml


def day(text):
    return date.fromisoformat(text) if text else None


def meaning(raw):
    found = parse(raw)
    return found.kind, found.start, found.end


@pytest.mark.parametrize(
    ("raw", "kind", "start", "end"),
    [
        ("2025", "year", "2025-01-01", "2025-12-31"),
        ("Năm 2025", "year", "2025-01-01", "2025-12-31"),
        ("Trong năm 2025", "year", "2025-01-01", "2025-12-31"),
        ("2025-2030", "span", "2025-01-01", "2030-12-31"),
        ("2025 - 2030", "span", "2025-01-01", "2030-12-31"),
        ("2025 – 2026", "span", "2025-01-01", "2026-12-31"),
        ("2025-\n2030", "span", "2025-01-01", "2030-12-31"),
        ("giai đoạn 2021 - 2026", "span", "2021-01-01", "2026-12-31"),
        ("Từ năm 2025 đến hết năm 2030", "span", "2025-01-01", "2030-12-31"),
        ("2025, 2026", "span", "2025-01-01", "2026-12-31"),
        ("đến năm 2030", "span", None, "2030-12-31"),
        ("Thường xuyên", "continuous", None, None),
        ("Thường xuyên, liên tục", "continuous", None, None),
        ("Thường xuyên, 2025-2030", "continuous", "2025-01-01", "2030-12-31"),
        ("Năm 2025 và những năm tiếp theo", "continuous", "2025-01-01", None),
        ("Từ năm 2025", "continuous", "2025-01-01", None),
        ("Hàng năm", "yearly", None, None),
        ("Hằng  năm", "yearly", None, None),
        ("Mỗi năm", "yearly", None, None),
        ("Tháng 7/2025", "month", "2025-07-01", "2025-07-31"),
        ("tháng 02 năm 2024", "month", "2024-02-01", "2024-02-29"),
        ("07/2025", "month", "2025-07-01", "2025-07-31"),
        ("Quý III/2025", "quarter", "2025-07-01", "2025-09-30"),
        ("Qúy 3 năm 2025", "quarter", "2025-07-01", "2025-09-30"),
        ("Quý IV-2025", "quarter", "2025-10-01", "2025-12-31"),
        ("6 tháng đầu năm 2025", "half", "2025-01-01", "2025-06-30"),
        ("06 tháng cuối năm 2025", "half", "2025-07-01", "2025-12-31"),
        ("9 tháng đầu năm 2025", "span", "2025-01-01", "2025-09-30"),
        ("31/12/2025", "date", None, "2025-12-31"),
        ("Ngày 30 tháng 6 năm 2025", "date", None, "2025-06-30"),
        ("Chậm nhất ngày 15/11/2025", "date", None, "2025-11-15"),
        ("đến ngày 30/6/2025", "date", None, "2025-06-30"),
        ("Trước ngày 10 tháng 02 năm 2024", "before", None, "2024-02-09"),
        ("trước 01/01/2026", "before", None, "2025-12-31"),
        ("Trước tháng 6/2025", "before", None, "2025-05-31"),
        ("Trước quý III/2025", "before", None, "2025-06-30"),
        ("tháng 7-9/2025", "span", "2025-07-01", "2025-09-30"),
        ("Tháng 7/2025 - tháng 6/2026", "span", "2025-07-01", "2026-06-30"),
        ("01/7/2025 - 31/12/2025", "span", "2025-07-01", "2025-12-31"),
        ("T6/2026", "month", "2026-06-01", "2026-06-30"),
        ("T6-T9/2026", "span", "2026-06-01", "2026-09-30"),
        ("Từ tháng 6 đến tháng 9/2026", "span", "2026-06-01", "2026-09-30"),
        ("trong tháng 6/2026", "month", "2026-06-01", "2026-06-30"),
        ("Quý II, III/2026", "span", "2026-04-01", "2026-09-30"),
        ("Quý II-III/2026", "span", "2026-04-01", "2026-09-30"),
        ("Quý I và quý II năm 2026", "span", "2026-01-01", "2026-06-30"),
        ("Quý IV/2025, quý I/2026", "span", "2025-10-01", "2026-03-31"),
        ("Hoàn thành trong quý II/2026", "quarter", "2026-04-01", "2026-06-30"),
        ("hoàn thành trước 30/11/2026", "before", None, "2026-11-29"),
        ("Khi có yêu cầu", "continuous", None, None),
        ("Khi phát sinh", "continuous", None, None),
        ("Theo tiến độ", "continuous", None, None),
    ],
)
def test_understood(raw, kind, start, end):
    assert meaning(raw) == (kind, day(start), day(end))
    assert parse(raw).flag is None


@pytest.mark.parametrize(
    ("raw", "kind", "on"),
    [
        ("trước ngày 15/11", "before", (11, 15)),
        ("trước ngày 05 tháng 11", "before", (11, 5)),
        ("Định kỳ hằng năm (trước ngày 15/11)", "before", (11, 15)),
        ("Trước ngày 15/11 hàng năm", "before", (11, 15)),
        ("Trước tháng 6 hàng năm", "before", (6, 1)),
        ("Trước quý III hàng năm", "before", (7, 1)),
        ("Ngày 10/6 hằng năm", "date", (6, 10)),
        ("Tháng 12 hàng năm", "month", (12, 31)),
        ("Quý IV", "quarter", (12, 31)),
        ("Tháng 6", "month", (6, 31)),
        ("Quý II, III", "quarter", (9, 31)),
        ("chậm nhất ngày 29/02 hàng năm", "date", (2, 29)),
    ],
)
def test_day_without_a_year_comes_back_every_year(raw, kind, on):
    found = parse(raw)
    assert (found.kind, found.every_year, found.end) == (kind, on, None)


@pytest.mark.parametrize(
    ("raw", "least", "most", "unit"),
    [
        ("Hàng năm tổ chức 01-02 cuộc", 1, 2, "cuộc"),
        ("Hàng năm tổ chức 01- 02 cuộc tập huấn, hội nghị", 1, 2, "cuộc tập huấn, hội nghị"),
        ("Hàng\nnăm tổ\nchức 01-\n02 cuộc", 1, 2, "cuộc"),
        ("Hằng năm ít nhất 02 lớp", 2, None, "lớp"),
        ("Mỗi năm 3 cuộc", 3, 3, "cuộc"),
        ("01 – 02 cuộc/năm", 1, 2, "cuộc"),
    ],
)
def test_yearly_quantity(raw, least, most, unit):
    found = parse(raw)
    assert (found.kind, found.quantity_min, found.quantity_max, found.unit) == ("yearly", least, most, unit)


@pytest.mark.parametrize(
    ("raw", "months", "end"),
    [
        ("Hằng tháng", 1, None),
        ("Hằng tháng, hằng quý", 1, None),
        ("Định kỳ hằng tháng (trước ngày 25)", 1, None),
        ("Ngày 20 hằng tháng", 1, None),
        ("02 lần/tháng", 1, None),
        ("Hằng quý", 3, None),
        ("Mỗi quý một lần", 3, None),
        ("Hằng quý trong năm 2026", 3, "2026-12-31"),
        ("6 tháng 1 lần", 6, None),
        ("Định kỳ 6 tháng, năm", 6, None),
    ],
)
def test_what_comes_back_within_a_year_asks_for_something_every_period(raw, months, end):
    found = parse(raw)
    assert (found.kind, found.months, found.end) == ("continuous", months, day(end))


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "Theo chỉ đạo của UBND tỉnh",
        "2030-2025",
        "Năm học 2025-2026",
        "Cuối năm 2025",
        "Quý II, IV/2026",
        "Quý III-II/2026",
        "Thường xuyên, hàng năm",
        "Hàng năm theo hướng dẫn của Bộ",
        "Hàng năm tổ chức 02-01 cuộc",
        "trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2024",
        "Tháng 13/2025",
        "trước ngày 31/02",
        "2025, 2027",
    ],
)
def test_anything_else_is_kept_and_flagged(raw):
    found = parse(raw)
    assert (found.kind, found.raw) == ("unknown", raw)
    assert found.flag.code == "TIME_001"


@given(st.one_of(st.text(), st.text("0123456789/-. quýthángnămtrướcđếnhàngIV")))
def test_parse_never_raises_and_keeps_the_text(raw):
    found = parse(raw)
    assert found.raw == raw and found.kind in KINDS
    for code in ("2025", "2025-H1", "2024-T02"):
        assert due(found, parse_period(code)).state in {"past", "in_period", "later", "continuous"}
        in_force(found, parse_period(code)), expired(found, parse_period(code))


@given(
    st.integers(2000, 2098),
    st.integers(1, 1),
    st.sampled_from(["-", " - ", "–", " — ", "- ", "\u00a0-\u00a0"]),
)
def test_every_dash_says_the_same(year, more, dash):
    raw = f"{year}{dash}{year + more}"
    assert meaning(raw) == meaning(unicodedata.normalize("NFD", f"năm {year} đến năm {year + more}"))


@pytest.mark.parametrize(
    ("raw", "code", "expected"),
    [
        ("2025", "2025-H1", Due("later", date(2025, 12, 31))),
        ("2025", "2025-H2", Due("in_period", date(2025, 12, 31))),
        ("2025", "2025", Due("in_period", date(2025, 12, 31))),
        ("2025", "2026-Q1", Due("past", date(2025, 12, 31))),
        ("2025-2030", "2025", Due("later", date(2030, 12, 31))),
        ("Hàng năm", "2025-H1", Due("later", date(2025, 12, 31))),
        ("Hàng năm", "2025-9T", Due("later", date(2025, 12, 31))),
        ("Hàng năm", "2026-Q4", Due("in_period", date(2026, 12, 31))),
        ("Hàng năm tổ chức 01-02 cuộc", "2025", Due("in_period", date(2025, 12, 31), 1)),
        ("Thường xuyên", "2025", Due("continuous")),
        ("Quý III/2025", "2025-Q3", Due("in_period", date(2025, 9, 30))),
        ("31/5/2025", "2025-H1", Due("past", date(2025, 5, 31))),
        ("14/6/2025", "2025-H1", Due("past", date(2025, 6, 14))),
        ("15/6/2025", "2025-H1", Due("in_period", date(2025, 6, 15))),
        ("30/6/2025", "2025-H1", Due("in_period", date(2025, 6, 30))),
        ("01/7/2025", "2025-H1", Due("later", date(2025, 7, 1))),
        ("trước ngày 15/6/2025", "2025-H1", Due("past", date(2025, 6, 14))),
        ("trước ngày 15/11", "2025", Due("past", date(2025, 11, 14))),
        ("trước ngày 15/11", "2026-H1", Due("later", date(2026, 11, 14))),
        ("trước ngày 01/3", "2024-Q1", Due("past", date(2024, 2, 29))),
        ("chậm nhất ngày 29/02 hàng năm", "2025-Q1", Due("past", date(2025, 2, 28))),
        ("Theo chỉ đạo", "2025", Due("later")),
        ("Khi có yêu cầu", "2025", Due("continuous")),
        ("T6/2026", "2026-Q2", Due("in_period", date(2026, 6, 30))),
        ("Quý II, III/2026", "2026-Q2", Due("later", date(2026, 9, 30))),
        ("Hằng tháng", "2026-T03", Due("continuous")),
    ],
)
def test_due(raw, code, expected):
    assert due(parse(raw), parse_period(code)) == expected


@pytest.mark.parametrize(
    ("raw", "code", "started", "over"),
    [
        ("2025", "2025-H1", True, False),
        ("2026-2030", "2025", False, False),
        ("2026-2030", "2026-T01", True, False),
        ("Quý III/2025", "2025-H1", False, False),
        ("2025", "2026-H1", True, True),
        ("đến năm 2024", "2025", True, True),
        ("Thường xuyên", "2025", True, False),
        ("Thường xuyên, 2020-2024", "2025", True, True),
        ("Hàng năm", "2025", True, False),
        ("trước ngày 15/11", "2025", True, False),
        ("Khi có yêu cầu", "2025", True, False),
    ],
)
def test_in_force_and_expired(raw, code, started, over):
    assert in_force(parse(raw), parse_period(code)) is started
    assert expired(parse(raw), parse_period(code)) is over


@pytest.mark.parametrize(
    ("code", "states"),
    [
        ("2025-H1", {"later": 24, "continuous": 11}),
        ("2025-H2", {"in_period": 15, "later": 9, "continuous": 11}),
        ("2026-H1", {"past": 2, "later": 22, "continuous": 11}),
    ],
)
def test_what_of_the_fta_plan_falls_due(code, states):
    found = [parse(task["timeframe"]) for task in load_toml("plans/fta-index-ha-tinh-2025.toml")["tasks"]]
    assert Counter(t.kind for t in found) == {"continuous": 11, "yearly": 13, "span": 9, "year": 2}
    assert Counter(due(t, parse_period(code)).state for t in found) == states
