"""What became of a report in Word, in words and as data."""

from dataclasses import asdict
from typing import Any

from kehoach_xl.reports.words import message
from kehoach_xl.workflows.report_written import ReportWritten


def short(report: ReportWritten) -> list[str]:
    """What was written, in figures."""
    whose = f"Báo cáo của {report.agency_name}" if report.agency else "Báo cáo tổng hợp"
    return [
        f"{whose}, {report.period_name}: «{report.path}».",
        f"Có đủ báo cáo {report.reported}/{report.tasks} nhiệm vụ; nhiệm vụ chưa có đủ được nêu theo số thứ tự.",
    ]


def todo(report: ReportWritten) -> str:
    """What to do next."""
    first = "xem các lưu ý, " if report.needs_a_look else ""
    return f"Tiếp theo: {first}mở tệp bằng Word, rà nội dung rồi chuyển văn thư ghi số, ngày."


def text(report: ReportWritten) -> str:
    """Lines for the terminal."""
    return "\n".join([*short(report), *(f"  {one}" for one in report.notices), todo(report)])


def data(report: ReportWritten) -> dict[str, Any]:
    """As ``--json`` has it."""
    return {**asdict(report), "notices": [message(one) for one in report.notices]}
