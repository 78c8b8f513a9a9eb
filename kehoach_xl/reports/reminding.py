"""What came of reminding those who owe, in words and as data."""

from typing import Any

from kehoach_xl.domain.listing import first_agencies
from kehoach_xl.domain.owing import STATES, Owing
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message
from kehoach_xl.reports.words import message
from kehoach_xl.workflows.remind_report import ReminderMade, RemindReport


def text(report: RemindReport) -> str:
    """Lines for the terminal: everybody who owes, with the tasks."""
    lines = [*short(report), *(f"  {_made(one)}" for one in report.made)]
    lines += [f"  Trình lãnh đạo: {one.agency_name}, đã đôn đốc {len(one.days)} lần." for one in report.listed]
    lines += [f"  {one}" for one in (*report.held, *report.notices)]
    return "\n".join([*lines, todo(report)])


def short(report: RemindReport) -> list[str]:
    """What happened, in figures."""
    left = (report.deadline - report.day).days
    when = f"quá hạn {-left} ngày" if left < 0 else f"còn {left} ngày" if left else "hôm nay là hạn"
    lines = [
        f"Kỳ {report.period_name}, hạn nộp {shown(report.deadline)} ({when}): {report.owing}/{report.forms} cơ quan "
        "chưa báo cáo đủ.",
        _counted(report),
    ]
    if report.withdrawn:
        lines.append(f"Đã rút lại thư đã soạn cho {len(report.withdrawn)} cơ quan vừa báo cáo đủ.")
    if report.without_address:
        names = report.without_address
        lines.append(f"{len(names)} cơ quan chưa có địa chỉ ở trang Cơ quan: {first_agencies(names)}.")
    if report.listed:
        lines.append(f"Danh sách trình lãnh đạo: {len(report.listed)} cơ quan, tệp {report.list_file}.")
    return lines


def told(report: RemindReport) -> list[Message]:
    """What there is to read, for a box: who is not reminded, and what to look at."""
    return [*report.held, *report.notices]


def todo(report: RemindReport) -> str:
    """What to do next, as a sentence of a box."""
    return f"Tiếp theo: {_next(report)}"


def data(report: RemindReport) -> dict[str, Any]:
    """As ``--json`` has it."""
    return {
        "period": report.period, "deadline": report.deadline.isoformat(), "day": report.day.isoformat(),
        "answer_by": report.answer_by.isoformat(), "dry_run": report.dry_run, "forms": report.forms,
        "owing": report.owing, "waiting": report.waiting, "without_address": report.without_address,
        "made": [
            {
                **_owing(one.owing, one.agency_name), "letter": one.letter, "time": one.time,
                "document": one.document, "renewed": one.renewed,
            }
            for one in report.made
        ],
        "held": [message(one) for one in report.held], "withdrawn": report.withdrawn,
        "listed": [
            {**_owing(one.owing, one.agency_name), "reminded": [day.isoformat() for day in one.days]}
            for one in report.listed
        ],
        "list_file": report.list_file, "calendars": report.calendars,
        "notices": [message(one) for one in report.notices], "backup": report.backup,
    }  # fmt: skip


def _counted(report: RemindReport) -> str:
    would = "Xem trước, chưa ghi gì: sẽ soạn" if report.dry_run else "Đã soạn"
    documents = sum(bool(one.document) for one in report.made)
    renewed = sum(one.renewed for one in report.made)
    parts = [f"{would} {len(report.made)} thư đôn đốc ở trang Thư"]
    parts += [f"trong đó {renewed} thư đang chờ được cập nhật"] if renewed else []
    parts += [f"{documents} công văn Word"] if documents else []
    return ", ".join(parts) + "."


def _made(one: ReminderMade) -> str:
    owing = one.owing
    codes = "; ".join(row.code for row in owing.rows)
    how = f"lần {one.time}, quá hạn {owing.days} ngày" if one.time else "nhắc trước hạn"
    what = f"{STATES[owing.form].lower()}, {len(owing.rows)}/{owing.asked} nhiệm vụ chưa báo cáo: {codes}"
    return f"[{how}] {one.agency_name}: {what}"


def _next(report: RemindReport) -> str:
    if not report.owing:
        return "các cơ quan đã báo cáo đủ; có thể tổng hợp."
    if report.dry_run:
        return "bỏ --dry-run để soạn thư."
    if report.made:
        return "xem lại các dòng Đôn đốc ở trang Thư, rồi bấm Gửi thư."
    return "xem lý do nêu trên."


def _owing(one: Owing, name: str) -> dict[str, Any]:
    return {
        "agency": one.agency, "agency_name": name, "form": one.form, "days": one.days, "days_left": one.days_left,
        "asked": one.asked,
        "rows": [
            {
                "task": row.task, "code": row.code, "due": row.due.isoformat() if row.due else None,
                "overdue": row.overdue, "begun": row.begun,
            }
            for row in one.rows
        ],
    }  # fmt: skip
