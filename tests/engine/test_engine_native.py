"""Backups, and block writes that either stand whole or leave what was there."""

import os
from pathlib import Path

import pytest

from kehoach_xl.engine import open_book
from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.native import backup
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
        copy = backup(book, book.app.engine.name, path, folder, "gop")
        again = backup(book, book.app.engine.name, path, folder, "gop")
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
        copy = backup(book, book.app.engine.name, path, path.parent, "gop")
    assert copy.read_bytes() == path.read_bytes()
    assert copy.stat().st_ino != path.stat().st_ino


def test_backup_that_cannot_be_made_stops(path: Path) -> None:
    with open_book(path, write=False) as book, pytest.raises(Stop) as stop:
        backup(book, book.app.engine.name, path, path / "trong tệp", "gop")
    assert stop.value.message.code == "OPEN_023"


def test_blocks_are_written_to_a_file_book(path: Path) -> None:
    with open_book(path, write=True) as book:
        cells = Cells(book)
        blocks = [
            BlockWrite("Báo cáo", 2, 1, [["=text", 85], [None, True]]),
            BlockWrite("Báo cáo", 2, 4, [["=A1", "chữ"]], "formula"),
        ]
        with cells.written(blocks):
            pass
        assert cells.read("Báo cáo", 2, 1, 2, 2) == [("=text", 85.0), (None, True)]
        assert book.sheets[0]["D2:E2"].formula == (("=A1", "chữ"),)
        assert book.sheets[0]["A2"].raw_value == "=text"
        assert cells.read("Báo cáo", 1, 1, 1, 1) == [(1.0,)]


def test_what_fails_after_the_writing_takes_it_back(path: Path) -> None:
    with open_book(path, write=True) as book:
        cells = Cells(book)
        with pytest.raises(Stop) as stop, cells.written([BlockWrite("Báo cáo", 1, 1, [[9, 9]])]):
            raise OSError(28, "No space left on device")
        assert (stop.value.message.code, stop.value.message.facts["reason"]) == ("OPEN_025", "ổ đĩa đã đầy")
        assert book.sheets[0]["A1:B1"].formula == (("1", "=A1*2"),)


def test_missing_sheet_is_named(path: Path) -> None:
    gone = [BlockWrite("Tiến độ", 1, 1, [[1]])]
    with open_book(path, write=True) as book, pytest.raises(Stop) as stop, Cells(book).written(gone):
        pass
    assert stop.value.message.code == "OPEN_024"


def test_value_no_cell_can_hold_stops_before_anything_is_written(path: Path) -> None:
    with open_book(path, write=True) as book:
        blocks = [BlockWrite("Báo cáo", 1, 1, [[9]]), BlockWrite("Báo cáo", 2, 1, [["\x01"]])]
        with pytest.raises(Stop) as stop, Cells(book).written(blocks):
            pass
        assert stop.value.message.code == "OPEN_015"
        assert book.sheets[0]["A1"].raw_value == 1.0
