"""What a timeframe was understood to mean, in words: the reader compares them with the printed text."""

from calendar import monthrange

from kehoach_xl.domain.timeframe import Timeframe
from kehoach_xl.messages import Message

# Leap or not, a day without a year that lies past its month's end means the month's last day.
_COMMON_YEAR = 2025


def words(timeframe: Timeframe) -> str:
    """A few short sentences: how often, when it is due, how many a year; the flag when it was not understood."""
    if timeframe.flag:
        return str(timeframe.flag)
    return " ".join(map(str, filter(None, (_how_often(timeframe), _when(timeframe), _how_many(timeframe)))))


def _when(timeframe: Timeframe) -> Message:
    start, end = (f"{day:%d/%m/%Y}" if day else "" for day in (timeframe.start, timeframe.end))
    if timeframe.kind == "continuous":
        code = "FUNC_017" if end else "FUNC_016" if start else "FUNC_015"
    elif timeframe.every_year:
        code = "FUNC_013" if timeframe.kind == "before" else "FUNC_012"
    elif timeframe.kind == "yearly":
        code = "FUNC_014"
    else:
        code = "FUNC_010" if start else "FUNC_011"
    return Message(code, {"start": start, "end": end, "day": _day(timeframe.every_year)})


def _day(on: tuple[int, int] | None) -> str:
    if on is None:
        return ""
    month, day = on
    if month == 2 and day > 29:
        return "cuối cùng của tháng 02"
    return f"{min(day, 29 if month == 2 else monthrange(_COMMON_YEAR, month)[1]):02}/{month:02}"


def _how_often(timeframe: Timeframe) -> Message | None:
    return Message("FUNC_019", {"months": timeframe.months}) if timeframe.months else None


def _how_many(timeframe: Timeframe) -> Message | None:
    least, most = timeframe.quantity_min, timeframe.quantity_max
    if least is None:
        return None
    count = f"ít nhất {least}" if most is None else f"{least}" if least == most else f"{least} đến {most}"
    return Message("FUNC_018", {"quantity": count, "unit": timeframe.unit})
