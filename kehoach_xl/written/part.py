"""A second opinion on a written part: well-formed, rows and cells in order, changed cells as intended.

Shares nothing with the reader and the splicer, so that a mistake there is seen here. Expat says whether the part is
XML; its cells are found by patterns, as a tree of 60,000 rows takes half a gigabyte. Whatever these do not find as
expected is looked at in a tree, which decides.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from xml.parsers import expat

from kehoach_xl.written.expected import Awaited, Cells, Expected, in_order
from kehoach_xl.written.rows import WrittenRows
from kehoach_xl.written.texts import (
    BOOLEANS,
    ERRORS,
    Claims,
    Strings,
    column_of,
    index_of,
    number_of,
    same_text,
    text_of,
)

Read = Callable[[], Iterable[bytes]]

_ROW, _ROW_END, _ROWS_END = b"<row ", b"</row>", b"</sheetData>"
_MOST_ORDERS = 1_000  # kept
_OF_FORMULA = 4  # what is expected of one
_OTHER_ROW, _CELL = re.compile(rb"<row[>/\t\r\n]"), re.compile(rb"<c[ >/\t\r\n]")
_NUMBER = re.compile(rb'r="(\d+)"')
_PLACE = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')
_INLINE = re.compile(rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>')
_VALUE = re.compile(rb"<v>([^<]*)</v></c>")
_FORMULA = re.compile(rb'<f(?: t="shared")?(?: ref="([A-Z0-9:]+)")?(?: si="(\d+)")?(?:/>|>([^<]*)</f>)</c>')


def verify_part(read: Read, expected: Expected, strings: Strings) -> str:
    """Empty when the part is well-formed and holds the ``expected`` cells, else what is wrong; ``read`` gives the part
    piece by piece."""
    claims = Claims()
    try:
        if surely_right(read(), Awaited(in_order(expected)), claims) and claims.hold(strings):
            return ""
    except expat.ExpatError as error:
        return f"XML lỗi ({error})"
    from kehoach_xl.written.elements import by_elements  # a tree, for what is hardly ever asked

    return by_elements(b"".join(read()), expected, strings)


def surely_right(pieces: Iterable[bytes], expected: Awaited, claims: Claims) -> bool:
    """False when the part is not as expected, or is written in a way the patterns do not know. What is right is so if
    the ``claims`` hold, to which its own are added. Raises ExpatError."""
    return _Look(expected, claims).at(pieces)


class _Look:
    """One look at a part, from its first row to its last."""

    def __init__(self, expected: Awaited, claims: Claims) -> None:
        self._expected, self._claims = expected, claims
        self._rows = WrittenRows(claims)
        self._orders: dict[tuple[bytes, ...], list[int]] = {}  # columns of rows, which are few
        self._last = 0
        self._begun, self._right, self._ended = False, True, False

    def at(self, pieces: Iterable[bytes]) -> bool:
        """Expat is given all of it; but of rows of our own kind, only what it was not given before."""
        parser = expat.ParserCreate(namespace_separator="}")
        begun = b""
        for piece in pieces:
            *rows, begun = (begun + piece).split(_ROW_END)
            seen = list(self._stretch(rows))
            cut = 0 if rows and self._right else self._cut(begun)
            parser.Parse(b" ".join((*seen, *self._rows.fresh, self._other(begun[:cut]))), False)
            self._rows.fresh.clear()
            begun = begun[cut:]
        parser.Parse(self._other(begun), True)
        return self._right and self._expected.all_met()

    def _cut(self, begun: bytes) -> int:
        """Where what begins a piece ends that may be looked at without the next: rows without cells, or what stands
        before or after all rows."""
        if not self._right:
            return len(begun)
        if _ROW in begun and _ROWS_END not in begun:
            return begun.rfind(_ROW)
        return begun.rfind(b"<") if b"<" in begun else len(begun)

    def _stretch(self, rows: list[bytes]) -> Iterator[bytes]:
        """What expat is to see of rows beside what is fresh; each is what stands between the end of the one before and
        its own."""
        at, marks = 0, self._rows.marks(rows)
        while at < len(rows):
            end = marks.index(None, at) if None in marks[at:] else len(rows)
            ours = self._right and self._begun and not self._ended
            run = self._rows.run(rows[at:end], marks[at:end], self._last) if ours else None
            if run and run.numbers:
                self._last = run.numbers[-1]
                for place, cells in self._rows.unsure(run, self._expected.among(run.numbers)):
                    yield self._unsure(rows[at + place], run.numbers[place], cells) + _ROW_END
                at += len(run.numbers)
            else:
                yield self._other(rows[at]) + _ROW_END
                at += 1

    def _unsure(self, row: bytes, number: int, expected: Cells) -> bytes:
        """A row of which the number is known to be right."""
        self._right = self._right and row.count(_ROW) == 1 and _is_known(row)
        self._right = self._right and self._cells_are_right(row[len(_ROW) :], b"%d" % number, expected)
        return row

    def _other(self, data: bytes) -> bytes:
        """``data``, looked at cell by cell; its rows are whole."""
        if self._right:
            before, *rows = data.split(_ROW)
            if not self._begun and data:
                self._begun, self._right = True, b"<worksheet " in before
            self._right = self._right and _is_known(data) and all(map(self._is_right, rows))
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
        return self._cells_are_right(row, number[1], self._expected.at(self._last))

    def _cells_are_right(self, row: bytes, number: bytes, expected: Cells) -> bool:
        letters = tuple([one for one, digits in _PLACE.findall(row) if digits == number])
        columns = self._orders.get(letters)
        if columns is None:
            if len(self._orders) >= _MOST_ORDERS:
                self._orders.clear()
            columns = self._orders[letters] = [column_of(one.decode()) for one in letters]
        if len(letters) < len(_CELL.findall(row)) or any(before >= after for before, after in pairwise(columns)):
            return False
        return not expected[0] or self._row_holds(row, columns, expected)

    def _row_holds(self, row: bytes, columns: list[int], expected: Cells) -> bool:
        cells = row.split(b"<c ")[1:]
        if len(cells) != len(columns):
            return False
        there = dict(zip(columns, cells, strict=True))
        return all(
            _cell_holds(there[column], content, self._claims) if column in there else content is None
            for column, content in zip(*expected, strict=True)
        )


def _is_known(data: bytes) -> bool:
    """Whether rows are spelt as we look for them, and nothing hides one."""
    return b"<!" not in data and not _OTHER_ROW.search(data)


def _cell_holds(cell: bytes, content: object, claims: Claims) -> bool:
    """Whether a cell (its XML less ``<c ``) is what it should have become."""
    attributes, _, inside = cell.partition(b">")
    if content is None:
        return attributes.endswith(b"/") and not inside
    if isinstance(content, tuple) and len(content) == _OF_FORMULA:
        formula = _FORMULA.match(inside)
        if formula is None:
            return False
        ref, group, text = (one or b"" for one in formula.groups())
        meant, _, *shared = content
        return shared == [group.decode(), ref.decode()] and same_text(text_of(text), meant)
    if isinstance(content, bytes) and b' t="s"' not in attributes:
        text = _INLINE.match(inside)
        return text is not None and b' t="inlineStr"' in attributes and same_text(text_of(text[1]), content.decode())
    value = _VALUE.match(inside)
    if value is None:
        return False
    if isinstance(content, bytes):
        index = index_of(value[1])
        return index is not None and claims.agree(index, content)
    if isinstance(content, float):
        return b' t="' not in attributes and number_of(value[1]) == content
    if not isinstance(content, tuple):  # what cannot be written
        return False
    kind, meant = content
    return b' t="%s"' % kind in attributes and (BOOLEANS if kind == b"b" else ERRORS).get(value[1]) == meant
