"""What a cell gives: its Value, Value2 and Formula as COM hands them over."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tests.support.excel_com.model import Value
from tests.support.excel_com.pywin32 import TimeType

# Error cells come over COM as these whole numbers (VT_ERROR, 0x800A07D0 and following).
ERROR_CODES = {
    "#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#REF!": -2146826265,
    "#NAME?": -2146826259, "#NUM!": -2146826252, "#N/A": -2146826246,
}  # fmt: skip
ERROR_TEXTS = {code: text for text, code in ERROR_CODES.items()}

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_LATEST = 2_958_465.99999999  # 31.12.9999


def is_date_format(number_format: str) -> bool:
    """
    >>> [is_date_format(f) for f in ("dd/mm/yyyy", "[h]:mm", "General", '0.00" d"', "#,##0", "[Red]0")]
    [True, True, False, False, False, False]
    """
    bare = _QUOTED.sub("", number_format.split(";")[0])
    bare = re.sub(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", "", bare, flags=re.IGNORECASE)
    return bare.casefold() not in ("general", "@") and bool(re.search("[dmyhs]", bare, re.IGNORECASE))


def is_currency_format(number_format: str) -> bool:
    """
    >>> [is_currency_format(f) for f in ('#,##0 [$₫-42A]', '"$"#,##0.00', "[$-42A]dd/mm/yyyy", "#,##0")]
    [True, True, False, False]
    """
    return bool(re.search(r"\[\$[^-\]]|[$₫€£¥]", number_format.replace("[$-", "")))


def as_value(value: Value, number_format: str) -> object:
    """``Range.Value``: dates as times, currency as Decimal with four places, all else as it is."""
    if isinstance(value, float):
        if is_date_format(number_format) and 0 <= value < _LATEST:
            return com_time(value)
        if is_currency_format(number_format) and abs(value) < 9e14:
            return Decimal(repr(value)).quantize(Decimal("0.0001"))
    return value


def com_time(serial: float) -> TimeType:
    """A moment as pywin32 makes it: milliseconds, and a zone that means nothing."""
    moment = datetime(1899, 12, 30) + timedelta(milliseconds=round(serial * 86_400_000))
    return TimeType(*moment.timetuple()[:6], moment.microsecond, tzinfo=UTC)


def serial(moment: datetime) -> float:
    """The zone is ignored, as Excel has none."""
    return (moment.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)


def as_formula(value: Value, formula: str | None) -> str:
    """``Range.Formula``: the formula, or the constant as text with at most 15 digits; "" when empty."""
    if formula is not None:
        return formula
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return shown(value)
        case int():
            return ERROR_TEXTS[value]
    return value


def shown(number: float) -> str:
    """
    >>> [shown(n) for n in (85.0, 0.1 + 0.2, 1e15, 1e21, -0.5, 1e-7)]
    ['85', '0.3', '1000000000000000', '1E+21', '-0.5', '0.0000001']
    """
    if number == int(number) and abs(number) < 1e20:
        return str(int(number))
    text = f"{number:.15g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        if -10 < int(exponent) < 0:
            return f"{number:.20f}".rstrip("0")
        return f"{mantissa}E{int(exponent):+03d}"
    return text
