"""What a clause says of a result: score, rank, group, and how far it went up or down since another year."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kehoach_xl.documents.sentences import YEAR, blank_dates
from kehoach_xl.domain.text import clean

NUMBER = r"[0-9]{1,3}(?:[.,][0-9]{1,3})?(?![0-9]|[.,][0-9])"
RANK = re.compile(
    r"\b(?:(?:xếp|đứng)(?: ở)?(?: (?:thứ hạng|hạng|vị trí|thứ))*|thứ hạng|vị trí(?: thứ)?|hạng(?: thứ)?|thứ)\s+"
    r"(?P<n>[0-9]{1,3})(?:\s?/\s?(?P<of>[0-9]{1,3}))?(?![0-9/.,]*[0-9])(?!\s?(?:[-–—]|đến)\s?[0-9])",
    re.IGNORECASE,
)
_SCORE = re.compile(
    rf"\b(?:(?:tổng|số)? ?điểm(?: số)?(?: là| đạt| chung| tổng)*|đạt(?: mức)?) (?P<a>{NUMBER})(?: ?điểm)?"
    rf"|\b(?:đạt|được|là|với)(?: tổng điểm)? (?P<b>{NUMBER}) ?điểm",
    re.IGNORECASE,
)
_SCALE = re.compile(r"\s+(?:trên|theo) thang (?:điểm )?([0-9]{1,4})\b", re.IGNORECASE)
_GROUP = re.compile(
    r"\bnhóm (?P<group>đầu|giữa|cuối|rất tốt|tốt|khá|trung bình|tương đối thấp|thấp)(?=\s*(?:[),.;]|$|trong|của|cả))",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"\b(?P<way>tăng|giảm|tụt) (?P<by>{NUMBER})(?: ?(?P<unit>điểm|bậc|hạng|%))?"
    rf"(?:\s+so(?: với)?(?:\s+chỉ số)?(?:\s+[“\"«](?P<name>[^”\"»]+)[”\"»])?(?:\s+năm {YEAR})?)?",
    re.IGNORECASE,
)
_SAID_YEAR = re.compile(rf"(?<!so với )(?<!so )\bnăm {YEAR}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """``by`` points or places since ``year`` ('' where it is not said); ``name`` of the index then, when it differs."""

    up: bool
    by: str
    unit: str
    year: str = ""
    name: str = ""


def rank(text: str) -> str:
    """«18/19», or «18» where the number of ranked bodies is not said; '' without a rank."""
    return shown_rank(found) if (found := RANK.search(text)) else ""


def shown_rank(found: re.Match[str]) -> str:
    return found["n"] + (f"/{found['of']}" if found["of"] else "")


def score(text: str) -> str:
    """The score as printed, «79.80» or «79,80», «68,12/100» where its scale is said; '' without one."""
    plain = _CHANGE.sub(" ", text)
    found = _SCORE.search(plain)
    if found is None or plain[found.end() :].lstrip().startswith("%"):
        return ""
    scale = _SCALE.match(plain, found.end())
    return (found["a"] or found["b"]) + (f"/{scale[1]}" if scale else "")


def group(text: str) -> str:
    """«Cuối» of «thuộc nhóm cuối»."""
    found = _GROUP.search(text)
    return found["group"].capitalize() if found else ""


def changes(text: str) -> list[Change]:
    """Every «tăng … điểm», «giảm … bậc» of a clause; shares in percent are none."""
    return [
        Change(up=found["way"].lower() == "tăng", by=found["by"], unit=_unit(found), year=found["year"] or "",
               name=clean(found["name"] or ""))
        for found in _CHANGE.finditer(text) if found["unit"] != "%"
    ]  # fmt: skip


def _unit(found: re.Match[str]) -> str:
    if found["unit"]:
        return "bậc" if found["unit"].lower() in ("bậc", "hạng") else "điểm"
    return "điểm" if re.search("[.,]", found["by"]) else ""


def year(text: str) -> str:
    """The year a clause is about, not the one it compares with."""
    found = _SAID_YEAR.search(_CHANGE.sub(" ", blank_dates(text)))
    return found["year"] if found else ""


def score_before(now: str, change: Change) -> str:
    """The score from which it rose or fell, exact to the last decimal, written as ``now`` is."""
    now = now.partition("/")[0]
    mark = "," if "," in now else "."
    first, by = (Decimal(text.replace(",", ".")) for text in (now, change.by))
    return str(first - by if change.up else first + by).replace(".", mark)


def rank_before(now: str, change: Change) -> str:
    """The rank from which it rose or fell, among as many; '' where there is no such rank."""
    n, _, of = now.partition("/")
    if not change.by.isdigit():
        return ""
    earlier = int(n) + int(change.by) if change.up else int(n) - int(change.by)
    if earlier < 1 or (of and earlier > int(of)):
        return ""
    return f"{earlier}/{of}" if of else str(earlier)
