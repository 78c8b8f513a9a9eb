"""How a Python function becomes one that a planner uses in her own cells.

:func:`worksheet` registers it with xlwings, lets it take ranges, and keeps what goes wrong out of the cell:
a Vietnamese sentence stands there, never an error value. A function answers for one cell of each argument.
"""

import inspect
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps

import xlwings as xw

from kehoach_xl.domain.text import clean
from kehoach_xl.domain.values import Unclear
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message

Cell = str | float | bool | date | None
Answer = str | float | Unclear | Message

CATEGORY = "Kế hoạch"

# How Excel hands over the errors of cells (through a range as text, alone as a number).
_ERROR_NUMBERS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
_ERRORS = frozenset(_ERROR_NUMBERS.values())


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its Python name, the ASCII name that Excel shows, and what is to be put in."""

    name: str
    shown: str
    doc: str
    optional: bool


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """A worksheet function: ``KH_…`` in cells, ``python_name`` in :mod:`kehoach_xl.functions`."""

    name: str
    python_name: str
    doc: str
    arguments: tuple[Argument, ...]
    volatile: bool


FUNCTIONS: dict[str, WorksheetFunction] = {}
"""Every worksheet function by its name in cells, in the order of the source."""


def worksheet(name: str, *, volatile: bool = False, **arguments: tuple[str, str]) -> Callable:
    """Register a function under ``name``; ``arguments`` maps each of its own to (name shown, doc).

    ``volatile``: its answer changes from day to day when the optional argument is left out.
    """

    def register(answer: Callable[..., Answer]) -> Callable:
        told = tuple(
            Argument(own.name, *arguments[own.name], optional=own.default is not own.empty)
            for own in inspect.signature(answer).parameters.values()
        )
        FUNCTIONS[name] = WorksheetFunction(name, answer.__name__, answer.__doc__, told, volatile)
        required = sum(not argument.optional for argument in told)

        @wraps(answer)
        def in_cells(*given: object) -> object:
            try:
                return _over(answer, required, given)
            except Exception:  # an exception would show as its English text in the cell
                logging.getLogger(__name__).exception("%s%r", name, given)
                return str(Message("FUNC_003"))

        in_cells.__annotations__ = {}  # xlwings would take them for converters of its own
        for argument in told:
            in_cells = xw.arg(argument.name, ndim=2, err_to_str=True, doc=argument.doc)(in_cells)
        return xw.func(category=CATEGORY, volatile=volatile)(in_cells)

    return register


def _over(answer: Callable[..., Answer], required: int, given: Sequence[object]) -> object:
    """``answer`` over every cell; a single cell or row or column goes with each of the other range's."""
    blocks = [value if isinstance(value, list | tuple) else [[value]] for value in given]
    height, width = max(len(block) for block in blocks), max(len(block[0]) for block in blocks)
    if any(len(block) not in (1, height) or len(block[0]) not in (1, width) for block in blocks):
        return str(Message("FUNC_004"))
    found = [
        [
            _one(answer, required, [block[row % len(block)][column % len(block[0])] for block in blocks])
            for column in range(width)
        ]
        for row in range(height)
    ]
    return found if any(isinstance(value, list | tuple) for value in given) else found[0][0]


def _one(answer: Callable[..., Answer], required: int, raw: Sequence[object]) -> str | float:
    cells = [_cell(value) for value in raw]
    error = next((value for value in cells if value in _ERRORS), None)
    if error:
        return str(Message("FUNC_005", {"error": error}))
    if None in cells[:required]:
        return ""
    try:
        found = answer(*cells)
    except Stop as stop:
        return str(stop.message)
    if isinstance(found, Unclear):
        found = found.message
    return str(found) if isinstance(found, Message) else found


def _cell(value: object) -> Cell:
    """A cell's value: blank is ``None``, a moment is its day, an error its text, a number a float."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return value if clean(value) else None
    if isinstance(value, int) and not isinstance(value, bool):
        return _ERROR_NUMBERS.get(value, float(value))
    return value
