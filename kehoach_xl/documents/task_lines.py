"""Lines below a task that say who does it and by when: «- Cơ quan chủ trì: Sở A.», «- Thời gian hoàn thành: Quý II».

One line may say several («Chủ trì: Sở A; phối hợp: Sở B; thời gian: tháng 6/2026»). What it says besides («Sản phẩm:
…», «Kinh phí: …») belongs to the task too, but to none of its fields.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.clauses import Clause
from kehoach_xl.documents.enumerations import Enumerations
from kehoach_xl.documents.markers import CAPITALS
from kehoach_xl.documents.outline import Node
from kehoach_xl.documents.time_said import timeframe
from kehoach_xl.domain.text import clean

_BODY = r"(?:các\s+)?(?:(?:cơ\s+quan|đơn\s+vị)(?:,\s*(?:cơ\s+quan|đơn\s+vị))?\s+)?"
_LABEL = re.compile(
    rf"{_BODY}(?P<lead>(?:được\s+giao\s+)?chủ\s+trì)(?:\s+(?:thực\s+hiện|tham\s+mưu))?\s*:\s*"
    rf"|{_BODY}(?P<help>phối\s+hợp)(?:\s+thực\s+hiện)?\s*:\s*"
    r"|(?P<time>(?:thời\s+(?:gian|hạn)|tiến\s+độ)(?:\s+(?:thực\s+hiện|hoàn\s+thành))?)\s*:\s*"
    r"|(?P<done>hoàn\s+thành|thực\s+hiện)\s+(?=trước|trong|xong|chậm)"
    r"|(?P<other>(?:sản\s+phẩm|kết\s+quả|kinh\s+phí|nguồn\s+kinh\s+phí|ghi\s+chú)[^:;.]{0,30}):\s*",
    re.IGNORECASE,
)  # fmt: skip
_PIECE = re.compile(r"[;.,]\s+")
_SENTENCE = re.compile(rf"\.\s+(?=[{CAPITALS}])")


@dataclass(frozen=True)
class Said:
    """What labelled lines say; ``timeframe`` as printed, '' for none. ``used``: indexes of the lines that say it."""

    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    timeframe: str = ""
    used: frozenset[int] = frozenset()
    full: str = ""

    @property
    def clause(self) -> Clause:
        return Clause(self.leads, self.coordinators, "chủ trì" if self.leads else "")

    def with_(self, other: "Said") -> "Said":
        """Both; what was said first stays."""
        return Said(self.leads or other.leads, self.coordinators or other.coordinators,
                    self.timeframe or other.timeframe, self.used | other.used,
                    f"{self.full} {other.full}".strip())  # fmt: skip


def labelled(node: Node) -> bool:
    """Whether a paragraph is such a line."""
    found = _LABEL.match(node.text)
    if found is None or node.note:
        return False
    # «Hoàn thành trước 30/6/2026.» says when; with more words it says what.
    return found["done"] is None or clean(node.text[found.end() :]).rstrip(" .;") in timeframe(node.text)


def read(node: Node, bodies: Bodies) -> Said:
    """What one line says; one that says nothing of who or when is not used."""
    said: dict[str, str] = {}
    for kind, words in _pieces(node.text):
        said.setdefault(kind, words)
    leads, others = (_names(said.get(kind, ""), bodies) for kind in ("lead", "help"))
    when = said.get("time", "") or said.get("done", "")
    if not (leads or others or when):
        return Said()
    return Said(leads, others, when, frozenset({node.index}), node.full)


def under(nodes: Sequence[Node], bodies: Bodies) -> Said:
    """What all the labelled lines among some nodes say."""
    said = Said()
    for node in nodes:
        if labelled(node):
            said = said.with_(read(node, bodies))
    return said


def runs(nodes: Sequence[Node]) -> int:
    """How many runs of labelled lines there are: more than one where each stands below a task of its own."""
    signs = [labelled(node) for node in nodes]
    return sum(one and not before for before, one in zip([False, *signs], signs, strict=False))


def _names(words: str, bodies: Bodies) -> tuple[str, ...]:
    """The bodies of an enumeration, as a sentence has them where it reads all of the words, else as a cell has them."""
    found = Enumerations(words, bodies).at(0)
    return found.names if found.end == len(words) else tuple(bodies.split(words))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each label of a line and the words after it, up to the next one."""
    starts = [0, *(found.end() for found in _PIECE.finditer(text))]
    found = [one for start in starts if (one := _LABEL.match(text, start))]
    for at, one in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        kind, words = one.lastgroup or "", clean(_SENTENCE.split(text[one.end() : end])[0]).rstrip(" .;,")
        if kind == "done":
            words = timeframe(f"{one[0]}{words}") or words
        yield kind, words
