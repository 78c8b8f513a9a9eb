"""One visual language for every workbook we build: fonts, colours, cell formats by kind.

Times New Roman throughout (Nghị định 30/2020/NĐ-CP). The palette also reads in black and white: states
differ by word and by lightness, never by hue alone.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

FONT = "Times New Roman"
INK, MUTED, PAPER = "#1B2A41", "#5B6675", "#FFFFFF"
LINK = "#1155CC"
NAVY, SKY, MIST, LINE = "#1F3A5F", "#DCE6F2", "#F3F6FA", "#B8C4D3"
INPUT, INPUT_LINE = "#FFF9E5", "#D9C98C"
GOOD, WARN, BAD, CALM = "#D8EAD9", "#FFE9B8", "#F6D3CF", "#E6E9EE"

# «0.##» would show a whole number with a lonely mark in Excel («100.»).
NUMBER_FORMAT: Mapping[str, str] = {
    "text": "@", "code": "@", "link": "General", "formula": "General", "score": "0.00", "percent": "General",
    "number": "General", "date": "dd/mm/yyyy", "time": "dd/mm/yyyy hh:mm", "share": "0.0%", "place": "0.00",
}  # fmt: skip


class Styles:
    """Formats of one workbook, each made once, so that the file stays small and even."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made = cache(self._make)

    def _make(self, items: tuple[tuple[str, Any], ...]) -> Format:
        return self._workbook.add_format({"font_name": FONT, "font_size": 11, "font_color": INK, **dict(items)})

    def of(self, **properties: Any) -> Format:
        """A format with these XlsxWriter properties over the house defaults."""
        return self._made(tuple(sorted(properties.items())))

    def title(self) -> Format:
        return self.of(bold=True, font_size=15, font_color=NAVY, valign="vcenter")

    def note(self) -> Format:
        return self.of(italic=True, font_color=MUTED, valign="top", text_wrap=True)

    def head(self, **more: Any) -> Format:
        return self.of(
            bold=True, bg_color=SKY, border=1, border_color=LINE, align="center", valign="vcenter",
            text_wrap=True, **more,
        )  # fmt: skip

    def column(self, kind: str, center: bool = False, **more: Any) -> Format:
        """The look of a column's cells that nobody has filled yet: all but borders and fill, which follow
        the rows in use (see :func:`canvas.ruled`)."""
        look: dict[str, Any] = {"valign": "top", "text_wrap": True, "num_format": NUMBER_FORMAT.get(kind, "General")}
        if center:
            look["align"] = "center"
        if kind == "link":
            look |= {"font_color": LINK, "underline": 1}
        return self.of(**look | more)

    def cell(self, kind: str, center: bool = False, fill: str = "", **more: Any) -> Format:
        """A body cell of a table for a column kind."""
        look: dict[str, Any] = {
            "border": 1, "border_color": LINE, "valign": "top", "text_wrap": True,
            "num_format": NUMBER_FORMAT.get(kind, "General"),
        }  # fmt: skip
        if center:
            look["align"] = "center"
        if fill:
            look |= {"bg_color": fill, "border_color": INPUT_LINE if fill == INPUT else LINE}
        if kind == "link":
            look |= {"font_color": LINK, "underline": 1}
        return self.of(**look | more)
