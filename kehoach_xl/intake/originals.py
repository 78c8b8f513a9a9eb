"""The originals of everything that came back, each under the hash of its bytes, kept before it is opened.

``<folder>/<first two digits>/<sha256>`` without an extension, so that no program opens one by a double click; the
name it came with is data in `Nhật ký`. Nothing here is ever written over or removed.
"""

import hashlib
from pathlib import Path


class Originals:
    """A folder of originals. ``keep=False`` is for a trial run: nothing is written."""

    def __init__(self, folder: Path, keep: bool = True) -> None:
        self.folder = folder
        self._keep = keep

    def path(self, sha: str) -> Path:
        """Where the bytes with this hash lie, or would."""
        return self.folder / sha[:2] / sha

    def keep(self, data: bytes) -> str:
        """Keep ``data``; its hash. Bytes that are there already stay untouched."""
        raise NotImplementedError

    def read(self, sha: str) -> bytes | None:
        """The bytes with this hash, None when they are not there or no longer what they were."""
        try:
            data = self.path(sha).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha else None
