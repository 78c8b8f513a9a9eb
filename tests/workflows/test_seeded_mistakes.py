"""Known mistakes planted in a valid master: each is found, nothing else is said. The large run is in benchmarks/."""

import random
from pathlib import Path

import pytest

from benchmarks.seeded_mistakes import Tally, beside, checked, in_files, many, one_by_one, with_log
from benchmarks.seeds import SEEDS
from benchmarks.valid_master import NOW, build
from benchmarks.world import World, finding
from kehoach_xl.domain.checks import rules
from kehoach_xl.engine.opening import open_book
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.check import check

# Rules that no typed cell of this plan can break alone; their own tests break them.
ELSEWHERE = {
    "CHECK_015", "CHECK_090",  # what the document itself gives: there in every master of this plan
    "CHECK_602",  # what a document ordered: tests/domain/rules
    "CHECK_214", "CHECK_215",  # single cells beside the tables: tests/workflows/test_index.py
    "CHECK_660", "CHECK_664",  # headings of spare columns: tests/domain/rules
    "CHECK_710",  # a formula: tests/workflows/test_check.py
    "CHECK_800", "CHECK_801", "CHECK_802", "CHECK_803", "CHECK_804",  # names: tests/workflows/test_check.py
    "CHECK_810", "CHECK_811",  # the journal: tests/workflows/test_verify.py
    "CHECK_201",  # comes with CHECK_200
    "CHECK_202",  # comes with CHECK_201
}  # fmt: skip


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("valid") / "so.xlsx"
    build(path)
    return path


def nothing_wrong(tally: Tally) -> bool:
    return (dict(tally.missed), dict(tally.false)) == ({}, {})


def test_every_rule_is_planted() -> None:
    assert {code for rule in rules() for code in rule.codes} - {seed.code for seed in SEEDS} == ELSEWHERE


@pytest.mark.slow
def test_every_mistake_alone_is_found_and_nothing_else(master: Path) -> None:
    tally = Tally()
    with open_book(master, write=False) as book:
        one_by_one(World(Desk(book)), random.Random(1), tally, rounds=1)
    assert nothing_wrong(tally) and tally.masters == len(SEEDS), (tally.missed, tally.false)


@pytest.mark.slow
def test_many_mistakes_at_once_are_found_and_nothing_else(master: Path) -> None:
    tally = Tally()
    with open_book(master, write=False) as book:
        many(World(Desk(book)), random.Random(2), tally, masters=4)
    assert nothing_wrong(tally) and tally.planted > 200, (tally.missed, tally.false)


@pytest.mark.slow
def test_mistakes_typed_into_the_file_are_found_and_nothing_else(master: Path) -> None:
    tally = Tally()
    in_files(master, random.Random(3), tally, share=3)
    assert nothing_wrong(tally) and tally.masters == 4, (tally.missed, tally.false)


@pytest.mark.tools
@pytest.mark.parametrize("seed", [11, 12])
def test_a_sheet_edited_in_libreoffice_is_checked_alike(master: Path, tmp_path: Path, libreoffice, seed: int) -> None:
    """The same mistakes typed there and saved back give the same findings as typed through the file engine."""
    with open_book(master, write=False) as book:
        desk = Desk(book)
        world = World(desk)
        planted = beside(world, random.Random(seed))
        cells = [cell for each in planted for cell in each.cells]
        typed = {}
        for place, value in cells:
            table = desk.table(place.table)
            typed[table.sheet, f"{column_letters(table.columns[place.field])}{place.row}"] = value
    expected = {one for each in planted for one in each.expected}
    assert len(expected) > 40
    there = tmp_path / "sửa trong LibreOffice.xlsx"
    libreoffice.resave(master, there, typed)
    with_log(master, there)
    with open_book(there, write=True) as book:
        found = {finding(one.issue) for one in check(book, now=NOW).findings}
    assert found == checked(master, cells)
    assert expected <= found
