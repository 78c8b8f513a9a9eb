"""What an installation puts on a machine: a file, a variable, a junction. Each knows what stands there now."""

import contextlib
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kehoach_xl.windows import marks
from kehoach_xl.windows.machine import Machine

ENVIRONMENT = "Environment"


class Thing(ABC):
    """One thing of ours: ``where`` it stands and the ``content`` by which it is known again, both plain text."""

    kind: str

    def __init__(self, machine: Machine, where: str, content: str) -> None:
        self.machine, self.where, self.content = machine, where, content

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.where

    @abstractmethod
    def now(self) -> str | None:
        """The content of what stands there; None when nothing does. Raises OSError."""

    @abstractmethod
    def put(self) -> Callable[[], None]:
        """Put ours there; returns what puts back the former state. Raises OSError."""

    @abstractmethod
    def remove(self) -> None:
        """Take it away. Raises OSError."""


class File(Thing):
    """A file, known by its SHA-256."""

    kind = "file"

    def __init__(self, machine: Machine, where: str, content: str, data: bytes = b"") -> None:
        super().__init__(machine, where, content or hashlib.sha256(data).hexdigest())
        self.path, self.data = Path(where), data

    def now(self) -> str | None:
        data = self._read()
        return None if data is None else hashlib.sha256(data).hexdigest()

    def put(self) -> Callable[[], None]:
        before, made = self._read(), [one for one in self.path.parents if not one.exists()]

        def put_back() -> None:
            if before is not None:
                self._write(before)
                return
            self.path.unlink(missing_ok=True)
            for folder in filter(Path.is_dir, made):
                folder.rmdir()

        try:
            self._write(self.data)
        except OSError:
            if before is None:
                put_back()
            raise
        return put_back

    def remove(self) -> None:
        self.path.unlink()

    def _read(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None

    def _write(self, data: bytes) -> None:
        """Whole or not at all, and without the mark of the web."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_name(f".~{self.path.name}.tmp")
        try:
            temporary.write_bytes(data)
            marks.unmark(temporary)
            temporary.replace(self.path)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


class Variable(Thing):
    """A variable of the user's environment, known by its value."""

    kind = "variable"

    def now(self) -> str | None:
        found: Any = self.machine.registry.value("HKEY_CURRENT_USER", ENVIRONMENT, self.where)
        return None if found is None else str(found)

    def put(self) -> Callable[[], None]:
        before = self.now()
        self._write(self.content)
        return self.remove if before is None else lambda: self._write(str(before))

    def remove(self) -> None:
        self.machine.registry.erase(ENVIRONMENT, self.where)
        self.machine.announce_settings()

    def _write(self, value: str) -> None:
        self.machine.registry.write(ENVIRONMENT, self.where, value)
        self.machine.announce_settings()


class Junction(Thing):
    """A folder under another name, known by where it leads."""

    kind = "junction"

    def now(self) -> str | None:
        return self.machine.joined_to(Path(self.where))

    def put(self) -> Callable[[], None]:
        self.machine.join(Path(self.where), Path(self.content))
        return self.remove

    def remove(self) -> None:
        self.machine.unjoin(Path(self.where))


KINDS: dict[str, type[Thing]] = {kind.kind: kind for kind in (File, Variable, Junction)}
