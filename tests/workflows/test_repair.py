"""Sửa giúp: planted spellings are listed with what they should be, repaired on her word, and put back by undo."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from kehoach_xl.domain.checks import Issue
from kehoach_xl.domain.checks.spelling import COLUMNS
from kehoach_xl.domain.progress import FIELD, to_cell
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.reports.notice import notice
from kehoach_xl.reports.text import text
from kehoach_xl.workflows.check import Finding, fitting
from tests.workflows.office import Room, at

pytestmark = pytest.mark.slow

NFD = unicodedata.normalize("NFD", "Sở Tư pháp tỉnh")
# Table, the row (column, text), the field, what she typed, what is proposed.
PLANTED: tuple[tuple[str, tuple[str, str], str, Any, Any], ...] = (
    ("appendix", ("code", "2.3"), "leads", "Sở TP; Sở  CT", "Sở Tư pháp; Sở Công Thương"),
    ("appendix", ("code", "2.4"), "coordinators", "Sở NV, Các sở, ban, ngành", "Sở Nội vụ, Các sở, ban, ngành"),
    ("appendix", ("code", "1.1"), "timeframe", "2025\u00a0-  2030 ", "2025 - 2030"),
    ("appendix", ("code", "1"), "score", "4,93", 4.93),
    ("appendix", ("code", "1"), "rank", "hạng 50 / 63", "50/63"),
    ("appendix", ("code", "3.7"), "code", 3.7, "3.7"),
    ("indices", ("code", "2"), "actual_rank", "21", 21.0),
    ("agencies", ("code", "STP"), "contact", NFD, "Sở Tư pháp tỉnh"),
    ("agencies", ("code", "STP"), "email", " STP @ht.gov.vn ,vp@ht.gov.vn", "stp@ht.gov.vn; vp@ht.gov.vn"),
    ("agencies", ("code", "SBN"), "members", "Sở TP; Sở NV", "STP; SNV"),
    ("agencies", ("code", "SNV"), "valid_from", "ngày 01 tháng 03 năm 2025", 45717.0),
    ("periods", ("code", "2025-H2"), "code", "h2/2025", "2025-H2"),
    ("periods", ("code", "2025-H2"), "deadline", "05/12/2025", to_cell(at(5).date())),
    ("progress", ("code", "2.3"), "status", "đã HT", "Hoàn thành"),
    ("progress", ("code", "2.3"), "percent", "85%", 85.0),
    ("progress", ("code", "2.3"), "finish_date", "05/11/2025", to_cell(at(5, month=11).date())),
)
# Spellings that may mean two things, or are none: no proposal.
DOUBTFUL: tuple[tuple[str, tuple[str, str], str, Any], ...] = (
    ("appendix", ("code", "1.2"), "code", 1.2),
    ("appendix", ("code", "2.2"), "leads", "Sở TP, Phòng nào đó"),
    ("appendix", ("code", "2"), "rank", "50"),
    ("progress", ("code", "2.4"), "percent", "0,85"),
    ("progress", ("code", "2.4"), "finish_date", "tháng 11/2025"),
)


def group_of(room: Room) -> str:
    """A group of the register."""
    return next(row.text("code") for row in room.desk().table("agencies").rows if row.text("kind") == "Nhóm")


def plant(room: Room, spellings: Any) -> None:
    """She types; one visit to the workbook."""
    desk = room.desk()
    cells = []
    for table, (column, wanted), field, typed, *_ in spellings:
        found = desk.table(table)
        wanted = group_of(room) if wanted == "SBN" else wanted
        row = next(row.row for row in found.rows if row.text(column) == wanted)
        cells.append((found.sheet, row, found.columns[field], typed))
    room.write(cells)


def standing(room: Room, record: bool = True) -> dict[str, Any]:
    """Every raw cell she fills, by place; with or without those of the record."""
    desk = room.desk()
    return {
        f"{desk.table(name).sheet} {desk.table(name).place(row.row, field)}": row.cells[field]
        for name, columns in COLUMNS.items()
        for row in desk.table(name).rows
        for field in columns
        if row.cells.get(field) is not None and (record or field not in FIELD)
    }


def proposals(room: Room) -> dict[str, Any]:
    """{place in words: (what is proposed, what stands in her column)} of `Kiểm tra`, the place as the check gave it."""
    return {row["about"].rsplit("|", 1)[0]: (row["fix"], row["accept"]) for row in lines(room) if row["about"]}


def lines(room: Room) -> list[dict[str, Any]]:
    return [row.cells for row in room.desk().table("issues").rows]


def say(room: Room, about: str, word: str | None) -> None:
    """She chooses in the column Sửa giúp of one line."""
    found = room.desk().table("issues")
    row = next(row.row for row in found.rows if row.text("about").startswith(about))
    room.write([(found.sheet, row, found.columns["accept"], word)])


@pytest.fixture
def misspelt(room: Room) -> Room:
    """A master with every planted spelling, checked."""
    plant(room, PLANTED)
    room.check()
    return room


def fixed_cells(room: Room) -> dict[tuple[str, str], Any]:
    desk = room.desk()
    found = {}
    for table, (column, wanted), field, *_ in PLANTED:
        wanted = group_of(room) if wanted == "SBN" else wanted
        row = next(row for row in desk.table(table).rows if row.text(column) == wanted)
        found[table, field] = row.cells.get(field)
    return found


def test_every_planted_spelling_is_proposed_with_yes_and_nothing_else(misspelt: Room) -> None:
    assert len(proposals(misspelt)) == len(PLANTED)
    assert {word for _, word in proposals(misspelt).values()} == {"Có"}
    shown = {fix for fix, _ in proposals(misspelt).values()}
    assert {"4,93", "50/63", "Sở Tư pháp; Sở Công Thương", "05/11/2025", "01/03/2025", "85", "STP; SNV"} <= shown


def test_the_list_tells_a_text_that_becomes_a_number(misspelt: Room) -> None:
    listed = {(row["value"], row["fix"]) for row in lines(misspelt) if row["about"]}
    assert {("4,93 (văn bản)", "4,93"), ("05/12/2025 (văn bản)", "05/12/2025"), ("3.7 (số)", "3.7")} <= listed


def test_no_cell_is_both_misspelt_and_unreadable(misspelt: Room) -> None:
    desk = misspelt.desk()
    with_fix = {row.text("about").rsplit("|", 1)[0] for row in desk.table("issues").rows if row.text("about")}
    codes = {row.text("code") for row in desk.table("issues").rows if row.text("mark") and not row.text("about")}
    assert with_fix
    assert codes & {"CHECK_010", "CHECK_013", "CHECK_021", "CHECK_050", "CHECK_071", "CHECK_073", "CHECK_080"} == set()


def test_repair_writes_what_was_proposed_and_counts_by_kind(misspelt: Room) -> None:
    report = misspelt.repair()
    assert len(report.repairs) == len(PLANTED)
    assert sum(report.kinds.values()) == len(PLANTED)
    assert (report.refused, report.left, report.waiting) == (0, 0, 0)
    assert fixed_cells(misspelt) == {(table, field): fix for table, _, field, _, fix in PLANTED}


def test_what_the_preview_lists_is_what_is_written(misspelt: Room) -> None:
    before = misspelt.master.read_bytes()
    preview = misspelt.repair(dry_run=True)
    assert misspelt.master.read_bytes() == before
    report = misspelt.repair()
    assert report.repairs == preview.repairs
    moved = {f"{one.sheet} {one.address}" for one in report.repairs}
    assert len(moved) == len(PLANTED)


def test_nothing_but_the_listed_cells_changes(misspelt: Room) -> None:
    before = standing(misspelt)
    report = misspelt.repair()
    after = standing(misspelt)
    moved = {f"{one.sheet} {one.address}" for one in report.repairs}
    assert {place for place in before | after if before.get(place) != after.get(place)} == moved


def test_a_second_press_finds_nothing(misspelt: Room) -> None:
    misspelt.repair()
    assert proposals(misspelt) == {}
    before = misspelt.master.read_bytes()
    with pytest.raises(Stop) as stop:
        misspelt.repair()
    assert stop.value.message.code == "REPAIR_001"
    assert misspelt.master.read_bytes() == before
    misspelt.check()
    assert proposals(misspelt) == {}


def test_undo_puts_every_raw_cell_back(misspelt: Room) -> None:
    """The record takes its one spelling with every operation, so its cells keep it."""
    before = standing(misspelt, record=False)
    report = misspelt.repair()
    assert standing(misspelt, record=False) != before
    undone = misspelt.undo()
    assert standing(misspelt, record=False) == before
    assert (undone.operation, undone.cells) == ("Sửa giúp", 13)
    assert len(report.repairs) - undone.cells == sum(one.sheet == "Tiến độ" for one in report.repairs)
    misspelt.check()
    assert len(proposals(misspelt)) == 13


def test_what_is_doubtful_is_left_alone(room: Room) -> None:
    plant(room, DOUBTFUL)
    room.check()
    assert proposals(room) == {}
    with pytest.raises(Stop) as stop:
        room.repair()
    assert stop.value.message.code == "REPAIR_001"


def test_her_no_is_kept_and_respected(misspelt: Room) -> None:
    say(misspelt, "agencies|STP|contact", "Không")
    say(misspelt, "progress|NV006|2025-H2|STP|status", None)
    misspelt.check()
    assert proposals(misspelt)["agencies|STP|contact"] == ("Sở Tư pháp tỉnh", "Không")
    report = misspelt.repair()
    assert (len(report.repairs), report.refused, report.waiting) == (len(PLANTED) - 2, 2, 2)
    assert fixed_cells(misspelt)["agencies", "contact"] == NFD
    assert fixed_cells(misspelt)["progress", "status"] == "đã HT"
    assert proposals(misspelt)["agencies|STP|contact"] == ("Sở Tư pháp tỉnh", "Không")
    with pytest.raises(Stop) as stop:
        misspelt.repair()
    assert stop.value.message.code == "REPAIR_002"


def test_a_no_counts_for_what_she_saw_only(misspelt: Room) -> None:
    say(misspelt, "agencies|STP|contact", "Không")
    plant(misspelt, [("agencies", ("code", "STP"), "contact", "Bà  Hà")])
    misspelt.check()
    assert proposals(misspelt)["agencies|STP|contact"] == ("Bà Hà", "Có")


def test_a_cell_changed_since_the_check_is_left(misspelt: Room) -> None:
    plant(misspelt, [("appendix", ("code", "2.3"), "leads", "Sở  NV")])
    report = misspelt.repair()
    assert (len(report.repairs), report.left, report.waiting) == (len(PLANTED) - 1, 1, 1)
    assert fixed_cells(misspelt)["appendix", "leads"] == "Sở  NV"
    assert proposals(misspelt)["appendix|NV006|leads"] == ("Sở Nội vụ", "Có")


def write_over(room: Room, about: str, text: Any) -> None:
    """She writes something else in the column Đề nghị sửa thành of one line."""
    found = room.desk().table("issues")
    row = next(row.row for row in found.rows if row.text("about").startswith(about))
    room.write([(found.sheet, row, found.columns["fix"], text)])


def test_a_proposal_that_was_written_over_is_left_and_said(misspelt: Room) -> None:
    write_over(misspelt, "appendix|NV006|leads", "Sở Nội vụ")
    write_over(misspelt, "agencies|STP|contact", None)
    report = misspelt.repair()
    assert (len(report.repairs), report.left, report.changed, report.waiting) == (len(PLANTED) - 2, 0, 2, 2)
    assert fixed_cells(misspelt)["appendix", "leads"] == "Sở TP; Sở  CT"
    assert fixed_cells(misspelt)["agencies", "contact"] == NFD
    said = "Giữ nguyên 2 ô vì anh/chị đã ghi nội dung khác vào cột Đề nghị sửa thành"
    assert said in text(report) and said in notice(report).text
    (note,) = [line["note"] for line in misspelt.journal("Sửa giúp") if not line["column"]]
    assert "2 ô có đề nghị bị ghi đè" in note
    # The list proposes again what it did, and a second press still writes nothing of it.
    assert proposals(misspelt)["appendix|NV006|leads"] == ("Sở Tư pháp; Sở Công Thương", "Không")


def test_a_check_keeps_away_from_a_proposal_that_was_written_over(misspelt: Room) -> None:
    write_over(misspelt, "appendix|NV006|leads", "Sở Nội vụ")
    misspelt.check()
    assert proposals(misspelt)["appendix|NV006|leads"] == ("Sở Tư pháp; Sở Công Thương", "Không")


def test_a_repair_that_changes_only_the_kind_of_value_says_so(misspelt: Room) -> None:
    report = misspelt.repair()
    told = {(one.old, one.new) for one in report.repairs}
    assert {("4,93 (văn bản)", "4,93 (số)"), ("3.7 (số)", "3.7 (văn bản)"),
            ("05/12/2025 (văn bản)", "05/12/2025 (ngày)")} <= told  # fmt: skip
    written = {(line["old"], line["new"]) for line in misspelt.journal("Sửa giúp") if line["column"]}
    assert ("05/12/2025 (văn bản)", "05/12/2025 (ngày)") in written
    assert "chữ tiếng Việt ở dạng tổ hợp (NFD): 1" in text(report)


def test_a_formula_is_never_overwritten(misspelt: Room) -> None:
    from kehoach_xl.engine.cells import BlockWrite, Cells
    from kehoach_xl.engine.opening import open_book

    table = misspelt.desk().table("appendix")
    row = next(row.row for row in table.rows if row.text("code") == "1")
    with open_book(misspelt.master, write=True) as book:
        block = BlockWrite(table.sheet, row, table.columns["score"], (('="4,"&"93"',),), "formula")
        with Cells(book).written([block]):
            book.save()
    misspelt.repair()
    with open_book(misspelt.master, write=False) as book:
        assert Cells(book).formulas(table.sheet, row, table.columns["score"], 1, 1) == [['="4,"&"93"']]


def test_the_journal_has_a_line_for_each_cell(misspelt: Room) -> None:
    report = misspelt.repair()
    journal = misspelt.journal("Sửa giúp")
    written = {line["column"]: (line["old"], line["new"]) for line in journal if line["column"]}
    assert set(written) == {f"{one.sheet} {one.address}" for one in report.repairs}
    told = {("hạng 50 / 63", "50/63"), ("3.7 (số)", "3.7 (văn bản)"), ("ngày 01 tháng 03 năm 2025", "01/03/2025")}
    assert told <= set(written.values())
    (summed,) = [line["note"] for line in journal if not line["column"]]
    assert summed == f"Sửa {len(PLANTED)} ô; để lại 0 ô đã thay đổi sau khi kiểm tra; còn 0 đề nghị."
    assert Path(report.backup).exists()


def test_the_record_means_the_same_before_and_after(misspelt: Room) -> None:
    before = misspelt.record()
    misspelt.repair()
    assert misspelt.record() == before
    assert misspelt.cell("2.3", "status") == "Hoàn thành"


def test_sorted_rows_are_still_known(misspelt: Room) -> None:
    table = misspelt.desk().table("agencies")
    first, second = table.rows[0], table.rows[1]
    fields = list(COLUMNS["agencies"])
    misspelt.write(
        (table.sheet, at_row, table.columns[f], row.cells.get(f))
        for at_row, row in ((first.row, second), (second.row, first))
        for f in fields
    )
    assert len(misspelt.repair().repairs) == len(PLANTED)


def test_before_a_check_there_is_nothing_to_repair(room: Room) -> None:
    before = room.master.read_bytes()
    with pytest.raises(Stop) as stop:
        room.repair()
    assert stop.value.message.code == "REPAIR_001"
    assert room.master.read_bytes() == before


def test_a_clean_plan_has_no_proposals(fresh: Room) -> None:
    fresh.check()
    assert proposals(fresh) == {}


WAITING = {
    "amendments": {"kind": "gia hạn", "target": "2.3 ", "effective": "01/07/2025", "leads": "Sở TP"},
    "entries": {"agency": "Sở TP", "period": "h2/2025", "medium": "văn bản giấy", "received": "05/12/2025",
                "code": " 2.3", "status": "xong", "percent": "85%"},
}  # fmt: skip


def test_lines_that_wait_are_repaired_and_those_taken_over_are_history(room: Room) -> None:
    for name, typed in WAITING.items():
        table = room.desk().table(name)
        rows = ((table.first, typed), (table.first + 1, typed | {"id": "b0001.5"}))
        room.write(
            (table.sheet, row, table.columns[field], value) for row, cells in rows for field, value in cells.items()
        )
    room.check()
    assert len(room.repair().repairs) == sum(map(len, WAITING.values()))
    desk = room.desk()
    first, second = desk.table("amendments").rows
    assert [first.cells[field] for field in WAITING["amendments"]] == [
        "Gia hạn", "2.3", to_cell(at(1, month=7).date()), "Sở Tư pháp",
    ]  # fmt: skip
    assert {field: second.cells[field] for field in WAITING["amendments"]} == WAITING["amendments"]
    first, second = desk.table("entries").rows
    assert [first.cells[field] for field in WAITING["entries"]] == [
        "Sở Tư pháp", "2025-H2", "Văn bản giấy", to_cell(at(5).date()), "2.3", "Hoàn thành", 85.0,
    ]  # fmt: skip
    assert {field: second.cells[field] for field in WAITING["entries"]} == WAITING["entries"]


def test_a_full_list_keeps_errors_and_proposals() -> None:
    codes = ("CHECK_003", "CHECK_012", "CHECK_012", "CHECK_110", "CHECK_024")
    issues = [Issue(Message(code), "appendix", 9, fix="x" if code == "CHECK_110" else None) for code in codes]
    findings = [Finding(issue, "Phụ lục", "B9") for issue in issues]
    assert [one.issue.message.code for one in fitting(findings, 3)] == ["CHECK_003", "CHECK_012", "CHECK_110"]
    assert fitting(findings, 5) == findings


LEGACY = "Së Tµi chÝnh lµm viÖc"  # as fonts of TCVN3 kept it


def test_letters_of_an_old_encoding_wait_for_her_yes(room: Room) -> None:
    plant(room, [("agencies", ("code", "STP"), "contact", LEGACY)])
    room.check()
    assert proposals(room)["agencies|STP|contact"] == ("Sở Tài chính làm việc", None)
    with pytest.raises(Stop) as stop:
        room.repair()
    assert stop.value.message.code == "REPAIR_002"
    say(room, "agencies|STP|contact", "Có")
    assert [one.new for one in room.repair().repairs] == ["Sở Tài chính làm việc"]
    room.undo()
    assert room.desk().table("agencies").rows[1].cells["contact"] == LEGACY


@pytest.mark.tools
def test_a_sheet_saved_by_libreoffice_gives_the_same_proposals(misspelt: Room, libreoffice: Any) -> None:
    before = proposals(misspelt)
    libreoffice.resave(misspelt.master, misspelt.folder / "lo.xlsx")
    (misspelt.folder / "lo.xlsx").replace(misspelt.master)
    misspelt.check()
    assert proposals(misspelt) == before
    assert len(misspelt.repair().repairs) == len(PLANTED)


def test_undoing_a_repair_lists_the_proposals_again(fresh: Room) -> None:
    fresh.type("appendix", "code", "2.3", leads="Sở TP ")
    fresh.check()
    fresh.repair()
    fresh.undo()
    assert fresh.shown("2.3", "leads") == "Sở TP "
    assert [one.new for one in fresh.repair().repairs] == ["Sở Tư pháp"]
