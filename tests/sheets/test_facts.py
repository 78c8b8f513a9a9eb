"""The facts: what is written into the hidden sheet is what is read back, whatever it holds."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.letter import BY_SMTP, DOUBTFUL, FORM, SENT, Dispatched
from kehoach_xl.domain.progress import FIELDS, LONGEST, STANDARD, cell_length, to_json
from kehoach_xl.domain.settle import ENTER, KEEP, TAKE, Answer, Decision, Edit, Facts, Return, settle
from kehoach_xl.domain.values import STATUSES
from kehoach_xl.sheets.facts import (
    Received,
    Sent,
    Step,
    answer_rows,
    decision_rows,
    edit_rows,
    letter_row,
    mark,
    read,
    return_rows,
    sent_rows,
)
from kehoach_xl.sheets.table import Row

DAY = date(2025, 6, 10)
AT = datetime(2025, 6, 10, 15, 30, tzinfo=timezone(timedelta(hours=7)))
CELL = ("NV1", "STP", "2025-H1", "result")
FIRST = "2025-H1/STP/01"


def sheet(*batches):
    """Rows as they are read from the sheet: empty cells are None."""
    return [Row(3 + n, dict(cells)) for n, cells in enumerate(row for batch in batches for row in batch)]


def a_return(sha="a", at=AT, task="NV1", **values):
    """A return of STP that lists every field of a task."""
    answers = {(task, field.id): Answer(values.get(field.id)) for field in FIELDS}
    return Return(sha, "STP", "2025-H1", at, answers, f"{sha}.xlsx", dispatch=FIRST)


def kept(*batches):
    return read(sheet(*batches)).facts


# -- each kind ----------------------------------------------------------------------------------


def test_nothing_written_is_nothing_known():
    ledger = read([])
    assert (ledger.facts, ledger.sent, ledger.received, ledger.steps) == (Facts({}, [], {}, {}), [], [], [])
    assert ledger.next_batch == "b0001"


def test_a_file_that_went_out():
    sent = Sent("2025-H1", "STP", FIRST, ("NV1", "NV2"), DAY)
    ledger = read(sheet(sent_rows("b0001", sent, {CELL: "Kỳ trước: đã họp"})))
    assert ledger.sent == [sent]
    assert ledger.facts.base == {FIRST: {CELL: "Kỳ trước: đã họp"}}


def test_what_went_out_again_does_not_replace_what_went_out_before():
    first, again = (Sent("2025-H1", "STP", f"2025-H1/STP/0{n}", ("NV1",), DAY) for n in (1, 2))
    facts = kept(sent_rows("b0001", first, {CELL: "kỳ trước"}), sent_rows("b0002", again, {CELL: "sửa lại"}))
    assert facts.base == {"2025-H1/STP/01": {CELL: "kỳ trước"}, "2025-H1/STP/02": {CELL: "sửa lại"}}


@pytest.mark.parametrize("at", [None, AT, datetime(2025, 6, 10, 8, 30, 0, 123456, tzinfo=UTC)])
def test_a_file_that_came_back(at):
    one = a_return(at=at, status="Hoàn thành", percent=85.0, finish_date=DAY, result="Đã ký\n«xong»")
    ledger = read(sheet(return_rows("b0002", one, DAY, 4)))
    assert ledger.facts.returns == [one]
    assert ledger.received == [Received("a", "2025-H1", "STP", "a.xlsx", at, DAY, 4, "b0002")]


def test_a_blank_form_keeps_the_rows_it_listed():
    one = a_return()
    assert kept(return_rows("b0001", one, DAY, 0)).returns == [one]
    assert len(return_rows("b0001", one, DAY, 0)) == 1


@pytest.mark.parametrize("answer", [Answer("0,85", "có thể là 0,85 % hoặc 85 %"), Answer(None, "không đọc được")])
def test_an_unclear_answer_keeps_its_reason(answer):
    one = a_return()
    one = Return("a", "STP", "2025-H1", AT, one.answers | {("NV1", "percent"): answer}, "a.xlsx")
    assert kept(return_rows("b0001", one, DAY, 1)).returns == [one]


@pytest.mark.parametrize("raw", ["20251105", "1925-11-05", "cuối năm"])
def test_a_text_in_a_date_column_comes_back_as_the_same_question(raw):
    one = a_return()
    one = Return("a", "STP", "2025-H1", AT, one.answers | {("NV1", "finish_date"): Answer(raw, "không phải ngày")})
    (before,) = settle(Facts(returns=[one])).conflicts
    (after,) = settle(kept(return_rows("b0001", one, DAY, 1))).conflicts
    assert after.about == before.about


@pytest.mark.parametrize("edit", [Edit("mới", ("cũ", None)), Edit(None, ("cũ",)), Edit("mới")])
def test_what_she_typed(edit):
    assert kept(edit_rows("b0001", {CELL: edit})).edits == {CELL: edit}


def test_the_last_edit_of_a_cell_counts():
    first, second = edit_rows("b0001", {CELL: Edit("một")}), edit_rows("b0002", {CELL: Edit("hai", ("một",))})
    assert kept(first, second).edits == {CELL: Edit("hai", ("một",))}


@pytest.mark.parametrize(
    "decision", [Decision(KEEP, None, "0f"), Decision(TAKE, None, "0f"), Decision(ENTER, "thứ ba", "12")]
)
def test_what_she_decided(decision):
    assert kept(decision_rows("b0001", {CELL: decision})).decisions == {CELL: decision}


def test_the_last_decision_about_a_cell_counts():
    rows = [decision_rows(f"b000{n}", {CELL: Decision(choice, None, "0f")}) for n, choice in ((1, KEEP), (2, TAKE))]
    assert kept(*rows).decisions == {CELL: Decision(TAKE, None, "0f")}


def test_dates_are_kept_as_days():
    cell = (*CELL[:3], "finish_date")
    facts = kept(
        edit_rows("b0001", {cell: Edit(DAY, (DAY.replace(day=9), None))}),
        decision_rows("b0001", {cell: Decision(ENTER, DAY, "0f")}),
    )
    assert facts.edits == {cell: Edit(DAY, (DAY.replace(day=9), None))}
    assert facts.decisions == {cell: Decision(ENTER, DAY, "0f")}


def test_what_a_row_held_is_a_mapping_of_cells_or_the_sheet_was_changed():
    row = {"batch": "b0001", "kind": "row", "task": "NV1", "agency": "tasks", "ref": "7", "value": "7"}
    with pytest.raises(TypeError):
        read(sheet([row]))


def test_an_oddity_of_the_source():
    row = Row(3, {"kind": "oddity", "task": "3.7", "ref": "trùng", "value": "Bản in ghi hai lần."})
    assert read([row]).oddities == [("3.7", "trùng", "Bản in ghi hai lần.")]


def test_a_number_that_a_spreadsheet_took_from_the_text_is_the_same_number():
    cell = (*CELL[:3], "percent")
    (row,) = edit_rows("b0001", {cell: Edit(85.0)})
    edit = read(sheet([row | {"value": 85.0}])).facts.edits[cell]
    assert (edit, type(edit.value)) == (Edit(85.0), float)


# -- batches and undo ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("batches", "following"),
    [
        ([], "b0001"),
        (["b0001"], "b0002"),
        (["b0007", "b0003"], "b0008"),
        (["b0009", "khác", ""], "b0010"),
        (["b9999"], "b10000"),
    ],
)
def test_batches_are_numbered_on(batches, following):
    assert read(sheet([mark(batch, "step", "Gộp báo cáo") for batch in batches])).next_batch == following


def test_an_undone_batch_drops_what_came_back_and_was_decided_but_not_what_she_typed():
    sent = Sent("2025-H1", "STP", FIRST, ("NV1",), DAY)
    first = [mark("b0001", "step", "Gộp báo cáo"), *return_rows("b0001", a_return("a"), DAY, 0)]
    second = [
        *edit_rows("b0002", {CELL: Edit("của ta")}),
        *decision_rows("b0002", {CELL: Decision(KEEP, None, "0f")}),
        *return_rows("b0002", a_return("b", result="mới"), DAY, 1),
        mark("b0002", "step", "Gộp báo cáo"),
        *sent_rows("b0002", sent, {CELL: "kỳ trước"}),
    ]
    ledger = read(sheet(first, second, [mark("b0003", "undo", "b0002")]))
    assert ledger.facts == Facts({FIRST: {CELL: "kỳ trước"}}, [a_return("a")], {CELL: Edit("của ta")}, {})
    assert [one.sha for one in ledger.received] == ["a"]
    assert (ledger.steps, ledger.next_batch, ledger.sent) == ([Step("b0001", "Gộp báo cáo")], "b0004", [sent])


def test_an_undone_decision_gives_way_to_the_one_before_it():
    rows = [decision_rows(f"b000{n}", {CELL: Decision(choice, None, "0f")}) for n, choice in ((1, KEEP), (2, TAKE))]
    assert kept(*rows, [mark("b0003", "undo", "b0002")]).decisions == {CELL: Decision(KEEP, None, "0f")}


def test_a_return_merged_again_after_an_undo_counts_once():
    one = a_return(result="mới")
    batches = [[mark(b, "step", "Gộp báo cáo"), *return_rows(b, one, DAY, 1)] for b in ("b0001", "b0003")]
    ledger = read(sheet(batches[0], [mark("b0002", "undo", "b0001")], batches[1]))
    assert ledger.facts.returns == [one]
    assert [one.batch for one in ledger.received] == ["b0003"]
    assert ledger.steps == [Step("b0003", "Gộp báo cáo")]


# -- everything at once -------------------------------------------------------------------------

DISPATCHES = (FIRST, "2025-H1/STP/02")

VALUES = {
    "status": st.sampled_from(STATUSES),
    "percent": st.floats(0, 100),
    "quantity": st.integers(0, 10**6).map(float),
    "number": st.floats(-1e9, 1e9),
    "text": st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    "date": st.dates(date(2000, 1, 1), date(2100, 12, 31)),
}
KINDS = {field.id: field.kind for field in FIELDS}
PLACES = st.tuples(st.sampled_from(["NV1", "NV2"]), st.just("STP"), st.just("2025-H1"), st.sampled_from(list(KINDS)))


def a_value(cell):
    return st.one_of(st.none(), VALUES[KINDS[cell[3]]])


def by_cell(build):
    """{cell: something built for it}."""
    chosen = st.lists(PLACES, unique=True, max_size=5)
    return chosen.flatmap(lambda cells: st.fixed_dictionaries({cell: build(cell) for cell in cells}))


def edits(cell):
    return st.builds(Edit, a_value(cell), st.lists(a_value(cell), max_size=3).map(tuple))


def decisions(cell):
    about = st.text("0123456789abcdef", min_size=1)
    return st.builds(Decision, st.sampled_from([KEEP, TAKE, ENTER]), a_value(cell), about)


@st.composite
def returns(draw, sha):
    answers = {}
    asked = draw(st.sampled_from([STANDARD, (*STANDARD, "extra2", "extra4"), ("status", "result", "extra6")]))
    for task in draw(st.lists(st.sampled_from(["NV1", "NV2"]), min_size=1, unique=True)):
        for name in asked:
            clear = st.one_of(st.none(), VALUES[KINDS[name]]).map(Answer)
            answers[task, name] = draw(st.one_of(clear, st.just(Answer("??", "không rõ"))))
    at = draw(st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))))
    return Return(sha, "STP", "2025-H1", at, answers, draw(VALUES["text"]), dispatch=draw(st.sampled_from(DISPATCHES)))


@st.composite
def all_facts(draw):
    base = {}
    for dispatch in DISPATCHES:
        if texts := {cell: value for cell, value in draw(by_cell(a_value)).items() if value is not None}:
            base[dispatch] = texts
    sent_back = [draw(returns(str(n))) for n in range(draw(st.integers(0, 3)))]
    return Facts(base, sent_back, draw(by_cell(edits)), draw(by_cell(decisions)))


def written(facts):
    rows = []
    for dispatch in DISPATCHES:
        sent = Sent("2025-H1", "STP", dispatch, ("NV1",), DAY)
        rows += sent_rows("b0001", sent, facts.base.get(dispatch, {}))
    for one in facts.returns:
        rows += return_rows("b0002", one, DAY, 1)
    return [*rows, *edit_rows("b0003", facts.edits), *decision_rows("b0003", facts.decisions)]


@given(all_facts())
def test_what_is_written_is_read_back(facts):
    assert kept(written(facts)) == facts


@given(all_facts())
def test_what_is_read_back_settles_alike(facts):
    assert settle(kept(written(facts))) == settle(facts)


@given(all_facts())
def test_every_batch_that_is_undone_takes_its_returns_and_decisions_along(facts):
    undone = kept(written(facts), [mark("b0004", "undo", "b0002"), mark("b0004", "undo", "b0003")])
    assert undone == Facts(facts.base, [], facts.edits, {})


# -- texts as long as a cell --------------------------------------------------------------------

LONG = [
    "x" * LONGEST,
    "ế" * LONGEST,
    '"' * LONGEST,
    "\\" * LONGEST,
    "\n" * (LONGEST - 1) + "x",
    "😀" * (LONGEST // 2),
    ("=1+1" + "\t" * 16) * 1600,
    "2025 " * 6553,
    "|" * LONGEST,
    "+" * LONGEST,
    "a|+|" * 8000,
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_a_value_as_long_as_a_cell_fits_into_cells_and_comes_back(text):
    facts = Facts(
        {FIRST: {CELL: text}},
        [a_return(result=text, difficulties=text)],
        {CELL: Edit(text, (text[::-1], None, text))},
        {CELL: Decision(ENTER, text, "0f")},
    )
    rows = written(facts)
    assert max(cell_length(cell) for row in rows for cell in row.values() if cell) <= LONGEST
    assert kept(rows) == facts


def test_a_long_answer_is_undone_whole():
    long, short = a_return("a", result="x" * 90_000), a_return("b", result="mới")
    rows = [*return_rows("b0001", short, DAY, 1), *return_rows("b0002", long, DAY, 1)]
    rows += edit_rows("b0002", {CELL: Edit("y" * 90_000)})
    assert kept(rows, [mark("b0003", "undo", "b0002")]) == Facts({}, [short], {CELL: Edit("y" * 90_000)}, {})


def test_a_piece_of_a_long_text_is_never_taken_for_a_number_or_a_formula():
    rows = edit_rows("b0001", {CELL: Edit("x" * 15_999 + "=1+1" + "x" * 15_996 + "2025")})
    assert [row["value"][:1] + row["value"][-1:] for row in rows] == ["|+", "|+", "||"]


@pytest.mark.parametrize("reason", ["|", "|+", "||", "|không rõ+", "+", "-"])
def test_a_reason_that_looks_like_a_piece_is_kept(reason):
    answers = a_return().answers | {("NV1", "percent"): Answer("0,85", reason)}
    one = Return("a", "STP", "2025-H1", AT, answers)
    assert kept(return_rows("b0001", one, DAY, 1)).returns == [one]


def test_a_return_is_one_row_whatever_it_says():
    one = a_return(result="x" * 100, percent=85.0)
    assert [row["kind"] for row in return_rows("b0001", one, DAY, 2)] == ["return"]
    sent = Sent("2025-H1", "STP", FIRST, ("NV1",), DAY)
    assert [row["kind"] for row in sent_rows("b0001", sent, {CELL: "kỳ trước"})] == ["sent"]


# -- as they were before layout 7 ----------------------------------------------------------------


def rows_of_layout_6(facts):
    """A row for each prefilled and each returned cell, as masters of that layout hold them."""
    head = {"batch": "b0001", "period": "2025-H1", "agency": "STP", "task": None, "field": None, "other": None}
    rows = []
    for dispatch in DISPATCHES:
        sent = {"kind": "sent", "ref": dispatch, "value": '{"tasks": ["NV1"], "on": "2025-06-10"}'}
        rows.append(head | sent)
        for (task, _, _, name), value in facts.base.get(dispatch, {}).items():
            told = {"kind": "base", "ref": dispatch, "task": task, "field": name}
            rows.append(head | told | {"value": json.dumps(to_json(value), ensure_ascii=False)})
    for one in facts.returns:
        tasks, asked = ([*dict.fromkeys(slot[at] for slot in one.answers)] for at in (0, 1))
        data = {
            "at": one.at.isoformat() if one.at else "", "on": "2025-06-10", "name": one.name, "filled": 1,
            "tasks": tasks, "dispatch": one.dispatch, "fields": asked,
        }  # fmt: skip
        rows.append(head | {"kind": "return", "ref": one.sha, "value": json.dumps(data, ensure_ascii=False)})
        for (task, name), answer in one.answers.items():
            if answer.value is not None or answer.unclear:
                told = {"kind": "answer", "ref": one.sha, "task": task, "field": name, "other": answer.unclear or None}
                rows.append(head | told | {"value": json.dumps(to_json(answer.value), ensure_ascii=False)})
    return [*rows, *edit_rows("b0003", facts.edits), *decision_rows("b0003", facts.decisions)]


@given(all_facts())
def test_older_masters_say_the_same(facts):
    assert kept(rows_of_layout_6(facts)) == facts


def test_a_letter_of_an_older_master_says_only_what_it_says():
    (head,) = return_rows("b0001", a_letter_by_hand({}), DAY, 1, "Công văn 12")
    data = json.loads(head["value"]) | {"tasks": []}
    one = a_letter_by_hand({("NV1", "status"): Answer("Hoàn thành"), ("NV2", "result"): Answer("xong")})
    head |= {"value": json.dumps(data), "other": None}
    assert kept([head], answer_rows("b0001", one, one.answers)).returns == [one]


def a_letter_by_hand(answers):
    return Return("a", "STP", "2025-H1", AT, answers, "Công văn 12", by_hand=True)


def test_what_a_letter_does_not_say_is_not_a_blank():
    one = a_letter_by_hand({("NV1", "status"): Answer("Hoàn thành"), ("NV2", "result"): Answer("xong")})
    (back,) = kept(return_rows("b0001", one, DAY, 2, "Công văn 12")).returns
    assert {slot: answer.value for slot, answer in back.answers.items()} == {
        ("NV1", "status"): "Hoàn thành", ("NV2", "result"): "xong",
    }  # fmt: skip


def test_a_corrected_cell_counts_until_the_file_is_taken_again():
    one, slot = a_return(result="đọc sai", percent=0.0), ("NV1", "result")
    mended = answer_rows("b0002", one, {slot: Answer("đọc lại")})
    first, again = return_rows("b0001", one, DAY, 2), return_rows("b0003", one, DAY, 2)
    assert kept(first, mended).returns == [a_return(result="đọc lại", percent=0.0)]
    assert kept(first, mended, again).returns == [one]
    undone = [mark("b0003", "step", "Gộp báo cáo"), mark("b0004", "undo", "b0003")]
    assert kept(first, mended, again, undone).returns[0].answers[slot] == Answer("đọc lại")


@pytest.mark.parametrize(
    "text",
    [
        "{không phải", "[]", "1", "{}", '{"rows":[]}', '{"rows":{"NV1":[]}}', '{"rows":{"NV1":[1,2,3,4,5,6,7,8,[9]]}}',
        '{"fields":["status"],"rows":{"NV1":[true]}}', '{"fields":["khác"],"rows":{"NV1":["một"]}}',
        '{"fields":["status","status"],"rows":{"NV1":["một","hai"]}}',
        '{"fields":["status"],"rows":{"NV1":["một"]},"unclear":{"NV2":{"status":"?"}}}',
        '{"fields":["status"],"rows":{"NV1":["một"]},"unclear":["NV1"]}',
    ],
)  # fmt: skip
def test_a_damaged_fact_is_told_from_a_sound_one(text):
    (head,) = return_rows("b0001", a_return(), DAY, 0)
    with pytest.raises((ValueError, KeyError, TypeError, IndexError)):
        read(sheet([head | {"other": text}]))


# -- letters ------------------------------------------------------------------------------------


def a_letter(state=SENT, to=("vanthu@stp.example", "thư@sở.example")):
    return Dispatched(f"form|{FIRST}", FORM, "2025-H1", "STP", state, BY_SMTP, AT, to, "<form-1@sct.example>")


def test_a_letter_that_left_is_known_as_it_last_stood():
    rows = [letter_row("b0001", a_letter(DOUBTFUL)), letter_row("b0002", a_letter(SENT))]
    assert read(sheet(rows)).letters == {"form|2025-H1/STP/01": a_letter(SENT)}


def test_what_left_us_stays_known_when_its_batch_is_undone():
    rows = [mark("b0001", "step", "Gộp báo cáo"), letter_row("b0001", a_letter()), mark("b0002", "undo", "b0001")]
    assert read(sheet(rows)).letters == {f"form|{FIRST}": a_letter()}


def test_a_letter_to_many_addresses_stands_in_one_row():
    one = a_letter(to=tuple(f"phong.ban.{n:04d}@so-tu-phap.example" for n in range(900)))
    row = letter_row("b0001", one)
    assert cell_length(row["other"]) <= LONGEST
    assert read(sheet([row])).letters == {one.id: one}
