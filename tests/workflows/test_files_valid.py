"""Every file we write is one that Excel opens without a word: by Microsoft's own validator and by our rules."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support import excel_rules, openxml
from tests.workflows.office import PERIOD, Room, doing

pytestmark = pytest.mark.tools


def assert_valid(paths: Iterable[Path]) -> None:
    paths = list(paths)
    assert {path.name: excel_rules.findings(path) for path in paths} == {path.name: [] for path in paths}
    assert openxml.findings_of(paths) == {}


def test_a_new_master(built: Room) -> None:
    assert_valid([built.master])


@pytest.mark.slow
def test_the_master_after_each_operation_of_the_demo(played) -> None:
    _, folder = played
    masters = [*sorted((folder / "sao-luu").glob("*.xls[xm]")), folder / "so-dieu-phoi.xlsm"]
    assert len(masters) >= 7
    assert_valid(masters)


@pytest.mark.slow
def test_every_form(sent_out: Room) -> None:
    forms = sorted((sent_out.outbox / PERIOD).glob("*.xlsx"))
    assert len(forms) == 12
    assert_valid(forms)


def test_a_prefilled_form_and_a_master_after_undo(room: Room) -> None:
    room.send("STP", {"2.3": doing(70, "<&> ]]> \u2028 «=1+1»")})
    room.merge()
    room.undo()
    room.merge()
    room.open_period("2026-H1")
    room.distribute(prefill=True, only=("STP",))
    assert_valid([room.master, room.form("STP", "2026-H1")])
