"""Drafts as files: what may have been worked on is never written over."""

import re
from pathlib import Path

import pytest

from kehoach_xl.errors import Stop
from kehoach_xl.mail import drafts
from kehoach_xl.mail.drafts import keep_draft

NAME = "STC_Gui-phieu.eml"


def draft(day: str, body: str = "Kính gửi") -> bytes:
    return f"To: a@stc.example\r\nDate: {day} Dec 2025 09:00:00 +0700\r\nX-Unsent: 1\r\n\r\nDate: {body}\r\n".encode()


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_draft_of_a_run_that_was_cut_off_stays_where_it_is(tmp_path: Path) -> None:
    keep_draft(tmp_path, NAME, draft("Mon, 1"))
    keep_draft(tmp_path, NAME, draft("Tue, 2"))
    assert (names(tmp_path), (tmp_path / NAME).read_bytes()) == ([NAME], draft("Mon, 1"))


def test_a_draft_that_says_something_else_is_moved_aside(tmp_path: Path) -> None:
    keep_draft(tmp_path, NAME, draft("Mon, 1", "bản cũ"))
    keep_draft(tmp_path, NAME, draft("Mon, 1", "bản mới"))
    assert names(tmp_path) == [NAME, "ban-truoc/STC_Gui-phieu_1.eml"]
    assert (tmp_path / NAME).read_bytes() == draft("Mon, 1", "bản mới")


def test_a_draft_that_a_mail_program_holds_is_named_and_left_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows refuses it; other systems let go of open files."""
    keep_draft(tmp_path, NAME, draft("Mon, 1", "bản cũ"))

    def held(path: Path) -> None:
        raise PermissionError(13, "The process cannot access the file", str(path))

    monkeypatch.setattr(drafts, "_put_aside", held)
    with pytest.raises(Stop) as stop:
        keep_draft(tmp_path, NAME, draft("Mon, 1", "bản mới"))
    assert (stop.value.message.code, stop.value.message.facts) == ("MAIL_089", {"file": NAME})
    assert names(tmp_path) == [NAME]
    assert re.search("bản cũ", (tmp_path / NAME).read_text(encoding="utf-8"))
