"""The only module that may touch ``.api``: what Excel has and xlwings' portable members have not."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import xlwings

from kehoach_xl.engine.contract import ENGINE_NAME
from kehoach_xl.engine.saving import read_origin, sync_folder, write_synced
from kehoach_xl.errors import Stop, why

# What COM says while Excel cannot answer: call rejected, retry later, object model suspended (a cell is being
# edited or a dialog is open).
BUSY = frozenset({-2147418111, -2147417846, -2146777998})
# The object is gone: server unavailable, call failed, disconnected.
GONE = frozenset({-2147023174, -2147023170, -2147417848})
# There is no sheet or other member of that name.
NO_SUCH = -2147352565
# How often xlwings asks a busy Excel again before it gives up; its own default is for ever.
ATTEMPTS = 50
# How long a busy Excel is asked to take its settings back, in seconds (she is finishing a cell), and how often one
# that refuses.
PATIENCE, PAUSE, REFUSALS = 20.0, 0.1, 3
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

    Files: what is on the disk (a hard link, as saving replaces the file and never writes into it; else a
    copy). Excel: what is on the screen; on macOS, which cannot save a copy, what is on the disk.
    ``Stop("OPEN_023")`` when it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        target = _unused(folder, f"{path.stem}.{stamp}.{label}", path.suffix)
        if engine == ENGINE_NAME:
            _link_or_copy(path, target)
        elif sys.platform == "darwin":
            write_synced(target, read_origin(path).data)  # Excel itself writes into its file: no link
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


def _link_or_copy(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # another disk, or a file system without links
        try:
            write_synced(target, read_origin(path).data)
        except OSError:
            target.unlink(missing_ok=True)
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


def save(book: xlwings.Book, engine: str) -> None:
    """Save in place. In Excel by the one call that it is: xlwings' own ``save`` sets other things after saving, and
    an error there would look like a workbook that was not saved."""
    if sys.platform != "darwin" and engine == "excel":
        book.api.Save()
    else:
        book.save()


def insist(step: Callable[[], object]) -> bool:
    """Ask something of Excel: a busy one again for a while, one that refuses a few times, one that is gone never.
    Whether it was done; never raises."""
    return _insisted(step) is None


def give_back(step: Callable[[], object]) -> None:
    """Put a setting of Excel's back, like :func:`insist`; what a busy Excel does not take is owed to it until the next
    operation begins."""
    error = _insisted(step)
    if error is not None and is_busy(error):
        _owed.append(step)


def owes() -> bool:
    """Whether settings of Excel could not be put back yet."""
    return bool(_owed)


_owed: list[Callable[[], object]] = []


def _insisted(step: Callable[[], object]) -> Exception | None:
    """The last error when it was not done."""
    # Where one waited in vain the others need not wait again.
    until, refusals = time.monotonic() + (0 if _owed else PATIENCE), 0
    while True:
        try:
            step()
            return None
        except Exception as error:
            refusals += not is_busy(error)
            if refusals >= REFUSALS or _numbers(error) & GONE or time.monotonic() > until:
                return error
            time.sleep(PAUSE)


def _pay() -> None:
    """Put back what the operation before could not. Raises Stop OPEN_028 while Excel is still busy; an Excel that is
    gone is owed nothing."""
    while _owed:
        error = _insisted(_owed[0])
        if error is not None and is_busy(error):
            raise Stop("OPEN_028") from error
        _owed.pop(0)


@contextlib.contextmanager
def talking() -> Iterator[None]:
    """Around everything that may speak with Excel: xlwings gives up on an Excel that stays busy (it would ask for
    ever), what is owed to Excel is put back first, and an Excel that is busy or gone becomes Stop OPEN_028 or
    OPEN_029."""
    module = sys.modules.get("xlwings._xlwindows")
    if module is not None:
        module.N_COM_ATTEMPTS = ATTEMPTS
    _pay()
    try:
        yield
    except Stop:
        raise
    except Exception as error:
        raise_if_busy(error)
        raise


def raise_if_busy(error: Exception) -> None:
    """Raise Stop OPEN_028 (busy) or OPEN_029 (gone) when that is what an error of Excel says."""
    if is_busy(error):
        raise Stop("OPEN_028") from error
    if _numbers(error) & GONE:
        raise Stop("OPEN_029") from error


def is_busy(error: BaseException) -> bool:
    """Whether an error of Excel only says that it cannot answer just now."""
    return bool(_numbers(error) & BUSY) or type(error).__name__ == "ExcelBusyError"


def is_refusal(error: BaseException) -> bool:
    """Whether Excel refused for another reason than that there is no such thing."""
    return bool(_numbers(error)) and NO_SUCH not in _numbers(error)


def message_box(text: str, title: str) -> bool:
    """Show a box that needs no Excel; False where there is no Windows to show it."""
    try:
        import win32api
        import win32con
    except ImportError:
        return False
    win32api.MessageBox(0, text, title, win32con.MB_ICONWARNING | win32con.MB_SETFOREGROUND)
    return True


def reason(error: BaseException) -> str:
    """Why something failed, in words for a message: Excel's own where it gives any."""
    if isinstance(error, Stop):
        return error.message.text.rstrip(".")
    if isinstance(error, OSError):
        return why(error)
    if is_busy(error):
        return "Excel đang bận: có ô đang sửa hoặc hộp thoại đang mở"
    if _numbers(error) & GONE:
        return "Excel đã đóng hoặc không trả lời"
    told = next((part[2] for part in error.args if isinstance(part, tuple) and len(part) > 2 and part[2]), "")
    return str(told or error or type(error).__name__)


def _numbers(error: BaseException) -> set[int]:
    """Every error number a COM error carries, its own and that of what Excel refused."""
    flat = [part for arg in error.args for part in (arg if isinstance(arg, tuple) else (arg,))]
    return {part for part in flat if isinstance(part, int)} if type(error).__name__ == "com_error" else set()
