"""What every hostile file is made from: one agency's form, filled in, and what is expected of a kind.

The files come from Sở Nông nghiệp và Môi trường (SNNMT, six rows), each saved at a minute of its own before
:data:`LATEST`, so that a good return saved later is always the newest. They are made by openpyxl, zipfile, raw XML,
LibreOffice, msoffcrypto and email, never by our own writers.
"""

import io
import itertools
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kehoach_xl.domain.progress import Value
from tests.support import node
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import Answers, Room, Touch, at, fill

AGENCY, OTHER_AGENCY = "SNNMT", "SKHCN"
ACCEPTED, DUPLICATE, QUARANTINED, FOREIGN = "accepted", "duplicate", "quarantined", "foreign"
UNREADABLE, LOCKED, CONTAINER, UNPROVEN = "unreadable", "locked", "container", "needs-confirmation"
EARLIEST, LATEST = at(2), at(17)
# The passwords every merge of these tests is given.
PASSWORD, UNKNOWN_PASSWORD = "snnmt@2025", "khong ai biet"
PASSWORDS = {"": f"matkhau\n{PASSWORD}"}

Name = str
Fields = Mapping[str, Value]
Files = dict[Name, bytes]


def row(number: int, *, day: int = 1) -> dict[str, Any]:
    """One whole row as an agency fills it."""
    return {
        "status": "Hoàn thành", "percent": 100, "quantity": number,
        "result": f"Đã tổ chức hội nghị tập huấn lần {number}.",
        "evidence_no": f"{number}/BC-SNNMT", "evidence_date": date(2025, 11, day), "finish_date": date(2025, 11, day),
        "difficulties": "Chưa có kinh phí thực hiện.", "proposals": "Đề nghị bố trí kinh phí.",
    }  # fmt: skip


CODES = ("3.15", "3.16", "4.1", "4.2", "4.3", "4.4")
GOOD: dict[str, dict[str, Any]] = {code: row(number, day=number) for number, code in enumerate(CODES, 1)}
FIRST_ROW = 11  # of the form; the rows stand in the order of CODES
COLUMN = dict(zip(
    ("id", "code", "content", "coordinators", "timeframe", "due", "status", "percent", "quantity", "result",
     "evidence_no", "evidence_date", "finish_date", "difficulties", "proposals"),
    "ABCDEFGHIJKLMNO", strict=True,
))  # fmt: skip
SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


@dataclass(frozen=True)
class Kind:
    """One kind of hostile file.

    ``verdicts``: by file name (below its folder; inside a mail or an archive after « › ») the state and code expected.
    ``taken``: whether the rows of :data:`GOOD` arrive in the record, but for ``changed`` ((code, field) → what stands
    there instead, None for nothing). ``asked``: the cells that become conflicts. ``said``: codes that must be among
    what is said of it. ``needs``: «tools» when another program makes it.
    """

    name: str
    says: str
    make: Callable[["Kit"], bytes | Files]
    verdicts: Mapping[Name, tuple[str, str]]
    taken: bool = False
    changed: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    asked: frozenset[tuple[str, str]] = frozenset()
    said: frozenset[str] = frozenset()
    needs: str = ""

    def files(self, kit: "Kit") -> Files:
        made = self.make(kit)
        return {next(iter(self.verdicts)): made} if isinstance(made, bytes) else made


KINDS: dict[str, Kind] = {}


def kind(
    says: str, state: str = "", code: str = "", *, file: str = "phieu.xlsx",
    files: Mapping[Name, tuple[str, str]] | None = None, **expected: Any,
) -> Callable[[Callable[["Kit"], bytes | Files]], Callable[["Kit"], bytes | Files]]:  # fmt: skip
    """Register the function below as the maker of a kind of its name: one ``file`` with one verdict, or ``files``."""

    def register(make: Callable[["Kit"], bytes | Files]) -> Callable[["Kit"], bytes | Files]:
        name = make.__name__
        assert name not in KINDS, name
        verdicts = files if files is not None else {file: (state, code)}
        for key in ("asked", "said"):
            expected[key] = frozenset(expected.get(key, ()))
        expected.setdefault("taken", ACCEPTED in {one for one, _ in verdicts.values()})
        KINDS[name] = Kind(name, says, make, verdicts, **expected)
        return make

    return register


class Kit:
    """Forms to spoil. ``room`` has the forms of 2025-H1 and 2025-H2 out, ``stranger`` is another master of the same
    plan, ``other_plan`` one of another."""

    def __init__(self, room: Room, stranger: Room, other_plan: Room, libreoffice: LibreOffice) -> None:
        self.room, self.stranger, self.other_plan, self._libreoffice = room, stranger, other_plan, libreoffice
        self._minutes = itertools.count(1)

    def moment(self) -> datetime:
        """A moment of saving that no other file has."""
        moment = EARLIEST + timedelta(minutes=next(self._minutes))
        assert moment < LATEST
        return moment

    def form(self, agency: str = AGENCY) -> bytes:
        """The form as it was sent."""
        return self.room.form(agency).read_bytes()

    def filled(
        self, answers: Answers | None = None, touch: Touch | None = None, *, agency: str = AGENCY,
        source: Path | None = None, saved: datetime | None = None,
    ) -> bytes:  # fmt: skip
        """The form filled in with openpyxl (by default with GOOD), as bytes."""
        source = source or self.room.form(agency)
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "phieu.xlsx"
            fill(source, target, GOOD if answers is None else answers, saved or self.moment(), touch)
            return target.read_bytes()

    def other(self, percent: float = 40) -> bytes:
        """The filled form of another agency."""
        return self.filled({"3.1": {"status": "Đang thực hiện", "percent": percent}}, agency=OTHER_AGENCY)

    def parts(self) -> dict[str, bytes]:
        """The parts of the filled form."""
        return parts(self.filled())

    def by_libreoffice(self, ending: str) -> bytes:
        """The filled form saved by LibreOffice as .xlsx, .xls or .ods, at that program's own clock."""
        return self._elsewhere(ending, lambda source, target: self._libreoffice.resave(source, target))

    def by_sheetjs(self, kind_: str) -> bytes:
        """The filled form saved by SheetJS as xlsx, xlsm, xlsb, biff8 (.xls), ods, csv or html."""
        return self._elsewhere(kind_, lambda source, target: node.saved("sheetjs", source, target, kind_))

    def _elsewhere(self, ending: str, save: Callable[[Path, Path], Path]) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "phieu.xlsx"
            source.write_bytes(self.filled())
            return save(source, Path(folder) / f"ra.{ending}").read_bytes()

    def by_hand(self) -> dict[str, bytes]:
        """The parts of the form as sent, filled by raw XML: its texts stay in the table of shared strings."""
        found = parts(self.form())
        cells = dict(raw_cell(code, name, value) for code, fields in GOOD.items() for name, value in fields.items())
        found[SHEET] = with_cells(found[SHEET], cells)
        moment = self.moment().strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        core = "docProps/core.xml"
        found[core] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, found[core])
        return found

    def edited(self, part: str, change: Callable[[bytes], bytes]) -> bytes:
        """The filled form with one part changed."""
        found = self.parts()
        changed = change(found[part])
        assert changed != found[part], part
        return packed(found | {part: changed})

    def sheet(self, *changes: tuple[str, str]) -> bytes:
        """The filled form with some cells written anew: (address, element); the element is given without its style."""
        found = self.parts()
        found[SHEET] = with_cells(found[SHEET], dict(changes))
        return packed(found)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def packed(content: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in content.items():
            package.writestr(zipfile.ZipInfo(name, (2025, 12, 1, 0, 0, 0)), data, method)
    return buffer.getvalue()


def with_cells(sheet: bytes, cells: Mapping[str, str]) -> bytes:
    """Cells of a sheet part replaced by raw elements («<c r="H11"><v>1</v></c>»)."""
    for address, element in cells.items():
        pattern = rb'<c r="' + address.encode() + rb'"[^>]*?(?:/>|>.*?</c>)'
        sheet, count = re.subn(pattern, lambda _, new=element: new.encode(), sheet, count=1, flags=re.S)
        assert count == 1, address
    return sheet


def long_cells(sheet: bytes) -> bytes:
    """A sheet of an .xlsb with each cell's column written out as Excel does ([MS-XLSB] 2.4, BrtShort…)."""
    out, at, column = b"", 0, -1
    while at < len(sheet):
        begin = at
        code, at = _varint(sheet, at, 2)
        size, at = _varint(sheet, at, 4)
        body, at = sheet[at : at + size], at + size
        if 12 <= code <= 18:
            column += 1
            size += 4
            length = bytes([size]) if size < 128 else bytes([size & 127 | 128, size >> 7])
            out += bytes([code - 11]) + length + column.to_bytes(4, "little") + body
            continue
        if 1 <= code <= 11:
            column = int.from_bytes(body[:4], "little")
        out += sheet[begin:at]
    return out


def _varint(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for place in range(most):
        byte = data[at]
        at += 1
        value |= (byte & 127) << 7 * place
        if not byte & 128:
            break
    return value, at


def spot(code: str, name: str) -> str:
    """The address of a cell of the form: «4.1», «percent» → «H13»."""
    return f"{COLUMN[name]}{FIRST_ROW + CODES.index(code)}"


def text_cell(code: str, name: str, text: str) -> tuple[str, str]:
    """A cell and the raw element of an inline text in it."""
    return spot(code, name), f'<c r="{spot(code, name)}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def number_cell(code: str, name: str, digits: str, kind: str = "n") -> tuple[str, str]:
    return spot(code, name), f'<c r="{spot(code, name)}" t="{kind}"><v>{digits}</v></c>'


def raw_cell(code: str, name: str, value: Any) -> tuple[str, str]:
    """A cell and the raw element of a typed value; a day is its number."""
    if isinstance(value, str):
        return text_cell(code, name, value)
    return number_cell(code, name, str((value - date(1899, 12, 30)).days if isinstance(value, date) else value))


def formula_cell(code: str, name: str, formula: str, cached: str | None = None, kind: str = "str") -> tuple[str, str]:
    value = "" if cached is None else f"<v>{cached}</v>"
    return spot(code, name), f'<c r="{spot(code, name)}" t="{kind}"><f>{formula}</f>{value}</c>'
