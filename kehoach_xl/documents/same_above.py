"""Cells that say nothing by themselves: «nt», «Như trên», «”» mean the cell above, a lone formula says nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kehoach_xl.documents.continued import Row
from kehoach_xl.documents.thing import ASK, LOOK
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import Message

FIELDS = ("leads", "coordinators", "timeframe", "start", "end")
_WORDS = re.compile(r"(?:nt|n/t|n\.t|như (?:trên|nt|ô trên|dòng trên)(?: \(nt\))?)")
_MARKS = re.compile(r"(?:[\"”“″〃]|''|’’|,,)+")


def filled(rows: Sequence[Row]) -> list[Row]:
    """The rows with what each such cell means: the nearest cell above it that says something, in the same column of
    the same table, to be looked at; where there is none she is asked."""
    above: dict[str, str] = {}
    made: list[Row] = []
    for row in rows:
        if row.begins:
            above = {}
        for name in FIELDS:
            row = _with_meaning(row, name, above.get(name, ""))
            if row.text(name):
                above[name] = row.text(name)
        made.append(row)
    return made


def means_above(text: str) -> bool:
    """Whether a cell only points to the one above.

    >>> [means_above(text) for text in ("-nt-", "Như trên.", "”", "-", "Sở Nội vụ")]
    [True, True, True, False, False]
    """
    marks = _MARKS.fullmatch("".join(text.split()).strip("-"))
    return bool(marks or _WORDS.fullmatch(fold(text).strip(" -–.,;:()«»\"“”'")))


def _with_meaning(row: Row, name: str, above: str) -> Row:
    text = row.text(name)
    if text.startswith("="):
        note, said, sure = Message("IMPORT_032", {"raw": text}), "", ASK
    elif not means_above(text):
        return row
    elif above:
        note, said, sure = Message("IMPORT_030", {"raw": text, "text": " ".join(above.split())}), above, LOOK
    else:
        note, said, sure = Message("IMPORT_031", {"raw": text}), "", ASK
    confidence = ASK if ASK in (sure, row.confidence) else sure
    return replace(row, cells={**row.cells, name: said}, confidence=confidence, notes=(*row.notes, note))


def from_to(row: Row) -> Row:
    """The row with its beginning and its end, where they are two columns, as one timeframe."""
    start, end = row.text("start"), row.text("end")
    if not (start or end):
        return row
    cells = {name: text for name, text in row.cells.items() if name not in ("start", "end")}
    first = start if fold(start).startswith("từ ") else f"từ {start}"
    last = end if re.match(r"(?:trước|đến|hết|chậm nhất|xong|hoàn thành)\b", fold(end)) else f"đến {end}"
    return replace(row, cells={**cells, "timeframe": " ".join([*([first] if start else []), *([last] if end else [])])})
