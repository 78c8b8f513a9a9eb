"""What the cells she fills on `Chỉ số` ask for: a word when she stands there, a question when something else is typed.

Nothing is refused: a document may say what the rules do not know. What cannot be is not computed with
(:mod:`kehoach_xl.domain.credible`), and the check says so.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from kehoach_xl.building.index_formulas import cell
from kehoach_xl.building.index_rows import IndexRows
from kehoach_xl.domain.framework import framework
from kehoach_xl.domain.history import FIRST_YEAR, LAST_YEAR
from kehoach_xl.domain.plan import Plan
from kehoach_xl.sheets.layout import tables

Rule = Mapping[str, Any]
# No ranking that we know of has more.
MOST_RANKED = 1000


def _asked(title: str, words: str, wrong: str, **test: Any) -> Rule:
    return test | {
        "input_title": title, "input_message": words, "error_title": f"{title} chưa đúng", "error_message": wrong,
        "error_type": "warning",
    }  # fmt: skip


def score(plan: Plan, title: str = "Điểm", whole: bool = False) -> Rule:
    """A score of a component, or of whatever the line is about (``whole``), for then the larger scale counts."""
    rules = framework(plan.framework)
    most = rules.total_max if whole else rules.max_score
    if not most:
        return _asked(title, "Ghi số không âm.", "Vui lòng ghi một số không âm.",
                      validate="decimal", criteria=">=", value=0)  # fmt: skip
    said = f"số từ 0 đến {most:g}"
    return _asked(title, f"Ghi {said}.", f"Vui lòng ghi {said}.", validate="decimal", criteria="between", minimum=0,
                  maximum=most)  # fmt: skip


def rank(of: str, title: str = "Hạng") -> Rule:
    """A rank; ``of`` is the cell beside it that says among how many."""
    return _asked(
        title, "Ghi số nguyên từ 1 đến tổng số được xếp hạng.", "Hạng là số nguyên từ 1 đến tổng số được xếp hạng.",
        validate="integer", criteria="between", minimum=1, maximum=f"=IF(ISNUMBER({of}),{of},{MOST_RANKED})",
    )  # fmt: skip


def bodies(title: str = "Tổng số được xếp hạng") -> Rule:
    words = "số tỉnh, thành phố (đơn vị) được xếp hạng, từ 2 trở lên."
    return _asked(title, f"Ghi {words}", f"Vui lòng ghi {words}",
                  validate="integer", criteria="between", minimum=2, maximum=MOST_RANKED)  # fmt: skip


def scale() -> Rule:
    return _asked("Thang điểm", "Điểm tối đa của năm đó; trống: như hiện nay.", "Vui lòng ghi một số lớn hơn 0.",
                  validate="decimal", criteria=">", value=0)  # fmt: skip


def number(title: str) -> Rule:
    return _asked(title, "Ghi một số, không kèm đơn vị.", "Vui lòng ghi một số, không kèm đơn vị.",
                  validate="decimal", criteria="between", minimum=-1e15, maximum=1e15)  # fmt: skip


def choice(title: str, words: Sequence[str]) -> Rule:
    return _asked(title, "Chọn trong danh sách.", "Vui lòng chọn trong danh sách.", validate="list",
                  source=list(words))  # fmt: skip


def share(title: str, usual: float) -> Rule:
    return _asked(title, f"Ghi số từ 0 đến 100. Để trống: {usual:g}.", "Vui lòng ghi số từ 0 đến 100.",
                  validate="decimal", criteria="between", minimum=0, maximum=100)  # fmt: skip


def year() -> Rule:
    """What a year may be; another is asked about, not refused."""
    words = "năm bằng bốn chữ số, ví dụ 2023."
    return _asked("Năm", f"Ghi {words}", f"Vui lòng ghi {words}",
                  validate="integer", criteria="between", minimum=FIRST_YEAR, maximum=LAST_YEAR)  # fmt: skip


def code(rows: IndexRows) -> Rule | None:
    """The number of a component as it stands in the main table; none where the plan has no component."""
    if not rows.components:
        return None
    at = tables()["indices"].at("code")
    return _asked(
        "STT chỉ số", "Chọn STT hiện nay ở bảng I. Để trống: chỉ số chung.", "Vui lòng chọn STT có ở bảng I.",
        validate="list", source=f"={cell(at, rows.main, 'cr')}:{cell(at, rows.total - 1, 'cr')}",
    )  # fmt: skip
