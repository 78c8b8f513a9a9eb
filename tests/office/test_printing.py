"""LibreOffice as a program that may be missing, fail, or never end; here played by small scripts under its name."""

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kehoach_xl.errors import Stop
from kehoach_xl.office import found, printing

WHOLE = "printf '%%PDF-1.7\\n%%%%EOF\\n'"
Script = Callable[[str], Path]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """A program called soffice that does this, with $OUT the folder for the PDFs and $BOOK the last workbook."""

    def write(text: str) -> Path:
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir(exist_ok=True)
        head = '#!/bin/sh\nfor BOOK; do [ "$PREVIOUS" = --outdir ] && OUT=$BOOK; PREVIOUS=$BOOK; done\n'
        program.write_text(f"{head}{text}\n", encoding="utf-8")
        program.chmod(stat.S_IRWXU)
        return program

    return write


def books(folder: Path, *names: str) -> list[Path]:
    (folder / "ra").mkdir()
    for name in names:
        (folder / name).write_bytes(b"")
    return [folder / name for name in names]


def gone(process: int) -> bool:
    """Whether a process has ended; one that nobody waited for yet has."""
    try:
        return "Z" in Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True


# -- running it -----------------------------------------------------------------------------------


def test_each_workbook_becomes_a_pdf_of_its_name(tmp_path: Path, script: Script) -> None:
    one, two = books(tmp_path, "1.xlsx", "2.xlsx")
    program = script(f"for NAME in 1 2; do {WHOLE} > $OUT/$NAME.pdf; done")
    assert printing.to_pdf(program, [one, two], tmp_path / "ra") == {
        one: tmp_path / "ra" / "1.pdf", two: tmp_path / "ra" / "2.pdf",
    }  # fmt: skip


def test_half_a_pdf_is_none_whatever_the_program_says(tmp_path: Path, script: Script) -> None:
    one, two = books(tmp_path, "1.xlsx", "2.xlsx")
    program = script("printf '%%PDF-1.7\\nhalf' > $OUT/1.pdf; printf '' > $OUT/2.pdf; exit 0")
    assert printing.to_pdf(program, [one, two], tmp_path / "ra") == {}


def test_it_works_on_a_profile_of_its_own_which_goes_with_it(tmp_path: Path, script: Script) -> None:
    program = script(f'echo "$1" > {tmp_path}/profile; cp "${{1#*file://}}/user/registrymodifications.xcu" {tmp_path}/')
    printing.to_pdf(program, books(tmp_path, "1.xlsx"), tmp_path / "ra")
    option, _, profile = (tmp_path / "profile").read_text(encoding="utf-8").strip().partition("=file://")
    assert option == "-env:UserInstallation" and not Path(profile).exists()
    settings = (tmp_path / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert '"ooSetupSystemLocale" oor:op="fuse"><value>vi-VN<' in settings
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in settings


def test_a_python_of_ours_is_not_told_to_it(
    tmp_path: Path, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", "/không/có")
    program = script(f"env > {tmp_path}/env")
    printing.to_pdf(program, books(tmp_path, "1.xlsx"), tmp_path / "ra")
    assert "PYTHONHOME" not in (tmp_path / "env").read_text(encoding="utf-8")


def test_one_that_does_not_end_is_ended_with_all_it_started(tmp_path: Path, script: Script) -> None:
    program = script(f"sleep 600 & echo $! > {tmp_path}/child; sleep 600")
    with pytest.raises(Stop) as stop:
        printing.to_pdf(program, books(tmp_path, "1.xlsx"), tmp_path / "ra", seconds=1)
    assert stop.value.message.code == "PDF_003"
    assert "sau 1 giây" in stop.value.message.text
    child = int((tmp_path / "child").read_text(encoding="ascii"))
    for _ in range(100):
        if gone(child):
            break
        time.sleep(0.05)
    assert gone(child)


def test_one_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    (tmp_path / "soffice").write_bytes(b"")
    with pytest.raises(Stop) as stop:
        printing.to_pdf(tmp_path / "soffice", books(tmp_path, "1.xlsx"), tmp_path / "ra")
    assert stop.value.message.code == "PDF_002"
    assert f"«{tmp_path}/soffice» (không có quyền)" in stop.value.message.text


# -- finding it -----------------------------------------------------------------------------------


def test_the_one_on_the_path_comes_first(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    program = script("")
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin")
    assert found.libreoffice() == program


def test_else_the_newest_in_the_usual_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("24.2", "7.6", "25.8"):
        program = tmp_path / f"libreoffice{version}" / "program" / "soffice"
        program.parent.mkdir(parents=True)
        program.write_bytes(b"")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(found, "USUAL", ("~/không/có/soffice", f"{tmp_path}/libreoffice*/program/soffice"))
    assert found.libreoffice() == tmp_path / "libreoffice25.8" / "program" / "soffice"


def test_none_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(found, "USUAL", ("/không/có/soffice",))
    assert found.libreoffice() is None
