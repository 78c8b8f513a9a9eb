"""What a stored cell says: its kind and value by its style, its text."""

from collections.abc import Sequence

from kehoach_xl.ooxml.cells import RawCell
from kehoach_xl.ooxml.styles import Style
from kehoach_xl.ooxml.text import decode_escapes


def interpret(raw: RawCell, strings: Sequence[str], style: Style) -> tuple[str, str | float | bool | None, str]:
    """(kind, value, text) of a scanned cell; the formula, if any, is not looked at."""
    text = raw.text
    if text is None:
        return "text", None, ""
    match raw.kind:
        case "s":
            index = text.strip()
            known = index.isascii() and index.isdigit() and len(index) < 10 and int(index) < len(strings)
            text = strings[int(index)] if known else ""
            return "text", text, text
        case "str" | "inlineStr":
            # Inline runs are decoded here, shared ones when the table is read.
            text = decode_escapes(text)
            return "text", text, text
        case "b":
            return "bool", text.strip() in ("1", "true"), text
        case "e":
            return "error", text, text
        case "d":
            return "date", text, text
    if not text.strip():
        return "number", None, text
    try:
        number = float(text) if "_" not in text else None
    except ValueError:
        number = None
    if number is None or number - number != 0:  # NaN and infinities are not numbers in a sheet
        return "text", text, text
    return ("date" if style.is_date else "percent" if style.is_percent else "number"), number, text
