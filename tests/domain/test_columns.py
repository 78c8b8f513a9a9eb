"""What she sets in `Thiết lập` for the reporting columns."""

import pytest

from kehoach_xl.domain.columns import STANDARD_COLUMNS, alike, asked, columns_of, in_sentence
from kehoach_xl.domain.progress import FIELD, SPARE, STANDARD, read, take
from kehoach_xl.domain.values import Reading


def row(name: str, head: str | None = None, ask: str | None = "Có") -> dict[str, object]:
    return {"id": name, "head": head, "ask": ask}


def test_untouched_settings_ask_the_nine_and_use_no_spare_one() -> None:
    assert asked(STANDARD_COLUMNS) == STANDARD
    assert [STANDARD_COLUMNS[name].used for name in SPARE] == [False] * 6
    assert [STANDARD_COLUMNS[name].heading for name in ("status", "extra1")] == ["Trạng thái", "Cột thêm 1"]


@pytest.mark.parametrize(
    ("settings", "heading", "is_asked", "used"),
    [
        (row("extra4", "Kinh phí (triệu đồng)"), "Kinh phí (triệu đồng)", True, True),
        (row("extra4", "Kinh phí", None), "Kinh phí", True, True),
        (row("extra4", "Kinh phí", "không"), "Kinh phí", False, True),
        (row("extra4", " \u00a0"), "Cột thêm 4", False, False),
        (row("extra4", "Kinh  phí\n(triệu)"), "Kinh phí (triệu)", True, True),
        (row("result", "Sản phẩm"), "Sản phẩm", True, True),
        (row("result", None), "Kết quả thực hiện trong kỳ", True, True),
        (row("result", "Sản phẩm", "Không "), "Sản phẩm", False, True),
        (row("status", "Tình hình", "Không"), "Tình hình", True, True),
    ],
)
def test_one_row_of_the_sheet(settings: dict[str, object], heading: str, is_asked: bool, used: bool) -> None:
    found = columns_of([settings])[str(settings["id"])]
    assert (found.heading, found.asked, found.used) == (heading, is_asked, used)


@pytest.mark.parametrize(
    ("rows", "same"),
    [
        ([], []),
        ([row("extra1", "Kinh phí"), row("extra4", "kinh phí ")], ["Kinh phí", "kinh phí"]),
        ([row("extra1", "Ngày văn bản")], ["Ngày văn bản"]),
        ([row("extra1", "STT")], ["STT"]),
        ([row("result", "Lưu ý khi điền")], ["Lưu ý khi điền"]),
        ([row("extra1", "Kinh phí", "Không"), row("extra2", "Kinh phí")], ["Kinh phí"]),
        ([row("result", "Nội dung"), row("extra1", "Kết quả thực hiện trong kỳ")], []),
    ],
)
def test_headings_nobody_could_tell_apart(rows: list[dict[str, object]], same: list) -> None:
    assert alike(columns_of(rows)) == same


def test_a_heading_in_a_sentence() -> None:
    found = [in_sentence(one) for one in ("Ngày văn bản", "GDP bình quân", "Đơn vị", "")]
    assert found == ["ngày văn bản", "GDP bình quân", "đơn vị", ""]


@pytest.mark.parametrize(
    ("raw", "value"),
    [(-12.5, -12.5), ("-12,5", -12.5), ("1.350,8", 1350.8), ("1.350", "VALUE_002"), ("120 triệu", "VALUE_001")],
)
def test_a_spare_number_may_be_negative_and_have_decimals(raw: object, value: object) -> None:
    assert FIELD["extra4"].kind == "number"
    found = read("extra4", raw)
    assert (found.value if isinstance(found, Reading) else found.code) == value


def test_numbers_and_days_of_spare_columns_are_taken_as_they_stand() -> None:
    assert take("extra5", -1350.5) == -1350.5
    assert take("extra5", "chưa có") == "chưa có"
    assert str(take("extra6", 45818.0)) == "2025-06-10"
