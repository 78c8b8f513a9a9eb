"""Her choices in `Xung đột` become decisions: line by line, and for many lines at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kehoach_xl.domain import progress
from kehoach_xl.domain.absorb import Found
from kehoach_xl.domain.bulk import LINE, Rule, read_rule, rule_for
from kehoach_xl.domain.conflict import read_choice
from kehoach_xl.domain.progress import CellKey, show
from kehoach_xl.domain.settle import ENTER, TAKE, Conflict, Decision, Settled
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import Reading
from kehoach_xl.messages import Message
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.conflicts import conflict_id
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Row
from kehoach_xl.workflows.work import Work

BULK = "bulk"


@dataclass
class Decided:
    """Decisions by cell, and why others are none."""

    decisions: dict[CellKey, Decision] = field(default_factory=dict)
    undecided: list[Message] = field(default_factory=list)


def decide(work: Work, before: Settled, given: Sequence[Rule] = ()) -> Decided:
    """Turn her choices into decisions, each bound to the two values she saw. ``given`` are choices for many lines from
    the command line, beside those of the small table above the list.

    A choice of its own goes before one for many; a conflict that is not listed yet was not seen, and waits.
    """
    out = Decided()
    open_now = {(conflict_id(clash), clash.about): clash for clash in before.conflicts}
    listed = [(row, open_now.get((row.text("id"), row.text("about")))) for row in work.desk.table("conflicts").rows]
    rest: list[Conflict] = []
    for row, clash in listed:
        if clash is None:
            continue
        if not row.text("choice"):
            rest.append(clash)
            continue
        locked = _is_closed(work.desk, clash)
        decision = Message("PERIOD_020", {"row": row.row, "period": clash.key[2]}) if locked else _decision(row, clash)
        if isinstance(decision, Message):
            out.undecided.append(decision)
        else:
            out.decisions[clash.key] = decision
    _decide_many(work, rest, [*_typed_rules(work, out), *given], out)
    if out.decisions:
        work.facts = replace(work.facts, decisions={**work.facts.decisions, **out.decisions})
        work.add_facts(fact_rows.decision_rows(work.batch, out.decisions))
        old, new = before.record, work.settle().record
        for cell, decision in out.decisions.items():
            note = "Chọn cho nhiều dòng một lần." if decision.in_bulk else ""
            found = Found(cell, old.get(cell), new.get(cell), "Xung đột")
            work.log("Xử lý xung đột", cell=found, note=note)
    return out


def rule_of(desk: Desk, where: str, row: int, agency: str, column: str, choice: str) -> Rule | Message | None:
    """A choice for many lines as it was typed, or why it cannot be used."""
    headings = {fold(one.heading): name for name, one in desk.fields.items()}
    return read_rule(where, row, agency, column, choice, desk.register.find, lambda text: headings.get(fold(text)))


def _typed_rules(work: Work, out: Decided) -> list[Rule]:
    """The lines of the small table; of one that cannot be used it is said why."""
    table = work.desk.table(BULK)
    rules = []
    for row in table.rows:
        typed = (row.text(name) for name in ("agency", "column", "choice"))
        found = rule_of(work.desk, LINE.format(row=row.row), row.row, *typed)
        if isinstance(found, Message):
            out.undecided.append(found)
        elif found is not None:
            rules.append(found)
    return rules


def _decide_many(work: Work, clashes: Sequence[Conflict], rules: Sequence[Rule], out: Decided) -> None:
    """Apply choices for many lines; what they cannot decide is said in sum, and a line that decided is emptied."""
    unclear: Counter[Rule] = Counter()
    closed: Counter[Rule] = Counter()
    against: Counter[tuple[Rule, ...]] = Counter()
    used: set[Rule] = set()
    for clash in clashes:
        found = tuple(rule_for(clash, rules))
        if not found:
            continue
        choice = found[0].choice
        if len({rule.choice for rule in found}) > 1:
            against[found] += 1
        elif _is_closed(work.desk, clash):
            closed[found[0]] += 1
        elif choice == TAKE and clash.why:
            unclear[found[0]] += 1
        else:
            out.decisions[clash.key] = Decision(choice, None, clash.about, in_bulk=True)
            used |= {*found}
    said = {*unclear, *closed, *(rule for pair in against for rule in pair)}
    for pair, count in against.items():
        lines = "; ".join(dict.fromkeys(rule.where for rule in pair))
        out.undecided.append(Message("APPLY_016", {"lines": lines, "count": count}))
    out.undecided += [Message("APPLY_015", {"where": one.where, "count": count}) for one, count in unclear.items()]
    out.undecided += [Message("APPLY_017", {"where": one.where, "count": count}) for one, count in closed.items()]
    out.undecided += [Message("APPLY_014", {"where": one.where}) for one in rules if one not in used | said]
    rows = sorted({rule.row for rule in used if rule.row})
    if rows:
        blank = dict.fromkeys(work.desk.table(BULK).columns)
        work.set_cells(BULK, {row: blank for row in rows})


def _is_closed(desk: Desk, clash: Conflict) -> bool:
    listed = desk.periods.get(clash.key[2])
    return listed is not None and not listed.is_open


def _decision(row: Row, clash: Conflict) -> Decision | Message:
    """What one line decides, or why it decides nothing."""
    choice = read_choice(row.text("choice"))
    if choice is None:
        return Message("MERGE_025", {"row": row.row, "choice": row.text("choice")})
    if choice == TAKE and clash.why:
        return Message("MERGE_026", {"row": row.row, "theirs": show(clash.theirs)})
    if choice != ENTER:
        return Decision(choice, None, clash.about)
    reading = progress.read(clash.key[3], row.cells.get("entered"))
    if not isinstance(reading, Reading) or reading.value is None:
        return Message("MERGE_020", {"row": row.row, "entered": row.text("entered") or "(trống)"})
    return Decision(choice, progress.take(clash.key[3], row.cells.get("entered")), clash.about)
