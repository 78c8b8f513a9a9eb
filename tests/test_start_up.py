"""What a command does not need it does not import: that is most of the time that a short command takes."""

import subprocess
import sys
from pathlib import Path

import pytest

from kehoach_xl.returns import asking
from kehoach_xl.workflows import readers
from tests.workflows.office import Room, doing

ROOT = Path(__file__).resolve().parents[1]
# Wanted by some operations only; each costs 50 to 500 ms of a start.
HEAVY = {"pandas", "numpy", "polars", "matplotlib", "PIL", "openpyxl", "keyring", "holidays", "imapclient", "pdfminer",
         "distributed", "pydantic"}  # fmt: skip
WRITERS = {"xlsxwriter", "docx", "lxml"}
WORKBOOK = {"xlwings"}


def imported(*arguments: str) -> set[str]:
    """The packages that one command brings into its process."""
    say = "import sys; print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    code = f"import atexit; atexit.register(lambda: exec({say!r})); from kehoach_xl.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True)
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["merge", "--help"], ["gop"], ["check", "--sai"]])
def test_a_command_without_a_workbook_imports_none_of_its_engine(arguments: list[str]) -> None:
    found = imported(*arguments)
    assert "kehoach_xl" in found and not found & (HEAVY | WRITERS | WORKBOOK)


@pytest.mark.parametrize("command", ["merge", "check", "distribute"])
def test_an_operation_imports_what_it_works_with(room: Room, command: str) -> None:
    room.send("STP", {"2.3": doing()})
    found = imported(command, "--master", str(room.master), "--json")
    assert found >= WORKBOOK and not found & HEAVY
    assert command == "distribute" or not found & WRITERS


def had_at_first_start(*arguments: str) -> set[str] | None:
    """The packages that were there when one command started its first process; None when it started none."""
    say = "sys.stderr.write(' '.join(('STARTED', *{name.partition('.')[0] for name in sys.modules})) + chr(10))"
    code = f"import sys; sys.addaudithook(lambda event, _: event == 'subprocess.Popen' and {say}); "
    done = subprocess.run(
        [sys.executable, "-c", f"{code}from kehoach_xl.cli import main; main()", *arguments],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    return next((set(line.split()[1:]) for line in done.stderr.splitlines() if line.startswith("STARTED")), None)


def test_a_merge_starts_what_opens_files_before_anything_else(room: Room) -> None:
    found = had_at_first_start("merge", "--master", str(room.master), "--json")
    assert found is not None and not found & WORKBOOK


@pytest.mark.parametrize(
    "arguments", [["merge", "--help"], ["merge", "--sai"], ["merge", "--scheduler", "tcp://127.0.0.1:1"], ["check"]]
)
def test_what_opens_no_files_here_starts_nothing(room: Room, arguments: list[str]) -> None:
    assert had_at_first_start(*arguments, "--master", str(room.master)) is None


def test_what_is_started_ahead_loads_what_a_merge_wants() -> None:
    assert readers.FORMS.function == asking.FORMS.function


def test_everybody_takes_xlwings_from_the_engine() -> None:
    """Else the first to import it would bring pandas along. Excel's own functions run where xlwings is already."""
    direct = {
        str(path.relative_to(ROOT / "kehoach_xl"))
        for path in (ROOT / "kehoach_xl").rglob("*.py")
        if not path.is_relative_to(ROOT / "kehoach_xl" / "engine")
        and any(line.startswith(("import xlwings", "from xlwings")) for line in path.read_text("utf-8").splitlines())
    }
    assert direct == {"worksheet.py"}
