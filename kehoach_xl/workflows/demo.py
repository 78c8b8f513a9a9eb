"""Demo: a whole half-year on the FTA Index plan, played through real files.

The agencies answer with openpyxl and, where it is installed, LibreOffice: never with our own writer. They are
late, leave a file empty, make a typo, rename files, correct themselves; the coordinator edits a cell by hand.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.workflows.check import CheckReport, check
from kehoach_xl.workflows.distribute import DistributeReport, distribute
from kehoach_xl.workflows.merge import MergeReport, merge
from kehoach_xl.workflows.new import new
from kehoach_xl.workflows.open_period import OpenReport, open_period
from kehoach_xl.workflows.summary import SummaryReport, summary

MARK = ".kehoach-demo"
PLAN, PERIOD = "fta-index-ha-tinh-2025", "2025-H2"
COLUMNS = ("status", "percent", "quantity", "result", "evidence_no", "evidence_date", "finish_date", "difficulties", "proposals")

Answers = Mapping[str, Mapping[str, Any]]


@dataclass
class DemoReport:
    """Every step's own report, and the files to open."""

    master: str
    opened: OpenReport
    checked: CheckReport
    sent: DistributeReport
    first: MergeReport
    second: MergeReport
    summary: SummaryReport
    returns: list[tuple[str, str]]
    office: str


def demo(folder: Path, say: Callable[[str], None] = lambda text: None) -> DemoReport:
    """Play the half-year in ``folder``; what an earlier demo left there is removed first.

    Raises Stop DEMO_001 when the folder holds anything else, NEW_003 when it cannot be written.
    """
    _clear(folder)
    master, outbox, inbox = folder / "so-dieu-phoi.xlsx", folder / "phan-phat", folder / "nhan-ve"
    new(PLAN, master)
    say("Đã tạo sổ điều phối từ Kế hoạch FTA Index Hà Tĩnh năm 2025: 4 chỉ số thành phần, 35 nhiệm vụ.")
    with open_book(master, write=True) as book:
        checked = check(book, now=_at(2025, 11, 24, 8))
    with open_book(master, write=True) as book:
        opened = open_period(book, PERIOD, now=_at(2025, 11, 24, 8, 15))
    with open_book(master, write=True) as book:
        sent = distribute(book, outbox, now=_at(2025, 11, 24, 9))
    say(f"Đã mở kỳ {opened.name}, phát {len(sent.files)} phiếu.")
    _own_rows(master)
    say("Sở Công Thương đã nhập 11 nhiệm vụ của mình ngay trong sổ, và sửa tay một ô của Sở Tư pháp.")
    inbox.mkdir()
    returns, office = _agencies_answer(outbox / PERIOD, inbox)
    say(f"Các cơ quan đã gửi về {len(returns)} tệp.")
    with open_book(master, write=True) as book:
        first = merge(book, inbox, now=_at(2025, 12, 19, 10))
    returns += _corrections(outbox / PERIOD, inbox)
    _decide(master)
    with open_book(master, write=True) as book:
        second = merge(book, inbox, now=_at(2025, 12, 22, 15))
    with open_book(master, write=True) as book:
        check(book, now=_at(2025, 12, 22, 15, 10))
    with open_book(master, write=True) as book:
        figures = summary(book, now=_at(2025, 12, 22, 15, 20))
    return DemoReport(str(master), opened, checked, sent, first, second, figures, returns, office)


def _clear(folder: Path) -> None:
    """An empty folder with our mark; only a folder that carries the mark is ever emptied."""
    try:
        if (folder / MARK).is_file():
            shutil.rmtree(folder)
        elif folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise Stop("DEMO_001", folder=folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).write_bytes(b"")
    except OSError as error:
        raise Stop("NEW_003", path=folder, reason=error.strerror or str(error)) from error


def _at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of Vietnam's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


# -- the coordinator -----------------------------------------------------------------------------


def _own_rows(master: Path) -> None:
    """She fills her department's rows in `Phụ lục`, and one cell of another agency's in `Tiến độ`."""
    from kehoach_xl.domain.progress import to_cell
    from kehoach_xl.engine.native import BlockWrite, write_blocks
    from kehoach_xl.sheets.desk import Desk

    with open_book(master, write=True) as book:
        desk = Desk(book)
        table, blocks = desk.table("appendix"), []
        for line in desk.lines:
            for name, value in OWN.get(line.text("code"), {}).items():
                blocks.append(BlockWrite(table.sheet, line.row, table.columns[name], [[to_cell(value)]]))
        progress = desk.table("progress")
        for row in progress.rows:
            if row.text("code") == "2.3":
                at = progress.columns["result"]
                text = "Đã tổng hợp 05 kiến nghị, trình UBND tỉnh (theo điện thoại ngày 10/12)."
                blocks.append(BlockWrite(progress.sheet, row.row, at, [[text]]))
        write_blocks(book, blocks)
        book.app.calculate()
        book.save()


def _decide(master: Path) -> None:
    """She looks at the conflicts and takes what the agencies sent."""
    from kehoach_xl.engine.native import BlockWrite, write_blocks
    from kehoach_xl.sheets.desk import Desk

    with open_book(master, write=True) as book:
        table = Desk(book).table("conflicts")
        blocks = [
            BlockWrite(table.sheet, row.row, table.columns["choice"], [["Lấy số liệu gửi về"]])
            for row in table.rows
            if row.text("code") == "2.3"
        ]
        write_blocks(book, blocks)
        book.save()


# -- the agencies --------------------------------------------------------------------------------


def _agencies_answer(sent: Path, inbox: Path) -> tuple[list[tuple[str, str]], str]:
    """Each agency opens its file in its own program and answers; returns (file, what is special about it)."""
    files = {path.name.split("_")[1]: path for path in sorted(sent.glob("*.xlsx"))}
    out: list[tuple[str, str]] = []

    def answer(agency: str, answers: Answers, day: datetime, name: str = "", why: str = "") -> None:
        target = inbox / (name or files[agency].name)
        _fill(files[agency], target, answers, day)
        out.append((target.name, why or "đúng hạn"))

    answer("STP", STP, _at(2025, 12, 12, 9), why="ghi khác ô mà điều phối viên đã sửa tay")
    answer("SKHCN", SKHCN, _at(2025, 12, 15, 16))
    answer("SNV", SNV, _at(2025, 12, 16, 11), name=files["SNgV"].name, why="hai tệp bị đổi tên cho nhau")
    answer("SNgV", SNGV, _at(2025, 12, 16, 14), name=files["SNV"].name, why="hai tệp bị đổi tên cho nhau")
    answer("STC", STC, _at(2025, 12, 17, 8), why="trạng thái ghi «đã HT», tỷ lệ ghi «85%»")
    answer("SNNMT", SNNMT, _at(2025, 12, 18, 10), why="gửi trễ một ngày")
    answer("HQ11", {}, _at(2025, 12, 15, 9), why="mở ra lưu lại nhưng chưa điền")
    answer("THUE6", THUE6, _at(2025, 12, 14, 9), name="bản cuối (1).xlsx", why="đổi tên khi gửi qua Zalo")
    answer("SGDDT", SGDDT, _at(2025, 12, 17, 15), why="ngày hoàn thành ghi nhầm 31/02/2025")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    target = inbox / files["BQLKKT"].name
    if office and _save_with_libreoffice(office, files["BQLKKT"], target, BQLKKT):
        out.append((target.name, "điền bằng LibreOffice"))
    else:
        answer("BQLKKT", BQLKKT, _at(2025, 12, 15, 9))
    shutil.copy(files["STP"], inbox / "Phieu_trang.xlsx")
    out.append(("Phieu_trang.xlsx", "bản trắng gửi nhầm, chưa ai mở"))
    (inbox / "Cong van gui kem.pdf").write_bytes(b"%PDF-1.4\n%demo\n")
    out.append(("Cong van gui kem.pdf", "công văn đi kèm, không phải phiếu"))
    return out, "LibreOffice" if office else "openpyxl"


def _corrections(sent: Path, inbox: Path) -> list[tuple[str, str]]:
    """Three days later: one agency corrects itself, a late one comes in."""
    files = {path.name.split("_")[1]: path for path in sorted(sent.glob("*.xlsx"))}
    fixed = {code: dict(values) for code, values in SGDDT.items()}
    fixed["4.5"]["finish_date"] = date(2025, 12, 5)
    target = inbox / f"{files['SGDDT'].stem}_sua.xlsx"
    _fill(files["SGDDT"], target, fixed, _at(2025, 12, 20, 9))
    late = inbox / files["SVHTTDL"].name
    _fill(files["SVHTTDL"], late, SVHTTDL, _at(2025, 12, 22, 8))
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
            office, f"-env:UserInstallation=file://{made}/profile", "--headless", "--convert-to", "xlsx", "--outdir", str(out),
            str(filled),
        ]  # fmt: skip
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


def _done(result: str, number: str, day: date, **more: Any) -> dict[str, Any]:
    return {
        "status": "Hoàn thành", "percent": 100, "result": result, "evidence_no": number, "evidence_date": day,
        "finish_date": day, **more,
    }  # fmt: skip


def _doing(percent: float, result: str, **more: Any) -> dict[str, Any]:
    return {"status": "Đang thực hiện", "percent": percent, "result": result, **more}


OWN: Answers = {
    "1.1": _doing(40, "Theo dõi 17 FTA có hiệu lực; đăng 12 bản tin đàm phán."),
    "1.2": _doing(100, "Đăng 46 tin, bài về thuế quan và quy tắc xuất xứ."),
    "1.3": _done("Tổ chức 02 hội nghị, 210 lượt cán bộ tham dự.", "2950/BC-SCT", date(2025, 11, 20), quantity=2),
    "2.1": _doing(35, "Trình 01 dự thảo chính sách hỗ trợ logistics."),
    "2.2": _doing(100, "Cập nhật 24 tài liệu CPTPP, EVFTA, RCEP."),
    "3.4": _done("Tổ chức 01 hội thảo về phòng vệ thương mại.", "3011/BC-SCT", date(2025, 11, 28), quantity=1),
    "3.5": _doing(100, "Gửi 09 bản tin quy định nhập khẩu mới."),
    "3.6": _done("Đưa 32 doanh nghiệp dự 04 hội chợ.", "3120/BC-SCT", date(2025, 12, 8)),
    "3.7": _done("Hỗ trợ 58 cơ sở lên sàn thương mại điện tử.", "3125/BC-SCT", date(2025, 12, 9)),
    "3.8": _doing(100, "Trả lời 41 câu hỏi của doanh nghiệp."),
}
STP: Answers = {
    "2.3": _doing(100, "Tổng hợp 07 vướng mắc, báo cáo UBND tỉnh.", evidence_no="812/BC-STP", evidence_date=date(2025, 12, 11)),
    "2.4": _doing(100, "Đăng 63 văn bản lên cơ sở dữ liệu quốc gia."),
}
SKHCN: Answers = {
    "3.1": _doing(80, "Nâng cấp trung tâm dữ liệu, hoàn thành 02/03 hạng mục.", difficulties="Chậm bàn giao thiết bị."),
    "3.20": _doing(30, "Hỗ trợ 06 doanh nghiệp đổi mới công nghệ."),
}
SNV: Answers = {
    "3.3": _doing(50, "Ban hành kế hoạch khắc phục sau công bố PAR INDEX.", evidence_no="221/KH-UBND", evidence_date=date(2025, 9, 18)),
    "4.6": _doing(45, "Kết nối dữ liệu việc làm với 09 xã, phường."),
}
SNGV: Answers = {
    "3.10": _done("Tham mưu 03 báo cáo định hướng hội nhập.", "954/BC-SNgV", date(2025, 12, 10)),
    "3.11": _done("Ký 02 thỏa thuận hợp tác với địa phương Lào.", "961/BC-SNgV", date(2025, 12, 12),
                  proposals="Bố trí kinh phí đoàn ra năm 2026 trong quý I."),
}  # fmt: skip
STC: Answers = {
    "3.12": {"status": "đã HT", "percent": "100%", "result": "Tổ công tác xử lý 19/22 kiến nghị.", "evidence_no": "5120/BC-STC",
             "evidence_date": "05/12/2025", "finish_date": "05/12/2025"},
    "3.13": {"status": "Đang thực hiện", "percent": "85%", "result": "Hỗ trợ 140 doanh nghiệp nhỏ và vừa."},
    "3.14": _doing(25, "Vận động 02 dự án FDI hạ tầng cửa khẩu Cầu Treo."),
}  # fmt: skip
SNNMT: Answers = {
    "3.15": _doing(40, "Cấp 11 mã số vùng trồng, 02 cơ sở đóng gói."),
    "3.16": _doing(30, "Hình thành 05 chuỗi liên kết sản phẩm chủ lực."),
    "4.1": _done("Tổ chức 03 lớp tập huấn cam kết môi trường.", "4410/BC-SNNMT", date(2025, 12, 2)),
    "4.2": _done("Hướng dẫn 21 cơ sở áp dụng sản xuất sạch hơn.", "4412/BC-SNNMT", date(2025, 12, 3)),
    "4.3": _doing(70, "Hoàn thành điều tra đa dạng sinh học tại 02 khu bảo tồn."),
    "4.4": _doing(100, "Thanh tra 14 cơ sở sử dụng đất, xử lý 03 vi phạm."),
}
THUE6: Answers = {"3.19": _doing(100, "Tỷ lệ nộp thuế điện tử đạt 99,2 %.")}
SGDDT: Answers = {
    "4.5": {"status": "Hoàn thành", "percent": 100, "result": "Ký 07 biên bản liên kết đào tạo.", "evidence_no": "3302/BC-SGDĐT",
            "evidence_date": date(2025, 12, 5), "finish_date": "31/02/2025"},
}  # fmt: skip
BQLKKT: Answers = {"3.17": _doing(60, "Trình điều chỉnh cục bộ quy hoạch khu vực cửa khẩu.", difficulties="Vướng hướng dẫn quy hoạch mới.")}
SVHTTDL: Answers = {"4.7": _doing(100, "Phát 26 phóng sự, bản tin về bảo tồn chim di cư.")}
