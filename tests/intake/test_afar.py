"""Files opened through any executor of concurrent.futures are what they are when this machine opens them."""

import multiprocessing
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kehoach_xl import __version__
from kehoach_xl.errors import Stop
from kehoach_xl.intake import afar
from kehoach_xl.intake.afar import Afar, open_there
from kehoach_xl.intake.arrived import Arrived
from kehoach_xl.intake.folder import arriving, files
from kehoach_xl.intake.originals import Originals
from tests.intake.made import by_xlsxwriter, mail, old_excel
from tests.intake.test_locked import encrypted
from tests.intake.whole import WHOLE

KINDS = {
    "a.xlsx": by_xlsxwriter({"A1": "Kết quả", "B2": 0.85}), "b.xlsx": by_xlsxwriter({"A1": "khác"}),
    "c.eml": mail({"trong.xlsx": by_xlsxwriter({"A1": "trong thư"})}), "d.pdf": b"%PDF-1.4\n", "e.xlsx": b"",
    "f.xls": old_excel((0, 0, "a"), (65535, 255, "b")), "g.xlsx": encrypted(by_xlsxwriter({"A1": "kín"}), "mật"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inbox = tmp_path / "nhan-ve"
    inbox.mkdir()
    for name, data in KINDS.items():
        (inbox / name).write_bytes(data)
    return inbox


def arrived(folder: Path, workers: Afar | None) -> list[tuple[int, Arrived]]:
    originals = Originals(folder.parent / "ban-goc")
    with arriving(folder, files(folder), originals, {"": "mật"}, WHOLE, workers) as found:
        return list(found)


def test_any_executor_gives_what_this_machine_gives(folder: Path) -> None:
    here = arrived(folder, None)
    assert len(here) == len(KINDS) + 1  # the mail and what is inside it
    with ThreadPoolExecutor(2) as threads:
        assert arrived(folder, Afar(threads, 2)) == here
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as processes:
        assert arrived(folder, Afar(processes, 2)) == here


class Says(Executor):
    """Answers every call with the same."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        if isinstance(self.answer, BaseException):
            future.set_exception(self.answer)
        elif self.answer is not None:
            future.set_result(self.answer)
        return future


SAID = open_there(KINDS["a.xlsx"], "a.xlsx", (), 60.0, ("workbook", "", ""), __version__)


@pytest.mark.parametrize(
    "answer", [b"", b"KHXL", SAID[:-1], SAID.replace(b"opened", b"upened"), "a text", b"\x80\x04pickle", {"left": 1}]
)
def test_an_answer_that_is_none_costs_only_its_file(answer: Any) -> None:
    opened, _ = Afar(Says(answer), 1).open_within(b"", "a.xlsx", (), 60.0)
    assert opened.problem is not None and opened.problem.code == "INTAKE_002"


def test_a_file_that_ended_every_process_that_tried_costs_only_itself() -> None:
    opened, _ = Afar(Says(ZeroDivisionError()), 1, fatal=(ZeroDivisionError,)).open_within(b"", "a.xlsx", (), 60.0)
    assert opened.problem is not None and opened.problem.code == "INTAKE_002"


def test_another_version_opens_nothing_and_is_told() -> None:
    other = open_there(KINDS["a.xlsx"], "a.xlsx", (), 60.0, ("workbook", "", ""), "0.0.1")
    assert b"opened" not in other
    with pytest.raises(Stop, match="cùng phiên bản") as stop:
        Afar(Says(other.replace(__version__.encode(), b"9.9.9")), 1).open_within(b"", "a.xlsx", (), 60.0)
    assert stop.value.message.code == "RUN_014"


@pytest.mark.parametrize(
    ("fails", "code"), [(CancelledError(), "RUN_012"), (ModuleNotFoundError("No module named 'kehoach_xl'"), "RUN_013")]
)
def test_machines_that_cannot_work_stop_the_merge(fails: BaseException, code: str) -> None:
    with pytest.raises(Stop) as stop:
        Afar(Says(fails), 1).open_within(b"", "a.xlsx", (), 60.0)
    assert stop.value.message.code == code


def test_machines_that_stay_away_are_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(afar, "LOST", 0.1)
    monkeypatch.setattr(afar, "_LOOK", 0.05)
    with pytest.raises(Stop) as stop:
        Afar(Says(None), 1, is_reachable=lambda: False).open_within(b"", "a.xlsx", (), 60.0)
    assert stop.value.message.code == "RUN_012"


def test_what_nobody_wants_any_more_is_not_waited_for() -> None:
    away = Afar(Says(None), 1)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(away.open_within, b"", "a.xlsx", (), 60.0)
        with away.given_up(), pytest.raises(Stop):
            waiting.result()
