"""Runs inside LibreOffice's own Python: one soffice, one request a line on stdin, one JSON answer a line.

Started by :mod:`tests.support.libreoffice` as ``python3 office_worker.py PROFILE_FOLDER``. Ends with soffice
as soon as stdin closes, so that a killed test run leaves nothing behind.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.util import NumberFormat  # noqa: F401  (makes uno load the type)

FORMULA_CONTENT, ERROR_RESULT = 16, 4  # com.sun.star.sheet.CellFlags.FORMULA, FormulaResult.ERROR
FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
    ".html": "HTML (StarCalc)",
}
TEXTS = {".docx": "MS Word 2007 XML", ".doc": "MS Word 97", ".odt": "writer8", ".rtf": "Rich Text Format"}
START_SECONDS = 60
POINTS = 72 / 2540  # of a hundredth of a millimetre


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def start(profile, display=("--headless", "--invisible")):
    """Start soffice on a throw-away profile; give (process, desktop)."""
    pipe = "kehoach" + Path(profile).name.replace("_", "")
    process = subprocess.Popen(
        [
            "soffice", *display, "--norestore", "--nologo", "--nodefault", "--nolockcheck",
            "-env:UserInstallation=" + Path(profile).as_uri(), "--accept=pipe,name=" + pipe + ";urp;",
        ],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    address = "uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext"
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            context = resolver.resolve(address)
            return process, context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        except Exception:
            if process.poll() not in (None, 0) or time.monotonic() > until:
                raise
            time.sleep(0.1)


def opened(desktop, path, read_only=True):
    settings = properties(Hidden=True, ReadOnly=read_only, MacroExecutionMode=0, UpdateDocMode=0)
    document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, settings)
    if document is None:
        raise RuntimeError("LibreOffice cannot open " + str(path))
    return document


def column_letters(index):
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cells_of(ranges):
    for area in ranges.getRangeAddresses():
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                yield row, column


def sheet_values(sheet):
    """{address: value} of the cells that hold something; a failing formula gives its error text."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.getRangeAddress()
    used = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
    grid = used.getDataArray()
    formulas = set(cells_of(used.queryContentCells(FORMULA_CONTENT)))
    errors = set(cells_of(used.queryFormulaCells(ERROR_RESULT)))
    values = {}
    for row, line in enumerate(grid):
        for column, value in enumerate(line):
            if (row, column) in errors:
                value = used.getCellByPosition(column, row).getString()
            if value not in ("", None) or (row, column) in formulas:
                values[column_letters(column) + str(row + 1)] = value
    return values


def recalculated(desktop, path):
    document = opened(desktop, path)
    try:
        document.calculateAll()
        return {sheet.Name: sheet_values(sheet) for sheet in document.Sheets}
    finally:
        document.close(True)


def fill(document, sheet_name, address, value):
    """Put one value into a cell as a person could: UNO itself would write over a locked one."""
    sheet = document.Sheets.getByName(sheet_name)
    cell = sheet.getCellRangeByName(address)
    if sheet.isProtected() and cell.CellProtection.IsLocked:
        raise RuntimeError(f"{sheet_name}!{address} is locked")
    if value is None:
        cell.setString("")
    elif isinstance(value, dict):
        keys = document.NumberFormats
        code, locale = "DD/MM/YYYY", uno.createUnoStruct("com.sun.star.lang.Locale")
        key = keys.queryKey(code, locale, False)
        cell.NumberFormat = key if key != -1 else keys.addNew(code, locale)
        cell.setValue(value["serial"])
    elif isinstance(value, str):
        cell.setString(value)
    else:
        cell.setValue(value)
    now = cell.getString() if value is None or isinstance(value, str) else cell.getValue()
    wanted = "" if value is None else value["serial"] if isinstance(value, dict) else value
    if now != wanted:
        raise RuntimeError(f"{sheet_name}!{address} holds {now!r} instead of {wanted!r}")


def resave(desktop, path, out, cells, password=""):
    document = opened(desktop, path, read_only=False)
    try:
        for sheet_name, address, value in cells:
            fill(document, sheet_name, address, value)
        document.calculateAll()
        protected = _protection(Path(out).suffix.lower(), password) if password else {}
        how = properties(FilterName=FILTERS[Path(out).suffix.lower()], Overwrite=True, **protected)
        document.storeToURL(Path(out).as_uri(), how)
        return str(out)
    finally:
        document.close(True)


def _protection(ending, password):
    """What asks for encryption: Excel's new formats want a kind besides the password."""
    if ending != ".xlsx":
        return {"Password": password}
    kind = [NamedValue(Name="CryptoType", Value="Standard"), NamedValue(Name="OOXPassword", Value=password)]
    return {"EncryptionData": uno.Any("[]com.sun.star.beans.NamedValue", tuple(kind))}


def rearranged(desktop, path, out, steps):
    """Do to a workbook what a person does: each step is [what, sheet, …] with columns and rows counted from 1."""
    document = opened(desktop, path, read_only=False)
    try:
        for what, sheet, *arguments in steps:
            STEPS[what](document.Sheets.getByName(sheet), *arguments)
        document.calculateAll()
        document.storeToURL(Path(out).as_uri(), properties(FilterName=FILTERS[Path(out).suffix], Overwrite=True))
        return str(out)
    finally:
        document.close(True)


def move_column(sheet, source, before):
    """Cut a column and insert it before another one further left."""
    sheet.Columns.insertByIndex(before - 1, 1)
    column = sheet.Columns.getByIndex(source)
    width, visible = column.Width, column.IsVisible
    sheet.moveRange(sheet.getCellByPosition(before - 1, 0).CellAddress, column.RangeAddress)
    sheet.Columns.removeByIndex(source, 1)
    moved = sheet.Columns.getByIndex(before - 1)
    moved.Width, moved.IsVisible = width, visible


def hide_column(sheet, column):
    sheet.Columns.getByIndex(column - 1).IsVisible = False


STEPS = {
    "write": lambda sheet, row, column, text: sheet.getCellByPosition(column - 1, row - 1).setString(text),
    "insert column": lambda sheet, before: sheet.Columns.insertByIndex(before - 1, 1),
    "insert row": lambda sheet, before: sheet.Rows.insertByIndex(before - 1, 1),
    "move column": move_column,
    "hide column": hide_column,
    "paint column": lambda sheet, column, rgb: setattr(sheet.Columns.getByIndex(column - 1), "CellBackColor", rgb),
    "rename": lambda sheet, name: sheet.setName(name),
}


def to_pdf(desktop, path, out, password=""):
    document = opened(desktop, path)
    try:
        if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            document.calculateAll()
            name = "calc_pdf_Export"
        else:
            name = "writer_pdf_Export"
        settings = {"FilterName": name, "Overwrite": True}
        if password:
            asked = properties(EncryptFile=True, DocumentOpenPassword=password)
            settings["FilterData"] = uno.Any("[]com.sun.star.beans.PropertyValue", asked)
        document.storeToURL(Path(out).as_uri(), properties(**settings))
        return str(out)
    finally:
        document.close(True)


def save_text(desktop, path, out, password=""):
    """Save a document of the word processor in the format of ``out``."""
    document = opened(desktop, path)
    try:
        ending = Path(out).suffix.lower()
        protected = _protection(".xlsx" if ending == ".docx" else ending, password) if password else {}
        document.storeToURL(Path(out).as_uri(), properties(FilterName=TEXTS[ending], Overwrite=True, **protected))
        return str(out)
    finally:
        document.close(True)


def row_heights(desktop, path, sheet_name):
    """{row: [points as opened, points LibreOffice itself would give it]} of the used area.

    LibreOffice would also make room for hidden columns, which nobody sees: these are set not to wrap.
    """
    document = opened(desktop, path, read_only=False)
    try:
        sheet = document.Sheets.getByName(sheet_name)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        used = cursor.getRangeAddress()
        rows = [sheet.Rows.getByIndex(index) for index in range(used.EndRow + 1)]
        stored = [row.Height for row in rows]
        for index in range(used.EndColumn + 1):
            column = sheet.Columns.getByIndex(index)
            if not column.IsVisible:
                column.IsTextWrapped = False
        for row in rows:
            row.OptimalHeight = True
        heights = zip(stored, rows, strict=True)
        return {str(n): [old * POINTS, row.Height * POINTS] for n, (old, row) in enumerate(heights, 1)}
    finally:
        document.close(True)


COMMANDS = {
    "recalculated": recalculated, "resave": resave, "rearranged": rearranged, "row_heights": row_heights,
    "to_pdf": to_pdf, "save_text": save_text,
}  # fmt: skip


def serve(profile):
    process, desktop = start(profile)
    try:
        for line in sys.stdin:
            request = json.loads(line)
            try:
                answer = {"value": COMMANDS[request.pop("command")](desktop, **request)}
            except Exception as problem:
                answer = {"error": f"{type(problem).__name__}: {problem}"}
            print(json.dumps(answer), flush=True)
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    serve(sys.argv[1])
