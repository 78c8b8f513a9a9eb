"""Rows read and spliced by their shape, against the scanner and expat, which take any sheet: both say the same."""

import gc
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlwings
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.engine.edits import Edits
from kehoach_xl.engine.grid import plain_formula
from kehoach_xl.engine.patch import SheetPatch
from kehoach_xl.engine.shared_texts import SharedTexts
from kehoach_xl.engine.sheet_rows import ScannedRows, StreamedRows, sheet_rows
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import Formula
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.refs import cell_name
from kehoach_xl.ooxml.shapes import MOST_SHAPES, Shape, Unusual
from kehoach_xl.ooxml.workbook import WorkbookParts
from kehoach_xl.written.elements import by_elements
from kehoach_xl.written.expected import Awaited, Expected, in_order
from kehoach_xl.written.part import surely_right
from kehoach_xl.written.texts import Claims
from tests.engine.books import opened, sheet_xml
from tests.ooxml.handmade import MAIN, workbook

SHEET = "xl/worksheets/sheet1.xml"
COMMENT = "<!-- người khác viết -->"  # says nothing, but makes the sheet one for the scanner

texts = st.sampled_from(["một", "a < b & c", "_x000D_", "dòng\nhai", "", "=1", "ế " * 40, "\u00a0"])
numbers = st.sampled_from(["1", "0.5", "46022", "1e5", "-7"])


# Formulas that differ in what they share with others, and in nothing else.
TWINS = {"f": "follower text", "follower text": "f", "f empty": "follower", "follower": "f empty"}
KINDS = ("empty", "n", "inline", "s", "b", "e", "f str", "f lo", *TWINS)
STRINGS = "<si><t>một</t></si><si><r><t>chữ </t></r><r><t>đậm</t></r></si>"


@st.composite
def cells(draw: st.DrawFn, row: int, column: int, kind: str, style: str) -> str:
    """One cell as some program writes it."""
    start, text = f'<c r="{cell_name(row, column)}"{style}', escape(draw(texts))
    return {
        "empty": f"{start}/>",
        "n": f"{start}><v>{draw(numbers)}</v></c>",
        "inline": f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>',
        "s": f'{start} t="s"><v>{draw(st.integers(0, 2))}</v></c>',
        "b": f'{start} t="b"><v>{draw(st.integers(0, 1))}</v></c>',
        "e": f'{start} t="e"><v>#N/A</v></c>',
        "f": f"{start}><f>A{row}+1</f></c>",
        "f str": f'{start} t="str"><f>A{row}&amp;""</f><v>{text}</v></c>',
        "f lo": f'{start}><f aca="false">SUM(A1:A{row})</f><v>3</v></c>',
        "follower": f'{start}><f t="shared" si="7"/><v>4</v></c>',
        "follower text": f'{start}><f t="shared" si="7">A{row}*2</f></c>',
        "f empty": f"{start}><f/><v>4</v></c>",
    }[kind]


# A shape of row: the columns of its cells, their kinds and styles.
shapes = st.dictionaries(
    st.integers(1, 30), st.tuples(st.sampled_from(KINDS), st.sampled_from(["", ' s="0"', ' s="3"'])), max_size=5
).map(lambda shape: sorted(shape.items()))
attributes = st.sampled_from(["", ' ht="20"', ' spans="1:9" ht="33" customHeight="1"', ' s="3" customFormat="1"'])


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """The inside of a sheet part: a few shapes of rows, each many times, so that they are learnt."""
    known = draw(st.lists(shapes, min_size=1, max_size=3))
    known += [[(column, (TWINS.get(kind, kind), style)) for column, (kind, style) in shape] for shape in known]
    rows, number = ['<row r="1"><c r="E1"><f t="shared" ref="E1:E99" si="7">A1*2</f><v>2</v></c></row>'], 1
    for _ in range(draw(st.integers(1, 20))):
        number += draw(st.sampled_from([1, 1, 1, 3]))
        space = draw(st.sampled_from(["", "", "\n  "]))
        start, shape = f'{space}<row r="{number}"{draw(attributes)}', draw(st.sampled_from(known))
        inside = "".join(draw(cells(number, column, *one)) for column, one in shape)
        rows.append(f"{start}>{inside}</row>" if inside else f"{start}/>")
    merged = draw(st.sampled_from(["", '<mergeCells><mergeCell ref="B3:B4"/><mergeCell ref="AC2:AD2"/></mergeCells>']))
    return f'<dimension ref="A1:AD20"/><sheetData>{"".join(rows)}</sheetData>{merged}'


def unusual(sheet: str) -> str:
    return sheet.replace("</sheetData>", f"{COMMENT}</sheetData>")


values = st.none() | texts | st.booleans() | st.sampled_from([1.0, 0.0, 46022.0, 85.5])
blocks = st.tuples(
    st.integers(1, 22), st.integers(1, 31),
    st.integers(1, 3).flatmap(
        lambda width: st.lists(st.lists(values, min_size=width, max_size=width), min_size=1, max_size=4)
    ),
)  # fmt: skip


@given(sheet=sheets(), written=st.lists(blocks, max_size=3), formula=st.booleans(), calculated=st.booleans())
def test_both_ways_read_and_write_alike(
    tmp_path_factory: pytest.TempPathFactory, sheet: str, written: list, formula: bool, calculated: bool
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("hai cách")

    def change(book: xlwings.Book) -> None:
        cells = book.sheets[0]
        for row, column, block in written:
            cells.range((row, column), (row + len(block) - 1, column + len(block[0]) - 1)).raw_value = block
            cells.range((row, 1), (row + 1, 1)).rows.autofit()
        if formula:
            cells["E1"].formula = "=A1*3"
        if calculated:
            book.app.calculate()

    found = [_changed(folder / name, one, change) for name, one in (("a.xlsx", sheet), ("b.xlsx", unusual(sheet)))]
    (before, after, xml), (before_odd, after_odd, xml_odd) = found
    assert before == before_odd
    assert after == after_odd
    assert xml_odd.count(COMMENT) == 1
    assert xml == xml_odd.replace(COMMENT, "")


def _changed(path: Path, sheet: str, change: Callable[[xlwings.Book], None]) -> tuple[object, object, str]:
    """What stands in the cells before and after a change, and the sheet as it was saved; or why it was refused."""
    path.write_bytes(workbook(sheet, strings=STRINGS))
    with opened(path) as book:
        area = book.sheets[0]["A1:AE26"]
        before = area.raw_value, area.formula
        try:
            change(book)
        except Stop as stop:
            return before, str(stop.message.code), sheet_xml(path)
        book.save()
        return before, (area.raw_value, area.formula), sheet_xml(path)


@given(sheet=sheets())
def test_common_rows_are_streamed_and_others_scanned(sheet: str) -> None:
    assert isinstance(_rows(sheet), StreamedRows)
    assert isinstance(_rows(unusual(sheet)), ScannedRows)


def _rows(sheet: str) -> StreamedRows | ScannedRows:
    parts = WorkbookParts(Package.open(workbook(sheet, strings=STRINGS)))
    return sheet_rows(parts, SHEET)[0]  # type: ignore[return-value]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><!-- <row r="2"><c r="A2"><v>2</v></c></row> -->',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>đậm</t></r><r><t> nhạt</t></r></is></c></row>',
        '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row>",
        '<row r="1"> <c r="A1"><v>1</v></c></row>',
        '<row><c><v>1</v></c></row>',
        '<row r="1"><c r="A1" cm="1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><extLst><ext uri="x"><c r="B1"/></ext></extLst></row>',
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_left_to_the_scanner(rows: str) -> None:
    assert isinstance(_rows(f"<sheetData>{rows}</sheetData>"), ScannedRows)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>&khong;</v></c></row>',
        '<row r="1" ht="1" ht="2"/>',
        '<row r="1" la:x="1"/>',
        '<row r="1048577"/>',
        '<row r="1"><c r="A1" t="e"><v>\x01</v></c></row>',
        '<row r="1"><c r="A1"><v>một</v></c></row>',
    ],
)  # fmt: skip
def test_damaged_rows_are_refused_as_the_scanner_does(rows: str) -> None:
    with pytest.raises(Stop) as stop:
        _rows(f"<sheetData>{rows}</sheetData>")
    assert stop.value.message.code == "GATE_018"


def test_white_space_between_rows_stays(tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsx"
    sheet = '<sheetData>\n  <row r="1"><c r="A1"><v>1</v></c></row>\n  <row r="3"/>\n</sheetData>'
    path.write_bytes(workbook(sheet))
    assert isinstance(_rows(sheet), StreamedRows)
    with opened(path) as book:
        book.sheets[0]["A3"].raw_value = 3
        book.save()
    assert sheet.replace('<row r="3"/>', '<row r="3"><c r="A3"><v>3</v></c></row>') in sheet_xml(path)


def test_a_sheet_longer_than_a_piece_is_read_and_saved_whole(tmp_path: Path) -> None:
    """Rows lie across the pieces a part is inflated in."""
    path = tmp_path / "sổ.xlsx"
    text = "nội dung " * 20
    rows = [f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>{text}{n}</t></is></c></row>'
            for n in range(1, 3001)]  # fmt: skip
    sheet = f"<sheetData>{''.join(rows)}</sheetData>"
    assert len(sheet) > 3 << 18
    path.write_bytes(workbook(sheet))
    with opened(path) as book:
        area = book.sheets[0]["A1:B3000"]
        assert area.raw_value == tuple((float(n), f"{text}{n}") for n in range(1, 3001))
        book.sheets[0]["A1500"].raw_value = None
        book.save()
    assert sheet.replace('<c r="A1500"><v>1500</v></c>', '<c r="A1500"/>') in sheet_xml(path)


PLAIN, NONE = '<c r="B{0}"><f>A{0}*2</f></c>', '<c r="B{0}"><f/></c>'
FOLLOWER, WITH_TEXT = '<c r="B{0}"><f t="shared" si="3"/></c>', '<c r="B{0}"><f t="shared" si="3">A{0}*2</f></c>'


@pytest.mark.parametrize("spelled", list(permutations((PLAIN, NONE, FOLLOWER, WITH_TEXT))))
def test_formulas_spelled_unlike_are_no_one_shape(spelled: tuple[str, ...]) -> None:
    """Other programs than Excel write its text also into a cell that shares the formula of another."""
    each = [one for one in spelled for _ in range(6)]  # often enough for a pattern
    rows = "".join(f'<row r="{n}">{one.format(n)}</row>' for n, one in enumerate(each, 1))
    sheet = f"<sheetData>{rows}</sheetData>"
    assert isinstance(_rows(sheet), StreamedRows)
    assert dict(_rows(sheet).formulas()) == dict(_rows(unusual(sheet)).formulas())


# -- memory --------------------------------------------------------------------------------------


def differing(rows: int) -> str:
    """Rows of which no two have the same cells."""
    columns = [[c for c in range(1, 15) if n >> c & 1] for n in range(2, 2 * rows + 2, 2)]
    return "".join(
        f'<row r="{n}" ht="{n}">' + "".join(f'<c r="{cell_name(n, c)}"><v>1</v></c>' for c in there) + "</row>"
        for n, there in enumerate(columns, 1)
    )


def shapes_alive() -> int:
    return sum(type(one) is Shape for one in gc.get_objects())


def test_shapes_of_a_sheet_of_unlike_rows_are_forgotten() -> None:
    count = 3 * MOST_SHAPES
    rows = _rows(f"<sheetData>{differing(count)}</sheetData>")
    before = shapes_alive()
    reading = [shapes_alive() - before for some in rows.stored() if count in some]
    changes = {row: Edits.of({20: 1.0}) for row in range(1, count + 1)}
    patch = SheetPatch(rows, changes, None, {}, False, SharedTexts(rows.parts, changes.values()))
    writing = [shapes_alive() - before for piece in patch.pieces() if b'<row r="%d"' % count in piece]
    assert reading[0] <= 2 * MOST_SHAPES
    assert writing[0] <= 2 * MOST_SHAPES


@pytest.mark.parametrize(
    "sheet",
    ["<sheetData>{}</sheetData>", f'<x:sheetData xmlns:x="{MAIN}">{{}}</x:sheetData>'],
)
def test_a_part_whose_rows_are_not_found_is_soon_left_to_the_scanner(sheet: str) -> None:
    """Looking for them again with each piece would take the longer, the more was read."""
    rows = "".join(f'<x:row r="{n}" xmlns:x="{MAIN}"/>' for n in range(1, 80_001))
    parts = WorkbookParts(Package.open(workbook(sheet.format(rows))))
    taken, stream = [], parts.package.stream

    def counted(part: str) -> Iterator[bytes]:
        for piece in stream(part):
            taken.append(len(piece))
            yield piece

    parts.package.stream = counted  # type: ignore[method-assign]
    with pytest.raises(Unusual):
        list(StreamedRows(parts, SHEET).stored())
    assert sum(taken) < 5 << 20 < len(rows)


# -- the second opinion --------------------------------------------------------------------------

HEAD, TAIL = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"
GOOD = (
    '<row r="2"><c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">a &lt; b</t></is></c><c r="B2"><v>85</v></c>'
    '<c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c><c r="E2" s="4"/><c r="F2" t="s"><v>1</v></c></row>'
    '<row r="3"><c r="A3"><f>A1+1</f></c><c r="B3"><f t="shared" ref="B3:B9" si="0">A3</f></c>'
    '<c r="C3"><f t="shared" si="0"/></c></row>'
)
EXPECTED = {
    2: {1: "a < b", 2: 85.0, 3: True, 4: -2146826246, 5: None, 6: "chữ đậm", 9: None},
    3: {1: plain_formula("A1+1"), 2: Formula("A3", "shared", "0", "B3:B9"), 3: Formula("", "shared", "0", "")},
}


def table() -> list[str]:
    return ["một", "chữ đậm", "chữ đậm_x005F_x000D_", "a < b"]


def surely(pieces: list[bytes], expected: Expected) -> bool:
    claims = Claims()
    return surely_right(pieces, Awaited(in_order(expected)), claims) and claims.hold(table)


def opinions(rows: str) -> tuple[bool, str]:
    data = (HEAD + rows + TAIL).encode()
    return surely([data[:90], data[90:]], EXPECTED), by_elements(data, EXPECTED, table)


def test_what_was_meant_is_seen_without_a_tree() -> None:
    assert opinions(GOOD) == (True, "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a &lt; b", "a &lt; c"), ("<v>85</v>", "<v>86</v>"), ('t="b"><v>1', 't="b"><v>0'), ("#N/A", "#REF!"),
        ('<c r="E2" s="4"/>', '<c r="E2" s="4"><v>1</v></c>'), ("A1+1", "A1+2"), ('si="0"/>', 'si="1"/>'),
        ('ref="B3:B9"', 'ref="B3:B8"'), ('<c r="B2"><v>85</v></c>', ""), ('r="3"', 'r="1"'), ('"C3"', '"B3"'),
        ('<c r="E2" s="4"/>', '<c r="E2" s="4"/><c r="I2"><v>1</v></c>'), ("<f>A1+1</f>", "<f>A1+1</f><v>2</v>"),
        ('<c r="B2"><v>85</v></c>', '<c r="B2" t="str"><v>85</v></c>'), ('t="inlineStr"', 't="s"'),
        ('<row r="3">', '<row r="2"/><row r="3">'), ('t="s"><v>1', 't="s"><v>0'), ('t="s"><v>1', 't="s"><v>2'),
        ('t="s"><v>1', 't="s"><v>4'), ('t="s"><v>1', 't="s"><v>-3'), ('t="s"><v>1', "><v>1"),
    ],
)  # fmt: skip
def test_a_mistake_is_seen_both_ways(old: str, new: str) -> None:
    assert GOOD.count(old) >= 1
    sure, reason = opinions(GOOD.replace(old, new, 1))
    assert not sure
    assert reason


expectations = st.dictionaries(st.integers(1, 20), st.dictionaries(st.integers(1, 30), values, min_size=1))


@given(sheet=sheets(), expected=expectations)
def test_what_is_surely_right_is_right_to_the_tree(sheet: str, expected: dict[int, dict[int, object]]) -> None:
    data = (HEAD.removesuffix("<sheetData>") + sheet + "</worksheet>").encode()
    assert not surely([data], expected) or by_elements(data, expected, table) == ""
