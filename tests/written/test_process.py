"""What the process beside a save says of what it was told: the same as the look that the save itself takes."""

import hashlib
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.ooxml.cells import Formula
from kehoach_xl.written.beside import Beside
from kehoach_xl.written.expected import Expected
from kehoach_xl.written.part import verify_part
from kehoach_xl.written.process import opinion
from kehoach_xl.written.sent import CutOff, Seen, send
from kehoach_xl.written.table import shared_texts, verify_strings
from tests.ooxml.handmade import MAIN

BEFORE = f'<sst xmlns="{MAIN}"><si><t>một</t></si></sst>'.encode()
TABLE = f'<sst xmlns="{MAIN}"><si><t>một</t></si><si><t>hai &amp; ba</t></si></sst>'.encode()
ROWS = range(2, 40)


class TakenDown(Beside):
    """What a process would have been told."""

    def __init__(self) -> None:
        super().__init__()
        self.stream = io.BytesIO()

    @property
    def listens(self) -> bool:
        return True

    def tell(self, kind: bytes, data: bytes = b"") -> None:
        send(self.stream, kind, data)


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(3, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def told(data: bytes, expected: Expected, table: bytes = TABLE, size: int = 700) -> bytes:
    """All that is told of one part and the table, in blocks of a size."""
    beside = TakenDown()
    telling = beside.part("sheet", expected)
    assert telling is not None
    packer = zlib.compressobj(3, zlib.DEFLATED, -15)
    telling.begin()
    for at in range(0, len(data), size):
        block = data[at : at + size]
        telling.block(block, packer.compress(block) + packer.flush(zlib.Z_SYNC_FLUSH))
    telling.end(packer.flush())
    beside.table("table", lambda: BEFORE, deflated(table))
    beside.done()
    return beside.stream.getvalue()


def said(data: bytes, expected: Expected, table: bytes = TABLE, size: int = 700) -> list[Seen | None]:
    return opinion(io.BytesIO(told(data, expected, table, size)))


def row(n: int) -> str:
    return (
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 2}</v></c><c r="B{n}"><v>{n}.5</v></c>'
        f'<c r="C{n}" t="inlineStr"><is><t>chỉ {n}</t></is></c><c r="D{n}"><f>B{n}+1</f></c>'
        f'<c r="E{n}" t="b"><v>1</v></c></row>'
    )


WRITTEN = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(map(row, ROWS))}</sheetData></worksheet>'.encode()
EXPECTED: dict[int, dict[int, object]] = {
    n: {
        1: "hai & ba" if n % 2 else "một", 2: n + 0.5, 3: f"chỉ {n}", 4: Formula(f"B{n}+1", "normal", "", ""), 5: True,
    }
    for n in ROWS if n % 5
}  # fmt: skip


@pytest.mark.parametrize("size", [90, 700, 1 << 20])
def test_what_is_right_is_said_with_what_it_was(size: int) -> None:
    sheet, table = said(WRITTEN, EXPECTED, size=size)
    assert sheet is not None and sheet[:2] == (len(WRITTEN), zlib.crc32(WRITTEN))
    assert table == Seen(len(TABLE), zlib.crc32(TABLE), hashlib.sha256(deflated(TABLE)).hexdigest())


def test_rows_in_any_order_and_far_apart_are_met() -> None:
    expected = {n: EXPECTED[n] for n in (39, 3, 21)} | {99: {4: None}}
    assert None not in said(WRITTEN, expected, size=90)
    assert said(WRITTEN, expected | {99: {4: "một"}})[0] is None
    assert None not in said(WRITTEN, {})


def test_a_text_that_is_not_where_cells_say_makes_all_parts_doubtful() -> None:
    other = TABLE.replace(b"hai", b"tam")
    sheet, table = said(WRITTEN, EXPECTED, other)
    assert sheet is None and table is not None
    assert said(WRITTEN, EXPECTED, BEFORE)[0] is None
    assert said(WRITTEN, EXPECTED, TABLE.replace("một".encode(), b"mot")) == [None, None]
    assert said(WRITTEN, {2: {2: 2.5}}, other)[0] is not None  # no cell that was meant points there


def test_a_table_that_was_not_sent_says_nothing_of_cells_that_point_into_it() -> None:
    beside = TakenDown()
    telling = beside.part("sheet", EXPECTED)
    assert telling is not None
    telling.begin()
    telling.block(WRITTEN, b"")
    telling.end(deflated(WRITTEN))
    beside.done()
    assert opinion(io.BytesIO(beside.stream.getvalue())) == [None, None]


@given(st.data())
def test_whatever_becomes_of_it_is_judged_as_by_the_save_itself(data: st.DataObject) -> None:
    written, table, expected = bytearray(WRITTEN), bytearray(TABLE), dict(EXPECTED)
    for _ in range(data.draw(st.integers(1, 2))):
        what = data.draw(st.sampled_from(["sheet", "table", "expected"]))
        if what == "expected":
            n = data.draw(st.sampled_from([*ROWS, 77]))
            contents = st.sampled_from(["một", "hai & ba", "chỉ 7", 7.5, True, 1.0, None, -2146826246])
            expected[n] = {**expected.get(n, {}), data.draw(st.integers(1, 6)): data.draw(contents)}
            continue
        changed = written if what == "sheet" else table
        at = data.draw(st.integers(50, len(changed) - 1))
        if data.draw(st.booleans()):
            del changed[at : at + data.draw(st.integers(1, 9))]
        else:
            changed[at] = data.draw(st.sampled_from(b'<>/&"=0123456789AZs \r\n\x01\xff'))
    sheet, strings = said(bytes(written), expected, bytes(table), data.draw(st.sampled_from([90, 700, 1 << 20])))
    if strings is not None:
        assert verify_strings(BEFORE, bytes(table)) == ""
    if sheet is not None:
        texts = shared_texts(bytes(table)) if strings else []
        assert verify_part(lambda: [bytes(written)], expected, lambda: texts) == ""
        assert sheet.crc == zlib.crc32(written)


@given(st.data())
def test_bytes_that_were_changed_on_the_way_are_never_taken_for_others(data: st.DataObject) -> None:
    """Whatever it says it has seen, it says of what it was given."""
    packed = bytearray(deflated(WRITTEN))
    packed[data.draw(st.integers(0, len(packed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    beside = TakenDown()
    telling = beside.part("sheet", EXPECTED)
    assert telling is not None
    telling.begin()
    telling.block(WRITTEN, bytes(packed[:-4]))
    telling.end(bytes(packed[-4:]))
    beside.table("table", lambda: BEFORE, deflated(TABLE))
    beside.done()
    sheet, _ = opinion(io.BytesIO(beside.stream.getvalue()))
    assert sheet is None or sheet.digest == hashlib.sha256(packed).hexdigest()


def test_wherever_the_pipe_ends_nothing_is_said() -> None:
    stream = told(WRITTEN, EXPECTED)
    for end in range(0, len(stream), 61):
        with pytest.raises(CutOff):
            opinion(io.BytesIO(stream[:end]))
