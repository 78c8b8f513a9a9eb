"""One thing read from a document: what it is, what it says, where it stands, how sure the reading is.

Everything is text as printed (white space tidied, nothing corrected), so that a line of the review sheet and a thing
are the same; :mod:`kehoach_xl.documents.plan_of` gives the texts their meaning.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kehoach_xl.intake.content import NOWHERE, Place
from kehoach_xl.messages import Message

# Kinds, in the order of the review sheet, by the word it shows.
FACT = "Văn bản"  # a fact about the plan: ``name`` is one of FACTS, ``value`` what it says
COMPONENT = "Chỉ số"  # a component index: code, name, score, rank, goal_score, goal_rank
GROUP = "Nhóm nhiệm vụ"  # a chapter or an agency's list of tasks: code, name
TASK = "Nhiệm vụ"  # code, parent (code of its component or group), name (its content), leads, coordinators, timeframe
OVERALL = "Kết quả chung"  # the whole index in a year: year, score, rank («50/63»), value (its group: «Cuối»)
GOAL = "Mục tiêu chung"  # a goal of the whole index: year, score, rank («22-25», «1-15», «20/34»)
PAST = "Kết quả năm khác"  # a component in another year: parent (its code), year, name (its name then), score, rank,
# value (its group, or region: «ĐBSCL 2/13»)
FIGURE = "Chỉ tiêu"  # a goal in numbers: code, name, value («≥ 10 %», «< 10 %»), year, leads (who follows it)
DEADLINE = "Hạn báo cáo"  # name is a part of the year (domain.deadlines.PARTS, or «Chuyên đề 1»), timeframe the
# agencies' day, value the coordinator's day, both as worded; each may be ''
AGENCY = "Cơ quan"  # name as printed, value the name in the register it was matched with ('' for none)
LEFT = "Chưa xếp loại"  # text that fits nowhere: name
KINDS = (FACT, OVERALL, GOAL, COMPONENT, PAST, FIGURE, DEADLINE, GROUP, TASK, AGENCY, LEFT)


# What is known of the plan itself: the word the review sheet shows, and the field of the plan it becomes.
FACTS = {
    "Tên kế hoạch": "title", "Tên ngắn": "short_title", "Số, ký hiệu": "number", "Ngày văn bản": "date",
    "Cơ quan ban hành": "issuer", "Cơ quan tổng hợp": "coordinator", "Bộ chỉ số": "framework",
    "Năm cơ sở": "baseline_year", "Năm mục tiêu": "target_year", "Năm đích": "horizon_year",
    "Tiêu đề phụ lục": "heading",
}  # fmt: skip

# How sure a reading is: only one was possible; one was chosen, with its reason in ``notes``; she has to say.
CLEAR, LOOK, ASK = "Rõ", "Nên xem", "Cần quyết định"
# Notes on what looks wrong in the document itself and is kept as printed; they go on to the check of the master.
AS_PRINTED = ("IMPORT_056", "IMPORT_070", "IMPORT_076")


@dataclass(frozen=True)
class Thing:
    """One line of the review. ``quote`` is the sentence or cell it was taken from; ``place`` where that stands."""

    kind: str
    name: str = ""
    code: str = ""
    parent: str = ""
    leads: str = ""
    coordinators: str = ""
    timeframe: str = ""
    score: str = ""
    rank: str = ""
    goal_score: str = ""
    goal_rank: str = ""
    year: str = ""
    value: str = ""
    place: Place = NOWHERE
    quote: str = ""
    confidence: str = CLEAR
    notes: Sequence[Message] = field(default=())


def spoken(kind: str) -> str:
    """A kind inside a sentence: «35 nhiệm vụ, 4 chỉ số thành phần»."""
    return "chỉ số thành phần" if kind == COMPONENT else kind.lower()
