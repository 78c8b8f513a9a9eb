"""Each kind of file gets its own verdict: kind → state, code, proposed agency."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.identity import LAYOUT_VERSION, MADE_AT
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import ReadSheet, ReadWorkbook
from kehoach_xl.returns.older import say_older
from kehoach_xl.returns.sender import other_sender
from kehoach_xl.returns.verdict import ACCEPTED, FOREIGN, NEEDS_CONFIRMATION, QUARANTINED, Verdict
from tests.returns.sheets_of import (
    FORMS,
    REGISTER,
    Returned,
    all_done,
    both,
    cell,
    doing,
    expected,
    judge,
    said,
    task,
    values,
)

ANSWERS = {"T1": doing(percent=40)}


def plain(one: Returned) -> None:
    pass


def blank(one: Returned) -> None:
    one.rows = Returned().rows


def one_copy(one: Returned) -> None:
    one.in_properties = False


def other_key(one: Returned) -> None:
    one.signed = False


def other_plan(one: Returned) -> None:
    one.identity = replace(one.identity, plan="pci")


def other_period(one: Returned) -> None:
    one.identity = replace(one.identity, period="2025-H1")


def newer(one: Returned) -> None:
    one.identity = replace(one.identity, layout=LAYOUT_VERSION + 1)


def edited_id(one: Returned) -> None:
    one.rows[0]["id"] = "T99"


def no_status(one: Returned) -> None:
    one.without("status")
    one.named = False


def other_head(one: Returned) -> None:
    one.head["Cơ quan báo cáo"] = "Sở Nội vụ"


def other_head_in_next_cell(one: Returned) -> None:
    one.head = {"Số phiếu": "2025-H2/SNV/01"}


def earlier_head(one: Returned) -> None:
    one.head["Kỳ báo cáo"] = "6 tháng đầu năm 2025"


def period_written_anew(one: Returned) -> None:
    one.head["Kỳ báo cáo"] = "6 tháng đầu năm 2026"


def rows_of_another(one: Returned) -> None:
    one.rows = Returned("SNV", all_done("SNV")).rows[:2]


def wordings_of_another(one: Returned) -> None:
    for row, other in zip(one.rows, Returned("SNV").rows, strict=True):
        row |= {name: other[name] for name in ("code", "content")}
    del one.rows[2]


def rows_of_both(one: Returned) -> None:
    one.rows += Returned("SNV", all_done("SNV")).rows[:1]


def forwarded(one: Returned) -> None:
    one.sender = "VanThu@snv.tinh.gov.vn"


def forwarded_in_capitals(one: Returned) -> None:
    one.sender = " VANTHU@SNV.TINH.GOV.VN "


def from_its_domain(one: Returned) -> None:
    one.sender = "nguyenvana@snv.tinh.gov.vn"


SIGNED: dict[Callable[[Returned], None], tuple[str, str, str, bool]] = {
    plain: (ACCEPTED, "MERGE_001", "", False),
    blank: (ACCEPTED, "MERGE_002", "", False),
    one_copy: (ACCEPTED, "MERGE_001", "", False),
    other_key: (QUARANTINED, "MERGE_011", "STP", True),
    edited_id: (QUARANTINED, "MERGE_014", "STP", True),
    other_plan: (QUARANTINED, "MERGE_012", "", False),
    other_period: (QUARANTINED, "MERGE_013", "", False),
    newer: (QUARANTINED, "MERGE_016", "", False),
    no_status: (QUARANTINED, "MERGE_017", "", False),
    other_head: (NEEDS_CONFIRMATION, "RETURN_030", "STP", True),
    other_head_in_next_cell: (NEEDS_CONFIRMATION, "RETURN_030", "STP", True),
    earlier_head: (NEEDS_CONFIRMATION, "RETURN_034", "STP", True),
    rows_of_another: (NEEDS_CONFIRMATION, "RETURN_031", "SNV", True),
    wordings_of_another: (NEEDS_CONFIRMATION, "RETURN_031", "SNV", True),
    period_written_anew: (NEEDS_CONFIRMATION, "RETURN_034", "STP", True),
    rows_of_both: (NEEDS_CONFIRMATION, "RETURN_032", "STP", True),
    forwarded: (NEEDS_CONFIRMATION, "RETURN_033", "STP", True),
    forwarded_in_capitals: (NEEDS_CONFIRMATION, "RETURN_033", "STP", True),
    from_its_domain: (NEEDS_CONFIRMATION, "RETURN_033", "STP", True),
}


def verdict_of(found: Verdict) -> tuple[str, str, str, bool]:
    return found.state, found.message.code, found.candidate, found.confirmable


@pytest.mark.parametrize("kind", SIGNED, ids=lambda kind: kind.__name__)
def test_a_signed_form(kind: Callable[[Returned], None]) -> None:
    one = Returned("STP", ANSWERS)
    kind(one)
    found = one.judge()
    assert verdict_of(found) == SIGNED[kind]
    assert found.agency == "STP"
    assert (found.result is not None) == (found.state == ACCEPTED)


def test_the_two_copies_of_the_identity_disagree() -> None:
    book = Returned("STP", ANSWERS).book()
    book.properties |= {"kehoach_signature": "0" * 64}
    assert verdict_of(judge(book)) == (QUARANTINED, "MERGE_015", "STP", True)


@pytest.mark.parametrize("line", ["", "2025-H2", "6 THÁNG CUỐI NĂM 2025", "6 tháng cuối năm 2025 (từ 15/6)"])
def test_the_line_of_the_period_may_be_spelt_otherwise(line: str) -> None:
    one = Returned("STP", ANSWERS)
    one.head["Kỳ báo cáo"] = line
    assert one.judge().state == ACCEPTED


def test_what_is_no_identity_is_not_ours() -> None:
    book = Returned("STP", ANSWERS).book()
    book.sheets[-1].put(1, 2, cell("[1, 2"))
    found = judge(book)
    assert verdict_of(found) == (QUARANTINED, "MERGE_011", "STP", True)
    assert found.agency == ""


@pytest.mark.parametrize(
    "sender",
    [
        "", "vanthu@stp.tinh.gov.vn", "ai-do@stp.tinh.gov.vn", "ai-do@gmail.com", "la@xyz.vn",
        # the coordinator passes it on to herself
        "sct@sct.tinh.gov.vn",
    ],
)  # fmt: skip
def test_an_address_that_is_nobody_elses_says_nothing(sender: str) -> None:
    one = Returned("STP", ANSWERS)
    one.sender = sender
    assert one.judge().state == ACCEPTED


# -- without a signature ------------------------------------------------------------------------------


def whole(one: Returned) -> None:
    pass


def shown_numbers_lost(one: Returned) -> None:
    for row in one.rows:
        row["code"] = float(row["code"])


def no_head(one: Returned) -> None:
    one.head = {}


def some_rows(one: Returned) -> None:
    one.rows = one.rows[:2]
    one.head = {}


def shared_row(one: Returned) -> None:
    one.rows = one.rows[2:]
    one.head = {}


def shared_row_under_its_head(one: Returned) -> None:
    one.rows = one.rows[2:]


def of_the_last_period(one: Returned) -> None:
    one.head["Kỳ báo cáo"] = "6 tháng đầu năm 2025"


def number_of_the_last_period(one: Returned) -> None:
    one.head = {"Số phiếu": "2025-H1/STP/01"}


def nobodys_tasks(one: Returned) -> None:
    for row in one.rows:
        row["content"] = f"Việc khác hẳn số {row['code']} của năm sau"


def nobodys_tasks_without_head(one: Returned) -> None:
    nobodys_tasks(one)
    one.head = {}


UNSIGNED: dict[Callable[[Returned], None], tuple[str, str, str, bool]] = {
    whole: (NEEDS_CONFIRMATION, "RETURN_041", "STP", True),
    shown_numbers_lost: (NEEDS_CONFIRMATION, "RETURN_041", "STP", True),
    no_head: (NEEDS_CONFIRMATION, "RETURN_041", "STP", True),
    some_rows: (NEEDS_CONFIRMATION, "RETURN_040", "STP", True),
    shared_row: (NEEDS_CONFIRMATION, "RETURN_042", "", True),
    shared_row_under_its_head: (NEEDS_CONFIRMATION, "RETURN_041", "STP", True),
    of_the_last_period: (QUARANTINED, "MERGE_013", "", False),
    number_of_the_last_period: (QUARANTINED, "MERGE_013", "", False),
    nobodys_tasks: (QUARANTINED, "RETURN_044", "", False),
    nobodys_tasks_without_head: (FOREIGN, "MERGE_010", "", False),
}


@pytest.mark.parametrize("kind", UNSIGNED, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("ids", [True, False])
def test_a_form_without_identity_is_known_by_its_content(kind: Callable[[Returned], None], ids: bool) -> None:
    one = Returned("STP", all_done("STP")).copied()
    if ids:
        one.fields.insert(0, "id")
    kind(one)
    found = one.judge()
    assert verdict_of(found) == UNSIGNED[kind]
    assert found.result is None
    assert found.cells == (0 if found.state == FOREIGN else 2 * len(one.rows))


def test_how_much_matches_is_told_with_the_second_best() -> None:
    found = Returned("STP", all_done("STP")).copied().judge()
    assert found.message == Message(
        "RETURN_041", {"agency": "Sở Tư pháp", "share": 100, "second": "Sở Nội vụ", "other": 33}
    )


def test_a_corrected_wording_still_points_at_its_agency() -> None:
    one = Returned("STP", ANSWERS).copied()
    one.head = {}
    for row in one.rows:
        row["content"] = row["content"].replace("FTA", "F.T.A").replace("hội nhập", "hội nhâp")
    assert verdict_of(one.judge())[:3] == (NEEDS_CONFIRMATION, "RETURN_041", "STP")


def test_two_forms_in_one_new_workbook_are_of_two_agencies() -> None:
    found = both(Returned("STP", all_done("STP")).copied(), Returned("SNV", all_done("SNV")).copied()).judge()
    assert verdict_of(found) == (NEEDS_CONFIRMATION, "RETURN_032", "", True)
    assert found.message.facts["agencies"] == "Sở Tư pháp, Sở Nội vụ"


def test_a_workbook_that_is_no_form() -> None:
    sheet = ReadSheet("Sheet1", lines={1: {1: cell("Trạng thái")}, 2: {1: cell("Xong")}})  # type: ignore[dict-item]
    assert verdict_of(judge(ReadWorkbook("a.xlsx", sheets=[sheet]))) == (FOREIGN, "MERGE_010", "", False)


def test_an_empty_workbook_is_no_form() -> None:
    assert judge(ReadWorkbook("a.xlsx")).state == FOREIGN


# -- what she confirms --------------------------------------------------------------------------------


def test_a_confirmed_copy_is_taken_by_the_wording_of_its_rows() -> None:
    one = Returned("STP", all_done("STP")).copied()
    one.rows.reverse()
    found = one.judge(confirmed={"e" * 64: "STP"})
    assert verdict_of(found) == (ACCEPTED, "MERGE_001", "", False)
    assert values(found, ["result"]) == {code: {"result": f"Kết quả {code}."} for code in FORMS["STP"]}
    assert (found.agency, found.period, found.result.dispatch) == ("STP", "2025-H2", "2025-H2/STP/01")
    assert said(found) == ["RETURN_050"]


def test_rows_that_are_no_task_of_the_confirmed_agency_are_told_not_taken() -> None:
    one = Returned("STP", all_done("STP")).copied()
    one.rows[0]["content"] = "Một việc khác hẳn"
    found = one.judge(confirmed={"e" * 64: "STP"})
    assert (found.state, found.rejected) == (ACCEPTED, {"added": 2})
    assert [(f.message.code, f.returned) for f in found.findings if f.kind == "added"] == [
        ("RETURN_051", "Một việc khác hẳn – Đang thực hiện – Kết quả T1.")
    ]
    assert "T1" not in values(found)


def test_a_corrected_wording_under_its_own_number_is_taken_and_told() -> None:
    one = Returned("STP", all_done("STP")).copied()
    one.rows[0]["content"] += "."
    found = one.judge(confirmed={"e" * 64: "STP"})
    assert values(found)["T1"]["result"] == "Kết quả T1."
    assert [(f.column, f.sent, f.returned) for f in found.findings if f.kind == "locked"] == [
        ("Nhiệm vụ được giao chủ trì", "Rà soát văn bản về hội nhập", "Rà soát văn bản về hội nhập.")
    ]


@pytest.mark.parametrize(
    ("named", "code"), [("SCT", "RETURN_052"), ("STC", "RETURN_052")]
)
def test_an_agency_that_was_sent_no_form_cannot_be_named(named: str, code: str) -> None:
    found = Returned("STP", all_done("STP")).copied().judge(confirmed={"e" * 64: named})
    assert verdict_of(found) == (NEEDS_CONFIRMATION, code, "", True)


def test_an_agency_none_of_whose_tasks_are_there_cannot_be_named() -> None:
    one = Returned("STP", all_done("STP")).copied()
    one.rows = one.rows[:2]
    assert verdict_of(one.judge(confirmed={"e" * 64: "SNV"})) == (NEEDS_CONFIRMATION, "RETURN_053", "", True)


@pytest.mark.parametrize("kind", [other_head, earlier_head, forwarded, from_its_domain])
def test_a_signed_form_that_is_confirmed_counts_as_signed(kind: Callable[[Returned], None]) -> None:
    one = Returned("STP", ANSWERS)
    kind(one)
    found = one.judge(confirmed={"e" * 64: "STP"})
    assert (found.state, found.agency, said(found)) == (ACCEPTED, "STP", ["RETURN_050"])
    assert values(found) == {"T1": {"status": "Đang thực hiện", "percent": 40.0, "result": "Đã làm."}}


@pytest.mark.parametrize("kind", [other_key, edited_id])
def test_a_tampered_form_is_taken_by_its_wordings_when_she_says_so(kind: Callable[[Returned], None]) -> None:
    one = Returned("STP", ANSWERS)
    kind(one)
    found = one.judge(confirmed={"e" * 64: "STP"})
    assert (found.state, said(found)) == (ACCEPTED, ["RETURN_050"])
    assert values(found)["T1"]["percent"] == 40.0


@pytest.mark.parametrize("kind", [other_plan, other_period, newer, no_status])
def test_what_belongs_elsewhere_cannot_be_confirmed(kind: Callable[[Returned], None]) -> None:
    one = Returned("STP", ANSWERS)
    kind(one)
    assert one.judge(confirmed={"e" * 64: "STP"}).state == QUARANTINED


@pytest.mark.parametrize("kind", [of_the_last_period, number_of_the_last_period])
def test_an_unsigned_form_of_another_period_cannot_be_confirmed(kind: Callable[[Returned], None]) -> None:
    one = Returned("STP", all_done("STP")).copied()
    kind(one)
    assert one.judge(confirmed={"e" * 64: "STP"}).state == QUARANTINED


def test_of_two_agencies_in_one_sheet_the_one_she_names_is_taken_and_the_other_told() -> None:
    one = Returned("STP", ANSWERS)
    rows_of_both(one)
    found = one.judge(confirmed={"e" * 64: "STP"})
    assert (found.state, found.rejected) == (ACCEPTED, {"added": 2})
    assert list(values(found)) == ["T1"]


def test_of_two_sheets_the_one_of_the_agency_she_names_is_taken() -> None:
    one = both(Returned("STP", ANSWERS).copied(), Returned("SNV", {"T3": doing()}).copied())
    found = one.judge(confirmed={"e" * 64: "SNV"})
    assert (found.state, found.agency) == (ACCEPTED, "SNV")
    assert values(found) == {"T3": {"status": "Đang thực hiện", "result": "Đã làm."}}
    assert found.cells == 5 and sum(found.rejected.values()) == 3


# -- several forms, one of them signed --------------------------------------------------------------------


def test_a_filled_copy_of_the_same_form_counts_with_it() -> None:
    found = both(Returned("STP", ANSWERS), Returned("STP", {"T2": doing("Ở trang sau.")})).judge()
    assert (found.state, found.rejected) == (ACCEPTED, {})
    assert {code: row["result"] for code, row in values(found).items()} == {"T1": "Đã làm.", "T2": "Ở trang sau."}


def test_the_form_of_the_last_period_kept_in_a_second_sheet_is_not_read() -> None:
    last = Returned("STP", {"T2": doing("Kỳ trước.")})
    last.head["Kỳ báo cáo"] = "6 tháng đầu năm 2025"
    found = both(Returned("STP", ANSWERS), last).judge()
    assert (found.state, found.rejected, said(found)) == (ACCEPTED, {"other-sheet": 2}, ["RETURN_035"])
    assert list(values(found)) == ["T1"]


def test_a_filled_sheet_of_another_agency_is_asked() -> None:
    found = both(Returned("STP", ANSWERS), Returned("SNV", {"T3": doing()})).judge()
    assert verdict_of(found) == (NEEDS_CONFIRMATION, "RETURN_032", "STP", True)


def test_an_empty_sheet_of_another_agency_is_only_told() -> None:
    one = Returned("SNV")
    one.rows = one.rows[:2]
    found = both(Returned("STP", ANSWERS), one).judge()
    assert (found.state, said(found)) == (ACCEPTED, ["RETURN_018"])


# -- older ones, other names, bodies that ended ---------------------------------------------------------------


def test_rows_sorted_without_their_hidden_ids_follow_their_wording() -> None:
    one = Returned("STP", all_done("STP"))
    ids = [row["id"] for row in one.rows]
    one.rows.sort(key=lambda row: row["content"])
    results = {row["content"]: row["result"] for row in one.rows}
    for row, wanted in zip(one.rows, ids, strict=True):
        row["id"] = wanted
    found = one.judge()
    assert (found.state, said(found)) == (ACCEPTED, ["RETURN_015"])
    assert {FORMS["STP"][code]["content"]: row["result"] for code, row in values(found).items()} == results


@pytest.mark.parametrize("rows", [[0], [0, 1, 2]])
def test_rows_whose_hidden_ids_were_cleared_follow_their_exact_wording(rows: list[int]) -> None:
    one = Returned("STP", all_done("STP"))
    for at in rows:
        one.rows[at]["id"] = None
    found = one.judge()
    assert (found.state, said(found), found.rejected) == (ACCEPTED, ["RETURN_005"], {})
    assert values(found, ["result"]) == {code: {"result": f"Kết quả {code}."} for code in FORMS["STP"]}


def test_a_row_without_an_id_that_has_another_wording_is_added() -> None:
    one = Returned("STP", all_done("STP"))
    one.rows[0] |= {"id": None, "content": "Rà soát văn bản khác"}
    found = one.judge()
    assert (found.rejected, said(found)) == ({"added": 2}, ["RETURN_001", "MERGE_023"])


@pytest.mark.parametrize("kept", [["T2", "T5"], ["T5"]])
def test_a_task_that_was_given_to_another_agency_since_stays_in_the_form_that_was_signed(kept: list[str]) -> None:
    first = expected().sent
    again = (
        replace(first[0], dispatch="2025-H2/STP/02", rows={code: FORMS["STP"][code] for code in kept}),
        replace(first[1], dispatch="2025-H2/SNV/02", rows=FORMS["SNV"] | FORMS["STP"]),
    )
    found = Returned("STP", all_done("STP")).judge(sent=(*first, *again))
    assert (found.state, found.agency, said(found)) == (ACCEPTED, "STP", [])
    assert list(values(found)) == ["T1", "T2", "T5"]


def test_rows_that_are_missing_are_named() -> None:
    one = Returned("STP", ANSWERS)
    del one.rows[1:]
    [missing] = [f.message for f in one.judge().findings]
    assert str(missing.facts["codes"]) == "2.4, 4.1"


def test_rows_of_one_task_in_two_sheets_are_told_with_their_sheets() -> None:
    found = both(Returned("STP", ANSWERS), Returned("STP", {"T1": doing("Khác.")})).judge()
    assert [str(f.message.facts["row"]) for f in found.findings] == [
        "11 trang «Báo cáo», 11 trang «Báo cáo (2)»"
    ]


def dated(day: int, dispatch: str = "2025-H2/STP/01") -> Verdict:
    one = Returned("STP", ANSWERS)
    one.modified = datetime(2025, 12, day, tzinfo=UTC)
    one.identity = replace(one.identity, dispatch=dispatch)
    return one.judge()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_returns_the_older_one_says_so_in_whatever_order_they_come(order: tuple[int, int]) -> None:
    found = [dated(8), dated(12)]
    say_older([found[at] for at in order], expected())
    assert [said(one) for one in found] == [["RETURN_036"], []]


def test_a_return_older_than_one_of_an_earlier_merge_says_so() -> None:
    found = dated(8)
    say_older([found], expected(answered={"STP": [(datetime(2025, 12, 9, tzinfo=UTC), "2025-H2/STP/01")]}))
    assert said(found) == ["RETURN_036"]


def test_an_answer_to_an_older_form_says_so() -> None:
    again = {"2025-H2/STP/01": ("STP", "2025-H2"), "2025-H2/STP/02": ("STP", "2025-H2")}
    found = dated(12)
    known = expected(dispatches=again, answered={"STP": [(None, "2025-H2/STP/02")]})
    say_older([found], known)
    assert said(found) == ["RETURN_037"]


def test_a_file_saved_by_nobody_has_no_moment() -> None:
    one = Returned("STP", ANSWERS)
    one.modified = MADE_AT
    assert one.judge().result.at is None


def test_the_name_of_a_file_proves_nothing_but_is_told() -> None:
    one = Returned("STP", ANSWERS)
    one.name = "2025-H2_SNV_So-Noi-vu (1).xlsx"
    found = one.judge()
    assert (found.state, found.agency, said(found)) == (ACCEPTED, "STP", ["MERGE_024"])


def of_the_ended_body(head: str) -> Verdict:
    one = Returned("STP", ANSWERS)
    one.identity = replace(one.identity, agency="SKHDT", dispatch="2025-H2/SKHDT/01")
    one.head = {"Cơ quan báo cáo": head}
    form = next(form for form in expected().sent if form.agency == "STP")
    return one.judge(sent=(replace(form, agency="SKHDT", dispatch="2025-H2/SKHDT/01"),))


@pytest.mark.parametrize("head", ["Sở Kế hoạch và Đầu tư", "Sở Tài chính"])
def test_a_body_that_was_merged_meanwhile_is_still_the_one_that_was_asked(head: str) -> None:
    found = of_the_ended_body(head)
    assert (found.state, found.agency, said(found)) == (ACCEPTED, "SKHDT", ["RETURN_061"])


def test_a_changed_locked_cell_is_told_with_both_texts() -> None:
    one = Returned("STP", ANSWERS)
    one.rows[0]["timeframe"] = "Năm 2026"
    found = one.judge()
    assert [(f.kind, f.task, f.column, f.sent, f.returned) for f in found.findings] == [
        ("locked", "2.3", "Thời gian thực hiện", "2025", "Năm 2026")
    ]


def test_a_locked_cell_that_was_only_saved_otherwise_is_no_change() -> None:
    one = Returned("STP", ANSWERS)
    one.rows[0]["content"] = f" {one.rows[0]['content'].upper()}\u00a0"
    assert said(one.judge()) == []


def test_a_plan_amended_since_leaves_only_the_row_to_tell() -> None:
    one = Returned("STP", ANSWERS)
    one.rows[0]["timeframe"] = "Năm 2026"
    amended = tuple(
        replace(form, rows=form.rows | {"T1": task("2.3", "Lời văn sau khi điều chỉnh")}) for form in expected().sent
    )
    assert [(f.kind, f.task, f.sent) for f in one.judge(sent=amended).findings] == [("locked", "2.3", "")]


# -- addresses of the register ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listed", "sender"),
    [
        ("Văn thư <vanthu@snv.tinh.gov.vn>", "vanthu@snv.tinh.gov.vn"),
        ("a@b.vn vanthu@snv.tinh.gov.vn", "vanthu@snv.tinh.gov.vn"),
        ("vanthu@nộivụ.vn", "vanthu@xn--niv-6mzuc.vn"),
        ("vanthu@xn--niv-6mzuc.vn", "vanthu@nộivụ.vn"),
    ],
)
def test_an_address_is_the_same_however_it_is_spelt(listed: str, sender: str) -> None:
    bodies = [replace(a, email=listed) if a.code == "SNV" else a for a in REGISTER.agencies]
    found = other_sender(sender, "STP", expected(register=Register(agencies=tuple(bodies))))
    assert found == "SNV"
