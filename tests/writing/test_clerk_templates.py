"""A clerk's Word template: what she may do to it, and what is said of a slip."""

import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_xl.building.clerk_templates import write_document
from kehoach_xl.errors import Stop

NAME = "cong-van"
FACTS = {
    "co_quan": "Sở Tài chính", "han_nop": "17/12/2025", "so": 3, "gap": True, "trong": "", "danh_sach": ["một", "hai"],
    "nhiem_vu": [{"stt": "3.1", "y": ["đã họp"]}, {"stt": "3.10", "y": []}],
}  # fmt: skip


def template(folder: Path, *paragraphs: str | Sequence[str]) -> Path:
    """A template of these paragraphs, each a text or the pieces Word cut it into."""
    document = Document()
    for one in paragraphs:
        paragraph = document.add_paragraph()
        for piece in [one] if isinstance(one, str) else one:
            paragraph.add_run(piece)
    path = folder / f"{NAME}.docx"
    document.save(str(path))
    return path


def edited(path: Path, edit: Callable[[Paragraph], None]) -> None:
    """The first paragraph of the template changed by hand."""
    document = Document(str(path))
    edit(document.paragraphs[0])
    document.save(str(path))


def made(folder: Path, **facts: object) -> list[str]:
    """The paragraphs of the document that comes of the template in ``folder``."""
    write_document(NAME, FACTS | facts, folder / "ra" / "văn bản.docx", folder)
    return [paragraph.text for paragraph in Document(str(folder / "ra" / "văn bản.docx")).paragraphs]


def said(folder: Path, **facts: object) -> str:
    """What is said of a template that cannot be used; nothing was written."""
    with pytest.raises(Stop) as stop:
        made(folder, **facts)
    assert not (folder / "ra").exists() or not list((folder / "ra").iterdir())
    assert f"«{NAME}.docx»" in stop.value.message.text
    return stop.value.message.text


# -- what it prints --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraphs", "printed"),
    [
        (["Gửi {{ co_quan }} trước {{han_nop}}."], ["Gửi Sở Tài chính trước 17/12/2025."]),
        (["{{ so }}/{{ nhiem_vu | length }}"], ["3/2"]),
        (["{{ co_quan | upper }}: {{ danh_sach | join('; ') }}"], ["SỞ TÀI CHÍNH: một; hai"]),
        (["{% if trong %}a{% elif gap %}b{% else %}c{% endif %}"], ["b"]),
        (["{%p if trong %}", "mất", "{%p endif %}", "còn"], ["còn"]),
        (["{%p for mot in danh_sach %}", "- {{ mot }}", "{%p endfor %}"], ["- một", "- hai"]),
        (["{% for mot in nhiem_vu %}{{ mot.stt }}{% if not loop.last %}; {% endif %}{% endfor %}."], ["3.1; 3.10."]),
        (["{%p for mot in nhiem_vu %}", "{{ mot.stt }}", "{%p for y in mot.y %}", "{{ y }}", "{%p endfor %}",
          "{%p endfor %}"], ["3.1", "đã họp", "3.10"]),
        (["{# để nhớ #}Không có từ nào."], ["Không có từ nào."]),
        (["Số {1} và {a}, 100 %"], ["Số {1} và {a}, 100 %"]),
    ],
)  # fmt: skip
def test_words_lists_and_conditions_are_printed(tmp_path: Path, paragraphs: list[str], printed: list[str]) -> None:
    template(tmp_path, *paragraphs)
    assert made(tmp_path) == printed


def test_rows_of_a_table_are_repeated_with_their_look(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(4, 2)
    for row, text in enumerate(["STT", "{%tr for mot in nhiem_vu %}", "{{ mot.stt }}", "{%tr endfor %}"]):
        table.cell(row, 0).paragraphs[0].add_run(text).font.size = Pt(11)
    document.save(str(tmp_path / f"{NAME}.docx"))
    made(tmp_path)
    rows = Document(str(tmp_path / "ra" / "văn bản.docx")).tables[0].rows
    assert [row.cells[0].text for row in rows] == ["STT", "3.1", "3.10"]
    assert [row.cells[0].paragraphs[0].runs[0].font.size for row in rows] == [Pt(11)] * 3


def test_words_stand_in_header_footer_and_title_too(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("thân")
    document.sections[0].header.paragraphs[0].text = "{{ co_quan }}"
    document.sections[0].footer.paragraphs[0].text = "Hạn {{ han_nop }}"
    document.core_properties.title = "Công văn {{ co_quan }} {{ han_nop }}"
    document.save(str(tmp_path / f"{NAME}.docx"))
    made(tmp_path, co_quan="Sở A & B <" + "x" * 300)
    out = Document(str(tmp_path / "ra" / "văn bản.docx"))
    assert out.sections[0].header.paragraphs[0].text == "Sở A & B <" + "x" * 300
    assert out.sections[0].footer.paragraphs[0].text == "Hạn 17/12/2025"
    assert out.core_properties.title.startswith("Công văn Sở A & B <xxx") and len(out.core_properties.title) == 255


# -- what a clerk and Word do to it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "pieces",
    [
        ["Gửi {{ co_quan", " }}."], ["Gửi {", "{ co_", "quan }", "}."], ["Gửi ", "{{", " ", "co", "_quan", "}}", "."],
        ["Gửi {{\u00a0co_quan\u00a0}}."], ["Gửi {% if co_quan", " != “”", " %}{{ co_quan }}{% endif %}."],
    ],
)  # fmt: skip
def test_a_word_that_word_cut_into_pieces_is_whole_again(tmp_path: Path, pieces: list[str]) -> None:
    template(tmp_path, pieces)
    assert made(tmp_path) == ["Gửi Sở Tài chính."]


def test_spelling_marks_and_bookmarks_inside_a_word_do_not_tear_the_file(tmp_path: Path) -> None:
    def marked(paragraph: Paragraph) -> None:
        for run in paragraph.runs:
            run._r.addprevious(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))
            run._r.addnext(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{id(run)}" w:name="b{id(run)}"/>'))

    edited(template(tmp_path, ["Gửi {{ ", "co_quan", " }} ngay"]), marked)
    assert made(tmp_path) == ["Gửi Sở Tài chính ngay"]


def test_a_word_changed_with_tracked_changes_is_read_as_accepted(tmp_path: Path) -> None:
    def tracked(paragraph: Paragraph) -> None:
        _, old, new, _ = (run._r for run in paragraph.runs)
        for run, kind in ((old, "w:del"), (new, "w:ins")):
            change = OxmlElement(kind)
            change.set(qn("w:id"), "1")
            change.set(qn("w:author"), "a")
            run.addprevious(change)
            change.append(run)
        old.find(qn("w:t")).tag = qn("w:delText")

    edited(template(tmp_path, ["{{ ", "{{ ky", "co_quan", " }}"]), tracked)
    assert made(tmp_path) == ["Sở Tài chính"]
    with zipfile.ZipFile(tmp_path / "ra" / "văn bản.docx") as package:
        assert not re.search(rb"<w:(?:ins|del)[ >]", package.read("word/document.xml"))


def test_font_and_place_are_hers(tmp_path: Path) -> None:
    def bigger(paragraph: Paragraph) -> None:
        paragraph.runs[1].font.size, paragraph.runs[1].font.bold = Pt(20), True

    edited(template(tmp_path, ["{{ han_nop }} là hạn của ", "{{ co_quan }}"]), bigger)
    assert made(tmp_path) == ["17/12/2025 là hạn của Sở Tài chính"]
    run = Document(str(tmp_path / "ra" / "văn bản.docx")).paragraphs[0].runs[1]
    assert (run.text, run.font.size, run.font.bold) == ("Sở Tài chính", Pt(20), True)


def test_a_word_in_two_looks_takes_the_first(tmp_path: Path) -> None:
    def half(paragraph: Paragraph) -> None:
        paragraph.runs[0].font.bold = True

    edited(template(tmp_path, ["{{ co_", "quan }}", " thường"]), half)
    made(tmp_path)
    runs = Document(str(tmp_path / "ra" / "văn bản.docx")).paragraphs[0].runs
    assert [(run.text, run.font.bold) for run in runs if run.text] == [("Sở Tài chính", True), (" thường", None)]


def test_the_path_of_the_template_it_was_made_from_does_not_go_out(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ co_quan }}")
    document = Document(str(path))
    part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    rel = part.relate_to(
        "file:///C:/mau/Normal.dotm",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", is_external=True,
    )  # fmt: skip
    found = OxmlElement("w:attachedTemplate")
    found.set(qn("r:id"), rel)
    document.settings.element.insert(0, found)
    document.save(str(path))
    assert made(tmp_path) == ["Sở Tài chính"]
    with zipfile.ZipFile(tmp_path / "ra" / "văn bản.docx") as package:
        whole = b"".join(package.read(name) for name in package.namelist())
    assert b"C:/mau" not in whole and b"w:attachedTemplate" not in whole


# -- values are text to the end --------------------------------------------------------------------------

HOSTILE = (
    "{{ co_quan }}", "{% for x in danh_sach %}{{ x }}{% endfor %}", "{{ 7*7 }}", "{_{ co_quan }_}", "{_% if %_}",
    "{#", "#}", "}}", "%}", "{%p endif %}", "{{r co_quan }}", "<w:p/>", "</w:t></w:r><w:br/>", "a & b &amp; &#x41;",
    "]]>", "<!--", "\"'", "\\1 \\g<0>", "%s %(a)s {0}", "=SUM(A1)", "x" * 40_000, "Ǝ 𝒳 😀 \u202e",
)  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: value[:12])
def test_what_an_agency_typed_comes_through_as_it_was_typed(tmp_path: Path, value: str) -> None:
    template(tmp_path, "A {{ co_quan }} B", "{%p for mot in danh_sach %}", "- {{ mot }}", "{%p endfor %}")
    assert made(tmp_path, co_quan=value, danh_sach=[value, value]) == [f"A {value} B", f"- {value}", f"- {value}"]


@settings(max_examples=25, deadline=None)
@given(value=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60) | st.sampled_from(
    ["{{", "{%", "{_{", "{{{", "}}}", "{ {", "<", "&lt;"]))  # fmt: skip
def test_any_text_comes_through(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    folder = tmp_path_factory.mktemp("a")
    template(folder, "A{{ co_quan }}B")
    wanted = re.sub("[\ufffe\uffff]", "", re.sub("[\u2028\u2029]", "\n", value))
    assert made(folder, co_quan=value) == [f"A{wanted}B"]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("a\x00\x01\x08\x1fb\x7f\ufffe", "ab"), ("a\x07b\x0cc", "ab\nc"), ("một\nhai\r\nba\rbốn", "một\nhai\nba\nbốn"),
        ("cột\tcột", "cột\tcột"), ("a\ud800b", "ab"), ("  hai đầu  ", "  hai đầu  "),
    ],
)  # fmt: skip
def test_what_no_document_holds_is_left_out_and_lines_are_lines(tmp_path: Path, value: str, printed: str) -> None:
    template(tmp_path, "{{ co_quan }}")
    assert made(tmp_path, co_quan=value) == [printed]


def test_a_value_cannot_begin_or_end_a_block_of_the_template(tmp_path: Path) -> None:
    template(tmp_path, "{%p if co_quan %}", "{{ co_quan }}", "{%p endif %}", "{{ han_nop }}")
    hostile = "{%p endif %}{{ config }}{%p if co_quan %}"
    assert made(tmp_path, co_quan=hostile, han_nop="{{ co_quan }}") == [hostile, "{{ co_quan }}"]


# -- slips -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraphs", "sentence"),
    [
        (["{{ co_qan }}"], "Mẫu «cong-van.docx» có từ «co_qan» mà chương trình không biết; có lẽ là «co_quan»."),
        (["{{ Cơ_quan }}"], "Mẫu «cong-van.docx» có từ «Cơ_quan» mà chương trình không biết; có lẽ là «co_quan»."),
        (["{{ xyz }}"], "Mẫu «cong-van.docx» có từ «xyz» mà chương trình không biết."),
        (["{% if trong %}{{ xyz }}{% endif %}"], "Mẫu «cong-van.docx» có từ «xyz» mà chương trình không biết."),
        (["{%p for mot in nhiem_vu %}", "{{ mot.sttt }}", "{%p endfor %}"],
         "Mẫu «cong-van.docx» có từ «sttt» mà chương trình không biết; có lẽ là «stt»."),
        (["{%p for mot in nhiem_vu %}", "{%p endfor %}", "{{ mot.stt }}"],
         "Mẫu «cong-van.docx» có từ «mot» mà chương trình không biết."),
        (["Gửi {{ co_quan ngay", "và {{ han_nop }}"],
         "Mẫu «cong-van.docx» có dấu ngoặc nhọn chưa đủ cặp trong đoạn «Gửi {{ co_quan ngay»."),
        (["Gửi co_quan }} ngay"],
         "Mẫu «cong-van.docx» có dấu ngoặc nhọn chưa đủ cặp trong đoạn «Gửi co_quan }} ngay»."),
        (["{%p if gap %}", "a"], "Mẫu «cong-van.docx»: «{%p if gap %}» không có «{% endif %}» đi cùng."),
        (["a", "{%p endfor %}"], "Mẫu «cong-van.docx»: «{%p endfor %}» không có «{% for … %}» đi cùng."),
        (["{% for a in danh_sach %}{% if gap %}{% endfor %}{% endif %}"],
         "Mẫu «cong-van.docx»: «{% endfor %}» không có «{% for … %}» đi cùng."),
        (["{{ nhiem_vu }}"], "Mẫu «cong-van.docx» in «nhiem_vu» như một từ, nhưng đây là một danh sách."),
        (["{% for mot in nhiem_vu %}{{ mot.y }}{% endfor %}"],
         "Mẫu «cong-van.docx» in «mot.y» như một từ, nhưng đây là một danh sách."),
        (["{% for mot in %}{% endfor %}"],
         "Mẫu «cong-van.docx» có chỗ chương trình không dùng được: «{% for mot in %}{% endfor %}»."),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_the_file_and_the_word(tmp_path: Path, paragraphs: list[str], sentence: str) -> None:
    template(tmp_path, *paragraphs)
    assert said(tmp_path) == sentence


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}", "{{ co_quan.__class__ }}", "{{ co_quan.upper() }}", "{{ range(9) }}",
        "{{ self._TemplateReference__context }}", "{{ cycler.__init__.__globals__ }}", "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}", "{{ co_quan | attr('x') }}", "{{ co_quan | safe }}", "{{ co_quan | xmlattr }}",
        "{% set a = 1 %}", "{% include '/etc/passwd' %}", "{% import 'os' as o %}", "{% extends 'a' %}",
        "{% macro m() %}{% endmacro %}", "{% raw %}{{ co_quan }}{% endraw %}", "{% do 1 %}",
        "{% for a in 'ab' * 9 %}a{% endfor %}",
        "{{r co_quan }}", "{{p co_quan }}", "{% colspan so %}", "{% cellbg co_quan %}", "{{ nhiem_vu[0] }}",
        "{% for mot in nhiem_vu %}{{ mot.keys }}{% endfor %}", "{{ danh_sach.append }}", "{{ loop }}", "{{ dict }}",
        "{% with a = 1 %}{% endwith %}", "{% filter upper %}a{% endfilter %}", "{% call m() %}{% endcall %}",
    ],
)  # fmt: skip
def test_a_template_can_do_nothing_but_print(tmp_path: Path, tag: str) -> None:
    template(tmp_path, tag)
    assert said(tmp_path)


def test_a_loop_that_begins_in_a_table_and_ends_outside_is_told(tmp_path: Path) -> None:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "{% for mot in danh_sach %}"
    document.add_paragraph("{% endfor %}")
    document.save(str(tmp_path / f"{NAME}.docx"))
    assert "mở ở một bảng, một đoạn và đóng ở bảng, đoạn khác" in said(tmp_path)


def word_bytes() -> bytes:
    saved = BytesIO()
    Document().save(saved)
    return saved.getvalue()


def bomb() -> bytes:
    made = BytesIO(word_bytes())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/a.bin", b"\0" * (20 << 20))
    return made.getvalue()


def doctype() -> bytes:
    made, source = BytesIO(), zipfile.ZipFile(BytesIO(word_bytes()))
    with zipfile.ZipFile(made, "w") as package:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1)
            package.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"xin chao", b"PK\x03\x04hong", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, word_bytes()[:2000],
        b"\0" * (9 << 20), pytest.param(bomb, id="bomb"), pytest.param(doctype, id="doctype"),
    ],
    ids=lambda data: str(data[:4]) if isinstance(data, bytes) else None,
)  # fmt: skip
def test_what_is_no_word_file_is_told_so(tmp_path: Path, data: bytes | Callable[[], bytes]) -> None:
    (tmp_path / f"{NAME}.docx").write_bytes(data if isinstance(data, bytes) else data())
    assert said(tmp_path) == "Mẫu «cong-van.docx» không phải là tệp Word (.docx) đọc được hoặc quá lớn."


def test_a_template_that_is_nowhere_is_told(tmp_path: Path) -> None:
    assert said(tmp_path) == "Không đọc được mẫu «cong-van.docx»: không tìm thấy."


def test_a_document_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    template(tmp_path, "{{ co_quan }}")
    (tmp_path / "ra").write_text("một tệp", encoding="utf-8")
    with pytest.raises(Stop) as stop:
        made(tmp_path)
    assert stop.value.message.code == "NEW_003"
    assert (tmp_path / "ra").read_text(encoding="utf-8") == "một tệp"


def test_numbers_and_days_are_worded_before_they_get_to_a_template(tmp_path: Path) -> None:
    template(tmp_path, "{{ so }}")
    for value in (1.5, None, b"a", {1, 2}):
        with pytest.raises(TypeError):
            made(tmp_path, so=value)
