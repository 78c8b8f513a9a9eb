"""Where an index stands and what it is to reach, as the prose says it: the plan's own index, or several named ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kehoach_xl.documents import named_indices, results
from kehoach_xl.documents.goals_said import aims, goals
from kehoach_xl.documents.sentences import Sentence
from kehoach_xl.documents.thing import ASK, CLEAR, LOOK, OVERALL, Thing
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import Message

_PART = re.compile(r"^chỉ số [^:]{2,120}:|chỉ số thành phần (?:về|thứ|“|\")")


def read(prose: Sequence[Sentence], index: str, year: str = "") -> list[Thing]:
    """Standings and goals. ``index``: the name of the plan's own index («FTA Index»), '' where it has none: then the
    results of every index that is named. ``year``: that of the plan's name, for goals that say none."""
    if not index:
        return [*named_indices.read(prose), *named_indices.only_goal(prose, year)]
    about = [sentence for sentence in prose if _about(sentence, index)]
    found = [thing for sentence in about if not aims(sentence) for thing in _standings(sentence, index)]
    return [*_once(found), *goals(about, year)]


def _about(sentence: Sentence, index: str) -> bool:
    """Whether a sentence speaks of the whole index: it or a heading above names it, and it names no component."""
    folded = fold(sentence.text)
    if (part := _PART.search(folded)) and not (part[0].endswith(":") and fold(index) in part[0]):
        return False
    return fold(index) in folded or sentence.under(rf"{re.escape(fold(index))}|mục tiêu")


def _standings(sentence: Sentence, index: str) -> Iterator[Thing]:
    """The standing a sentence gives, and the earlier one it compares with."""
    text = sentence.text
    score, rank, year = results.score(text), results.rank(text), results.year(text)
    if not year or not (rank or (score and (fold(index) in fold(text) or "tổng điểm" in fold(text)))):
        return
    now = Thing(OVERALL, year=year, score=score, rank=rank, value=results.group(text), place=sentence.place, quote=text)
    yield now
    for change in results.changes(text):
        when, notes = change.year or str(int(year) - 1), () if change.year else (Message("IMPORT_131"),)
        earlier = replace(now, year=when, score="", rank="", value="", confidence=LOOK)
        by = f"{'tăng' if change.up else 'giảm'} {change.by} {change.unit}".strip()
        if change.unit == "điểm" and score:
            note = Message("IMPORT_125", {"year": when, "now": score, "change": by})
            yield replace(earlier, score=results.score_before(score, change), notes=(note, *notes))
        elif change.unit == "bậc" and (before := results.rank_before(rank, change)):
            note = Message("IMPORT_126", {"now": rank, "change": by})
            yield replace(earlier, rank=before, notes=(note, *notes))


def _once(found: Sequence[Thing]) -> list[Thing]:
    """One standing per year: sentences that say the same are one, those that differ are shown for her to decide."""
    years: dict[str, Thing] = {}
    for thing in found:
        known = years.get(thing.year)
        if known is None:
            years[thing.year] = thing
            continue
        merged = known
        for field in ("score", "rank", "value"):
            first, second = getattr(known, field), getattr(thing, field)
            if first and second and not _same(first, second):
                note = Message("IMPORT_129", {"first": first, "second": second})
                merged = replace(merged, confidence=ASK, notes=(*merged.notes, note))
            merged = replace(merged, **{field: first or second})
        if merged.confidence == CLEAR and thing.confidence != CLEAR and _adds(known, thing):
            merged = replace(merged, confidence=thing.confidence, notes=(*merged.notes, *thing.notes))
        years[thing.year] = merged
    return list(years.values())


def _adds(known: Thing, thing: Thing) -> bool:
    return any(getattr(thing, field) and not getattr(known, field) for field in ("score", "rank", "value"))


def _same(first: str, second: str) -> bool:
    """«79.80» and «79,80» say the same, and so do «18» and «18/19» of one rank."""
    one, two = (fold(text).replace(",", ".") for text in (first, second))
    return one == two or (("/" in one) != ("/" in two) and one.split("/")[0] == two.split("/")[0])
