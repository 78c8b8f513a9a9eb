"""`Tệp gửi về`: a line for each file of the last merge of a period, and under it a line for each thing to look at.

Lines belong together by their id («2025-H2|3» and «2025-H2|3.2»), not by their place: she may sort them. What comes
from a file is written as text, on one line where it is a name, and no longer than anybody reads.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from kehoach_xl.domain.confirmation import WORDS, Confirmation, FileKey
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.progress import tidy
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.fewer_lines import FileOnSheet, giving_way
from kehoach_xl.sheets.record import moment
from kehoach_xl.sheets.table import Block, Cell, Row, as_code

FILE = "Tệp"
# What a finding is, in the column «Mục».
ITEMS: Mapping[str, str] = {
    "added": "Dòng thêm", "locked": "Ô khóa bị sửa", "same-as-last": "Giống kỳ trước", "understood": "Cách hiểu",
    "note": "Lưu ý",
}  # fmt: skip
# The verdict on a file, in words.
TAKEN, KNOWN, EMPTY, UNDONE = "Nhận", "Đã nhận từ trước", "Phiếu trống", "Đã hoàn tác"
WAITING, LOCKED, ASIDE, COPY = "Chờ xác nhận", "Cần mật khẩu", "Bỏ qua", "Trùng"
HELD, NO_FORM, UNREAD, OPENED = "Giữ lại", "Không phải phiếu", "Không đọc được", "Đã mở"
# What still asks her something: it stays until she has answered, though the file is gone from the folder.
ASKING = (WAITING, LOCKED)
COUNTS = ("total", "applied", "equal", "conflict", "superseded", "rejected")
TYPED = ("choice", "as_agency", "password")
# Characters of a name, and of a text, that are shown.
NAME, TEXT, SUBJECT = 200, 1_000, 1_000
# Findings of each kind that are shown of one file; the rest are counted.
MOST_FINDINGS = 30


# How soon the line of a file is missed: the verdicts that go first where there are more files than lines.
WORTH = {NO_FORM: 0, UNREAD: 0, COPY: 1, OPENED: 2, KNOWN: 3, EMPTY: 3, ASIDE: 3, UNDONE: 3}
_SUM = re.compile(r"… và (\d+) tệp khác")


@dataclass(frozen=True)
class FindingLine:
    """One thing to look at in a file; ``item`` is a key of :data:`ITEMS`."""

    item: str
    text: str
    task: str = ""
    column: str = ""
    sent: str = ""
    returned: str = ""


@dataclass(frozen=True)
class FileLine:
    """One file and what became of it. ``proposed`` is the agency offered for confirmation; ``counts`` by the names of
    :data:`COUNTS`."""

    period: str
    file: str
    hash: str
    agency: str
    verdict: str
    text: str
    counts: Mapping[str, int]
    proposed: str = ""
    sender: str = ""
    sent: datetime | None = None
    findings: Sequence[FindingLine] = ()
    subject: str = ""


@dataclass
class Group:
    """A line of a file as it stands, with the lines under it. ``row`` is its sheet row, 0 for one to be written. What
    she typed at a copy of it stands here too; ``is_contradicted`` when that is another choice."""

    cells: dict[str, Cell]
    findings: list[dict[str, Cell]] = field(default_factory=list)
    row: int = 0
    is_contradicted: bool = False

    def text(self, name: str) -> str:
        return Row(self.row, self.cells).text(name)

    @property
    def key(self) -> FileKey:
        return self.text("period"), self.text("hash")

    @property
    def is_asked(self) -> bool:
        """Whether it asks her something, or she has typed something that was not used yet."""
        return bool(self.text("hash")) and (self.text("verdict") in ASKING or self.has_answer)

    @property
    def has_answer(self) -> bool:
        """Whether she chose something or typed a password."""
        return bool(self.text("choice") or self.text("password"))

    @property
    def sent(self) -> datetime | None:
        """When the mail was sent, to the second."""
        serial = Row(self.row, self.cells).number("received")
        if serial is None:
            return None
        local = datetime(1899, 12, 30, tzinfo=VIETNAM) + timedelta(seconds=round(serial * 86400))
        return local.astimezone(UTC)


def groups(desk: Desk) -> list[Group]:
    """Every file that the sheet lists, in the order of its lines."""
    found: dict[str, Group] = {}
    below: list[Row] = []
    for row in desk.table("files").rows:
        if row.text("item") == FILE:
            found[row.text("id")] = Group(dict(row.cells), row=row.row)
        elif row.text("id"):
            below.append(row)
    for row in sorted(below, key=lambda one: _order(one.text("id"))):
        head = found.get(row.text("id").rpartition(".")[0])
        if head is not None:
            head.findings.append(dict(row.cells))
    _take_from_copies(found.values())
    return list(found.values())


def _take_from_copies(found: Collection[Group]) -> None:
    """What she typed at a copy is meant for the file itself."""
    heads = {one.key: one for one in found if one.text("verdict") != COPY}
    for one in found:
        head = heads.get(one.key)
        if one.text("verdict") != COPY or not one.has_answer or head is None:
            continue
        words = [word for word in (head.text("password"), one.text("password")) if word]
        head.cells["password"] = "\n".join(dict.fromkeys(words)) or None
        if one.text("choice") and not head.text("choice"):
            head.cells |= {name: one.cells[name] for name in ("choice", "as_agency") if one.cells.get(name)}
        elif one.text("choice"):
            mine, theirs = ((each.text("choice"), each.text("as_agency")) for each in (head, one))
            head.is_contradicted |= mine[0] != theirs[0] or theirs[1] not in ("", mine[1])
        one.cells |= dict.fromkeys(TYPED)


def merged_blocks(desk: Desk, period: str, lines: Sequence[FileLine], used: Collection[FileKey]) -> list[Block]:
    """Make these the only lines of a period; those of others stay. What she typed stays while the file is the same,
    but for the answers that were ``used``. Passwords never stay."""
    known = groups(desk)
    typed = {one.key: one for one in known if one.text("verdict") != COPY and one.key not in used}
    fresh = [_group(line, typed.get((period, line.hash)) if line.verdict != COPY else None) for line in lines]
    return _blocks(desk, [*fresh, *(one for one in known if one.text("period") != period)])


def answered_blocks(
    desk: Desk, lines: Mapping[FileKey, Sequence[FileLine]], used: Collection[FileKey]
) -> list[Block]:
    """Renew the lines of files that were read again: each is replaced by one or more."""
    out: list[Group] = []
    for one in groups(desk):
        if one.key in lines and one.text("verdict") != COPY:
            kept = None if one.key in used else one
            out += [_group(line, kept if line.hash == one.text("hash") else None) for line in lines[one.key]]
        else:
            out.append(one)
    return _blocks(desk, out)


def undone_blocks(
    desk: Desk, taken: Iterable[FileKey], confirmed: Mapping[FileKey, Confirmation], says: str
) -> list[Block]:
    """Files whose taking was undone say so; where she had chosen, the choice stands there again as she made it."""
    taken = {*taken} - {*confirmed}
    left = dict(confirmed)
    known = groups(desk)
    for one in known:
        if one.text("verdict") == COPY:
            continue
        if one.key in taken:
            one.cells |= {"verdict": UNDONE, "text": says, **dict.fromkeys(COUNTS)}
        elif one.key in left:
            one.cells |= _asked_again(left.pop(one.key), says)
    for word in left.values():
        known.append(_group(FileLine(word.period, word.file, word.sha, "", WAITING, says, {}), None))
        known[-1].cells |= _asked_again(word, says)
    return _blocks(desk, known)


def _asked_again(word: Confirmation, says: str) -> dict[str, Cell]:
    return {
        "verdict": WAITING, "text": says, "choice": WORDS[word.choice], "as_agency": word.agency or None,
        **dict.fromkeys(COUNTS),
    }  # fmt: skip


def _group(line: FileLine, typed: Group | None) -> Group:
    """A file's lines as cells, with what she typed at it before."""
    kept = {name: typed.cells.get(name) for name in ("choice", "as_agency")} if typed else {}
    head: dict[str, Cell] = {
        "period": line.period, "file": plain(line.file, NAME), "item": FILE, "agency": line.agency or None,
        "verdict": line.verdict, "text": plain(line.text, TEXT), "choice": kept.get("choice"),
        "as_agency": kept.get("as_agency") or line.proposed or None, "password": None,
        "sender": plain(line.sender, NAME), "received": moment(line.sent) if line.sent else None,
        "subject": plain(line.subject, SUBJECT),
        "hash": line.hash or None,
        **{name: float(line.counts[name]) if name in line.counts else None for name in COUNTS},
    }  # fmt: skip
    return Group(head, [_finding(line, one) for one in _first_of_each(line.findings)])


def _first_of_each(findings: Sequence[FindingLine]) -> list[FindingLine]:
    """The first of each kind, and for each of those with more how many are not shown."""
    seen: Counter[str] = Counter()
    shown = []
    for one in findings:
        seen[one.item] += 1
        if seen[one.item] <= MOST_FINDINGS:
            shown.append(one)
    rest = {item: count - MOST_FINDINGS for item, count in seen.items() if count > MOST_FINDINGS}
    return [*shown, *(FindingLine(item, Message("MERGE_242", {"count": count}).text) for item, count in rest.items())]


def _finding(line: FileLine, one: FindingLine) -> dict[str, Cell]:
    return {
        "period": line.period, "file": plain(line.file, NAME), "item": ITEMS[one.item], "agency": line.agency or None,
        "text": plain(one.text, TEXT), "task": plain(one.task, NAME), "column": plain(one.column, NAME),
        "sent": _text(one.sent), "returned": _text(one.returned),
    }  # fmt: skip


def _blocks(desk: Desk, wanted: Sequence[Group]) -> list[Block]:
    """Blocks that make these the only lines, numbered anew; files that there is no room for stand in sums."""
    table = desk.table("files")
    most = table.last - table.first + 1
    wanted = _fitting(desk, wanted, most)
    room = most - len(wanted)
    places = _Places(desk)
    rows: list[dict[str, Cell]] = []
    numbers: dict[str, int] = {}
    for one in wanted:
        period = one.text("period")
        numbers[period] = numbers.get(period, 0) + 1
        name = f"{period}|{numbers[period]}"
        below = _within(one.findings, room)  # the first of the list are of the period that was just merged
        room -= len(below)
        for place, cells in enumerate([one.cells, *below]):
            line: dict[str, Cell] = {**dict.fromkeys(table.columns), **cells}
            line |= {"id": f"{name}.{place}" if place else name, "no": float(len(rows) + 1)}
            line["place"] = places.link(line) if place else None
            rows.append(line)
    return table.replace(rows, formulas=("place",))


def _fitting(desk: Desk, wanted: Sequence[Group], most: int) -> list[Group]:
    """These files; of each period those that give way as one line with their number and sums, after the others."""
    last_days = {code: (listed.is_open, listed.period.end) for code, listed in desk.periods.items()}
    files = [
        FileOnSheet(one.text("period"), len(one.findings), one.is_asked, WORTH.get(one.text("verdict"), len(WORTH)))
        for one in wanted
    ]
    away = giving_way(files, last_days, most)
    out = [one for at, one in enumerate(wanted) if at not in away]
    rest: dict[str, list[Group]] = {}
    for at in sorted(away):
        rest.setdefault(files[at].period, []).append(wanted[at])
    for period, folded in rest.items():
        last = max((at for at, one in enumerate(out) if one.text("period") == period), default=len(out) - 1)
        out.insert(last + 1, _sum(period, folded))
    return out


def _sum(period: str, folded: Sequence[Group]) -> Group:
    """One line for many files; among them may be such a line of an earlier merge."""
    files = sum(int(found[1]) if (found := _SUM.fullmatch(one.text("file"))) else 1 for one in folded)
    counts = {name: sum(int(Row(0, one.cells).number(name) or 0) for one in folded) for name in COUNTS}
    return _group(FileLine(period, f"… và {files} tệp khác", "", "", OPENED, Message("MERGE_241").text, counts), None)


def _within(findings: list[dict[str, Cell]], room: int) -> list[dict[str, Cell]]:
    """As many as there is room for; what is left out is counted in the last line. A file's own line always stands."""
    if len(findings) <= room or not room:
        return findings[:room]
    last = findings[room - 1]
    rest = {"item": ITEMS["note"], "text": Message("MERGE_242", {"count": len(findings) - room + 1}).text}
    kept = {name: last.get(name) for name in ("period", "file", "agency")}
    return [*findings[: room - 1], {**dict.fromkeys(last), **kept, **rest}]


class _Places:
    """Where in `Tiến độ` a finding is about, by the words of its line."""

    def __init__(self, desk: Desk) -> None:
        self._table = desk.table("progress")
        self._fields = {fold(column.heading): name for name, column in desk.fields.items()}

    @cached_property
    def _rows(self) -> dict[tuple[str, ...], int]:
        """By period, agency and number; looked for only where there is a finding."""
        found: dict[tuple[str, ...], int] = {}
        for row in self._table.rows:
            found.setdefault(tuple(map(as_code, row.some(("period", "agency", "code")))), row.row)
        return found

    def link(self, cells: Mapping[str, Cell]) -> str | None:
        line = Row(0, dict(cells))
        task = line.text("task")
        row = self._rows.get((line.text("period"), line.text("agency"), task)) if task else None
        if row is None:
            return None
        place = self._table.place(row, self._fields.get(fold(line.text("column")), "code"))
        return formulas.link(self._table.sheet, place, f"{self._table.sheet} {place}")


def plain(text: str, most: int) -> str | None:
    """A text from outside on one line: no control characters, at most so many characters."""
    return _short(clean(tidy(text) or ""), most)


def _text(text: str) -> str | None:
    """What an agency wrote, its lines kept."""
    return _short(tidy(text) or "", TEXT)


def _short(text: str, most: int) -> str | None:
    return (text if len(text) <= most else text[: most - 1].rstrip() + "…") or None


def _order(name: str) -> tuple[str, list[int]]:
    """Ids in the order of their numbers."""
    period, _, numbers = name.rpartition("|")
    return period, [int(one) for one in numbers.split(".") if one.isdigit()]
