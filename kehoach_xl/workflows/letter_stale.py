"""Letters that were overtaken: what they ask for came in, or the days they speak of are no longer so."""

from kehoach_xl.domain.letter import FAILED, FORM, REMINDER, SEND_AGAIN, SET_ASIDE, Letter
from kehoach_xl.domain.letter_id import form_of
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message
from kehoach_xl.sheets.letters import LetterLine
from kehoach_xl.sheets.periods import PeriodRow
from kehoach_xl.workflows.letter_ready import Unfit
from kehoach_xl.workflows.owed import still_owing
from kehoach_xl.workflows.work import Work


class Stale:
    """Looks at each letter on the day of one run."""

    def __init__(self, work: Work) -> None:
        self._work, self._desk = work, work.desk
        self._owing: dict[str, frozenset[str]] = {}  # by period, who owes anything

    def why(self, line: LetterLine) -> Unfit | None:
        """Why the letter of a line is not to go any more: set aside for good, or failed until it is composed anew."""
        letter, listed = line.letter, self._desk.periods.get(line.letter.period)
        if letter.kind == FORM:
            return self._form(letter, listed, fold(line.choice) == fold(SEND_AGAIN))
        return self._reminder(letter, listed) if letter.kind == REMINDER else None

    def _form(self, letter: Letter, listed: PeriodRow | None, insists: bool) -> Unfit | None:
        """``insists``: it is her word that it goes all the same; into a closed period nothing comes back."""
        if listed is None or not listed.is_open:
            return Unfit(letter, Message("MAIL_140", {"period": letter.period}), SET_ASIDE)
        if insists:
            return None
        if self._is_back(letter):
            return Unfit(letter, Message("MAIL_141"), SET_ASIDE)
        if letter.deadline is not None and letter.deadline != listed.deadline:
            return Unfit(letter, Message("MAIL_142", _moved(letter, listed)), FAILED)
        if listed.deadline is not None and self._work.today > listed.deadline:
            return Unfit(letter, Message("MAIL_143", {"day": shown(listed.deadline)}), FAILED)
        return None

    def _is_back(self, letter: Letter) -> bool:
        """Whether a return came after the form was made; of the first form, any return."""
        own = [one for one in self._desk.ledger.sent if (one.period, one.agency) == (letter.period, letter.agency)]
        made = next((at for at, one in enumerate(own) if form_of(letter.id) == one.dispatch), None)
        return made is not None and any(
            one.says_something and (made == 0 or one.on > own[made].on)
            for one in self._desk.ledger.received
            if (one.period, one.agency) == (letter.period, letter.agency)
        )

    def _reminder(self, letter: Letter, listed: PeriodRow | None) -> Unfit | None:
        if listed is None or not listed.is_open:
            return Unfit(letter, Message("WRITE_082", {"period": letter.period}), SET_ASIDE)
        if letter.period not in self._owing:
            self._owing[letter.period] = still_owing(self._desk, letter.period, self._work.today)
        if letter.agency not in self._owing[letter.period]:
            return Unfit(letter, Message("WRITE_079"), SET_ASIDE)
        if letter.deadline is None:  # composed before a line kept its days
            return None
        if letter.deadline != listed.deadline:
            return Unfit(letter, Message("MAIL_144", _moved(letter, listed)), FAILED)
        if self._work.today > (letter.answer_by or letter.deadline):
            code = "MAIL_146" if letter.answer_by else "MAIL_145"
            return Unfit(letter, Message(code, {"day": shown(letter.answer_by or letter.deadline)}), FAILED)
        return None


def _moved(letter: Letter, listed: PeriodRow) -> dict[str, object]:
    now = shown(listed.deadline) if listed.deadline else "(chưa có)"
    return {"old": shown(letter.deadline), "new": now}
