"""The bodies a document names: found in running text, cut apart in a cell, matched with the register.

A hyphen or «và» inside a name never cuts it; a name that is not in the register is never silently taken for one that
looks like it.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kehoach_xl.documents.markers import CAPITALS
from kehoach_xl.documents.thing import ASK, CLEAR, LOOK
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

# How the name of a body begins, where the register does not know it.
KINDS = (
    "sở", "các sở", "ban quản lý", "ban chỉ đạo", "ban", "các ban", "chi cục", "cục", "ngân hàng", "công an",
    "bộ chỉ huy", "bộ đội biên phòng", "ubnd", "ủy ban nhân dân", "ủy ban mặt trận", "văn phòng", "vp", "bql",
    "thanh tra",
    "trung tâm", "phòng", "các phòng", "các cơ quan", "các đơn vị", "các địa phương", "đài", "báo", "hiệp hội", "hội",
    "liên đoàn", "trường", "đại học", "viện", "tổng công ty", "công ty", "kho bạc", "bảo hiểm xã hội", "tòa án",
    "viện kiểm sát", "tổ công tác", "cơ quan", "đơn vị", "bhxh", "các hội", "các hiệp hội", "các doanh nghiệp",
    "bưu điện", "quỹ", "cảng vụ", "tập đoàn", "liên minh hợp tác xã", "tỉnh đoàn", "thành đoàn", "hđnd", "tổng cục",
    "kiểm toán", "học viện", "bệnh viện", "đảng ủy", "bộ tư lệnh", "xí nghiệp", "liên hiệp", "mặt trận",
)  # fmt: skip
_COUNCILS = ("hđnd", "hội đồng nhân dân", "thường trực hđnd")
_BEGINNINGS = tuple(f"{fold(kind)} " for kind in KINDS)
# One office of several bodies: «Văn phòng Đoàn ĐBQH và HĐND tỉnh», «VP HĐND và UBND tỉnh Bình Hải».
_OF = r"(?:Đoàn\s+(?:ĐBQH|đại biểu\s+Quốc hội)|HĐND|Hội đồng nhân dân|UBND|(?:Ủy|Uỷ) ban nhân dân)"
_OFFICE = re.compile(
    rf"(?i:\b(?:VP|Văn phòng)\s+(?P<of>{_OF})(?:\s*,\s*{_OF})*\s*(?:và|&|-)\s*(?!(?P=of)\b){_OF}"
    rf"\s+(?:(?:các|cấp)\s+)?(?:tỉnh|thành phố|huyện|xã|phường)\b)(?:\s+[{CAPITALS}]\w*)*"
)
# What a group known without it goes on with: «Các phòng chuyên môn» «thuộc Sở».
_BELONGS = re.compile(r"(?:trực )?thuộc ", re.IGNORECASE)
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in running text: ``text[start:end]`` names ``code``, '' for an office that no register knows."""

    start: int
    end: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name stands for: ``name`` of the register, '' when she has to say; how sure, and why."""

    name: str
    confidence: str
    note: Message | None = None


class Bodies:
    """The names of one register, ready to be looked for."""

    def __init__(self, register: Register) -> None:
        self.register = register

    @cached_property
    def _spellings(self) -> dict[tuple[str, ...], str]:
        """The words of every spelling, folded, and whose they are; single short codes only as whole words."""
        known: dict[tuple[str, ...], str] = {}
        for body in (*self.register.agencies, *self.register.groups):
            for spelling in body.spellings:
                words = tuple(_WORD.findall(fold(spelling)))
                if words and (len(words) > 1 or len(words[0]) > 2):
                    known.setdefault(words, body.code)
        return known

    @cached_property
    def _longest(self) -> int:
        return max((len(words) for words in self._spellings), default=0)

    def names_in(self, text: str) -> list[Found]:
        """The known names in running text, in order, the longest at each place; commas, hyphens and line ends inside a
        name do not matter. An office of several bodies is one name, known or not."""
        offices = {found.start(): found.end() for found in _OFFICE.finditer(text)}
        words = list(_WORD.finditer(text))
        folded = [fold(word.group()) for word in words]
        found: list[Found] = []
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                code = self._spellings.get(tuple(folded[at : at + length]))
                if code and not _parted(text, words[at : at + length]):
                    start, end = words[at].start(), words[at + length - 1].end()
                    if offices.get(start, end) > end:
                        continue
                    found.append(Found(start, end, code, text[start:end]))
                    at += length
                    break
            else:
                start = words[at].start()
                end = offices.get(start, start)
                found += [Found(start, end, "", text[start:end])] if end > start else []
                at = next((n for n in range(at + 1, len(words)) if words[n].start() >= end), len(words))
        return found

    def split(self, text: str) -> list[str]:
        """The names in a cell or an enumeration, as printed: known ones first, then what stands between, cut at
        commas, semicolons and line ends, and at «và» only where a body's name begins after it."""
        pieces: list[str] = []
        end = 0
        for found in [*self.names_in(text), None]:
            between = _pieces(text[end : found.start if found else len(text)])
            if end and between and _BELONGS.match(between[0]):
                pieces[-1] = f"{pieces[-1]} {between.pop(0)}"
            pieces += between
            if found:
                pieces.append(clean(found.text))
                end = found.end
        return list(dict.fromkeys(pieces))

    def match(self, name: str) -> Match:
        """The body a printed name stands for. A spelling of the register is clear; one that looks alike is only
        proposed, for her to confirm."""
        code = self.register.find(name)
        if code and code in self.register.doubtful:
            return Match("", ASK, Message("IMPORT_060", {"name": name}))
        if code:
            return Match(self.register.name(code), CLEAR)
        near = [one for one in self.register.nearest(name) if _may_be(name, one)]
        if near:  # of several none is put forward: agreeing must never take one body for another
            note = Message("IMPORT_061", {"name": name, "near": "; ".join(near)})
            return Match(near[0] if len(near) == 1 else "", ASK, note)
        return Match("", LOOK, Message("IMPORT_062", {"name": name}))


def begins_like_a_body(text: str) -> bool:
    """Whether a text begins as names of bodies do («Sở …», «UBND …»)."""
    begin = f"{fold(text)} ".replace(",", " ")
    return begin.startswith(_BEGINNINGS) and not begin.startswith("báo cáo ")


def of_one_office(text: str, at: int) -> bool:
    """Whether a place in a text is inside the name of one office of several bodies."""
    return any(found.start() < at < found.end() for found in _OFFICE.finditer(text))


def best(registers: Iterable[tuple[str, Register]], text: str) -> tuple[str, Register]:
    """Of several registers the one that knows most of the names in a text, by the letters they cover; the first of
    equals."""
    ranked = [(sum(one.end - one.start for one in _once(Bodies(r).names_in(text))), -at, id_, r)
              for at, (id_, r) in enumerate(registers)]  # fmt: skip
    _, _, id_, register = max(ranked, key=lambda one: one[:2])
    return id_, register


def _may_be(name: str, known: str) -> bool:
    """Councils are looked alike by many abbreviations («HĐND», «HHDN») and are none of them."""
    return fold(known).startswith(_COUNCILS) or not fold(name).startswith(_COUNCILS)


def _once(found: Sequence[Found]) -> list[Found]:
    return list({one.code: one for one in found}.values())


def _parted(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether something stands between the words of a name that cannot be inside one."""
    between = (text[a.end() : b.start()] for a, b in itertools.pairwise(words))
    return any(re.search(r"[.;:()]", gap) for gap in between)


def _pieces(text: str) -> list[str]:
    rough = re.split(r"[;,\n]|\bvà\b(?=\s+(?:" + "|".join(re.escape(kind) for kind in KINDS) + r")\b)", text,
                     flags=re.IGNORECASE)  # fmt: skip
    found = (clean(piece).strip(" .:-–") for piece in rough)
    return [piece for piece in found if piece and fold(piece) not in ("và", "cùng", "với")]
