"""Deadlines as a calendar file (RFC 5545): all-day events with reminders, for Outlook, Google Calendar and phones."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from kehoach_xl.domain.header_text import line, paragraphs

PRODUCT = "-//kehoach_xl//VI"
MORNING = 8  # o'clock: a reminder of an all-day event counts from midnight, when nobody looks


def deadline_event(
    uid: str, summary: str, description: str, day: date, sequence: int, now: datetime,
    alarms_days: Sequence[int] = (3, 1),
) -> bytes:  # fmt: skip
    """A calendar file of one deadline, a whole day; on each of ``alarms_days`` before it a reminder at 8 o'clock.

    ``uid`` never changes for a deadline, ``sequence`` grows when its day moves: a calendar then moves the event
    instead of showing two. ``now``: with its zone.
    """
    event = Event()
    event.add("uid", line(uid))
    event.add("sequence", sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", line(summary))
    event.add("description", paragraphs(description).strip())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # the day stays free for meetings
    event.add("class", "PUBLIC")
    for days in alarms_days:
        event.add_component(_alarm(line(summary), days))
    return _calendar([event])


def calendar_of(events: Iterable[bytes]) -> bytes:
    """One calendar file of several made by :func:`deadline_event`."""
    read = (Calendar.from_ical(one) for one in events)
    return _calendar([event for one in read for event in one.walk("VEVENT")])


def _calendar(events: Sequence[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _alarm(summary: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(days=-days, hours=MORNING))
    return alarm
