"""Checks of a master: each a generator of issues, registered with the table it looks at and the codes it may yield.

To add one: write a generator in the file of its topic, decorate it with ``@check(table, codes…)``, add its sentence,
title and remedy to the catalogue under a new CHECK code.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from kehoach_xl.domain.checks.subject import Fault, RawRow, Subject
from kehoach_xl.domain.progress import Raw
from kehoach_xl.messages import CATALOGUE, Message

__all__ = ["CHECKS", "Fault", "Issue", "RawRow", "Rule", "Subject", "check", "rules", "run"]


@dataclass(frozen=True)
class Issue:
    """One finding: the message, and the cell it is about (table, sheet row, field, id of the row; of a cell beside the
    tables its ``name``). ``fix`` is what the cell should hold instead; ``safe`` when that says the same in another
    spelling, so that it is proposed with «Có»."""

    message: Message
    table: str
    row: int = 0
    field: str = ""
    row_id: str = ""
    value: Raw = None
    fix: Raw = None
    safe: bool = False
    name: str = ""

    @property
    def cell(self) -> tuple[str, int, str]:
        return self.table, self.row, self.field or self.name


Check = Callable[[Subject], Iterator[Issue]]


@dataclass(frozen=True)
class Rule:
    """One registered generator. ``table`` is the id of the table it looks at, '' for all of them."""

    table: str
    codes: tuple[str, ...]
    find: Check


CHECKS: list[Rule] = []

# The modules of rules; a rule of one cell comes before those that compare it with others.
TOPICS = (
    "workbook", "cells", "spelling", "appendix", "figures", "assignment", "timeframes", "indices", "published", "years",
    "figure_lines", "asked", "progress", "record", "days", "evidence", "changes", "agencies", "addresses", "lives",
    "periods", "deadlines", "waiting", "settings", "columns", "office", "journal",
)  # fmt: skip


def check(table: str, *codes: str) -> Callable[[Check], Check]:
    """Register a generator; generators run in the order in which they stand."""

    def registered(find: Check) -> Check:
        CHECKS.append(Rule(table, codes, find))
        return find

    return registered


def rules() -> Sequence[Rule]:
    """Every registered generator."""
    for topic in TOPICS:
        import_module(f"{__name__}.{topic}")
    return CHECKS


def run(subject: Subject, told: Callable[[int, int, str], None] = lambda done, total, name: None) -> list[Issue]:
    """All findings, gravest first, in sheet order within a level. ``told`` hears which rule of how many is looked at.

    A cell that cannot hold what it should (an error of Excel, letters of another encoding) is said once: nothing
    else is said of it. What a proposal puts right is not said a second time. Rules switched off say nothing.
    """
    registered = rules()
    from kehoach_xl.domain.checks import cells, spelling

    found: list[Issue] = []
    for number, rule in enumerate(registered):
        told(number, len(registered), CATALOGUE[rule.codes[0]].title)
        if not subject.off.keys() >= set(rule.codes):
            found += (issue for issue in rule.find(subject) if issue.message.code not in subject.off)
    spoiled = {issue.cell for issue in found if issue.message.code in cells.SPOILING}
    found = [one for one in found if one.cell not in spoiled or one.message.code in cells.SPOILING]
    order = {"error": 0, "warning": 1, "hint": 2}
    return sorted(spelling.uncovered(found), key=lambda issue: order[issue.message.level])
