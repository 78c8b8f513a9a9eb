"""One file as plain data: a pure function of its bytes, so that any executor may map it.

It believes nothing it reads, but it does not protect itself from what a reader does with memory or time; that is
what the process around it is for (:mod:`kehoach_xl.intake.worker`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kehoach_xl.errors import Stop
from kehoach_xl.intake import noticed
from kehoach_xl.intake.arrived import CONTAINER, LOCKED, OPENED, UNREADABLE
from kehoach_xl.intake.containers.found import Found
from kehoach_xl.intake.not_read import NOT_READ
from kehoach_xl.intake.opened import Opened
from kehoach_xl.messages import Message
from kehoach_xl.ooxml import sniff
from kehoach_xl.ooxml.limits import MEGABYTE, RETURN_LIMITS
from kehoach_xl.ooxml.reading import ReadWorkbook

_LOCKED = ("INTAKE_060", "INTAKE_061", "INTAKE_062", "INTAKE_063", "INTAKE_064")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was handed in."""

    data: bytes
    name: str
    passwords: Sequence[str]


def open_file(data: bytes, name: str, passwords: Sequence[str] = ()) -> Opened:
    """Open ``data``; ``name`` is only for the sentences. Problems of the file are values, never exceptions; what a
    reader cannot stand (memory, a panic) is raised."""
    try:
        found = _open(_Asked(data, name, passwords))
        if isinstance(found, Found):
            return _container(found, name)
        book, notes = found
        notes = [*notes, *noticed.bounded(book), *noticed.flagged(book)]
        return Opened(OPENED, book, notes=tuple(notes))
    except Stop as stop:
        return Opened(LOCKED if stop.message.code in _LOCKED else UNREADABLE, problem=stop.message)


def _open(asked: _Asked) -> tuple[ReadWorkbook, list[Message]] | Found:
    """A workbook with what is to be said of it, or what a container holds. Readers are imported when first wanted."""
    kind = sniff.kind_of(asked.data)
    if kind in NOT_READ:
        raise Stop(NOT_READ[kind], name=asked.name)
    if kind not in (sniff.PACKAGE, sniff.OUTLOOK, sniff.MAIL):
        _not_too_large(asked)
    match kind:
        case sniff.PACKAGE:
            return _package(asked)
        case sniff.OLD_EXCEL | sniff.LOCKED_EXCEL:
            return _old(asked, kind)
        case sniff.OUTLOOK:
            from kehoach_xl.intake.containers.outlook import read_outlook

            return read_outlook(asked.data, asked.name)
        case sniff.MAIL:
            from kehoach_xl.intake.containers.mail import read_mail

            return read_mail(asked.data, asked.name)
        case sniff.WEB:
            from kehoach_xl.intake.readers.html_tables import read_html

            return read_html(asked.data, asked.name), [Message("INTAKE_086")]
    from kehoach_xl.intake.readers.csv_text import read_csv

    return read_csv(asked.data, asked.name), [Message("INTAKE_085")]


def _package(asked: _Asked) -> tuple[ReadWorkbook, list[Message]] | Found:
    from kehoach_xl.intake.containers import archive

    inside = archive.directory(asked.data, asked.name)
    what = archive.what_is(asked.data, asked.name, inside)
    if what != archive.ARCHIVE:
        _not_too_large(asked)
    match what:
        case archive.BINARY_BOOK:
            from kehoach_xl.intake.readers.binary_book import read_xlsb

            return read_xlsb(asked.data, asked.name), []
        case archive.OPEN_DOCUMENT:
            from kehoach_xl.intake.readers.open_document import read_ods

            return read_ods(asked.data, asked.name), []
        case archive.NUMBERS:
            raise Stop("INTAKE_051", name=asked.name, what="Apple Numbers")
        case archive.ARCHIVE:
            return archive.read_archive(asked.data, asked.name, inside)
    from kehoach_xl.ooxml.reading import read_workbook

    return read_workbook(asked.data, name=asked.name, entries=inside), []


def _not_too_large(asked: _Asked) -> None:
    """A workbook of one form; mails and archives may be larger."""
    size, limit = len(asked.data), RETURN_LIMITS.file_bytes
    if size > limit:
        raise Stop("GATE_020", name=asked.name, size=size // MEGABYTE, limit=limit // MEGABYTE)


def _old(asked: _Asked, kind: str) -> tuple[ReadWorkbook, list[Message]] | Found:
    """An OLE file: an .xls, or whatever a password hides."""
    from kehoach_xl.intake.readers.calamine import Protected

    if kind == sniff.OLD_EXCEL:
        try:
            return _xls(asked)
        except Protected:
            pass
    from kehoach_xl.intake.locked import unlock

    data, with_given = unlock(asked.data, asked.name, asked.passwords)
    inside = replace(asked, data=data)
    found = _package(inside) if sniff.kind_of(data) == sniff.PACKAGE else _xls(inside)
    if isinstance(found, Found):  # a Word document or a plain archive, locked as workbooks are
        raise Stop("INTAKE_050", name=asked.name)
    return found[0], [*found[1], *([Message("INTAKE_088")] if with_given else [])]


def _xls(asked: _Asked) -> tuple[ReadWorkbook, list[Message]]:
    from kehoach_xl.intake.readers.calamine import read_xls

    return read_xls(asked.data, asked.name), [Message("INTAKE_084", {"format": ".xls"})]


def _container(found: Found, name: str) -> Opened:
    notes = (Message("INTAKE_074", {"count": found.passed_over}),) if found.passed_over else ()
    facts = {"name": name, "what": found.what, "count": len(found.inner)}
    if not found.inner:
        return Opened(UNREADABLE, problem=Message("INTAKE_071", facts), notes=notes)
    return Opened(CONTAINER, problem=Message("INTAKE_070", facts), notes=notes, inner=tuple(found.inner))
