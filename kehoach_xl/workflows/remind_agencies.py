"""Đôn đốc: a letter to each agency that owes, with its exact rows; nothing goes from here, `Thư` holds the letters.

After the deadline an official letter (Word) goes with each, and who was reminded often enough stands on a list for the
leaders; up to the deadline a letter says kindly how many days are left. A letter that still waits is renewed.
"""

import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kehoach_xl.building.clerk_templates import ensure_copies
from kehoach_xl.domain.lateness import MISSING
from kehoach_xl.domain.letter import LEAVE, OPEN, REMINDER, REPLACED, SET_ASIDE, Letter
from kehoach_xl.domain.letter_id import form_letter_id, number_of, reminder_id
from kehoach_xl.domain.office import REMINDING
from kehoach_xl.domain.owing import Owing
from kehoach_xl.domain.reminders import Reminded, answer_by, reminded
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import shown
from kehoach_xl.errors import Stop, why
from kehoach_xl.messages import Message
from kehoach_xl.sheets.letters import LetterLine, LineState, letters_of, state_blocks
from kehoach_xl.sheets.office import office_of
from kehoach_xl.sheets.periods import PeriodRow
from kehoach_xl.sheets.returned_files import groups
from kehoach_xl.stopping import whole
from kehoach_xl.workflows.deadline_calendar import calendar_name, coordinator_calendar
from kehoach_xl.workflows.form_again import form_file, newest_form
from kehoach_xl.workflows.form_letters import deadline_file
from kehoach_xl.workflows.letters import Writer, compose
from kehoach_xl.workflows.owed import Owed, owed_of
from kehoach_xl.workflows.papers import Papers
from kehoach_xl.workflows.remind_report import Listed, ReminderMade, RemindReport
from kehoach_xl.workflows.reminder_words import letter_text, list_words, reminder_words
from kehoach_xl.workflows.rows import ensure_rows
from kehoach_xl.workflows.work import Progress, Work, quiet

LETTER, OFFICIAL, LIST = "don-doc", "cong-van-don-doc", "danh-sach-chua-bao-cao"


def remind_agencies(
    book: Any, *, period: str | None = None, only: tuple[str, ...] = (), dry_run: bool = False,
    now: datetime | None = None, progress: Progress = quiet,
) -> RemindReport:  # fmt: skip
    """Put a reminder for each agency that owes (``only`` these, codes or names) into `Thư`; documents and calendars lie
    in ``van-ban/<period>/``. With ``dry_run`` nothing is written anywhere.

    Raises Stop PERIOD_… (009 for a closed period), WRITE_070 for a period without a deadline, WRITE_071 when no form
    went out, SEND_005 for an unknown agency, WRITE_… for a template that cannot be used, WRITE_080 when the folder
    cannot be made, WRITE_081 when the letters stand in `Thư` but a file could not be put in its place.
    """
    work = Work(book, "Đôn đốc", now)
    desk = work.desk
    listed = desk.open_period(period)
    code = listed.period.code
    if listed.deadline is None:
        raise Stop("WRITE_070", period=code)
    wanted = work.desk.agencies_named(only)
    work.take_hand_edits()
    new_rows = ensure_rows(work, listed.period)
    owed = owed_of(desk, work.settle().record, work.keys, listed, work.today)
    if not owed.forms:
        raise Stop("WRITE_071", period=code)
    report = RemindReport(
        code, listed.period.name, listed.deadline, work.today,
        answer_by(work.today, desk.calendar), dry_run, len(owed.forms), len(owed.owing),
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="kehoach-xl-") as aside:
        papers = Papers(desk, Path(aside), desk.folder("documents") / code, work.today)
        run = _Run(work, listed, owed, report, papers)
        run.letters(wanted, progress)
        run.list_for_leaders()
        run.calendars()
        report.notices += [*_notices(work, owed, papers), *run.counted()]
        if dry_run:
            return report
        if new_rows or work.edits or work.unplaced:
            work.show(work.settle(), work.in_view or code)
        _ready(papers.target)
        ensure_copies(desk.folder("templates"))
        with whole():
            report.backup = str(work.commit("don-doc") or "")
            papers.put_down()
    return report


@dataclass
class _Run:
    """One press: what it reads, and the report and files it fills."""

    work: Work
    listed: PeriodRow
    owed: Owed
    report: RemindReport
    papers: Papers
    standing: dict[str, LetterLine] = field(default_factory=dict)

    def letters(self, wanted: Collection[str], progress: Progress) -> None:
        """A letter for each that owes and may be reminded now."""
        desk, code = self.work.desk, self.listed.period.code
        lines: dict[str, list[LetterLine]] = {}
        self.standing = {line.letter.id: line for line in letters_of(desk)}
        for line in self.standing.values():
            if (line.letter.kind, line.letter.period) == (REMINDER, code):
                lines.setdefault(line.letter.agency, []).append(line)
        self._withdraw(lines)
        writer, letters = Writer(desk, LETTER), []
        owing = [one for one in self.owed.owing if not wanted or one.agency in wanted]
        for done, one in enumerate(owing):
            name = desk.register.name(one.agency)
            progress(done, len(owing), name)
            before = self._before(one)
            own = lines.get(one.agency, [])
            if reason := self._held(one, before, own):
                self.report.held.append(reason)
                continue
            letters.append(self._letter(one, before, own, writer))
        composed = compose(self.work, letters)
        self.report.waiting, self.report.without_address = composed.waiting, composed.without_address
        self.report.notices += [*composed.problems, *self._forms_waiting()]

    def _held(self, one: Owing, before: Reminded, own: list[LetterLine]) -> Message | None:
        """Why an agency that owes gets no letter now."""
        facts = {"agency": self.work.desk.register.name(one.agency)}
        if before.doubtful:
            return Message("WRITE_073", facts)
        if self.work.today in before.days:
            return Message("WRITE_072", facts)
        if any(line.state in (*OPEN, SET_ASIDE) and fold(line.choice) == fold(LEAVE) for line in own):
            return Message("WRITE_074", facts)
        return None

    def _letter(self, one: Owing, before: Reminded, own: list[LetterLine], writer: Writer) -> Letter:
        desk, code = self.work.desk, self.listed.period.code
        gone = max((number_of(line.letter.id) for line in own if line.state not in OPEN), default=0)
        number = max(before.next, gone + 1)
        name = reminder_id(code, one.agency, number)
        form = None
        if one.form == MISSING:
            form = form_file(desk, self.standing, newest_form(desk, code, one.agency))
        tied = Path(form.path).name if form else ""
        words = reminder_words(desk, self.listed, one, before, self.report.answer_by, tied)
        if one.days:
            file = self.papers.document(OFFICIAL, words, f"don-doc_{code}_{one.agency}_{number:02d}")
        else:
            file = deadline_file(self.work, self.listed, self.papers.aside, self.papers.target)
        aside = {line.letter.id: LineState(REPLACED) for line in own if line.state == SET_ASIDE}
        self.work.add_blocks(state_blocks(desk, aside))
        subject, body = letter_text(writer, words, Path(file.path).name if file else "")
        renewed = any(line.letter.id == name for line in own)
        self.report.made.append(ReminderMade(
            one, desk.register.name(one.agency), name, len(before.late) + 1 if one.days else 0,
            file.path if file and one.days else "", renewed,
        ))  # fmt: skip
        files, by = tuple(one for one in (file, form) if one), self.report.answer_by if one.days else None
        return Letter(name, REMINDER, code, one.agency, (), subject, body, files, by)

    def _forms_waiting(self) -> Iterator[Message]:
        """Who is reminded of a form whose own letter still waits in `Thư`."""
        desk, code = self.work.desk, self.listed.period.code
        names = []
        for one in self.report.made:
            line = self.standing.get(form_letter_id(newest_form(desk, code, one.owing.agency)))
            if line is not None and line.state in OPEN:
                names.append(one.agency_name)
        if names:
            yield Message("WRITE_083", {"count": len(names), "agencies": "; ".join(names)})

    def counted(self) -> Iterator[Message]:
        """What the count of reminders, and the day asked for, leave to her."""
        report, drafts = self.report, 0
        for one in self.owed.owing:
            drafts += self._before(one).drafts
        if drafts:
            yield Message("WRITE_084", {"count": drafts})
        limit = office_of(self.work.desk, REMINDING).remind_limit
        if names := [one.agency_name for one in report.made if one.time > limit]:
            yield Message("WRITE_085", {"count": len(names), "limit": limit, "agencies": "; ".join(names)})
        by = self.listed.report_by
        if by and report.answer_by >= by and any(one.document for one in report.made):
            yield Message("WRITE_086", {"day": shown(report.answer_by), "by": shown(by)})

    def _before(self, one: Owing) -> Reminded:
        letters = self.work.desk.ledger.letters.values()
        return reminded(letters, self.listed.period.code, one.agency, self.listed.deadline)

    def _withdraw(self, lines: Mapping[str, list[LetterLine]]) -> None:
        """Letters that still wait for who has reported since."""
        owing = {one.agency for one in self.owed.owing}
        over = [line for agency, own in lines.items() if agency not in owing for line in own if line.state in OPEN]
        says = Message("WRITE_079").text
        self.work.add_blocks(
            state_blocks(self.work.desk, {line.letter.id: LineState(SET_ASIDE, says) for line in over})
        )
        self.report.withdrawn = [self.work.desk.register.name(line.letter.agency) for line in over]

    def list_for_leaders(self) -> None:
        """Who was reminded often enough and still owes."""
        desk, code = self.work.desk, self.listed.period.code
        limit = office_of(desk, REMINDING).remind_limit
        for one in self.owed.owing:
            before = self._before(one)
            if one.days and len(before.late) >= limit:
                self.report.listed.append(Listed(one, desk.register.name(one.agency), before.late))
        if self.report.listed:
            words = list_words(desk, self.listed, self.owed, self.report.listed, self.report.answer_by)
            self.report.list_file = self.papers.document(LIST, words, f"{LIST}_{code}").path

    def calendars(self) -> None:
        """The deadlines, for the agencies and for herself."""
        name = calendar_name(self.listed.period.code)
        own = self.papers.file(name, coordinator_calendar(self.work.desk, self.listed, self.work.now))
        theirs = deadline_file(self.work, self.listed, self.papers.aside, self.papers.target)
        for path in self.papers.aside.glob("*.ics"):
            self.papers.file(path.name, path.read_bytes())
        self.report.calendars = [one.path for one in (theirs, own) if one]


def _notices(work: Work, owed: Owed, papers: Papers) -> Iterator[Message]:
    """What to look at before the letters go."""
    desk = work.desk
    if waiting := sum(one.is_asked for one in groups(desk)):
        yield Message("WRITE_077", {"count": waiting})
    for agency, codes in owed.unsent.items():
        yield Message("WRITE_075", {"agency": desk.register.name(agency), "codes": "; ".join(codes)})
    if owed.own:
        facts = {"agency": desk.register.name(desk.plan.coordinator), "count": len(owed.own)}
        yield Message("WRITE_076", facts | {"codes": "; ".join(owed.own)})
    if papers.kept:
        yield Message("WRITE_078", {"count": len(papers.kept), "files": "; ".join(papers.kept)})


def _ready(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop("WRITE_080", folder=folder, reason=why(error)) from error
