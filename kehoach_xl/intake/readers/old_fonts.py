"""Text typed for fonts older than Unicode (TCVN3, VNI), put right where only one reading is possible."""

from collections import Counter
from collections.abc import Iterator

from kehoach_xl.domain.legacy import read_in_font
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message

_FEW = 3  # doubtful pieces that nobody need be stopped for
_SHARE = 10  # one in so many


class OldFonts:
    """Reads the pieces of one document and remembers what it changed."""

    def __init__(self) -> None:
        self._converted: Counter[str] = Counter()
        self._doubtful = 0

    def right(self, text: str, font: str = "") -> str:
        """The text in Unicode. A hidden soft hyphen is a letter of TCVN3, so call this before tidying."""
        old = read_in_font(text, font)
        if old is None:
            return text
        if old.other:
            self._doubtful += 1
        self._converted[old.encoding] += 1
        return old.text

    def require_certain(self, name: str) -> None:
        """Raises Stop IMPORT_022 when too many pieces could be read in two ways."""
        if self._doubtful > max(_FEW, self._converted.total() // _SHARE):
            raise Stop("IMPORT_022", name=name)

    def remarks(self) -> Iterator[Message]:
        for encoding, count in self._converted.items():
            yield Message("IMPORT_023", {"encoding": encoding, "count": count})
