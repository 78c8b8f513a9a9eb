"""Each hostile file alone: its verdict, what of it reaches the record, and the caps it is held to.

A good form lies beside it, as a merge without any is refused. The whole merge runs in a process of its own.
"""

import pytest

from tests.hostile.capped import capped
from tests.hostile.judged import merged
from tests.hostile.kinds import KINDS
from tests.hostile.kit import AGENCY, GOOD, Kind, Kit
from tests.workflows.office import Room

pytestmark = pytest.mark.slow

BESIDE = {"2.3": {"status": "Đang thực hiện", "percent": 40}}


def marked(one: Kind) -> object:
    return pytest.param(one.name, marks=[pytest.mark.tools] if one.needs else [])


@pytest.mark.parametrize("name", [marked(one) for one in KINDS.values()])
def test_a_hostile_file_gets_its_verdict_within_its_caps(name: str, kit: Kit, office: Room) -> None:
    one = KINDS[name]
    for file, data in one.files(kit).items():
        (office.inbox / file).write_bytes(data)
    beside = office.send("STP", BESIDE).name
    found = capped(merged, office)

    assert found.verdicts == dict(one.verdicts) | {beside: ("accepted", "MERGE_001")}
    assert set().union(*found.said.values()) >= one.said
    wanted = {code: dict(fields) for code, fields in GOOD.items()} if one.taken else {}
    for (code, field), value in one.changed.items():
        wanted.setdefault(code, {})[field] = value
    kept = {code: {k: v for k, v in fields.items() if v is not None} for code, fields in wanted.items()}
    stands = {code: fields for (code, agency), fields in found.record.items() if agency == AGENCY and fields}
    assert stands == {code: fields for code, fields in kept.items() if fields}
    assert {(code, field) for code, agency, field in found.asked if agency == AGENCY} == one.asked
    assert found.record["2.3", "STP"] == {"status": "Đang thực hiện", "percent": 40.0}
