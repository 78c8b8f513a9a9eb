"""Workbook files to PDF by LibreOffice: without a window, on a profile of its own, never longer than a time limit."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kehoach_xl.errors import Stop, why

SECONDS = 300  # for all workbooks of one call; a master of 2,000 tasks takes under a minute
# Formulas are computed on loading (a file that we saved holds no results), numbers and days are written as in Vietnam;
# nothing of the workbook runs, nothing outside it is fetched.
_SETTINGS = (
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Setup/L10N", "ooSetupSystemLocale", "vi-VN"),
)
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")


def to_pdf(program: Path, books: Sequence[Path], folder: Path, seconds: float = SECONDS) -> dict[Path, Path]:
    """Print each workbook as its page set-up says into ``folder``: {workbook: its PDF}, those left out that could not
    be printed. Raises Stop PDF_002 when LibreOffice cannot be started, PDF_003 when it did not end in time; it is
    ended then, with everything it started."""
    with tempfile.TemporaryDirectory(prefix="kehoach-xl-", ignore_cleanup_errors=True) as made:
        profile = Path(made, "profile")
        _prepare(profile)
        command = [str(program), f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS]
        _run([*command, "--convert-to", "pdf:calc_pdf_Export", "--outdir", str(folder), *map(str, books)], seconds)
    printed = {book: folder / f"{book.stem}.pdf" for book in books}
    return {book: pdf for book, pdf in printed.items() if _is_whole(pdf)}


def _prepare(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    text = f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    (profile / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _run(command: Sequence[str], seconds: float) -> None:
    # LibreOffice brings a Python of its own, which must not be told of ours.
    environ = {name: value for name, value in os.environ.items() if not name.upper().startswith("PYTHON")}
    own = {"creationflags": subprocess.CREATE_NO_WINDOW} if sys.platform == "win32" else {"start_new_session": True}
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ, **own
        )
    except OSError as error:
        raise Stop("PDF_002", program=command[0], reason=why(error)) from error
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise Stop("PDF_003", seconds=round(seconds)) from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and everything it started."""
    if sys.platform == "win32":
        from kehoach_xl.windows.machine import here

        here().end(process.pid)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _is_whole(pdf: Path) -> bool:
    """Whether a PDF stands there from its first line to its last."""
    if not pdf.is_file():
        return False
    with pdf.open("rb") as file:
        head = file.read(5)
        file.seek(max(pdf.stat().st_size - 1024, 0))
        return head == b"%PDF-" and b"%%EOF" in file.read()
