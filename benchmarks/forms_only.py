"""Of a distribution only what its peer does too: the files. ``python -m benchmarks.forms_only MASTER OUT``.

Prints the seconds from the moment the master is read until the last form is written.
"""

import sys
import time
from pathlib import Path

from kehoach_xl.domain.identity import new_key
from kehoach_xl.engine.opening import open_book
from kehoach_xl.workflows.forms import Forms
from kehoach_xl.workflows.work import Work


def main(master: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with open_book(master, write=False) as book:
        work = Work(book, "Phân phát")
        listed = work.desk.open_period(None)
        tasks = work.desk.tasks_of(listed.period)
        asked: dict[str, list[str]] = {}
        for task, agency, _ in work.keys:
            asked.setdefault(agency, []).append(task)
        begun = time.perf_counter()
        forms = Forms(work, listed, new_key(), prefill=False)
        for agency, ids in asked.items():
            forms.make(out, agency, [tasks[one] for one in ids])
        print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
