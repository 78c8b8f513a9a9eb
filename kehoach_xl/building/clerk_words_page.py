"""`docs/tu-trong-mau.md`: how a template is edited, and every word it may use.
``python -m kehoach_xl.building.clerk_words_page FILE``."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from kehoach_xl.templates import load_csv

# Each template with its name in a sentence, in the order of the page.
NAMES: Mapping[str, str] = {
    "bao-cao-dinh-ky": "Báo cáo định kỳ", "bao-cao-co-quan": "Báo cáo của cơ quan",
    "cong-van-don-doc": "Công văn đôn đốc", "danh-sach-chua-bao-cao": "Danh sách báo cáo lãnh đạo",
    "gui-phieu": "Thư gửi phiếu", "don-doc": "Thư đôn đốc", "xac-nhan": "Thư xác nhận",
}  # fmt: skip
ENDINGS = {"gui-phieu": ".txt", "don-doc": ".txt", "xac-nhan": ".txt"}

HEAD = """# Từ dùng trong mẫu văn bản, mẫu thư

Các mẫu nằm trong thư mục `mau-van-ban` cạnh sổ điều phối. Mở tệp `.docx` bằng Word, tệp `.txt` bằng Notepad; sửa câu
chữ, phông chữ, lề, thứ tự các phần tùy ý. Xóa tệp mẫu thì mẫu có sẵn được chép lại ở lần lập văn bản sau.

- `{{ co_quan }}` được thay bằng số liệu của sổ; `{{ co_quan | upper }}` là viết hoa cả từ. Từ có dấu chấm thì ghi đủ:
  `{{ ket_qua.tong }}`.
- Đoạn chỉ in khi có số liệu: đặt `{%p if kho_khan.so %}` và `{%p endif %}` ở hai đoạn riêng, trước và sau đoạn ấy;
  trong một câu thì dùng `{% if … %}` và `{% endif %}`.
- Đoạn lặp lại cho từng dòng của một danh sách: `{%p for dong in noi_nhan %}`, `{{ dong }}`, `{%p endfor %}`, mỗi lệnh ở
  một đoạn riêng; hàng của bảng thì dùng `{%tr for … %}` và `{%tr endfor %}`, mỗi lệnh ở một hàng riêng. Sau
  `{%p for mot in thanh_phan %}`, trường `thanh_phan.ten` được viết là `{{ mot.ten }}`; `{{ loop.index }}` là số thứ tự.
- Trong mẫu thư (`.txt`), dòng đầu là `Tiêu đề: …`; các lệnh viết `{% if … %}`, `{% for … %}`, mỗi lệnh một dòng.
- Viết sai một từ thì chương trình dừng, nêu tên tệp và từ ấy; không có văn bản nào được lập với chỗ trống.

Trang này do phần mềm tạo từ `templates/clerk-words.csv`
(`python -m kehoach_xl.building.clerk_words_page docs/tu-trong-mau.md`).
"""


def page() -> str:
    return "\n".join([HEAD, *_everywhere(), *(line for name in NAMES for line in _section(name))]) + "\n"


def _everywhere() -> Iterator[str]:
    yield from _table("Mọi mẫu", [row for row in load_csv("clerk-words.csv") if row["templates"] == "*"])


def _section(name: str) -> Iterator[str]:
    rows = [row for row in load_csv("clerk-words.csv") if name in row["templates"].split()]
    yield from _table(f"{NAMES[name]} (`{name}{ENDINGS.get(name, '.docx')}`)", rows)


def _table(title: str, rows: list[dict[str, str]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| Từ | Nghĩa | Ví dụ |\n|---|---|---|"
    for row in rows:
        yield f"| `{row['word']}` | {row['meaning'].replace('|', chr(92) + '|')} | {row['example']} |"
    yield ""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
