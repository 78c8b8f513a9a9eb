"""All hostile files in one inbox with good forms: every file is accounted for, and the record is the good files'.

The good forms are the newest of their agencies, so whatever else is taken from a hostile file is superseded by them.
"""

from collections import Counter

import pytest

from tests.hostile.capped import capped
from tests.hostile.judged import Judged, merged
from tests.hostile.kinds import KINDS
from tests.hostile.kit import AGENCY, GOOD, LATEST, OTHER_AGENCY, Kit
from tests.workflows.office import Room, copy

pytestmark = [pytest.mark.slow, pytest.mark.tools]

FORMS = {
    "STP": {"2.3": {"status": "Đang thực hiện", "percent": 40}},
    "SNV": {"3.3": {"status": "Hoàn thành", "percent": 100, "result": "Đã xong."}},
    OTHER_AGENCY: {"3.1": {"status": "Đang thực hiện", "percent": 55, "result": "Đang làm."}},
    AGENCY: GOOD,
}
# A whole batch in one go: its time is the files' together, its memory is still one file's at a time.
SECONDS, MEGABYTES = 10 * len(KINDS), 1_000


@pytest.fixture(scope="module")
def everything(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> tuple[Room, Judged]:
    """The folder after one merge of all files."""
    office = copy(kit.room, tmp_path_factory.mktemp("tất cả") / "sở")
    for one in KINDS.values():
        for name, data in one.files(kit).items():
            path = office.inbox / one.name / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
    for agency, answers in FORMS.items():
        office.send(agency, answers, saved=LATEST, name=f"{agency}.xlsx")
    return office, capped(merged, office, seconds=SECONDS, megabytes=MEGABYTES, wall=SECONDS)


def test_every_file_has_its_verdict_by_name(everything: tuple[Room, Judged]) -> None:
    _, found = everything
    wanted = {f"{one.name}/{name}": verdict for one in KINDS.values() for name, verdict in one.verdicts.items()}
    wanted |= {f"{agency}.xlsx": ("accepted", "MERGE_001") for agency in FORMS}
    assert {name: verdict for name, verdict in found.verdicts.items() if wanted.get(name) != verdict} == {}
    assert set(wanted) == set(found.verdicts)


def test_every_cell_has_its_fate_and_the_sums_add_up(everything: tuple[Room, Judged]) -> None:
    _, found = everything
    assert set(found.fates) == set(found.verdicts)
    assert sum(found.fates.values(), Counter()) == found.cells
    assert set(found.cells) <= {"applied", "equal", "conflict", "superseded", "rejected"}


def test_the_record_is_exactly_the_good_files(everything: tuple[Room, Judged]) -> None:
    _, found = everything
    good = {(code, agency): dict(fields) for agency, answers in FORMS.items() for code, fields in answers.items()}
    assert {row: fields for row, fields in found.record.items() if fields} == good


def test_the_same_inbox_again_changes_nothing(everything: tuple[Room, Judged]) -> None:
    office, found = everything
    before = office.sheets()
    again = capped(merged, office, seconds=SECONDS, megabytes=MEGABYTES, wall=SECONDS)
    assert (again.record, again.asked) == (found.record, found.asked)
    after = office.sheets()
    assert {name for name in before if before[name] != after[name]} <= {"Tệp gửi về"}
