"""Which of our other workbooks a file is, by a look at its properties: a form, or a gathering of several masters."""

from pathlib import Path

from kehoach_xl.domain.consolidated import MARK
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.properties import read_custom

PROPERTIES = "docProps/custom.xml"
FORM, CONSOLIDATED = "kehoach_signature", MARK


def made_by_us(path: Path) -> str:
    """:data:`FORM` or :data:`CONSOLIDATED` for these workbooks, "" for any other file, readable or not."""
    try:
        package = Package.open(path)
        found = read_custom(package, PROPERTIES) if PROPERTIES in package.names else {}
    except (Stop, OSError):
        return ""
    return next((mark for mark in (CONSOLIDATED, FORM) if mark in found), "")
