"""A second opinion on a written part: well-formed, rows and cells in order, changed cells as intended.

Shares nothing with the reader and the splicer, so that a mistake there is seen here. Expat says whether the part is
XML; its cells are found by patterns, as a tree of 60,000 rows takes half a gigabyte. Whatever these do not find as
expected is looked at in a tree, which decides.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree
from xml.parsers import expat

from kehoach_xl.engine.values import ERROR_TEXTS, Value
from kehoach_xl.ooxml.cells import Formula

Content = Value | Formula
Expected = Mapping[int, Mapping[int, Content]]  # by row and column
Read = Callable[[], Iterable[bytes]]
Strings = Callable[[], Sequence[str]]  # the table of shared texts, as it was written

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NUMBER = re.compile(rb'r="(\d+)"')
_PLACE = re.compile(rb'<c r="([A-Z]+)')
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
    orders: dict[tuple[bytes, ...], list[int]] = {}  # columns of rows, which are few
    missing = {row for row, cells in expected.items() if any(content is not None for content in cells.values())}
    last = 0
    rows = _rows(pieces)
    head = next(rows)
    right = b"<worksheet " in head and b"<!" not in head
    for row in rows:
        number = _NUMBER.match(row) if right else None
        if number is None or int(number[1]) <= last or b"<!" in row:
            right = False  # expat is to see the rest all the same
            continue
        last = int(number[1])
        letters = tuple(_PLACE.findall(row))
        columns = orders.get(letters)
        if columns is None:
            columns = orders[letters] = [_column(one.decode()) for one in letters]
            right = all(before < after for before, after in pairwise(columns))
        if last in expected:
            missing.discard(last)
            right = right and _row_holds(row.partition(b"</row>")[0], columns, expected[last], strings)
    return right and not missing


def _rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What stands before the first ``<row ``, then what follows each; expat sees all of it."""
    parser = expat.ParserCreate(namespace_separator="}")
    begun = b""
    for piece in pieces:
        parser.Parse(piece, False)
        *whole, begun = (begun + piece).split(b"<row ")
        yield from whole
    parser.Parse(b"", True)
    yield begun


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
        return text is not None and b' t="inlineStr"' in attributes and _same_text(_text(text[1]), content)
    if content is None:
        return attributes.endswith(b"/") and not inside
    if isinstance(content, Formula):
        formula = _FORMULA.match(inside)
        if formula is None:
            return False
        ref, group, text = ((one or b"").decode() for one in formula.groups())
        return (ref, group) == (content.ref, content.group) and _same_text(unescape(text), content.text)
    value = _VALUE.match(inside)
    if value is None:
        return False
    if isinstance(content, bool):
        return b' t="b"' in attributes and value[1] == b"%d" % content
    if isinstance(content, int):
        return b' t="e"' in attributes and value[1].decode() == ERROR_TEXTS[content]
    return b' t="' not in attributes and float(value[1]) == content


def _text(raw: bytes) -> str:
    return unescape(raw.decode()) if b"&" in raw else raw.decode()


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
            letters = cell.get("r", "").rstrip("0123456789")
            column = _column(letters) if letters else last_column + 1
            if column <= last_column:
                return f"ô {cell.get('r')} sai thứ tự"
            last_column = column
            if column in expected.get(number, {}):
                found[number, column] = cell
    for row_number, cells in expected.items():
        for column, content in cells.items():
            if not _holds(found.get((row_number, column)), content, space, strings):
                return f"ô dòng {row_number} cột {column} không đúng giá trị đã ghi"
    return ""


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


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
    return kind == "n" and float(written) == content


def _is_shared(index: str, meant: str, strings: Strings) -> bool:
    """Whether the text at ``index`` of the table is the one that was meant."""
    if not (index.isascii() and index.isdigit()) or int(index) >= len(strings()):
        return False
    return _same_text(strings()[int(index)], meant)


def _same_text(written: str | None, meant: str) -> bool:
    return written == meant or ("_x" in (written or "") and _unescaped(str(written)) == meant)


def _unescaped(text: str) -> str:
    """``_x000D_`` and its like as what they stand for; two may be halves of one character."""
    units = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")
