"""The second opinion on rows of known forms: what it takes for right, expat and the tree take for right."""

import re
from collections.abc import Callable, Iterable
from xml.etree import ElementTree
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.engine.grid import plain_formula
from kehoach_xl.ooxml.cells import Formula
from kehoach_xl.written.elements import by_elements
from kehoach_xl.written.expected import Awaited, Expected, in_order
from kehoach_xl.written.part import surely_right, verify_part
from kehoach_xl.written.texts import Claims
from tests.ooxml.handmade import MAIN

STRINGS = ["một", "hai & ba", "bốn"]
ROWS = range(3, 30)
FOLLOWER = Formula("", "shared", "7", "")


def strings() -> list[str]:
    return STRINGS


def is_right(written: Iterable[bytes], expected: Expected) -> bool:
    """By the patterns, without the tree."""
    claims = Claims()
    return surely_right(written, Awaited(in_order(expected)), claims) and claims.hold(strings)


def full(n: int) -> str:
    return (
        f'<row r="{n}" ht="{15 + n % 3}">'
        f'<c r="A{n}" s="1" t="inlineStr"><is><t xml:space="preserve">Mã &lt;{n}&gt;</t></is></c>'
        f'<c r="B{n}" s="2" t="s"><v>{n % 3}</v></c><c r="C{n}"><v>{n}.5</v></c><c r="D{n}" t="b"><v>{n % 2}</v></c>'
        f'<c r="E{n}" t="e"><v>#N/A</v></c><c r="F{n}"><f>A{n}&amp;1</f></c><c r="G{n}"><f t="shared" si="7"/></c>'
        f'<c r="H{n}" s="4"/><c r="J{n}" t="str"><v>x{n}</v></c></row>'
    )


def fewer(n: int) -> str:
    return f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>chỉ {n}</t></is></c><c r="C{n}"><v>{n}</v></c></row>'


def contents(n: int) -> dict[int, object]:
    """What ``full`` writes, but for column 10, which did not change."""
    return {
        1: f"Mã <{n}>", 2: STRINGS[n % 3], 3: n + 0.5, 4: bool(n % 2), 5: -2146826246, 6: plain_formula(f"A{n}&1"),
        7: FOLLOWER, 8: None, 9: None,
    }  # fmt: skip


def part(rows: list[str]) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'.encode()


WRITTEN = [full(n) if n % 3 else fewer(n) for n in ROWS]
EXPECTED = {n: contents(n) if n % 3 else {1: f"chỉ {n}", 3: float(n)} for n in ROWS}


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("size", [100, 1000, 1 << 20])
def test_what_was_meant_is_seen_in_pieces_of_any_size(size: int) -> None:
    assert is_right(pieces(part(WRITTEN), size), EXPECTED)


def opinion(data: bytes, size: int = 500) -> bool:
    """Whether the part is taken for right; held against expat and the tree."""
    try:
        ElementTree.fromstring(data)
        proper = True
    except ElementTree.ParseError:
        proper = False
    try:
        right = is_right(pieces(data, size), EXPECTED)
    except expat.ExpatError:
        assert not proper
        return False
    assert proper
    assert not right or by_elements(data, EXPECTED, strings) == ""
    return right


LATE = ROWS[-4]  # a row whose form is long known
assert LATE % 3

MISTAKES: list[tuple[str, Callable[[str], str]]] = [
    ("a byte of a text", lambda row: row.replace("Mã", "Mả")),
    ("an index", lambda row: row.replace(f"<v>{LATE % 3}</v>", f"<v>{(LATE + 1) % 3}</v>", 1)),
    ("an index of nothing", lambda row: row.replace(f"<v>{LATE % 3}</v>", "<v>3</v>", 1)),
    ("a number", lambda row: row.replace(".5", ".25")),
    ("no number", lambda row: row.replace(f"<v>{LATE}.5", f"<v>{LATE}_0.5")),
    ("yes for no", lambda row: row.replace(f't="b"><v>{LATE % 2}', f't="b"><v>{1 - LATE % 2}')),
    ("an error", lambda row: row.replace("#N/A", "#REF!")),
    ("a formula", lambda row: row.replace("&amp;1", "&amp;2")),
    ("a group", lambda row: row.replace('si="7"', 'si="8"')),
    ("a kind", lambda row: row.replace('s="2" t="s"', 's="2" t="str"')),
    ("something where nothing is to be", lambda row: row.replace(' s="4"/>', ' s="4"><v>1</v></c>')),
    ("another cell", lambda row: row.replace(f'<c r="J{LATE}"', f'<c r="I{LATE}"')),
    ("a cell of another row", lambda row: row.replace(f'"C{LATE}"', f'"C{LATE - 1}"')),
    ("cells in another order", lambda row: re.sub(r'(<c r="B.*?</c>)(<c r="C.*?</c>)', r"\2\1", row)),
    ("a dropped row", lambda row: ""),
    ("a row twice", lambda row: row + row),
    ("rows in another order", lambda row: full(LATE + 1) + row),
    ("a row of another number", lambda row: row.replace(str(LATE), str(LATE + 100))),
    ("no end", lambda row: row.replace("</row>", "")),
    ("no XML: a sign", lambda row: row.replace("Mã", "M\x01")),
    ("no XML: a reference", lambda row: row.replace("Mã", "M&a;")),
    ("no XML: an end of CDATA", lambda row: row.replace("Mã", "]]>")),
    ("no XML: in what did not change", lambda row: row.replace("<v>x", "<v>x & ")),
    ("no XML: an attribute twice", lambda row: row.replace(' ht="', ' ht="1" ht="')),
    ("no XML: an attribute of none", lambda row: row.replace(' ht="', ' a:ht="')),
]  # fmt: skip


@pytest.mark.parametrize("change", [change for _, change in MISTAKES], ids=[name for name, _ in MISTAKES])
def test_a_mistake_in_a_row_of_a_known_form_is_seen(change: Callable[[str], str]) -> None:
    rows = [change(row) if row == full(LATE) else row for row in WRITTEN]
    assert rows != WRITTEN
    data = part(rows)
    reasons = {verify_part(lambda size=size: pieces(data, size), EXPECTED, strings) for size in (90, 1 << 20)}
    assert "" not in reasons


def test_text_that_is_no_utf8_is_seen() -> None:
    data = part(WRITTEN).replace(f"Mã &lt;{LATE}".encode(), b"M\xc3 &lt;%d" % LATE)
    assert verify_part(lambda: [data], EXPECTED, strings)


def test_a_row_within_a_comment_is_none() -> None:
    data = part([f"<!--{row}-->" if row == full(LATE) else row for row in WRITTEN])
    assert verify_part(lambda: [data], EXPECTED, strings)


def test_references_and_line_ends_are_left_to_the_tree() -> None:
    written = [row.replace("Mã", "M&#227;") for row in WRITTEN]
    assert not is_right([part(written)], EXPECTED)
    assert verify_part(lambda: [part(written)], EXPECTED, strings) == ""
    expected = {n: {1: f"Mã\r<{n}>"} for n in ROWS if n % 3}
    returns = [row.replace("Mã ", "Mã\r") for row in WRITTEN]  # XML reads it as a line feed
    assert verify_part(lambda: [part(returns)], expected, strings)


@given(st.data())
def test_whatever_becomes_of_the_bytes_is_judged_as_by_expat_and_the_tree(data: st.DataObject) -> None:
    written = bytearray(part(WRITTEN))
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(60, len(written) - 1))
        signs = st.sampled_from(b'<>/&"=0123456789AZs \r\n\x01\xff]-!')
        match data.draw(st.sampled_from(["set", "cut", "put"])):
            case "set":
                written[at] = data.draw(signs)
            case "cut":
                del written[at : at + data.draw(st.integers(1, 30))]
            case "put":
                written.insert(at, data.draw(signs))
    opinion(bytes(written), data.draw(st.sampled_from([64, 500, 1 << 20])))


ONCE = [
    f'<row r="{n}" ht="{n}">'
    f'<c r="A{n}" s="1" t="inlineStr"><is><t xml:space="preserve">chỉ {n} &amp; một _x000D_</t></is></c>'
    + (f'<c r="B{n}" t="s"><v>{n % 3}</v></c>' if n % 2 else "")
    + f'<c r="D{n}"><v>{n}.25</v></c><c r="E{n}" t="inlineStr"><is><t>{"chữ " * n}</t></is></c></row>'
    for n in ROWS
]
EXPECTED_ONCE: dict[int, dict[int, object]] = {
    n: {1: f"chỉ {n} & một \r", **({2: STRINGS[n % 3]} if n % 2 else {}), 4: n + 0.25, 5: "chữ " * n}
    for n in ROWS if n % 7
}  # fmt: skip


def verdict(data: bytes, size: int) -> bool | None:
    """None for what is no XML."""
    try:
        return is_right(pieces(data, size), EXPECTED_ONCE)
    except expat.ExpatError:
        return None


@given(st.data())
def test_rows_taken_at_once_are_judged_as_each_alone(data: st.DataObject) -> None:
    written = bytearray(part(ONCE))
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(60, len(written) - 1))
        other = st.sampled_from([*b'<>/&"=019AZs \r\n\x00\xff#_x', *(row.encode() for row in ONCE[3:9])])
        match data.draw(st.sampled_from(["set", "cut", "put"])):
            case "set":
                written[at] = data.draw(st.sampled_from(b'<>/&"=019AZs \r\n\x00\xff#_x'))
            case "cut":
                del written[at : at + data.draw(st.integers(1, 200))]
            case "put":
                piece = data.draw(other)
                written[at:at] = piece if isinstance(piece, bytes) else bytes([piece])
    alone = verdict(bytes(written), 64)  # less than a row
    assert verdict(bytes(written), 1 << 20) == alone
    if alone:
        assert by_elements(bytes(written), EXPECTED_ONCE, strings) == ""


def test_texts_and_numbers_that_stand_once_are_seen() -> None:
    assert verdict(part(ONCE), 1 << 20) and verdict(part(ONCE), 64)


def test_unlike_rows_are_seen_whole() -> None:
    columns = [[c for at, c in enumerate("ABCDE") if n >> at & 1] for n in ROWS]
    rows = [
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><v>{n}</v></c>' for c in there) + "</row>"
        for n, there in zip(ROWS, columns, strict=True)
    ]
    empty = "".join(f'<row r="{n}"/>' for n in range(40, 5000))
    expected = {n: {1: float(n)} for n in ROWS if n & 1}
    assert is_right(pieces(part([*rows, empty]), 300), expected)
    assert not is_right(pieces(part([*rows, empty, '<row r="7"/>']), 300), expected)


CELLS: list[tuple[str, object]] = [
    ('t="s"><v>1</v></c>', "hai & ba"), ('t="inlineStr"><is><t>hai &amp; ba</t></is></c>', "hai & ba"),
    ("><v>1</v></c>", 1.0), ('t="b"><v>1</v></c>', True), ('t="e"><v>#N/A</v></c>', -2146826246), ("/>", None),
    ("><f>A1&amp;1</f></c>", plain_formula("A1&1")), ('><f t="shared" si="7"/></c>', FOLLOWER),
    ('><f t="shared" ref="A1:A9" si="7">B1</f></c>', Formula("B1", "shared", "7", "A1:A9")),
]  # fmt: skip


@given(st.data())
def test_cells_hold_what_was_meant_and_nothing_equal_to_it(data: st.DataObject) -> None:
    """1 is no True, and no text of the table is a number; whatever the cells of a column hold."""
    rows, expected = [], {}
    for n in range(1, 9):
        drawn = data.draw(st.lists(st.sampled_from(CELLS), min_size=1, max_size=4))
        cells = [f'<c r="{"ABCD"[at]}{n}" s="{n}" {xml}' for at, (xml, _) in enumerate(drawn)]
        rows.append(f'<row r="{n}">' + "".join(cells).replace(" >", ">").replace(" />", "/>") + "</row>")
        expected[n] = {at: content for at, (_, content) in enumerate(drawn, 1)}
    assert is_right([part(rows)], expected)
    row = data.draw(st.sampled_from(sorted(expected)))
    column = data.draw(st.sampled_from([*expected[row]]))
    other = data.draw(st.sampled_from([content for _, content in CELLS]))
    same = other == expected[row][column] and type(other) is type(expected[row][column])
    expected[row][column] = other
    assert is_right([part(rows)], expected) == same


def test_a_text_may_end_as_the_place_of_a_cell_does() -> None:
    rows = [f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>A{n}" s="1"/&gt;</t></is></c></row>' for n in ROWS]
    assert is_right([part(rows)], {n: {1: f'A{n}" s="1"/>'} for n in ROWS})


@pytest.mark.parametrize("numbers", [(1, 1, 2, 2), (1, 2, 2, 3, 2), (2, 1, 3, 3)])
def test_rows_that_fall_back_more_than_once_are_refused(numbers: tuple[int, ...]) -> None:
    data = part([f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in numbers])
    assert "sai thứ tự" in verify_part(lambda: [data], {1: {1: 1.0}}, strings)


def test_rows_behind_the_end_of_the_rows_are_left_to_the_tree() -> None:
    data = part([full(3), full(4)]).replace(b"</worksheet>", full(5).encode() + b"</worksheet>")
    assert not is_right(pieces(data, 64), {5: contents(5)})
    assert verify_part(lambda: [data], {5: contents(5)}, strings)


@pytest.mark.parametrize("row", ["<row/>", '<row\tr="40"/>', '<row r="40"><c r="B/"/></row>', '<row r="40"><c/></row>'])
def test_rows_and_cells_without_a_place_are_left_to_the_tree(row: str) -> None:
    for size in (50, 500, 1 << 20):
        assert not is_right(pieces(part([*WRITTEN, row]), size), EXPECTED)
