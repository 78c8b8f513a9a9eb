"""Khám máy: what this installation has, what is missing, how to mend it."""

import importlib
import platform
import sys
from importlib import metadata
from pathlib import Path

from kehoach_xl import __version__, templates
from kehoach_xl.errors import why
from kehoach_xl.office.found import libreoffice
from kehoach_xl.workflows.point import Point

# What is installed, by the name it is installed under, and the module that proves it whole.
LIBRARIES = {
    "xlwings": "xlwings", "openpyxl": "openpyxl", "pandas": "pandas", "pydantic": "pydantic",
    "xlsxwriter": "xlsxwriter", "filelock": "filelock", "pyopenvba": "pyopenvba", "packaging": "packaging",
    "holidays": "holidays", "rapidfuzz": "rapidfuzz", "python-calamine": "python_calamine",
    "msoffcrypto-tool": "msoffcrypto", "python-oxmsg": "oxmsg", "python-docx": "docx", "lxml": "lxml.etree",
    "pdfminer.six": "pdfminer.pdfpage", "docxtpl": "docxtpl", "jinja2": "jinja2", "icalendar": "icalendar",
    "imapclient": "imapclient", "keyring": "keyring", "rich": "rich.progress",
    "isal": "isal.isal_zlib",
    **({"pywin32": "pythoncom"} if sys.platform == "win32" else {}),
}  # fmt: skip


def doctor(folder: Path) -> list[Point]:
    """Look at Python, the libraries, the data, the programs and a folder; on Windows also at what Excel needs."""
    libraries = [_library(name, module) for name, module in LIBRARIES.items()]
    return [_python(), *libraries, _data(), *_excel(folder), _office(), _writable(folder)]


def _python() -> Point:
    bits = 64 if sys.maxsize > 2**32 else 32
    says = f"Python {platform.python_version()} ({bits} bit), kehoach_xl {__version__}"
    return Point("Python", "ok", says)


def _library(name: str, module: str) -> Point:
    try:
        importlib.import_module(module)
        version = metadata.version(name)
    except Exception as error:  # a broken library may fail in any way
        return Point(
            name, "bad", f"Không nạp được: {error}", f"Cài lại bằng lệnh: pip install --force-reinstall {name}"
        )
    return Point(name, "ok", f"phiên bản {version}")


def _data() -> Point:
    plans = sorted(path.stem for path in (templates.folder() / "plans").glob("*.toml"))
    if not plans:
        return Point("Mẫu kế hoạch", "bad", "Không tìm thấy mẫu nào.", "Cài lại kehoach_xl.")
    return Point("Mẫu kế hoạch", "ok", ", ".join(plans))


def _excel(folder: Path) -> list[Point]:
    if sys.platform == "win32":
        from kehoach_xl.windows.machine import here
        from kehoach_xl.workflows.doctor_windows import look

        return look(here(), folder)
    return [_excel_elsewhere()]


def _excel_elsewhere() -> Point:
    if sys.platform != "darwin":
        return Point(
            "Excel",
            "note",
            "Máy này không chạy Excel.",
            "Các lệnh làm việc trực tiếp trên tệp; không dùng được --live.",
        )
    import xlwings

    if "excel" in xlwings.engines.engines_by_name:
        return Point("Excel", "ok", "Có thể làm việc trên sổ đang mở (--live).")
    return Point("Excel", "note", "Chưa thấy Excel.", "Cài Microsoft Excel nếu muốn dùng --live.")


def _office() -> Point:
    found = libreoffice()
    if found:
        return Point("LibreOffice", "ok", str(found))
    needed = "Không bắt buộc; chỉ cần khi xuất PDF từ tệp không qua Excel và chạy kiểm thử."
    return Point("LibreOffice", "note", "Chưa cài LibreOffice.", needed)


def _writable(folder: Path) -> Point:
    probe = folder / ".~kehoach-thu"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return Point(
            "Thư mục", "bad", f"Không ghi được vào {folder}: {why(error)}", "Chọn thư mục khác hoặc xin quyền ghi."
        )
    return Point("Thư mục", "ok", f"Ghi được vào {folder}")
