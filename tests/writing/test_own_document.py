"""A Word file knows whether it is still as we wrote it, and the same text is the same file."""

import time
from pathlib import Path

import pytest
from docx import Document

from kehoach_xl.building.own_document import is_as_written, sealed


def written(path: Path, text: str) -> Path:
    document = Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


def test_the_same_text_is_the_same_file_whenever_it_is_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sealed(written(tmp_path / "a.docx", "Kính gửi Sở Tư pháp"))
    later = time.localtime(time.time() + 3 * 86400)
    monkeypatch.setattr("time.localtime", lambda *seconds: later)
    assert sealed(written(tmp_path / "b.docx", "Kính gửi Sở Tư pháp")) == first
    assert sealed(written(tmp_path / "c.docx", "Kính gửi Sở Nội vụ")) != first


def test_a_file_whose_text_was_changed_is_hers(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx", "Kính gửi")
    assert not is_as_written(path)
    sealed(path)
    assert is_as_written(path)
    document = Document(str(path))
    document.paragraphs[0].text = "Kính gửi: Sở Tư pháp"
    document.save(str(path))
    assert not is_as_written(path)
