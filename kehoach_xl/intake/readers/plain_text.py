"""Plain text, as copied or saved from a printed document: one paragraph a printed line."""

import re
import unicodedata
from collections.abc import Iterator

from kehoach_xl.domain.text import clean
from kehoach_xl.errors import Stop
from kehoach_xl.intake.content import Paragraph, Place
from kehoach_xl.intake.readers.csv_text import decode
from kehoach_xl.intake.readers.old_fonts import OldFonts
from kehoach_xl.messages import Message

_LINE_END = re.compile(r"\r\n|\n|\r")


def read_text(data: bytes, name: str) -> tuple[list[Paragraph], list[Message]]:
    """The lines that hold something, each with its number in the file, and its page where form feeds part pages.

    UTF-8, UTF-16, Windows-1258, TCVN3 or VNI, whatever its normal form. Raises Stop IMPORT_007 for bytes that are no
    text, IMPORT_022 for letters of two readings.
    """
    text = unicodedata.normalize("NFC", decode(data))
    if "\0" in text:
        raise Stop("IMPORT_007", name=name, what="dữ liệu nhị phân")
    fonts = OldFonts()
    lines = [Paragraph(line, place) for piece, place in _lines(text) if (line := tidied(fonts.right(piece)))]
    fonts.require_certain(name)
    return lines, list(fonts.remarks())


def _lines(text: str) -> Iterator[tuple[str, Place]]:
    page = 1 if "\f" in text.strip() else 0
    for number, line in enumerate(_LINE_END.split(text), 1):
        for turn, piece in enumerate(line.split("\f")):
            if turn and page:
                page += 1
            yield tidied(piece), Place(page=page, line=number)


def tidied(line: str) -> str:
    """White space tidied. «01- » at the end of a line goes on as «01- 02», «01-» as «01-02»: here alone the blank at
    the end says something and stays."""
    return clean(line) + (" " if re.search(r"\w[-–]\s+$", line) else "")
