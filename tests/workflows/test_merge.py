"""Gộp: each file gets its verdict, each cell its fate, and the record is a function of what was sent."""

import itertools
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import psutil
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kehoach_xl.domain.letter import OPEN, RECEIPT
from kehoach_xl.engine.opening import open_book
from kehoach_xl.intake.arrived import UNREADABLE
from kehoach_xl.messages import Message
from kehoach_xl.returns.verdict import ACCEPTED, DUPLICATE, FOREIGN, QUARANTINED
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.letters import letters_of
from kehoach_xl.workflows.merge import MergeReport
from tests.workflows.office import HEAD_ROW, Room, at, doing

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

STP = {"2.3": doing(100, "Tổng hợp 07 vướng mắc."), "2.4": doing(60, "Đăng 63 văn bản.")}
KEEP, TAKE, ENTER = "Giữ số liệu đang có", "Lấy số liệu gửi về", "Nhập tay"


def codes(messages: list[Message]) -> list[str]:
    return [one.code for one in messages]


# -- the ordinary case --------------------------------------------------------------------------


def test_a_return_goes_into_the_record_and_the_appendix_shows_it(room: Room) -> None:
    room.send("STP", STP)
    report = room.merge()
    assert [(v.state, v.message.code, v.cells) for v in report.files] == [(ACCEPTED, "MERGE_001", 6)]
    assert dict(report.cells) == {"applied": 6}
    assert room.record()["2.3", "STP"] == {
        "status": "Đang thực hiện",
        "percent": 100.0,
        "result": "Tổng hợp 07 vướng mắc.",
    }
    assert room.shown("2.4", "result") == "Đăng 63 văn bản."
    assert report.conflicts == []
    assert len(report.waiting) == 11 and "Sở Tư pháp" not in report.waiting


def test_of_the_processes_that_read_files_none_is_left_and_whoever_has_another_file_gets_new_ones(room: Room) -> None:
    for day in (12, 13):
        room.send("STP", {"2.3": doing(day)}, name=f"{day}.xlsx", saved=at(day))
        assert room.merge().cells["applied"] > 0
        reading = [one for one in psutil.Process().children() if "kehoach_xl.intake.worker" in " ".join(one.cmdline())]
        assert reading == []


def test_a_merge_leaves_a_journal_a_receipt_and_a_backup_of_what_was(room: Room) -> None:
    before = room.master.read_bytes()
    room.send("STP", STP, saved=at(12))
    report = room.merge(now=at(19))
    assert Path(report.backup).read_bytes() == before
    receipt = next(r.cells for r in room.desk().table("receipts").rows if r.text("agency") == "STP")
    assert (receipt["copies"], receipt["filled"]) == (1.0, 6.0)
    assert receipt["received"] == float((date(2025, 12, 12) - date(1899, 12, 30)).days)
    lines = room.journal("Gộp báo cáo")
    assert [line["file"] for line in lines] == [room.form("STP").name, None, None]
    assert lines[1]["note"].startswith("Soạn 1 thư ở trang Thư")  # the acknowledgement
    assert "6 ô có số liệu = 6 ghi mới + 0 không đổi" in lines[-1]["note"]


def test_a_blank_return_is_blank_and_not_received_as_work(room: Room) -> None:
    room.send("STP", {})
    report = room.merge()
    assert [(v.state, v.message.code) for v in report.files] == [(ACCEPTED, "MERGE_002")]
    assert report.needs_a_look and report.total == 0
    assert "Sở Tư pháp" in report.waiting
    assert room.summary().receipts["STP"] == {"2025-H2": "Trống"}


def test_files_in_folders_below_count_and_what_programs_leave_does_not(room: Room) -> None:
    room.send("STP", STP, name="Sở Tư pháp/lần 1/phiếu.xlsx")
    for name in ("~$phiếu.xlsx", ".~lock.phiếu.xlsx#", ".DS_Store", "desktop.ini", "Thumbs.db"):
        (room.inbox / name).write_bytes(b"x")
    report = room.merge()
    assert [v.file for v in report.files] == ["Sở Tư pháp/lần 1/phiếu.xlsx"]


def test_the_same_bytes_twice_count_once(room: Room) -> None:
    first = room.send("STP", STP, name="a.xlsx")
    (room.inbox / "a (1).xlsx").write_bytes(first.read_bytes())
    report = room.merge()
    assert sorted(v.state for v in report.files) == [ACCEPTED, DUPLICATE]
    assert dict(report.cells) == {"applied": 6, "equal": 6}


# -- files that are not taken ---------------------------------------------------------------------

UNRELATED = {
    "công văn.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", UNREADABLE, "GATE_022"),
    "ảnh.png": (b"\x89PNG\r\n\x1a\n" + bytes(40), UNREADABLE, "INTAKE_040"),
    "cũ.xls": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1024), UNREADABLE, "INTAKE_002"),
    "web.xls": (b"<html><body><table><tr><td>1</td></tr></table></body></html>", FOREIGN, "MERGE_010"),
    "bảng.csv": ("STT,Nội dung\r\n1,Một\r\n".encode(), FOREIGN, "MERGE_010"),
    "rỗng.xlsx": (b"", UNREADABLE, "GATE_001"),
}


@pytest.mark.parametrize("name", UNRELATED)
def test_an_unrelated_file_says_what_it_is_and_the_rest_go_on(room: Room, name: str) -> None:
    data, state, code = UNRELATED[name]
    (room.inbox / name).write_bytes(data)
    room.send("STP", STP)
    states = {v.file: (v.state, v.message.code) for v in room.merge().files}
    assert states == {name: (state, code), room.form("STP").name: (ACCEPTED, "MERGE_001")}


def test_a_word_file_says_so(room: Room) -> None:
    import zipfile

    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}">'
        f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{links}">'
        f'<Relationship Id="r" Type="{office}" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": "<document/>",
    }
    with zipfile.ZipFile(room.inbox / "báo cáo.docx", "w") as package:
        for part, text in parts.items():
            package.writestr(part, text)
    room.send("STP", STP)
    assert {v.message.code for v in room.merge().files} == {"GATE_021", "MERGE_001"}


def test_a_file_cut_off_by_mail_says_so(room: Room) -> None:
    whole = room.send("STP", STP)
    (room.inbox / "cụt.xlsx").write_bytes(whole.read_bytes()[:5000])
    found = next(v for v in room.merge().files if v.file == "cụt.xlsx")
    assert (found.state, found.message.code) == (UNREADABLE, "GATE_007")


def test_a_foreign_workbook_is_no_form(room: Room) -> None:
    from openpyxl import Workbook

    Workbook().save(room.inbox / "theo dõi.xlsx")
    room.send("STP", STP)
    found = next(v for v in room.merge().files if v.file == "theo dõi.xlsx")
    assert (found.state, found.message.code, found.cells) == (FOREIGN, "MERGE_010", 0)


def test_the_master_itself_in_the_folder_is_no_form(room: Room) -> None:
    (room.inbox / "sổ.xlsx").write_bytes(room.master.read_bytes())
    room.send("STP", STP)
    found = next(v for v in room.merge().files if v.file == "sổ.xlsx")
    assert (found.state, found.message.code) == (FOREIGN, "MERGE_010")


# -- identity -----------------------------------------------------------------------------------


def hidden(change: dict[str, str], properties: dict[str, str] | None = None):
    """Edit the identity texts that the form carries: in its hidden sheet, and in its properties."""

    def swap(text: str, table: dict[str, str]) -> str:
        for old, new in table.items():
            text = text.replace(old, new)
        return text

    def touch(book, sheet) -> None:
        cell = book["_kehoach"]["B1"]
        cell.value = swap(cell.value, change)
        for one in book.custom_doc_props.props:
            one.value = swap(str(one.value), change if properties is None else properties)

    return touch


def signature(book, sheet) -> None:
    book["_kehoach"]["B2"].value = "0" * 64
    for one in book.custom_doc_props.props:
        if one.name == "kehoach_signature":
            one.value = "0" * 64


def row_id(book, sheet) -> None:
    sheet.cell(HEAD_ROW + 1, 1).value = "NV001"


def without_a_column(book, sheet) -> None:
    sheet.delete_cols(7)
    del book.defined_names["BC_status"]


TAMPERED = {
    "signature": (signature, "MERGE_011"),
    "agency": (hidden({'"agency":"STP"': '"agency":"SNV"'}), "MERGE_011"),
    "period": (hidden({'"period":"2025-H2"': '"period":"2025-H1"'}), "MERGE_011"),
    "plan": (hidden({'"plan":"fta-index': '"plan":"nq59-index'}), "MERGE_012"),
    "no identity at all": (hidden({"{": "["}), "MERGE_011"),
    "sheet and properties disagree": (hidden({}, {'"dispatch":"2025': '"dispatch":"2026'}), "MERGE_015"),
    "row id": (row_id, "MERGE_014"),
    "a column is gone": (without_a_column, "MERGE_017"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_form_whose_identity_does_not_hold_is_kept_apart(room: Room, what: str) -> None:
    touch, code = TAMPERED[what]
    before = room.record()
    room.send("STP", STP, touch=touch)
    room.send("SKHCN", {})
    report = room.merge()
    found = next(v for v in report.files if v.agency != "SKHCN")
    assert (found.state, found.message.code) == (QUARANTINED, code)
    assert report.fates[found.file]["rejected"] == found.cells
    assert room.record() == before
    assert room.journal("Gộp báo cáo")[0]["note"] or room.journal("Gộp báo cáo")[1]["note"]


def test_a_form_that_a_newer_version_made_asks_for_that_version(room: Room) -> None:
    from kehoach_xl.domain.identity import LAYOUT_VERSION, Identity, as_properties, sign

    key = room.desk().settings["key"]

    def newer(book, sheet) -> None:
        old = Identity.from_json(book["_kehoach"]["B1"].value)
        new = replace(old, layout=LAYOUT_VERSION + 1)
        book["_kehoach"]["B1"].value, book["_kehoach"]["B2"].value = new.to_json(), sign(key, new)
        for one in book.custom_doc_props.props:
            one.value = as_properties(new, sign(key, new))[one.name]

    room.send("STP", STP, touch=newer)
    room.send("SKHCN", {})
    found = next(v for v in room.merge().files if v.agency == "STP")
    assert (found.state, found.message.code) == (QUARANTINED, "MERGE_016")


def test_a_form_of_another_period_waits_for_its_own_merge(room: Room) -> None:
    early = room.send("STP", STP)
    room.open_period("2026-H1")
    report = room.merge()
    assert [(v.state, v.message.code) for v in report.files] == [(QUARANTINED, "MERGE_013")]
    report = room.merge(early.parent, period="2025-H2")
    assert [v.state for v in report.files] == [ACCEPTED]
    assert room.cell("2.3", "percent") == 100.0


def test_a_form_of_another_master_is_not_ours(room: Room, fresh: Room) -> None:
    other = fresh
    other.open_period()
    other.distribute()
    room.send("STP", STP, source=other.form("STP"))
    report = room.merge()
    assert [(v.state, v.message.code) for v in report.files] == [(QUARANTINED, "MERGE_011")]


def test_a_copy_of_the_identity_is_enough_when_a_program_dropped_the_other(room: Room) -> None:
    def drop_sheet(book, sheet) -> None:
        del book["_kehoach"]

    def drop_properties(book, sheet) -> None:
        for name in [one.name for one in book.custom_doc_props.props]:
            del book.custom_doc_props[name]

    room.send("STP", STP, touch=drop_sheet)
    room.send("SKHCN", {"3.1": doing()}, touch=drop_properties)
    assert {v.agency: v.state for v in room.merge().files} == {"STP": ACCEPTED, "SKHCN": ACCEPTED}


def test_two_files_with_each_others_names_are_told_apart_by_their_content(room: Room) -> None:
    room.send("STP", STP, name=room.form("SNV").name)
    room.send("SNV", {"3.3": doing()}, name=room.form("STP").name)
    report = room.merge()
    assert {v.file.split("_")[1]: (v.agency, codes(v.notes)) for v in report.files} == {
        "SNV": ("STP", ["MERGE_024"]), "STP": ("SNV", ["MERGE_024"]),
    }  # fmt: skip
    assert room.cell("3.3", "percent") == 40.0


# -- what people do to a form -----------------------------------------------------------------------

SNNMT = {
    code: doing(10 * n, f"Kết quả {code}.") for n, code in enumerate(("3.15", "3.16", "4.1", "4.2", "4.3", "4.4"), 1)
}


def taken(room: Room, agency: str = "SNNMT") -> dict[str, str]:
    return {code: values.get("result") for (code, a), values in room.record().items() if a == agency}


EXPECTED = {code: f"Kết quả {code}." for code in SNNMT}


def name_span(book, sheet, move) -> None:
    """Move the form's defined names with its cells, as Excel does (openpyxl leaves them behind)."""
    for name, defined in list(book.defined_names.items()):
        if name.startswith("BC_"):
            defined.attr_text = move(defined.attr_text)


def sorted_rows(book, sheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD_ROW + 1, max_row=HEAD_ROW + 6)]
    for at_row, row in enumerate(reversed(rows), HEAD_ROW + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(at_row, column).value = value


def renamed_headers(book, sheet) -> None:
    for column in range(2, 16):
        sheet.cell(HEAD_ROW, column).value = f"Cột {column}"


def names_gone(book, sheet) -> None:
    for name in [name for name in book.defined_names if name.startswith("BC_")]:
        del book.defined_names[name]


def column_inserted(book, sheet) -> None:
    sheet.insert_cols(3)
    names_gone(book, sheet)


def row_inserted_above(book, sheet) -> None:
    sheet.insert_rows(2)
    names_gone(book, sheet)


def sheet_renamed(book, sheet) -> None:
    sheet.title = "Báo cáo tháng 12"
    name_span(book, sheet, lambda text: text.replace("'Báo cáo'", "'Báo cáo tháng 12'"))


def hidden_and_filtered(book, sheet) -> None:
    sheet.row_dimensions[HEAD_ROW + 2].hidden = True
    sheet.column_dimensions["J"].hidden = True


@pytest.mark.parametrize(
    "touch",
    [
        sorted_rows,
        names_gone,
        column_inserted,
        row_inserted_above,
        sheet_renamed,
        hidden_and_filtered,
    ],
)
def test_a_form_rearranged_by_hand_still_reads(room: Room, touch) -> None:
    room.send("SNNMT", SNNMT, touch=touch)
    report = room.merge()
    assert [(v.state, v.cells, v.locked, v.proposals) for v in report.files] == [(ACCEPTED, 18, [], [])]
    assert dict(report.cells) == {"applied": 18}
    assert taken(room) == EXPECTED


def test_under_headings_that_say_something_else_every_value_is_asked(room: Room) -> None:
    room.send("SNNMT", SNNMT, touch=renamed_headers)
    report = room.merge()
    assert [(v.state, v.cells, v.locked, v.proposals) for v in report.files] == [(ACCEPTED, 18, [], [])]
    assert dict(report.cells) == {"conflict": 18} and taken(room) == dict.fromkeys(SNNMT)


def test_columns_that_changed_places_are_known_by_their_names(room: Room) -> None:
    from openpyxl.utils import get_column_letter

    def swap(book, sheet) -> None:
        one, two = 10, 14  # result, difficulties
        for row in range(HEAD_ROW, HEAD_ROW + 7):
            a, b = sheet.cell(row, one), sheet.cell(row, two)
            a.value, b.value = b.value, a.value
        left, right = get_column_letter(one), get_column_letter(two)
        names = book.defined_names
        names["BC_result"].attr_text = names["BC_result"].attr_text.replace(f"${left}$", f"${right}$")
        names["BC_difficulties"].attr_text = names["BC_difficulties"].attr_text.replace(f"${right}$", f"${left}$")

    room.send("SNNMT", SNNMT, touch=swap)
    room.merge()
    assert taken(room) == EXPECTED


def test_a_deleted_row_keeps_what_the_master_has(room: Room) -> None:
    room.send("SNNMT", SNNMT, saved=at(10))
    room.merge()

    def delete(book, sheet) -> None:
        sheet.delete_rows(HEAD_ROW + 1)

    room.send("SNNMT", {}, saved=at(12), name="sau.xlsx", touch=delete)
    report = room.merge()
    later = next(v for v in report.files if v.file == "sau.xlsx")
    assert codes(later.notes) == ["MERGE_023"]
    assert taken(room) == EXPECTED  # blanks ask, they never erase
    assert len(report.conflicts) == 15 and {c.reason for c in report.conflicts} == {"blanked"}


def test_a_row_the_agency_added_becomes_a_proposal(room: Room) -> None:
    def add(book, sheet) -> None:
        row = HEAD_ROW + 3
        sheet.cell(row, 3).value = "Tổ chức thêm hội nghị tại huyện"
        sheet.cell(row, 7).value = "Hoàn thành"

    room.send("STP", STP, touch=add)
    report = room.merge()
    verdict = report.files[0]
    assert verdict.proposals == ["Tổ chức thêm hội nghị tại huyện – Hoàn thành"]
    assert dict(report.cells) == {"applied": 6, "rejected": 1}
    assert report.needs_a_look
    assert len(room.record()) == len(room.desk().record)


@pytest.mark.parametrize(
    ("second", "notes", "cells", "stands"),
    [
        ("Tổng hợp 07 vướng mắc.", [], {"applied": 6, "rejected": 3}, "Tổng hợp 07 vướng mắc."),
        (None, [], {"applied": 6, "rejected": 2}, "Tổng hợp 07 vướng mắc."),
        # what the two rows agree on is taken, what they do not is asked
        ("Số khác.", ["MERGE_018"], {"applied": 5, "conflict": 1, "rejected": 3}, None),
    ],
)
def test_a_row_that_stands_twice_counts_once(room: Room, second, notes, cells, stands) -> None:
    def double(book, sheet) -> None:
        for column in range(1, 16):
            sheet.cell(HEAD_ROW + 3, column).value = sheet.cell(HEAD_ROW + 1, column).value
        sheet.cell(HEAD_ROW + 3, 10).value = second

    room.send("STP", STP, touch=double)
    report = room.merge()
    assert codes(report.files[0].notes) == notes
    assert dict(report.cells) == cells
    assert room.cell("2.3", "result") == stands


def test_a_locked_cell_that_changed_is_listed_and_not_applied(room: Room) -> None:
    def change(book, sheet) -> None:
        sheet.cell(HEAD_ROW + 1, 5).value = "Năm 2026"

    room.send("STP", STP, touch=change)
    report = room.merge()
    assert [(m.code, m.facts["code"]) for m in report.files[0].locked] == [("MERGE_019", "2.3")]
    assert report.needs_a_look
    assert room.shown("2.3", "timeframe") == "Thường xuyên"
    assert dict(report.cells) == {"applied": 6}


# -- what people type ---------------------------------------------------------------------------

READ = [
    # field, typed, in the record
    ("percent", 85, 85.0),
    ("percent", "85%", 85.0),
    ("percent", "85,5", 85.5),
    ("quantity", "1.350", 1350.0),
    ("quantity", 3, 3.0),
    ("status", "đã HT", "Hoàn thành"),
    ("status", "  hoàn   THÀNH ", "Hoàn thành"),
    ("status", unicodedata.normalize("NFD", "Đang thực hiện"), "Đang thực hiện"),
    ("finish_date", date(2025, 11, 5), date(2025, 11, 5)),
    ("finish_date", "05/11/2025", date(2025, 11, 5)),
    ("finish_date", "ngày 05 tháng 11 năm 2025", date(2025, 11, 5)),
    ("result", unicodedata.normalize("NFD", "Đã tổ chức"), "Đã tổ chức"),
    ("result", "Đã tổ chức\u00a0", "Đã tổ chức"),
    ("result", "dòng 1\r\ndòng 2", "dòng 1\ndòng 2"),
    ("result", "=1+1", "=1+1"),
    ("result", '=HYPERLINK("http://x","y")', '=HYPERLINK("http://x","y")'),
    ("result", "+84 912 345 678", "+84 912 345 678"),
    ("result", "- gạch đầu dòng", "- gạch đầu dòng"),
    ("result", "@ghi chú", "@ghi chú"),
    ("result", "\t=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
    ("result", 12, "12"),
    ("evidence_no", "007/BC", "007/BC"),
    ("evidence_no", 1234567, "1234567"),
    ("difficulties", "\u200b", None),
    ("proposals", "   ", None),
]


@pytest.mark.parametrize(("field", "typed", "stands"), READ)
def test_a_typed_value_arrives_as_what_it_means(room: Room, field: str, typed, stands) -> None:
    room.send("STP", {"2.3": {field: typed}})
    report = room.merge()
    assert room.cell("2.3", field) == stands
    assert report.conflicts == []
    assert dict(report.cells) == ({"applied": 1} if stands is not None else {})


def test_no_formula_of_a_return_reaches_the_master(room: Room) -> None:
    from tests.workflows.office import values

    formulas = {"result": "=1+1", "difficulties": "@SUM(A1)", "proposals": "+1+1", "evidence_no": "-2"}
    before = {(s, a) for s, cells in values(room.master).items() for a, v in cells.items() if str(v).startswith("=")}
    room.send("STP", {"2.3": formulas})
    room.merge()
    from openpyxl import load_workbook

    book = load_workbook(room.master)
    live = {
        (sheet.title, cell.coordinate)
        for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }  # fmt: skip
    assert live <= before
    assert {f: room.cell("2.3", f) for f in formulas} == formulas


ASKED = [
    # field, typed, why it is asked
    ("percent", "một nửa", "VALUE_010"),
    ("percent", "0,85", "VALUE_011"),
    ("finish_date", "31/02/2025", "VALUE_021"),
    ("finish_date", "tuần sau", "VALUE_020"),
    ("status", "chắc xong", "VALUE_030"),
    ("quantity", "vài", "VALUE_001"),
]


@pytest.mark.parametrize(("field", "typed", "code"), ASKED)
def test_what_can_be_read_in_two_ways_is_asked(room: Room, field: str, typed: str, code: str) -> None:
    room.send("STP", {"2.3": {field: typed}})
    report = room.merge()
    assert dict(report.cells) == {"conflict": 1}
    assert [(c.reason, c.theirs) for c in report.conflicts] == [("unclear", typed)]
    assert room.cell("2.3", field) is None
    shown = room.conflicts()[0]
    assert (shown["theirs"], shown["code"], shown["agency"]) == (typed, "2.3", "STP")
    assert typed in shown["reason"]


def with_formula(book, sheet) -> None:
    sheet.cell(HEAD_ROW + 1, 8).value = "=10*5"


def test_a_formula_never_calculated_is_asked_and_kept_as_text(room: Room) -> None:
    room.send("STP", {}, touch=with_formula)
    report = room.merge()
    assert [(c.reason, c.theirs) for c in report.conflicts] == [("unclear", "=10*5")]
    assert room.conflicts()[0]["theirs"] == "=10*5"


@pytest.mark.tools
def test_of_a_calculated_formula_only_the_result_is_taken(room: Room, libreoffice) -> None:
    filled = room.send("STP", {}, touch=with_formula)
    libreoffice.resave(filled, room.folder / "lo.xlsx")
    (room.folder / "lo.xlsx").replace(filled)
    report = room.merge()
    assert codes(report.files[0].notes) == ["MERGE_022"]
    assert room.cell("2.3", "percent") == 50.0


def test_an_error_value_is_asked(room: Room) -> None:
    def fail(book, sheet) -> None:
        cell = sheet.cell(HEAD_ROW + 1, 8)
        cell.value, cell.data_type = "#DIV/0!", "e"

    room.send("STP", {}, touch=fail)
    report = room.merge()
    assert [(c.reason, c.theirs) for c in report.conflicts] == [("unclear", "#DIV/0!")]


def test_dates_of_a_1904_workbook_keep_their_day(room: Room) -> None:
    def mac(book, sheet) -> None:
        from openpyxl.utils.datetime import MAC_EPOCH

        book.epoch = MAC_EPOCH

    room.send("STP", {"2.3": {"finish_date": date(2025, 11, 5)}}, touch=mac)
    room.merge()
    assert room.cell("2.3", "finish_date") == date(2025, 11, 5)


def test_a_number_format_of_percent_reads_as_a_percent(room: Room) -> None:
    def percent(book, sheet) -> None:
        cell = sheet.cell(HEAD_ROW + 1, 8)
        cell.value, cell.number_format = 0.85, "0%"

    room.send("STP", {}, touch=percent)
    room.merge()
    assert room.cell("2.3", "percent") == 85.0


@pytest.mark.tools
@pytest.mark.parametrize("agency", ["STP", "SNNMT"])
def test_a_form_filled_in_libreoffice_reads_as_any_other(room: Room, libreoffice, agency: str) -> None:
    sheet, row = "Báo cáo", HEAD_ROW + 1
    cells = {(sheet, f"G{row}"): "Hoàn thành", (sheet, f"H{row}"): 100, (sheet, f"L{row}"): date(2025, 11, 5)}
    libreoffice.resave(room.form(agency), room.inbox / "lo.xlsx", cells)
    report = room.merge()
    assert [(v.state, v.agency, v.locked, v.cells) for v in report.files] == [(ACCEPTED, agency, [], 3)]
    code = {"STP": "2.3", "SNNMT": "3.15"}[agency]
    assert room.record()[code, agency] == {
        "status": "Hoàn thành",
        "percent": 100.0,
        "evidence_date": date(2025, 11, 5),
    }


# -- again, and in any order --------------------------------------------------------------------


def test_the_same_folder_twice_changes_nothing(room: Room) -> None:
    room.send("STP", STP)
    room.send("SNNMT", SNNMT | {"4.1": {"percent": "một nửa"}})
    first = room.merge()
    before = room.sheets()
    again = room.merge(now=at(22))
    assert room.sheets() == before
    assert again.cells["applied"] == 0 and again.cells["equal"] + again.cells["conflict"] == first.total


def test_a_corrected_return_replaces_and_the_older_one_is_superseded(room: Room) -> None:
    room.send("STP", STP, saved=at(10))
    room.merge()
    room.send("STP", {**STP, "2.3": doing(90, "Số đúng.")}, saved=at(12), name="sửa.xlsx")
    report = room.merge()
    assert room.record()["2.3", "STP"] == {"status": "Đang thực hiện", "percent": 90.0, "result": "Số đúng."}
    assert dict(report.cells) == {"applied": 2, "equal": 4, "superseded": 6}
    assert report.conflicts == []


def test_an_older_return_that_comes_late_changes_nothing(room: Room) -> None:
    room.send("STP", STP, saved=at(12))
    room.merge()
    before = room.record()
    room.send("STP", {"2.3": doing(5, "Bản nháp.")}, saved=at(8), name="nháp.xlsx")
    report = room.merge()
    assert report.fates["nháp.xlsx"] == {"superseded": 3}
    assert room.record() == before


CORRECTED = doing(90, "Số đúng.")
ARRIVALS = {
    "STP cũ.xlsx": ("STP", STP, 8),
    "STP mới.xlsx": ("STP", {"2.3": CORRECTED, "2.4": {"status": "Đang thực hiện", "percent": 60}}, 12),
    "SKHCN.xlsx": ("SKHCN", {"3.1": doing(80, "Một."), "3.20": {"finish_date": "31/02/2025"}}, 10),
    "SNNMT.xlsx": ("SNNMT", SNNMT, 11),
}
BATCHES = [
    *itertools.islice(itertools.permutations(ARRIVALS), 0, 24, 5),
    [("STP cũ.xlsx", "SNNMT.xlsx"), ("STP mới.xlsx", "SKHCN.xlsx")],
    [("STP mới.xlsx",), ("SKHCN.xlsx", "SNNMT.xlsx", "STP cũ.xlsx")],
]


def test_returns_give_the_same_master_in_whatever_order_they_come(sent_out: Room, tmp_path) -> None:
    from tests.workflows.office import copy

    source = copy(sent_out, tmp_path / "đủ")
    for name, (agency, answers, day) in ARRIVALS.items():
        source.send(agency, answers, saved=at(day), name=name)
    source.merge()
    wanted, letters = source.sheets(), open_letters(source)
    assert {agency for agency, _, _ in letters} == {"STP", "SKHCN", "SNNMT"}
    del wanted["Thư"]  # its lines stand in the order in which they were composed
    assert len(source.conflicts()) == 2  # 2.4 result blanked by the newer one, 31/02
    for number, batches in enumerate(BATCHES):
        room = copy(sent_out, tmp_path / str(number))
        for day, batch in enumerate(batches):
            for name in [batch] if isinstance(batch, str) else batch:
                (room.inbox / name).write_bytes((source.inbox / name).read_bytes())
            room.merge(now=at(19 + day))
        assert open_letters(room) == letters, batches
        assert {name: cells for name, cells in room.sheets().items() if name != "Thư"} == wanted, batches


def open_letters(room: Room) -> set[tuple[str, str, str]]:
    """(agency, subject, body) of each acknowledgement that is still to go."""
    with open_book(room.master, write=False) as book:
        lines = letters_of(Desk(book))
    return {
        (one.letter.agency, one.letter.subject, one.letter.body)
        for one in lines
        if one.letter.kind == RECEIPT and one.state in OPEN
    }


def test_a_blank_never_erases(room: Room) -> None:
    room.send("STP", STP, saved=at(10))
    room.merge()
    before = room.record()
    room.send("STP", {"2.3": {"status": "Đang thực hiện"}}, saved=at(12), name="thiếu.xlsx")
    report = room.merge()
    assert room.record() == before
    assert sorted((c.key[3], c.reason) for c in report.conflicts) == [
        ("percent", "blanked"), ("percent", "blanked"), ("result", "blanked"), ("result", "blanked"),
        ("status", "blanked"),
    ]  # fmt: skip


def test_blank_forms_sent_after_a_filled_one_ask_and_do_not_erase(room: Room) -> None:
    room.send("STP", STP, saved=at(10))
    (room.inbox / "trắng.xlsx").write_bytes(room.form("STP").read_bytes())  # never saved: no date, so the oldest
    report = room.merge()
    assert report.conflicts == []
    assert room.cell("2.3", "percent") == 100.0


# -- what she typed -----------------------------------------------------------------------------

HER_TEXT = "Theo điện thoại ngày 10/12."


def clash(room: Room) -> None:
    """She edits a cell of `Tiến độ`, then the agency sends something else."""
    room.type("progress", "code", "2.3", result=HER_TEXT)
    room.send("STP", STP)


def test_a_hand_edit_and_a_return_that_differ_are_a_conflict(room: Room) -> None:
    clash(room)
    report = room.merge()
    assert [(c.reason, c.ours, c.theirs) for c in report.conflicts] == [("edited", HER_TEXT, "Tổng hợp 07 vướng mắc.")]
    assert room.cell("2.3", "result") == HER_TEXT
    assert dict(report.cells) == {"applied": 5, "conflict": 1}
    shown = room.conflicts()[0]
    assert (shown["code"], shown["ours"], shown["theirs"]) == ("2.3", HER_TEXT, "Tổng hợp 07 vướng mắc.")
    assert (shown["column"], shown["sent"]) == ("Kết quả thực hiện trong kỳ", "(trống)")


@pytest.mark.parametrize(
    ("choice", "entered", "stands"),
    [(KEEP, None, HER_TEXT), (TAKE, None, "Tổng hợp 07 vướng mắc."), (ENTER, "Cả hai: 07.", "Cả hai: 07.")],
)
def test_her_choice_settles_the_conflict_for_good(room: Room, choice: str, entered, stands: str) -> None:
    clash(room)
    room.merge()
    room.choose(choice, entered)
    report = room.merge(now=at(20))
    assert (report.decided, report.conflicts) == (1, [])
    assert room.cell("2.3", "result") == stands
    assert room.shown("2.3", "result") == stands
    assert room.conflicts() == []
    assert room.journal("Xử lý xung đột")[0]["new"] == stands
    assert room.merge(now=at(21)).conflicts == []
    assert room.cell("2.3", "result") == stands


@pytest.mark.parametrize(
    ("choice", "entered", "code"),
    [("Tùy", None, "MERGE_025"), (ENTER, None, "MERGE_020"), (ENTER, "  ", "MERGE_020")],
)
def test_a_choice_that_cannot_be_used_stays_and_is_said(room: Room, choice: str, entered, code: str) -> None:
    clash(room)
    room.merge()
    room.choose(choice, entered)
    report = room.merge(now=at(20))
    assert (report.decided, codes(report.undecided), len(report.conflicts)) == (0, [code], 1)
    assert room.conflicts()[0]["choice"] == choice


def test_a_choice_is_bound_to_the_values_she_saw(room: Room) -> None:
    clash(room)
    room.merge()
    room.choose(TAKE)
    room.send("STP", {"2.3": doing(100, "Bản sửa khác hẳn.")}, saved=at(14), name="sửa.xlsx")
    report = room.merge(now=at(20))
    assert [c.theirs for c in report.conflicts if c.key[3] == "result" and c.reason == "edited"] == [
        "Bản sửa khác hẳn."
    ]
    assert room.cell("2.3", "result") == HER_TEXT


def test_a_return_that_says_the_same_as_she_typed_is_no_conflict(room: Room) -> None:
    room.type("progress", "code", "2.3", result="Tổng hợp 07 vướng mắc.")
    room.send("STP", STP)
    report = room.merge()
    assert report.conflicts == [] and dict(report.cells) == {"applied": 5, "equal": 1}


def test_typing_over_what_a_return_gave_stays(room: Room) -> None:
    room.send("STP", STP)
    room.merge()
    room.type("progress", "code", "2.3", result=HER_TEXT)
    report = room.merge(now=at(20))
    assert report.conflicts == [] and room.cell("2.3", "result") == HER_TEXT
    assert [(e.cell[3], e.old, e.new) for e in report.edits] == [("result", "Tổng hợp 07 vướng mắc.", HER_TEXT)]


def test_what_she_types_into_the_appendix_is_taken_over_and_logged(room: Room) -> None:
    room.type("appendix", "code", "1.1", status="Đang thực hiện", percent=40.0, result="Theo dõi 17 FTA.")
    room.send("STP", STP)
    report = room.merge()
    assert len(report.edits) == 3
    assert room.record()["1.1", "SCT"] == {
        "status": "Đang thực hiện",
        "percent": 40.0,
        "result": "Theo dõi 17 FTA.",
    }
    assert room.shown("1.1", "result") == "Theo dõi 17 FTA."
    logged = [(line["task"], line["column"], line["new"]) for line in room.journal("Chỉnh sửa tay")]
    assert ("1.1", "Kết quả thực hiện trong kỳ", "Theo dõi 17 FTA.") in logged and len(logged) == 3


@pytest.mark.parametrize("operation", ["open_period", "distribute", "summary"])
def test_every_operation_takes_hand_edits_over(room: Room, operation: str) -> None:
    room.type("appendix", "code", "1.1", result="Theo dõi 17 FTA.")
    getattr(room, operation)()
    assert room.cell("1.1", "result") == "Theo dõi 17 FTA."
    assert len(room.journal("Chỉnh sửa tay")) == 1


def test_clearing_a_cell_by_hand_is_an_edit_too(room: Room) -> None:
    room.send("STP", STP)
    room.merge()
    room.type("progress", "code", "2.3", result=None)
    room.merge(now=at(20))
    assert room.cell("2.3", "result") is None
    assert room.shown("2.3", "result") is None


def group_of_two(room: Room) -> None:
    """3.2 is led by a group: she names two members."""
    name = room.shown("3.2", "leads")
    room.type("agencies", "name", name, members="SCT; STC")
    room.open_period()


def test_an_edit_of_the_appendix_that_names_no_single_reporter_is_logged_not_guessed(room: Room) -> None:
    group_of_two(room)
    room.type("appendix", "code", "3.2", result="Không rõ của ai.")
    room.send("STP", STP)
    report = room.merge()
    assert [(f.cell[3], f.new) for f in report.unplaced] == [("result", "Không rõ của ai.")]
    assert report.needs_a_look
    assert {values.get("result") for (code, _), values in room.record().items() if code == "3.2"} == {None}
    assert [(line["task"], line["new"]) for line in room.journal("Chỉnh sửa tay")] == [
        (None, "SCT; STC"), ("3.2", "Không rõ của ai."),
    ]  # fmt: skip


def test_where_both_sheets_were_changed_the_record_wins_and_the_other_is_logged(room: Room) -> None:
    room.type("progress", "code", "1.1", result="Ở Tiến độ.")
    room.type("appendix", "code", "1.1", result="Ở Phụ lục.")
    room.send("STP", STP)
    report = room.merge()
    assert room.cell("1.1", "result") == "Ở Tiến độ." and room.shown("1.1", "result") == "Ở Tiến độ."
    assert [f.new for f in report.unplaced] == ["Ở Phụ lục."]


def test_a_task_of_several_reporters_shows_the_slowest_and_every_text(room: Room) -> None:
    group_of_two(room)
    room.type(
        "progress",
        "id",
        f"{task_id(room, '3.2')}|2025-H2|SCT",
        **{"status": "Hoàn thành", "percent": 100.0, "result": "Xong."},
    )
    room.type(
        "progress",
        "id",
        f"{task_id(room, '3.2')}|2025-H2|STC",
        **{"status": "Đang thực hiện", "percent": 50.0, "result": "Chưa."},
    )
    room.summary()
    shown = {name: room.shown("3.2", name) for name in ("status", "percent", "result")}
    assert shown == {
        "status": "Đang thực hiện",
        "percent": 75.0,
        "result": "Sở Công Thương: Xong.\nSở Tài chính: Chưa.",
    }


def task_id(room: Room, code: str) -> str:
    return next(task.id for task in room.desk().plan.tasks if task.code == code)


# -- without writing ------------------------------------------------------------------------------


def test_a_dry_run_says_the_same_and_touches_nothing(room: Room) -> None:
    from kehoach_xl.reports.data import data
    from tests.workflows.office import beside

    clash(room)
    room.send("SKHCN", {"3.1": {"percent": "một nửa"}})
    before, there = room.master.read_bytes(), beside(room.master)
    dry = room.merge(dry_run=True)
    assert room.master.read_bytes() == before and beside(room.master) == there
    wet = room.merge()
    without = ("dry_run", "backup")
    assert {k: v for k, v in data(dry).items() if k not in without} == {
        k: v for k, v in data(wet).items() if k not in without
    }
    assert dry.backup == "" and wet.backup


def test_merging_an_earlier_period_leaves_the_appendix_on_the_period_in_view(room: Room) -> None:
    room.send("STP", STP)
    room.open_period("2026-H1")
    room.merge(period="2025-H2")
    assert room.cell("2.3", "percent") == 100.0
    assert (room.desk().current, room.shown("2.3", "percent")) == ("2026-H1", None)
    room.distribute(period="2025-H2", only=("SNV",))
    assert room.shown("2.3", "percent") is None


def test_the_appendix_follows_the_period_she_picks_on_the_dashboard(room: Room) -> None:
    room.send("STP", STP)
    room.merge()
    room.open_period("2026-H1")
    room.write([("Bảng điều khiển", 4, 4, "2025-H2")])
    room.summary()
    assert room.shown("2.3", "percent") == 100.0


# -- what a colleague found -----------------------------------------------------------------------


def test_columns_shifted_under_their_names_are_not_taken_for_others(room: Room) -> None:
    # openpyxl deletes a column and leaves the defined names where they were.
    room.send("THUE6", {"3.19": doing(60, "KQ")}, touch=lambda book, sheet: sheet.delete_cols(9))
    report = room.merge()
    found = next(v for v in report.files if v.agency == "THUE6")
    assert (found.state, codes(found.notes)) == (ACCEPTED, ["RETURN_028"])
    assert room.record()["3.19", "THUE6"] == {"status": "Đang thực hiện", "percent": 60.0, "result": "KQ"}


def test_a_form_returned_as_it_was_prefilled_is_empty(room: Room) -> None:
    room.send("THUE6", {"3.19": doing(60, "Kết quả kỳ trước.")})
    room.merge()
    room.open_period("2026-H1", now=at(10, month=6, year=2026))
    room.distribute(period="2026-H1", prefill=True, only=("THUE6",), now=at(11, month=6, year=2026))
    source = next((room.outbox / "2026-H1").glob("*_THUE6_*.xlsx"))
    room.send("THUE6", {}, source=source, name="2026.xlsx", saved=at(12, month=6, year=2026))
    report = room.merge(period="2026-H1", now=at(13, month=6, year=2026))
    verdict = next(v for v in report.files if v.file == "2026.xlsx")
    assert (verdict.filled, verdict.message.code) == (0, "MERGE_002")
    assert room.record("2026-H1")["3.19", "THUE6"] == {}


def test_prefilled_text_an_agency_deletes_does_not_enter_the_new_period(room: Room) -> None:
    room.send("THUE6", {"3.19": doing(60, "Kết quả kỳ trước.")})
    room.merge()
    room.open_period("2026-H1", now=at(10, month=6, year=2026))
    room.distribute(period="2026-H1", prefill=True, only=("THUE6",), now=at(11, month=6, year=2026))
    source = next((room.outbox / "2026-H1").glob("*_THUE6_*.xlsx"))
    answers = {"3.19": {"status": "Đang thực hiện", "result": None}}
    room.send("THUE6", answers, source=source, name="2026.xlsx", saved=at(12, month=6, year=2026))
    report = room.merge(period="2026-H1", now=at(13, month=6, year=2026))
    assert room.record("2026-H1")["3.19", "THUE6"] == {"status": "Đang thực hiện"}
    assert [(c.key[3], c.reason) for c in report.conflicts] == [("result", "blanked")]


# -- a form that is sent again with other prefilled text -------------------------------------------

NEXT, JUNE = "2026-H1", {"month": 6, "year": 2026}


def next_period(room: Room) -> None:
    """The following period is open; in the last one 3.19 was reported."""
    room.send("THUE6", {"3.19": doing(60, "Kỳ trước.")}, name="2025.xlsx")
    room.merge()
    (room.inbox / "2025.xlsx").unlink()
    room.open_period(NEXT, now=at(1, **JUNE))


def send_out(room: Room, day: int, *, prefill: bool) -> Path:
    """A copy of the form of the following period that no later one takes the place of."""
    room.distribute(period=NEXT, prefill=prefill, only=("THUE6",), now=at(day, **JUNE))
    kept = room.folder / f"phiếu {day}.xlsx"
    kept.write_bytes(room.form("THUE6", NEXT).read_bytes())
    return kept


def come_back(room: Room, source: Path, day: int, **answers) -> MergeReport:
    room.send("THUE6", {"3.19": answers}, source=source, name=f"{day}.xlsx", saved=at(day, **JUNE))
    return room.merge(period=NEXT, now=at(20, **JUNE))


def text_of_last_period(room: Room, result: str) -> None:
    """She corrects what the last period said."""
    table = room.desk().table("progress")
    row = next(one.row for one in table.rows if (one.text("code"), one.text("period")) == ("3.19", "2025-H2"))
    room.write([(table.sheet, row, table.columns["result"], result)])


def test_an_answer_stays_when_the_form_is_sent_again_with_the_same_text_in_it(room: Room) -> None:
    next_period(room)
    form = send_out(room, 2, prefill=False)
    assert dict(come_back(room, form, 5, result="Kỳ trước.").cells) == {"applied": 1}
    send_out(room, 6, prefill=True)
    assert room.record(NEXT)["3.19", "THUE6"] == {"result": "Kỳ trước."}
    report = room.merge(period=NEXT, now=at(20, **JUNE))
    assert ([v.message.code for v in report.files], dict(report.cells)) == (["MERGE_001"], {"equal": 1})
    assert room.record(NEXT)["3.19", "THUE6"] == {"result": "Kỳ trước."}


@pytest.mark.parametrize("sent", ["first", "again"])
def test_each_form_of_two_comes_back_empty_as_it_was_prefilled_itself(room: Room, sent: str) -> None:
    next_period(room)
    first = send_out(room, 2, prefill=True)
    text_of_last_period(room, "Kỳ trước, sửa lại.")
    again = send_out(room, 3, prefill=True)
    report = come_back(room, {"first": first, "again": again}[sent], 5)
    assert [(v.filled, v.message.code) for v in report.files] == [(0, "MERGE_002")]
    assert dict(report.cells) == {"equal": 1}
    assert room.record(NEXT)["3.19", "THUE6"] == {}
    assert room.summary(now=at(21, **JUNE)).receipts["THUE6"][NEXT] == "Trống"


@pytest.mark.parametrize(("sent", "stands"), [("first", "Kỳ trước."), ("again", "Kỳ trước, sửa lại.")])
def test_a_row_that_was_changed_keeps_the_text_of_its_own_form(room: Room, sent: str, stands: str) -> None:
    next_period(room)
    first = send_out(room, 2, prefill=True)
    text_of_last_period(room, "Kỳ trước, sửa lại.")
    again = send_out(room, 3, prefill=True)
    report = come_back(room, {"first": first, "again": again}[sent], 5, status="Đang thực hiện", percent=70)
    assert (dict(report.cells), report.conflicts) == ({"applied": 3}, [])
    assert room.record(NEXT)["3.19", "THUE6"] == {"status": "Đang thực hiện", "percent": 70.0, "result": stands}


def test_an_untouched_new_form_after_an_answer_in_the_old_one_asks_and_does_not_erase(room: Room) -> None:
    next_period(room)
    first, again = send_out(room, 2, prefill=False), send_out(room, 3, prefill=True)
    come_back(room, first, 5, result="Kỳ này.")
    report = come_back(room, again, 6)
    assert [(v.file, v.message.code) for v in report.files] == [("5.xlsx", "MERGE_001"), ("6.xlsx", "MERGE_002")]
    assert [(c.reason, c.ours, c.theirs) for c in report.conflicts] == [("blanked", "Kỳ này.", None)]
    assert room.record(NEXT)["3.19", "THUE6"] == {"result": "Kỳ này."}


def test_an_unclear_value_cannot_be_taken_only_entered(room: Room) -> None:
    room.send("THUE6", {"3.19": {"status": "Đang thực hiện", "percent": 150}})
    room.merge()
    room.choose("Lấy số liệu gửi về")
    report = room.merge()
    assert [message.code for message in report.undecided] == ["MERGE_026"]
    assert "percent" not in room.record()["3.19", "THUE6"]


def test_what_she_saw_and_typed_over_counts_as_older_than_her_edit(room: Room) -> None:
    room.send("THUE6", {"3.19": doing(50, "KQ")})
    room.merge()
    room.type("progress", "code", "3.19", percent=77.0)
    assert dict(room.merge().cells) == {"equal": 2, "superseded": 1}
    assert room.cell("3.19", "percent") == 77


def test_every_stray_row_is_counted(room: Room) -> None:
    def stray(book: Workbook, sheet: Worksheet) -> None:
        for row in range(7_000, 7_010):
            sheet.cell(row, 7).value = "Đang thực hiện"

    room.send("THUE6", {"3.19": doing(50, "KQ")}, touch=stray)
    assert room.merge().cells["rejected"] == 10


def test_undo_puts_her_choices_back(room: Room) -> None:
    room.type("progress", "code", "3.19", result="Số của tôi.")
    room.send("THUE6", {"3.19": doing(50, "Số của họ.")})
    room.merge()
    room.choose("Nhập tay", "Số thống nhất.")
    room.merge()
    room.undo()
    rows = [(row.text("choice"), row.text("entered")) for row in room.desk().table("conflicts").rows]
    assert rows == [("Nhập tay", "Số thống nhất.")]
