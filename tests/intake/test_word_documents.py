"""What Word numbers, hides, merges and hangs on, read as a person sees it on paper."""

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from kehoach_xl.intake.content import WORD, Content, Paragraph, Place, Table
from kehoach_xl.intake.opening_document import open_as_document
from tests.intake.made_documents import levels, numbered, numbering, p, r, tbl, tc, tr, word


def read(data: bytes) -> Content:
    opened = open_as_document(data, "kế hoạch.docx")
    assert opened.content is not None, opened.problem
    assert opened.content.format == WORD
    return opened.content


def texts(data: bytes) -> list[str]:
    """«label|text» of each paragraph."""
    return [f"{one.label}|{one.text}" for one in read(data).blocks if isinstance(one, Paragraph)]


def table(data: bytes) -> Table:
    (found,) = [one for one in read(data).blocks if isinstance(one, Table)]
    return found


# -- numbers -------------------------------------------------------------------------------------------


def test_lists_are_numbered_as_word_does() -> None:
    outline = levels("upperRoman %1.", "decimal %2.", "lowerLetter %3)", "decimal %2.%4")
    body = "".join(
        p(text, numbered(1, level))
        for text, level in [("Mục đích", 0), ("một", 1), ("hai", 1), ("chữ a", 2), ("chữ b", 2), ("sâu", 3),
                            ("Nhiệm vụ", 0), ("lại một", 1), ("lại a", 2)]
    )  # fmt: skip
    assert texts(word(body, numbering=numbering(outline))) == [
        "I.|Mục đích", "1.|một", "2.|hai", "a)|chữ a", "b)|chữ b", "2.1|sâu", "II.|Nhiệm vụ", "1.|lại một", "a)|lại a",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_and_a_start_of_its_own_begins_again() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(p("x", numbered(number)) for number in (1, 1, 2, 3, 3))
    found = texts(word(body, numbering=numbering(levels("decimal Điều %1."), more=more)))
    assert found == ["Điều 1.|x", "Điều 2.|x", "Điều 3.|x", "Điều 5.|x", "Điều 6.|x"]


@pytest.mark.parametrize(
    ("level", "label"),
    [
        ("bullet -", "-"), ("bullet +", "+"), ("bullet \uf0b7", "•"), ("bullet \uf02d", "-"), ("bullet o", "•"),
        ("none x", "x"), ("decimalZero %1", "01"), ("upperLetter %1.", "A."), ("lowerRoman (%1)", "(i)"),
        ("chineseCounting %1", "1"),
    ],
)  # fmt: skip
def test_signs_and_forms_of_numbers(level: str, label: str) -> None:
    assert texts(word(p("x", numbered(1)), numbering=numbering(levels(level)))) == [f"{label}|x"]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_refuse() -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="A"><w:pPr>{numbered(1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = (
        p("một", '<w:pStyle w:val="B"/>') + p("không số", '<w:pStyle w:val="B"/>' + numbered(0))
        + p("hai", '<w:pStyle w:val="A"/>')
    )  # fmt: skip
    found = texts(word(body, styles=styles, numbering=numbering(levels("decimal %1."))))
    assert found == ["1.|một", "|không số", "2.|hai"]


def test_a_number_typed_by_hand_stays_in_the_text() -> None:
    assert texts(word(p("đ) Sở Nội vụ") + p("3.10 Rà soát"))) == ["|đ) Sở Nội vụ", "|3.10 Rà soát"]


def test_a_column_that_word_numbers_has_its_numbers() -> None:
    rows = [tr(tc(p("", numbered(1))), "Nội dung") for _ in range(2)]
    found = table(word(tbl(*rows), numbering=numbering(levels("decimal 3.%1"))))
    assert [list(row) for row in found.grid] == [["3.1", "Nội dung"], ["3.2", "Nội dung"]]


# -- texts ---------------------------------------------------------------------------------------------


def test_inserted_text_is_in_and_deleted_text_is_out_and_told() -> None:
    body = (
        f"<w:p>{r('trước ngày ')}<w:del><w:r><w:delText>05/11</w:delText></w:r></w:del><w:ins>{r('15/11')}</w:ins>"
        "</w:p>"
        f"<w:moveFrom>{p('x')}</w:moveFrom><w:ins>{p('thêm cả đoạn')}</w:ins>"
    )
    content = read(word(body))
    assert [one.text for one in content.blocks if isinstance(one, Paragraph)] == ["trước ngày 15/11", "thêm cả đoạn"]
    assert [note.code for note in content.notes] == ["IMPORT_026"]


def test_a_footnote_comes_after_its_paragraph_and_its_mark_is_not_in_the_word() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r(" So với năm 2023")}</w:p></w:footnote>'
    )
    body = f"<w:p>{r('năm 2024')}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{r(', xếp hạng')}</w:p>{p('sau')}"
    blocks = read(word(body, footnotes=notes)).blocks
    assert [(one.text, one.note) for one in blocks if isinstance(one, Paragraph)] == [
        ("năm 2024, xếp hạng", False), ("So với năm 2023", True), ("sau", False),
    ]  # fmt: skip


def test_a_raised_number_typed_by_hand_is_a_mark_unless_it_is_a_unit() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    body = f"<w:p>{r('năm 2025')}{r('1', up)}{r(', 500 m')}{r('2', up)}</w:p>"
    assert texts(word(body)) == ["|năm 2025, 500 m2"]


def test_signs_between_letters() -> None:
    body = (
        "<w:p><w:r><w:t>Số:</w:t><w:tab/><w:t>12</w:t><w:noBreakHyphen/><w:t>NQ/TU tăng</w:t><w:softHyphen/>"
        '<w:t>\u00adcường </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 10%</w:t></w:r></w:p>'
    )
    assert texts(word(body)) == ["|Số: 12-NQ/TU tăngcường ≥ 10%"]


def test_a_line_break_is_a_blank_save_before_an_item_of_its_own() -> None:
    breaks = "<w:br/>".join(f"<w:t>{one}</w:t>" for one in ("KẾ HOẠCH", "cải thiện", "- Một", "b) Hai"))
    assert texts(word(f"<w:p><w:r>{breaks}</w:r></w:p>")) == ["|KẾ HOẠCH cải thiện", "|- Một", "|b) Hai"]


def test_the_code_of_a_field_is_not_its_text_and_a_table_of_contents_is_left_out() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>05/11</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p("I. MỤC ĐÍCH … 1", '<w:pStyle w:val="TOC1"/>') + f"<w:p>{r('Ngày ')}{field}</w:p>"
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"/>'
    assert texts(word(body, styles=styles)) == ["|Ngày 05/11"]


def test_hidden_text_is_not_read() -> None:
    assert texts(word(f"<w:p>{r('thấy')}{r(' ẩn', '<w:vanish/>')}</w:p>")) == ["|thấy"]


def test_text_boxes_and_content_controls_are_read_once() -> None:
    box = f"<w:txbxContent>{p('trong khung')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        f"</mc:AlternateContent></w:r>{r('ngoài')}</w:p><w:sdt><w:sdtPr/><w:sdtContent>{p('chọn')}</w:sdtContent></w:sdt>"
    )
    assert texts(word(body)) == ["|ngoài", "|trong khung", "|chọn"]


def test_text_for_old_fonts_is_put_right_and_told() -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    content = read(word("<w:p>" + r("Së C«ng Th\u00ad¬ng", font) + "</w:p>"))
    assert [one.text for one in content.blocks if isinstance(one, Paragraph)] == ["Sở Công Thương"]
    assert [note.code for note in content.notes] == ["IMPORT_023"]


def test_bold_and_centred_by_the_paragraph_or_by_its_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="T"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = (
        p("KẾ HOẠCH", '<w:pStyle w:val="T"/>') + f"<w:p>{r('một phần ', '<w:b/>')}{r('đậm')}</w:p>"
        + '<w:p><w:pPr><w:pStyle w:val="T"/><w:jc w:val="both"/></w:pPr>' + r("x", '<w:b w:val="0"/>') + "</w:p>"
    )  # fmt: skip
    found = [(one.bold, one.centred) for one in read(word(body, styles=styles)).blocks if isinstance(one, Paragraph)]
    assert found == [(True, True), (False, False), (False, False)]


# -- tables --------------------------------------------------------------------------------------------


def test_merged_cells_and_repeated_rows() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = "<w:tblHeader/>"
    found = table(word(tbl(
        tr(tc("STT", down), tc("Năm 2024", '<w:gridSpan w:val="2"/>'), properties=head),
        tr(tc("", on), "Điểm số", "Xếp hạng", properties=head),
        tr("1", "4,93", tc("50/63", down)),
        tr("2", "6,18", tc("", on)),
    )))  # fmt: skip
    assert [list(row) for row in found.grid] == [
        ["STT", "Năm 2024", ""], ["", "Điểm số", "Xếp hạng"], ["1", "4,93", "50/63"], ["2", "6,18", ""],
    ]  # fmt: skip
    assert (found.heads, sorted(found.merges)) == (2, [(0, 0, 1, 0), (0, 1, 0, 2), (2, 2, 3, 2)])
    assert list(found.places) == [Place(table=1, row=row) for row in (1, 2, 3, 4)]


def test_lines_tables_and_deleted_rows_inside_a_table() -> None:
    inner = tbl(tr("a", "b"), tr("c", "d"))
    found = table(word(tbl(
        tr(tc(p("Sở Nội vụ") + p("Sở Tài chính")), tc(p("trước") + inner + p("sau"))),
        tr("x", "y", properties="<w:del/>"),
        tr("cuối", properties='<w:gridBefore w:val="1"/>'),
    )))  # fmt: skip
    assert [list(row) for row in found.grid] == [
        ["Sở Nội vụ\nSở Tài chính", "trước\na b\nc d\nsau"], ["", "cuối"],
    ]  # fmt: skip


def test_a_table_of_one_cell_only_frames_what_stands_in_it() -> None:
    blocks = read(word(tbl(tr(tc(p("Khung") + tbl(tr("1", "2"))))))).blocks
    assert [type(one).__name__ for one in blocks] == ["Paragraph", "Table"]


def test_headers_of_pages_are_left_out_and_order_is_kept() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "đầu trang"
    made.sections[0].footer.paragraphs[0].text = "cuối trang"
    made.add_paragraph("Trên").alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_table(1, 2).cell(0, 0).text = "ô"
    made.add_paragraph("Dưới", style="List Bullet")
    buffer = io.BytesIO()
    made.save(buffer)
    blocks = read(buffer.getvalue()).blocks
    assert [(one.label, one.text, one.place.line) if isinstance(one, Paragraph) else one.grid[0] for one in blocks] == [
        ("", "Trên", 1), ["ô", ""], ("•", "Dưới", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["vnd.ms-word.document.macroEnabled.main+xml", "vnd.openxmlformats-officedocument"
                                  ".wordprocessingml.template.main+xml"])  # fmt: skip
def test_documents_with_macros_and_templates_are_read(kind: str) -> None:
    assert texts(word(p("x"), main=f"application/{kind}")) == ["|x"]
