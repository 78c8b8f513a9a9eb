"""What is fuzzed: whatever reads what a stranger wrote. A target takes one mutation; only Stop may come out of it."""

import csv
import io
import random
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from functools import cache

from openpyxl import load_workbook

from kehoach_xl.domain import dates, legacy, progress, timeframe, values
from kehoach_xl.errors import Stop
from kehoach_xl.intake.opening import open_file
from kehoach_xl.intake.readers.binary_book import read_xlsb
from kehoach_xl.ooxml.cells import scan
from kehoach_xl.ooxml.limits import RETURN_LIMITS
from kehoach_xl.ooxml.reading import read_workbook
from tests.fuzz.mutations import bytes_changed, package_changed, words_of, xml_changed
from tests.hostile.kit import packed, parts
from tests.intake.test_binary_book import ANY_BOOK

NUMBER = words_of(
    ("1", "85", "0", "350", ".", ",", "%", " ", "-", "+", "e", "(hai)", "lớp", "cuộc", "tỷ", "1.350,8", "một nửa")
)
DAY = words_of(
    ("05", "11", "2025", "25", "/", "-", ".", "ngày ", " tháng ", " năm ", "thg", "nov", " 08:00", "T", "31", "2")
)
TIME = words_of((
    "Năm ", "2025", "-", "2030", "Hàng năm", "Hằng năm", " thường xuyên", "quý ", "IV", "/", "trước ngày ",
    "15/11", "ít nhất ",
    "01-02", " cuộc", "6 tháng đầu năm ", "từ ", " đến ", "giai đoạn ", " và các năm tiếp theo", "chậm nhất ", ", ",
))  # fmt: skip
STATUS = words_of(
    ("hoàn thành", "đã ", "chưa ", "HT", "đang ", "thực hiện", "xong", "không ", "còn phù hợp", "50%", "?", "cơ bản ")
)
OLD = words_of(
    (
        "Së",
        "C«ng",
        "Th\u00ad¬ng",
        "Sôû",
        "Coâng",
        "Thöông",
        " ",
        "«",
        "»",
        "®·",
        "ñaõ",
        "Müller",
        "café",
        "đã",
        "\u0301",
    )
)


def only_stop(run: Callable[[], object]) -> None:
    try:
        run()
    except Stop as stop:
        assert str(stop.message), "a Stop without its sentence"


class Forms:
    """Real forms as the seeds of mutations: the bytes, its parts, and the same table as CSV, HTML and mail."""

    def __init__(self, form: bytes, others: Mapping[str, bytes]) -> None:
        self.form, self.others = form, others
        with_parts = zipfile.ZipFile(io.BytesIO(form))
        self.parts = {info.filename: with_parts.read(info) for info in with_parts.infolist()}

    @cache  # noqa: B019 - one or two of these live as long as the tests
    def rows(self) -> list[list[str]]:
        sheet = load_workbook(io.BytesIO(self.form)).worksheets[0]
        return [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]

    @cache  # noqa: B019
    def csv(self) -> bytes:
        buffer = io.StringIO()
        csv.writer(buffer).writerows(self.rows())
        return buffer.getvalue().encode()

    @cache  # noqa: B019
    def html(self) -> bytes:
        rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in self.rows())
        return f"<html><head><meta charset=utf-8></head><body><table>{rows}</table></body></html>".encode()

    @cache  # noqa: B019
    def mail(self) -> bytes:
        mail = EmailMessage()
        mail["From"], mail["Subject"], mail["Date"] = "Văn thư <a@b.vn>", "Báo cáo", "Mon, 01 Dec 2025 08:00:00 +0700"
        mail.set_content("Kính gửi.")
        mail.add_attachment(self.form, maintype="application", subtype="octet-stream", filename="phiếu.xlsx")
        return bytes(mail)


Target = Callable[[Forms, random.Random], None]


def package(forms: Forms, chance: random.Random) -> None:
    only_stop(lambda: read_workbook(package_changed(forms.form, chance), name="x"))


def any_file(forms: Forms, chance: random.Random) -> None:
    """A file of any format by its content: never an exception, always a state and, when refused, a reason."""
    seed = chance.choice((forms.csv(), forms.html(), forms.mail(), forms.form, *forms.others.values()))
    change = package_changed if seed.startswith(b"PK") else chance.choice((bytes_changed, xml_changed))
    opened = open_file(change(seed, chance), "x", ("a",))
    assert opened.book is not None or opened.problem is not None


def sheet(forms: Forms, chance: random.Random) -> None:
    data = xml_changed(forms.parts["xl/worksheets/sheet1.xml"], chance)
    only_stop(lambda: scan(data, "sheet1.xml", "x", RETURN_LIMITS))


def binary_book(_: Forms, chance: random.Random) -> None:
    """The parts of an .xlsb, one of them changed."""
    found = parts(ANY_BOOK)
    part = chance.choice([name for name in found if name.endswith(".bin")])
    data = packed(found | {part: bytes_changed(found[part], chance)})
    only_stop(lambda: read_xlsb(data, "x"))


def number(_: Forms, chance: random.Random) -> None:
    text = NUMBER(chance)
    for read in (values.read_number, values.read_quantity, values.read_percent, values.read_score, values.read_rank):
        assert isinstance(read(text), values.Reading | values.Unclear)


def day(_: Forms, chance: random.Random) -> None:
    text = DAY(chance)
    assert isinstance(values.read_date(text), values.Reading | values.Unclear)
    assert isinstance(dates.read_text(text), dates.Written)
    values.read_date(chance.choice((float("nan"), float("inf"), -1e300, 1e300, chance.uniform(-1e6, 1e6))))


def term(_: Forms, chance: random.Random) -> None:
    assert timeframe.parse(TIME(chance)).kind in timeframe.KINDS


def status(_: Forms, chance: random.Random) -> None:
    assert isinstance(values.read_status(STATUS(chance)), values.Reading | values.Unclear)


def old_letters(_: Forms, chance: random.Random) -> None:
    text = OLD(chance)
    found = legacy.read_legacy(text)
    assert found is None or found.text


def cell(_: Forms, chance: random.Random) -> None:
    text = chance.choice((NUMBER, DAY, TIME, STATUS, OLD))(chance)
    for one in progress.FIELDS:
        assert isinstance(progress.read(one.id, text), values.Reading | values.Unclear)


# How many mutations the usual run tries of each; together some thirty seconds.
TARGETS: dict[str, tuple[Target, int]] = {
    "package": (package, 700), "any_file": (any_file, 500), "sheet": (sheet, 500), "binary_book": (binary_book, 2_000),
    "number": (number, 3_000), "day": (day, 3_000), "term": (term, 3_000), "status": (status, 3_000),
    "old_letters": (old_letters, 2_000), "cell": (cell, 1_000),
}  # fmt: skip
