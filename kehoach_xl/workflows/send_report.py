"""What «Gửi thư» tells: a line for each letter it looked at, and what goes beyond one letter."""

from dataclasses import dataclass, field

from kehoach_xl.domain.letter import DOUBTFUL, FAILED, NO_ADDRESS
from kehoach_xl.messages import Message

# States somebody has to look at.
OPEN_ENDED = (NO_ADDRESS, DOUBTFUL, FAILED)
# Letters this run left as they were: one that left us before could not go again; one whose word says nothing to us.
AGAIN, STAYS = "again", "stays"


@dataclass(frozen=True, slots=True)
class LetterDone:
    """One letter and its state after this run (before it, of a rehearsal). ``says``: why it did not go, or what to
    know of one that did; ``file``: the draft below the folder of drafts; ``how``: AGAIN or STAYS of one that is as it
    was before, and '' of the others."""

    id: str
    kind: str
    period: str
    agency: str
    agency_name: str
    to: tuple[str, ...]
    state: str
    says: tuple[Message, ...] = ()
    file: str = ""
    how: str = ""


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
        """Letters that came into this state, or stand in it for her to look at."""
        return sum(one.state == state and not one.how for one in self.letters)

    def kept(self, how: str) -> int:
        """Letters that are as they were before: AGAIN or STAYS."""
        return sum(one.how == how for one in self.letters)

    @property
    def needs_a_look(self) -> bool:
        warned = any(said.level in ("warning", "error") for one in self.letters for said in one.says)
        return bool(warned or self.left or self.kept(AGAIN) or any(one.state in OPEN_ENDED for one in self.letters))
