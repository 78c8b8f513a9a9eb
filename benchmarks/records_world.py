"""A country's records for the totals: 34 provinces × 300 units × 12 months, as a store and as the table (CSV) that a
person would have of the same records.

``python -m benchmarks.records_world FOLDER`` makes both.
"""

import csv
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from kehoach_xl.domain.status import CLASSES, DUE_LABELS
from kehoach_xl.domain.totals import DUE
from kehoach_xl.gathering.source import (
    RECORD,
    STATES,
    Body,
    Contents,
    Part,
    Source,
    Told,
    alike_body,
    alike_part,
)
from kehoach_xl.gathering.writing import write

PROVINCES, UNITS, PERIODS, TASKS, PARTS = 34, 300, 12, 60, 8
# Of the 60 tasks of its province a unit reports 11 or 12 in a period.
EACH = 3432
RECORDS = PROVINCES * PERIODS * EACH
AT = datetime(2025, 12, 31, 9, tzinfo=UTC)
CSV_HEAD = ("Tỉnh", "Kế hoạch", "Kỳ", "Chỉ số", "Nhiệm vụ", "Cơ quan", "Phân loại", "Đến hạn")


def make(folder: Path, provinces: int = PROVINCES, periods: int = PERIODS, each: int = EACH) -> tuple[Path, Path]:
    """The store and the table, made when they are not there."""
    store, table = folder / "kho.db", folder / "ban-ghi.csv"
    if not table.exists():
        folder.mkdir(parents=True, exist_ok=True)
        sources = [_source(folder, number, periods, each) for number in range(provinces)]
        write(store, folder, AT, [(one, True) for one in sources], None)
        with table.with_suffix(".tmp").open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(CSV_HEAD)
            for one in sources:
                lines.writerows(_lines(one))
        table.with_suffix(".tmp").rename(table)
    return store, table


def _source(folder: Path, number: int, periods: int, each: int) -> Source:
    """One province: who reports which task is the same in every period, what is reported is chance."""
    chance = np.random.default_rng(number)
    issuer, plan = f"UBND tỉnh thứ {number + 1}", f"fta-{number + 1:02d}"
    pairs = np.sort(chance.choice(TASKS * UNITS, each, replace=False))
    blocks = {}
    for month in range(1, periods + 1):
        records = np.zeros(each, RECORD)
        records["task"], records["agency"] = pairs // UNITS, pairs % UNITS
        records["klass"] = chance.integers(0, len(CLASSES), each)
        records["state"] = chance.integers(0, len(STATES), each)
        blocks[f"2025-T{month:02d}"] = records
    parts = [(str(n + 1), f"Chỉ số thành phần thứ {n + 1}") for n in range(PARTS)]
    units = [(f"X{n:03d}", f"Ủy ban nhân dân xã thứ {n + 1}") for n in range(UNITS)]
    contents = Contents(
        [Part(code, name, alike_part("fta-index", plan, code, name)) for code, name in parts],
        [Told(f"NV{n + 1:03d}", f"{n % PARTS + 1}.{n // PARTS + 1}", n % PARTS) for n in range(TASKS)],
        [Body(code, name, alike_body(issuer, name)) for code, name in units], blocks,
    )  # fmt: skip
    return Source(
        folder / f"{plan}.xlsx", plan, (1.0, 1.0), plan, plan, f"Kế hoạch FTA {number + 1}", issuer, (), "1", AT,
        each * periods, contents,
    )  # fmt: skip


def _lines(one: Source) -> Iterator[tuple[object, ...]]:
    """The records of a province as a person has them: names, not numbers."""
    known = one.contents
    assert known is not None
    for period, records in known.blocks.items():
        for task, agency, klass, state in records.tolist():
            told = known.tasks[task]
            due = DUE_LABELS[STATES[state]] if STATES[state] in DUE else ""
            yield (
                one.issuer, one.title, period, known.parts[told.part or 0].name, told.id, known.bodies[agency].name,
                CLASSES[klass], due,
            )  # fmt: skip


if __name__ == "__main__":
    print(*make(Path(sys.argv[1])))
