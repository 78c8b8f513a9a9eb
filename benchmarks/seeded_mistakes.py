"""Known mistakes planted in valid masters, and what «Kiểm tra» finds of them: found, missed, false alarms.

``python -m benchmarks.seeded_mistakes [--write]`` plants every seed alone and many at once, in memory and in files
through the file engine; ``--write`` puts the figures into docs/kiem-tra.md.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.seeds import KINDS, SEEDS, Seed
from benchmarks.valid_master import NOW, build
from benchmarks.world import Place, World, finding
from kehoach_xl.domain.checks.page import FIGURES, page
from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.desk import ORIGINALS, Desk
from kehoach_xl.workflows.check import check

Found = tuple[str, str, int, str]
WHOLE_PLAN = "CHECK_015"


@dataclass(frozen=True)
class Planted:
    """What was typed for one seed, and the findings it must give."""

    seed: Seed
    cells: tuple[tuple[Place, Any], ...]
    expected: frozenset[Found]


@dataclass
class Tally:
    """Findings that were to be made, and how it went; ``codes`` are the rules that were planted."""

    masters: int = 0
    planted: int = 0
    expected: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)

    def add(self, planted: Sequence[Planted], found: set[Found]) -> None:
        expected = {one for each in planted for one in each.expected}
        self.masters += 1
        self.planted += len(planted)
        self.expected += len(expected)
        self.codes |= {each.seed.code for each in planted}
        # Said once for the whole plan, at the first component that can be compared: it may move, and is there anyway.
        found = {one for one in found if one[0] != WHOLE_PLAN}
        self.missed.update(f"{one}" for one in expected - found)
        self.false.update(f"{one} ({'; '.join(each.seed.code for each in planted[:3])})" for one in found - expected)


def plant(world: World, seed: Seed, rng: random.Random, taken: set[str]) -> Planted | None:
    """Choose a row of the seed's kind that nothing was planted near; None when there is none left."""
    table, is_kind = KINDS[seed.kind]
    if seed.kind.startswith("new "):
        rows = [world.next_row(table)] if table not in taken else []
    else:
        rows = [row for row in world.rows(table) if is_kind(world, row) and not _near(world, table, row) & taken]
    if not rows:
        return None
    row = rng.choice(rows)
    cells = seed.cells(world, row) if callable(seed.cells) else seed.cells
    typed = [(Place(table, row, name), value) for name, value in cells.items()] + list(seed.also(world, row).items())
    expected = seed.expects(world, row) if seed.expects else {(seed.code, table, row, seed.at)}
    taken |= _near(world, table, row) | ({table} if seed.kind.startswith("new ") else set())
    return Planted(seed, tuple(typed), frozenset(expected))


def _near(world: World, table: str, row: int) -> set[str]:
    """What a row belongs to: findings about one task, component, agency or period could hide each other."""
    if row not in world.rows(table):
        return {f"{table}{row}"}
    names = {"appendix": "id", "progress": "task", "indices": "id", "agencies": "code", "periods": "code"}
    return {world.text(table, row, names[table]) if table in names else f"{table}{row}"}


def one_by_one(world: World, rng: random.Random, tally: Tally, rounds: int) -> None:
    """Every seed alone, in a random row."""
    for _ in range(rounds):
        for seed in SEEDS:
            planted = plant(world, seed, rng, set())
            assert planted is not None, seed
            _run(world, [planted], tally)


def many(world: World, rng: random.Random, tally: Tally, masters: int) -> None:
    """As many seeds as can stand beside each other in one master, each in rows of its own."""
    for _ in range(masters):
        _run(world, beside(world, rng), tally)


ALONE = frozenset({
    "CHECK_022", "CHECK_041", "CHECK_042", "CHECK_070", "CHECK_072", "CHECK_123", "CHECK_129", "CHECK_200", "CHECK_205",
    "CHECK_301", "CHECK_432", "CHECK_002", "CHECK_004", "CHECK_121", "CHECK_204", "CHECK_125", "CHECK_700", "CHECK_003",
    "CHECK_005",
})  # fmt: skip


def beside(world: World, rng: random.Random) -> list[Planted]:
    """Seeds in random order, each where nothing else was planted; those that reach beyond their row stand alone."""
    taken: set[str] = set()
    seeds = rng.sample([seed for seed in SEEDS if seed.code not in ALONE], k=len(SEEDS) - _alone())
    return [planted for seed in seeds if (planted := plant(world, seed, rng, taken))]


def _alone() -> int:
    return sum(seed.code in ALONE for seed in SEEDS)


def _run(world: World, planted: Sequence[Planted], tally: Tally) -> None:
    world.type(cell for each in planted for cell in each.cells)
    tally.add(planted, {finding(one) for one in world.found()} - world.base)
    world.restore()


def in_files(master: Path, rng: random.Random, tally: Tally, share: int) -> None:
    """Some seeds alone and once many at once, typed into copies of the file and checked as she would."""
    with open_book(master, write=False) as book:
        world = World(Desk(book))
    alone = [[plant(world, seed, rng, set())] for seed in rng.sample(SEEDS, k=share)]
    for planted in [*alone, beside(world, rng)]:
        tally.add(planted, checked(master, [cell for each in planted for cell in each.cells]) - world.base)


def checked(master: Path, cells: Sequence[tuple[Place, Any]]) -> set[Found]:
    """Type these cells into a copy of the master and check it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        shutil.copy(master, path)
        with_log(master, path)
        with open_book(path, write=True) as book:
            type_into(book, cells)
        with open_book(path, write=True) as book:
            report = check(book, now=NOW)
        return {finding(one.issue) for one in report.findings}


def with_log(master: Path, copy: Path) -> None:
    """Put the log of a master beside a copy that lies elsewhere."""
    shutil.copytree(master.parent / ORIGINALS, copy.parent / ORIGINALS)


def type_into(book: Any, cells: Sequence[tuple[Place, Any]]) -> None:
    desk = Desk(book)
    blocks = []
    for place, value in cells:
        table = desk.table(place.table)
        blocks.append(BlockWrite(table.sheet, place.row, table.columns[place.field], ((value,),)))
    with Cells(book).written(blocks):
        book.save()


def figures(parts: dict[str, Tally]) -> str:
    """The section of the page."""
    rows = ["| | " + " | ".join(parts) + " |", "|---|" + "---|" * len(parts)]
    for name, value in (
        ("Số sổ", lambda t: t.masters), ("Lỗi cài sẵn", lambda t: t.planted),
        ("Kết quả phải báo", lambda t: t.expected),
        ("Đã báo đúng", lambda t: t.expected - t.missed.total()), ("Bỏ sót", lambda t: t.missed.total()),
        ("Báo sai", lambda t: t.false.total()), ("Số quy tắc", lambda t: len(t.codes)),
    ):  # fmt: skip
        rows.append(f"| {name} | " + " | ".join(f"{value(tally)}" for tally in parts.values()) + " |")
    total = [sum(t.missed.total() for t in parts.values()), sum(t.false.total() for t in parts.values())]
    rows += ["", f"Tổng cộng: bỏ sót {total[0]}, báo sai {total[1]}."]
    intro = (
        "Chương trình `benchmarks/seeded_mistakes.py` cài lỗi đã biết vào sổ không có lỗi (kế hoạch FTA Index, hai "
        "kỳ báo cáo), mỗi lỗi ở một dòng ngẫu nhiên, rồi đối chiếu kết quả kiểm tra. Một kết quả không do lỗi cài sẵn "
        "nào gây ra là báo sai."
    )
    return "\n".join([FIGURES, "", intro, "", *rows]) + "\n"


def main(arguments: Sequence[str]) -> int:
    rng = random.Random(20251231)
    parts = {"Từng lỗi, trong bộ nhớ": Tally(), "Nhiều lỗi cùng lúc": Tally(), "Trên tệp": Tally()}
    single, several, files = parts.values()
    with tempfile.TemporaryDirectory() as folder:
        master = Path(folder) / "so.xlsx"
        build(master)
        with open_book(master, write=False) as book:
            world = World(Desk(book))
            one_by_one(world, rng, single, rounds=5)
            many(world, rng, several, masters=40)
        in_files(master, rng, files, share=25)
    said = figures(parts)
    print(said)
    for tally in parts.values():
        for kind, counts in (("bỏ sót", tally.missed), ("báo sai", tally.false)):
            for what, count in counts.most_common(40):
                print(kind, count, what)
    if "--write" in arguments:
        (Path(__file__).parents[1] / "docs" / "kiem-tra.md").write_text(page(said), encoding="utf-8")
    return int(any(tally.missed or tally.false for tally in parts.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
