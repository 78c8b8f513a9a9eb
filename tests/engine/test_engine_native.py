"""Backups, and block writes that either stand whole or leave what was there."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from kehoach_xl.engine import open_book
from kehoach_xl.engine.native import BlockWrite, backup, is_file_book, read_block, write_blocks
from kehoach_xl.errors import Stop
from tests.ooxml.handmade import workbook

SHEET = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row></sheetData>'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sổ.xlsm"
    path.write_bytes(workbook(SHEET))
    return path


def test_backup_holds_what_was_on_the_disk_before_the_save(path: Path) -> None:
    before = path.read_bytes()
    folder = path.parent / "Sao lưu"
    with open_book(path, write=True) as book:
        assert is_file_book(book)
        copy = backup(book, folder, "gop")
        again = backup(book, folder, "gop")
        book.sheets[0]["A1"].raw_value = 5
        book.save()
    assert copy != again
    assert copy.read_bytes() == again.read_bytes() == before
    assert path.read_bytes() != before
    stem, stamp, label, suffix = copy.name.split(".")
    assert (stem, label, suffix) == ("sổ", "gop", "xlsm")
    assert len(stamp) == len("20251105-073000")


def test_backup_copies_where_links_do_not_work(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError("no hard links here")

    monkeypatch.setattr(os, "link", no_links)
    with open_book(path, write=False) as book:
        copy = backup(book, path.parent, "gop")
    assert copy.read_bytes() == path.read_bytes()
    assert copy.stat().st_ino != path.stat().st_ino


def test_backup_that_cannot_be_made_stops(path: Path) -> None:
    with open_book(path, write=False) as book, pytest.raises(Stop) as stop:
        backup(book, path / "trong tệp", "gop")
    assert stop.value.message.code == "OPEN_023"


def test_blocks_are_written_to_a_file_book(path: Path) -> None:
    with open_book(path, write=True) as book:
        write_blocks(
            book,
            [
                BlockWrite("Báo cáo", 2, 1, [["=text", 85], [None, True]]),
                BlockWrite("Báo cáo", 2, 4, [["=A1", "chữ"]], "formula"),
            ],
        )
        assert read_block(book, "Báo cáo", 2, 1, 2, 2) == [["=text", 85.0], [None, True]]
        assert book.sheets[0]["D2:E2"].formula == (("=A1", "chữ"),)
        assert book.sheets[0]["A2"].raw_value == "=text"
        assert read_block(book, "Báo cáo", 1, 1, 1, 1) == [[1.0]]


def test_missing_sheet_is_named(path: Path) -> None:
    with open_book(path, write=True) as book, pytest.raises(Stop) as stop:
        write_blocks(book, [BlockWrite("Tiến độ", 1, 1, [[1]])])
    assert stop.value.message.code == "OPEN_024"


def test_value_no_cell_can_hold_stops_before_anything_is_written(path: Path) -> None:
    with open_book(path, write=True) as book:
        with pytest.raises(Stop) as stop:
            write_blocks(book, [BlockWrite("Báo cáo", 1, 1, [[9]]), BlockWrite("Báo cáo", 2, 1, [["\x01"]])])
        assert stop.value.message.code == "OPEN_015"
        assert book.sheets[0]["A1"].raw_value == 1.0


# -- Excel, played by a book that takes input as Excel does --------------------------------------


class FakeRange:
    def __init__(self, book: "FakeExcel", first: tuple[int, int], last: tuple[int, int]) -> None:
        self.book = book
        self.rows = [[(r, c) for c in range(first[1], last[1] + 1)] for r in range(first[0], last[0] + 1)]

    def _get(self, cells: dict) -> object:
        block = tuple(tuple(cells.get(at) for at in line) for line in self.rows)
        return block[0][0] if len(block) == len(block[0]) == 1 else block

    def _set(self, block: list[list[object]]) -> None:
        self.book.writes += 1
        for line, values in zip(self.rows, block, strict=True):
            for at, value in zip(line, values, strict=True):
                if self.book.writes in self.book.failing:
                    raise RuntimeError("0x800AC472")  # Excel is busy: the user is editing a cell
                self.book.type_in(at, value)

    raw_value = property(lambda self: self._get(self.book.values), _set)
    formula = property(lambda self: self._get(self.book.formulas()), _set)


class FakeExcel:
    """One sheet «Báo cáo». Reads what it is given as typed; ``failing``: which writes fail."""

    def __init__(self, failing: tuple[int, ...] = ()) -> None:
        self.values: dict[tuple[int, int], object] = {(1, 1): 1.0, (1, 2): 2.0, (2, 1): "=cũ"}
        self.entered: dict[tuple[int, int], str] = {(1, 2): "=A1*2"}
        self.failing = failing
        self.writes = 0
        self.name = "sổ.xlsm"
        self.sheet_names = ["Báo cáo"]
        self.app = SimpleNamespace(engine=SimpleNamespace(name="excel"))
        self.sheets = {"Báo cáo": SimpleNamespace(range=lambda first, last: FakeRange(self, first, last))}

    def type_in(self, at: tuple[int, int], value: object) -> None:
        self.entered.pop(at, None)
        if isinstance(value, str) and value.startswith("'"):
            value = value[1:]
        elif isinstance(value, str) and value.startswith("="):
            self.entered[at] = value
            value = 2.0
        elif isinstance(value, str) and value.replace("/", "").isdigit():
            value = 45966.0
        self.values[at] = value

    def formulas(self) -> dict[tuple[int, int], str]:
        shown = {at: "" if value is None else str(value) for at, value in self.values.items()}
        everywhere = {(r, c): "" for r in range(1, 9) for c in range(1, 9)}
        return everywhere | shown | self.entered


def state(book: FakeExcel) -> tuple[dict, dict]:
    return {at: v for at, v in book.values.items() if v is not None}, dict(book.entered)


BLOCKS = [
    BlockWrite("Báo cáo", 1, 1, [[10, 20], ["=text", "05/11/2025"]]),
    BlockWrite("Báo cáo", 4, 1, [["007", "Đang thực hiện"], [None, "+1"]]),
    BlockWrite("Báo cáo", 6, 1, [["=A1", "'a"]], "formula"),
]


def test_excel_gets_text_as_text() -> None:
    book = FakeExcel()
    write_blocks(book, BLOCKS)  # type: ignore[arg-type]
    assert book.values[2, 1] == "=text" and (2, 1) not in book.entered
    assert (book.values[2, 2], book.values[4, 1], book.values[5, 2]) == ("05/11/2025", "007", "+1")
    assert book.values[4, 2] == "Đang thực hiện"
    assert book.entered[6, 1] == "=A1"
    assert book.values[6, 2] == "'a"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_excel_failing_at_the_nth_block_gets_its_old_cells_back(number: int) -> None:
    book = FakeExcel(failing=(number,))
    before = state(book)
    with pytest.raises(Stop) as stop:
        write_blocks(book, BLOCKS)  # type: ignore[arg-type]
    assert stop.value.message.code == "OPEN_021"
    assert "0x800AC472" in str(stop.value)
    assert state(book) == before


def test_excel_that_refuses_from_the_start_was_not_changed_and_says_so() -> None:
    """A protected sheet refuses the restoring write too; what counts is what stands there."""
    book = FakeExcel(failing=tuple(range(1, 99)))
    before = state(book)
    with pytest.raises(Stop) as stop:
        write_blocks(book, BLOCKS)  # type: ignore[arg-type]
    assert stop.value.message.code == "OPEN_021"
    assert state(book) == before


def test_excel_that_cannot_be_restored_says_so() -> None:
    book = FakeExcel(failing=tuple(range(2, 99)))
    with pytest.raises(Stop) as stop:
        write_blocks(book, BLOCKS)  # type: ignore[arg-type]
    assert stop.value.message.code == "OPEN_022"


def test_excel_that_keeps_something_else_is_noticed() -> None:
    book = FakeExcel()
    book.type_in = lambda at, value: None  # type: ignore[method-assign]
    before = state(book)
    with pytest.raises(Stop) as stop:
        write_blocks(book, BLOCKS)  # type: ignore[arg-type]
    assert stop.value.message.code == "OPEN_021"
    assert "A1" in str(stop.value)
    assert state(book) == before
