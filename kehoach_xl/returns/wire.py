"""Forms on the wire: every answer once, columns as numbers that say which text, number or day stands in each row.

What a process that opened a hostile file says is believed as data only: each list is checked whole, and whatever could
not have been read from a form is :class:`Garbled`.
"""

import math
import struct
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import chain
from sys import intern
from typing import Any

from kehoach_xl.domain.progress import FIELD, Value, storable
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
    picked,
    text,
    unpacked,
    whole,
    wholes,
    yes,
)
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.refs import MAX_ROW
from kehoach_xl.returns.finding import NOTE, UNDERSTOOD, Finding
from kehoach_xl.returns.form import LOCKED, Given, Lines, ReadForm, ReadForms, Seldom
from kehoach_xl.returns.wire_texts import LONGEST_TEXT, believe_answers, believe_given, pack_given, pack_texts
from kehoach_xl.sheets.layout import FORM_HEAD, form

_DAYS = date(2000, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
_COLUMNS = frozenset(column.field for column in form().columns)
_TYPES: Mapping[str, type] = {
    "status": str, "percent": float, "quantity": float, "number": float, "date": date, "text": str
}  # fmt: skip
_STATUSES = frozenset(STATUSES)
# The numbers of one form: rows by columns.
_MOST = CELLS * len(_COLUMNS)
# What is said of single cells of a workbook: of one that two columns share perhaps several things.
_MOST_SAID = 4 * CELLS
_SAID = ("unclear", "said", "findings", "strange")
_Columns = Mapping[str, tuple[Any, ...]]


def pack_forms(read: ReadForms) -> tuple[dict[str, Any], list[bytes]]:
    """What was read as plain data and blobs: the texts, numbers and days of all answers, and what is signed; then of
    each form the numbers of its rows, what stands locked in them, and which answers stand in each column."""
    columns = [one.lines.values.values() for one in read.forms]
    known = dict.fromkeys(chain.from_iterable(chain.from_iterable(columns)))
    texts = [one for one in known if type(one) is str]
    numbers = [one for one in known if type(one) is float]
    days = [one for one in known if type(one) is date]
    at = {one: number for number, one in enumerate([None, *texts, *numbers, *days])}
    apart = read.in_properties != read.in_sheet
    signed = [*read.in_sheet, *(read.in_properties if apart else ())]
    blobs = [
        pack_texts(texts), struct.pack(f"<{len(numbers)}d", *numbers), packed([day.toordinal() for day in days]),
        *(one.encode("utf-8", "replace") for one in signed),
    ]  # fmt: skip
    for one, each in zip(read.forms, columns, strict=True):
        blobs += [packed(one.lines.at), *pack_given(one.lines.given)]
        blobs.append(packed(picked(at, [*chain.from_iterable(each)])))
    return {
        "asked": read.asked, "apart": apart, "modified": read.modified.isoformat() if read.modified else None,
        "comments": read.comments, "master": read.is_master, "lost": read.lost,
        "forms": list(map(_said_of, read.forms)),
    }, blobs  # fmt: skip


def _said_of(one: ReadForm) -> dict[str, Any]:
    few = one.lines.seldom
    unclear = [(at, name, why) for at in sorted(few.unclear) for name, why in few.unclear[at].items()]
    return {
        "name": one.sheet, "head": [one.head.get(name) for name in FORM_HEAD], "columns": sorted(one.columns),
        "strange": one.strange, "beside": one.strange_cells, "doubtful": one.doubtful,
        "findings": [[said.kind, message_as_data(said.message), said.column] for said in one.findings],
        "unclear": [[at, name, message_as_data(why)] for at, name, why in unclear],
        "said": [[at, n, message_as_data(what)] for at in sorted(few.said) for n, what in few.said[at]],
        "unasked": [[at, n] for at in sorted(few.unasked) for n in few.unasked[at]], "swappable": few.swappable,
    }  # fmt: skip


def believe_forms(data: Any, blobs: Sequence[bytes]) -> ReadForms:
    """The inverse of :func:`pack_forms`. Raises Garbled, or what a wrong shape makes Python raise."""
    each = iter(blobs)
    asked = _names(data["asked"], FIELD.keys())
    if sum(1 + sum(len(one[name]) for name in _SAID) for one in data["forms"]) > _MOST_SAID:
        raise Garbled("more is said than there are cells")
    pool, letters = _pool(each)
    in_sheet = _signed(each)
    in_properties = _signed(each) if yes(data["apart"]) else in_sheet
    forms, given = _forms(data["forms"], asked, pool, each)
    if next(each, None) is not None:
        raise Garbled("more than was said")
    if (letters := letters + given) > LETTERS:
        raise Garbled("no workbook holds so many texts")
    return ReadForms(
        asked, tuple(forms), in_sheet, in_properties, moment(data["modified"]), yes(data["comments"]),
        yes(data["master"]), optional(data["lost"], lambda count: whole(count, CELLS)), letters,
    )  # fmt: skip


def _signed(blobs: Iterator[bytes]) -> tuple[str, str]:
    return next(blobs).decode("utf-8"), next(blobs).decode("utf-8")


def _pool(blobs: Iterator[bytes]) -> tuple[list[Value], int]:
    """What answers say by its number: nothing, texts as a reader leaves them, numbers, days; and how many letters
    the texts have."""
    texts, letters = believe_answers(next(blobs))
    numbers = next(blobs)
    if len(numbers) > 8 * CELLS:
        raise Garbled("no workbook holds so many numbers")
    floats = struct.unpack(f"<{len(numbers) // 8}d", numbers)
    if not all(map(math.isfinite, floats)):
        raise Garbled("finite numbers are wanted")
    first, last = _DAYS
    # «Đang triển khai» of a thousand agencies is held once.
    return [None, *map(intern, texts), *floats, *map(date.fromordinal, wholes(next(blobs), last, first))], letters


def _forms(data: Any, asked: Sequence[str], pool: list[Value], blobs: Iterator[bytes]) -> tuple[list[ReadForm], int]:
    """The forms, all with no more rows than a workbook has cells; and how many letters stand locked in them."""
    found: list[ReadForm] = []
    rows = letters = 0
    for said in data:
        columns = frozenset(_names(said["columns"], _COLUMNS))
        at = wholes(next(blobs), MAX_ROW, 1)
        if (rows := rows + len(at)) > CELLS:
            raise Garbled("more rows than cells")
        names = tuple([name for name in LOCKED if name in columns])
        given, of_given = believe_given(next(blobs), next(blobs), names, len(at))
        letters += of_given
        inputs = tuple([name for name in asked if name in columns])
        values = _columns(inputs, pool, unpacked(next(blobs), _MOST), len(at))
        found.append(_form(said, columns, at, given, values))
    return found, letters


def _columns(inputs: Sequence[str], pool: list[Value], numbers: Sequence[int], count: int) -> _Columns:
    if len(numbers) != count * len(inputs):
        raise Garbled("columns of other lengths")
    found = picked(pool, numbers)  # IndexError: no such value
    return {name: found[n * count : (n + 1) * count] for n, name in enumerate(inputs)}


def _form(data: Any, columns: frozenset[str], at: tuple[int, ...], given: Given, values: _Columns) -> ReadForm:
    seldom = _seldom(data, values, len(at) - 1)
    for name, column in values.items():
        _hold(name, column, seldom)
    sheet = storable(text(data["name"]))
    head = {name: storable(text(said)) for name, said in zip(FORM_HEAD, data["head"], strict=True) if said is not None}
    return ReadForm(
        sheet, head, columns, tuple(values), Lines(at, given, values, seldom),
        tuple([storable(text(words)) for words in data["strange"]]), whole(data["beside"], CELLS),
        yes(data["doubtful"]), tuple([_finding(*one) for one in data["findings"]]),
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
    if not _are_clear({*column}, kind):
        unclear = {at for at, why in seldom.unclear.items() if name in why}
        if not _are_clear({one for at, one in enumerate(column) if at not in unclear}, kind):
            raise Garbled(f"{name} says no such thing")


def _are_clear(values: set[Any], kind: str) -> bool:
    """Whether these are what can be read from a column of this kind, or nothing, all at once."""
    values.discard(None)
    if not values:
        return True
    if set(map(type, values)) != {_TYPES[kind]}:
        return False
    if kind in ("percent", "quantity"):
        return bool(min(values) >= 0 and (kind == "quantity" or max(values) <= 100))
    return kind != "status" or _STATUSES.issuperset(values)


def _message(data: Any) -> Message:
    one = message(data, LONGEST_TEXT)
    facts = {key: storable(fact) if isinstance(fact, str) else fact for key, fact in one.facts.items()}
    return Message(one.code, facts)


def _finding(kind: Any, said: Any, column: Any) -> Finding:
    return Finding(one_of(kind, (NOTE, UNDERSTOOD)), _message(said), column=storable(text(column)))
