"""What came of a goal in numbers, as `Chỉ số` says it: reached, how far from it, or why nobody can tell."""

from dataclasses import dataclass

from kehoach_xl.domain.figure import ABOVE, BETWEEN, OPS, Limit

REACHED, NO_RESULT = "● Đạt", "○ Chưa có số liệu"
NO_LIMIT, NO_NUMBER = "? Chưa ghi mức", "? Kết quả không phải là số"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One line of the table: ``limit`` None where the cells make none; ``result`` None where there is none, and
    ``is_text`` where something stands that is no number."""

    code: str
    name: str
    year: float | None
    limit: Limit | None
    result: float | None
    is_text: bool = False

    @property
    def state(self) -> str:
        """«reached», «missed», «waiting», or «unclear»."""
        if self.limit is None or self.is_text:
            return "unclear"
        if self.result is None:
            return "waiting"
        return "reached" if self.limit.met(self.result) else "missed"

    @property
    def verdict(self) -> str:
        """The same in words, with what is missing in the unit of the limit (percentage points for «%»)."""
        if self.limit is None:
            return NO_LIMIT
        if self.result is None:
            return NO_NUMBER if self.is_text else NO_RESULT
        if self.limit.met(self.result):
            return REACHED
        lacks, unit = self.limit.lacks(self.result), self.limit.unit
        if not lacks:
            passed = "trên" if self.limit.op == ABOVE else "dưới"
            return f"► Chưa đạt, phải {passed} {f'{_plain(self.limit.number)} {unit}'.strip()}"
        side = "còn" if self._below else "vượt"
        points = "điểm %" if unit == "%" else unit
        return f"► Chưa đạt, {side} {f'{_plain(lacks)} {points}'.strip()}"

    @property
    def _below(self) -> bool:
        assert self.limit is not None and self.result is not None
        return self.limit.op in ("≥", ABOVE, BETWEEN) and self.result < self.limit.number


def limit_of(op: str, number: float | None, upper: float | None, unit: str) -> Limit | None:
    """The limit that the cells of a line make: without a comparison a least one; None where they make none."""
    op = op or "≥"
    if op not in OPS or number is None:
        return None
    if op != BETWEEN:
        return Limit(op, number, unit)
    return Limit(op, number, unit, upper) if upper is not None and upper >= number else None


def _plain(number: float) -> str:
    """A number with a decimal comma and no mark between thousands."""
    return f"{number:.8f}".rstrip("0").rstrip(".").replace(".", ",")
