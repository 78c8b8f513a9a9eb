"""The bar in a real terminal (a pseudo-terminal as stderr), and nothing of it anywhere else."""

import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kehoach_xl.cli import main
from tests.workflows.office import Room, doing

ROOT = Path(__file__).resolve().parents[1]


def at_a_terminal(*command: str) -> tuple[int, str, str]:
    """Exit code, stdout, and what the terminal was sent."""
    ours, theirs = pty.openpty()
    seen: list[bytes] = []

    def watch() -> None:
        try:
            while data := os.read(ours, 4096):
                seen.append(data)
        except OSError:  # Linux: the last who had the other end is gone
            return

    watching = threading.Thread(target=watch)
    watching.start()
    environ = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    run = [sys.executable, "-m", "kehoach_xl", *command]
    done = subprocess.run(run, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, env=environ, check=False)
    os.close(theirs)
    watching.join()
    os.close(ours)
    return done.returncode, done.stdout.decode(), b"".join(seen).decode()


@pytest.mark.parametrize(
    ("command", "verb"), [("merge", "Đang gộp"), ("distribute", "Đang tạo phiếu"), ("check", "Đang kiểm tra")]
)
def test_a_person_at_a_terminal_sees_a_bar_that_goes_away(room: Room, command: str, verb: str) -> None:
    room.send("STP", {"2.3": doing()})
    code, out, shown = at_a_terminal(command, "--master", str(room.master))
    assert code in (0, 1) and verb not in out
    assert verb in shown and "━" in shown
    assert shown.rstrip().endswith("\x1b[2K")  # its line is wiped at the end


def test_a_program_at_a_terminal_sees_none(room: Room) -> None:
    room.send("STP", {"2.3": doing()})
    code, _, shown = at_a_terminal("merge", "--json", "--master", str(room.master))
    assert (code, shown) == (0, "")


def test_a_pipe_sees_none(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    room.send("STP", {"2.3": doing()})
    assert main(["merge", "--master", str(room.master)]) == 0
    assert capsys.readouterr().err == ""
