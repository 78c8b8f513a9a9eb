"""One coordinator who merges again and again: what a process of ``test_two_at_once`` runs.

``python two_coordinators.py FOLDER AGENCY TIMES``: FOLDER holds the master and the forms that went out; each time the
agency corrects its report («lần 7»), the correction lands in an inbox of her own and is merged; «somebody else is at
work» is tried again. Prints {"merged": the texts in order, "waited": how often she was turned away}.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.workflows.merge import merge
from tests.workflows.office import Room, at, doing, fill

CODES = {"STC": "1.1", "STP": "1.2"}
# Turned away by the other run: it holds the lock, or saved between our reading and our saving.
TRY_AGAIN = ("OPEN_007", "OPEN_008")


def main(folder: Path, agency: str, times: int) -> None:
    room = Room(folder)
    inbox = folder.parent / f"nhan-ve-{agency}"
    inbox.mkdir()
    merged, waited = [], 0
    for number in range(1, times + 1):
        text = f"{agency} lần {number}."
        for old in inbox.iterdir():
            old.unlink()
        saved = at(1) + timedelta(minutes=number)
        fill(room.form(agency), inbox / f"{number}.xlsx", {CODES[agency]: doing(number % 100, text)}, saved)
        while True:
            try:
                with open_book(room.master, write=True) as book:
                    merge(book, inbox, now=datetime.now(UTC))
                break
            except Stop as stop:
                if stop.message.code not in TRY_AGAIN:
                    raise
                waited += 1
                time.sleep(0.1)
        merged.append(text)
    print(json.dumps({"merged": merged, "waited": waited}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
