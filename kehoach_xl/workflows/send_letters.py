"""Gửi thư: the lines of `Thư` that still wait go out, each once.

First the sheet learns what it missed: a run that was cut off leaves its letters in the log only. Then her words are
heard, then each letter is checked (:mod:`letter_ready`) and given to the way she chose (:mod:`letter_ways`). What
became of it is in the log before the next one begins, and in the sheet, the facts and `Nhật ký` at the end.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kehoach_xl.domain import letter_turn
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.letter import (
    BY_DRAFT,
    BY_OUTLOOK,
    BY_SMTP,
    DOUBTFUL,
    DRAFTED,
    FAILED,
    SENT,
    SET_ASIDE,
    WAITING,
    WAYS,
    Dispatched,
)  # fmt: skip
from kehoach_xl.domain.letter_turn import LEFT, Known, turn
from kehoach_xl.domain.office import SENDING
from kehoach_xl.domain.text import fold
from kehoach_xl.errors import Stop
from kehoach_xl.mail import sent_log
from kehoach_xl.mail.sent_log import DROPPED, GOING, GONE, KEPT, UNSURE, WITHDRAWN, Entry, SentLog
from kehoach_xl.mail.smtp import Handed
from kehoach_xl.messages import Message
from kehoach_xl.sheets.letters import LetterLine, LineState, letters_of
from kehoach_xl.sheets.office import office_of
from kehoach_xl.workflows.letter_outcomes import Outcomes
from kehoach_xl.workflows.letter_ready import Ready, Unfit, made_ready
from kehoach_xl.workflows.letter_stale import Stale
from kehoach_xl.workflows.letter_ways import AskSecret, Drafts, InOutlook, Lost, Way, by_smtp
from kehoach_xl.workflows.send_report import AGAIN, STAYS, SendReport
from kehoach_xl.workflows.work import Progress, Work, quiet

Agreed = Callable[[Message], bool]
# What the log says of a letter, as the sheet words it; one that was refused, or dropped, may simply go again.
_LEARNED = {GONE: SENT, KEPT: DRAFTED, **dict.fromkeys(UNSURE, DOUBTFUL)}


def send_letters(
    book: Any,
    *,
    way: str = "",
    only: Iterable[str] = (),
    dry_run: bool = False,
    ask_secret: AskSecret | None = None,
    agreed: Agreed | None = None,
    now: datetime | None = None,
    progress: Progress = quiet,
) -> SendReport | None:
    """Send the open letters of `Thư`, or those her word is on; of ``only`` these agencies (codes or names). ``way`` is
    one of WAYS, by default what `Thiết lập` says. ``agreed`` is asked before anything goes; None is returned, and
    nothing was done, when she says no. ``dry_run`` checks every letter and writes nothing.

    Raises Stop: BOOK_… not a master; OFFICE_… `Thiết lập` is wrong; MAIL_052 no such way; MAIL_015 no own address;
    MAIL_031 to MAIL_038 no mail server; MAIL_050 no Outlook; SEND_005 an unknown agency; JOURNAL_… the log beside the
    master cannot be written; OPEN_… the master cannot be saved (what went is in the log, and learned next time).
    """
    run = _Run(Work(book, "Gửi thư", now), way, now)
    waiting = run.sorted_out(only)
    if dry_run:
        run.rehearsed(waiting)
        return run.report
    if not waiting:
        run.write()
        return run.report
    chosen = run.opened(len(waiting), ask_secret, agreed)
    if chosen is None:
        return None
    try:
        run.send(waiting, chosen, progress)
    finally:
        chosen.close()
        run.write()
    return run.report


class _Run:
    """One press of the button."""

    def __init__(self, work: Work, way: str, now: datetime | None) -> None:
        self.work, self.desk, self._now = work, work.desk, now
        self.office = office_of(self.desk, SENDING)
        self.way = _way(way or self.office.way)
        self.lines = {line.letter.id: line for line in letters_of(self.desk)}
        self.log = SentLog(self.desk.originals, self.desk.settings.get("journal", ""))
        self.entries = self.log.newest()
        self.hers: list[Entry] = []
        self._stale = Stale(self.work)
        folder = str(self.desk.folder("drafts")) if self.way == BY_DRAFT else ""
        self.report = SendReport(self.way, folder)
        self.outcomes = Outcomes(work, self.lines, self.report)

    def now(self) -> datetime:
        return (self._now or datetime.now(UTC)).replace(microsecond=0)

    # -- which letters go -------------------------------------------------------------------------

    def sorted_out(self, only: Iterable[str]) -> list[Ready]:
        """Learn from the log, hear her words, and make ready what is to go now. Raises Stop SEND_005."""
        codes = self.desk.agencies_named(only)
        ready = []
        for line in self.lines.values():
            if codes and line.letter.agency not in codes:
                continue
            happens = turn(line.state, line.at, line.choice, self._known(line), line.says)
            if happens == letter_turn.GO:
                found = self._stale.why(line) or made_ready(
                    self.desk, self.office, line, self.now(), draft=self.way == BY_DRAFT
                )
                if isinstance(found, Unfit):
                    self._unfit(line, found)
                else:
                    ready.append(found)
            else:
                self._rests(line, happens)
        return ready

    def _known(self, line: LetterLine) -> Known | None:
        """What is known of a letter that left us; the log is newer than the facts, which a workbook that was not saved
        lacks."""
        found = self._left(line)
        return Known(found.state, found.at) if found else None

    def _left(self, line: LetterLine) -> Dispatched | None:
        """What is known of it. A try that failed says nothing of one before it, which the facts have by then."""
        letter, entry = line.letter, self.entries.get(line.letter.id)
        if entry is not None and entry.state == WITHDRAWN:
            return None
        if entry is not None and (state := _LEARNED.get(entry.state)):
            about = (letter.id, letter.kind, letter.period, letter.agency)
            return Dispatched(*about, state, entry.way, entry.at, entry.to, entry.message_id)
        fact = self.desk.ledger.letters.get(letter.id)
        return fact if fact is not None and fact.state in LEFT else None

    def _rests(self, line: LetterLine, happens: str) -> None:
        """A letter that does not go now."""
        match happens:
            case letter_turn.LEARN:
                self._learn(line)
            case letter_turn.BELIEVE:
                self._believe(line)
            case letter_turn.ASIDE:
                self.outcomes.became(line, LineState(SET_ASIDE))
            case letter_turn.BACK:
                self._take_back(line)
            case letter_turn.IDLE:
                said = Message("MAIL_149", {"row": line.row, "text": line.choice.strip(), "state": line.state})
                self.outcomes.tell(line, line.state, said, how=STAYS)
            case letter_turn.ASK:
                self.outcomes.tell(line, line.state, Message("MAIL_064", {"at": _local(line.at)}))
            case letter_turn.STRANGE:
                facts = {"row": line.row, "text": line.choice.strip() or line.state}
                self.outcomes.tell(line, line.state, Message("MAIL_066", facts), how=STAYS)

    def _learn(self, line: LetterLine) -> None:
        left = self._left(line)
        assert left is not None
        said = Message("MAIL_064" if left.state == DOUBTFUL else "MAIL_065", {"at": _local(left.at)})
        shown = said.text if left.state == DOUBTFUL else ""
        state = LineState(left.state, shown, left.at, left.message_id)
        self.outcomes.became(line, state, left.to, (said,), left.way)

    def _take_back(self, line: LetterLine) -> None:
        """A draft that is not to go."""
        left, said = self._left(line), Message("MAIL_148")
        to, way = (left.to, left.way) if left else (line.letter.to, "")
        self.hers.append(self._hers(line, WITHDRAWN, way, to, said))
        state = LineState(SET_ASIDE, at=self.now(), message_id=line.message_id)
        self.outcomes.became(line, state, to, (said,), way, fact=True)

    def _believe(self, line: LetterLine) -> None:
        """She says that it went: with our help, or without."""
        entry = self.entries.get(line.letter.id)
        to, way = (entry.to, entry.way) if entry else (line.letter.to, "")
        made = line.at if line.state in (DRAFTED, DOUBTFUL) else None  # its own day, not that of her word
        state = LineState(SENT, at=made or self.now(), message_id=line.message_id)
        said = Message("MAIL_069")
        self.hers.append(replace(self._hers(line, GONE, way, to, said), at=state.at))
        self.outcomes.became(line, state, to, (said,), way)

    def _hers(self, line: LetterLine, state: str, way: str, to: tuple[str, ...], said: Message) -> Entry:
        return Entry(self.log.book, line.letter.id, state, way, self.now(), to, line.message_id, said.text)

    def _unfit(self, line: LetterLine, found: Unfit) -> None:
        if line.state in LEFT:
            return self._not_again(line, found.why)
        state = found.state or FAILED
        shown = "" if found.why.code == "MAIL_054" else found.why.text  # the state says it
        if (state, shown, "") == (line.state, line.says, line.choice):
            self.outcomes.tell(line, state, found.why)
        else:
            self.outcomes.became(line, LineState(state, shown, None, line.message_id), (), (found.why,))

    def _not_again(self, line: LetterLine, why: Message, *notes: Message) -> None:
        """What left us before stays what it is, and her word to send it again stays with it."""
        shown = Message("MAIL_147", {"reason": why.text}).text
        if shown == line.says:
            self.outcomes.tell(line, line.state, why, *notes, how=AGAIN)
        else:
            state = LineState(line.state, shown, line.at, line.message_id, keeps_word=True)
            self.outcomes.became(line, state, (), (why, *notes), fact=False, how=AGAIN)

    def rehearsed(self, waiting: list[Ready]) -> None:
        """A report of what would be done."""
        self.report.dry_run = True
        for one in waiting:
            self.outcomes.tell(self.lines[one.letter.id], WAITING, *one.notes, to=one.envelope.to)
        self.outcomes.order()

    # -- going ------------------------------------------------------------------------------------

    def opened(self, count: int, ask: AskSecret | None, agreed: Agreed | None) -> Way | None:
        """The way she chose, once she agreed; None when she did not."""
        address = self.office.address
        if self.way == BY_SMTP and not address:
            raise Stop("MAIL_015")
        code = "MAIL_067" if self.way == BY_SMTP else "MAIL_053"
        if agreed is not None and not agreed(Message(code, {"count": count, "way": self.way, "sender": address})):
            return None
        if self.way == BY_DRAFT:
            return Drafts(self.desk.folder("drafts"))
        if self.way == BY_OUTLOOK:
            return InOutlook()
        way, notices = by_smtp(self.office, ask)
        self.report.notices += notices
        return way

    def send(self, waiting: list[Ready], way: Way, progress: Progress) -> None:
        """Each letter in its turn, until all went or the way is closed."""
        for done, one in enumerate(waiting):
            progress(done, len(waiting), self.desk.register.name(one.letter.agency))
            if way.is_final:
                self._keep(one, GOING)
            try:
                handed, closed = way.take(one), False
            except Lost as lost:
                handed, closed = Handed(DROPPED, lost.why), True
            except KeyboardInterrupt:  # what went before is kept; of this one nobody knows
                at = {"at": _local(self.now())}
                handed, closed = Handed(sent_log.DOUBTFUL, Message("MAIL_064", at)), True
            self._keep(one, handed.fate, handed.why)
            self._handed(one, handed, way)
            if closed:
                self.report.left = len(waiting) - done - 1
                self.report.notices.append(Message("MAIL_068", {"count": self.report.left}))
                return
        progress(len(waiting), len(waiting), "")

    def _keep(self, one: Ready, state: str, why: Message | None = None) -> None:
        letter, envelope = one.letter, one.envelope
        said = why.text if why else ""
        self.log.add(
            Entry(self.log.book, letter.id, state, self.way, self.now(), envelope.to, envelope.message_id, said)
        )

    def _handed(self, one: Ready, handed: Handed, way: Way) -> None:
        """A letter was given away, or could not be."""
        line = self.lines[one.letter.id]
        says = (*([handed.why] if handed.why else []), *one.notes)
        state = way.done if handed.fate in (GONE, KEPT) else _LEARNED.get(handed.fate, FAILED)
        if state == FAILED and line.state in LEFT and handed.why:
            return self._not_again(line, handed.why, *one.notes)
        stands = LineState(state, handed.why.text if handed.why else "", self.now(), one.envelope.message_id)
        file = way.file(one) if state == DRAFTED else ""
        self.outcomes.became(line, stands, one.envelope.to, says, way.name, file)

    def write(self) -> None:
        """All of it into the workbook; her word into the log first, which outlives the workbook."""
        if self.hers:
            self.log.add(*self.hers)
        self.outcomes.write()


def _way(said: str) -> str:
    """Raises Stop MAIL_052."""
    found = next((one for one in WAYS if fold(one) == fold(said)), None)
    if found is None:
        raise Stop("MAIL_052", way=said, known="; ".join(WAYS))
    return found


def _local(at: datetime | None) -> str:
    return f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if at else "(không rõ)"
