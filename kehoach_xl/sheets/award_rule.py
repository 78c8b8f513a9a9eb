"""The two thresholds of the shortlist, as they stand in input cells of `Tổng hợp`."""

from kehoach_xl.domain.award import Rule, threshold
from kehoach_xl.sheets import single
from kehoach_xl.sheets.desk import Desk

FINISHED, HANDED_IN = "TH_award_done", "TH_award_forms"


def rule_of(desk: Desk) -> Rule:
    """The rule in force; a threshold whose cell is gone or holds no per cent is the usual one."""
    usual = Rule()
    return Rule(
        threshold(single.number(desk, FINISHED), usual.finished),
        threshold(single.number(desk, HANDED_IN), usual.handed_in),
    )
