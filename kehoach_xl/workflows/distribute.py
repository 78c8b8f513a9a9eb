"""Phân phát: one signed file per agency that owes a report, and a list of what was made."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from kehoach_xl.domain.agency import Register, Undecided
from kehoach_xl.domain.columns import ALWAYS_ASKED, alike
from kehoach_xl.domain.identity import new_key
from kehoach_xl.domain.plan import Task
from kehoach_xl.errors import Stop, why
from kehoach_xl.messages import Message
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.desk import NOBODY, Desk
from kehoach_xl.sheets.facts import Sent
from kehoach_xl.sheets.receipts import Dispatch, sent_blocks
from kehoach_xl.stopping import whole
from kehoach_xl.workflows.form_letters import TEMPLATE, compose_forms, deadline_file
from kehoach_xl.workflows.forms import Forms
from kehoach_xl.workflows.letters import ComposeReport, Writer, keep_templates
from kehoach_xl.workflows.made_file import MadeFile
from kehoach_xl.workflows.manifest import MANIFEST, manifest
from kehoach_xl.workflows.rows import ensure_rows
from kehoach_xl.workflows.work import Progress, Work, quiet

MAKING = ".phan-phat-"
OLD_FORMS = "ban-truoc"
WHY = {"empty": "SEND_002", "split": "SEND_009", "ended": "SEND_010", "cycle": "SEND_011", "future": "SEND_012"}


@dataclass
class DistributeReport:
    """The files, and what was not sent to anybody with its reason."""

    period: str
    period_name: str
    folder: str
    files: list[MadeFile] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)
    letters: ComposeReport = field(default_factory=ComposeReport)


def distribute(
    book: Any,
    folder: Path | None = None,
    *,
    period: str | None = None,
    only: tuple[str, ...] = (),
    prefill: bool | None = None,
    now: datetime | None = None,
    progress: Progress = quiet,
) -> DistributeReport:
    """Make the agency files of a period under ``folder/<period>/``.

    ``only`` limits to these agency codes; ``prefill`` carries last period's texts. A folder or ``prefill`` that
    is not given is what the dashboard says. The coordinating
    department's own rows are filled in the master and not sent. Raises Stop PERIOD_…, SEND_001 when nobody
    is to get a file, SEND_005 for an unknown agency, SEND_006 when the files cannot be made (nothing is
    written then), SEND_007 when they were made and recorded but could not be put in their place, SEND_020 when two
    columns of the form would bear the same heading, WRITE_… and MAIL_118 for a template of the letter that cannot be
    used.
    """
    work = Work(book, "Phân phát", now)
    desk = work.desk
    folder = folder or desk.folder("outbox")
    prefill = desk.choices.prefill if prefill is None else prefill
    listed = desk.open_period(period)
    code = listed.period.code
    desk.require_scope(listed.period)
    writer = Writer(desk, TEMPLATE)
    work.take_hand_edits()
    ensure_rows(work, listed.period)
    report = DistributeReport(code, listed.period.name, str(folder / code))
    report.notices += _columns(desk)
    by_agency = _owed(work, code, report, only)
    if not by_agency:
        raise Stop("SEND_001", period=code)
    key = desk.settings.get("key") or new_key()
    if not desk.settings.get("key"):
        work.add_blocks([desk.setting_block("key", key)])
        desk.settings["key"] = key
    target = folder / code
    _require_folder(folder)
    for leftover in folder.glob(f"{MAKING}*"):  # of a run that was cut off; the master is ours alone now
        shutil.rmtree(leftover, ignore_errors=True)
    with _workshop(folder) as made:
        lines, bases = [], {}
        with _written_to(folder, "SEND_006"):
            forms = Forms(desk, listed, key, work.settle().record if prefill else None)
        for done, (agency, tasks) in enumerate(by_agency.items()):
            progress(done, len(by_agency), desk.register.name(agency))
            with _written_to(folder, "SEND_006"):
                file, base = forms.make(made, agency, tasks)
            report.files.append(file)
            sent = Sent(code, agency, file.dispatch, tuple(task.id for task in tasks), work.today)
            work.add_facts(fact_rows.sent_rows(work.batch, sent, base))
            bases[file.dispatch] = base
            lines.append(Dispatch(code, agency, file.dispatch, len(tasks), work.today, file.file))
            work.log(
                file=file.file, sha=file.sha256, agency=agency, note=f"Phiếu {file.dispatch}, {len(tasks)} nhiệm vụ."
            )
        with _written_to(folder, "SEND_006"):
            (made / MANIFEST).write_bytes(manifest(report.files, target))
            deadline = deadline_file(work, listed, made, target)
        work.add_blocks(sent_blocks(desk, lines))
        work.facts = replace(work.facts, base={**work.facts.base, **bases})
        work.show(work.settle(), work.in_view or code)
        report.letters = compose_forms(work, report.files, listed, target, deadline, writer)
        # The master first: a file nobody can match to a dispatch must not exist.
        with whole():
            work.commit("phan-phat")
            with _written_to(target, "SEND_007"):
                _put(made, target)
        with contextlib.suppress(OSError):  # a place ready for what comes back; the merge says when there is none
            desk.folder("inbox").mkdir(exist_ok=True)
        keep_templates(desk)
    return report


def _columns(desk: Desk) -> list[Message]:
    """What is odd about the columns to be asked. Raises Stop SEND_020 when two of them could not be told apart."""
    if same := alike(desk.fields):
        raise Stop("SEND_020", columns=", ".join(f"«{one}»" for one in same))
    status = desk.fields[ALWAYS_ASKED]
    return [Message("SEND_021", {"column": status.heading})] if status.refused else []


def _put(made: Path, target: Path) -> None:
    """Bring what was made to its place: in one move where nothing is there yet."""
    with contextlib.suppress(OSError):
        if not target.exists():
            made.rename(target)
            return
    target.mkdir(exist_ok=True)
    for path in made.iterdir():
        _keep(target / path.name)
        shutil.move(path, target / path.name)


def _keep(path: Path) -> None:
    """A form that stands there already may have been filled in: it is moved aside, never written over."""
    if not path.exists() or path.name == MANIFEST:
        return
    folder = path.parent / OLD_FORMS
    folder.mkdir(exist_ok=True)
    number = 1
    while (aside := folder / f"{path.stem}_{number}{path.suffix}").exists():
        number += 1
    path.replace(aside)


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder to make the forms in, within a hidden one. What cannot be tidied up goes with the next run."""
    with _written_to(folder, "SEND_006"):
        hidden = tempfile.TemporaryDirectory(prefix=MAKING, dir=folder, ignore_cleanup_errors=True)
    with hidden as path:
        made = Path(path, "phieu")
        with _written_to(folder, "SEND_006"):
            made.mkdir()
        yield made


@contextmanager
def _written_to(folder: Path, code: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Stop(code, folder=folder, reason=why(error)) from error


def _owed(work: Work, code: str, report: DistributeReport, only: tuple[str, ...]) -> dict[str, list[Task]]:
    """Tasks per agency, in the order of the register; what goes to nobody is said."""
    desk = work.desk
    wanted = desk.agencies_named(only)
    owed: dict[str, list[Task]] = {agency.code: [] for agency in desk.register.agencies}
    period = desk.periods[code].period
    scope = desk.scope_of(period)
    reporters: dict[str, list[str]] = {}
    for task_id, agency, of in work.keys:
        if of == code:
            reporters.setdefault(task_id, []).append(agency)
    undecided = cache(lambda asked: desk.register.undecided(asked, period.end))
    for task in desk.tasks_of(period).values():
        asked = desk.waited_for(task.id, reporters.get(task.id, []), period) if scope.asks(task) else []
        if asked:
            report.notices += _to_nobody(desk.register, task, undecided(tuple(task.asked)))
        for agency in asked:
            if agency == NOBODY or agency == desk.plan.coordinator:
                continue
            if agency in owed and (not wanted or agency in wanted):
                owed[agency].append(task)
    for group in desk.register.groups:
        for member in group.members:
            if desk.register.find(member) is None:
                report.notices.append(Message("SEND_008", {"member": member, "group": group.name}))
    own = sum(1 for t, a, p in work.keys if a == desk.plan.coordinator and p == code)
    if own:
        report.notices.append(Message("SEND_004", {"agency": desk.register.name(desk.plan.coordinator), "count": own}))
    return {agency: tasks for agency, tasks in owed.items() if tasks}


def _to_nobody(register: Register, task: Task, undecided: Sequence[Undecided]) -> Iterator[Message]:
    """Why a task, or a part of it, goes to nobody."""
    if not task.asked:
        yield Message("SEND_003", {"code": task.code})
    for one in undecided:
        body = register.body(one.at)
        facts = {"code": task.code, "body": register.name(one.at), "successors": register.write(one.successors)}
        facts |= {"from": f"{body.valid_from:%d/%m/%Y}"} if body and body.valid_from else {}
        facts |= {"to": f"{body.valid_to:%d/%m/%Y}"} if body and body.valid_to else {}
        yield Message(WHY[one.reason], facts)


def _require_folder(folder: Path) -> None:
    with _written_to(folder, "SEND_006"):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
