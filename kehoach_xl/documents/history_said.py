"""The results of component indices in the prose: this year's with its group, and last year's from «tăng/giảm … điểm so
với năm …», under the name it had then."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kehoach_xl.documents import results
from kehoach_xl.documents.sentences import Sentence, years
from kehoach_xl.documents.thing import ASK, CLEAR, COMPONENT, LOOK, PAST, Thing
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

_OF = re.compile(r"Chỉ số\s+(?P<name>[“\"«]?[^:;”\"»(]{3,120}?[”\"»]?)\s*(?::|(?=\s(?:đạt|xếp)\b))(?P<said>.+)")
_THEN = re.compile(r"\s*\(tên khi đó là [“\"«](?P<name>[^”\"»]+)[”\"»]\)")
_HEADING = re.compile(r"^(?:Chỉ số\s+)?[“\"«](?P<name>[^”\"»]{3,120})[”\"»]$")


def read(prose: Sequence[Sentence], things: Sequence[Thing]) -> list[Thing]:
    """Two PAST things for a component that is compared with a year, one for one that is not.

    ``things``: the components read so far; the numbered headings «Chỉ số “…”» say the codes where there are none.
    """
    codes = _codes(prose, things)
    return [thing for sentence in prose for thing in _of(sentence, codes)]


def _codes(prose: Sequence[Sentence], things: Sequence[Thing]) -> dict[str, str]:
    known = {_key(one.name): one.code for one in things if one.kind == COMPONENT}
    for sentence in prose:
        if (found := _HEADING.match(sentence.text)) and sentence.label:
            known.setdefault(_key(found["name"]), sentence.path.rpartition(".")[2])
    return known


def _key(name: str) -> str:
    return fold(name.strip(" “”\"«»")).removeprefix("chỉ số ").removeprefix("thành phần ")


def _of(sentence: Sentence, codes: Mapping[str, str]) -> Iterator[Thing]:
    found = _OF.match(sentence.text)
    if found is None:
        return
    name, said = clean(found["name"].strip(" “”\"«»")), found["said"]
    if renamed := _THEN.search(said):
        then, said = clean(renamed["name"]), said.replace(renamed[0], "")
    else:
        then = name
    score, rank, year = results.score(said), results.rank(said), results.year(said) or _year_above(sentence)
    code = codes.get(_key(name), "")
    if not (score or rank) or not (code or sentence.under("chỉ số thành phần|đánh giá các chỉ số")):
        return
    unknown = () if code else (Message("IMPORT_130", {"name": name}),)
    timeless = () if year else (Message("IMPORT_127"),)
    notes = (*unknown, *timeless)
    common = {"parent": code or name, "place": sentence.place, "quote": sentence.text}
    confidence = ASK if unknown else LOOK if timeless else CLEAR
    yield Thing(PAST, then, score=score, rank=rank, year=year, value=results.group(said), confidence=confidence,
                notes=notes, **common)  # fmt: skip
    for change in results.changes(said):
        if change.unit == "điểm" and score and change.year:
            by = f"{'tăng' if change.up else 'giảm'} {change.by}"
            note = Message("IMPORT_125", {"year": change.year, "now": score, "change": by})
            yield Thing(PAST, change.name or name, score=results.score_before(score, change), year=change.year,
                        confidence=ASK if unknown else LOOK, notes=(note, *unknown), **common)  # fmt: skip


def _year_above(sentence: Sentence) -> str:
    """The year of the nearest heading that names one."""
    return next((found[0].value for text in reversed(sentence.above) if (found := years(text))), "")
