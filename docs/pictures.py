"""Make the pictures of the README and the guide anew: ``python docs/pictures.py`` from the repository.

Plays the demo into a temporary folder, lets LibreOffice print single sheets, and cuts the white away. The desktop
panel is shown on a screen of its own, on the tests' double of Excel with results computed by LibreOffice; so is the
dashboard with its buttons.
Needs LibreOffice, poppler-utils, ImageMagick, Xvfb, xdotool and libfaketime.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

import later_periods  # noqa: E402

from kehoach_xl.attached import InExcel  # noqa: E402
from kehoach_xl.building import plan_document, plan_template  # noqa: E402
from kehoach_xl.engine.opening import open_book  # noqa: E402
from kehoach_xl.window import Window  # noqa: E402
from kehoach_xl.workflows.demo import demo  # noqa: E402
from kehoach_xl.workflows.import_document import import_document  # noqa: E402
from kehoach_xl.workflows.write_report import write_report  # noqa: E402
from tests.support.excel_com import FakeExcel  # noqa: E402
from tests.support.libreoffice import LibreOffice  # noqa: E402
from tests.support.screen import Screen  # noqa: E402

IMAGES = ROOT / "docs" / "images"
PAGE = b'<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="1"/>'
# Picture, workbook (master, form, after a year, of many plans, a review, another plan), sheet, print area.
SHOTS = (
    ("bang-dieu-khien", "year", "Bảng điều khiển", "B1:M81"),
    ("phu-luc", "master", "Phụ lục", "B1:U24"),
    ("phu-luc-in", "master", "Phụ lục", "B1:K29"),
    ("tien-do", "master", "Tiến độ", "C1:V30"),
    ("tong-hop", "year", "Tổng hợp", "A1:T66"),
    ("nop-bao-cao", "year", "Nộp báo cáo", "A1:U25"),
    ("ket-qua-thuc-hien", "year", "Kết quả thực hiện", "B1:J20"),
    ("chi-so", "year", "Chỉ số", "B1:T24"),
    ("chi-so-muc-tieu", "year", "Chỉ số", "B25:T73"),
    ("gui-nhan", "master", "Gửi nhận", "B1:M17"),
    ("kiem-tra", "first", "Kiểm tra", "C1:M22"),
    ("dieu-chinh", "master", "Điều chỉnh", "B1:M9"),
    ("nhap-thay", "master", "Nhập thay", "B1:X9"),
    ("thiet-lap", "master", "Thiết lập", "A1:N26"),
    ("van-ban-va-thu", "master", "Thiết lập", "Q1:S26"),
    ("thu", "master", "Thư", "C1:M8"),
    ("tep-gui-ve", "first", "Tệp gửi về", "B1:V24"),
    ("xung-dot", "first", "Xung đột", "C1:N15"),
    ("nhat-ky", "master", "Nhật ký", "A1:L30"),
    ("phieu", "form", "Báo cáo", "B1:P17"),
    ("tong-hop-chung", "many", "Tổng hợp chung", "A1:P33"),
    ("xem-lai", "review", "Xem lại", "A1:S32"),
    ("chi-tieu", "goals", "Chỉ số", "B1:T59"),
)
# A plan told in prose, with goals in numbers.
PROSE_PLAN = "nq02-hau-giang-2024"
DEMO_DAY, YEAR_DAY = datetime(2025, 12, 22, 16), datetime(2026, 12, 21, 16)
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        report = demo(folder / "demo")
        form = next((folder / "demo" / "nhan-ve").glob("*SNNMT*.xlsx"))
        year = shutil.copytree(folder / "demo", folder / "year")
        later_periods.play(year)
        books = {
            "master": Path(report.master), "form": form, "first": Path(report.second.backup),
            "year": year / "so-dieu-phoi.xlsm", "many": later_periods.many(year, folder / "many"),
            "review": _review(folder / "kế hoạch 2024.docx"), "goals": ROOT / "workbooks" / f"{PROSE_PLAN}.xlsx",
        }  # fmt: skip
        for name, book, sheet, area in SHOTS:
            day = YEAR_DAY if book in ("year", "many") else DEMO_DAY
            _shot(books[book], sheet, area, IMAGES / f"{name}.png", folder, day)
            print(name)
        _report(books["master"], IMAGES / "bao-cao-word.png", folder)
        print("bao-cao-word")
        _panel(books["master"], IMAGES / "bang-dieu-khien-may-tinh.png")
        _buttons(books["year"], IMAGES / "bang-nut-trong-so.png", folder)


def _report(master: Path, picture: Path, folder: Path) -> None:
    """The first two pages of the periodic report, beside each other, as LibreOffice prints the Word file."""
    with open_book(master, write=False) as book:
        made = write_report(book, out=folder / "bao-cao.docx", now=DEMO_DAY.astimezone(UTC))
    command = ["soffice", _profile(folder / "report"), "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, made.path], check=True, capture_output=True, env=_as_of(DEMO_DAY))
    pages = ["pdftoppm", "-r", "80", "-l", "2", "-png", str(folder / "bao-cao.pdf"), str(folder / "trang")]
    subprocess.run(pages, check=True)
    found = sorted(map(str, folder.glob("trang-*.png")))
    edged = ["-bordercolor", "#B8C4D3", "-border", "1", "-depth", "8", "-colors", "32", "-strip", f"PNG8:{picture}"]
    subprocess.run(["convert", *found, "+append", *edged], check=True)


def _as_of(day: datetime) -> dict[str, str]:
    """The environment in which it is this day: lateness is counted to today."""
    return {**os.environ, "LD_PRELOAD": str(FAKETIME[0]), "FAKETIME": f"@{day:%Y-%m-%d %H:%M:%S}"}


def _buttons(master: Path, picture: Path, folder: Path) -> None:
    """The dashboard with its buttons, which are never printed: as LibreOffice's window shows it."""
    screen = Screen("1700x1150")
    profile = _profile(folder / "window")
    environment = _as_of(YEAR_DAY) | screen.environment
    office = subprocess.Popen(["soffice", profile, "--norestore", "--nologo", str(master)], env=environment)
    time.sleep(15)
    for key in ("Return", "Escape"):  # yes, it has macros; no, no tip of the day
        screen.keys(key)
        time.sleep(6)
    screen.picture(picture)
    office.terminate()
    office.wait()
    screen.close()
    crop = ["-crop", "1470x860+40+124", "+repage", "-bordercolor", "#B8C4D3", "-border", "1"]
    small = ["+dither", "-colors", "128", "-depth", "8", "-strip", f"PNG8:{picture}"]
    subprocess.run(["convert", str(picture), *crop, *small], check=True)
    print(picture.stem)


def _profile(folder: Path) -> str:
    """The option that starts LibreOffice with Vietnamese numbers and without its lines of page breaks."""
    (folder / "user").mkdir(parents=True, exist_ok=True)
    items = (
        ("Setup/L10N", "ooSetupSystemLocale", "vi-VN"),
        ("Office.Calc/Layout/Line", "PageBreak", "false"),
    )
    rows = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in items
    )
    text = f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{rows}</oor:items>'
    (folder / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")
    return f"-env:UserInstallation=file://{folder}"


def _panel(master: Path, picture: Path) -> None:
    """The desktop panel after a click on «Tổng hợp»."""
    office, screen = LibreOffice(), Screen()
    os.environ["DISPLAY"] = screen.name
    with FakeExcel() as excel:
        results = office.recalculated(master)
        excel.results = lambda book: results
        excel.open(master)
        excel.calculate(excel.model())
        window = Window(InExcel())
        window.buttons["Summarize"].invoke()
        window.update()
        subprocess.run(["import", "-window", str(window.winfo_id()), str(picture)], check=True)
        window.destroy()
    screen.close()
    office.close()
    small = ["+dither", "-colors", "128", "-depth", "8", "-strip", f"PNG8:{picture}"]
    subprocess.run(["convert", str(picture), *small], check=True)
    print(picture.stem)


def _review(document: Path) -> Path:
    """What import makes of a plan's own Word file."""
    plan_document.save(plan_template.load(PROSE_PLAN), document)
    report = import_document(document).review
    assert report is not None
    return Path(report.out)


def _shot(book: Path, sheet: str, area: str, picture: Path, folder: Path, day: datetime) -> None:
    """Print one area of one sheet on one page, as of a day."""
    one = folder / "one.xlsx"
    _only(book, sheet, area, one)
    profile = _profile(folder / "profile")
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(one)]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=_as_of(day))
    subprocess.run(
        ["pdftoppm", "-r", "170", "-png", "-singlefile", str(folder / "one.pdf"), str(folder / "one")], check=True
    )
    trim = ["convert", str(folder / "one.png"), "-trim", "-bordercolor", "white", "-border", "12", "-resize", "1800x>"]
    subprocess.run([*trim, "+dither", "-colors", "128", "-depth", "8", "-strip", f"PNG8:{picture}"], check=True)


def _only(book: Path, sheet: str, area: str, target: Path) -> None:
    """A copy that prints just this area: other sheets hidden, the page as large as it needs."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        workbook = old.read("xl/workbook.xml").decode()
        names = re.findall(r'<sheet [^>]*?name="([^"]*)"', workbook)
        index = names.index(sheet)
        workbook = re.sub(r'<definedName name="_xlnm.Print_(?:Area|Titles)".*?</definedName>', "", workbook)
        start, end = area.split(":")
        span = ":".join(re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", at) for at in (start, end))
        print_area = f'<definedName name="_xlnm.Print_Area" localSheetId="{index}">\'{sheet}\'!{span}</definedName>'
        workbook = workbook.replace("<definedNames>", f"<definedNames>{print_area}", 1)
        workbook = re.sub(r'<sheet [^>]*?name="([^"]*)"[^>]*/>', lambda m: _state(m, sheet), workbook)
        workbook = re.sub(r'activeTab="\d+"', f'activeTab="{index}"', workbook)
        if "activeTab" not in workbook:
            workbook = workbook.replace("<workbookView ", f'<workbookView activeTab="{index}" ', 1)
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "xl/workbook.xml":
                data = workbook.encode()
            elif info.filename == f"xl/worksheets/sheet{index + 1}.xml":
                data = re.sub(
                    rb"<pageSetup[^>]*/>",
                    PAGE,
                    data,
                )
                data = re.sub(rb"<headerFooter.*?</headerFooter>", b"", data, flags=re.S)
            new.writestr(info, data)


def _state(match: re.Match[str], sheet: str) -> str:
    shown = re.sub(r' state="\w+"', "", match[0])
    return shown if match[1] == sheet else shown.replace("<sheet ", '<sheet state="hidden" ', 1)


if __name__ == "__main__":
    main()
