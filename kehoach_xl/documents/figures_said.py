"""The goals in numbers that a plan sets («tăng ít nhất 10%»), and who is charged with following each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.sentences import YEAR, Sentence, years
from kehoach_xl.documents.thing import CLEAR, FIGURE, LOOK, Thing
from kehoach_xl.domain.figure import Limit, read_limit
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

_OPS = (
    r"ít nhất|tối thiểu|tối đa|không quá|không vượt quá|không dưới|không thấp hơn|dưới|trên|từ|≥|≤|>|<|còn|xuống còn"
)
_FIGURE = re.compile(
    r"(?P<what>.+?)\s+(?P<verb>tăng|giảm|đạt|chiếm|duy trì|ở mức|tăng thêm|giảm còn)\s+"
    rf"(?P<limit>(?:(?:{_OPS})\s+)*[0-9][0-9.,]*(?:\s?[-–—]\s?[0-9][0-9.,]*)?\s?"
    r"(?:%|phần trăm|[^\W\d_]+(?: [^\W\d_]+)?)?(?: trở (?:lên|xuống))?)(?P<since>\s+so (?:với )?[^,;.]+)?",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"Chỉ tiêu(?: (?P<code>\S+)\.|:) (?P<name>.+): (?P<limit>[^:;]+?) trong năm {YEAR}"
    r"(?:; cơ quan theo dõi: (?P<leads>.+?))?\.?"
)
# «100% cơ quan có …», «Ít nhất 90% hồ sơ được …»: the limit stands first.
_LEADING = re.compile(
    rf"(?P<limit>(?:(?:{_OPS})\s+)*[0-9][0-9.,]*\s?%)\s+(?:(?:số|các)\s+)?(?P<what>.+)", re.IGNORECASE
)
_OPENS = re.compile(r"^(?:phấn đấu|mục tiêu|trong đó|đến|đưa)[:,]?\s+", re.IGNORECASE)
_YEAR = re.compile(r",?\s*(?:trong |đến |hết )?năm 20[0-9]{2}[0-9]{0,2}\s*,?", re.IGNORECASE)
_BARE = re.compile(rf"(?:{_OPS})\s|%|phần trăm", re.IGNORECASE)


def read(prose: Sequence[Sentence], bodies: Bodies, year: str = "") -> list[Thing]:
    """One FIGURE per clause with a limit under a heading of goals; codes are the place in the outline and a number.
    ``year``: that of the plan's name, for those that say none."""
    found: list[Thing] = []
    listed: dict[str, Thing | None] = {}
    for sentence in prose:
        if sentence.paragraph not in listed:
            listed[sentence.paragraph] = _listed(sentence, bodies)
        if listed[sentence.paragraph] is None and sentence.under("mục tiêu|chỉ tiêu"):
            for clause in re.split(";", sentence.text):
                if thing := _figure(clause, sentence, year):
                    found.append(thing)
    counted: Counter[str] = Counter()
    known = [thing for thing in listed.values() if thing is not None]
    return [*known, *(_led(_coded(thing, counted), prose, bodies) for thing in found)]


def _listed(sentence: Sentence, bodies: Bodies) -> Thing | None:
    """«Chỉ tiêu 1. …: ít nhất 10% trong năm 2024; cơ quan theo dõi: Sở …»: all of it in one paragraph."""
    found = _LISTED.fullmatch(sentence.paragraph)
    limit = read_limit(found["limit"]) if found else None
    if found is None or not isinstance(limit, Limit):
        return None
    leads = "; ".join(bodies.split(found["leads"])) if found["leads"] else ""
    return Thing(FIGURE, found["name"], code=found["code"] or "", value=str(limit), year=found["year"], leads=leads,
                 place=sentence.place, quote=sentence.paragraph)  # fmt: skip


def _figure(clause: str, sentence: Sentence, year: str) -> Thing | None:
    text = clean(_OPENS.sub("", clean(clause)))
    if first := _LEADING.match(text):
        limit, what = read_limit(first["limit"]), first["what"].rstrip(" .")
        name = _what(what)
    else:
        found = _FIGURE.match(clean(clause))
        if found is None or not _BARE.search(found["limit"]):
            return None
        limit, what = read_limit(f"{found['verb']} {found['limit']}"), found["what"]
        verb = "" if fold(found["verb"]) == "đạt" and not found["since"] else found["verb"]
        name = clean(f"{_what(what)} {verb}{found['since'] or ''}")
    if not isinstance(limit, Limit) or re.search(r"xếp|hạng|điểm", fold(f"{what} {limit.unit}")):
        return None
    said = years(what) or [year for text in reversed(sentence.above) for year in years(text)]
    glued = tuple(one.note for one in said[:1] if one.note)
    notes: tuple[Message, ...] = glued
    if not said:
        notes = (Message("IMPORT_117", {"source": "tên kế hoạch"}) if year else Message("IMPORT_127"),)
    return Thing(FIGURE, name[0].upper() + name[1:], value=str(limit), year=said[0].value if said else year,
                 code=sentence.path, place=sentence.place, quote=sentence.text,
                 confidence=LOOK if notes else CLEAR, notes=notes)  # fmt: skip


def _what(text: str) -> str:
    """What is counted, without the year and the words that open the clause."""
    return clean(_OPENS.sub("", _YEAR.sub(" ", text))).strip(" ,")


def _coded(thing: Thing, counted: Counter[str]) -> Thing:
    counted[thing.code] += 1
    code = ".".join(one for one in (thing.code, str(counted[thing.code])) if one)
    return replace(thing, code=code)


def _led(thing: Thing, prose: Sequence[Sentence], bodies: Bodies) -> Thing:
    """With the bodies of the clause that charges somebody with following what is counted."""
    stem = fold(re.split(r"\s*\(|\s+(?:tăng|giảm|đạt|chiếm)\s*", thing.name)[0])
    for sentence in prose:
        for clause in _clauses(sentence.text):
            folded = fold(clause)
            if stem in folded and "theo dõi" in folded and (names := bodies.names_in(clause)):
                leads = "; ".join(dict.fromkeys(one.text for one in names if folded.find("theo dõi") > one.start))
                if leads:
                    return replace(thing, leads=leads)
    return replace(thing, notes=(*thing.notes, Message("IMPORT_132")), confidence=LOOK)


def _clauses(text: str) -> Iterator[str]:
    yield from (clean(clause) for clause in text.split(";"))
