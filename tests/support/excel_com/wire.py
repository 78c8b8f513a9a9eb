"""The wire between Python and Excel: every property read or set and every method call is one round trip."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.support.excel_com import errors

MOST_REJECTIONS = 2_000  # in a row; a caller that gives up or waits stays far below


class Change(NamedTuple):
    """One call that changes something: «set Application.ScreenUpdating», (False,)."""

    member: str
    arguments: tuple[Any, ...]


class Wire:
    """Counts, records, and fails on demand. Numbers of calls are counted from the moment of asking, from 1."""

    def __init__(self) -> None:
        self.heal()
        self.reset()

    def reset(self) -> None:
        """Forget what was counted and recorded; failures asked for stay."""
        self.trace: list[str] = []  # every call in order, as «get Range.Value»
        self.log: list[Change] = []

    @property
    def count(self) -> int:
        return len(self.trace)

    @property
    def calls(self) -> Counter[str]:
        return Counter(self.trace)

    # -- what goes wrong -------------------------------------------------------------------------

    def heal(self) -> None:
        """Nothing goes wrong any more."""
        self._at: dict[int, tuple[Exception, bool]] = {}
        self._from: tuple[int, Exception] | None = None
        self._busy: tuple[int | None, str] = (0, "dialog")
        self._rejections = 0
        self._trip = 0

    def fail_at(self, number: int, error: Exception | None = None, after: bool = False) -> None:
        """The ``number``-th call from now fails; with ``after`` it takes effect first, then fails."""
        self._at[self._trip + number] = (error or errors.refused("Unable to do that."), after)

    def fail_from(self, number: int, error: Exception | None = None) -> None:
        """From the ``number``-th call on nothing is answered any more: Excel is gone."""
        self._from = (self._trip + number, error or errors.server_gone())

    def busy(self, calls: int | None = None, why: str = "dialog") -> None:
        """The next ``calls`` calls are rejected (None: all, until ``heal``).

        "dialog": every call is. "editing" (a cell is being typed in): sets and methods get 0x800AC472, reads
        are rejected.
        """
        assert why in ("dialog", "editing")
        self._busy = (calls, why)

    # -- a round trip ----------------------------------------------------------------------------

    def travel(self, kind: str, member: str, act: Callable[[], Any], changes: tuple[Any, ...] | None = None) -> Any:
        """One round trip; ``kind`` is "get", "set" or "call"; ``changes``: the arguments of a change."""
        self._trip += 1
        self.trace.append(f"{kind} {member}")
        self._reject(kind, member)
        if self._from and self._trip >= self._from[0]:
            raise self._from[1]
        error, after = self._at.pop(self._trip, (None, False))
        if error and not after:
            raise error
        try:
            result = act()
        except AttributeError as mistake:  # of the double; xlwings would try for ever
            raise errors.NotInTheDouble(f"{kind} {member}: {mistake}") from mistake
        if changes is not None:
            self.log.append(Change(f"{kind} {member}", changes))
        if error:
            raise error
        return result

    def _reject(self, kind: str, member: str) -> None:
        left, why = self._busy
        if left == 0:
            self._rejections = 0
            return
        self._rejections += 1
        if self._rejections > MOST_REJECTIONS:
            raise errors.Spinning(f"{self._rejections} rejected calls in a row, the last one: {kind} {member}")
        if left is not None:
            self._busy = (left - 1, why)
        raise errors.cell_in_edit() if why == "editing" and kind != "get" else errors.call_rejected()
