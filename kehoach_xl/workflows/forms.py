"""The forms of a period, made one after the other."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
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
from kehoach_xl.returns.form import locked_digest
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.periods import PeriodRow, last_before
from kehoach_xl.workflows.made_file import MadeFile


@dataclass(frozen=True)
class _TaskRow:
    """A task as every form shows it: its locked cells, their digest, and the row without anything prefilled."""

    cells: dict[str, str]
    digest: str
    blank: FormRow


@dataclass(frozen=True)
class _Asked:
    """The tasks that one or many agencies are asked for: their rows, numbers, and digests."""

    rows: list[_TaskRow]
    blank: tuple[FormRow, ...]
    codes: tuple[str, ...]
    digests: tuple[tuple[str, str], ...]


class Forms:
    """Makes the forms of one period; what they share is worked out once."""

    def __init__(
        self, desk: Desk, listed: PeriodRow, key: str, record: Mapping[CellKey, Value] | None = None
    ) -> None:
        """``record`` is what the texts of the last regular period are carried from; nothing is prefilled without.
        Raises OSError where no file can be written."""
        self._desk, self._listed, self._key = desk, listed, key
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
        self._asked: dict[tuple[str, ...], _Asked] = {}
        self._record: Mapping[CellKey, Value] = {} if record is None else record
        self._last = last_before(desk.periods, listed.period.code) if record is not None else None
        self._texts = [name for name in asked(desk.fields) if FIELD[name].kind == "text"]

    def make(self, folder: Path, agency: str, tasks: Sequence[Task]) -> tuple[MadeFile, dict[CellKey, Value]]:
        """Write the form of an agency; what it is, and what stands in it prefilled. Raises OSError."""
        desk, code = self._desk, self._listed.period.code
        dispatch = f"{code}/{agency}/{self._sent[agency, code] + 1:02d}"
        base = self._prefilled(agency, tasks)
        asked = self._asked_for(tasks)
        identity = Identity(desk.plan.id, code, agency, dispatch, LAYOUT_VERSION, asked.digests)
        name = desk.register.name(agency)
        rows = self._filled(agency, tasks, asked.rows, base) if base else asked.blank
        data = self._mold.cast(name, dispatch, rows, identity, sign(self._key, identity))
        file = f"{code}_{agency}_{slug(name)}.xlsx"
        (folder / file).write_bytes(data)
        email = getattr(desk.register.body(agency), "email", "")
        return MadeFile(agency, name, file, dispatch, asked.codes, hashlib.sha256(data).hexdigest(), email), base

    def _asked_for(self, tasks: Sequence[Task]) -> _Asked:
        ids = tuple([task.id for task in tasks])
        if ids not in self._asked:
            rows = [self._row(task) for task in tasks]
            self._asked[ids] = _Asked(
                rows, tuple(row.blank for row in rows), tuple(task.code for task in tasks),
                tuple((one, row.digest) for one, row in zip(ids, rows, strict=True)),
            )  # fmt: skip
        return self._asked[ids]

    def _row(self, task: Task) -> _TaskRow:
        if task.id not in self._rows:
            cells = {"id": task.id, **locked_cells(self._desk, task, self._listed)}
            self._rows[task.id] = _TaskRow(cells, locked_digest(cells), self._mold.row(cells))
        return self._rows[task.id]

    def _filled(
        self, agency: str, tasks: Sequence[Task], rows: Sequence[_TaskRow], base: dict[CellKey, Value]
    ) -> list[FormRow]:
        """The rows of a form, with what is prefilled in them."""
        code = self._listed.period.code
        return [
            self._mold.row(row.cells | {name: base.get((task.id, agency, code, name)) for name in self._texts})
            for task, row in zip(tasks, rows, strict=True)
        ]

    def _prefilled(self, agency: str, tasks: Sequence[Task]) -> dict[CellKey, Value]:
        """The texts of the same agency in the last regular period, as the starting point of this period's."""
        if not self._last:
            return {}
        code = self._listed.period.code
        cells = (((t.id, agency, code, n), (t.id, agency, self._last, n)) for t in tasks for n in self._texts)
        return {cell: value for cell, before in cells if (value := self._record.get(before)) is not None}
