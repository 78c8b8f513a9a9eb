"""Mở kỳ và phân phát: which rows a period has, who gets a form, and what stands in it."""

import csv
import hashlib
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kehoach_xl.domain.identity import Identity, from_properties, is_ours
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.layout import form
from kehoach_xl.workflows.manifest import MANIFEST
from tests.workflows.office import HEAD_ROW, PERIOD, Room, at, beside, doing, done

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

GETS = {
    # agency: its tasks; the coordinating Sở Công Thương gets no file, 3.2 goes to nobody yet
    "STP": ["2.3", "2.4"],
    "SKHCN": ["3.1", "3.20"],
    "SNV": ["3.3", "4.6"],
    "SNgV": ["3.10", "3.11"],
    "STC": ["3.12", "3.13", "3.14"],
    "SNNMT": ["3.15", "3.16", "4.1", "4.2", "4.3", "4.4"],
    "BQLKKT": ["3.17"],
    "HQ11": ["3.18"],
    "THUE6": ["3.19"],
    "NHNN8": ["3.21"],
    "SGDDT": ["4.5"],
    "SVHTTDL": ["4.7"],
}


def inputs() -> list[str]:
    return [column.field for column in form().columns if column.input]


# -- opening --------------------------------------------------------------------------------------


def test_opening_lays_out_a_row_per_task_and_reporter(fresh: Room) -> None:
    report = fresh.open_period()
    assert (report.period, report.tasks, report.new_rows, report.unassigned) == (PERIOD, 35, 35, ("3.2",))
    assert report.deadline == date(2025, 12, 17)
    desk = fresh.desk()
    assert (desk.current, len(desk.record)) == (PERIOD, 35)
    codes = [desk.task_by_id[row.task].code for row in desk.record]
    assert codes == [task.code for task in desk.plan.tasks]
    assert [row.agency for row in desk.record if desk.task_by_id[row.task].code == "3.2"] == [""]


def test_opening_again_adds_nothing_and_keeps_her_deadline(fresh: Room) -> None:
    fresh.open_period(deadline=date(2025, 12, 10))
    before = fresh.sheets()
    again = fresh.open_period()
    assert (again.already_open, again.new_rows, again.deadline) == (True, 0, date(2025, 12, 10))
    assert fresh.sheets() == before


def test_a_row_she_deleted_comes_back_with_what_the_record_knows(room: Room) -> None:
    room.send("STP", {"2.3": doing(70, "Bảy vướng mắc.")})
    room.merge()
    desk = room.desk()
    table = desk.table("progress")
    row = next(r.row for r in table.rows if r.text("code") == "2.3")
    room.write((table.sheet, row, column, None) for column in table.columns.values())
    assert ("2.3", "STP") not in room.record()
    room.open_period()
    assert room.record()["2.3", "STP"] == {
        "status": "Đang thực hiện",
        "percent": 70.0,
        "result": "Bảy vướng mắc.",
    }


def test_the_next_period_starts_empty_beside_the_old_one(room: Room) -> None:
    room.send("STP", {"2.3": doing(70)})
    room.merge()
    report = room.open_period("2026-H1")
    assert report.new_rows > 0
    assert room.cell("2.3", "percent") == 70.0
    assert {tuple(values) for values in room.record("2026-H1").values()} == {()}
    assert room.shown("2.3", "percent") is None
    room.open_period(PERIOD)
    assert room.shown("2.3", "percent") == 70.0


def test_members_named_for_the_group_get_its_task(fresh: Room) -> None:
    fresh.open_period()
    name = fresh.shown("3.2", "leads")
    members = ["STP", "STC"]
    fresh.type("agencies", "name", name, members="STP; Sở Tài chính")
    report = fresh.distribute()
    record = [agency for (code, agency) in fresh.record() if code == "3.2"]
    assert record == members
    desk = fresh.desk()
    assert len(desk.record) == 36
    first = next(row for row in desk.record if row.agency == "STP" and desk.task_by_id[row.task].code == "3.2")
    assert desk.record.index(first) == [task.code for task in desk.plan.tasks].index("3.2")  # the placeholder's row
    assert {f.agency: "3.2" in f.tasks for f in report.files if f.agency in members} == {
        "STP": True,
        "STC": True,
    }
    assert "SEND_002" not in {one.code for one in report.notices}


# -- who gets what ----------------------------------------------------------------------------------


def test_each_lead_gets_one_file_with_its_rows(sent_out: Room) -> None:
    assert {path.name.split("_")[1] for path in (sent_out.outbox / PERIOD).glob("*.xlsx")} == set(GETS)
    for agency, codes in GETS.items():
        sheet = load_workbook(sent_out.form(agency))[form().sheet]
        assert [sheet.cell(row, 2).value for row in range(HEAD_ROW + 1, sheet.max_row + 1)] == codes


def test_what_goes_to_nobody_is_said(fresh: Room) -> None:
    fresh.open_period()
    report = fresh.distribute()
    assert {f.agency: list(f.tasks) for f in report.files} == GETS
    notices = {one.code: one for one in report.notices}
    assert set(notices) == {"SEND_002", "SEND_004"}
    assert notices["SEND_002"].facts["code"] == "3.2"
    assert notices["SEND_004"].facts == {"agency": "Sở Công Thương", "count": 11}
    assert 11 + 1 + sum(map(len, GETS.values())) == 35


def test_the_list_of_what_was_sent_matches_the_files(sent_out: Room) -> None:
    folder = sent_out.outbox / PERIOD
    with (folder / MANIFEST).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["Mã cơ quan"]: row["Nhiệm vụ"].split(", ") for row in rows} == GETS
    for row in rows:
        assert hashlib.sha256((folder / row["Tệp"]).read_bytes()).hexdigest() == row["SHA-256"]
        assert row["Số phiếu"] == f"{PERIOD}/{row['Mã cơ quan']}/01"


def test_every_sent_file_has_a_line_of_receipt_and_of_the_journal(sent_out: Room) -> None:
    receipts = {row.text("agency"): row for row in sent_out.desk().table("receipts").rows}
    assert {agency: int(row.number("tasks")) for agency, row in receipts.items()} == {
        a: len(t) for a, t in GETS.items()
    }
    assert {row.text("file") for row in receipts.values()} == {
        f.name for f in (sent_out.outbox / PERIOD).glob("*.xlsx")
    }
    assert [bool(row["file"]) for row in sent_out.journal("Phân phát")] == [True] * 12 + [False]  # then the letters


def test_sending_again_counts_the_dispatch(room: Room) -> None:
    report = room.distribute(only=("STP",))
    assert [f.dispatch for f in report.files] == [f"{PERIOD}/STP/02"]
    lines = {row.text("agency"): row.text("dispatch") for row in room.desk().table("receipts").rows}
    assert (lines["STP"], lines["SNV"]) == (f"{PERIOD}/STP/02", f"{PERIOD}/SNV/01")
    assert len(lines) == 12


def test_a_form_of_the_first_dispatch_is_still_taken_after_the_second(room: Room) -> None:
    first = room.form("STP").read_bytes()
    room.distribute(only=("STP",))
    (room.folder / "cũ.xlsx").write_bytes(first)
    room.send("STP", {"2.3": doing()}, source=room.folder / "cũ.xlsx")
    assert [v.state for v in room.merge().files] == ["accepted"]


@pytest.mark.parametrize("name", ["STP", "Sở Tư pháp", "sở tư pháp"])
def test_only_takes_codes_and_names(room: Room, name: str) -> None:
    assert [f.agency for f in room.distribute(only=(name,)).files] == ["STP"]


def test_only_with_an_unknown_agency_writes_nothing(room: Room) -> None:
    before, there = room.master.read_bytes(), beside(room.master)
    with pytest.raises(Stop) as stop:
        room.distribute(only=("STP", "Sở Tư phap"))
    assert stop.value.message.code == "SEND_005"
    assert "Sở Tư pháp" in stop.value.message.todo
    assert room.master.read_bytes() == before and beside(room.master) == there


def test_only_an_agency_that_owes_nothing_is_said(room: Room) -> None:
    with pytest.raises(Stop) as stop:
        room.distribute(only=("SCT",))
    assert stop.value.message.code == "SEND_001"


def test_prefill_carries_last_periods_texts_and_not_its_numbers(room: Room) -> None:
    room.send("STP", {"2.3": doing(70, "Bảy vướng mắc.", difficulties="Thiếu người.")})
    room.merge()
    room.open_period("2026-H1")
    room.distribute(prefill=True, only=("STP",))
    sheet = load_workbook(room.form("STP", "2026-H1"))[form().sheet]
    row = {field: sheet.cell(HEAD_ROW + 1, form().at(field)).value for field in inputs()}
    assert {k: v for k, v in row.items() if v is not None} == {
        "result": "Bảy vướng mắc.",
        "difficulties": "Thiếu người.",
    }


def test_a_prefilled_form_returned_untouched_says_nothing(room: Room) -> None:
    room.send("STP", {"2.3": doing(70, "Bảy vướng mắc.")})
    room.merge()
    room.open_period("2026-H1")
    room.distribute(prefill=True, only=("STP",))
    inbox = room.folder / "kỳ sau"
    inbox.mkdir()
    from tests.workflows.office import fill

    fill(room.form("STP", "2026-H1"), inbox / "a.xlsx", {}, at(10, month=6, year=2026))
    report = room.merge(inbox)
    assert dict(report.cells) == {"equal": 1}
    assert room.record("2026-H1")["2.3", "STP"] == {}


# -- what a form is -----------------------------------------------------------------------------------


def test_a_form_carries_its_identity_twice_and_signed(sent_out: Room) -> None:
    key = sent_out.desk().settings["key"]
    for agency in GETS:
        book = load_workbook(sent_out.form(agency))
        hidden = book["_kehoach"]
        assert hidden.sheet_state == "veryHidden"
        text, signature = hidden["B1"].value, hidden["B2"].value
        properties = {one.name: one.value for one in book.custom_doc_props.props}
        assert from_properties(properties) == (text, signature)
        identity = Identity.from_json(text)
        assert (identity.agency, identity.period, identity.dispatch) == (
            agency,
            PERIOD,
            f"{PERIOD}/{agency}/01",
        )
        assert len(identity.rows) == len(GETS[agency])
        assert is_ours(key, identity, signature)
        assert not is_ours("0" * 64, identity, signature)
        assert key not in zip_text(sent_out.form(agency))


def zip_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_the_key_is_minted_once_and_never_in_a_new_master(fresh: Room) -> None:
    assert "key" not in fresh.desk().settings
    fresh.open_period()
    assert "key" not in fresh.desk().settings
    fresh.distribute(only=("STP",))
    key = fresh.desk().settings["key"]
    assert len(bytes.fromhex(key)) == 32
    fresh.distribute(only=("SNV",))
    assert fresh.desk().settings["key"] == key


def test_two_masters_have_two_keys(fresh: Room, sent_out: Room) -> None:
    fresh.open_period()
    fresh.distribute(only=("STP",))
    assert fresh.desk().settings["key"] != sent_out.desk().settings["key"]


def test_whole_numbers_show_without_a_lonely_mark(sent_out: Room) -> None:
    """Excel shows 100 as «100.» where decimals are optional."""
    for path in (sent_out.master, sent_out.form("STP")):
        formats = {cell.number_format for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row}
        signed = {"+0;-0;0", "+0.0;-0.0;0.0", "+0.00;-0.00;0.00"}
        assert formats <= signed | {
            "General", "@", "0", "0.0", "0.00", "0.0%", '0;-0;"–"', ";;;", "dd/mm/yyyy", "dd/mm/yyyy hh:mm",
        }  # fmt: skip


def test_only_the_reporting_cells_can_be_typed_in(sent_out: Room) -> None:
    sheet = load_workbook(sent_out.form("SNNMT"))[form().sheet]
    assert sheet.protection.sheet
    assert not sheet.protection.formatRows and not sheet.protection.formatColumns  # False: allowed
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    rows = range(HEAD_ROW + 1, HEAD_ROW + 7)
    letters = [get_column_letter(form().at(field)) for field in inputs()]
    assert open_cells == {f"{letter}{row}" for letter in letters for row in rows}


def test_every_other_sheet_of_a_form_is_locked(sent_out: Room) -> None:
    book = load_workbook(sent_out.form("STP"))
    assert all(sheet.protection.sheet for sheet in book)


def test_drop_downs_and_hints_stand_on_the_reporting_cells(sent_out: Room) -> None:
    sheet = load_workbook(sent_out.form("STP"))[form().sheet]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    status = rules["G11:G12"]
    assert status.formula1 == '"Chưa thực hiện,Đang thực hiện,Hoàn thành,Không còn phù hợp"'
    percent = rules["H11:H12"]
    assert (percent.type, percent.formula1, percent.formula2) == ("decimal", "0", "100")
    assert all(rule.promptTitle and rule.prompt for rule in rules.values())


def test_a_form_has_no_macros_and_says_who_when_and_how_much(sent_out: Room) -> None:
    path = sent_out.form("STP")
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "vba" in name.lower()]
    sheet = load_workbook(path)[form().sheet]
    texts = [str(cell.value) for row in sheet.iter_rows(max_row=HEAD_ROW) for cell in row if cell.value]
    assert {
        "Cơ quan báo cáo: Sở Tư pháp", "Kỳ báo cáo: 6 tháng cuối năm 2025", "Hạn gửi lại: 17/12/2025",
        f"Số phiếu: {PERIOD}/STP/01",
    } <= set(texts)  # fmt: skip
    assert any(text.startswith('="Đã điền "&') and "/2 nhiệm vụ" in text for text in texts)


@pytest.mark.tools
def test_the_form_counts_and_reminds_while_it_is_filled(room: Room, libreoffice) -> None:
    path = room.send("STP", {"2.3": done(evidence_no=None), "2.4": {"percent": 40}})
    cells = libreoffice.recalculated(path)[form().sheet]
    assert "Đã điền 1/2 nhiệm vụ" in cells.values()
    note = get_column_letter(form().at("note"))
    assert [cells[f"{note}{row}"] for row in (11, 12)] == ["Thiếu số, ký hiệu văn bản", "Chưa chọn trạng thái"]


# -- nothing half done -----------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_leaves_the_master(fresh: Room, tmp_path: Path) -> None:
    fresh.open_period()
    before = fresh.master.read_bytes()
    fresh.outbox.write_bytes(b"a file, not a folder")
    with pytest.raises(Stop) as stop:
        fresh.distribute()
    assert stop.value.message.code == "SEND_006"
    assert fresh.master.read_bytes() == before


def test_nothing_is_left_beside_the_forms(sent_out: Room) -> None:
    assert {path.name for path in sent_out.outbox.iterdir()} == {PERIOD}
    names = {path.name for path in (sent_out.outbox / PERIOD).iterdir()}
    assert len(names) == 14 and {MANIFEST, "han-nop-2025-H2-20251217.ics"} < names


def test_the_list_keeps_what_was_sent_before(room: Room) -> None:
    again = room.distribute(only=("STP",)).files[0]
    with (room.outbox / PERIOD / MANIFEST).open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Mã cơ quan"]: row for row in csv.DictReader(file)}
    assert list(rows) == list(GETS)
    assert (rows["STP"]["Số phiếu"], rows["STP"]["SHA-256"]) == (again.dispatch, again.sha256)
    for row in rows.values():
        assert hashlib.sha256((room.outbox / PERIOD / row["Tệp"]).read_bytes()).hexdigest() == row["SHA-256"]


def test_a_form_that_stands_there_is_moved_aside_not_written_over(room: Room) -> None:
    room.distribute(only=("STP",))
    form = next((room.outbox / PERIOD).glob("*_STP_*.xlsx"))
    form.write_bytes(b"da dien tai cho")
    room.distribute(only=("STP",))
    kept = sorted(path.read_bytes() for path in (form.parent / "ban-truoc").iterdir())
    assert b"da dien tai cho" in kept


def test_a_run_that_was_cut_off_leaves_nothing_behind_the_next_one(fresh: Room) -> None:
    fresh.open_period()
    (fresh.outbox / ".phan-phat-cu").mkdir(parents=True)
    fresh.distribute(only=("STP",))
    assert [path.name for path in fresh.outbox.iterdir()] == [PERIOD]
