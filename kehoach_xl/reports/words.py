"""What the box after a button and the terminal say in the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message
from kehoach_xl.sheets.formulas import NONE_DUE

if TYPE_CHECKING:
    from kehoach_xl.domain.gathered import Unread


def message(one: Message) -> dict[str, str]:
    """A message as ``--json`` has it."""
    return {"code": one.code, "level": one.level, "text": one.text, "todo": one.todo}


def left_out(folder: Path, passed_over: int, files: Sequence[Unread], notes: Sequence[Message]) -> list[str]:
    """Of a folder of masters what was not taken, and what else is to be known: the last lines of a report."""
    lines = []
    if passed_over:
        lines.append(f"{passed_over} tệp được bỏ qua vì không phải sổ điều phối: phiếu, bản sao lưu, bản in.")
    if files:
        lines.append(f"{len(files)} tệp không tính:")
        lines += [f"  {one.file.relative_to(folder)}: {one.message}" for one in files]
    return lines + [f"Lưu ý: {note}" for note in notes]


def unread(folder: Path, files: Sequence[Unread]) -> list[dict[str, Any]]:
    """Masters that could not be taken, as ``--json`` has them."""
    return [
        {
            "file": str(one.file.relative_to(folder)),
            "copy_of": str(one.copy_of.relative_to(folder)) if one.copy_of else None,
            "message": message(one.message),
        }
        for one in files
    ]


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
