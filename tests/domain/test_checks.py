"""Every check on the smallest master that shows it; a clean master has no findings."""

from datetime import date

import pytest

from kehoach_xl.domain.agency import Agency, AgencyGroup, Register
from kehoach_xl.domain.appendix import Line, plan_of
from kehoach_xl.domain.checks import RawRow, Subject, run
from kehoach_xl.domain.progress import to_cell
from kehoach_xl.messages import CATALOGUE

TODAY = date(2025, 7, 1)
REGISTER = Register(
    agencies=(
        Agency(code="SCT", name="Sở Công Thương"),
        Agency(code="STP", name="Sở Tư pháp"),
        Agency(code="STTTT", name="Sở Thông tin và Truyền thông", valid_to=date(2025, 2, 28), successors=("SCT",)),
    ),
    groups=(AgencyGroup(code="SBN", name="Các sở, ban, ngành"),),
)
COMPONENT = {
    "id": "CS1", "code": "1", "name": "Tiếp cận thông tin", "score": "7,95", "rank": "18/19",
    "goal_score": 8.0, "goal_rank": "10/19",
}  # fmt: skip
TASK = {
    "id": "NV1", "code": "1.1", "component": "1", "content": "Tổ chức hội nghị", "leads": "Sở Tư pháp",
    "coordinators": "Sở Công Thương", "timeframe": "Hàng năm tổ chức 01-02 cuộc",
}  # fmt: skip
INDEX = {"id": "CS1", "score": 7.95, "rank": 18.0, "goal_score": 8.0, "goal_rank": 10.0}
TOTAL = {"id": "TONG", "score": 79.5, "goal_score": 80.0}
AGENCY = {"code": "STP", "name": "Sở Tư pháp", "kind": "Cơ quan", "aliases": "Sở TP; Tư pháp", "email": "stp@x.gov.vn"}
GROUP = {"code": "SBN", "name": "Các sở, ban, ngành", "kind": "Nhóm", "members": "STP; Sở Công Thương"}
PERIOD = {"code": "2025-H1", "deadline": to_cell(date(2025, 6, 17))}
REPORT = {
    "id": "NV1|2025-H1|STP", "task": "NV1", "status": "Hoàn thành", "percent": 100.0, "quantity": 2.0,
    "result": "Đã tổ chức 2 hội nghị", "evidence_no": "12/BC-STP", "finish_date": to_cell(date(2025, 6, 1)),
}  # fmt: skip

CLEAN = {
    "lines": [COMPONENT, TASK], "indices": [INDEX, TOTAL], "agencies": [AGENCY, GROUP], "periods": [PERIOD],
    "progress": [REPORT],
}  # fmt: skip


def subject(framework="ddci", oddities=(), **tables):
    """A clean master with some tables replaced; the first row of each is 10."""
    settings = {
        "plan": "p", "title": "t", "short_title": "s", "issuer": "i", "coordinator": "SCT", "framework": framework,
        "baseline_year": "2024", "target_year": "2025", "horizon_year": "2030",
    }  # fmt: skip
    tables = CLEAN | tables
    lines = [Line(row, cells) for row, cells in enumerate(tables.pop("lines"), 10)]
    raw = {name: [RawRow(row, cells) for row, cells in enumerate(rows, 10)] for name, rows in tables.items()}
    plan = plan_of(lines, settings, REGISTER)
    return Subject(plan, REGISTER, lines, **raw, oddities=oddities, today=TODAY)


def found(subject):
    """(code, table, row, field) of every finding."""
    return [(one.message.code, one.table, one.row, one.field) for one in run(subject)]


def component(**cells):
    return {"lines": [COMPONENT | cells, TASK], "indices": []}


def task(**cells):
    return {"lines": [COMPONENT, TASK | cells]}


def report(**cells):
    return {"progress": [REPORT | cells]}


OTHER = TASK | {"id": "NV2", "code": "1.2"}
CASES = [
    # -- Phụ lục --
    ("CHECK_001", "appendix", 11, "code", task(id=None)),
    ("CHECK_002", "appendix", 12, "code", {"lines": [COMPONENT, TASK, OTHER | {"id": "NV1"}]}),
    ("CHECK_003", "appendix", 11, "code", task(code=None)),
    ("CHECK_004", "appendix", 12, "code", {"lines": [COMPONENT, TASK, OTHER | {"code": "1.1"}]}),
    ("CHECK_005", "appendix", 12, "code", {"lines": [COMPONENT, TASK, OTHER | {"code": "1.3"}]}),
    ("CHECK_006", "appendix", 11, "code", task(code="2.1")),
    ("CHECK_007", "appendix", 11, "code", task(code=1.1)),
    ("CHECK_010", "appendix", 10, "score", component(score="12,5")),
    ("CHECK_010", "appendix", 10, "goal_score", component(goal_score="cao hơn")),
    ("CHECK_012", "appendix", 10, "goal_score", component(goal_score=None)),
    ("CHECK_012", "appendix", 10, "rank", component(rank=" ")),
    ("CHECK_013", "appendix", 10, "goal_rank", component(goal_rank="22 - 25")),
    ("CHECK_014", "appendix", 10, "rank", component(rank="20/19")),
    ("CHECK_015", "appendix", 10, "goal_rank", component(goal_rank="10/34")),
    ("CHECK_016", "appendix", 10, "goal_score", component(goal_score="7,9")),
    ("CHECK_020", "appendix", 11, "leads", task(leads=None)),
    ("CHECK_021", "appendix", 11, "leads", task(leads="Sở Tư pháp, Sở Xây dựng")),
    ("CHECK_021", "appendix", 11, "coordinators", task(coordinators="Sở Xây dựng")),
    ("CHECK_022", "appendix", 11, "leads", task(leads="Các sở, ban, ngành")),
    ("CHECK_024", "appendix", 11, "coordinators", task(coordinators=None)),
    ("CHECK_025", "appendix", 11, "leads", task(leads="Sở Thông tin và Truyền thông")),
    ("CHECK_030", "appendix", 11, "timeframe", task(timeframe="khi có điều kiện")),
    ("CHECK_031", "appendix", 11, "timeframe", task(timeframe="\u00a0")),
    ("CHECK_090", "appendix", 11, "content", {"oddities": [("1.1", "trùng", "Bản in ghi hai lần.")]}),
    ("CHECK_090", "appendix", 10, "name", {"oddities": [("1", "trùng", "Bản in ghi hai lần.")]}),
    ("CHECK_090", "appendix", 0, "", {"oddities": [("9.9", "thiếu", "Bản in không có.")]}),
    # -- Chỉ số --
    ("CHECK_040", "indices", 10, "goal_score", {"indices": [INDEX | {"goal_score": 8.5}]}),
    ("CHECK_040", "indices", 10, "score", {"indices": [INDEX | {"score": None}]}),
    ("CHECK_040", "indices", 10, "rank", {"indices": [INDEX | {"rank": 17.0}]}),
    ("CHECK_041", "indices", 0, "", {"framework": "fta-index"}),
    ("CHECK_042", "indices", 11, "score", {"indices": [INDEX, TOTAL | {"score": 79.44}]}),
    # -- Tiến độ --
    ("CHECK_050", "progress", 10, "status", report(status="gần xong")),
    ("CHECK_050", "progress", 10, "percent", report(percent=120.0)),
    ("CHECK_050", "progress", 10, "evidence_date", report(evidence_date="cuối năm")),
    ("CHECK_051", "progress", 10, "evidence_no", report(evidence_no=None)),
    ("CHECK_052", "progress", 10, "percent", report(percent=85.0)),
    ("CHECK_053", "progress", 10, "finish_date", report(finish_date=None)),
    ("CHECK_054", "progress", 10, "finish_date", report(finish_date="02/07/2025")),
    ("CHECK_055", "progress", 10, "quantity", report(quantity=0.0)),
    ("CHECK_056", "progress", 10, "percent", report(status="Đang thực hiện", percent=0.85)),
    ("CHECK_057", "progress", 10, "result", report(status="Đang thực hiện", result=None)),
    # -- Cơ quan --
    ("CHECK_070", "agencies", 10, "email", {"agencies": [AGENCY | {"email": None}, GROUP]}),
    ("CHECK_071", "agencies", 10, "email", {"agencies": [AGENCY | {"email": "stp.gov.vn"}]}),
    ("CHECK_072", "agencies", 11, "name", {"agencies": [AGENCY, AGENCY | {"code": "X", "aliases": None}]}),
    ("CHECK_072", "agencies", 11, "aliases", {"agencies": [AGENCY, GROUP | {"aliases": "sở tp"}]}),
    ("CHECK_073", "agencies", 10, "members", {"agencies": [GROUP | {"members": "STP; SXD"}]}),
    # -- Kỳ báo cáo --
    ("CHECK_080", "periods", 10, "code", {"periods": [{"code": "2025-H3"}]}),
    ("CHECK_080", "periods", 10, "code", {"periods": [{"code": None}]}),
    ("CHECK_081", "periods", 10, "deadline", {"periods": [PERIOD | {"deadline": None}]}),
    ("CHECK_081", "periods", 10, "deadline", {"periods": [PERIOD | {"deadline": "giữa tháng 6"}]}),
    ("CHECK_082", "periods", 10, "deadline", {"periods": [PERIOD | {"deadline": "17/06/2024"}]}),
]


def test_a_clean_master_has_no_findings():
    assert found(subject()) == []


@pytest.mark.parametrize(("code", "table", "row", "field", "change"), CASES, ids=[f"{c[0]}-{c[3]}" for c in CASES])
def test_a_check_fires_once_at_its_place(code, table, row, field, change):
    assert [one for one in found(subject(**change)) if one[0] == code] == [(code, table, row, field)]


@pytest.mark.parametrize(("code", "table", "row", "field", "change"), CASES, ids=[f"{c[0]}-{c[3]}" for c in CASES])
def test_a_finding_reads_as_sentences(code, table, row, field, change):
    for issue in run(subject(**change)):
        assert str(issue.message).endswith(".")
        assert "{" not in str(issue.message)
        assert issue.message.todo


def test_every_check_of_the_catalogue_is_fired_here():
    assert {case[0] for case in CASES} == {code for code in CATALOGUE if code.startswith("CHECK_")}


def test_the_gravest_findings_come_first():
    bad = subject(**task(id=None, coordinators=None, timeframe="khi có điều kiện"), periods=[{"code": "?"}])
    levels = [issue.message.level for issue in run(bad)]
    assert levels == sorted(levels, key=["error", "warning", "hint"].index)
    assert len(set(levels)) == 3


def test_an_empty_master_has_no_findings_of_rows():
    empty = {name: [] for name in CLEAN}
    assert found(subject(**empty)) == []


def test_a_rank_above_its_total_is_said_once():
    codes = [code for code, *_ in found(subject(**component(rank="20/19")))]
    assert codes == ["CHECK_014"]


@pytest.mark.parametrize(
    "codes",
    [["1.1", "1.2", "1.3"], ["1.9", "1.10"], ["1.1", "2.1"], ["1.1", "1.a", "1.2"], ["1.1", "1.²"], ["I", "II"]],
)
def test_numbering_that_runs_on_is_clean(codes):
    lines = [TASK | {"id": f"NV{n}", "code": code, "component": None} for n, code in enumerate(codes)]
    assert [one for one in found(subject(lines=[COMPONENT, *lines])) if one[0] == "CHECK_005"] == []


def test_several_agencies_without_an_address_are_one_finding():
    rows = [AGENCY | {"code": code, "name": code, "aliases": None, "email": None} for code in ("A", "B")]
    (issue,) = run(subject(agencies=rows))
    assert issue.message.text == "2 cơ quan chưa có thư điện tử: A, B."


def test_several_components_with_other_totals_are_one_finding():
    lines = [COMPONENT | {"id": f"CS{n}", "code": str(n), "goal_rank": "10/34"} for n in (1, 2, 3)]
    assert [code for code, *_ in found(subject(lines=lines, indices=[], progress=[]))] == ["CHECK_015"]


@pytest.mark.parametrize("printed", [79.5, 79.45, 79.55, None])
def test_a_total_that_differs_by_rounding_is_fine(printed):
    assert found(subject(indices=[INDEX, TOTAL | {"score": printed}])) == []


def test_a_rank_beyond_a_hundred_agrees_with_itself():
    lines = [COMPONENT | {"rank": "120/200", "goal_rank": "110/200"}, TASK]
    assert found(subject(lines=lines, indices=[INDEX | {"rank": 120.0, "goal_rank": 110.0}])) == []


@pytest.mark.parametrize("cells", [{"percent": None}, {"quantity": None}, {"finish_date": to_cell(TODAY)}])
def test_a_report_that_leaves_a_number_out_or_was_done_today_is_fine(cells):
    assert found(subject(**report(**cells))) == []


def test_a_continuous_task_needs_neither_a_finish_date_nor_a_document():
    change = task(timeframe="Thường xuyên") | report(evidence_no=None, finish_date=None, percent=50.0)
    assert found(subject(**change)) == []


def test_a_row_of_a_task_that_is_gone_is_only_read():
    assert found(subject(**report(task="NV9", evidence_no=None))) == []


def test_several_addresses_are_allowed():
    assert found(subject(agencies=[AGENCY | {"email": "stp@x.gov.vn; vp.stp@x.gov.vn"}])) == []


def test_an_unknown_lead_names_what_is_near():
    (issue,) = run(subject(**task(leads="Sở Tư phap")))
    assert str(issue.message) == (
        "Cơ quan «Sở Tư phap» chưa có trong trang Cơ quan. "
        "Tên gần giống: Sở Tư pháp. Sửa lại tên, hoặc bổ sung tên gọi khác ở trang Cơ quan."
    )


def test_an_agency_that_ended_names_its_successor():
    (issue,) = run(subject(**task(leads="STTTT")))
    assert str(issue.message) == (
        "Cơ quan «Sở Thông tin và Truyền thông» đã kết thúc hoạt động ngày 28/02/2025. "
        "Giao cho cơ quan kế thừa: Sở Công Thương."
    )
