"""A clerk's text template of a letter: its subject is the first line, the rest is the letter."""

import codecs
import unicodedata
from pathlib import Path

import pytest

from kehoach_xl.building.clerk_templates import write_text
from kehoach_xl.errors import Stop

FACTS = {"co_quan": "Sở Tài chính", "lan": 2, "trong": "", "nhiem_vu": [{"stt": "3.1"}, {"stt": "3.2"}], "dong": ["a"]}
SOURCE = """Tiêu đề: Đôn đốc lần {{ lan }} – {{ co_quan }}

Kính gửi: {{ co_quan }}
{% if trong %}

Không in.
{% endif %}

{% for mot in nhiem_vu %}
- {{ mot.stt }}{{ "." if loop.last else ";" }}
{% endfor %}

Trân trọng.
"""
BODY = "Kính gửi: Sở Tài chính\n\n- 3.1;\n- 3.2.\n\nTrân trọng.\n"


def letter(folder: Path, source: str | bytes, **facts: object) -> tuple[str, str]:
    (folder / "thu.txt").write_bytes(source if isinstance(source, bytes) else source.encode())
    return write_text("thu", FACTS | facts, folder)


def test_lines_of_conditions_and_lists_leave_no_gap(tmp_path: Path) -> None:
    assert letter(tmp_path, SOURCE) == ("Đôn đốc lần 2 – Sở Tài chính", BODY)


@pytest.mark.parametrize(
    "saved",
    [
        codecs.BOM_UTF8 + SOURCE.encode(), SOURCE.replace("\n", "\r\n").encode(), SOURCE.replace("\n", "\r").encode(),
        SOURCE.encode("utf-16"), codecs.BOM_UTF16_BE + SOURCE.encode("utf-16-be"),
        unicodedata.normalize("NFD", SOURCE).encode(), ("\n \n" + SOURCE).encode(),
        SOURCE.replace("Tiêu đề:", "TIÊU ĐỀ :").encode(), SOURCE.replace("{% if trong %}", "{%- if trong -%}").encode(),
    ],
    ids=["utf-8-sig", "crlf", "cr", "utf-16-le", "utf-16-be", "nfd", "blank lines", "capitals", "cut blanks"],
)
def test_any_way_of_saving_it_reads_the_same(tmp_path: Path, saved: bytes) -> None:
    subject, body = letter(tmp_path, saved)
    assert (subject, body.split()) == ("Đôn đốc lần 2 – Sở Tài chính", BODY.split())


@pytest.mark.parametrize(
    "value",
    ["{{ lan }}", "{% endif %}", "{# a #}", "a & b <c>", "=1+1", "x" * 40_000, "-- \nchữ ký", "Tiêu đề: khác"],
    ids=lambda value: value[:10],
)
def test_values_come_through_as_they_are_and_never_as_a_template(tmp_path: Path, value: str) -> None:
    _, body = letter(tmp_path, "Tiêu đề: a\n\nGửi {{ co_quan }}!", co_quan=value)
    assert body == f"Gửi {value}!\n"


def test_a_subject_is_one_line_whatever_stands_in_a_value(tmp_path: Path) -> None:
    subject, _ = letter(tmp_path, SOURCE, co_quan="Sở A\r\nBcc: x@y.example\x00\u2028Subject: z")
    assert subject == "Đôn đốc lần 2 – Sở A Bcc: x@y.example Subject: z"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Kính gửi", "Mẫu thư «thu.txt» không bắt đầu bằng dòng «Tiêu đề: …»."),
        ("", "Mẫu thư «thu.txt» không bắt đầu bằng dòng «Tiêu đề: …»."),
        ("Tiêu đề: {{ lann }}", "Mẫu «thu.txt» có từ «lann» mà chương trình không biết; có lẽ là «lan»."),
        ("Tiêu đề: a\n\n{{ co_quan }", "Mẫu «thu.txt» có dấu ngoặc nhọn chưa đủ cặp trong đoạn «{{ co_quan }»."),
        ("Tiêu đề: a\n\n{% if lan %}a", "Mẫu «thu.txt»: «{% if lan %}» không có «{% endif %}» đi cùng."),
        ("Tiêu đề: {% if lan %}a\n\n{% endif %}", "Mẫu «thu.txt»: «{% if lan %}» không có «{% endif %}» đi cùng."),
        ("Tiêu đề: a\n\n{{ dong }}", "Mẫu «thu.txt» in «dong» như một từ, nhưng đây là một danh sách."),
        ("Tiêu đề: a\n\nmột dòng\n{% include 'b' %}",
         "Mẫu «thu.txt» có chỗ chương trình không dùng được: «{% include 'b' %}»."),
        ("Tiêu đề: a\n\nmột dòng\nhai {{ co_quan\nba }}",
         "Mẫu «thu.txt» có dấu ngoặc nhọn chưa đủ cặp trong đoạn «hai {{ co_quan»."),
        ("Tiêu đề: a\n\nmột dòng\nhai {{ co_quan() }} ba",
         "Mẫu «thu.txt» có chỗ chương trình không dùng được: «hai {{ co_quan() }} ba»."),
        ("Tiêu đề: Thử".encode("cp1258", "replace"), "Mẫu thư «thu.txt» không được lưu bằng bảng mã Unicode (UTF-8)."),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_the_file_and_the_place(tmp_path: Path, source: str | bytes, sentence: str) -> None:
    with pytest.raises(Stop) as stop:
        letter(tmp_path, source)
    assert stop.value.message.text == sentence
