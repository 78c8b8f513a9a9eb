"""Changed cells put into rows as common programs write them: rows of one shape that change in the same columns share a
plan, and each is put together in one step."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from kehoach_xl.engine.fitting import RowFit
from kehoach_xl.engine.looks import PLAIN, Look, Places, look_of, patched_attributes, style_at
from kehoach_xl.engine.odd_rows import Content, inside
from kehoach_xl.engine.shared_texts import REFERENCE, SharedTexts
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.ooxml.shapes import CELL, MOST_SHAPES, NO_CELLS, ROW_END, Row, Shape

_REMEMBERED = frozenset((str, float, type(None)))  # equal ones are written alike, unlike 1 and True


class _Plan(NamedTuple):
    """How changed cells go into rows of one shape. ``template``: the row, where ``pick`` fills in of what there is: its
    number, its cells less ``<c ``, its attributes, and the insides of the ``columns`` that change, in order.
    ``styles``: by column, as they will be. ``adds``: whether any cell is new."""

    template: bytes
    pick: Callable[[Sequence[bytes]], tuple[bytes, ...]]
    columns: tuple[int, ...]
    styles: Mapping[int, int]
    adds: bool


class CommonRows:
    """Rows of one sheet. ``fit``: the heights of rows, if any is to be fitted; ``default_height`` of one that names
    none."""

    def __init__(
        self, places: Places, fit: RowFit | None, texts: SharedTexts, drop_cached: bool, default_height: float
    ) -> None:
        self._places, self._fit, self._texts, self._drop_cached = places, fit, texts, drop_cached
        self._default_height = default_height
        self._plans: dict[tuple[Shape, int | None, tuple[int, ...]], _Plan] = {}
        self._known = texts.insides.__getitem__

    def patched(self, row: Row, edits: Mapping[int, Content], fitted: bool) -> bytes:
        """A row there was, with changed cells."""
        shape, look = row.shape, look_of(row)
        pool = [b""] if row.empty else row.xml[: -len(ROW_END)].split(CELL)
        if self._drop_cached and shape.stale:
            for at, column in enumerate(shape.columns, 1):
                if column in shape.formulas and column not in edits:
                    pool[at] = _without_result(pool[at])
        if None in edits.values():  # a cell that never was cannot be emptied
            edits = {column: c for column, c in edits.items() if c is not None or column in shape.style_of}
        if edits:
            plan = self._plan(row.number, shape, look, pool, edits)
            new = self._filled(plan, row.number, row.attributes, look.row, pool, edits, fitted)
            self._texts.references += new.count(REFERENCE) - row.xml.count(REFERENCE)
            return new
        self._places.stand_below(row.number, look)
        height = self._fit.height(row.number, look.cells) if fitted and self._fit else None
        attributes = patched_attributes(row.attributes, False, height, self._default_height)
        pool[0] = b'<row r="%d"%s%s' % (row.number, attributes, b"/>" if row.empty else b">")
        return CELL.join(pool) + (b"" if row.empty else ROW_END)

    def new(self, row: int, edits: Mapping[int, Content], level: bytes | None, fitted: bool) -> bytes:
        """A row where none was; ``level``: its outline level, in quotes. No content is None."""
        attributes = b" outlineLevel=%s" % level if level else b""
        plan = self._plan(row, NO_CELLS, PLAIN, [b""], edits)
        new = self._filled(plan, row, attributes, None, [b""], edits, fitted)
        self._texts.references += new.count(REFERENCE)
        return new

    def _filled(
        self, plan: _Plan, number: int, attributes: bytes, style: int | None, pool: list[bytes],
        edits: Mapping[int, Content], fitted: bool,
    ) -> bytes:  # fmt: skip
        height = self._fit.height(number, plan.styles) if fitted and self._fit else None
        self._places.stand_below(number, Look(plan.styles, style))
        contents = list(map(edits.__getitem__, plan.columns))
        pool[0] = b"%d" % number
        pool.append(patched_attributes(attributes, plan.adds, height, self._default_height))
        plain = _REMEMBERED.issuperset(map(type, contents))
        pool += map(self._known, contents) if plain else map(self._inside, contents)
        return plan.template % plan.pick(pool)

    def _inside(self, content: Content) -> bytes:
        return self._known(content) if type(content) in _REMEMBERED else inside(content)  # type: ignore[arg-type]

    def _plan(
        self, number: int, shape: Shape, look: Look, pool: Sequence[bytes], edits: Mapping[int, Content]
    ) -> _Plan:  # fmt: skip
        """How cells of the columns of ``edits`` go into a row; made once for rows of one shape, where no new cell looks
        like the one above."""
        key = shape, look.row, tuple(edits)
        plan = self._plans.get(key)
        if plan is not None:
            return plan
        there = {column: at for at, column in enumerate(shape.columns, 1)}
        new = edits.keys() - there.keys()
        styles = {column: self._places.style_for(number, look, column) for column in new}
        columns = tuple(sorted(edits))
        first = len(there) + 2  # of what the columns become; before that stand the number, the cells, the attributes
        pieces, places = [b'<row r="%b"%b>'], [0, first - 1]
        for column in sorted({*there, *new}):
            if column not in edits:
                pieces.append(b"<c %b")
                places.append(there[column])
                continue
            if column in there:
                style = _style_of(pool[there[column]])
            else:
                style = b' s="%d"' % styles[column] if styles[column] else b""
            pieces.append(b'<c r="%s%%b"%s%%b' % (column_letters(column).encode(), style))
            places += 0, first + columns.index(column)
        every = {**look.cells, **{column: style for column, style in styles.items() if style}}
        plan = _Plan(b"".join(pieces) + ROW_END, itemgetter(*places), columns, every, bool(new))
        if all(style_at(look, column, self._places.columns) for column in new):
            if len(self._plans) >= MOST_SHAPES:
                self._plans.clear()
            self._plans[key] = plan
        return plan


def _attributes_of(cell: bytes) -> bytes:
    """The attributes of a cell but its type, of its XML less ``<c ``.

    >>> _attributes_of(b'r="A1" s="3" t="s"><v>9</v></c>')
    b'r="A1" s="3"'
    """
    return cell[: cell.index(b">")].removesuffix(b"/").partition(b' t="')[0]


def _style_of(cell: bytes) -> bytes:
    """
    >>> _style_of(b'r="A1" s="3" t="s"><v>9</v></c>')
    b' s="3"'
    """
    return _attributes_of(cell).split(b'"', 2)[2]


def _without_result(cell: bytes) -> bytes:
    """A formula cell, less ``<c ``, without its type and its value.

    >>> _without_result(b'r="A1" t="str"><f>B1</f><v>cu</v></c>')
    b'r="A1"><f>B1</f></c>'
    """
    within = cell[cell.index(b">") :]
    formula, _, _ = within.removesuffix(b"</c>").partition(b"<v>")
    return _attributes_of(cell) + formula + b"</c>"
