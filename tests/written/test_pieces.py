"""Pieces of rows: those that are taken many at once hold what each of them does, and expat is shown as much."""

from collections.abc import Sequence
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.written.pieces import Pieces, Shared
from kehoach_xl.written.texts import Claims

TEXT, NEXT = b' s="1" t="inlineStr"><is><t xml:space="preserve">', b'</t></is></c><c r="B'
SHARED, NUMBER, VALUE_NEXT = b' s="1" t="s"><v>', b"><v>", b'</v></c><c r="B'
PARTS = [
    TEXT, NEXT, SHARED, NUMBER, VALUE_NEXT, b"\0", b" ", b"", b"1", b"-2.5e3", b"1_0", b"12345678", b"+1",
    "một".encode(), b"&amp;", b"&", b"#9;", b"&lt", b"_x000D_", b"_x", b"\r", b"<", b"]]>", b"]]", b">", b"\x01",
    b"\xc3",
]  # fmt: skip


def known(pieces: Sequence[bytes]) -> tuple[Pieces, list[bytes]]:
    fresh: list[bytes] = []
    found = Pieces(Claims(), fresh)
    found.learn(pieces)
    return found, fresh


def is_xml(fresh: Sequence[bytes]) -> bool:
    try:
        expat.ParserCreate().Parse(b"<a>%s</a>" % b" ".join(fresh), True)
    except expat.ExpatError:
        return False
    return True


@st.composite
def columns(draw: st.DrawFn) -> list[bytes]:
    head, tail = draw(st.sampled_from([(TEXT, NEXT), (SHARED, VALUE_NEXT), (NUMBER, VALUE_NEXT), (b"", b"")]))
    own = draw(st.lists(st.lists(st.sampled_from(PARTS), max_size=3).map(b"".join), min_size=1, max_size=5))
    return [head + one + tail for one in own]


@given(columns())
def test_pieces_learnt_at_once_are_those_learnt_one_by_one(column: list[bytes]) -> None:
    together, fresh = known(column)
    alone = [known([piece]) for piece in column]
    for piece, (one, _) in zip(column, alone, strict=True):
        assert together.leads_to.get(piece) == one.leads_to.get(piece)
        assert same(together.meant.get(piece), one.meant.get(piece))
    assert is_xml(fresh) == all(is_xml(own) for _, own in alone)


def same(one: object, other: object) -> bool:
    """1 and True are equal, and not the same."""
    return one is other or (one == other and type(one) is type(other))


@given(columns())
def test_texts_taken_at_once_are_those_of_each_alone(column: list[bytes]) -> None:
    fresh: list[bytes] = []
    found = Pieces(Claims(), fresh).texts(column)
    if found is None:
        assert fresh == []
        return
    alone = [known([piece]) for piece in column]
    assert found.texts == [one.meant[piece] for piece, (one, _) in zip(column, alone, strict=True)]
    assert {found.leads_to} == {one.leads_to[piece] for piece, (one, _) in zip(column, alone, strict=True)}
    assert is_xml(fresh) == all(is_xml(own) for _, own in alone)


def test_texts_that_stand_once_are_taken_at_once_and_not_remembered() -> None:
    pieces = Pieces(Claims(), [])
    found = pieces.texts([TEXT + b"m&amp;n" + NEXT, TEXT + b"_x000D_" + NEXT])
    assert found is not None and found == ([b"m&n", b"\r"], b"B")
    assert pieces.meant == {}


@pytest.mark.parametrize(
    "other",
    [b"><v>1</v></c>", TEXT + b"a" + NEXT.replace(b"B", b"C"), TEXT.replace(b"1", b"2") + b"a" + NEXT,
     TEXT + b"a\0" + NEXT, TEXT + b"a&#9;" + NEXT, TEXT + b"a\r" + NEXT, TEXT + b"a<b/>" + NEXT, b""],
)  # fmt: skip
def test_with_one_that_looks_otherwise_none_is_taken(other: bytes) -> None:
    plain = TEXT + b"a" + NEXT
    for column in ([plain, other], [other, plain], [plain, other, plain]):
        assert Pieces(Claims(), []).texts(column) is None


def test_numbers_and_places_in_the_table_are_learnt_at_once() -> None:
    pieces, fresh = known([NUMBER + b"1" + VALUE_NEXT, NUMBER + b"-2.5" + VALUE_NEXT])
    assert sorted(pieces.meant.values()) == [-2.5, 1.0]
    assert len(fresh) == 1
    pieces, fresh = known([SHARED + b"1" + VALUE_NEXT, SHARED + b"7" + VALUE_NEXT])
    assert sorted(pieces.meant.values()) == [Shared(1), Shared(7)]
    assert len(fresh) == 1


def test_memory_does_not_grow_with_pieces_that_all_differ() -> None:
    pieces, most = Pieces(Claims(), []), 0
    for first in range(0, 200_000, 1_000):
        pieces.begin()
        pieces.learn(NUMBER + b"%d" % n + VALUE_NEXT for n in range(first, first + 1_000))
        most = max(most, len(pieces.meant))
    assert most < 60_000
