"""The model to a file: what changed since it was read is put into the file it came from by our own file engine.

So a saved file keeps everything the model does not know of. Which rows are hidden, filters and number formats
that changed on the screen are not written.
"""

import tempfile
from pathlib import Path

from kehoach_xl.engine import open_book
from tests.support.excel_com.model import Book


def as_bytes(book: Book) -> bytes:
    """The workbook as it is on the screen, as a file."""
    if not book.renamed and not any(s.touched or s.refitted_columns or s.repaged for s in book.sheets):
        return book.origin
    with tempfile.TemporaryDirectory(prefix="excel-") as folder:
        path = Path(folder, book.path.name)
        path.write_bytes(book.origin)
        with open_book(path, write=True) as file:
            for sheet in book.sheets:
                target = file.sheets[sheet.name]
                for at in sorted(sheet.touched):
                    if at in sheet.formulas:
                        target.range(at).formula = sheet.formulas[at]
                    else:
                        target.range(at).raw_value = sheet.values.get(at)
                for number in sheet.refitted_columns:
                    target.impl.grid.hide_columns(number, number, number in sheet.hidden_columns)
                if sheet.repaged:
                    target.page_setup.print_area = sheet.print_area
            for key in book.renamed:
                file.names[book.names[key].name].refers_to = book.names[key].refers_to
            file.app.calculate()
            file.save()
        return path.read_bytes()


def saved(book: Book) -> None:
    """The file now says what the screen says."""
    book.origin = book.path.read_bytes()
    for sheet in book.sheets:
        sheet.touched.clear()
        sheet.refitted_columns.clear()
        sheet.repaged = False
    book.renamed.clear()
    book.saved = True


def replace_file(path: Path, data: bytes) -> None:
    """The old file or the new one, at every moment."""
    temporary = path.with_name(f"~{path.stem}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
