"""A file that is made whole or not at all."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from kehoach_xl.errors import Stop, why


@contextlib.contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """Gives a path beside ``path`` to write to, of the same ending; what was written there takes its place at the end.

    Raises Stop NEW_003 when it cannot be written; what stood at ``path`` is then as it was.
    """
    temporary = path.with_name(f".~{path.name}.tmp{path.suffix.lower()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise Stop("NEW_003", path=path, reason=why(error)) from error
    finally:
        with contextlib.suppress(OSError):  # the reason is told above
            temporary.unlink(missing_ok=True)
