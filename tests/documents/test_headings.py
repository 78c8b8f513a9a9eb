"""A header is understood by what its headings mean: anywhere, in several rows, under merged ones, in many wordings."""

import pytest

from kehoach_xl.documents.headings import find, is_column_numbers, meaning
from tests.documents.appendix_made import table


def fields(*rows: list[str], merges: tuple[tuple[int, int, int, int], ...] = ()) -> list[str]:
    header = find(table(*rows, merges=merges))
    return [column.field for column in header.columns] if header else []


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Chủ trì", "leads"), ("CƠ QUAN CHỦ TRÌ", "leads"), ("Đơn vị chủ trì", "leads"),
        ("Cơ quan chủ trì thực hiện", "leads"), ("Cơ quan chủ trì, tham mưu", "leads"),
        ("Cơ quan phối hợp", "coordinators"), ("Thời gian hoàn thành", "timeframe"), ("Tiến độ", "timeframe"),
        ("Thời hạn", "timeframe"), ("STT", "code"), ("TT", "code"), ("ST T", "code"), ("Nội dung công việc", "content"),
        ("Sản phẩm", "other"), ("Kết quả đầu ra", "other"), ("Ghi chú", "other"), ("Xếp hạng", "rank"),
        ("Điểm số năm 2024", "score"), ("Mục tiêu điểm số", "goal_score"), ("Đơn vị chủ trì (cấp tỉnh)", "leads"),
        ("Tháng", "timeframe"), ("Quý", "timeframe"), ("Người chịu trách nhiệm", "people"),
        ("Cán bộ phụ trách", "people"), ("Lãnh đạo phụ trách", "people"), ("Nội dung (tóm tắt)", "content"),
        ("Don vi chu tri", "leads"), ("Thời gian thực hiên", "timeframe"), ("Màu sắc", "other"),
    ],
)  # fmt: skip
def test_a_heading_means_a_field_without_a_doubt(heading: str, field: str) -> None:
    column = meaning([heading])
    assert (column.field, column.note) == (field, None)


@pytest.mark.parametrize(
    ("heading", "field"), [("Cơ quan được phân công chủ trì", "leads"), ("Đơn vị chủ trỳ", "leads"),
                           ("Dự án (nội dung) (chủ trì)", "leads"),
                           ("Thời gian tổ chức thực hiện nhiệm vụ", "timeframe")],
)  # fmt: skip
def test_a_heading_that_is_only_like_a_known_one_is_a_guess_with_its_reason(heading: str, field: str) -> None:
    column = meaning([heading])
    assert column.field == field
    assert column.note is not None and column.note.code == "IMPORT_040" and heading in str(column.note)


def test_the_year_and_its_goal_come_from_the_merged_heading_above() -> None:
    assert (meaning(["Năm 2024", "Xếp hạng"]).field, meaning(["Năm 2024", "Xếp hạng"]).year) == ("rank", 2024)
    goal = meaning(["Mục tiêu năm 2025", "Điểm số"])
    assert (goal.field, goal.year, goal.heading) == ("goal_score", 2025, "Mục tiêu năm 2025 – Điểm số")


def test_a_header_of_two_rows_with_merged_groups() -> None:
    top = ["STT", "Nội dung", "Năm 2024", "", "Mục tiêu\nnăm 2025", "", "Nhiệm vụ, giải pháp", "Phân công thực hiện",
           "", "Thời\ngian\nthực\nhiện"]  # fmt: skip
    below = ["", "", "Điểm\nsố", "Xếp\nhạng", "Điểm\nsố", "Xếp\nhạng", "", "Chủ trì", "Phối hợp", ""]
    expected = ["code", "name", "score", "rank", "goal_score", "goal_rank", "content", "leads", "coordinators",
                "timeframe"]  # fmt: skip
    merges = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 1, 6), (0, 7, 0, 8), (0, 9, 1, 9))
    row = ["1", "Chỉ số A", "4,93", "50/63", "6,18", "25/34", "", "", "", ""]
    assert fields(top, below, row, merges=merges) == expected
    assert fields(top, below, row) == expected  # a format that does not say what is merged


def test_columns_stand_in_any_order_and_unknown_ones_are_kept() -> None:
    header = ["Thời hạn", "TT", "Kinh phí (triệu đồng)", "Cơ quan phối hợp", "Nội dung công việc", "Đơn vị chủ trì"]
    assert fields(header) == ["timeframe", "code", "other", "coordinators", "content", "leads"]


def test_who_carries_out_leads_where_nobody_else_does() -> None:
    assert fields(["STT", "Nội dung", "Đơn vị thực hiện", "Thời gian"])[2] == "leads"
    assert fields(["STT", "Nội dung", "Đơn vị thực hiện", "Chủ trì", "Thời gian"])[2] == "coordinators"


def test_persons_lead_only_where_no_column_names_bodies() -> None:
    head = ["STT", "Nội dung", "Người chịu trách nhiệm", "Đơn vị thực hiện", "Tháng", "Ghi chú"]
    assert fields(head) == ["code", "content", "other", "leads", "timeframe", "other"]
    header = find(table(["STT", "Nội dung", "Cán bộ phụ trách", "Tháng"]))
    assert header is not None
    assert [(one.field, one.note is not None) for one in header.columns[2:]] == [("leads", True), ("timeframe", False)]


def test_one_column_for_who_leads_and_who_helps_is_said() -> None:
    column = meaning(["Đơn vị chủ trì/phối hợp"])
    assert column.field == "leads" and column.note is not None and column.note.code == "IMPORT_033"


def test_from_and_to_are_two_columns_only_together() -> None:
    assert fields(["TT", "Việc", "Nội dung", "Từ", "Đến"])[3:] == ["start", "end"]
    assert fields(["TT", "Nội dung", "Chủ trì", "Kết thúc"])[3] == "timeframe"
    assert fields(["TT", "Nội dung", "Thời gian", "Từ", "Đến"])[2:] == ["timeframe", "other", "other"]


def test_the_header_may_stand_below_the_title_of_a_sheet() -> None:
    header = find(table(["Phụ lục", "", ""], ["", "", ""], ["TT", "Nhiệm vụ", "Chủ trì"], ["(1)", "(2)", "(3)"],
                        ["1", "Việc", "Sở A"]))  # fmt: skip
    assert header is not None
    assert (header.first, header.last) == (2, 3)


def test_of_two_years_without_a_word_the_later_one_is_the_goal_as_a_guess() -> None:
    header = find(table(["TT", "Chỉ số", "Nhiệm vụ", "Điểm số 2024", "Điểm số 2025", "Chủ trì"]))
    assert header is not None
    assert [(one.field, one.year) for one in header.columns[3:5]] == [("score", 2024), ("goal_score", 2025)]
    assert [one.note.code for one in header.columns if one.note] == ["IMPORT_041"]


@pytest.mark.parametrize("row", [["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"], ["TT", "Họ và tên", "Chức vụ"], ["", ""]])
def test_other_tables_have_no_header_of_an_appendix(row: list[str]) -> None:
    assert find(table(row, ["1", "b", "c"])) is None


def test_a_first_column_of_numbers_is_theirs_though_it_has_no_heading() -> None:
    assert fields(["", "Nhiệm vụ", "Chủ trì"], ["1", "Việc", "Sở A"], ["2", "Việc khác", "Sở B"])[0] == "code"


def test_a_group_over_the_whole_width_is_no_row_of_the_header() -> None:
    header = find(table(["TT", "Nhiệm vụ", "Chủ trì"], ["I. Nhóm nhiệm vụ A", "", ""], merges=((1, 0, 1, 2),)))
    assert header is not None and header.last == 0


def test_rows_that_number_the_columns() -> None:
    assert is_column_numbers(["(1)", "(2)", "(3)"]) and is_column_numbers(["1", "2", "3", "4"])
    assert is_column_numbers(["A", "B", "1", "2", "(3)=(1)+(2)"]) and is_column_numbers(["-1", "-2", "-3"])
    assert not is_column_numbers(["1", "Việc", "Sở A"]) and not is_column_numbers(["1", "", "2"])
