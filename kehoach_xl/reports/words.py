"""What the box after a button and the terminal say in the same words."""

from collections.abc import Mapping
from typing import Any

from kehoach_xl.domain.values import shown
from kehoach_xl.intake.arrived import CONTAINER, LOCKED, UNREADABLE
from kehoach_xl.returns.verdict import ACCEPTED, DUPLICATE, FOREIGN, NEEDS_CONFIRMATION, QUARANTINED
from kehoach_xl.sheets.formulas import NONE_DUE

STATES = {
    ACCEPTED: "nhận",
    DUPLICATE: "trùng",
    QUARANTINED: "giữ lại",
    NEEDS_CONFIRMATION: "chờ xác nhận",
    FOREIGN: "không phải phiếu",
    UNREADABLE: "không đọc được",
    LOCKED: "cần mật khẩu",
    CONTAINER: "đã mở",
}


def rate(totals: Mapping[str, Any]) -> str:
    """The share of what fell due that is done, always with its denominator."""
    if totals["rate"] is None:
        return NONE_DUE
    return f"hoàn thành {totals['done']}/{totals['due']} đến hạn ({shown(round(totals['rate'] * 100, 1))} %)"


def overwritten(count: int) -> str:
    """Cells «Sửa giúp» left alone because their proposal was written over."""
    return (
        f"Giữ nguyên {count} ô vì anh/chị đã ghi nội dung khác vào cột Đề nghị sửa thành: hãy ghi trực tiếp vào ô, "
        "hoặc chọn lại Có để sửa theo đề nghị ban đầu."
    )
