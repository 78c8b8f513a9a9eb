"""One run of an operation over the desk: gather everything that is to be written, then write it once."""

import contextlib
import getpass
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from kehoach_xl.domain.absorb import Found, absorb
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.progress import CellKey, RowKey, as_text, show
from kehoach_xl.domain.settle import Decision, Facts, Settled, settle
from kehoach_xl.engine import native
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets import journal, record, watched
from kehoach_xl.sheets.columns import column_changes
from kehoach_xl.sheets.conflicts import conflict_blocks
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.facts import Received, Written
from kehoach_xl.sheets.heights import agency_names
from kehoach_xl.sheets.printing import area_changes
from kehoach_xl.sheets.receipts import entered_blocks, received_blocks, scope_blocks, typed_days
from kehoach_xl.sheets.table import Block, Cell, change_in_words
from kehoach_xl.stopping import whole

# The field that names a row of these tables; elsewhere it is «id».
KEYS = {"agencies": "code", "periods": "code"}


class Progress(Protocol):
    """Told how far a long operation is: ``done`` of ``total``, and whose turn it is now."""

    def __call__(self, done: int, total: int, name: str) -> None: ...


def quiet(done: int, total: int, name: str) -> None:
    """A :class:`Progress` that says nothing."""


class Work:
    """Reads a :class:`Desk`, takes over hand edits first, collects blocks, commits them as one.

    Raises Stop OPEN_004 or OPEN_026 for a book that cannot be written where it stands."""

    def __init__(
        self, book: Any, operation: str, now: datetime | None = None, desk: Desk | None = None
    ) -> None:
        """``desk`` is the book as read already, if it was."""
        self.desk = desk or Desk(book)
        self.book = book
        self.path = self.desk.path
        self.operation = operation
        self.now = now or datetime.now(UTC)
        self.facts: Facts = self.desk.ledger.facts
        self.received: list[Received] = list(self.desk.ledger.received)
        self.keys: list[RowKey] = [row.key for row in self.desk.record]
        self.unplaced: list[Found] = []
        self.edits: list[Found] = []
        self._settled: tuple[Facts, Settled] | None = None
        self._facts: list[Iterable[Mapping[str, Cell]]] = []
        self._journal: list[dict[str, Cell]] = []
        self._blocks: list[Block] = []
        self._old: dict[tuple[str, int, str], Cell] = {}
        self._recorded: set[tuple[str, int, str]] = set()

    @cached_property
    def batch(self) -> str:
        """The id of what this run writes."""
        return journal.next_batch(self.desk)

    @cached_property
    def _who(self) -> str:
        """Whose lines of the journal these are."""
        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return "(không rõ)"

    @property
    def today(self) -> date:
        return self.now.astimezone(VIETNAM).date()

    @property
    def in_view(self) -> str:
        """The period picked on the dashboard, which `Phụ lục` shows; '' when none is."""
        return self.desk.current if self.desk.current in self.desk.periods else ""

    # -- what she typed -------------------------------------------------------------------------

    def take_hand_edits(self, reopening: str = "") -> None:
        """What stands in her sheets but was never written by us becomes facts. `Tiến độ` is the record:
        where both sheets were changed, it wins; what names no single reporter is logged, not guessed. So is what was
        typed into a closed period, unless it is the one being reopened."""
        placed, self.unplaced = record.appendix_edits(self.desk)
        typed = self.desk.typed()
        if typed:
            self.desk.table("progress").require_heads(self.desk.cells)
        found: dict[CellKey, Found] = {}
        for one in (*typed, *placed):
            if found.setdefault(one.cell, one) is not one:
                self.unplaced.append(one)
        locked = {code for code, one in self.desk.periods.items() if not one.is_open and code != reopening}
        self.unplaced += [one for one in found.values() if one.cell[2] in locked]
        found = {cell: one for cell, one in found.items() if cell[2] not in locked}
        self.edits = list(found.values())
        if self.edits:
            edits = absorb(self.facts.edits, self.edits)
            self.facts = replace(self.facts, edits=edits)
            self.add_facts(fact_rows.edit_rows(self.batch, {cell: edits[cell] for cell in found}))
        for one in self.edits:
            self.log("Chỉnh sửa tay", cell=one, note=f"Nhập tại trang {one.sheet}.")
        for one in self.unplaced:
            self.log("Chỉnh sửa tay", cell=one, note=str(self.not_placed(one)))

    def not_placed(self, one: Found) -> Message:
        """Why a hand edit was logged but not taken over."""
        task = self.desk.task_by_id.get(one.cell[0])
        heading = self.desk.fields[one.cell[3]].heading
        facts = {"sheet": one.sheet, "code": task.code if task else one.cell[0], "column": heading}
        listed = self.desk.periods.get(one.cell[2])
        if listed and not listed.is_open:
            return Message("EDIT_002", facts | {"period": one.cell[2]})
        return Message("EDIT_001", facts)

    # -- what is to be written ------------------------------------------------------------------

    def begin_step(self) -> None:
        """Make this run one that `undo` can take back."""
        self.add_facts([fact_rows.mark(self.batch, "step", self.operation)])

    def set_cells(self, table: str, cells: Mapping[int, Mapping[str, Cell]]) -> None:
        """Write cells that are not of the record, by sheet row and field, so that `undo` can put the old ones back."""
        self.put_cells(table, cells)
        self._recorded |= {(table, row, name) for row, wanted in cells.items() for name in wanted}

    def put_cells(self, table: str, cells: Mapping[int, Mapping[str, Cell]]) -> None:
        """Write cells that are not of the record, each with a line in the journal."""
        found = self.desk.table(table)
        found.reach(max(cells, default=0))
        rows = {row.row: row for row in found.rows}
        for at, wanted in cells.items():
            for name, value in wanted.items():
                self._old.setdefault((table, at, name), rows[at].cells.get(name))
                rows[at].cells[name] = value

    def _take_other_edits(self) -> None:
        """What she typed into the plan, the register, the periods and the settings since an operation last looked goes
        into the journal; what stands there now is kept for the next look."""
        for name, before in self.desk.ledger.stood.items():
            if not self.desk.has_read(name):
                continue
            table = self.desk.table(name)
            old = {(row, field): value for (of, row, field), value in self._old.items() if of == name}
            for one in watched.changes(table, before, watched.rows_of(table, old=old)):
                was, now = change_in_words(table.layout.column(one.field), one.old, one.new)
                self.log("Chỉnh sửa tay", place=f"{table.sheet} {table.place(one.row, one.field)}", old=was, new=now)
            stands = watched.differing(before, watched.rows_of(table, self._blocks))
            self.add_facts(fact_rows.stood_rows(self.batch, name, stands, first=False))

    def _look_first(self) -> None:
        """Keep what stands in those of her tables that no operation has looked at yet."""
        for name in watched.TABLES:
            if self.desk.has_read(name) and name not in self.desk.ledger.stood:
                stands = watched.rows_of(self.desk.table(name), self._blocks)
                self.add_facts(fact_rows.stood_rows(self.batch, name, stands, first=True))

    def _flush_cells(self) -> None:
        """What was set, each cell once: the facts that undo it, its line in the journal, and the blocks."""
        wanted: dict[tuple[str, str], dict[int, Cell]] = {}
        for (name, at, field), old in self._old.items():
            table = self.desk.table(name)
            row = table.rows[at - table.first]
            new = row.cells.get(field)
            if new == old:
                continue
            if (name, at, field) in self._recorded:
                change = Written(name, row.text(KEYS.get(name, "id")), at, field, old, new)
                self.add_facts(fact_rows.written_rows(self.batch, [change]))
            before, after = change_in_words(table.layout.column(field), old, new)
            self.log(place=f"{table.sheet} {table.place(at, field)}", old=before, new=after)
            wanted.setdefault((name, field), {})[at] = new
        # Only these cells: a neighbour may hold a formula, which a larger block would turn into its value.
        for (name, field), cells in wanted.items():
            self.add_blocks(self.desk.table(name).column_blocks(field, cells))
        self._old.clear()

    def add_facts(self, rows: Iterable[Mapping[str, Cell]]) -> None:
        """An iterator is gone through when all else is ready to be written: of a thousand returns the rows are as
        large as the record."""
        self._facts.append(rows)

    def add_blocks(self, blocks: Iterable[Block]) -> None:
        self._blocks.extend(blocks)

    def log(
        self,
        operation: str = "",
        *,
        file: str = "",
        sha: str = "",
        period: str = "",
        agency: str = "",
        cell: Found | None = None,
        place: str = "",
        old: Cell = None,
        new: Cell = None,
        note: str = "",
    ) -> None:
        """One journal line: about a file, a ``cell`` of the record, or another cell at a ``place``."""
        row: dict[str, Cell] = {
            "no": None,
            # To the second, which is what the chain covers.
            "at": record.moment(self.now.replace(microsecond=0)),
            "who": self._who,
            "operation": operation or self.operation,
            "file": file or None,
            "hash": sha or None,
            "period": period or None,
            "agency": agency or None,
            "task": None,
            "column": place or None,
            "old": as_text(old) or ("(trống)" if place else None),
            "new": as_text(new) or ("(trống)" if place else None),
            "note": note or None,
            "chain": None,
            "batch": None,
        }
        if cell is not None:
            task_id, agency, period, name = cell.cell
            task = self.desk.task_by_id.get(task_id)
            row |= {
                "period": period or None,
                "agency": agency or None,
                "task": task.code if task else task_id,
                "column": self.desk.fields[name].heading,
                "old": show(cell.old),
                "new": show(cell.new),
            }
        self._journal.append(row)

    def _told(self, message: Message) -> Mapping[str, Cell]:
        """A line about the journal itself."""
        self.log("Nhật ký", note=message.text)
        return self._journal.pop()

    @staticmethod
    def refusal(head: str, row: int, message: Message) -> str:
        """Why a line was not taken, as its own cell says it: there the row need not be named."""
        return f"{head}: {str(message).removeprefix(f'Dòng {row}: ').removeprefix(f'Dòng {row}, ')}"

    def show(self, settled: Settled, period: str, decided: Mapping[CellKey, Decision] | None = None) -> None:
        """Bring every sheet that shows the record to the settled one; `Phụ lục` shows ``period``. ``decided`` are
        choices to be put back into `Xung đột`."""
        desk = self.desk
        desk.reported = settled.record.rows.keys()
        known = settled.record.by_task()
        self.add_blocks(record.record_blocks(desk, known, record.sources(self.facts, settled)))
        self.add_blocks(record.appendix_blocks(desk, record.shown(desk, known, self.keys, period)))
        if desk.settings.get("shown_period", "") != period:
            self.add_blocks([desk.setting_block("shown_period", period)])
        self.add_blocks(conflict_blocks(desk, settled.conflicts, decided))
        self.add_blocks(scope_blocks(desk, self.keys))

    def waiting(self, period: str) -> list[str]:
        """Names of agencies that were sent a form for the period and have returned nothing, or only blank forms."""
        returned = {one.agency for one in self.received if one.period == period and one.says_something}
        sent = [one.agency for one in self.desk.ledger.sent if one.period == period]
        return [self.desk.register.name(code) for code in dict.fromkeys(sent) if code not in returned]

    def show_receipts(self) -> None:
        """Bring `Gửi nhận` to what came back; a day of receipt that she corrected there stays."""
        typed = typed_days(self.desk)
        for (period, agency), on in typed.items():
            self.add_facts([fact_rows.day_row(self.batch, period, agency, on)])
            self.log("Chỉnh sửa tay", agency=agency, note=f"Ngày nhận phiếu kỳ {period} sửa thành {on:%d/%m/%Y}.")
        self.add_blocks(entered_blocks(self.desk, self.received))
        self.add_blocks(received_blocks(self.desk, self.received, {**self.desk.ledger.days, **typed}))

    def settle(self) -> Settled:
        """The record of the facts so far, computed once for the same facts."""
        if self.facts is self.desk.ledger.facts:
            return self.desk.settled
        if self._settled is None or self._settled[0] is not self.facts:
            self._settled = self.facts, settle(self.facts)
        return self._settled[1]

    # -- writing --------------------------------------------------------------------------------

    def commit(self, label: str) -> Path | None:
        """Back up, write the batch into the log, write every block, read back, recalculate, save. Returns the backup,
        None when there was nothing to write. A failure leaves the workbook as it was; what the log then holds too much
        is a branch that no master is on. Raises Stop JOURNAL_001 for a log that cannot be read or written."""
        self._take_other_edits()
        self._flush_cells()
        areas, remembered = area_changes(self.desk, self._blocks)
        if not (self._blocks or any(self._facts) or self._journal or areas):
            return None
        self.add_blocks(remembered)
        self._look_first()
        if not self._journal:
            self.log()
        runs, remembered = column_changes(self.desk)
        self.add_blocks(remembered)
        self._forget()
        facts = [row for rows in self._facts for row in rows]
        self._facts.clear()
        self._append("facts", facts)
        sealed = journal.seal(self.desk, self.batch, self._journal, facts, self._told)
        self.add_blocks(sealed.blocks)
        log = journal.log_of(self.desk)
        names = agency_names(self.desk, self._blocks)
        cells = self.desk.cells
        with whole():
            copy = native.backup(self.book, cells.engine, self.path, self.desk.folder("backups"), label)
            log.append(sealed.records)
            with cells.written(self._blocks, copy), cells.hidden(runs), cells.printed(areas):
                cells.fit_rows(self._blocks)
                self._blocks.clear()  # they stand in the cells, and hold all the rows of the record
                cells.app.calculate()
                cells.fit_shown(names)
                native.save(self.book, cells.engine)
            with contextlib.suppress(Stop):  # the master is saved; the next batch will tell it too
                log.append([journal.saved_record(sealed.head)])
        return copy

    def _forget(self) -> None:
        """Nobody asks for the record any more: it makes room for what saving needs, which is as much again."""
        self.desk.forget_record()
        self._settled = None
        del self.facts, self.keys

    def _append(self, name: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        if rows:
            table = self.desk.table(name)
            self.add_blocks(table.blocks(table.append_at(len(rows)), rows))
