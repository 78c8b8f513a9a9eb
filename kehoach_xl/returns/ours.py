"""Which of our workbooks a file is: a form, a gathering of several masters, the review of a document by a look at its
properties, a master by its sheets."""

from collections.abc import Iterable
from pathlib import Path

from kehoach_xl.domain.consolidated import MARK
from kehoach_xl.domain.review import MARK as REVIEW_MARK
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.properties import read_custom
from kehoach_xl.ooxml.workbook import WorkbookParts
from kehoach_xl.sheets.layout import tables

PROPERTIES = "docProps/custom.xml"
FORM, CONSOLIDATED, REVIEW = "kehoach_signature", MARK, REVIEW_MARK


def made_by_us(path: Path) -> str:
    """:data:`FORM`, :data:`CONSOLIDATED` or :data:`REVIEW` for these workbooks, "" for any other file."""
    try:
        package = Package.open(path)
        found = read_custom(package, PROPERTIES) if PROPERTIES in package.names else {}
    except (Stop, OSError):
        return ""
    return next((mark for mark in (CONSOLIDATED, REVIEW, FORM) if mark in found), "")


def is_master_file(path: Path) -> bool:
    """Whether a file is a master, by the names of its sheets."""
    try:
        return are_of_master(sheet.name for sheet in WorkbookParts(Package.open(path)).sheets)
    except (Stop, OSError):
        return False


def are_of_master(sheets: Iterable[str]) -> bool:
    """Whether a workbook with these sheets is a master, whatever format it was saved in."""
    return {tables()[one].sheet for one in ("appendix", "progress", "periods", "journal")} <= set(sheets)
