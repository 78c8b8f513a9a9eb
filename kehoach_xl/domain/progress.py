"""What an agency reports for a task in a period: nine fields, read from cells and written back.

A value is ``str | float | date | None``. A cell that cannot be understood in exactly one way keeps its
raw text (:class:`~kehoach_xl.domain.values.Unclear` says why), so that nothing typed is ever lost.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kehoach_xl.domain import values
from kehoach_xl.domain.values import Reading, Unclear

Value = str | float | date | None
Raw = str | float | bool | None

_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Field:
    """One reporting column: its identifier, the Vietnamese heading, and the kind of value."""

    id: str
    label: str
    kind: str


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
)
FIELD: Mapping[str, Field] = {field.id: field for field in FIELDS}

# A row of the record: which task, which agency, which period.
RowKey = tuple[str, str, str]
# One cell of the record: a row and a field.
CellKey = tuple[str, str, str, str]


def tidy(text: str) -> str | None:
    """Text as typed, composed (NFC), line ends unified, outer blanks dropped; empty means nothing."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return text.strip(" \t\n\u200b\ufeff") or None


def read(field: str, raw: Raw, percent_format: bool = False, date1904: bool = False) -> Reading | Unclear:
    """Understand one typed cell of a reporting column; an empty cell reads as ``None``."""
    if isinstance(raw, str):
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
        case "date":
            return values.read_date(raw, date1904)
    return Reading(as_text(raw), None)


def take(field: str, raw: Raw) -> Value:
    """The value of a cell of our own sheets; what is unclear keeps its raw form as text.

    Numbers stand there as they were written, so a percent of 1 is 1 %; the check asks about doubtful ones.
    """
    if isinstance(raw, float) and FIELD[field].kind in ("percent", "quantity"):
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
    return str(int(raw)) if raw == int(raw) else repr(raw)


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
    """The inverse of :func:`to_json` for a field."""
    if FIELD[field].kind == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def show(value: Value) -> str:
    """A value in a Vietnamese sentence: dd/mm/yyyy, decimal comma, «(trống)» for nothing."""
    if isinstance(value, str):
        return value
    return "(trống)" if value is None else values.shown(value)
