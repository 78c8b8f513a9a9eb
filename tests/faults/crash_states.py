"""What may stand on the disk after a power cut, from the calls a run made: a small model of a file system.

Held to what POSIX promises and no more: bytes are durable after ``fsync`` of the file, names after ``fsync`` of their
folder. Until then a name's change may be lost, each by itself and in any order (a rename is whole or not at all), and
of the bytes any page of 4 KiB may be there, be zeros, or be missing with all after it. A journaling file system, and
NTFS, leave some of these states; this enumerates more than any of them.
"""

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

PAGE = 4096
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HANDLE = re.compile(r"^\d+<([^>]*)>")


@dataclass
class File:
    """The bytes of one inode as the programs see them, and those known to be on the disk. ``low``: how short it was
    since its last flush."""

    seen: bytes = b""
    kept: bytes = b""
    low: int = 0


@dataclass(frozen=True)
class Op:
    """One call: what it does to what. ``data`` of a write, ``target`` of a rename or a link."""

    kind: str
    path: str
    target: str = ""
    data: bytes = b""


@dataclass
class Disk:
    """Names and files. ``pending``: changes of names that no ``fsync`` of their folder has made durable, each as
    {name: file or None when the name goes}."""

    names: dict[str, File]
    durable: dict[str, File] = field(default_factory=dict)
    pending: list[dict[str, File | None]] = field(default_factory=list)
    at: dict[str, int] = field(default_factory=dict)  # where the next write to a name goes
    folders: set[str] = field(default_factory=set)  # made in this run: what is in one is lost with its name

    @classmethod
    def holding(cls, files: dict[str, bytes]) -> "Disk":
        made = {name: File(data, data, len(data)) for name, data in files.items()}
        return cls(dict(made), dict(made))

    def do(self, op: Op) -> None:
        match op.kind:
            case "create":
                self.at[op.path] = 0
                if op.path not in self.names:
                    self._change({op.path: File()})
            case "write":
                file, at = self.names[op.path], self.at.get(op.path, 0)
                file.seen = file.seen[:at].ljust(at, b"\0") + op.data + file.seen[at + len(op.data) :]
                self.at[op.path] = at + len(op.data)
            case "truncate":
                size = int(op.target)
                file = self.names[op.path]
                file.seen, file.low = file.seen[:size].ljust(size, b"\0"), min(file.low, size)
                self.at[op.path] = size
            case "fsync" if op.path in self.names and op.path not in self.folders:
                file = self.names[op.path]
                file.kept, file.low = file.seen, len(file.seen)
            case "fsync":
                self._settle(op.path)
            case "rename":
                self._change({op.path: None, op.target: self.names[op.path]})
            case "link":
                self._change({op.target: self.names[op.path]})
            case "unlink":
                self._change({op.path: None})
            case "mkdir":
                self.folders.add(op.path)
                self._change({op.path: File()})

    def _change(self, change: dict[str, File | None]) -> None:
        self.pending.append(change)
        _apply(self.names, change)

    def _settle(self, folder: str) -> None:
        """The names of a folder are durable. Those of other folders wait on."""
        waiting = []
        for change in self.pending:
            if all(str(PurePosixPath(name).parent) == folder for name in change):
                _apply(self.durable, change)
            else:
                waiting.append(change)
        self.pending = waiting

    def after_a_cut(
        self, survives: Callable[[int], bool], pages: Callable[[File], bytes]
    ) -> dict[str, bytes]:
        """{name: bytes} left: of the pending changes of names those for which ``survives(number)``, of each file what
        ``pages`` makes of it."""
        names = dict(self.durable)
        for number, change in enumerate(self.pending):
            if survives(number):
                _apply(names, change)
        gone = self.folders - names.keys()
        return {
            name: pages(file) for name, file in names.items()
            if name not in self.folders and not any(name.startswith(f"{one}/") for one in gone)
        }  # fmt: skip


def _apply(names: dict[str, File], change: dict[str, File | None]) -> None:
    for name, file in change.items():
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def torn(file: File, choose: Callable[[int], str]) -> bytes:
    """What is left of a file of which not all is durable; ``choose(page)`` is «new», «old», «zero» or «end»."""
    found = b""
    for at in range(0, max(len(file.seen), len(file.kept)), PAGE):
        new, old = file.seen[at : at + PAGE], file.kept[at : at + PAGE]
        surely = old[: max(file.low - at, 0)]  # never cut off, so at the worst as it was
        match "old" if new == old else choose(at // PAGE):
            case "new":
                found = found.ljust(at, b"\0") + new
            case "old":
                found = found.ljust(at, b"\0") + old if old else found
            case "zero":
                found = found.ljust(at, b"\0") + surely.ljust(len(new), b"\0")
            case "end":
                found = found.ljust(at, b"\0") + surely if surely else found
                if at + PAGE >= file.low:
                    break
    return found


def bounded(disk: Disk) -> Iterator[dict[str, bytes]]:
    """The states that decide: every prefix of the changes of names, each alone kept and alone lost; by all bytes kept,
    lost, zero, and cut in the middle."""
    count = len(disk.pending)
    kept = {frozenset(range(n)) for n in range(count + 1)}
    kept |= {frozenset({n}) for n in range(count)} | {frozenset(range(count)) - {n} for n in range(count)}
    ways: list[Callable[[int], str]] = [
        lambda page: "new", lambda page: "old", lambda page: "zero", lambda page: "end",
        lambda page: "new" if page == 0 else "end", lambda page: "new" if page % 2 else "zero",
    ]  # fmt: skip
    for names in kept:
        for way in ways:
            yield disk.after_a_cut(names.__contains__, lambda file, way=way: torn(file, way))


def read_calls(lines: Sequence[str], folder: str) -> list[Op]:
    """The calls of a strace log (``-f -y``, whole strings) that change something below ``folder``."""
    found = []
    for line in _joined(lines):
        if not (match := _CALL.match(line)) or int(match[3]) < 0 or folder not in match[2]:
            continue
        call, said = match[1], match[2]
        texts = [_bytes(text) for text in _TEXT.findall(said)]
        handle = found_handle[1] if (found_handle := _HANDLE.match(said)) else ""
        paths = [text.decode("utf-8", "replace") for text in texts]
        if not handle.startswith(folder) and not (paths and paths[0].startswith(folder)):
            continue  # it only speaks of the folder
        if call == "openat" and any(flag in said for flag in ("O_CREAT", "O_WRONLY", "O_RDWR")):
            found.append(Op("create", paths[0]))
        elif call == "write" and handle:
            assert len(texts[0]) == int(match[3]), "strace cut the bytes short"
            found.append(Op("write", handle, data=texts[0]))
        elif call in ("fsync", "fdatasync"):
            found.append(Op("fsync", handle))
        elif call == "ftruncate":
            found.append(Op("truncate", handle, target=said.rsplit(", ", 1)[1]))
        elif call in ("rename", "renameat", "renameat2"):
            found.append(Op("rename", paths[0], paths[1]))
        elif call in ("link", "linkat"):
            found.append(Op("link", paths[0], paths[1]))
        elif call in ("unlink", "unlinkat"):
            found.append(Op("unlink", paths[0]))
        elif call in ("mkdir", "mkdirat"):
            found.append(Op("mkdir", paths[0]))
        else:
            assert call in ("openat", "rmdir", "chmod", "fchmod", "fchmodat", "flock", "utimensat"), line
    return found


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Calls that ended after another thread's had begun stand in two pieces: each is whole again, where it ended."""
    begun: dict[str, str] = {}
    for line in lines:
        thread, _, rest = line.partition(" ")
        if line.endswith(" <unfinished ...>"):
            begun[thread] = line.removesuffix(" <unfinished ...>")
        elif rest.lstrip().startswith("<... "):
            yield begun.pop(thread, "") + rest.split(" resumed>", 1)[1]
        else:
            yield line


def _bytes(text: str) -> bytes:
    return codecs.escape_decode(text.encode("latin-1"))[0]
