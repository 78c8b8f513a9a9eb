"""The sheets of one workbook, each with groups and numbers of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kehoach_xl.documents.appendix_rows import Line, lines
from kehoach_xl.documents.continued import Row
from kehoach_xl.documents.numbering import ROMAN, roman
from kehoach_xl.documents.thing import GROUP, LOOK, TASK
from kehoach_xl.intake.content import Place
from kehoach_xl.messages import Message


def lines_of_sheets(found: Sequence[Row], layout: str) -> list[Line]:
    """The rows as lines. Of several sheets each is numbered for itself; one with tasks under no group, or with numbers
    of a sheet before it, becomes a group of its own that is called like the sheet."""
    sheets = [(name, list(rows)) for name, rows in groupby(found, key=lambda row: row.place.sheet)]
    if len(sheets) < 2:
        return lines(found, layout)
    parts = [(name, lines(rows, layout)) for name, rows in sheets]
    taken = {line.code for _, part in parts for line in part}
    used: set[str] = set()
    made: list[Line] = []
    for name, part in parts:
        own = {line.code for line in part if line.code}
        loose = any(line.kind == TASK and not line.parent for line in part)
        if loose or own & used:
            code = _free(taken)
            taken.add(code)
            part = list(_below(code, name, part))
            own = {line.code for line in part if line.code}
        used |= own
        made += part
    return made


def _free(taken: set[str]) -> str:
    """The next letter or Roman number of a group, as the groups that are printed have it."""
    letters = [code for code in taken if len(code) == 1 and "A" <= code <= "Z" and not ROMAN.fullmatch(code)]
    if letters and max(letters) < "Z":
        return next((one for one in map(chr, range(ord(max(letters)) + 1, ord("Z") + 1)) if one not in taken), "Z")
    return next(one for one in map(roman, range(1, len(taken) + 2)) if one not in taken)


def _below(code: str, sheet: str, part: Sequence[Line]) -> Iterator[Line]:
    note = Message("IMPORT_035", {"sheet": sheet, "code": code})
    yield Line(GROUP, Row(code, {"content": sheet}, place=Place(sheet=sheet), quote=sheet, across=True,
                          confidence=LOOK, notes=(note,)), code)  # fmt: skip
    for line in part:
        yield replace(line, code=_joined(code, line.code) if line.code else "", parent=_joined(code, line.parent),
                      under=_joined(code, line.under))  # fmt: skip


def _joined(head: str, code: str) -> str:
    return f"{head}.{code}" if code else head
