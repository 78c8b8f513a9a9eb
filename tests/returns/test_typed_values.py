"""Every spelling of a value: one reading is taken and told where it differs, two are asked."""

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from kehoach_xl.ooxml.reading import Cell, read_workbook
from kehoach_xl.ooxml.workbook import Flags
from tests.returns.sheets_of import Returned, formula, old, percent, said, values

DONE = date(2025, 11, 5)
TIME = Cell("date", 0.6041666666666666, "0.6041666666666666", None, "")
LONG = Cell("number", 1.2345678901234567e19, "12345678901234567890", None, "")

TAKEN: list[tuple[str, Any, Any, list[str]]] = [
    # field, typed, taken, told
    ("percent", 85, 85.0, []),
    ("percent", "85", 85.0, []),
    ("percent", "85%", 85.0, ["RETURN_020"]),
    ("percent", "85,5", 85.5, []),
    ("percent", "85.5 %", 85.5, ["RETURN_020"]),
    ("percent", "８５％", 85.0, ["RETURN_020"]),
    ("percent", percent(0.85), 85.0, []),
    ("percent", percent(1.0), 100.0, []),
    ("quantity", "1.350", 1350.0, []),
    ("quantity", "1 350", 1350.0, ["RETURN_020"]),
    ("quantity", "03 cuộc", 3.0, ["VALUE_005"]),
    ("quantity", "２", 2.0, []),
    ("status", "Hoàn thành", "Hoàn thành", []),
    ("status", "đã HT", "Hoàn thành", ["VALUE_032"]),
    ("status", "xong", "Hoàn thành", ["VALUE_032"]),
    ("status", "dang lam", "Đang thực hiện", ["VALUE_032"]),
    ("status", " HOÀN  THÀNH\u00a0", "Hoàn thành", ["VALUE_032"]),
    ("status", unicodedata.normalize("NFD", "Đang thực hiện"), "Đang thực hiện", []),
    ("status", old("Hoµn thµnh"), "Hoàn thành", ["RETURN_023"]),
    ("status", old("Hoµn thµnh", "Times New Roman"), "Hoàn thành", ["RETURN_023"]),
    ("status", old("Ñang thöïc hieän", "VNI-Times"), "Đang thực hiện", ["RETURN_023"]),
    ("status", old("CH¦A THùC HIÖN", ".VnTimeH"), "Chưa thực hiện", ["RETURN_023", "VALUE_032"]),
    ("finish_date", DONE, DONE, []),
    ("finish_date", "05/11/2025", DONE, []),
    ("finish_date", "5-11-25", DONE, ["VALUE_025"]),
    ("finish_date", "ngày 05 tháng 11 năm 2025", DONE, ["RETURN_020"]),
    ("finish_date", "2025-11-05", DONE, ["RETURN_020"]),
    ("finish_date", "11/25/2025", date(2025, 11, 25), ["VALUE_024"]),
    ("finish_date", "０５/１１/２０２５", DONE, []),
    ("finish_date", old("ngµy 05 th¸ng 11 n¨m 2025"), DONE, ["RETURN_023", "RETURN_020"]),
    ("finish_date", Cell("date", "2025-11-05", "2025-11-05", None, ""), DONE, ["RETURN_020"]),
    # a number without any format: digits to the eye
    ("finish_date", 45966, DONE, ["RETURN_020"]),
    # after the file was saved, and no swap would bring it before
    ("finish_date", date(2026, 3, 31), date(2026, 3, 31), []),
    ("result", "Đã tổ chức\u00a0\u200b", "Đã tổ chức", []),
    ("result", unicodedata.normalize("NFD", "Đã tổ chức"), "Đã tổ chức", []),
    ("result", "=1+1", "=1+1", []),
    ("result", "+84 912", "+84 912", []),
    ("result", "- một", "- một", []),
    ("result", "@SUM(A1)", "@SUM(A1)", []),
    ("result", "\t=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1", []),
    ("result", old("§· tæ chøc 02 héi nghÞ"), "Đã tổ chức 02 hội nghị", ["RETURN_023"]),
    ("result", old("Ñaõ toå chöùc", "VNI-Times"), "Đã tổ chức", ["RETURN_023"]),
    ("result", old("§· tæ chøc 02 héi nghÞ", ""), "Đã tổ chức 02 hội nghị", ["RETURN_023"]),
    ("result", old("Đã có văn bản, kh«ng v\u00adíng", ""), "Đã có văn bản, không vướng", ["RETURN_023"]),
    ("result", old("Sở Tư pháp, Müller & Söhne", ".VnTime"), "Sở Tư pháp, Müller & Söhne", []),
    ("result", 12, "12", []),
    ("result", True, "TRUE", []),
    ("result", DONE, "05/11/2025", []),
    ("result", TIME, "14:30", []),
    ("result", Cell("date", 45966.604166666664, "45966.604166666664", None, ""), "05/11/2025 14:30", []),
    ("result", date(2205, 11, 5), "05/11/2205", []),
    ("result", "x" * 40_000, "x" * 32_766 + "…", ["VALUE_043"]),
    ("evidence_no", "007/BC", "007/BC", []),
    ("evidence_no", 1234567, "1.23457e+06", []),
    ("evidence_no", LONG, "12345678901234567890", []),
    ("difficulties", "\u200b", None, []),
    ("proposals", "   ", None, []),
    ("percent", formula("A1*2", 50.0), 50.0, ["MERGE_022"]),
    ("percent", formula("A1", "85%"), 85.0, ["MERGE_022", "RETURN_020"]),
    ("result", formula("[1]Sheet1!$A$1", "Lấy từ tệp khác"), "Lấy từ tệp khác", ["RETURN_022"]),
    ("result", formula("cmd|'/c calc'!A1", "0"), "0", ["RETURN_022"]),
    ("result", formula('WEBSERVICE("http://x")', "ok"), "ok", ["RETURN_022"]),
]


@pytest.mark.parametrize(("field", "typed", "taken", "told"), TAKEN)
def test_what_has_one_reading_is_taken(field: str, typed: Any, taken: Any, told: list[str]) -> None:
    found = Returned("STP", {"T1": {field: typed}}).judge()
    assert values(found) == ({"T1": {field: taken}} if taken is not None else {})
    assert said(found) == told


@pytest.mark.parametrize("note", ["RETURN_020", "RETURN_023", "VALUE_005", "VALUE_032"])
def test_a_reading_that_is_certain_is_in_the_list_but_calls_nobody(note: str) -> None:
    _, typed, _, _ = one = next(row for row in TAKEN if row[3] == [note])
    found = Returned("STP", {"T1": {one[0]: typed}}).judge()
    assert [(f.kind, f.task, f.needs_a_look) for f in found.findings] == [("understood", "2.3", False)]
    assert found.notes == []


ASKED: list[tuple[str, Any, str, str]] = [
    # field, typed, kept, a piece of the reason
    ("percent", "0,85", "0,85", "0,85 % hoặc 85 %"),
    ("percent", percent(1.2), "120%", "ngoài khoảng"),
    ("percent", "một nửa", "một nửa", "tỷ lệ"),
    ("quantity", "1,350", "1,350", "1,35 hoặc 1.350"),
    ("status", "chắc xong", "chắc xong", "danh mục"),
    ("status", "đã thực hiện", "đã thực hiện", "Đang thực hiện / Hoàn thành"),
    ("status", True, "TRUE", "danh mục"),
    ("status", 1, "1", "danh mục"),
    ("finish_date", "31/02/2025", "31/02/2025", "Không có ngày"),
    ("finish_date", "5/11", "5/11", "chưa đủ"),
    # days are kept and told as a person saw them
    ("finish_date", date(1925, 11, 5), "05/11/1925", "Ngày «05/11/1925» nằm ngoài"),
    ("finish_date", date(2205, 11, 5), "05/11/2205", "Ngày «05/11/2205» nằm ngoài"),
    ("finish_date", 111709, "111709", "«111709»"),
    ("finish_date", TIME, "14:30", "«14:30»"),
    ("status", DONE, "05/11/2025", "«05/11/2025»"),
    ("percent", percent(85.0), "8500%", "«8500%» nằm ngoài khoảng"),
    # Excel made a day of «5/11»
    ("quantity", DONE, "05/11/2025", "số (như 5/11) thành ngày"),
    ("percent", DONE, "05/11/2025", "số (như 5/11) thành ngày"),
    ("quantity", TIME, "14:30", "ngày, giờ «14:30»"),
    ("finish_date", formula("TODAY()", None), "=TODAY()", "công thức"),
    ("percent", formula("A1/0", "#DIV/0!"), "=A1/0", "công thức"),
    ("percent", Cell("error", "#N/A", "#N/A", None, ""), "#N/A", "lỗi"),
    # Excel made a day of a number
    ("evidence_no", DONE, "05/11/2025", "đổi số ký hiệu thành ngày"),
    # correct as it stands and after decoding, and between words of both kinds
    ("result", old("Văn bản có kh«ng v\u00adíng", ""), "Văn bản có kh«ng v\u00adíng", "«Văn bản cú không vướng»"),
    ("result", old("có"), "có", "«cú» hoặc «có»"),
]


@pytest.mark.parametrize(("field", "typed", "kept", "reason"), ASKED)
def test_what_has_two_readings_or_none_is_asked(field: str, typed: Any, kept: str, reason: str) -> None:
    found = Returned("STP", {"T1": {field: typed}}).judge()
    answer = found.result.answers["T1", field]
    assert answer.value == kept
    assert answer.unclear and reason in answer.unclear


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        # saved on 12/12/2025; stored by an English Excel from «05/12/2025»: 12 May, long past
        (date(2025, 5, 12), False),
        # from «10/12/2025» it made 12 October; nobody can know
        (date(2025, 10, 12), False),
        # from «12/11/2025» day and month as typed would be past, as stored they are past too
        (date(2025, 12, 11), False),
        # stored 31 December: 31 is no month
        (date(2025, 12, 31), False),
        # stored 12 December plus: tomorrow is let pass, clocks differ
        (date(2025, 12, 13), False),
        # a year ahead, whatever way round
        (date(2026, 4, 6), False),
    ],
)
def test_a_day_is_doubted_only_where_it_cannot_be(stored: date, asked: bool) -> None:
    found = Returned("STP", {"T1": {"finish_date": stored}}).judge()
    assert bool(found.result.answers["T1", "finish_date"].unclear) is asked


def test_a_day_after_the_file_was_saved_may_be_swapped_and_is_asked() -> None:
    one = Returned("STP", {"T1": {"finish_date": date(2025, 11, 5), "evidence_date": date(2025, 9, 8)}})
    one.modified = datetime(2025, 8, 20, tzinfo=UTC)
    answers = one.judge().result.answers
    assert answers["T1", "finish_date"].unclear == (
        "Ngày 05/11/2025 sau ngày lưu tệp (20/08/2025); có thể là 11/05/2025 bị đảo ngày và tháng."
    )
    assert answers["T1", "finish_date"].value == "05/11/2025"
    assert "09/08/2025" in answers["T1", "evidence_date"].unclear


def test_dates_of_the_1904_system_keep_their_day() -> None:
    serial = float((DONE - date(1904, 1, 1)).days)
    day = Cell("date", serial, f"{serial:g}", None, "")
    one = Returned("STP", {"T1": {"finish_date": day, "result": day}})
    one.more = {"date1904": True}
    assert values(one.judge())["T1"] == {"finish_date": DONE, "result": "05/11/2025"}


def test_a_column_that_is_not_asked_is_counted_and_told() -> None:
    found = Returned("STP", {"T1": {"status": "Hoàn thành", "extra1": "Thêm"}}).judge()
    assert (found.rejected, said(found)) == ({"unasked": 1}, ["MERGE_027"])


def test_comments_on_cells_are_told() -> None:
    one = Returned("STP", {"T1": {"status": "Hoàn thành"}})
    one.more = {"flags": Flags(comments=True)}
    assert said(one.judge()) == ["RETURN_006"]


def test_a_workbook_with_a_comment_says_so(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "x"
    book.save(tmp_path / "không.xlsx")
    book.active["A1"].comment = Comment("Xem lại", "A")
    book.save(tmp_path / "có.xlsx")
    there = {name: read_workbook(tmp_path / f"{name}.xlsx").flags.comments for name in ("không", "có")}
    assert there == {"không": False, "có": True}


def test_ids_are_text_whatever_the_program_made_of_them() -> None:
    one = Returned("STP", {"T1": {"status": "Hoàn thành"}})
    one.rows[0]["id"] = " T1\u00a0"
    assert values(one.judge()) == {"T1": {"status": "Hoàn thành"}}
