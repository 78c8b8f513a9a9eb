"""Named cell styles: the looks of :mod:`kehoach_xl.building.styles` in Excel's gallery, and each cell under its own.

XlsxWriter has no named styles. A cell keeps its look; what it shares with its style follows when she changes the style.
"""

import re
from dataclasses import dataclass

from kehoach_xl.building.styles import (
    BAD,
    CALM,
    FONT,
    GOOD,
    INK,
    INPUT,
    INPUT_LINE,
    LINE,
    LINK,
    MIST,
    MUTED,
    NAVY,
    PAPER,
    SKY,
    WARN,
)

_CENTRED = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_MIDDLE = '<alignment vertical="center"/>'
_WRAPPED = '<alignment vertical="top" wrapText="1"/>'


@dataclass(frozen=True)
class NamedStyle:
    """What the gallery calls it, and what it is made of; "" for no fill or line."""

    name: str
    size: int = 11
    colour: str = INK
    fill: str = ""
    line: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    alignment: str = _WRAPPED

    @property
    def font(self) -> str:
        marks = "<b/>" * self.bold + "<i/>" * self.italic + "<u/>" * self.underline
        size = f'<sz val="{self.size}"/><color rgb="{_rgb(self.colour)}"/>'
        return f'<font>{marks}{size}<name val="{FONT}"/><family val="2"/></font>'

    @property
    def filling(self) -> str:
        if not self.fill:
            return '<fill><patternFill patternType="none"/></fill>'
        colour = f'<fgColor rgb="{_rgb(self.fill)}"/><bgColor indexed="64"/>'
        return f'<fill><patternFill patternType="solid">{colour}</patternFill></fill>'

    @property
    def border(self) -> str:
        if not self.line:
            return "<border><left/><right/><top/><bottom/><diagonal/></border>"
        colour = f'<color rgb="{_rgb(self.line)}"/>'
        sides = "".join(f'<{side} style="thin">{colour}</{side}>' for side in ("left", "right", "top", "bottom"))
        return f"<border>{sides}<diagonal/></border>"


TITLE = NamedStyle("KH Tiêu đề", 15, NAVY, bold=True, alignment=_MIDDLE)
BANNER = NamedStyle("KH Băng tiêu đề", 18, PAPER, NAVY, bold=True, alignment=_MIDDLE)
SECTION = NamedStyle("KH Đề mục", 12, NAVY, bold=True, alignment=_MIDDLE)
NOTE = NamedStyle("KH Ghi chú", 11, MUTED, italic=True)
HEAD = NamedStyle("KH Đầu bảng", fill=SKY, line=LINE, bold=True, alignment=_CENTRED)
CELL = NamedStyle("KH Ô bảng", line=LINE)
TEXT = NamedStyle("KH Văn bản")
TYPED = NamedStyle("KH Ô nhập", fill=INPUT, line=INPUT_LINE)
TOTAL = NamedStyle("KH Dòng tổng", fill=MIST, line=LINE, bold=True)
PALE = NamedStyle("KH Nền nhạt", fill=MIST)
TO_LINK = NamedStyle("KH Liên kết", colour=LINK, underline=True)
STATES = (
    NamedStyle("KH Hoàn thành, có kết quả", fill=GOOD, line=LINE),
    NamedStyle("KH Đang thực hiện", fill=WARN, line=LINE),
    NamedStyle("KH Quá hạn", fill=BAD, line=LINE),
    NamedStyle("KH Chưa báo cáo", fill=CALM, line=LINE),
)
NAMED = (TITLE, BANNER, SECTION, NOTE, HEAD, CELL, TEXT, TYPED, TOTAL, PALE, TO_LINK, *STATES)
_BY_FILL = {style.fill: style for style in (BANNER, HEAD, TYPED, *STATES)}


def named(xml: str) -> str:
    """``styles.xml`` as XlsxWriter writes it, with every style of :data:`NAMED` and each cell format of our font under
    the style it looks like."""
    fonts, fills, borders = (_entries(xml, tag) for tag in ("font", "fill", "border"))
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", _inside(xml, "cellXfs"))
    looks = [_style_of(fonts[_id(xf, "font")], fills[_id(xf, "fill")], _id(xf, "border")) for xf in formats]
    parts = [(_place(fonts, s.font), _place(fills, s.filling), _place(borders, s.border)) for s in NAMED]
    xfs = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']
    xfs += [
        f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" applyNumberFormat="0" '
        f'applyProtection="0">{style.alignment}</xf>'
        for style, (font, fill, border) in zip(NAMED, parts, strict=True)
    ]
    cells = [
        xf if style is None else _under(xf, NAMED.index(style) + 1, parts[NAMED.index(style)], style.alignment)
        for xf, style in zip(formats, looks, strict=True)
    ]
    gallery = ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']
    gallery += [f'<cellStyle name="{style.name}" xfId="{at}"/>' for at, style in enumerate(NAMED, 1)]
    for tag, entries in (
        ("fonts", fonts), ("fills", fills), ("borders", borders), ("cellStyleXfs", xfs), ("cellXfs", cells),
        ("cellStyles", gallery),
    ):  # fmt: skip
        whole = f'<{tag} count="{len(entries)}">{"".join(entries)}</{tag}>'
        xml = re.sub(rf"<{tag}[ >].*?</{tag}>", lambda _, whole=whole: whole, xml, count=1, flags=re.DOTALL)
    return xml


def _rgb(colour: str) -> str:
    return f"FF{colour.removeprefix('#')}"


def _inside(xml: str, tag: str) -> str:
    found = re.search(rf"<{tag}[ >].*?</{tag}>", xml, re.DOTALL)
    return found[0] if found else ""


def _entries(xml: str, tag: str) -> list[str]:
    return re.findall(rf"<{tag}(?: [^>]*)?>.*?</{tag}>", _inside(xml, f"{tag}s"), re.DOTALL)


def _id(xf: str, what: str) -> int:
    return int(re.search(rf'{what}Id="(\d+)"', xf)[1])  # type: ignore[index]


def _place(entries: list[str], entry: str) -> int:
    """Where an entry stands; it is put last when it does not yet."""
    if entry not in entries:
        entries.append(entry)
    return entries.index(entry)


def _style_of(font: str, fill: str, border: int) -> NamedStyle | None:
    """The style that a cell of this look belongs to; None for one that is not of our font."""
    if f'name val="{FONT}"' not in font:
        return None
    colour = re.search(r'<fgColor rgb="FF(\w+)"', fill)
    bold = "<b/>" in font
    if colour:
        painted = f"#{colour[1]}"
        return _BY_FILL.get(painted) or ((TOTAL if bold else PALE) if painted == MIST else CELL)
    if bold and _rgb(NAVY) in font:
        return TITLE if float(re.search(r'<sz val="([\d.]+)"', font)[1]) >= 14 else SECTION  # type: ignore[index]
    if "<u/>" in font:
        return TO_LINK
    if "<i/>" in font and _rgb(MUTED) in font:
        return NOTE
    return CELL if border else TEXT


def _under(xf: str, style: int, parts: tuple[int, int, int], alignment: str) -> str:
    """A cell format under its style: what it has in common is no longer its own."""
    xf = xf.replace('xfId="0"', f'xfId="{style}"')
    for what, at in zip(("font", "fill", "border"), parts, strict=True):
        xf = _own(xf, what, _id(xf, what) != at)
    own = re.search(r"<alignment[^>]*/>", xf)
    return _own(xf, "alignment", own is None or own[0] != alignment)


def _own(xf: str, what: str, differs: bool) -> str:
    """Whether the format says that a part of it is its own."""
    key = f"apply{what.capitalize()}"
    xf = xf.replace(f' {key}="1"', "")
    return re.sub(r'(xfId="\d+")', rf'\1 {key}="1"', xf, count=1) if differs else xf
