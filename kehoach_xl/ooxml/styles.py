"""What a style index says about a cell: number format, date or percent, font, wrapping."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.remembered import remembered
from kehoach_xl.ooxml.xmlscan import walk

# ECMA-376 part 1, 18.8.30; 27-36 and 50-58 are dates in East Asian builds.
BUILTIN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm", 37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_BUILTIN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """One cell format of ``cellXfs``."""

    number_format: str = "General"
    is_date: bool = False
    is_percent: bool = False
    font: str = ""
    size: float = 11.0
    bold: bool = False
    wrap: bool = False


PLAIN = Style()


class Font(NamedTuple):
    name: str = ""
    size: float = 11.0
    bold: bool = False


class Format(NamedTuple):
    number: int
    font: int
    wrap: bool = False


def is_date_format(code: str) -> bool:
    """
    >>> is_date_format("dd/mm/yyyy"), is_date_format('0.0" điểm"'), is_date_format("[h]:mm")
    (True, False, True)
    """
    plain = _LITERALS.sub("", code.partition(";")[0]).lower()
    return "general" not in plain and any(letter in plain for letter in "dmyhs")


def read_styles(package: Package, part: str) -> Sequence[Style]:
    """Cell formats by index."""
    return _styles(package.read_small(part), part, package.name)


@remembered
def _styles(data: bytes, part: str, name: str) -> tuple[Style, ...]:
    formats = dict(BUILTIN)
    fonts: list[Font] = []
    cells: list[Format] = []
    path: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        parent = path[-1] if path else ""
        if tag == "numFmt" and parent == "numFmts":
            formats[_integer(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "font" and parent == "fonts":
            fonts.append(Font())
        elif path[-2:] == ["fonts", "font"]:
            fonts[-1] = _told(fonts[-1], tag, attributes)
        elif tag == "xf" and parent == "cellXfs":
            cells.append(Format(_integer(attributes.get("numFmtId")), _integer(attributes.get("fontId"))))
        elif tag == "alignment" and path[-2:] == ["cellXfs", "xf"]:
            cells[-1] = cells[-1]._replace(wrap=_wraps(attributes))
        path.append(tag)

    walk(data, part, name, start, lambda _: path.pop())
    return tuple(style_of(formats, fonts, cell) for cell in cells)


def _told(font: Font, tag: str, attributes: dict[str, str]) -> Font:
    """``font`` with what one element inside ``<font>`` says."""
    value = attributes.get("val", "")
    if tag == "name":
        return font._replace(name=value)
    if tag == "sz" and re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", value):
        return font._replace(size=float(value))
    if tag == "b":
        return font._replace(bold=value not in ("0", "false"))
    return font


def _wraps(attributes: dict[str, str]) -> bool:
    spread = ("justify", "distributed")  # these break lines as wrapping does
    return (
        attributes.get("wrapText") in ("1", "true")
        or attributes.get("horizontal") in spread
        or attributes.get("vertical") in spread
    )


def style_of(formats: dict[int, str], fonts: list[Font], cell: Format) -> Style:
    """What a cell format says, with the number formats by id and the fonts of the workbook."""
    number = cell.number
    font = fonts[cell.font] if cell.font < len(fonts) else Font()
    code = formats.get(number, "General")
    date = number in _BUILTIN_DATES if number < 164 and number not in formats else is_date_format(code)
    return Style(code, date, "%" in _LITERALS.sub("", code), font.name, font.size, font.bold, cell.wrap)


def _integer(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
