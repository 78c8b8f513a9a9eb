"""What the workers of a run share is made once, and whole."""

import itertools
import multiprocessing
import time
from pathlib import Path

import pytest

from tests.support.once import Once


def slowly(folder: Path) -> int:
    time.sleep(0.3)
    with (folder.parent / "made.txt").open("a") as made:
        made.write("x")
    return len(list(folder.iterdir()))


def ask(root: Path) -> int:
    return Once(root).value("one", slowly)


def test_two_workers_that_ask_at_once_share_what_one_of_them_made(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(ask, [tmp_path, tmp_path], chunksize=1) == [0, 0]
    assert (tmp_path / "made.txt").read_text() == "x"


def test_what_failed_halfway_is_made_anew_in_an_empty_folder(tmp_path: Path) -> None:
    tries = itertools.count()

    def make(folder: Path) -> list[str]:
        found = [path.name for path in folder.iterdir()]
        (folder / "half.txt").touch()
        if next(tries) == 0:
            raise RuntimeError("halfway")
        return found

    with pytest.raises(RuntimeError, match="halfway"):
        Once(tmp_path).value("one", make)
    assert Once(tmp_path).value("one", make) == Once(tmp_path).value("one", make) == []
    assert next(tries) == 2
