"""Text tables: CSV with commas, semicolons, tabs or bars, in the encodings that Vietnamese offices write."""

import unicodedata

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.limits import RETURN_LIMITS
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW

SHEET = "CSV"
_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = "\t;,|"
_LOOKED_AT = 50  # lines, to see what separates
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aeiouyAEIOUY"


def read_csv(data: bytes, name: str) -> ReadWorkbook:
    """Every field as a text cell of one sheet. Raises Stop INTAKE_049 when there is nothing, GATE_019 too much."""
    text = decode(data)
    if "\0" in text:
        raise Stop("INTAKE_050", name=name)
    separator, text = _separator(text)
    sheet = ReadSheet(SHEET)
    for count, ((row, column), value) in enumerate(_fields(text, separator)):
        if row > MAX_ROW or column > MAX_COLUMN or count >= RETURN_LIMITS.cells:
            raise Stop("GATE_019", name=name, part=SHEET, limit=RETURN_LIMITS.cells)
        sheet.put(row, column, Cell("text", value, value, None, ""))
    if not sheet.lines:
        raise Stop("INTAKE_049", name=name)
    return ReadWorkbook(name, "csv", [sheet])


def decode(data: bytes) -> str:
    """The text. UTF-8 and UTF-16 with or without their mark, Windows-1258; anything else one character a byte, as
    TCVN3 and VNI wrote it, for whoever knows those."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even or odd:
        return data.decode("utf-16-be" if even > odd else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_bytes(data)


def _single_bytes(data: bytes) -> str:
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return data.decode("latin-1")
    # In cp1258 tones stand alone, each after its vowel, and are many; in the old fonts' text those bytes are letters.
    marks = [at for at, char in enumerate(text) if char in _TONES]
    placed = sum(at > 0 and unicodedata.normalize("NFD", text[at - 1])[0] in _VOWELS for at in marks)
    beyond = sum(char > "\x7f" for char in text)
    if placed * 10 >= len(marks) * 9 and len(marks) * 4 >= beyond:
        return unicodedata.normalize("NFC", text)
    return data.decode("latin-1")


def _separator(text: str) -> tuple[str, str]:
    """What separates fields, and the text without Excel's line that says so («sep=;»)."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    if said.startswith("sep=") and len(said) == 5:
        return said[4], rest
    if first.lower().startswith("sep=\t"):
        return "\t", rest
    lines = _outside_quotes(text[:100_000]).splitlines()[:_LOOKED_AT]
    counted = {one: [line.count(one) for line in lines if line.strip()] for one in _SEPARATORS}

    # A separator stands in most lines, the same number of times; a comma within sentences does not.
    def steady(one: str) -> tuple[int, int]:
        counts = [count for count in counted[one] if count]
        usual = max(set(counts), key=counts.count, default=0)
        return counts.count(usual) if usual else 0, usual

    best = max(_SEPARATORS, key=steady)
    return (best if steady(best)[0] else ","), text


def _outside_quotes(text: str) -> str:
    return "".join(text.split('"')[::2])


def _fields(text: str, separator: str):  # type: ignore[no-untyped-def]
    """((row, column), field) of each field that holds something; quoted fields may hold line ends (RFC 4180)."""
    row = column = 1
    at, end = 0, len(text)
    while at < end:
        if text[at] == '"':
            pieces, at = [], at + 1
            while True:
                close = text.find('"', at)
                if close < 0:  # never closed: the rest is one field
                    pieces.append(text[at:])
                    at = end
                    break
                pieces.append(text[at:close])
                at = close + 1
                if text[at : at + 1] != '"':
                    break
                pieces.append('"')
                at += 1
            stop = _stop(text, at, separator)
            value = "".join(pieces) + text[at:stop]
        else:
            stop = _stop(text, at, separator)
            value = text[at:stop]
        if value.strip():
            yield (row, column), value
        at = stop
        if at < end and text[at] == separator:
            column += 1
            at += 1
        elif at < end:
            at += 2 if text[at : at + 2] == "\r\n" else 1
            row, column = row + 1, 1


def _stop(text: str, at: int, separator: str) -> int:
    """Where the field that goes on at ``at`` ends."""
    ends = [found for found in (text.find(separator, at), text.find("\n", at), text.find("\r", at)) if found >= 0]
    return min(ends, default=len(text))
