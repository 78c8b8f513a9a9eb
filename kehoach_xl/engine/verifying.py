"""A second opinion on a written part: well-formed, rows and cells in order, changed cells as intended.

Shares nothing with the reader and the splicer, so that a mistake there is seen here. Expat says whether the part is
XML; its cells are found by patterns, as a tree of 60,000 rows takes half a gigabyte. Whatever these do not find as
expected is looked at in a tree, which decides.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from xml.etree import ElementTree
from xml.parsers import expat

from kehoach_xl.engine.values import ERROR_TEXTS
from kehoach_xl.engine.written_rows import Content, Strings, WrittenRows, column_of, number_of, text_of, unescaped
from kehoach_xl.ooxml.cells import Formula

Expected = Mapping[int, Mapping[int, Content]]  # by row and column
Read = Callable[[], Iterable[bytes]]

_ROW, _ROW_END, _ROWS_END = b"<row ", b"</row>", b"</sheetData>"
_MOST_ORDERS = 1_000  # kept
_NUMBER = re.compile(rb'r="(\d+)"')
_PLACE = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')
_INLINE = re.compile(rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>')
_VALUE = re.compile(rb"<v>([^<]*)</v></c>")
_FORMULA = re.compile(rb'<f(?: t="shared")?(?: ref="([A-Z0-9:]+)")?(?: si="(\d+)")?(?:/>|>([^<]*)</f>)</c>')


def verify_part(read: Read, expected: Expected, strings: Strings) -> str:
    """Empty when the part is well-formed and holds the ``expected`` cells, else what is wrong; ``read`` gives the part
    piece by piece."""
    try:
        if surely_right(read(), expected, strings):
            return ""
    except expat.ExpatError as error:
        return f"XML lỗi ({error})"
    return by_elements(b"".join(read()), expected, strings)


# -- by patterns ---------------------------------------------------------------------------------


def surely_right(pieces: Iterable[bytes], expected: Expected, strings: Strings) -> bool:
    """False when the part is not as expected, or is written in a way the patterns do not know. Raises ExpatError."""
    return _Look(expected, strings).at(pieces)


class _Look:
    """One look at a part, from its first row to its last."""

    def __init__(self, expected: Expected, strings: Strings) -> None:
        self._expected, self._strings = expected, strings
        self._met: set[int] = set()  # expected rows
        self._rows = WrittenRows(strings)
        self._orders: dict[tuple[bytes, ...], list[int]] = {}  # columns of rows, which are few
        self._last = 0
        self._begun, self._right, self._ended = False, True, False

    def at(self, pieces: Iterable[bytes]) -> bool:
        """Expat is given all of it; but of rows of our own kind, only what it was not given before."""
        parser = expat.ParserCreate(namespace_separator="}")
        begun = b""
        for piece in pieces:
            *rows, begun = (begun + piece).split(_ROW_END)
            seen = [other for row in rows if (other := self._row(row))]
            cut = 0 if rows and self._right else self._cut(begun)
            parser.Parse(b" ".join((*seen, *self._rows.fresh, self._other(begun[:cut]))), False)
            self._rows.fresh.clear()
            begun = begun[cut:]
        parser.Parse(self._other(begun), True)
        return self._right and not any(
            one is not None for row in self._expected.keys() - self._met for one in self._expected[row].values()
        )

    def _cut(self, begun: bytes) -> int:
        """Where what begins a piece ends that may be looked at without the next: rows without cells, or what stands
        before or after all rows."""
        if not self._right:
            return len(begun)
        if _ROW in begun and _ROWS_END not in begun:
            return begun.rfind(_ROW)
        return begun.rfind(b"<") if b"<" in begun else len(begun)

    def _row(self, row: bytes) -> bytes:
        """What expat is to see of a row beside what is fresh; ``row`` is what stands between the end of the one before
        and its own."""
        if self._right and self._begun and not self._ended:
            number = self._rows.number(row, self._expected)
            if number > self._last:
                self._last = number
                self._met.add(number)
                return b""
        return self._other(row) + _ROW_END

    def _other(self, data: bytes) -> bytes:
        """``data``, looked at cell by cell; its rows are whole."""
        if self._right:
            before, *rows = data.split(_ROW)
            if not self._begun and data:
                self._begun, self._right = True, b"<worksheet " in before
            self._right = self._right and b"<!" not in data and all(map(self._is_right, rows))
            behind = data if self._ended else data.partition(_ROWS_END)[2]
            self._right = self._right and _ROW not in behind
            self._ended = self._ended or _ROWS_END in data
        return data

    def _is_right(self, row: bytes) -> bool:
        """Whether a row (less ``<row ``) comes after the one before, and holds what it should."""
        number = _NUMBER.match(row)
        if number is None or int(number[1]) <= self._last:
            return False
        self._last = int(number[1])
        places = _PLACE.findall(row)
        letters = tuple([one for one, digits in places if digits == number[1]])
        columns = self._orders.get(letters)
        if columns is None:
            if len(self._orders) >= _MOST_ORDERS:
                self._orders.clear()
            columns = self._orders[letters] = [column_of(one.decode()) for one in letters]
        if len(letters) < len(places) or any(before >= after for before, after in pairwise(columns)):
            return False
        self._met.add(self._last)
        cells = self._expected.get(self._last)
        return not cells or _row_holds(row, columns, cells, self._strings)


def _row_holds(row: bytes, columns: list[int], expected: Mapping[int, Content], strings: Strings) -> bool:
    cells = row.split(b"<c ")[1:]
    if len(cells) != len(columns):
        return False
    there = dict(zip(columns, cells, strict=True))
    return all(
        _cell_holds(there[column], content, strings) if column in there else content is None
        for column, content in expected.items()
    )


def _cell_holds(cell: bytes, content: Content, strings: Strings) -> bool:
    """Whether a cell (its XML less ``<c ``) is what it should have become."""
    attributes, _, inside = cell.partition(b">")
    if isinstance(content, str):
        if b' t="s"' in attributes:
            index = _VALUE.match(inside)
            return index is not None and _is_shared(index[1].decode(), content, strings)
        text = _INLINE.match(inside)
        return text is not None and b' t="inlineStr"' in attributes and _same_text(text_of(text[1]), content)
    if content is None:
        return attributes.endswith(b"/") and not inside
    if isinstance(content, Formula):
        formula = _FORMULA.match(inside)
        if formula is None:
            return False
        ref, group, text = (one or b"" for one in formula.groups())
        shared = ref.decode(), group.decode()
        return shared == (content.ref, content.group) and _same_text(text_of(text), content.text)
    value = _VALUE.match(inside)
    if value is None:
        return False
    if isinstance(content, bool):
        return b' t="b"' in attributes and value[1] == b"%d" % content
    if isinstance(content, int):
        return b' t="e"' in attributes and value[1] == ERROR_TEXTS[content].encode()
    return b' t="' not in attributes and number_of(value[1]) == content


# -- by a tree -----------------------------------------------------------------------------------


def by_elements(data: bytes, expected: Expected, strings: Strings) -> str:
    root = ElementTree.fromstring(data)
    if not root.tag.endswith("}worksheet"):
        return ""
    space = root.tag[: root.tag.index("}") + 1]
    found: dict[tuple[int, int], ElementTree.Element] = {}
    last_row = 0
    for row in root.iterfind(f"{space}sheetData/{space}row"):
        number = int(row.get("r", last_row + 1))
        if number <= last_row:
            return f"dòng {number} sai thứ tự"
        last_row, last_column = number, 0
        for cell in row.iterfind(f"{space}c"):
            place = cell.get("r", "")
            letters = place.rstrip("0123456789")
            column = column_of(letters) if letters else last_column + 1
            if column <= last_column or (place and place != f"{letters}{number}"):
                return f"ô {place} sai thứ tự"
            last_column = column
            if column in expected.get(number, {}):
                found[number, column] = cell
    for row_number, cells in expected.items():
        for column, content in cells.items():
            if not _holds(found.get((row_number, column)), content, space, strings):
                return f"ô dòng {row_number} cột {column} không đúng giá trị đã ghi"
    return ""


def _holds(cell: ElementTree.Element | None, content: Content, space: str, strings: Strings) -> bool:
    if cell is None:
        return content is None
    formula, stored = cell.find(f"{space}f"), cell.find(f"{space}v")
    if isinstance(content, Formula):
        if formula is None or stored is not None or formula.get("si", "") != content.group:
            return False
        return formula.get("ref", "") == content.ref and _same_text(formula.text or "", content.text)
    if formula is not None:
        return False
    kind = cell.get("t", "n")
    if content is None:
        return stored is None and cell.find(f"{space}is") is None
    if isinstance(content, str) and kind == "s":
        return stored is not None and _is_shared(stored.text or "", content, strings)
    if isinstance(content, str):
        text = cell.find(f"{space}is/{space}t")
        return kind == "inlineStr" and text is not None and _same_text(text.text, content)
    written = stored.text if stored is not None and stored.text else ""
    if isinstance(content, bool):
        return kind == "b" and written == str(int(content))
    if isinstance(content, int):
        return kind == "e" and written == ERROR_TEXTS[content]
    return kind == "n" and number_of(written.encode()) == content


def _is_shared(index: str, meant: str, strings: Strings) -> bool:
    """Whether the text at ``index`` of the table is the one that was meant."""
    if not (index.isascii() and index.isdigit()) or int(index) >= len(strings()):
        return False
    return _same_text(strings()[int(index)], meant)


def _same_text(written: str | None, meant: str) -> bool:
    return written == meant or (written is not None and unescaped(written) == meant)
