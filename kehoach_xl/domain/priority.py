"""Which component to look at first: where few of the tasks that fell due are done and the goal is still far."""

from collections.abc import Sequence
from dataclasses import dataclass

# In percent; both stand in cells of `Chỉ số`. Our own proposal: no document says how far is far.
LOW_COMPLETION, LARGE_GAP = 50, 25
# The most that a share of the gap counts for in the order.
MOST_SHARE = 9.0

WORDS = {
    4: "! Ưu tiên: hoàn thành thấp và còn cách mục tiêu xa", 3: "► Còn cách mục tiêu xa", 2: "► Hoàn thành thấp",
    1: "● Chưa phải ưu tiên", 0: "? Chưa đủ số liệu để đánh giá",
}  # fmt: skip
REACHED = "● Đã đạt mục tiêu"


@dataclass(frozen=True, slots=True)
class Need:
    """One component: ``done`` of the ``due`` tasks of a period, points missing to the goal, the goal's score."""

    code: str
    name: str
    done: int
    due: int
    gap: float | None
    goal: float | None

    @property
    def rate(self) -> float | None:
        """Done among due, None when nothing is due: never 0."""
        return self.done / self.due if self.due else None

    @property
    def share(self) -> float | None:
        """The missing points as a share of the goal, 0 once reached."""
        if self.gap is None or self.goal is None or self.goal <= 0:
            return None
        return max(self.gap, 0.0) / self.goal

    def level(self, low: float, large: float) -> int:
        """4 both, 3 far from the goal, 2 few done, 1 neither, 0 not enough is known: a goal that is reached is not
        far, whatever the threshold, and needs no task to say so. Thresholds are shares."""
        is_low = self.rate is not None and self.rate < low
        is_far = self.share is not None and self.share > 0 and self.share >= large
        if is_low or is_far:
            return 4 if is_low and is_far else 3 if is_far else 2
        return 1 if self.share == 0 or (self.rate is not None and self.share is not None) else 0

    def says(self, low: float, large: float) -> str:
        """The verdict in words, with the symbol that also reads without colour."""
        level = self.level(low, large)
        if level == 1 and self.share == 0:
            return REACHED
        if level == 3 and self.rate is None:
            return f"{WORDS[3]}; chưa có nhiệm vụ đến hạn"
        if level == 2 and self.share is None:
            return f"{WORDS[2]}; chưa có điểm hoặc mục tiêu"
        return WORDS[level]


def threshold(typed: float | None, default: float) -> float:
    """A threshold as a share: 50, 0,5 and «50 %» are one half; what is no number counts as the default (percent)."""
    if typed is None:
        return default / 100
    return typed if 0 < typed <= 1 else typed / 100


def ranked(needs: Sequence[Need], low: float, large: float) -> list[Need]:
    """The components, those to look at first on top; within a level the larger share first, then the plan's order."""
    return sorted(needs, key=lambda one: (-one.level(low, large), -min(one.share or 0.0, MOST_SHARE)))
