"""Báo cáo: the report of a period as a Word file, from a template that a clerk may edit; the master does not change."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from kehoach_xl.building.clerk_templates import ensure_copies, write_document
from kehoach_xl.building.own_document import is_as_written, sealed
from kehoach_xl.building.whole import made_whole
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.office import WRITING, Office
from kehoach_xl.domain.text import slug
from kehoach_xl.domain.values import shown
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.office import office_of
from kehoach_xl.sheets.record import typed_lines
from kehoach_xl.workflows import agency_report
from kehoach_xl.workflows.office_words import office_words
from kehoach_xl.workflows.periodic_facts import periodic_facts
from kehoach_xl.workflows.report_written import ReportWritten
from kehoach_xl.workflows.summary import SummaryReport, figures_of

WHOLE = "bao-cao-dinh-ky"  # the template of the report of the whole plan
ENDING = ".docx"


def write_report(
    book: Any, *, agency: str = "", period: str | None = None, out: Path | None = None, now: datetime | None = None
) -> ReportWritten:
    """Write the report of a period (by default the one in view), of the whole plan or of one agency (a code or a name;
    by default the one chosen on the dashboard), into ``out`` or ``van-ban/<period>/`` beside the master.

    The figures are those of `Tổng hợp` as the sheets stand now. Raises Stop PERIOD_…, OFFICE_…, WRITE_…, WORD_001 for
    another ending than .docx, NEW_003 when the file cannot be written. A file that somebody edited stays, and the
    report takes the next free name.
    """
    desk = Desk(book)
    today = (now or datetime.now(VIETNAM)).astimezone(VIETNAM).date()
    office = office_of(desk, WRITING)
    figures = figures_of(desk, period, today)
    code = _agency(desk, agency or desk.choices.text("report_of"))
    path = out or desk.folder("documents") / figures.period / file_name(figures.period, code)
    if path.suffix.lower() != ENDING:
        raise Stop("WORD_001", path=path)
    if code:
        facts: Any = agency_report.agency_facts(desk, figures, code)
        words, template = facts.words | agency_report.agency_words(desk, office, code), agency_report.TEMPLATE
    else:
        facts, template = periodic_facts(desk, figures), WHOLE
        words = facts.words | _coordinator_words(desk, office)
    templates = desk.folder("templates")
    ensure_copies(templates)
    target = unused(path)
    with made_whole(target) as temporary:
        write_document(template, words, temporary, templates)
        temporary.write_bytes(sealed(temporary, today))
    name = desk.register.name(code) if code else ""
    notices = tuple(_notices(desk, figures, facts, name, path, target))
    return ReportWritten(
        str(target), figures.period, figures.period_name, facts.tasks, facts.reported, code, name, notices
    )


def _agency(desk: Desk, named: str) -> str:
    """The code of an agency named by any spelling, '' for none. Raises Stop WRITE_040 for what nobody is called."""
    if not named.strip():
        return ""
    if (code := desk.register.find(named)) is None:
        near = desk.register.nearest(named)
        raise Stop("WRITE_040", agency=shown(named), near=f"; có lẽ là {', '.join(near)}" if near else "")
    return code


def file_name(period: str, agency: str) -> str:
    """Of the report of an agency (a code, '' for the whole plan)."""
    return f"{period}_{slug(agency)}_bao-cao{ENDING}" if agency else f"{period}_{WHOLE}{ENDING}"


def _coordinator_words(desk: Desk, office: Office) -> dict[str, object]:
    name = desk.register.name(desk.plan.coordinator)
    return office_words(desk.plan, name, office, office.superior, ["Như trên;"]) | {"don_vi_dau_moi": name}


def _notices(
    desk: Desk, figures: SummaryReport, facts: Any, name: str, wanted: Path, made: Path
) -> Iterator[Message]:
    """What to look at before it is signed; ``name`` is the agency's, '' for the whole plan."""
    if not facts.reported:
        told = {"period": figures.period_name, "tasks": facts.tasks}
        yield Message("WRITE_046", {**told, "agency": name}) if name else Message("WRITE_041", told)
    if figures.open_conflicts:
        yield Message("WRITE_042", {"conflicts": figures.open_conflicts})
    if desk.period(figures.period).is_open:
        yield Message("WRITE_043", {"period": figures.period_name, "day": shown(figures.as_of)})
    yield from figures.notices
    if typed := typed_lines(desk):
        yield Message("WRITE_045", {"lines": len(typed)})
    if made != wanted:
        yield Message("WRITE_044", {"old": wanted.name, "name": made.name})


def unused(path: Path) -> Path:
    """``path``, or where a file stands there that somebody edited or has open, the first of «… (2)», «… (3)» that is
    free or still as we wrote it."""
    return next(one for one in _numbered(path) if not one.exists() or _is_ours(one))


def _is_ours(path: Path) -> bool:
    """Whether a file is as we wrote it, and open in no other program: Windows then lets nobody write to it."""
    try:
        with path.open("r+b"):
            return is_as_written(path)
    except OSError:
        return False


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")
