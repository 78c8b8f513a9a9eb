"""Columns, rows and headers that are not where they were: what is read, and what is said of it."""

from collections.abc import Callable
from datetime import date

import pytest

from kehoach_xl.ooxml.reading import by_rows
from kehoach_xl.returns.verdict import ACCEPTED, QUARANTINED
from tests.returns.sheets_of import FIRST, HEADS, Returned, cell, doing, old, said, values

ANSWERS = {"T1": doing("Một.", percent=40), "T2": doing("Hai.", difficulties="Thiếu người")}
TAKEN = {
    "T1": {"status": "Đang thực hiện", "percent": 40.0, "result": "Một."},
    "T2": {"status": "Đang thực hiện", "result": "Hai.", "difficulties": "Thiếu người"},
}


def moved(one: Returned) -> None:
    one.fields.remove("result")
    one.fields.insert(2, "result")


def moved_without_names(one: Returned) -> None:
    moved(one)
    one.named = False


def reversed_without_names(one: Returned) -> None:
    one.fields.reverse()
    one.named = False


def renamed(one: Returned) -> None:
    one.heads = {name: f"Cột {at}" for at, name in enumerate(one.fields)}


def header_gone(one: Returned) -> None:
    one.heads = dict.fromkeys(one.fields)


def header_row_deleted(one: Returned) -> None:
    """By a program that moves rows and leaves names behind."""
    header_gone(one)
    one.names_lag = 1


def inserted_empty(one: Returned) -> None:
    one.fields.insert(4, "Ghi chú")
    one.named = False


def moved_down(one: Returned) -> None:
    one.first += 7
    one.named = False


def sorted_and_filtered(one: Returned) -> None:
    one.rows.reverse()


def other_sheet_name(one: Returned) -> None:
    one.title = "BC tháng 12 'cuối'"
    one.named = False


def upper_case(one: Returned) -> None:
    one.heads = {name: f" {head.upper()}\n" for name, head in HEADS.items()}
    one.named = False


def old_letters(one: Returned) -> None:
    one.heads = HEADS | {"status": old("Tr¹ng th¸i"), "difficulties": old("Khã kh\u00a8n, v\u00adíng m¾c")}
    one.named = False


def spare_columns_gone(one: Returned) -> None:
    one.without("extra1", "extra2", "extra3", "extra4", "extra5", "extra6", "note")
    one.named = False


def locked_columns_gone(one: Returned) -> None:
    one.without("coordinators", "timeframe", "due")
    one.named = False


def row_blank_between(one: Returned) -> None:
    one.rows.insert(1, {})


QUIET = [
    moved, moved_without_names, reversed_without_names, header_gone, header_row_deleted,
    inserted_empty, moved_down,
    sorted_and_filtered, other_sheet_name, upper_case, old_letters, spare_columns_gone, locked_columns_gone,
    row_blank_between,
]  # fmt: skip


@pytest.mark.parametrize("kind", QUIET, ids=lambda kind: kind.__name__)
def test_what_has_one_reading_is_read(kind: Callable[[Returned], None]) -> None:
    one = Returned("STP", ANSWERS)
    kind(one)
    found = one.judge()
    assert (found.state, said(found)) == (ACCEPTED, [])
    assert values(found) == TAKEN


@pytest.mark.parametrize(
    ("field", "typed", "words", "stands", "codes"),
    [
        # a heading that says something else over a column that its name still points at
        ("quantity", 12, "Kinh phí đã giải ngân (triệu đồng)", ("?", "12"), []),
        ("percent", 85, "Kinh phí đã giải ngân", ("?", "85"), []),
        ("result", "Đã họp.", "Ghi chú của lãnh đạo", ("?", "Đã họp."), []),
        ("finish_date", date(2025, 11, 5), "abc", ("?", "05/11/2025"), []),
        ("difficulties", None, "abc", None, []),
        # one that still says the same
        ("result", "Đã họp.", "KQ thực hiện trong kỳ", "Đã họp.", ["RETURN_010"]),
        ("result", "Đã họp.", "Kết quả thực hiện 6 tháng cuối năm", "Đã họp.", ["RETURN_010"]),
        ("percent", 85, "Tỷ lệ (%)", 85.0, ["RETURN_010"]),
    ],
)
def test_a_replaced_heading_over_a_named_column_is_never_silent(field, typed, words, stands, codes) -> None:
    one = Returned("STP", {"T1": {field: typed}})
    one.heads[field] = words
    found = one.judge()
    assert (found.state, said(found)) == (ACCEPTED, codes)
    assert values(found) == ({"T1": {field: stands}} if stands is not None else {})
    unclear = found.result.answers["T1", field].unclear
    assert not unclear or (f"«{words}»" in unclear and f"«{HEADS[field]}»" in unclear)


def test_where_every_heading_was_replaced_everything_is_asked() -> None:
    one = Returned("STP", ANSWERS)
    renamed(one)
    assert values(one.judge())["T1"] == {
        "status": ("?", "Đang thực hiện"), "percent": ("?", "40"), "result": ("?", "Một."),
    }  # fmt: skip


def usual_heading(one: Returned) -> None:
    one.heads["result"] = "Kết quả đạt được"


def misspelt_heading(one: Returned) -> None:
    one.heads["difficulties"] = "Khó khăn vướng mắc."


def own_column(one: Returned) -> None:
    one.fields.append("Ghi chú nội bộ")
    one.rows[0]["Ghi chú nội bộ"] = "hỏi lại"


def lost_column(one: Returned) -> None:
    one.without("proposals")


TOLD: dict[Callable[[Returned], None], list[str]] = {
    usual_heading: ["RETURN_010"], misspelt_heading: ["RETURN_010"], own_column: ["RETURN_011"],
    lost_column: ["RETURN_028"],
}  # fmt: skip


@pytest.mark.parametrize("kind", TOLD, ids=lambda kind: kind.__name__)
def test_what_is_guessed_or_left_out_is_told(kind: Callable[[Returned], None]) -> None:
    one = Returned("STP", ANSWERS)
    one.named = False
    kind(one)
    found = one.judge()
    assert (found.state, said(found)) == (ACCEPTED, TOLD[kind])
    assert values(found) == TAKEN


def test_the_cells_of_an_added_column_count_as_those_of_an_added_row() -> None:
    one = Returned("STP", ANSWERS)
    own_column(one)
    found = one.judge()
    assert (found.cells, found.filled, found.rejected) == (7, 6, {"added": 1})


def test_a_column_that_is_gone_says_nothing_of_any_task() -> None:
    found = Returned("STP", ANSWERS).without("proposals").judge()
    assert {name for _, name in found.result.answers if name == "proposals"} == set()


def strange_in_its_place(one: Returned) -> None:
    # Gone, or renamed to what nobody knows?
    one.fields[one.fields.index("result")] = "Diễn giải"
    for row in one.rows:
        row["Diễn giải"] = row.pop("result", None)


def without_ids(one: Returned) -> None:
    one.without("id")


def renamed_and_moved(one: Returned) -> None:
    one.heads["result"] = "Diễn giải"
    one.fields.remove("evidence_no")
    one.fields.insert(2, "evidence_no")


UNREADABLE = {
    strange_in_its_place: "«Kết quả thực hiện trong kỳ»; có cột lạ «Diễn giải»", without_ids: "mã dòng (cột ẩn)",
    renamed_and_moved: "«Kết quả thực hiện trong kỳ»; có cột lạ «Diễn giải»",
}  # fmt: skip


@pytest.mark.parametrize("kind", UNREADABLE, ids=lambda kind: kind.__name__)
def test_columns_that_nobody_can_tell_are_not_guessed(kind: Callable[[Returned], None]) -> None:
    one = Returned("STP", ANSWERS)
    one.named = False
    kind(one)
    found = one.judge()
    assert (found.state, found.message.code) == (QUARANTINED, "MERGE_017")
    assert found.message.facts["columns"] == UNREADABLE[kind]
    # every cell that was filled in counts, whatever stands above it
    assert found.cells == 6


def test_two_columns_that_could_be_the_same_are_both_left() -> None:
    one = Returned("STP", {"T1": doing(None, A="Một.", B="Hai.")}).without("result")
    one.fields += ["A", "B"]
    one.heads |= {"A": "Kết quả", "B": "Kết quả đạt được"}
    one.named = False
    found = one.judge()
    assert (found.state, said(found)) == (ACCEPTED, ["RETURN_012", "RETURN_011", "RETURN_011", "RETURN_028"])
    assert values(found) == {"T1": {"status": "Đang thực hiện"}}


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [("Một.", None, "Một."), (None, "Hai.", "Hai."), ("Một.", "Một.", "Một."), ("Một.", "Hai.", ("?", "Một. | Hai."))],
)
def test_a_doubled_column_says_what_both_agree_on(first, second, stands) -> None:
    one = Returned("STP", {"T1": doing(first, again=second)})
    one.fields.append("again")
    one.heads["again"] = HEADS["result"]
    one.named = False
    found = one.judge()
    assert (found.state, said(found)) == (ACCEPTED, [])
    assert values(found)["T1"]["result"] == stands


def test_of_a_doubled_column_the_one_that_bears_the_name_counts() -> None:
    one = Returned("STP", {"T1": doing("Một.", again="Hai.")})
    one.fields.append("again")
    one.heads["again"] = HEADS["result"]
    found = one.judge()
    assert (said(found), values(found)["T1"]["result"]) == (["RETURN_011"], "Một.")


# -- a header over two rows ---------------------------------------------------------------------------


def two_rows(one: Returned) -> None:
    """«Kết quả» over three columns, each with the rest of its heading below."""
    sheet = one.sheet()
    top, column = FIRST - 1, one.column("percent")
    cells = {(row + 1 if row >= FIRST else row, at): c for (row, at), c in sheet.cells.items()}
    for at in (column, column + 1, column + 2):
        del cells[top, at]
    cells[top, column] = cell("Trong kỳ")  # type: ignore[assignment]
    for at, name in ((column, "percent"), (column + 1, "quantity"), (column + 2, "result")):
        cells[top + 1, at] = cell(HEADS[name])  # type: ignore[assignment]
    sheet.lines = by_rows(cells)
    sheet.merges = [(top, column, top, column + 2), (top, column - 1, top + 1, column - 1)]
    one.sheet = lambda: sheet  # type: ignore[method-assign]
    one.named = False


def test_a_header_over_two_rows_is_read() -> None:
    one = Returned("STP", ANSWERS)
    two_rows(one)
    found = one.judge()
    assert (found.state, said(found)) == (ACCEPTED, [])
    assert values(found) == TAKEN


# -- rows ---------------------------------------------------------------------------------------------


def test_an_added_row_is_a_proposal() -> None:
    one = Returned("STP", ANSWERS)
    one.rows.append({"content": "Việc mới", "status": "Xong"})
    found = one.judge()
    assert (found.rejected, [(f.kind, f.message.code, f.returned) for f in found.findings]) == (
        {"added": 1}, [("added", "RETURN_001", "Việc mới – Hoàn thành")],
    )  # fmt: skip
    assert found.proposals == ["Việc mới – Hoàn thành"]


@pytest.mark.parametrize("where", ["code", "content"])
def test_a_total_below_is_no_proposal(where: str) -> None:
    one = Returned("STP", ANSWERS)
    one.rows.append({where: "TỔNG CỘNG:", "percent": 85, "quantity": 12})
    found = one.judge()
    assert (found.rejected, said(found)) == ({"total": 2}, ["RETURN_016"])


def test_a_deleted_row_is_counted() -> None:
    one = Returned("STP", ANSWERS)
    del one.rows[2]
    assert said(one.judge()) == ["MERGE_023"]


@pytest.mark.parametrize(
    ("second", "stands", "rejected", "codes"),
    [
        ({"result": "Một.", "percent": 40}, "Một.", 2, []),
        ({"result": None, "percent": None, "difficulties": "Thêm"}, "Một.", 0, ["RETURN_029"]),
        ({"result": "Khác.", "percent": 40}, ("?", "Một. | Khác."), 2, ["MERGE_018"]),
    ],
)
def test_rows_of_one_task_are_read_together(second, stands, rejected: int, codes: list[str]) -> None:
    one = Returned("STP", {"T1": doing("Một.", percent=40)})
    one.rows.append({**one.rows[0], "status": None, **second})
    found = one.judge()
    assert (sum(found.rejected.values()), said(found)) == (rejected, codes)
    assert values(found)["T1"]["result"] == stands


def test_hidden_input_is_read_and_told() -> None:
    one = Returned("STP", ANSWERS)
    one.hidden_rows = {FIRST + 1}
    one.hidden_columns = [(1, 1), (one.column("result"), one.column("result"))]
    found = one.judge()
    assert said(found) == ["RETURN_013", "RETURN_014"]
    assert values(found) == TAKEN


def test_a_value_merged_over_two_rows_is_the_first_ones_and_asked_for_the_second() -> None:
    one = Returned("STP", {"T1": doing("Chung cho cả hai."), "T2": {"status": "Hoàn thành"}})
    column = one.column("result")
    one.merges = [(FIRST, column, FIRST + 1, column)]
    found = one.judge()
    assert values(found, ["result"]) == {
        "T1": {"result": "Chung cho cả hai."}, "T2": {"result": ("?", "Chung cho cả hai.")},
    }  # fmt: skip


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    one = Returned("STP", ANSWERS)
    one.merges = [(1, column, 1_048_576, column) for column in range(1, 16_384)]
    assert one.judge().state == ACCEPTED
