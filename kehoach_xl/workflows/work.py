"""One run of an operation over the desk: gather everything that is to be written, then write it once."""

import getpass
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kehoach_xl.domain.absorb import Found, absorb
from kehoach_xl.domain.conflict import REASONS
from kehoach_xl.domain.period import Period
from kehoach_xl.domain.progress import FIELD, RowKey, show, to_cell
from kehoach_xl.domain.settle import Facts, Settled, newest_first, settle
from kehoach_xl.domain.timeframe import expired, in_force
from kehoach_xl.engine import native
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets import formulas, record
from kehoach_xl.sheets.desk import NOBODY, Desk
from kehoach_xl.sheets.facts import Received
from kehoach_xl.sheets.record import VIETNAM
from kehoach_xl.sheets.table import Block, Cell

BACKUPS = "sao-luu"


class Work:
    """Reads a :class:`Desk`, takes over hand edits first, collects blocks, commits them as one."""

    def __init__(self, book: Any, operation: str, now: datetime | None = None) -> None:
        self.desk = Desk(book)
        self.book = book
        self.operation = operation
        self.now = now or datetime.now(UTC)
        self.batch = self.desk.ledger.next_batch
        self.facts: Facts = self.desk.ledger.facts
        self.received: list[Received] = list(self.desk.ledger.received)
        self.keys: list[RowKey] = [row.key for row in self.desk.record]
        self.unplaced: list[Found] = []
        self.edits: list[Found] = []
        self._fact_rows: list[dict[str, Cell]] = []
        self._journal: list[dict[str, Cell]] = []
        self._blocks: list[Block] = []

    @property
    def today(self) -> date:
        return self.now.astimezone(VIETNAM).date()

    # -- what she typed -------------------------------------------------------------------------

    def take_hand_edits(self) -> None:
        """What stands in her sheets but was never written by us becomes facts. `Tiến độ` is the record:
        where both sheets were changed, it wins; what names no single reporter is logged, not guessed."""
        placed, self.unplaced = record.appendix_edits(self.desk)
        standing = dict(self.desk.standing())
        old = self.desk.settled.record
        found = {
            cell: Found(cell, old.get(cell), value, "Tiến độ")
            for cell, value in standing.items()
            if not record.same(value, old.get(cell))
        }
        for one in placed:
            if one.cell in found:
                self.unplaced.append(one)
            else:
                found[one.cell] = one
        self.edits = list(found.values())
        if self.edits:
            edits = absorb(self.facts.edits, self.edits)
            self.facts = replace(self.facts, edits=edits)
            self.add_facts(fact_rows.edit_rows(self.batch, {cell: edits[cell] for cell in found}))
        for one in self.edits:
            self.log("Chỉnh sửa tay", cell=one, note=f"Nhập tại trang {one.sheet}.")
        for one in self.unplaced:
            self.log("Chỉnh sửa tay", cell=one, note=str(Message("EDIT_001", {"sheet": one.sheet})))

    # -- what is to be written ------------------------------------------------------------------

    def add_facts(self, rows: Iterable[Mapping[str, Cell]]) -> None:
        self._fact_rows.extend(dict(row) for row in rows)

    def add_blocks(self, blocks: Iterable[Block]) -> None:
        self._blocks.extend(blocks)

    def log(
        self, operation: str = "", *, file: str = "", sha: str = "", agency: str = "",
        cell: Found | None = None, note: str = "",
    ) -> None:  # fmt: skip
        """One journal line."""
        row: dict[str, Cell] = {
            "at": record.moment(self.now), "who": _user(), "operation": operation or self.operation, "file": file or None,
            "hash": sha or None, "agency": agency or None, "task": None, "column": None, "old": None, "new": None,
            "note": note or None,
        }  # fmt: skip
        if cell is not None:
            task_id, agency, _, name = cell.cell
            task = self.desk.task_by_id.get(task_id)
            row |= {
                "agency": agency or None, "task": task.code if task else task_id, "column": FIELD[name].label,
                "old": show(cell.old), "new": show(cell.new),
            }  # fmt: skip
        self._journal.append(row)

    def ensure_rows(self, period: Period) -> list[RowKey]:
        """Record rows that the plan calls for in a period and that are not there yet; returns the new keys.

        A task is asked while it is in force, and after its end until it was reported as done or dropped.
        """
        known = settle(self.facts).record
        finished = {
            task
            for (task, _, code, name), value in known.items()
            if name == "status" and value in ("Hoàn thành", "Không còn phù hợp") and code != period.code
        }
        have = set(self.keys)
        wanted: list[RowKey] = []
        for task in self.desk.plan.tasks:
            if not task.id or not in_force(task.timeframe, period):
                continue
            if expired(task.timeframe, period) and task.id in finished:
                continue
            reporters = self.desk.register.reporters(task.leads) or (NOBODY,)
            wanted += [(task.id, agency, period.code) for agency in reporters if (task.id, agency, period.code) not in have]
        # What was reported for a task since given to somebody else keeps a row of its own.
        reported = {cell[:3] for cell in known if cell[2] == period.code and cell[0] in self.desk.task_by_id}
        wanted += sorted(reported - have - set(wanted))
        fresh = self._fill_placeholders(wanted)
        table = self.desk.table("progress")
        start = table.append_at(len(fresh)) if fresh else 0
        rows = record.new_rows(self.desk, fresh, period, start, known)
        self.add_blocks(table.blocks(start, rows, formulas=("class", "slow")))
        self.keys += wanted
        return wanted

    def _fill_placeholders(self, wanted: list[RowKey]) -> list[RowKey]:
        """An empty row of a task that had no reporter yet is given to the first one chosen since."""
        empty = {
            (row.task, row.period): row
            for row in self.desk.record
            if row.agency == NOBODY and all(value is None for value in row.values.values())
        }
        table, fresh = self.desk.table("progress"), []
        for task, agency, code in wanted:
            row = empty.pop((task, code), None) if agency != NOBODY else None
            if row is None:
                fresh.append((task, agency, code))
                continue
            self.keys.remove(row.key)
            cells = {
                "id": record.row_id(task, code, agency), "agency": agency, "agency_name": self.desk.register.name(agency),
            }  # fmt: skip
            for name, value in cells.items():
                self.add_blocks(table.blocks(row.row, [{name: value}]))
            self.desk.record[self.desk.record.index(row)] = replace(row, agency=agency)
        return fresh

    def show(self, settled: Settled, period: str) -> None:
        """Bring `Tiến độ`, `Phụ lục` and `Xung đột` to the settled record."""
        desk = self.desk
        sources = self._sources(settled)
        self.add_blocks(record.record_blocks(desk, settled.record, sources))
        self.add_blocks(record.appendix_blocks(desk, record.shown(desk, settled.record, self.keys, period)))
        if desk.settings.get("shown_period", "") != period:
            self.add_blocks([desk.setting_block("shown_period", period)])
        self._conflicts(settled)
        self._scope()

    def _sources(self, settled: Settled) -> dict[RowKey, record.Source]:
        """Per record row where its values come from."""
        found: dict[RowKey, record.Source] = {}
        for one in reversed(newest_first(self.facts.returns)):
            for task in {task for task, _ in one.answers}:
                found[task, one.agency, one.period] = record.Source(f"Phiếu gửi về: {one.name}", one.at)
        for task, agency, period, name in self.facts.edits:
            if settled.record.get((task, agency, period, name)) is not None:
                before = found.get((task, agency, period))
                text = f"{before.text}; có chỉnh sửa trong sổ" if before and before.at else record.HAND
                if before is None or "chỉnh sửa" not in before.text:
                    found[task, agency, period] = record.Source(text, before.at if before else None)
        return found

    def _conflicts(self, settled: Settled) -> None:
        table, desk = self.desk.table("conflicts"), self.desk
        typed = {(row.text("id"), row.text("about")): row.cells for row in table.rows}
        progress = desk.table("progress")
        row_of = {row.key: row.row for row in desk.record}
        rows = []
        for number, clash in enumerate(settled.conflicts, 1):
            task_id, agency, period, name = clash.key
            task = desk.task_by_id.get(task_id)
            key = "|".join(clash.key)
            kept = typed.get((key, clash.about), {})
            at = row_of.get(clash.key[:3])
            link = formulas.link(progress.sheet, progress.place(at, name), f"Tiến độ {progress.place(at, name)}") if at else None
            reason = clash.why or REASONS[clash.reason]
            rows.append({
                "id": key, "about": clash.about, "no": float(number), "period": period, "agency": agency,
                "code": task.code if task else task_id, "column": FIELD[name].label, "place": link,
                "sent": show(clash.base), "ours": show(clash.ours), "theirs": show(clash.theirs), "reason": reason,
                "choice": kept.get("choice"), "entered": kept.get("entered"),
            })  # fmt: skip
        self.add_blocks(table.replace(rows, formulas=("place",)))

    def _scope(self) -> None:
        """The agencies that `Tổng hợp` lists: every one that has a row, in the order of the register."""
        table = self.desk.table("scope")
        have = [row.text("agency") for row in table.rows]
        with_rows = {agency for _, agency, _ in self.keys}
        missing = [a.code for a in self.desk.register.agencies if a.code in with_rows and a.code not in have]
        if missing:
            start = table.append_at(len(missing))
            self.add_blocks(table.blocks(start, [{"agency": code} for code in missing]))

    def receipts(self) -> None:
        """Bring `Gửi nhận` to the returns received so far."""
        table = self.desk.table("receipts")
        by_sender: dict[tuple[str, str], list[Received]] = {}
        for one in self.received:
            by_sender.setdefault((one.period, one.agency), []).append(one)
        wanted: dict[int, dict[str, Cell]] = {}
        for row in table.rows:
            copies = by_sender.get((row.text("period"), row.text("agency")), [])
            # An agency was in time when its first filled return was: correcting it later is not being late.
            first = min((one.on for one in copies if one.filled), default=None) or min((one.on for one in copies), default=None)
            wanted[row.row] = {
                "received": to_cell(first),
                "newest": to_cell(max((one.on for one in copies), default=None)),
                "copies": float(len(copies)) if copies else None,
                "filled": float(max(one.filled for one in copies)) if copies else None,
            }
        self.add_blocks(record.changed_blocks(table, wanted))

    def settle(self) -> Settled:
        return settle(self.facts)

    # -- writing --------------------------------------------------------------------------------

    def commit(self, label: str) -> Path | None:
        """Back up, write every block, read back, recalculate, save. Returns the backup, None when there
        was nothing to write. A failure leaves the workbook as it was."""
        if not (self._blocks or self._fact_rows or self._journal):
            return None
        self._append("facts", self._fact_rows)
        self._append("journal", self._journal)
        copy = native.backup(self.book, Path(self.book.fullname).parent / BACKUPS, label)
        native.write_blocks(self.book, self._blocks)
        native.fit_rows(self.book, self._blocks)
        self.book.app.calculate()
        self.book.save()
        return copy

    def _append(self, name: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        if rows:
            table = self.desk.table(name)
            self.add_blocks(table.blocks(table.append_at(len(rows)), rows))


def receipt_rows(desk: Desk, sent: Sequence[tuple[str, str, str, int, date, str]], start: int) -> list[dict[str, Cell]]:
    """New lines of `Gửi nhận` for (period, agency, dispatch, number of tasks, day, file name)."""
    table = desk.table("receipts")
    rows = []
    for offset, (period, agency, dispatch, tasks, on, file) in enumerate(sent):
        result = formulas.receipt_result(lambda field: column_letters(table.columns[field]), start + offset)
        rows.append({
            "id": f"{period}|{agency}", "period": period, "agency": agency, "agency_name": desk.register.name(agency),
            "dispatch": dispatch, "tasks": float(tasks), "sent": to_cell(on), "received": None, "newest": None, "copies": None,
            "filled": None, "result": result, "file": file,
        })  # fmt: skip
    return rows


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "(không rõ)"
