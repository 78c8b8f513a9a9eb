"""One thing to look at in a file that came back."""

from dataclasses import dataclass

from kehoach_xl.messages import Message

# A row the agency added; a locked cell it changed; a text copied from the last period; a cell that was not typed as its
# value shows, with the one reading it has; anything else that is said of a file.
ADDED, LOCKED, SAME_AS_LAST, UNDERSTOOD, NOTE = "added", "locked", "same-as-last", "understood", "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """``task``: the number of the task; ``column``: the heading; ``sent``, ``returned``: what stood there when the form
    went out and when it came back, as a person sees it. All of them may be ''."""

    kind: str
    message: Message
    task: str = ""
    column: str = ""
    sent: str = ""
    returned: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether she should read it; what merely was spelt otherwise, with one reading, she need not."""
        return self.kind != UNDERSTOOD or self.message.level != "info"
