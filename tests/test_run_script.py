"""The script ``run``: sets up once, survives being killed, says plainly what is missing."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A project that needs no network: its own build backend writes the editable wheel, noting each installation.
BACKEND = """
import os, pathlib, time, zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    with open("installed.txt", "a") as log:
        log.write("x")
    time.sleep(float(os.environ.get("SLOW_INSTALL", "0")))
    info, name = "kehoach_xl-0.1.dist-info/", "kehoach_xl-0.1-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        wheel.writestr("kehoach_xl/__main__.py", "import sys\\ndef main():\\n    print(*sys.argv[1:], sep='|')\\n"
                       "    return 7\\n")
        needs = "Requires-Dist: xlwings\\n" * ("xlwings" in open("pyproject.toml").read())
        about = "Metadata-Version: 2.1\\nName: kehoach-xl\\nVersion: 0.1\\n"
        wheel.writestr(info + "METADATA", about + needs)
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return name
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "kehoach-xl"
version = "0.1"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the script beside a tiny project, in a folder with spaces and Vietnamese letters."""
    folder = tmp_path / "kế hoạch $HOME 2025"
    folder.mkdir()
    shutil.copy2(ROOT / "run", folder / "run")
    (folder / "backend.py").write_text(BACKEND)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    return folder


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "TMPDIR", "LANG")}
    return {**kept, "KEHOACH_PYTHON": sys.executable, "PIP_NO_INDEX": "1", **more}


def call(checkout: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "run", *arguments],
        cwd="/",
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def installations(checkout: Path) -> int:
    return len((checkout / "installed.txt").read_text())


# -- what needs no environment ----------------------------------------------------------------------


def test_the_scripts_are_executable_and_parse() -> None:
    for script in (ROOT / "run", ROOT / ".ci" / "run"):
        assert os.access(script, os.X_OK)
        assert b"\r" not in script.read_bytes()
        assert subprocess.run(["sh", "-n", script]).returncode == 0


def test_the_windows_script_is_ascii_with_crlf() -> None:
    content = (ROOT / "run.cmd").read_bytes()
    assert content.isascii()
    assert content.count(b"\r\n") == content.count(b"\n") > 0


def test_without_python_the_windows_script_shows_a_sentence_in_utf_8() -> None:
    script = (ROOT / "run.cmd").read_text(encoding="ascii")
    end = script[script.index(":no_python") :]
    lines = [line for line in end.splitlines() if line.startswith(("chcp", "type", "if defined PAGE chcp", "exit"))]
    assert lines == [
        "chcp 65001 >nul",
        'type "%ROOT%\\templates\\run\\can-python.txt"',
        "if defined PAGE chcp %PAGE: =% >nul",
        "exit /b 2",
    ]
    told = (ROOT / "templates" / "run" / "can-python.txt").read_bytes()
    assert told.decode("utf-8").startswith("Cần Python 3.11 trở lên. ")  # no mark in front: «type» would print it
    assert told.count(b"\r\n") == told.count(b"\n") > 0


def test_an_unknown_command_shows_the_commands_and_exits_2(checkout: Path) -> None:
    done = call(checkout, "xyz")
    assert done.returncode == 2
    assert "./run demo" in done.stderr
    assert call(checkout, "--help").returncode == 0
    assert not (checkout / ".venv").exists()


def test_an_old_python_is_refused_in_one_sentence(checkout: Path, tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = call(checkout, "demo", KEHOACH_PYTHON=str(old))
    assert done.returncode == 2
    assert done.stderr == f"KEHOACH_PYTHON={old} không phải là Python 3.11 trở lên.\n"


# -- set-up -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_environment_is_set_up_once_and_again_when_the_project_changes(checkout: Path) -> None:
    first = call(checkout, "cli", "merge", "hai từ", "$x")
    assert (first.returncode, first.stdout) == (7, "merge|hai từ|$x\n"), first.stderr
    assert "Đang chuẩn bị môi trường lần đầu" in first.stderr

    second = call(checkout, "demo", "-n")
    assert (second.returncode, second.stdout, second.stderr) == (7, "demo|-n\n", "")
    assert installations(checkout) == 1

    with (checkout / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    assert "Đang cập nhật môi trường" in call(checkout, "demo").stderr
    assert installations(checkout) == 2


@pytest.mark.slow
def test_a_moved_folder_is_set_up_anew(checkout: Path) -> None:
    call(checkout, "demo")
    moved = checkout.rename(checkout.with_name("nơi khác"))
    done = call(moved, "demo")
    assert (done.returncode, done.stdout) == (7, "demo\n")
    assert "lần đầu" in done.stderr


@pytest.mark.slow
def test_a_set_up_that_was_killed_halfway_is_done_anew(checkout: Path) -> None:
    running = subprocess.Popen(
        [checkout / "run", "demo"],
        env=environment(SLOW_INSTALL="60"),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not (checkout / "installed.txt").exists() and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait(10)
    done = call(checkout, "demo")
    assert (done.returncode, done.stdout) == (7, "demo\n"), done.stderr


@pytest.mark.slow
def test_two_first_runs_at_once_install_once(checkout: Path) -> None:
    two = [
        subprocess.Popen(
            [checkout / "run", "demo"], env=environment(SLOW_INSTALL="1"), stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    assert [each.communicate(timeout=120)[0] for each in two] == [b"demo\n", b"demo\n"]
    assert installations(checkout) == 1


@pytest.mark.slow
def test_without_network_it_says_so_and_shows_the_log(checkout: Path) -> None:
    with (checkout / "pyproject.toml").open("a") as project:
        project.write('dependencies = ["xlwings"]\n')
    done = call(checkout, "demo")
    assert done.returncode == 2
    assert "Không cài được các gói Python" in done.stderr
    assert f"{checkout}/.venv/setup.log" in done.stderr
    assert "xlwings" in (checkout / ".venv" / "setup.log").read_text()


@pytest.mark.slow
def test_a_failed_update_keeps_the_environment_and_tries_again(checkout: Path) -> None:
    call(checkout, "demo")
    project = (checkout / "pyproject.toml").read_text()
    (checkout / "pyproject.toml").write_text(project + 'dependencies = ["xlwings"]\n')
    assert call(checkout, "demo").returncode == 2
    (checkout / "pyproject.toml").write_text(project)
    done = call(checkout, "demo")
    assert done.returncode == 7
    assert "cập nhật" in done.stderr


def test_the_scripts_hold_no_address_of_a_registry() -> None:
    for script in ("run", "run.cmd", ".ci/run"):
        assert "://" not in (ROOT / script).read_text()
