"""Làm lại sổ: whatever of a master is damaged, log and originals make the same record again."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_xl import cli
from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.workflows.new import new
from kehoach_xl.workflows.rebuild import RebuildReport, rebuild
from kehoach_xl.workflows.verify import verify
from tests.workflows.office import GROWING, PERIOD, PLAN, Room, at, copy, doing, done, repack, values

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def worked(sent_out: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A period with everything in it: returns, a correction, hand edits, a decision, an open conflict, a letter, an
    undone merge."""
    room = copy(sent_out, tmp_path_factory.mktemp("worked"))
    room.type("progress", "code", "2.3", result="Theo điện thoại.")
    room.send("STP", {"2.3": doing(), "2.4": doing()}, saved=at(10))
    room.send("SKHCN", {"3.1": done()})
    room.merge(now=at(12))
    room.choose("Giữ số liệu đang có")
    room.apply_decisions(now=at(13))
    room.send("STP", {"2.3": doing(70, "Sửa lần hai."), "2.4": doing(80)}, saved=at(14), name="bản cuối (1).xlsx")
    room.send("SNV", {"3.3": doing()})
    room.merge(now=at(15))
    room.undo(now=at(16))
    room.merge(now=at(17))
    room.add(
        "entries", agency="Sở Tài chính", medium="Văn bản giấy", document="15/BC-STC", document_date=at(10).date(),
        received=at(11).date(), code="3.4", status="Đang thực hiện", percent=30,
    )  # fmt: skip
    room.enter(now=at(18))
    room.type("appendix", "code", "1.1", result="Theo dõi 17 FTA.")
    room.summary(now=at(19))
    return room


@pytest.fixture
def mine(worked: Room, tmp_path: Path) -> Room:
    return copy(worked, tmp_path)


def again(room: Room, name: str = "làm lại.xlsx") -> tuple[Room, RebuildReport]:
    """Rebuild, and the room of the new master; the old one stays as it is."""
    before = room.master.read_bytes()
    with open_book(room.master, write=False) as book:
        report = rebuild(book, room.folder / name, now=at(25))
    assert room.master.read_bytes() == before
    made = Room(room.folder)
    made.master = room.folder / name
    return made, report


def sheets(room: Room) -> dict[str, dict[str, Any]]:
    return {name: cells for name, cells in values(room.master).items() if name not in GROWING}


def faults(room: Room) -> list[str]:
    with open_book(room.master, write=False) as book:
        return [one.code for one in verify(book).faults]


def facts(room: Room) -> list[dict[str, Any]]:
    return [row.cells for row in room.desk().table("facts").rows]


def fill(room: Room, table: str, value: Any, *fields: str) -> None:
    """Something goes over whole columns of a table, or over all of them."""
    found = room.desk().table(table)
    with open_book(room.master, write=True) as book:
        blocks = [
            BlockWrite(found.sheet, found.first, found.columns[name], ((value,),) * len(found.rows))
            for name in fields or found.columns
        ]
        with Cells(book).written(blocks):
            book.save()


def test_a_whole_master_gives_the_same_master(mine: Room) -> None:
    made, report = again(mine)
    assert sheets(made) == sheets(mine)
    assert (report.different, report.faults, report.needs_a_look) == (0, [], False)
    assert report.equal == len([1 for values in mine.record().values() for _ in values])
    assert (faults(made), made.journal()[-1]["operation"]) == ([], "Làm lại sổ")
    assert facts(made) == facts(mine)
    assert [row["chain"] for row in made.journal()[:-1]] == [row["chain"] for row in mine.journal()]


@pytest.mark.parametrize(
    "harm",
    [
        lambda room: fill(room, "progress", "hỏng", "status", "result", "percent"),
        lambda room: fill(room, "progress", None),
        lambda room: fill(room, "progress", "hỏng", "id", "task"),
        lambda room: fill(room, "facts", "hỏng"),
        lambda room: fill(room, "facts", None),
        lambda room: fill(room, "facts", '"x"', "value"),
        lambda room: fill(room, "journal", None),
        lambda room: fill(room, "journal", "hỏng", "note", "chain"),
        lambda room: fill(room, "conflicts", None),
        lambda room: fill(room, "receipts", None, "received", "copies", "filled", "newest", "how"),
        lambda room: [fill(room, name, None) for name in ("progress", "facts", "journal", "conflicts")],
    ],
    ids=[
        "values", "record", "ids", "facts", "no facts", "fact values", "journal", "notes", "conflicts", "receipts",
        "all",
    ],
)  # fmt: skip
def test_damage_is_made_good(mine: Room, harm: Callable[[Room], Any]) -> None:
    wanted, record, kept = sheets(mine), mine.record(), facts(mine)
    harm(mine)
    made, _ = again(mine)
    assert made.record() == record
    assert facts(made) == kept
    assert faults(made) == []
    for name in ("Phụ lục", "Xung đột", "Gửi nhận", "Kỳ báo cáo", "Cơ quan"):
        assert sheets(made)[name] == wanted[name], name


def test_with_the_log_lost_the_sheets_tell(mine: Room) -> None:
    record = mine.record()
    (mine.folder / "ban-goc" / "nhat-ky.jsonl").unlink()
    fill(mine, "progress", None, "status", "result")
    made, report = again(mine)
    assert made.record() == record
    assert [one.code for one in report.faults] == ["JOURNAL_071", "JOURNAL_077"]
    assert faults(made) == []


def test_an_older_backup_catches_up_with_the_log(mine: Room) -> None:
    record, days = mine.record(), mine.desk().table("receipts").rows
    backup = min((mine.folder / "sao-luu").glob("*.gop*"))  # before the first merge
    shutil.copy(backup, mine.master)
    assert mine.record() != record
    made, report = again(mine)
    assert made.record() == record
    assert [one.code for one in report.notes] == ["JOURNAL_070", "JOURNAL_073"]
    assert faults(made) == []
    assert [row.cells for row in made.desk().table("receipts").rows] == [row.cells for row in days]


def test_a_master_from_before_everything_catches_up_too(mine: Room) -> None:
    record = mine.record()
    mine.master.unlink()
    new(PLAN, mine.master)
    made, report = again(mine)
    assert made.record() == record
    assert list(made.desk().periods) == [PERIOD]
    assert {row.text("agency") for row in made.desk().table("receipts").rows} == {
        row.text("agency") for row in mine.desk().table("receipts").rows
    } | {one.agency for one in made.desk().ledger.sent} | {"STC"}
    assert "JOURNAL_076" in [one.code for one in report.faults]  # the key is in no log


def test_what_a_copy_wrote_is_not_carried_into_the_master(mine: Room) -> None:
    """A trial copy and the rebuilt one lie beside the master, and have gone on."""
    record, state = mine.record(), faults(mine)
    made, _ = again(mine)
    made.type("progress", "code", "2.3", result="Chỉ để thử.")
    made.summary(now=at(26))
    assert (state, faults(mine)) == ([], [])
    second, report = again(mine, "lần hai.xlsx")
    assert (second.record(), report.different) == (record, 0)
    assert [one.code for one in report.notes] == ["JOURNAL_070"]
    fill(mine, "facts", None)
    mine.write((table.sheet, row.row, table.columns["value"], None)  # her master does not know its head any more
               for table in [mine.desk().table("settings")] for row in table.rows if row.text("key") == "journal_head")
    assert again(mine, "lần ba.xlsx")[0].record() == record


# -- originals -------------------------------------------------------------------------------------------


def original(room: Room, agency: str) -> Path:
    sha = next(one.sha for one in room.desk().ledger.received if one.agency == agency)
    path = room.folder / "ban-goc" / sha[:2] / sha
    path.chmod(0o644)
    return path


def test_a_lost_original_costs_nothing_but_the_comparison(mine: Room) -> None:
    record = mine.record()
    original(mine, "SKHCN").unlink()
    made, report = again(mine)
    assert made.record() == record
    assert [(one.code, one.facts.get("name")) for one in report.notes][1:] == [
        ("JOURNAL_075", mine.form("SKHCN").name)
    ]


def test_an_original_that_does_not_open_is_called_by_the_name_it_came_with(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.send("STP", {"2.3": doing()}, name="phiếu.xlsx")
    room.merge()
    monkeypatch.setattr("kehoach_xl.intake.folder.SECONDS", 0.0)
    _, report = again(room)
    (told,) = [one for one in report.notes if one.code == "JOURNAL_075"]
    assert (str(told).count("«phiếu.xlsx»"), "ban-goc" in str(told)) == (2, False)


@pytest.mark.parametrize("also", ["", "a.xlsx", "z.xlsx"], ids=["a mail", "a copy before it", "a copy after it"])
def test_days_are_read_by_the_date_of_the_mail_as_they_were(room: Room, also: str) -> None:
    """11/12 or 12/11: without a moment of saving only the mail's date tells which is still to come."""
    answers = {"2.3": doing(evidence_date=date(2025, 12, 11), evidence_no="1/BC")}
    path = room.send("STP", answers, name="p.xlsx")
    repack(path, lambda part, data: re.sub(rb"<dcterms:modified.*?</dcterms:modified>", b"", data))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "vanthu@stp.gov.vn", "sct@hatinh.gov.vn", "Báo cáo"
    mail["Date"] = "Thu, 20 Nov 2025 09:00:00 +0000"
    mail.set_content("Kính gửi báo cáo.")
    mail.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename="p.xlsx")
    (room.inbox / "m.eml").write_bytes(mail.as_bytes())
    path.rename(room.inbox / also) if also else path.unlink()
    room.merge()
    (taken,) = room.desk().ledger.facts.returns
    assert taken.mailed
    _, report = again(room)
    assert ([str(one) for one in report.faults], report.different) == ([], 0)
    assert [one.code for one in report.notes] == ["JOURNAL_070"]


def test_a_forged_fact_is_found_by_its_original(mine: Room) -> None:
    """Fact, line, hashes and log all forged together: only the original knows."""
    (mine.folder / "ban-goc" / "nhat-ky.jsonl").unlink()
    desk = mine.desk()
    row = next(
        row for row in desk.table("facts").rows
        if (row.text("kind"), row.text("agency")) == ("return", "SKHCN")
    )  # fmt: skip
    table = desk.table("facts")
    forged = row.text("other").replace("100.0", "55.0")
    mine.write([(table.sheet, row.row, table.columns["other"], forged)])
    made, report = again(mine)
    (found,) = [one for one in report.faults if one.code == "JOURNAL_078"]
    assert (found.facts["code"], found.facts["fact"], found.facts["original"]) == ("3.1", "55", "100")
    assert made.cell("3.1", "percent", "SKHCN") == 100.0
    assert "JOURNAL_072" in [one.code for one in report.faults]


def test_what_she_typed_since_is_said_to_be_missing(mine: Room) -> None:
    mine.type("progress", "code", "3.1", difficulties="Chưa thao tác nào thấy.")
    made, report = again(mine)
    assert [one.code for one in report.faults] == ["JOURNAL_077"]
    assert (report.different, made.cell("3.1", "difficulties", "SKHCN")) == (1, None)


# -- the command --------------------------------------------------------------------------------------------


def test_nothing_is_written_over(mine: Room) -> None:
    for out, code in (
        (mine.master, "JOURNAL_060"), (mine.folder / "a.xlsm", "JOURNAL_061"),
        (mine.folder / "không có" / "a.xlsx", "JOURNAL_062"),
    ):  # fmt: skip
        before = {path: path.read_bytes() for path in mine.folder.rglob("*") if path.is_file()}
        with open_book(mine.master, write=False) as book, pytest.raises(Stop) as stop:
            rebuild(book, out)
        assert stop.value.message.code == code
        assert {path: path.read_bytes() for path in mine.folder.rglob("*") if path.is_file()} == before


def test_the_command_says_what_was_made(mine: Room, capsys: pytest.CaptureFixture[str]) -> None:
    out = mine.folder / "mới.xlsx"
    assert cli.main(["rebuild", "--json", "--master", str(mine.master), "--out", str(out)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["out"], said["different"], said["faults"], said["originals"]) == (str(out), 0, [], 4)
    assert cli.main(["rebuild", "--master", str(mine.master), "--out", str(out)]) == 2


# -- any history ---------------------------------------------------------------------------------------------

CODES = ("2.3", "2.4")
Act = tuple[str, Any]
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.tuples(st.sampled_from(CODES), st.integers(1, 99), st.integers(1, 20))),
        st.tuples(st.just("type"), st.tuples(st.sampled_from(CODES), st.sampled_from(["Một", "Hai", None]))),
        st.tuples(st.just("choose"), st.sampled_from(["Giữ số liệu đang có", "Lấy số liệu gửi về"])),
        st.tuples(st.just("undo"), st.none()),
        st.tuples(st.just("close"), st.none()),
    ),
    min_size=2, max_size=6,
)  # fmt: skip


@settings(max_examples=5)
@given(acts=ACTS, wipe=st.sampled_from(["progress", "facts", "journal", "nothing"]))
def test_any_history_is_made_again(
    sent_out: Room, tmp_path_factory: pytest.TempPathFactory, acts: list[Act], wipe: str
) -> None:
    room = copy(sent_out, tmp_path_factory.mktemp("history"))
    for number, (kind, what) in enumerate(acts):
        play(room, kind, what, number)
    record, conflicts = room.record(), room.conflicts()
    if wipe != "nothing":
        fill(room, wipe, None)
    made, _ = again(room)
    assert made.record() == record
    assert made.conflicts() == conflicts
    assert faults(made) == []


def play(room: Room, kind: str, what: Any, number: int) -> None:
    """One act and the operation that takes it up; what cannot be done now is not done."""
    try:
        if kind == "send":
            code, percent, day = what
            room.send("STP", {code: doing(percent)}, saved=at(day), name=f"{number}.xlsx")
            room.merge(now=at(21, number))
        elif kind == "type":
            room.type("progress", "code", what[0], result=what[1])
            room.summary(now=at(21, number))
        elif kind == "choose" and room.conflicts():
            room.choose(what)
            room.apply_decisions(now=at(21, number))
        elif kind == "undo":
            room.undo(now=at(21, number))
        elif kind == "close":
            room.close_period(now=at(21, number))
    except Stop as stop:
        assert stop.message.code in ("UNDO_001", "PERIOD_009", "PERIOD_015", "APPLY_001", "APPLY_002")
