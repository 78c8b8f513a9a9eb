"""Zip files: which kind of package, and the files of a plain archive, with the names their packers meant."""

import struct
import unicodedata
from collections.abc import Sequence

from kehoach_xl.errors import Stop
from kehoach_xl.intake.bounds import INNER_BYTES, INNER_FILES
from kehoach_xl.intake.containers.found import Found
from kehoach_xl.intake.opened import Inner
from kehoach_xl.ooxml.limits import MASTER_LIMITS, MEGABYTE, Limits
from kehoach_xl.ooxml.part_names import part_names
from kehoach_xl.ooxml.parts import inflate
from kehoach_xl.ooxml.zipdir import CENTRAL, UTF8_NAME, Entry, read_directory

BOOK, BINARY_BOOK, OPEN_DOCUMENT, NUMBERS, ARCHIVE = "book", "binary_book", "open_document", "numbers", "archive"
WHAT = "tệp nén"

# A form inside may well be a thin workbook of a few thick parts; the bound on the sum holds.
_LIMITS = Limits(inflated_bytes=INNER_BYTES, ratio=MASTER_LIMITS.ratio, ratio_floor=8 * MEGABYTE)
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field
_PASSED = ("~$", ".DS_Store", "Thumbs.db", "desktop.ini", "._")


def directory(data: bytes, name: str) -> tuple[Entry, ...]:
    """What a zip of any kind holds. Raises Stop when it has no directory that can be read."""
    return read_directory(data, _LIMITS, name)


def what_is(data: bytes, name: str, inside: Sequence[Entry]) -> str:
    """Which of the kinds above a zip is that holds these."""
    names = part_names(tuple([entry.name for entry in inside])).known
    if "[content_types].xml" in names:
        return BINARY_BOOK if "xl/workbook.bin" in names else BOOK
    entries = {entry.name.casefold(): entry for entry in inside}
    if (mimetype := entries.get("mimetype")) is not None and not mimetype.locked:
        said = inflate(data, mimetype, 1024, _LIMITS, name)
        if said.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return OPEN_DOCUMENT
        if said.startswith(b"application/vnd.oasis.opendocument"):
            raise Stop("INTAKE_044", name=name)
    if any(part.startswith("index/") and part.endswith(".iwa") for part in entries):
        return NUMBERS
    return ARCHIVE


def read_archive(data: bytes, name: str, inside: Sequence[Entry]) -> Found:
    """The files of a plain archive. Raises Stop INTAKE_063 when they are locked, INTAKE_041 when packed in a way not
    known here, GATE_… when there is too much or it is damaged."""
    found = Found(WHAT)
    left = INNER_BYTES
    entries = [entry for entry in inside if _counts(entry)]
    if len(entries) > INNER_FILES:
        raise Stop("INTAKE_073", name=name, files=INNER_FILES, size=INNER_BYTES // MEGABYTE)
    for entry in entries:
        if entry.locked:
            raise Stop("INTAKE_063", name=name)
        if entry.method not in (0, 8):
            raise Stop("INTAKE_041", name=name)
        content = inflate(data, entry, left, _LIMITS, name)
        left -= len(content)
        found.inner.append(Inner(entry_name(entry), content))
    return found


def _counts(entry: Entry) -> bool:
    plain = entry.name.replace("\\", "/")
    own = plain.rpartition("/")[2]  # "" for a folder
    return bool(own) and not own.startswith(_PASSED) and not plain.startswith("__MACOSX/")


def entry_name(entry: Entry) -> str:
    """The name as its packer meant it: marked UTF-8, unmarked UTF-8, or the Windows page of Vietnam.

    Without a mark the standard says code page 437, which has no Vietnamese; what is no proper cp1258 is read so.
    """
    fields = CENTRAL.unpack_from(entry.central)
    flags, length, extra = fields[3], fields[10], fields[11]
    raw = entry.central[CENTRAL.size : CENTRAL.size + length]
    if flags & UTF8_NAME:
        return entry.name
    better = _unicode_path(entry.central[CENTRAL.size + length : CENTRAL.size + length + extra])
    for encoding in ("utf-8", "cp1258"):
        if better:
            break
        try:
            better = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return unicodedata.normalize("NFC", better or entry.name)


def _unicode_path(extra: bytes) -> str:
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == _UNICODE_PATH and length > 5:
            return extra[at + 9 : at + 4 + length].decode("utf-8", "replace")
        at += 4 + length
    return ""
