"""«Gộp báo cáo»: the letter that tells an agency what was taken of its form, what was not and why, and what stays open.

One letter for each agency, about the newest of its files that says anything. A form that came back blank is not
acknowledged as a report: the letter says so and asks for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kehoach_xl.domain.letter import NO_ADDRESS, OPEN, RECEIPT, REPLACED, WAITING, Letter
from kehoach_xl.domain.letter_id import receipt_id
from kehoach_xl.domain.settle import Settled
from kehoach_xl.messages import Message
from kehoach_xl.returns.verdict import ACCEPTED, Verdict
from kehoach_xl.sheets.facts import Ledger, Received
from kehoach_xl.sheets.letters import LetterLine, LineState, letters_of, removed_blocks, state_blocks
from kehoach_xl.workflows.letters import ComposeReport, Writer, compose
from kehoach_xl.workflows.receipt_words import ReceiptWords
from kehoach_xl.workflows.work import Work

TEMPLATE = "xac-nhan"


def compose_receipts(work: Work, verdicts: Sequence[Verdict], settled: Settled) -> ComposeReport:
    """A letter for each file that was taken and is the one that counts of its agency. Of one that was taken before,
    only while its letter still waits; what she deleted from `Thư` does not come back."""
    desk = work.desk
    before = {one.sha for one in desk.ledger.received}
    counting = _ids(_counting(work.received).values())
    lines = {line.letter.id: line for line in letters_of(desk, counting)}
    wanted = []
    for verdict in verdicts:
        name = receipt_id(verdict.period, verdict.agency, verdict.sha)
        if verdict.state == ACCEPTED and verdict.result is not None and name in counting:
            line = lines.get(name)
            if verdict.sha not in before or (line is not None and line.state in OPEN):
                wanted.append((verdict, line))
    if not wanted:
        return ComposeReport()
    _reopen(work, [line for _, line in wanted if line is not None])
    writer = Writer(desk, TEMPLATE)
    words = ReceiptWords(work, settled)
    return compose(work, [_letter(words, verdict, writer) for verdict, _ in wanted])


def _letter(words: ReceiptWords, verdict: Verdict, writer: Writer) -> Letter:
    period, agency = verdict.period, verdict.agency
    subject, body = writer.text(words.of(verdict))
    return Letter(receipt_id(period, agency, verdict.sha), RECEIPT, period, agency, (), subject, body)


@dataclass(frozen=True)
class Withdrawn:
    """Acknowledgements of files that an undo took out again: how many that still waited are gone, and to which
    agencies (names) one has gone."""

    withdrawn: int = 0
    sent: tuple[str, ...] = ()

    @property
    def messages(self) -> list[Message]:
        said = [Message("MAIL_114", {"count": self.withdrawn})] if self.withdrawn else []
        if self.sent:
            said.append(Message("MAIL_115", {"count": len(self.sent), "agencies": "; ".join(self.sent)}))
        return said


def withdraw_receipts(work: Work, without: Ledger) -> Withdrawn:
    """Acknowledgements that still wait of files that an undo takes out again leave the sheet; one that had given way to
    such a letter waits again."""
    counting = _ids(_counting(without.received).values())
    stay, known = _ids(without.received), _ids(work.desk.ledger.received)
    lines = [line for line in letters_of(work.desk) if line.letter.kind == RECEIPT]
    gone = [one for one in lines if one.state in OPEN and one.letter.id in known and one.letter.id not in counting]
    work.add_blocks(removed_blocks(work.desk, {one.letter.id for one in gone}))
    _reopen(work, [one for one in lines if one.state == REPLACED and one.letter.id in counting])
    left = [one for one in work.desk.ledger.letters.values() if one.id in known and one.id not in stay]
    return Withdrawn(len(gone), tuple(dict.fromkeys(work.desk.register.name(one.agency) for one in left)))


def _ids(received: Iterable[Received]) -> set[str]:
    return {receipt_id(one.period, one.agency, one.sha) for one in received}


def _reopen(work: Work, lines: Iterable[LetterLine]) -> None:
    """Letters that had given way wait again; what she set aside stays aside."""
    back = [one for one in lines if one.state == REPLACED]
    states = {one.letter.id: LineState(WAITING if one.letter.to else NO_ADDRESS) for one in back}
    work.add_blocks(state_blocks(work.desk, states))


def _counting(received: Iterable[Received]) -> Mapping[tuple[str, str], Received]:
    """Of each period and agency the newest file that says something, else the newest blank one; letters apart."""
    found: dict[tuple[str, str], Received] = {}
    for one in received:
        key = one.period, one.agency
        if not one.how and (key not in found or _rank(one) > _rank(found[key])):
            found[key] = one
    return found


def _rank(one: Received) -> tuple[bool, bool, float, str]:
    """As the record ranks returns: undated ones last, ties by content."""
    return one.says_something, one.at is not None, one.at.timestamp() if one.at else 0.0, one.sha
