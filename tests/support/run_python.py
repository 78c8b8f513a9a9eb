"""What xlwings' RunPython does with its string, for a workbook file: run it with the workbook as the caller.

``python run_python.py COMMAND WORKBOOK`` leaves beside the workbook what was run and what was said to the person, as
``WORKBOOK.told``: it appears when all is done.
"""

import contextlib
import io
import sys
from pathlib import Path

import xlwings

from kehoach_xl.engine.opening import open_book


def run_python(command: str, path: Path) -> str:
    """Run it; what was said to the person. Questions are answered with yes."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), open_book(path, write=True) as book:
        book.set_mock_caller()
        try:
            exec(command, {"__name__": "__main__"})
        finally:
            del xlwings.Book._mock_caller
    return said.getvalue()


def told(path: Path) -> Path:
    return path.with_name(f"{path.name}.told")


if __name__ == "__main__":
    _, command, workbook = sys.argv
    outcome = run_python(command, Path(workbook))
    unfinished = told(Path(workbook)).with_suffix(".part")
    unfinished.write_text(f"{command}\n{outcome}", encoding="utf-8")
    unfinished.replace(told(Path(workbook)))
