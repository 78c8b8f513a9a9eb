"""Of a distribution only what its peer does too: the files. ``python -m benchmarks.forms_only MASTER OUT``.

Who is asked for what is taken from plan and register, which the forms are made of; `Tiến độ` is not read, as the peer
reads no record. Prints the seconds from the moment they are read until the last form is written.
"""

import sys
import time
from pathlib import Path

from kehoach_xl.domain.identity import new_key
from kehoach_xl.domain.plan import Task
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.forms import Forms


def main(master: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with open_book(master, write=False) as book:
        desk = Desk(book)
        listed = desk.open_period(None)
        asked: dict[str, list[Task]] = {}
        for task in desk.tasks_of(listed.period).values():
            for agency in desk.register.owing(task, listed.period.end):
                asked.setdefault(agency, []).append(task)
        begun = time.perf_counter()
        forms = Forms(desk, listed, new_key())
        for agency, tasks in asked.items():
            forms.make(out, agency, tasks)
        print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
