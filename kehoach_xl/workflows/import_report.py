"""What an import reports. Kept apart from the import itself, so that the reports of other operations load nothing of
it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kehoach_xl.messages import Message


@dataclass(frozen=True)
class Unsure:
    """A line to look at: its number in the review, what it is, where it stands in the document, how sure, why."""

    line: int
    what: str
    place: str
    confidence: str
    why: tuple[Message, ...]


@dataclass(frozen=True)
class ReviewReport:
    """What was understood of a document: ``facts`` of the plan and ``deadlines`` as (part, agencies' day, coordinator's
    day), ``counts`` per kind, what is ``unsure``, and what the plan as a whole lacks."""

    out: str
    file: str
    register: str
    facts: Mapping[str, str]
    deadlines: tuple[tuple[str, str, str], ...]
    counts: Mapping[str, int]
    unsure: tuple[Unsure, ...]
    lacks: tuple[Message, ...]

    @property
    def needs_a_look(self) -> bool:
        return bool(self.unsure or any(one.level != "info" for one in self.lacks))

    @property
    def to_decide(self) -> int:
        from kehoach_xl.documents.thing import ASK

        return sum(one.confidence == ASK for one in self.unsure)


@dataclass(frozen=True)
class MasterReport:
    """The master that was made of a review. ``open`` are (row of the review, what is to be looked at); ``new`` the
    names of bodies the register did not know; ``dropped`` the lines she took out."""

    out: str
    plan: str
    components: int
    groups: int
    tasks: int
    agencies: int
    macros: bool
    open: tuple[tuple[int | None, Message], ...]
    new: tuple[str, ...]
    dropped: int = 0

    @property
    def needs_a_look(self) -> bool:
        return any(message.level != "info" for _, message in self.open)


@dataclass(frozen=True)
class ImportReport:
    """One import: the review, the master, or both."""

    review: ReviewReport | None = None
    master: MasterReport | None = None

    @property
    def needs_a_look(self) -> bool:
        return any(one is not None and one.needs_a_look for one in (self.review, self.master))

    @property
    def made(self) -> Path:
        """The file to go on with: the master, else the review."""
        return Path((self.master or self.review).out)  # type: ignore[union-attr]
