"""What takes long to make and is only looked at or copied: made once in a run of the tests, whichever of its workers
asks first; the others wait for it and take the same."""

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

Made = TypeVar("Made")


class Once:
    """Things made once, by name, below a folder that all workers of a run share."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        folder.mkdir(parents=True, exist_ok=True)

    def value(self, name: str, make: Callable[[Path], Made]) -> Made:
        """What ``make`` gives when it is called with an empty folder of its own, pickled for the others; the folder is
        to be read only. When it fails, the next to ask makes it anew."""
        folder, kept = self.root / name, self.root / f"{name}.pickle"
        with FileLock(self.root / f"{name}.lock"):
            if not kept.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
                data = pickle.dumps(make(folder))
                kept.write_bytes(data)
        return pickle.loads(kept.read_bytes())
