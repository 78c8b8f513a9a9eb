"""The folder of returned files: which files count, and each of them opened, one at a time."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from kehoach_xl.errors import Stop, why
from kehoach_xl.intake.arrived import OPENED, UNREADABLE, Arrived, Source
from kehoach_xl.intake.originals import Originals
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import read_workbook

# What Excel, LibreOffice and the system leave beside real files.
_PASSED_OVER = ("~$", ".", "desktop.ini", "Thumbs.db")


def files(folder: Path) -> list[Path]:
    """Every file below a folder that a person may have put there, in the order of their names.

    Raises Stop MERGE_030 when there is no such folder, MERGE_031 when it holds no file.
    """
    if not folder.is_dir():
        raise Stop("MERGE_030", folder=folder)
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(_PASSED_OVER) for part in path.relative_to(folder).parts)
    )
    if not found:
        raise Stop("MERGE_031", folder=folder)
    return found


def arrivals(
    folder: Path, paths: list[Path], originals: Originals, passwords: Mapping[str, str]
) -> Iterator[tuple[int, Arrived]]:
    """Each of ``paths`` (with its number from 1) and each file inside it, in order. ``passwords``: by hash, and under
    "" those to try on every file, one a line."""
    for number, path in enumerate(paths, 1):
        source = Source(str(path.relative_to(folder)))
        try:
            data = path.read_bytes()
        except OSError as error:
            problem = Message("MERGE_032", {"name": source.name, "reason": why(error)})
            yield number, Arrived(source, "", UNREADABLE, problem=problem)
            continue
        sha = sha256(data).hexdigest()
        try:
            yield number, Arrived(source, sha, OPENED, read_workbook(data, name=source.name))
        except Stop as stop:
            yield number, Arrived(source, sha, UNREADABLE, problem=stop.message)
