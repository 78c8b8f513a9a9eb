"""Choices for many conflicts at once: by agency, by column, by both, or for all of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kehoach_xl.domain.conflict import CHOICES, read_choice
from kehoach_xl.domain.settle import ENTER, Conflict
from kehoach_xl.messages import Message

# What one line may choose: a value can be entered for one cell only.
OFFERED: tuple[str, ...] = tuple(label for label, choice in CHOICES.items() if choice != ENTER)
# How a choice is named that was given on the command line, and how one of the small table.
COMMAND, LINE = "Lệnh apply", "Dòng {row} trang Xung đột, bảng xử lý nhiều dòng"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the small table above the conflicts. ``where``: which one, in words; ``row``: its sheet row, 0 for
    one given on the command line. '' as agency or column stands for every one."""

    where: str
    row: int
    agency: str
    column: str
    choice: str

    def covers(self, clash: Conflict) -> bool:
        """Whether a conflict is of this agency and column."""
        _, agency, _, column = clash.key
        return self.agency in ("", agency) and self.column in ("", column)

    @property
    def narrowness(self) -> int:
        """How much the line says: one that names agency and column goes before one that names only one of them."""
        return bool(self.agency) + bool(self.column)


def read_rule(
    where: str, row: int, agency: str, column: str, choice: str, find_agency: Callable[[str], str | None],
    find_column: Callable[[str], str | None],
) -> Rule | Message | None:  # fmt: skip
    """One line as typed; None for a blank one, a message for one that cannot be used."""
    if not (agency or column or choice):
        return None
    chosen = read_choice(choice)
    if chosen is None or chosen == ENTER:
        return Message("APPLY_011", {"where": where, "choice": choice or "(trống)", "known": " hoặc ".join(OFFERED)})
    named, headed = find_agency(agency) if agency else "", find_column(column) if column else ""
    if named is None:
        return Message("APPLY_012", {"where": where, "value": agency})
    if headed is None:
        return Message("APPLY_013", {"where": where, "value": column})
    return Rule(where, row, named, headed, chosen)


def rule_for(clash: Conflict, rules: Iterable[Rule]) -> Sequence[Rule]:
    """The lines that decide a conflict: none, one, or several equally narrow ones, which may contradict each other."""
    covering = [rule for rule in rules if rule.covers(clash)]
    narrowest = max((rule.narrowness for rule in covering), default=0)
    return [rule for rule in covering if rule.narrowness == narrowest]
