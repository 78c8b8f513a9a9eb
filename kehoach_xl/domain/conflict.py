"""The words of the sheet `Xung đột`: her three choices and the reasons she is asked."""

from collections.abc import Mapping

from kehoach_xl.domain.settle import ENTER, KEEP, TAKE
from kehoach_xl.domain.text import fold

CHOICES: Mapping[str, str] = {
    "Giữ số liệu đang có": KEEP,
    "Lấy số liệu gửi về": TAKE,
    "Nhập tay": ENTER,
}

REASONS: Mapping[str, str] = {
    "edited": "Ô này đã được chỉnh sửa trong sổ và cơ quan gửi về giá trị khác.",
    "blanked": "Bản mới nhất của cơ quan để trống ô trước đó đã có số liệu.",
    "same-moment": "Hai bản gửi về không xác định được bản nào mới hơn và ghi khác nhau.",
    "unclear": "Giá trị gửi về chưa thể hiểu theo một cách duy nhất.",
}

_BY_FOLD = {fold(label): choice for label, choice in CHOICES.items()}


def read_choice(text: str | None) -> str | None:
    """The choice she picked, or None while she has not (or typed something else)."""
    return _BY_FOLD.get(fold(text)) if text else None
