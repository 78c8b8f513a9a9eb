"""The text of a Word paragraph as it is printed: insertions in, deletions, field codes and marks of footnotes out."""

from dataclasses import dataclass, field
from typing import Any

from kehoach_xl.intake.readers.old_fonts import OldFonts
from kehoach_xl.intake.readers.raised import is_mark
from kehoach_xl.intake.readers.word_package import child, is_on, local, value
from kehoach_xl.intake.readers.word_styles import Style, Styles, font_of

# Deleted or moved away; properties; what other programs draw instead of a shape.
_GONE = ("del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "Fallback", "instrText")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS = {
    0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB0: "°", 0xB7: "•", 0x2D: "-", 0x2B: "+", 0xB9: "≠", 0xBB: "≈", 0xB4: "×",
}  # fmt: skip


@dataclass
class Said:
    """What one paragraph says, and what hangs on it: text boxes (their ``txbxContent``), notes by (kind, id)."""

    text: str = ""
    bold: bool = False
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class Texts:
    """Reads paragraphs in order: a field may begin in one and end in another."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[bool] = []  # of each open field, whether its code is still being read
        self.changes = 0  # insertions and deletions nobody accepted yet
        self.fonts = OldFonts()

    def read(self, paragraph: Any, style: list[Style]) -> Said:
        """``style``: the paragraph's own and those it is based on."""
        one = _Paragraph(self, self._styles, style)
        one.walk(paragraph)
        return one.said()

    def field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    @property
    def in_code(self) -> bool:
        return any(self._fields)


@dataclass
class _Piece:
    text: str
    bold: bool
    font: str


class _Paragraph:
    def __init__(self, texts: Texts, styles: Styles, style: list[Style]) -> None:
        self._texts, self._styles = texts, styles
        self._bold = next((one.bold for one in style if one.bold is not None), False)
        self._hidden = next((one.hidden for one in style if one.hidden is not None), False)
        self._font = next((one.font for one in style if one.font), "")
        self._pieces: list[_Piece] = []
        self._found = Said()
        self._apart = False  # the next piece is not joined with the one before

    def walk(self, element: Any) -> None:
        """Everything that may stand around runs: links, content controls, insertions, simple fields."""
        chosen = False
        for one in element:
            name = local(one)
            if name in ("ins", "moveTo", "del", "moveFrom"):
                self._texts.changes += 1
            if name in _GONE or not name:
                continue
            if name == "r":
                self._run(one)
            elif name == "t":  # of a formula
                self._add(one.text or "", self._bold or False, "")
            elif name == "txbxContent":
                self._found.boxes.append(one)
            elif name == "Choice":
                if not chosen:
                    self.walk(one)
                chosen = True
            else:
                self.walk(one)

    def _run(self, run: Any) -> None:
        properties = child(run, "rPr")
        chain = self._styles.chain(value(child(properties, "rStyle")) or "") if properties is not None else []
        said = [one.bold for one in chain if one.bold is not None]
        bold = is_on(child(properties, "b"), said[0] if said else self._bold) if properties is not None else self._bold
        hidden = is_on(child(properties, "vanish"), self._hidden) if properties is not None else self._hidden
        if hidden:
            return
        font = font_of(properties) or next((one.font for one in chain if one.font), self._font)
        raised = properties is not None and value(child(properties, "vertAlign")) == "superscript"
        before = len(self._pieces)
        self._apart = raised
        for one in run:
            self._in_run(one, bool(bold), font)
        if raised and is_mark("".join(one.text for one in self._pieces[before:]), self._so_far(before)):
            del self._pieces[before:]
        self._apart = raised

    def _in_run(self, one: Any, bold: bool, font: str) -> None:
        name = local(one)
        if name == "fldChar":
            self._texts.field_mark(value(one, "fldCharType"))
        elif name in ("footnoteReference", "endnoteReference"):
            self._found.notes.append((name.removesuffix("Reference"), value(one, "id") or ""))
        elif self._texts.in_code or name in _GONE:
            return
        elif name == "t":
            self._add(one.text or "", bold, font)
        elif name in _SIGNS:
            self._add(_SIGNS[name], bold, "")
        elif name == "sym":
            code = value(one, "char") or ""
            self._add(_symbol(code), bold, "")
        elif name in ("drawing", "pict", "object", "AlternateContent", "ruby", "rubyBase"):
            self.walk(one)

    def _add(self, text: str, bold: bool, font: str) -> None:
        last = self._pieces[-1] if self._pieces else None
        if last and (last.bold, last.font) == (bold, font) and not self._apart:
            last.text += text  # a word may be cut into runs anywhere
        elif text:
            self._pieces.append(_Piece(text, bold, font))
            self._apart = False

    def _so_far(self, count: int) -> str:
        return "".join(one.text for one in self._pieces[:count])[-20:]

    def said(self) -> Said:
        shown = [one for one in self._pieces if one.text.strip()]
        self._found.bold = bool(shown) and all(one.bold for one in shown)
        right = self._texts.fonts.right
        self._found.text = "".join(right(one.text, one.font) for one in self._pieces).replace("\u00ad", "")
        return self._found


def _symbol(code: str) -> str:
    try:
        number = int(code[:8], 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(number & 0xFF, "•") if number >= 0xF000 or number < 0x100 else chr(min(number, 0x10FFFF))
