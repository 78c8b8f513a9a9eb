"""Lines of `Điều chỉnh` and `Nhập thay` that she filled and no operation has taken over yet."""

from collections.abc import Mapping

from kehoach_xl.domain.progress import Raw, as_text

# What the program writes into these tables; everything else was typed.
WRITTEN = frozenset({"id", "before", "state"})


def is_waiting(cells: Mapping[str, Raw]) -> bool:
    """Whether a line waits: one that was taken over has an id."""
    filled = any(value is not None for name, value in cells.items() if name not in WRITTEN)
    return filled and not as_text(cells.get("id"))
