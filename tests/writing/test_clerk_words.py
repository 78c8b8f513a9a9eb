"""The words of templates: one meaning each, known to every template that uses them; and the shipped templates."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Made

from kehoach_xl import templates
from kehoach_xl.building import clerk_words_page
from kehoach_xl.building.clerk_environment import ClerkEnvironment
from kehoach_xl.building.clerk_tags import check_tags, check_words
from kehoach_xl.building.clerk_templates import ensure_copies, shipped_templates, words_of
from kehoach_xl.building.clerk_word import ClerkTemplate
from kehoach_xl.building.word_templates import BUILDERS, build_all, parts_of
from kehoach_xl.domain.text import bare
from tests.support import openxml

ROWS = templates.load_csv("clerk-words.csv")
SHIPPED = shipped_templates()
WORD = [path for path in SHIPPED if path.suffix == ".docx"]
TEXT = [path for path in SHIPPED if path.suffix == ".txt"]
TAG = re.compile(r"\{\{.*?\}\}")
BLOCK = re.compile(r"\{%.*?%\}")


def named(path: Path) -> str:
    return path.name


def paragraphs(path: Path) -> Iterator[str]:
    """Every paragraph of a template's body and tables that is printed as it stands."""
    document: Made = Document(str(path))
    for one in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        yield "".join(one.itertext("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"))


# -- the list --------------------------------------------------------------------------------------------


def test_every_template_that_the_list_names_is_shipped_and_every_shipped_one_is_named() -> None:
    assert {path.name for path in SHIPPED} == {
        "bao-cao-co-quan.docx", "bao-cao-dinh-ky.docx", "cong-van-don-doc.docx", "danh-sach-chua-bao-cao.docx",
        "don-doc.txt", "gui-phieu.txt", "xac-nhan.txt",
    }  # fmt: skip
    listed = {name for row in ROWS for name in row["templates"].split()} - {"*"}
    assert listed == {path.stem for path in SHIPPED}


def test_a_word_is_vietnamese_in_plain_letters_with_one_meaning() -> None:
    words = [row["word"] for row in ROWS]
    assert sorted(words) == sorted(set(words))
    for row in ROWS:
        assert re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", row["word"]), row
        assert row["meaning"] and bare(row["meaning"]) != row["meaning"].casefold(), row


def test_a_field_of_a_row_stands_below_its_list_and_is_known_to_no_more_templates() -> None:
    known = {row["word"]: set(row["templates"].split()) for row in ROWS}
    for word, names in known.items():
        above, _, _ = word.rpartition(".")
        assert not above or names <= known[above], word


@pytest.mark.parametrize("path", WORD, ids=named)
def test_a_shipped_word_template_uses_words_of_the_list_alone(path: Path) -> None:
    read = ClerkTemplate(path.read_bytes(), path.name, words_of(path.stem))
    read.init_docx()
    environment = ClerkEnvironment(word=True)
    check_words(environment, read.patch_xml(read.get_xml()), read.known, path.name)
    for _, part in (*read.get_headers_footers(read.HEADER_URI), *read.get_headers_footers(read.FOOTER_URI)):
        check_words(environment, read.patch_xml(read.get_part_xml(part)), read.known, path.name)
    check_words(environment, read.core_properties.title, read.known, path.name)


@pytest.mark.parametrize("path", TEXT, ids=named)
def test_a_shipped_letter_uses_words_of_the_list_alone(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    check_tags([source], path.name)
    check_words(ClerkEnvironment(word=False), source, words_of(path.stem), path.name)
    assert source.startswith("Tiêu đề: ")


# -- the shipped files -----------------------------------------------------------------------------------


def test_the_shipped_word_templates_are_what_their_builders_make(tmp_path: Path) -> None:
    """``python -m kehoach_xl.building.word_templates templates/word`` makes them anew."""
    build_all(tmp_path)
    assert sorted(path.stem for path in WORD) == sorted(BUILDERS)
    for path in WORD:
        assert parts_of(path) == parts_of(tmp_path / path.name), path.name


@pytest.mark.tools
def test_the_shipped_word_templates_are_files_that_word_opens_without_a_word() -> None:
    assert openxml.findings_of(WORD) == {}


@pytest.mark.parametrize("path", WORD, ids=named)
def test_no_sentence_of_a_report_stands_without_a_word_of_the_master(path: Path) -> None:
    document = Document(str(path))
    body = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Nội dung"]
    sentences = [one for text in body if not text.startswith("{%p") for one in _sentences(text)]
    assert len(sentences) >= 3
    assert [one for one in sentences if not TAG.search(one)] == []


def _sentences(text: str) -> list[str]:
    """Split at full stops outside of tags."""
    hidden = BLOCK.sub("", TAG.sub(lambda tag: tag[0].replace(".", "\0"), text))
    return [one for one in re.split(r"(?<=[.])\s+", hidden) if one.strip(" ./0123456789")]


@pytest.mark.parametrize("path", WORD, ids=named)
def test_number_day_and_signature_of_a_template_are_left_for_the_clerk(path: Path) -> None:
    found = list(paragraphs(path))
    assert [one for one in found if one.startswith("Số:          /")]
    assert "{{ dia_danh }}, ngày      tháng      năm          " in found
    assert found[found.index("{{ chuc_vu_ky }}") + 1 : found.index("{{ nguoi_ky }}")] == [""] * 4


# -- her copies ------------------------------------------------------------------------------------------


def test_copies_are_put_once_and_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "mau-van-ban"
    assert [path.name for path in ensure_copies(folder)] == [path.name for path in SHIPPED]
    (folder / "don-doc.txt").write_text("của tôi", encoding="utf-8")
    (folder / "gui-phieu.txt").unlink()
    assert [path.name for path in ensure_copies(folder)] == ["gui-phieu.txt"]
    assert (folder / "don-doc.txt").read_text(encoding="utf-8") == "của tôi"
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in SHIPPED)
    assert Document(BytesIO((folder / "bao-cao-co-quan.docx").read_bytes())).paragraphs


def test_an_installed_package_brings_the_templates_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pyproject.toml puts the whole of ``templates/`` into the wheel as ``kehoach_xl/_templates``."""
    package = tmp_path / "kehoach_xl"
    (package / "_templates" / "word").mkdir(parents=True)
    (package / "_templates" / "word" / "mau.docx").write_bytes(b"a")
    monkeypatch.setattr(templates, "__file__", str(package / "templates.py"))
    assert shipped_templates() == (package / "_templates" / "word" / "mau.docx",)


def test_the_page_of_the_guide_lists_every_word() -> None:
    """``python -m kehoach_xl.building.clerk_words_page docs/tu-trong-mau.md`` writes it anew."""
    page = Path(__file__).parents[2] / "docs" / "tu-trong-mau.md"
    assert page.read_text(encoding="utf-8") == clerk_words_page.page()
    assert set(clerk_words_page.NAMES) == {path.stem for path in SHIPPED}
    assert [row["word"] for row in ROWS if f"| `{row['word']}` |" not in clerk_words_page.page()] == []
