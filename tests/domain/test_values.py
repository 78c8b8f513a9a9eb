"""Cells as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain import values
from kehoach_xl.domain.text import bare, fold
from kehoach_xl.domain.values import (
    STATUSES,
    Rank,
    Reading,
    Unclear,
    read_date,
    read_number,
    read_percent,
    read_quantity,
    read_rank,
    read_score,
    read_status,
    shown,
)
from kehoach_xl.templates import load_csv

READERS = (read_number, read_percent, read_quantity, read_rank, read_score, read_date, read_status)
CELLS = st.one_of(st.none(), st.booleans(), st.floats(), st.text(), st.text("0123456789.,-/% ngàythámăm"))


def outcome(result):
    """The value, or the code of why there is none."""
    return result.value if isinstance(result, Reading) else result.code


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        ("  ", None),
        (12.0, 12.0),
        ("12", 12.0),
        ("12,5", 12.5),
        ("79.80", 79.8),
        ("1.350,8", 1350.8),
        ("1,350.8", 1350.8),
        ("1 350,8", 1350.8),
        ("1.350.000", 1350000.0),
        ("0,350", 0.35),
        ("-2,5", -2.5),
        ("\u22122,5", -2.5),
        ("+3", 3.0),
        ("1.350", "VALUE_002"),
        ("1,350", "VALUE_002"),
        ("1.35,8", "VALUE_001"),
        ("1.350.8", "VALUE_001"),
        ("1,350-85", "VALUE_001"),
        ("mười", "VALUE_001"),
        ("1e5", "VALUE_001"),
        ("#N/A", "VALUE_001"),
        (True, "VALUE_001"),
        (float("nan"), "VALUE_001"),
        (float("inf"), "VALUE_001"),
    ],
)
def test_number(raw, expected):
    assert outcome(read_number(raw)) == expected


@pytest.mark.parametrize(
    ("raw", "expected", "noted"),
    [
        (None, None, False),
        (3.0, 3.0, False),
        ("03", 3.0, False),
        ("1.350", 1350.0, False),
        ("1.350,8", 1350.8, False),
        ("1.350 cuộc", 1350.0, True),
        ("02 cuộc tập huấn, hội nghị", 2.0, True),
        ("02 (hai) cuộc", 2.0, True),
        ("2cuộc", 2.0, True),
        ("0", 0.0, False),
        ("1,350", "VALUE_002", False),
        ("01-02 cuộc", "VALUE_004", False),
        ("3 cuộc, 2 lớp", "VALUE_004", False),
        ("1,5 tỷ đồng", "VALUE_004", False),
        ("3 chưa xong", "VALUE_004", False),
        ("nhiều cuộc", "VALUE_004", False),
        ("-1", "VALUE_003", False),
        (-1.0, "VALUE_003", False),
    ],
)
def test_quantity(raw, expected, noted):
    result = read_quantity(raw)
    assert outcome(result) == expected
    assert (getattr(result, "note", None) is not None) == noted


@pytest.mark.parametrize(
    ("raw", "percent_format", "expected"),
    [
        (None, False, None),
        (85.0, False, 85.0),
        (0.85, True, 85.0),
        (0.29, True, 29.0),
        (1.0, True, 100.0),
        (0.0, False, 0.0),
        (1.2, False, 1.2),
        ("85%", False, 85.0),
        ("85 %", True, 85.0),
        ("85.5 %", False, 85.5),
        ("85,5", False, 85.5),
        ("85 phần trăm", False, 85.0),
        ("0,85%", False, 0.85),
        ("1%", False, 1.0),
        ("85.500%", False, 85.5),
        ("1,350", False, 1.35),
        (0.85, False, "VALUE_011"),
        (1.0, False, "VALUE_011"),
        ("0,85", False, "VALUE_011"),
        ("0,85", True, "VALUE_011"),
        ("1", False, "VALUE_011"),
        (101.0, False, "VALUE_006"),
        (-1.0, False, "VALUE_006"),
        (85.0, True, "VALUE_006"),
        ("120%", False, "VALUE_006"),
        ("%", False, "VALUE_010"),
        ("khoảng 85%", False, "VALUE_010"),
        ("85/100", False, "VALUE_010"),
        (True, False, "VALUE_010"),
    ],
)
def test_percent(raw, percent_format, expected):
    assert outcome(read_percent(raw, percent_format)) == expected


def test_unclear_percent_names_both_readings():
    assert str(read_percent("0,85").message) == (
        "Tỷ lệ «0,85» có thể là 0,85 % hoặc 85 %. Ghi số từ 0 đến 100, không kèm dấu %, ví dụ 85."
    )


@pytest.mark.parametrize(
    ("raw", "most", "expected"),
    [
        ("79.80", 100, 79.8),
        ("79,80 điểm", 100, 79.8),
        ("4,93", 10, 4.93),
        ("7.950", 10, 7.95),
        (6.18, 10, 6.18),
        (None, 10, None),
        ("68,12", 10, "VALUE_006"),
        ("chưa công bố", 10, "VALUE_001"),
    ],
)
def test_score(raw, most, expected):
    assert outcome(read_score(raw, most)) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("50/63", Rank(50, 63)),
        ("18 / 19", Rank(18, 19)),
        ("Xếp thứ 20/63", Rank(20, 63)),
        ("thứ 5", Rank(5)),
        ("18", Rank(18)),
        (18.0, Rank(18)),
        (None, None),
        ("", None),
        ("64/63", "VALUE_016"),
        ("0/63", "VALUE_015"),
        ("22 - 25", "VALUE_015"),
        (18.5, "VALUE_015"),
        (0.0, "VALUE_015"),
        (float("nan"), "VALUE_015"),
        (45966.0, "VALUE_017"),
    ],
)
def test_rank(raw, expected):
    assert outcome(read_rank(raw)) == expected


@pytest.mark.parametrize(
    "raw",
    [
        45966.0,
        45966.75,
        "05/11/2025",
        "5/11/2025",
        "5-11-2025",
        "05.11.2025",
        "05 / 11 / 2025",
        "2025-11-05",
        "2025-11-05T00:00:00",
        "05/11/2025 00:00:00",
        "ngày 05 tháng 11 năm 2025",
        "Ngày 5 tháng 11, 2025",
        "ngày 05/11/2025.",
        "5-Nov-25",
        "05-Thg 11-2025",
        "\u00a005/11/2025\u200b",
    ],
)
def test_date_forms(raw):
    assert read_date(raw).value == date(2025, 11, 5)


@pytest.mark.parametrize(
    ("raw", "expected", "note"),
    [
        ("11/25/2025", date(2025, 11, 25), "VALUE_024"),
        ("05/11/25", date(2025, 11, 5), "VALUE_025"),
        ("05/11/2025", date(2025, 11, 5), None),
    ],
)
def test_date_read_with_a_note(raw, expected, note):
    result = read_date(raw)
    assert (result.value, result.note and result.note.code) == (expected, note)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("31/02/2025", "VALUE_021"),
        ("13/13/2025", "VALUE_021"),
        ("05/11", "VALUE_023"),
        ("11/2025", "VALUE_023"),
        ("05/11/0205", "VALUE_022"),
        ("05/11/1925", "VALUE_022"),
        ("25-11-05", "VALUE_026"),
        (2025.0, "VALUE_022"),
        (20251105.0, "VALUE_022"),
        (-1.0, "VALUE_022"),
        (float("nan"), "VALUE_022"),
        ("45966", "VALUE_020"),
        ("cuối năm", "VALUE_020"),
        (True, "VALUE_020"),
    ],
)
def test_date_unclear(raw, code):
    assert outcome(read_date(raw)) == code


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_date_reads_back_from_serial_and_text(day):
    assert read_date(float((day - date(1899, 12, 30)).days)).value == day
    assert read_date(float((day - date(1904, 1, 1)).days), date1904=True).value == day
    assert read_date(f"{day:%d/%m/%Y}") == Reading(day)
    assert read_date(day.isoformat()) == Reading(day)
    assert day - timedelta(1) != read_date(day.isoformat()).value


@pytest.mark.parametrize(
    ("raw", "expected", "noted"),
    [
        ("Hoàn thành", "Hoàn thành", False),
        (" Hoàn  thành\u00a0", "Hoàn thành", False),
        ("hoàn thành.", "Hoàn thành", True),
        ("đã HT", "Hoàn thành", True),
        ("Xong", "Hoàn thành", True),
        ("hoàn thành 100%", "Hoàn thành", True),
        ("hòan thành", "Hoàn thành", True),
        ("hoan thanh", "Hoàn thành", True),
        ("ĐANG LÀM", "Đang thực hiện", True),
        ("dang trien khai", "Đang thực hiện", True),
        ("- chưa triển khai", "Chưa thực hiện", True),
        ("không phù hợp", "Không còn phù hợp", True),
        ("", None, False),
        (None, None, False),
    ],
)
def test_status(raw, expected, noted):
    result = read_status(raw)
    assert outcome(result) == expected
    assert (result.note is not None) == noted


@pytest.mark.parametrize(
    "raw",
    [
        "chưa hoàn thành",
        "Chưa xong",
        "không hoàn thành",
        "chua hoan thanh",
        "chưa",
        "cơ bản hoàn thành",
        "có",
    ],
)
def test_status_with_several_meanings_is_asked_for(raw):
    assert outcome(read_status(raw)) == "VALUE_031"


@pytest.mark.parametrize("raw", ["hoàn thành 85%", "x", "sẽ hoàn thành", 1.0, True, "Hoàn thành?"])
def test_status_not_listed_is_asked_for(raw):
    assert outcome(read_status(raw)) == "VALUE_030"


def test_every_listed_spelling_is_listed_once_and_names_known_statuses():
    rows = load_csv("status-aliases.csv")
    folded = [fold(row["cach_viet"]) for row in rows]
    assert len(folded) == len(set(folded))
    assert all(set(row["trang_thai"].split("|")) <= set(STATUSES) for row in rows)


def test_no_negated_spelling_reads_as_done():
    for row in load_csv("status-aliases.csv"):
        words = bare(row["cach_viet"]).split()
        if "chua" in words or ("khong" in words and "phu" not in words):
            assert "Hoàn thành" not in row["trang_thai"].split("|"), row["cach_viet"]


def test_dropping_diacritics_makes_no_two_statuses_one():
    assert all(read_status(bare(row["cach_viet"])) for row in load_csv("status-aliases.csv"))
    for status in STATUSES:
        assert read_status(bare(status)).value == status


@pytest.mark.parametrize(
    ("value", "text"),
    [(1350.8, "1.350,8"), (85.0, "85"), (0.85, "0,85"), (-2.5, "-2,5"), (date(2025, 11, 5), "05/11/2025")],
)
def test_shown(value, text):
    assert shown(value) == text


@given(CELLS)
def test_no_reader_raises_and_every_refusal_has_a_sentence(raw):
    for read in READERS:
        result = read(raw)
        assert isinstance(result, Reading) or str(result.message)


@given(st.floats(0, 1e9).map(lambda x: round(x, 3)))
def test_a_written_number_never_reads_as_another(value):
    result = read_number(shown(value))
    assert outcome(result) == value or (isinstance(result, Unclear) and result.code == "VALUE_002")


@given(st.integers(0, 100), st.booleans())
def test_percent_with_sign_is_always_itself(percent, percent_format):
    assert values.read_percent(f"{percent} %", percent_format) == Reading(float(percent))
