"""A file that hangs, aborts its reader or eats memory costs its own process, and only itself is lost."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from kehoach_xl.errors import Stop
from kehoach_xl.intake import workers as module
from kehoach_xl.intake.arrived import CONTAINER, OPENED, UNREADABLE
from kehoach_xl.intake.opened import Asked
from kehoach_xl.intake.opening import open_file
from kehoach_xl.intake.workers import Died, Worker, Workers
from tests.intake.made import by_xlsxwriter, mail, old_excel, outlook
from tests.intake.test_locked import encrypted
from tests.intake.whole import WHOLE

GOOD = by_xlsxwriter({"A1": "Kết quả", "B2": 0.85})
# The two corners of an old sheet: a rectangle of 16.7 million cells of 24 bytes for calamine.
ABORTING = old_excel((0, 0, "a"), (65535, 255, "b"))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """One process, so that each test meets what the one before left."""
    one = Workers(1)
    yield one
    one.close()


def slow() -> bytes:
    """A protected workbook that asks for a million rounds of SHA-512 before a password can be tried."""
    data = encrypted(GOOD, "mật khẩu")
    return data.replace(b'spinCount="100000"', b'spinCount="999999"')


def test_a_file_gives_the_same_in_the_process_and_here(workers: Workers) -> None:
    files = {
        "a.xlsx": GOOD, "b.xls": old_excel((0, 0, "a"), (3, 2, "xin chào")), "c.eml": mail({"a.xlsx": GOOD}),
        "d.msg": outlook({"a.xlsx": GOOD}), "e.csv": "Mã;Nội dung\n1;Một".encode(), "f.pdf": b"%PDF-1.7\n",
        "g.xls": "<table><tr><td>Kết quả</td></tr></table>".encode(), "h.xlsx": encrypted(GOOD, "123"),
    }  # fmt: skip
    for name, data in files.items():
        here = open_file(data, name, ("123",))
        if here.book is not None:
            here = replace(here, book=None, read=here.book)
        assert workers.open(data, name, ("123",), wanted=WHOLE) == here


def test_a_file_that_aborts_its_reader_costs_only_itself(workers: Workers) -> None:
    found = [workers.open(data, f"{n}.xls") for n, data in enumerate([GOOD, ABORTING, GOOD])]
    assert [one.state for one in found] == [OPENED, UNREADABLE, OPENED]
    problem = found[1].problem
    assert problem is not None
    assert problem.code == "INTAKE_002"
    assert "«1.xls»" in str(problem)


def asked(*files: bytes, seconds: float = 10.0) -> list[Asked]:
    return [Asked(data, f"{n}.xls", ("123",), seconds) for n, data in enumerate(files)]


def test_files_sent_together_are_what_each_is_alone(workers: Workers) -> None:
    files = asked(GOOD, b"", mail({"a.xlsx": GOOD}), b"%PDF-1.7\n", encrypted(GOOD, "123"), "Mã;Việc\n1;Một".encode())
    alone = [workers.open(*one, wanted=WHOLE) for one in files]
    together = workers.open_each(files, WHOLE)
    assert [one for one, _ in together] == alone
    assert all(0 < left < 10 for _, left in together)


@pytest.mark.parametrize("place", [0, 1, 3])
def test_of_files_sent_together_one_that_aborts_its_reader_costs_only_itself(workers: Workers, place: int) -> None:
    files = [GOOD] * 4
    files[place] = ABORTING
    found = [one for one, _ in workers.open_each(asked(*files))]
    assert [one.state for one in found] == [UNREADABLE if n == place else OPENED for n in range(4)]
    problem = found[place].problem
    assert problem is not None
    assert (problem.code, f"«{place}.xls»" in str(problem)) == ("INTAKE_002", True)


@pytest.mark.slow
def test_of_files_sent_together_each_has_its_own_clock(workers: Workers) -> None:
    """Time that one takes is not another's; one that takes too long is not tried again."""
    files = [one._replace(passwords=["x"] * 20) for one in asked(GOOD, slow(), GOOD, seconds=1)]
    begun = time.monotonic()
    found = workers.open_each(files)
    assert [one.state for one, _ in found] == [OPENED, UNREADABLE, OPENED]
    assert found[1][0].problem is not None
    assert found[1][0].problem.code == "INTAKE_001"
    assert [left > 0.5 for _, left in found] == [True, False, True]
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("answers", [0, 1, 2])
def test_what_a_process_did_not_answer_of_files_sent_together_is_opened_by_another(answers: int) -> None:
    workers = Workers(1)
    workers._free.get()
    workers._free.put(Worker([sys.executable, "-c", _stub(f"answers = {answers}")]))
    found = [one.state for one, _ in workers.open_each(asked(GOOD, GOOD))]
    workers.close()
    assert found == [UNREADABLE] * answers + [OPENED] * (2 - answers)  # the stub's own answers come first


@pytest.mark.slow
def test_a_file_that_takes_too_long_costs_only_itself(workers: Workers) -> None:
    found = [workers.open(data, "a.xlsx", ["x"] * 20, seconds=1) for data in (GOOD, slow(), GOOD)]
    assert [one.state for one in found] == [OPENED, UNREADABLE, OPENED]
    assert found[1].problem is not None
    assert found[1].problem.code == "INTAKE_001"


@pytest.mark.slow
def test_a_file_that_eats_memory_costs_only_itself(workers: Workers) -> None:
    eating = mail({"a.bin": b"a"}).replace(b"YQ==", b"\n" * 60_000_000)
    found = [workers.open(GOOD, "a.eml")]
    workers.close()  # a process that has served would be replaced and the file tried twice
    # Time enough: on a busy machine eating so much may take longer than a file usually may.
    found += [workers.open(data, "a.eml", seconds=60) for data in (eating, GOOD)]
    assert [one.state for one in found] == [OPENED, UNREADABLE, OPENED]
    assert found[1].problem is not None
    assert found[1].problem.code == "INTAKE_003"


def test_a_process_serves_on_however_much_memory_its_parent_holds(workers: Workers) -> None:
    """What a child counts as used is its own: else each file would cost a new process beside a large master."""
    held = bytearray(b"a") * (250 << 20)
    workers.close()
    pids = set()
    for _ in range(3):
        assert workers.open(GOOD, "a.xlsx").state == OPENED
        pids |= {one.pid for one in workers._free.queue if one and one.alive}
    assert (len(pids), len(held)) == (1, 250 << 20)


def test_a_process_that_died_meanwhile_is_replaced(workers: Workers) -> None:
    workers.open(GOOD, "a.xlsx")
    worker = workers._free.queue[0]
    assert worker is not None
    os.kill(worker.pid, signal.SIGKILL)
    assert workers.open(GOOD, "a.xlsx").state == OPENED


def test_what_an_earlier_file_left_behind_is_not_held_against_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that fails after it served is replaced once, and the file tried again."""
    workers = Workers(1)
    first = Worker([sys.executable, "-c", _stub("answers = 1")])
    workers._free.get()
    workers._free.put(first)
    assert workers.open(GOOD, "a.xlsx").problem is not None  # the stub's own answer
    assert workers.open(GOOD, "a.xlsx").state == OPENED
    workers.close()


def _stub(setting: str) -> str:
    """A child that answers so many files with a problem, then dies."""
    return textwrap.dedent(f"""
        import sys
        sys.path[:] = {sys.path!r}
        from kehoach_xl.intake.opened import Opened
        from kehoach_xl.intake.wire import pack, receive, send
        from kehoach_xl.messages import Message
        {setting}
        pipe = sys.stdout.buffer
        send(pipe, {{"ready": 1, "caps": ["RLIMIT_AS"]}})
        while answers:
            head, _ = receive(sys.stdin.buffer)
            for _ in head["files"][:answers]:
                answers -= 1
                answer, _ = pack(Opened("unreadable", problem=Message("GATE_001", {{"name": "a"}})))
                send(pipe, answer | {{"worn": False}})
    """)


@pytest.mark.parametrize(
    "says",
    [
        "print('hello')", "import os; os.write(1, b'KHXL' + bytes(8))", "pass",
        "import os; os.write(1, b'KHXL' + b'\\xff' * 8)", "raise SystemExit(3)",
    ],
)  # fmt: skip
def test_a_child_that_says_anything_else_is_not_believed(says: str) -> None:
    worker = Worker([sys.executable, "-c", says])
    with pytest.raises(Died):
        next(worker.open_each([Asked(GOOD, "a.xlsx", (), 10)]))
    assert not worker.alive


def test_what_nobody_wants_any_more_is_not_waited_for() -> None:
    workers = Workers(1)
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(workers.open, slow(), "a.xlsx", ("mật khẩu",), 600.0)
        while not any(worker.used for worker in list(workers._busy)):
            time.sleep(0.01)
        with workers.given_up():
            opened = opening.result()
    assert (opened.state, opened.problem and opened.problem.code) == (UNREADABLE, "INTAKE_002")
    assert workers.open(GOOD, "a.xlsx").state == OPENED
    workers.close()


def test_no_process_at_all_stops_the_merge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "python_running", lambda boot: ["/không/có/python"])
    with pytest.raises(Stop) as stop:
        Workers(1).open(GOOD, "a.xlsx")
    assert stop.value.message.code == "INTAKE_009"


@pytest.mark.parametrize(
    ("boot", "reason"),
    [
        ("raise SystemExit(1)", "Tiến trình dừng ngay khi khởi động (mã 1)."),
        ("import không_có", "Tiến trình dừng khi khởi động và báo «ModuleNotFoundError: No module named 'không_có'»."),
    ],
)  # fmt: skip
def test_a_process_that_does_not_come_up_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch, boot: str, reason: str
) -> None:
    monkeypatch.setattr(module, "_BOOT", boot)
    with pytest.raises(Stop) as stop:
        Workers(1).open(GOOD, "a.xlsx")
    assert stop.value.message.code == "INTAKE_009"
    assert reason in stop.value.message.text


@pytest.mark.slow
def test_a_process_that_never_says_it_is_ready_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BOOT", "import time; time.sleep(600)")
    monkeypatch.setattr(module, "START_SECONDS", 1)
    with pytest.raises(Stop) as stop:
        Workers(1).open(GOOD, "a.xlsx")
    assert "Tiến trình không trả lời sau 1 giây." in stop.value.message.text


@pytest.mark.slow
def test_the_time_of_a_file_begins_when_the_process_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BOOT", "import time; time.sleep(3); " + module._BOOT)
    workers = Workers(1)
    opened, left = workers.open_within(GOOD, "a.xlsx", (), 2.5)
    workers.close()
    assert (opened.state, left > 0) == (OPENED, True)


UNCAPPED = "from kehoach_xl.intake import caps; del caps.LIMITS['RLIMIT_AS']; "


@pytest.mark.parametrize("is_capped", [True, False])
@pytest.mark.slow
def test_a_process_whose_memory_nobody_caps_is_weighed_by_its_parent(
    monkeypatch: pytest.MonkeyPatch, is_capped: bool
) -> None:
    if not is_capped:
        monkeypatch.setattr(module, "_BOOT", module._BOOT.replace("from kehoach_xl", UNCAPPED + "from kehoach_xl", 1))
    worker = Worker()
    worker.get_ready()
    assert worker.is_capped is is_capped
    workers = Workers(1)
    workers._free.get()
    workers._free.put(worker)
    assert workers.open(GOOD, "a.xlsx").state == OPENED
    monkeypatch.setattr(module, "MEMORY", 4 << 20)  # less than Python itself takes
    found = workers.open(slow(), "b.xlsx", ["x"] * 20, seconds=2).problem
    workers.close()
    assert found is not None
    assert found.code == ("INTAKE_001" if is_capped else "INTAKE_003")


def test_several_at_once_each_get_their_own() -> None:
    workers = Workers(2)
    texts = [f"tệp {n}" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: workers.open(by_xlsxwriter({"A1": text}), text, wanted=WHOLE), texts))
    workers.close()
    assert [one.read.cells("Phiếu")[1, 1].text for one in found] == texts


def test_the_parents_death_ends_the_child() -> None:
    script = f"""
import sys; sys.path[:] = {sys.path!r}
from kehoach_xl.intake.workers import Workers
workers = Workers(1)
workers.open(b"x,y", "a.csv")
print(workers._free.queue[0].pid, flush=True)
sys.stdin.read()
"""
    parent = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdin is not None
    child = int(parent.stdout.readline())
    assert _runs(child)
    parent.kill()
    parent.wait()
    for pipe in (parent.stdout, parent.stdin):
        pipe.close()
    for _ in range(600):
        if not _runs(child):
            break
        time.sleep(0.1)
    assert not _runs(child)


def _runs(process: int) -> bool:
    """Whether a process does anything still (one that ended may wait to be collected)."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


# -- what the child may not do ------------------------------------------------------------------------

FORBIDDEN = {
    "writing": "open(path, 'w')",
    "writing beside": "__import__('os').open(path, 65)",
    "removing": "__import__('os').remove(path)",
    "a program": "__import__('subprocess').run(['true'])",
    "a shell": "__import__('os').system('true')",
    "a fork": "__import__('os').fork()",
    "the network": "__import__('socket').socket()",
    "a library": "__import__('ctypes').CDLL('libc.so.6')",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_child_may_not(what: str, tmp_path: object) -> None:
    script = f"""
import sys; sys.path[:] = {sys.path!r}
from kehoach_xl.intake import caps
caps.confine()
path = {str(tmp_path)!r} + "/a"
try:
    {FORBIDDEN[what]}
except caps.Forbidden:
    print("forbidden")
"""
    child = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert child.stdout.strip() == "forbidden", child.stderr


def test_the_system_holds_the_child_within_its_caps() -> None:
    script = f"""
import sys; sys.path[:] = {sys.path!r}
from kehoach_xl.intake import caps
caps.confine()
caps.start_clock(10)
import resource
print([resource.getrlimit(one)[0] for one in (
    resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC, resource.RLIMIT_CPU)])
"""
    child = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert child.stdout.strip() == f"[{500 << 20}, 0, 40, 0, 13]"


def test_a_child_without_a_parent_to_stop_it_is_ended_by_its_own_clock() -> None:
    script = f"""
import sys; sys.path[:] = {sys.path!r}
from kehoach_xl.intake import caps
caps._GRACE = 0
caps.start_clock(0.2)
while True: pass
"""
    child = subprocess.run([sys.executable, "-c", script], check=False)
    assert child.returncode in (-signal.SIGALRM, -signal.SIGXCPU)


def test_a_container_comes_with_what_is_inside(workers: Workers) -> None:
    found = workers.open(mail({"phiếu.xlsx": GOOD}), "thư.eml")
    assert found.state == CONTAINER
    assert [(one.name, one.data, one.sender) for one in found.inner] == [("phiếu.xlsx", GOOD, "sct@hatinh.gov.vn")]


@pytest.mark.tools  # only Linux and macOS fork
def test_a_forked_process_has_workers_of_its_own_and_leaves_its_parents_alone() -> None:
    done = subprocess.run([sys.executable, "-c", _FORKING], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "child opened\nparent opened\n"), done.stderr


_FORKING = textwrap.dedent(f"""
    import os, sys
    sys.path[:] = {sys.path!r}
    from kehoach_xl.intake.workers import shared
    workers = shared()
    workers.open(b"a;b", "a.csv")
    mine = {{one.pid for one in workers._free.queue if one}}
    if (child := os.fork()) == 0:
        assert shared() is not workers
        print("child", shared().open(b"a;b", "a.csv").state, flush=True)
        workers.close()
        sys.exit()
    assert os.waitpid(child, 0)[1] == 0
    assert {{one.pid for one in workers._free.queue if one}} == mine
    print("parent", workers.open(b"a;b", "a.csv").state)
    assert {{one.pid for one in workers._free.queue if one and one.alive}} >= mine
""")
