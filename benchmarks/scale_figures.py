"""The figures that ``benchmarks/scale.py`` reckons with, measured by merges that differ in one thing at a time.

``python -m benchmarks.scale_figures [FOLDER]`` prints them as they stand in :class:`benchmarks.scale.Figures`; FOLDER
keeps the data for the next time.
"""

import statistics
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import records_world, returns_world
from benchmarks.bench import Bench, ours
from benchmarks.measured import Run, python, run
from benchmarks.returns_world import Province
from kehoach_xl.sheets.layout import form

FEW, MANY, SHORT, LONG = 20, 300, 12, 60
ROUNDS = 3
LOG = Path("ban-goc", "nhat-ky.jsonl")
# Our command line; the seconds of processor time of its own process go into the file named last.
_HEAD = (
    "import atexit, os, pathlib, runpy, sys; note = pathlib.Path(sys.argv.pop()); "
    "atexit.register(lambda: note.write_text(str(sum(os.times()[:2])))); "
    "runpy.run_module('kehoach_xl', run_name='__main__', alter_sys=True)"
)


@dataclass(frozen=True)
class Merge:
    """Seconds of processor time of the process at the head and of the others, megabytes of all; bytes of the master and
    of its log afterwards."""

    head: float
    others: float
    megabytes: float
    master: int
    log: int


def measure(folder: Path) -> dict[str, float]:
    """The figures by name."""
    bench = Bench(folder, ROUNDS)
    few, many, short = (_of(bench, size, tasks) for size, tasks in ((FEW, LONG), (MANY, LONG), (MANY, SHORT)))
    rows, returns = MANY * (LONG - SHORT), MANY - FEW
    a_row = (many.merge.head - short.merge.head) / rows
    a_return = (many.merge.head - few.merge.head) / returns - LONG * a_row
    log_row = (many.merge.log - short.merge.log) / rows
    row_bytes = (many.merge.master - few.merge.master) / (returns * LONG)
    row_megabytes = (many.merge.megabytes - few.merge.megabytes) / (returns * LONG)
    store, _ = records_world.make(folder / "records")
    totals = [run(ours("totals", "--store", store), folder) for _ in range(ROUNDS)]
    return {
        "start": few.merge.head - FEW * (a_return + LONG * a_row),
        "a_return": a_return,
        "a_row": a_row,
        "a_standing": (many.one_more - few.one_more) / (returns * LONG),
        "opening": (many.merge.others - few.merge.others) / returns,
        "return_bytes": many.return_bytes,
        "log_return": (many.merge.log - few.merge.log) / returns - LONG * log_row,
        "log_row": log_row,
        "master_bytes": few.merge.master - FEW * LONG * row_bytes,
        "row_bytes": row_bytes,
        "megabytes": few.merge.megabytes - FEW * LONG * row_megabytes,
        "row_megabytes": row_megabytes,
        "store_bytes": store.stat().st_size / records_world.RECORDS,
        "gather_rows": returns * LONG / (many.gathering - few.gathering),
        "totals_records": records_world.RECORDS / statistics.median(one.seconds for one in totals),
    }


@dataclass(frozen=True)
class _Measured:
    """Of one province: the merge of all its returns, then of one more, and gathering its master, in seconds."""

    merge: Merge
    one_more: float
    gathering: float
    return_bytes: float


def _of(bench: Bench, size: int, tasks: int) -> _Measured:
    province = bench.made(f"{size}x{tasks}", size, tasks, returns_world.make)
    merges, more, gathered = [], [], []
    for _ in range(ROUNDS):
        again = bench.fresh(province)
        merges.append(_merged(again, again.inbox, bench.folder))
        gathered.append(_gathered(again, bench.folder))
        with _one_more(province) as inbox:
            more.append(_merged(again, inbox, bench.folder).head)
    files = list(province.inbox.iterdir())
    return _Measured(
        sorted(merges, key=lambda one: one.head)[ROUNDS // 2], statistics.median(more), statistics.median(gathered),
        statistics.mean(one.stat().st_size for one in files),
    )  # fmt: skip


def _merged(province: Province, inbox: Path, folder: Path) -> Merge:
    note = folder / "head.txt"
    took: Run = run(python("-c", _HEAD, "merge", str(inbox), "--master", str(province.master), str(note)), folder)
    head, log = float(note.read_text()), province.master.parent / LOG
    return Merge(head, took.busy - head, took.megabytes, province.master.stat().st_size, log.stat().st_size)


def _gathered(province: Province, folder: Path) -> float:
    store = folder / "kho-do.db"
    store.unlink(missing_ok=True)
    return run(ours("gather", province.master.parent, "--store", store), folder).seconds


@contextmanager
def _one_more(province: Province) -> Iterator[Path]:
    """A folder with a second return of one agency, in which one percentage differs."""
    from openpyxl import load_workbook

    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as inbox:
        first = min(province.inbox.iterdir())
        book = load_workbook(first)
        book[form().sheet].cell(form().first, form().at("percent")).value = 75
        book.save(Path(inbox, first.name))
        yield Path(inbox)


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as own:
        for name, value in measure(Path(arguments[0] if arguments else own)).items():
            print(f"{name} = {value:.3g}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
