"""«Phân phát»: the letter that takes each form to its agency, and the deadline as a calendar file that goes with it."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from kehoach_xl.domain.columns import asked
from kehoach_xl.domain.letter import FORM, Attachment, Letter
from kehoach_xl.domain.letter_id import form_letter_id
from kehoach_xl.messages import Message
from kehoach_xl.sheets.periods import PeriodRow
from kehoach_xl.workflows.letters import ComposeReport, Writer, compose, own_words, placed, shared_words
from kehoach_xl.workflows.made_file import MadeFile
from kehoach_xl.workflows.work import Work

TEMPLATE = "gui-phieu"


def compose_forms(
    work: Work, made: Sequence[MadeFile], listed: PeriodRow, folder: Path, deadline: Attachment | None, writer: Writer
) -> ComposeReport:
    """A letter for each form that lies, or will lie, in ``folder``; ``writer`` of ``TEMPLATE``."""
    shared = shared_words(work.desk, listed)
    return compose(work, [_letter(work, one, listed, folder, deadline, writer, shared) for one in made])


def _letter(
    work: Work, one: MadeFile, listed: PeriodRow, folder: Path, deadline: Attachment | None, writer: Writer,
    shared: Mapping[str, object],
) -> Letter:  # fmt: skip
    desk = work.desk
    words = {**shared, **own_words(desk, one.agency, one.dispatch)} | {
        "ten_tep": one.file, "so_nhiem_vu": len(one.tasks), "cac_nhiem_vu": ", ".join(one.tasks),
        "cac_cot": "; ".join(desk.fields[name].heading for name in asked(desk.fields)),
        "tep_lich": deadline.path.rpartition("/")[2] if deadline else "",
    }  # fmt: skip
    subject, body = writer.text(words)
    files = (Attachment(placed(desk, folder / one.file), one.sha256), *([deadline] if deadline else []))
    return Letter(form_letter_id(one.dispatch), FORM, listed.period.code, one.agency, (), subject, body, files)


def deadline_file(work: Work, listed: PeriodRow, made: Path, target: Path) -> Attachment | None:
    """The calendar file of a period's deadline: written into ``made`` unless ``target``, where it will lie, has it
    already. Letters that still wait hold on to it, so another deadline is another file."""
    from kehoach_xl.mail.calendar import calendar_of, deadline_event  # loads icalendar

    desk, code, day = work.desk, listed.period.code, listed.deadline
    if day is None:
        return None
    name = f"han-nop-{code}-{day:%Y%m%d}.ics"
    there = target / name
    if not there.is_file():
        facts = {
            "period": listed.period.name, "to": desk.register.name(desk.plan.coordinator), "plan": desk.plan.title,
            "day": f"{day:%d/%m/%Y}",
        }  # fmt: skip
        event = deadline_event(
            f"{desk.plan.id}-{code}-han-nop@kehoach", Message("MAIL_112", facts).text, Message("MAIL_113", facts).text,
            day, len(desk.ledger.sent), work.now,
        )  # fmt: skip
        there = made / name
        there.write_bytes(calendar_of([event]))
    return Attachment(placed(desk, target / name), hashlib.sha256(there.read_bytes()).hexdigest())
