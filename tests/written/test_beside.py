"""A save and the process beside it: what it says is held against the file, and without it the save looks itself."""

import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import kehoach_xl.written.beside as module
from kehoach_xl.engine import deflating, open_book, saving
from kehoach_xl.engine.patch import SheetPatch
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.package import Packed, packed
from kehoach_xl.written.beside import Beside, Telling
from kehoach_xl.written.sent import Seen
from tests.engine.books import opened
from tests.ooxml.handmade import workbook

SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
COUNT = 6_500
ROOT = Path(__file__).resolve().parents[2]
BLOCK = [[f"việc {n % 50}", float(n), f"chỉ {n}", "=A1", n % 2 == 0, None] for n in range(COUNT)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(workbook())
    return path


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The large parts that the save itself looked at."""
    found = []
    real = saving.verify_part

    def watched(read: object, expected: dict[int, object], strings: object) -> str:
        found.extend([SHEET] * (len(expected) == COUNT))
        return real(read, expected, strings)

    monkeypatch.setattr(saving, "verify_part", watched)
    return found


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """Those that were started beside saves."""
    found = []
    real = Beside.start

    def start(self: Beside) -> None:
        real(self)
        found.extend([self._process] if self._process else [])

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(Beside, "start", start)
    return found


def save(path: Path) -> None:
    with opened(path) as book:
        book.sheets[0].range((1, 1), (COUNT, 6)).raw_value = BLOCK
        book.save()


def saved(path: Path) -> list[list[object]]:
    with open_book(path, write=False) as book:
        return book.sheets[0].range((1, 1), (COUNT, 3)).raw_value


def test_a_large_sheet_is_looked_at_beside_the_save(path: Path, looked_at: list[str], processes: list[object]) -> None:
    save(path)
    assert looked_at == []
    assert [list(row) for row in saved(path)] == [row[:3] for row in BLOCK]
    (process,) = processes
    assert process.returncode is not None and process.stdin.closed and process.stdout.closed


def test_a_small_save_starts_no_process(path: Path, processes: list[object]) -> None:
    with opened(path) as book:
        book.sheets[0]["A1"].raw_value = "một"
        book.save()
    assert processes == []


def test_with_one_processor_the_save_looks_itself(
    path: Path, looked_at: list[str], processes: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    save(path)
    assert (looked_at, processes) == ([SHEET], [])


SAYS = f"{module.PLACES}import time; sys.stdin.buffer.read({{}}); "


@pytest.mark.parametrize(
    "boot",
    [
        "raise SystemExit(1)", SAYS.format(100), SAYS.format(100_000) + "print('[null, null]', flush=True)",
        SAYS.format("") + "print('[[1, 2, \"x\"], null]')", SAYS.format("") + "print('[[1, 2], 3]')",
        SAYS.format("") + "print('[' * 60_000)", SAYS.format("") + "print('[' * 100_000)",
        SAYS.format("") + "print('[null, null]'); raise SystemExit(1)",
        SAYS.format("") + "print('[null]')", SAYS.format("") + "print('[null, null]')",
        SAYS.format("") + "sys.stdout.buffer.write(b'\\xff')",
        "import time; time.sleep(600)", SAYS.format(100_000) + "time.sleep(600)",
        "import sys; sys.stdout.close(); import os; os.close(1); import time; time.sleep(600)",
    ],
)  # fmt: skip
def test_whatever_the_process_does_nothing_but_time_is_lost(
    path: Path, looked_at: list[str], processes: list[object], monkeypatch: pytest.MonkeyPatch, boot: str
) -> None:
    monkeypatch.setattr(module, "_BOOT", boot)
    monkeypatch.setattr(module, "_PATIENCE", 0.5)
    save(path)
    assert looked_at == [SHEET]
    assert [list(row) for row in saved(path)] == [row[:3] for row in BLOCK]
    assert processes[0].returncode is not None


def test_a_process_that_cannot_be_started_is_done_without(
    path: Path, looked_at: list[str], processes: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "python_running", lambda code: ["/không/có/python"])
    save(path)
    assert (looked_at, processes) == ([SHEET], [])


def test_without_a_thread_that_watches_it_the_process_is_ended(
    path: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def no_thread(process: "subprocess.Popen[bytes]") -> None:
        started.append(process)
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(module, "_Patience", no_thread)
    save(path)
    assert looked_at == [SHEET]
    assert started[0].returncode is not None


def test_what_cannot_be_told_is_looked_at_by_the_save(
    path: Path, looked_at: list[str], processes: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Words(str):
        """A text that only this process knows."""

    monkeypatch.setattr(deflating, "_BLOCK", 4096)
    with opened(path) as book:
        book.sheets[0].impl.grid.put(
            1, [(range(1, COUNT + 1), [[Words(f"việc {row}") for row in range(1, COUNT + 1)]])]
        )
        book.save()
    assert looked_at == [SHEET]
    assert processes[0].returncode is not None


@pytest.mark.parametrize("after", [1, 2])
def test_a_process_killed_midway_is_done_without(
    path: Path, looked_at: list[str], processes: list[object], monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    real, blocks = Telling.block, []

    def block(self: Telling, content: bytes, deflated: bytes) -> None:
        blocks.append(1)
        if len(blocks) == after:
            processes[0].kill()
        real(self, content, deflated)

    monkeypatch.setattr(Telling, "block", block)
    save(path)
    assert looked_at == [SHEET]


def refused(path: Path) -> str:
    """What a save says that is refused; the file is what it was, and alone."""
    before = path.read_bytes()
    with pytest.raises(Stop) as stop:
        save(path)
    assert stop.value.message.code == "OPEN_012"
    assert path.read_bytes() == before
    assert not saving.temporary_path(path).exists()
    return stop.value.message.text


def wrong(change: Callable[[bytes], bytes]) -> Callable[[SheetPatch], object]:
    real = SheetPatch.pieces
    return lambda self: map(change, real(self))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"<v>3001</v>", b"<v>3002</v>", "ô dòng 3002 cột 2 không đúng giá trị đã ghi"),
        ("chỉ 3001<".encode(), b"<", "ô dòng 3002 cột 3 không đúng giá trị đã ghi"),
        (b'<c r="B3002"><v>3001</v></c>', b"", "ô dòng 3002 cột 2 không đúng giá trị đã ghi"),
        (b'<row r="3002"', b'<row r="3000"', "dòng 3000 sai thứ tự"),
        (b'<c r="B3002"><v>3001</v></c>', b'<c r="B3002"><v>3001</c>', "XML lỗi"),
    ],
)  # fmt: skip
def test_a_write_that_is_wrong_is_refused_as_ever(
    path: Path, processes: list[object], monkeypatch: pytest.MonkeyPatch, old: bytes, new: bytes, reason: str
) -> None:
    monkeypatch.setattr(SheetPatch, "pieces", wrong(lambda piece: piece.replace(old, new)))
    assert reason in refused(path)
    assert processes


def test_what_is_stored_is_what_was_seen(path: Path, processes: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    """The process saw what is right; another content went into the file."""
    real = deflating._Packer.done

    def done(self: deflating._Packer) -> Packed:
        made = real(self)
        return packed(inflated(made).replace(b"<v>3001</v>", b"<v>3002</v>"))

    monkeypatch.setattr(deflating._Packer, "done", done)
    assert "ô dòng 3002 cột 2 không đúng giá trị đã ghi" in refused(path)
    assert processes


def inflated(made: Packed) -> bytes:
    return zlib.decompress(made.deflated, -15)


def test_what_is_said_to_be_seen_of_other_bytes_is_not_believed(
    path: Path, looked_at: list[str], processes: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Beside.answer
    seen: list[dict[str, Seen]] = []

    def answer(self: Beside) -> dict[str, Seen]:
        seen.append(real(self))
        return {**seen[0], TABLE: seen[0][TABLE]._replace(digest="0" * 64)}

    monkeypatch.setattr(Beside, "answer", answer)
    save(path)
    assert seen[0].keys() == {SHEET, TABLE}
    assert looked_at == [SHEET]


def test_a_save_that_stops_midway_leaves_no_process(
    path: Path, processes: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(piece: bytes) -> bytes:
        if b'"A3002"' in piece:
            raise KeyboardInterrupt
        return piece

    monkeypatch.setattr(SheetPatch, "pieces", wrong(interrupted))
    with pytest.raises(KeyboardInterrupt):
        save(path)
    assert processes[0].returncode is not None


def test_the_process_ends_when_the_save_dies() -> None:
    code = (
        "import os; os.cpu_count = lambda: 2\n"
        "from kehoach_xl.written.beside import Beside\n"
        "beside = Beside(); beside.start(); print(beside._process.pid, flush=True); os._exit(0)"
    )
    done = run(code)
    end = time.monotonic() + 30
    while alive(int(done.stdout)):
        assert time.monotonic() < end
        time.sleep(0.02)


def run(code: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return False


def test_the_process_takes_little_along() -> None:
    """Else it comes up too late to be of use."""
    code = "import sys; import kehoach_xl.written.process; print(*sys.modules)"
    done = run(code)
    ours = {name for name in done.stdout.split() if name.startswith("kehoach_xl.")}
    assert all(name.startswith("kehoach_xl.written") for name in ours)
    assert not {"xlwings", "openpyxl", "asyncio", "subprocess"} & set(done.stdout.split())
