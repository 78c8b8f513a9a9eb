"""Rules of the reporting columns in `Thiết lập`: what breaks each, what does not."""

from tests.domain.rules.clean import REPORT


def column(name, **cells):
    return {"fields": [{"id": name, "head": None, "ask": "Có"} | cells]}


CASES = [
    ("CHECK_660", ("fields", 10, "head"), column("extra1", head="ngày văn bản"),
     column("extra1", head="Ngày giải ngân")),
    ("CHECK_660", ("fields", 10, "head"), column("result", head="STT"), column("result", head="Sản phẩm")),
    ("CHECK_661", ("fields", 10, "head"), column("extra1", head="a" * 61), column("extra1", head="a" * 60)),
    ("CHECK_662", ("fields", 10, "ask"), column("status", ask="Không"), column("percent", ask="Không")),
    ("CHECK_663", ("fields", 10, "ask"), column("extra1", head="Vốn", ask="thôi"),
     column("extra1", head="Vốn", ask="không")),
    ("CHECK_664", ("fields", 10, "head"), column("extra4") | {"progress": [REPORT | {"extra4": 15.0}]},
     column("extra4", head="Vốn") | {"progress": [REPORT | {"extra4": 15.0}]}),
]  # fmt: skip
