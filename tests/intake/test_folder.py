"""The folder of returned files: everything in it is accounted for, in the order of names, whatever it is."""

import os
import socket
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kehoach_xl.errors import Stop
from kehoach_xl.intake import inbox
from kehoach_xl.intake.arrived import CONTAINER, LOCKED, OPENED, UNREADABLE, Arrived
from kehoach_xl.intake.folder import arriving, files
from kehoach_xl.intake.originals import Originals
from kehoach_xl.intake.workers import Workers
from tests.intake.made import by_xlsxwriter, mail, old_excel, zipped
from tests.intake.test_locked import encrypted
from tests.intake.whole import WHOLE

FORM = by_xlsxwriter({"A1": "Kết quả"})
ABORTING = old_excel((0, 0, "a"), (65535, 255, "b"))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    two = Workers(2)
    yield two
    two.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "nhan-ve"
    path.mkdir()
    return path


def taken(
    folder: Path, workers: Workers, passwords: Mapping[str, str] | None = None, originals: Originals | None = None
) -> list[Arrived]:
    originals = originals or Originals(folder.parent / "ban-goc")
    with arriving(folder, files(folder), originals, passwords or {}, WHOLE, workers) as arrived:
        return [one for _, one in arrived]


def codes(found: list[Arrived]) -> dict[str, str]:
    return {one.source.name: one.problem.code if one.problem else one.state for one in found}


def test_the_order_is_that_of_the_names_whatever_takes_long(folder: Path, workers: Workers) -> None:
    for n in range(12):
        (folder / f"{n:02}.xlsx").write_bytes(ABORTING if n % 5 == 0 else by_xlsxwriter({"A1": f"tệp {n}"}))
    with arriving(folder, files(folder), Originals(folder.parent / "o"), {}, WHOLE, workers) as arrived:
        found = list(arrived)
    assert [(number, one.source.name) for number, one in found] == [(n + 1, f"{n:02}.xlsx") for n in range(12)]
    assert [one.state for _, one in found] == [UNREADABLE if n % 5 == 0 else OPENED for n in range(12)]
    texts = [one.read.cells("Phiếu")[1, 1].text for _, one in found if one.read]
    assert texts == [f"tệp {n}" for n in range(12) if n % 5]


def test_files_are_opened_while_nobody_takes_them_yet(folder: Path, workers: Workers) -> None:
    for n in range(8):
        (folder / f"{n}.xlsx").write_bytes(by_xlsxwriter({"A1": f"tệp {n}"}))
    originals = Originals(folder.parent / "o")
    with arriving(folder, files(folder), originals, {}, WHOLE, workers) as arrived:
        written = folder.parent / "o"
        deadline = time.monotonic() + 60
        while len([path for path in written.rglob("*") if path.is_file()]) < 8:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert [one.source.name for _, one in arrived] == [f"{n}.xlsx" for n in range(8)]


@pytest.mark.parametrize("taken_before", [0, 1])
def test_what_ends_it_early_keeps_nothing_and_the_processes_serve_on(
    folder: Path, workers: Workers, taken_before: int
) -> None:
    for n in range(20):
        (folder / f"{n:02}.xlsx").write_bytes(by_xlsxwriter({"A1": f"tệp {n}"}))
    listed, kept = files(folder), folder.parent / "o"
    with pytest.raises(KeyboardInterrupt), arriving(folder, listed, Originals(kept), {}, WHOLE, workers) as arrived:
        for _ in range(taken_before):
            next(arrived)
        raise KeyboardInterrupt
    assert [path for path in kept.rglob("*") if path.is_file()] == []
    assert [one.state for one in taken(folder, workers)] == [OPENED] * 20


def test_a_file_carries_its_name_and_the_hash_of_its_own_bytes(folder: Path, workers: Workers) -> None:
    (folder / "phiếu.xlsx").write_bytes(encrypted(FORM, "123"))
    (one,) = taken(folder, workers, {"": "sai\n123"})
    assert (one.state, one.source.name, one.read.cells("Phiếu")[1, 1].text) == (OPENED, "phiếu.xlsx", "Kết quả")
    assert Originals(folder.parent / "ban-goc").read(one.sha) == (folder / "phiếu.xlsx").read_bytes()


def test_a_password_belongs_to_a_file_by_its_hash(folder: Path, workers: Workers) -> None:
    (folder / "a.xlsx").write_bytes(encrypted(FORM, "một"))
    (folder / "b.xlsx").write_bytes(encrypted(FORM, "hai"))
    first = taken(folder, workers)
    assert codes(first) == {"a.xlsx": "INTAKE_060", "b.xlsx": "INTAKE_060"}
    second = taken(folder, workers, {first[0].sha: "một"})
    assert [one.state for one in second] == [OPENED, LOCKED]


def test_what_is_inside_follows_its_container_and_every_one_is_kept(folder: Path, workers: Workers) -> None:
    letter = mail({"phiếu.xlsx": FORM, "các phiếu.zip": zipped({"một/a.xlsx": FORM, "b.pdf": b"%PDF-1.7"})})
    (folder / "thư.eml").write_bytes(letter)
    (folder / "z.xlsx").write_bytes(FORM)
    found = taken(folder, workers)
    assert [(one.source.name, one.state, one.source.sender) for one in found] == [
        ("thư.eml", CONTAINER, ""),
        ("thư.eml › phiếu.xlsx", OPENED, "sct@hatinh.gov.vn"),
        ("thư.eml › các phiếu.zip", CONTAINER, "sct@hatinh.gov.vn"),
        ("thư.eml › các phiếu.zip › một/a.xlsx", OPENED, "sct@hatinh.gov.vn"),
        ("thư.eml › các phiếu.zip › b.pdf", UNREADABLE, "sct@hatinh.gov.vn"),
        ("z.xlsx", OPENED, ""),
    ]
    assert {one.source.sent and one.source.sent.isoformat() for one in found[1:5]} == {"2025-12-05T01:30:00+00:00"}
    originals = Originals(folder.parent / "ban-goc")
    assert originals.read(found[1].sha) == FORM
    assert originals.read(found[0].sha) == letter
    assert all(originals.read(one.sha) is not None for one in found)


def test_nothing_is_kept_in_a_trial_run(folder: Path, workers: Workers) -> None:
    (folder / "thư.eml").write_bytes(mail({"phiếu.xlsx": FORM}))
    taken(folder, workers, originals=Originals(folder.parent / "ban-goc", keep=False))
    assert not (folder.parent / "ban-goc").exists()


def test_when_an_original_cannot_be_kept_nothing_is_merged(folder: Path, workers: Workers) -> None:
    (folder / "a.xlsx").write_bytes(FORM)
    (folder.parent / "ban-goc").write_bytes(b"")
    with pytest.raises(Stop) as stop:
        taken(folder, workers)
    assert stop.value.message.code == "INTAKE_010"


def test_containers_in_containers_end(folder: Path, workers: Workers) -> None:
    data = FORM
    for _ in range(6):
        data = zipped({"trong.zip": data})
    (folder / "a.zip").write_bytes(data)
    found = taken(folder, workers)
    assert [one.state for one in found] == [CONTAINER, CONTAINER, CONTAINER, UNREADABLE]
    assert found[-1].problem is not None
    assert found[-1].problem.code == "INTAKE_072"


def test_names_from_inside_are_told_apart_and_cannot_disguise_themselves(folder: Path, workers: Workers) -> None:
    twice = zipped({"a.txt": b"x,y", "b.txt": b"x,z"}).replace(b"b.txt", b"a.txt")
    (folder / "a.zip").write_bytes(twice)
    (folder / "phieu\u202exslx.exe").write_bytes(b"x,y")
    (folder / "hai\ndòng.csv").write_bytes(b"x,y")
    (folder / ("dài" * 25 + ".csv")).write_bytes(b"x,y")
    assert [one.source.name for one in taken(folder, workers)] == [
        "a.zip", "a.zip › a.txt", "a.zip › a.txt (2)", "dài" * 25 + ".csv", "hai⟨U+000A⟩dòng.csv",
        "phieu⟨U+202E⟩xslx.exe",
    ]  # fmt: skip


def test_a_name_that_is_no_text_is_read_all_the_same(folder: Path, workers: Workers) -> None:
    (folder / os.fsdecode(b"phi\xff.csv")).write_bytes(b"x,y")
    (one,) = taken(folder, workers)
    assert (one.source.name, one.state) == ("phi⟨U+DCFF⟩.csv", OPENED)


# -- members that are no files ------------------------------------------------------------------------------


def test_each_member_that_gives_no_bytes_says_why(folder: Path, workers: Workers) -> None:
    (folder / "01 liên kết.xlsx").symlink_to(folder / "không có")
    (folder / "02 vòng.xlsx").symlink_to("02 vòng.xlsx")
    os.mkfifo(folder / "03 ống.xlsx")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "04.xlsx"))
    (folder / "05 thư mục.xlsx").mkdir()
    (folder / "05 thư mục.xlsx" / "trong.csv").write_bytes(b"x,y")
    (folder / "06 trống.xlsx").write_bytes(b"")
    (folder / "07 byte 0.xlsx").write_bytes(bytes(5000))
    with (folder / "08 chỗ trống.xlsx").open("wb") as file:
        file.truncate(5_000_000)
    (folder / "09 dở.xlsx").write_bytes(FORM + bytes(8192))
    (folder / ".10 phiếu.xlsx.icloud").write_bytes(b"bplist00")
    (folder.parent / "nơi khác").mkdir()
    (folder / "11 lối tắt").symlink_to(folder.parent / "nơi khác")
    with (folder / "12 to.xlsx").open("wb") as file:
        file.truncate(65 << 20)
    assert codes(taken(folder, workers)) == {
        ".10 phiếu.xlsx.icloud": "INTAKE_024", "01 liên kết.xlsx": "INTAKE_025", "02 vòng.xlsx": "INTAKE_025",
        "03 ống.xlsx": "INTAKE_026", "04.xlsx": "INTAKE_026", "05 thư mục.xlsx": "INTAKE_027",
        "05 thư mục.xlsx/trong.csv": OPENED, "06 trống.xlsx": "GATE_001", "07 byte 0.xlsx": "INTAKE_023",
        "08 chỗ trống.xlsx": "INTAKE_024", "09 dở.xlsx": "INTAKE_022", "11 lối tắt": "INTAKE_030",
        "12 to.xlsx": "GATE_020",
    }  # fmt: skip


def test_what_programs_leave_is_passed_over_and_a_hidden_form_is_not(folder: Path) -> None:
    for name in ("~$phieu.xlsx", ".~lock.phieu.xlsx#", "._phieu.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (folder / name).write_bytes(b"x")
    (folder / ".sync").mkdir()
    (folder / ".sync" / "a.xlsx").write_bytes(b"x")
    with pytest.raises(Stop) as stop:
        files(folder)
    assert stop.value.message.code == "MERGE_031"
    (folder / ".phieu.xlsx").write_bytes(b"x")
    assert [path.name for path in files(folder)] == [".phieu.xlsx"]


def test_a_file_that_is_gone_meanwhile_says_so(folder: Path, workers: Workers) -> None:
    (folder / "a.xlsx").write_bytes(FORM)
    (folder / "b.csv").write_bytes(b"x,y")
    listed = files(folder)
    (folder / "a.xlsx").unlink()
    with arriving(folder, listed, Originals(folder.parent / "o"), {}, WHOLE, workers) as arrived:
        found = [one for _, one in arrived]
    assert codes(found) == {"a.xlsx": "INTAKE_021", "b.csv": OPENED}


def test_a_file_that_is_still_growing_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "a.csv"
    path.write_bytes(b"x")
    # Between the two looks at the file it always grows..
    real = os.fstat

    def grows(descriptor: int) -> os.stat_result:
        with path.open("ab") as file:
            file.write(b"x")
        return real(descriptor)

    monkeypatch.setattr(inbox.os, "fstat", grows)
    monkeypatch.setattr(inbox, "_PAUSE", 0.01)
    with pytest.raises(inbox.Unread) as unread:
        inbox.read(path, "a.csv")
    assert unread.value.message.code == "INTAKE_022"


def test_a_file_without_permission_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.xlsx").write_bytes(FORM)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(inbox.os, "open", refuse)
    with pytest.raises(inbox.Unread) as unread:
        inbox.read(folder / "a.xlsx", "a.xlsx")
    assert unread.value.message.code == "INTAKE_020"


# -- what is ours -----------------------------------------------------------------------------------------


def test_what_is_ours_is_no_return_wherever_the_inbox_lies(tmp_path: Path) -> None:
    outbox, backups, master = tmp_path / "phan-phat", tmp_path / "sao-luu", tmp_path / "so.xlsx"
    inside = outbox / "nhan-ve"
    inside.mkdir(parents=True)
    backups.mkdir()
    for path in (master, backups / "so.1.xlsx", outbox / "STP.xlsx", inside / "a.xlsx"):
        path.write_bytes(FORM)
    own = [master, backups, outbox, tmp_path / "không có"]
    assert files(inside, own) == [inside / "a.xlsx"]
    assert files(outbox, own) == [outbox / "STP.xlsx", inside / "a.xlsx"]  # chosen by herself
    with pytest.raises(Stop) as stop:
        files(tmp_path, own)
    assert stop.value.message.code == "MERGE_031"
    (tmp_path / "b.xlsx").write_bytes(FORM)
    assert files(tmp_path, own) == [tmp_path / "b.xlsx"]
