"""The only module that may touch ``.api`` or know which engine it talks to."""

import contextlib
import math
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import xlwings

from kehoach_xl.engine.contract import ENGINE_NAME
from kehoach_xl.engine.saving import as_stop, read_origin, sync_folder, write_synced
from kehoach_xl.engine.values import ERROR_TEXTS, Block, Value, as_block, normal
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.refs import MAX_COLUMN, cell_name


class BlockWrite(NamedTuple):
    """A rectangle to write: sheet name, first row and column (from 1), rows of equal length.

    ``kind`` is "value" (text stays text, whatever it starts with) or "formula" ("=…" is a formula).
    """

    sheet: str
    row: int
    column: int
    rows: Sequence[Sequence[object]]
    kind: str = "value"


class _Entered(str):
    """A formula, told apart from a text that happens to begin with "="."""


def is_file_book(book: xlwings.Book) -> bool:
    """Whether the book is a file of our own engine, not one open in Excel."""
    return book.app.engine.name == ENGINE_NAME


def read_block(book: xlwings.Book, sheet: str, row: int, column: int, rows: int, columns: int) -> Block:
    """``rows`` by ``columns`` plain values in one call; Excel's times and decimals as serials and floats."""
    return as_block(_range(book, sheet, row, column, rows, columns).raw_value)


def backup(book: xlwings.Book, folder: Path, label: str) -> Path:
    """Copy the workbook into ``folder`` as ``stem.YYYYmmdd-HHMMSS.label.suffix``; the path of the copy.

    Files: what is on the disk (a hard link, as saving replaces the file and never writes into it; else a
    copy). Excel: what is on the screen; on macOS, which cannot save a copy, what is on the disk.
    ``Stop("OPEN_023")`` when it cannot be made.
    """
    path = Path(book.fullname)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        target = _unused(folder, f"{path.stem}.{stamp}.{label}", path.suffix)
        if is_file_book(book):
            _link_or_copy(path, target)
        elif sys.platform == "darwin":
            write_synced(target, read_origin(path).data)  # Excel itself writes into its file: no link
        else:
            book.api.SaveCopyAs(str(target))
        sync_folder(folder)
    except OSError as error:
        raise Stop("OPEN_023", folder=folder, reason=as_stop(error, path).message.text) from error
    except Stop:
        raise
    except Exception as error:  # COM errors derive from Exception only
        raise Stop("OPEN_023", folder=folder, reason=str(error)) from error
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


def write_blocks(book: xlwings.Book, blocks: Sequence[BlockWrite]) -> None:
    """Write all blocks, read them back, compare; on any failure put the old contents back and raise ``Stop``.

    Everything is read before anything is written. OPEN_021: the old contents stand again; OPEN_022: they do
    not, and the book must be closed unsaved. Per block: two reads before, one write, two reads after.
    """
    prepared = [_prepared(block) for block in blocks]
    before = [_snapshot(book, block) for block in prepared]
    done = 0
    try:
        for block in prepared:
            done += 1
            _write(book, block)
        for block in prepared:
            if difference := _difference(book, block):
                raise ValueError(difference)
    except Stop:
        _restore(book, prepared[:done], before)
        raise
    except Exception as error:
        code = "OPEN_021" if _restore(book, prepared[:done], before) else "OPEN_022"
        raise Stop(code, sheet=prepared[done - 1].sheet, reason=str(error)) from error


def fit_rows(book: xlwings.Book, blocks: Iterable[BlockWrite]) -> None:
    """Fit the height of every row of a file that the value ``blocks`` touched, hidden sheets left out.

    Excel fits rows itself as they are written; asking it to would undo heights that a person set.
    """
    if not is_file_book(book):
        return
    touched: dict[str, set[int]] = {}
    for block in blocks:
        if block.kind == "value":
            touched.setdefault(block.sheet, set()).update(range(block.row, block.row + len(block.rows)))
    for name, rows in touched.items():
        sheet = book.sheets[name]
        if sheet.visible:
            for first, last in _runs(sorted(rows)):
                sheet.range((first, 1), (last, MAX_COLUMN)).rows.autofit()


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """
    >>> list(_runs([2, 3, 4, 7]))
    [(2, 4), (7, 7)]
    """
    first = 0
    for index, number in enumerate(numbers, 1):
        if index == len(numbers) or numbers[index] != number + 1:
            yield numbers[first], number
            first = index


def _prepared(block: BlockWrite) -> BlockWrite:
    """Values as they will read back, formulas marked; ``Stop`` for what no cell can hold."""
    rows = [
        [normal(cell, block.sheet, cell_name(row, column)) for column, cell in enumerate(line, block.column)]
        for row, line in enumerate(block.rows, block.row)
    ]
    if block.kind == "formula":
        rows = [[_Entered(cell) if str(cell).startswith("=") else cell for cell in line] for line in rows]
    return block._replace(rows=rows)


def _snapshot(book: xlwings.Book, block: BlockWrite) -> list[list[object]]:
    """What stands there: formulas where there are formulas, else plain values."""
    area = _area(book, block)
    values, formulas = as_block(area.raw_value), _formulas(area)
    return [
        [_Entered(f) if f.startswith("=") and f != v else v for v, f in zip(line, texts, strict=True)]
        for line, texts in zip(values, formulas, strict=True)
    ]


def _restore(book: xlwings.Book, blocks: Sequence[BlockWrite], before: list[list[list[object]]]) -> bool:
    """Put the old contents back, last block first; whether all of them stand there again."""
    for block, old in reversed(list(zip(blocks, before, strict=False))):
        # The block that failed may refuse again; what counts is what stands there in the end.
        with contextlib.suppress(Exception):
            _write(book, block._replace(rows=old))
    try:
        return all(_snapshot(book, block) == old for block, old in zip(blocks, before, strict=False))
    except Exception:
        return False


def _write(book: xlwings.Book, block: BlockWrite) -> None:
    area = _area(book, block)
    entered = any(isinstance(cell, _Entered) for line in block.rows for cell in line)
    if is_file_book(book):
        # Here raw_value never makes a formula and formula always does, so each gets its own cells.
        area.raw_value = [
            [None if isinstance(cell, _Entered) else cell for cell in line] for line in block.rows
        ]
        for r, line in enumerate(block.rows if entered else ()):
            for c, cell in enumerate(line):
                if isinstance(cell, _Entered):
                    area(r + 1, c + 1).formula = str(cell)
        return
    # Excel reads what it is given as if it were typed: «05/11» would become a date, «007» a number, «=A1» a
    # formula. A leading apostrophe says «text» and is not part of the cell's value.
    rows = [[_typed(value) for value in line] for line in block.rows]
    if entered:
        area.formula = rows
    else:
        area.raw_value = rows


def _typed(value: object) -> object:
    """What to hand to Excel so that ``value`` stands in the cell."""
    if isinstance(value, int) and not isinstance(value, bool):
        return ERROR_TEXTS[value]
    if isinstance(value, _Entered):
        return str(value)
    if not isinstance(value, str):
        return value
    # Plain words are left alone: an apostrophe on every text would show in the formula bar. Long texts are
    # never read as dates, short ones with a digit may be.
    word = value[0].isalpha() and (len(value) > 60 or not any(char.isdigit() for char in value))
    return value if word and value.casefold() not in ("true", "false") else "'" + value


def _difference(book: xlwings.Book, block: BlockWrite) -> str:
    area = _area(book, block)
    values = as_block(area.raw_value)
    exact = is_file_book(book)
    formulas = _formulas(area)
    for r, line in enumerate(block.rows):
        for c, wanted in enumerate(line):
            if isinstance(wanted, _Entered):
                same = formulas[r][c].startswith("=")
            else:
                same = _same(values[r][c], wanted, exact)
            if not same:
                return f"ô {cell_name(block.row + r, block.column + c)} đọc lại khác giá trị đã ghi"
    return ""


def _same(found: Value, wanted: object, exact: bool) -> bool:
    if wanted is None:
        return found in (None, "")
    if not exact and isinstance(found, float) and isinstance(wanted, float):
        # Excel gives date cells as times in milliseconds and currency cells with four decimals.
        return math.isclose(found, wanted, rel_tol=1e-12, abs_tol=6e-5)
    return type(found) is type(wanted) and found == wanted


def _formulas(area: xlwings.Range) -> list[list[str]]:
    found = area.formula
    if not isinstance(found, list | tuple):
        return [[found]]
    return [list(line) for line in (found if isinstance(found[0], list | tuple) else [found])]


def _area(book: xlwings.Book, block: BlockWrite) -> xlwings.Range:
    return _range(book, block.sheet, block.row, block.column, len(block.rows), len(block.rows[0]))


def _range(book: xlwings.Book, sheet: str, row: int, column: int, rows: int, columns: int) -> xlwings.Range:
    if sheet not in book.sheet_names:
        raise Stop("OPEN_024", name=book.name, sheet=sheet)
    return book.sheets[sheet].range((row, column), (row + rows - 1, column + columns - 1))
