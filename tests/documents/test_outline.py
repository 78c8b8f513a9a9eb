"""The outline of a document's prose, from printed lines and from whole paragraphs."""

import textwrap

from hypothesis import example, given
from hypothesis import strategies as st

from kehoach_xl.documents.outline import outline, walk
from kehoach_xl.intake.content import Paragraph, Place
from tests.documents.outline_text import lines, seed, shape, whole

NQ59 = "nq59-ha-tinh-2025.plan.txt"
NQ02 = "nq02-hau-giang-2024.plan.txt"
DDCI = "ddci-so-ngoai-vu-lang-son-2026.plan.txt"


def test_levels_are_nested_as_the_document_numbers_them():
    nodes = lines("I. MỤC TIÊU\n1. Chung\na) Một.\nb) Hai:\n- Ba:\n+ Bốn.\n- Năm.\n2. Sáu.\nII. NHIỆM VỤ\n1. Bảy.")
    assert shape(nodes) == [
        "I I. MỤC TIÊU", "I.1 1. Chung", "I.1.a a) Một.", "I.1.b b) Hai:", "I.1.b - Ba:", "I.1.b + Bốn.",
        "I.1.b - Năm.", "I.2 2. Sáu.", "II II. NHIỆM VỤ", "II.1 1. Bảy.",
    ]  # fmt: skip
    assert [child.text for child in nodes[0].children[0].children[1].children] == ["Ba:", "Năm."]


def test_other_marks_are_levels_too():
    nodes = lines("1. Một\n1.1. Hai\n- Ba:\n* Bốn\n1.2. Năm\n(1) Sáu.\n(2) Bảy.\n2. Tám\n2.1 Chín\n• Mười\n–Mười một")
    assert shape(nodes) == [
        "1 1. Một", "1.1 1.1. Hai", "1.1 - Ba:", "1.1 * Bốn", "1.2 1.2. Năm", "1.2.1 (1) Sáu.", "1.2.2 (2) Bảy.",
        "2 2. Tám", "2.1 2.1 Chín", "2.1 • Mười", "2.1 – Mười một",
    ]  # fmt: skip


def test_letters_that_jump_are_kept_as_printed_and_flagged():
    nodes = lines("a) Một.\nb) Hai.\nc) Ba.\nđ) Bốn.\ne) Năm.\ng) Sáu.")
    assert [one.label for one in nodes] == ["a", "b", "c", "đ", "e", "g"]
    assert [[note.code for note in one.notes] for one in nodes] == [[], [], [], ["IMPORT_070"], [], []]


def test_words_parted_at_a_hyphen_are_one_again_and_a_dash_between_words_stays_one():
    nodes = lines("- Chương trình hành động số 44-\nCTr/TU về phát triển kinh tế -\nxã hội của các đơn vị.\n- Hai.")
    assert nodes[0].text.startswith("Chương trình hành động số 44-CTr/TU về phát triển kinh tế - xã hội")


def test_a_number_at_the_start_of_a_line_is_no_heading_unless_it_continues_the_numbering():
    nodes = lines(
        "1. Nghị quyết chuyên đề và chương trình công tác của Hội đồng tỉnh trong các năm từ\n"
        "2025 và các năm sau về cải thiện môi trường đầu tư, kinh doanh trên địa bàn ngày\n"
        "19. Tháng sau báo cáo kết quả thực hiện của các đơn vị trong tỉnh theo quy định.\n2. Hai."
    )
    assert [one.label for one in nodes] == ["1", "2"]
    assert "trên địa bàn ngày 19. Tháng sau" in nodes[0].text


def test_a_line_that_goes_on_with_a_dash_is_no_bullet():
    nodes = lines(
        "- Hiệp hội các tỉnh của ba nước có chung đường biên giới Việt Nam - Lào\n"
        "- Thái Lan có sử dụng đường 8.\n- Hai."
    )
    assert [one.label for one in nodes] == ["-", "-"]
    assert "Lào - Thái Lan có" in nodes[0].text


def test_an_outline_is_never_deeper_than_documents_are():
    rows = "\n".join("1. Một:\na) Hai:" for _ in range(2000)) + "\n" + ".".join(["1"] * 2000) + " Ba"
    deepest, rest = 0, list(whole(rows))
    while rest:
        deepest, rest = deepest + 1, [child for one in rest for child in one.children]
    assert deepest < 20


def test_a_title_that_fills_its_line_ends_where_a_bullet_begins():
    nodes = lines(
        "1. Mở rộng quan hệ hợp tác về thương mại, dịch vụ và đầu tư với bạn hàng của tỉnh\n"
        "- Rà soát, bổ sung các đề án, bản ghi nhớ, thỏa thuận về hợp tác với bạn hàng đã\nký kết.\n- Hai."
    )
    assert [one.label for one in walk(nodes)] == ["1", "-", "-"]


def test_the_number_of_a_document_at_the_start_of_a_line_is_no_heading():
    nodes = lines(
        "1. Một.\n- Hoàn thành đầy đủ mọi việc được giao của Kế hoạch và của Nghị quyết số\n"
        "02/NQ-CP của Chính phủ.\n2. Hai."
    )
    assert [one.label for one in walk(nodes)] == ["1", "-", "2"]


def test_page_numbers_are_no_text():
    nodes = lines("I. MỘT\n- Tổ chức tuyên truyền, phổ biến về nội\n2\ndung Nghị quyết.\n3\n- Hai.")
    assert shape(nodes)[1:] == ["I - Tổ chức tuyên truyền, phổ biến về nội dung Nghị quyết.", "I - Hai."]


def test_footnotes_stand_apart_and_their_marks_are_no_part_of_a_number():
    nodes = lines(
        "1. Số dự án giảm sâu so với cùng kỳ của giai đoạn 2021 - 20261. Qua đó phản ánh\n"
        "mức độ khó khăn của doanh nghiệp trên địa bàn tỉnh và\n"
        "1 Có 145 hợp tác xã không còn hoạt động, vốn góp 2.480,6 tỷ đồng (so với năm trước giảm\n"
        "104,5% về số xã viên)\n"
        "của cả nước.\n2. Hai."
    )
    assert shape(nodes) == [
        "1 1. Số dự án giảm sâu so với cùng kỳ của giai đoạn 2021 - 2026¹. Qua đó phản ánh mức độ khó khăn của doanh "
        "nghiệp trên địa bàn tỉnh và của cả nước.",
        "1 1 Có 145 hợp tác xã không còn hoạt động, vốn góp 2.480,6 tỷ đồng (so với năm trước giảm 104,5% về số xã "
        "viên)",
        "2 2. Hai.",
    ]  # fmt: skip
    assert [one.note for one in walk(nodes)] == [False, True, False]


def test_the_foot_of_the_document_belongs_to_no_section():
    nodes = lines("I. MỘT\n1. Hai./.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN\nKT. CHỦ TỊCH\nNguyễn A")
    assert [one.text for one in nodes[1:]] == [
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN", "KT. CHỦ TỊCH", "Nguyễn A",
    ]  # fmt: skip


def test_a_sentence_that_introduces_a_list_is_a_paragraph_of_its_own():
    nodes = lines(
        "a) Tháo gỡ bất cập pháp lý.\nb) Nâng cao năng lực của cán bộ quản lý, đổi mới cách làm.\n"
        "Các sở, ngành tỉnh thực hiện:\n- Một.\n- Hai."
    )
    assert [one.text for one in nodes[1].children] == ["Các sở, ngành tỉnh thực hiện:", "Một.", "Hai."]


def test_labels_that_word_gives_and_labels_typed_are_the_same():
    typed = whole("I. MỘT\n1. Hai\n- Ba\na) Bốn\nb) Năm")
    numbered = whole("I.|MỘT\n1.|Hai\n-|Ba\na)|Bốn\nb)|Năm")
    assert shape(typed) == shape(numbered)


def test_the_outline_of_each_document_has_its_sections():
    assert [len(part.children) for part in seed(NQ59) if part.kind == "roman"] == [3, 6, 8, 1]
    assert [len(part.children) for part in seed(NQ02) if part.kind == "roman"] == [5, 5, 2, 2, 4]
    assert [len(part.children) for part in seed(DDCI) if part.kind == "roman"] == [2, 2, 11, 2]


def test_every_word_of_a_document_is_in_one_paragraph():
    for name in (NQ59, NQ02, DDCI):
        nodes = seed(name)
        assert [one.index for one in walk(nodes)] == list(range(sum(1 for _ in walk(nodes))))
        assert sum(len(one.lines) for one in walk(nodes)) > 200


WORDS = st.sampled_from([
    "thực", "hiện", "44-CTr/TU", "kinh tế - xã hội", "năm 2025", "19", "của tỉnh", "Sở Ngoại vụ", "(nếu có)",
    "kế hoạch,", "Việt Nam - Lào - Thái Lan", "79,80", "ngày 05/11/2025", "nghị quyết", "25/34", "01-02 cuộc",
    "Phòng Lãnh sự - Quản lý biên giới", "Nghị quyết số 153/NQ-CP",
])  # fmt: skip
SENTENCE = st.lists(WORDS, min_size=1, max_size=60).map(lambda words: f"Tổ chức {' '.join(words)} hoàn thành.")
BULLETS = st.lists(st.tuples(st.just("-"), SENTENCE) | st.tuples(st.just("+"), SENTENCE), max_size=4)
SECTIONS = st.lists(st.tuples(SENTENCE, BULLETS), min_size=1, max_size=4)


@given(SECTIONS, st.integers(60, 95))
@example([("Tổ chức kinh tế - xã hội hoàn thành.", [("-", "Tổ chức 44-CTr/TU hoàn thành.")])], 60)
def test_joining_undoes_wrapping(sections, width):
    paragraphs = [one for at, (text, bullets) in enumerate(sections, 1)
                  for one in (f"{at}. {text}", *(f"{sign} {text}" for sign, text in bullets))]  # fmt: skip
    printed = [line for one in paragraphs for line in textwrap.wrap(one, width, break_long_words=False)]
    nodes = outline([Paragraph(line, Place(line=at)) for at, line in enumerate(printed, 1)], wrapped=True)
    assert [one.full for one in walk(nodes)] == paragraphs
    assert [one.full for one in walk(outline([Paragraph(one) for one in paragraphs], wrapped=False))] == paragraphs
