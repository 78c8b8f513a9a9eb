"""The old binary format through calamine: .xls (BIFF).

Only in the capped worker: calamine holds a sheet as one dense rectangle, so that a cell far away may end the process,
and some files make it panic. It shows error cells as blanks and no formulas, fonts or percent formats.
"""

import io
import struct
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml import sniff
from kehoach_xl.ooxml.limits import RETURN_LIMITS
from kehoach_xl.ooxml.properties import Value
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook
from kehoach_xl.ooxml.refs import cell_name
from kehoach_xl.ooxml.workbook import Flags

_WIDEST = 3_000_000  # cells of the rectangle, empty ones included; each costs 24 bytes before we see it
_STATES = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "veryHidden"}
_FILE_PASS, _FIRST_RECORDS = 0x2F, 10
_DAY_ZERO = datetime(1899, 12, 30)
_DOCUMENT = "\x05DocumentSummaryInformation"


class Protected(Exception):
    """The file opens only with a password."""


def read_xls(data: bytes, name: str) -> ReadWorkbook:
    """An .xls. Raises Protected, and Stop INTAKE_002 or INTAKE_004."""
    book = ReadWorkbook(name, "xls", _sheets(data, name))
    _read_summary(data, book)
    return book


def _sheets(data: bytes, name: str) -> list[ReadSheet]:
    import python_calamine

    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as found:
            return [_sheet(found, meta, name) for meta in found.sheets_metadata]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if data.startswith(sniff.OLE) and _has_password(data):
            raise Protected from error
        raise Stop("INTAKE_002", name=name) from error


def _sheet(found: Any, meta: Any, name: str) -> ReadSheet:
    sheet = ReadSheet(meta.name, _STATES.get(str(meta.visible).rpartition(".")[2], "visible"))
    if not str(meta.typ).endswith("WorkSheet"):
        return sheet
    source = found.get_sheet_by_name(meta.name)
    if source.end is None:
        return sheet
    rows, columns, count = source.end[0] + 1, source.end[1] + 1, 0
    if rows * columns > _WIDEST:
        raise Stop("INTAKE_004", name=name, sheet=meta.name, cell=cell_name(rows, columns))
    for row, values in enumerate(source.to_python(skip_empty_area=False), 1):
        line = {column: _cell(value) for column, value in enumerate(values, 1) if value != ""}
        if line:
            sheet.lines[row] = line
        count += len(line)
        if count > RETURN_LIMITS.cells:
            raise Stop("GATE_019", name=name, part=meta.name, limit=RETURN_LIMITS.cells)
    for (top, left), (bottom, right) in source.merged_cell_ranges or ():
        sheet.merges.append((top + 1, left + 1, bottom + 1, right + 1))
    return sheet


def _cell(value: Any) -> Cell:
    """Dates come as such; they become serials of the 1900 system again, which every reader of cells expects."""
    if isinstance(value, bool):
        return Cell("bool", value, str(int(value)), None, "")
    if isinstance(value, str):
        return Cell("text", value, value, None, "")
    if isinstance(value, int | float):
        if value - value != 0:  # NaN and infinities
            return Cell("text", str(value), str(value), None, "")
        text = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
        return Cell("number", float(value), text, None, "")
    serial = _serial(value)
    text = str(int(serial)) if serial == int(serial) else repr(serial)
    return Cell("date", serial, text, None, "")


def _serial(value: date | datetime | time | timedelta) -> float:
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second) / timedelta(days=1)
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (moment.replace(tzinfo=None) - _DAY_ZERO) / timedelta(days=1)


def _has_password(data: bytes) -> bool:
    """Whether a FilePass record stands among the first of the workbook ([MS-XLS] 2.4.117)."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            stream = ole.openstream("Workbook" if ole.exists("Workbook") else "Book")
            for _ in range(_FIRST_RECORDS):
                number, length = struct.unpack("<HH", stream.read(4))
                if number == _FILE_PASS:
                    return True
                stream.seek(length, io.SEEK_CUR)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error):
        pass
    return False


def _read_summary(data: bytes, book: ReadWorkbook) -> None:
    """Properties, times and what else the OLE file holds; whatever of it is broken is left out."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            folders = [path[0].upper() for path in ole.listdir(streams=True, storages=True)]
            book.flags = Flags(
                has_macros=any(folder.startswith("_VBA_PROJECT") for folder in folders),
                ole_objects=any(folder.startswith(("MBD", "LNK")) for folder in folders),
            )
            book.created, book.modified = _times(ole)
            if ole.exists(_DOCUMENT):
                book.properties = _custom(ole)
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, LookupError):
        return


def _times(ole: Any) -> tuple[datetime | None, datetime | None]:
    meta = ole.get_metadata()
    created, saved = (
        moment.replace(tzinfo=UTC) if isinstance(moment, datetime) else None
        for moment in (meta.create_time, meta.last_saved_time)
    )
    return created, saved


def _custom(ole: Any) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for one in ole.get_userdefined_properties(_DOCUMENT):
        value = one["value"]
        if isinstance(value, bytes):
            value = _decoded(value)
        if isinstance(value, str | int | float):
            found[str(one["property_name"])] = value
    return found


def _decoded(value: bytes) -> str:
    try:
        return value.rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError:
        return value.rstrip(b"\0").decode("cp1258", "replace")
