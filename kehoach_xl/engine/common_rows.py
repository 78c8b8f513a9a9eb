"""Changed cells put into rows as common programs write them: rows of one shape that change in the same columns share a
plan, and are put together column by column."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from operator import itemgetter
from typing import NamedTuple

from kehoach_xl.engine.edits import NO_EDITS, Changes, Content, Edits
from kehoach_xl.engine.fitting import RowFit
from kehoach_xl.engine.looks import Look, Places, patched_attributes, start_tag, style_at, style_of_row
from kehoach_xl.engine.odd_rows import inside
from kehoach_xl.engine.row_plans import Plan, cut, plan_of
from kehoach_xl.engine.shared_texts import REFERENCE, SharedTexts
from kehoach_xl.ooxml.shapes import MOST_SHAPES, NO_CELLS, ROW_END, Batch, Block, Row, Shape

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

    def stored(self) -> Sequence[bytes]:
        """The rows as they are."""
        return self.xml if self.key[0] is NO_CELLS else [xml + ROW_END for xml in self.xml]

    def parts(self, alone: bool) -> Iterator["_Lot"]:
        """Rows that follow each other; with ``alone`` each by itself."""
        begin = 0
        for end, number in enumerate(self.numbers, 1):
            if alone or end == len(self.numbers) or self.numbers[end] != number + 1:
                yield _Lot(self.key, self.fitted, *[column[begin:end] for column in self[2:]])
                begin = end


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
        self._plans: dict[_Key, Plan] = {}
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
            if self._fit is not None and lot.fitted and self._fit.in_order(lot.numbers):
                single += lot.parts(alone=True)
            elif self._looks_up(lot):
                single += lot.parts(alone=False)
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
        edits = [one if all(one.contents) or None not in one.contents else _of_cells(one, shape) for one in edits]
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
        """Whether a new cell may look like the one above. Rows of a lot that follow each other then look alike."""
        shape, style, columns = lot.key
        new = () if lot.key in self._plans else {*columns} - {*shape.columns}
        look = Look(shape.style_of, style)
        return not all(style_at(look, column, self._places.columns) for column in new)

    def _filled(self, lot: _Lot) -> Iterable[bytes]:
        """The rows of a lot as they become."""
        shape, style, columns = lot.key
        if not (columns or lot.fitted or (self._drop_cached and shape.stale)):
            self._places.stand_among(lot.numbers, Look(shape.style_of, style))
            return lot.stored()
        plan = self._plans.get(lot.key) or self._plan(lot)
        self._places.stand_among(lot.numbers, plan.look)
        insides = [self._insides(column) for column in zip(*[edits.contents for edits in lot.edits], strict=True)]
        self._texts.references += sum(b"".join(column).count(REFERENCE) for column in insides)
        self._texts.references -= plan.references * len(lot.numbers)
        heights: Iterable[float | None] = repeat(None)
        if lot.fitted and self._fit is not None:
            heights = self._fit.heights(lot.numbers, plan.look.cells)
        attributes = list(
            map(patched_attributes, lot.attributes, repeat(plan.adds), heights, repeat(self._default_height))
        )
        begins, *cells = cut(lot.xml, plan.marks)
        if shape is NO_CELLS:
            begin = b'<row r="%d"%b>' if columns else b'<row r="%d"%b/>'
            begins = list(map(begin.__mod__, zip(lot.numbers, attributes, strict=True)))
        elif attributes != [*lot.attributes]:
            inside = [one.partition(b">")[2] for one in begins]
            begins = list(map(b'<row r="%d"%b>%b'.__mod__, zip(lot.numbers, attributes, inside, strict=True)))
        rows = plan.rows(lot.numbers, begins, cells, insides)
        self.changed = self.changed or rows != lot.stored()
        return rows

    def _insides(self, column: Sequence[Content]) -> Sequence[bytes]:
        """What follows the attributes of cells with these contents."""
        if _REMEMBERED.issuperset(map(type, column)):
            return list(map(self._known, column))  # type: ignore[arg-type]
        return [self._known(one) if type(one) in _REMEMBERED else inside(one) for one in column]  # type: ignore[arg-type]

    def _plan(self, lot: _Lot) -> Plan:
        """Made once for all that are alike, where no new cell may look like the one above."""
        shape, style, columns = lot.key
        look = Look(shape.style_of, style)
        new = {*columns}.difference(shape.columns)
        styles = {column: self._places.style_for(lot.numbers[0], look, column) for column in new}
        stale = shape.formulas.difference(columns) if self._drop_cached and shape.stale else frozenset()
        plan = plan_of(shape, look, columns, styles, stale, lot.xml[0])
        if not self._looks_up(lot):
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
