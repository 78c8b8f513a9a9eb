"""Whatever is written is read back, by us and by openpyxl; what cannot be is refused."""

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from kehoach_xl.engine.values import normal
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.reading import read_workbook
from kehoach_xl.ooxml.text import forbidden_character
from tests.engine.books import opened
from tests.ooxml.handmade import workbook

texts = st.text(max_size=40) | st.sampled_from(
    ["=1+1", "+1", "-1", "@x", "\tx", "'x", " x ", "\n", "_x000D_", "_x_x0041_", "a\r\nb", "007", "1e5",
    "TRUE",     "#N/A", "hoà", "ho\u0300a", "\u00a0", "\u200b", "😀",
     "]]>", "&amp;", "<v>", "05/11/2025", "85,5"]
)  # fmt: skip
values = texts | st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(
    -(2**60), 2**60
)  # fmt: skip
blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(values, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(block=blocks, row=st.integers(1, 5), column=st.integers(1, 30))
def test_blocks_round_trip(tmp_path_factory: pytest.TempPathFactory, block, row: int, column: int) -> None:
    path: Path = tmp_path_factory.mktemp("vòng") / "sổ.xlsx"
    path.write_bytes(workbook('<sheetData><row r="3"><c r="C3" s="0"><v>1</v></c></row></sheetData>'))
    if any(isinstance(v, str) and forbidden_character(v) for line in block for v in line):
        with opened(path) as book, pytest.raises(Stop):
            _write(book.sheets[0], block, row, column)
        return
    wanted = {
        (row + r, column + c): normal(value, "", "")
        for r, line in enumerate(block)
        for c, value in enumerate(line)
    }
    with opened(path) as book:
        _write(book.sheets[0], block, row, column)
        book.save()
    with opened(path) as book:
        ours = book.sheets[0]
        assert {at: ours.range(at).raw_value for at in wanted} == wanted
    returned = read_workbook(path).cells("Báo cáo")
    assert {at: returned[at].value if at in returned else None for at in wanted} == wanted
    theirs = openpyxl.load_workbook(path).active
    assert {at: _plain(theirs.cell(*at).value) for at in wanted} == wanted
    assert all(theirs.cell(*at).data_type != "f" for at in wanted)


def _write(sheet, block, row: int, column: int) -> None:
    sheet.range((row, column), (row + len(block) - 1, column + len(block[0]) - 1)).raw_value = block


def _plain(value: object) -> object:
    """openpyxl leaves escapes as they are stored and gives whole numbers as int."""
    if isinstance(value, str):
        return unescape(value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@given(text=st.text(min_size=1, max_size=5))
def test_control_characters_are_refused_and_only_they(text: str) -> None:
    control = any(c < " " and c not in "\t\n\r" for c in text) or any(c in "\ufffe\uffff" for c in text)
    assert (forbidden_character(text) is not None) == control


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_exact(number: float) -> None:
    from kehoach_xl.engine.values import number_text

    assert float(number_text(number)) == number


@pytest.mark.slow
def test_ten_thousand_rows_are_read_and_a_thousand_appended(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for r in range(10_000):
        book.active.append([f"nhiệm vụ {r} {c}" if c % 2 else r * c + 0.5 for c in range(20)])
    buffer = io.BytesIO()
    book.save(buffer)
    path = tmp_path / "lớn.xlsx"
    path.write_bytes(buffer.getvalue())
    with opened(path) as opened_book:
        sheet = opened_book.sheets[0]
        assert len(sheet.range((1, 1), (10_000, 20)).raw_value) == 10_000
        sheet.range((10_001, 1), (11_000, 20)).raw_value = [["mới"] * 20] * 1_000
        opened_book.save()
    assert openpyxl.load_workbook(path, read_only=True).active.max_row == 11_000
