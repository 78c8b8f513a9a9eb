"""Opening the document of a plan: its bytes are read in the capped process, what comes back is plain data."""

import hashlib
from dataclasses import replace
from pathlib import Path

from kehoach_xl.errors import Stop
from kehoach_xl.intake import inbox
from kehoach_xl.intake.content import Content
from kehoach_xl.intake.names import shown
from kehoach_xl.intake.opening_document import said
from kehoach_xl.intake.wanted import DOCUMENT
from kehoach_xl.intake.workers import Workers, shared


def open_document(
    source: Path | bytes, name: str = "", *, password: str = "", workers: Workers | None = None
) -> Content:
    """What a file holds, or bytes that are called ``name``. Nothing is written anywhere.

    Raises Stop IMPORT_001–025: what the file is instead of a document that can be read, and what to do.
    """
    name = shown(name or (source.name if isinstance(source, Path) else "văn bản"))
    data = _bytes(source, name) if isinstance(source, Path) else source
    try:
        opened = (workers or shared()).open(data, name, (password,) if password else (), wanted=DOCUMENT)
    except Stop as stop:  # no process starts at all
        raise Stop("IMPORT_025", reason=stop.message.facts.get("reason", "")) from stop
    if opened.content is None:
        assert opened.problem is not None
        raise Stop(opened.problem.code, **opened.problem.facts)
    return replace(opened.content, name=name, sha256=hashlib.sha256(data).hexdigest())


def _bytes(path: Path, name: str) -> bytes:
    try:
        return inbox.read(path, name)
    except inbox.Unread as unread:
        found = said(unread.message, name)
        raise Stop(found.code, **found.facts) from unread
