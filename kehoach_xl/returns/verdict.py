"""What became of one file that came back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kehoach_xl.domain.settle import Return
from kehoach_xl.intake.arrived import Source
from kehoach_xl.messages import Message
from kehoach_xl.returns.finding import ADDED, LOCKED, NOTE, Finding

# Taken; the same bytes as another file; ours, but not to be believed; whose it is only she can say; no form.
ACCEPTED, DUPLICATE, QUARANTINED, FOREIGN = "accepted", "duplicate", "quarantined", "foreign"
NEEDS_CONFIRMATION = "needs-confirmation"
# She put it aside; it was taken for another period.
PUT_ASIDE, ELSEWHERE = "put-aside", "elsewhere"


@dataclass
class Verdict:
    """``result`` is set only when the file's rows are trusted. ``cells`` counts every input cell that is not empty,
    ``filled`` those of ``result``, ``rejected`` those that are not taken, by reason.

    ``candidate``: the agency whose form it seems to be, where the file itself does not prove it; ``confirmable``:
    whether :attr:`Expectation.confirmed` may name an agency for it, after which its rows are taken. ``fates``: what
    became of its cells, once all is settled.
    """

    file: str
    state: str
    message: Message
    sha: str = ""
    agency: str = ""
    period: str = ""
    result: Return | None = None
    filled: int = 0
    cells: int = 0
    findings: list[Finding] = field(default_factory=list)
    rejected: dict[str, int] = field(default_factory=dict)
    source: Source = field(default_factory=lambda: Source(""))
    candidate: str = ""
    confirmable: bool = False
    fates: Counter[str] = field(default_factory=Counter)

    @property
    def notes(self) -> list[Message]:
        """What is said of the file, its changed locked cells and added rows apart."""
        return [one.message for one in self.findings if one.kind not in (ADDED, LOCKED) and one.needs_a_look]

    @property
    def locked(self) -> list[Message]:
        return [one.message for one in self.findings if one.kind == LOCKED]

    @property
    def proposals(self) -> list[str]:
        return [one.returned for one in self.findings if one.kind == ADDED]

    def note(self, message: Message, task: str = "") -> None:
        """Say one thing of the file, or of one task in it."""
        self.findings.append(Finding(NOTE, message, task))

    def reject(self, reason: str, cells: int) -> None:
        """Count cells that are not taken."""
        if cells:
            self.rejected[reason] = self.rejected.get(reason, 0) + cells


def noted(messages: Iterable[Message]) -> list[Finding]:
    """Messages as findings about the whole file."""
    return [Finding(NOTE, one) for one in messages]
