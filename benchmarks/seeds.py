"""Known mistakes: for each rule, where it is planted, what is typed there, and which findings it must give.

A seed picks a row of a kind (see :data:`KINDS`) and types ``cells`` there; ``at`` is the field of the finding. ``also``
are cells of other rows typed with it, ``expects`` replaces the expected findings where they are more than one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.valid_master import FIRST, SECOND, day
from benchmarks.world import Place, World

Cells = Mapping[str, Any]
Given = Cells | Callable[[World, int], Cells]


@dataclass(frozen=True)
class Seed:
    """One way to break one rule."""

    code: str
    kind: str
    cells: Given
    at: str
    also: Callable[[World, int], Mapping[Place, Any]] = field(default=lambda world, row: {})
    expects: Callable[[World, int], set[tuple[str, str, int, str]]] | None = None

    @property
    def table(self) -> str:
        return KINDS[self.kind][0]


def _is(table: str, **wanted: str) -> tuple[str, Callable[[World, int], bool]]:
    return table, lambda world, row: all(world.text(table, row, name) == value for name, value in wanted.items())


# Kind of row → its table and which rows are of the kind.
KINDS: Mapping[str, tuple[str, Callable[[World, int], bool]]] = {
    "free": ("appendix", lambda w, r: w.text("appendix", r, "id") in w.free),
    "middle": ("appendix", lambda w, r: w.text("appendix", r, "id") in w.free and w.earlier(r) is not None),
    "last": ("appendix", lambda w, r: w.text("appendix", r, "id") in w.last),
    "task": ("appendix", lambda w, r: bool(w.text("appendix", r, "content"))),
    "assisted": ("appendix", lambda w, r: bool(w.text("appendix", r, "coordinators"))),
    "reported": ("appendix", lambda w, r: bool(w.rows_of(w.text("appendix", r, "id")))),
    "component": ("appendix", lambda w, r: w.text("appendix", r, "id") in w.components),
    "index": ("indices", lambda w, r: w.text("indices", r, "id") != "TONG"),
    "total": _is("indices", id="TONG"),
    "trial": ("trials", lambda w, r: w.text("trials", r, "id") != "TONG"),
    "done": ("progress", lambda w, r: w.is_report(r, SECOND, "Hoàn thành")),
    "doing": ("progress", lambda w, r: w.is_report(r, SECOND, "Đang thực hiện")),
    "begun": ("progress", lambda w, r: w.is_report(r, FIRST, "Đang thực hiện")),
    "begun then done": ("progress", lambda w, r: w.is_report(r, FIRST, "Đang thực hiện") and w.done_later(r)),
    "yearly": ("progress", lambda w, r: w.is_report(r, SECOND, "Hoàn thành") and bool(w.wanted(r))),
    "second": ("progress", lambda w, r: w.text("progress", r, "period") == SECOND and w.before(r) is not None),
    "idle": ("agencies", lambda w, r: w.text("agencies", r, "code") in ("CAT", "BCHQS", "BCHBP", "TTT")),
    "old": ("agencies", lambda w, r: w.text("agencies", r, "code") in ("SKHDT", "SNNPTNT", "STNMT", "SGTVT")),
    "group": ("agencies", lambda w, r: w.text("agencies", r, "code") in ("SBN", "SBNDP", "DVDP", "TCXH")),
    "period": ("periods", lambda w, r: bool(w.text("periods", r, "code"))),
    "new line": ("appendix", lambda w, r: False), "new body": ("agencies", lambda w, r: False),
    "new period": ("periods", lambda w, r: False), "new order": ("amendments", lambda w, r: False),
    "new goal": ("goals", lambda w, r: False), "new result": ("history", lambda w, r: False),
    "new figure": ("figures", lambda w, r: False),
    "new entry": ("entries", lambda w, r: False), "new day": ("days", lambda w, r: False),
    "rule": _is("rules", code="CHECK_016"), "deadline": _is("deadlines", part="Quý I"),
    "status": _is("fields", id="status"), "spare": _is("fields", id="extra1"), "result": _is("fields", id="result"),
    "port": _is("office", id="smtp_port"), "way": _is("office", id="way"), "host": _is("office", id="imap_host"),
}  # fmt: skip

TOPIC = {
    "code": "2025-CD1", "name": "Chuyên đề xuất khẩu", "kind": "Chuyên đề", "start": day(2025, 9, 1),
    "end": day(2025, 10, 31), "deadline": day(2025, 11, 5), "report_by": day(2025, 11, 10), "state": "Đang mở",
}  # fmt: skip
BODY = {"code": "TDH", "name": "Trường Đại học tỉnh", "kind": "Cơ quan", "email": "tdh@hatinh.gov.vn"}
BLANK = dict.fromkeys(("percent", "quantity", "finish_date", "evidence_no", "evidence_date", "difficulties", "result"))
LEGACY = ("Së C«ng Th\u00ad¬ng tæ chøc héi nghÞ", "Sôû Coâng Thöông toå chöùc hoäi nghò")


def key(task: str, period: str, agency: str) -> dict[str, str]:
    return {"task": task, "period": period, "agency": agency, "id": f"{task}|{period}|{agency}"}


def moved(**changed: str) -> Callable[[World, int], Cells]:
    """The row under another key."""
    return lambda w, r: key(**{name: w.text("progress", r, name) for name in ("task", "period", "agency")} | changed)


def every_row(code: str, at: str) -> Callable[[World, int], set[tuple[str, str, int, str]]]:
    """A finding in each row that reports the task."""
    return lambda w, r: {(code, "progress", row, at) for row in w.rows_of(w.text("appendix", r, "id"))}


PLAN = (
    Seed("CHECK_001", "free", {"id": None}, "code"),
    Seed("CHECK_002", "middle", lambda w, r: {"id": w.text("appendix", w.earlier(r), "id")}, "code"),
    Seed("CHECK_003", "free", {"code": None}, "code"),
    Seed("CHECK_004", "middle", lambda w, r: {"code": w.text("appendix", w.earlier(r), "code")}, "code"),
    Seed("CHECK_005", "last", lambda w, r: {"code": w.text("appendix", r, "code").split(".")[0] + ".77"}, "code"),
    Seed("CHECK_006", "free", {"code": "8.1"}, "code"),
    Seed("CHECK_007", "free", lambda w, r: {"code": float(w.text("appendix", r, "code"))}, "code"),
    Seed("CHECK_008", "free", {"content": None}, "content"),
    Seed("CHECK_009", "free", lambda w, r: {"code": w.text("appendix", r, "code").replace(".", ",")}, "code"),
    Seed("CHECK_010", "component", {"goal_score": "cao hơn năm trước"}, "goal_score"),
    Seed("CHECK_012", "component", {"goal_score": None}, "goal_score"),
    Seed("CHECK_012", "component", {"rank": None}, "rank"),
    Seed("CHECK_013", "component", {"goal_rank": "22 - 25"}, "goal_rank"),
    Seed("CHECK_014", "component", {"rank": "64/63"}, "rank"),
    Seed("CHECK_016", "component", {"goal_score": 1.5}, "goal_score", lambda w, r: {w.index(r, "goal_score"): 1.5}),
    Seed("CHECK_020", "task", {"leads": None}, "leads"),
    Seed("CHECK_021", "task", {"leads": "Sở Công Thươn"}, "leads"),
    Seed("CHECK_021", "task", {"coordinators": "Hội Sinh vật cảnh"}, "coordinators"),
    Seed("CHECK_021", "task", {"reporters": "Sở Tài chánh"}, "reporters"),
    Seed("CHECK_022", "group", {"members": None}, "members", expects=lambda w, r: w.led_by("CHECK_022", r)),
    Seed("CHECK_024", "assisted", {"coordinators": None}, "coordinators"),
    Seed("CHECK_025", "task", {"leads": "Sở Kế hoạch và Đầu tư"}, "leads"),
    Seed("CHECK_030", "task", {"timeframe": "khi có điều kiện"}, "timeframe"),
    Seed("CHECK_031", "task", {"timeframe": None}, "timeframe"),
    Seed("CHECK_120", "task", {"component": "9"}, "component"),
    Seed("CHECK_120", "task", {"component": None}, "component"),
    Seed("CHECK_121", "middle", lambda w, r: {"content": w.text("appendix", w.earlier(r), "content")}, "content"),
    Seed("CHECK_122", "component", {"goal_score": 61.8}, "goal_score"),
    Seed("CHECK_124", "component", lambda w, r: {"rank": w.text("appendix", r, "rank").split("/")[0]}, "rank"),
    Seed("CHECK_125", "component", {"rank": "50/60"}, "rank", lambda w, r: {
        w.index(r, "rank"): 50.0, w.index(r, "of"): 60.0}),
    Seed("CHECK_126", "task", lambda w, r: {"leads": "Sở Tư pháp; Sở Tư pháp"}, "leads"),
    Seed("CHECK_127", "task", {"leads": "Sở Tư pháp", "coordinators": "Sở Tư pháp, Sở Nội vụ"}, "coordinators"),
    Seed("CHECK_128", "task", {"leads": "Sở Thông tin và Truyền thông"}, "leads"),
    Seed("CHECK_129", "task", {"coordinators": "Công an tỉnh"}, "coordinators",
         lambda w, r: {w.body("CAT", "valid_from"): day(2026, 6, 1)}),
    Seed("CHECK_130", "task", {"timeframe": "2023 - 2024"}, "timeframe"),
    Seed("CHECK_131", "task", {"timeframe": "2025 - 2031"}, "timeframe"),
    Seed("CHECK_132", "free", {"since": day(2025, 6, 1), "until": day(2025, 5, 1)}, "until"),
    Seed("CHECK_041", "new line", {
        "id": "CS9", "code": "9", "name": "Chỉ số mới", "score": 5.0, "rank": "20/63", "goal_score": 6.0,
        "goal_rank": "10/34"}, "", expects=lambda w, r: {
            ("CHECK_041", "indices", 0, ""), ("CHECK_201", "indices", 0, "")}),
    # -- spelling --
    Seed("CHECK_110", "free", lambda w, r: {"content": f"{w.text('appendix', r, 'content')}  "}, "content"),
    Seed("CHECK_111", "free", lambda w, r: {"content": w.decomposed(r)}, "content"),
    Seed("CHECK_112", "task", {"leads": "Sở TP"}, "leads"),
    Seed("CHECK_114", "component", lambda w, r: {"score": w.text("appendix", r, "score").replace(".", ",")}, "score"),
    Seed("CHECK_115", "component", lambda w, r: {"rank": "hạng " + w.text("appendix", r, "rank")}, "rank"),
    # -- any cell --
    Seed("CHECK_700", "free", {"content": LEGACY[0]}, "content"),
    Seed("CHECK_700", "task", {"coordinators": LEGACY[1]}, "coordinators"),
    Seed("CHECK_711", "component", {"score": "#REF!"}, "score"),
    Seed("CHECK_711", "task", {"leads": "#N/A"}, "leads"),
    Seed("CHECK_712", "component", {"rank": day(2025, 11, 5)}, "rank"),
    Seed("CHECK_712", "free", {"code": day(2025, 2, 1)}, "code"),
    Seed("CHECK_109", "task", {"leads": "Sở Tư pháp và Sở Nội vụ"}, "leads"),
)  # fmt: skip

INDICES = (
    Seed("CHECK_040", "index", {"goal_score": 9.9}, "goal_score"),
    Seed("CHECK_040", "index", {"rank": 12.0}, "rank"),
    Seed("CHECK_042", "total", {"actual_score": 30.0}, "actual_score"),
    Seed("CHECK_122", "index", {"actual_score": 65.0}, "actual_score"),
    Seed("CHECK_010", "index", {"actual_score": "chưa rõ"}, "actual_score"),
    Seed("CHECK_014", "index", {"actual_rank": 40.0}, "actual_rank"),
    Seed("CHECK_123", "total", {"goal_rank": 60.0, "goal_of": 63.0}, "goal_rank"),
    Seed("CHECK_125", "index", {"actual_of": 63.0}, "actual_of"),
    Seed("CHECK_200", "index", {"id": "CS99"}, "code", expects=lambda w, r: {
        ("CHECK_200", "indices", r, "code"), ("CHECK_201", "indices", 0, "")}),
    Seed("CHECK_203", "index", {"name": "Chỉ số khác"}, "name"),
    Seed("CHECK_204", "index", {"actual_of": None}, "actual_of"),
    Seed("CHECK_205", "index", {"actual_score": None}, "actual_score"),
    Seed("CHECK_206", "index", {"actual_of": 33.5}, "actual_of"),
    Seed("CHECK_206", "index", {"actual_rank": 0.0}, "actual_rank"),
    Seed("CHECK_010", "trial", {"trial": "xx"}, "trial"),
    Seed("CHECK_122", "trial", {"trial": 1e9}, "trial"),
    Seed("CHECK_114", "trial", {"trial": "5,5"}, "trial"),
)  # fmt: skip

RESULT = {"year": 2023.0, "code": "1", "score": 4.1, "rank": 52.0, "of": 63.0}
YEARS = (
    Seed("CHECK_207", "new goal", {"year": 30.0, "rank_to": 10.0}, "year"),
    Seed("CHECK_207", "new result", {**RESULT, "year": "đầu năm"}, "year"),
    Seed("CHECK_208", "new result", {**RESULT, "year": None}, "year"),
    Seed("CHECK_209", "new goal", {"year": 2028.0, "code": "9", "score": 7.0}, "code"),
    Seed("CHECK_209", "new result", {**RESULT, "code": "5"}, "code"),
    Seed("CHECK_210", "new goal", {"year": 2030.0, "rank_from": 1.0, "rank_to": 10.0}, "year"),
    Seed("CHECK_211", "new result", {"year": 2023.0, "code": "1"}, "year"),
    Seed("CHECK_212", "new result", {**RESULT, "year": 2024.0, "score": 4.0, "rank": 50.0}, "score"),
    Seed("CHECK_213", "new goal", {"year": 2025.0, "code": "1", "score": 6.0}, "score"),
    Seed("CHECK_216", "new figure", {"code": "1", "name": "Tỷ lệ hồ sơ trực tuyến", "op": "≥"}, "limit"),
    Seed("CHECK_010", "new result", {**RESULT, "score": "cao"}, "score"),
    Seed("CHECK_014", "new result", {**RESULT, "rank": 64.0}, "rank"),
    Seed("CHECK_122", "new result", {**RESULT, "score": 41.0}, "score"),
    Seed("CHECK_204", "new result", {**RESULT, "of": None}, "of"),
    Seed("CHECK_206", "new goal", {"year": 2028.0, "rank_to": "tốp 10"}, "rank_to"),
    Seed("CHECK_114", "new result", {**RESULT, "score": "4,1"}, "score"),
    Seed("CHECK_712", "new result", {**RESULT, "score": day(2025, 5, 4)}, "score"),
)  # fmt: skip

RECORD = (
    Seed("CHECK_050", "doing", {"percent": 120.0}, "percent"),
    Seed("CHECK_050", "begun", {"evidence_date": "giữa năm"}, "evidence_date"),
    Seed("CHECK_050", "second", {"quantity": "nhiều"}, "quantity"),
    Seed("CHECK_051", "done", {"evidence_no": None, "evidence_date": None}, "evidence_no"),
    Seed("CHECK_052", "done", {"percent": 80.0}, "percent"),
    Seed("CHECK_053", "done", {"finish_date": None}, "finish_date"),
    Seed("CHECK_054", "done", {"finish_date": day(2026, 2, 1)}, "finish_date"),
    Seed("CHECK_055", "yearly", {"quantity": 0.0}, "quantity"),
    Seed("CHECK_056", "doing", {"percent": 0.85}, "percent"),
    Seed("CHECK_057", "doing", {"result": None}, "result"),
    Seed("CHECK_116", "done", {"finish_date": "18/11/2025"}, "finish_date"),
    Seed("CHECK_118", "done", {"status": "đã xong"}, "status"),
    Seed("CHECK_300", "second", {"task": None}, "task"),
    Seed("CHECK_301", "second", lambda w, r: w.copied(r), "code"),
    Seed("CHECK_302", "second", {"id": "NV1|2025-H9|STP"}, "id"),
    Seed("CHECK_303", "second", moved(task="NV999"), "code"),
    Seed("CHECK_304", "second", moved(period="2024-H1"), "period"),
    Seed("CHECK_305", "second", moved(agency="SCTT"), "agency"),
    Seed("CHECK_306", "second", {"content": "Nội dung khác"}, "content"),
    Seed("CHECK_306", "second", {"code": "7.7"}, "code"),
    Seed("CHECK_307", "reported", {"timeframe": "2027 - 2030"}, "", expects=every_row("CHECK_307", "period")),
    Seed("CHECK_308", "second", {"due_date": "cuối quý"}, "due_date"),
    Seed("CHECK_310", "done", {"received": day(2025, 11, 10) + 0.4}, "finish_date"),
    Seed("CHECK_311", "begun then done", {"status": "Hoàn thành", "percent": 100.0, "finish_date": day(2025, 7, 20)},
         "finish_date"),
    Seed("CHECK_312", "done", {"finish_date": day(2024, 5, 2)}, "finish_date"),
    Seed("CHECK_313", "doing", {"finish_date": day(2025, 11, 2)}, "finish_date"),
    Seed("CHECK_314", "doing", {"evidence_date": day(2026, 1, 5)}, "evidence_date"),
    Seed("CHECK_315", "doing", {"evidence_date": day(2019, 1, 5)}, "evidence_date"),
    Seed("CHECK_316", "doing", {"evidence_no": None}, "evidence_no"),
    Seed("CHECK_317", "doing", {"evidence_date": None}, "evidence_date"),
    Seed("CHECK_320", "doing", {"percent": 100.0}, "percent"),
    Seed("CHECK_321", "begun", {**BLANK, "status": "Chưa thực hiện", "percent": 15.0}, "percent"),
    Seed("CHECK_322", "second", {"status": None}, "status"),
    Seed("CHECK_323", "second", {**BLANK, "status": "Không còn phù hợp"}, "result"),
    Seed("CHECK_324", "doing", {"percent": 15.0}, "percent"),
    Seed("CHECK_325", "second", {**BLANK, "status": "Chưa thực hiện"}, "status"),
    Seed("CHECK_330", "doing", {"evidence_no": "số 45"}, "evidence_no"),
    Seed("CHECK_330", "doing", {"evidence_no": "12_BC-SCT"}, "evidence_no"),
    Seed("CHECK_330", "doing", {"evidence_no": "BC-SCT/12"}, "evidence_no"),
    Seed("CHECK_330", "doing", {"evidence_no": day(2025, 5, 12)}, "evidence_no"),
    Seed("CHECK_331", "doing", {"evidence_no": "Biên bản làm việc"}, "evidence_no"),
    Seed("CHECK_332", "doing", {"evidence_no": "12/BC"}, "evidence_no"),
    Seed("CHECK_700", "doing", {"result": LEGACY[0]}, "result"),
    Seed("CHECK_711", "doing", {"result": "#VALUE!"}, "result"),
)  # fmt: skip

REGISTER = (
    Seed("CHECK_070", "idle", {"email": None}, "email", lambda w, r: {w.leads(): w.text("agencies", r, "name")}),
    Seed("CHECK_071", "idle", {"email": "x.gov.vn"}, "email"),
    Seed("CHECK_072", "new body", {**BODY, "name": "Sở Công Thương"}, "name"),
    Seed("CHECK_073", "group", {"members": "STC; XYZ"}, "members"),
    Seed("CHECK_109", "group", {"members": "STC, SNV"}, "members"),
    Seed("CHECK_109", "group", {"members": "Sở Tài chính và Sở Nội vụ"}, "members"),
    Seed("CHECK_712", "idle", {"aliases": day(2025, 2, 1)}, "aliases"),
    Seed("CHECK_113", "group", {"members": "Sở Tài chính"}, "members"),
    Seed("CHECK_119", "idle", lambda w, r: {"email": w.text("agencies", r, "email").upper()}, "email"),
    Seed("CHECK_400", "new body", {**BODY, "code": None}, "code"),
    Seed("CHECK_401", "new body", {**BODY, "name": None}, "name"),
    Seed("CHECK_402", "idle", {"kind": "Đơn vị"}, "kind"),
    Seed("CHECK_403", "new body", {**BODY, "code": "T/DH"}, "code"),
    Seed("CHECK_410", "group", {"members": "STC; SKHDT"}, "members"),
    Seed("CHECK_411", "group", {"members": "STC; SNV; STC"}, "members"),
    Seed("CHECK_412", "group", {"members": "STC; HHDN"}, "members"),
    Seed("CHECK_413", "idle", {"members": "STC"}, "members"),
    Seed("CHECK_414", "group", lambda w, r: {"members": "STC; " + w.text("agencies", r, "code")}, "members"),
    Seed("CHECK_420", "idle", {"valid_from": "đầu năm"}, "valid_from"),
    Seed("CHECK_421", "old", {"valid_from": day(2025, 10, 1)}, "valid_to"),
    Seed("CHECK_430", "old", {"successor": "XYZ"}, "successor"),
    Seed("CHECK_431", "old", lambda w, r: {"successor": w.text("agencies", r, "code")}, "successor"),
    Seed("CHECK_432", "old", lambda w, r: {"successor": "STTTT"}, "successor",
         lambda w, r: {w.body("STTTT", "successor"): w.text("agencies", r, "code")},
         lambda w, r: {("CHECK_432", "agencies", min(r, w.body("STTTT", "successor").row), "successor")}),
    Seed("CHECK_433", "old", {"successor": None}, "successor"),
    Seed("CHECK_434", "idle", {"successor": "STC"}, "valid_to"),
    Seed("CHECK_071", "idle", {"email": "cônganh@hatinh.gov.vn"}, "email"),
    Seed("CHECK_436", "idle", lambda w, r: {"email": w.cell("agencies", w.body("SCT", "email").row, "email")}, "email"),
    Seed("CHECK_437", "idle", {"email": "vanthu@hàtĩnh.gov.vn"}, "email"),
    Seed("CHECK_438", "idle", {"email": "vanthu@hatinh.gov.vm"}, "email"),
    Seed("CHECK_438", "idle", {"email": "hatinh@gmai.com"}, "email"),
    Seed("CHECK_439", "idle", {"email": "vanthuhatinh@gmail.com"}, "email"),
    Seed("CHECK_440", "group", {"email": "cacso@hatinh.gov.vn"}, "email"),
)  # fmt: skip

PERIODS = (
    Seed("CHECK_080", "new period", {**TOPIC, "code": "2025-H7"}, "code", expects=lambda w, r: {
        ("CHECK_080", "periods", r, "code")}),
    Seed("CHECK_081", "period", {"deadline": None}, "deadline"),
    Seed("CHECK_082", "period", {"deadline": day(2024, 6, 17)}, "deadline"),
    Seed("CHECK_117", "new period", {**TOPIC, "code": "2025 cđ1"}, "code"),
    Seed("CHECK_500", "new period", lambda w, r: {**w.period(SECOND)}, "code"),
    Seed("CHECK_501", "period", {"name": None}, "name"),
    Seed("CHECK_502", "period", {"deadline": "giữa tháng"}, "deadline"),
    Seed("CHECK_503", "period", {"report_by": None}, "report_by"),
    Seed("CHECK_504", "period", {"report_by": day(2025, 6, 2)}, "report_by"),
    Seed("CHECK_505", "period", {"cutoff": day(2025, 6, 20)}, "cutoff"),
    Seed("CHECK_506", "new period", {**TOPIC, "deadline": day(2025, 11, 8)}, "deadline"),
    Seed("CHECK_507", "new period", {**TOPIC, "data_from": day(2025, 9, 9), "cutoff": day(2025, 9, 2)}, "cutoff"),
    Seed("CHECK_508", "new period", {**TOPIC, "end": None}, "end"),
    Seed("CHECK_509", "period", {"state": "Xong"}, "state"),
    Seed("CHECK_510", "period", {"kind": "Đột xuất"}, "kind"),
    Seed("CHECK_511", "period", {"closed": day(2026, 1, 5), "opened": day(2025, 6, 1)}, "reason"),
    Seed("CHECK_512", "period", {"scope": "1; 9.9"}, "scope"),
    Seed("CHECK_513", "period", {"state": "Đã đóng"}, "closed"),
    Seed("CHECK_513", "new period", {**TOPIC, "state": "Đã đóng", "closed": day(2025, 8, 31)}, "closed"),
    Seed("CHECK_600", "new order", {"kind": "Gia hạn", "target": "1.1", "value": "2026"}, "kind"),
    Seed("CHECK_601", "new entry", {"agency": "Sở Tư pháp", "code": "1.1", "status": "Hoàn thành"}, "agency"),
    Seed("CHECK_650", "new day", {"day": "mùng một Tết", "kind": "Nghỉ"}, "day"),
    Seed("CHECK_651", "new day", lambda w, r: {"day": w.cell("days", w.rows("days")[0], "day"), "kind": "Nghỉ"}, "day"),
    Seed("CHECK_652", "deadline", {"deadline": "32/13"}, "deadline"),
    Seed("CHECK_652", "deadline", {"report_by": "abc"}, "report_by"),
    Seed("CHECK_653", "new day", {"day": day(2025, 7, 1), "kind": "Lễ"}, "kind"),
    Seed("CHECK_656", "deadline", {"part": "Tuần", "deadline": "10/4"}, "part"),
    Seed("CHECK_654", "rule", {"off": "x", "reason": "Văn bản không ghi"}, "off"),
    Seed("CHECK_655", "rule", {"code": "CHECK_16", "off": "Tắt", "reason": "Văn bản không ghi"}, "code"),
    Seed("CHECK_661", "result", {"head": "Kết quả thực hiện " * 6 + "kỳ"}, "head"),
    Seed("CHECK_662", "status", {"ask": "Không"}, "ask"),
    Seed("CHECK_663", "result", {"ask": "có thể"}, "ask"),
    Seed("CHECK_665", "port", {"value": "cổng mặc định"}, "value"),
    Seed("CHECK_666", "way", {"value": "Máy chủ thư (SMTP)"}, "value", expects=lambda w, r: {
        ("CHECK_666", "office", w.office("smtp_host"), "value")}),
    Seed("CHECK_667", "host", {"value": "mail.hatinh.gov.vn"}, "value", lambda w, r: {
        Place("office", w.office("imap_security"), "value"): "Không"}, lambda w, r: {
        ("CHECK_667", "office", w.office("imap_security"), "value")}),
    Seed("CHECK_900", "rule", {"off": "Tắt"}, "off"),
)  # fmt: skip

SEEDS = PLAN + INDICES + YEARS + RECORD + REGISTER + PERIODS
