"""The table of docs/architecture.md says who may import whom; the code keeps to it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kehoach_xl"
# Everybody may import these.
FOR_ALL = {"messages", "errors", "stopping", "processes"}
TOGETHER = {"window": "panel", "attached": "panel", "__main__": "cli"}


def table() -> dict[str, set[str]]:
    """{part: what it may import}, as the documents say."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0].startswith("`"):
            allowed = set(re.findall(r"[a-z]+", cells[2]))
            names = [name.rstrip("/") for name in re.findall(r"`([a-z/]+)`", cells[0])]
            for name in names:
                found[name] = allowed | set(names)
    return found


def imported(part: str) -> set[str]:
    """The parts of the package that a part imports anywhere in its modules."""
    path = PACKAGE / part
    files = list(path.rglob("*.py")) if path.is_dir() else [PACKAGE / f"{part}.py"]
    names = set()
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kehoach_xl"):
            inner = (node.module or "").split(".")[1:2]
            names |= set(inner) or {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("kehoach_xl.")}
    return names - {part, "__version__"}


PARTS = sorted(
    {path.stem if path.is_file() else path.name for path in PACKAGE.iterdir()
     if path.suffix == ".py" or (path / "__init__.py").is_file()} - {"__init__"}
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_part_imports_what_the_table_allows(part: str) -> None:
    allowed = table()[TOGETHER.get(part, part)]
    assert imported(part) - allowed - FOR_ALL - set(TOGETHER) == set()


def test_the_table_names_nothing_that_is_not_there() -> None:
    assert set(table()) == set(PARTS) - set(TOGETHER)
