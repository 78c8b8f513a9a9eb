"""Khám máy Windows: what keeps the buttons from working in Excel, and how to mend it. Looks, changes nothing."""

import importlib
import re
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from kehoach_xl.building import addin
from kehoach_xl.windows import excel_state, marks, paths
from kehoach_xl.windows.machine import Machine
from kehoach_xl.windows.registry import USER
from kehoach_xl.workflows.point import BAD, NOTE, OK, Point, point

MOST_NAMES = 5
_VERSION = re.compile(r'XLWINGS_VERSION As String = "([^"]+)"')
_KEYS_WITHOUT_EXCEL = "16.0"


def look(machine: Machine, folder: Path) -> list[Point]:
    """Every point of a Windows machine, and of the folder she works in."""
    points: tuple[Callable[[Machine, Path], Point], ...] = (
        bits, pywin32, excel, macros, addins_folder, marked, addin_file, disabled, interpreter, xlwings_inside,
        place, programs,
    )  # fmt: skip
    return [one(machine, folder) for one in points]


def bits(machine: Machine, folder: Path) -> Point:
    name, found = "Số bit", excel_state.excel(machine.registry)
    if machine.bits != 64:
        return point(name, BAD, "DOCTOR_001", bits=machine.bits)
    if found and found.bits == 32:
        return point(name, OK, "DOCTOR_002")
    return Point(name, OK, "Python 64 bit")


def pywin32(machine: Machine, folder: Path) -> Point:
    try:
        importlib.import_module("win32com.client")
    except ImportError as error:
        return point("pywin32", BAD, "DOCTOR_003", reason=error)
    return Point("pywin32", OK, "Nạp được")


def excel(machine: Machine, folder: Path) -> Point:
    found = excel_state.excel(machine.registry)
    if found is None:
        return point("Excel", BAD, "DOCTOR_004")
    if not found.path.is_file():
        return point("Excel", BAD, "DOCTOR_005", path=found.path)
    bits = f" ({found.bits} bit)" if found.bits else ""
    return Point("Excel", OK, f"phiên bản {found.version}{bits}, {found.path}")


def macros(machine: Machine, folder: Path) -> Point:
    name, keys = "Macro", _keys(machine)
    allowed = excel_state.macros(machine.registry, keys)
    if allowed == excel_state.NO_VBA:
        return point(name, BAD, "DOCTOR_010")
    if excel_state.trusts(machine.registry, keys, folder) and not excel_state.trusts_no_folder(machine.registry, keys):
        return Point(name, OK, f"Excel tin cậy thư mục {folder.absolute()}")
    if allowed in (excel_state.SIGNED, excel_state.NONE):
        return point(name, BAD, "DOCTOR_011", folder=folder.absolute())
    if allowed == excel_state.ASK:
        return point(name, NOTE, "DOCTOR_012", folder=folder.absolute())
    return Point(name, OK, "Excel cho chạy macro")


def addins_folder(machine: Machine, folder: Path) -> Point:
    name = "Thư mục tin cậy"
    if excel_state.trusts_no_folder(machine.registry, _keys(machine)):
        return point(name, BAD, "DOCTOR_013")
    return Point(name, OK, "Excel dùng các thư mục tin cậy")


def marked(machine: Machine, folder: Path) -> Point:
    name = "Tệp tải từ mạng"
    books = [*_books(folder, "*.xls[xm]"), *_books(folder, "*.xlam"), paths.startup(machine) / addin.NAME]
    found = [book.name for book in books if marks.is_marked(book)]
    if not found:
        return Point(name, OK, "Không có sổ nào bị đánh dấu")
    strict = excel_state.blocks_internet_files(machine.registry, _keys(machine))
    return point(name, BAD, "DOCTOR_015" if strict else "DOCTOR_014", names=_some(found))


def addin_file(machine: Machine, folder: Path) -> Point:
    name, path = "Phần bổ trợ", paths.startup(machine) / addin.NAME
    try:
        data = path.read_bytes()
    except OSError:
        return point(name, BAD, "DOCTOR_020", path=path)
    with tempfile.TemporaryDirectory() as room:
        made = Path(room) / addin.NAME
        addin.build(made)
        if made.read_bytes() != data:
            return point(name, BAD, "DOCTOR_021", path=path)
    return Point(name, OK, str(path))


def disabled(machine: Machine, folder: Path) -> Point:
    name, text = "Tệp bị Excel vô hiệu", excel_state.disabled(machine.registry, _keys(machine)).casefold()
    ours = {addin.NAME, *(book.name for book in _books(folder, "*.xls[xm]"))}
    found = sorted(one for one in ours if one.casefold() in text)
    if found:
        return point(name, BAD, "DOCTOR_022", names=_some(found))
    return Point(name, OK, "Không có")


def interpreter(machine: Machine, folder: Path) -> Point:
    name = "Python cho nút bấm"
    value = machine.registry.value(USER, "Environment", paths.VARIABLE)
    if not value:
        return point(name, BAD, "DOCTOR_030", variable=paths.VARIABLE)
    path = Path(str(value))
    if not str(value).isascii():
        return point(name, BAD, "DOCTOR_031", path=path)
    if not path.is_file():
        return point(name, BAD, "DOCTOR_032", path=path)
    if not machine.starts(str(value)):
        return point(name, BAD, "DOCTOR_035", path=path)
    if not path.samefile(machine.python):  # the two may be written differently
        return point(name, BAD, "DOCTOR_033", path=path, python=machine.python)
    if machine.environ.get(paths.VARIABLE) != value:
        return point(name, NOTE, "DOCTOR_034", path=path)
    return Point(name, OK, str(value))


def xlwings_inside(machine: Machine, folder: Path) -> Point:
    name, installed = "xlwings trong sổ", metadata.version("xlwings")
    found = {book.name: _xlwings_of(book) for book in _books(folder, "*.xlsm")}
    other = [f"{book} ({version})" for book, version in found.items() if version not in ("", installed)]
    if other:
        return point(name, BAD, "DOCTOR_040", names=_some(other), version=installed)
    return Point(name, OK, f"phiên bản {installed}" if any(found.values()) else "Không có sổ .xlsm trong thư mục")


def place(machine: Machine, folder: Path) -> Point:
    name, where = "Nơi để sổ", folder.absolute()
    clouds = {machine.environ.get(one, "") for one in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")}
    if any(cloud and where.is_relative_to(cloud) for cloud in clouds):
        return point(name, NOTE, "DOCTOR_050", folder=where)
    if machine.is_remote(where):
        return point(name, NOTE, "DOCTOR_051", folder=where)
    return Point(name, OK, f"Ổ đĩa của máy: {where}")


def programs(machine: Machine, folder: Path) -> Point:
    name = "Excel gọi Python"
    match excel_state.starts_programs(machine.registry):
        case "block":
            return point(name, BAD, "DOCTOR_060")
        case "warn":
            return point(name, NOTE, "DOCTOR_061")
        case "off":
            return Point(name, OK, "Không bị chặn bởi chính sách")
    return point(name, NOTE, "DOCTOR_062")


def _keys(machine: Machine) -> str:
    found = excel_state.excel(machine.registry)
    return found.keys if found else _KEYS_WITHOUT_EXCEL


def _books(folder: Path, pattern: str) -> list[Path]:
    """Workbooks of the folder itself, without Excel's lock files and our temporary ones."""
    try:
        return sorted(path for path in folder.glob(pattern) if not path.name.startswith(("~$", ".")))
    except OSError:
        return []


def _xlwings_of(book: Path) -> str:
    """The version of the xlwings module in a workbook; empty when it has none or cannot be read."""
    from pyopenvba import ExcelFile

    try:
        with ExcelFile(book) as opened:
            module = opened.get_module("xlwings") if "xlwings" in opened.module_names() else ""
    except Exception:  # somebody else's workbook may be broken in any way, which is not this point's business
        return ""
    version = _VERSION.search(module)
    return version[1] if version else ""


def _some(names: list[str]) -> str:
    more = f" và {len(names) - MOST_NAMES} tệp nữa" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more
