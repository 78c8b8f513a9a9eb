"""What people type: numbers, days, statuses and letters in every spelling, read where one reading is possible."""

import unicodedata
from collections.abc import Callable
from datetime import date

from openpyxl.styles import Font
from openpyxl.utils.datetime import MAC_EPOCH

from kehoach_xl.domain.progress import Value
from tests.hostile.kit import ACCEPTED, CODES, GOOD, Kit, kind, number_cell

Typed = dict[str, object]


def column(name: str, *typed: object) -> dict[str, dict[str, object]]:
    """GOOD with these values typed into one column, a row each from the first."""
    return {
        code: GOOD[code] | ({name: typed[number]} if number < len(typed) else {}) for number, code in enumerate(CODES)
    }


def reads(name: str, *values: Value) -> dict[tuple[str, str], Value]:
    return {(CODES[number], name): value for number, value in enumerate(values)}


def asks(name: str, *rows: int) -> set[tuple[str, str]]:
    return {(CODES[row], name) for row in rows}


@kind("percents: «85%», «85,5», 100.0, « 40 % », «0%», «75 phần trăm»", ACCEPTED, "MERGE_001",
      changed=reads("percent", 85.0, 85.5, 100.0, 40.0, 0.0, 75.0))  # fmt: skip
def percents(kit: Kit) -> bytes:
    return kit.filled(column("percent", "85%", "85,5", 100.0, " 40 % ", "0%", "75 phần trăm"))


@kind("percents with two readings or none: «0,85», 1, «120», «-5», «một nửa», «85-90»", ACCEPTED, "MERGE_001",
      changed=reads("percent", *[None] * 6), asked=asks("percent", *range(6)))  # fmt: skip
def percents_unclear(kit: Kit) -> bytes:
    return kit.filled(column("percent", "0,85", 1, "120", "-5", "một nửa", "85-90"))


@kind("a cell formatted as a percentage holds 0.85", ACCEPTED, "MERGE_001", changed=reads("percent", 85.0))
def percent_format(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        sheet["H11"].value, sheet["H11"].number_format = 0.85, "0%"

    return kit.filled(touch=touch)


@kind("quantities: «1.350,8», «1.350», «02 (hai) lớp», «3 cuộc», 1e3 and «1 350»", ACCEPTED, "MERGE_001",
      changed=reads("quantity", 1350.8, 1350.0, 2.0, 3.0, 1000.0, 1350.0))  # fmt: skip
def quantities(kit: Kit) -> bytes:
    return kit.filled(column("quantity", "1.350,8", "1.350", "02 (hai) lớp", "3 cuộc", 1e3, "1 350"))


@kind("quantities that are asked about: «1,350», «1,5 tỷ», «vài», «-3», «2-3 cuộc», «1e3»", ACCEPTED, "MERGE_001",
      changed=reads("quantity", *[None] * 6), asked=asks("quantity", *range(6)))  # fmt: skip
def quantities_unclear(kit: Kit) -> bytes:
    return kit.filled(column("quantity", "1,350", "1,5 tỷ", "vài", "-3", "2-3 cuộc", "1e3"))


@kind("days as text: «05/11/2025», «ngày 05 tháng 11 năm 2025», «5-11-2025», «05.11.2025», «2025-11-05», «05/11/25»",
      ACCEPTED, "MERGE_001", changed=reads("finish_date", *[date(2025, 11, 5)] * 6))  # fmt: skip
def days(kit: Kit) -> bytes:
    typed = ("05/11/2025", "ngày 05 tháng 11 năm 2025", "5-11-2025", "05.11.2025", "2025-11-05", "05/11/25")
    return kit.filled(column("finish_date", *typed))


@kind("days month first: «11/25/2025» can only be 25 November", ACCEPTED, "MERGE_001",
      changed=reads("finish_date", date(2025, 11, 25), date(2025, 12, 31)))  # fmt: skip
def days_month_first(kit: Kit) -> bytes:
    return kit.filled(column("finish_date", "11/25/2025", "12/31/2025"))


@kind("days that are none: «31/02/2025», «tuần sau», «11/2025», «05/11», «99/99/2025», «0205»", ACCEPTED, "MERGE_001",
      changed=reads("finish_date", *[None] * 6), asked=asks("finish_date", *range(6)))  # fmt: skip
def days_unclear(kit: Kit) -> bytes:
    return kit.filled(column("finish_date", "31/02/2025", "tuần sau", "11/2025", "05/11", "99/99/2025", "0205"))


@kind("days with an hour, as serials below 0 and above 2100", ACCEPTED, "MERGE_001",
      changed=reads("finish_date", date(2025, 11, 5), None, None), asked=asks("finish_date", 1, 2))  # fmt: skip
def day_serials(kit: Kit) -> bytes:
    return kit.sheet(number_cell("3.15", "finish_date", "45966.75"), number_cell("3.16", "finish_date", "-3"),
                     number_cell("4.1", "finish_date", "99999999"))  # fmt: skip


@kind("a workbook of the 1904 date system", ACCEPTED, "MERGE_001")
def mac_dates(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        book.epoch = MAC_EPOCH

    return kit.filled(touch=touch)


@kind("letters decomposed (NFD), as a Mac writes them, in texts and statuses", ACCEPTED, "MERGE_001")
def decomposed(kit: Kit) -> bytes:
    def apart(value: object) -> object:
        return unicodedata.normalize("NFD", value) if isinstance(value, str) else value

    return kit.filled({code: {name: apart(value) for name, value in row.items()} for code, row in GOOD.items()})


@kind("no-break, zero-width and full-width signs around every value", ACCEPTED, "MERGE_001",
      changed=reads("percent", 85.0, 90.0) | reads("status", "Hoàn thành", "Hoàn thành"))  # fmt: skip
def blanks_around(kit: Kit) -> bytes:
    rows = column("percent", "\u00a085\u00a0%\u200b", "90％")
    for number, code in enumerate(CODES):
        status = ("\u00a0Hoàn\u00a0thành\u200b ", "\ufeffHoàn thành\u00a0")[number % 2]
        rows[code] = rows[code] | {"status": status, "result": f"\u00a0{rows[code]['result']}\u00a0\u200b"}
    return kit.filled(rows)


@kind("statuses typed freely: «đã HT», «xong», «HOÀN THÀNH», «dang thuc hien», «ko còn phù hợp», «chưa làm»",
      ACCEPTED, "MERGE_001", changed=reads("status", "Hoàn thành", "Hoàn thành", "Hoàn thành", "Đang thực hiện",
                                           "Không còn phù hợp", "Chưa thực hiện"))  # fmt: skip
def statuses(kit: Kit) -> bytes:
    typed = ("đã HT", "xong", "HOÀN THÀNH", "dang thuc hien", "ko còn phù hợp", "chưa làm")
    return kit.filled(column("status", *typed))


@kind("statuses nobody can be sure of: «cơ bản xong», «?», 1, «hoàn thành 50%», «đang chờ», «x»", ACCEPTED, "MERGE_001",
      changed=reads("status", *[None] * 6), asked=asks("status", *range(6)))  # fmt: skip
def statuses_unclear(kit: Kit) -> bytes:
    return kit.filled(column("status", "cơ bản xong", "?", 1, "hoàn thành 50%", "đang chờ", "x"))


# «Đã tổ chức hội nghị tập huấn, kết quả tốt» and «Hoàn thành», by iconv(1) to TCVN 5712 and by a table of VNI-Windows.
TCVN3 = ("®· tæ chøc héi nghÞ tËp huÊn, kÕt qu¶ tèt", "Hoµn thµnh")
VNI = ("ñaõ toå chöùc hoäi nghò taäp huaán, keát quaû toát", "Hoaøn thaønh")
UNICODE = "đã tổ chức hội nghị tập huấn, kết quả tốt"


def legacy(font: str, texts: tuple[str, str]) -> Callable[[object, object], None]:
    """Two cells of the first row in an old encoding, in its font or in another one."""

    def touch(book, sheet) -> None:
        for address, text in zip(("J11", "G11"), texts, strict=True):
            sheet[address].value = text
            if font:
                sheet[address].font = Font(name=font)

    return touch


@kind("TCVN3 (ABC) text in its font .VnTime", ACCEPTED, "MERGE_001", changed=reads("result", UNICODE))
def tcvn3_by_font(kit: Kit) -> bytes:
    return kit.filled(touch=legacy(".VnTime", TCVN3))


@kind("TCVN3 (ABC) text in Times New Roman, known by its words alone", ACCEPTED, "MERGE_001",
      changed=reads("result", UNICODE))  # fmt: skip
def tcvn3_by_text(kit: Kit) -> bytes:
    return kit.filled(touch=legacy("", TCVN3))


@kind("VNI text in its font VNI-Times", ACCEPTED, "MERGE_001", changed=reads("result", UNICODE))
def vni_by_font(kit: Kit) -> bytes:
    return kit.filled(touch=legacy("VNI-Times", VNI))


@kind("VNI text in Times New Roman, known by its words alone", ACCEPTED, "MERGE_001", changed=reads("result", UNICODE))
def vni_by_text(kit: Kit) -> bytes:
    return kit.filled(touch=legacy("", VNI))


@kind("a number and a day in a text column, yes and no in number columns", ACCEPTED, "MERGE_001",
      changed=reads("evidence_no", "123", None) | reads("percent", None, None),
      asked=asks("percent", 0, 1) | asks("evidence_no", 1))  # fmt: skip
def wrong_types(kit: Kit) -> bytes:
    rows = column("percent", True, False)
    rows["3.15"] = rows["3.15"] | {"evidence_no": 123}
    rows["3.16"] = rows["3.16"] | {"evidence_no": date(2025, 11, 5)}
    return kit.filled(rows)


@kind("line breaks of every system in one text", ACCEPTED, "MERGE_001", changed=reads("result", "một\nhai\nba\nbốn"))
def line_breaks(kit: Kit) -> bytes:
    return kit.filled(column("result", "một\r\nhai\rba\nbốn"))
