"""The rows of a returned form: what was typed, what was locked. Read column by column, each bound once."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kehoach_xl.domain import progress
from kehoach_xl.domain.progress import FIELDS, Value
from kehoach_xl.domain.rows import PLACE
from kehoach_xl.domain.said import Answer
from kehoach_xl.messages import Message
from kehoach_xl.returns.cells import BLANK, NOTHING, Reader, Typed, asked, reader, wordings
from kehoach_xl.returns.finding import NOTE, Finding
from kehoach_xl.returns.form import LOCKED, FormRow, Seldom, locked_rows, rows_of
from kehoach_xl.returns.headings import Headings
from kehoach_xl.returns.tables import FormTable, Line


@dataclass(frozen=True, slots=True)
class _Input:
    """One reporting column of a form. ``columns``: where it stands; several may bear its heading. ``doubted``: the
    words that replaced its heading."""

    name: str
    columns: tuple[int, ...]
    heading: str
    asked: bool
    read: Reader
    doubted: str = ""


# By cell under a merge over several rows the first row of that merge.
_Merged = Mapping[tuple[int, int], int]


def read_rows(
    table: FormTable, known: Headings, date1904: bool
) -> tuple[list[FormRow], dict[str, list[int]]]:
    """Every row of a form that holds an id, a task or anything typed; and those, by field and place, of which a day may
    be another one."""
    # Only rows that hold something in these columns: a stray cell far below costs nothing and is not lost.
    used = {column for columns in table.columns.values() for column in columns}
    at = sorted(row for row, line in table.part.lines.items() if row >= table.first and not used.isdisjoint(line))
    lines = [table.part.lines[row] for row in at]
    merged = _merged(table, at, used)
    names = tuple(name for name in LOCKED if name in table.columns)
    texts = [_texts(lines, table.columns[name]) for name in names]
    seldom = Seldom()
    values: dict[str, list[Value]] = {}
    for one in _inputs(table, known, date1904):
        column = _column(one, table, at, lines, merged, seldom)
        if one.asked:
            values[one.name] = column
    ids = _texts(lines, table.columns.get("id", ()))
    rows = rows_of(at, ids, locked_rows(names, texts, len(at)), values, seldom, table.part.name)
    kept = [row for row in rows if row.id or row.content or row.filled]
    places = {row.row: place for place, row in enumerate(kept)}
    return kept, {name: [places[at[place]] for place in listed] for name, listed in seldom.swappable.items()}


def _inputs(table: FormTable, known: Headings, date1904: bool) -> list[_Input]:
    found = []
    for item in FIELDS:
        columns = table.columns.get(item.id, ())
        if columns:
            heading, doubted = known.shown.get(item.id, item.label), table.doubted.get(item.id, "")
            is_asked = item.id in known.asked
            found.append(_Input(item.id, columns, heading, is_asked, reader(item.id, date1904), doubted))
    return found


def _merged(table: FormTable, rows: Sequence[int], columns: set[int]) -> _Merged:
    """For the rows and columns of the form."""
    found: dict[tuple[int, int], int] = {}
    for row1, column1, row2, _ in table.part.merges:
        if row2 > row1 and column1 in columns and column1 in table.part.lines.get(row1, {}):
            for row in rows[bisect_right(rows, row1) : bisect_right(rows, row2)]:
                found[row, column1] = row1
    return found


def _texts(lines: Sequence[Line], places: Sequence[int]) -> list[str]:
    """What stands in each row; of several columns under one heading in the first that holds something."""
    found = [""] * len(lines)
    for column in reversed(places):
        here = wordings([line.get(column, BLANK) for line in lines])
        found = here if column == places[-1] else [new or old for new, old in zip(here, found, strict=True)]
    return found


def _column(
    one: _Input, table: FormTable, at: Sequence[int], lines: Sequence[Line], merged: _Merged, seldom: Seldom
) -> list[Value]:
    """What a column says in each row. Most cells are blank or simply say something."""
    column: list[Value] = [None] * len(lines)
    if merged or len(one.columns) > 1:
        there: Sequence[int] = range(len(lines))
        typed = [
            _of_columns([_under_merge(one, row, each, table, merged) for each in one.columns]) for row in at
        ]
    else:
        first = one.columns[0]
        there = [place for place, line in enumerate(lines) if first in line]
        typed = one.read.column([lines[place][first] for place in there])
    if one.doubted:
        typed = [_doubted(one, each) for each in typed]
    for place, (answer, said, reason, swappable) in zip(there, typed, strict=True):
        column[place] = answer.value
        if not one.asked:
            if answer.value is not None:
                seldom.unasked.setdefault(place, []).append(one.name)
        elif said or reason or swappable:
            _take(place, one.name, said, reason, swappable, seldom)
    return column


def _take(
    place: int, name: str, said: Sequence[Message], reason: Message | None, swappable: bool, seldom: Seldom
) -> None:
    if said:
        seldom.said.setdefault(place, []).extend((name, message) for message in said)
    if reason is not None:
        seldom.unclear.setdefault(place, {})[name] = reason
    if swappable:
        seldom.swappable.setdefault(name, []).append(place)


def _doubted(one: _Input, typed: Typed) -> Typed:
    """A value under a heading that somebody replaced is asked, whatever it reads."""
    if typed.answer.value is None or typed.answer.unclear:
        return typed
    facts = {"heading": one.heading, "column": one.doubted}
    return asked(progress.show(typed.answer.value), Message("RETURN_003", facts))


def _under_merge(one: _Input, row: int, column: int, table: FormTable, merged: _Merged) -> Typed:
    """One cell; under a merge over several rows it is asked whether the value above stands for this row too."""
    lines = table.part.lines
    cell, first = lines[row].get(column), merged.get((row, column))
    if first is None or (cell is not None and cell.text):
        return NOTHING if cell is None else one.read(cell)
    above = one.read(lines[first][column]).answer.value
    if above is None:
        return NOTHING
    reason = Message("RETURN_026", {"row": row, "first": first})
    return Typed(Answer(progress.show(above), reason.text), reason=reason)


def _of_columns(found: Sequence[Typed]) -> Typed:
    """What the columns under one heading say together."""
    filled = [one for one in found if one.answer.value is not None]
    if len(filled) < 2:
        return filled[0] if filled else found[0]
    said = tuple(message for one in filled for message in one.said)
    answers = list(dict.fromkeys(one.answer for one in filled))
    if len(answers) == 1:
        return filled[0]._replace(said=said, swappable=any(one.swappable for one in filled))
    answer, reason = contradiction(answers, "RETURN_027")
    return Typed(answer, said, reason)


def contradiction(answers: Sequence[Answer], code: str) -> tuple[Answer, Message]:
    """One answer in the place of several that differ: they are asked for, under the reason ``code``."""
    shown = [progress.show(one.value) for one in answers]
    reason = Message(code, {"values": "; ".join(f"«{one}»" for one in shown)})
    return Answer(progress.tidy(" | ".join(shown)), reason.text), reason


def hidden_input(table: FormTable, rows: Sequence[FormRow], known: Headings) -> list[Finding]:
    """What is said of input that nobody sees: it was read like any other."""
    said = []
    hidden = [row.row for row in rows if row.row in table.part.hidden_rows and row.filled]
    if hidden:
        listed = ", ".join(map(str, hidden[:10])) + (", …" if len(hidden) > 10 else "")
        said.append(Finding(NOTE, Message("RETURN_013", {"count": len(hidden), "rows": listed})))
    for name in known.asked:
        columns = table.columns.get(name, ())
        away = any(first <= column <= last for column in columns for first, last in table.part.hidden_columns)
        if away and any(row.values[PLACE[name]] is not None for row in rows):
            heading = known.shown.get(name, name)
            said.append(Finding(NOTE, Message("RETURN_014", {"heading": heading}), column=heading))
    return said
