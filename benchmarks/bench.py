"""Every figure of speed that the project promises, measured in one run against what people use today.

``./run bench`` (``kehoach-xl bench``) makes its own data, runs ours and the peer in turn, and prints medians, ratios
and peak memory; ``--page docs/performance.md`` writes them down with the machine and the versions.
"""

import compileall
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import phases, returns_world
from benchmarks.bench_page import BenchReport, Section, shown
from benchmarks.measured import Run, medians, python, run
from benchmarks.returns_world import Province

TASKS = 60
# Returns in a folder at which ours and the peer are compared, and those at which ours alone is watched growing.
COMPARED, GROWTH = (20, 100, 1000), (20, 100, 1000, 5000)
HERE = Path(__file__).resolve().parents[1]
STARTS = {
    "Python, không làm gì": "pass",
    "xlwings, như kehoach_xl nạp": f"import runpy; runpy.run_path({str(HERE / 'kehoach_xl/engine/alone.py')!r})",
    "xlwings, như thường nạp": "import xlwings",
}
# What runs our command line, and whatever it starts, on one processor.
ONE_PROCESSOR = (
    "import psutil, runpy; psutil.Process().cpu_affinity([0]); runpy.run_module("
    "'kehoach_xl', run_name='__main__', alter_sys=True)"
)


def measure(
    rounds: int = 5, sizes: Sequence[int] = COMPARED, growth: Sequence[int] = GROWTH, only: Sequence[str] = (),
    folder: Path | None = None, say: Callable[[str], None] = print,
) -> BenchReport:
    """Measure these parts (by default all); ``folder`` keeps the data for the next time. Each table is said as soon as
    it is there."""
    place = folder or Path(tempfile.mkdtemp(prefix="kehoach-bench-"))
    bench = Bench(place, rounds)
    parts: dict[str, Callable[[], Section]] = {
        "start": bench.start, "merge": lambda: bench.merge(sizes), "phases": lambda: bench.phases(max(sizes)),
        "growth": lambda: bench.growth(growth), "distribute": bench.distribute, "totals": bench.totals,
        "check": bench.check,
    }  # fmt: skip
    found = []
    try:
        for name in only or parts:
            found.append(parts[name]())
            say(shown(found[-1]))
    finally:
        for used in [place] if folder is None else place.glob("again-*"):
            shutil.rmtree(used, ignore_errors=True)
    return BenchReport(found)


class Bench:
    """Measures in a folder; what was made there before is used again."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder, self.rounds = folder, rounds
        folder.mkdir(parents=True, exist_ok=True)
        for package in ("kehoach_xl", "benchmarks"):  # as pip does when it installs one
            compileall.compile_dir(HERE / package, quiet=2)

    # -- what there is to measure -----------------------------------------------------------------

    def start(self) -> Section:
        """Commands that need no workbook."""
        rows = []
        for words in (["--version"], ["--help"], ["merge", "--help"]):
            runs = [run(ours(*words), self.folder) for _ in range(max(self.rounds, 5))]
            rows.append([f"`kehoach-xl {' '.join(words)}`", _seconds(medians(runs)), _memory(medians(runs))])
        took = {}
        for said, code in STARTS.items():
            one = took[said] = medians([run(python("-c", code), self.folder) for _ in range(max(self.rounds, 5))])
            rows.append([said, _seconds(one), _memory(one)])
        bare, alone, plain = took.values()
        note = (
            f"xlwings nạp mọi thư viện tính toán có trên máy, kehoach_xl nạp riêng xlwings: "
            f"{alone.seconds - bare.seconds:.2f} giây thay vì {plain.seconds - bare.seconds:.2f} giây mỗi lần chạy."
        )
        return Section("Khởi động", ["Lệnh", "Giây", "MB"], rows, note)

    def merge(self, sizes: Sequence[int]) -> Section:
        """Ours and the peer over the same returns, in turn."""
        rows = []
        for size in sizes:
            province = self._province(size)
            ours, peers = [], []
            for _ in range(self.rounds):
                ours.append(self._merged(province))
                peer_out = self.folder / "out.xlsx"
                peers.append(run(_module("peer_merge", province.inbox, province.master, peer_out), HERE))
            single = medians([self._merged(province, one_processor=True) for _ in range(min(self.rounds, 3))])
            our, peer = medians(ours), medians(peers)
            rows.append([
                f"{size}", _seconds(our), _seconds(peer), _times(peer.seconds / our.seconds), _memory(our),
                _memory(peer), f"{1000 * our.seconds / size:.1f}", _seconds(single),
            ])  # fmt: skip
        head = ["Phiếu", "Giây", "Giây của đối chứng", "Nhanh hơn", "MB", "MB của đối chứng", "ms mỗi phiếu",
                "Giây trên một nhân"]  # fmt: skip
        return Section(f"Gộp phiếu ({TASKS} dòng mỗi phiếu)", head, rows)

    def phases(self, size: int) -> Section:
        """Where the time of one merge goes."""
        province = self.fresh(self._province(size))
        command = _module("phases", province.inbox, province.master)
        said = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True).stdout
        seconds: dict[str, float] = json.loads(said.splitlines()[-1])
        whole = sum(seconds.values())
        rows = [[name, f"{one:.2f}", f"{100 * one / whole:.0f} %"] for name, one in seconds.items()]
        return Section(
            f"Thời gian của một lần gộp {size} phiếu đi vào đâu", ["Việc", "Giây", "Phần"], rows,
            _bound(seconds, whole),
        )  # fmt: skip

    def growth(self, sizes: Sequence[int]) -> Section:
        """Ours alone; each size is a province of its own, with a master as large as it needs."""
        rows, took = [], {}
        for size in sizes:
            province = self._province(size)
            one = medians([self._merged(province) for _ in range(min(self.rounds, 3))])
            took[size] = one.seconds
            rows.append([f"{size}", _seconds(one), f"{1000 * one.seconds / size:.1f}", _memory(one)])
        note = ""
        if {1000, 5000} <= took.keys():
            first, later = took[1000], (took[5000] - took[1000]) / 4
            note = (
                f"Mỗi nghìn phiếu sau nghìn đầu so với nghìn đầu: {later:.2f} / {first:.2f} = {later / first:.2f} "
                f"(nghìn đầu gồm cả khởi động)."
            )
        return Section("Chi phí mỗi phiếu khi số phiếu tăng", ["Phiếu", "Giây", "ms mỗi phiếu", "MB"], rows, note)

    def distribute(self) -> Section:
        """A thousand forms: the files alone as openpyxl makes them from a template, and the whole command."""
        rows = []
        for tasks in (12, TASKS):
            province, before = self._sent(1000, tasks), self._opened(1000, tasks)
            files, whole, peers = [], [], []
            for _ in range(min(self.rounds, 3)):
                again = self.fresh(before)
                command = ours("distribute", "--folder", again.forms.parent, "--master", again.master)
                whole.append(run(command, self.folder))
                for runs, command in (
                    (files, _module("forms_only", before.master, self._place())),
                    (peers, _module("peer_distribute", province.forms, self._place())),
                ):
                    runs.append(run(command, HERE))
            file, our, peer = medians(files), medians(whole), medians(peers)
            rows.append([
                f"{tasks}", _seconds(peer), _seconds(file), _times(peer.seconds / file.seconds), _seconds(our),
                _times(peer.seconds / our.seconds), _memory(our), _memory(peer),
            ])  # fmt: skip
        head = [
            "Dòng mỗi phiếu", "Giây của đối chứng", "Giây, chỉ làm tệp", "Nhanh hơn", "Giây, cả lệnh distribute",
            "Nhanh hơn", "MB", "MB của đối chứng",
        ]  # fmt: skip
        return Section("Phân phát 1.000 phiếu", head, rows)

    def totals(self) -> Section:
        """1.4 million records: ours from the store, the peer from CSV."""
        from benchmarks import records_world

        store, table = records_world.make(self.folder / "records")
        rows = []
        for by in ("", "component", "agency", "plan", "province"):
            mine, peers = [], []
            for _ in range(self.rounds):
                mine.append(run(ours("totals", "--store", store, *(["--by", by] if by else [])), self.folder))
                peers.append(run(_module("peer_totals", table, by), HERE))
            our, peer = medians(mine), medians(peers)
            rows.append([f"`--by {by}`" if by else "từng kỳ", _seconds(our), _seconds(peer),
                         _times(peer.seconds / our.seconds), _memory(our), _memory(peer)])  # fmt: skip
        head = ["Chia theo", "Giây", "Giây của pandas đọc CSV", "Nhanh hơn", "MB", "MB của pandas"]
        records = f"{records_world.RECORDS:,}".replace(",", ".")
        sizes = [f"{path.stat().st_size / 1e6:.0f} MB" for path in (store, table)]
        note = f"{records} bản ghi của {records_world.PROVINCES} sổ: kho {sizes[0]}, bảng CSV {sizes[1]}."
        return Section("Cộng số liệu nhiều sổ từ kho", head, rows, note)

    def check(self) -> Section:
        """«Kiểm tra» over 2,000 tasks with every kind of mistake."""
        from benchmarks import check_speed

        path = self.folder / "check.xlsx"
        if not path.exists():
            check_speed.build(path)
        runs = [run(ours("check", "--master", self._copy(path)), self.folder, (0, 1)) for _ in range(self.rounds)]
        parts = check_speed.parts(path)
        rows = [[name, f"{seconds:.2f}"] for name, seconds in parts.items()]
        whole = medians(runs)
        rows.append(["cả lệnh check, từ lúc gõ đến lúc lưu xong", _seconds(whole)])
        return Section("Kiểm tra 2.000 nhiệm vụ", ["Việc", "Giây"], rows, f"Bộ nhớ cao nhất {_memory(whole)} MB.")

    # -- the data ---------------------------------------------------------------------------------

    def _province(self, size: int) -> Province:
        return self.made(f"{size}x{TASKS}", size, TASKS, returns_world.make)

    def _sent(self, size: int, tasks: int) -> Province:
        return self.made(f"{size}x{tasks}-sent", size, tasks, returns_world.send_out)

    def _opened(self, size: int, tasks: int) -> Province:
        return self.made(f"{size}x{tasks}-opened", size, tasks, returns_world.open_up)

    def made(self, name: str, size: int, tasks: int, make: Callable[[Path, int, int], Province]) -> Province:
        """Made beside and renamed, so that what was cut off is not taken for a province."""
        folder, unfinished = self.folder / name, self.folder / f"{name}.tmp"
        if not folder.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished, size, tasks)
            unfinished.rename(folder)
        return Province.within(folder)

    def fresh(self, province: Province) -> Province:
        """The same province with a master that knows of no return yet; its forms and returns are not copied."""
        again = Province.within(self._place())
        shutil.copy(province.master, again.master)
        shutil.copytree(province.master.parent / "ban-goc", again.master.parent / "ban-goc")
        return Province(again.master, again.forms, province.inbox)

    def _merged(self, province: Province, one_processor: bool = False) -> Run:
        again = self.fresh(province)
        command = ours("merge", again.inbox, "--master", again.master)
        return run(python("-c", ONE_PROCESSOR, *command[3:]) if one_processor else command, self.folder)

    def _copy(self, path: Path) -> Path:
        return Path(shutil.copy(path, self._place()))

    def _place(self) -> Path:
        """A folder that nobody used; all are removed at the end. To make thousands of files where as many were just
        deleted takes ext4 up to ten times as long, and only one side of a comparison makes them."""
        return Path(tempfile.mkdtemp(prefix="again-", dir=self.folder))


def _bound(seconds: dict[str, float], whole: float) -> str:
    """What more processors could make faster, and what not."""
    with_others = sum(seconds[name] for name in phases.WITH_OTHERS)
    return (
        f"Đọc và xét phiếu chia được cho các nhân: {with_others:.2f} giây; tệp đang ghi được kiểm lại cùng lúc ở một "
        f"tiến trình khác; phần còn lại, {whole - with_others:.2f} giây, làm lần lượt trong một tiến trình, dù máy có "
        f"bao nhiêu nhân."
    )


def ours(*words: object) -> list[str]:
    return python("-m", "kehoach_xl", *map(str, words))


def _module(name: str, *words: object) -> list[str]:
    return python("-m", f"benchmarks.{name}", *map(str, words))


def _seconds(one: Run) -> str:
    return f"{one.seconds:.2f}"


def _memory(one: Run) -> str:
    return f"{one.megabytes:.0f}"


def _times(ratio: float) -> str:
    return f"{ratio:.1f} ×"

