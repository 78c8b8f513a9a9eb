"""Every sentence a user reads, under a stable code.

A text says what happened and where; ``todo`` says what to do next. Both are filled with the
facts of the case by :class:`Message`. Levels: ``stop`` (cannot go on, exit 2), ``error`` and
``warning`` and ``hint`` (findings in the data, exit 1 when any), ``info``. One module for each
part of the program; codes are never reused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kehoach_xl.messages import (
    checks,
    documents,
    intake,
    journal,
    machine,
    mail,
    opening,
    printing,
    returns,
    store,
    values,
    work,
    writing,
)
from kehoach_xl.messages.text import Text

CATALOGUE: Mapping[str, Text] = MappingProxyType(
    opening.TEXTS | values.TEXTS | checks.TEXTS | work.TEXTS | machine.TEXTS | printing.TEXTS
    | intake.TEXTS | returns.TEXTS | journal.TEXTS | documents.TEXTS | mail.TEXTS | writing.TEXTS | store.TEXTS
)


@dataclass(frozen=True)
class Message:
    """A code with the facts of one case; renders to Vietnamese only at the edge."""

    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def level(self) -> str:
        return CATALOGUE[self.code].level

    @property
    def text(self) -> str:
        return CATALOGUE[self.code].says.format_map(self.facts)

    @property
    def todo(self) -> str:
        return CATALOGUE[self.code].todo.format_map(self.facts)

    def __str__(self) -> str:
        return f"{self.text} {self.todo}".strip()
