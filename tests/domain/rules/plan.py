"""Rules of `Phụ lục` and `Chỉ số`: code, place of the finding, what breaks it, what does not."""

from kehoach_xl.domain.checks import Fault
from tests.domain.rules.clean import (
    COMPONENT,
    GROUP,
    INDEX,
    OLD,
    SCT,
    STP,
    TASK,
    TOTAL,
    component,
    index,
    serial,
    task,
    tasks,
    two,
)  # fmt: skip

SPLIT = {"agencies": [STP, SCT, OLD | {"successor": "SCT; STP"}, GROUP]}
EMPTY_GROUP = {"agencies": [STP, SCT, OLD, GROUP | {"members": None}]}
COMING = {"agencies": [STP, SCT | {"valid_from": serial(2025, 8, 1)}, OLD, GROUP]}
PUBLISHED = {"actual_score": 8.1, "actual_rank": 9.0, "actual_of": 19.0}
CHAPTER = {"id": "NH01", "code": "IV.2.đ", "name": "Công tác đối ngoại"}
SECOND = {"id": "CS2", "code": "2", "name": "Chi phí"}
AIM = {"year": 2030.0, "rank_from": 1.0, "rank_to": 8.0, "of": 19.0}
RESULT = {"year": 2023.0, "code": "1", "score": 7.9, "rank": 17.0, "of": 19.0}


def aim(**cells):
    return {"goals": [AIM | cells]}


def result(**cells):
    return {"history": [RESULT | cells]}


def aimed(**cells):
    """One goal in numbers."""
    return {"figures": [{"name": "Số dự án", "op": "≥", "limit": 10.0, "unit": "%", "result": 12.0} | cells]}


def grouped(code, component="IV.2.đ", **more):
    """A group, which has no scores and does not stand on `Chỉ số`, before the component."""
    lines = [CHAPTER, TASK | {"id": "NV9", "code": code, "component": component, "content": "Tập huấn"}]
    return {"lines": [*lines, COMPONENT, TASK], **more}


def both(first, second):
    """Two components in both sheets."""
    return {
        "lines": [COMPONENT, TASK, COMPONENT | SECOND], "indices": [INDEX | first, INDEX | SECOND | second, TOTAL],
    }  # fmt: skip


CASES = [
    # -- Phụ lục: rows and numbers --
    ("CHECK_001", ("appendix", 11, "code"), task(id=None), task(id="NV7")),
    ("CHECK_002", ("appendix", 12, "code"), tasks(id="NV1"), tasks(id="NV2")),
    ("CHECK_003", ("appendix", 11, "code"), task(code=None), task(code="1.1")),
    ("CHECK_004", ("appendix", 12, "code"), tasks(code="1.1"), tasks(code="1.2")),
    ("CHECK_005", ("appendix", 12, "code"), tasks(code="1.3"), tasks(code="1.2")),
    ("CHECK_006", ("appendix", 11, "code"), task(code="2.1"), task(code="1.1")),
    ("CHECK_007", ("appendix", 11, "code"), task(code=1.1), task(code="1.1")),
    ("CHECK_008", ("appendix", 11, "content"), task(content=None), {"lines": [COMPONENT, TASK, {"id": "NV2"}]}),
    ("CHECK_009", ("appendix", 11, "code"), task(code="1,1"), task(code="1.1")),
    ("CHECK_009", ("appendix", 11, "code"), task(code="1..1"), task(code="1.a")),
    ("CHECK_120", ("appendix", 11, "component"), task(component="3"), task(component="1")),
    ("CHECK_120", ("appendix", 11, "component"), task(component=None), task(component=None, code="I")),
    ("CHECK_006", ("appendix", 11, "code"), grouped("IV.2.e.3"), grouped("IV.2.đ.3")),
    ("CHECK_120", ("appendix", 11, "component"), grouped("IV.2.đ.3", component=None), grouped("IV.2.đ.3")),
    ("CHECK_012", ("appendix", 10, "score"), component(score=None), grouped("IV.2.đ.3")),
    ("CHECK_201", ("indices", 0, ""), {"indices": [TOTAL]}, grouped("IV.2.đ.3")),
    ("CHECK_200", ("indices", 12, "code"), grouped("IV.2.đ.3", indices=[INDEX, TOTAL, CHAPTER]), grouped("IV.2.đ.3")),
    ("CHECK_121", ("appendix", 12, "content"), tasks(content=" TỔ CHỨC hội nghị"), tasks(content="Tổ chức hội thảo")),
    ("CHECK_121", ("appendix", 12, "name"), two({}, {"name": "Tiếp cận thông tin"}), two({}, {})),
    ("CHECK_090", ("appendix", 11, "content"), {"oddities": [("1.1", "trùng", "Bản in ghi hai lần.")]}, {}),
    ("CHECK_090", ("appendix", 10, "name"), {"oddities": [("1", "trùng", "Bản in ghi hai lần.")]}, {}),
    ("CHECK_090", ("appendix", 0, ""), {"oddities": [("9.9", "thiếu", "Bản in không có.")]}, {}),
    # -- Phụ lục: scores and ranks --
    ("CHECK_010", ("appendix", 10, "goal_score"), component(goal_score="cao hơn"), component(goal_score="8,1 điểm")),
    ("CHECK_122", ("appendix", 10, "score"), component(score=12.5), component(score=7.95)),
    ("CHECK_012", ("appendix", 10, "goal_score"), component(goal_score=None), component(goal_score=8.0)),
    ("CHECK_012", ("appendix", 10, "rank"), component(rank=" "), component(rank="18/19")),
    ("CHECK_013", ("appendix", 10, "goal_rank"), component(goal_rank="22 - 25"), component(goal_rank="hạng 10/19")),
    ("CHECK_014", ("appendix", 10, "rank"), component(rank="20/19"), component(rank="19/19")),
    ("CHECK_015", ("appendix", 10, "goal_rank"), component(goal_rank="10/34"), component(goal_rank="10/19")),
    ("CHECK_016", ("appendix", 10, "goal_score"), component(goal_score=7.9), component(goal_score=7.95)),
    ("CHECK_123", ("appendix", 10, "goal_rank"), component(goal_rank="19/19"), component(goal_rank="18/19")),
    ("CHECK_124", ("appendix", 10, "goal_rank"), component(goal_rank="10"), component(goal_rank="10/19")),
    ("CHECK_125", ("appendix", 12, "rank"), two({}, {"rank": "18/63", "goal_rank": "9/19"}), two({}, {})),
    # -- Phụ lục: agencies --
    ("CHECK_020", ("appendix", 11, "leads"), task(leads=None), task(leads="STP")),
    ("CHECK_021", ("appendix", 11, "leads"), task(leads="Sở Tư pháp, Sở Xây dựng"), task(leads="Sở Tư pháp")),
    ("CHECK_021", ("appendix", 11, "coordinators"), task(coordinators="Sở Xây dựng"), task(coordinators="SCT")),
    ("CHECK_021", ("appendix", 11, "reporters"), task(reporters="Sở Xây dựng"), task(reporters="SCT")),
    ("CHECK_022", ("appendix", 11, "leads"), EMPTY_GROUP | task(leads="Các sở, ban, ngành"),
     EMPTY_GROUP | task(leads="Các sở, ban, ngành", reporters="Sở Tư pháp")),
    ("CHECK_024", ("appendix", 11, "coordinators"), task(coordinators=None), task(coordinators="SCT")),
    ("CHECK_025", ("appendix", 11, "leads"), task(leads="Sở Thông tin và Truyền thông"), task(leads="Sở Tư pháp")),
    ("CHECK_109", ("appendix", 11, "leads"), task(leads="Sở Tư pháp và Sở Công Thương"),
     task(leads="Sở Tư pháp, Sở Công Thương")),
    ("CHECK_126", ("appendix", 11, "leads"), task(leads="Sở Tư pháp; STP"), task(leads="Sở Tư pháp")),
    ("CHECK_127", ("appendix", 11, "coordinators"), task(coordinators="Sở Công Thương, Sở Tư pháp"),
     task(coordinators="Sở Công Thương")),
    ("CHECK_128", ("appendix", 11, "leads"), SPLIT | task(leads="Sở Thông tin và Truyền thông"), SPLIT | task()),
    ("CHECK_129", ("appendix", 11, "coordinators"), COMING | task(), task()),
    # -- Phụ lục: time --
    ("CHECK_030", ("appendix", 11, "timeframe"), task(timeframe="khi có điều kiện"), task(timeframe="Hằng năm")),
    ("CHECK_031", ("appendix", 11, "timeframe"), task(timeframe="\u00a0"), task(timeframe="2025")),
    ("CHECK_130", ("appendix", 11, "timeframe"), task(timeframe="2023 - 2024"), task(timeframe="2024 - 2025")),
    ("CHECK_131", ("appendix", 11, "timeframe"), task(timeframe="2025 - 2031"), task(timeframe="2025 - 2030")),
    ("CHECK_132", ("appendix", 11, "until"), task(since=serial(2025, 6, 1), until=serial(2025, 5, 1)),
     task(since=serial(2025, 5, 1), until=serial(2025, 6, 1))),
    ("CHECK_132", ("appendix", 11, "since"), task(since="đầu năm"), task(since=serial(2025, 5, 1))),
    # -- Chỉ số --
    ("CHECK_040", ("indices", 10, "goal_score"), index(goal_score=8.5), index(goal_score=8.0)),
    ("CHECK_040", ("indices", 10, "score"), index(score=None), index(score=7.95)),
    ("CHECK_040", ("indices", 10, "rank"), index(rank=17.0), index(rank=18.0)),
    ("CHECK_040", ("indices", 10, "goal_of"), index(goal_of=34.0), index(goal_of=19.0)),
    ("CHECK_041", ("indices", 0, ""), {"framework": "fta-index"}, {}),
    ("CHECK_042", ("indices", 11, "score"), {"indices": [INDEX, TOTAL | {"score": 79.44}]},
     {"indices": [INDEX, TOTAL | {"score": 79.45}]}),
    ("CHECK_010", ("indices", 10, "actual_score"), index(actual_score="chưa rõ"), index(actual_score=8.1)),
    ("CHECK_122", ("indices", 10, "actual_score"), index(actual_score=81.0), index(actual_score=8.1)),
    ("CHECK_014", ("indices", 10, "actual_rank"), index(**PUBLISHED | {"actual_rank": 20.0}), index(**PUBLISHED)),
    ("CHECK_016", ("indices", 11, "goal_score"),
     {"framework": "none", "indices": [INDEX, TOTAL | {"goal_score": 79.0}]}, {"indices": [INDEX, TOTAL]}),
    ("CHECK_123", ("indices", 11, "goal_rank"),
     {"indices": [INDEX, TOTAL | {"rank": 5.0, "of": 19.0, "goal_rank": 6.0, "goal_of": 19.0}]},
     {"indices": [INDEX, TOTAL | {"rank": 5.0, "of": 63.0, "goal_rank": 6.0, "goal_of": 34.0}]}),
    ("CHECK_125", ("indices", 11, "actual_of"), both(PUBLISHED, PUBLISHED | {"actual_of": 34.0}),
     both(PUBLISHED, PUBLISHED)),
    ("CHECK_200", ("indices", 12, "code"), {"indices": [INDEX, TOTAL, {"id": "CS9", "name": "Chi phí"}]}, {}),
    ("CHECK_201", ("indices", 0, ""), {"indices": [TOTAL]}, {"indices": []}),
    ("CHECK_202", ("indices", 11, "code"), {"indices": [INDEX, INDEX, TOTAL]}, {}),
    ("CHECK_203", ("indices", 10, "name"), index(name="Tiếp cận đất đai"), index(name="TIẾP CẬN thông tin")),
    ("CHECK_204", ("indices", 10, "actual_of"), index(**PUBLISHED | {"actual_of": None}), index(**PUBLISHED)),
    ("CHECK_205", ("indices", 11, "actual_score"), both(PUBLISHED, {"actual_rank": 3.0, "actual_of": 19.0}),
     both(PUBLISHED, PUBLISHED)),
    ("CHECK_206", ("indices", 10, "actual_of"), index(**PUBLISHED | {"actual_of": 19.5}), index(**PUBLISHED)),
    # -- Chỉ số: goals and results of other years --
    ("CHECK_207", ("goals", 10, "year"), aim(year=30.0), aim()),
    ("CHECK_207", ("history", 10, "year"), result(year="đầu năm"), result()),
    ("CHECK_207", ("history", 10, "year"), result(year=2023.5), result(year="2023")),
    ("CHECK_208", ("goals", 10, "year"), aim(year=None), {"goals": [{"source": "Kế hoạch"}]}),
    ("CHECK_209", ("goals", 10, "code"), aim(code="7"), aim(code="1", rank_to=9.0)),
    ("CHECK_209", ("history", 10, "code"), result(code=3.0), result(code=1.0)),
    ("CHECK_210", ("history", 11, "year"), {"history": [RESULT, RESULT | {"score": None, "rank": None, "of": None,
     "group": "Cuối"}]}, {"history": [RESULT, RESULT | {"code": None}]}),
    ("CHECK_210", ("goals", 11, "year"), {"goals": [AIM, AIM | {"rank_to": 9.0}]},
     {"goals": [AIM, {"year": 2030.0, "score": 85.0}]}),
    ("CHECK_211", ("goals", 10, "year"), aim(rank_from=None, rank_to=None), aim(rank_from=None)),
    ("CHECK_211", ("history", 10, "year"), {"history": [{"year": 2023.0, "code": "1"}]},
     {"history": [{"year": 2023.0, "code": "1", "name": "Tiếp cận đất đai"}]}),
    ("CHECK_212", ("history", 10, "score"), result(year=2024.0, code=None, score=79.56, rank=None, of=None, group="x"),
     result(year=2024.0, code=None, score=79.55, rank=None, of=None, group="x")),
    ("CHECK_212", ("history", 10, "score"), result(year=2024.0, score=7.9, rank=18.0),
     result(year=2024.0, score=7.95, rank=18.0)),
    ("CHECK_213", ("goals", 10, "rank_to"), aim(year=2025.0, code="1", rank_from=None, rank_to=9.0),
     aim(year=2025.0, code="1", rank_from=None, rank_to=10.0)),
    ("CHECK_010", ("history", 10, "score"), result(score="cao"), result(score="7,9 điểm")),
    ("CHECK_122", ("goals", 10, "score"), aim(code="1", score=12.0), aim(score=82.0)),
    ("CHECK_122", ("history", 10, "score"), result(score=9.0, max=8.0), result(score=12.0, max=15.0)),
    ("CHECK_014", ("history", 10, "rank"), result(rank=20.0), result(rank=19.0)),
    ("CHECK_014", ("goals", 10, "rank_to"), aim(rank_to=20.0), aim(rank_to=20.0, of=None)),
    ("CHECK_204", ("history", 10, "of"), result(of=None), result(rank=None, of=None)),
    ("CHECK_206", ("goals", 10, "rank_from"), aim(rank_from="22-25"), aim(rank_from=8.0)),
    ("CHECK_206", ("history", 10, "of"), result(of=19.5), result(of=19.0)),
    ("CHECK_206", ("indices", 10, "actual_of"), index(**PUBLISHED | {"actual_rank": 1.0, "actual_of": 1.0}),
     index(**PUBLISHED)),
    ("CHECK_206", ("indices", 10, "actual_rank"), index(**PUBLISHED | {"actual_rank": 0.0}), index(**PUBLISHED)),
    ("CHECK_206", ("indices", 10, "actual_rank"), index(**PUBLISHED | {"actual_rank": -3.0}), index(**PUBLISHED)),
    ("CHECK_206", ("goals", 10, "of"), aim(rank_from=None, rank_to=1.0, of=1.0), aim(of=None)),
    # -- Chỉ số and Tổng hợp: what steers figures --
    ("CHECK_216", ("figures", 10, "limit"), aimed(op="cao"), aimed()),
    ("CHECK_216", ("figures", 10, "limit"), aimed(limit=None), aimed(op=None)),
    ("CHECK_216", ("figures", 10, "limit"), aimed(op="–", upper=5.0), aimed(op="–", upper=15.0)),
    ("CHECK_216", ("figures", 10, "result"), aimed(result="đạt"), aimed(result=None)),
    ("CHECK_010", ("trials", 10, "trial"), {"trials": [{"id": "CS1", "trial": "xx"}]},
     {"trials": [{"id": "CS1", "trial": None}]}),
    ("CHECK_122", ("trials", 10, "trial"), {"trials": [{"id": "CS1", "trial": 1e9}]},
     {"trials": [{"id": "CS1", "trial": 8.5}]}),
    ("CHECK_114", ("trials", 10, "trial"), {"trials": [{"id": "CS1", "trial": "8,5"}]},
     {"trials": [{"id": "CS1", "trial": 8.5}]}),
    ("CHECK_214", ("indices", 0, ""), {"asked": {"CS_assumed_of": "ba tư"}}, {"asked": {"CS_assumed_of": 34.0}}),
    ("CHECK_214", ("indices", 0, ""), {"asked": {"CS_assumed_of": 1.0}}, {"asked": {"CS_assumed_of": None}}),
    ("CHECK_215", ("indices", 0, ""), {"asked": {"CS_low_completion": "x"}}, {"asked": {"CS_low_completion": 0.5}}),
    ("CHECK_215", ("indices", 0, ""), {"asked": {"CS_large_gap": -5.0}}, {"asked": {"CS_large_gap": 0.0}}),
    ("CHECK_215", ("scope", 0, ""), {"asked": {"TH_award_done": "cao"}}, {"asked": {"TH_award_done": 80.0}}),
    ("CHECK_215", ("scope", 0, ""), {"asked": {"TH_award_forms": 101.0}}, {"asked": {"TH_award_forms": 100.0}}),
    # -- any cell, the workbook --
    ("CHECK_700", ("appendix", 11, "content"), task(content="Tæ chøc héi nghÞ"), task(content="Gặp Müller, café")),
    ("CHECK_700", ("progress", 10, "result"), {"progress": []} | {"progress": [
        {"id": "NV1|2025-H1|STP", "task": "NV1", "period": "2025-H1", "agency": "STP", "status": "Đang thực hiện",
         "result": "Ñaõ toå chöùc hoäi nghò"}]}, {}),
    ("CHECK_710", ("appendix", 10, "score"), {"formulas": {("appendix", 10, "score"): "=D9+1"}},
     {"formulas": {("indices", 11, "score"): "=SUM(D10:D10)"}}),
    ("CHECK_711", ("appendix", 10, "score"), component(score="#REF!"), component(score=7.95)),
    ("CHECK_711", ("appendix", 11, "class"), task(**{"class": "#NAME?"}), task(**{"class": "Hoàn thành đúng hạn"})),
    *(
        (code, ("progress", 0, ""), {"faults": [Fault(code, "progress", {
            "head": "Trạng thái", "name": "TD_status", "refers": "#REF!", "other": "TD_percent", "rows": "6–9",
            "others": "5–9"})]}, {})
        for code in ("CHECK_800", "CHECK_801", "CHECK_802", "CHECK_803", "CHECK_804")
    ),
    ("CHECK_712", ("appendix", 10, "score"), component(score=45538.0), component(score=7.95)),
    ("CHECK_712", ("appendix", 10, "rank"), component(rank=45966.0), component(rank="5/11")),
    ("CHECK_712", ("appendix", 11, "code"), task(code=45689.0), task(code="1.2")),
    ("CHECK_712", ("indices", 10, "actual_rank"), index(**PUBLISHED | {"actual_rank": 45689.0}), index(**PUBLISHED)),
    ("CHECK_654", ("rules", 10, "off"), {"rules": [{"code": "CHECK_024", "off": "x", "reason": "Văn bản không ghi"}]},
     {"rules": [{"code": "CHECK_024", "off": "tắt", "reason": "Văn bản không ghi"}]}),
    ("CHECK_655", ("rules", 10, "code"), {"rules": [{"code": "CHECK_24", "off": "Tắt", "reason": "Văn bản không ghi"}]},
     {"rules": [{"code": "CHECK_24"}]}),
    ("CHECK_900", ("rules", 10, "off"), {"rules": [{"code": "CHECK_024", "off": "Tắt", "reason": " "}]},
     {"rules": [{"code": "CHECK_024", "off": "Tắt", "reason": "Văn bản không ghi"}]}),
]  # fmt: skip
