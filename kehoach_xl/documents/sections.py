"""What the sections of a plan are for, by their titles: which hold tasks."""

import re

from kehoach_xl.domain.text import fold

TASKS, EXECUTION, NEITHER = "tasks", "execution", "neither"

_NEITHER = (
    "mục đích", "yêu cầu", "mục tiêu", "quan điểm", "đánh giá", "thực trạng", "tình hình", "kết quả", "kinh phí",
    "nguồn kinh phí", "căn cứ", "cơ sở", "phạm vi", "đối tượng", "nguyên tắc", "chỉ tiêu", "bối cảnh", "sự cần thiết",
    "tồn tại", "hạn chế", "nguồn lực", "nơi nhận", "chế độ báo cáo", "thời gian", "phương pháp",
)  # fmt: skip
_EXECUTION = ("tổ chức thực hiện", "phân công", "trách nhiệm", "tổ chức triển khai")
_TASKS = ("nhiệm vụ", "giải pháp", "nội dung", "biện pháp", "công việc")


def purpose(title: str) -> str:
    """One of the above, '' when the title does not say."""
    folded = fold(title)
    holds = any(re.search(rf"\b{word}\b", folded) for word in _TASKS)
    if folded.startswith(_NEITHER):
        return "" if holds and folded.startswith(("mục tiêu", "mục đích", "yêu cầu")) else NEITHER
    if folded.startswith(_EXECUTION):
        return EXECUTION
    return TASKS if holds else ""
