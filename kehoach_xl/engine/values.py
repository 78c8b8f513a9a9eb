"""Values as Excel's Value2 gives them: float, str, bool, None, and whole numbers for errors."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import RawCell
from kehoach_xl.ooxml.refs import cell_name
from kehoach_xl.ooxml.text import MAX_TEXT, decode_escapes, excel_length, forbidden_character

Value = str | float | bool | int | None
Block = list[list[Value]]

# The numbers COM hands out for error cells (xlwings._xlwindows.cell_errors); no other value is an int.
ERROR_CODES = {
    "#DIV/0!": -2146826281,
    "#N/A": -2146826246,
    "#NAME?": -2146826259,
    "#NULL!": -2146826288,
    "#NUM!": -2146826252,
    "#REF!": -2146826265,
    "#VALUE!": -2146826273,
}
_PLAIN = frozenset((str, float, date, type(None)))
LOOKED_AT = 500  # rows that are looked at together
_MOST_KEPT = 1 << 13  # contents that are known at a time, and those of one look
ERROR_TEXTS = {code: text for text, code in ERROR_CODES.items()}


def from_cell(raw: RawCell, string: Callable[[int], str], date1904: bool) -> Value:
    """What a stored cell is worth; for a formula, what was last calculated (None when it never was)."""
    text = raw.text
    if text is None:
        return None
    match raw.kind:
        case "s":
            return string(int(text))
        case "str" | "inlineStr":
            return decode_escapes(text)
        case "b":
            return text.strip() in ("1", "true")
        case "e":
            return ERROR_CODES.get(text.strip(), ERROR_CODES["#VALUE!"])
        case "d":
            return to_serial(datetime.fromisoformat(text.strip()), date1904)
    return float(text) if text.strip() else None


def to_serial(moment: date | datetime, date1904: bool = False) -> float:
    """Days since the workbook's epoch; times are the fraction. A time zone is dropped, as Excel has none.

    >>> to_serial(date(2025, 11, 5))
    45966.0
    """
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return (moment.replace(tzinfo=None) - epoch) / timedelta(days=1)


def normal(value: object, sheet: str, cell: str, date1904: bool = False) -> Value:
    """A value as it will read back: numbers as float, dates as serials, "" as None; or ``Stop``."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return bool(value)
    if isinstance(value, int) and value in ERROR_TEXTS:
        return value
    if isinstance(value, str):
        return _checked_text(str(value), sheet, cell)
    if isinstance(value, date):
        return to_serial(value, date1904)
    if isinstance(value, int | float | Decimal) or hasattr(value, "__float__"):
        number = float(value)
        if not math.isfinite(number):
            raise Stop("OPEN_017", sheet=sheet, cell=cell)
        return number
    raise TypeError(f"{sheet}!{cell}: a cell cannot hold {type(value).__name__}")


Lot = tuple[Sequence[int], Sequence[Sequence[object]]]  # rows, and what they are to hold: by column one of each row
NormalLot = tuple[Sequence[int], Sequence[Sequence[Value]]]


def in_lots(lines: Sequence[Sequence[object]], first: int) -> Iterator[Lot]:
    """Lines of equal length, of which the first is of row ``first``."""
    for at in range(0, len(lines), LOOKED_AT):
        some = lines[at : at + LOOKED_AT]
        yield range(first + at, first + at + len(some)), list(zip(*some, strict=True))


def normal_lots(held: Iterable[Lot], sheet: str, first: int, date1904: bool = False) -> Iterator[NormalLot]:
    """:func:`normal` of rows whose columns begin with ``first``. Most cells are texts and numbers that need no more
    than a look, days that only need their serial, and most come again: columns that hold nothing else are looked at as
    a whole."""
    kept = _Kept(date1904)
    for rows, some in held:
        columns = list(map(kept.column, some))
        if None in columns:
            lines = zip(rows, zip(*some, strict=True), strict=True)
            cells = [
                [normal(value, sheet, cell_name(row, column), date1904) for column, value in enumerate(line, first)]
                for row, line in lines
            ]
            columns = list(zip(*cells, strict=True))
        yield rows, columns


def normal_lines(held: Iterable[Lot], sheet: str, first: int) -> Iterator[tuple[int, Sequence[Value]]]:
    """As :func:`normal_lots`, line by line."""
    for rows, columns in normal_lots(held, sheet, first):
        yield from zip(rows, zip(*columns, strict=True), strict=True)


class _Kept:
    """Contents known to be what :func:`normal` makes of them, days apart; and the serials of these."""

    def __init__(self, date1904: bool) -> None:
        self._date1904 = date1904
        self._known: set[object] = set()
        self._serials: dict[object, Value] = {}

    def column(self, held: Sequence[object]) -> Sequence[Value] | None:
        """What they are to be; None where that is not seen at a glance."""
        types = set(map(type, held))
        if not _PLAIN.issuperset(types):
            return None
        fresh = {*held} - self._known
        if fresh:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
                self._serials.clear()
                fresh = {*held}
            if not _is_normal(fresh):
                return None
            self._known |= fresh
            self._serials |= {one: to_serial(one, self._date1904) for one in fresh if type(one) is date}
        if date not in types:
            return held  # type: ignore[return-value]
        return tuple(map(self._serials.get, held, held))  # type: ignore[arg-type]


def _is_normal(values: Iterable[object]) -> bool:
    """Whether these texts, numbers, days and blanks are surely what :func:`normal` makes of them, the days apart."""
    numbers = [value for value in values if type(value) is float]
    texts = [value for value in values if type(value) is str]
    if "" in texts or not all(map(math.isfinite, numbers)) or max(map(len, texts), default=0) * 2 > MAX_TEXT:
        return False
    return not any(map(forbidden_character, texts))


def _checked_text(text: str, sheet: str, cell: str) -> str:
    if bad := forbidden_character(text):
        raise Stop("OPEN_015", sheet=sheet, cell=cell, char=bad)
    if len(text) * 2 > MAX_TEXT and (length := excel_length(text)) > MAX_TEXT:
        raise Stop("OPEN_016", sheet=sheet, cell=cell, length=length, limit=MAX_TEXT)
    return text


def formula_text(value: Value) -> str:
    """A constant as Range.formula shows it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return ERROR_TEXTS.get(value, str(value))
        case float():
            return number_text(value)
    return value


def number_text(number: float) -> str:
    """The shortest text that reads back as exactly this number, without a needless ``.0``.

    >>> number_text(85.0), number_text(0.1 + 0.2)
    ('85', '0.30000000000000004')
    """
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def as_block(raw: object) -> Block:
    """Any raw_value reading (scalar, row, or rows; COM times and decimals) as rows of plain values.

    Excel hands date cells out as times and currency cells as decimals; here they are serials and floats.
    """
    if not isinstance(raw, list | tuple):
        raw = ((raw,),)
    elif raw and not isinstance(raw[0], list | tuple):
        raw = (raw,)
    # Most rows of a prepared table are empty.
    return [list(row) if row.count(None) == len(row) else [_plain(value) for value in row] for row in raw]


def _plain(value: object) -> Value:
    if value is None or isinstance(value, str | bool | float):
        return value
    if isinstance(value, int):
        return value if value in ERROR_TEXTS else float(value)
    if isinstance(value, date):
        return to_serial(value)
    return float(value)  # type: ignore[arg-type]
