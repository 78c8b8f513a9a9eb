"""Letters whose line in `Thư` does not say what the facts know: an older master came back, or a line was typed over."""

from collections.abc import Iterator

from kehoach_xl.domain.letter import DRAFTED, OPEN, SENT, SET_ASIDE
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.letters import LetterLine, LineState, letters_of, state_blocks
from kehoach_xl.sheets.table import Block

# Of a letter in doubt she may have decided since.
CERTAIN = (SENT, DRAFTED)


def left_blocks(desk: Desk) -> list[Block]:
    """Bring the lines that would send a letter again to what became of it."""
    letters = desk.ledger.letters
    known = {line.letter.id: letters[line.letter.id] for line in _open_though_left(desk)}
    states = {name: LineState(one.state, "", one.at, one.message_id, one.to) for name, one in known.items()}
    return state_blocks(desk, states)


def letter_faults(desk: Desk) -> Iterator[Message]:
    """Lines that say a letter is still to go, which left us; and lines that say it went, which no fact knows."""
    again = list(_open_though_left(desk))
    if again:
        yield Message("MAIL_116", {"count": len(again), "rows": _rows(again)})
    never = [line for line in letters_of(desk) if line.state in CERTAIN and _never(desk, line)]
    if never:
        yield Message("MAIL_117", {"count": len(never), "rows": _rows(never)})


def _open_though_left(desk: Desk) -> Iterator[LetterLine]:
    letters = desk.ledger.letters
    for line in letters_of(desk):
        known = letters.get(line.letter.id)
        if known is not None and known.state in CERTAIN and line.state in OPEN:
            yield line


def _never(desk: Desk, line: LetterLine) -> bool:
    known = desk.ledger.letters.get(line.letter.id)
    return known is None or known.state == SET_ASIDE


def _rows(lines: list[LetterLine]) -> str:
    rest = ", …" if len(lines) > 10 else ""
    return ", ".join(str(line.row) for line in lines[:10]) + rest
