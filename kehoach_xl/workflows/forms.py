"""The forms of a period, made one after the other."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kehoach_xl.building.agency_file import FormHead
from kehoach_xl.building.agency_mold import FormRow, Mold
from kehoach_xl.domain.columns import asked
from kehoach_xl.domain.identity import LAYOUT_VERSION, Identity, sign
from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.progress import FIELD, CellKey, Value
from kehoach_xl.domain.text import slug
from kehoach_xl.returns.expectation import locked_cells
from kehoach_xl.returns.rows import locked_digest
from kehoach_xl.sheets.periods import PeriodRow, last_before
from kehoach_xl.workflows.made_file import MadeFile
from kehoach_xl.workflows.work import Work


@dataclass(frozen=True)
class _TaskRow:
    """A task as every form shows it: its locked cells, their digest, and the row without anything prefilled."""

    cells: dict[str, str]
    digest: str
    blank: FormRow


class Forms:
    """Makes the forms of one period; what they share is worked out once."""

    def __init__(self, work: Work, listed: PeriodRow, key: str, prefill: bool) -> None:
        """``prefill`` carries the texts of the last regular period. Raises OSError where no file can be written."""
        desk = work.desk
        self._work, self._listed, self._key = work, listed, key
        self._sent = Counter((one.agency, one.period) for one in desk.ledger.sent)
        coordinator = desk.register.body(desk.plan.coordinator)
        contact = (getattr(coordinator, "contact", "") or "", getattr(coordinator, "email", "") or "")
        self._mold = Mold(
            FormHead(
                desk.plan.title, "", listed.period.name, listed.deadline, desk.register.name(desk.plan.coordinator),
                ", ".join(part for part in contact if part), "",
            ),
            desk.fields,
        )  # fmt: skip
        self._rows: dict[str, _TaskRow] = {}
        self._last = last_before(desk.periods, listed.period.code) if prefill else None
        self._texts = [name for name in asked(desk.fields) if FIELD[name].kind == "text"]

    def make(self, folder: Path, agency: str, tasks: Sequence[Task]) -> tuple[MadeFile, dict[CellKey, Value]]:
        """Write the form of an agency; what it is, and what stands in it prefilled. Raises OSError."""
        desk, code = self._work.desk, self._listed.period.code
        dispatch = f"{code}/{agency}/{self._sent[agency, code] + 1:02d}"
        base = self._prefilled(agency, tasks)
        rows = [self._row(task) for task in tasks]
        digests = tuple((task.id, row.digest) for task, row in zip(tasks, rows, strict=True))
        identity = Identity(desk.plan.id, code, agency, dispatch, LAYOUT_VERSION, digests)
        name = desk.register.name(agency)
        data = self._mold.cast(
            name, dispatch, self._filled(agency, tasks, rows, base), identity, sign(self._key, identity)
        )
        path = folder / f"{code}_{agency}_{slug(name)}.xlsx"
        path.write_bytes(data)
        email = getattr(desk.register.body(agency), "email", "")
        codes = tuple(task.code for task in tasks)
        return MadeFile(agency, name, path.name, dispatch, codes, hashlib.sha256(data).hexdigest(), email), base

    def _row(self, task: Task) -> _TaskRow:
        if task.id not in self._rows:
            cells = {"id": task.id, **locked_cells(self._work.desk, task, self._listed)}
            self._rows[task.id] = _TaskRow(cells, locked_digest(cells), self._mold.row(cells))
        return self._rows[task.id]

    def _filled(
        self, agency: str, tasks: Sequence[Task], rows: Sequence[_TaskRow], base: dict[CellKey, Value]
    ) -> list[FormRow]:
        """The rows of a form, with what is prefilled in them."""
        if not base:
            return [row.blank for row in rows]
        code = self._listed.period.code
        return [
            self._mold.row(row.cells | {name: base.get((task.id, agency, code, name)) for name in self._texts})
            for task, row in zip(tasks, rows, strict=True)
        ]

    def _prefilled(self, agency: str, tasks: Sequence[Task]) -> dict[CellKey, Value]:
        """The texts of the same agency in the last regular period, as the starting point of this period's."""
        if not self._last:
            return {}
        record, code = self._work.settle().record, self._listed.period.code
        found = {(t.id, agency, code, n): record.get((t.id, agency, self._last, n)) for t in tasks for n in self._texts}
        return {cell: value for cell, value in found.items() if value is not None}
