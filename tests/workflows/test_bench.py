"""The bench measures real runs of ours and of the peer; what is held here is that both did the work, never how fast."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import peer_merge, returns_world
from benchmarks.bench import HERE
from benchmarks.measured import Failed, python, run
from kehoach_xl.building import master as building
from kehoach_xl.cli import main
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.merge import merge

TASKS = 5


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> returns_world.Province:
    return returns_world.make(tmp_path_factory.mktemp("bench") / "tỉnh", 3, TASKS)


def test_ours_and_the_peer_write_the_same_answers(province: returns_world.Province, tmp_path: Path) -> None:
    written = peer_merge.main(province.inbox, province.master, tmp_path / "theirs.xlsx")
    with open_book(province.master, write=True) as book:
        report = merge(book, province.inbox, now=returns_world.NOW)
    assert (report.accepted, report.total, report.cells["applied"]) == (3, written, written)
    with open_book(province.master, write=False) as book, open_book(tmp_path / "theirs.xlsx", write=False) as other:
        ours, theirs = Desk(book).table("progress").rows, Desk(other).table("progress").rows
        for field in ("id", "status", "percent", "result", "evidence_no", "evidence_date", "finish_date"):
            assert [row.cells.get(field) for row in ours] == [row.cells.get(field) for row in theirs], field


def test_the_prepared_rows_of_a_master_grow_with_its_plan(tmp_path: Path) -> None:
    building.build(returns_world.template(400, 30), tmp_path / "so.xlsx")
    with open_book(tmp_path / "so.xlsx", write=False) as book:
        desk = Desk(book)
        tables = {name: desk.table(name) for name in ("progress", "agencies", "letters")}
    bodies = len(tables["agencies"].rows)
    assert {name: one.last - one.first + 1 for name, one in tables.items()} == {
        "progress": 12 * 400 * 30, "agencies": bodies + bodies // 10 + 20, "letters": 10_000,
    }  # fmt: skip


@pytest.mark.slow
def test_a_run_of_the_bench_prints_its_tables_and_writes_its_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "trang.md"
    asked = ["--only", "start", "merge", "phases", "growth", "--returns", "2", "--growth", "2", "--rounds", "1"]
    assert main(["bench", *asked, "--keep", str(tmp_path / "bench"), "--page", str(page)]) == 0
    said = capsys.readouterr().out
    titles = re.findall("^## (.*)", said, re.MULTILINE)
    assert len(titles) == 4 and titles[1] == "Gộp phiếu (60 dòng mỗi phiếu)"
    assert all(f"## {title}" in page.read_text(encoding="utf-8") for title in titles)


def test_phases_share_the_whole_time_of_a_merge(province: returns_world.Province, tmp_path: Path) -> None:
    master = tmp_path / "so.xlsx"
    master.write_bytes(province.master.read_bytes())
    command = [sys.executable, "-m", "benchmarks.phases", str(province.inbox), str(master)]
    said = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True).stdout
    seconds = json.loads(said)
    assert all(one > 0 for one in seconds.values()) and len(seconds) == 10


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="hỏng"):
        run(python("-c", "import sys; sys.exit('hỏng')"), tmp_path, allowed=(0,))


def test_memory_counts_the_children_too(tmp_path: Path) -> None:
    child = "import time; held = bytearray(60_000_000); time.sleep(0.3)"
    alone = run(python("-c", "import time; time.sleep(0.3)"), tmp_path)
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{child}'])"
    with_child = run(python("-c", parent), tmp_path)
    assert with_child.megabytes - alone.megabytes > 60


def test_a_command_that_falls_over_is_none_either(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="Traceback"):
        run(python("-c", "raise ValueError('hỏng')"), tmp_path, allowed=(0, 1))
