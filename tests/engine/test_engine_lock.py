"""Who else has the workbook, and what opening refuses."""

import struct
from pathlib import Path

import pytest

from kehoach_xl.engine import live_book, open_book
from kehoach_xl.errors import Stop
from tests.engine.books import edit
from tests.ooxml.handmade import workbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sổ điều phối.xlsx"
    path.write_bytes(workbook())
    return path


def refusal(path: Path, write: bool = True) -> Stop:
    with pytest.raises(Stop) as stop, open_book(path, write=write):
        pass
    return stop.value


def excel_owner_file(user: str) -> bytes:
    """165 bytes: length and ANSI name padded to 54, then length and UTF-16 name padded."""
    ansi = user.encode("cp1258", "replace")
    wide = user.encode("utf-16-le")
    return (bytes([len(ansi)]) + ansi.ljust(54) + struct.pack("<H", len(user)) + wide).ljust(165, b"\x00")


def test_open_in_excel_is_refused_naming_the_user(path: Path) -> None:
    path.with_name("~$sổ điều phối.xlsx").write_bytes(excel_owner_file("Nguyễn Thị Hoà"))
    stop = refusal(path)
    assert stop.message.code == "OPEN_005"
    assert "Nguyễn Thị Hoà" in str(stop)


def test_open_in_libreoffice_is_refused_naming_user_and_machine(path: Path) -> None:
    path.with_name(".~lock.sổ điều phối.xlsx#").write_text(",hoa,MAY-12,05.11.2025 07:30,file:///x;")
    stop = refusal(path)
    assert stop.message.code == "OPEN_006"
    assert "hoa (MAY-12)" in str(stop)


@pytest.mark.parametrize("data", [b"", b"\x05", b"\xff" * 165, b"\x00" * 165])
def test_unreadable_owner_file_still_refuses(path: Path, data: bytes) -> None:
    path.with_name("~$sổ điều phối.xlsx").write_bytes(data)
    assert refusal(path).message.code == "OPEN_005"


def test_reading_needs_no_lock(path: Path) -> None:
    path.with_name("~$sổ điều phối.xlsx").write_bytes(excel_owner_file("a"))
    with open_book(path, write=False) as book:
        assert book.sheet_names == ["Báo cáo"]


def test_second_run_is_refused_and_the_lock_goes_away(path: Path) -> None:
    with open_book(path, write=True):
        assert refusal(path).message.code == "OPEN_007"
    assert list(path.parent.iterdir()) == [path]
    with open_book(path, write=True):
        pass


def test_a_stale_lock_file_holds_nobody_up(path: Path) -> None:
    path.with_name(f".~kehoach.{path.name}.lock").write_bytes(b"")
    edit(path, "A1", 1)
    assert list(path.parent.iterdir()) == [path]


def test_missing_file_folder_and_non_workbook(path: Path) -> None:
    assert refusal(path.with_name("không có.xlsx")).message.code == "OPEN_001"
    assert refusal(path.parent).message.code == "OPEN_002"
    path.write_bytes(b"STT;x")
    assert refusal(path).message.code == "GATE_005"
    assert list(path.parent.iterdir()) == [path]


def test_changed_on_disk_meanwhile_is_refused_and_kept(path: Path) -> None:
    other = workbook('<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>')
    with open_book(path, write=True) as book:
        book.sheets[0]["A1"].raw_value = 1
        path.write_bytes(other)
        with pytest.raises(Stop) as stop:
            book.save()
    assert stop.value.message.code == "OPEN_008"
    assert path.read_bytes() == other
    assert list(path.parent.iterdir()) == [path]


def test_deleted_meanwhile_is_refused(path: Path) -> None:
    with open_book(path, write=True) as book:
        book.sheets[0]["A1"].raw_value = 1
        path.unlink()
        with pytest.raises(Stop) as stop:
            book.save()
    assert stop.value.message.code == "OPEN_008"


def test_mode_bits_are_kept(path: Path) -> None:
    path.chmod(0o640)
    edit(path, "A1", 1)
    assert path.stat().st_mode & 0o777 == 0o640


def test_saving_under_another_name_leaves_the_first(path: Path) -> None:
    before = path.read_bytes()
    target = path.with_name("bản khác.xlsx")
    with open_book(path, write=True) as book:
        book.sheets[0]["A1"].raw_value = 1
        book.save(target)
        assert book.name == "bản khác.xlsx"
    assert path.read_bytes() == before
    with open_book(target, write=False) as book:
        assert book.sheets[0]["A1"].raw_value == 1.0


def test_without_excel_the_live_book_is_refused_in_words() -> None:
    with pytest.raises(Stop) as stop:
        live_book()
    assert stop.value.message.code == "OPEN_019"
