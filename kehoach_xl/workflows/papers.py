"""Files that go with what a run writes into the master: made aside, put in their place once the master is saved."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kehoach_xl.building.own_document import is_as_written, sealed
from kehoach_xl.building.whole import made_whole
from kehoach_xl.domain.letter import Attachment
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.letters import Words, placed

ENDING = ".docx"


@dataclass
class Papers:
    """``aside`` is where they are made, ``target`` the folder they belong in, ``day`` the day they are of; ``kept``
    names those somebody changed since we wrote them, which stay as they are."""

    desk: Desk
    aside: Path
    target: Path
    day: date | None = None
    made: dict[str, bytes] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def document(self, template: str, words: Words, name: str) -> Attachment:
        """The Word file of a template, as it will lie in its place. Raises Stop WRITE_… for the template."""
        from kehoach_xl.building.clerk_templates import write_document  # loads docxtpl

        there = self.target / f"{name}{ENDING}"
        if there.is_file() and not is_as_written(there):
            self.kept.append(there.name)
            return self._attached(there.name, there.read_bytes())
        path = self.aside / there.name
        write_document(template, words, path, self.desk.folder("templates"))
        return self.file(there.name, sealed(path, self.day))

    def file(self, name: str, data: bytes) -> Attachment:
        """Any other file."""
        self.made[name] = data
        return self._attached(name, data)

    def place(self, name: str) -> str:
        """A file as a line of `Thư` names it."""
        return placed(self.desk, self.target / name)

    def put_down(self) -> None:
        """Put what was made in its place. Raises Stop WRITE_081 for the first file that cannot be written."""
        for name, data in self.made.items():
            try:
                with made_whole(self.target / name) as temporary:
                    temporary.write_bytes(data)
            except Stop as stop:
                raise Stop("WRITE_081", file=name, reason=stop.message.facts["reason"]) from stop

    def _attached(self, name: str, data: bytes) -> Attachment:
        return Attachment(self.place(name), hashlib.sha256(data).hexdigest())
