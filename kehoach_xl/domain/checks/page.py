"""`docs/kiem-tra.md`: every rule, by sheet, from the catalogue. ``python -m kehoach_xl.domain.checks.page FILE``."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kehoach_xl.domain.checks import rules
from kehoach_xl.domain.checks.spelling import CODES as SPELLING
from kehoach_xl.domain.checks.workbook import names
from kehoach_xl.messages import CATALOGUE
from kehoach_xl.messages.text import LEVELS

SECTIONS = (
    ("appendix", "Trang Phụ lục"), ("indices", "Trang Chỉ số"), ("progress", "Trang Tiến độ"),
    ("agencies", "Trang Cơ quan"), ("periods", "Trang Kỳ báo cáo"), ("amendments", "Trang Điều chỉnh"),
    ("entries", "Trang Nhập thay"), ("journal", "Trang Nhật ký"), ("scope", "Trang Tổng hợp"),
    ("settings", "Trang Thiết lập"),
    ("rules", "Trang Quy tắc"), ("cells", "Mọi ô dữ liệu"), ("names", "Tên vùng của sổ"),
    ("spelling", "Cách viết (có đề nghị sửa)"),
)  # fmt: skip

# Tables that share a sheet.
_SHEET = {
    "goals": "indices", "history": "indices", "trials": "indices", "figures": "indices", "fields": "settings",
    "days": "settings", "deadlines": "settings", "office": "settings", "": "cells",
}  # fmt: skip

# What a figure of one case is called in a remedy that names none.
_FACT = re.compile(r"\{(\w+)\}")
_WORDS = {
    "near": "…", "successor": "…", "known": "…", "fix": "…", "wanted": "…", "next": "…", "others": "…", "sheet": "gốc",
    "todo": "theo loại số liệu", "head": "…",
}  # fmt: skip

HEAD = """# Các quy tắc kiểm tra

Nút **Kiểm tra** (lệnh `check`) đối chiếu mọi ô của sổ với các quy tắc dưới đây và ghi kết quả vào trang `Kiểm tra`; số
liệu không bị thay đổi. **Lỗi** phải sửa trước khi phân phát hoặc tổng hợp; **Cảnh báo** cần xem lại; **Gợi ý** để lưu
ý. Mỗi chỗ sai chỉ có một quy tắc báo. Muốn thôi áp dụng một quy tắc cho kế hoạch này: chọn *Tắt* và ghi lý do ở trang
`Quy tắc`; quy tắc đã tắt và lý do được ghi trong kết quả và nhật ký.

Trang này do phần mềm tạo từ danh mục quy tắc (`python -m kehoach_xl.domain.checks.page docs/kiem-tra.md`).
"""

CLEAN = """## Sổ mới của kế hoạch mẫu

Sổ mới tạo từ kế hoạch FTA Index Hà Tĩnh 2025 không có lỗi nào, có một cảnh báo do văn bản (CHECK_022: nhiệm vụ 3.2 giao
cho nhóm «Các sở, ngành phát sinh thủ tục hành chính», anh/chị chọn thành viên) và các gợi ý: CHECK_015 (năm 2024 xếp
hạng trên 63, mục tiêu trên 34 tỉnh, thành phố), CHECK_024 (nhiệm vụ 3.18 và 3.19 không ghi cơ quan phối hợp), CHECK_070
(chưa có thư điện tử) và CHECK_090 (35 chỗ khác thường của bản in).
"""

FIGURES = "## Thử bằng lỗi cài sẵn"


def sections() -> dict[str, list[str]]:
    """The codes of each section, in order; a rule that looks at several sheets stands with each."""
    found: dict[str, set[str]] = {key: set() for key, _ in SECTIONS}
    for rule in rules():
        if set(rule.codes) & set(SPELLING.values()):
            found["spelling"] |= set(SPELLING.values())
        elif rule.find is names:
            found["names"] |= set(rule.codes)
        else:
            found[_SHEET.get(rule.table, rule.table)] |= set(rule.codes)
    return {key: sorted(codes) for key, codes in found.items()}


def page(figures: str = "") -> str:
    """The whole page. ``figures`` is what the run of seeded mistakes printed."""
    return "\n".join([HEAD, *_tables(), CLEAN, *([figures.strip() + "\n"] if figures else [])])


def _tables() -> Iterator[str]:
    found = sections()
    total = len({code for codes in found.values() for code in codes})
    yield f"Có {total} quy tắc.\n"
    for key, title in SECTIONS:
        yield f"## {title}\n\n| Mã | Mức độ | Quy tắc | Cách xử lý | Căn cứ |\n|---|---|---|---|---|"
        yield "\n".join(map(_row, found[key])) + "\n"


def _row(code: str) -> str:
    text = CATALOGUE[code]
    todo = _FACT.sub(lambda fact: _WORDS.get(fact[1], "…"), text.todo)
    cells = (code, LEVELS[text.level], text.title, todo, text.source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def kept(path: Path) -> str:
    """The figures that stand in the page now."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    at = text.find(FIGURES)
    return text[at:] if at >= 0 else ""


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(page(kept(target)), encoding="utf-8")
