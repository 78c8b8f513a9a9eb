"""The form that a reminder is about: whether it is known to have gone, and its file, to go with the reminder again."""

import hashlib

from kehoach_xl.domain.letter import SENT, Attachment
from kehoach_xl.domain.letter_id import form_letter_id
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.letters import LetterLine


def newest_form(desk: Desk, period: str, agency: str) -> str:
    """The number of the newest form that was made for an agency; '' for none."""
    newest = desk.ledger.newest_form(period, agency)
    return newest.dispatch if newest else ""


def has_gone(desk: Desk, dispatch: str) -> bool:
    """Whether the letter with a form was sent, or she said so. A draft nobody confirmed may still lie there."""
    letter = desk.ledger.letters.get(form_letter_id(dispatch))
    return letter is not None and letter.state == SENT


def form_file(desk: Desk, lines: dict[str, LetterLine], dispatch: str) -> Attachment | None:
    """The file of a form by the line of its letter (``lines`` by id), if it lies there as it was made."""
    line = lines.get(form_letter_id(dispatch))
    for one in line.letter.files if line else ():
        if one.path.lower().endswith(".xlsx"):
            try:
                data = (desk.path.parent / one.path).read_bytes()
            except (OSError, ValueError):
                return None
            return one if hashlib.sha256(data).hexdigest() == one.sha else None
    return None
