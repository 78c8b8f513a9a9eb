"""Every rule on the smallest master that breaks it and on the nearest that does not; a clean one has no findings."""

import pytest

from kehoach_xl.domain.checks import rules, run
from kehoach_xl.domain.checks.workbook import switched_off
from kehoach_xl.messages import CATALOGUE
from tests.domain.rules import clean, columns, office, plan, record, register, spelling
from tests.domain.rules.clean import COMPONENT, STP, TASK, component, doing, report, reports, serial, subject, task

CASES = [*plan.CASES, *record.CASES, *register.CASES, *columns.CASES, *office.CASES, *spelling.CASES]
IDS = [f"{code}-{place[0]}-{place[2]}" for code, place, _, _ in CASES]
CODES = {code for code in CATALOGUE if code.startswith("CHECK_")}


def found(subject):
    """(code, table, row, field) of every finding."""
    return [(one.message.code, one.table, one.row, one.field) for one in run(subject)]


def test_a_plan_that_sets_no_times_says_so_once_at_its_first_task():
    silent = [TASK | {"id": f"NV{n}", "code": f"1.{n}", "content": f"Việc {n}", "timeframe": None} for n in range(1, 8)]
    (only,) = run(subject(lines=[COMPONENT, *silent], progress=[]))
    assert (only.message.code, only.row, only.field) == ("CHECK_031", 11, "timeframe")
    assert only.message.facts["code"] == "1.1, 1.2, 1.3 và 4 nhiệm vụ khác"


def test_times_that_most_tasks_have_are_missed_one_by_one():
    lines = [TASK | {"id": f"NV{n}", "code": f"1.{n}", "content": f"Việc {n}"} for n in range(1, 13)]
    silent = [line | {"timeframe": None} if at % 2 else line for at, line in enumerate(lines)]
    assert [row for code, _, row, _ in found(subject(lines=[COMPONENT, *silent], progress=[]))] == [
        12, 14, 16, 18, 20, 22,
    ]  # fmt: skip


def test_a_clean_master_has_no_findings():
    assert [code for code, *_ in found(subject())] == []


@pytest.mark.parametrize(("code", "place", "bad", "fine"), CASES, ids=IDS)
def test_a_rule_fires_once_at_its_place(code, place, bad, fine):
    assert [one for one in found(subject(**bad)) if one[0] == code] == [(code, *place)]


@pytest.mark.parametrize(("code", "place", "bad", "fine"), CASES, ids=IDS)
def test_a_rule_keeps_quiet_on_the_nearest_clean_master(code, place, bad, fine):
    assert [one for one in found(subject(**fine)) if one[0] == code and one[1:] == place] == []


def test_every_rule_of_the_catalogue_has_both():
    assert {case[0] for case in CASES} == CODES


@pytest.mark.slow
def test_every_generator_says_which_rules_it_has():
    declared = {code for rule in rules() for code in rule.codes}
    assert declared == CODES
    for _, _, bad, fine in CASES:
        for change in (bad, fine):
            seen = subject(**change)
            for rule in rules():
                assert {issue.message.code for issue in rule.find(seen)} <= set(rule.codes)


def test_every_rule_has_a_name_a_level_and_a_remedy():
    for code in CODES:
        text = CATALOGUE[code]
        assert text.level in ("error", "warning", "hint") and text.todo and text.title, code
        assert not text.title.endswith("."), code
    titles = [CATALOGUE[code].title for code in CODES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("code", "place", "bad", "fine"), CASES, ids=IDS)
def test_no_two_rules_report_one_mistake(code, place, bad, fine):
    """A way of writing may be proposed beside a finding about what is meant."""
    said = [one[1:] for one in found(subject(**bad)) if one[0] not in spelling.CODES and one[3]]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(("code", "place", "bad", "fine"), CASES, ids=IDS)
def test_a_finding_reads_as_sentences(code, place, bad, fine):
    for issue in run(subject(**bad)):
        assert issue.message.text.endswith("."), issue.message.text
        assert "{" not in str(issue.message) and issue.message.todo


def test_the_gravest_findings_come_first():
    bad = subject(**task(id=None, coordinators=None, timeframe="khi có điều kiện"))
    levels = [issue.message.level for issue in run(bad)]
    assert levels == sorted(levels, key=["error", "warning", "hint"].index)
    assert len(set(levels)) == 3


def test_an_empty_master_has_no_findings_of_rows():
    assert found(subject(**{name: [] for name in clean.CLEAN})) == []


# -- rules switched off ----------------------------------------------------------------------------


def test_a_rule_switched_off_with_a_reason_says_nothing():
    bad = task(coordinators=None)
    off = switched_off(subject(rules=[{"code": "CHECK_024", "off": "tắt", "reason": "Văn bản không ghi"}]).rules)
    assert off == {"CHECK_024": "Văn bản không ghi"}
    assert [one[0] for one in found(subject(**bad))] == ["CHECK_024"]
    assert found(subject(**bad, off=off)) == []


def test_a_rule_switched_off_without_a_reason_stays_on():
    assert switched_off(subject(rules=[{"code": "CHECK_024", "off": "Tắt"}]).rules) == {}


def test_a_code_that_is_no_rule_switches_nothing_off():
    wrong = ("CHECK_16", "MERGE_001", "")  # a slip of the pen, a message that is no rule, nothing
    rules = [{"code": code, "off": "Tắt", "reason": "Văn bản không ghi"} for code in wrong]
    assert switched_off(subject(rules=rules).rules) == {}


# -- one finding where several could be made --------------------------------------------------------


def test_a_cell_in_an_old_encoding_is_said_once():
    assert [code for code, *_ in found(subject(**task(leads="Së C«ng Th\u00ad¬ng")))] == ["CHECK_700"]


def test_an_error_of_excel_is_said_once_and_no_formula_besides():
    bad = subject(**component(score="#REF!"), formulas={("appendix", 10, "score"): "=#REF!"})
    assert [code for code, *_ in found(bad)] == ["CHECK_711"]


def test_several_agencies_without_an_address_are_one_finding():
    rows = [STP | {"email": None}, clean.SCT | {"email": None}]
    led_by_both = task(leads="Sở Tư pháp; Sở Công Thương", coordinators=None)
    (issue,) = run(subject(agencies=rows, **led_by_both, off={"CHECK_024": "chỉ xem thư điện tử"}))
    assert issue.message.text == "2 cơ quan chưa có thư điện tử: STP, SCT."


def test_several_components_with_other_totals_are_one_finding():
    lines = [
        COMPONENT | {"id": f"CS{n}", "code": str(n), "name": f"Chỉ số {n}", "goal_rank": "10/34"} for n in (1, 2, 3)
    ]
    assert [code for code, *_ in found(subject(lines=lines, indices=[], progress=[]))] == ["CHECK_015"]


def test_figures_that_no_component_has_are_one_finding():
    lines = [
        COMPONENT | {"id": f"CS{n}", "code": str(n), "name": f"Chỉ số {n}", "goal_score": None} for n in (1, 2, 3)
    ]
    (issue,) = run(subject(lines=lines, indices=[], progress=[]))
    assert issue.message.text == "Điểm số mục tiêu của tất cả chỉ số thành phần chưa có."


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("amendments", "2 dòng điều chỉnh đã điền nhưng chưa được áp dụng (dòng 10, 12)."),
        ("entries", "2 dòng nhập thay đã điền nhưng chưa được ghi nhận (dòng 10, 12)."),
    ],
)
def test_lines_that_wait_are_one_finding_for_their_table(table, says):
    waits, taken = {"document": "12/QĐ-UBND"}, {"id": "b1", "document": "13/QĐ-UBND"}
    (issue,) = run(subject(**{table: [waits, taken, waits]}))
    assert (issue.message.text, issue.row) == (says, 10)


# -- what is fine ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "codes",
    [["1.1", "1.2", "1.3"], ["1.9", "1.10"], ["1.1", "2.1"], ["1.1", "1.a", "1.2"], ["1.1", "1.²"], ["I", "II"]],
)
def test_numbering_that_runs_on_is_clean(codes):
    lines = [
        TASK | {"id": f"NV{n}", "code": code, "component": None, "content": code} for n, code in enumerate(codes)
    ]
    assert found(subject(lines=lines, indices=[], progress=[])) == []


@pytest.mark.parametrize("printed", [79.5, 79.45, 79.55, None])
def test_a_total_that_differs_by_rounding_is_fine(printed):
    assert found(subject(indices=[clean.INDEX, clean.TOTAL | {"score": printed}])) == []


@pytest.mark.parametrize(("typed", "codes"), [("STP", []), ("Sở Tư pháp", []), ("Sở TP", ["CHECK_112"])])
def test_an_entry_may_name_its_agency_by_code(typed, codes):
    entry = {"agency": typed, "period": "2025-H1", "code": "1.1", "status": "Hoàn thành"}
    assert [code for code, *_ in found(subject(entries=[entry])) if code != "CHECK_601"] == codes


@pytest.mark.parametrize("cells", [{"percent": None}, {"quantity": None}, {"finish_date": serial(2025, 6, 16)}])
def test_a_report_that_leaves_a_number_out_or_was_done_when_sent_is_fine(cells):
    assert found(subject(**report(**cells))) == []


def test_a_continuous_task_needs_neither_a_finish_date_nor_a_document():
    lines = [COMPONENT, TASK | {"timeframe": "Thường xuyên"}]
    blank = {"evidence_no": None, "evidence_date": None, "finish_date": None, "percent": 50.0}
    assert found(subject(lines=lines, **report(**blank))) == []


def test_a_continuous_task_is_judged_period_by_period():
    lines = [COMPONENT, TASK | {"timeframe": "Thường xuyên"}]
    assert found(subject(lines=lines, **reports({"percent": 100.0}, clean.DOING | {"percent": 40.0}))) == []


def test_a_year_of_a_yearly_task_begins_anew():
    lines = [COMPONENT, TASK | {"timeframe": "Hàng năm"}]
    days = {"deadline": serial(2024, 12, 16), "report_by": serial(2024, 12, 20)}
    rows = [clean.PERIOD, clean.Q1 | days | {"code": "2024"}]
    last_year = {"period": "2024", "id": "NV1|2024|STP", "percent": 90.0, "evidence_date": serial(2024, 12, 2)}
    bad = subject(lines=lines, periods=rows, **reports(last_year, clean.DOING))
    assert found(bad) == []


# -- what is offered -------------------------------------------------------------------------------


def test_an_unknown_lead_names_what_is_near():
    (issue,) = run(subject(**task(leads="Sở Tư phap")))
    assert str(issue.message) == (
        "Cơ quan «Sở Tư phap» chưa có trong trang Cơ quan. "
        "Tên gần giống: Sở Tư pháp. Sửa lại tên, hoặc bổ sung tên gọi khác ở trang Cơ quan."
    )


def test_an_agency_that_ended_names_its_successor():
    (issue,) = run(subject(**task(leads="Sở Thông tin và Truyền thông")))
    assert str(issue.message) == (
        "Cơ quan «Sở Thông tin và Truyền thông» đã kết thúc hoạt động ngày 28/02/2025. "
        "Giao cho cơ quan kế thừa: Sở Công Thương."
    )


def test_an_agency_that_was_split_names_all_and_guesses_none():
    (issue,) = [one for one in run(subject(**plan.SPLIT, **task(leads="Sở Thông tin và Truyền thông")))]
    assert issue.message.text.endswith("được chia cho: Sở Công Thương; Sở Tư pháp.")
    assert issue.message.todo == "Chọn một cơ quan kế thừa rồi ghi thay vào ô này."


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("status", "linh tinh", "Trạng thái «linh tinh» không có trong danh mục."),
        ("percent", "0,85", "Tỷ lệ hoàn thành (%) «0,85» có thể là 0,85 % hoặc 85 %."),
        ("finish_date", "01/06/1925", "Ngày hoàn thành «01/06/1925» nằm ngoài khoảng năm 2000 đến năm 2100."),
        ("finish_date", "giữa năm", "Ngày hoàn thành: «giữa năm» không đọc được thành ngày."),
    ],
)
def test_what_cannot_be_read_names_its_column_once(field, typed, says):
    (issue,) = [one for one in run(subject(**report(**{field: typed}))) if one.message.code == "CHECK_050"]
    assert issue.message.text == says


def test_a_share_is_asked_for_without_its_sign():
    (issue,) = run(subject(**doing(percent="0,85")))
    assert issue.message.todo == "Ghi số từ 0 đến 100, không kèm dấu %, ví dụ 85."


def test_a_task_without_a_number_is_told_by_its_words():
    both = {"leads": "Sở Tư pháp", "coordinators": "Sở Tư pháp"}
    says = [one.message.text for one in run(subject(**task(code=None, **both))) if one.message.code == "CHECK_127"]
    assert says == ["Cơ quan «Sở Tư pháp» vừa chủ trì vừa phối hợp nhiệm vụ «Tổ chức hội nghị»."]


def test_what_a_spreadsheet_made_a_day_of_is_told_as_a_day():
    (issue,) = run(subject(**component(goal_score=45538.0)))
    assert (issue.message.text, issue.value) == (
        "Ô này là ngày 03/09/2024; có thể Excel đã tự đổi giá trị (như 5/11) thành ngày.", "03/09/2024",
    )  # fmt: skip
    (issue,) = run(subject(**doing(evidence_no=45992.0, evidence_date=None)))
    assert issue.message.text == "Số, ký hiệu văn bản «01/12/2025» là ngày, không phải số, ký hiệu."


def test_a_timeframe_that_became_a_day_is_that_day():
    assert found(subject(**task(timeframe=45976.0))) == []  # 15/11/2025
    (issue,) = run(subject(**task(timeframe=45610.0)))
    assert issue.message.text == "Thời gian thực hiện «14/11/2024» kết thúc trước năm kế hoạch 2025."
    assert issue.value == "14/11/2024"


@pytest.mark.parametrize("members", ["STP, SCT", "Sở Tư pháp và Sở Công Thương"])
def test_members_told_apart_by_anything_else_are_said_with_what_should_stand(members):
    (issue,) = run(subject(**clean.group(members=members)))
    assert (issue.fix, issue.message.level) == ("STP; SCT", "error")
    assert issue.message.todo == "Ghi cách nhau bằng dấu chấm phẩy: «STP; SCT»."


def test_no_spelling_of_a_body_is_proposed_while_another_has_its_code():
    """Sở Công Thương was given the code of Sở Tư pháp: repairing its name would write the other's."""
    bodies = [STP, clean.SCT | {"code": "STP"}, clean.OLD, clean.GROUP]
    seen = subject(agencies=bodies, **task(leads="Sở Công thương", coordinators="Sở TP"))
    assert [one.fix for one in run(seen) if one.fix is not None] == []


def test_a_text_in_an_old_encoding_is_read():
    (issue,) = run(subject(**doing(result="§· tæ chøc 02 héi nghÞ")))
    assert issue.message.todo == "Ghi lại bằng Unicode: «Đã tổ chức 02 hội nghị»."
