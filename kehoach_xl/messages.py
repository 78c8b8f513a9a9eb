"""Every sentence a user reads, under a stable code.

A text says what happened and where; ``todo`` says what to do next. Both are filled with the
facts of the case by :class:`Message`. Levels: ``stop`` (cannot go on, exit 2), ``error`` and
``warning`` and ``hint`` (findings in the data, exit 1 when any), ``info``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Text:
    """One catalogue entry: the level, the sentence, and the remedy."""

    level: str
    says: str
    todo: str = ""


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


CATALOGUE: dict[str, Text] = {
    # -- OPEN: opening and saving workbooks ------------------------------------------------
    # -- GATE: packages that are not read ---------------------------------------------------
    # -- VALUE: typed values ----------------------------------------------------------------
    # -- CHECK: findings in the master ------------------------------------------------------
    # -- PERIOD / SEND / MERGE / UNDO / SUMMARY: the operations -----------------------------
}
