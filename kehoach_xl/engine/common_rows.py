"""Changed cells put into rows as common programs write them: rows of one shape that change in the same columns share a
plan, and are put together column by column."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from operator import itemgetter
from typing import NamedTuple

from kehoach_xl.engine.edits import NO_EDITS, Changes, Content, Edits
from kehoach_xl.engine.fitting import RowFit
from kehoach_xl.engine.looks import Look, Places, patched_attributes, start_tag, style_at, style_of_row
from kehoach_xl.engine.odd_rows import inside
from kehoach_xl.engine.shared_texts import REFERENCE, SharedTexts
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.ooxml.shapes import CELL, MOST_SHAPES, NO_CELLS, ROW_END, Batch, Block, Row, Shape

_REMEMBERED = frozenset((str, float, type(None)))  # equal ones are written alike, unlike 1 and True
_Key = tuple[Shape, int | None, tuple[int, ...]]


class _Lot(NamedTuple):
    """Rows of one shape and one style that change in the same columns, as in a block. ``fitted``: whether they get a
    new height."""

    key: _Key
    fitted: bool
    numbers: Sequence[int]
    attributes: Sequence[bytes]
    xml: Sequence[bytes]
    edits: Sequence[Edits]

    def rows(self) -> Iterator["_Lot"]:
        """Each by itself."""
        for number, attributes, xml, edits in zip(*self[2:], strict=True):
            yield _Lot(self.key, self.fitted, [number], [attributes], [xml], [edits])


class _Plan(NamedTuple):
    """How changed cells go into the rows of a lot. ``template``: a row, where ``pick`` fills in of what there is: its
    number, its cells less ``<c ``, its attributes, and the insides of the cells that change. ``look``: how the rows
    will look. ``adds``: whether any cell is new. ``references``: cells of a row that had a text of the table, and
    change. ``freed``: of the cells, those that lose their results."""

    template: bytes
    pick: Callable[[Sequence[Sequence[bytes]]], tuple[Sequence[bytes], ...]]
    look: Look
    adds: bool
    references: int
    freed: Sequence[int]


class CommonRows:
    """Rows of one sheet. ``fit``: the heights of rows, if any is to be fitted;
    ``default_height`` of one that names none."""

    def __init__(
        self, changes: Changes, places: Places, fit: RowFit | None, texts: SharedTexts,
        drop_cached: bool, default_height: float,
    ) -> None:  # fmt: skip
        self._changes, self._places, self._fit, self._texts = changes, places, fit, texts
        self._drop_cached, self._default_height = drop_cached, default_height
        self._fitted: Collection[int] = fit.rows if fit is not None else frozenset()
        self._plans: dict[_Key, _Plan] = {}
        self._known = texts.insides.__getitem__
        self._last = Row(0, b"", NO_CELLS)  # the stored row before
        self.changed = False  # whether a row differs from what is stored

    def passed(self, batch: Batch) -> None:
        """A batch that stays as it is."""
        self._go_on(batch)
        self._places.stand_below(self._last.number, self._last)

    def stays(self, batch: Batch) -> bool:
        """Whether no row of a batch is to change."""
        touched = not (self._changes.keys().isdisjoint(batch.numbers) and {*batch.numbers}.isdisjoint(self._fitted))
        return not (touched or (self._drop_cached and any(block.shape.stale for block in batch.blocks)))

    def patched(self, batch: Batch, new: Sequence[int]) -> bytes:
        """A batch with changed cells, and with rows where none were, before its last or after all."""
        rows = dict.fromkeys(sorted((*batch.numbers, *new)) if new else batch.numbers, b"")
        single: list[_Lot] = []  # what can only be told when the row above is
        for lot in chain.from_iterable(map(self._lots, (*batch.blocks, self._new(batch, new)))):
            if self._looks_up(lot):
                single += lot.rows()
            else:
                rows.update(zip(lot.numbers, self._filled(lot), strict=True))
        for lot in sorted(single, key=_NUMBERS):
            rows.update(zip(lot.numbers, self._filled(lot), strict=True))
        self._go_on(batch)
        self._places.forget_before(next(reversed(rows)))
        if not batch.gaps:
            return b"".join(rows.values())
        return b"".join(_spaced(rows, batch.gaps, {*new}))

    def _go_on(self, batch: Batch) -> None:
        last = batch.numbers[-1] if batch.numbers else 0
        for shape, numbers, attributes, _, _ in batch.blocks:
            if last in numbers:
                self._last = Row(last, attributes[numbers.index(last)], shape)

    def _new(self, batch: Batch, new: Sequence[int]) -> Block:
        """Rows where none were: of the rows above they take the outline level."""
        above = {self._last.number: self._last.attributes}
        for block in batch.blocks if new else ():
            above.update(zip(block.numbers, block.attributes, strict=True))
        attributes = [_outline_level(above.get(number - 1, b"")) for number in new]
        return Block(NO_CELLS, new, attributes, (), [b""] * len(new))

    def _lots(self, block: Block) -> Iterator[_Lot]:
        shape = block.shape
        edits = list(map(self._changes.get, block.numbers, repeat(NO_EDITS)))
        edits = [_of_cells(one, shape) if None in one.contents else one for one in edits]
        fitted = map(self._fitted.__contains__, block.numbers)
        styles = map(style_of_row, block.attributes)
        keys = list(zip(styles, [one.columns for one in edits], fitted, strict=True))
        if keys and keys.count(keys[0]) == len(keys):
            style, columns, fits = keys[0]
            yield _Lot((shape, style, columns), fits, block.numbers, block.attributes, block.xml, edits)
            return
        places: dict[tuple[int | None, tuple[int, ...], bool], list[int]] = {}
        for at, key in enumerate(keys):
            places.setdefault(key, []).append(at)
        for (style, columns, fits), found in places.items():
            each = ([column[at] for at in found] for column in (block.numbers, block.attributes, block.xml, edits))
            yield _Lot((shape, style, columns), fits, *each)

    def _looks_up(self, lot: _Lot) -> bool:
        """Whether anything of the rows depends on the one above: the look of a new cell, or a height."""
        if lot.fitted and self._fit is not None and self._fit.in_order(lot.numbers):
            return True
        shape, style, columns = lot.key
        new = () if lot.key in self._plans else {*columns} - {*shape.columns}
        look = Look(shape.style_of, style)
        return not all(style_at(look, column, self._places.columns) for column in new)

    def _filled(self, lot: _Lot) -> Iterable[bytes]:
        """The rows of a lot as they become."""
        shape, style, columns = lot.key
        stored = lot.xml if shape is NO_CELLS else [xml + ROW_END for xml in lot.xml]
        if not (columns or lot.fitted or (self._drop_cached and shape.stale)):
            self._places.stand_among(lot.numbers, Look(shape.style_of, style))
            return stored
        cells: list[Sequence[bytes]] = list(zip(*[xml.split(CELL) for xml in lot.xml], strict=True))
        plan = self._plans.get(lot.key) or self._plan(lot, cells)
        self._places.stand_among(lot.numbers, plan.look)
        for at in plan.freed:
            cells[at] = list(map(_without_result, cells[at]))
        insides = [self._insides(column) for column in zip(*[edits.contents for edits in lot.edits], strict=True)]
        self._texts.references += sum(b"".join(column).count(REFERENCE) for column in insides)
        self._texts.references -= plan.references * len(stored)
        heights: Iterable[float | None] = repeat(None)
        if lot.fitted and self._fit is not None:
            heights = self._fit.heights(lot.numbers, plan.look.cells)
        attributes = list(
            map(patched_attributes, lot.attributes, repeat(plan.adds), heights, repeat(self._default_height))
        )
        cells[0] = list(map(b"%d".__mod__, lot.numbers))
        pool = [*cells, attributes, *insides]
        rows = list(map(plan.template.__mod__, zip(*plan.pick(pool), strict=True)))
        self.changed = self.changed or rows != stored
        return rows

    def _insides(self, column: Sequence[Content]) -> Sequence[bytes]:
        """What follows the attributes of cells with these contents."""
        if _REMEMBERED.issuperset(map(type, column)):
            return list(map(self._known, column))  # type: ignore[arg-type]
        return [self._known(one) if type(one) in _REMEMBERED else inside(one) for one in column]  # type: ignore[arg-type]

    def _plan(self, lot: _Lot, cells: Sequence[Sequence[bytes]]) -> _Plan:
        """How the cells of a lot change; made once for all that are alike, where no new cell looks like the one above.
        ``cells``: as they are."""
        shape, style, columns = lot.key
        look = Look(shape.style_of, style)
        there = {column: at for at, column in enumerate(shape.columns, 1)}
        new = {*columns} - there.keys()
        styles = {column: self._places.style_for(lot.numbers[0], look, column) for column in new}
        first = len(there) + 2  # of what the columns become; before that stand the number, the cells, the attributes
        pieces, places = [b'<row r="%b"%b>'], [0, first - 1]
        for column in sorted({*there, *new}):
            if column not in columns:
                pieces.append(b"<c %b")
                places.append(there[column])
                continue
            if column in there:
                own = _style_of(cells[there[column]][0])
            else:
                own = b' s="%d"' % styles[column] if styles[column] else b""
            pieces.append(b'<c r="%s%%b"%s%%b' % (column_letters(column).encode(), own))
            places += 0, first + columns.index(column)
        whole = b'<row r="%b"%b/>' if shape is NO_CELLS and not columns else b"".join(pieces) + ROW_END
        after = Look({**look.cells, **{column: index for column, index in styles.items() if index}}, style)
        references = sum(slot.kind == "s" and slot.column in columns for slot in shape.slots)
        stale = shape.formulas.difference(columns) if self._drop_cached and shape.stale else ()
        plan = _Plan(whole, itemgetter(*places), after, bool(new), references, [there[column] for column in stale])
        if all(style_at(look, column, self._places.columns) for column in new):
            if len(self._plans) >= MOST_SHAPES:
                self._plans.clear()
            self._plans[lot.key] = plan
        return plan


_NUMBERS = itemgetter(2)  # of a lot


def _of_cells(edits: Edits, shape: Shape) -> Edits:
    """Changes less those that empty a cell that never was."""
    return Edits.of({column: one for column, one in edits.items() if one is not None or column in shape.style_of})


def _outline_level(above: bytes) -> bytes:
    """As an attribute of a new row; ``above``: the attributes of the row above."""
    level = start_tag(Row(0, above, NO_CELLS)).get(b"outlineLevel")
    return b" outlineLevel=%s" % level if level else b""


def _spaced(rows: Mapping[int, bytes], gaps: Mapping[int, bytes], new: Collection[int]) -> Iterator[bytes]:
    """Rows with the white space that stands before them; new ones come behind it."""
    waiting: list[bytes] = []
    for number, row in rows.items():
        waiting.append(row)
        if number not in new:
            yield gaps.get(number, b"")
            yield from waiting
            waiting = []
    yield from waiting


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
