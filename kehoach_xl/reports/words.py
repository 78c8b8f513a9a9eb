"""What the box after a button and the terminal say in the same words."""

from collections.abc import Mapping
from typing import Any

from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message
from kehoach_xl.sheets.formulas import NONE_DUE


def message(one: Message) -> dict[str, str]:
    """A message as ``--json`` has it."""
    return {"code": one.code, "level": one.level, "text": one.text, "todo": one.todo}


def rate(totals: Mapping[str, Any]) -> str:
    """The share of what fell due that is done, always with its denominator."""
    if totals["rate"] is None:
        return NONE_DUE
    return f"hoàn thành {totals['done']}/{totals['due']} đến hạn ({shown(round(totals['rate'] * 100, 1))} %)"


def sums(total: int, cells: Mapping[str, int]) -> str:
    """Conservation in words, as `Tệp gửi về` and the journal say it."""
    return (
        f"{total} ô có số liệu = {cells['applied']} ghi mới + {cells['equal']} không đổi + "
        f"{cells['conflict']} xung đột + {cells['superseded']} thuộc bản cũ + {cells['rejected']} không nhận."
    )


def overwritten(count: int) -> str:
    """Cells «Sửa giúp» left alone because their proposal was written over."""
    return (
        f"Giữ nguyên {count} ô vì anh/chị đã ghi nội dung khác vào cột Đề nghị sửa thành: hãy ghi trực tiếp vào ô, "
        "hoặc chọn lại Có để sửa theo đề nghị ban đầu."
    )
