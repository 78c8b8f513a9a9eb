"""Text that goes into the head of a letter: one line, in one direction, with nothing a mail server reads as its own.

A line end inside a subject would begin a new header (CWE-93), a sign that turns writing round disguises «exe» as
«xlsx». Both are taken out here; what was taken out is said.
"""

import re
import unicodedata

from kehoach_xl.domain.text import clean
from kehoach_xl.messages import Message

LONGEST_NAME = 120  # of a file, in characters, with its extension: every file system and mail program carries it
NO_NAME = "tep-dinh-kem"

# No line of a file name on Windows may hold these.
_RESERVED = re.compile(r'[<>:"/\\|?*]+')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def line(text: str) -> str:
    """A text as one line of a header, in composed letters.

    >>> line("Báo cáo\\r\\nBcc: x@y.vn")
    'Báo cáo Bcc: x@y.vn'
    """
    return clean("".join(" " if c.isspace() else c for c in text if c.isspace() or not _harmful(c)))


def file_name(name: str) -> str:
    """A name under which a file can be saved anywhere, its Vietnamese letters kept; its extension stays.

    >>> file_name("phiếu\\u202exslx.exe"), file_name("../a:b.xlsx"), file_name("CON.xlsx")
    ('phiếuxslx.exe', 'a-b.xlsx', '_CON.xlsx')
    """
    flat = _RESERVED.sub("-", line(name)).strip(" .-")
    flat = _DEVICES.sub(r"_\1", flat, count=1) if _DEVICES.match(flat) else flat
    stem, dot, kind = flat.rpartition(".")
    if not dot or len(kind) > 10:
        stem, dot, kind = flat, "", ""
    most = LONGEST_NAME - len(dot + kind)
    return (stem[:most].rstrip(" .") or NO_NAME) + dot + kind


def paragraphs(text: str) -> str:
    """A text of several lines, its lines kept; line ends are ``\\n``."""
    lines = _LINE_END.sub("\n", text)
    kept = "".join(c for c in lines if c in "\n\t" or c.isspace() or not _harmful(c))
    return unicodedata.normalize("NFC", kept)


def subject_problems(text: str) -> tuple[Message, ...]:
    """MAIL_011 when more than blanks is taken out of a subject."""
    return () if _harmless(text) else (Message("MAIL_011", {"subject": line(text)}),)


def name_problems(name: str) -> tuple[Message, ...]:
    """MAIL_012 when a file goes under another name than it has."""
    shown = file_name(name)
    same = unicodedata.normalize("NFC", name) == shown
    return () if same else (Message("MAIL_012", {"name": line(name) or "(trống)", "shown": shown}),)


def _harmless(text: str) -> bool:
    return not any(_harmful(c) or c in "\r\n\x0b\x0c\x85\u2028\u2029" for c in text.strip())


def _harmful(char: str) -> bool:
    """Controls, signs that hide or turn writing round, and halves of letters."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\t"
