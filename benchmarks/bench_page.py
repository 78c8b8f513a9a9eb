"""The page of measured figures: tables in Vietnamese, with the machine and the versions they were measured on."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("openpyxl", "pandas", "xlwings", "xlsxwriter", "pydantic")
HEAD = """# Tốc độ và bộ nhớ

Trang này do `./run bench --page docs/performance.md` ghi; số liệu do chính lệnh đó tạo ra, hai bên chạy xen kẽ trong
cùng một lượt, mỗi con số là trung vị. Đối chứng là cách làm thường gặp: kịch bản pandas và openpyxl đọc từng phiếu,
chép vào sổ (`benchmarks/peer_merge.py`), openpyxl điền từng phiếu từ mẫu (`benchmarks/peer_distribute.py`), pandas đọc
CSV (`benchmarks/peer_totals.py`). Đối chứng không kiểm tra tệp, chữ ký, không so ba bên, không có nhật ký và bản sao;
kehoach_xl làm đủ các việc đó trong thời gian ghi dưới đây. Bộ nhớ là tổng của mọi tiến trình tại lúc cao nhất.
"""


@dataclass(frozen=True)
class Section:
    """One table: its title, the heads of its columns, its rows, and a sentence below it."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True)
class BenchReport:
    """All that was measured."""

    sections: Sequence[Section]

    @property
    def page(self) -> str:
        """The whole page, as Markdown."""
        return "\n".join([HEAD, machine(), "", *map(shown, self.sections)])


def shown(one: Section) -> str:
    """A section as Markdown."""
    lines = [f"## {one.title}", "", _line(one.head), _line(["---", *["---:"] * (len(one.head) - 1)])]
    lines += map(_line, one.rows)
    return "\n".join([*lines, *(["", one.note] if one.note else []), ""])


def machine() -> str:
    """What it was measured on, as one sentence."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Đo ngày {date.today():%d/%m/%Y}: {_processor()}, {os.cpu_count()} nhân, {_memory()} GB bộ nhớ, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {libraries}."
    )


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> int:
    import psutil

    return round(psutil.virtual_memory().total / 1e9)
