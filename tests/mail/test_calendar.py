"""A deadline as a calendar file."""

from datetime import UTC, date, datetime, timedelta, timezone

from kehoach_xl.mail.calendar import calendar_of, deadline_event

NOW = datetime(2025, 10, 1, 8, 30, tzinfo=timezone(timedelta(hours=7)))
DAY = date(2025, 11, 5)


def event(uid="2025-H2@fta", summary="Hạn gửi báo cáo", description="Kế hoạch FTA Index", sequence=0, **more):
    return deadline_event(uid, summary, description, DAY, sequence, NOW, **more)


def lines(calendar):
    """Lines of the file, those that were folded whole again."""
    assert calendar.count(b"\n") == calendar.count(b"\r\n")
    assert max(map(len, calendar.split(b"\r\n"))) <= 75
    return calendar.replace(b"\r\n ", b"").decode("utf-8").splitlines()


def test_a_deadline_is_a_whole_day_with_reminders_in_the_morning():
    assert lines(event()) == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kehoach_xl//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "BEGIN:VEVENT", "SUMMARY:Hạn gửi báo cáo", "DTSTART;VALUE=DATE:20251105", "DTEND;VALUE=DATE:20251106",
        "DTSTAMP:20251001T013000Z", "UID:2025-H2@fta", "SEQUENCE:0", "CLASS:PUBLIC", "DESCRIPTION:Kế hoạch FTA Index",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Hạn gửi báo cáo", "TRIGGER:-P2DT16H", "END:VALARM",
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Hạn gửi báo cáo", "TRIGGER:-PT16H", "END:VALARM",
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip


def test_a_deadline_that_moves_is_the_same_event_of_a_higher_number():
    first, second = lines(event()), lines(event(sequence=1))
    assert [(a, b) for a, b in zip(first, second, strict=True) if a != b] == [("SEQUENCE:0", "SEQUENCE:1")]


def test_it_may_come_without_reminders():
    assert not any("VALARM" in one for one in lines(event(alarms_days=())))


def test_several_deadlines_are_one_file():
    whole = lines(calendar_of([event("a@fta"), event("b@fta", "Hạn của đơn vị đầu mối")]))
    assert [one for one in whole if one.startswith(("BEGIN:VC", "BEGIN:VE", "UID", "SUMMARY"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:Hạn gửi báo cáo", "UID:a@fta",
        "BEGIN:VEVENT", "SUMMARY:Hạn của đơn vị đầu mối", "UID:b@fta",
    ]  # fmt: skip
    assert calendar_of([event()]) == event()


def test_commas_and_lines_of_a_text_stay_in_it():
    written = lines(event(summary="Hạn; báo cáo, 6 tháng", description="Dòng một\r\nDòng hai, ba; bốn\\năm"))
    assert "SUMMARY:Hạn\\; báo cáo\\, 6 tháng" in written
    assert "DESCRIPTION:Dòng một\\nDòng hai\\, ba\\; bốn\\\\năm" in written


def test_no_text_adds_a_line_of_its_own():
    sly = "x\r\nEND:VEVENT\nATTACH:file:///c:/a\r\u2028URL:http://x.vn\x00\u202e"
    written = lines(event(uid=sly, summary=sly, description=sly))
    assert [one.partition(":")[0].partition(";")[0] for one in written] == [
        one.partition(":")[0].partition(";")[0] for one in lines(event())
    ]
    assert not any("\u202e" in one or "\x00" in one for one in written)


def test_the_moment_it_was_made_is_told_in_universal_time():
    assert "DTSTAMP:20251001T013000Z" in lines(deadline_event("a", "b", "c", DAY, 0, NOW.astimezone(UTC)))
