"""What sync clients leave beside a workbook or in its place, and paths that Windows does not take."""

import os
from pathlib import Path

import pytest

from kehoach_xl.engine import open_book
from kehoach_xl.engine.neighbours import conflicted_copies, is_placeholder, marked_elsewhere
from kehoach_xl.engine.writable import too_long
from kehoach_xl.errors import Stop

CONFLICTED = (
    "so-dieu-phoi-MAYTINH1.xlsm",  # OneDrive
    "so-dieu-phoi-DESKTOP-AB12CD3-2.xlsm",
    "so-dieu-phoi (An's conflicted copy 2025-11-05).xlsm",  # Dropbox
    "so-dieu-phoi (Bản sao xung đột của An 2025-11-05).xlsm",
    "so-dieu-phoi (conflicted copy 2025-11-05 101112).xlsm",  # Nextcloud
    "so-dieu-phoi_conflict-20251105-101112.xlsm",
    "so-dieu-phoi (1).xlsm",  # Google Drive
    "so-dieu-phoi.sync-conflict-20251105-101112-ABCDEFG.xlsm",  # Syncthing
    "so-dieu-phoi (máy tính của An - bản xung đột).xlsm",
    "so-dieu-phoi [Conflict].xlsm",
    "so-dieu-phoi_conf(1).xlsm",
    "so-dieu-phoi - Copy.xlsm",  # Windows
    "so-dieu-phoi 2.xlsm",  # iCloud Drive
)
HER_OWN = (
    "so-dieu-phoi.xlsm", "so-dieu-phoi-cu.xlsm", "so-dieu-phoi-2024.xlsm", "so-dieu-phoi (bản nháp).xlsm",
    "so-dieu-phoi (1).xlsx", "ban-so-dieu-phoi (1).xlsm", "~$so-dieu-phoi.xlsm",
)  # fmt: skip


def test_copies_that_sync_clients_split_off_are_known_by_name(tmp_path: Path) -> None:
    for name in (*CONFLICTED, *HER_OWN):
        (tmp_path / name).write_bytes(b"")
    found = conflicted_copies(tmp_path / "so-dieu-phoi.xlsm")
    assert {path.name for path in found} == set(CONFLICTED)


@pytest.mark.parametrize(
    ("attributes", "flags", "elsewhere"),
    [
        (0x20, 0, False),  # archive: an ordinary file
        (0x21, 0, False),  # read-only
        (0x80020, 0, False),  # pinned: kept on this device
        (0x1020, 0, True),  # offline
        (0x40020, 0, True),  # recall on open
        (0x500620, 0, True),  # OneDrive, only in the cloud: recall on data access, unpinned, sparse, reparse point
        (0, 0x40000000, True),  # macOS: dataless
    ],
)
def test_placeholders_are_known_by_their_attributes(attributes: int, flags: int, elsewhere: bool) -> None:
    assert marked_elsewhere(attributes, flags) is elsewhere


def test_a_file_of_which_only_the_name_is_here_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsm"
    path.write_bytes(b"")
    os.truncate(path, 250_000)  # a size without a block
    with pytest.raises(Stop) as stop, open_book(path, write=False):
        pass
    assert stop.value.message.code == "OPEN_044"
    path.write_bytes(b"PK" + bytes(250_000))
    assert not is_placeholder(path)


def test_a_stub_of_icloud_is_no_missing_file(tmp_path: Path) -> None:
    (tmp_path / ".sổ.xlsm.icloud").write_bytes(b"bplist00")
    with pytest.raises(Stop) as stop, open_book(tmp_path / "sổ.xlsm", write=True):
        pass
    assert stop.value.message.code == "OPEN_044"


@pytest.mark.parametrize(("folder", "length"), [("C:\\Sổ", 0), ("C:\\" + "x" * 230, 289)])
def test_paths_that_windows_does_not_take_are_told_before_the_work(folder: str, length: int) -> None:
    path = Path(f"{folder}/so-dieu-phoi.xlsm")
    assert too_long(path, windows=True) == length
    assert too_long(path, windows=False) == 0
