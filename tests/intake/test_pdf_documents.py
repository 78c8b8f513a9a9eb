"""Pages as a person reads them: lines in order, tables by their rules, what belongs to the page itself left out."""

import pytest

from kehoach_xl.intake.content import PDF, Content, Paragraph, Place, Table
from kehoach_xl.intake.opening_document import open_as_document
from tests.intake.made_documents import PICTURE, SCANNED, at, pdf, rule, ruled


def read(data: bytes) -> Content:
    opened = open_as_document(data, "kế hoạch.pdf")
    assert opened.content is not None, opened.problem
    assert opened.content.format == PDF
    return opened.content


def lines(data: bytes) -> list[str]:
    return [one.text for one in read(data).blocks if isinstance(one, Paragraph)]


def tables(data: bytes) -> list[list[list[str]]]:
    return [[list(row) for row in one.grid] for one in read(data).blocks if isinstance(one, Table)]


# -- lines ---------------------------------------------------------------------------------------------


def test_lines_come_from_top_to_bottom_with_their_page_whatever_the_order_in_the_file() -> None:
    first = at(50, 600, "hai") + at(50, 700, "mot")
    found = read(pdf(first, at(50, 700, "ba"))).blocks
    assert [(one.text, one.place) for one in found if isinstance(one, Paragraph)] == [
        ("mot", Place(page=1, line=1)), ("hai", Place(page=1, line=2)), ("ba", Place(page=2, line=1)),
    ]  # fmt: skip


def test_words_are_parted_where_no_space_was_printed() -> None:
    assert lines(pdf(at(50, 700, "ke") + at(68, 700, "hoach"))) == ["ke hoach"]


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2/12"])
@pytest.mark.parametrize("y", [810, 30])
def test_the_number_of_a_page_is_left_out(number: str, y: int) -> None:
    assert lines(pdf(at(290, y, number) + at(50, 700, "noi dung"))) == ["noi dung"]


def test_a_number_alone_in_the_middle_of_a_page_stays() -> None:
    assert lines(pdf(at(50, 500, "18") + at(50, 700, "xep hang"))) == ["xep hang", "18"]


def test_a_raised_digit_is_no_part_of_the_year_and_the_footnote_is_one() -> None:
    page = (
        at(50, 700, "nam 2025") + at(101.5, 705, "1", 7) + at(107, 700, " va sau do") + rule(50, 120, 200, 120)
        + at(50, 100, "1", 5) + at(54, 97, "So voi nam 2023", 8)
    )  # fmt: skip
    found = read(pdf(page)).blocks
    assert [(one.text, one.note) for one in found if isinstance(one, Paragraph)] == [
        ("nam 2025 va sau do", False), ("So voi nam 2023", True),
    ]  # fmt: skip


def test_footnotes_below_a_short_rule_are_known_whatever_their_size() -> None:
    page = (
        ruled([50, 150, 300], [600, 650]) + at(55, 620, "a") + rule(50, 120, 194, 120)
        + at(50, 105, "1 So lieu nam 2023") + at(50, 90, "cua co quan thong ke") + at(50, 75, "2 Theo bao cao")
    )  # fmt: skip
    found = read(pdf(page)).blocks
    assert [(one.text, one.note) for one in found if isinstance(one, Paragraph)] == [
        ("So lieu nam 2023", True), ("cua co quan thong ke", True), ("Theo bao cao", True),
    ]  # fmt: skip


def test_a_rule_under_a_letterhead_makes_no_footnotes() -> None:
    page = at(50, 800, "TINH HA TINH") + rule(50, 790, 130, 790) + at(50, 760, "1 Muc dich")
    assert [one.note for one in read(pdf(page)).blocks if isinstance(one, Paragraph)] == [False, False]


def test_a_raised_digit_of_a_unit_stays() -> None:
    assert lines(pdf(at(50, 700, "500 m") + at(83.5, 705, "2", 7))) == ["500 m2"]


def test_the_two_halves_of_a_letterhead_are_read_one_after_the_other() -> None:
    page = (
        at(60, 780, "UY BAN NHAN DAN") + at(300, 780, "CONG HOA XA HOI CHU NGHIA") + at(80, 764, "TINH HA TINH")
        + at(320, 764, "Doc lap - Tu do") + at(80, 740, "So: 12/KH-UBND") + at(320, 740, "Ha Tinh, ngay 05 thang 11")
        + at(250, 700, "KE HOACH")
    )  # fmt: skip
    assert lines(pdf(page)) == [
        "UY BAN NHAN DAN", "TINH HA TINH", "So: 12/KH-UBND", "CONG HOA XA HOI CHU NGHIA", "Doc lap - Tu do",
        "Ha Tinh, ngay 05 thang 11", "KE HOACH",
    ]  # fmt: skip


def test_the_label_of_a_list_is_not_a_column_of_its_own() -> None:
    assert lines(pdf(at(50, 700, "1.") + at(110, 700, "Muc dich cua ke hoach"))) == ["1. Muc dich cua ke hoach"]


def test_centred_lines_are_known() -> None:
    page = at(100, 700, "mot dong dai den het ca hai le cua trang giay nay day") + at(211, 650, "KE HOACH")
    assert [one.centred for one in read(pdf(page)).blocks if isinstance(one, Paragraph)] == [False, True]


@pytest.mark.parametrize(
    ("turn", "entry"),
    [("0 1 -1 0 300 200", ""), ("0 -1 1 0 300 600", ""), ("-1 0 0 -1 400 500", ""), ("0 1 -1 0 300 200", "/Rotate 90")],
)
def test_a_page_printed_sideways_is_read_upright(turn: str, entry: str) -> None:
    text = f"BT /F 12 Tf {turn} Tm (mot hai) Tj ET\n"
    assert lines(pdf(text, page=entry)) == ["mot hai"]


def test_a_table_on_a_page_printed_sideways_has_its_rows() -> None:
    """Turned as LibreOffice and Word print a landscape section on a portrait sheet."""
    upright = ruled([50, 150, 300], [600, 650, 700]) + at(55, 660, "a") + at(160, 660, "b") + at(55, 610, "c")
    turned = f"q 0 1 -1 0 842 0 cm {upright} Q"
    assert tables(pdf(turned)) == tables(pdf(upright)) == [[["a", "b"], ["c", ""]]]


# -- tables --------------------------------------------------------------------------------------------


def test_text_of_a_table_is_not_repeated_and_the_order_is_kept() -> None:
    page = at(50, 760, "tren") + ruled([50, 150, 300], [600, 650]) + at(55, 620, "a") + at(50, 500, "duoi")
    blocks = read(pdf(page)).blocks
    found = [one.text if isinstance(one, Paragraph) else [list(row) for row in one.grid] for one in blocks]
    assert found == ["tren", [["a", ""]], "duoi"]


def test_cells_are_merged_where_a_rule_is_missing() -> None:
    page = (
        "".join(rule(50, y, 350, y) for y in (700, 600, 500)) + rule(150, 650, 350, 650)
        + "".join(rule(x, 500, x, 700) for x in (50, 150, 350)) + rule(250, 500, 250, 650)
        + at(55, 640, "STT") + at(160, 660, "Phan cong") + at(155, 610, "Chu tri") + at(255, 610, "Phoi hop")
    )  # fmt: skip
    (found,) = [one for one in read(pdf(page)).blocks if isinstance(one, Table)]
    assert [list(row) for row in found.grid] == [["STT", "Phan cong", ""], ["", "Chu tri", "Phoi hop"], ["", "", ""]]
    assert list(found.merges) == [(0, 0, 1, 0), (0, 1, 0, 2)]


def test_a_border_that_the_page_break_left_out_is_put_back() -> None:
    sides = "".join(rule(x, 560, x, 700) for x in (50, 150, 300))
    page = rule(50, 700, 300, 700) + rule(50, 650, 300, 650) + sides + at(55, 660, "a") + at(55, 610, "b")
    assert tables(pdf(page)) == [[["a", ""], ["b", ""]]]


def test_a_table_drawn_as_boxes_and_as_thin_bars_is_the_same() -> None:
    text = at(55, 610, "a") + at(160, 610, "b")
    boxes = "50 600 100 50 re S 150 600 150 50 re S "
    bars = "50 600 250 0.5 re f 50 650 250 0.5 re f 50 600 0.5 50 re f 150 600 0.5 50 re f 300 600 0.5 50 re f "
    assert tables(pdf(boxes + text)) == tables(pdf(bars + text)) == [[["a", "b"]]]


def test_each_page_has_its_own_table() -> None:
    page = ruled([50, 150, 300], [600, 650]) + at(55, 620, "a")
    found = [one.places[0] for one in read(pdf(page, page)).blocks if isinstance(one, Table)]
    assert found == [Place(page=1, table=1, row=1), Place(page=2, table=2, row=1)]


def test_an_underline_is_no_table() -> None:
    assert tables(pdf(at(50, 700, "gach chan") + rule(50, 697, 110, 697))) == []


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("19/3", "4", "19/34"), ("5,9", "4", "5,94"), ("1.1.", "1", "1.1.1"), ("cho", "ng", "chong"),
        ("con", "tre", "con\ntre"), ("2025", "2026", "2025\n2026"), ("12-", "NQ", "12-NQ"), ("12 -", "NQ", "12 -\nNQ"),
    ],
)  # fmt: skip
def test_a_word_that_a_narrow_column_broke_is_whole(above: str, below: str, text: str) -> None:
    page = ruled([50, 84, 300], [600, 650]) + at(56, 630, above) + at(56, 615, below) + at(90, 630, "x")
    assert tables(pdf(page)) == [[[text, "x"]]]


def test_writing_that_runs_upwards_in_a_cell_is_read() -> None:
    upwards = "BT /F 12 Tf 0 1 -1 0 70 605 Tm (STT) Tj ET\n"
    page = ruled([50, 84, 300], [600, 650]) + upwards + at(90, 630, "noi dung dai")
    assert tables(pdf(page)) == [[["STT", "noi dung dai"]]]


# -- pages without letters -------------------------------------------------------------------------------


def refused(data: bytes) -> tuple[str, str]:
    problem = open_as_document(data, "kế hoạch.pdf").problem
    assert problem is not None
    return problem.code, str(problem)


def test_a_scanned_document_is_refused_with_its_pages_and_advice() -> None:
    code, said = refused(pdf(SCANNED, SCANNED, at(50, 700, "chu ky"), SCANNED, extra=PICTURE))
    assert code == "IMPORT_020"
    assert "trang 1-2, 4" in said
    assert "bản gốc Word" in said


def test_a_scanned_page_among_others_is_told() -> None:
    content = read(pdf(at(50, 700, "mot"), SCANNED, at(50, 700, "ba"), extra=PICTURE))
    assert [str(note) for note in content.notes] == [
        "Trang 2 là ảnh quét, không có chữ nên chưa được đọc. Đề nghị xem các trang này; nếu có nhiệm vụ thì ghi "
        "bổ sung hoặc dùng bản gốc Word."
    ]  # fmt: skip


def test_letters_in_no_order_are_refused() -> None:
    garbled = "".join(at(50, 780 - 14 * n, "wkxfd qzrtk mvbpl hgdzx cjwqk rrtpx") for n in range(20))
    assert refused(pdf(garbled))[0] == "IMPORT_022"


def test_glyphs_without_unicode_are_refused() -> None:
    font = {3: b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [1001 0 R] >>",
            1001: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) "
                  b"/Ordering (Identity) /Supplement 0 >> /DW 600 /FontDescriptor "
                  b"<< /Type /FontDescriptor /FontName /X /Flags 4 >> >>"}  # fmt: skip
    assert refused(pdf("BT /F 12 Tf 50 700 Td <00410042004300440045> Tj ET", extra=font))[0] == "IMPORT_022"


def test_text_for_old_fonts_is_put_right_and_told() -> None:
    content = read(pdf(at(50, 700, "Së Khoa häc vµ C«ng nghÖ")))
    assert [one.text for one in content.blocks if isinstance(one, Paragraph)] == ["Sở Khoa học và Công nghệ"]
    assert [note.code for note in content.notes] == ["IMPORT_023"]
