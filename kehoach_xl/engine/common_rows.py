"""Changed cells put into rows as common programs write them: rows of one shape that change in the same columns share a
plan, and each is put together in one step."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from kehoach_xl.engine.fitting import RowFit
from kehoach_xl.engine.looks import Look, Places, look_of, patched_attributes, style_at, style_of_row
from kehoach_xl.engine.odd_rows import Content, inside
from kehoach_xl.engine.shared_texts import REFERENCE, SharedTexts
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.ooxml.shapes import CELL, MOST_SHAPES, NO_CELLS, ROW_END, Row, Shape

_REMEMBERED = frozenset((str, float, type(None)))  # equal ones are written alike, unlike 1 and True


class _Plan(NamedTuple):
    """How changed cells go into rows of one shape. ``template``: the row, where ``pick`` fills in of what there is: its
    number, its cells less ``<c ``, its attributes, and the insides of the cells that change. ``look``: how the row will
    look. ``adds``: whether any cell is new. ``references``: cells that had a text of the table, and change."""

    template: bytes
    pick: Callable[[Sequence[bytes]], tuple[bytes, ...]]
    look: Look
    adds: bool
    references: int


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
        shape = row.shape
        pool = [b""] if row.empty else row.xml[: -len(ROW_END)].split(CELL)
        if self._drop_cached and shape.stale:
            for at, column in enumerate(shape.columns, 1):
                if column in shape.formulas and column not in edits:
                    pool[at] = _without_result(pool[at])
        if None in edits.values():  # a cell that never was cannot be emptied
            edits = {column: c for column, c in edits.items() if c is not None or column in shape.style_of}
        if edits:
            return self._filled(row.number, shape, row.attributes, pool, edits, fitted)
        look = look_of(row)
        self._places.stand_below(row.number, look)
        height = self._fit.height(row.number, look.cells) if fitted and self._fit else None
        attributes = patched_attributes(row.attributes, False, height, self._default_height)
        pool[0] = b'<row r="%d"%s%s' % (row.number, attributes, b"/>" if row.empty else b">")
        return CELL.join(pool) + (b"" if row.empty else ROW_END)

    def new(self, row: int, edits: Mapping[int, Content], level: bytes | None, fitted: bool) -> bytes:
        """A row where none was; ``level``: its outline level, in quotes. No content is None."""
        return self._filled(row, NO_CELLS, b" outlineLevel=%s" % level if level else b"", [b""], edits, fitted)

    def _filled(
        self, number: int, shape: Shape, attributes: bytes, pool: list[bytes], edits: Mapping[int, Content],
        fitted: bool,
    ) -> bytes:  # fmt: skip
        key = shape, style_of_row(attributes), tuple(edits)
        plan = self._plans.get(key) or self._plan(number, key, pool)
        height = self._fit.height(number, plan.look.cells) if fitted and self._fit else None
        self._places.stand_below(number, plan.look)
        contents = edits.values()
        plain = _REMEMBERED.issuperset(map(type, contents))
        insides = list(map(self._known if plain else self._inside, contents))
        self._texts.references += b"".join(insides).count(REFERENCE) - plan.references
        pool[0] = b"%d" % number
        pool.append(patched_attributes(attributes, plan.adds, height, self._default_height))
        pool += insides
        return plan.template % plan.pick(pool)

    def _inside(self, content: Content) -> bytes:
        return self._known(content) if type(content) in _REMEMBERED else inside(content)  # type: ignore[arg-type]

    def _plan(self, number: int, key: tuple[Shape, int | None, tuple[int, ...]], pool: Sequence[bytes]) -> _Plan:
        """How cells of these columns go into a row of a shape and a style; made once for such rows, where no new cell
        looks like the one above."""
        shape, style, edits = key
        look = Look(shape.style_of, style)
        there = {column: at for at, column in enumerate(shape.columns, 1)}
        new = {*edits} - there.keys()
        styles = {column: self._places.style_for(number, look, column) for column in new}
        first = len(there) + 2  # of what the columns become; before that stand the number, the cells, the attributes
        pieces, places = [b'<row r="%b"%b>'], [0, first - 1]
        for column in sorted({*there, *new}):
            if column not in edits:
                pieces.append(b"<c %b")
                places.append(there[column])
                continue
            if column in there:
                own = _style_of(pool[there[column]])
            else:
                own = b' s="%d"' % styles[column] if styles[column] else b""
            pieces.append(b'<c r="%s%%b"%s%%b' % (column_letters(column).encode(), own))
            places += 0, first + edits.index(column)
        after = Look({**look.cells, **{column: index for column, index in styles.items() if index}}, style)
        references = sum(slot.kind == "s" and slot.column in edits for slot in shape.slots)
        plan = _Plan(b"".join(pieces) + ROW_END, itemgetter(*places), after, bool(new), references)
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
