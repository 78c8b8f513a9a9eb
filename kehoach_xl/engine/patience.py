"""Speaking with an Excel that may be busy: what its errors say, waiting for it, and what is owed to it."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from kehoach_xl.errors import Stop, why

# What COM says while Excel cannot answer: call rejected, retry later, object model suspended (a cell is being
# edited or a dialog is open).
BUSY = frozenset({-2147418111, -2147417846, -2146777998})
# The object is gone: server unavailable, call failed, disconnected.
GONE = frozenset({-2147023174, -2147023170, -2147417848})
# There is no sheet or other member of that name.
NO_SUCH = -2147352565
# How often xlwings asks a busy Excel again before it gives up; its own default is for ever.
ATTEMPTS = 50
# How long a busy Excel is asked to take its settings back, in seconds (she is finishing a cell), and how often one
# that refuses.
PATIENCE, PAUSE, REFUSALS = 20.0, 0.1, 3


@contextlib.contextmanager
def talking() -> Iterator[None]:
    """Around everything that may speak with Excel: xlwings gives up on an Excel that stays busy (it would ask for
    ever), what is owed to Excel is put back first, and an Excel that is busy or gone becomes Stop OPEN_028 or
    OPEN_029."""
    limit_attempts(ATTEMPTS)
    _pay()
    try:
        yield
    except Stop:
        raise
    except Exception as error:
        raise_if_busy(error)
        raise


def limit_attempts(number: int) -> int:
    """How often xlwings asks a busy Excel before it gives up, from now on; returns what it was (0: for ever)."""
    module = sys.modules.get("xlwings._xlwindows")
    before = getattr(module, "N_COM_ATTEMPTS", 0)
    if module is not None:
        module.N_COM_ATTEMPTS = number
    return before


def insist(step: Callable[[], object]) -> bool:
    """Ask something of Excel: a busy one again for a while, one that refuses a few times, one that is gone never.
    Whether it was done; never raises."""
    return _insisted(step) is None


def give_back(step: Callable[[], object]) -> None:
    """Put a setting of Excel's back, like :func:`insist`; what a busy Excel does not take is owed to it until the next
    operation begins."""
    error = _insisted(step)
    if error is not None and is_busy(error):
        _owed.append(step)


def owes() -> bool:
    """Whether settings of Excel could not be put back yet."""
    return bool(_owed)


_owed: list[Callable[[], object]] = []


def _insisted(step: Callable[[], object]) -> Exception | None:
    """The last error when it was not done."""
    # Where one waited in vain the others need not wait again.
    until, refusals = time.monotonic() + (0 if _owed else PATIENCE), 0
    while True:
        try:
            step()
            return None
        except Exception as error:
            refusals += not is_busy(error)
            if refusals >= REFUSALS or _numbers(error) & GONE or time.monotonic() > until:
                return error
            time.sleep(PAUSE)


def _pay() -> None:
    """Put back what the operation before could not. Raises Stop OPEN_028 while Excel is still busy; an Excel that is
    gone is owed nothing."""
    while _owed:
        error = _insisted(_owed[0])
        if error is not None and is_busy(error):
            raise Stop("OPEN_028") from error
        _owed.pop(0)


def raise_if_busy(error: Exception) -> None:
    """Raise Stop OPEN_028 (busy) or OPEN_029 (gone) when that is what an error of Excel says."""
    if is_busy(error):
        raise Stop("OPEN_028") from error
    if _numbers(error) & GONE:
        raise Stop("OPEN_029") from error


def is_busy(error: BaseException) -> bool:
    """Whether an error of Excel only says that it cannot answer just now."""
    return bool(_numbers(error) & BUSY) or type(error).__name__ == "ExcelBusyError"


def is_refusal(error: BaseException) -> bool:
    """Whether Excel refused for another reason than that there is no such thing."""
    return bool(_numbers(error)) and NO_SUCH not in _numbers(error)


def reason(error: BaseException) -> str:
    """Why something failed, in words for a message: Excel's own where it gives any."""
    if isinstance(error, Stop):
        return error.message.text.rstrip(".")
    if isinstance(error, OSError):
        return why(error)
    if is_busy(error):
        return "Excel đang bận: có ô đang sửa hoặc hộp thoại đang mở"
    if _numbers(error) & GONE:
        return "Excel đã đóng hoặc không trả lời"
    told = next((part[2] for part in error.args if isinstance(part, tuple) and len(part) > 2 and part[2]), "")
    return str(told or error or type(error).__name__)


def _numbers(error: BaseException) -> set[int]:
    """Every error number a COM error carries, its own and that of what Excel refused."""
    flat = [part for arg in error.args for part in (arg if isinstance(arg, tuple) else (arg,))]
    return {part for part in flat if isinstance(part, int)} if type(error).__name__ == "com_error" else set()
