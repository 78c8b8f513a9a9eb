"""Who leads and who coordinates, as a sentence of a plan says it.

«X chủ trì, phối hợp với Y, Z …», «Giao X theo dõi …», «X phối hợp với Y …», «X: …», «X, Y: phối hợp …» (joint leads),
«Đề nghị X …» (invited: never leads). A sentence or clause that itself begins «Phối hợp với Y …» names coordinators of
whoever leads; bodies named as objects («báo cáo UBND tỉnh», «cơ chế phối hợp với …») are none.
"""

import re
from dataclasses import dataclass

from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.enumerations import Enumerations
from kehoach_xl.documents.markers import CAPITALS
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

# What may stand before the bodies: a label, the ground of the duty, who is asked to do it.
_LABEL = re.compile(r"(?:Thực hiện|Nội dung|Tổ chức thực hiện|Phân công|Phân công thực hiện)\s*:\s*", re.IGNORECASE)
_GROUND = re.compile(r"(?:Căn cứ|Trên cơ sở|Định kỳ|H[àằ]ng năm|Trong quá trình)[^,;:.]*,\s*", re.IGNORECASE)
_ASSIGNED = re.compile(r"(?:Giao|Phân công|Yêu cầu)\s+(?:cho\s+)?", re.IGNORECASE)
_INVITED = re.compile(r"(?:Trân trọng\s+|Kính\s+)?(?:đề nghị|mời)\s+", re.IGNORECASE)
_LEADING = re.compile(r"\s*[,:]?\s*(?:(?:chủ động|trực tiếp)\s+)?chủ trì\b", re.IGNORECASE)
_TOGETHER = re.compile(
    r"phối hợp(?:\s+(?:chặt chẽ|hiệu quả|tốt|thường xuyên|đồng bộ))*(?:\s+(?:với|cùng))?\s+", re.IGNORECASE
)
# What may stand directly before «phối hợp» when it says what the body itself does.
_BEFORE_TOGETHER = re.compile(r"(?:^|[.;:]|chủ trì,?|tiếp tục|thường xuyên|chủ động|tích cực|và)\s*$", re.IGNORECASE)
_SENTENCE = re.compile(rf"(?<=[.…!?])\s+(?=[{CAPITALS}])")
_BEFORE_NAMED = re.compile(r"(?:cơ quan|đơn vị|các đơn vị|các cơ quan)?\s*(chủ trì|phối hợp)(?:\s+thực hiện)?\s*:\s*",
                           re.IGNORECASE)  # fmt: skip


_NEAR = 40  # letters before a word that say what it is
_LONGEST = 8000  # letters of a paragraph in which bodies are looked for; the longest known has 1 700


@dataclass(frozen=True, slots=True)
class Clause:
    """``leads`` and ``coordinators`` as printed; ``said``: why they are those, from sure to guessed (``chủ trì``,
    ``giao``, ``colon``, ``subject``, ``invited``, '' for nobody). ``rest``: the text after «X, Y:», '' without a
    colon. ``named``: the bodies at its head as one text. ``only``: nothing but bodies is said.
    ``later``: known bodies that a later sentence begins with; they help, or lead a part of it."""

    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    said: str = ""
    rest: str = ""
    named: str = ""
    only: bool = False
    later: tuple[str, ...] = ()


def read(text: str, bodies: Bodies) -> Clause:
    """What a paragraph says of who does it."""
    whole, text = text, text[:_LONGEST]
    found = Enumerations(text, bodies)
    at, asked = _start(text)
    head = found.at(at)
    after = text[head.end :]
    together, later = _together(text, found, head.end if head.names else -1), _later(text, found, head.end)
    named = _named_at_the_end(text, found) if not head.names else {}
    if named:
        return Clause(named.get("chủ trì", ()), named.get("phối hợp", ()), "chủ trì")
    if not head.names:
        return Clause((), _without(together, ()), "", later=_without(later, together))
    colon = re.match(r"\s*:\s*(?=\S)", after)
    leading = _LEADING.match(after) is not None
    said = "invited" if asked == "invited" else "chủ trì" if leading else asked or ("colon" if colon else "subject")
    leads = () if asked == "invited" else head.names
    others = _without((*(head.names if asked == "invited" else ()), *together), leads)
    rest = clean(whole[head.end + colon.end() :]) if colon else ""
    return Clause(
        leads, others, said, rest=rest, named=clean(text[at : head.end]),
        only=not after.strip(" :.;,"), later=_without(later, (*leads, *others)),
    )  # fmt: skip


def assignments(text: str, bodies: Bodies) -> list[str]:
    """The sentence cut before each «; Sở B chủ trì …», when every part names its own lead; else the whole."""
    pieces = re.split(r";\s+", text)
    found: list[str] = []
    for piece in pieces:
        clause = read(piece, bodies)
        if clause.said in ("chủ trì", "giao") and clause.leads:
            found.append(piece)
        elif not found:
            return [text]
        else:
            found[-1] = f"{found[-1]}; {piece}"
    return found


def misprinted(name: str, bodies: Bodies) -> Message | None:
    """What to say of a name that lacks words in the middle («Trung tâm Thông và Dịch vụ …»); it stays as printed."""
    code = bodies.register.find(name)
    body = bodies.register.body(code) if code else None
    if body is None or not any(body.code == one.code for one in bodies.register.agencies):
        return None
    printed, official = fold(name).split(), fold(body.name).split()
    rest = iter(official)
    shortened = len(printed) < len(official) and printed[-1] == official[-1] and all(word in rest for word in printed)
    if shortened and len(printed) > 3:
        return Message("IMPORT_076", {"printed": name, "name": body.name})
    return None


def _start(text: str) -> tuple[int, str]:
    """Where the bodies would begin, and how they are asked."""
    at = 0
    for pattern in (_LABEL, _GROUND):
        match = pattern.match(text, at)
        at = match.end() if match else at
    for pattern, asked in ((_ASSIGNED, "giao"), (_INVITED, "invited")):
        match = pattern.match(text, at)
        if match:
            return match.end(), asked
    return at, ""


def _together(text: str, found: Enumerations, head: int) -> tuple[str, ...]:
    """The bodies after every «phối hợp với» that says what the subject does."""
    names: list[str] = []
    for match in _TOGETHER.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if match.start() - len(before) + len(before.rstrip()) == head or _BEFORE_TOGETHER.search(before):
            names += found.at(match.end()).names
    return tuple(names)


def _later(text: str, found: Enumerations, after: int) -> tuple[str, ...]:
    """The known bodies that a later sentence begins with."""
    starts = (match.end() for match in _SENTENCE.finditer(text))
    return tuple(name for start in starts if start > after for name in found.at(start, known_only=True).names)


def _named_at_the_end(text: str, found: Enumerations) -> dict[str, tuple[str, ...]]:
    """«… Cơ quan chủ trì: Sở A; cơ quan phối hợp: Sở B.»"""
    said: dict[str, tuple[str, ...]] = {}
    for match in _BEFORE_NAMED.finditer(text):
        names = found.at(match.end()).names
        if names:
            said.setdefault(match[1].lower(), names)
    return said if "chủ trì" in said else {}


def _without(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Each name once, without those of ``others``."""
    seen = {fold(one) for one in others}
    kept: dict[str, str] = {}
    for name in names:
        if fold(name) not in seen:
            kept.setdefault(fold(name), name)
    return tuple(kept.values())
