"""Trợ giúp: the order of the work, and what the master that is open is waiting for."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from kehoach_xl import __version__, templates
from kehoach_xl.buttons import buttons
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.returned_files import groups

GUIDE = "huong-dan.md"


@dataclass(frozen=True)
class Advice:
    """The steps in order, the one to take now, and a line on the program and its guide."""

    steps: tuple[str, ...]
    now: str
    about: str


def advise(book: Any) -> Advice:
    """Read the master, change nothing. Raises Stop BOOK_… when the book is none."""
    steps = tuple(button.screentip for button in buttons() if button.sub != "ShowHelp")
    guide = templates.guide(GUIDE)
    about = f"kehoach_xl {__version__}." + (f" Hướng dẫn sử dụng: {guide}" if guide else "")
    return Advice(steps, _now(Desk(book)), about)


def _now(desk: Desk) -> str:
    if desk.current not in desk.periods:
        return "mở kỳ báo cáo (ghi mã kỳ vào ô «Kỳ sẽ mở», hoặc để chương trình đề nghị)."
    name = desk.periods[desk.current].period.name
    if not desk.periods[desk.current].is_open:
        return f"kỳ {name} đã đóng; mở kỳ báo cáo tiếp theo."
    sent = {one.agency for one in desk.ledger.sent if one.period == desk.current}
    if not sent:
        return f"phân phát phiếu kỳ {name}."
    asked = [one for one in groups(desk) if one.is_asked]
    if any(one.has_answer for one in asked):
        return "áp dụng cách xử lý đã chọn ở trang Tệp gửi về."
    if asked:
        return f"chọn cách xử lý {len(asked)} tệp ở trang Tệp gửi về."
    chosen = Counter(bool(row.text("choice")) for row in desk.table("conflicts").rows)
    if chosen[True]:
        return f"áp dụng {chosen[True]} cách xử lý đã chọn ở trang Xung đột."
    if chosen[False]:
        return f"chọn cách xử lý {chosen[False]} xung đột ở trang Xung đột."
    returned = {one.agency for one in desk.ledger.received if one.period == desk.current and one.says_something}
    waiting = sent - returned
    if waiting:
        return f"chờ {len(waiting)}/{len(sent)} cơ quan gửi phiếu; có phiếu về thì bấm Gộp báo cáo."
    return f"xem kết quả kỳ {name} ở trang Tổng hợp."
