"""Forms on the wire: every text once, rows column by column as numbers that say which text, number or day stands there.

What a process that opened a hostile file says is believed as data only: each list is checked whole, and whatever could
not have been read from a form is :class:`Garbled`.
"""

import math
import struct
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import chain
from typing import Any

from kehoach_xl.domain.progress import FIELD, LONGEST, Value, storable, tidy
from kehoach_xl.domain.rows import PLACE
from kehoach_xl.domain.values import STATUSES
from kehoach_xl.intake.bounds import CELLS, LETTERS
from kehoach_xl.intake.wire_shapes import (
    Garbled,
    message,
    message_as_data,
    moment,
    one_of,
    optional,
    packed,
    text,
    unpacked,
    whole,
    wholes,
    yes,
)
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.refs import MAX_ROW
from kehoach_xl.returns.finding import NOTE, UNDERSTOOD, Finding
from kehoach_xl.returns.form import LOCKED, ReadForm, ReadForms, Seldom, rows_of
from kehoach_xl.sheets.layout import FORM_HEAD, form

# Between texts: a character that no cell can hold, so that none of them has it.
_BETWEEN = "\x1f"
_UNSTORABLE = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1f"})
_NONCHARACTERS = ("\ufffe", "\uffff")
_DAYS = date(2000, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
_COLUMNS = frozenset(column.field for column in form().columns)


# Letters of one text: composing it anew may lengthen what a cell held.
_LONGEST = 4 * LONGEST
_TYPES: Mapping[str, type] = {
    "status": str, "percent": float, "quantity": float, "number": float, "date": date, "text": str
}  # fmt: skip
_STATUSES = frozenset(STATUSES)
# The numbers of one form: rows by columns.
_MOST = CELLS * len(_COLUMNS)
# What is said of single cells of a workbook: of one that two columns share perhaps several things.
_MOST_SAID = 4 * CELLS
_SAID = ("unclear", "said", "findings", "strange")
_Columns = Mapping[str, Sequence[Any]]


def pack_forms(read: ReadForms) -> tuple[dict[str, Any], list[bytes]]:
    """What was read as plain data and blobs: its texts, numbers and days; then of each form the numbers of its rows,
    and for each of its columns which of those stand there."""
    columns = [_columns(one) for one in read.forms]
    known = dict.fromkeys(chain.from_iterable(chain.from_iterable(each.values()) for each in columns))
    texts = ["", *(one for one in known if type(one) is str and one)]
    numbers = [one for one in known if type(one) is float]
    days = [one for one in known if type(one) is date]
    at = {one: number for number, one in enumerate([None, *texts, *numbers, *days])}.__getitem__
    blobs = [
        _BETWEEN.join(texts).encode("utf-8", "replace"), struct.pack(f"<{len(numbers)}d", *numbers),
        packed([day.toordinal() for day in days]),
    ]  # fmt: skip
    for one, each in zip(read.forms, columns, strict=True):
        blobs += [packed([row.row for row in one.rows]), packed(list(map(at, chain.from_iterable(each.values()))))]
    return {
        "asked": read.asked, "sheet": read.in_sheet,
        "properties": None if read.in_properties == read.in_sheet else read.in_properties,
        "modified": read.modified.isoformat() if read.modified else None, "comments": read.comments,
        "master": read.is_master, "lost": read.lost, "forms": list(map(_said_of, read.forms)),
    }, blobs  # fmt: skip


def _columns(one: ReadForm) -> _Columns:
    """Id, locked texts and answers of all rows."""
    rows, values = one.rows, list(zip(*(row.values for row in one.rows), strict=True))
    found: dict[str, Sequence[Any]] = {"id": [row.id for row in rows]}
    for name in LOCKED:
        if name in one.columns:
            found[name] = [row.locked.cells[name] for row in rows]
    return found | {name: values[PLACE[name]] if rows else () for name in one.inputs}


def _said_of(one: ReadForm) -> dict[str, Any]:
    rows = list(enumerate(one.rows))
    return {
        "name": one.sheet, "head": [one.head.get(name) for name in FORM_HEAD], "columns": sorted(one.columns),
        "strange": one.strange, "beside": one.strange_cells, "doubtful": one.doubtful,
        "findings": [[said.kind, message_as_data(said.message), said.column] for said in one.findings],
        "unclear": [[at, n, message_as_data(why)] for at, row in rows for n, why in row.unclear.items()],
        "said": [[at, n, message_as_data(what)] for at, row in rows for n, what in row.said],
        "unasked": [[at, n] for at, row in rows for n in row.unasked], "swappable": one.swappable,
    }  # fmt: skip


def believe_forms(data: Any, blobs: Sequence[bytes]) -> ReadForms:
    """The inverse of :func:`pack_forms`. Raises Garbled, or what a wrong shape makes Python raise."""
    each = iter(blobs)
    asked = _names(data["asked"], FIELD.keys())
    if sum(1 + sum(len(one[name]) for name in _SAID) for one in data["forms"]) > _MOST_SAID:
        raise Garbled("more is said than there are cells")
    pool, letters = _pool(each)
    in_sheet = _signed(data["sheet"])
    found = ReadForms(
        asked, tuple(_forms(data["forms"], asked, pool, each)), in_sheet,
        in_sheet if data["properties"] is None else _signed(data["properties"]), moment(data["modified"]),
        yes(data["comments"]), yes(data["master"]), optional(data["lost"], lambda count: whole(count, CELLS)), letters,
    )  # fmt: skip
    if next(each, None) is not None:
        raise Garbled("more than was said")
    return found


def _signed(data: Any) -> tuple[str, str]:
    identity, signature = data
    return text(identity), text(signature)


def _pool(blobs: Iterator[bytes]) -> tuple[list[Value], int]:
    """What stands in cells by its number: nothing, the empty text, other texts, numbers, days; and how many letters
    the texts have. Half a surrogate pair is refused by the decoder."""
    data = next(blobs)
    if len(data.translate(None, _UNSTORABLE)) != len(data):
        raise Garbled("no cell holds such texts")
    told = data.decode("utf-8")
    between = told.count(_BETWEEN)
    letters = len(told) - between
    if between > CELLS or letters > LETTERS:
        raise Garbled("no workbook holds so many texts")
    texts = told.split(_BETWEEN)
    if texts[0] or max(map(len, texts)) > _LONGEST or any(one in told for one in _NONCHARACTERS):
        raise Garbled("no cell holds such texts")
    numbers = next(blobs)
    if len(numbers) > 8 * CELLS:
        raise Garbled("no workbook holds so many numbers")
    floats = struct.unpack(f"<{len(numbers) // 8}d", numbers)
    if not all(map(math.isfinite, floats)):
        raise Garbled("finite numbers are wanted")
    first, last = _DAYS
    return [None, *texts, *floats, *map(date.fromordinal, wholes(next(blobs), last, first))], letters


def _forms(data: Any, asked: Sequence[str], pool: list[Value], blobs: Iterator[bytes]) -> list[ReadForm]:
    """All forms together have no more rows than a workbook has cells, and every answer is as a reader leaves it."""
    found: list[ReadForm] = []
    rows, used = 0, set[int]()
    for said in data:
        at, numbers = wholes(next(blobs), MAX_ROW, 1), unpacked(next(blobs), _MOST)
        if (rows := rows + len(at)) > CELLS:
            raise Garbled("more rows than cells")
        found.append(_form(said, asked, pool, at, numbers, used))
    answers = [one for one in map(pool.__getitem__, used) if type(one) is str]
    if list(map(tidy, answers)) != answers:
        raise Garbled("no reader leaves a text like this")
    return found


def _form(
    data: Any, asked: Sequence[str], pool: list[Value], at: Sequence[int], numbers: Sequence[int], used: set[int]
) -> ReadForm:
    """One form; ``used`` takes the numbers of its answers."""
    columns = frozenset(_names(data["columns"], _COLUMNS))
    inputs = tuple(name for name in asked if name in columns)
    names = [name for name in LOCKED if name in columns]
    count, worded = len(at), 1 + len(names)
    if len(numbers) != count * (worded + len(inputs)):
        raise Garbled("columns of other lengths")
    found = list(map(pool.__getitem__, numbers))  # IndexError: no such value
    used.update(numbers[count * worded :])
    if set(map(type, found[: count * worded])) - {str} or 1 in used:
        raise Garbled("texts are wanted, and where nothing was typed none")
    ids, *texts = (found[start : start + count] for start in range(0, count * worded, count)) if count else [[]]
    values = {name: found[(worded + n) * count : (worded + n + 1) * count] for n, name in enumerate(inputs)}
    seldom = _seldom(data, values, count - 1)
    for name, column in values.items():
        _hold(name, column, seldom)
    sheet = storable(text(data["name"]))
    head = {name: storable(text(said)) for name, said in zip(FORM_HEAD, data["head"], strict=True) if said is not None}
    return ReadForm(
        sheet, head, columns, inputs, tuple(rows_of(at, ids, names, texts, values, seldom, sheet)),
        tuple(storable(text(words)) for words in data["strange"]), whole(data["beside"], CELLS), yes(data["doubtful"]),
        tuple(_finding(*one) for one in data["findings"]), seldom.swappable,
    )  # fmt: skip


def _names(data: Any, known: Set[str]) -> tuple[str, ...]:
    found = tuple(data)
    if set(map(type, found)) - {str} or not known >= (once := set(found)) or len(once) != len(found):
        raise Garbled("known words are wanted, each once")
    return found


def _seldom(data: Any, values: _Columns, last: int) -> Seldom:
    """What is said of single cells, each of them in a column that is asked, or in one that is not."""
    found = Seldom()
    for at, name, why in data["unclear"]:
        if type(values[name][whole(at, last)]) is not str:
            raise Garbled("what is unclear is a text")
        found.unclear.setdefault(at, {})[name] = _message(why)
    for at, name, what in data["said"]:
        found.said.setdefault(whole(at, last), []).append((one_of(name, values.keys()), _message(what)))
    for at, name in data["unasked"]:
        listed = found.unasked.setdefault(whole(at, last), [])
        if name in values or name in listed:
            raise Garbled("it is asked, or was told before")
        listed.append(one_of(name, FIELD))
    for name, places in data["swappable"].items():
        if not places or min(places) < 0 or set(map(type, map(values[name].__getitem__, places))) != {date}:
            raise Garbled("days are wanted")
        found.swappable[name] = places
    return found


def _hold(name: str, column: Sequence[Value], seldom: Seldom) -> None:
    """Whether a column holds only what can be read from one of its kind; other texts are unclear."""
    kind = FIELD[name].kind
    if not _are_clear([value for value in column if value is not None], kind):
        unclear = {at for at, why in seldom.unclear.items() if name in why}
        if not _are_clear([one for at, one in enumerate(column) if one is not None and at not in unclear], kind):
            raise Garbled(f"{name} says no such thing")


def _are_clear(values: Sequence[Any], kind: str) -> bool:
    """Whether these are what can be read from a column of this kind, all at once."""
    if not values:
        return True
    if set(map(type, values)) != {_TYPES[kind]}:
        return False
    if kind in ("percent", "quantity"):
        return bool(min(values) >= 0 and (kind == "quantity" or max(values) <= 100))
    return kind != "status" or _STATUSES.issuperset(values)


def _message(data: Any) -> Message:
    one = message(data, _LONGEST)
    facts = {key: storable(fact) if isinstance(fact, str) else fact for key, fact in one.facts.items()}
    return Message(one.code, facts)


def _finding(kind: Any, said: Any, column: Any) -> Finding:
    return Finding(one_of(kind, (NOTE, UNDERSTOOD)), _message(said), column=storable(text(column)))
