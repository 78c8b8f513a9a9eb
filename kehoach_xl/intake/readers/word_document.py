"""A Word document in the order of reading: paragraphs with the numbers Word gives them, tables, notes, text boxes.

Headers and footers of pages are left out, and so is a table of contents, which says everything twice.
"""

import re
from collections.abc import Iterator
from typing import Any

from kehoach_xl.domain.text import clean
from kehoach_xl.intake.content import Paragraph, Place, Table
from kehoach_xl.intake.readers.word_numbering import Numbering
from kehoach_xl.intake.readers.word_package import WordPackage, child, local, value
from kehoach_xl.intake.readers.word_styles import Style, Styles, number_of
from kehoach_xl.intake.readers.word_table import Cell, table_of
from kehoach_xl.intake.readers.word_text import Said, Texts
from kehoach_xl.messages import Message

_AROUND = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice")
# How a line inside a paragraph begins that is an item of its own, typed after Shift+Enter.
_ITEM = re.compile(r"(?:[-+–•*]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s|[IVX]{1,5}\.\s)")
_WIDE_SPACE = re.compile(r"[^\S\n]+")


def read_word(package: WordPackage) -> tuple[list[Paragraph | Table], list[Message]]:
    """The blocks of a document, and what is to be said of it. Raises Stop GATE_…, IMPORT_…."""
    reader = _Reader(package)
    body = child(package.tree(package.workbook_part), "body")
    blocks = list(reader.blocks(body)) if body is not None else []
    return blocks, list(reader.remarks())


class _Reader:
    def __init__(self, package: WordPackage) -> None:
        self._name = package.name
        self._styles = Styles(package.related("styles"))
        self._numbers = Numbering(package.related("numbering"))
        self._texts = Texts(self._styles)
        self._notes = {
            (kind, value(one, "id") or ""): one
            for kind in ("footnote", "endnote") if (root := package.related(f"{kind}s")) is not None for one in root
            if local(one) == kind and value(one, "type") in (None, "normal")
        }  # fmt: skip
        self._line = self._table = 0
        self._waiting: list[tuple[str, str]] = []

    def remarks(self) -> Iterator[Message]:
        """What is to be said. Raises Stop IMPORT_022."""
        if self._texts.changes:
            yield Message("IMPORT_026", {"count": self._texts.changes})
        self._texts.fonts.require_certain(self._name)
        yield from self._texts.fonts.remarks()

    # -- blocks ---------------------------------------------------------------------------------------

    def blocks(self, element: Any) -> Iterator[Paragraph | Table]:
        """What stands in the body, a text box or a frame; notes come after the block they belong to."""
        for one in _opened_up(element):
            if local(one) == "p":
                yield from self._paragraph(one)
            elif (frame := _frame(one)) is not None:
                yield from self.blocks(frame)
            else:
                yield from self._tabled(one)
            yield from self._noted()

    def _paragraph(self, element: Any) -> Iterator[Paragraph | Table]:
        label, said, style = self._read(element)
        lines = _items(said.text)
        if label and not lines:
            lines = [""]
        for number, text in enumerate(lines):
            self._line += 1
            yield Paragraph(text, Place(line=self._line), "" if number else label, said.bold, _centred(element, style))
        for box in said.boxes:
            yield from self.blocks(box)

    def _tabled(self, element: Any) -> Iterator[Table]:
        self._table += 1
        found = table_of(element, self._cell_text, Place(table=self._table))
        if found is not None:
            yield found
        else:
            self._table -= 1

    def _noted(self) -> Iterator[Paragraph]:
        waiting, self._waiting = self._waiting, []
        for key in waiting:
            if (note := self._notes.pop(key, None)) is None:
                continue
            text = clean(self._flat(note))
            if text:
                self._line += 1
                yield Paragraph(text, Place(line=self._line), note=True)

    # -- texts ----------------------------------------------------------------------------------------

    def _read(self, element: Any) -> tuple[str, Said, list[Style]]:
        """The label, the text and the styles of a paragraph; each is read once, so that lists count on."""
        properties = child(element, "pPr")
        named = value(child(properties, "pStyle")) or self._styles.default
        if named.upper().startswith("TOC") and named[3:].strip().isdigit():
            self._texts.read(element, [])
            return "", Said(), []
        style = self._styles.chain(named)
        said = self._texts.read(element, style)
        self._waiting += said.notes
        removed = child(properties, "rPr", "del") is not None and not said.text.strip()
        number = number_of(properties) or next((one.number for one in style if one.number), None)
        return "" if removed else self._numbers.label(number), said, style

    def _cell_text(self, cell: Cell) -> str:
        return self._flat(cell.element)

    def _flat(self, element: Any) -> str:
        """Everything in a cell or a note as lines; of a table inside it one line a row."""
        lines: list[str] = []
        for one in _opened_up(element):
            if local(one) == "p":
                label, said, _ = self._read(one)
                lines += _lines(f"{label} {said.text}" if label else said.text)
                lines += [line for box in said.boxes for line in self._flat(box).split("\n")]
            else:
                inner = table_of(one, self._cell_text, Place())
                for row in inner.grid if inner else ():
                    lines += _lines(" ".join(text for text in row if text))
        return "\n".join(line for line in lines if line)


def _opened_up(element: Any) -> Iterator[Any]:
    """Paragraphs and tables, out of content controls and insertions."""
    for one in element:
        name = local(one)
        if name in ("p", "tbl"):
            yield one
        elif name in _AROUND:
            yield from _opened_up(one)


def _frame(table: Any) -> Any | None:
    """The one cell of a table that only frames what stands in it."""
    rows = [one for one in table if local(one) == "tr"]
    cells = [one for one in rows[0] if local(one) == "tc"] if len(rows) == 1 else []
    return cells[0] if len(cells) == 1 else None


def _lines(text: str) -> list[str]:
    return [clean(line) for line in text.split("\n")]


def _items(text: str) -> list[str]:
    """A paragraph in one line; one typed with line breaks is cut before what begins like an item of its own."""
    found: list[str] = []
    for line in filter(None, _lines(text)):
        if found and not _ITEM.match(line):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _centred(element: Any, style: list[Style]) -> bool:
    own = value(child(element, "pPr", "jc"))
    return (own or next((one.alignment for one in style if one.alignment), None)) == "center"
