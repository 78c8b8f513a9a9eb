"""A thing as a line of the review sheet, all texts, and back.

Every line comes with what the sheet does not show word for word (its place, its notes, how its cells stood when they
were written): so the way back gives the same thing, and a line she corrected is known to be hers.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace

from kehoach_xl.documents.thing import (
    AGENCY,
    AS_PRINTED,
    ASK,
    CLEAR,
    COMPONENT,
    DEADLINE,
    FACT,
    FIGURE,
    GOAL,
    GROUP,
    KINDS,
    LEFT,
    LOOK,
    OVERALL,
    PAST,
    TASK,
    Thing,
)
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.intake.content import NOWHERE, Place
from kehoach_xl.messages import CATALOGUE, Message

# The fields of a thing that she reads and corrects, in the order of the sheet.
CELLS = (
    "kind", "code", "parent", "name", "leads", "coordinators", "timeframe", "score", "rank", "goal_score", "goal_rank",
    "year", "value",
)  # fmt: skip
# Which of them say something for a kind; the others are greyed.
USED: Mapping[str, tuple[str, ...]] = {
    FACT: ("name", "value"),
    OVERALL: ("year", "score", "rank", "value"),
    GOAL: ("year", "score", "rank"),
    COMPONENT: ("code", "name", "score", "rank", "goal_score", "goal_rank", "value"),
    PAST: ("parent", "name", "year", "score", "rank", "value"),
    FIGURE: ("code", "name", "leads", "year", "value"),
    DEADLINE: ("name", "timeframe", "value"),
    GROUP: ("code", "name"),
    TASK: ("code", "parent", "name", "leads", "coordinators", "timeframe"),
    AGENCY: ("code", "name", "value"),
    LEFT: ("name",),
}
# How sure a reading is, with a sign that is read in black and white too.
SHOWN: Mapping[str, str] = {CLEAR: "○ Rõ", LOOK: "▲ Nên xem", ASK: "■ Cần quyết định"}
# Her word on a line.
AGREED, DROPPED = "Đồng ý", "Bỏ dòng này"
OPINIONS = (AGREED, DROPPED)
# A cell of a workbook holds 32.767 letters (UTF-16 units) and loses nothing only below.
LONGEST = 32_000
# Letters of a quotation that the sheet shows, so that rows keep a bearable height; the rest is kept with the origin.
MOST_QUOTED = 300


def lines(thing: Thing) -> Iterator[Thing]:
    """The things that a line of the sheet can hold: a text longer than a cell goes on in lines of what is left over."""
    texts = {name: getattr(thing, name) for name in (*CELLS, "quote")}
    short = {name: _pieces(text) for name, text in texts.items() if _units(text) > LONGEST}
    yield replace(thing, **{name: pieces[0] for name, pieces in short.items()})
    for name, pieces in short.items():
        for piece in pieces[1:] if name != "quote" else ():
            yield Thing(LEFT, piece, place=thing.place)


def cells_of(thing: Thing) -> dict[str, str]:
    """What the sheet shows of a thing, by column."""
    return {name: getattr(thing, name) for name in CELLS} | {
        "confidence": SHOWN.get(thing.confidence, thing.confidence),
        "notes": "\n".join(str(note) for note in thing.notes)[:LONGEST],
        "place": str(thing.place), "quote": _quoted(thing.quote) if "quote" in _origin(thing) else thing.quote,
    }  # fmt: skip


def origin_of(thing: Thing) -> str:
    """What the line cannot show, as one text; :func:`thing_of` understands it."""
    return json.dumps(_origin(thing), ensure_ascii=False, separators=(",", ":"), default=str)


def _origin(thing: Thing) -> dict[str, object]:
    """What a cell can hold of it: the quotation where it is long, and the notes, unless that is too much."""
    held: dict[str, object] = {
        "place": asdict(thing.place), "notes": [[note.code, dict(note.facts)] for note in thing.notes],
        "cells": _digest(*(getattr(thing, name) for name in CELLS)), "named": _digest(thing.code, thing.name),
    }  # fmt: skip
    whole = held | {"quote": thing.quote} if len(thing.quote) > MOST_QUOTED else held
    return next((one for one in (whole, held) if _units(json.dumps(one, ensure_ascii=False, default=str)) <= LONGEST),
                held | {"notes": []})  # fmt: skip


def _quoted(text: str) -> str:
    return f"{text[:MOST_QUOTED].rstrip()}…" if len(text) > MOST_QUOTED else text


def thing_of(cells: Mapping[str, str], origin: str = "") -> Thing | None:
    """The thing a line says; None for one that she dropped. ``cells`` by column, with ``opinion``.

    What she corrected, agreed to or added herself is clear: nothing about it is left to decide. What looks odd in the
    document stays told as long as it stands in the line.
    """
    if fold(cells.get("opinion", "")) == fold(DROPPED):
        return None
    held = _held(origin)
    texts = {name: _tidy(cells.get(name, "")) for name in CELLS}
    texts["kind"] = next((kind for kind in KINDS if fold(kind) == fold(texts["kind"])), clean(texts["kind"]))
    place, notes = held.get("place", NOWHERE), held.get("notes", ())
    as_read = held.get("cells") == _digest(*texts.values())
    hers = fold(cells.get("opinion", "")) == fold(AGREED) or not as_read
    confidence = CLEAR if hers else _confidence(cells.get("confidence", ""))
    quote, whole = cells.get("quote", ""), str(held.get("quote", ""))
    quote = whole if whole and quote == _quoted(whole) else quote
    if hers:
        named = as_read or held.get("named") == _digest(texts["code"], texts["name"])
        notes = tuple(one for one in notes if named and _still_odd(one, texts.values()))
    return Thing(**texts, place=place, quote=quote, confidence=confidence, notes=notes)


def _still_odd(note: Message, texts: Iterable[str]) -> bool:
    """Whether a note tells an oddity of the document whose words nobody corrected."""
    printed = clean(str(note.facts.get("raw") or note.facts.get("printed") or ""))
    return note.code in AS_PRINTED and any(printed in clean(text) for text in texts)


def _confidence(shown: str) -> str:
    """The word she sees; one she typed herself counts by its words."""
    return next((word for word, text in SHOWN.items() if fold(shown).endswith(fold(word)) or shown == text), CLEAR)


def _tidy(text: str) -> str:
    """Line ends are kept (a heading has several lines), Excel's among them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _held(origin: str) -> dict[str, object]:
    """What :func:`origin_of` wrote; nothing where it is gone or is not ours."""
    try:
        data = json.loads(origin) if origin else {}
        if not isinstance(data, dict) or not data:
            return {}
        place = Place(**data["place"])
        notes = tuple(Message(code, facts) for code, facts in data["notes"] if code in CATALOGUE)
    except (KeyError, TypeError, ValueError, RecursionError):
        return {}
    return {"place": place, "notes": notes, "cells": data.get("cells"), "quote": data.get("quote", ""),
            "named": data.get("named")}  # fmt: skip


def _digest(*texts: str) -> str:
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:16]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _pieces(text: str) -> list[str]:
    """A long text cut where a cell is full; a letter of two units is never cut."""
    found, start, used = [], 0, 0
    for at, letter in enumerate(text):
        size = 2 if ord(letter) > 0xFFFF else 1
        if used + size > LONGEST:
            found.append(text[start:at])
            start, used = at, 0
        used += size
    return [*found, text[start:]]
