"""The tables of an appendix: rows become indices, groups and tasks; what pages cut is joined; nothing is dropped."""

from kehoach_xl.documents.appendix import read
from kehoach_xl.documents.thing import ASK, CLEAR, FACT, LOOK, Thing
from kehoach_xl.intake.content import PDF, SHEET, WORD, Content, Paragraph, Place, Table
from tests.documents.appendix_made import HEAD, KNOWN, NOBODY, codes, heads, left, table, tasks, things

A, B, SBN = "Sở Công Thương", "Sở Tư pháp", "Các sở, ban, ngành"


def test_rows_are_tasks_below_their_index() -> None:
    found = things(table(
        ["STT", "Nội dung", "Năm 2024", "", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"],
        ["", "", "Điểm", "Hạng", "", "", "", ""],
        ["1", "Chỉ số thành phần A", "79.80", "18/19", "", "", "", ""],
        ["1.1", "", "", "", "Làm việc một.", A, f"{SBN}, UBND các địa phương", "2025 - 2030"],
        ["1.2", "", "", "", "Làm việc hai.", B, "", "Hàng năm tổ chức 01-\n02 cuộc"],
    ))  # fmt: skip
    assert heads(found) == [("Chỉ số", "1", "Chỉ số thành phần A")]
    index = next(thing for thing in found if thing.code == "1")
    assert (index.score, index.rank, index.goal_score) == ("79.80", "18/19", "")
    assert tasks(found) == [
        ("1.1", "1", "Làm việc một.", A, f"{SBN}; UBND các địa phương", "2025 - 2030"),
        ("1.2", "1", "Làm việc hai.", B, "", "Hàng năm tổ chức 01-02 cuộc"),
    ]
    assert [thing.value for thing in found if thing.kind == FACT] == ["2024"]
    assert all(thing.confidence == CLEAR for thing in found)


def test_each_thing_says_where_it_stands_and_quotes_its_row() -> None:
    (task,) = things(table(HEAD, ["1", "Việc", A, SBN, "2025"]))
    assert str(task.place) == "bảng 1, dòng 2"
    assert task.quote == f"1 | Việc | {A} | {SBN} | 2025"


def test_the_title_above_is_the_appendix_heading() -> None:
    content = Content("x", "", WORD, [
        Paragraph("Trên đây là Kế hoạch."), Paragraph("Phụ lục"), Paragraph("CÁC NHIỆM VỤ"),
        Paragraph("(Kèm theo Kế hoạch số     /KH-UBND)"), table(HEAD, ["1", "Việc", A, "", "2025"]),
    ])  # fmt: skip
    found = read(content, KNOWN)
    assert found.used == {1, 2, 3, 4}
    assert found.things[0].value == "Phụ lục\nCÁC NHIỆM VỤ\n(Kèm theo Kế hoạch số /KH-UBND)"


def test_no_table_of_tasks_gives_nothing() -> None:
    assert read(Content("x", "", WORD, [Paragraph("Phụ lục"), table(["Nơi nhận", "Ký"])]), KNOWN).things == ()


# -- pages -------------------------------------------------------------------------------------------


def test_a_row_cut_by_the_page_is_whole_again_cell_by_cell() -> None:
    found = things(
        table(HEAD, ["1", "Bảo tồn", "Sở Nông", "Các sở, ban,", "Hàng"]),
        table(HEAD, ["", "đa dạng sinh học.", "nghiệp và Môi\ntrường", "ngành", "năm"], ["2", "Việc", B, "", "2025"]),
        layout=PDF,
    )
    assert tasks(found) == [
        ("1", "", "Bảo tồn đa dạng sinh học.", "Sở Nông nghiệp và Môi trường", SBN, "Hàng năm"),
        ("2", "", "Việc", B, "", "2025"),
    ]
    assert "‖" in found[0].quote


def test_a_page_without_a_header_goes_on() -> None:
    found = things(
        table(HEAD, ["1", "Việc một", A, "", "2025"]), Paragraph("2"), table(["2", "Việc hai", B, "", "2026"]),
        layout=PDF,
    )  # fmt: skip
    assert [task[0] for task in tasks(found)] == ["1", "2"]


def test_a_whole_row_without_a_number_on_top_of_a_page_is_a_task_of_its_own_to_look_at() -> None:
    found = things(
        table(HEAD, ["1", "Việc một", A, "", "2025"]), table(HEAD, ["", "Việc hai", B, "", "2026"]), layout=PDF
    )
    assert [(task[2], task[3]) for task in tasks(found)] == [("Việc một", A), ("Việc hai", B)]
    assert found[1].confidence == LOOK and "IMPORT_050" in codes(found[1])


def test_a_lead_of_several_rows_that_the_page_cut_is_whole_in_all_of_them() -> None:
    found = things(
        table(HEAD, ["1", "Việc một", "Sở Nông nghiệp", "", "2025"], ["2", "Việc hai", "", "", "2025"],
              merges=((1, 2, 2, 2),)),
        table(HEAD, ["3", "Việc ba", "và Môi trường", "", "2025"], ["4", "Việc bốn", "", "", "2025"],
              merges=((1, 2, 2, 2),)),
        layout=PDF,
    )  # fmt: skip
    assert [task[3] for task in tasks(found)] == ["Sở Nông nghiệp và Môi trường"] * 4
    assert [thing.confidence for thing in found] == [CLEAR, CLEAR, LOOK, LOOK]


def test_a_number_that_the_page_cut() -> None:
    found = things(
        table(HEAD, ["3.1.1", "Việc", A, "", "2025"], ["3.1.", "Việc này", B, "", "2025"]),
        table(HEAD, ["2", "đi tiếp.", "", "", ""]), layout=PDF,
    )  # fmt: skip
    assert [(task[0], task[2]) for task in tasks(found)] == [("3.1.1", "Việc"), ("3.1.2", "Việc này đi tiếp.")]


def test_a_header_of_two_rows_is_known_again_when_one_row_says_it() -> None:
    top = ["STT", "Nhiệm vụ", "Phân công thực hiện", "", "Thời gian"]
    found = things(table(top, ["", "", "Chủ trì", "Phối hợp", ""], ["1", "Việc", A, "", "2025"], HEAD,
                         ["2", "Việc", B, "", "2025"], merges=((0, 2, 0, 3),)))  # fmt: skip
    assert [task[0] for task in tasks(found)] == ["1", "2"]


def test_headers_repeated_inside_a_table_and_numbers_of_columns_are_no_rows() -> None:
    found = things(table(HEAD, ["(1)", "(2)", "(3)", "(4)", "(5)"], ["1", "Việc", A, "", "2025"], HEAD,
                         ["2", "Việc", B, "", "2025"]))  # fmt: skip
    assert len(found) == 2


# -- numbers -----------------------------------------------------------------------------------------


def test_numbers_are_text_and_paths() -> None:
    rows = [[f"3.{at}", f"Việc {at}", A, "", "2025"] for at in range(1, 12)]
    assert [task[0] for task in tasks(things(table(HEAD, *rows)))] == [f"3.{at}" for at in range(1, 12)]


def test_three_levels_of_numbers_become_one_path() -> None:
    found = things(table(
        HEAD, ["I", "Nhóm nhiệm vụ A", "", "", ""], ["1", "Nội dung một", "", "", ""],
        ["a)", "Việc một", A, "", "2025"], ["b)", "Việc hai", A, "", "2025"],
        ["c)", "Việc ba", A, "", "2025"], ["đ)", "Việc bốn", A, "", "2025"],
        ["II", "Nhóm nhiệm vụ B", "", "", ""], ["1", "Nội dung hai", "", "", ""], ["a)", "Việc năm", B, "", "2025"],
    ))  # fmt: skip
    assert [task[:2] for task in tasks(found)] == [
        ("I.1.a", "I.1"), ("I.1.b", "I.1"), ("I.1.c", "I.1"), ("I.1.đ", "I.1"), ("II.1.a", "II.1"),
    ]  # fmt: skip
    assert [head[1] for head in heads(found)] == ["I", "I.1", "II", "II.1"]


def test_marks_of_numbers_do_not_matter() -> None:
    rows = [["1.", "Một", A, "", "2025"], ["2)", "Hai", A, "", "2025"], ["(3)", "Ba", A, "", "2025"]]
    assert [task[0] for task in tasks(things(table(HEAD, *rows)))] == ["1", "2", "3"]


def test_a_path_stands_below_the_nearest_row_there_is() -> None:
    found = things(table(HEAD, ["IV.1", "Nhóm", "", "", ""], ["IV.1.a.1", "Việc", A, "", "2025"],
                         ["V", "Tổ chức", "", "", ""], ["V.2", "Việc", A, "", "2025"]))  # fmt: skip
    assert [task[:2] for task in tasks(found)] == [("IV.1.a.1", "IV.1"), ("V.2", "V")]


def test_a_sheet_that_lost_the_zero_of_three_point_ten() -> None:
    rows = [[code, "Việc", A, "", "2025"] for code in ("3.8", "3.9", "3.1", "3.11")]
    found = things(table(HEAD, *rows), layout=SHEET)
    assert [task[0] for task in tasks(found)] == ["3.8", "3.9", "3.10", "3.11"]
    assert found[2].confidence == LOOK and codes(found[2]) == ["IMPORT_048"]


def test_a_jump_and_a_repeated_number_are_said() -> None:
    jumping = things(table(HEAD, ["1", "Một", A, "", "2025"], ["3", "Ba", A, "", "2025"]))
    assert codes(jumping[1]) == ["IMPORT_047"]
    doubled = things(table(HEAD, ["1", "Một", A, "", "2025"], ["1", "Hai", A, "", "2025"]))
    assert ["IMPORT_046" in codes(thing) for thing in doubled] == [True, True]


# -- rows of other kinds ----------------------------------------------------------------------------


def test_a_merged_row_opens_a_group_and_a_merged_lead_holds_for_its_rows() -> None:
    found = things(table(
        HEAD, ["I. Nhóm nhiệm vụ A", "", "", "", ""], ["1", "Một", A, SBN, "2025"], ["2", "Hai", "", "", "2026"],
        merges=((1, 0, 1, 4), (2, 2, 3, 2)),
    ))  # fmt: skip
    assert heads(found) == [("Nhóm nhiệm vụ", "I", "Nhóm nhiệm vụ A")]
    assert tasks(found) == [("I.1", "I", "Một", A, SBN, "2025"), ("I.2", "I", "Hai", A, "", "2026")]


def test_each_group_may_have_a_table_of_its_own() -> None:
    found = things(
        Paragraph("Phụ lục"), Paragraph("1. Chỉ số A"), table(HEAD, ["1.1", "Một", A, "", "2025"]),
        Paragraph("2. Chỉ số B"), table(HEAD, ["2.1", "Hai", B, "", "2025"]),
    )  # fmt: skip
    assert heads(found) == [("Chỉ số", "1", "Chỉ số A"), ("Chỉ số", "2", "Chỉ số B")]
    assert [task[:2] for task in tasks(found)] == [("1.1", "1"), ("2.1", "2")]


def test_an_index_with_its_first_task_in_one_row_is_both() -> None:
    header = ["STT", "Chỉ số", "Điểm số 2024", "Nhiệm vụ", "Chủ trì", "Thời gian"]
    found = things(table(header, ["1", "Tính minh bạch", "7,95", "Việc một", A, "2025"],
                         ["", "", "", "Việc hai", B, "2025"], merges=((1, 0, 2, 0), (1, 1, 2, 1))))  # fmt: skip
    assert heads(found) == [("Chỉ số", "1", "Tính minh bạch")]
    assert [task[:4] for task in tasks(found)] == [("1.1", "1", "Việc một", A), ("1.2", "1", "Việc hai", B)]


def test_a_row_that_says_who_and_when_is_a_task_though_lines_of_its_own_follow() -> None:
    found = things(table(
        HEAD, ["II", "Nhóm B", "", "", ""], ["1", "Rà soát", B, "", "2026"],
        ["a)", "Trong đó: đất đai", "Sở Y tế", "", ""], ["b)", "Trong đó: hộ tịch", "", "", ""],
        ["2", "Nội dung hai", "", "", ""], ["a)", "Việc", A, "", "2026"],
    ))  # fmt: skip
    assert heads(found) == [("Nhóm nhiệm vụ", "II", "Nhóm B"), ("Nhóm nhiệm vụ", "II.2", "Nội dung hai")]
    assert [(task[0], task[1], task[3], task[5]) for task in tasks(found)] == [
        ("II.1", "II", B, "2026"), ("II.1.a", "II", "Sở Y tế", "2026"), ("II.1.b", "II", B, "2026"),
        ("II.2.a", "II.2", A, "2026"),
    ]  # fmt: skip
    assert codes(found[2]) == ["IMPORT_051"]


def test_a_line_without_a_number_takes_none_that_is_printed_below() -> None:
    found = things(table(
        HEAD, ["1", "Rà soát", B, "", "2026"], ["", "Trong đó: đất đai", A, "", "2026"],
        ["", "Kiểm tra", A, "", "2026"], ["2", "Báo cáo", B, "", "2026"],
    ))  # fmt: skip
    assert [(task[0], task[2]) for task in tasks(found)] == [
        ("1", "Rà soát"), ("1.1", "Trong đó: đất đai"), ("1.2", "Kiểm tra"), ("2", "Báo cáo"),
    ]  # fmt: skip
    assert [codes(thing) for thing in found] == [[], ["IMPORT_042"], ["IMPORT_042"], []]


def test_the_same_as_above_is_the_cell_above_even_over_a_page() -> None:
    found = things(
        table(HEAD, ["1", "Một", A, SBN, "2025"], ["2", "Hai", "nt", "Như trên", "-nt-"]),
        table(["3", "Ba", "”", "''", "Nt."], ["4", "Bốn", B, "-", "nt"]), layout=PDF,
    )  # fmt: skip
    assert [task[3:] for task in tasks(found)] == [(A, SBN, "2025")] * 3 + [(B, "", "2025")]
    assert [thing.confidence for thing in found] == [CLEAR, LOOK, LOOK, LOOK]
    assert codes(found[1]) == ["IMPORT_030"] * 3


def test_the_same_as_above_with_nothing_above_is_asked_about() -> None:
    found = things(table(HEAD, ["1", "Một", A, "", "2025"]), table(HEAD, ["2", "Hai", "nt", "", "2025"]))
    assert (tasks(found)[1][3], found[1].confidence, codes(found[1])) == ("", ASK, ["IMPORT_031", "IMPORT_043"])


def test_a_beginning_and_an_end_are_one_timeframe() -> None:
    header = ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian thực hiện", ""]
    found = things(table(
        header, ["", "", "", "Bắt đầu", "Kết thúc"], ["1", "Một", A, "01/2026", "6/2026"],
        ["2", "Hai", A, "Quý I", "khi xong"], ["3", "Ba", A, "", "Trước 15/11/2026"], ["4", "Bốn", A, "01/3/2026", ""],
        merges=((0, 3, 0, 4),),
    ))  # fmt: skip
    assert [task[5] for task in tasks(found)] == [
        "từ 01/2026 đến 6/2026", "từ Quý I đến khi xong", "Trước 15/11/2026", "từ 01/3/2026",
    ]  # fmt: skip
    assert [codes(thing) for thing in found] == [[], ["TIME_001"], [], []]


def test_numbers_below_a_month_are_months() -> None:
    found = things(table(["STT", "Nhiệm vụ", "Chủ trì", "Tháng"], ["1", "Một", A, "4-5"], ["2", "Hai", A, "12/2026"]))
    assert [task[5] for task in tasks(found)] == ["Tháng 4-5", "12/2026"]
    assert "IMPORT_037" in codes(found[0]) and codes(found[1]) == []


RESULTS = ["STT", "Chỉ số thành phần", "Điểm năm 2025", "Xếp hạng năm 2025", "Mục tiêu điểm năm 2026",
           "Mục tiêu xếp hạng năm 2026", "Cơ quan theo dõi"]  # fmt: skip


def stood(found: tuple[Thing, ...]) -> list[tuple[str, ...]]:
    return [(one.code, one.name, one.score, one.rank, one.goal_score, one.goal_rank, one.leads)
            for one in found if one.kind == "Chỉ số"]  # fmt: skip


def test_results_beside_tasks_are_indices_and_who_looks_after_each_is_noted() -> None:
    found = things(
        table(RESULTS, ["1", "Gia nhập thị trường", "7,12", "12/34", "7,50", "5/34", A]), Paragraph("Nhiệm vụ"),
        table(HEAD, ["1", "Gia nhập thị trường", "", "", ""], ["1.1", "Việc", B, "", "2026"]),
    )  # fmt: skip
    assert stood(found) == [("1", "Gia nhập thị trường", "7,12", "12/34", "7,50", "5/34", A)]
    assert heads(found) == [("Chỉ số", "1", "Gia nhập thị trường")]
    assert [task[:4] for task in tasks(found)] == [("1.1", "1", "Việc", B)]
    assert [(one.name, one.value) for one in found if one.kind == FACT] == [
        ("Năm cơ sở", "2025"), ("Năm mục tiêu", "2026"),
    ]  # fmt: skip
    assert [codes(one) for one in found if one.kind == "Chỉ số"] == [["IMPORT_039"]]


def test_an_index_whose_number_a_group_has_gets_one_of_its_own() -> None:
    found = things(table(RESULTS, ["1", "Minh bạch", "7,12", "", "", "", ""]), Paragraph("Nhiệm vụ"),
                   table(HEAD, ["1", "Tuyên truyền", "", "", ""], ["1.1", "Việc", B, "", "2026"]))  # fmt: skip
    assert heads(found) == [("Chỉ số", "CS.1", "Minh bạch"), ("Nhóm nhiệm vụ", "1", "Tuyên truyền")]
    (index,) = (one for one in found if one.kind == "Chỉ số")
    assert (index.confidence, codes(index)) == (LOOK, ["IMPORT_038"])


def test_a_header_lower_in_a_table_begins_another_one() -> None:
    found = things(table(
        RESULTS, ["1", "Minh bạch", "7,12", "3/34", "", "", ""], [""] * 7, ["Danh mục nhiệm vụ", *[""] * 6],
        [*HEAD, "", ""], ["I", "Nhóm A", *[""] * 5], ["1", "Việc", A, "", "2026", "", ""],
    ))  # fmt: skip
    assert heads(found) == [("Chỉ số", "1", "Minh bạch"), ("Nhóm nhiệm vụ", "I", "Nhóm A")]
    assert [task[:4] for task in tasks(found)] == [("I.1", "I", "Việc", A)]
    assert [one.value for one in found if one.name == "Tiêu đề phụ lục"] == ["Danh mục nhiệm vụ"]


def test_each_sheet_is_numbered_for_itself() -> None:
    def sheet(name: str, *rows: list[str]) -> Table:
        return Table((HEAD, *rows), places=[Place(row=at, sheet=name) for at in range(1, len(rows) + 2)])

    found = things(
        sheet("Một", ["A", "Giao thông", "", "", ""], ["1", "Đường", A, "", "2026"], ["1,1", "Kênh", A, "", "2026"]),
        sheet("Phụ lục 2", ["1", "Mặt bằng", B, "", "2026"], ["2", "Vốn", B, "", "2026"]), layout=SHEET,
    )  # fmt: skip
    assert [head[1:] for head in heads(found)] == [("A", "Giao thông"), ("B", "Phụ lục 2")]
    assert [task[:3] for task in tasks(found)] == [
        ("A.1", "A", "Đường"), ("A.1.1", "A", "Kênh"), ("B.1", "B", "Mặt bằng"), ("B.2", "B", "Vốn"),
    ]  # fmt: skip
    assert codes(next(thing for thing in found if thing.code == "B")) == ["IMPORT_035"]


def test_totals_and_notes_are_left() -> None:
    found = things(table(HEAD, ["1", "Việc", A, "", "2025"], ["", "Tổng cộng", "", "", ""],
                         ["", "Ghi chú: số liệu tạm tính.", "", "", ""]))  # fmt: skip
    assert left(found) == ["Tổng cộng", "Ghi chú: số liệu tạm tính."]


def test_other_columns_are_kept_beside_with_the_number_of_their_row() -> None:
    found = things(table([*HEAD, "Sản phẩm", "Màu sắc"], ["1", "Việc", A, "", "2025", "Báo cáo", "xanh"]))
    assert [(thing.code, thing.value, thing.name) for thing in found[1:]] == [
        ("1", "Sản phẩm", "Báo cáo"), ("1", "Màu sắc", "xanh"),
    ]  # fmt: skip


# -- what is unsure ---------------------------------------------------------------------------------


def test_a_task_without_a_lead_is_asked_about() -> None:
    (task,) = things(table(HEAD, ["1", "Việc", "", SBN, "2025"]))
    assert (task.confidence, codes(task)) == (ASK, ["IMPORT_043"])


def test_a_timeframe_nobody_understands_is_kept_and_looked_at() -> None:
    (task,) = things(table(HEAD, ["1", "Việc", A, "", "Khi có điều kiện"]))
    assert (task.timeframe, task.confidence, codes(task)) == ("Khi có điều kiện", LOOK, ["TIME_001"])


def test_a_guessed_column_makes_its_rows_worth_a_look() -> None:
    (task,) = things(table(["TT", "Nhiệm vụ", "Cơ quan được phân công chủ trì", "Thời gian"], ["1", "Việc", A, "2025"]))
    assert (task.leads, task.confidence, codes(task)) == (A, LOOK, ["IMPORT_040"])


def test_slips_of_the_pen_stay_and_are_said() -> None:
    (task,) = things(table(HEAD, ["1", "Nâng cao của của ngành", A, "", "Hàng năm"]))
    assert task.name == "Nâng cao của của ngành"
    assert codes(task) == ["IMPORT_056"] and task.confidence == CLEAR


def test_a_slip_in_what_is_read_as_time_or_body_is_looked_at() -> None:
    found = things(table(HEAD, ["1", "Việc", A, "", "Hàng năm tổ chức 01- 02 cuộc"],
                         ["2", "Việc", "Sở Tư pháp tỉnh tỉnh , Sở Y tế", "", "2025"]))  # fmt: skip
    assert [note.facts["raw"] for thing in found for note in thing.notes] == ["01- 02", "tỉnh ,"]
    assert [thing.confidence for thing in found] == [LOOK, LOOK]


# -- names in a cell --------------------------------------------------------------------------------


def test_a_number_of_four_figures_is_one() -> None:
    found = things(table(HEAD, ["999", "Một", A, "", "2025"], ["1000", "Hai", A, "", "2025"]))
    assert [task[:3] for task in tasks(found)] == [("999", "", "Một"), ("1000", "", "Hai")]


def test_a_cell_may_say_itself_who_leads_and_who_helps() -> None:
    (task,) = things(table(HEAD, ["1", "Việc", f"{A} (chủ trì), {B} (phối hợp)", "Công an tỉnh", "2025"]))
    assert (task.leads, task.coordinators) == (A, f"{B}; Công an tỉnh")
    assert (task.confidence, codes(task)) == (LOOK, ["IMPORT_036"])
    (slash,) = things(table(HEAD, ["1", "Việc", f"{A}/ {B}", "", "2025"]))
    assert slash.leads == f"{A}; {B}"


def test_names_with_commas_dashes_and_line_ends_stay_whole() -> None:
    def leads(cell: str, layout: str = WORD, bodies: object = KNOWN) -> str:
        (task,) = things(table(HEAD, ["1", "Việc", cell, "", "2025"]), layout=layout, bodies=bodies)  # type: ignore[arg-type]
        return task.leads

    assert leads("Sở Văn hóa, Thể thao và Du lịch, Sở Tư pháp") == "Sở Văn hóa, Thể thao và Du lịch; Sở Tư pháp"
    assert leads("Sở Công Thương\nSở Tư pháp") == "Sở Công Thương; Sở Tư pháp"
    assert leads("Sở Công\nThương\nVăn phòng\nUBND tỉnh", PDF) == "Sở Công Thương; Văn phòng UBND tỉnh"
    assert leads("Phòng Hợp tác quốc tế -\nVăn phòng", bodies=NOBODY) == "Phòng Hợp tác quốc tế - Văn phòng"
    assert leads("- Sở Công Thương;\n- Sở Tư pháp.") == "Sở Công Thương; Sở Tư pháp"
    assert leads("Sở Công Thương tỉnh Bình Hải và Công an tỉnh") == "Sở Công Thương tỉnh Bình Hải; Công an tỉnh"
    assert leads("Ban Quản lý các khu chế xuất và công nghiệp") == "Ban Quản lý các khu chế xuất và công nghiệp"
