"""bundle: whole or not at all, never over somebody's files, and complete for Windows (proved with pip itself)."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach_xl.cli import main
from kehoach_xl.errors import Stop
from kehoach_xl.workflows.bundle import PYTHONS, bundle
from kehoach_xl.workflows.bundle import _swap as swap
from kehoach_xl.workflows.bundle import _write_texts as write_texts


def refusal(folder: Path, **options) -> str:
    with pytest.raises(Stop) as stop:
        bundle(folder, **options)
    return stop.value.message.code


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)


# -- the folder -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files",
    [
        {"thư của tôi.docx": ""},
        {"SHA256SUMS": ""},
        {"PHIEN-BAN.txt": "của người khác"},
        {"SHA256SUMS": f"{'0' * 64}  wheels/a.whl\n", "wheels/a.whl": ""},
        {"SHA256SUMS": f"{'0' * 64}  PHIEN-BAN.txt\n", "PHIEN-BAN.txt": "", "thêm.txt": ""},
    ],
)
def test_a_folder_of_somebody_else_is_not_touched(tmp_path: Path, files: dict[str, str]) -> None:
    folder = tmp_path / "gói"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert refusal(folder) == "BUNDLE_001"
    assert {name: (folder / name).read_text(encoding="utf-8") for name in names(folder)} == files


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "gói").write_bytes(b"")
    assert refusal(tmp_path / "gói") == "BUNDLE_001"
    assert refusal(tmp_path / "gói" / "trong") == "BUNDLE_002"


def test_without_a_package_index_it_says_so_and_leaves_nothing(tmp_path: Path, offline) -> None:
    assert refusal(tmp_path / "gói") == "BUNDLE_004"
    assert list(tmp_path.iterdir()) == []


def test_a_failed_run_leaves_the_earlier_bundle(tmp_path: Path, offline) -> None:
    folder = tmp_path / "gói"
    folder.mkdir()
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  PHIEN-BAN.txt\n", encoding="utf-8")
    (folder / "PHIEN-BAN.txt").write_bytes(b"cu")
    assert refusal(folder) == "BUNDLE_004"
    assert names(tmp_path) == {"gói/SHA256SUMS", "gói/PHIEN-BAN.txt"}


def test_the_python_installer_put_into_an_earlier_bundle_comes_along(tmp_path: Path) -> None:
    made, folder, room = tmp_path / "mới", tmp_path / "gói", tmp_path / "room"
    for one in (made / "python", folder / "python", room):
        one.mkdir(parents=True)
    (folder / "python" / "python-3.12.10-amd64.exe").write_bytes(b"MZ")
    swap(made, folder, room)
    assert names(folder) == {"python/python-3.12.10-amd64.exe"}


# -- the words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("python", PYTHONS)
def test_the_script_is_plain_ascii_with_windows_lines(tmp_path: Path, python: str) -> None:
    write_texts(tmp_path, python, "kehoach_xl-0-py3-none-any.whl")
    script = (tmp_path / "cai-dat.cmd").read_bytes()
    assert script.isascii() and script.count(b"\r\n") == script.count(b"\n") > 50
    assert b"@MAJOR@" not in script and b"@WHEEL@" not in script
    assert f"sys.version_info[:2] != ({python.replace('.', ', ')})".encode() in script
    assert b"wheels\\kehoach_xl-0-py3-none-any.whl" in script


def test_every_sentence_the_script_shows_is_there(tmp_path: Path) -> None:
    write_texts(tmp_path, "3.12", "x.whl")
    script = (tmp_path / "cai-dat.cmd").read_text(encoding="ascii")
    shown = {line.split("%TEXTS%\\")[1].strip('"') for line in script.splitlines() if line.startswith("type ")}
    assert shown == {path.name for path in (tmp_path / "thong-bao").iterdir()}
    labels = {line[1:] for line in script.splitlines() if line.startswith(":")}
    called = {word.split()[0] for line in script.splitlines() for word in line.split("call :")[1:]}
    assert called | {line.split("goto ")[1] for line in script.splitlines() if "goto " in line} <= labels


def test_the_guide_opens_in_notepad(tmp_path: Path) -> None:
    write_texts(tmp_path, "3.13", "x.whl")
    guide = (tmp_path / "HUONG-DAN-CAI-DAT.txt").read_bytes()
    assert guide.startswith("\ufeffCÀI ĐẶT".encode()) and guide.count(b"\r\n") == guide.count(b"\n")
    assert "python-3.13.x-amd64.exe" in guide.decode("utf-8-sig")
    assert not (tmp_path / "thong-bao" / "loi.txt").read_bytes().startswith(b"\xef\xbb\xbf")  # «type» would print it


def test_only_pythons_that_exist_are_offered(tmp_path: Path, capsys) -> None:
    assert main(["bundle", str(tmp_path / "gói"), "--python", "2.7", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "CLI_001"


# -- for real ---------------------------------------------------------------------------------------


@pytest.mark.tools
def test_a_bundle_installs_on_windows_without_an_index(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "gói cài đặt"
    assert main(["bundle", str(folder), "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    packages = {one["name"] for one in body["wheels"]}
    assert {"kehoach-xl", "xlwings", "pywin32", "pandas", "numpy", "tzdata", "pyopenvba"} <= packages
    assert body["python"] == "3.12" and body["size"] > 10_000_000
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    # pip reads markers for the machine it runs on, so the three that only Windows wants are named. «download», since
    # «install --dry-run» holds Requires-Python against the running Python and not against the one asked for.
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--no-index", "--find-links", folder / "wheels", "--platform",
         "win_amd64", "--python-version", "3.12", "--only-binary=:all:", "--dest", tmp_path / "again",
         "kehoach-xl", "pywin32", "pywin32-ctypes", "tzdata"], env=clean, check=True, capture_output=True,
    )  # fmt: skip
    assert names(tmp_path / "again") == {one["file"] for one in body["wheels"]}
    shutil.rmtree(tmp_path / "again")
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {line[66:]: line[:64] for line in lines}
    assert names(folder) == {*sums, "SHA256SUMS"}
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == told for name, told in sums.items())
    versions = (folder / "PHIEN-BAN.txt").read_text(encoding="utf-8-sig").splitlines()
    assert versions[3:] == [f"{one['name']} {one['version']}" for one in body["wheels"]]
    assert list(tmp_path.iterdir()) == [folder]
