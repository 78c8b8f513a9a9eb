"""The only module that may touch ``.api``: what Excel has and xlwings' portable members have not."""

import contextlib
import glob
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import xlwings

from kehoach_xl.engine.contract import ENGINE_NAME
from kehoach_xl.engine.patience import give_back, raise_if_busy, reason
from kehoach_xl.engine.saving import read_origin, sync_folder, temporary_path, write_synced
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.refs import column_letters

SHOWN_WIDTH = 20.0  # characters
PDF = 0  # xlTypePDF
VALUE_LIST, MOST_OPERATOR = 7, 7  # xlFilterValues; operators above are colours, icons and «this month»


def located(book: xlwings.Book, engine: str) -> Path:
    """Where the book is stored. Raises Stop OPEN_026 (never saved, or in the cloud) and OPEN_004 (read-only): the
    copies of an operation need a folder of this machine, and its result a file that may be written."""
    if engine == ENGINE_NAME:
        return Path(book.fullname)
    try:
        full = book.fullname
    except xlwings.XlwingsError as error:  # a SharePoint address that matches no folder here
        raise Stop("OPEN_026", name=book.name) from error
    path = Path(full)
    if "://" in full or not ("/" in full or "\\" in full):
        raise Stop("OPEN_026", name=full)
    if sys.platform != "darwin" and engine == "excel" and book.api.ReadOnly:
        raise Stop("OPEN_004", path=path)
    return path


def backup(book: xlwings.Book, engine: str, path: Path, folder: Path, label: str) -> Path:
    """Copy the workbook at ``path`` into ``folder`` as ``stem.YYYYmmdd-HHMMSS.label.suffix``; the copy's path.

    Files: what is on the disk, which bears its name only when it is whole. Never a link: other programs write into
    the file itself, and would write into the copy. Excel: what is on the screen; on macOS, which cannot save a copy,
    what is on the disk.
    ``Stop("OPEN_023")`` when it cannot be made.
    """
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            sync_folder(folder.parent)
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        target = _unused(folder, f"{path.stem}.{stamp}.{label}", path.suffix)
        if engine == ENGINE_NAME or sys.platform == "darwin":
            _copy(path, target)
        else:
            book.api.SaveCopyAs(str(target))
        sync_folder(folder)
    except Stop:
        raise
    except Exception as error:  # COM errors derive from Exception only
        raise_if_busy(error)
        raise Stop("OPEN_023", folder=folder, reason=reason(error)) from error
    return target


def _unused(folder: Path, stem: str, suffix: str) -> Path:
    target, count = folder / f"{stem}{suffix}", 1
    while target.exists():
        count += 1
        target = folder / f"{stem}-{count}{suffix}"
    return target


def _copy(path: Path, target: Path) -> None:
    """A copy that is whole from the moment it bears its name. What a run that was cut off left goes first."""
    for leftover in target.parent.glob(f".~{glob.escape(path.stem)}.*.tmp"):
        leftover.unlink(missing_ok=True)
    temporary = temporary_path(target)
    try:
        write_synced(temporary, read_origin(path).data)
        temporary.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def unfiltered(sheet: xlwings.Sheet) -> Iterator[None]:
    """In Excel, all rows shown for the length of the ``with``, then filtered again as they were.

    Raises Stop OPEN_027, before anything is shown, for a filter that Excel does not tell (colours, dates in
    groups, the advanced filter).
    """
    api = sheet.api
    if not api.FilterMode:
        yield
        return
    filtered = _filters(sheet)
    try:
        api.ShowAllData()
        yield
    finally:
        for field, criteria in filtered:
            give_back(lambda field=field, criteria=criteria: api.AutoFilter.Range.AutoFilter(field, *criteria))


def _filters(sheet: xlwings.Sheet) -> list[tuple[int, tuple[object, ...]]]:
    """(column number in the filter, arguments that set it again) of each filtered column."""
    found: list[tuple[int, tuple[object, ...]]] = []
    try:
        filters = sheet.api.AutoFilter.Filters
        for number in range(1, filters.Count + 1):
            one = filters(number)
            if not one.On:
                continue
            operator = _operator(one)
            if operator > MOST_OPERATOR:
                raise ValueError(operator)
            first = one.Criteria1
            if operator == VALUE_LIST:
                found.append((number, (list(first), operator)))
            elif operator in (1, 2):  # and, or
                found.append((number, (first, operator, one.Criteria2)))
            else:
                found.append((number, (first, operator) if operator else (first,)))
    except Exception as error:
        raise_if_busy(error)
        raise Stop("OPEN_027", sheet=sheet.name) from error
    return found


def _operator(filtered: object) -> int:
    """How a filter joins its criteria; 0 for a single one, where Excel may refuse to say."""
    try:
        return int(filtered.Operator or 0)  # type: ignore[attr-defined]
    except Exception as error:
        raise_if_busy(error)
        return 0


def hide_columns(sheet: xlwings.Sheet, engine: str, first: int, last: int, hidden: bool) -> None:
    """Hide or show the columns from ``first`` to ``last``, counted from 1; widths stay. Excel on macOS, where this is
    not to be had, hides a column by making it zero wide, and shows it in one width for all."""
    if engine == ENGINE_NAME:
        sheet.impl.grid.hide_columns(first, last, hidden)
    elif sys.platform != "darwin" and engine == "excel":
        sheet.api.Range(f"{column_letters(first)}:{column_letters(last)}").Hidden = hidden
    else:
        sheet.range((1, first), (1, last)).column_width = 0 if hidden else SHOWN_WIDTH


def export_pdf(sheet: xlwings.Sheet, engine: str, path: Path) -> None:
    """Print one sheet into a PDF file as its page set-up says. In Excel by the one call that it is: xlwings' own
    ``to_pdf`` hides every other sheet meanwhile, which takes calls by the hundred, is refused where the structure of
    the workbook is protected, and leaves sheets hidden when Excel is ended halfway."""
    if sys.platform != "darwin" and engine == "excel":
        sheet.api.ExportAsFixedFormat(Type=PDF, Filename=str(path), IgnorePrintAreas=False, OpenAfterPublish=False)
    else:
        sheet.to_pdf(path)


def save(book: xlwings.Book, engine: str) -> None:
    """Save in place. In Excel by the one call that it is: xlwings' own ``save`` sets other things after saving, and
    an error there would look like a workbook that was not saved."""
    if sys.platform != "darwin" and engine == "excel":
        book.api.Save()
    else:
        book.save()


def choose_file(app: xlwings.App, title: str, endings: Sequence[str]) -> Path | None:
    """Ask for one file by the dialog of Excel, on macOS by that of the system; None when nothing was chosen.

    Raises Stop OPEN_047 for a workbook without Excel, where nobody can be asked.
    """
    if app.engine.name == "excel" and sys.platform != "darwin":
        shapes = ";".join(f"*{ending}" for ending in endings)
        chosen = app.api.GetOpenFilename(FileFilter=f"Văn bản ({shapes}),{shapes}", Title=title)
        return Path(chosen) if isinstance(chosen, str) and chosen else None
    if app.engine.name == "excel":
        asked = subprocess.run(
            ["osascript", "-e", f'POSIX path of (choose file with prompt "{title}")'],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return Path(asked.stdout.strip()) if asked.stdout.strip() else None
    raise Stop("OPEN_047")


def show(book: xlwings.Book, engine: str, path: Path) -> None:
    """Open a file that was just made in the Excel of a book; nothing where there is no Excel to show it."""
    if engine == "excel":
        book.app.books.open(str(path))


def message_box(text: str, title: str) -> bool:
    """Show a box that needs no Excel; False where there is no Windows to show it."""
    try:
        import win32api
        import win32con
    except ImportError:
        return False
    win32api.MessageBox(0, text, title, win32con.MB_ICONWARNING | win32con.MB_SETFOREGROUND)
    return True
