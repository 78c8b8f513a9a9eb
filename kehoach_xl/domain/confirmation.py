"""What she decides about a file that came back: take it for an agency, or put it aside."""

from collections.abc import Mapping
from dataclasses import dataclass

from kehoach_xl.domain.text import fold

# A period and the hash of a file.
FileKey = tuple[str, str]

ACCEPT, SKIP = "accept", "skip"
# The words of the drop-down in `Tệp gửi về`.
LABELS: Mapping[str, str] = {"Nhận": ACCEPT, "Bỏ qua": SKIP}
WORDS: Mapping[str, str] = {choice: label for label, choice in LABELS.items()}

_BY_FOLD = {fold(label): choice for label, choice in LABELS.items()}


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Her word on the file with this hash; the newest one counts. ``agency`` only when it is taken."""

    sha: str
    period: str
    agency: str
    choice: str
    file: str

    @property
    def key(self) -> FileKey:
        return self.period, self.sha


def read_label(text: str) -> str | None:
    """The choice of a word of the drop-down, None for any other."""
    return _BY_FOLD.get(fold(text)) if text else None
