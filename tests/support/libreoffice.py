"""A real LibreOffice for the tests: recalculate, answer as an agency would, print to PDF and PNG."""

import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

WORKER = Path(__file__).with_name("office_worker.py")
UNO_PYTHON = Path("/usr/bin/python3")  # where Debian's python3-uno lives
INSTALL = "install it with ./run test (apt-get install libreoffice-calc libreoffice-writer python3-uno poppler-utils)"
DAY_ZERO = date(1899, 12, 30)

# Recalculate every workbook on load, whoever saved it (0 = always); no first-start wizard, no recovery.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Recovery/RecoveryInfo"><prop oor:name="Enabled" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


class OfficeError(AssertionError):
    """LibreOffice is missing, refused the file, or did not answer in time."""


class LibreOffice:
    """One soffice, started at first use on a throw-away profile, restarted after a crash or a hang.

    ``worker`` and its ``arguments`` say what answers; ``settings`` are the profile's, ``environment`` is added to ours.
    """

    def __init__(
        self, seconds: float = 60, *, worker: Path = WORKER, arguments: Sequence[str] = (), settings: str = SETTINGS,
        environment: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.seconds = seconds
        self._worker = [str(worker), *arguments]
        self._settings = settings
        self._environment = environment or {}
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        self._profile: Path | None = None

    # -- what tests call ---------------------------------------------------------------------

    def recalculated(self, path: Path | str) -> dict[str, dict[str, Any]]:
        """``{sheet: {"B5": value}}`` after a full recalculation.

        Numbers, dates (as serials) and booleans (1.0/0.0) are floats; text is str; a formula that fails gives
        its error as LibreOffice shows it ("#VALUE!", "#NAME?", "Err:502"). Empty cells are left out; a
        formula that gives "" is there.
        """
        return self._ask("recalculated", path=_absolute(path))

    def resave(
        self, path: Path | str, out: Path | str, cells: Mapping[tuple[str, str], Any] | None = None, password: str = ""
    ) -> Path:
        """Open ``path``, fill ``{(sheet, "B5"): value}``, save as ``out`` (.xlsx .xls .ods .csv .html), with a
        ``password`` to open it where one is given.

        Text stays text; numbers, bools and dates are typed values; None clears. A cell that refuses its value
        because it is locked is an OfficeError.
        """
        filled = [[sheet, address, _portable(value)] for (sheet, address), value in (cells or {}).items()]
        self._ask("resave", path=_absolute(path), out=_absolute(out), cells=filled, password=password)
        return Path(out)

    def rearranged(self, path: Path | str, out: Path | str, steps: Sequence[Sequence[Any]]) -> Path:
        """Open ``path``, do these ``steps`` as a person would, save as ``out``. Rows and columns count from 1:
        ("write", sheet, row, column, text), ("insert column" or "insert row", sheet, before), ("move column", sheet,
        column, before one further left), ("hide column", sheet, column), ("paint column", sheet, column, 0xRRGGBB),
        ("rename", sheet, name)."""
        self._ask("rearranged", path=_absolute(path), out=_absolute(out), steps=[list(step) for step in steps])
        return Path(out)

    def taken_over(self, path: Path | str, out: Path | str, picture: Path, before: int) -> Path:
        """Make a workbook one's own, a column ``before`` that of `Tiến độ` included; only with ``her_worker.py``."""
        self._ask("taken_over", path=_absolute(path), out=_absolute(out), picture=str(picture), before=before)
        return Path(out)

    def hers(self, path: Path | str, before: int) -> dict[str, Any]:
        """All that :meth:`taken_over` added, as LibreOffice reads it; only with ``her_worker.py``."""
        return self._ask("hers", path=_absolute(path), before=before)

    def row_heights(self, path: Path | str, sheet: str) -> dict[int, tuple[float, float]]:
        """``{row: (height it opens with, height LibreOffice would fit it to)}`` in points."""
        found = self._ask("row_heights", path=_absolute(path), sheet_name=sheet)
        return {int(row): (stored, fitted) for row, (stored, fitted) in found.items()}

    def to_pdf(self, path: Path | str, out: Path | str | None = None, password: str = "") -> Path:
        """Print every sheet as the page set-up says; beside the file when ``out`` is not given. With a ``password`` to
        open it where one is given."""
        target = Path(out) if out else Path(path).with_suffix(".pdf")
        self._ask("to_pdf", path=_absolute(path), out=_absolute(target), password=password)
        return target

    def save_text(self, path: Path | str, out: Path | str, password: str = "") -> Path:
        """Save a document of the word processor as ``out`` (.docx .doc .odt .rtf)."""
        self._ask("save_text", path=_absolute(path), out=_absolute(out), password=password)
        return Path(out)

    def to_png(self, pdf: Path | str, dpi: int = 80) -> list[Path]:
        """One picture a page, beside the PDF, in page order."""
        pdf = Path(pdf)
        _required("pdftoppm")
        subprocess.run(
            ["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(pdf.with_suffix(""))],
            check=True,
            timeout=self.seconds,
        )
        return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"), key=lambda page: int(page.stem.rsplit("-", 1)[1]))

    def close(self) -> None:
        """Stop soffice with everything it started and remove its profile."""
        process, self._process = self._process, None
        if process is not None:
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)
            process.stdout.close()
            _kill_group(process.pid)
        if self._profile is not None:
            shutil.rmtree(self._profile, ignore_errors=True)
            self._profile = None

    # -- how it is done ----------------------------------------------------------------------

    def _start(self) -> None:
        _required("soffice")
        self._profile = Path(tempfile.mkdtemp(prefix="kehoach-office-"))
        (self._profile / "user").mkdir()
        (self._profile / "user" / "registrymodifications.xcu").write_text(self._settings, encoding="utf-8")
        ours = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "DISPLAY"))}
        worker, *arguments = self._worker
        self._process = subprocess.Popen(
            [str(UNO_PYTHON), worker, str(self._profile), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**ours, **self._environment},
            start_new_session=True,
        )
        self._answers = queue.Queue()
        threading.Thread(target=_forward, args=(self._process.stdout, self._answers), daemon=True).start()

    def _ask(self, command: str, **arguments: Any) -> Any:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._start()
        try:
            self._process.stdin.write(json.dumps({"command": command, **arguments}) + "\n")
            self._process.stdin.flush()
            line = self._answers.get(timeout=self.seconds)
        except (queue.Empty, OSError):
            line = None
        if not line:
            self._kill()
            raise OfficeError(f"LibreOffice did not answer to {command} {arguments} within {self.seconds} s")
        answer = json.loads(line)
        if "error" in answer:
            raise OfficeError(f"LibreOffice, {command} {arguments.get('path')}: {answer['error']}")
        return answer["value"]

    def _kill(self) -> None:
        if self._process is not None:
            _kill_group(self._process.pid)
        self.close()


def _kill_group(group: int) -> None:
    """Kill whatever is left of a process group that we started, and see it gone."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            return
        time.sleep(0.02)


def _forward(stream: Any, answers: queue.Queue[str]) -> None:
    try:
        for line in stream:
            answers.put(line)
    except ValueError:  # closed while reading
        pass
    answers.put("")


def _required(program: str) -> None:
    if shutil.which(program) is None or not UNO_PYTHON.exists():
        raise OfficeError(f"{program} is missing: {INSTALL}")


def _absolute(path: Path | str) -> str:
    return str(Path(path).resolve())


def _portable(value: Any) -> Any:
    """JSON for one cell value; a date travels as its serial."""
    if isinstance(value, date):
        return {"serial": (date(value.year, value.month, value.day) - DAY_ZERO).days}
    return value


def text_pages(pdf: Path) -> list[str]:
    """The text of each page of a PDF, laid out as it stands there."""
    _required("pdftotext")
    ran = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    return ran.stdout.decode().split("\f")[:-1]
