"""The window that asks for a password, on a virtual screen with a real keyboard."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kehoach_xl.engine.secret_box import ask_secret
from tests.support.screen import Screen

pytestmark = pytest.mark.tools

QUESTION = "Cần mật khẩu hộp thư dau-moi@sct.example tại mail.tinh.example."
ASK = f"""
from kehoach_xl.engine.secret_box import ask_secret
print(ascii(ask_secret({QUESTION!r}, "Kế hoạch")))
"""


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    shown = Screen()
    yield shown
    shown.close()


def asked(screen: Screen, *keys: str, seen: set[bytes] | None = None, picture: Path = Path()) -> str:
    """What the program was told, by the keys that were pressed; what was to be ``seen`` before the last one, with the
    cursor there and gone."""
    with subprocess.Popen(
        [sys.executable, "-c", ASK], env=screen.environment, stdout=subprocess.PIPE, text=True
    ) as program:
        screen.window("Kehoach_xl")
        for key in keys[:-1]:
            screen.keys(key)
        for _ in range(8 if seen is not None else 0):
            assert seen is not None
            seen.add(screen.picture(picture).read_bytes())
            time.sleep(0.15)
        screen.keys(keys[-1])
        said, _ = program.communicate(timeout=60)
    return said.strip()


def test_what_is_typed_is_told_and_not_shown(screen: Screen, tmp_path: Path) -> None:
    first: set[bytes] = set()
    other: set[bytes] = set()
    longer: set[bytes] = set()
    picture = tmp_path / "màn hình.png"
    assert asked(screen, "a", "b", "1", "Return", seen=first, picture=picture) == "'ab1'"
    assert asked(screen, "x", "y", "2", "Return", seen=other, picture=picture) == "'xy2'"
    assert asked(screen, "x", "y", "2", "3", "Return", seen=longer, picture=picture) == "'xy23'"
    assert first & other
    assert not first & longer


@pytest.mark.parametrize("keys", [("a", "Escape"), ("Tab", "Tab", "space"), ("Return",)])
def test_she_may_change_her_mind(screen: Screen, keys: tuple[str, ...]) -> None:
    assert asked(screen, *keys) == "None"


def test_where_no_window_can_be_shown_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert "DISPLAY" not in os.environ
    assert ask_secret(QUESTION, "Kế hoạch") is None
