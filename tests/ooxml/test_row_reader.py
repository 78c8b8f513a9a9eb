"""Rows of many shapes, read in batches: what is found in each row is what a reader finds who never met one before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.ooxml.row_reader import RowReader
from kehoach_xl.ooxml.shapes import ELEMENT, FORMULAS, ROW_END, VALUES, Batch, Block, Unusual

ALL = VALUES | FORMULAS | {ELEMENT}
Found = dict[int, tuple[object, ...]]
CELLS = (
    '<c r="A{0}"><v>{1}</v></c>',
    '<c r="B{0}" s="2" t="inlineStr"><is><t>chữ {1}</t></is></c>',
    '<c r="C{0}" s="{1}"/>',
    '<c r="D{0}"><f t="shared" si="{1}"/></c>',
    '<c r="E{0}" t="s"><f>A{0}+{1}</f><v>{1}</v></c>',
    '<c r="F{0}"><f t="shared" ref="F{0}:F9" si="{1}">A1</f></c>',
)


def row(number: int, cells: str, space: str = "", attributes: str = "") -> bytes:
    start = f'{space}<row r="{number}"{attributes}'
    return (f"{start}>{cells}</row>" if cells else f"{start}/>").encode()


@st.composite
def parts(draw: st.DrawFn) -> list[bytes]:
    """Pieces of whole rows, of few shapes."""
    kinds = draw(st.lists(st.sets(st.integers(0, len(CELLS) - 1)), min_size=1, max_size=3))
    pieces: list[bytes] = []
    number = 0
    for _ in range(draw(st.integers(1, 4))):
        piece = b""
        for _ in range(draw(st.integers(0, 12))):
            number += draw(st.sampled_from([1, 1, 7]))
            kind, held = draw(st.sampled_from(kinds)), draw(st.integers(1, 3))
            cells = "".join(CELLS[at].format(number, held) for at in sorted(kind))
            ht = draw(st.sampled_from(["", ' ht="20"', ' ht="3" spans="1:6"']))
            piece += row(number, cells, draw(st.sampled_from(["", "", "\n "])), ht)
        pieces.append(piece + draw(st.sampled_from([b"", b"\n"])))
    return pieces


def rows_of(batches: list[Batch]) -> Found:
    found: Found = {}
    for batch in batches:
        here: Found = {}
        for block in batch.blocks:
            shape = block.shape.columns, block.shape.styles, block.shape.slots, block.shape.stale
            for at, number in enumerate(block.numbers):
                texts = [column[at] for column in block.texts]
                here[number] = batch.gaps.get(number, b""), *shape, block.attributes[at], texts, block.xml[at]
        assert sorted(here) == list(batch.numbers)
        found |= here
    return found


@given(parts())
def test_rows_are_found_as_if_each_were_the_first(pieces: list[bytes]) -> None:
    reader = RowReader(b"", ALL)
    batches = list(reader.batches(pieces))
    found = rows_of(batches)
    alone: Found = {}
    left = b"".join(pieces)
    while left.strip():
        end = min(at for mark in (ROW_END, b"/>") if (at := _end(left, mark)) > 0)
        alone |= rows_of(list(RowReader(b"", ALL).batches([left[:end]])))
        left = left[end:]
    assert found == alone
    assert [number for batch in batches for number in batch.numbers] == sorted(found)
    assert b"".join(batch.data for batch in batches) + reader.trailing == b"".join(pieces)
    assert reader.trailing == left


@given(parts(), st.frozensets(st.sampled_from(sorted(ALL))))
def test_who_wants_some_texts_gets_the_same_rows_without_the_others(pieces: list[bytes], some: frozenset[str]) -> None:
    found, bare = (list(RowReader(b"", kinds).batches(pieces)) for kinds in (ALL, some))
    for batch, other in zip(found, bare, strict=True):
        assert (batch.numbers, batch.gaps, batch.data) == (other.numbers, other.gaps, other.data)
        assert [_with(some, block) for block in batch.blocks] == [_with(ALL, block) for block in other.blocks]


def _with(kinds: frozenset[str], block: Block) -> tuple[object, ...]:
    shape = block.shape
    texts = [tuple(held) if slot.kind in kinds else () for slot, held in zip(shape.slots, block.texts, strict=True)]
    xml = tuple(block.xml) if ELEMENT in kinds else ()
    return shape.columns, shape.styles, shape.slots, block.numbers, block.attributes, xml, texts


def _end(text: bytes, mark: bytes) -> int:
    """Where the first row of ``text`` ends; ``/>`` ends one only in its start tag."""
    begin = text.index(b"<row ")
    within = text.find(b">", begin) + 1
    if mark == ROW_END:
        return 0 if text[:within].endswith(b"/>") else text.index(mark) + len(mark)
    return within if text[:within].endswith(mark) else 0


def many(kind: int, first: int) -> bytes:
    return b"".join(row(n, CELLS[kind].format(n, n)) for n in range(first, first + 8))


MANY = many(0, 1)


@pytest.mark.parametrize(
    "odd",
    [
        b'<row r="9"><c r="A9"/><row r="10"><c r="A10"><v>1</v></c></row><c r="B9"/></row>',  # one within another
        b'<!-- <row r="9"><c r="A9"><v>1</v></c></row> -->',
        b'<row r="9"><c r="A9"><v><row r="10"><c r="A10"><v>1</v></c></row></v></c></row>',
        row(8, CELLS[0].format(8, 8)),
        row(7, CELLS[0].format(7, 7)),
        row(9, CELLS[0].format(8, 8)),
        row(1_048_577, CELLS[0].format(1_048_577, 1)),
        row(9, CELLS[0].format(9, 9), attributes=' x:y="1"'),
        row(9, CELLS[0].format(9, 9), attributes=' ht="1" ht="1"'),
        row(9, CELLS[0].format(9, 9), "\x0b"),
        b"\x0b",
    ],
)  # fmt: skip
def test_what_is_no_row_among_known_ones_is_unusual(odd: bytes) -> None:
    for pieces in ([MANY, odd], [MANY + odd], [MANY, odd + row(11, CELLS[0].format(11, 1))]):
        with pytest.raises(Unusual):
            list(RowReader(b"", ALL).batches(pieces))


@pytest.mark.parametrize(
    "numbers",
    [[(18, 0), (17, 0)], [(17, 0), (17, 0)], [(18, 1), (17, 0)], [(18, 0), (17, 1)], [(17, 0), (19, 1), (18, 0)]],
)  # fmt: skip
def test_rows_of_known_shapes_out_of_order_are_unusual(numbers: list[tuple[int, int]]) -> None:
    """Whether they go on as the rows before, or change to and fro."""
    piece = b"".join(row(n, CELLS[kind].format(n, n)) for n, kind in numbers)
    for known in ([many(0, 1), many(1, 9)], [many(1, 1), many(0, 9)], [many(0, 1) + many(1, 9)]):
        with pytest.raises(Unusual):
            list(RowReader(b"", ALL).batches([*known, piece]))
