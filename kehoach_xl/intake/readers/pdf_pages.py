"""A PDF in the order of reading: printed lines, ruled tables, footnotes; no page numbers, nothing twice."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kehoach_xl.domain.legacy import is_syllable
from kehoach_xl.domain.text import clean
from kehoach_xl.errors import Stop
from kehoach_xl.intake.content import Paragraph, Place, Table
from kehoach_xl.intake.readers.old_fonts import OldFonts
from kehoach_xl.intake.readers.pdf_cells import cell_lines
from kehoach_xl.intake.readers.pdf_columns import in_reading_order
from kehoach_xl.intake.readers.pdf_file import Glyph, Page, pages_of, turned
from kehoach_xl.intake.readers.pdf_grid import Grid, by_field, grids_of
from kehoach_xl.intake.readers.pdf_lines import Line, lines_of
from kehoach_xl.intake.readers.pdf_notes import notes_at_foot, without_mark
from kehoach_xl.intake.readers.plain_text import tidied
from kehoach_xl.messages import Message

_NUMBER = re.compile(r"(?:trang )?[-–—]? ?\d{1,3} ?(?:[-–—]|/ ?\d{1,3})?", re.IGNORECASE)
_EDGE = 0.13  # of the page's height, where its number stands
_FEW_LETTERS = 40  # of a scanned page: a stamp, a number
_COVERED = 0.5  # of a scanned page by pictures
_UNKNOWN = 0.03  # of all letters
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAMPLE, _ENOUGH, _VIETNAMESE = 4000, 80, 0.4
_ITEM = re.compile(r"(?:[-+•*–]|\d{1,2}[.)]|[a-zđ][.)])\s")
_MIDDLE, _INDENT = 8.0, 25.0  # points: how near the middle a centred line is, and how far from the margin

Block = Paragraph | Table


def read_pdf(data: bytes, name: str, passwords: Sequence[str]) -> tuple[list[Block], list[Message]]:
    """The blocks of all pages, and what is to be said of them.

    Raises Stop IMPORT_011–014, IMPORT_019; IMPORT_020 when most pages are scanned, IMPORT_022 when it has no letters.
    """
    reader = _Reader(name)
    blocks = [block for page in pages_of(data, name, passwords) for block in reader.page(page)]
    return blocks, list(reader.remarks(blocks))


class _Reader:
    def __init__(self, name: str) -> None:
        self._name = name
        self._fonts = OldFonts()
        self._scanned: list[int] = []
        self._pages = self._letters = self._unknown = self._table = 0

    def page(self, page: Page) -> Iterator[Block]:
        """What stands on one page, from top to bottom."""
        self._pages += 1
        shown = sum(1 for one in page.glyphs if one.text.strip())
        self._letters += shown
        self._unknown += page.unknown
        if shown < _FEW_LETTERS and page.pictures > _COVERED:
            self._scanned.append(page.number)
        grids = grids_of(page.levels, page.uprights)
        left = page.glyphs
        tables: list[tuple[float, Table]] = []
        for grid in grids:
            inside, left = by_field(grid, left)
            if (table := self._tabled(grid, inside, page)) is not None:
                tables.append((grid.ys[0], table))
        for number, (top, line) in enumerate(self._printed(page, left), 1):
            while tables and tables[0][0] <= top:
                yield tables.pop(0)[1]
            yield self._paragraph(line, page, number)
        yield from (table for _, table in tables)

    # -- lines ------------------------------------------------------------------------------------------

    def _printed(self, page: Page, glyphs: list[Glyph]) -> list[tuple[float, "_Shown"]]:
        rows = [row for row in lines_of(glyphs, columns=True)]
        rows = _without_numbers(rows, page)
        usual = Counter(round(one.size, 1) for one in page.glyphs if one.text.strip()).most_common(1)
        notes = notes_at_foot(rows, page.levels, usual[0][0] if usual else 0.0, page.height)
        body, below = rows[: len(rows) - notes], rows[len(rows) - notes :]
        ordered = in_reading_order(body)
        margins = (min((one.x0 for one in ordered), default=0.0), max((one.x1 for one in ordered), default=page.width))
        found = [(one.top, _Shown(one, False, _centred(one, margins))) for one in ordered]
        return [*found, *((line.top, _Shown(line, True, False)) for row in below for line in row)]

    def _paragraph(self, shown: "_Shown", page: Page, number: int) -> Paragraph:
        line = shown.line
        printed = without_mark(line.text) if shown.note and not line.marked else line.text
        text = tidied(self._fonts.right(printed, line.font) + (" " if line.spaced else ""))
        place = Place(page=page.number, line=number)
        return Paragraph(text, place, bold=line.bold, centred=shown.centred, note=shown.note)

    # -- tables -----------------------------------------------------------------------------------------

    def _tabled(self, grid: Grid, inside: dict[tuple[int, int, int, int], list[Glyph]], page: Page) -> Table | None:
        """A table, None when nothing stands in it."""
        texts = {
            area: self._cell(glyphs, page, grid.xs[area[3] + 1] - grid.xs[area[1]]) for area, glyphs in inside.items()
        }
        if not any(texts.values()):
            return None
        self._table += 1
        cells = [[""] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
        for (row, column, _, _), text in texts.items():
            cells[row][column] = text
        merges = [area for area in grid.areas if area[:2] != area[2:]]
        places = [Place(page=page.number, table=self._table, row=row) for row in range(1, len(cells) + 1)]
        return Table(cells, merges, places)

    def _cell(self, glyphs: list[Glyph], page: Page, width: float) -> str:
        upright = [one for one in glyphs if one.turn == 0]
        turns = {one.turn for one in glyphs if one.turn and one.text.strip()}
        groups = [upright, *([turned(one, turn, page.width, page.height) for one in glyphs if one.turn == turn]
                             for turn in sorted(turns))]  # fmt: skip
        lines = [line for group in groups for row in lines_of(group) for line in row]
        font = lines[0].font if lines else ""
        return "\n".join(clean(self._fonts.right(text, font)) for text in cell_lines(lines, width))

    # -- the whole --------------------------------------------------------------------------------------

    def remarks(self, blocks: Sequence[Block]) -> Iterator[Message]:
        """What is to be said. Raises Stop IMPORT_020 and IMPORT_022."""
        pages = _ranges(self._scanned)
        if len(self._scanned) * 2 >= self._pages and self._scanned:
            raise Stop("IMPORT_020", name=self._name, pages=pages)
        if self._unknown > _UNKNOWN * self._letters or not _is_vietnamese(blocks):
            raise Stop("IMPORT_022", name=self._name)
        self._fonts.require_certain(self._name)
        if self._scanned:
            yield Message("IMPORT_021", {"pages": pages})
        yield from self._fonts.remarks()


class _Shown:
    """A line as it will be told."""

    def __init__(self, line: Line, note: bool, centred: bool) -> None:
        self.line, self.note, self.centred = line, note, centred


def _without_numbers(rows: list[list[Line]], page: Page) -> list[list[Line]]:
    """Without the page's number: a number alone in the first or the last line, near the edge."""
    found = list(rows)
    if found and found[0][0].bottom < _EDGE * page.height and _is_number(found[0]):
        found.pop(0)
    if found and found[-1][0].top > (1 - _EDGE) * page.height and _is_number(found[-1]):
        found.pop()
    return found


def _is_number(row: list[Line]) -> bool:
    return len(row) == 1 and _NUMBER.fullmatch(clean(row[0].text)) is not None


def _centred(line: Line, margins: tuple[float, float]) -> bool:
    middle = abs((line.x0 + line.x1) / 2 - sum(margins) / 2) < _MIDDLE
    return middle and line.x0 - margins[0] > _INDENT and not _ITEM.match(line.text)


def _is_vietnamese(blocks: Sequence[Block]) -> bool:
    """Whether the words are syllables; a font without a proper map gives letters in any order."""
    words: list[str] = []
    for one in blocks:
        texts = [one.text] if isinstance(one, Paragraph) else [text for row in one.grid for text in row]
        words += [word for text in texts for word in _WORD.findall(text)]
        if len(words) > _SAMPLE:
            break
    return len(words) < _ENOUGH or sum(map(is_syllable, words)) >= _VIETNAMESE * len(words)


def _ranges(numbers: Sequence[int]) -> str:
    """«1-3, 7»."""
    found: list[list[int]] = []
    for one in numbers:
        if found and one == found[-1][1] + 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in found)
