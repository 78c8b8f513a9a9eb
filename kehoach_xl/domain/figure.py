"""A goal in numbers (chỉ tiêu): what is counted, the limit it is to keep, the year, and who follows it.

A limit is read from a document's words («tăng ít nhất 10%», «dưới 10%», «từ 22 đến 25») or from the signs it is shown
with («≥ 10 %»). A number without such a word is a least one, as in :mod:`kehoach_xl.domain.goal`: a goal is reached by
going past it too.
"""

import re
from dataclasses import dataclass

from kehoach_xl.domain.rounding import half_up
from kehoach_xl.domain.text import clean, narrow
from kehoach_xl.domain.values import Unclear, read_number, shown

LEAST, MOST, ABOVE, BELOW, BETWEEN = "≥", "≤", ">", "<", "–"
OPS = (LEAST, MOST, ABOVE, BELOW, BETWEEN)

# Longer text is a sentence, not a limit.
LONGEST = 120

_WORDS = (
    (LEAST, "least", "≥|>=|tối thiểu|ít nhất|không dưới|không thấp hơn|không ít hơn"),
    (MOST, "most", "≤|<=|tối đa|nhiều nhất|không quá|không vượt(?: quá)?|không cao hơn|không trên|(?:xuống )?còn"),
    (ABOVE, "above", "trên|hơn|cao hơn|lớn hơn|vượt(?: quá| trên)?|>"),
    (BELOW, "below", "dưới|thấp hơn|nhỏ hơn|ít hơn|<"),
)
_OP = re.compile("|".join(f"(?P<{name}>{words})" for _, name, words in _WORDS), re.IGNORECASE)
_NAMES = {name: op for op, name, _ in _WORDS}
_VERBS = re.compile(
    r"(?:(?:phấn đấu|phải|cần|tăng thêm|tăng|giảm thêm|giảm|đạt được|đạt mức|đạt tỷ lệ|đạt|ở mức|mức|là)(?:\s+|$))*",
    re.IGNORECASE,
)
_NUMBER = r"[+-]?[0-9](?:[0-9.,]*[0-9])?"
_UNIT = r"(?:%|phần trăm|(?!trở )[^\W\d_]+(?:[ /][^\W\d_]+){0,3}?)"
_AFTER = re.compile(
    rf"(?P<first>{_NUMBER})(?: ?(?P<unit1>{_UNIT}))??"
    rf"(?: ?(?:[-–—]|đến|tới) ?(?P<last>{_NUMBER}))?(?: ?(?P<unit>{_UNIT}))?(?: trở (?P<open>lên|xuống))?"
    r"(?: so (?:với )?.+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """``op`` one of :data:`OPS`; ``number`` in ``unit`` («%», «điểm», '' for a plain number). A range («–») goes from
    ``number`` to ``upper``, both reached."""

    op: str
    number: float
    unit: str = ""
    upper: float | None = None

    def __str__(self) -> str:
        first = shown(self.number)
        figures = f"{first}–{shown(self.upper)}" if self.upper is not None else f"{self.op} {first}"
        return f"{figures} {self.unit}".strip()

    def met(self, value: float) -> bool:
        """Whether a result keeps the limit."""
        match self.op:
            case "≥":
                return value >= self.number
            case "≤":
                return value <= self.number
            case ">":
                return value > self.number
            case "<":
                return value < self.number
            case _:
                return self.upper is not None and self.number <= value <= self.upper

    def lacks(self, value: float) -> float:
        """How far a result is from the limit, 0 once it is there (with «>» and «<» it may still have to pass it)."""
        below = self.number - value if self.op in (LEAST, ABOVE, BETWEEN) else 0.0
        high = self.upper if self.op == BETWEEN else self.number if self.op in (MOST, BELOW) else None
        above = value - high if high is not None else 0.0
        return half_up(max(below, above, 0.0), 8)


@dataclass(frozen=True, slots=True)
class Figure:
    """One goal in numbers: ``name`` what is counted, ``leads`` codes of the bodies that follow it, ``source`` where the
    document says it."""

    code: str
    name: str
    limit: Limit
    year: int
    leads: tuple[str, ...] = ()
    source: str = ""


def split_op(text: str) -> tuple[str, str]:
    """The limiting word at the beginning of a text, as one of :data:`OPS`, and what follows it; ('', text) without."""
    line = clean(text)
    found = _OP.match(line)
    return (_NAMES[found.lastgroup or ""], line[found.end() :].strip()) if found else ("", line)


def read_limit(text: str) -> Limit | Unclear:
    """The limit a phrase sets; verbs before it and «so với …» after it do not matter. Codes as in
    :mod:`kehoach_xl.domain.values`, ``VALUE_004`` for what is no number with its unit."""
    line = narrow(clean(text)).strip(" .;,")
    op, rest = split_op(_VERBS.sub("", line, count=1))
    rest = rest if op else re.sub(r"^từ ", "", rest, flags=re.IGNORECASE)
    found = _AFTER.fullmatch(rest) if len(line) <= LONGEST else None
    if found is None:
        return Unclear("VALUE_004", {"raw": shown(text)})
    unit = _unit(found["unit"] or found["unit1"] or "")
    first, last = _number(found["first"], unit), _number(found["last"], unit) if found["last"] else None
    for side in (first, last):
        if isinstance(side, Unclear):
            return side
    if last is not None:
        if op or last < first:
            return Unclear("VALUE_004", {"raw": shown(text)})
        return Limit(BETWEEN, first, unit, last)
    opened = {"lên": LEAST, "xuống": MOST, None: ""}[found["open"] and found["open"].lower()]
    return Limit(op or opened or LEAST, first, unit)


def _unit(text: str) -> str:
    word = clean(text)
    return "%" if word.casefold() == "phần trăm" else word


def _number(text: str, unit: str) -> float | Unclear:
    """A figure; what is counted in pieces has no three decimals («1.350 doanh nghiệp»)."""
    reading = read_number(text, "number" if unit in ("%", "điểm") else "quantity")
    return reading if isinstance(reading, Unclear) else float(reading.value)
