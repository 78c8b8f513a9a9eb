"""What became of letters: in the sheet, in the facts when they left us, in `Nhật ký`, and in the report."""

from collections.abc import Mapping
from dataclasses import replace

from kehoach_xl.domain.letter import Dispatched
from kehoach_xl.domain.letter_turn import LEFT
from kehoach_xl.messages import Message
from kehoach_xl.sheets.facts import letter_row
from kehoach_xl.sheets.letters import LetterLine, LineState, state_blocks
from kehoach_xl.workflows.send_report import LetterDone, SendReport
from kehoach_xl.workflows.work import Work


class Outcomes:
    """Gathers them over one run; :meth:`write` puts them into the workbook. ``lines`` by the letters' ids, in the order
    of the sheet."""

    def __init__(self, work: Work, lines: Mapping[str, LetterLine], report: SendReport) -> None:
        self._work, self._lines, self._report = work, lines, report
        self._states: dict[str, LineState] = {}

    def became(
        self, line: LetterLine, state: LineState, to: tuple[str, ...] = (), says: tuple[Message, ...] = (),
        way: str = "", file: str = "", *, fact: bool | None = None, how: str = "",
    ) -> None:  # fmt: skip
        """A letter is in this state from now on. Where it went by ``to`` stands in its line; a fact remembers it when
        it left us, and when ``fact`` says so."""
        letter = line.letter
        self._states[letter.id] = replace(state, to=to) if state.state in LEFT else state
        if fact if fact is not None else state.state in LEFT:
            assert state.at is not None
            left = (letter.id, letter.kind, letter.period, letter.agency, state.state, way, state.at, to)
            self._work.add_facts([letter_row(self._work.batch, Dispatched(*left, state.message_id))])
        whom = f": {'; '.join(to)}" if to else ""
        facts = {"kind": letter.kind, "state": state.state.lower(), "whom": whom, "says": state.says}
        note = Message("MAIL_046" if state.says else "MAIL_049", facts)
        self._work.log(period=letter.period, agency=letter.agency, file=file, note=note.text)
        self.tell(line, state.state, *says, to=to, file=file, how=how)

    def tell(
        self, line: LetterLine, state: str, *says: Message, to: tuple[str, ...] = (), file: str = "", how: str = "",
    ) -> None:  # fmt: skip
        """A line of the report, without any change."""
        one = line.letter
        name = self._work.desk.register.name(one.agency)
        done = LetterDone(one.id, one.kind, one.period, one.agency, name, to, state, says, file, how)
        self._report.letters.append(done)

    def order(self) -> None:
        """The report in the order of the sheet."""
        order = {letter: at for at, letter in enumerate(self._lines)}
        self._report.letters.sort(key=lambda one: order[one.id])

    def write(self) -> None:
        """All of it into the workbook."""
        self.order()
        self._work.add_blocks(state_blocks(self._work.desk, self._states))
        self._work.commit("gui-thu")
