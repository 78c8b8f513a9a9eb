"""Which of our other workbooks a file is, by a look at its properties: a form, a gathering of several masters, the
review of a document."""

from pathlib import Path

from kehoach_xl.domain.consolidated import MARK
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.properties import read_custom
from kehoach_xl.sheets.review import MARK as REVIEW_MARK

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
