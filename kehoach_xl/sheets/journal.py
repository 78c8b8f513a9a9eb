"""`Nhật ký` and its log: the lines of an operation sealed into the chain, and both read back to be proved.

The log beside the master holds every batch whole, so that it alone can make the facts again; the sheet holds as many
of the newest lines as it has room for. Settings: ``journal`` (a random id, minted at the first operation, so that a
shipped workbook is the same bytes everywhere), ``journal_head`` (the head of the newest batch) and ``journal_base``
(number and hash of the last line that was moved to the log).
"""

import secrets
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kehoach_xl.domain.chain import Batch, Texts, fact_texts, hashes, line_texts
from kehoach_xl.domain.identity import LAYOUT_VERSION
from kehoach_xl.domain.proof import FIRST, Kept, Line, Log
from kehoach_xl.engine.journal_log import JournalLog, Record
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Block, Cell, Row

FILE = "nhat-ky.jsonl"
# The batch of the facts that a built master holds.
SHIPPED = "new"
ID_BYTES = 8


@dataclass(frozen=True)
class Sealed:
    """One operation's batch: the blocks that put it into the sheets, and the records that go into the log before the
    master is saved. ``head`` is told to the log afterwards."""

    head: str
    blocks: list[Block]
    records: list[Record] = field(default_factory=list)


def log_of(desk: Desk) -> JournalLog:
    return JournalLog(desk.originals / FILE)


def next_batch(desk: Desk) -> str:
    """The id of the batch that is being made: later than every batch of facts or lines."""
    numbers = [int(desk.ledger.next_batch[1:]) - 1]
    numbers += [int(text[1:]) for row in desk.table("journal").rows if (text := row.text("batch"))[1:].isdigit()]
    return f"b{max(numbers) + 1:04d}"


def seal(
    desk: Desk, batch: str, lines: Sequence[Mapping[str, Cell]], facts: Sequence[Mapping[str, Cell]],
    say: Callable[[Message], Mapping[str, Cell]],
) -> Sealed:  # fmt: skip
    """Number and chain the lines of a batch; ``say`` makes a line of what is to be told of the journal itself: that the
    log had to be begun anew, or that the sheet is full. Raises Stop JOURNAL_001 for a log that cannot be read."""
    kept, table = kept_of(desk, with_facts=False), desk.table("journal")
    journal = kept.journal or secrets.token_hex(ID_BYTES)
    records: list[Record] = []
    new = [dict(line) for line in lines]
    if kept.head and not log_of(desk).holds(f'"head":"{kept.head}"'):
        records += [record_of(one) for one in batches_of(kept_of(desk))]
        new.append(dict(say(Message("JOURNAL_081"))))
    before = max((kept.base[0], *(line.no for line in kept.lines)))
    size, gone = table.last - table.first + 1, 0
    if len(table.rows) + len(new) > size:
        # Half of the sheet is free again afterwards; the oldest lines stand in the log only.
        gone = max(before + len(new) + 1 - max(size // 2 - len(kept.loose), 1), kept.base[0])
        facts_of_move = {"first": kept.base[0] + 1, "last": gone, "rows": size}
        new.append(dict(say(Message("JOURNAL_080", facts_of_move))))
    for no, line in enumerate(new, before + 1):
        line |= {"no": float(no), "batch": batch}
    shipped = () if kept.head else facts_of(desk.table("facts").rows).get(FIRST, ())
    texts, rows = tuple(line_texts(line) for line in new), (*shipped, *(fact_texts(fact) for fact in facts))
    chained = hashes(kept.head or journal, texts, rows)
    for line, one in zip(new, chained, strict=True):
        line["chain"] = one
    one_batch = Batch(journal, batch, kept.head or journal, chained[-1], texts, rows, kept.workbook)
    records.append(record_of(one_batch))
    blocks = _moved(desk, kept, new, gone) if gone else table.blocks(table.append_at(len(new)), new)
    # From now on there may be facts that an older program would not see.
    layout = {"layout": str(LAYOUT_VERSION)}
    blocks += _settings(desk, {**layout, "journal": journal, "journal_head": chained[-1]})
    return Sealed(chained[-1], blocks, records)


def _moved(desk: Desk, kept: Kept, new: Sequence[Mapping[str, Cell]], gone: int) -> list[Block]:
    """The sheet without the lines up to number ``gone``: they stand in the log."""
    table = desk.table("journal")
    old = [row.cells for row in table.rows if any(v is not None for v in row.cells.values())]
    every = [*old, *new]
    base = next((one["chain"] for one in every if one["no"] == float(gone)), kept.base[1])
    left = [one for one in every if not (_is_numbered(one) and int(one["no"] or 0) <= gone)]  # type: ignore[arg-type]
    return [*table.replace(left), *_settings(desk, {"journal_base": f"{gone} {base}"})]


def _settings(desk: Desk, wanted: Mapping[str, str]) -> list[Block]:
    return [desk.setting_block(key, value) for key, value in wanted.items() if desk.settings.get(key) != value]


def _is_numbered(cells: Mapping[str, Cell]) -> bool:
    no = cells.get("no")
    return isinstance(no, float) and no == int(no) and bool(cells.get("chain"))


# -- reading both back ----------------------------------------------------------------------------------


def kept_of(desk: Desk, with_facts: bool = True) -> Kept:
    """The journal as the master holds it; the facts of a thousand returns are as large as the record, and whoever adds
    to the journal does not ask for them."""
    table = desk.table("journal")
    lines, loose = [], []
    for row in table.rows:
        if _is_numbered(row.cells):
            lines.append(Line(row.row, int(row.number("no") or 0), row.text("chain"), line_texts(row.cells)))
        elif any(value is not None for value in row.cells.values()):
            loose.append(row.row)
    number, _, base = desk.settings.get("journal_base", "").partition(" ")
    headings = {column.field: column.head for column in table.layout.columns}
    facts = facts_of(desk.table("facts").rows) if with_facts else {}
    return Kept(
        desk.settings.get("journal", ""), desk.settings.get("journal_head", ""),
        (int(number) if number.isdigit() else 0, base), sorted(lines, key=lambda line: (line.no, line.row)), loose,
        facts, headings, unicodedata.normalize("NFC", desk.path.name),
    )  # fmt: skip


def facts_of(rows: Sequence[Row]) -> dict[str, list[Texts]]:
    """The fact rows by batch, as they stand."""
    found: dict[str, list[Texts]] = {}
    for row in rows:
        if any(value is not None for value in row.cells.values()):
            batch = row.text("batch")
            found.setdefault(FIRST if batch == SHIPPED else batch, []).append(fact_texts(row.cells))
    return found


def batches_of(kept: Kept) -> list[Batch]:
    """The batches as the sheets have them, right or wrong: what a lost log is begun again from. Which workbook they
    were written into the sheets do not say."""
    grouped: dict[str, list[Line]] = {}
    for line in kept.lines:
        grouped.setdefault(line.batch, []).append(line)
    prev, found = kept.base[1] or kept.journal, []
    for name, lines in grouped.items():
        texts = tuple(line.texts for line in lines)
        found.append(Batch(kept.journal, name, prev, lines[-1].hash, texts, tuple(kept.facts.get(name, ()))))
        prev = lines[-1].hash
    return found


def record_of(one: Batch) -> Record:
    """A batch as the log keeps it."""
    return {
        "journal": one.journal, "batch": one.id, "prev": one.prev, "head": one.head, "at": one.lines[-1][1],
        "who": one.lines[-1][2], "operation": one.lines[-1][3], "workbook": one.workbook, "lines": one.lines,
        "facts": one.facts,
    }  # fmt: skip


def saved_record(head: str) -> Record:
    """That the master was saved with this head."""
    return {"saved": head}


def read_log(desk: Desk) -> Log:
    """The log beside the master. Raises Stop JOURNAL_001 when it cannot be read."""
    read = log_of(desk).read()
    if read is None:
        return Log()
    records, broken = read
    batches: dict[str, Batch] = {}
    saved = set()
    for record in records:
        if "saved" in record:
            saved.add(str(record["saved"]))
        elif (one := _batch(record)) is not None:
            batches.setdefault(one.head, one)
    return Log(True, batches, frozenset(saved), broken)


def _batch(record: Record) -> Batch | None:
    """A batch of the log; None for a record that is none."""
    try:
        lines = tuple(tuple(str(text) for text in line) for line in record["lines"])
        facts = tuple(tuple(str(text) for text in fact) for fact in record["facts"])
        named = str(record.get("workbook", ""))
        one = Batch(record["journal"], record["batch"], record["prev"], record["head"], lines, facts, named)
        return one if one.lines and all(line[0].isdigit() for line in one.lines) else None
    except (KeyError, TypeError, IndexError):
        return None
