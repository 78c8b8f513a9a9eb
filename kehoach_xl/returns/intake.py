"""The folder of returned files: which files count, and a verdict on each, one at a time."""

from pathlib import Path

from kehoach_xl.errors import Stop, why
from kehoach_xl.ooxml.reading import read_workbook
from kehoach_xl.returns.identify import UNREADABLE, Expectation, Verdict, identify

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


def verdict(path: Path, folder: Path, expected: Expectation) -> Verdict:
    """What one file is; a file that cannot be read says why, so that the rest can go on."""
    name = str(path.relative_to(folder))
    try:
        return identify(path, name, read_workbook(path, name=name), expected)
    except Stop as stop:
        return Verdict(name, UNREADABLE, stop.message)
    except OSError as error:
        return Verdict(name, UNREADABLE, Stop("MERGE_032", name=name, reason=why(error)).message)
