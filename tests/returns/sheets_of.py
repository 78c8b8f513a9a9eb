"""Returned workbooks as plain tables: a small plan, the forms that were sent, and what comes back, without any file."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from kehoach_xl.domain.agency import Agency, Register
from kehoach_xl.domain.columns import STANDARD_COLUMNS, Columns
from kehoach_xl.domain.identity import LAYOUT_VERSION, MADE_AT, Identity, as_properties, sign
from kehoach_xl.domain.progress import to_cell
from kehoach_xl.intake.arrived import OPENED, Arrived, Source
from kehoach_xl.intake.wire import receive, send
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook, by_rows
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.returns.asking import forms_of
from kehoach_xl.returns.expectation import Expectation, SentForm
from kehoach_xl.returns.form import ReadForms, locked_digest
from kehoach_xl.returns.identify import identify
from kehoach_xl.returns.reading import understood
from kehoach_xl.returns.verdict import Verdict
from kehoach_xl.returns.wire import believe_forms
from kehoach_xl.sheets.layout import form

KEY, PLAN, PERIOD = "ab" * 32, "fta", "2025-H2"
SAVED = datetime(2025, 12, 12, 2, tzinfo=UTC)
HEADS = {one.field: one.head for one in form().columns}
FIELDS = list(HEADS)
FIRST = form().first


def task(code: str, content: str) -> dict[str, str]:
    """The locked cells of one task."""
    return {"code": code, "content": content, "coordinators": "Sở Tài chính", "timeframe": "2025", "due": "Đến hạn"}


STP = {"T1": task("2.3", "Rà soát văn bản về hội nhập"), "T2": task("2.4", "Đăng tin về các FTA thế hệ mới")}
SNV = {
    "T3": task("3.1", "Bồi dưỡng cán bộ về thực thi FTA"),
    "T4": task("3.10", "Đưa nội dung FTA vào chương trình đào tạo"),
}
# Both report this one.
BOTH = {"T5": task("4.1", "Báo cáo tình hình thực hiện kế hoạch")}
FORMS = {"STP": STP | BOTH, "SNV": SNV | BOTH}

REGISTER = Register(
    agencies=(
        Agency(code="STP", name="Sở Tư pháp", email="vanthu@stp.tinh.gov.vn"),
        Agency(code="SNV", name="Sở Nội vụ", email="vanthu@snv.tinh.gov.vn; sonoivu@gmail.com"),
        Agency(code="SCT", name="Sở Công Thương", email="sct@sct.tinh.gov.vn"),
        Agency(code="STC", name="Sở Tài chính", email="stc@gmail.com"),
        Agency(code="SKHDT", name="Sở Kế hoạch và Đầu tư", valid_to=date(2025, 2, 28), successors=("STC",)),
    )
)


def expected(**more: Any) -> Expectation:
    """What the master of this plan expects."""
    sent = tuple(SentForm(agency, PERIOD, f"{PERIOD}/{agency}/01", rows) for agency, rows in FORMS.items())
    one = Expectation(
        PLAN, PERIOD, KEY, {agency.code: agency.name for agency in REGISTER.agencies},
        register=REGISTER,
        period_names={PERIOD: "6 tháng cuối năm 2025", "2025-H1": "6 tháng đầu năm 2025"},
        sent=sent,
        dispatches={one.dispatch: (one.agency, one.period) for one in sent}
        | {"2025-H1/STP/01": ("STP", "2025-H1")},
        coordinator="SCT",
    )  # fmt: skip
    return replace(one, **more)


def cell(value: Any) -> Cell | None:
    """A cell as the reader gives it; a Cell stays as it is, a day is a date cell."""
    if value is None or isinstance(value, Cell):
        return value
    if isinstance(value, date):
        serial = to_cell(value)
        assert isinstance(serial, float)
        return Cell("date", serial, f"{serial:g}", None, "Times New Roman")
    if isinstance(value, bool):
        return Cell("bool", value, "1" if value else "0", None, "")
    if isinstance(value, int | float):
        return Cell("number", float(value), f"{value:g}", None, "Times New Roman")
    return Cell("text", value, value, None, "Times New Roman")


def old(text: str, font: str = ".VnTime") -> Cell:
    """A text in a font made for old letters."""
    return Cell("text", text, text, None, font)


def percent(value: float) -> Cell:
    """A number in a cell formatted as a percentage."""
    return Cell("percent", value, repr(value), None, "")


def formula(text: str, value: Any) -> Cell:
    """A formula with its last result."""
    return Cell("formula", value, "" if value is None else str(value), text, "")


Answers = Mapping[str, Mapping[str, Any]]


class Returned:
    """One form as it went out, to be changed the way people change it; ``rows`` and ``fields`` may be rearranged."""

    def __init__(self, agency: str = "STP", answers: Answers | None = None) -> None:
        self.agency = agency
        self.rows: list[dict[str, Any]] = [
            {"id": one, **locked, **(answers or {}).get(one, {})} for one, locked in FORMS[agency].items()
        ]
        self.fields = list(FIELDS)
        self.heads: dict[str, Any] = dict(HEADS)
        self.head = {
            "Cơ quan báo cáo": REGISTER.name(agency), "Kỳ báo cáo": "6 tháng cuối năm 2025",
            "Số phiếu": f"{PERIOD}/{agency}/01",
        }  # fmt: skip
        self.identity = Identity(
            PLAN, PERIOD, agency, f"{PERIOD}/{agency}/01", LAYOUT_VERSION,
            tuple((one, locked_digest(locked)) for one, locked in FORMS[agency].items()),
        )  # fmt: skip
        self.signed, self.in_properties, self.in_sheet, self.named = True, True, True, True
        self.first = FIRST
        self.names_lag = 0  # rows by which the names stand below the first row
        self.title = "Báo cáo"
        self.sheets: list[ReadSheet] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.sender = self.subject = ""
        self.name = "phiếu.xlsx"
        self.modified: datetime | None = SAVED
        self.more: dict[str, Any] = {}

    def copied(self) -> "Returned":
        """Its visible sheet in a new workbook: no identity, no names, and without the hidden ids."""
        self.in_properties = self.in_sheet = self.named = False
        return self.without("id")

    def without(self, *fields: str) -> "Returned":
        self.fields = [one for one in self.fields if one not in fields]
        return self

    def column(self, name: str) -> int:
        return 1 + self.fields.index(name)

    def sheet(self) -> ReadSheet:
        cells: dict[tuple[int, int], Cell | None] = {
            (4 + at, 2): cell(f"{label}: {text}") for at, (label, text) in enumerate(self.head.items())
        }
        for column, name in enumerate(self.fields, 1):
            cells[self.first - 1, column] = cell(self.heads.get(name, name))
            for at, row in enumerate(self.rows, self.first):
                cells[at, column] = cell(row.get(name))
        there = {at: one for at, one in cells.items() if one is not None}
        return ReadSheet(
            self.title, lines=by_rows(there), hidden_rows=self.hidden_rows, hidden_columns=self.hidden_columns,
            merges=self.merges,
        )  # fmt: skip

    def book(self) -> ReadWorkbook:
        signature = sign(KEY, self.identity) if self.signed else "0" * 64
        sheets = [self.sheet(), *self.sheets]
        if self.in_sheet:
            lines = {(1, 1): "identity", (1, 2): self.identity.to_json(), (2, 1): "signature", (2, 2): signature}
            hidden = {at: one for at, text in lines.items() if (one := cell(text)) is not None}
            sheets.append(ReadSheet("_kehoach", "veryHidden", by_rows(hidden)))
        first = self.first + self.names_lag
        last = first + len(self.rows) - 1
        names = {
            f"BC_{name}": f"'{self.title}'!${column_letters(at)}${first}:${column_letters(at)}${last}"
            for at, name in enumerate(self.fields, 1)
            if self.named and name in HEADS
        }
        properties = dict(as_properties(self.identity, signature)) if self.in_properties else {}
        return ReadWorkbook(
            self.name, sheets=sheets, names=names, properties=properties, created=MADE_AT,
            modified=self.modified, **self.more,
        )  # fmt: skip

    def judge(self, **more: Any) -> Verdict:
        """The verdict on it; every filled cell is in its answers or rejected."""
        return judge(self.book(), self.sender, self.subject, **more)


SHA = "e" * 64  # of each file


def judge(book: ReadWorkbook, sender: str = "", subject: str = "", **more: Any) -> Verdict:
    source, wanted = Source(book.name, sender, subject=subject), expected(**more)
    arrived = Arrived(source, SHA, OPENED, read(book, wanted.columns))
    verdict = identify(arrived, wanted)
    if verdict.result is not None:
        given = sum(answer.value is not None for answer in verdict.result.answers.values())
        assert verdict.cells == given + sum(verdict.rejected.values()), verdict
        assert verdict.filled == given
    return verdict


def read(book: ReadWorkbook, columns: Columns = STANDARD_COLUMNS) -> ReadForms:
    """What is read of a workbook in the process that opens it, as it comes over the wire."""
    asked, pipe = forms_of(columns), io.BytesIO()
    send(pipe, *understood(book, asked.told))
    pipe.seek(0)
    answer = receive(pipe)
    assert answer is not None
    return believe_forms(*answer)


def said(verdict: Verdict) -> list[str]:
    """The codes of what is said of a file, in their order."""
    return [one.message.code for one in verdict.findings]


def values(verdict: Verdict, fields: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
    """What was taken: {task: the fields that hold something}; what is asked stands as its reason's first words."""
    assert verdict.result is not None, verdict
    found: dict[str, dict[str, Any]] = {}
    for (one, name), answer in verdict.result.answers.items():
        if answer.value is not None and (not fields or name in fields):
            found.setdefault(one, {})[name] = ("?", answer.value) if answer.unclear else answer.value
    return found


def both(*books: Returned) -> Returned:
    """The first one, with the sheets of the others copied into it."""
    first, *others = books
    for number, one in enumerate(others, 2):
        one.title = f"Báo cáo ({number})"
        first.sheets.append(one.sheet())
    return first


def doing(result: str = "Đã làm.", **more: Any) -> dict[str, Any]:
    return {"status": "Đang thực hiện", "result": result, **more}


def all_done(agency: str) -> dict[str, dict[str, Any]]:
    return {one: doing(f"Kết quả {one}.") for one in FORMS[agency]}


