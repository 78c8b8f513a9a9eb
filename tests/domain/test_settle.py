"""The record: what each fact may change, and what no order or repetition of facts may change."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.settle import (
    ENTER,
    KEEP,
    TAKE,
    Answer,
    Decision,
    Edit,
    Facts,
    Return,
    _settle_cell,
    _Settling,
    newest_first,
    settle,
    touched,
)

FATES = {"applied", "equal", "conflict", "superseded", "rejected"}
CELL = ("NV1", "STP", "2025-H1", "result")
FIRST, AGAIN = "2025-H1/STP/01", "2025-H1/STP/02"
PREFILLED = {FIRST: {CELL: "kỳ trước"}}


def day(number):
    return datetime(2025, 6, number, 8, tzinfo=UTC)


def sent_back(sha, at, value=None, unclear="", dispatch=FIRST, **others):
    """A return of STP whose row NV1 has this result, and other fields by name."""
    fields = {"result": Answer(value, unclear), **{name: Answer(other) for name, other in others.items()}}
    answers = {("NV1", name): answer for name, answer in fields.items()}
    return Return(sha, "STP", "2025-H1", day(at) if at else None, answers, dispatch=dispatch)


def outcome(settled, cell=CELL):
    """The value of one cell, and the conflict over it as (reason, ours, theirs)."""
    found = [(c.reason, c.ours, c.theirs) for c in settled.conflicts if c.key == cell]
    return settled.record.get(cell), *found


def fates(settled, cell=CELL):
    return {sha: fate for (sha, at), fate in settled.fates.items() if at == cell}


def decided(facts, choice, value=None):
    """The same facts after she decided the one open conflict."""
    (clash,) = settle(facts).conflicts
    return Facts(facts.base, facts.returns, facts.edits, {clash.key: Decision(choice, value, clash.about)})


# -- one return ---------------------------------------------------------------------------------


def test_without_a_hand_edit_what_was_returned_is_taken():
    settled = settle(Facts(returns=[sent_back("a", 1, "mới")]))
    assert outcome(settled) == ("mới",)
    assert fates(settled) == {"a": "applied"}


def test_a_blank_form_says_nothing():
    settled = settle(Facts(returns=[sent_back("a", 1)]))
    assert (settled.record, settled.conflicts, settled.fates) == ({}, [], {})


def test_theirs_equal_to_base_keeps_ours():
    facts = Facts({FIRST: {CELL: "cũ"}}, [sent_back("a", 1, "cũ", status="Hoàn thành")], {CELL: Edit("sửa")})
    settled = settle(facts)
    assert outcome(settled) == ("sửa",)
    assert fates(settled) == {"a": "equal"}


def test_the_same_value_on_both_sides_is_nothing_to_decide():
    settled = settle(Facts(returns=[sent_back("a", 1, "như nhau")], edits={CELL: Edit("như nhau")}))
    assert outcome(settled) == ("như nhau",)
    assert fates(settled) == {"a": "equal"}


def test_hand_edit_against_a_new_value_is_a_conflict():
    settled = settle(Facts(returns=[sent_back("a", 1, "của họ")], edits={CELL: Edit("của ta")}))
    assert outcome(settled) == ("của ta", ("edited", "của ta", "của họ"))
    assert fates(settled) == {"a": "conflict"}


def test_a_conflict_carries_all_three_values():
    facts = Facts({FIRST: {CELL: "gửi đi"}}, [sent_back("a", 1, "của họ")], {CELL: Edit("của ta", ("gửi đi",))})
    (clash,) = settle(facts).conflicts
    assert (clash.base, clash.ours, clash.theirs, clash.sha) == ("gửi đi", "của ta", "của họ", "a")


def test_an_edit_that_has_seen_the_value_does_not_conflict_again():
    settled = settle(Facts(returns=[sent_back("a", 1, "đã xem")], edits={CELL: Edit("sửa", ("đã xem",))}))
    assert outcome(settled) == ("sửa",)
    assert fates(settled) == {"a": "superseded"}


def test_a_cell_she_emptied_stays_empty():
    settled = settle(Facts(returns=[sent_back("a", 1, "bỏ đi")], edits={CELL: Edit(None, ("bỏ đi",))}))
    assert outcome(settled) == (None,)


def test_an_edit_stands_without_any_return():
    assert settle(Facts(edits={CELL: Edit("nhập thay")})).record == {CELL: "nhập thay"}


@pytest.mark.parametrize("field", ["status", "percent", "finish_date"])
def test_the_unclear_is_asked_for_and_never_enters_the_record(field):
    cell = (*CELL[:3], field)
    one = Return("a", "STP", "2025-H1", day(1), {("NV1", field): Answer("0,85", "có thể là 0,85 % hoặc 85 %")})
    settled = settle(Facts(returns=[one]))
    assert outcome(settled, cell) == (None, ("unclear", None, "0,85"))
    assert settled.conflicts[0].why == "có thể là 0,85 % hoặc 85 %"
    assert fates(settled, cell) == {"a": "conflict"}


def test_an_unclear_value_against_a_hand_edit_says_why():
    settled = settle(Facts(returns=[sent_back("a", 1, "0,85", "hai cách hiểu")], edits={CELL: Edit("85")}))
    assert outcome(settled) == ("85", ("edited", "85", "0,85"))
    assert settled.conflicts[0].why == "hai cách hiểu"


# -- what was prefilled -------------------------------------------------------------------------


def test_an_untouched_row_with_prefilled_text_says_nothing():
    settled = settle(Facts(PREFILLED, [sent_back("a", 1, "kỳ trước", status=None)]))
    assert (settled.record, settled.conflicts) == ({}, [])
    assert fates(settled) == {"a": "equal"}


def test_a_touched_row_keeps_its_unchanged_prefilled_text():
    settled = settle(Facts(PREFILLED, [sent_back("a", 1, "kỳ trước", status="Hoàn thành")]))
    assert outcome(settled) == ("kỳ trước",)
    assert fates(settled) == {"a": "applied"}


def test_one_touched_row_does_not_touch_another():
    answers = {("NV1", "result"): Answer("kỳ trước"), ("NV2", "result"): Answer("mới")}
    settled = settle(Facts(PREFILLED, [Return("a", "STP", "2025-H1", day(1), answers, dispatch=FIRST)]))
    assert settled.record == {("NV2", "STP", "2025-H1", "result"): "mới"}


def test_a_prefilled_text_that_was_blanked_is_a_conflict_and_not_in_the_record():
    settled = settle(Facts(PREFILLED, [sent_back("a", 1, None)]))
    assert outcome(settled) == (None, ("blanked", "kỳ trước", None))


def test_an_untouched_row_does_not_erase_what_an_older_return_said():
    facts = Facts(PREFILLED, [sent_back("a", 1, "mới"), sent_back("b", 2, "kỳ trước")])
    settled = settle(facts)
    assert outcome(settled) == ("mới", ("blanked", "mới", None))
    assert fates(settled) == {"a": "conflict", "b": "equal"}


def test_prefilled_text_made_unclear_is_not_in_the_record_until_she_decides():
    settled = settle(Facts(PREFILLED, [sent_back("a", 1, "=A1", "công thức chưa tính")]))
    assert outcome(settled) == (None, ("unclear", "kỳ trước", "=A1"))


def test_an_untouched_undated_form_leaves_a_dated_one_alone():
    settled = settle(Facts(returns=[sent_back("a", 1, "đã điền"), sent_back("b", None)]))
    assert outcome(settled) == ("đã điền",)


# -- sent again, with other prefilled text --------------------------------------------------------

RESENT = {AGAIN: {CELL: "kỳ trước"}}
BOTH = {FIRST: {CELL: "kỳ trước"}, AGAIN: {CELL: "kỳ trước, sửa lại"}}


def test_an_answer_that_is_later_prefilled_in_another_form_stays_an_answer():
    settled = settle(Facts(RESENT, [sent_back("a", 1, "kỳ trước")]))
    assert outcome(settled) == ("kỳ trước",)
    assert fates(settled) == {"a": "applied"}


@pytest.mark.parametrize(("dispatch", "text"), [(FIRST, "kỳ trước"), (AGAIN, "kỳ trước, sửa lại")])
def test_each_form_is_untouched_when_it_holds_what_was_prefilled_in_it(dispatch, text):
    settled = settle(Facts(BOTH, [sent_back("a", 1, text, dispatch=dispatch)]))
    assert (outcome(settled), fates(settled)) == ((None,), {"a": "equal"})


@pytest.mark.parametrize(("dispatch", "text"), [(FIRST, "kỳ trước, sửa lại"), (AGAIN, "kỳ trước")])
def test_what_was_prefilled_in_the_other_form_was_typed_into_this_one(dispatch, text):
    settled = settle(Facts(BOTH, [sent_back("a", 1, text, dispatch=dispatch)]))
    assert (outcome(settled), fates(settled)) == ((text,), {"a": "applied"})


def test_a_form_that_had_no_prefilled_text_blanks_none():
    settled = settle(Facts(PREFILLED, [sent_back("a", 1, None, dispatch=AGAIN, status="Hoàn thành")]))
    assert outcome(settled) == (None,)


def test_a_new_form_that_blanks_what_the_old_one_said_is_asked_about():
    returns = [sent_back("a", 1, "mới"), sent_back("b", 2, None, dispatch=AGAIN, status="Hoàn thành")]
    settled = settle(Facts(BOTH, returns))
    assert outcome(settled) == ("mới", ("blanked", "mới", None))
    assert settled.conflicts[0].base == "kỳ trước, sửa lại"


def test_two_unclear_answers_leave_nothing_whatever_was_prefilled_in_their_forms():
    returns = [sent_back("a", 1, "=A1", "chưa tính"), sent_back("b", 2, "=A2", "chưa tính", dispatch=AGAIN)]
    assert outcome(settle(Facts(PREFILLED, returns))) == (None, ("unclear", None, "=A2"))


@pytest.mark.parametrize(
    ("dispatch", "found"),
    [(FIRST, ("sửa",)), (AGAIN, ("sửa", ("edited", "sửa", "kỳ trước")))],
)
def test_a_hand_edit_yields_to_no_text_kept_from_its_own_form_and_is_asked_about_one_typed(dispatch, found):
    one = sent_back("a", 1, "kỳ trước", dispatch=dispatch, status="Hoàn thành")
    assert outcome(settle(Facts(BOTH, [one], {CELL: Edit("sửa")}))) == found


def test_a_letter_has_no_form_and_says_whatever_it_holds():
    letter = replace(sent_back("a", 1, "kỳ trước", dispatch=""), by_hand=True)
    assert outcome(settle(Facts(PREFILLED, [letter]))) == ("kỳ trước",)
    assert outcome(settle(Facts(PREFILLED, [letter], {CELL: Edit("sửa")}))) == (
        "sửa", ("edited", "sửa", "kỳ trước"),
    )  # fmt: skip


# -- several returns of one agency --------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_newest_return_wins_and_the_late_older_one_is_superseded(order):
    returns = [sent_back("a", 1, "cũ"), sent_back("b", 2, "mới")]
    settled = settle(Facts(returns=[returns[i] for i in order]))
    assert outcome(settled) == ("mới",)
    assert fates(settled) == {"a": "superseded", "b": "applied"}


def test_a_value_blanked_after_an_earlier_return_is_a_conflict():
    settled = settle(Facts(returns=[sent_back("a", 1, "đã có"), sent_back("b", 2, None, status="Hoàn thành")]))
    assert outcome(settled) == ("đã có", ("blanked", "đã có", None))
    assert fates(settled) == {"a": "conflict"}


def test_a_newer_form_that_came_back_blank_blanks_nothing():
    settled = settle(Facts(returns=[sent_back("a", 1, "đã có"), sent_back("b", 2)]))
    assert outcome(settled) == ("đã có", ("blanked", "đã có", None))


def test_the_blanked_value_is_the_newest_of_the_older_ones():
    returns = [sent_back("a", 1, "một"), sent_back("b", 2, "hai"), sent_back("c", 3, None, status="Hoàn thành")]
    settled = settle(Facts(returns=returns))
    assert outcome(settled) == ("hai", ("blanked", "hai", None))
    assert fates(settled) == {"a": "superseded", "b": "conflict"}


def test_an_unclear_newer_value_does_not_erase_a_clear_older_one():
    returns = [sent_back("a", 1, "85"), sent_back("b", 2, "0,85", "hai cách hiểu")]
    settled = settle(Facts(returns=returns))
    assert outcome(settled) == ("85", ("unclear", "85", "0,85"))
    assert fates(settled) == {"a": "conflict", "b": "conflict"}


def test_an_unclear_value_between_does_not_hide_the_clear_one_when_blanked():
    returns = [
        sent_back("a", 1, "85"),
        sent_back("b", 2, "0,85", "hai cách hiểu"),
        sent_back("c", 3, None, status="Hoàn thành"),
    ]
    assert outcome(settle(Facts(returns=returns))) == ("85", ("blanked", "85", None))


def test_of_two_unclear_values_the_newest_is_asked_about_and_neither_stands():
    returns = [sent_back("a", 1, "0,85", "hai cách"), sent_back("b", 2, "0,9", "hai cách")]
    assert outcome(settle(Facts(returns=returns))) == (None, ("unclear", None, "0,9"))


def test_an_unclear_older_value_that_was_blanked_is_asked_about():
    returns = [sent_back("a", 1, "0,85", "hai cách"), sent_back("b", 2, None, status="Hoàn thành")]
    assert outcome(settle(Facts(returns=returns))) == (None, ("blanked", "0,85", None))


@pytest.mark.parametrize(("one", "two"), [(1, 1), (None, None), (1, None), (None, 1)])
def test_two_returns_nobody_can_order_are_asked_about(one, two):
    settled = settle(Facts(returns=[sent_back("a", one, "một"), sent_back("b", two, "hai")]))
    value, (reason, ours, theirs) = outcome(settled)
    assert (reason, {ours, theirs}) == ("same-moment", {"một", "hai"})
    assert value == ours
    assert fates(settled) == {"a": "conflict", "b": "conflict"}


@pytest.mark.parametrize(("one", "two"), [("a", "b"), ("b", "a")])
def test_of_two_unordered_returns_the_blank_one_erases_nothing_whatever_their_hashes(one, two):
    returns = [sent_back(one, None, "có"), sent_back(two, None, None, status="Hoàn thành")]
    assert outcome(settle(Facts(returns=returns))) == ("có", ("same-moment", "có", None))


def test_a_copy_of_a_return_under_another_name_is_the_same_return():
    one = sent_back("a", 1, "mới")
    settled = settle(Facts(returns=[one, replace(one, name="bản sao.xlsx")]))
    assert fates(settled) == {"a": "applied"}


def test_unordered_returns_that_agree_are_no_conflict():
    settled = settle(Facts(returns=[sent_back("a", None, "một"), sent_back("b", None, "một")]))
    assert outcome(settled) == ("một",)
    assert sorted(fates(settled).values()) == ["applied", "equal"]


@pytest.mark.parametrize(("known", "new"), [("a", "b"), ("b", "a")])
def test_an_edit_that_saw_one_of_two_unordered_returns_is_asked_about_the_other(known, new):
    returns = [sent_back(known, 1, "đã xem"), sent_back(new, 1, "chưa xem")]
    settled = settle(Facts(returns=returns, edits={CELL: Edit("sửa", ("đã xem",))}))
    assert outcome(settled) == ("sửa", ("edited", "sửa", "chưa xem"))
    assert fates(settled) == {known: "superseded", new: "conflict"}


def test_a_row_missing_from_the_newest_return_keeps_what_the_older_one_said():
    newer = Return("b", "STP", "2025-H1", day(2), {("NV2", "result"): Answer("khác")})
    settled = settle(Facts(returns=[sent_back("a", 1, "còn đây"), newer]))
    assert outcome(settled) == ("còn đây",)


def test_agencies_and_periods_do_not_mix():
    other = [
        Return("b", "SNV", "2025-H1", day(2), {("NV1", "result"): Answer("SNV")}),
        Return("c", "STP", "2025-H2", day(2), {("NV1", "result"): Answer("H2")}),
    ]
    settled = settle(Facts(returns=[sent_back("a", 1, "STP"), *other]))
    assert sorted(settled.record.values()) == ["H2", "SNV", "STP"]
    assert settled.conflicts == []


# -- her decisions ------------------------------------------------------------------------------

EDITED = Facts(returns=[sent_back("a", 1, "của họ")], edits={CELL: Edit("của ta")})
BLANKED = Facts(returns=[sent_back("a", 1, "đã có"), sent_back("b", 2, None, status="Hoàn thành")])
TIED = Facts(returns=[sent_back("a", 1, "một"), sent_back("b", 1, "hai")])


@pytest.mark.parametrize(
    ("facts", "choice", "entered", "value", "told"),
    [
        (EDITED, KEEP, None, "của ta", {"a": "rejected"}),
        (EDITED, TAKE, None, "của họ", {"a": "applied"}),
        (EDITED, ENTER, "thứ ba", "thứ ba", {"a": "rejected"}),
        (EDITED, ENTER, "của họ", "của họ", {"a": "applied"}),
        (BLANKED, KEEP, None, "đã có", {"a": "applied"}),
        (BLANKED, TAKE, None, None, {"a": "rejected"}),
        (BLANKED, ENTER, "thứ ba", "thứ ba", {"a": "rejected"}),
        (TIED, KEEP, None, "một", {"a": "applied", "b": "rejected"}),
        (TIED, TAKE, None, "hai", {"a": "rejected", "b": "applied"}),
    ],
)
def test_a_decision_settles_the_cell_and_the_fate_of_every_value_in_it(facts, choice, entered, value, told):
    settled = settle(decided(facts, choice, entered))
    assert outcome(settled) == (value,)
    assert fates(settled) == told


@pytest.mark.parametrize("choice", [KEEP, TAKE, ENTER])
def test_a_decision_lapses_when_the_agency_sends_another_value(choice):
    facts = decided(EDITED, choice, "thứ ba")
    later = Facts(facts.base, [*facts.returns, sent_back("b", 2, "khác")], facts.edits, facts.decisions)
    assert outcome(settle(later)) == ("của ta", ("edited", "của ta", "khác"))


def test_a_decision_holds_when_the_agency_sends_the_same_value_again():
    facts = decided(EDITED, TAKE)
    later = Facts(facts.base, [*facts.returns, sent_back("b", 2, "của họ")], facts.edits, facts.decisions)
    assert outcome(settle(later)) == ("của họ",)


def test_typing_over_a_decided_value_is_not_asked_about_again():
    facts = decided(EDITED, TAKE)
    later = Facts(facts.base, facts.returns, {CELL: Edit("sửa nữa", ("của ta", "của họ"))}, facts.decisions)
    assert outcome(settle(later)) == ("sửa nữa",)


def test_a_decision_without_its_conflict_changes_nothing():
    settled = settle(Facts(returns=[sent_back("a", 1, "mới")], decisions={CELL: Decision(KEEP, None, "0" * 16)}))
    assert outcome(settled) == ("mới",)


def test_a_decision_is_bound_to_the_cell_and_to_both_values():
    (clash,) = settle(EDITED).conflicts
    others = [
        Facts(returns=[sent_back("a", 1, "khác")], edits=EDITED.edits),
        Facts(returns=EDITED.returns, edits={CELL: Edit("khác")}),
    ]
    assert clash.about not in [settle(other).conflicts[0].about for other in others]


# -- histories ----------------------------------------------------------------------------------

TASKS, AGENCIES, FIELDS = ("NV1", "NV2"), ("STP", "SNV"), ("status", "result", "finish_date")
DISPATCHES, PREVIOUS = ("01", "02"), ("kỳ trước", "kỳ trước, sửa lại")
WORDS = {
    "status": ["Hoàn thành", "Đang thực hiện"],
    "result": ["một", "hai", *PREVIOUS],
    "finish_date": [date(2025, 6, 1), date(2025, 6, 2)],
}
CELLS = [(task, agency, "2025-H1", name) for task in TASKS for agency in AGENCIES for name in FIELDS]


def answers_of(name):
    clear = st.one_of(st.none(), st.sampled_from(WORDS[name])).map(Answer)
    return st.one_of(clear, clear, clear, st.just(Answer("??", "không rõ")))


def values_of(cell):
    return st.one_of(st.none(), st.sampled_from(WORDS[cell[3]]))


@st.composite
def returned_files(draw, number):
    tasks = draw(st.lists(st.sampled_from(TASKS), min_size=1, unique=True))
    asked = draw(st.sampled_from([FIELDS, FIELDS, FIELDS, FIELDS[:2]]))
    answers = {(task, name): draw(answers_of(name)) for task in tasks for name in asked}
    sha, agency = f"{draw(st.integers(0, 9))}-{number}", draw(st.sampled_from(AGENCIES))
    on = draw(st.one_of(st.none(), st.integers(1, 3)))
    if on is not None and draw(st.integers(0, 3)) == 0:  # a letter: clear, only what it says, known by its day
        said = {slot: answer for slot, answer in answers.items() if answer.value is not None and not answer.unclear}
        at = day(on).replace(hour=23, minute=59, second=59)
        return Return(sha, agency, "2025-H1", at, said, by_hand=True)
    dispatch = draw(st.sampled_from(DISPATCHES))
    return Return(sha, agency, "2025-H1", None if on is None else day(on), answers, dispatch=dispatch)


def some_cells(values):
    """A few of the cells, each with a drawn value."""
    chosen = st.lists(st.sampled_from(CELLS), unique=True, max_size=6)
    return chosen.flatmap(lambda cells: st.fixed_dictionaries({cell: values(cell) for cell in cells}))


@st.composite
def prefilled(draw):
    """What one dispatch carried of the previous period."""
    texts = draw(some_cells(lambda cell: st.sampled_from(PREVIOUS) if cell[3] == "result" else st.none()))
    return {cell: value for cell, value in texts.items() if value is not None}


@st.composite
def histories(draw, edited=True, answered=True):
    base = {dispatch: draw(prefilled()) for dispatch in DISPATCHES}
    returns = [draw(returned_files(number)) for number in range(draw(st.integers(0, 5)))]
    seen = lambda cell: st.lists(values_of(cell), max_size=2).map(tuple)
    typed = lambda cell: st.builds(Edit, values_of(cell), seen(cell))
    facts = Facts(base, returns, draw(some_cells(typed)) if edited else {})
    decisions = {}
    for clash in settle(facts).conflicts if answered else ():
        if choice := draw(st.sampled_from(["", KEEP, TAKE, ENTER])):
            decisions[clash.key] = Decision(choice, draw(values_of(clash.key)), clash.about)
    return Facts(facts.base, facts.returns, facts.edits, decisions)


def told(settled):
    return settled.record, settled.conflicts, settled.fates


def cell_by_cell(facts):
    """The same without any rows settled as a whole."""
    out = _Settling()
    for cell, edit in facts.edits.items():
        out.put(cell, edit.value)
    by_sender = {}
    for one in facts.returns:
        by_sender.setdefault((one.agency, one.period), []).append(one)
        out.fates.open(one.sha, one.agency, one.period, one.answers)
    for (agency, period), returns in sorted(by_sender.items()):
        chain = newest_first(returns)
        changed = {(one.sha, task) for one in chain for task in touched(facts, one)}
        for task, name in sorted({slot for one in chain for slot in one.answers}):
            _settle_cell(facts, (task, agency, period, name), chain, changed, out)
    out.close()
    return out


@given(histories())
def test_rows_settled_as_a_whole_are_as_settled_cell_by_cell(facts):
    assert told(settle(facts)) == told(cell_by_cell(facts))
    assert settle(facts).fates.differing(cell_by_cell(facts).fates) == set()


@given(histories(), returned_files("x"))
def test_the_files_whose_cells_fare_otherwise_are_known(facts, one):
    before, after = settle(facts), settle(replace(facts, returns=[*facts.returns, one]))
    changed = {sha for (sha, cell), fate in after.fates.items() if before.fates.get((sha, cell)) != fate}
    known = {sha for sha, _ in before.fates}
    assert changed & known == after.fates.differing(before.fates) & known


@given(histories())
def test_the_tasks_of_which_something_stands_are_known(facts):
    fates = settle(facts).fates
    for one in facts.returns:
        stands = {cell[0] for (sha, cell), fate in fates.items() if sha == one.sha and fate in ("applied", "equal")}
        assert fates.standing(one.sha) == stands


@given(histories())
def test_every_returned_value_has_exactly_one_fate(facts):
    settled = settle(facts)
    wanted = {
        (one.sha, (task, one.agency, one.period, name))
        for one in facts.returns
        for (task, name), answer in one.answers.items()
        if answer.value is not None
    }
    assert set(settled.fates) == wanted
    assert set(settled.fates.values()) <= FATES


@given(histories())
def test_a_conflict_is_open_where_and_only_where_a_fate_says_so(facts):
    settled = settle(facts)
    open_cells = [clash.key for clash in settled.conflicts]
    assert len(open_cells) == len(set(open_cells))
    assert {cell for (_, cell), fate in settled.fates.items() if fate == "conflict"} <= set(open_cells)


@given(histories(), st.data())
def test_the_same_return_twice_changes_nothing(facts, data):
    if facts.returns:
        again = [*facts.returns, replace(data.draw(st.sampled_from(facts.returns)), name="bản sao.xlsx")]
        twice = Facts(facts.base, again, facts.edits, facts.decisions)
        assert told(settle(twice)) == told(settle(facts))


@given(histories(), st.data())
def test_no_order_of_arrival_changes_anything(facts, data):
    shuffled = Facts(
        facts.base,
        data.draw(st.permutations(facts.returns)),
        dict(data.draw(st.permutations(list(facts.edits.items())))),
        dict(data.draw(st.permutations(list(facts.decisions.items())))),
    )
    assert told(settle(shuffled)) == told(settle(facts))


@given(histories(answered=False), returned_files("x"))
def test_no_further_return_erases_a_known_value(facts, one):
    before = settle(facts).record
    after = settle(Facts(facts.base, [*facts.returns, one], facts.edits)).record
    assert set(before) <= set(after)


@given(histories(answered=False))
def test_a_hand_edit_is_never_overwritten_without_a_decision(facts):
    record = settle(facts).record
    assert {cell: record.get(cell) for cell in facts.edits} == {c: e.value for c, e in facts.edits.items()}


@given(histories(answered=False))
def test_nothing_unclear_stands_in_the_record_undecided(facts):
    assert "??" not in settle(facts).record.values()


@given(histories(edited=False, answered=False))
def test_every_value_of_the_record_was_said(facts):
    said = {
        ((task, one.agency, one.period, name), answer.value)
        for one in facts.returns
        for (task, name), answer in one.answers.items()
    }
    assert set(settle(facts).record.items()) <= said


@given(histories(), prefilled())
def test_sending_a_form_again_changes_nothing_of_what_came_back(facts, base):
    resent = replace(facts, base={**facts.base, "03": base})
    assert told(settle(resent)) == told(settle(facts))


@given(histories(), st.sampled_from(DISPATCHES), st.sampled_from(AGENCIES))
def test_a_form_that_comes_back_as_it_was_sent_says_nothing(facts, dispatch, agency):
    slots = [(task, name) for task in TASKS for name in FIELDS]
    kept = {(task, name): facts.base[dispatch].get((task, agency, "2025-H1", name)) for task, name in slots}
    answers = {slot: Answer(value) for slot, value in kept.items()}
    one = Return("z", agency, "2025-H1", day(4), answers, dispatch=dispatch)
    settled = settle(Facts(facts.base, [one]))
    assert (settled.record, settled.conflicts, touched(facts, one)) == ({}, [], set())
    assert settle(replace(facts, returns=[*facts.returns, one], decisions={})).record == (
        settle(replace(facts, decisions={})).record
    )


@given(histories())
def test_every_decision_about_an_open_conflict_closes_it(facts):
    decisions = {clash.key: Decision(KEEP, None, clash.about) for clash in settle(facts).conflicts}
    after = settle(Facts(facts.base, facts.returns, facts.edits, {**facts.decisions, **decisions}))
    assert after.conflicts == []


@given(returned_files("x"), st.booleans())
def test_a_return_beside_which_nothing_stands_is_settled_as_any_other(one, prefilled_elsewhere):
    """Taken whole where its form went out blank, and row by row where a form is known of that says nothing."""
    alone = Facts(base={"other": {CELL: "chữ"}} if prefilled_elsewhere else {}, returns=[one])
    beside = replace(alone, base={**alone.base, one.dispatch: {}})
    assert told(settle(alone)) == told(settle(beside))
