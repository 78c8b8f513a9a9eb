"""The days by which a plan's prose asks for reports: whose day, for which part of the year, in the document's words.

A day counts only in a sentence that speaks of reporting. What goes to a collecting body is the agencies' day
(``timeframe``), what goes further up the collecting body's own (``value``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kehoach_xl.documents.days_said import QUARTERS, Day, days
from kehoach_xl.documents.sentences import Sentence
from kehoach_xl.documents.thing import CLEAR, DEADLINE, LOOK, Thing
from kehoach_xl.domain.deadlines import PARTS
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

# All patterns but _SENT and _CUT are for folded text.
_REPORTS = re.compile(r"báo cáo|\b(?:gửi|nộp)\b|tổng hợp")
# The part of the year a report is about, by the words a sentence has for it; the first that fits wins.
_PARTS = (
    ("6 tháng cuối năm", r"(?:0?6|sáu) tháng cuối năm"),
    ("6 tháng đầu năm", r"(?:0?6|sáu) tháng(?: đầu năm)?"),
    ("9 tháng", r"(?:0?9|chín) tháng"),
    ("Quý IV", r"quý (?:iv|4)(?!\w)"),
    ("Quý III", r"quý (?:iii|3)(?!\w)"),
    ("Quý II", r"quý (?:ii|2)(?!\w)"),
    ("Quý I", r"quý (?:i|1)(?!\w)"),
    ("Năm", r"(?:hàng|mỗi|01|1|một|cả) năm|(?:báo cáo|kết quả|định kỳ|tổng kết|,|và) năm(?! 20)(?=[ ).;,]|$)"),
)
_PART = re.compile("|".join(f"(?P<p{at}>{words})" for at, (_, words) in enumerate(_PARTS)))
# The bodies above the plan, and those below it that collect.
_ABOVE = (
    r"(?:ubnd|uỷ ban nhân dân|hđnd|hội đồng nhân dân|chính phủ|thủ tướng|bộ(?! chỉ huy| phận)|tỉnh uỷ|thành uỷ"
    r"|ban thường vụ|thường trực|chủ tịch|lãnh đạo|giám đốc|ban giám đốc|trung ương|cấp trên"
    r"|(?:các )?(?:cấp|cơ quan) (?:có )?thẩm quyền|văn phòng (?:ubnd|uỷ ban|chính phủ|tỉnh uỷ|hđnd))\b"
)
_COLLECTING = (
    r"(?:các )?(?:sở|phòng|ban|văn phòng|trung tâm|chi cục|cục|thanh tra|tổ|cơ quan|đơn vị|công an|hội|liên đoàn)\b"
)
_TO = r"(?:(?:gửi|nộp|báo cáo)(?: [^,;.]{0,80}?)? (?:về|cho|tới|đến|qua)|gửi|về|thông qua|\(qua)"
_COLLECTS = re.compile(rf"{_TO} (?!{_ABOVE}){_COLLECTING}")
_GOES_UP = re.compile(rf"(?:báo cáo|trình|gửi|về)(?: [^,;.]{{0,80}}?)? {_ABOVE}")
_CUT = re.compile(r";|\bđể tổng hợp|\btổng hợp,? (?:và )?báo cáo|,(?= (?:trước|chậm|muộn|trên cơ sở|Sở|Văn phòng))")
_SENT = re.compile(
    r"(?:xây dựng|ban hành|lập|gửi|nộp|báo cáo|hoàn thành) ((?:kế hoạch|báo cáo|danh mục|đề xuất|văn bản|chương trình"
    r"|phương án|kết quả|số liệu|dự thảo|đăng ký)\b[^,;.()]{0,80})",
    re.IGNORECASE,
)
_SPECIAL = "Chuyên đề"
# What makes a report of one day another than the yearly one.
_OCCASION = re.compile(
    r"kế hoạch|danh mục|đề xuất|văn bản|chương trình|phương án|dự thảo|đăng ký|chuyên đề|sơ kết|đột xuất"
)
_EVERY_YEAR = re.compile(r"\s*(?:[/.-]\s*|,?\s*năm\s+)20[0-9]{2}[0-9]{0,2}$", re.IGNORECASE)
# No sentence of a plan has more; each is read against the whole sentence.
MOST_LISTS = 12

Parted = tuple[str, Day, tuple[Message, ...]]


def read(sentences: Sequence[Sentence], year: str = "") -> list[Thing]:
    """One DEADLINE per part of the year and tier; a day that comes once is «Chuyên đề 1», «Chuyên đề 2» …
    ``year``: the plan's, in whose last months the collecting body reports on all of it."""
    found: list[Thing] = []
    for thing in (one for sentence in sentences for one in _of(sentence, year)):
        if thing.name == _SPECIAL:
            number = 1 + sum(one.name.startswith(_SPECIAL) for one in found)
            thing = replace(thing, name=f"{_SPECIAL} {number}")
        if not any(_says(one) == _says(thing) for one in found):
            found.append(thing)
    return found


def _says(thing: Thing) -> tuple[str, ...]:
    return thing.name, fold(thing.timeframe), fold(thing.value)


def _of(sentence: Sentence, year: str) -> Iterator[Thing]:
    text = sentence.text
    if not _REPORTS.search(fold(text)):
        return
    groups = days(text)[:MOST_LISTS]
    own = [bool(_REPORTS.search(fold(_segment(text, group)))) for group in groups]
    for at, group in enumerate(groups):
        if any(own) and not own[at]:
            continue  # the day of a task beside a day of reporting
        low = _cut(text, groups[at - 1][-1].end, group[0].start) if at else 0
        high = _cut(text, group[-1].end, groups[at + 1][0].start) if at + 1 < len(groups) else len(text)
        region = text[low:high]
        tier = _tier(region) or _tier(text)
        unsure = () if tier else (Message("IMPORT_121"),)
        for part, day, why in _parts(group, sentence, region, year if tier == "value" else ""):
            notes = (*day.notes, *why, *unsure)
            thing = Thing(DEADLINE, part, place=sentence.place, quote=text, notes=notes,
                          confidence=LOOK if notes else CLEAR)  # fmt: skip
            yield replace(thing, **{tier or "timeframe": day.words})


def _segment(text: str, group: Sequence[Day]) -> str:
    """What stands between the semicolons around the days of a list."""
    low, high = text.rfind(";", 0, group[0].start) + 1, text.find(";", group[-1].end)
    return text[low : high if high >= 0 else len(text)]


def _cut(text: str, end: int, start: int) -> int:
    """Where, between two days of a sentence, the words of the second one begin."""
    found = list(_CUT.finditer(text, end, start))
    return found[-1].start() if found else end


def _tier(region: str) -> str:
    """Whose day it is, by whom the report goes to: the field of the agencies' day or of the collecting body's; ''
    where nobody is named."""
    folded = fold(region)
    if _COLLECTS.search(folded):
        return "timeframe"
    return "value" if _GOES_UP.search(folded) or re.search(r"tổng hợp,? (?:và )?báo cáo", folded) else ""


def _parts(group: Sequence[Day], sentence: Sentence, region: str, year: str) -> Iterator[Parted]:
    """Each day with the part of the year its report is about. ``year``: in which a day without an occasion of its own
    is one of every year."""
    said = _said(region) or _said(sentence.text)
    special = re.search(rf"{_SPECIAL} [0-9]{{1,2}}\b", region, re.IGNORECASE)
    for at, day in enumerate(group):
        if special:
            yield special[0].capitalize(), day, ()
        elif day.quarter:
            yield QUARTERS[day.quarter], day, ()
        elif not day.month:
            yield "Tháng", day, ()
        elif len(said) == len(group):
            yield said[at], day, ()
        elif day.year and not said and not (day.year == year and not _OCCASION.search(fold(sentence.text))):
            note = Message("IMPORT_122", {"what": _what(sentence)})
            yield _SPECIAL, replace(day, words=day.whole or day.words), (note,)
        else:
            every = replace(day, words=_EVERY_YEAR.sub("", day.words)) if day.year and day.year == year else day
            yield _by_month(day.month), every, (Message("IMPORT_120", {"day": day.words}),)


def _said(text: str) -> list[str]:
    """The parts of the year a text names, in its order."""
    found = (_PARTS[int(match.lastgroup[1:])][0] for match in _PART.finditer(fold(text)) if match.lastgroup)
    return list(dict.fromkeys(found))


def _by_month(month: int) -> str:
    """The part of the year that a report in this month is most often about."""
    near = {3: "Quý I", 4: "Quý I", 5: PARTS[1], 6: PARTS[1], 7: PARTS[1], 9: "9 tháng", 10: "9 tháng"}
    return near.get(month, PARTS[0])


def _what(sentence: Sentence) -> str:
    """What is to be sent, from the sentence or the paragraph it is in."""
    found = _SENT.search(sentence.text) or _SENT.search(sentence.paragraph)
    return clean(re.split(r" (?:về|gửi|cho|trước|chậm nhất|để|gắn) ", found[1])[0]) if found else "văn bản không ghi rõ"
