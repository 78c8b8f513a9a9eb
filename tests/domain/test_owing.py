"""What agencies owe of a period: the exact rows, by how many days."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.lateness import Form, result
from kehoach_xl.domain.owing import IN_PART, AskedRow, OwedRow, Owing, owing, unsent
from kehoach_xl.domain.timeframe import Due

BY, AS_OF = date(2025, 12, 17), date(2025, 12, 22)
LATER = Due("later", date(2030, 12, 31))
MISSING, EMPTY, ON_TIME, LATE = "Chưa gửi", "Trống", "Đúng hạn", "Trễ"


def form(agency="STP", state=MISSING, *, deadline=BY, received=None, sent=True):
    return Form(agency, "2025-H2", deadline, received, state, sent)


def row(code="2.3", agency="STP", klass="Chưa báo cáo", *, due=LATER, sent=True, begun=False):
    return AskedRow(agency, f"id{code}", code, f"Nội dung {code}", "2025-2030", due, klass, sent, begun)


def owed(*rows, forms=(), as_of=AS_OF):
    """{agency: (what became of its form, codes it owes, days late)}; by default of one form that is not back."""
    found = owing(forms or [form()], rows, as_of)
    return {one.agency: (one.form, [each.code for each in one.rows], one.days) for one in found}


def test_a_form_that_is_not_back_owes_every_row_it_asked_for():
    assert owed(row("2.3"), row("2.4")) == {"STP": ("Chưa gửi", ["2.3", "2.4"], 5)}


def test_a_blank_form_is_as_late_as_none():
    blank = form(state=EMPTY, received=date(2025, 12, 10))
    assert owed(row("2.3"), forms=[blank]) == {"STP": ("Trống", ["2.3"], 5)}


def test_who_handed_in_owes_the_rows_left_out():
    handed = form(state=ON_TIME, received=date(2025, 12, 10))
    reported = row("2.3", klass="Đang thực hiện trong hạn")
    assert owed(reported, row("2.4"), forms=[handed]) == {"STP": ("Thiếu nhiệm vụ", ["2.4"], 5)}
    assert owing([handed], [reported, row("2.4")], AS_OF)[0].asked == 2


def test_who_reported_every_row_owes_nothing_whatever_became_of_the_form():
    reported = row("2.3", klass="Hoàn thành đúng hạn")
    for state in (MISSING, EMPTY, ON_TIME, LATE):
        assert owed(reported, forms=[form(state=state)]) == {}


def test_a_row_with_a_text_but_no_status_is_owed_and_told_apart():
    (one,) = owing([form(state=ON_TIME)], [row("2.3", begun=True)], AS_OF)
    assert one.form == IN_PART
    assert one.rows == (OwedRow("id2.3", "2.3", "Nội dung 2.3", "2025-2030", date(2030, 12, 31), 0, True),)


def test_days_count_after_the_deadline_only():
    for as_of, days, left in ((date(2025, 12, 12), 0, 5), (BY, 0, 0), (date(2025, 12, 18), 1, None)):
        (one,) = owing([form()], [row()], as_of)
        assert (one.days, one.days_left) == (days, left)


def test_without_a_deadline_nobody_is_late_and_no_day_is_left():
    (one,) = owing([form(deadline=None)], [row()], AS_OF)
    assert (one.days, one.days_left) == (0, None)


def test_a_task_whose_own_day_has_passed_says_by_how_many_days():
    past, extended = Due("past", date(2025, 11, 30)), Due("later", date(2026, 6, 30))
    (one,) = owing([form()], [row("2.3", due=past), row("2.4", due=extended)], AS_OF)
    assert [(each.code, each.overdue) for each in one.rows] == [("2.3", 22), ("2.4", 0)]


def test_a_task_that_was_dropped_or_given_away_is_owed_by_nobody():
    assert owed(row(due=Due("released"))) == {}
    assert unsent([row(due=Due("released"), sent=False)]) == {}


def test_who_was_sent_no_form_is_not_reminded_but_listed():
    assert owed(row("2.3", sent=False), forms=[form(sent=False)]) == {}
    assert owed(row("2.3", sent=False), row("2.4")) == {"STP": ("Chưa gửi", ["2.4"], 5)}
    assert unsent([row("2.3", sent=False), row("2.4"), row("3.1", "SNV", sent=False)]) == {
        "STP": ["2.3"], "SNV": ["3.1"],
    }  # fmt: skip
    assert unsent([row("2.3", klass="Hoàn thành đúng hạn", sent=False)]) == {}


def test_a_line_that_stands_twice_owes_once():
    assert owed(row(), row(), forms=[form(), form()]) == {"STP": ("Chưa gửi", ["2.3"], 5)}
    assert len(owing([form(), form()], [row()], AS_OF)) == 1


# -- whatever stands in the sheets --------------------------------------------------------------------

AGENCIES = ("STP", "SNV", "STC", "HQ11")
KLASSES = ("Chưa báo cáo", "Đang thực hiện trong hạn", "Hoàn thành quá hạn", "Không còn phù hợp")
DUES = (LATER, Due("past", date(2025, 11, 30)), Due("continuous"), Due("released"))
forms = st.builds(
    lambda agency, received, filled, sent: form(
        agency, result(received, filled, BY, sent), received=received, sent=sent
    ),
    st.sampled_from(AGENCIES), st.sampled_from([None, date(2025, 12, 10), date(2025, 12, 20)]),
    st.sampled_from([None, 0.0, 4.0]), st.booleans(),
)  # fmt: skip
rows = st.builds(
    lambda code, agency, klass, due, sent: row(code, agency, klass, due=due, sent=sent),
    st.sampled_from(["1.1", "2.3", "3.1", "3.10"]), st.sampled_from(AGENCIES), st.sampled_from(KLASSES),
    st.sampled_from(DUES), st.booleans(),
)  # fmt: skip
worlds = st.tuples(
    st.lists(forms, unique_by=lambda one: one.agency),
    st.lists(rows, unique_by=lambda one: (one.agency, one.task), max_size=16),
    st.integers(-10, 40).map(lambda days: BY + timedelta(days=days)),
)


@given(worlds)
def test_nobody_who_owes_nothing_is_reminded_and_every_owed_row_is_named_once(world):
    sheet, record, as_of = world
    found: list[Owing] = owing(sheet, record, as_of)
    named = Counter((one.agency, each.task) for one in found for each in one.rows)
    asked = {one.agency for one in sheet if one.sent}
    owed_rows = {
        (one.agency, one.task)
        for one in record
        if one.agency in asked and one.sent and one.klass == "Chưa báo cáo" and one.due.state != "released"
    }
    assert named == Counter(owed_rows)
    assert all(one.rows and len(one.rows) <= one.asked for one in found)
    assert [one.agency for one in found] == [one.agency for one in sheet if one.agency in {a for a, _ in owed_rows}]


@given(worlds)
def test_a_day_later_the_same_is_owed_by_a_day_more(world):
    sheet, record, as_of = world
    today, tomorrow = owing(sheet, record, as_of), owing(sheet, record, as_of + timedelta(days=1))
    assert [(one.agency, one.form, len(one.rows)) for one in today] == [
        (one.agency, one.form, len(one.rows)) for one in tomorrow
    ]
    assert all(b.days == a.days + (as_of >= BY) for a, b in zip(today, tomorrow, strict=True))
