"""Whether a Word file is still as we wrote it: somebody who saved it again, in any program, made it hers."""

import hashlib
import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

from docx import Document
from docx.document import Document as Made
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from kehoach_xl.domain.identity import MADE_AT


def sealed(path: Path, day: date | None = None) -> bytes:
    """Note in the file's properties what its text is, and the day it is of; the bytes it has then, which the same text
    of the same day always gives."""
    document, made = Document(str(path)), io.BytesIO()
    told = document.core_properties
    told.created = told.modified = datetime.combine(day, time()) if day else MADE_AT.replace(tzinfo=None)
    document.core_properties.identifier = _digest(document)
    document.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in parts.namelist():  # without the moment at which it was packed
            package.writestr(zipfile.ZipInfo(name, MADE_AT.timetuple()[:6]), parts.read(name), zipfile.ZIP_DEFLATED)
    return path.read_bytes()


def is_as_written(path: Path) -> bool:
    """Whether the text is the one noted. A file that cannot be read is not ours to replace."""
    try:
        document = Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError):
        return False
    return document.core_properties.identifier == _digest(document)


def _digest(document: Made) -> str:
    return hashlib.sha256(etree.tostring(document.element, method="c14n")).hexdigest()
