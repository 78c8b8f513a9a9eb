"""Several indices that a plan names with their results («Chỉ số … (PAPI): xếp thứ 28/63 …, tăng 5 bậc»).

Each is a component with a code of ours, since such documents number none of them; what it was before and where it
stands in its region are results of other years.
"""

import re
from collections.abc import Iterator, Sequence

from kehoach_xl.documents import results
from kehoach_xl.documents.goals_said import aims, goal_rank, goal_score
from kehoach_xl.documents.results import RANK, Change
from kehoach_xl.documents.sentences import Sentence
from kehoach_xl.documents.thing import CLEAR, COMPONENT, LOOK, PAST, Thing
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

_INDEX = re.compile(
    r"(?P<name>[Cc]hỉ số [^():;.]{2,90}\((?P<short>[A-Z][A-Za-z]*(?: [A-Za-z]+)*)\)"
    r"|(?:[Cc]hỉ số )?\b(?P<bare>PAR INDEX|PAPI|SIPAS|PCI|PGI|DDCI|DTI|PII|FTA Index)\b)"
)
_NATION = re.compile(r"cả nước|toàn quốc")
_SHORT_REGION = re.compile(r"\(([A-ZĐ]{2,8})\)|\b([A-ZĐ]{3,8})\b")
_REGION = re.compile(r"(?:khu vực|vùng|khối|tỉnh, thành phố)\s+([^,;.()]{3,60})")


def read(prose: Sequence[Sentence]) -> list[Thing]:
    """A COMPONENT per index with a result, and PAST things for its region and for the rank it rose or fell from."""
    components: dict[str, Thing] = {}
    past: list[Thing] = []
    for sentence in prose:
        for name, short, clause in _clauses(sentence.text):
            told = results.score(clause) or results.rank(clause)
            if told and short not in components and not _aims(sentence, clause):
                thing = components[short] = _component(f"CS{len(components) + 1}", name, clause, sentence)
                past += _past(thing, clause)
    return [*components.values(), *past]


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


def _component(code: str, name: str, clause: str, sentence: Sentence) -> Thing:
    year = results.year(clause)
    notes = [Message("IMPORT_128", {"code": code})]
    if not year:
        notes.append(Message("IMPORT_127"))
    return Thing(COMPONENT, name, code=code, score=results.score(clause), rank=_national(clause), year=year,
                 place=sentence.place, quote=sentence.text, confidence=LOOK, notes=tuple(notes))  # fmt: skip


def _ranks(clause: str) -> Iterator[tuple[str, str, Change | None]]:
    """Each rank of a clause with its region ('' for the whole country) and the change said right after it."""
    found = list(RANK.finditer(clause))
    for at, match in enumerate(found):
        after = clause[match.end() : found[at + 1].start() if at + 1 < len(found) else len(clause)]
        changed = [change for change in results.changes(after) if change.unit == "bậc"]
        yield results.shown_rank(match), _region(after), changed[0] if changed else None


def _national(clause: str) -> str:
    return next((rank for rank, region, _ in _ranks(clause) if not region), "")


def _region(after: str) -> str:
    """The region a rank is counted in: its short form where the text has one."""
    told = re.split(r", (?:tăng|giảm)|;", after)[0]
    if _NATION.search(fold(told)):
        return ""
    if found := _SHORT_REGION.search(told):
        return found[1] or found[2]
    found = _REGION.search(told)
    return clean(found[1]) if found else ""


def _past(component: Thing, clause: str) -> Iterator[Thing]:
    """The year itself where a region is said, and the one before where a change is."""
    national = ("", None)
    regional, told = ("", None), ""
    for rank, region, change in _ranks(clause):
        if region and not told:
            regional, told = (rank, change), region
        elif not region and not national[0]:
            national = (rank, change)
    missing = () if component.year else (Message("IMPORT_127"),)
    if told:
        yield _result(component, component.year, national[0], f"{told} {regional[0]}", missing)
    before, notes = [], list(missing)
    for rank, change in (national, regional):
        before.append(results.rank_before(rank, change) if change else "")
        if change and before[-1]:
            by = f"{'tăng' if change.up else 'giảm'} {change.by} bậc"
            notes.append(Message("IMPORT_126", {"now": rank, "change": by}))
    if any(before):
        year = next((change.year for _, change in (national, regional) if change and change.year), "")
        if not year and component.year:
            year = str(int(component.year) - 1)
            notes.append(Message("IMPORT_131"))
        yield _result(component, year, before[0], f"{told} {before[1]}" if before[1] else "", tuple(notes))


def _result(component: Thing, year: str, rank: str, value: str, notes: tuple[Message, ...]) -> Thing:
    return Thing(PAST, component.name, parent=component.code, year=year, rank=rank, value=value, place=component.place,
                 quote=component.quote, confidence=LOOK if notes else CLEAR, notes=notes)  # fmt: skip
