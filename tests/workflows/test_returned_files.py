"""`Tệp gửi về`: every file has its line with a verdict and counts, and under it what there is to look at."""

from datetime import UTC, datetime
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook

from kehoach_xl.cli import main
from kehoach_xl.domain.settle import settle
from kehoach_xl.domain.token import token
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.returns.verdict import ACCEPTED
from tests.intake.made import outlook
from tests.workflows.office import HEADS, PERIOD, PLAN, Formula, Room, at, column_of, doing, values

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

STP = {"2.3": doing(100, "Tổng hợp 07 vướng mắc."), "2.4": doing(60, "Đăng 63 văn bản.")}
COUNTS = ("total", "applied", "equal", "conflict", "superseded", "rejected")


def files(room: Room) -> dict[str, tuple]:
    """{file: (verdict, counts)} of the lines of files."""
    return {
        one["file"]: (one["verdict"], tuple(None if one[n] is None else int(one[n]) for n in COUNTS))
        for one in room.listed()
        if one["item"] == "Tệp"
    }


def findings(room: Room) -> list[tuple]:
    """(item, task, column, returned) of the lines under them."""
    return [
        (one["item"], one["task"], one["column"], one["returned"]) for one in room.listed() if one["item"] != "Tệp"
    ]


def unsigned(book, sheet) -> None:
    """The rows copied into a fresh workbook: the hidden identity is gone."""
    del book["_kehoach"]
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]


def mailed(room: Room, source: Path, name: str, sent: datetime, sender: str = "vanthu@stp.gov.vn") -> Path:
    """A mail in the inbox with this file attached; the file itself goes."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "sct@hatinh.gov.vn", "Báo cáo"
    mail["Date"] = sent.strftime("%a, %d %b %Y %H:%M:%S +0000")
    mail.set_content("Kính gửi báo cáo.")
    kind = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    mail.add_attachment(source.read_bytes(), maintype="application", subtype=kind, filename=source.name)
    source.unlink()
    target = room.inbox / name
    target.write_bytes(mail.as_bytes())
    return target


# -- the list ---------------------------------------------------------------------------------------------


def test_each_file_has_a_line_whose_counts_add_up(room: Room) -> None:
    room.send("STP", STP, name="a.xlsx")
    (room.inbox / "b (1).xlsx").write_bytes((room.inbox / "a.xlsx").read_bytes())
    (room.inbox / "c.xlsx").write_bytes(b"")
    room.send("SNV", {}, name="d.xlsx")
    room.merge()
    assert files(room) == {
        "a.xlsx": ("Nhận", (6, 6, 0, 0, 0, 0)),
        "b (1).xlsx": ("Trùng", (6, 0, 6, 0, 0, 0)),
        "c.xlsx": ("Không đọc được", (None,) * 6),
        "d.xlsx": ("Phiếu trống", (0, 0, 0, 0, 0, 0)),
    }
    first = next(one for one in room.listed() if one["file"] == "a.xlsx")
    assert (first["period"], first["agency"], first["choice"], first["password"]) == ("2025-H2", "STP", None, None)
    assert first["text"] == "Nhận phiếu của Sở Tư pháp: 6 ô có số liệu."


def test_the_same_folder_again_says_what_had_been_taken_before(room: Room) -> None:
    room.send("STP", STP, name="a.xlsx")
    room.merge()
    room.merge()
    assert files(room) == {"a.xlsx": ("Đã nhận từ trước", (6, 0, 6, 0, 0, 0))}
    before = room.listed()
    room.merge()
    assert room.listed() == before


def test_under_a_file_stands_what_there_is_to_look_at(room: Room) -> None:
    def touch(book, sheet) -> None:
        row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, column_of(sheet, "code")).value == "2.3")
        sheet.cell(row, column_of(sheet, "content")).value = "Nội dung cơ quan tự sửa"
        sheet.cell(sheet.max_row + 1, column_of(sheet, "content")).value = "=Nhiệm vụ cơ quan đề xuất"
        sheet.cell(sheet.max_row, column_of(sheet, "content")).data_type = "s"

    room.send("STP", STP, name="a.xlsx", touch=touch)
    room.merge()
    found = {item: rest for item, *rest in findings(room)}
    assert found["Ô khóa bị sửa"] == ["2.3", HEADS["content"], "Nội dung cơ quan tự sửa"]
    assert found["Dòng thêm"][2] == "=Nhiệm vụ cơ quan đề xuất"  # a text, not a formula: it is read back as it is
    links = [one for one in values(room.master)["Tệp gửi về"].values() if str(one).startswith("=HYPERLINK")]
    row = next(row.row for row in room.desk().record if room.desk().task_by_id[row.task].code == "2.3")
    assert f"=HYPERLINK(\"#'Tiến độ'!D{row}\",\"Tiến độ D{row}\")" in links


def test_lines_of_another_period_stay(room: Room) -> None:
    room.send("STP", STP, name="a.xlsx")
    room.merge()
    room.open_period("2025-CD1", name="Rà soát", since=at(1).date(), until=at(28).date(), now=at(20))
    room.distribute(period="2025-CD1", now=at(20))
    inbox = room.folder / "chuyen-de"
    inbox.mkdir()
    (inbox / "b.xlsx").write_bytes(room.form("STP", "2025-CD1").read_bytes())
    room.merge(inbox, period="2025-CD1")
    assert [(one["no"], one["period"], one["file"]) for one in room.listed() if one["item"] == "Tệp"] == [
        (1.0, "2025-CD1", "b.xlsx"), (2.0, "2025-H2", "a.xlsx"),
    ]  # fmt: skip


def test_a_folder_that_holds_the_master_gives_only_what_was_sent(room: Room) -> None:
    """Neither the master nor backups, originals, forms sent out and the journal's log are returns."""
    room.send("STP", STP, name="a.xlsx")
    (room.folder / "so-dieu-phoi-MAY2.xlsx").write_bytes(room.master.read_bytes())  # OneDrive's conflicted copy
    for folder in (room.inbox, room.folder, room.folder):
        assert len(room.merge(folder).files) == 1
    assert files(room) == {"nhan-ve/a.xlsx": ("Đã nhận từ trước", (6, 0, 6, 0, 0, 0))}
    (room.inbox / "a.xlsx").unlink()
    with pytest.raises(Stop) as stop:
        room.merge(room.folder)
    assert stop.value.message.code == "MERGE_031"


def test_nothing_usable_names_every_file_and_writes_nothing(room: Room) -> None:
    (room.inbox / "rỗng.xlsx").write_bytes(b"")
    (room.inbox / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    before = room.master.read_bytes()
    with pytest.raises(Stop) as stop:
        room.merge()
    assert stop.value.message.code == "MERGE_033"
    assert "• rỗng.xlsx: " in stop.value.message.text and "• ảnh.png: " in stop.value.message.text
    assert room.master.read_bytes() == before


def test_undo_says_that_a_file_is_no_longer_taken(room: Room) -> None:
    room.send("STP", STP, name="a.xlsx")
    room.merge()
    room.undo()
    assert files(room) == {"a.xlsx": ("Đã hoàn tác", (None,) * 6)}


# -- whose it is, only she can say ------------------------------------------------------------------------


@pytest.fixture
def asked(room: Room) -> Room:
    """One file without identity waits for her word; it is gone from the folder."""
    room.send("SNV", {}, name="a.xlsx")
    room.send("STP", STP, name="chép lại.xlsx", touch=unsigned)
    room.merge()
    assert files(room)["chép lại.xlsx"] == ("Chờ xác nhận", (6, 0, 0, 0, 0, 6))
    (room.inbox / "chép lại.xlsx").unlink()
    return room


def line(room: Room, file: str = "chép lại.xlsx") -> tuple:
    one = next(one for one in room.listed() if (one["file"], one["item"]) == (file, "Tệp"))
    return one["verdict"], one["choice"], one["as_agency"]


def test_the_agency_it_seems_to_be_of_is_proposed(asked: Room) -> None:
    assert line(asked) == ("Chờ xác nhận", None, "STP")


@pytest.mark.parametrize("operation", ["apply_decisions", "merge"])
def test_her_word_takes_it_from_the_original(asked: Room, operation: str) -> None:
    asked.answer("chép lại.xlsx", choice="Nhận")
    report = getattr(asked, operation)()
    assert (report.confirmed, report.undecided) == (1, [])
    assert asked.cell("2.3", "result") == "Tổng hợp 07 vướng mắc."
    assert files(asked)["chép lại.xlsx"] == ("Nhận", (6, 6, 0, 0, 0, 0))
    assert line(asked)[1] is None
    said = asked.journal("Xác nhận tệp")
    assert [(one["file"], one["agency"], one["new"]) for one in said] == [("chép lại.xlsx", "STP", "Nhận")]
    assert said[0]["who"]


def test_undo_asks_again_with_her_choice_as_she_made_it(asked: Room) -> None:
    before = asked.sheets()
    asked.answer("chép lại.xlsx", choice="Nhận")
    asked.apply_decisions()
    asked.undo()
    assert asked.sheets() == before
    assert line(asked) == ("Chờ xác nhận", "Nhận", "STP")
    asked.apply_decisions()
    assert asked.cell("2.3", "result") == "Tổng hợp 07 vướng mắc."


def test_a_confirmed_file_that_comes_again_is_known(asked: Room) -> None:
    asked.answer("chép lại.xlsx", choice="Nhận")
    asked.apply_decisions()
    sha = next(one["hash"] for one in asked.listed() if one["file"] == "chép lại.xlsx")
    (asked.inbox / "lại nữa.xlsx").write_bytes((asked.folder / "ban-goc" / sha[:2] / sha).read_bytes())
    asked.merge()
    assert files(asked)["lại nữa.xlsx"] == ("Đã nhận từ trước", (6, 0, 6, 0, 0, 0))


def test_what_she_puts_aside_is_not_asked_again(asked: Room) -> None:
    asked.answer("chép lại.xlsx", choice="Bỏ qua")
    asked.apply_decisions()
    assert line(asked) == ("Bỏ qua", None, None)
    asked.merge()
    assert "chép lại.xlsx" not in files(asked)
    asked.send("STP", STP, name="chép lại.xlsx", touch=unsigned)
    asked.merge()
    assert line(asked) == ("Bỏ qua", None, None)


def test_without_a_word_the_question_stays_whatever_is_in_the_folder(asked: Room) -> None:
    asked.merge()
    assert line(asked) == ("Chờ xác nhận", None, "STP")


@pytest.mark.parametrize(
    ("cells", "code"),
    [({"choice": "Nhận", "as_agency": "XYZ"}, "MERGE_203"), ({"choice": "Để sau"}, "MERGE_207")],
)
def test_a_word_that_cannot_be_used_stays_and_is_said(asked: Room, cells: dict, code: str) -> None:
    asked.answer("chép lại.xlsx", **cells)
    report = asked.apply_decisions()
    assert [one.code for one in report.undecided] == [code]
    assert line(asked)[:2] == ("Chờ xác nhận", cells["choice"])


SECRET = "bí mật 123"


@pytest.fixture
def locked(room: Room) -> Room:
    """A file that somebody protected with a password."""
    form = room.send("STP", STP, name="khóa.xlsx")
    data = form.read_bytes()
    with form.open("wb") as out:
        OOXMLFile(BytesIO(data)).encrypt(SECRET, out)
    return room


@pytest.mark.parametrize("operation", ["apply_decisions", "merge"])
def test_a_password_typed_at_the_file_opens_it_once_and_is_forgotten(locked: Room, operation: str) -> None:
    locked.merge()
    assert files(locked) == {"khóa.xlsx": ("Cần mật khẩu", (None,) * 6)}
    locked.answer("khóa.xlsx", password=SECRET)
    getattr(locked, operation)()
    assert files(locked) == {"khóa.xlsx": ("Nhận", (6, 6, 0, 0, 0, 0))}
    assert SECRET not in str(values(locked.master))
    assert SECRET not in (locked.folder / "ban-goc" / "nhat-ky.jsonl").read_text(encoding="utf-8")
    locked.undo()
    assert files(locked) == {"khóa.xlsx": ("Đã hoàn tác", (None,) * 6)}


def test_a_wrong_password_is_forgotten_too(locked: Room) -> None:
    locked.merge()
    locked.answer("khóa.xlsx", password="sai")
    locked.apply_decisions()
    (line,) = [one for one in locked.listed() if one["item"] == "Tệp"]
    assert (line["verdict"], line["password"]) == ("Cần mật khẩu", None)


def test_the_command_line_takes_passwords(locked: Room, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["merge", "--master", str(locked.master), "--password", "sai", "--password", SECRET]) in (0, 1)
    assert SECRET not in capsys.readouterr().out + str(values(locked.master))
    assert locked.cell("2.3", "result") == "Tổng hợp 07 vướng mắc."


def test_a_dry_run_says_the_same_and_touches_nothing(asked: Room) -> None:
    asked.answer("chép lại.xlsx", choice="Nhận")
    before = asked.master.read_bytes()
    trial = asked.merge(dry_run=True)
    assert asked.master.read_bytes() == before
    real = asked.merge()
    assert (trial.confirmed, trial.cells, trial.known) == (real.confirmed, real.cells, real.known)


# -- when it was sent --------------------------------------------------------------------------------------


def test_the_date_of_the_mail_decides_which_is_newest(room: Room) -> None:
    older = room.send("STP", {"2.3": doing(10, "Bản gửi trước.")}, name="x.xlsx", saved=at(14))
    mailed(room, older, "1.eml", datetime(2025, 12, 14, 8, tzinfo=UTC))
    newer = room.send("STP", {"2.3": doing(90, "Bản gửi sau.")}, name="y.xlsx", saved=at(12))
    mailed(room, newer, "2.eml", datetime(2025, 12, 16, 8, tzinfo=UTC))
    room.merge()
    assert room.cell("2.3", "result") == "Bản gửi sau."
    lines = {one["file"]: one for one in room.listed() if one["item"] == "Tệp"}
    assert lines["2.eml › y.xlsx"]["sender"] == "vanthu@stp.gov.vn"
    assert lines["1.eml › x.xlsx"]["superseded"] == 3.0


@pytest.mark.parametrize("order", [("loose", "mail"), ("mail", "loose")])
def test_of_the_same_bytes_the_mail_says_when_whichever_came_first(room: Room, order: tuple[str, str]) -> None:
    form = room.send("STP", STP, name="x.xlsx", saved=at(12))
    data = form.read_bytes()
    mailed(room, form, "thư.eml", datetime(2025, 12, 15, 8, tzinfo=UTC))
    mail = (room.inbox / "thư.eml").read_bytes()
    (room.inbox / "thư.eml").unlink()
    for what in order:
        name = "x.xlsx" if what == "loose" else "thư.eml"
        (room.inbox / name).write_bytes(data if what == "loose" else mail)
        room.merge()
        (room.inbox / name).unlink()
    (one,) = room.desk().ledger.facts.returns
    assert (one.at, one.mailed) == (datetime(2025, 12, 15, 8, tzinfo=UTC), True)


@pytest.mark.parametrize(
    ("sent", "code", "kept"),
    [
        (datetime(2027, 1, 5, 8, tzinfo=UTC), "MERGE_201", False),
        (datetime(2025, 12, 5, 8, tzinfo=UTC), "MERGE_202", True),
    ],
)
def test_a_date_of_a_mail_that_cannot_be_is_said(room: Room, sent: datetime, code: str, kept: bool) -> None:
    mailed(room, room.send("STP", STP, name="x.xlsx", saved=at(12)), "thư.eml", sent)
    report = room.merge()
    verdict = next(one for one in report.files if one.state == ACCEPTED)
    (taken,) = room.desk().ledger.facts.returns
    assert code in [one.message.code for one in verdict.findings]
    assert (taken.at == sent) == kept


@pytest.mark.parametrize("order", [("ahead", "right"), ("right", "ahead")])
def test_a_file_saved_by_a_clock_that_runs_ahead_is_not_the_newest(room: Room, order: tuple[str, str]) -> None:
    day = {"ahead": datetime(2031, 1, 5, 8, tzinfo=UTC), "right": at(12)}
    for name in order:
        room.send("STP", {"2.3": doing(10, f"Theo bản {name}.")}, name=f"{name}.xlsx", saved=day[name])
        room.merge()
    returns = {one.name: one for one in room.desk().ledger.facts.returns}
    assert (returns["ahead.xlsx"].at, returns["right.xlsx"].at) == (None, at(12))
    assert [one.reason for one in settle(room.desk().ledger.facts).conflicts] == ["same-moment"]


def test_a_date_to_come_is_said(room: Room) -> None:
    room.send("STP", STP, name="x.xlsx", saved=datetime(2031, 1, 5, 8, tzinfo=UTC))
    [verdict] = room.merge().files
    assert [one.message.code for one in verdict.findings] == ["RETURN_038"]


def test_a_formula_never_stands_live_in_the_list(room: Room) -> None:
    room.send("STP", {"2.3": doing(10, Formula('=HYPERLINK("http://x.vn","bấm")'))}, name="=1+1.xlsx")
    room.merge()
    sheet = load_workbook(room.master)["Tệp gửi về"]
    live = [cell.value for row in sheet.iter_rows(min_row=6) for cell in row if cell.data_type == "f"]
    assert all(str(one).startswith("=HYPERLINK(\"#'Tiến độ'!") for one in live)


@pytest.mark.parametrize("wrapped", ["eml", "eml in eml", "msg"])
def test_a_copy_without_identity_is_proposed_by_the_mark_of_its_letter_also_when_read_again(
    room: Room, wrapped: str
) -> None:
    mark = token(room.desk().settings["key"], PLAN, f"{PERIOD}/STP/01")
    form = room.send("STP", STP, touch=unsigned)
    data = form.read_bytes()
    form.unlink()
    if wrapped == "msg":
        (room.inbox / "thư.msg").write_bytes(outlook({"a.xlsx": data}, "canbo@gmail.com", subject=f"RE: {mark}"))
    else:
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "canbo@gmail.com", f"Re: {mark}" if wrapped == "eml" else "báo cáo"
        mail.set_content("x")
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="a.xlsx")
        if wrapped == "eml in eml":
            outer = EmailMessage()
            outer["From"], outer["Subject"] = "canbo@gmail.com", f"Fwd: {mark}"
            outer.set_content("x")
            outer.add_attachment(mail)
            mail = outer
        (room.inbox / "thư.eml").write_bytes(mail.as_bytes())
    supports = Message("RETURN_063", {"dispatch": f"{PERIOD}/STP/01", "said": "Sở Tư pháp"}).text

    def is_proposed() -> str:
        """Its name, when the line asks her for STP and says why."""
        [line] = [one for one in room.listed() if one["verdict"] == "Chờ xác nhận"]
        assert (line["agency"], line["sender"], mark in line["subject"]) == ("STP", "canbo@gmail.com", True)
        assert [one for one in room.listed() if one["text"].startswith(supports)]
        return str(line["file"])

    room.merge()
    name = is_proposed()
    for path in room.inbox.iterdir():
        path.unlink()
    room.answer(name, password="không cần")  # so that it is read again, from its original
    room.apply_decisions()
    room.answer(is_proposed(), choice="Nhận", as_agency="STP")
    room.apply_decisions()
    assert room.cell("2.3", "result", "STP") is not None


def test_a_subject_that_looks_like_a_formula_stays_text(room: Room) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "vanthu@stp.gov.vn", '=HYPERLINK("http://x";"y")'
    mail.set_content("x")
    form = room.send("STP", STP)
    mail.add_attachment(form.read_bytes(), maintype="application", subtype="octet-stream", filename="a.xlsx")
    form.unlink()
    (room.inbox / "thư.eml").write_bytes(mail.as_bytes())
    room.merge()
    cells = load_workbook(room.master)["Tệp gửi về"]
    found = [cell for row in cells.iter_rows() for cell in row if str(cell.value).startswith("=HYPERLINK(\"http://x")]
    assert {cell.data_type for cell in found} == {"s"}
