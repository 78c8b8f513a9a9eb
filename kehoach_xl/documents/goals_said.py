"""The goals of an index in words: «xếp hạng từ 22 - 25», «nhóm 15 tỉnh, thành phố đứng đầu», «đạt 85 điểm trở lên»."""

import re
from collections.abc import Iterator, Sequence

from kehoach_xl.documents import results
from kehoach_xl.documents.results import NUMBER, RANK
from kehoach_xl.documents.sentences import Sentence, years
from kehoach_xl.documents.thing import CLEAR, GOAL, LOOK, Thing
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

_AIMS = re.compile(r"phấn đấu|mục tiêu|hướng tới|hướng đến|chỉ tiêu|đến năm 20")
_RANGE = re.compile(
    r"\b(?:xếp|đứng|hạng|vị trí|thứ)\b[^0-9;.]{0,30}?(?P<best>[0-9]{1,3})\s?(?:[-–—]|đến)\s?(?:hạng |thứ |vị trí )*"
    r"(?P<enough>[0-9]{1,3})(?:\s?/\s?(?P<of>[0-9]{1,3}))?(?![0-9/])",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:(?:tốp|top)(?: đầu)?|(?:nhóm|trong|trong số)"
    r"(?= [0-9]{1,3}\b[^0-9;.]{0,60}?(?:đứng đầu|dẫn đầu|cao nhất|tốt nhất|hàng đầu)))"
    r"(?P<best>) (?P<enough>[0-9]{1,3})(?:\s?/\s?(?P<of>[0-9]{1,3}))?",
    re.IGNORECASE,
)
_AMONG = re.compile(r"trong tổng số ([0-9]{1,3})\b", re.IGNORECASE)
_SCORE = re.compile(
    rf"\b(?:đạt|từ|trên|tối thiểu|ít nhất)(?: (?:từ|trên|tối thiểu|ít nhất|tổng điểm|mức))* (?P<score>{NUMBER}) ?điểm",
    re.IGNORECASE,
)


def aims(sentence: Sentence) -> bool:
    """Whether a sentence sets a goal rather than tells a result."""
    return bool(_AIMS.search(fold(sentence.text))) or sentence.under(r"^mục tiêu|mục tiêu cụ thể|chỉ tiêu")


def goals(prose: Sequence[Sentence], year: str = "") -> Iterator[Thing]:
    """One GOAL per year and clause; a clause without a year goes by the one before it, then by ``year``, that of the
    plan's name."""
    seen: set[tuple[str, str, str]] = set()
    for sentence in prose:
        if not aims(sentence):
            continue
        said, notes = _heading_year(sentence), tuple[Message, ...]()
        for clause in re.split(r";", sentence.text):
            if found := [year for year in years(clause) if not fold(clause[: year.start]).rstrip().endswith("so với")]:
                said, notes = found[0].value, (found[0].note,) if found[0].note else ()
            rank, score = goal_rank(clause), goal_score(clause)
            if not said and year:
                said, notes = year, (Message("IMPORT_117", {"source": "tên kế hoạch"}),)
            if said and (rank or score) and (said, rank, score) not in seen:
                seen.add((said, rank, score))
                yield Thing(GOAL, year=said, rank=rank, score=score, value=results.group(clause), place=sentence.place,
                            quote=sentence.text, confidence=LOOK if notes else CLEAR, notes=notes)  # fmt: skip


def goal_rank(clause: str) -> str:
    """«22-25», «1-15», «20/34»; '' where a clause sets no rank."""
    among = _AMONG.search(clause)
    if found := _RANGE.search(clause) or _FIRST.search(clause):
        of = found["of"] or (among[1] if among else "")
        return f"{found['best'] or 1}-{found['enough']}" + (f"/{of}" if of else "")
    if found := RANK.search(clause):
        rank = results.shown_rank(found)
        return f"1-{rank}" if fold(clause[found.end() :]).lstrip().startswith("trở lên") else rank
    return ""


def goal_score(clause: str) -> str:
    found = _SCORE.search(clause)
    return clean(found["score"]) if found else ""


def _heading_year(sentence: Sentence) -> str:
    """The year of the nearest heading that names one («Mục tiêu cụ thể năm 2024»)."""
    for text in reversed(sentence.above):
        if found := years(text):
            return found[0].value
    return ""
