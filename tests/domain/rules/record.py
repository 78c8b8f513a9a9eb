"""Rules of `Tiến độ`: code, place of the finding, what breaks it, what does not."""

from tests.domain.rules.clean import (
    BEFORE,
    COMPONENT,
    DOING,
    REPORT,
    TASK,
    doing,
    in_force,
    report,
    reports,
    serial,
)  # fmt: skip

NOT_BEGUN = {"status": "Chưa thực hiện", "percent": None, "quantity": None, "finish_date": None, "evidence_no": None,
             "evidence_date": None}  # fmt: skip
DROPPED = {"status": "Không còn phù hợp", "percent": None, "quantity": None, "finish_date": None, "result": None,
           "evidence_no": None, "evidence_date": None}  # fmt: skip
YEARLY = {"lines": [COMPONENT, TASK | {"timeframe": "Hàng năm tổ chức 01-02 cuộc"}]}
NEXT_YEAR = {"lines": [COMPONENT, TASK | {"timeframe": "2026"}]}
ADDED = {"lines": [COMPONENT, TASK | {"since": serial(2025, 7, 15)}]}

CASES = [
    # -- readable --
    ("CHECK_050", ("progress", 10, "status"), report(status="gần xong"), report(status="xong")),
    ("CHECK_050", ("progress", 10, "percent"), report(percent=120.0), report(percent=100.0)),
    ("CHECK_050", ("progress", 10, "evidence_date"), report(evidence_date="cuối năm"), report()),
    ("CHECK_050", ("appendix", 11, "percent"),
     {"lines": [COMPONENT, TASK | {"percent": "gần hết"}], "typed": frozenset({(11, "percent")})},
     {"lines": [COMPONENT, TASK | {"percent": "gần hết"}]}),
    ("CHECK_056", ("progress", 10, "percent"), doing(percent=0.85), doing(percent=85.0)),
    # -- whose, what and when --
    ("CHECK_300", ("progress", 10, "task"), report(task=None), {"progress": [{"period": "2025-H1"}]}),
    ("CHECK_300", ("progress", 10, "period"), report(period=None), report()),
    ("CHECK_300", ("progress", 10, "task"), {"progress": [{"code": "1.1", "content": "Tổ chức hội nghị"}]},
     {"progress": [{}]}),
    ("CHECK_302", ("progress", 10, "id"), report(id=None), report()),
    ("CHECK_301", ("progress", 11, "code"), {"progress": [REPORT, REPORT]}, {"progress": [BEFORE, REPORT]}),
    ("CHECK_302", ("progress", 10, "id"), report(id="NV1|2025-H1|SCT"), report()),
    ("CHECK_303", ("progress", 10, "code"), report(task="NV9", id="NV9|2025-H1|STP"), report()),
    ("CHECK_304", ("progress", 10, "period"), report(period="2025-H2", id="NV1|2025-H2|STP"), report()),
    ("CHECK_305", ("progress", 10, "agency"), report(agency="STB", id="NV1|2025-H1|STB"),
     report(agency=None, id="NV1|2025-H1|")),
    ("CHECK_306", ("progress", 10, "content"), report(content="Tổ chức hội thảo"), report(content="TỔ CHỨC hội nghị")),
    ("CHECK_306", ("progress", 10, "content"), in_force("2025-H1", content="Tổ chức hội thảo"),
     in_force("2025-H1", content="Tổ chức hội thảo") | report(content="Tổ chức hội thảo")),
    ("CHECK_306", ("progress", 10, "agency_name"), report(agency_name="Sở Công Thương"), report()),
    ("CHECK_307", ("progress", 10, "period"), NEXT_YEAR, {}),
    ("CHECK_307", ("progress", 10, "period"), ADDED, {}),
    ("CHECK_307", ("progress", 10, "period"), in_force("2025-H1", timeframe="2026"),
     NEXT_YEAR | in_force("2025-H1", timeframe="2025")),
    ("CHECK_308", ("progress", 10, "due_date"), report(due_date="cuối quý"), report(due_date=serial(2025, 12, 31))),
    # -- status against what is reported --
    ("CHECK_051", ("progress", 10, "evidence_no"), report(evidence_no=None), report()),
    ("CHECK_052", ("progress", 10, "percent"), report(percent=85.0), report(percent=None)),
    ("CHECK_053", ("progress", 10, "finish_date"), report(finish_date=None), report()),
    ("CHECK_055", ("progress", 10, "quantity"), YEARLY | report(quantity=0.0), YEARLY | report(quantity=1.0)),
    ("CHECK_057", ("progress", 10, "result"), doing(result=None), doing()),
    ("CHECK_320", ("progress", 10, "percent"), doing(percent=100.0), doing(percent=99.0)),
    ("CHECK_321", ("progress", 10, "percent"), report(**NOT_BEGUN | {"percent": 5.0}),
     report(**NOT_BEGUN | {"percent": 0.0})),
    ("CHECK_321", ("progress", 10, "finish_date"), report(**NOT_BEGUN | {"finish_date": serial(2025, 6, 1)}),
     report(**NOT_BEGUN)),
    ("CHECK_322", ("progress", 10, "status"), doing(status=None), {"progress": [{**dict.fromkeys(REPORT), **{
        "id": "NV1|2025-H1|STP", "task": "NV1", "period": "2025-H1", "agency": "STP"}}]}),
    ("CHECK_323", ("progress", 10, "result"), report(**DROPPED), report(**DROPPED | {"proposals": "Đề nghị bỏ"})),
    # -- days --
    ("CHECK_054", ("progress", 10, "finish_date"), report(finish_date=serial(2025, 7, 2)), report()),
    ("CHECK_310", ("progress", 10, "finish_date"), report(finish_date=serial(2025, 6, 17)),
     report(finish_date=serial(2025, 6, 16))),
    ("CHECK_311", ("progress", 10, "finish_date"), report(finish_date=serial(2025, 7, 1), received=None),
     report(finish_date=serial(2025, 6, 30), received=None)),
    ("CHECK_312", ("progress", 10, "finish_date"), report(finish_date=serial(2024, 12, 31)),
     report(finish_date=serial(2025, 1, 1))),
    ("CHECK_313", ("progress", 10, "finish_date"), doing(finish_date=serial(2025, 6, 1)), doing()),
    ("CHECK_314", ("progress", 10, "evidence_date"), report(evidence_date=serial(2025, 7, 2)), report()),
    ("CHECK_315", ("progress", 10, "evidence_date"), report(evidence_date=serial(2023, 12, 31)),
     report(evidence_date=serial(2024, 1, 1))),
    ("CHECK_316", ("progress", 10, "evidence_no"), doing(evidence_no=None),
     doing(evidence_no=None, evidence_date=None)),
    ("CHECK_317", ("progress", 10, "evidence_date"), report(evidence_date=None), report()),
    *(
        ("CHECK_317", ("progress", 10, "evidence_date"), report(evidence_date=None),
         report(evidence_date=None, evidence_no=typed))
        for typed in (
            "Không có", "05 văn bản", "1245/SCT-QLTM ngày 12/10/2025", "số 15/KH-UBND ngày 12 tháng 10 năm 2025",
        )
    ),
    # -- documents --
    ("CHECK_330", ("progress", 10, "evidence_no"), report(evidence_no="số 45"), report(evidence_no="45/2025/NĐ-CP")),
    ("CHECK_330", ("progress", 10, "evidence_no"), report(evidence_no="12/bc-stp"), report(evidence_no="05-CTr/TU")),
    ("CHECK_330", ("progress", 10, "evidence_no"), report(evidence_no="12/BC-STP; 13"),
     report(evidence_no="12/BC-STP, 13/KH-UBND")),
    ("CHECK_330", ("progress", 10, "evidence_no"), report(evidence_no=45992.0), report()),
    ("CHECK_330", ("progress", 10, "evidence_no"), report(evidence_no="BC-SCT/45"), report(evidence_no="45/BC-SCT")),
    ("CHECK_331", ("progress", 10, "evidence_no"), report(evidence_no="Biên bản họp"),
     report(evidence_no="Báo cáo số 12/BC-STP ngày 02/6/2025")),
    ("CHECK_332", ("progress", 10, "evidence_no"), report(evidence_no="12/BC"), report(evidence_no="12/SCT")),
    # -- against the period before --
    ("CHECK_324", ("progress", 11, "percent"), reports({}, DOING | {"percent": 30.0}), reports({}, DOING)),
    ("CHECK_325", ("progress", 11, "status"),
     reports({"status": "Hoàn thành", "percent": 100.0, "finish_date": serial(2025, 3, 1)}, DOING),
     reports({}, {})),
]  # fmt: skip
