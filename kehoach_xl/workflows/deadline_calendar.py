"""The deadlines of a period as a calendar file for the coordinator: when the agencies report, when she does."""

from datetime import datetime

from kehoach_xl.domain.values import shown
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.periods import PeriodRow


def calendar_name(code: str) -> str:
    return f"lich-dau-moi_{code}.ics"


def coordinator_calendar(desk: Desk, listed: PeriodRow, now: datetime) -> bytes:
    """Both days of a period that are set. The agencies' day is an event of its own, apart from the one they get."""
    from kehoach_xl.mail.calendar import calendar_of, deadline_event  # loads icalendar

    period, plan = listed.period, desk.plan
    days = (
        ("co-quan-nop", listed.deadline, f"Hạn cơ quan nộp báo cáo {period.name}", "Xem trang Gửi nhận, bấm Đôn đốc."),
        ("tong-hop", listed.report_by, f"Hạn tổng hợp báo cáo {period.name}", "Bấm Gộp báo cáo, Tổng hợp, Báo cáo."),
    )
    # Minutes since the period began: a calendar takes over a day that moved only with a larger number.
    began = datetime.combine(period.start, datetime.min.time(), tzinfo=now.tzinfo)
    sequence = max(0, int((now - began).total_seconds() // 60))
    return calendar_of(
        deadline_event(
            f"{plan.id}-{period.code}-{what}@kehoach", title, f"{plan.title}. {title}: {shown(day)}. {todo}", day,
            sequence, now,
        )
        for what, day, title, todo in days
        if day is not None
    )  # fmt: skip
