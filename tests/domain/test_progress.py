"""What a reporting cell holds: read from a form, taken from our own sheet, written, kept and shown."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.progress import (
    FIELD,
    FIELDS,
    LONGEST,
    as_text,
    cell_length,
    from_json,
    from_serial,
    read,
    show,
    take,
    tidy,
    to_cell,
    to_json,
)
from kehoach_xl.domain.values import STATUSES, Reading, Unclear

DAY = date(2025, 6, 10)
CLEAR = {
    "status": st.sampled_from(STATUSES),
    "percent": st.floats(0, 100).map(lambda x: round(x, 2)),
    "quantity": st.integers(0, 10**6).map(float),
    "number": st.floats(-1e9, 1e9).map(lambda x: round(x, 2)),
    "text": st.text().map(tidy),
    "date": st.dates(date(2000, 1, 1), date(2100, 12, 31)),
}
FIELD_NAMES = [field.id for field in FIELDS]
RAW = st.one_of(st.none(), st.booleans(), st.floats(), st.text(), st.text("0123456789.,-/% ngàythám"))


def clear_values():
    """(field, value) as the record holds it."""
    pairs = [st.tuples(st.just(f.id), st.one_of(st.none(), CLEAR[f.kind])) for f in FIELDS]
    return st.one_of(pairs)


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("status", "đã HT", "Hoàn thành"),
        ("status", "chưa xong", "VALUE_031"),
        ("percent", "85%", 85.0),
        ("percent", 0.85, "VALUE_011"),
        ("quantity", "03 cuộc", 3.0),
        ("quantity", "1,350", "VALUE_002"),
        ("evidence_date", "05/11/2025", date(2025, 11, 5)),
        ("finish_date", "cuối năm", "VALUE_020"),
        ("result", " Đã họp.\r\nĐã ký. ", "Đã họp.\nĐã ký."),
        ("result", 12.0, "12"),
        ("evidence_no", 125.0, "125"),
        ("proposals", "=HYPERLINK(1)", "=HYPERLINK(1)"),
        *[(name, blank, None) for name in FIELD_NAMES for blank in (None, "", " \u00a0\n", "\u200b")],
    ],
)
def test_reading_a_typed_cell(field, raw, value):
    found = read(field, raw)
    assert (found.value if isinstance(found, Reading) else found.code) == value


def test_a_percent_format_is_believed():
    assert read("percent", 0.85, percent_format=True) == Reading(85.0)


def test_the_1904_system_is_believed():
    assert read("finish_date", 44357.0, date1904=True).value == DAY.replace(day=11)


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("percent", 1.0, 1.0),
        ("percent", 0.5, 0.5),
        ("percent", 120.0, 120.0),
        ("percent", "0,85", "0,85"),
        ("quantity", -1.0, -1.0),
        ("quantity", "hai cuộc", "hai cuộc"),
        ("status", "gần xong", "gần xong"),
        ("finish_date", 45818.0, DAY),
        ("finish_date", 2025.0, "2025"),
        ("result", True, "TRUE"),
        ("result", float("inf"), "inf"),
        ("result", None, None),
    ],
)
def test_what_stands_in_our_own_sheet_is_taken_as_it_stands(field, raw, value):
    assert take(field, raw) == value


@given(clear_values())
def test_a_value_written_to_a_cell_is_taken_back(pair):
    field, value = pair
    assert take(field, to_cell(value)) == value


@given(clear_values())
def test_a_value_kept_as_json_comes_back(pair):
    field, value = pair
    assert from_json(field, to_json(value)) == value


@given(st.sampled_from(FIELD_NAMES), RAW)
def test_an_unclear_text_is_kept_as_it_was_typed(field, raw):
    if isinstance(read(field, raw), Unclear):
        text = as_text(raw)
        assert text
        assert from_json(field, to_json(text)) == text


@given(st.sampled_from(FIELD_NAMES), RAW.filter(lambda raw: raw == raw))
def test_what_we_took_is_taken_again(field, raw):
    once = take(field, raw)
    assert take(field, to_cell(once)) == once


@pytest.mark.parametrize("text", ["20251105", "2025-W45-3", "1925-11-05", "2025-02-30", "cuối năm"])
def test_a_text_that_was_no_day_does_not_come_back_as_one(text):
    assert from_json("finish_date", text) == text


def test_a_day_of_a_text_column_stays_text():
    assert from_json("result", "2025-06-10") == "2025-06-10"


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_serial_numbers_read_back(day):
    assert from_serial(to_cell(day)) == day


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "(trống)"), ("Đã họp", "Đã họp"), (85.0, "85"), (1350.5, "1.350,5"), (DAY, "10/06/2025")],
)
def test_shown_in_a_sentence(value, text):
    assert show(value) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Đã họp ", "Đã họp"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x0bb", "a\nb"),
        ("a\u00a0b", "a b"),
        ("\ufeffa\u200b", "a"),
        ("Hòa".encode().decode(), "Hòa"),
        (unicodedata.normalize("NFD", "Đã thực hiện"), "Đã thực hiện"),
        ("a\x00\x07b", "ab"),
        ("a\ufffeb\ud800", "ab"),
        ("a\tb  c", "a\tb  c"),
        (" \n\t ", None),
        ("\x01", None),
    ],
)
def test_tidy(typed, kept):
    assert tidy(typed) == kept


@given(st.text(st.characters(codec=None)))
def test_tidy_leaves_what_is_tidy(text):
    once = tidy(text)
    assert once is None or tidy(once) == once
    assert once is None or unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    "text", ["x" * LONGEST, "ế" * LONGEST, "😀" * (LONGEST // 2), "\n".join("ab" for _ in range(10_922))]
)
def test_a_text_as_long_as_a_cell_is_kept_whole(text):
    assert tidy(text) == text
    assert read("result", text) == Reading(text)


@pytest.mark.parametrize("text", ["x" * 40_000, "ế" * 40_000, "😀" * 20_000, "x" * 32_765 + " " * 9 + "y"])
def test_a_longer_text_is_cut_to_what_a_cell_holds_and_said(text):
    found = read("result", text)
    assert cell_length(found.value) <= LONGEST
    assert found.value.endswith("…")
    assert found.value[:1000] == text[:1000]
    assert str(found.note) == (
        f"Nội dung dài {cell_length(text)} ký tự; ô Excel chỉ chứa {LONGEST} ký tự đầu. "
        "Chuyển phần còn lại sang văn bản kèm theo."
    )


@given(st.sampled_from(FIELD_NAMES), RAW, st.booleans(), st.booleans())
def test_nothing_typed_raises_or_is_lost(field, raw, percent_format, date1904):
    found = read(field, raw, percent_format, date1904)
    if isinstance(found, Reading) and found.value is None:
        assert raw is None or not tidy(raw) or FIELD[field].kind != "text"
