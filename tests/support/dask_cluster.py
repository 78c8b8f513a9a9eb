"""A Dask scheduler and its machines as real processes of this one, each with its own log."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Cluster:
    """``address`` is what ``--scheduler`` takes; ``machines`` are the processes that open files."""

    def __init__(self, folder: Path, machines: int) -> None:
        self._file, self._folder = folder / "scheduler.json", folder
        quiet = ["--no-dashboard", "--host", "127.0.0.1"]
        self._scheduler = self._start("dask_scheduler", "--port", "0", *quiet, "--scheduler-file", str(self._file))
        while not self._file.exists() or not self._file.read_text():
            self._alive(self._scheduler)
            time.sleep(0.05)
        self.address = str(json.loads(self._file.read_text())["address"])
        self.machines = [
            self._start("dask_worker", self.address, "--no-nanny", "--nthreads", "2", *quiet, "--name", f"m{number}")
            for number in range(machines)
        ]

    def _start(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self._folder / f"{program}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{program}", *arguments], cwd=ROOT, stdout=log, stderr=log,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )  # fmt: skip

    def _alive(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.poll() is None, [path.read_text() for path in self._folder.glob("*.log")]

    def wait(self) -> None:
        """Until every machine has come up."""
        if not self.machines:
            return
        from distributed import Client

        with contextlib.closing(Client(self.address, set_as_default=False)) as client:
            client.wait_for_workers(len(self.machines), timeout=60)

    def end(self) -> None:
        for process in (*self.machines, self._scheduler):
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def cluster(folder: Path, machines: int = 2) -> Iterator[Cluster]:
    folder.mkdir(parents=True, exist_ok=True)
    made = Cluster(folder, machines)
    try:
        made.wait()
        yield made
    finally:
        made.end()
