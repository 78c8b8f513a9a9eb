"""Excel's binary workbook: no cell is lost, whichever of its records a program writes."""

import struct
from pathlib import Path

import pytest

from kehoach_xl.intake.arrived import OPENED, UNREADABLE
from kehoach_xl.intake.opening import open_file
from kehoach_xl.ooxml.reading import Cell, ReadWorkbook
from tests.hostile.kit import long_cells, packed, parts
from tests.intake.test_real_files import form
from tests.ooxml.handmade import relationships
from tests.support import node

_TYPE = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


def record(code: int, content: bytes = b"") -> bytes:
    number = bytes([code]) if code < 128 else bytes([code & 127 | 128, code >> 7])
    return number + bytes([len(content) & 127 | 128, len(content) >> 7]) + content


def wide(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def sheet(name: str, state: int) -> bytes:
    return record(156, struct.pack("<2L", state, 1) + wide("rId1") + wide(name))


def row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<2LHBBB", number - 1, 0, 300, 0, 0x10 if hidden else 0, 0)) + b"".join(cells)


def cell(code: int, column: int | None, value: bytes = b"", style: int = 0) -> bytes:
    """``column`` from 1, None in a short record; ``style`` numbers the formats of :func:`styles`."""
    place = b"" if column is None else struct.pack("<L", column - 1)
    return record(code, place + struct.pack("<L", style) + value)


def styles() -> bytes:
    """Plain, a percent, a day, and the font of old letters."""
    font = lambda name: record(43, bytes(21) + wide(name))
    formats = [record(47, struct.pack("<3H", 0, number, which)) for number, which in ((0, 0), (9, 0), (164, 0), (0, 1))]
    return b"".join(
        [record(44, struct.pack("<H", 164) + wide("dd/mm/yyyy")), font("Arial"), font(".VnTime"),
         record(617), *formats, record(618), record(47, struct.pack("<3H", 0, 14, 0))]
    )  # fmt: skip


def book(*content: bytes, shared: str = "Kết quả") -> bytes:
    """A workbook of two tabs that share one sheet, the second very hidden, with one shared string."""
    package = "http://schemas.openxmlformats.org/package/2006/content-types"
    types = f'<Types xmlns="{package}"><Default Extension="bin" ContentType="{_TYPE}"/></Types>'
    return packed({
        "[Content_Types].xml": types,
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": record(153, bytes(8)) + sheet("Phiếu", 0) + sheet("_kehoach", 2),
        "xl/_rels/workbook.bin.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.bin"), ("rId2", "sharedStrings", "sharedStrings.bin"),
            ("rId3", "styles", "styles.bin"),
        ),
        "xl/sharedStrings.bin": record(19, b"\0" + wide(shared)),
        "xl/styles.bin": styles(),
        "xl/worksheets/sheet1.bin": record(145) + b"".join(content) + record(146),
    })  # fmt: skip


def opened(data: bytes) -> ReadWorkbook:
    found = open_file(data, "phiếu.xlsb")
    assert found.state == OPENED, found.problem
    assert (found.notes, found.book is not None) == ((), True)
    assert found.book is not None
    return found.book


def rk(raw: int) -> bytes:
    return struct.pack("<L", raw)


REAL = struct.pack("<d", 45996.0)


ANY_BOOK = book(
    row(1, cell(7, 1, struct.pack("<L", 0)), cell(2, 2, rk(85 << 2 | 2)), cell(2, 3, rk(8550 << 2 | 3))),
    row(2, cell(5, 1, REAL, 2), cell(5, 2, struct.pack("<d", 0.85), 1), cell(4, 3, b"\1"), cell(3, 4, b"\x2a")),
    row(3, cell(6, 2, wide("chuçn bÞ"), 3), cell(62, 4, b"\0" + wide("nhiều kiểu chữ")), cell(1, 5)),
    row(4, cell(8, 1, wide("đạt") + bytes(8)), cell(9, 2, REAL + bytes(8)), cell(10, 3, b"\0"), cell(11, 4, b"\7")),
)


def test_every_record_of_a_cell_is_read() -> None:
    assert opened(ANY_BOOK).cells("Phiếu") == {
        (1, 1): Cell("text", "Kết quả", "Kết quả", None, "Arial"), (1, 2): Cell("number", 85.0, "85", None, "Arial"),
        (1, 3): Cell("number", 85.5, "85.5", None, "Arial"), (2, 1): Cell("date", 45996.0, "45996", None, "Arial"),
        (2, 2): Cell("percent", 0.85, "0.85", None, "Arial"), (2, 3): Cell("bool", True, "1", None, "Arial"),
        (2, 4): Cell("error", "#N/A", "#N/A", None, "Arial"),
        (3, 2): Cell("text", "chuçn bÞ", "chuçn bÞ", None, ".VnTime"),
        (3, 4): Cell("text", "nhiều kiểu chữ", "nhiều kiểu chữ", None, "Arial"),
        (4, 1): Cell("formula", "đạt", "đạt", "", "Arial"), (4, 2): Cell("formula", 45996.0, "45996", "", "Arial"),
        (4, 3): Cell("formula", False, "0", "", "Arial"), (4, 4): Cell("formula", "#DIV/0!", "#DIV/0!", "", "Arial"),
    }  # fmt: skip


def test_short_records_stand_right_of_the_cell_before() -> None:
    short = [
        cell(12, None), cell(13, None, rk(0xFFFFFFEF << 0 & 0xFFFFFFFE | 2)), cell(14, None, b"\x17"),
        cell(15, None, b"\1"), cell(16, None, REAL, 2), cell(17, None, wide("ngắn")),
        cell(18, None, struct.pack("<L", 0)),
    ]  # fmt: skip
    data = book(row(1, cell(1, 3), *short), row(5, cell(17, None, wide("đầu dòng")), hidden=True))
    found = opened(data)
    assert {at: one[:2] for at, one in found.cells("Phiếu").items()} == {
        (1, 5): ("number", -5.0), (1, 6): ("error", "#REF!"), (1, 7): ("bool", True), (1, 8): ("date", 45996.0),
        (1, 9): ("text", "ngắn"), (1, 10): ("text", "Kết quả"), (5, 1): ("text", "đầu dòng"),
    }  # fmt: skip
    assert found.sheet("Phiếu").hidden_rows == {5}


def test_sheets_come_with_their_states_merges_and_hidden_columns() -> None:
    found = opened(book(record(60, struct.pack("<4LH", 2, 3, 0, 0, 1)), record(176, struct.pack("<4L", 7, 8, 1, 3))))
    assert [(one.name, one.state) for one in found.sheets] == [("Phiếu", "visible"), ("_kehoach", "veryHidden")]
    assert (found.sheets[0].merges, found.sheets[0].hidden_columns) == ([(8, 2, 9, 4)], [(3, 4)])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x06\xff\xff\xff\x7f", "GATE_018"),
        (row(1, cell(6, 1, struct.pack("<L", 0x7FFFFFFF))), "GATE_018"),
        (row(1, cell(6, 1, struct.pack("<L", 9) + b"a")), "GATE_018"),
        (record(5, b"\0\0"), "GATE_018"), (record(0, b"\0"), "GATE_018"), (cell(13, None, rk(2)), "GATE_018"),
        (row(1, cell(6, 16_385, wide("x"))), "GATE_018"), (row(1_048_577, cell(6, 1, wide("x"))), "GATE_018"),
        (b"".join(row(n, cell(2, 1, rk(2))) for n in range(1, 50_002)), "GATE_019"),
        (row(1, cell(6, 2, wide("x")), cell(6, 2, wide("y"))), "GATE_018"), (row(2) + row(1), "GATE_018"),
        (b"".join(record(n % 251 + 1000, bytes([n * n % 256])) for n in range(1_000_001)), "GATE_019"),
    ],
)  # fmt: skip
def test_what_is_broken_or_too_much_is_said(content: bytes, code: str) -> None:
    found = open_file(book(content), "phiếu.xlsb")
    assert (found.state, found.problem and found.problem.code) == (UNREADABLE, code)


def test_a_long_text_in_many_cells_is_too_much() -> None:
    shown = (row(n, cell(7, 1, struct.pack("<L", 0))) for n in range(1, 45_001))
    found = open_file(book(*shown, shared="ă" * 400), "phiếu.xlsb")
    assert (found.state, found.problem and found.problem.code) == (UNREADABLE, "INTAKE_005")


@pytest.mark.tools
@pytest.mark.parametrize("change", [lambda part: part, long_cells])
def test_what_sheetjs_saved_holds_every_cell_it_saw(tmp_path: Path, change) -> None:
    """Short records as it writes them, and the same with each column written out as Excel does."""
    (tmp_path / "a.xlsx").write_bytes(form())
    data = node.saved("sheetjs", tmp_path / "a.xlsx", tmp_path / "b.xlsb", "xlsb").read_bytes()
    changed = {name: change(one) if "/worksheets/" in name else one for name, one in parts(data).items()}
    found, original = opened(packed(changed)), open_file(form(), "a.xlsx").book
    assert original is not None
    for name in ("Phiếu", "_kehoach"):
        seen = {at: one.value for at, one in found.cells(name).items()}
        assert seen == {at: one.value for at, one in original.cells(name).items()}, name
    assert found.cells("Phiếu")[4, 2].kind == "date"
    assert found.cells("Phiếu")[3, 2].kind == "percent"
    assert found.sheet("_kehoach").state == "veryHidden"
    assert found.properties["kehoach_00"] == '{"plan":"fta"}'
