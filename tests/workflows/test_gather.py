"""Many masters in one store: the same figures as each master's own summary, and what happens when files come and go."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach_xl.cli import main
from kehoach_xl.engine.lock import locked
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.gathering.file import opened
from kehoach_xl.gathering.reading import sources_of
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.gather import GatherReport, gather
from kehoach_xl.workflows.summary import SummaryReport, figures_of
from kehoach_xl.workflows.totals import PeriodTotals, totals
from tests.workflows.office import PERIOD, Room, at, copy, doing, done
from tests.workflows.provinces import ddci, province, room_of, strangers, without_index
from tests.workflows.test_cli import run
from tests.workflows.test_consolidate import hashes

pytestmark = pytest.mark.slow

NOW = at(30)


@pytest.fixture(scope="module")
def home(sent_out: Room, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Room], GatherReport]:
    """Four plans and strangers below one folder, gathered; one plan with two periods, one with a task that is gone and
    with what was typed since."""
    folder = tmp_path_factory.mktemp("bộ") / "Các tỉnh"
    rooms = province(folder, sent_out)
    fta = rooms["fta"]
    fta.open_period("2025-T12", now=at(20))
    fta.type("progress", "code", "3.1", status="Hoàn thành", finish_date=46000.0, result="Xong.")
    fta.type("appendix", "code", "3.15", id="NV999")
    strangers(folder / "tệp lạ", sent_out)
    return folder, rooms, take(folder, folder.parent / "kho.db")


def take(folder: Path, store: Path | None = None) -> GatherReport:
    return gather(folder, store or folder.parent / "kho.db", now=NOW)


def states(report: GatherReport) -> dict[str, str]:
    return {str(Path(one.file).parent): one.state for one in report.masters}


def own_figures(room: Room, period: str) -> SummaryReport:
    with open_book(room.master, write=False) as book:
        return figures_of(Desk(book), period, today=NOW.date())


def refused(call, *arguments, **options) -> str:
    with pytest.raises(Stop) as caught:
        call(*arguments, **options)
    return caught.value.message.code


def line_of(one: PeriodTotals, name: str, province: str) -> dict[str, object]:
    found = [line for label, line in one.lines if (label.name, label.province) == (name, province)]
    assert len(found) == 1, (name, province)
    return found[0]


# -- the same figures as the summary of each ---------------------------------------------------------------


def test_each_master_has_the_figures_of_its_own_summary(home, tmp_path: Path) -> None:
    _, rooms, _ = home
    seen = 0
    for name in ("fta", "nq", "ddci"):
        alone = tmp_path / name
        alone.mkdir()
        shutil.copy2(rooms[name].master, alone)
        store = Path(take(alone, tmp_path / f"{name}.db").store)
        for by in ("component", "agency", "plan", "province"):
            for one in totals(store, by=by).periods:
                own = own_figures(rooms[name], one.period)
                assert one.total == own.total
                if by == "component":
                    assert {label.code: line for label, line in one.lines} == own.components
                elif by == "agency":
                    named = {own.agency_names[code]: line for code, line in own.agencies.items()}
                    assert {label.name: line for label, line in one.lines} == named
                else:
                    assert [line for _, line in one.lines] == [own.total]
                seen += 1
    assert seen == 4 * (2 + 1 + 1)


def test_together_they_are_added_up_period_by_period(home) -> None:
    _, rooms, report = home
    assert (len(report.masters), report.records) == (4, sum(len(room.desk().record) for room in rooms.values()))
    by_plan = {one.period: one for one in totals(Path(report.store), by="plan").periods}
    assert list(by_plan) == ["2025-H2", "2025-T12", "2026-H1"]
    fta, nq = own_figures(rooms["fta"], PERIOD).total, own_figures(rooms["nq"], PERIOD).total
    assert line_of(by_plan[PERIOD], "FTA Index Hà Tĩnh 2025", "UBND tỉnh Hà Tĩnh") == fta
    assert line_of(by_plan[PERIOD], "Nghị quyết 59 Hà Tĩnh 2025", "UBND tỉnh Hà Tĩnh") == nq
    for key in ("count", "due", "done"):
        assert by_plan[PERIOD].total[key] == fta[key] + nq[key]
    assert by_plan[PERIOD].total["rate"] == round((fta["done"] + nq["done"]) / (fta["due"] + nq["due"]), 4)
    [two] = totals(Path(report.store), period="2025-H2", by="province").periods
    assert {label.name: line for label, line in two.lines} == {"UBND tỉnh Hà Tĩnh": two.total}


def test_an_agency_of_two_plans_of_one_province_is_one_line(home) -> None:
    _, rooms, report = home
    [one] = totals(Path(report.store), period=PERIOD, by="agency").periods
    own = [own_figures(rooms[name], PERIOD).agencies["STC"]["count"] for name in ("fta", "nq")]
    assert line_of(one, "Sở Tài chính", "UBND tỉnh Hà Tĩnh")["count"] == sum(own)


def test_files_that_are_no_masters_are_named_as_when_consolidating(home) -> None:
    _, _, report = home
    assert {one.file.name: one.message.code for one in report.unread} == {
        "bố cục cũ.xlsx": "BOOK_007", "có mật khẩu.xlsx": "GATE_003", "hỏng.xlsx": "GATE_007", "rỗng.xlsx": "GATE_001",
        "sổ khác.xlsx": "BOOK_001", "bản cũ.xls": "GATE_002",
    }  # fmt: skip
    assert report.passed_over == 1 and report.needs_a_look


def test_the_key_that_signs_forms_is_not_in_the_store(home) -> None:
    _, rooms, report = home
    data = Path(report.store).read_bytes()
    keys = [rooms[name].desk().settings["key"] for name in ("fta", "nq", "ddci")]
    assert all(keys) and not any(key.encode() in data for key in keys)


# -- gathering again ----------------------------------------------------------------------------------------


@pytest.fixture
def two(room: Room, tmp_path: Path) -> tuple[Path, Room, Room]:
    """Two provinces' masters below one folder."""
    folder = tmp_path / "tỉnh"
    ddci_room = room_of(ddci(), folder / "b", "so ddci.xlsx")
    ddci_room.open_period("2026-H1", now=at(20, month=5, year=2026))
    return folder, copy(room, folder / "a"), ddci_room


def test_again_reads_only_what_changed(two) -> None:
    folder, a, _ = two
    before = hashes(folder)
    first = take(folder)
    assert states(first) == {"a": "new", "b": "new"}
    assert hashes(folder) == before
    counted = [one.total for one in totals(Path(first.store)).periods]
    assert states(take(folder)) == {"a": "unchanged", "b": "unchanged"}
    assert [one.total for one in totals(Path(first.store)).periods] == counted
    a.send("STP", {"2.3": done(), "2.4": doing()})
    a.merge()
    later = gather(folder, Path(first.store), now=at(31))
    assert states(later) == {"a": "changed", "b": "unchanged"} and not later.needs_a_look
    assert totals(Path(first.store), period=PERIOD).periods[0].total == own_figures(a, PERIOD).total
    with opened(Path(first.store)) as store:
        read_at = {one.file.parent.name: one.read_at for one in sources_of(store, folder)}
    assert read_at == {"a": at(31), "b": NOW}


def test_a_master_that_breaks_keeps_its_records_and_is_named(two) -> None:
    folder, a, _ = two
    store = Path(take(folder).store)
    before = [one.total for one in totals(store).periods]
    a.master.write_bytes(a.master.read_bytes()[:5000])
    report = take(folder)
    assert states(report) == {"a": "kept", "b": "unchanged"}
    assert [note.code for note in report.notes] == ["STORE_010"] and report.needs_a_look
    assert "30/12/2025" in str(report.notes[0]) and report.unread == ()
    assert [one.total for one in totals(store).periods] == before
    assert states(take(folder)) == {"a": "kept", "b": "unchanged"}  # and stays so until it is mended


def test_masters_below_a_folder_that_is_closed_keep_their_records(two) -> None:
    folder, a, _ = two
    store = Path(take(folder).store)
    a.folder.chmod(0)
    try:
        body = by_a_plain_user("gather", str(folder), "--store", str(store))
    finally:
        a.folder.chmod(0o755)
    assert {Path(one["file"]).parent.name: one["state"] for one in body["masters"]} == {"a": "kept", "b": "unchanged"}
    assert body["dropped"] == [] and body["exit"] == 1
    assert [(one["file"], one["message"]["code"]) for one in body["unread"]] == [("a", "CONS_006")]
    assert [one.period for one in totals(store).periods] == [PERIOD, "2026-H1"]


def by_a_plain_user(*command: str) -> dict:
    """A command run without root's right to look everywhere, as which the tests may run."""
    plain = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    run = [*plain, sys.executable, "-m", "kehoach_xl", *command, "--json"]
    return json.loads(subprocess.run(run, capture_output=True, text=True).stdout)


def test_a_master_that_is_gone_leaves_the_store(two) -> None:
    folder, a, _ = two
    store = Path(take(folder).store)
    shutil.rmtree(a.folder)
    report = take(folder)
    assert (states(report), report.dropped) == ({"b": "unchanged"}, (str(Path("a", "so-dieu-phoi.xlsx")),))
    assert [note.code for note in report.notes] == ["STORE_011"]
    assert [one.period for one in totals(store).periods] == ["2026-H1"]
    assert refused(take, folder.parent / "không có", store) == "CONS_001"
    shutil.rmtree(folder / "b")
    assert refused(take, folder) == "CONS_002"  # an empty share empties no store
    assert [one.period for one in totals(store).periods] == ["2026-H1"]


def test_a_master_that_was_moved_goes_on_and_is_told(two) -> None:
    folder, a, _ = two
    store = Path(take(folder).store)
    a.folder.rename(folder / "c")
    report = take(folder)
    assert (report.dropped, [note.code for note in report.notes]) == ((), ["STORE_013"])
    was, now = (str(Path(where, "so-dieu-phoi.xlsx")) for where in "ac")
    assert report.notes[0].facts == {"name": was, "now": now}
    assert {one.period for one in totals(store).periods} == {"2025-H2", "2026-H1"}


def test_a_store_is_not_put_into_a_folder_that_nobody_made(two, tmp_path: Path) -> None:
    folder, _, _ = two
    assert refused(take, folder, tmp_path / "gõ nhầm" / "kho.db") == "STORE_014"
    assert not (tmp_path / "gõ nhầm").exists()


def test_a_folder_moved_as_a_whole_goes_on_another_folder_does_not(two, tmp_path: Path) -> None:
    folder, _, _ = two
    store = Path(take(folder).store)
    other = tmp_path / "nơi khác"
    shutil.copytree(folder, other)
    assert refused(take, other, store) == "STORE_007"
    shutil.rmtree(folder)
    assert states(take(other, store)) == {"a": "unchanged", "b": "unchanged"}


def test_the_newest_copy_counts_and_the_older_one_when_it_is_gone(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "tỉnh"
    older, newer = copy(room, folder / "a"), copy(room, folder / "b")
    newer.send("SNV", {"3.3": done()})
    newer.merge()
    report = take(folder)
    assert (states(report), [one.message.code for one in report.unread]) == ({"b": "new"}, ["CONS_011"])
    assert totals(Path(report.store)).periods[0].total == own_figures(newer, PERIOD).total
    shutil.rmtree(newer.folder)
    assert states(take(folder)) == {"a": "unchanged"}
    assert totals(Path(report.store)).periods[0].total == own_figures(older, PERIOD).total


# -- what is left alone ----------------------------------------------------------------------------------------


def test_what_is_not_a_store_is_never_replaced(room: Room, tmp_path: Path) -> None:
    mine = tmp_path / "của tôi.db"
    mine.write_bytes(b"x")
    assert refused(take, room.folder, mine) == "STORE_001"
    assert refused(take, room.folder, tmp_path) == "STORE_001"
    assert refused(take, room.folder, room.master) == "STORE_006"
    assert mine.read_bytes() == b"x"
    assert refused(take, room.folder, mine / "kho.db") == "STORE_014"


def test_two_gatherings_do_not_write_one_store_at_once(room: Room, tmp_path: Path) -> None:
    with locked(tmp_path / "kho.db"):
        assert refused(take, room.folder, tmp_path / "kho.db") == "OPEN_007"


def changed_since(room: Room, within: Path) -> tuple[Path, Path]:
    """A folder of one master that went on after it was gathered, and the store."""
    folder, store = within / "tỉnh", within / "kho.db"
    mine = copy(room, folder / "a")
    take(folder, store)
    mine.send("SNV", {"3.3": done()})
    mine.merge()
    return folder, store


def test_a_store_that_cannot_be_written_stays_as_it_was(room: Room, tmp_path: Path) -> None:
    folder, store = changed_since(room, tmp_path)
    before = store.read_bytes()

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    command = [sys.executable, "-m", "kehoach_xl", "gather", str(folder), "--store", str(store), "--json"]
    run = subprocess.run(command, capture_output=True, text=True, preexec_fn=little_room)
    assert run.returncode == 2 and '"NEW_003"' in run.stdout, run.stdout + run.stderr
    assert store.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"kho.db"}


def test_a_gathering_that_is_killed_leaves_the_old_store(room: Room, tmp_path: Path) -> None:
    folder, store = changed_since(room, tmp_path)
    before = store.read_bytes()
    command = [sys.executable, "-u", "-m", "kehoach_xl", "gather", str(folder), "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert "Đang đọc 1/" in process.stderr.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert store.read_bytes() == before
    assert states(take(folder, store)) == {"a": "changed"}


# -- the commands ------------------------------------------------------------------------------------------------


def test_the_commands_tell_programs_and_people(home, tmp_path: Path, capsys) -> None:
    folder, rooms, _ = home
    store = str(tmp_path / "kho.db")
    code, body = run(capsys, "gather", str(folder), "--store", store)
    assert (code, len(body["masters"]), len(body["unread"]), body["dropped"]) == (1, 4, 6, [])
    code, body = run(capsys, "totals", "--store", store, "--period", PERIOD, "--by", "plan")
    assert (code, body["by"], body["masters"], [one["period"] for one in body["periods"]]) == (0, "plan", 4, [PERIOD])
    own = own_figures(rooms["nq"], PERIOD).total
    line = next(one for one in body["periods"][0]["lines"] if one["name"].startswith("Nghị quyết 59"))
    assert {key: line[key] for key in own} == own
    assert (line["province"], line["code"], Path(line["file"]).suffix) == ("UBND tỉnh Hà Tĩnh", None, ".xlsx")
    assert main(["gather", str(folder), "--store", store]) == 1
    out = capsys.readouterr()
    assert "4 sổ không đổi" in out.out and "6 tệp không tính" in out.out and "Đang đọc 1/" in out.err
    table = tmp_path / "bảng.csv"
    assert main(["totals", "--store", store, "--by", "component", "--csv", str(table)]) == 0
    printed = capsys.readouterr().out
    assert "Kỳ 2025-T12: " in printed and f"Đã ghi bảng «{table}»." in printed
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) > 5


def test_a_plan_without_records_has_none(tmp_path: Path, capsys) -> None:
    room_of(without_index(), tmp_path / "tỉnh")
    report = take(tmp_path / "tỉnh")
    assert (len(report.masters), report.records, report.needs_a_look) == (1, 0, False)
    assert main(["totals", "--store", report.store]) == 2
    assert "[STORE_009]" in capsys.readouterr().err
