"""The same bytes that came more than once: in several copies, for several periods, or taken before."""

import zipfile
from datetime import date, datetime
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from kehoach_xl.intake.workers import Workers
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.table import Row
from tests.workflows.office import HEAD_ROW, PERIOD, Room, at, doing, repack

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

STP = {"2.3": doing(100, "Tổng hợp 07 vướng mắc."), "2.4": doing(60, "Đăng 63 văn bản.")}
NEXT, LATER = "2026-H1", at(20, month=6, year=2026)


def lines(room: Room, period: str = PERIOD) -> dict[str, str]:
    """{file: verdict} of the lines of files."""
    return {one["file"]: one["verdict"] for one in room.listed() if (one["item"], one["period"]) == ("Tệp", period)}


def returned(room: Room) -> list[tuple[str, str, datetime | None, bool]]:
    return [(one.agency, one.period, one.at, one.mailed) for one in room.desk().ledger.facts.returns]


def bare(book, sheet: Worksheet) -> None:
    """Only the table, in a workbook that says nothing of whose it is, nor of which period."""
    del book["_kehoach"]
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    for row in range(1, HEAD_ROW):
        for column in range(1, sheet.max_column + 1):
            if isinstance(sheet.cell(row, column), Cell):  # those under a merged one cannot be written
                sheet.cell(row, column).value = None


def taken_out(path: Path) -> bytes:
    data = path.read_bytes()
    path.unlink()
    return data


def mail(room: Room, name: str, data: bytes, sent: datetime, sender: str = "") -> None:
    """A mail in the inbox with these bytes attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "sct@hatinh.gov.vn", "Báo cáo"
    message["Date"] = sent.strftime("%a, %d %b %Y %H:%M:%S +0000")
    message.set_content("Kính gửi báo cáo.")
    kind = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    message.add_attachment(data, maintype="application", subtype=kind, filename="p.xlsx")
    (room.inbox / name).write_bytes(message.as_bytes())


@pytest.fixture
def addressed(room: Room) -> Room:
    """Two agencies have their addresses in the register."""
    room.type("agencies", "code", "SNV", email="vanthu.snv@hatinh.gov.vn")
    room.type("agencies", "code", "STP", email="vanthu.stp@hatinh.gov.vn")
    return room


# -- in one folder -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("loose", "letter"), [("a.xlsx", "b.eml"), ("b.xlsx", "a.eml")])
def test_the_copy_that_proves_itself_counts_whatever_the_names(addressed: Room, loose: str, letter: str) -> None:
    data = taken_out(addressed.send("STP", STP, name="x.xlsx"))
    (addressed.inbox / loose).write_bytes(data)
    mail(addressed, letter, data, at(13), "vanthu.snv@hatinh.gov.vn")
    addressed.merge()
    assert lines(addressed) == {loose: "Nhận", letter: "Đã mở", f"{letter} › p.xlsx": "Trùng"}
    assert returned(addressed) == [("STP", PERIOD, at(13), True)]
    assert addressed.cell("2.3", "percent") == 100.0


@pytest.mark.parametrize(("early", "late"), [("a.eml", "b.eml"), ("b.eml", "a.eml")])
def test_a_file_that_waits_keeps_the_earliest_of_its_mails(room: Room, early: str, late: str) -> None:
    room.send("SNV", {}, name="n.xlsx")
    data = taken_out(room.send("STP", STP, name="x.xlsx", touch=bare))
    mail(room, early, data, at(13))
    mail(room, late, data, at(15))
    room.merge()
    for path in (room.inbox / early, room.inbox / late):
        path.unlink()
    room.answer(f"{early} › p.xlsx", choice="Nhận", as_agency="STP")
    room.apply_decisions()
    assert ("STP", PERIOD, at(13), True) in returned(room)


@pytest.mark.parametrize("loose", ["a.xlsx", "z.xlsx"])
def test_days_are_understood_by_the_mail_whatever_the_names(room: Room, loose: str) -> None:
    def unsaved(part: str, data: bytes) -> bytes | None:
        return None if part == "docProps/core.xml" else data

    answers = {"2.3": {**doing(100, "Tổng hợp"), "evidence_date": date(2025, 12, 11), "evidence_no": "1/BC"}}
    path = room.send("STP", answers, name="x.xlsx")
    repack(path, unsaved)
    data = taken_out(path)
    (room.inbox / loose).write_bytes(data)
    mail(room, "m.eml", data, at(20, month=11))
    report = room.merge()
    # A day after the mail is asked about.
    assert [(one.key[3], one.reason) for one in report.conflicts] == [("evidence_date", "unclear")]


def test_a_copy_inside_an_archive_that_took_too_long_hides_no_other(room: Room, monkeypatch) -> None:
    data = taken_out(room.send("STP", STP, name="x.xlsx"))
    with zipfile.ZipFile(room.inbox / "a.zip", "w") as packed:
        packed.writestr("p.xlsx", data)
    (room.inbox / "b.xlsx").write_bytes(data)
    opening = Workers.open_each

    def slow(self, files, wanted):
        found = zip(files, opening(self, files, wanted), strict=True)
        return [(opened, 0.0 if one.name.endswith(".zip") else left) for one, (opened, left) in found]

    monkeypatch.setattr(Workers, "open_each", slow)
    report = room.merge()
    assert [one.message.code for one in report.files] == ["INTAKE_070", "MERGE_003", "MERGE_001"]
    assert lines(room) == {"a.zip": "Đã mở", "a.zip › p.xlsx": "Trùng", "b.xlsx": "Nhận"}


def test_bytes_that_nobody_can_read_are_told_of_each_copy(room: Room) -> None:
    room.send("STP", STP, name="c.xlsx")
    for name in ("a.xlsx", "b.xlsx"):
        (room.inbox / name).write_bytes(b"")
    room.merge()
    assert lines(room) == {"a.xlsx": "Không đọc được", "b.xlsx": "Không đọc được", "c.xlsx": "Nhận"}


# -- taken before ------------------------------------------------------------------------------------------


def test_a_protected_return_is_known_without_its_password(room: Room) -> None:
    path, out = room.send("STP", STP, name="khóa.xlsx"), BytesIO()
    OOXMLFile(BytesIO(path.read_bytes())).encrypt("bí mật", out)
    path.write_bytes(out.getvalue())
    room.merge(passwords={"": "bí mật"})
    report = room.merge()
    assert lines(room) == {"khóa.xlsx": "Đã nhận từ trước"}
    assert (report.needs_a_look, report.total, dict(report.cells)) == (False, 6, {"equal": 6})


def test_a_mail_of_another_agency_with_a_return_that_was_taken_asks_nothing(addressed: Room) -> None:
    data = addressed.send("STP", STP, name="a.xlsx").read_bytes()
    addressed.merge()
    (addressed.inbox / "a.xlsx").unlink()
    mail(addressed, "b.eml", data, at(13), "vanthu.snv@hatinh.gov.vn")
    report = addressed.merge()
    assert lines(addressed)["b.eml › p.xlsx"] == "Đã nhận từ trước"
    assert not report.needs_a_look


def test_a_refused_word_neither_reads_the_file_again_nor_dates_it(room: Room) -> None:
    room.send("SNV", {}, name="n.xlsx")
    data = taken_out(room.send("STP", STP, name="a.xlsx", saved=at(12)))
    (room.inbox / "a.xlsx").write_bytes(data)
    room.merge()
    (room.inbox / "a.xlsx").unlink()
    assert next(one for one in room.listed() if one["file"] == "a.xlsx")["received"] is None
    room.answer("a.xlsx", choice="Bỏ qua")
    assert [one.code for one in room.merge().undecided] == ["MERGE_206"]
    assert ("STP", PERIOD, at(12), False) in returned(room)
    mail(room, "m.eml", data, at(15))
    room.merge()
    assert ("STP", PERIOD, at(15), True) in returned(room)


# -- of several periods ------------------------------------------------------------------------------------


@pytest.fixture
def twice(room: Room) -> Room:
    """One file that waits in two periods."""
    room.send("STP", STP, name="b.xlsx", touch=bare, saved=at(11))
    room.open_period(NEXT, now=at(24, month=5, year=2026))
    room.distribute(period=NEXT, now=at(24, month=5, year=2026))
    for period in (PERIOD, NEXT):
        room.merge(period=period, now=LATER)
        assert lines(room, period) == {"b.xlsx": "Chờ xác nhận"}
    return room


def answer(room: Room, **choices: str) -> None:
    """Her choice for the file in each period («H2»)."""
    table = room.desk().table("files")
    for row in table.rows:
        for period, choice in choices.items():
            if row.text("item") == "Tệp" and row.text("period").endswith(period):
                cells = {"choice": choice, "as_agency": "STP"}
                room.write((table.sheet, row.row, table.columns[name], value) for name, value in cells.items())


def test_a_file_is_taken_for_one_period_only(twice: Room) -> None:
    answer(twice, H1="Nhận", H2="Nhận")
    report = twice.apply_decisions(now=LATER)
    assert [one.code for one in report.undecided] == ["MERGE_204"]
    assert (lines(twice), lines(twice, NEXT)) == ({"b.xlsx": "Nhận"}, {"b.xlsx": "Đã nhận từ trước"})
    assert [one[:2] for one in returned(twice)] == [("STP", PERIOD)]
    assert twice.record(PERIOD)["2.3", "STP"]["percent"] == 100.0
    answer(twice, H1="Bỏ qua")
    twice.apply_decisions(now=LATER)
    assert lines(twice, NEXT) == {"b.xlsx": "Bỏ qua"}


def test_each_word_is_for_its_own_period(twice: Room) -> None:
    answer(twice, H1="Nhận", H2="Bỏ qua")
    report = twice.apply_decisions(now=LATER)
    assert (report.undecided, report.confirmed, report.total) == ([], 2, 12)
    assert (lines(twice), lines(twice, NEXT)) == ({"b.xlsx": "Bỏ qua"}, {"b.xlsx": "Nhận"})
    assert [one[:2] for one in returned(twice)] == [("STP", NEXT)]


def test_what_was_taken_for_another_period_asks_nothing(twice: Room) -> None:
    answer(twice, H2="Nhận")
    twice.apply_decisions(now=LATER)
    report = twice.merge(period=NEXT, now=LATER)
    assert (report.needs_a_look, dict(report.cells)) == (False, {"equal": 6})
    assert lines(twice, NEXT) == {"b.xlsx": "Đã nhận từ trước"}


def test_one_return_of_two_periods_is_no_sound_fact(room: Room) -> None:
    room.send("STP", STP, name="a.xlsx")
    room.merge()
    rows = room.desk().table("facts").rows
    head = next(row for row in rows if row.text("kind") == "return")
    with pytest.raises(ValueError, match="two periods"):
        fact_rows.read([*rows, Row(head.row, head.cells | {"period": NEXT})])


# -- what she typed at a copy -----------------------------------------------------------------------------


@pytest.mark.parametrize("operation", ["apply_decisions", "merge"])
def test_what_she_types_at_a_copy_is_meant_for_the_file(room: Room, operation: str) -> None:
    room.send("SNV", {}, name="n.xlsx")
    path, out = room.send("STP", STP, name="a.xlsx", touch=bare), BytesIO()
    OOXMLFile(BytesIO(path.read_bytes())).encrypt("bí mật", out)
    for name in ("a.xlsx", "b.xlsx"):
        (room.inbox / name).write_bytes(out.getvalue())
    room.merge()
    assert lines(room) == {"a.xlsx": "Cần mật khẩu", "b.xlsx": "Trùng", "n.xlsx": "Phiếu trống"}
    room.answer("b.xlsx", password="bí mật", choice="Nhận", as_agency="STP")
    report = getattr(room, operation)()
    assert (report.confirmed, report.undecided) == (1, [])
    assert (lines(room)["a.xlsx"], lines(room)["b.xlsx"]) == ("Nhận", "Trùng")
    assert {(one["choice"], one["password"]) for one in room.listed()} == {(None, None)}


def test_two_choices_for_one_file_are_not_guessed(room: Room) -> None:
    room.send("SNV", {}, name="n.xlsx")
    data = room.send("STP", STP, name="a.xlsx", touch=bare).read_bytes()
    (room.inbox / "b.xlsx").write_bytes(data)
    room.merge()
    room.answer("a.xlsx", choice="Nhận", as_agency="STP")
    room.answer("b.xlsx", choice="Bỏ qua")
    assert [one.code for one in room.merge().undecided] == ["MERGE_214"]
    assert lines(room)["a.xlsx"] == "Chờ xác nhận"


# -- undone ------------------------------------------------------------------------------------------------


def test_undoing_only_a_later_date_leaves_the_file_taken(room: Room) -> None:
    data = room.send("STP", STP, name="a.xlsx", saved=at(12)).read_bytes()
    room.merge()
    mail(room, "m.eml", data, at(15))
    room.merge()
    assert returned(room) == [("STP", PERIOD, at(15), True)]
    undone = room.undo()
    assert (undone.files, undone.cells) == ((), 0)
    assert returned(room) == [("STP", PERIOD, at(12), False)]
    assert "Đã hoàn tác" not in lines(room).values()
