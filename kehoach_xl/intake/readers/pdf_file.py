"""What stands on the pages of a PDF: glyphs, ruled lines, pictures, in points from the top left corner.

Pages printed sideways are turned upright. Uses pdfminer.six; nothing is rendered.
"""

import io
import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kehoach_xl.errors import Stop
from kehoach_xl.intake.bounds import DOCUMENT_LETTERS, PAGES
from kehoach_xl.intake.readers.word_numbering import bullet

_END = 4096  # bytes at the end in which a whole PDF says so
_THIN = 3.0  # points; a rectangle as thin as that is a ruled line
_LIGATURES = {ord("ﬀ"): "ff", ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("ﬃ"): "ffi", ord("ﬄ"): "ffl", ord("ﬅ"): "st"}
_DEEPEST = 12
_SIDEWAYS = 0.6  # share of the glyphs


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter with its marks. ``turn``: quarters that its writing is turned to the left, 0 upright."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    turn: int = 0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def bold(self) -> bool:
        return "bold" in self.font.lower() or "black" in self.font.lower()


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, level or upright: ``at`` its y or x, from ``begin`` to ``end``."""

    at: float
    begin: float
    end: float


@dataclass
class Page:
    """One page. ``unknown``: how many glyphs have no Unicode; ``pictures``: the share of the page that they cover."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    levels: list[Rule] = field(default_factory=list)
    uprights: list[Rule] = field(default_factory=list)
    unknown: int = 0
    pictures: float = 0.0


def pages_of(data: bytes, name: str, passwords: Sequence[str]) -> Iterator[Page]:
    """The pages in order. Raises Stop IMPORT_011–014 when it cannot be opened or read, IMPORT_019 when too long."""
    if b"%%EOF" not in data[-_END:]:
        raise Stop("IMPORT_014", name=name, reason="thiếu phần cuối tệp")
    try:
        yield from _pages(data, name, passwords)
    except (Stop, MemoryError):
        raise
    except Exception as error:  # whatever its reading of a broken file comes upon
        raise Stop("IMPORT_014", name=name, reason=f"lỗi cấu trúc PDF: {type(error).__name__}") from error


def _pages(data: bytes, name: str, passwords: Sequence[str]) -> Iterator[Page]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    document = _document(data, name, passwords)
    found = list(itertools.islice(PDFPage.create_pages(document), PAGES + 1))
    if len(found) > PAGES:
        raise Stop("IMPORT_019", name=name, limit=PAGES, what="trang")
    if not found:
        raise Stop("IMPORT_014", name=name, reason="không có trang nào")
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    letters = 0
    for number, one in enumerate(found, 1):
        interpreter.process_page(one)
        page = _page(device.get_result(), number)
        letters += len(page.glyphs)
        if letters > DOCUMENT_LETTERS:
            raise Stop("IMPORT_019", name=name, limit=DOCUMENT_LETTERS, what="chữ")
        yield page


def _document(data: bytes, name: str, passwords: Sequence[str]) -> Any:
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    for word in ("", *passwords):
        try:
            return PDFDocument(PDFParser(io.BytesIO(data)), password=word)
        except (PDFPasswordIncorrect, UnicodeEncodeError):  # older kinds know the letters of Latin-1 only
            continue
        except PDFEncryptionError as error:
            raise Stop("IMPORT_013", name=name) from error
    raise Stop("IMPORT_012" if passwords else "IMPORT_011", name=name)


# -- one page ----------------------------------------------------------------------------------------


def _page(layout: Any, number: int) -> Page:
    left, low, right, high = layout.bbox
    page = Page(number, right - left, high - low)
    _collect(page, layout, left, high, 0)
    glyphs = [one for one in page.glyphs if 0 <= one.middle <= page.height and -1 <= one.x0 <= page.width]
    page.glyphs = _distinct(glyphs)
    turned = [one.turn for one in page.glyphs if one.text.strip()]
    usual = max(set(turned), key=turned.count, default=0)
    return _turned(page, usual) if usual and turned.count(usual) > _SIDEWAYS * len(turned) else page


def _collect(page: Page, container: Any, left: float, high: float, depth: int) -> None:
    from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage

    for one in container:
        if isinstance(one, LTChar):
            _add_glyph(page, one, left, high)
        elif isinstance(one, LTCurve):  # lines and rectangles too
            _add_rules(page, one, left, high)
        elif isinstance(one, LTImage):
            page.pictures += (one.x1 - one.x0) * (one.y1 - one.y0) / max(page.width * page.height, 1.0)
        elif isinstance(one, LTFigure) and depth < _DEEPEST:
            _collect(page, one, left, high, depth + 1)


def _add_glyph(page: Page, char: Any, left: float, high: float) -> None:
    text = char.get_text()
    if text.startswith("(cid:"):
        page.unknown += 1
        text = "•"
    text = text.translate(_LIGATURES)
    if "\ue000" <= text[:1] <= "\uf8ff":
        text = bullet(text)
    box = Glyph(text, char.x0 - left, char.x1 - left, high - char.y1, high - char.y0, char.size, str(char.fontname),
                _turn(char.matrix))  # fmt: skip
    last = page.glyphs[-1] if page.glyphs else None
    if last is not None and text and all(unicodedata.combining(letter) for letter in text):
        page.glyphs[-1] = replace(last, text=last.text + text)
    elif text:
        page.glyphs.append(box)


def _turn(matrix: Sequence[float]) -> int:
    a, b = matrix[:2]
    return 0 if abs(a) >= abs(b) and a >= 0 else 2 if abs(a) >= abs(b) else 1 if b > 0 else 3


def _add_rules(page: Page, shape: Any, left: float, high: float) -> None:
    x0, x1, top, bottom = shape.x0 - left, shape.x1 - left, high - shape.y1, high - shape.y0
    if x1 - x0 <= _THIN or bottom - top <= _THIN:
        if bottom - top > x1 - x0:
            page.uprights.append(Rule((x0 + x1) / 2, top, bottom))
        elif x1 - x0 > _THIN:
            page.levels.append(Rule((top + bottom) / 2, x0, x1))
        return
    if not shape.stroke:  # the shade behind a cell
        return
    points = [(x - left, high - y) for x, y in shape.pts]
    closed = [*points, points[0]] if type(shape).__name__ == "LTRect" else points
    for (ax, ay), (bx, by) in itertools.pairwise(closed):
        if abs(ay - by) < 0.5 < abs(ax - bx):
            page.levels.append(Rule(ay, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) < 0.5 < abs(ay - by):
            page.uprights.append(Rule(ax, min(ay, by), max(ay, by)))


def _distinct(glyphs: list[Glyph]) -> list[Glyph]:
    """Letters printed twice over each other, to look bold, once."""
    seen: dict[tuple[str, int, int], None] = {}
    found = []
    for one in glyphs:
        x, y = round(one.x0), round(one.top)
        if one.text.strip() and any((one.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            continue
        seen[one.text, x, y] = None
        found.append(one)
    return found


def _turned(page: Page, turn: int) -> Page:
    """A page whose writing is turned, as a person turns the sheet."""
    sideways = turn % 2 == 1
    new = Page(page.number, *((page.height, page.width) if sideways else (page.width, page.height)))
    new.unknown, new.pictures = page.unknown, page.pictures
    new.glyphs = [turned(one, turn, page.width, page.height) for one in page.glyphs]
    for rules, level in ((page.levels, True), (page.uprights, False)):
        for one in rules:
            box = (one.begin, one.end, one.at, one.at) if level else (one.at, one.at, one.begin, one.end)
            x0, x1, top, bottom = _box(box, turn, page.width, page.height)
            if level != sideways:
                new.levels.append(Rule(top, x0, x1))
            else:
                new.uprights.append(Rule(x0, top, bottom))
    return new


def turned(glyph: Glyph, turn: int, width: float, height: float) -> Glyph:
    """A glyph of an area of this size that is turned by quarters to the right, so that ``turn`` becomes 0."""
    x0, x1, top, bottom = _box((glyph.x0, glyph.x1, glyph.top, glyph.bottom), turn, width, height)
    size = abs(bottom - top) if turn % 2 else glyph.size
    return replace(glyph, x0=x0, x1=x1, top=top, bottom=bottom, size=size, turn=(glyph.turn - turn) % 4)


def _box(box: tuple[float, float, float, float], turn: int, width: float, height: float) -> tuple[float, ...]:
    """(x0, x1, top, bottom) after turning the area."""
    x0, x1, top, bottom = box
    if turn == 1:  # writing runs upwards
        return height - bottom, height - top, x0, x1
    if turn == 3:
        return top, bottom, width - x1, width - x0
    return (width - x1, width - x0, height - bottom, height - top) if turn == 2 else box
