"""A clean master of two periods, as small as one can be, and ways to change it. The first row of each table is 10."""

from datetime import date

from kehoach_xl.domain.agency import Agency, AgencyGroup, Register
from kehoach_xl.domain.appendix import Line, plan_of
from kehoach_xl.domain.checks import RawRow, Subject
from kehoach_xl.domain.progress import as_text, to_cell

TODAY = date(2025, 7, 1)
COMPONENT = {
    "id": "CS1", "code": "1", "name": "Tiếp cận thông tin", "score": 7.95, "rank": "18/19",
    "goal_score": 8.0, "goal_rank": "10/19",
}  # fmt: skip
TASK = {
    "id": "NV1", "code": "1.1", "component": "1", "content": "Tổ chức hội nghị", "leads": "Sở Tư pháp",
    "coordinators": "Sở Công Thương", "timeframe": "2025",
}  # fmt: skip
INDEX = {
    "id": "CS1", "code": "1", "name": "Tiếp cận thông tin", "score": 7.95, "rank": 18.0, "of": 19.0,
    "goal_score": 8.0, "goal_rank": 10.0, "goal_of": 19.0,
}  # fmt: skip
TOTAL = {"id": "TONG", "score": 79.5, "goal_score": 80.0}
STP = {"code": "STP", "name": "Sở Tư pháp", "kind": "Cơ quan", "aliases": "Sở TP; Tư pháp", "email": "stp@x.gov.vn"}
SCT = {"code": "SCT", "name": "Sở Công Thương", "kind": "Cơ quan", "email": "sct@x.gov.vn"}
OLD = {
    "code": "STTTT", "name": "Sở Thông tin và Truyền thông", "kind": "Cơ quan", "email": "stttt@x.gov.vn",
    "valid_to": to_cell(date(2025, 2, 28)), "successor": "SCT",
}  # fmt: skip
GROUP = {"code": "SBN", "name": "Các sở, ban, ngành", "kind": "Nhóm", "members": "STP; SCT"}
PERIOD = {
    "code": "2025-H1", "name": "6 tháng đầu năm 2025", "kind": "Định kỳ", "start": to_cell(date(2025, 1, 1)),
    "end": to_cell(date(2025, 6, 30)), "data_from": to_cell(date(2024, 12, 15)), "cutoff": to_cell(date(2025, 6, 14)),
    "deadline": to_cell(date(2025, 6, 17)), "report_by": to_cell(date(2025, 6, 23)), "state": "Đang mở",
    "opened": to_cell(date(2025, 5, 5)),
}  # fmt: skip
Q1 = {
    "code": "2025-Q1", "name": "Quý I năm 2025", "deadline": to_cell(date(2025, 3, 17)),
    "report_by": to_cell(date(2025, 3, 21)),
}  # fmt: skip
REPORT = {
    "id": "NV1|2025-H1|STP", "task": "NV1", "period": "2025-H1", "code": "1.1", "content": "Tổ chức hội nghị",
    "agency": "STP", "agency_name": "Sở Tư pháp", "status": "Hoàn thành", "percent": 100.0, "quantity": 2.0,
    "result": "Đã tổ chức 2 hội nghị", "evidence_no": "12/BC-STP", "evidence_date": to_cell(date(2025, 6, 2)),
    "finish_date": to_cell(date(2025, 6, 1)), "received": to_cell(date(2025, 6, 16)) + 0.5,
}  # fmt: skip
BEFORE = REPORT | {
    "id": "NV1|2025-Q1|STP", "period": "2025-Q1", "status": "Đang thực hiện", "percent": 40.0, "finish_date": None,
    "evidence_date": to_cell(date(2025, 3, 3)), "received": to_cell(date(2025, 3, 15)),
}  # fmt: skip
DOING = REPORT | {"status": "Đang thực hiện", "percent": 40.0, "finish_date": None}

CLEAN = {
    "lines": [COMPONENT, TASK], "indices": [INDEX, TOTAL], "agencies": [STP, SCT, OLD, GROUP],
    "periods": [PERIOD, Q1], "progress": [REPORT], "amendments": [], "entries": [], "rules": [], "days": [],
    "deadlines": [], "fields": [], "goals": [], "history": [], "trials": [],
    "figures": [], "office": [],
}  # fmt: skip


def serial(year, month, day):
    return to_cell(date(year, month, day))


def register_of(rows):
    """The register of `Cơ quan`, as the sheet's own reader makes it."""

    def text(row, field):
        return (as_text(row.get(field)) or "").strip()

    def listed(row, field):
        return tuple(one.strip() for one in text(row, field).split(";") if one.strip())

    def day(row, field):
        raw = row.get(field)
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(raw)) if isinstance(raw, float) else None

    agencies, groups = [], []
    for row in rows:
        if not text(row, "code") or not text(row, "name"):
            continue
        body = {
            "code": text(row, "code"), "name": text(row, "name"), "short": text(row, "short"),
            "aliases": listed(row, "aliases"), "successors": listed(row, "successor"),
            "valid_from": day(row, "valid_from"), "valid_to": day(row, "valid_to"),
        }  # fmt: skip
        if text(row, "kind") == "Nhóm":
            groups.append(AgencyGroup(members=listed(row, "members"), **body))
        else:
            agencies.append(Agency(email=text(row, "email"), **body))
    return Register(agencies=tuple(agencies), groups=tuple(groups)).by_code()


def subject(framework="ddci", **changed):
    """The clean master with some tables, or other things checks look at, replaced."""
    settings = {
        "plan": "p", "title": "t", "short_title": "s", "issuer": "i", "coordinator": "SCT", "framework": framework,
        "baseline_year": "2024", "target_year": "2025", "horizon_year": "2030",
    }  # fmt: skip
    tables = {name: changed.pop(name, rows) for name, rows in CLEAN.items()}
    register = register_of(tables["agencies"])
    lines = [Line(row, cells) for row, cells in enumerate(tables.pop("lines"), 10)]
    raw = {name: [RawRow(row, cells) for row, cells in enumerate(rows, 10)] for name, rows in tables.items()}
    plan = plan_of(lines, settings, register)
    return Subject(plan, register, lines, **raw, today=TODAY, **changed)


# -- changes of one table --------------------------------------------------------------------------


def component(**cells):
    return {"lines": [COMPONENT | cells, TASK], "indices": []}


def in_force(period, **cells):
    """The task as the plan had it in a period, before it was amended."""
    before = subject(lines=[COMPONENT, TASK | cells]).plan.tasks
    return {"in_force": {period: {one.id: one for one in before}}}


def two(first, second):
    """Two components, and the task."""
    return {"lines": [COMPONENT | first, TASK, COMPONENT | {"id": "CS2", "code": "2", "name": "Chi phí"} | second],
            "indices": []}  # fmt: skip


def task(**cells):
    return {"lines": [COMPONENT, TASK | cells], "progress": []}


def tasks(**cells):
    """A second task after the first."""
    second = TASK | {"id": "NV2", "code": "1.2", "content": "Biên soạn tài liệu"} | cells
    return {"lines": [COMPONENT, TASK, second], "progress": []}


def index(**cells):
    return {"indices": [INDEX | cells, TOTAL]}


def report(**cells):
    return {"progress": [REPORT | cells]}


def doing(**cells):
    return {"progress": [DOING | cells]}


def reports(before, now):
    """The same task and agency in the first quarter and in the first half."""
    return {"progress": [BEFORE | before, REPORT | now]}


def agency(**cells):
    return {"agencies": [STP | cells, SCT, OLD, GROUP]}


def group(**cells):
    return {"agencies": [STP, SCT, OLD, GROUP | cells]}


def old(**cells):
    return {"agencies": [STP, SCT, OLD | cells, GROUP]}


def period(**cells):
    return {"periods": [PERIOD | cells, Q1]}


def special(**cells):
    """A period on one matter, with days of its own, after those of the clean master."""
    row = {
        "code": "2025-CD1", "name": "Chuyên đề xuất khẩu", "kind": "Chuyên đề", "start": serial(2025, 4, 1),
        "end": serial(2025, 5, 30), "deadline": serial(2025, 6, 3), "report_by": serial(2025, 6, 6),
    }  # fmt: skip
    return {"periods": [PERIOD, Q1, row | cells]}
