"""The worksheet functions. Their docstrings and argument texts are what Excel shows, so in Vietnamese.

The wrappers in ``macros/Functions.bas`` call them in Python's own process through xlwings, one call a formula;
``python -m kehoach_xl.building.functions_module`` writes that file anew after a change here.
"""

from datetime import date

from kehoach_xl.domain import goal as goals
from kehoach_xl.domain.gap import position
from kehoach_xl.domain.period import parse_period
from kehoach_xl.domain.status import DUE_LABELS
from kehoach_xl.domain.timeframe import due, parse
from kehoach_xl.domain.timeframe_words import words
from kehoach_xl.domain.values import Rank, Unclear, read_date, read_rank, shown
from kehoach_xl.messages import Message
from kehoach_xl.worksheet import Answer, Cell, worksheet

_RANK = ("xep_hang", "Thứ hạng trên tổng số, ví dụ 50/63. Định dạng ô là Văn bản.")
_TIMEFRAME = ("thoi_gian", "Thời gian thực hiện ghi như trong phụ lục, ví dụ Quý III/2025, Hàng năm.")


@worksheet("KH_VITRI", rank=_RANK)
def relative_position(rank: Cell) -> Answer:
    """Vị trí tương đối (N − n)/(N − 1) của thứ hạng n/N: 1 là đứng đầu, 0 là đứng cuối."""
    found = _rank(rank)
    if isinstance(found, Unclear):
        return found
    at = position(found.n, found.of)
    return Message("FUNC_001", {"raw": shown(rank)}) if at is None else at


@worksheet("KH_HANG", rank=_RANK)
def rank_number(rank: Cell) -> Answer:
    """Thứ hạng n của n/N."""
    found = _rank(rank)
    return found if isinstance(found, Unclear) else found.n


@worksheet("KH_TONGSO", rank=_RANK)
def ranked_total(rank: Cell) -> Answer:
    """Tổng số đơn vị xếp hạng N của n/N."""
    found = _rank(rank)
    if isinstance(found, Unclear):
        return found
    return Message("FUNC_001", {"raw": shown(rank)}) if found.of is None else found.of


@worksheet(
    "KH_KHOANGCACH",
    actual=("thuc_te", "Kết quả đã đạt: số, tỷ lệ có dấu %, hoặc thứ hạng dạng 30/34."),
    goal=("muc_tieu", "Mục tiêu, ví dụ 6,18; ≥ 10 %; không quá 5; 25/34; 22–25/34; tốp 15/34."),
)
def distance(actual: Cell, goal: Cell) -> Answer:
    """Phần còn phải phấn đấu từ kết quả đến mục tiêu; số âm là đã vượt; thứ hạng thì 0 là đã đạt."""
    day = next((side for side in (actual, goal) if isinstance(side, date)), None)
    return _day_for_rank(day) if day else goals.to_go(actual, goal)


@worksheet(
    "KH_CONNGAY",
    volatile=True,
    deadline=("han", "Ngày đến hạn, hoặc thời gian thực hiện, ví dụ 15/11/2025, trước ngày 15/11, Quý III/2025."),
    today=("hom_nay", "Ngày tính; bỏ trống là hôm nay."),
)
def days_left(deadline: Cell, today: Cell = None) -> Answer:
    """Số ngày còn lại đến ngày cuối cùng còn kịp; số âm là đã quá hạn. Không ghi năm thì tính cho năm nay."""
    now = date.today() if today is None else _day(today)
    if isinstance(now, Unclear):
        return now
    last = _last_day(deadline, now)
    return (last - now).days if isinstance(last, date) else last


@worksheet("KH_THOIGIAN", timeframe=_TIMEFRAME)
def timeframe_meaning(timeframe: Cell) -> Answer:
    """Thời gian thực hiện được hiểu thế nào: đến hạn khi nào, mỗi năm bao nhiêu."""
    return words(parse(_written(timeframe)))


@worksheet("KH_DENHAN", timeframe=_TIMEFRAME, period=("ky", "Mã kỳ báo cáo, ví dụ 2025-H2."))
def due_state(timeframe: Cell, period: Cell) -> Answer:
    """Nhiệm vụ đã đến hạn, đến hạn trong kỳ, chưa đến hạn hay thường xuyên, xét theo kỳ báo cáo."""
    within = parse_period(_written(period))
    meant = parse(_written(timeframe))
    return meant.flag or DUE_LABELS[due(meant, within).state]


def _rank(raw: Cell) -> Rank | Unclear:
    found = _day_for_rank(raw) if isinstance(raw, date) else read_rank(raw)
    return found if isinstance(found, Unclear) else found.value


def _day_for_rank(day: date) -> Unclear:
    """Where a rank should stand, a day is what Excel made of «5/11»."""
    return Unclear("VALUE_017", {"raw": shown(day)})


def _day(raw: Cell) -> date | Unclear:
    if isinstance(raw, date):
        return raw
    found = read_date(raw)
    return found if isinstance(found, Unclear) else found.value


def _last_day(raw: Cell, today: date) -> date | Answer:
    """The last day in time: a day, or the one on which a timeframe is due in the year of ``today``."""
    day = _day(raw)
    if isinstance(day, date):
        return day
    meant = parse(_written(raw))
    if meant.kind == "unknown":
        return day
    found = due(meant, parse_period(str(today.year)))
    return found.date or DUE_LABELS[found.state]


def _written(raw: Cell) -> str:
    """What the cell reads as: the number 2025 is a year, another one may be the serial of a day."""
    if isinstance(raw, str):
        return raw
    day = _day(raw)
    if isinstance(day, date):
        return shown(day)
    return f"{raw:.0f}" if isinstance(raw, float) and raw.is_integer() else shown(raw)
