"""Figures in words: every count has its denominator, and none is 0 % where nothing is due."""

from typing import Any

import pytest

from kehoach_xl.domain.status import CLASSES
from kehoach_xl.workflows.office_words import in_two_lines
from kehoach_xl.workflows.report_words import classes, ended, judged, lines, moved, percent, reported
from kehoach_xl.workflows.write_report import file_name


def totals(count: int, due: int = 0, done: int = 0, **of: int) -> dict[str, Any]:
    """Totals as the summary has them; ``of`` counts classes by their names, with «_» for blanks."""
    found = {name: of.get(name.replace(" ", "_"), 0) for name in CLASSES}
    return {
        "count": count, "due": due, "done": done, "rate": round(done / due, 4) if due else None, "classes": found,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("of", "said", "share"),
    [
        (totals(35, 15, 10), "hoàn thành 10/15 nhiệm vụ đến hạn, đạt 66,7%", "66,7%"),
        (totals(35, 3, 3), "hoàn thành 3/3 nhiệm vụ đến hạn, đạt 100%", "100%"),
        (totals(35, 3, 0), "hoàn thành 0/3 nhiệm vụ đến hạn, đạt 0%", "0%"),
        (totals(4), "chưa có nhiệm vụ đến hạn (0/4 nhiệm vụ)", "chưa có nhiệm vụ đến hạn"),
    ],
)
def test_what_is_done_of_what_is_due(of: dict[str, Any], said: str, share: str) -> None:
    assert judged(of) == said
    assert percent(of) == share


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ((15, 10), (20, 5), "tăng 5 nhiệm vụ đến hạn đã hoàn thành, tỷ lệ tăng 41,7 điểm phần trăm"),
        ((20, 5), (15, 10), "giảm 5 nhiệm vụ đến hạn đã hoàn thành, tỷ lệ giảm 41,7 điểm phần trăm"),
        ((10, 5), (10, 5), "số nhiệm vụ đến hạn đã hoàn thành không thay đổi, tỷ lệ không thay đổi"),
        (
            (10, 5), (0, 0),
            "tăng 5 nhiệm vụ đến hạn đã hoàn thành, chưa so sánh được tỷ lệ vì có kỳ chưa có nhiệm vụ đến hạn",
        ),
    ],
)  # fmt: skip
def test_the_change_against_the_period_before(now: tuple[int, int], before: tuple[int, int], said: str) -> None:
    assert moved(totals(30, *now), totals(30, *before)) == said


def test_a_component_that_is_new_has_all_of_it_as_change() -> None:
    assert moved(totals(3, 2, 2), None) == (
        "tăng 2 nhiệm vụ đến hạn đã hoàn thành, chưa so sánh được tỷ lệ vì có kỳ chưa có nhiệm vụ đến hạn"
    )


def test_classes_begin_with_what_is_done() -> None:
    of = totals(35, Chưa_báo_cáo=3, Hoàn_thành_đúng_hạn=10, Đang_thực_hiện_trong_hạn=22)
    assert classes(of) == "Hoàn thành đúng hạn 10/35; Đang thực hiện trong hạn 22/35; Chưa báo cáo 3/35"
    assert reported(of) == 32
    assert classes(totals(0)) == ""


def test_a_paragraph_ends_with_a_stop_unless_it_has_a_sign_of_its_own() -> None:
    assert [ended(one) for one in ("Số lượng: 2", "Xong.", "Gồm:", "Sao?")] == ["Số lượng: 2.", "Xong.", "Gồm:", "Sao?"]


def test_a_code_with_signs_that_no_file_name_has_makes_a_name_all_the_same() -> None:
    assert file_name("2025-H2", "SO/KH:1") == "2025-H2_SO-KH-1_bao-cao.docx"
    assert file_name("2025-H2", "") == "2025-H2_bao-cao-dinh-ky.docx"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("SỞ CÔNG THƯƠNG", ["SỞ CÔNG THƯƠNG"]),
        ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", ["SỞ KẾ HOẠCH", "VÀ ĐẦU TƯ"]),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", ["SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"]),
        ("CHI CỤC HẢI QUAN KHU VỰC XI", ["CHI CỤC HẢI QUAN", "KHU VỰC XI"]),
        ("PHÒNG HỢP TÁC QUỐC TẾ", ["PHÒNG HỢP TÁC", "QUỐC TẾ"]),
    ],
)
def test_a_long_name_breaks_where_one_takes_breath(name: str, lines: list[str]) -> None:
    said = in_two_lines(name)
    assert said == name if len(lines) == 1 else said.split(" ") == [one.replace(" ", "\u00a0") for one in lines]


def test_a_text_of_several_lines_is_as_many_paragraphs() -> None:
    assert lines("Một.\n\n  Hai \u00a0 ba.\n") == ["Một.", "Hai ba."]
    assert lines(None) == []
