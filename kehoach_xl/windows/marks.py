"""Mark of the Web: the stream beside a file that says where it came from. Excel blocks macros in marked files."""

import re
from pathlib import Path

STREAM = "Zone.Identifier"
_ZONE = re.compile(r"^\s*ZoneId\s*=\s*(\d+)", re.MULTILINE)
_INTERNET = 3


def is_marked(path: Path) -> bool:
    """Whether Windows remembers that the file came from the internet (zone 3) or worse."""
    try:
        text = _stream(path).read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    zone = _ZONE.search(text)
    return zone is not None and int(zone[1]) >= _INTERNET


def unmark(path: Path) -> None:
    """Remove the mark. Raises OSError."""
    _stream(path).unlink(missing_ok=True)


def _stream(path: Path) -> Path:
    return Path(f"{path}:{STREAM}")
