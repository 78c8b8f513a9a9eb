"""Demo: a whole half-year on the FTA Index plan, played through real files.

The agencies answer with openpyxl and, where it is installed, LibreOffice: never with our own writer. They are
late, leave a file empty, make a typo, rename files, correct themselves; the coordinator edits a cell by hand. Letters
become drafts to look at; their addresses end in «.example», which nobody can have (RFC 2606).
"""

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from kehoach_xl import templates
from kehoach_xl.domain.letter import BY_DRAFT, DRAFTED, NO_ADDRESS
from kehoach_xl.domain.text import slug
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop, why
from kehoach_xl.workflows.amend import AmendReport, amend
from kehoach_xl.workflows.check import CheckReport, check
from kehoach_xl.workflows.distribute import DistributeReport, distribute
from kehoach_xl.workflows.enter import EnterReport, enter
from kehoach_xl.workflows.merge import MergeReport, merge
from kehoach_xl.workflows.new import new
from kehoach_xl.workflows.open_period import OpenReport, open_period
from kehoach_xl.workflows.send_letters import send_letters
from kehoach_xl.workflows.send_report import SendReport
from kehoach_xl.workflows.summary import SummaryReport, summary

MARK = ".kehoach-demo"
PLAN, PERIOD = "fta-index-ha-tinh-2025", "2025-H2"
DOMAIN = "hatinh.example"
# Reports on paper, and has no address.
BY_PAPER = "NHNN8"

Answers = Mapping[str, Mapping[str, Any]]


@dataclass
class DemoReport:
    """Every step's own report, the files to open, and where the folder of an earlier demo was moved to, if it was."""

    master: str
    opened: OpenReport
    checked: CheckReport
    sent: DistributeReport
    letters: SendReport
    first: MergeReport
    second: MergeReport
    receipts: SendReport
    entered: EnterReport
    amended: AmendReport
    summary: SummaryReport
    returns: list[tuple[str, str]]
    office: str
    set_aside: str = ""


def demo(folder: Path, say: Callable[[str], None] = lambda text: None) -> DemoReport:
    """Play the half-year in ``folder``; what an earlier demo left there is removed, or kept beside if it was touched.

    Raises Stop DEMO_001 when the folder holds anything else, NEW_003 when it cannot be written.
    """
    set_aside = _clear(folder)
    master, outbox, inbox = folder / "so-dieu-phoi.xlsm", folder / "phan-phat", folder / "nhan-ve"
    new(PLAN, master)
    say("Đã tạo sổ điều phối từ Kế hoạch FTA Index Hà Tĩnh năm 2025: 4 chỉ số thành phần, 35 nhiệm vụ.")
    _addresses(master)
    with open_book(master, write=True) as book:
        checked = check(book, now=_at(2025, 11, 24, 8))
    with open_book(master, write=True) as book:
        opened = open_period(book, PERIOD, now=_at(2025, 11, 24, 8, 15))
    with open_book(master, write=True) as book:
        sent = distribute(book, outbox, now=_at(2025, 11, 24, 9))
    letters = _drafts(master, _at(2025, 11, 24, 9, 30))
    say(
        f"Đã mở kỳ {opened.name}, phát {len(sent.files)} phiếu, ghi {letters.count(DRAFTED)} thư nháp kèm phiếu; "
        f"{letters.count(NO_ADDRESS)} cơ quan chưa có địa chỉ."
    )
    _own_rows(master)
    say("Sở Công Thương đã nhập 10 trong 11 nhiệm vụ của mình ngay trong sổ, và sửa tay một ô của Sở Tư pháp.")
    inbox.mkdir(exist_ok=True)
    returns, office = _agencies_answer(outbox / PERIOD, inbox)
    say(f"Các cơ quan đã gửi về {len(returns)} tệp.")
    with open_book(master, write=True) as book:
        first = merge(book, inbox, now=_at(2025, 12, 19, 10))
    returns += _corrections(outbox / PERIOD, inbox)
    _decide(master)
    with open_book(master, write=True) as book:
        second = merge(book, inbox, now=_at(2025, 12, 22, 15))
    receipts = _drafts(master, _at(2025, 12, 22, 15, 1))
    say(f"Đã ghi {receipts.count(DRAFTED)} thư nháp xác nhận.")
    _letter_and_extension(master)
    with open_book(master, write=True) as book:
        entered = enter(book, now=_at(2025, 12, 22, 15, 3))
    with open_book(master, write=True) as book:
        amended = amend(book, now=_at(2025, 12, 22, 15, 6))
    say("Đã nhập thay một báo cáo giấy và áp dụng một văn bản gia hạn.")
    with open_book(master, write=True) as book:
        check(book, now=_at(2025, 12, 22, 15, 10))
    with open_book(master, write=True) as book:
        figures = summary(book, now=_at(2025, 12, 22, 15, 20))
    _sign(folder)
    return DemoReport(
        str(master), opened, checked, sent, letters, first, second, receipts, entered, amended, figures, returns,
        office, set_aside,
    )  # fmt: skip


def _clear(folder: Path) -> str:
    """An empty folder with our mark; returns where an earlier demo's folder was moved to, "" when nowhere.

    Only what a demo made and nobody touched since is ever removed.
    """
    aside = ""
    try:
        if (folder / MARK).is_file():
            untouched = _signed(folder) == _manifest(folder)
            # Moved first: where a program holds a file of it, Windows refuses now and nothing is half removed.
            moved = _move_aside(folder.resolve())
            if untouched:
                shutil.rmtree(moved)
            else:
                aside = str(moved)
        elif folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise Stop("DEMO_001", folder=folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).write_bytes(b"")
    except OSError as error:
        raise Stop("NEW_003", path=folder, reason=why(error)) from error
    return aside


def _move_aside(folder: Path) -> Path:
    """Rename a folder to the first free name beside it: ``demo-truoc-1``, ``-2`` … Raises OSError."""
    names = (folder.with_name(f"{folder.name}-truoc-{number}") for number in count(1))
    return folder.rename(next(name for name in names if not name.exists()))


def _manifest(folder: Path) -> dict[str, str]:
    """All that is in a folder but our mark: relative path → SHA-256, of a file; "" of anything else."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.rglob("*")
        if path != folder / MARK
    }


def _sign(folder: Path) -> None:
    """Write what is there now, at the end of a demo, into the mark."""
    try:
        text = json.dumps(_manifest(folder), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / MARK).write_bytes(text.encode())
    except OSError as error:
        raise Stop("NEW_003", path=folder / MARK, reason=why(error)) from error


def _signed(folder: Path) -> object:
    """What the mark says the demo made; None when it says nothing, as after a demo that was interrupted."""
    try:
        return json.loads((folder / MARK).read_bytes())
    except ValueError:
        return None


def _at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of Vietnam's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def _answers(agency: str) -> Answers:
    """What an agency reports, by task code; nothing for one that leaves its form empty."""
    return templates.load_toml(f"demo/{PLAN}.toml").get(agency, {})


# -- the coordinator -----------------------------------------------------------------------------


def _addresses(master: Path) -> None:
    """She types an address for every agency but one."""
    from kehoach_xl.engine.cells import Cells
    from kehoach_xl.sheets.desk import Desk

    with open_book(master, write=True) as book:
        desk = Desk(book)
        table, without = desk.table("agencies"), {BY_PAPER, *(group.code for group in desk.register.groups)}
        codes = {row.row: row.text("code") for row in table.rows if row.text("code")}
        typed = {at: f"{slug(code).lower()}@{DOMAIN}" for at, code in codes.items() if code not in without}
        with Cells(book).written(table.column_blocks("email", typed)):
            book.save()


def _drafts(master: Path, now: datetime) -> SendReport:
    """«Gửi thư», by files: nothing leaves the machine."""
    with open_book(master, write=True) as book:
        report = send_letters(book, way=BY_DRAFT, now=now)
    assert report is not None  # nobody was asked
    return report


def _own_rows(master: Path) -> None:
    """She fills her department's rows in `Phụ lục`, and one cell of another agency's in `Tiến độ`."""
    from kehoach_xl.domain.progress import to_cell
    from kehoach_xl.engine.cells import BlockWrite, Cells
    from kehoach_xl.sheets.desk import Desk

    with open_book(master, write=True) as book:
        desk = Desk(book)
        table, blocks = desk.table("appendix"), []
        for line in desk.lines:
            for name, value in _answers("SCT").get(line.text("code"), {}).items():
                blocks.append(BlockWrite(table.sheet, line.row, table.columns[name], [[to_cell(value)]]))
        progress = desk.table("progress")
        for row in progress.rows:
            if row.text("code") == "2.3":
                at = progress.columns["result"]
                text = "Đã tổng hợp 05 kiến nghị, trình UBND tỉnh (theo điện thoại ngày 10/12)."
                blocks.append(BlockWrite(progress.sheet, row.row, at, [[text]]))
        with Cells(book).written(blocks):
            book.app.calculate()
            book.save()


def _decide(master: Path) -> None:
    """She looks at the conflicts and takes what the agencies sent."""
    from kehoach_xl.engine.cells import BlockWrite, Cells
    from kehoach_xl.sheets.desk import Desk

    with open_book(master, write=True) as book:
        table = Desk(book).table("conflicts")
        blocks = [
            BlockWrite(table.sheet, row.row, table.columns["choice"], [["Lấy số liệu gửi về"]])
            for row in table.rows
            if row.text("code") == "2.3"
        ]
        with Cells(book).written(blocks):
            book.save()


def _letter_and_extension(master: Path) -> None:
    """She types a paper report into `Nhập thay`, and a document that extends a task into `Điều chỉnh`."""
    from kehoach_xl.domain.progress import to_cell
    from kehoach_xl.engine.cells import BlockWrite, Cells
    from kehoach_xl.sheets.desk import Desk

    lines = {
        "entries": {
            "agency": "NHNN khu vực 8", "medium": "Văn bản giấy", "document": "215/BC-KV8",
            "document_date": date(2025, 12, 15), "received": date(2025, 12, 17), "code": "3.21",
            "status": "Đang thực hiện", "percent": 80.0,
            "result": "Đã phổ biến quy định thanh toán quốc tế cho 40 doanh nghiệp.",
        },
        "amendments": {
            "kind": "Gia hạn", "target": "3.17", "value": "2025 - 2027", "effective": date(2025, 12, 20),
            "document": "1250/UBND-KT", "document_date": date(2025, 12, 18),
        },
    }  # fmt: skip
    with open_book(master, write=True) as book:
        desk = Desk(book)
        blocks = []
        for name, cells in lines.items():
            table = desk.table(name)
            row = table.append_at(1)
            for field, value in cells.items():
                typed = to_cell(value)  # type: ignore[arg-type]
                blocks.append(BlockWrite(table.sheet, row, table.columns[field], [[typed]]))
        with Cells(book).written(blocks):
            book.save()


# -- the agencies --------------------------------------------------------------------------------


def _agencies_answer(sent: Path, inbox: Path) -> tuple[list[tuple[str, str]], str]:
    """Each agency opens its file in its own program and answers; returns (file, what is special about it)."""
    files = {path.name.split("_")[1]: path for path in sorted(sent.glob("*.xlsx"))}
    out: list[tuple[str, str]] = []

    def answer(agency: str, day: datetime, name: str = "", why: str = "") -> None:
        target = inbox / (name or files[agency].name)
        _fill(files[agency], target, _answers(agency), day)
        out.append((target.name, why or "đúng hạn"))

    answer("STP", _at(2025, 12, 12, 9), why="ghi khác ô mà điều phối viên đã sửa tay")
    answer("SKHCN", _at(2025, 12, 15, 16))
    answer("SNV", _at(2025, 12, 16, 11), name=files["SNgV"].name, why="hai tệp bị đổi tên cho nhau")
    answer("SNgV", _at(2025, 12, 16, 14), name=files["SNV"].name, why="hai tệp bị đổi tên cho nhau")
    answer("STC", _at(2025, 12, 17, 8), why="trạng thái ghi «đã HT», tỷ lệ ghi «85%»")
    answer("SNNMT", _at(2025, 12, 18, 10), why="gửi trễ một ngày")
    answer("HQ11", _at(2025, 12, 15, 9), why="mở ra lưu lại nhưng chưa điền")
    answer("THUE6", _at(2025, 12, 14, 9), name="bản cuối (1).xlsx", why="đổi tên khi gửi qua Zalo")
    answer("SGDDT", _at(2025, 12, 17, 15), why="ngày hoàn thành ghi nhầm 31/02/2025")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    target = inbox / files["BQLKKT"].name
    if office and _save_with_libreoffice(office, files["BQLKKT"], target, _answers("BQLKKT")):
        out.append((target.name, "điền bằng LibreOffice"))
    else:
        answer("BQLKKT", _at(2025, 12, 15, 9))
    shutil.copy(files["STP"], inbox / "Phieu_trang.xlsx")
    out.append(("Phieu_trang.xlsx", "bản trắng gửi nhầm, chưa ai mở"))
    (inbox / "Cong van gui kem.pdf").write_bytes(b"%PDF-1.4\n%demo\n")
    out.append(("Cong van gui kem.pdf", "công văn đi kèm, không phải phiếu"))
    return out, "LibreOffice" if office else "openpyxl"


def _corrections(sent: Path, inbox: Path) -> list[tuple[str, str]]:
    """Three days later: one agency corrects itself, a late one comes in."""
    files = {path.name.split("_")[1]: path for path in sorted(sent.glob("*.xlsx"))}
    fixed = {code: dict(values) for code, values in _answers("SGDDT").items()}
    fixed["4.5"]["finish_date"] = date(2025, 12, 5)
    target = inbox / f"{files['SGDDT'].stem}_sua.xlsx"
    _fill(files["SGDDT"], target, fixed, _at(2025, 12, 20, 9))
    late = inbox / files["SVHTTDL"].name
    _fill(files["SVHTTDL"], late, _answers("SVHTTDL"), _at(2025, 12, 22, 8))
    return [(target.name, "bản sửa của Sở Giáo dục và Đào tạo"), (late.name, "gửi trễ năm ngày")]


def _fill(source: Path, target: Path, answers: Answers, saved: datetime) -> None:
    """Fill a form by its visible headings, as a person would, and save it at a given moment."""
    from openpyxl import load_workbook

    from kehoach_xl.sheets.layout import form

    book = load_workbook(source)
    sheet = book[form().sheet]
    head = form().first - 1
    at = {sheet.cell(head, column).value: column for column in range(1, sheet.max_column + 1)}
    for row in range(head + 1, sheet.max_row + 1):
        for name, value in answers.get(str(sheet.cell(row, at["STT"]).value), {}).items():
            sheet.cell(row, at[form().column(name).head]).value = value
    # openpyxl stamps the moment of saving into the properties object it writes.
    book.properties.modified = saved.replace(tzinfo=None)
    book.save(target)
    _stamp(target, saved)


def _stamp(path: Path, saved: datetime) -> None:
    """Set the moment of saving inside the file, which openpyxl overwrites with the clock's."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as old:
        parts = [(info, old.read(info)) for info in old.infolist()]
    stamp = f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fresh:
        for info, data in parts:
            if info.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
            fresh.writestr(info, data)


def _save_with_libreoffice(office: str, source: Path, target: Path, answers: Answers) -> bool:
    """Fill with openpyxl, then let LibreOffice open and save: what comes back is LibreOffice's own file."""
    with tempfile.TemporaryDirectory() as made:
        filled = Path(made) / source.name
        _fill(source, filled, answers, _at(2025, 12, 15, 9))
        out = Path(made) / "out"
        command = [
            office,
            f"-env:UserInstallation=file://{made}/profile",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            str(filled),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=90)
        except (OSError, subprocess.SubprocessError):
            return False
        saved = out / source.name
        if not saved.exists():
            return False
        _stamp(saved, _at(2025, 12, 15, 9))
        shutil.move(saved, target)
    return True
