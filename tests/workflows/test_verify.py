"""Đối chiếu nhật ký: what was changed, cut or lost is named; what is only unusual is told; nothing is written."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kehoach_xl import cli
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.examined import subject
from kehoach_xl.workflows.verify import VerifyReport, verify
from tests.workflows.office import Room, at, copy, doing

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def merged(sent_out: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Two returns taken, one conflict open."""
    room = copy(sent_out, tmp_path_factory.mktemp("merged"))
    room.type("progress", "code", "2.3", result="Theo điện thoại.")
    room.send("STP", {"2.3": doing(), "2.4": doing()})
    room.send("SKHCN", {"3.1": doing()})
    room.merge()
    return room


@pytest.fixture
def mine(merged: Room, tmp_path: Path) -> Room:
    return copy(merged, tmp_path)


def look(room: Room) -> VerifyReport:
    with open_book(room.master, write=False) as book:
        return verify(book)


def faults(room: Room) -> list[str]:
    return [one.code for one in look(room).faults]


def notes(room: Room) -> list[str]:
    return [one.code for one in look(room).notes]


def log_of(room: Room) -> Path:
    return room.folder / "ban-goc" / "nhat-ky.jsonl"


def test_a_master_at_work_is_whole(mine: Room) -> None:
    report = look(mine)
    assert (report.faults, report.notes, report.is_whole) == ([], [], True)
    assert (report.lines, report.batches, report.originals, report.cells) == (19, 3, 2, 9)
    assert report.facts == sum(row.text("batch") != "" for row in mine.desk().table("facts").rows)


def test_a_new_master_says_that_nothing_was_done_yet(built: Room) -> None:
    report = look(built)
    assert (report.faults, [one.code for one in report.notes]) == ([], ["JOURNAL_034"])


def test_nothing_is_written_and_nobody_is_asked_to_close_excel(mine: Room) -> None:
    (mine.folder / f"~${mine.master.name}").write_bytes(b"\x03Lan")
    before = {path: path.read_bytes() for path in mine.folder.rglob("*") if path.is_file()}
    assert cli.main(["verify", "--master", str(mine.master)]) == 0
    assert {path: path.read_bytes() for path in mine.folder.rglob("*") if path.is_file()} == before


def test_the_command_says_how_it_went(mine: Room, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", "--master", str(mine.master)]) == 0
    assert capsys.readouterr().out.startswith("Nhật ký còn nguyên vẹn. Đã đối chiếu 19 dòng nhật ký, 3 lượt")
    mine.type("journal", "no", "14", new="Số khác")
    assert cli.main(["verify", "--json", "--master", str(mine.master)]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in said["faults"]] == ["JOURNAL_010"]
    assert (said["lines"], said["exit"], said["command"]) == (19, 1, "verify")
    assert cli.main(["verify", "--master", str(mine.folder / "không có.xlsx")]) == 2


# -- what is damage ----------------------------------------------------------------------------------------


def test_a_changed_line_is_named_with_its_column_and_what_it_said(mine: Room) -> None:
    mine.type("journal", "no", "15", new="Số khác")
    (found,) = look(mine).faults
    assert "dòng số 15 đã bị sửa sau khi ghi, cột «Giá trị mới»; khi ghi là «Theo điện thoại.»" in str(found)


def test_a_line_that_was_deleted_is_named(mine: Room) -> None:
    blank(mine, "journal", "no", "3")
    (found,) = look(mine).faults
    assert (found.code, found.facts["first"], found.facts["last"]) == ("JOURNAL_011", 3, 3)


def test_the_newest_lines_cut_off_are_seen(mine: Room) -> None:
    for number in ("17", "18", "19"):
        blank(mine, "journal", "no", number)
    (found,) = look(mine).faults
    assert (found.code, found.facts["first"], found.facts["last"]) == ("JOURNAL_011", 17, 19)


def test_a_changed_fact_is_told_by_its_batch(mine: Room) -> None:
    mine.type("facts", "kind", "return", other='{"rows":{}}')
    assert faults(mine)[0] == "JOURNAL_014"


def test_facts_that_cannot_be_read_are_told_and_operations_stop_calmly(mine: Room) -> None:
    mine.type("facts", "kind", "return", other="{không phải")
    assert faults(mine) == ["JOURNAL_014", "BOOK_008"]
    with pytest.raises(Stop) as stop:
        mine.merge()
    assert stop.value.message.code == "BOOK_008"


def test_a_lost_log_is_told(mine: Room) -> None:
    log_of(mine).unlink()
    assert faults(mine) == ["JOURNAL_020"]


def test_a_log_cut_short_or_changed_is_told(mine: Room) -> None:
    lines = log_of(mine).read_bytes().splitlines(keepends=True)
    log_of(mine).write_bytes(b"".join(lines[:-2]))
    assert faults(mine) == ["JOURNAL_023"]
    log_of(mine).write_bytes(b"".join([b"khong phai\n", *lines[1:]]))
    assert faults(mine) == ["JOURNAL_021", "JOURNAL_024"]
    log_of(mine).write_bytes(b"".join([lines[0].replace(b"2025-H2", b"2025-H1"), *lines[1:]]))
    assert faults(mine) == ["JOURNAL_022"]  # of the log alone: the sheets are as they were


@pytest.mark.parametrize(
    ("harm", "code"), [(Path.unlink, "JOURNAL_040"), (lambda path: path.write_bytes(b"khac"), "JOURNAL_041")]
)
def test_an_original_that_is_gone_or_changed_is_named(mine: Room, harm: Callable[[Path], object], code: str) -> None:
    sha = next(row["hash"] for row in mine.journal("Gộp báo cáo") if row["agency"] == "STP")
    path = mine.folder / "ban-goc" / sha[:2] / sha
    path.chmod(0o644)
    harm(path)
    (found,) = look(mine).faults
    assert (found.code, found.facts["agency"], found.facts["period"]) == (code, "Sở Tư pháp", "2025-H2")


def test_a_line_taken_out_of_the_conflicts_is_told(mine: Room) -> None:
    mine.type("conflicts", "no", "1", theirs="Số khác")
    (found,) = look(mine).faults
    assert (found.code, found.facts["missing"], found.facts["other"]) == ("JOURNAL_052", 1, 1)


def test_a_backup_taken_back_is_told_with_what_it_lacks(mine: Room) -> None:
    newest = mine.master.read_bytes()
    backup = max((mine.folder / "sao-luu").glob("*gop*"))
    shutil.copy(backup, mine.master)
    (found,) = look(mine).faults
    assert (found.code, found.facts["batches"], found.facts["count"]) == ("JOURNAL_030", 1, 5)
    assert "lần cuối 19/12/2025 09:00" in str(found)
    mine.merge(now=at(20))  # she goes on with it: from now on the other one is a branch
    assert (faults(mine), notes(mine)) == ([], ["JOURNAL_032"])
    mine.master.write_bytes(newest)
    assert (faults(mine), notes(mine)) == ([], ["JOURNAL_032"])


def test_the_check_says_it_too(mine: Room) -> None:
    mine.type("journal", "no", "14", new="Số khác")
    found = [(one.issue.message.code, one.address) for one in mine.check().findings if one.sheet == "Nhật ký"]
    assert found == [("CHECK_810", "A18")]
    log_of(mine).unlink()
    log_of(mine).mkdir()
    with open_book(mine.master, write=False) as book:
        found = [one.message.code for one in subject(Desk(book), at(20).date()).proof]
    assert found == ["JOURNAL_001"]


def test_the_check_says_that_a_master_is_older_than_its_log(mine: Room) -> None:
    shutil.copy(max((mine.folder / "sao-luu").glob("*gop*")), mine.master)
    codes = [one.issue.message.code for one in mine.check().findings if one.sheet == "Nhật ký"]
    assert codes == ["CHECK_811"]


# -- what is only told ---------------------------------------------------------------------------------------


def test_a_line_of_the_log_that_cannot_be_read_is_no_damage_while_every_batch_is_there(mine: Room) -> None:
    log_of(mine).write_bytes(b"khong phai\n" + log_of(mine).read_bytes())
    assert (faults(mine), notes(mine)) == ([], ["JOURNAL_036"])
    mine.merge(now=at(20))
    assert (faults(mine), notes(mine)) == ([], ["JOURNAL_036"])


def test_what_she_typed_since_is_no_damage(mine: Room) -> None:
    mine.type("progress", "code", "3.1", result="Sửa sau khi gộp.")
    assert (faults(mine), notes(mine)) == ([], ["JOURNAL_050"])


def test_a_choice_she_has_not_applied_yet_is_no_damage(mine: Room) -> None:
    mine.choose("Giữ số liệu đang có")
    assert (faults(mine), notes(mine)) == ([], [])


def test_a_row_she_deleted_comes_back_and_is_no_damage(mine: Room) -> None:
    blank(mine, "progress", "code", "3.1")
    assert (faults(mine), notes(mine)) == ([], ["JOURNAL_051"])


def test_a_run_cut_off_between_log_and_master_is_no_damage(mine: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr("kehoach_xl.engine.native.save", power_cut)
        mine.merge(now=at(20))
    assert (faults(mine), notes(mine)) == ([], ["JOURNAL_031"])
    mine.merge(now=at(21))
    assert (faults(mine), notes(mine)) == ([], ["JOURNAL_031"])


def test_lines_she_wrote_at_the_end_are_told(mine: Room) -> None:
    mine.add("journal", note="Đã gọi điện cho Sở Tư pháp.")
    assert (faults(mine), notes(mine)) == ([], ["JOURNAL_033"])
    mine.merge(now=at(20))
    assert (faults(mine), notes(mine)) == ([], ["JOURNAL_033"])


def test_a_sorted_journal_is_whole(mine: Room) -> None:
    table = mine.desk().table("journal")
    rows = [row.cells for row in table.rows]
    mine.write(
        (table.sheet, table.first + at, table.columns[name], value)
        for at, cells in enumerate(reversed(rows)) for name, value in cells.items()
    )  # fmt: skip
    assert faults(mine) == []
    mine.merge(now=at(20))
    assert (faults(mine), look(mine).lines) == ([], 21)


def blank(room: Room, table: str, key: str, wanted: str) -> None:
    """She empties a whole row."""
    found = room.desk().table(table)
    room.type(table, key, wanted, **dict.fromkeys(found.columns))
