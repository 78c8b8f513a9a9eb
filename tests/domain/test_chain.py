"""The chain: what of a line counts, and what its hash covers."""

from dataclasses import replace

import pytest

from kehoach_xl.domain.chain import (
    FACT,
    LINE,
    Batch,
    digest,
    fact_cells,
    fact_texts,
    hashes,
    line_cells,
    line_texts,
)
from kehoach_xl.domain.proof import Kept, Line, Log, prove

CELLS = {
    "no": 1.0, "at": 46010.375, "who": "lan", "operation": "Gộp báo cáo", "file": "a.xlsx", "hash": "ab" * 32,
    "period": "2025-H2", "agency": "STP", "task": "2.3", "column": "Kết quả", "old": "(trống)", "new": "Dòng 1\nDòng 2",
    "note": None, "batch": "b0001", "chain": "không tính",
}  # fmt: skip
FACTS = tuple(fact_texts({"batch": "b0001", "kind": "step", "ref": ref}) for ref in ("a", "b"))
HEADINGS = {name: name for name in LINE}


def test_a_line_is_taken_as_the_texts_a_person_sees() -> None:
    assert line_texts(CELLS) == (
        "1", "2025-12-19T09:00:00", "lan", "Gộp báo cáo", "a.xlsx", "ab" * 32, "2025-H2", "STP", "2.3", "Kết quả",
        "(trống)", "Dòng 1\nDòng 2", "", "b0001",
    )  # fmt: skip


@pytest.mark.parametrize(
    "same",
    [
        {"new": "Dòng 1\r\nDòng 2"}, {"new": "Dòng 1\rDòng 2"}, {"note": ""}, {"at": 46010.375 + 1e-9}, {"no": 1},
        {"chain": "khác"}, {"at": 46010.374999999},
    ],
)  # fmt: skip
def test_what_programs_write_differently_is_the_same_line(same: dict[str, object]) -> None:
    assert line_texts(CELLS | same) == line_texts(CELLS)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", LINE)
def test_every_visible_cell_counts(name: str) -> None:
    other = {"no": 2.0, "at": 46010.3751}.get(name, "khác")
    assert line_texts(CELLS | {name: other}) != line_texts(CELLS)


def test_cells_come_back_from_their_texts() -> None:
    wanted = {name: value for name, value in CELLS.items() if name != "chain"}
    assert line_cells(line_texts(CELLS)) == wanted
    fact = {"batch": "b1", "kind": "answer", "value": '"007"', "ref": "7"}
    assert fact_cells(fact_texts(fact)) == dict.fromkeys(FACT) | fact


def test_the_last_line_covers_the_facts_and_every_line_before() -> None:
    lines = [line_texts(CELLS), line_texts(CELLS | {"no": 2.0})]
    first, head = hashes("gốc", lines, FACTS)
    assert hashes("gốc", lines, FACTS) == [first, head]
    assert hashes("gốc", lines, FACTS[:1]) == [first, hashes("gốc", lines, FACTS[:1])[-1]]
    assert len({head, *(hashes(*other)[-1] for other in (
        ("khác", lines, FACTS), ("gốc", lines, FACTS[::-1]), ("gốc", lines, FACTS[:1]), ("gốc", lines, ()),
        ("gốc", lines[::-1], FACTS), ("gốc", lines[1:], FACTS),
    ))}) == 7  # fmt: skip
    assert digest(()) == ""


# -- what is proved of small journals ------------------------------------------------------------------------


def batch(name: str, prev: str, *numbers: int, facts: int = 1, journal: str = "id") -> Batch:
    lines = tuple(line_texts(CELLS | {"no": float(no), "batch": name}) for no in numbers)
    rows = tuple(fact_texts({"batch": name, "kind": "step", "ref": str(at)}) for at in range(facts))
    return Batch(journal, name, prev, hashes(prev, lines, rows)[-1], lines, rows)


ONE = batch("b0001", "id", 1, 2)
TWO = batch("b0002", ONE.head, 3)
THREE = batch("b0003", TWO.head, 4, facts=0)


def kept(*batches: Batch, **more: object) -> Kept:
    """The master that holds these batches."""
    lines = []
    for one in batches:
        chained = hashes(one.prev, one.lines, one.facts)
        lines += [
            Line(5 + len(lines) + at, int(texts[0]), chained[at], texts) for at, texts in enumerate(one.lines)
        ]
    facts = {one.id: one.facts for one in batches if one.facts}
    whole = Kept("id", batches[-1].head if batches else "", (0, ""), lines, (), facts, HEADINGS)
    return replace(whole, **more)  # type: ignore[arg-type]


def log(*batches: Batch, saved: tuple[Batch, ...] = ()) -> Log:
    return Log(True, {one.head: one for one in batches}, frozenset(one.head for one in saved or batches))


def codes(master: Kept, there: Log) -> list[str]:
    return [one.message.code for one in prove(master, there)]


def test_a_whole_journal_has_no_findings() -> None:
    assert codes(kept(ONE, TWO, THREE), log(ONE, TWO, THREE)) == []
    assert codes(kept(), Log()) == []


@pytest.mark.parametrize("name", [name for name in LINE if name not in ("no", "batch")])
def test_a_changed_cell_is_named(name: str) -> None:
    whole = kept(ONE, TWO, THREE)
    lines = list(whole.lines)
    texts = list(lines[1].texts)
    texts[LINE.index(name)] = "sửa"
    lines[1] = replace(lines[1], texts=tuple(texts))
    (found,) = prove(replace(whole, lines=lines), log(ONE, TWO, THREE))
    assert (found.message.code, found.row, found.message.facts["columns"]) == ("JOURNAL_010", 6, f"«{name}»")
    assert codes(replace(whole, lines=lines), Log()) == ["JOURNAL_013", "JOURNAL_020"]  # the chain alone sees it too


def test_lines_and_their_hashes_forged_together_are_seen_by_the_head() -> None:
    forged = batch("b0002", ONE.head, 3, facts=2)
    assert codes(kept(ONE, forged, head=TWO.head), log(ONE, TWO)) == ["JOURNAL_014"]
    assert codes(kept(ONE, forged, head=TWO.head), Log()) == ["JOURNAL_015", "JOURNAL_020"]
    # The head forged too: it is not the one that was logged, which is now on another branch.
    assert codes(kept(ONE, forged), log(ONE, TWO)) == ["JOURNAL_023", "JOURNAL_032"]


@pytest.mark.parametrize(
    ("gone", "first", "last"), [({1}, 1, 1), ({2}, 2, 2), ({1, 2, 3, 4}, 1, 4), ({4}, 4, 4), ({3, 4}, 3, 4)]
)
def test_lines_that_are_gone_are_named(gone: set[int], first: int, last: int) -> None:
    whole = kept(ONE, TWO, THREE)
    (found,) = prove(replace(whole, lines=[x for x in whole.lines if x.no not in gone]), log(ONE, TWO, THREE))
    facts = found.message.facts
    assert (found.message.code, facts["first"], facts["last"]) == ("JOURNAL_011", first, last)


def test_a_cut_end_is_seen_without_the_log() -> None:
    whole = kept(ONE, TWO, THREE)
    assert codes(replace(whole, lines=whole.lines[:-1]), Log()) == ["JOURNAL_015", "JOURNAL_020"]


def test_a_line_that_stands_twice_is_told() -> None:
    whole = kept(ONE, TWO)
    again = replace(whole.lines[2], row=9)
    assert "JOURNAL_012" in codes(replace(whole, lines=[*whole.lines, again]), log(ONE, TWO))


@pytest.mark.parametrize("facts", [(), FACTS, TWO.facts * 2])
def test_changed_facts_are_told_by_their_batch(facts: tuple[tuple[str, ...], ...]) -> None:
    whole = kept(ONE, TWO, THREE)
    there = dict(whole.facts) | {"b0002": facts}
    assert codes(replace(whole, facts=there), log(ONE, TWO, THREE)) == ["JOURNAL_014"]
    assert codes(replace(whole, facts=there), Log()) == ["JOURNAL_013", "JOURNAL_020"]


def test_facts_of_no_batch_are_told() -> None:
    whole = kept(ONE)
    assert codes(replace(whole, facts={**whole.facts, "b0009": FACTS}), log(ONE)) == ["JOURNAL_016"]


def test_a_changed_log_is_told() -> None:
    bent = replace(ONE, facts=FACTS)
    assert codes(kept(ONE, TWO), log(bent, TWO)) == ["JOURNAL_022"]  # the log, not the sheets that prove themselves
    assert codes(kept(ONE, TWO), log(TWO)) == ["JOURNAL_024"]
    assert codes(kept(ONE, TWO), replace(log(TWO), broken=[1])) == ["JOURNAL_021", "JOURNAL_024"]
    assert codes(kept(ONE, TWO), log(batch("b0001", "other", 1, journal="other"))) == ["JOURNAL_023"]


def test_a_line_of_the_log_that_nobody_can_read_is_only_told_while_every_batch_is_there() -> None:
    assert codes(kept(ONE, TWO), replace(log(ONE, TWO), broken=[2])) == ["JOURNAL_036"]
    assert not any(one.is_fault for one in prove(kept(ONE, TWO), replace(log(ONE, TWO), broken=[2])))


HERS, COPY = "so.xlsx", "thu.xlsx"


@pytest.mark.parametrize(
    ("names", "found", "newer"),
    [
        ((HERS, HERS), ["JOURNAL_030"], 2), ((HERS, COPY), ["JOURNAL_030", "JOURNAL_035"], 1),
        ((COPY, COPY), ["JOURNAL_035"], 0), ((COPY, HERS), ["JOURNAL_030"], 2), (("SO.xlsx", ""), ["JOURNAL_030"], 2),
    ],
    ids=["hers", "then a copy", "a copy", "a copy that took her place", "nobody knows"],
)  # fmt: skip
def test_only_what_was_written_under_its_name_makes_a_master_old(
    names: tuple[str, str], found: list[str], newer: int
) -> None:
    there = log(ONE, *(replace(one, workbook=name) for one, name in zip((TWO, THREE), names, strict=True)))
    assert codes(kept(ONE, workbook=HERS), there) == found
    assert len(there.newer("id", ONE.head, HERS)) == newer


def test_a_copy_that_wrote_last_does_not_hide_what_is_newer() -> None:
    hers, copied = replace(TWO, workbook=HERS), replace(batch("b0002", ONE.head, 3, facts=5), workbook=COPY)
    assert codes(kept(ONE, workbook=HERS), log(ONE, hers, copied)) == ["JOURNAL_030", "JOURNAL_035"]


def test_an_older_master_is_told_and_a_run_cut_off_is_not_held_against_it() -> None:
    (found,) = prove(kept(ONE), log(ONE, TWO, THREE))
    assert (found.message.code, found.message.facts["batches"], found.message.facts["count"]) == ("JOURNAL_030", 2, 2)
    assert codes(kept(ONE), log(ONE, TWO, saved=(ONE,))) == ["JOURNAL_031"]  # logged, never saved
    assert not any(one.is_fault for one in prove(kept(ONE), log(ONE, TWO, saved=(ONE,))))
    assert codes(kept(), log(ONE)) == ["JOURNAL_030"]


def test_other_branches_are_only_told() -> None:
    other = batch("b0002", ONE.head, 3, facts=5)
    cut_off = batch("b0002", ONE.head, 3, facts=6)
    assert codes(kept(ONE, TWO), log(ONE, other, TWO)) == ["JOURNAL_032"]
    assert codes(kept(ONE, TWO), log(ONE, cut_off, TWO, saved=(ONE, TWO))) == ["JOURNAL_031"]
    assert codes(kept(ONE, TWO), log(ONE, TWO, batch("b0001", "id2", 1, journal="id2"))) == []  # another master's


def test_lines_moved_to_the_log_and_lines_of_hers_are_no_fault() -> None:
    whole = kept(ONE, TWO, THREE)
    moved = replace(whole, base=(2, ONE.head), lines=whole.lines[2:])
    assert codes(moved, log(ONE, TWO, THREE)) == []
    middle = hashes(ONE.prev, ONE.lines, ONE.facts)[0]
    assert codes(replace(whole, base=(1, middle), lines=whole.lines[1:]), log(ONE, TWO, THREE)) == []
    (found,) = prove(replace(whole, loose=(12, 13)), log(ONE, TWO, THREE))
    assert (found.message.code, found.message.level, found.message.facts["count"]) == ("JOURNAL_033", "info", 2)
