"""Other indices that a plan names with their results («Chỉ số … (PAPI): xếp thứ 28/63 …, tăng 5 bậc»).

They are no components, no task hangs on them: each is a result of a year under its own name, with its place in the
region; «tăng … bậc» gives the year before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kehoach_xl.documents import results
from kehoach_xl.documents.goals_said import aims, goal_rank, goal_score, goals
from kehoach_xl.documents.results import RANK, Change
from kehoach_xl.documents.sentences import Sentence
from kehoach_xl.documents.thing import CLEAR, LOOK, PAST, Thing
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

KNOWN = "PAR INDEX|PAPI|SIPAS|PCI|PGI|DDCI|DTI|PII|FTA Index"
_INDEX = re.compile(
    r"(?P<name>[Cc]hỉ số [^():;.]{2,90}\((?P<short>[A-Z][A-Za-z]*(?: [A-Za-z]+)*)\)"
    rf"|(?:[Cc]hỉ số )?\b(?P<bare>{KNOWN})\b)"
)
_NATION = re.compile(r"cả nước|toàn quốc")
_SHORT_REGION = re.compile(r"\(([A-ZĐ]{2,8})\)|\b([A-ZĐ]{3,8})\b")
# «20/63 (ĐBSCL 2/13)»
_BESIDE = re.compile(r"\s*\((?P<where>[^()0-9]{2,40}?) (?P<rank>[0-9]{1,3}/[0-9]{1,3})\)")
_REGION = re.compile(r"(?:khu vực|vùng|khối|tỉnh, thành phố)\s+([^,;.()]{3,60})")


Told = tuple[str, Change | None]


def read(prose: Sequence[Sentence]) -> list[Thing]:
    """PAST things of each index: its result, then the one it rose or fell from. One without a year goes by another
    index of the same paragraph."""
    found: list[Thing] = []
    seen: set[tuple[str, str]] = set()
    for sentence in prose:
        for name, short, clause in _clauses(sentence.text):
            year = results.year(clause)
            told = results.score(clause) or results.rank(clause)
            if told and (short, year) not in seen and not _aims(sentence, clause):
                seen.add((short, year))
                borrowed = "" if year else _year_beside(sentence)
                found += _results(name, clause, sentence, year or borrowed, bool(borrowed))
    return found


def only_goal(prose: Sequence[Sentence], year: str) -> list[Thing]:
    """The goal of the one index that the goals of a plan without an index of its own name («DTI nhóm 20 tỉnh dẫn
    đầu»); none where they name several."""
    named = [(short, clause, sentence) for sentence in prose if aims(sentence)
             for _, short, clause in _clauses(sentence.text) if goal_rank(clause) or goal_score(clause)]  # fmt: skip
    if len({short for short, _, _ in named}) != 1:
        return []
    note = Message("IMPORT_133", {"index": named[0][0]})
    found: dict[tuple[str, str, str], Thing] = {}
    for _, clause, sentence in named:
        for one in goals([Sentence(clause, sentence.place, above=(*sentence.above, sentence.text))], year):
            told = replace(one, quote=sentence.text, confidence=LOOK, notes=(note, *one.notes))
            found.setdefault((one.year, one.rank, one.score), told)
    return list(found.values())


def _aims(sentence: Sentence, clause: str) -> bool:
    """Whether a clause sets a goal; «đã hoàn thành mục tiêu» in front of the clauses sets none."""
    own = Sentence(clause, above=sentence.above)
    return aims(own) and bool(goal_rank(clause) or goal_score(clause))


def _clauses(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, short name and what is said of each index, up to the next one."""
    found = list(_INDEX.finditer(text))
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        name = clean(match["name"])
        yield name[0].upper() + name[1:], match["short"] or match["bare"], text[match.end() : end]


def _year_beside(sentence: Sentence) -> str:
    """The year that the paragraph says of another index."""
    return next((year for _, _, clause in _clauses(sentence.paragraph) if (year := _told_year(clause))), "")


def _told_year(clause: str) -> str:
    return results.year(clause) if results.score(clause) or results.rank(clause) else ""


def _results(name: str, clause: str, sentence: Sentence, year: str, borrowed: bool) -> Iterator[Thing]:
    notes: tuple[Message, ...] = ()
    if borrowed or not year:
        notes = (Message("IMPORT_128", {"year": year}) if year else Message("IMPORT_127"),)
    nation, region, where = _ranks(clause)
    now = Thing(
        PAST, name, score=results.score(clause), rank=nation[0], year=year, value=_in(where, region[0]),
        place=sentence.place, quote=sentence.text, confidence=LOOK if notes else CLEAR, notes=notes,
    )  # fmt: skip
    yield now
    ways = [(rank, change, results.rank_before(rank, change)) for rank, change in (nation, region) if change]
    if not any(before for _, _, before in ways):
        return
    why = [Message("IMPORT_126", {"now": rank, "change": _way(change)}) for rank, change, before in ways if before]
    told = next((change.year for _, change, _ in ways if change.year), "")
    if not told and year:
        why.append(Message("IMPORT_131"))
    earlier = {rank: before for rank, _, before in ways}
    yield replace(
        now, score="", rank=earlier.get(nation[0], ""), value=_in(where, earlier.get(region[0], "")),
        year=told or (str(int(year) - 1) if year else ""), confidence=LOOK, notes=(*notes, *why),
    )  # fmt: skip


def _in(where: str, rank: str) -> str:
    return f"{where} {rank}" if rank else ""


def _way(change: Change) -> str:
    return f"{'tăng' if change.up else 'giảm'} {change.by} bậc"


def _ranks(clause: str) -> tuple[Told, Told, str]:
    """The rank in the country and the one in a region, each with the change said right after it; the region."""
    nation, region, where = ("", None), ("", None), ""
    found = list(RANK.finditer(clause))
    for at, match in enumerate(found):
        start = match.end()
        if inside := _BESIDE.match(clause, start):
            region, where, start = (inside["rank"], None), inside["where"], inside.end()
        after = clause[start : found[at + 1].start() if at + 1 < len(found) else len(clause)]
        changed = [change for change in results.changes(after) if change.unit == "bậc"]
        told = (results.shown_rank(match), changed[0] if changed else None)
        place = _region(after)
        if place and not where:
            region, where = told, place
        elif not place and not nation[0]:
            nation = told
    return nation, region, where


def _region(after: str) -> str:
    """The region a rank is counted in, its short form where the text has one; '' for the whole country."""
    told = re.split(r", (?:tăng|giảm)|;", after)[0]
    if _NATION.search(fold(told)):
        return ""
    if found := _SHORT_REGION.search(told):
        return found[1] or found[2]
    found = _REGION.search(told)
    return clean(found[1]) if found else ""
