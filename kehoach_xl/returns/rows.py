"""The rows of a returned form: what was typed, what was locked. Read column by column, each bound once."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from kehoach_xl.domain import progress
from kehoach_xl.domain.progress import FIELDS, Value
from kehoach_xl.domain.said import Answer
from kehoach_xl.messages import Message
from kehoach_xl.returns.cells import BLANK, NOTHING, Reader, Typed, asked, reader, told, wordings
from kehoach_xl.returns.finding import NOTE, Finding
from kehoach_xl.returns.form import LOCKED, Given, Lines, Seldom
from kehoach_xl.returns.headings import Headings
from kehoach_xl.returns.tables import FormTable, Line


class _Input(NamedTuple):
    """One reporting column of a form. ``columns``: where it stands; several may bear its heading. ``doubted``: the
    words that replaced its heading."""

    name: str
    columns: tuple[int, ...]
    heading: str
    asked: bool
    read: Reader
    doubted: str = ""


T = TypeVar("T")
# By cell under a merge over several rows the first row of that merge.
_Merged = Mapping[tuple[int, int], int]


def read_rows(table: FormTable, known: Headings, date1904: bool) -> Lines:
    """Every row of a form that holds an id, a task or anything typed."""
    # Only rows that hold something in these columns: a stray cell far below costs nothing and is not lost.
    used = {column for columns in table.columns.values() for column in columns}
    at = sorted(row for row, line in table.part.lines.items() if row >= table.first and not used.isdisjoint(line))
    lines = [table.part.lines[row] for row in at]
    merged = _merged(table, at, used)
    names = tuple(name for name in LOCKED if name in table.columns)
    texts = tuple(_texts(lines, table.columns[name]) for name in names)
    seldom = Seldom()
    values: dict[str, tuple[Value, ...]] = {}
    held, blank = set[int]().union(*lines), (None,) * len(at)
    for one in _inputs(table, known, date1904):
        nothing = not merged and held.isdisjoint(one.columns)
        column = blank if nothing else _column(one, table, at, lines, merged, seldom)
        if one.asked:
            values[one.name] = column
    given = Given(names, _texts(lines, table.columns.get("id", ())), texts)
    found = Lines(tuple(at), given, values, seldom)
    return found if all(given.ids) else _kept(found)


def _kept(lines: Lines) -> Lines:
    """Those that hold anything; rows that are only prepared do not."""
    given, seldom, said = lines.given, lines.seldom, lines.values.values()
    held = [
        place
        for place, (task, words) in enumerate(zip(given.ids, given.column("content"), strict=True))
        if task or words or place in seldom.unasked or any(column[place] is not None for column in said)
    ]
    places = {place: new for new, place in enumerate(held)}

    def of(column: Sequence[T]) -> tuple[T, ...]:
        return tuple([column[place] for place in held])

    def at(told: Mapping[int, T]) -> dict[int, T]:
        return {places[place]: what for place, what in told.items() if place in places}

    swappable = {name: [places[place] for place in listed] for name, listed in seldom.swappable.items()}
    return Lines(
        of(lines.at), Given(given.names, of(given.ids), tuple(map(of, given.texts))),
        {name: of(column) for name, column in lines.values.items()},
        Seldom(at(seldom.unclear), at(seldom.said), at(seldom.unasked), swappable),
    )  # fmt: skip


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


def _texts(lines: Sequence[Line], places: Sequence[int]) -> tuple[str, ...]:
    """What stands in each row; of several columns under one heading in the first that holds something."""
    found = ("",) * len(lines)
    for column in reversed(places):
        here = wordings([line.get(column, BLANK) for line in lines])
        found = here if column == places[-1] else tuple([new or old for new, old in zip(here, found, strict=True)])
    return found


def _column(
    one: _Input, table: FormTable, at: Sequence[int], lines: Sequence[Line], merged: _Merged, seldom: Seldom
) -> tuple[Value, ...]:
    """What a column says in each row. Most cells are blank or simply say something."""
    if merged or one.doubted or len(one.columns) > 1:
        typed = [
            _of_columns([_under_merge(one, row, each, table, merged) for each in one.columns]) for row in at
        ]
        values, telling = told([_doubted(one, each) for each in typed] if one.doubted else typed)
    else:
        values, telling = one.read.column([line.get(one.columns[0], BLANK) for line in lines])
    if not one.asked:
        for place, value in enumerate(values):
            if value is not None:
                seldom.unasked.setdefault(place, []).append(one.name)
    else:
        for place, each in telling:
            _take(place, one.name, each, seldom)
    return tuple(values)


def _take(place: int, name: str, typed: Typed, seldom: Seldom) -> None:
    if typed.said:
        seldom.said.setdefault(place, []).extend((name, message) for message in typed.said)
    if typed.reason is not None:
        seldom.unclear.setdefault(place, {})[name] = typed.reason
    if typed.swappable:
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


def hidden_input(table: FormTable, lines: Lines, known: Headings) -> list[Finding]:
    """What is said of input that nobody sees: it was read like any other."""
    said, values = [], lines.values
    hidden = [
        row
        for place, row in enumerate(lines.at if table.part.hidden_rows else ())
        if row in table.part.hidden_rows
        and (place in lines.seldom.unasked or any(column[place] is not None for column in values.values()))
    ]
    if hidden:
        listed = ", ".join(map(str, hidden[:10])) + (", …" if len(hidden) > 10 else "")
        said.append(Finding(NOTE, Message("RETURN_013", {"count": len(hidden), "rows": listed})))
    for name in known.asked:
        columns = table.columns.get(name, ())
        away = any(first <= column <= last for column in columns for first, last in table.part.hidden_columns)
        if away and any(value is not None for value in values[name]):
            heading = known.shown.get(name, name)
            said.append(Finding(NOTE, Message("RETURN_014", {"heading": heading}), column=heading))
    return said
