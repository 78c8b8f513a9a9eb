"""Cells are counted row by row as they would be one by one."""

from collections import Counter
from dataclasses import replace

from hypothesis import given

from kehoach_xl.domain.progress import same
from kehoach_xl.domain.settle import settle
from kehoach_xl.workflows.accounting import tally
from tests.domain.test_settle import histories, returned_files


@given(histories(), returned_files("x"))
def test_cells_counted_by_the_row_are_those_counted_one_by_one(facts, one):
    before, after = settle(facts), settle(replace(facts, returns=[*facts.returns, one]))
    for old in (before, after):
        wanted: dict[str, Counter[str]] = {}
        for (sha, cell), fate in after.fates.items():
            stood = fate == "applied" and same(old.record.get(cell), after.record.get(cell))
            wanted.setdefault(sha, Counter())["equal" if stood else fate] += 1
        assert {sha: +counts for sha, counts in tally(old, after).items() if +counts} == wanted
