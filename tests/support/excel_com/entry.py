"""What Excel makes of a text it is given: it reads it as if it were typed into the cell.

Where Excel's reading depends on the locale, the reading that does most harm is taken: whatever any locale would
take for a number or a date is one here.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from tests.support.excel_com.cells import ERROR_CODES, serial
from tests.support.excel_com.errors import plain_1004, refused
from tests.support.excel_com.model import Value

LONGEST_TEXT, LONGEST_FORMULA = 32_767, 8_192
_WHOLE = [name.casefold() for name in calendar.month_name[1:]]
_MONTHS = {name[:3]: number for number, name in enumerate(_WHOLE, 1)}
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}([.,]\d{3})+)?([.,]\d*)?(e[+-]?\d+)?$", re.IGNORECASE)
_FRACTION = re.compile(r"([+-]?\d+) (\d{1,3})/(\d{1,3})$")
_TIME = re.compile(r"(\d{1,4}):([0-5]?\d)(?::([0-5]?\d)(?:\.\d+)?)?(?: ?([ap])m?)?$", re.IGNORECASE)
_THREE = re.compile(r"(\d{1,4})([/-])(\d{1,2})\2(\d{1,4})$")
_TWO = re.compile(r"(\d{1,2})[/-](\d{1,4})$")
_NAMED = re.compile(r"(?:(\d{1,2})[ /-]?)?([a-z]{3,9})\.?[ /,-]? ?(\d{1,4})?$", re.IGNORECASE)


class Entered(NamedTuple):
    """What then stands in the cell; ``number_format`` when Excel changes a General one."""

    value: Value
    formula: str | None = None
    number_format: str | None = None


def entered(text: str, number_format: str = "General") -> Entered:
    """Read one text as typed; ``com_error`` for a formula Excel cannot take or a text too long."""
    if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT + text.startswith("'"):
        raise plain_1004()
    if text == "":
        return Entered(None)
    if text.startswith("'"):
        return Entered(text[1:])
    if number_format == "@":
        return Entered(text)
    if text.startswith("=") and len(text) > 1:
        return Entered(0.0, checked_formula(text))
    found = _constant(text.strip())
    if found:
        return found
    if text[0] in "+-@" and len(text) > 1:
        return Entered(0.0, checked_formula("=" + text))
    return Entered(text)


def _constant(text: str) -> Entered | None:
    if text.casefold() in ("true", "false"):
        return Entered(text.casefold() == "true")
    if text.upper() in ERROR_CODES:
        return Entered(ERROR_CODES[text.upper()])
    number = _number(text)
    if number:
        return number
    fraction = _FRACTION.match(text)
    if fraction and int(fraction[3]):
        return Entered(int(fraction[1]) + int(fraction[2]) / int(fraction[3]), None, "# ?/?")
    return _moment(text)


def _number(text: str) -> Entered | None:
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1] if negative else text
    money = re.sub(r"^([+-]?) ?[$€£¥₫] ?| ?[$€£¥₫]$", r"\1", text)
    percent = money.endswith("%")
    bare = money.rstrip("%").strip()
    if not _NUMBER.match(bare) or not any(char.isdigit() for char in bare):
        return None
    number = float(_decimal(bare)) * (-1 if negative else 1)
    if percent:
        return Entered(number / 100, None, "0%")
    return Entered(number, None, '"$"#,##0.00' if money != text else None)


def _decimal(text: str) -> str:
    """One kind of separator repeated, or three digits after a lone one that follows a digit: thousands."""
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return text
    same = text.count(text[last]) > 1
    head, tail = re.sub("[.,]", "", text[:last]), text[last + 1 :]
    thousands = same or (tail.isdigit() and len(tail) == 3 and head.lstrip("+-") not in ("", "0"))
    return head + tail if thousands else f"{head or '0'}.{tail or '0'}".replace(".e", ".0e").replace("+.", "0.")


def _moment(text: str) -> Entered | None:
    day, _, clock = text.partition(" ")
    if clock and _TIME.match(clock) and (found := _date(day)):
        return Entered(found + _time(clock), None, "d/m/yyyy h:mm")
    if (found := _date(text)) is not None:
        return Entered(found, None, "d/m/yyyy" if len(re.findall(r"\d+", text)) > 2 else "d-mmm")
    if _TIME.match(text):
        return Entered(_time(text), None, "h:mm")
    return None


def _time(text: str) -> float:
    hours, minutes, seconds, half = _TIME.match(text).groups()  # type: ignore[union-attr]
    late = 12 if (half or "").casefold() == "p" and int(hours) < 12 else 0
    return timedelta(hours=int(hours) + late, minutes=int(minutes), seconds=int(seconds or 0)) / timedelta(days=1)


def _date(text: str) -> float | None:
    this_year = date.today().year
    if match := _THREE.match(text):
        one, two, three = int(match[1]), int(match[3]), int(match[4])
        return _first_real((three, two, one), (three, one, two), (one, two, three))
    if match := _TWO.match(text):
        one, two = int(match[1]), int(match[2])
        return _first_real((this_year, two, one), (this_year, one, two), (two, one, 1))
    if (match := _NAMED.match(text)) and (match[1] or match[3]):
        word = match[2].casefold()
        month = _MONTHS.get(word) or _MONTHS.get(word[:3] if word in _WHOLE else "")
        if month:
            last = int(match[3]) if match[3] else this_year
            if match[1]:
                return _first_real((last, month, int(match[1])))
            return _first_real((this_year, month, last), (last, month, 1))
    return None


def _first_real(*dates: tuple[int, int, int]) -> float | None:
    """The first (year, month, day) that is a day Excel knows."""
    for year, month, day in dates:
        if 0 <= year < 100:
            year += 2000 if year < 30 else 1900
        if 1900 <= year <= 9999 and 1 <= month <= 12:
            try:
                return serial(datetime(year, month, day))
            except ValueError:
                continue
    return None


def checked_formula(text: str) -> str:
    """The formula, when Excel would take it."""
    if len(text) > LONGEST_FORMULA:
        raise plain_1004()
    try:
        tokens = [token for token in Tokenizer(text).items if token.type != Token.WSPACE]
    except Exception as error:
        raise refused("There's a problem with this formula.") from error
    operand_before = False
    for token in tokens:
        begins = token.type in (Token.OPERAND, Token.OP_PRE) or token.subtype == Token.OPEN
        prose = token.type == Token.OPERAND and _not_one_word(token.value)
        if prose or (begins and operand_before):
            raise refused("There's a problem with this formula.")
        operand_before = token.type in (Token.OPERAND, Token.OP_POST) or token.subtype == Token.CLOSE
    if not operand_before:
        raise refused("There's a problem with this formula.")
    return text


def _not_one_word(operand: str) -> bool:
    """Leftovers of prose: «Đã họp.» is no name, «số 12» no reference."""
    return not operand.startswith(('"', "'", "#", "{")) and bool(re.search(r"[\s?;…“”«»]|[.]$", operand))
