"""Rules of spelling, each with a proposal: what breaks each, what does not."""

from tests.domain.rules.clean import component, group, period, report, special, task

CASES = [
    ("CHECK_110", ("appendix", 11, "content"), task(content="Tổ chức  hội nghị"), task(content="Tổ chức hội nghị")),
    ("CHECK_111", ("appendix", 11, "content"), task(content="Tô\u0309 chức hội nghị"),
     task(content="Tổ chức hội nghị")),
    ("CHECK_112", ("appendix", 11, "leads"), task(leads="Sở TP"), task(leads="Sở Tư pháp")),
    ("CHECK_113", ("agencies", 13, "members"), group(members="Sở Tư pháp"), group(members="STP; SCT")),
    ("CHECK_114", ("appendix", 10, "score"), component(score="7,95"), component(score=7.95)),
    ("CHECK_115", ("appendix", 10, "rank"), component(rank="hạng 18/19"), component(rank="18/19")),
    ("CHECK_116", ("progress", 10, "finish_date"), report(finish_date="01/06/2025"), report()),
    ("CHECK_117", ("periods", 12, "code"), special(code="2025 cđ1"), special()),
    ("CHECK_118", ("progress", 10, "status"), report(status="xong"), report()),
    ("CHECK_119", ("agencies", 10, "email"), {"agencies": [
        {"code": "STP", "name": "Sở Tư pháp", "kind": "Cơ quan", "email": "STP @x.gov.vn"},
        {"code": "SCT", "name": "Sở Công Thương", "kind": "Cơ quan", "email": "sct@x.gov.vn"}]}, period()),
]  # fmt: skip

CODES = {case[0] for case in CASES}
