"""An appendix as text: columns run together, cells torn over lines and pages, and headers repeated."""

import pytest

from kehoach_xl.documents.thing import ASK, CLEAR, FACT, LOOK
from tests.documents.appendix_made import NOBODY, codes, heads, left, tasks, text

A, SBN = "Sở Công Thương", "Các sở, ban, ngành"
HEAD = """STT Nội dung
Năm 2023
Mục tiêu
năm 2024
Nhiệm vụ, giải pháp chủ yếu
Tổ chức thực hiện Thời
hạn
hoàn
thành
Điểm
đạt
Thứ
hạng
Điểm
đạt
Thứ
hạng
Chủ trì Phối hợp
"""
PLAIN = "TT Nhiệm vụ Chủ trì Phối hợp Thời gian\n"


def test_an_index_and_its_tasks_with_cells_over_several_lines() -> None:
    found = text(HEAD + """1
Chỉ số
thành phần A
5,12 41/63 6,05 20/34
1.1
Hoàn thiện các quy trình nội bộ
đã được công bố.
Văn phòng
UBND tỉnh
Các sở, ban,
ngành,
UBND các
địa phương
2024-
2028
1.2
Cập nhật thông tin.
Sở Tư pháp
Thường
xuyên
""")
    assert heads(found) == [("Chỉ số", "1", "Chỉ số thành phần A")]
    index = next(thing for thing in found if thing.code == "1")
    assert (index.score, index.rank, index.goal_score, index.goal_rank) == ("5,12", "41/63", "6,05", "20/34")
    assert tasks(found) == [
        ("1.1", "1", "Hoàn thiện các quy trình nội bộ đã được công bố.", "Văn phòng UBND tỉnh",
         f"{SBN}; UBND các địa phương", "2024-2028"),
        ("1.2", "1", "Cập nhật thông tin.", "Sở Tư pháp", "", "Thường xuyên"),
    ]
    assert [(thing.name, thing.value) for thing in found if thing.kind == FACT] == [
        ("Năm cơ sở", "2023"), ("Năm mục tiêu", "2024"),
    ]  # fmt: skip


def test_a_row_over_two_pages_whose_cells_are_cut_at_different_places() -> None:
    (task,) = text(f"""{PLAIN}1 Lập danh mục giống cây trồng Sở Nông Các sở, ban, Hàng
{PLAIN}cần được bảo vệ.
nghiệp và
Môi
trường
ngành năm
""")
    assert task.name == "Lập danh mục giống cây trồng cần được bảo vệ."
    assert (task.leads, task.coordinators, task.timeframe) == ("Sở Nông nghiệp và Môi trường", SBN, "Hàng năm")
    assert task.confidence == CLEAR


def test_cells_that_stand_on_the_second_page_only() -> None:
    (task,) = text(f"""{PLAIN}1
Đầu mối cung cấp thông tin
Sở Công
Thương
{PLAIN}về các cam kết.
Các sở, ban,
ngành
Thường
xuyên
""")
    assert (task.name, task.leads) == ("Đầu mối cung cấp thông tin về các cam kết.", A)
    assert (task.coordinators, task.timeframe) == (SBN, "Thường xuyên")


def test_a_line_that_begins_with_a_number_begins_no_row() -> None:
    found = text(f"""{PLAIN}1
Tổ chức hội nghị.
{A}
{SBN}
Hàng
năm tổ
chức 02-
03 lớp
bồi dưỡng
2
Việc khác.
Sở Tư pháp
{SBN}
2025
""")
    assert [(one[0], one[5]) for one in tasks(found)] == [("1", "Hàng năm tổ chức 02-03 lớp bồi dưỡng"), ("2", "2025")]


def test_the_number_of_a_page_is_no_row() -> None:
    found = text(f"{PLAIN}1\nViệc một.\n{A}\n{SBN}\n2025\n2\n{PLAIN}2\nViệc hai.\nSở Tư pháp\n{SBN}\n2026\n")
    assert [one[0] + one[2] + one[5] for one in tasks(found)] == ["1Việc một.2025", "2Việc hai.2026"]


def test_columns_in_another_order_of_who_and_when() -> None:
    found = text(f"TT Nhiệm vụ Thời hạn Cơ quan chủ trì Cơ quan phối hợp\n1\nViệc một.\nTháng 9/2025\n{A}\n{SBN}\n")
    assert tasks(found) == [("1", "", "Việc một.", A, SBN, "Tháng 9/2025")]


def test_bodies_nobody_knows_are_told_by_how_they_begin_and_looked_at() -> None:
    (task,) = text(f"""{PLAIN}1
Việc của ngành
ở các cấp.
Sở Dân tộc
và Tôn giáo
Cục Thống kê,
Kho bạc khu vực
2025
""", NOBODY)
    assert (task.leads, task.coordinators) == ("Sở Dân tộc và Tôn giáo", "Cục Thống kê; Kho bạc khu vực")
    assert task.confidence == LOOK and codes(task) == ["IMPORT_054"]


def test_a_row_without_a_lead_is_asked_about_and_loses_no_word() -> None:
    (task,) = text(f"{PLAIN}1\nNâng cao chất lượng phục vụ.\n2025\n")
    assert (task.name, task.leads, task.timeframe) == ("Nâng cao chất lượng phục vụ.", "", "2025")
    assert task.confidence == ASK


def test_columns_out_of_reach_are_left_line_by_line_with_the_reason() -> None:
    found = text(f"TT Nhiệm vụ Sản phẩm Chủ trì Thời gian\n1\nViệc một.\nBáo cáo\n{A}\n2025\n")
    assert left(found) == ["1", "Việc một.", "Báo cáo", A, "2025"]
    assert {code for thing in found for code in codes(thing)} == {"IMPORT_055"}


@pytest.mark.parametrize("printed", ["1. Mục đích\nViệc.", "STT Chỉ số thành phần Điểm Xếp hạng\n1 A 8.15 5"])
def test_text_without_a_table_of_tasks_is_none(printed: str) -> None:
    assert text(printed) == ()
