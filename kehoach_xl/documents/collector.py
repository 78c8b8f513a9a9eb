"""Who collects the reports of a plan and reports further up («đầu mối tổng hợp», «gửi về … để tổng hợp»)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kehoach_xl.documents.bodies import Bodies, begins_like_a_body
from kehoach_xl.documents.sentences import Sentence
from kehoach_xl.documents.thing import CLEAR, FACT, LOOK, Thing
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

_KIND = r"(?:Sở|Phòng|Văn phòng|Ban|Trung tâm|Chi cục|Cục|Thanh tra|Công an|Hội|Liên đoàn)"
# «gửi về X … để tổng hợp»: reports go there.
_SENT_TO = re.compile(
    rf"(?:\bvề|\bgửi|\bcho|\bqua)\s+(?P<name>{_KIND}\s[^;.()]{{2,80}}?)"
    r"(?=\s+(?:để|tổng hợp|trước|chậm nhất|theo)\b|[,;.()]|$)"
    r"(?=(?P<rest>[^;.]{0,80}))"
)
# «X là đầu mối …», or these words under the heading «X».
_CHARGED = re.compile(
    r"đầu mối (?:tổng hợp|theo dõi)|theo dõi, đôn đốc(?:, kiểm tra)?(?:,| và) tổng hợp|tổng hợp kết quả thực hiện"
    r"|theo dõi, tổng hợp,? (?:và )?báo cáo"
    r"|theo dõi, đánh giá (?:về )?(?:tình hình|kết quả)|cơ quan đầu mối|cơ quan thường trực thực hiện"
    r"|theo dõi, (?:đôn đốc, )?tổng hợp,? (?:và )?báo cáo"
)
_SENT, _CHARGE = 3, 2


def read(prose: Sequence[Sentence], bodies: Bodies) -> list[Thing]:
    """The body that most of the document's sentences on collecting name; a fact, or none."""
    votes: Counter[str] = Counter()
    first: dict[str, tuple[str, Sentence]] = {}
    for sentence in prose:
        for name, weight in _named(sentence, bodies):
            key = bodies.register.find(name) or fold(name)
            votes[key] += weight
            first.setdefault(key, (name, sentence))
    if not votes:
        return []
    name, sentence = first[votes.most_common(1)[0][0]]
    others = [first[key][0] for key, _ in votes.most_common()]
    notes = (Message("IMPORT_116", {"names": "; ".join(others)}),) if len(others) > 1 else ()
    return [Thing(FACT, "Cơ quan tổng hợp", value=name, place=sentence.place, quote=sentence.text,
                  confidence=LOOK if notes else CLEAR, notes=notes)]  # fmt: skip


def _named(sentence: Sentence, bodies: Bodies) -> Iterator[tuple[str, int]]:
    for found in _SENT_TO.finditer(sentence.text):
        if "tổng hợp" in fold(found["rest"]):
            yield _known(found["name"], found["rest"], bodies), _SENT
    if _CHARGED.search(fold(sentence.text)) and (name := _subject(sentence, bodies)):
        yield name, _CHARGE


def _known(name: str, rest: str, bodies: Bodies) -> str:
    """The name as the register knows it where it goes on past a comma («Sở Văn hóa, Thể thao và Du lịch»)."""
    longer = bodies.names_in(f"{name}{rest}")
    return longer[0].text if longer and longer[0].start == 0 else clean(name)


def _subject(sentence: Sentence, bodies: Bodies) -> str:
    """The body at the beginning of the sentence, or the heading it stands under."""
    begin = re.sub(r"^(?:Giao|Phân công|Đề nghị)\s+", "", sentence.text)
    found = bodies.names_in(begin)
    if found and found[0].start == 0:
        return found[0].text
    own = re.match(rf"({_KIND}\s.{{2,80}}?) (?:là|chủ trì|có trách nhiệm|chịu trách nhiệm|theo dõi)\b", begin)
    if own:
        return clean(own[1])
    heading = sentence.above[-1] if sentence.above else ""
    return clean(heading.rstrip(" :")) if begins_like_a_body(heading) and len(heading) < 80 else ""
