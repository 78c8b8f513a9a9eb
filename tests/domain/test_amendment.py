"""What was in force on a day, from a chain of amendments that may have been applied in any order."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.amendment import Amendment, chain, history, lines_with, value_of
from kehoach_xl.domain.appendix import Line


def one(order, effective, value, before, *, kind="Gia hạn", batch=1, target="NV1"):
    return Amendment(
        f"DC{order:03d}", kind, target, effective, value, before, f"{order}/QĐ-UBND", date(2025, 3, 1), batch, order,
    )  # fmt: skip


def on(day, closed=None):
    return lambda amendment: amendment.counts(day, closed)


MARCH, MAY, JULY = date(2025, 3, 1), date(2025, 5, 1), date(2025, 7, 1)


def test_before_the_first_amendment_stands_what_was_printed():
    chained = [one(0, MARCH, "2026", "2025")]
    assert value_of(chained, "2026", on(date(2025, 2, 28))) == "2025"
    assert value_of(chained, "2026", on(MARCH)) == "2026"


def test_between_two_amendments_stands_the_earlier_one():
    chained = [one(0, MARCH, "2026", "2025"), one(1, JULY, "2027", "2026")]
    assert [value_of(chained, "2027", on(day)) for day in (date(2025, 1, 1), MAY, JULY)] == ["2025", "2026", "2027"]


def test_the_order_of_entering_does_not_matter():
    late_first = [one(0, JULY, "2027", "2025"), one(1, MARCH, "2026", "2027")]
    chained = chain(late_first, "NV1", "timeframe")
    assert [value_of(chained, "2027", on(day)) for day in (date(2025, 1, 1), MAY, JULY)] == ["2025", "2026", "2027"]


def test_a_correction_of_the_newest_value_in_the_sheet_counts():
    chained = [one(0, MARCH, "2o26", "2025")]
    assert value_of(chained, "2026", on(MAY)) == "2026"


def test_a_correction_made_before_the_next_amendment_is_kept_in_its_history():
    chained = [one(0, MARCH, "2o26", "2025"), one(1, JULY, "2027", "2026")]
    assert value_of(chained, "2027", on(MAY)) == "2026"


def test_a_closed_period_does_not_know_what_was_applied_later():
    chained = [one(0, MARCH, "2026", "2025", batch=7)]
    assert value_of(chained, "2026", on(MAY, closed=6)) == "2025"
    assert value_of(chained, "2026", on(MAY, closed=8)) == "2026"


def test_from_when_a_task_stands_holds_on_every_day_and_until_when_unless_it_was_not_known():
    added = one(0, JULY, 45839.0, None, kind="Bổ sung nhiệm vụ", batch=7)
    dropped = one(1, JULY, 45838.0, None, kind="Dừng nhiệm vụ", batch=7)
    asked = ((MARCH, None), (MARCH, 6), (JULY, 8))
    assert [added.counts(day, closed) for day, closed in asked] == [True, True, True]
    assert [dropped.counts(day, closed) for day, closed in asked] == [True, False, True]


def test_only_amended_cells_of_amended_lines_change():
    lines = [Line(8, {"id": "NV1", "timeframe": "2026", "leads": "A"}), Line(9, {"id": "NV2", "timeframe": "2030"})]
    found = lines_with(lines, [one(0, MARCH, "2026", "2025")], on(date(2025, 1, 1)))
    assert [dict(line.cells) for line in found] == [
        {"id": "NV1", "timeframe": "2025", "leads": "A"}, {"id": "NV2", "timeframe": "2030"},
    ]  # fmt: skip


def test_the_history_reads_beside_the_row_oldest_first():
    amendments = [
        one(0, JULY, "Sở Nội vụ", "Sở Tư pháp", kind="Giao lại chủ trì"), one(1, MARCH, "2026", "2025"),
        one(2, MAY, "x", "y", target="NV2"),
    ]  # fmt: skip
    assert history(amendments, "NV1").splitlines() == [
        "Gia hạn từ ngày 01/03/2025: 2025 → 2026 (văn bản 1/QĐ-UBND ngày 01/03/2025).",
        "Giao lại chủ trì từ ngày 01/07/2025: Sở Tư pháp → Sở Nội vụ (văn bản 0/QĐ-UBND ngày 01/03/2025).",
    ]


DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=5, unique=True), st.data())
def test_any_order_of_entering_gives_what_the_documents_ordered(days, data):
    """Each value is named by its effective day; on any day the newest one in force by then stands."""
    entered = data.draw(st.permutations(days))
    amendments, standing = [], "bản in"
    for order, effective in enumerate(entered):
        amendments.append(one(order, effective, effective.isoformat(), standing))
        standing = max(entered[: order + 1]).isoformat()
    chained = chain(amendments, "NV1", "timeframe")
    day = data.draw(DAYS)
    in_force = [each for each in days if each <= day]
    assert value_of(chained, standing, on(day)) == (max(in_force).isoformat() if in_force else "bản in")
