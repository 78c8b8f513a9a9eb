"""Whether a file holds two plans: a second letterhead with a number or a name of its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kehoach_xl.documents.thing import ASK, Thing
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.intake.content import NOWHERE, Place
from kehoach_xl.messages import Message

# How many lines a letterhead has, up to the name below it.
_REACH = 15
_STATE = re.compile(r"cộng h(?:òa|oà) xã hội chủ nghĩa")


def told(things: Sequence[Thing], lines: Sequence[tuple[str, Place]], at: int, number: re.Pattern[str],
         title: re.Pattern[str]) -> list[Thing]:  # fmt: skip
    """The facts of the first page, the number (else the name) asked about where a second plan follows. ``lines``: all
    of the document, the first plan's name at ``at``; ``number``, ``title``: how either is printed."""
    facts = {one.name: one for one in things}
    second = _second(lines, at, number, title, facts)
    asked = facts.get("Số, ký hiệu") or facts.get("Tên kế hoạch")
    if not second or asked is None:
        return list(things)
    note = Message("IMPORT_134", {"second": second[0], "place": second[1]})
    return [replace(one, confidence=ASK, notes=(*one.notes, note)) if one is asked else one for one in things]


def _second(
    lines: Sequence[tuple[str, Place]], at: int, number: re.Pattern[str], title: re.Pattern[str],
    facts: dict[str, Thing],
) -> tuple[str, str] | None:  # fmt: skip
    """The number and name of the second plan, and where they stand."""
    first = facts["Số, ký hiệu"].value if "Số, ký hiệu" in facts else ""
    quote = facts["Tên kế hoạch"].quote if "Tên kế hoạch" in facts else ""
    for line in range(at + 1, len(lines)):
        text = lines[line][0]
        found = number.match(text)
        other = clean(f"{found['n']}{found['sign']}").replace("/ ", "/") if found and found["n"] else ""
        if not _STATE.search(fold(text)) and (not other or other == first):
            continue
        for below in range(line + 1, min(line + _REACH, len(lines))):
            head = title.fullmatch(lines[below][0])
            if head is None:
                continue
            name = head["rest"] or (lines[below + 1][0] if below + 1 < len(lines) else "")
            if other or (name and fold(name) not in fold(quote)):
                place = lines[below][1] if lines[line][1] == NOWHERE else lines[line][1]
                said = f"{head['kind'].capitalize()} «{clean(name)}»"
                return (f"{said} số {other}" if other else said), str(place) or "phần sau"
            break
    return None
