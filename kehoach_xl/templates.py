"""The data shipped with the program: plans, agency registers, sheet layouts, decision tables.

TOML and CSV files are UTF-8. In a CSV file the first row names the columns; lines that start with ``#`` say
where the rules come from and are not data.
"""

import csv
import tomllib
from pathlib import Path
from typing import Any


def folder() -> Path:
    """The folder of the data: inside an installed package, else ``templates/`` of the source tree."""
    package = Path(__file__).parent
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"


def guide(name: str) -> Path | None:
    """A page of the guide, in an installed package or in ``docs/`` of the source tree; None where there is none."""
    package = Path(__file__).parent
    places = (package / "_docs" / name, package.parent / "docs" / name)
    return next((path for path in places if path.is_file()), None)


def load_toml(relpath: str) -> dict[str, Any]:
    """The tables of one TOML file, e.g. ``load_toml("plans/fta-index-ha-tinh-2025.toml")``."""
    with (folder() / relpath).open("rb") as file:
        return tomllib.load(file)


def load_csv(relpath: str) -> tuple[dict[str, str], ...]:
    """The rows of one CSV file, each as column → text; an empty cell is ``""``."""
    with (folder() / relpath).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(line for line in file if not line.startswith("#")))
