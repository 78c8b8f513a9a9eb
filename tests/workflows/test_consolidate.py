"""Several masters in one workbook: what counts, what is said of the rest, and that nothing is touched."""

import hashlib
import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kehoach_xl.cli import main
from kehoach_xl.domain.status import CLASSES, chart_group
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.consolidate import ConsolidateReport, consolidate
from kehoach_xl.workflows.masters import read_master
from kehoach_xl.workflows.summary import figures_of
from tests.workflows.office import PLAN, Room, at, copy, done
from tests.workflows.provinces import ENCRYPTED, province, room_of, strangers, variant, without_index
from tests.workflows.test_cli import documented

pytestmark = pytest.mark.slow

NOW = at(30)
NAME = "tong-hop-chung.xlsx"


@pytest.fixture(scope="module")
def home(sent_out: Room, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Room], ConsolidateReport]:
    """Four plans and strangers below one folder, gathered."""
    folder = tmp_path_factory.mktemp("bộ") / "Các tỉnh"
    rooms = province(folder, sent_out)
    strangers(folder / "tệp lạ", sent_out)
    return folder, rooms, consolidate(folder, now=NOW)


def gather(folder: Path, **options) -> ConsolidateReport:
    return consolidate(folder, **{"now": NOW} | options)


def codes(report: ConsolidateReport) -> dict[str, str]:
    return {one.file.name: one.message.code for one in report.gathered.unread}


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != NAME
    }


def refused(call, *arguments, **options) -> Message:
    with pytest.raises(Stop) as caught:
        call(*arguments, **options)
    return caught.value.message


# -- what counts ----------------------------------------------------------------------------------------


def test_each_plan_has_the_figures_of_its_own_summary(home) -> None:
    _, rooms, report = home
    found = {one.file: one for one in report.gathered.plans}
    assert len(found) == 4
    for name, room in rooms.items():
        if name == "new":
            continue
        with open_book(room.master, write=False) as book:
            own = figures_of(Desk(book), today=NOW.date())
        one, total = found[room.master], own.total
        groups = {group: 0 for group in map(chart_group, CLASSES)}
        for klass, count in total["classes"].items():
            groups[chart_group(klass)] += count
        cells = one.total.cells()
        assert [cells[key] for key in ("count", "due", "done")] == [total["count"], total["due"], total["done"]]
        assert sorted(one.total.groups) == sorted(groups.values())
        assert (cells["unreported"], cells["dropped"]) == (groups["Chưa báo cáo"], groups[""])
        assert one.forms == own.forms_by_period[own.period]
        assert sum(part.tally.count for part in one.components) == total["count"]
        assert [part.latest for part in one.components] == [
            (line.actual or line.baseline).score for line in own.indices[:-1]
        ]


def test_the_figures_as_a_reader_sees_them(home) -> None:
    _, _, report = home
    seen = {
        report.gathered.titles[one.file]: (one.period, one.state, one.total and one.total.count, tuple(vars_of(one)))
        for one in report.gathered.plans
    }
    assert seen == {
        "DDCI Sở Ngoại vụ 2026": ("2026-H1", "Đang mở", 12, (3, 0, 0)),
        "FTA Index Hà Tĩnh 2025": ("2025-H2", "Đang mở", 35, (12, 2, 1)),
        "Nghị quyết 59 Hà Tĩnh 2025": ("2025-H2", "Đã đóng", 3, (3, 1, 1)),
        "PCI Hà Tĩnh 2025": ("", "", None, (0, 0, 0)),
    }
    assert (report.gathered.total.count, report.gathered.forms.sent, report.passed_over) == (50, 18, 1)


def vars_of(one) -> tuple[int, int, int]:
    return one.forms.sent, one.forms.handed_in, one.forms.on_time


def test_overdue_reports_come_with_their_days_and_their_row(home) -> None:
    _, rooms, report = home
    found = [
        (one.code, one.agency, str(one.due), one.days, one.place.sheet)
        for plan, one in report.gathered.overdue()
        if plan.file == rooms["nq"].master
    ]
    # The period was closed on 28/12: days count until then, and what is due on 31/12 still had its day.
    assert found == [("1.1", "Sở Tài chính", "2025-06-30", 181, "Tiến độ")]
    with open_book(rooms["nq"].master, write=False) as book:
        record = {row.row: row for row in Desk(book).record}
    first = next(one for plan, one in report.gathered.overdue() if plan.file == rooms["nq"].master)
    assert record[int(first.place.address[1:])].agency == "STC"


def test_an_agency_is_added_up_within_one_province_only(home) -> None:
    _, _, report = home
    blocks = {(block.name, len(block.lines)) for block in report.gathered.agencies()}
    assert ("Sở Tài chính", 2) in blocks  # FTA and Nghị quyết 59 of Hà Tĩnh
    assert ("Sở Tài chính", 1) in blocks  # of Lạng Sơn


def test_hand_edits_that_no_operation_has_seen_count(fresh: Room) -> None:
    fresh.open_period()
    fresh.type("progress", "code", "3.1", status="Hoàn thành", finish_date=46000.0, result="Xong.")
    before = hashes(fresh.folder)
    report = gather(fresh.folder)
    assert report.gathered.total.cells()["finished"] == 1
    assert hashes(fresh.folder) == before


def test_a_period_for_all_of_them(home, tmp_path: Path) -> None:
    folder, rooms, _ = home
    report = gather(folder, out=tmp_path / "kỳ.xlsx", period="h1/2026")
    found = {one.file: one.without and one.without.code for one in report.gathered.plans}
    assert found == {
        rooms["fta"].master: "PERIOD_002", rooms["nq"].master: "PERIOD_002", rooms["ddci"].master: None,
        rooms["new"].master: "PERIOD_002",
    }  # fmt: skip
    assert report.gathered.total.count == 12
    assert report.needs_a_look
    assert refused(gather, folder, out=tmp_path / "x.xlsx", period="2025-H7").code == "PERIOD_001"


# -- copies ---------------------------------------------------------------------------------------------


def test_the_newest_copy_counts_and_the_others_are_named(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "tỉnh"
    older, newer = copy(room, folder / "a"), copy(room, folder / "b")
    newer.send("SNV", {"3.3": done()})
    newer.merge()
    shutil.copy2(newer.master, folder / "bản chép.xlsx")
    report = gather(folder)
    assert [one.file.name for one in report.gathered.plans] in (["so-dieu-phoi.xlsx"], ["bản chép.xlsx"])
    assert report.gathered.total.cells()["finished"] == 1
    told = {one.message.code: one for one in report.gathered.unread}
    assert set(told) == {"CONS_010", "CONS_011"}
    assert told["CONS_011"].file == older.master
    assert told["CONS_011"].copy_of == report.gathered.plans[0].file


def test_the_same_plan_of_two_provinces_is_no_copy(room: Room, tmp_path: Path) -> None:
    copy(room, tmp_path / "tỉnh" / "a")
    other = room_of(variant(issuer="UBND tỉnh Hậu Giang"), tmp_path / "tỉnh" / "b")
    other.open_period()
    other.distribute()
    report = gather(tmp_path / "tỉnh")
    assert sorted(report.gathered.titles.values()) == [
        "FTA Index Hà Tĩnh 2025 – UBND tỉnh Hà Tĩnh", "FTA Index Hà Tĩnh 2025 – UBND tỉnh Hậu Giang",
    ]  # fmt: skip
    assert (report.gathered.total.count, report.gathered.notes) == (70, ())


def test_two_masters_that_may_be_one_are_counted_and_said(built: Room, tmp_path: Path) -> None:
    one, two = copy(built, tmp_path / "tỉnh" / "a"), copy(built, tmp_path / "tỉnh" / "b")
    one.open_period()
    two.open_period("2025-Q4")
    report = gather(tmp_path / "tỉnh")
    assert [note.code for note in report.gathered.notes] == ["CONS_012"]
    assert len(report.gathered.plans) == len(set(report.gathered.titles.values())) == 2


# -- files that do not count ----------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_costs_only_itself(home) -> None:
    _, _, report = home
    assert codes(report) == {
        "bố cục cũ.xlsx": "BOOK_007", "có mật khẩu.xlsx": "GATE_003", "hỏng.xlsx": "GATE_007", "rỗng.xlsx": "GATE_001",
        "sổ khác.xlsx": "BOOK_001", "bản cũ.xls": "GATE_002",
    }  # fmt: skip
    assert all(one.message.text and one.message.todo for one in report.gathered.unread)
    assert report.needs_a_look


def test_a_master_damaged_within_is_named_and_the_others_go_on(room: Room, tmp_path: Path) -> None:
    good, bad = copy(room, tmp_path / "tỉnh" / "a"), copy(room, tmp_path / "tỉnh" / "b")
    bad.type("facts", "kind", "sent", value="{không phải JSON")
    report = gather(tmp_path / "tỉnh")
    assert [one.file for one in report.gathered.plans] == [good.master]
    assert [(one.file, one.message.code) for one in report.gathered.unread] == [(bad.master, "BOOK_008")]


def test_a_master_that_nobody_foresaw_is_named_and_the_others_go_on(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = copy(room, tmp_path / "tỉnh" / "a"), copy(room, tmp_path / "tỉnh" / "b")

    def fails_in_b(path: Path, period: str | None, now: datetime) -> object:
        return read_master(path, period, now) if path.parent.name == "a" else 1 / 0

    monkeypatch.setattr("kehoach_xl.workflows.consolidate.read_master", fails_in_b)
    report = gather(tmp_path / "tỉnh")
    assert [one.file for one in report.gathered.plans] == [good.master]
    assert [(one.file, one.message.code) for one in report.gathered.unread] == [(bad.master, "CONS_007")]
    Path(str(report.gathered.unread[0].message.facts["log"])).unlink()


def test_backups_forms_returns_and_prints_are_not_looked_into(room: Room) -> None:
    room.type("settings", "key", "plan", value="một kế hoạch khác")  # its backup would be a plan of its own
    room.send("STP", {})
    (room.inbox / "hỏng.xlsx").write_bytes(b"x")
    (room.folder / "~$so-dieu-phoi.xlsx").write_bytes(b"")
    report = gather(room.folder)
    assert (len(report.gathered.plans), codes(report)) == (1, {})


def test_folders_that_a_master_calls_by_other_names_are_not_looked_into_either(room: Room) -> None:
    desk = room.desk()
    area = desk.choices.places["backups"]
    room.write([(area.sheet, area.row1, area.column1, "cất giữ")])
    room.send("STP", {"2.3": done()})
    room.merge()
    assert list((room.folder / "cất giữ").glob("*.xlsx"))
    (room.folder / "cất giữ" / "mật.xlsx").write_bytes(ENCRYPTED)
    report = gather(room.folder)
    assert (len(report.gathered.plans), codes(report)) == (1, {})


@pytest.mark.parametrize("choice", [".", ".."])
def test_a_master_whose_own_folder_takes_what_comes_back_still_counts(room: Room, tmp_path: Path, choice: str) -> None:
    mine = copy(room, tmp_path / "tỉnh" / "sổ")
    area = mine.desk().choices.places["inbox"]
    mine.write([(area.sheet, area.row1, area.column1, choice)])
    assert len(gather(tmp_path / "tỉnh").gathered.plans) == 1


def test_a_master_that_somebody_has_open_counts_as_last_saved(room: Room) -> None:
    (room.folder / f".~lock.{room.master.name}#").write_text("Nguyễn Thị A,a,may-1,;", encoding="utf-8")
    report = gather(room.folder)
    assert [note.code for note in report.gathered.notes] == ["CONS_013"]
    assert "Nguyễn Thị A" in str(report.gathered.notes[0])
    assert len(report.gathered.plans) == 1


# -- what is written, and what is left alone ---------------------------------------------------------------


def test_no_master_changes_and_nothing_is_left_beside_it(sent_out: Room, tmp_path: Path) -> None:
    folder = tmp_path / "chỉ đọc"
    copy(sent_out, folder / "a")
    before, out = hashes(folder), tmp_path / "ra" / "mới" / NAME
    for path in (folder, folder / "a"):
        path.chmod(0o555)
    try:
        report = gather(folder, out=out)
    finally:
        for path in (folder, folder / "a"):
            path.chmod(0o755)
    assert hashes(folder) == before
    assert report.out == str(out)
    assert [path.name for path in out.parent.iterdir()] == [NAME]


def test_a_gathering_is_replaced_by_a_newer_one(room: Room) -> None:
    first = gather(room.folder)
    second = gather(room.folder, now=at(31))
    assert first.out == second.out
    assert second.passed_over == 1  # itself
    assert load_workbook(second.out)["Ghi chú"]["B3"].value.day == 31


def test_what_is_not_ours_is_never_replaced(room: Room, tmp_path: Path) -> None:
    before = room.master.read_bytes()
    other = tmp_path / "của tôi.xlsx"
    other.write_bytes(b"x")
    form = next(room.outbox.rglob("*.xlsx"))
    for path in (room.master, other, form):
        assert refused(gather, room.folder, out=path).code == "CONS_003"
    assert (room.master.read_bytes(), other.read_bytes()) == (before, b"x")
    assert refused(gather, room.folder, out=tmp_path / "ra.xlsm").code == "CONS_004"
    assert refused(gather, room.folder, out=other / "ra.xlsx").code == "CONS_005"


def test_there_must_be_something_to_gather(tmp_path: Path) -> None:
    assert refused(gather, tmp_path / "không có").code == "CONS_001"
    assert refused(gather, tmp_path).code == "CONS_002"
    assert not list(tmp_path.iterdir())


def test_a_gathering_that_is_open_is_not_replaced(room: Room) -> None:
    out = Path(gather(room.folder).out)
    before = out.read_bytes()
    (out.parent / f"~${out.name}").write_bytes(b"")
    assert refused(gather, room.folder).code == "OPEN_005"
    assert out.read_bytes() == before


def test_text_of_a_master_is_text(home) -> None:
    _, _, report = home
    book = load_workbook(report.out)
    late, parts = book["Nhiệm vụ quá hạn"], book["Theo chỉ số"]
    risky = [cell for row in late.iter_rows() for cell in row if str(cell.value).startswith("=HYPERLINK")]
    assert risky and {cell.data_type for cell in risky} == {"s"} and {cell.hyperlink for cell in risky} == {None}
    assert any("«=1+1»" in str(cell.value) for row in parts.iter_rows() for cell in row)


def test_each_file_is_told_about_while_it_is_read(home, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    gather(home[0], out=tmp_path / NAME, progress=lambda *one: told.append(one))
    assert [done for done, _, _ in told] == list(range(1, len(told) + 1))
    assert str(Path("tệp lạ", "hỏng.xlsx")) in {name for _, _, name in told}


# -- the command ------------------------------------------------------------------------------------------


def test_the_command_tells_programs_and_people(home, tmp_path: Path, capsys) -> None:
    out = str(tmp_path / NAME)
    assert main(["consolidate", str(home[0]), "--out", out, "--json"]) == 1
    body = json.loads(capsys.readouterr().out)
    assert set(body) - {"command", "exit"} == documented("consolidate")
    assert (body["total"]["count"], body["total"]["due"], len(body["plans"]), len(body["unread"])) == (50, 19, 4, 6)
    assert main(["consolidate", str(home[0]), "--out", out]) == 1
    printed = capsys.readouterr()
    assert "4 sổ, 50 nhiệm vụ" in printed.out and "6 tệp không tính" in printed.out
    assert "Đang đọc 1/" in printed.err


def test_the_command_ends_well_when_all_counted(room: Room, capsys) -> None:
    assert main(["consolidate", str(room.folder), "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["plans"][0]["plan"] == PLAN and body["plans"][0]["without"] is None


def test_a_plan_without_an_index_has_no_score(tmp_path: Path) -> None:
    room_of(without_index(), tmp_path / "tỉnh")
    [plan] = gather(tmp_path / "tỉnh").gathered.plans
    assert (plan.index.latest, plan.index.goal.score, plan.index.covered, plan.total) == (None, None, None, None)
