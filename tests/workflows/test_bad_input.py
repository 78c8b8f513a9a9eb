"""Bad input gets one clear sentence, exit code 2, and an untouched master."""

import io
import json
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from openpyxl import Workbook

from kehoach_xl.cli import main
from kehoach_xl.domain.identity import LAYOUT_VERSION
from kehoach_xl.engine.lock import locked
from tests.workflows.office import Room, beside, doing, repack

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

Prepare = Callable[[Room], list[str]]


def refused(arguments: list[str], capsys, code: str, files: int = 0) -> str:
    """One sentence with its code on stderr, and a line for each of the ``files`` it is about; nothing else anywhere;
    and the same as data."""
    assert main(arguments) == 2
    out = capsys.readouterr()
    assert out.out == "" and out.err.count("\n") == 1 + files, out
    assert out.err.endswith(f"[{code}]\n") and "Traceback" not in out.err
    assert re.search(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìóòõúùý]", out.err), out.err
    assert main([*arguments, "--json"]) == 2
    body = json.loads(capsys.readouterr().out)
    assert set(body) == {"exit", "error"} and body["exit"] == 2
    assert set(body["error"]) == {"code", "text", "todo"} and body["error"]["code"] == code
    assert body["error"]["text"] and body["error"]["text"] in out.err
    return out.err


# -- what stands where the master should be ---------------------------------------------------------


def missing(room: Room) -> None:
    room.master.unlink()


def a_folder(room: Room) -> None:
    room.master.unlink()
    room.master.mkdir()


def foreign(room: Room) -> None:
    Workbook().save(room.master)


def a_form(room: Room) -> None:
    shutil.copy(room.form("STP"), room.master)


def text_named_xlsx(room: Room) -> None:
    room.master.write_text("STT;Nội dung\n1;Một\n", encoding="utf-8")


def empty(room: Room) -> None:
    room.master.write_bytes(b"")


def cut_off(room: Room) -> None:
    room.master.write_bytes(room.master.read_bytes()[:9000])


def newer_layout(room: Room) -> None:
    room.type("settings", "key", "layout", value=str(LAYOUT_VERSION + 1))


def without_a_name(room: Room) -> None:
    def drop(part: str, data: bytes) -> bytes:
        return (
            re.sub(rb'<definedName name="TD_status"[^>]*>[^<]*</definedName>', b"", data)
            if part == "xl/workbook.xml"
            else data
        )

    repack(room.master, drop)


def with_a_broken_name(room: Room) -> None:
    def spoil(part: str, data: bytes) -> bytes:
        pattern = rb'(<definedName name="TD_status"[^>]*>)[^<]*'
        return re.sub(pattern, rb"\g<1>#REF!", data) if part == "xl/workbook.xml" else data

    repack(room.master, spoil)


def open_in_excel(room: Room) -> None:
    room.master.with_name(f"~${room.master.name}").write_bytes(b"\x04Lan " + bytes(160))


def open_in_libreoffice(room: Room) -> None:
    room.master.with_name(f".~lock.{room.master.name}#").write_text(",lan,MAY-LAN,01.12.2025 08:00,file:///x;")


MASTERS = {
    "missing": (missing, "OPEN_001"),
    "a folder": (a_folder, "OPEN_002"),
    "a workbook of something else": (foreign, "BOOK_001"),
    "a form": (a_form, "BOOK_001"),
    "text named .xlsx": (text_named_xlsx, "GATE_005"),
    "empty": (empty, "GATE_001"),
    "cut off": (cut_off, "GATE_007"),
    "of a newer version": (newer_layout, "BOOK_005"),
    "a column's name is gone": (without_a_name, "BOOK_006"),
    "a column's name is broken": (with_a_broken_name, "BOOK_006"),
    "open in Excel": (open_in_excel, "OPEN_005"),
    "open in LibreOffice": (open_in_libreoffice, "OPEN_006"),
}
COMMANDS = {
    "check": [],
    "open-period": ["--period", "2026-H1"],
    "distribute": [],
    "merge": [],
    "undo": [],
    "summary": [],
}


@pytest.mark.parametrize("what", MASTERS)
def test_a_master_that_is_none_is_refused_by_every_command(room: Room, what: str, capsys) -> None:
    prepare, code = MASTERS[what]
    room.send("STP", {"2.3": doing()})
    prepare(room)
    before, there = content(room.master), beside(room.master)
    for command, more in COMMANDS.items():
        if command == "check" and code == "BOOK_006":
            continue  # it says so among its findings: test_check.py
        refused([command, "--master", str(room.master), *more], capsys, code)
        assert content(room.master) == before and beside(room.master) == there, command


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def test_a_master_that_another_run_holds_is_refused(room: Room, capsys) -> None:
    before = room.master.read_bytes()
    with locked(room.master):
        refused(["undo", "--master", str(room.master)], capsys, "OPEN_007")
    assert room.master.read_bytes() == before


def test_without_a_master_named_or_near_it_says_which_it_looked_for(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert "so-dieu-phoi.xlsm" in refused(["check"], capsys, "OPEN_001")
    assert list(tmp_path.iterdir()) == []


# -- what is asked of it --------------------------------------------------------------------------


ASKED = {
    # arguments after «--master …»: code
    ("open-period", "--period", "2025-H3"): "PERIOD_001",
    ("open-period", "--period", "nửa năm"): "PERIOD_001",
    ("open-period", "--period", "2026-H1", "--deadline", "31/02/2026"): "PERIOD_004",
    ("summary", "--period", "2030-Q1"): "PERIOD_002",
    ("distribute", "--period", "2030-Q1"): "PERIOD_002",
    ("distribute", "--only", "Sở Tàichính"): "SEND_005",
    ("distribute", "--only", "SCT"): "SEND_001",
    ("merge", "--period", "2030-Q1"): "PERIOD_002",
    ("merge", "không có thư mục này"): "MERGE_030",
    ("merge",): "MERGE_031",
    ("merge", "--dry-run"): "MERGE_031",
    ("undo",): "UNDO_001",
}


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_what_cannot_be_done_is_said_and_nothing_is_written(room: Room, arguments, capsys) -> None:
    before, there = room.master.read_bytes(), beside(room.master)
    refused([*arguments, "--master", str(room.master)], capsys, ASKED[arguments])
    assert room.master.read_bytes() == before and beside(room.master) == there


@pytest.mark.parametrize("command", ["distribute", "merge", "summary"])
def test_a_master_without_a_period_asks_for_one(fresh: Room, command: str, capsys) -> None:
    (fresh.inbox / "a.pdf").write_bytes(b"%PDF-1.4\n")
    before = fresh.master.read_bytes()
    refused([command, "--master", str(fresh.master)], capsys, "PERIOD_003")
    assert fresh.master.read_bytes() == before


def test_a_folder_with_only_unrelated_files_is_refused(room: Room, capsys) -> None:
    (room.inbox / "công văn.pdf").write_bytes(b"%PDF-1.4\n")
    (room.inbox / "ảnh.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(20))
    before, there = room.master.read_bytes(), beside(room.master)
    said = refused(["merge", "--master", str(room.master)], capsys, "MERGE_033", files=2)
    assert "2 tệp" in said and "công văn.pdf" in said and "ảnh.jpg" in said
    assert room.master.read_bytes() == before
    # What came back is kept before anybody opens it, forms or not; nothing else is there that was not.
    assert {one.split("/")[0] for one in beside(room.master) - there} == {"ban-goc"}


WRONG = {
    (): "thiếu LỆNH",
    ("gop",): "không có lệnh gop",
    ("apply", "--choose", "abc"): "tham số --choose không nhận abc",
    ("check", "--perod", "2025"): "không có tham số --perod 2025",
    ("distribute", "--p", "2025-H2"): "không có tham số --p 2025-H2",
    ("distribute", "--only"): "tham số --only cần một giá trị",
    ("new", "--plan"): "tham số --plan cần một giá trị",
    ("check", "--live=1"): "tham số --live không nhận giá trị '1'",
    ("new", "a.xlsx", "b.xlsx"): "không có tham số b.xlsx",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_wrong_call_is_told_in_vietnamese(arguments, capsys) -> None:
    assert WRONG[arguments] in refused(list(arguments), capsys, "CLI_001")


def test_new_refuses_what_it_cannot_make(tmp_path: Path, capsys) -> None:
    (tmp_path / "có rồi.xlsx").write_bytes(b"x")
    refused(["new", str(tmp_path / "có rồi.xlsx")], capsys, "NEW_002")
    refused(["new", str(tmp_path / "a.xlsx"), "--plan", "pci"], capsys, "NEW_001")
    refused(["new", str(tmp_path / "a.xlsb")], capsys, "NEW_004")
    assert [path.name for path in tmp_path.iterdir()] == ["có rồi.xlsx"]
    assert (tmp_path / "có rồi.xlsx").read_bytes() == b"x"


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch], ids=["folder", "file"])
def test_demo_never_empties_what_is_not_its_own(tmp_path: Path, make, capsys) -> None:
    mine = tmp_path / "hồ sơ"
    make(mine)
    if mine.is_dir():
        (mine / "quan trọng.docx").write_bytes(b"x")
    refused(["demo", str(mine)], capsys, "DEMO_001")
    assert beside(mine) == {"hồ sơ"} | ({"hồ sơ/quan trọng.docx"} if mine.is_dir() else set())


def test_an_unexpected_error_keeps_its_details_in_a_file(room: Room, monkeypatch, capsys) -> None:
    def fail(*arguments, **options):
        raise ZeroDivisionError("chia cho 0")

    monkeypatch.setattr("kehoach_xl.workflows.undo.undo", fail)
    before = room.master.read_bytes()
    assert main(["undo", "--master", str(room.master)]) == 2
    said = capsys.readouterr().err
    log = Path(re.search(r"ở tệp (\S+\.log)", said)[1])
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8") and "ZeroDivisionError" not in said
    log.unlink()
    assert room.master.read_bytes() == before


# -- where nothing can be written -----------------------------------------------------------------


@pytest.fixture
def shelf(room: Room) -> Iterator[Room]:
    """A room anyone may read and only its owner may write."""
    folder = Path(tempfile.mkdtemp(prefix="kehoach-chi-doc-"))
    shutil.copytree(room.folder, folder, dirs_exist_ok=True)
    there = Room(folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield there
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


def as_a_plain_user(arguments: list[str]) -> tuple[int, str, str]:
    """Run a command in a forked process without root's right to write everywhere."""
    read, write = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of forking beside threads
        child = os.fork()
    if child == 0:
        out, err = io.StringIO(), io.StringIO()
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            with redirect_stdout(out), redirect_stderr(err):
                code = main(arguments)
            answer = [code, out.getvalue(), err.getvalue()]
        except BaseException as error:
            answer = [-1, out.getvalue(), repr(error)]
        os.write(write, json.dumps(answer).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        answer = json.loads(pipe.read())
    os.waitpid(child, 0)
    return tuple(answer)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_read_only_place_is_refused(shelf: Room, command: str, room: Room, capsys) -> None:
    room.send("STP", {"2.3": doing()})
    main([command, "--master", str(room.master), *COMMANDS[command]])  # everything imported before the fork
    before, there = shelf.master.read_bytes(), beside(shelf.master)
    code, out, err = as_a_plain_user([command, "--master", str(shelf.master), *COMMANDS[command]])
    assert (code, out) == (2, "") and err.endswith("[OPEN_040]\n"), (code, err)
    assert shelf.master.read_bytes() == before and beside(shelf.master) == there


def test_new_and_demo_in_a_read_only_place_are_refused(shelf: Room, tmp_path: Path, capsys) -> None:
    main(["new", str(tmp_path / "a.xlsx")])
    there = beside(shelf.master)
    for arguments in (["new", str(shelf.folder / "a.xlsx")], ["demo", str(shelf.folder / "demo")]):
        code, out, err = as_a_plain_user(arguments)
        assert (code, out) == (2, "") and err.endswith("[NEW_003]\n"), (code, err)
    assert beside(shelf.master) == there


def test_forms_for_a_read_only_folder_are_refused(room: Room, capsys) -> None:
    before, there = room.master.read_bytes(), beside(room.master)
    refused(["distribute", "--master", str(room.master), "--folder", "/proc/phieu"], capsys, "SEND_006")
    assert room.master.read_bytes() == before and beside(room.master) == there
