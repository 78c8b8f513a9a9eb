"""A report in Word as its reader has it: paragraphs, and the cells of its tables."""

from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Made
from docx.table import Table

from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.report_written import ReportWritten
from kehoach_xl.workflows.summary import SummaryReport, figures_of
from kehoach_xl.workflows.write_report import write_report
from tests.workflows.office import Room, at


def written(room: Room, now: datetime | None = None, **options: Any) -> ReportWritten:
    """She presses Báo cáo, on 22 December 2025."""
    with open_book(room.master, write=False) as book:
        return write_report(book, **{"now": now or at(22)} | options)


def summed(room: Room, period: str | None = None, now: datetime | None = None) -> tuple[Desk, SummaryReport]:
    """The figures of the same day."""
    with open_book(room.master, write=False) as book:
        desk = Desk(book)
        return desk, figures_of(desk, period, (now or at(22)).date())


def opened(report: ReportWritten) -> Made:
    return Document(report.path)


def body(document: Made, *styles: str) -> list[str]:
    """The paragraphs outside tables, of some styles or all, that say something."""
    found = [one for one in document.paragraphs if not styles or one.style.name in styles]
    return [one.text for one in found if one.text]


def table(document: Made, head: str) -> list[list[str]]:
    """The lines of the table one of whose heads is this, without its head."""
    return next(lines(one)[1:] for one in document.tables if head in lines(one)[0])


def lines(one: Table) -> list[list[str]]:
    """Each row's cells; cells made one stand once."""
    found = []
    for row in one.rows:
        cells = list(dict.fromkeys(cell._tc for cell in row.cells))
        found.append(["\n".join(p.text for p in next(c for c in row.cells if c._tc is tc).paragraphs) for tc in cells])
    return found


def folder_of(path: Path) -> list[str]:
    return sorted(each.name for each in path.iterdir())
