"""The promises of a merge on whole files: generated returns, corrections, hand edits and orders of arrival.

``tests/domain/test_settle.py`` holds the same of the deciding part alone, with many more examples.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflows.office import Room, at, copy, repack

pytestmark = pytest.mark.slow

ROWS = {"STP": ("2.3", "2.4"), "SKHCN": ("3.1", "3.20"), "SNV": ("3.3",)}
VALUES: dict[str, list[Any]] = {
    "status": ["Hoàn thành", "đang thực hiện", "xong", "cơ bản xong", None],
    "percent": [100, "85%", "0,85", "một nửa", 40.5, None],
    "quantity": [3, "1.350", "02 lớp", "vài", None],
    "result": ["Đã tổ chức.", "=1+1", "@SUM(A1)", "\tĐang làm", "dòng 1\ndòng 2", "\u00a0", None],
    "finish_date": ["05/11/2025", "11/25/2025", "tuần sau", None],
    "proposals": ["-2+3", "+84 912 345 678", None],
}


@dataclass(frozen=True)
class Sent:
    """One file: whose, what was typed, the day it was saved (None: nobody knows), what was done to its bytes."""

    agency: str
    answers: dict[str, dict[str, Any]]
    day: int | None
    harm: str = ""


@dataclass(frozen=True)
class Story:
    """What came back, and what she typed herself into `Tiến độ`: (code, agency, field) → value."""

    files: list[Sent]
    typed: dict[tuple[str, str, str], str] = field(default_factory=dict)


@st.composite
def sent(draw: st.DrawFn) -> Sent:
    agency = draw(st.sampled_from(sorted(ROWS)))
    row = st.fixed_dictionaries({}, optional={name: st.sampled_from(known) for name, known in VALUES.items()})
    answers = {code: draw(row) for code in ROWS[agency]}
    day = draw(st.one_of(st.none(), st.integers(1, 5)))
    return Sent(agency, answers, day, draw(st.sampled_from(["", "", "", "", "cut", "forged", "noise"])))


@st.composite
def stories(draw: st.DrawFn) -> Story:
    files = draw(st.lists(sent(), min_size=1, max_size=5))
    cells = [(code, agency, "result") for agency, codes in ROWS.items() for code in codes]
    typed = draw(
        st.dictionaries(st.sampled_from(cells), st.sampled_from(["Theo điện thoại.", "Đã tổ chức."]), max_size=2)
    )
    return Story(files, typed)


def forged(path: Path) -> None:
    repack(path, lambda part, data: data.replace(b'"agency', b'"agencY') if part == "docProps/custom.xml" else data)


def send(room: Room, one: Sent, name: str) -> None:
    """Put one file into the inbox, harmed as it is to be."""
    path = room.send(one.agency, one.answers, saved=at(one.day) if one.day else at(1, year=2000), name=name)
    if one.harm == "cut":
        path.write_bytes(path.read_bytes()[:-200])
    elif one.harm == "noise":
        path.write_bytes(random.Random(name).randbytes(3000))
    elif one.harm == "forged":
        forged(path)


def played(start: Room, folder: Path, story: Story, batches: list[list[int]]) -> tuple[Room, list[Any]]:
    """The story with its files arriving in these batches; names tell nothing of their order."""
    room = copy(start, folder)
    # A good form of somebody else, as a folder without any is refused.
    room.send("SVHTTDL", {"4.7": {"status": "Hoàn thành"}}, name="khác.xlsx")
    for (code, agency, name), value in story.typed.items():
        desk = room.desk()
        table = desk.table("progress")
        task = next(one.id for one in desk.plan.tasks if one.code == code)
        row = next(r.row for r in table.rows if (r.text("task"), r.text("agency")) == (task, agency))
        room.write([(table.sheet, row, table.columns[name], value)])
    reports = []
    for batch in batches:
        for number in batch:
            send(room, story.files[number], f"{number}.xlsx")
        reports.append(room.merge())
    return room, reports


def stands(room: Room) -> tuple[Any, ...]:
    """The record, and what is open, as any order must leave them."""
    clashes = sorted(
        (str(r["code"]), r["agency"], str(r["column"]), str(r["ours"]), str(r["theirs"])) for r in room.conflicts()
    )
    return {key: fields for key, fields in room.record().items() if fields}, clashes


FEW = settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@FEW
@given(stories())
def test_every_file_and_every_cell_is_accounted_for(sent_out: Room, story: Story) -> None:
    with TemporaryDirectory() as folder:
        room, (report,) = played(sent_out, Path(folder) / "sở", story, [list(range(len(story.files)))])
        assert {one.file for one in report.files} == {path.name for path in room.inbox.iterdir()}
        assert all(one.message.text for one in report.files)
        assert sum(report.fates.values(), Counter()) == report.cells
        for number, one in enumerate(story.files):
            verdict = next(v for v in report.files if v.file == f"{number}.xlsx")
            wanted = {"": {"accepted", "duplicate"}, "forged": {"quarantined", "accepted", "duplicate"}}
            assert verdict.state in wanted.get(one.harm, {"unreadable", "foreign"}), (one.harm, verdict.state)


@FEW
@given(stories(), st.data())
def test_no_order_of_arrival_and_no_repetition_changes_the_master(
    sent_out: Room, story: Story, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        numbers = list(range(len(story.files)))
        at_once, _ = played(sent_out, Path(folder) / "một lần", story, [numbers])
        shuffled = data.draw(st.permutations(numbers))
        cut = data.draw(st.integers(0, len(numbers)))
        batches = [shuffled[:cut], shuffled[cut:], []]  # the last one merges the same folder again
        apart, reports = played(sent_out, Path(folder) / "nhiều lần", story, batches)
        assert stands(apart) == stands(at_once)
        assert reports[-1].cells["applied"] == 0


@FEW
@given(stories())
def test_hand_edits_stand_and_nothing_becomes_a_formula(sent_out: Room, story: Story) -> None:
    with TemporaryDirectory() as folder:
        room, _ = played(sent_out, Path(folder) / "sở", story, [list(range(len(story.files)))])
        for (code, agency, name), value in story.typed.items():
            assert room.cell(code, name, agency) == value
        cells = room.sheets()["Tiến độ"]
        typed = {str(value).strip() for one in story.files for row in one.answers.values() for value in row.values()}
        live = {value for value in cells.values() if isinstance(value, str) and value.startswith("=")} & typed
        from openpyxl import load_workbook

        sheet = load_workbook(room.master)["Tiến độ"]
        assert [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f" and c.value in live] == []


@FEW
@given(stories())
def test_a_trial_writes_nothing_and_a_merge_keeps_the_old_master_beside_the_new(sent_out: Room, story: Story) -> None:
    with TemporaryDirectory() as folder:
        room = copy(sent_out, Path(folder) / "sở")
        for number, one in enumerate(story.files):
            send(room, one, f"{number}.xlsx")
        room.send("SVHTTDL", {"4.7": {"status": "Hoàn thành"}}, name="khác.xlsx")
        before = room.master.read_bytes()
        room.merge(dry_run=True)
        assert room.master.read_bytes() == before
        assert Path(room.merge().backup).read_bytes() == before != room.master.read_bytes()
