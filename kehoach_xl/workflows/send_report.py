"""What «Gửi thư» tells: a line for each letter it looked at, and what goes beyond one letter."""

from dataclasses import dataclass, field

from kehoach_xl.domain.letter import DOUBTFUL, FAILED, NO_ADDRESS
from kehoach_xl.messages import Message

# States somebody has to look at.
OPEN_ENDED = (NO_ADDRESS, DOUBTFUL, FAILED)


@dataclass(frozen=True, slots=True)
class LetterDone:
    """One letter and its state after this run (before it, of a rehearsal). ``says``: why it did not go, or what to
    know of one that did; ``file``: the draft below the folder of drafts."""

    id: str
    kind: str
    period: str
    agency: str
    agency_name: str
    to: tuple[str, ...]
    state: str
    says: tuple[Message, ...] = ()
    file: str = ""


@dataclass
class SendReport:
    """``letters`` in the order of the sheet; ``left``: letters of which nothing was tried because the run ended
    early; ``folder``: where drafts were put, '' for the other ways."""

    way: str
    folder: str = ""
    dry_run: bool = False
    letters: list[LetterDone] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)
    left: int = 0

    def count(self, state: str) -> int:
        return sum(one.state == state for one in self.letters)

    @property
    def needs_a_look(self) -> bool:
        warned = any(said.level in ("warning", "error") for one in self.letters for said in one.says)
        return bool(warned or self.left or any(one.state in OPEN_ENDED for one in self.letters))
