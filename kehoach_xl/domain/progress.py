"""What an agency reports for a task in a period: nine fields and six spare ones, read from cells and written back.

A value is ``str | float | date | None``. A cell that cannot be understood in exactly one way keeps its
raw text (:class:`~kehoach_xl.domain.values.Unclear` says why), so that nothing typed is ever lost.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from kehoach_xl.domain import values
from kehoach_xl.domain.values import Reading, Unclear
from kehoach_xl.messages import Message

Value = str | float | date | None
Raw = str | float | bool | None

_EPOCH = date(1899, 12, 30)

# The most a cell of Excel holds.
LONGEST = 32_767

# What goes from both ends of a text.
OUTER = " \t\n\u200b\ufeff"
# As a tuple: «float | int» would be joined anew for each cell.
_NUMBERS = (float, int)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c]")
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Field(NamedTuple):
    """One reporting column: its identifier, the Vietnamese heading, and the kind of value (status, percent, quantity,
    number, text, date). A ``spare`` one is used once she has given it a heading."""

    id: str
    label: str
    kind: str
    spare: bool = False


FIELDS: tuple[Field, ...] = (
    Field("status", "Trạng thái", "status"),
    Field("percent", "Tỷ lệ hoàn thành (%)", "percent"),
    Field("quantity", "Số lượng đã thực hiện", "quantity"),
    Field("result", "Kết quả thực hiện trong kỳ", "text"),
    Field("evidence_no", "Số, ký hiệu văn bản", "text"),
    Field("evidence_date", "Ngày văn bản", "date"),
    Field("finish_date", "Ngày hoàn thành", "date"),
    Field("difficulties", "Khó khăn, vướng mắc", "text"),
    Field("proposals", "Kiến nghị, đề xuất", "text"),
    Field("extra1", "Cột thêm 1", "text", spare=True),
    Field("extra2", "Cột thêm 2", "text", spare=True),
    Field("extra3", "Cột thêm 3", "text", spare=True),
    Field("extra4", "Cột thêm 4", "number", spare=True),
    Field("extra5", "Cột thêm 5", "number", spare=True),
    Field("extra6", "Cột thêm 6", "date", spare=True),
)
STANDARD: tuple[str, ...] = tuple(field.id for field in FIELDS if not field.spare)
SPARE: tuple[str, ...] = tuple(field.id for field in FIELDS if field.spare)
FIELD: Mapping[str, Field] = {field.id: field for field in FIELDS}

# A row of the record: which task, which agency, which period.
RowKey = tuple[str, str, str]
# One cell of the record: a row and a field.
CellKey = tuple[str, str, str, str]


def tidy(text: str) -> str | None:
    """Text as typed, composed (NFC), line ends unified, outer blanks dropped; empty means nothing.

    What no cell can hold goes: control characters, and what lies beyond :data:`LONGEST` (an ellipsis says so).
    """
    if text.isprintable() and 2 * len(text) < LONGEST:  # most cells: one line, nothing hidden
        return unicodedata.normalize("NFC", text).strip(" ") or None
    text = unicodedata.normalize("NFC", storable(_LINE_END.sub("\n", text))).replace("\u00a0", " ")
    return within_cell(text.strip(OUTER)) or None


def within_cell(text: str) -> str:
    """A text as far as a cell holds it; an ellipsis says that there was more."""
    if len(text) <= LONGEST and cell_length(text) <= LONGEST:
        return text
    units = text[:LONGEST].encode("utf-16-le")[: 2 * (LONGEST - 1)]
    return units.decode("utf-16-le", "ignore").rstrip(OUTER) + "…"


def storable(text: str) -> str:
    """Text without the characters that no cell can hold."""
    return text if text.isprintable() else _UNSTORABLE.sub("", text)


def cell_length(text: str) -> int:
    """Length as a cell counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def read(field: str, raw: Raw, percent_format: bool = False, date1904: bool = False) -> Reading | Unclear:
    """Understand one typed cell of a reporting column; an empty cell reads as ``None``."""
    note = None
    if isinstance(raw, str):
        # A letter counts as two units at most.
        if 2 * len(raw) > LONGEST and (length := cell_length(raw.strip())) > LONGEST:
            note = Message("VALUE_043", {"length": length, "limit": LONGEST})
        raw = tidy(raw)
    if raw is None:
        return Reading(None, None)
    match FIELD[field].kind:
        case "status":
            return values.read_status(raw)
        case "percent":
            return values.read_percent(raw, percent_format)
        case "quantity":
            return values.read_quantity(raw)
        case "number":
            return values.read_number(raw)
        case "date":
            return values.read_date(raw, date1904)
    return Reading(raw if isinstance(raw, str) else as_text(raw), note)


def take(field: str, raw: Raw) -> Value:
    """The value of a cell of our own sheets; what is unclear keeps its raw form as text.

    Numbers stand there as they were written, so a percent of 1 is 1 %; the check asks about doubtful ones.
    """
    if raw is None:
        return None
    if isinstance(raw, float) and FIELD[field].kind in ("percent", "quantity", "number"):
        return raw
    reading = read(field, raw)
    if not isinstance(reading, Reading) or isinstance(reading.value, values.Rank):
        return as_text(raw)
    return float(reading.value) if isinstance(reading.value, int) else reading.value


def as_text(raw: Raw) -> str | None:
    """A cell's value as the text a person sees; whole numbers carry no decimals."""
    if raw is None or isinstance(raw, str):
        return tidy(raw) if raw else None
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    return str(int(raw)) if math.isfinite(raw) and raw == int(raw) else repr(raw)


def to_cell(value: Value) -> Raw:
    """What is written into a sheet: dates as serial numbers of the 1900 system."""
    if isinstance(value, date):
        return float((value - _EPOCH).days)
    return value


def from_serial(serial: float) -> date:
    """The day of a serial number of the 1900 system (61 and above)."""
    return _EPOCH + timedelta(days=int(serial))


def to_json(value: Value) -> str | float | None:
    """A value as JSON keeps it; dates as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def from_json(field: str, value: str | float | None) -> Value:
    """The inverse of :func:`to_json` for a field.

    Only a day that could have been read is one: «20251105» and «1925-11-05» are texts that were not.
    """
    if FIELD[field].kind == "date" and isinstance(value, str) and _ISO.fullmatch(value):
        reading = values.read_date(value)
        return value if isinstance(reading, Unclear) or not isinstance(reading.value, date) else reading.value
    return float(value) if isinstance(value, int) else value


def show(value: Value) -> str:
    """A value in a Vietnamese sentence: dd/mm/yyyy, decimal comma, «(trống)» for nothing."""
    if isinstance(value, str):
        return value
    return "(trống)" if value is None else values.shown(value)


def same(a: Value, b: Value) -> bool:
    """Equal values; numbers up to what a cell may round away."""
    if isinstance(a, _NUMBERS) and isinstance(b, _NUMBERS):
        return abs(a - b) < 1e-9
    return a == b
