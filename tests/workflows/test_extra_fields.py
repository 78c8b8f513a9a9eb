"""Columns of her own: she names a spare one, and it travels to the agencies and back like the others."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from kehoach_xl.building.agency_file import HIDDEN, REMINDERS
from kehoach_xl.domain.progress import SPARE, STANDARD, to_cell
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.columns import TABLES
from kehoach_xl.sheets.layout import form, tables
from tests.workflows.clicks import alike, at_work, blocks, press, told
from tests.workflows.office import HEAD_ROW, Room, Touch, at, copy, doing, put, repack

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

MONEY, SOURCE = "Kinh phí (triệu đồng)", "Nguồn kinh phí"
STP = {"2.3": doing(70, "Bảy vướng mắc.", **{SOURCE: "Ngân sách tỉnh", MONEY: -120.5})}
RECORD = {
    "status": "Đang thực hiện", "percent": 70.0, "result": "Bảy vướng mắc.", "extra1": "Ngân sách tỉnh",
    "extra4": -120.5,
}  # fmt: skip


def name_columns(room: Room, **heads: str | None) -> None:
    """She types headings into `Thiết lập`."""
    for field, heading in heads.items():
        room.type("fields", "id", field, head=heading)


def ask(room: Room, field: str, answer: str) -> None:
    room.type("fields", "id", field, ask=answer)


@pytest.fixture(scope="session")
def named_once(built: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Two spare columns named before 2025-H2 was opened and its forms were sent."""
    room = copy(built, tmp_path_factory.mktemp("named"))
    name_columns(room, extra1=SOURCE, extra4=MONEY)
    room.open_period()
    room.distribute()
    return room


@pytest.fixture
def named(named_once: Room, tmp_path: Path) -> Room:
    return copy(named_once, tmp_path / "sở")


def hidden(path: Path, sheet: str) -> set[int]:
    """The hidden columns of a sheet."""
    found: set[int] = set()
    for letters, column in load_workbook(path)[sheet].column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(letters)
            found |= set(range(first, (column.max or first) + 1))
    return found


def spare_shown(room: Room, table: str) -> list[str]:
    layout = tables()[table]
    away = hidden(room.master, layout.sheet)
    return [field for field in SPARE if layout.at(field) not in away]


def form_column(room: Room, heading: str, agency: str = "STP") -> int:
    sheet = load_workbook(room.form(agency))[form().sheet]
    return next(c for c in range(1, sheet.max_column + 1) if sheet.cell(HEAD_ROW, c).value == heading)


# -- the master ---------------------------------------------------------------------------------------


def test_a_new_master_shows_no_spare_column(built: Room) -> None:
    assert [spare_shown(built, table) for table in TABLES] == [[], [], []]
    heads = {row.text("id"): row.text("head") for row in built.desk().table("fields").rows}
    assert [heads[field] for field in SPARE] == [""] * 6
    assert (len(heads), heads["status"]) == (15, "Trạng thái")


def test_the_next_operation_shows_a_named_column_and_hides_it_when_the_name_goes(fresh: Room) -> None:
    name_columns(fresh, extra1=SOURCE, extra4=MONEY)
    assert spare_shown(fresh, "progress") == []
    fresh.open_period()
    assert [spare_shown(fresh, table) for table in TABLES] == [["extra1", "extra4"]] * 3
    name_columns(fresh, extra1=None, extra5="Số người")
    fresh.open_period()
    assert [spare_shown(fresh, table) for table in TABLES] == [["extra4", "extra5"]] * 3


def test_what_she_hides_and_shows_herself_stays(fresh: Room) -> None:
    sheet = tables()["progress"].sheet
    grid = {field: tables()["progress"].at(field) for field in ("extra1", "extra3", "proposals", "source")}
    name_columns(fresh, extra1=SOURCE, extra4=MONEY)
    fresh.open_period()
    fresh.hide(sheet, grid["extra1"], grid["proposals"], grid["source"])
    fresh.hide(sheet, grid["extra3"], hidden=False)
    name_columns(fresh, extra5="Số người")
    fresh.open_period()
    assert spare_shown(fresh, "progress") == ["extra3", "extra4", "extra5"]
    assert {grid["proposals"], grid["source"]} <= hidden(fresh.master, sheet)


@pytest.mark.parametrize("name", ["TB_head", "NT_code"])
def test_columns_stay_as_they_are_while_names_are_broken(named: Room, name: str) -> None:
    if name == "NT_code":
        name_columns(named, extra5="Số người")

    def lose(part: str, data: bytes) -> bytes:
        return data.replace(f'name="{name}"'.encode(), b'name="khac"') if part == "xl/workbook.xml" else data

    repack(named.master, lose)
    assert "CHECK_800" in {one.issue.message.code for one in named.check().findings}
    assert spare_shown(named, "progress") == ["extra1", "extra4"]


@pytest.mark.tools
def test_the_headings_of_the_master_follow(named: Room, libreoffice) -> None:
    cells = libreoffice.recalculated(named.master)
    for table in TABLES:
        layout = tables()[table]
        heads = [cells[layout.sheet][f"{get_column_letter(layout.at(f))}{layout.first - 1}"] for f in SPARE]
        assert heads == [SOURCE, "Cột thêm 2", "Cột thêm 3", MONEY, "Cột thêm 5", "Cột thêm 6"]


# -- the form -----------------------------------------------------------------------------------------


def test_the_form_asks_what_she_named_and_hides_and_locks_the_rest(named: Room) -> None:
    sheet = load_workbook(named.form("STP"))[form().sheet]
    heads = {field: sheet.cell(HEAD_ROW, form().at(field)).value for field in SPARE}
    assert heads == {"extra1": SOURCE, "extra4": MONEY} | {f: f"Cột thêm {f[-1]}" for f in SPARE if f[-1] in "2356"}
    locked = {field for field in SPARE if sheet.cell(form().first, form().at(field)).protection.locked}
    assert locked == {"extra2", "extra3", "extra5", "extra6"}
    assert {form().at(field) for field in locked} | {1} == hidden(named.form("STP"), form().sheet)
    assert str(sheet.print_area).endswith(f"${get_column_letter(form().at('extra4'))}$12")


def test_the_form_speaks_of_its_columns_by_her_headings(fresh: Room) -> None:
    name_columns(fresh, extra6="Ngày giải ngân", result="Sản phẩm, kết quả", evidence_no='Số "văn bản"')
    ask(fresh, "percent", "Không")
    fresh.open_period()
    fresh.distribute(only=("STP",))
    book = load_workbook(fresh.form("STP"))
    guide = "\n".join(str(cell.value) for row in book["Hướng dẫn"].iter_rows() for cell in row if cell.value)
    assert "Sản phẩm, kết quả: nêu ngắn gọn" in guide and "Ngày giải ngân: ghi theo dạng ngày/tháng/năm." in guide
    assert "Tỷ lệ" not in guide
    sheet = book[form().sheet]
    says = [str(cell.value) for cell in book[HIDDEN]["B"]]
    assert {"Thiếu sản phẩm, kết quả", 'Thiếu số "văn bản"'} <= {*says}
    note = sheet.cell(form().first, form().at("note")).value
    assert "100" not in note and not any("100" in one for one in says[REMINDERS:])
    titles = {rule.promptTitle for rule in sheet.data_validations.dataValidation}
    assert titles == {"Trạng thái", "Số lượng đã thực hiện", "Ngày văn bản", "Ngày hoàn thành", "Ngày giải ngân"}


def test_a_form_that_asks_little_prints_its_heading_whole(fresh: Room) -> None:
    for field in STANDARD[1:]:
        ask(fresh, field, "Không")
    fresh.open_period()
    fresh.distribute(only=("STP",))
    sheet = load_workbook(fresh.form("STP"))[form().sheet]
    right = form().at("status")
    assert str(sheet.print_area).endswith(f"${get_column_letter(right)}$12")
    assert max(merged.max_col for merged in sheet.merged_cells.ranges) == right
    assert (sheet.page_setup.fitToWidth or 1) == 1


@pytest.mark.tools
def test_a_row_is_reminded_in_her_words(fresh: Room, libreoffice) -> None:
    name_columns(fresh, evidence_no='Số "văn bản"', extra1=SOURCE)
    fresh.open_period()
    fresh.distribute(only=("STP",))
    done = {"status": "Hoàn thành", "percent": 100, "result": "Xong."}
    path = fresh.send("STP", {"2.3": done, "2.4": {SOURCE: "Ngân sách tỉnh"}})
    cells = libreoffice.recalculated(path)[form().sheet]
    note = get_column_letter(form().at("note"))
    assert [cells[f"{note}{row}"] for row in (11, 12)] == ['Thiếu số "văn bản"', "Chưa chọn trạng thái"]


def test_last_periods_texts_of_her_columns_are_carried_over(named: Room) -> None:
    named.send("STP", STP)
    named.merge()
    named.open_period("2026-H1")
    named.distribute(prefill=True, only=("STP",), now=at(20, month=5, year=2026))
    sheet = load_workbook(named.form("STP", "2026-H1"))[form().sheet]
    row = next(r for r in range(11, 14) if sheet.cell(r, 2).value == "2.3")
    assert [sheet.cell(row, form().at(field)).value for field in ("extra1", "extra4", "result", "status")] == [
        "Ngân sách tỉnh", None, "Bảy vướng mắc.", None,
    ]  # fmt: skip


def test_the_status_is_always_asked(fresh: Room) -> None:
    fresh.open_period()
    ask(fresh, "status", "Không")
    report = fresh.distribute(only=("STP",))
    assert [one.text for one in report.notices if one.code == "SEND_021"] == [
        "Cột «Trạng thái» vẫn được hỏi: thiếu trạng thái thì báo cáo không tính được."
    ]
    assert form().at("status") not in hidden(fresh.form("STP"), form().sheet)


@pytest.mark.parametrize("heads", [{"extra1": "kết quả thực hiện trong kỳ"}, {"extra1": "X", "extra2": "x "},
                                   {"extra4": "STT"}])  # fmt: skip
def test_columns_nobody_could_tell_apart_are_not_sent(fresh: Room, heads: dict[str, str]) -> None:
    fresh.open_period()
    name_columns(fresh, **heads)
    with pytest.raises(Stop) as stop:
        fresh.distribute()
    assert stop.value.message.code == "SEND_020"
    assert list(fresh.outbox.rglob("*.xlsx")) == []


# -- there and back -------------------------------------------------------------------------------------


def test_what_agencies_write_there_is_merged_shown_and_undone(named: Room) -> None:
    named.send("STP", STP)
    report = named.merge()
    assert dict(report.cells) == {"applied": 5}
    assert named.record()["2.3", "STP"] == RECORD
    assert (named.shown("2.3", "extra1"), named.shown("2.3", "extra4")) == ("Ngân sách tỉnh", -120.5)
    again = named.merge(now=at(21))
    assert dict(again.cells) == {"equal": 5}
    named.undo(now=at(22))
    assert named.record()["2.3", "STP"] == {}
    assert named.shown("2.3", "extra1") is None


@pytest.mark.tools
def test_a_form_filled_in_libreoffice_comes_back_whole(named: Room, libreoffice) -> None:
    row = form().first
    cells = {"status": "Đang thực hiện", "percent": 70, "result": "Bảy vướng mắc.", "extra1": "Ngân sách tỉnh",
             "extra4": -120.5}  # fmt: skip
    typed = {(form().sheet, f"{get_column_letter(form().at(name))}{row}"): value for name, value in cells.items()}
    libreoffice.resave(named.form("STP"), named.inbox / "bản cuối.xlsx", typed)
    assert dict(named.merge().cells) == {"applied": 5}
    assert named.record()["2.3", "STP"] == RECORD


def test_an_edit_against_a_return_is_a_conflict_under_her_heading(named: Room) -> None:
    named.type("progress", "code", "2.3", extra1="Vốn ODA")
    named.type("appendix", "code", "2.4", extra4=15.0)
    named.send("STP", STP)
    report = named.merge()
    assert dict(report.cells) == {"applied": 4, "conflict": 1}
    assert named.cell("2.4", "extra4") == 15.0
    (clash,) = named.conflicts()
    assert (clash["column"], clash["ours"], clash["theirs"]) == (SOURCE, "Vốn ODA", "Ngân sách tỉnh")
    columns = [row["column"] for row in named.journal("Chỉnh sửa tay")]
    assert columns == [SOURCE, MONEY]
    named.choose("Nhập tay", "Hai nguồn")
    assert named.apply_decisions().applied == 1
    assert (named.cell("2.3", "extra1"), named.shown("2.3", "extra1")) == ("Hai nguồn", "Hai nguồn")
    named.undo(now=at(22))
    assert named.cell("2.3", "extra1") == "Vốn ODA"


def test_an_unclear_number_is_asked_about(named: Room) -> None:
    named.send("STP", {"2.3": doing(70, **{MONEY: "1.350"}), "2.4": doing(60, **{MONEY: "1.350,8"})})
    report = named.merge()
    assert [(clash.key[3], clash.theirs) for clash in report.conflicts] == [("extra4", "1.350")]
    assert named.cell("2.4", "extra4") == 1350.8


def test_several_reporters_roll_up_by_kind(fresh: Room) -> None:
    name_columns(fresh, extra1=SOURCE, extra4=MONEY)
    fresh.open_period()
    fresh.type("agencies", "name", fresh.shown("3.2", "leads"), members="STP; STC")
    fresh.distribute()
    fresh.send("STP", {"3.2": doing(40, **{SOURCE: "Tỉnh", MONEY: 10})})
    fresh.send("STC", {"3.2": doing(60, **{SOURCE: "Huyện", MONEY: 2.5})})
    fresh.merge()
    assert fresh.shown("3.2", "extra4") == 12.5
    assert fresh.shown("3.2", "extra1") == "Sở Tư pháp: Tỉnh\nSở Tài chính: Huyện"


def test_a_letter_entered_on_behalf_fills_them_too(named: Room) -> None:
    named.add(
        "entries", agency="STP", medium="Văn bản giấy", document="12/BC-STP", document_date=date(2025, 12, 10),
        received=date(2025, 12, 12), code="2.3", status="Đang thực hiện", extra1="Ngân sách tỉnh", extra4=-120.5,
    )  # fmt: skip
    assert named.enter().total == 3
    assert named.record()["2.3", "STP"] == {k: v for k, v in RECORD.items() if k not in ("percent", "result")}


# -- forms that were changed underway ---------------------------------------------------------------------


def without_names(book: Any, sheet: Any) -> None:
    for name in list(book.defined_names):
        del book.defined_names[name]


def moved(book: Any, sheet: Any) -> None:
    """«Kinh phí» before «Trạng thái», and no name left."""
    without_names(book, sheet)
    money, status = form().at("extra4"), form().at("status")
    for row in range(HEAD_ROW, sheet.max_row + 1):
        values = [sheet.cell(row, c).value for c in range(1, sheet.max_column + 1)]
        values.insert(status - 1, values.pop(money - 1))
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def without_hidden_sheet(book: Any, sheet: Any) -> None:
    without_names(book, sheet)
    del book["_kehoach"]


def without_unused_columns(book: Any, sheet: Any) -> None:
    without_names(book, sheet)
    sheet.delete_cols(form().at("extra5"), 2)
    sheet.delete_cols(form().at("extra2"), 2)


@pytest.mark.parametrize("touch", [without_names, moved, without_hidden_sheet, without_unused_columns])
def test_columns_are_found_by_their_headings_when_names_are_lost(named: Room, touch: Touch) -> None:
    named.send("STP", STP, touch=touch)
    report = named.merge()
    assert [one.state for one in report.files] == ["accepted"]
    assert named.record()["2.3", "STP"] == RECORD


def test_a_column_renamed_since_is_still_the_column_it_was(named: Room) -> None:
    """The two headings change places after the forms went out."""
    named.send("STP", STP, touch=without_names)
    name_columns(named, extra1=MONEY, extra4=SOURCE, result="Sản phẩm")
    named.merge()
    assert named.record()["2.3", "STP"] == RECORD


def test_what_was_typed_into_a_column_not_asked_is_counted_and_said(named: Room) -> None:
    def type_it(book: Any, sheet: Any) -> None:
        put(sheet, form().first, form().at("extra2"), "ghi vào cột ẩn")
        put(sheet, form().first + 1, form().at("extra6"), date(2025, 12, 1))

    named.send("STP", STP, touch=type_it)
    report = named.merge()
    assert dict(report.cells) == {"applied": 5, "rejected": 2}
    notes = [one.text for one in report.files[0].notes if one.code == "MERGE_027"]
    assert notes == ["2 ô ghi ở cột không hỏi trong phiếu này («Cột thêm 2», «Cột thêm 6») không được đưa vào sổ."]
    assert named.record()["2.3", "STP"] == RECORD


def test_a_form_that_no_longer_asks_a_column_does_not_blank_it(named: Room) -> None:
    named.send("STP", STP, saved=at(10))
    named.merge()
    ask(named, "extra1", "Không")
    named.distribute(only=("STP",), now=at(13))
    named.send("STP", {"2.3": doing(80, "Tám vướng mắc.", **{MONEY: 5})}, saved=at(15), name="bản hai.xlsx")
    report = named.merge(now=at(16))
    assert report.conflicts == []
    assert named.record()["2.3", "STP"] == RECORD | {"percent": 80.0, "result": "Tám vướng mắc.", "extra4": 5.0}
    assert named.merge(now=at(17)).conflicts == []  # read back from the facts, it says the same


def test_a_column_whose_name_is_cleared_keeps_what_it_holds(named: Room) -> None:
    named.send("STP", STP)
    named.merge()
    name_columns(named, extra1=None)
    named.open_period()
    assert spare_shown(named, "progress") == ["extra4"]
    assert named.record()["2.3", "STP"] == RECORD
    name_columns(named, extra1="Nguồn vốn")
    named.open_period()
    assert spare_shown(named, "progress") == ["extra1", "extra4"]
    assert named.cell("2.3", "extra1") == "Ngân sách tỉnh"


def test_days_of_her_own_column_are_kept_as_days(fresh: Room) -> None:
    name_columns(fresh, extra6="Ngày giải ngân")
    fresh.open_period()
    fresh.distribute(only=("STP",))
    fresh.send("STP", {"2.3": doing(40, **{"Ngày giải ngân": date(2025, 11, 5)}),
                       "2.4": doing(40, **{"Ngày giải ngân": "ngày 05 tháng 11 năm 2025"})})  # fmt: skip
    fresh.merge()
    assert [fresh.cell(code, "extra6") for code in ("2.3", "2.4")] == [date(2025, 11, 5)] * 2
    assert fresh.shown("2.3", "extra6") == to_cell(date(2025, 11, 5))


def test_no_fact_is_kept_for_a_column_nobody_uses(room: Room) -> None:
    room.send("STP", {"2.3": doing(70)})
    room.merge()
    (fact,) = (row for row in room.desk().table("facts").rows if row.text("kind") in ("return", "answer"))
    assert set(map(len, json.loads(fact.text("other"))["rows"].values())) == {len(STANDARD)}
    assert re.search("fields|extra", fact.text("value") + fact.text("other")) is None


# -- in Excel ---------------------------------------------------------------------------------------------


def clicked(room: Room) -> tuple[int, int, dict[str, set[int]]]:
    """A merge by its button: calls, those that carried cells, and the hidden columns of each sheet."""
    with at_work(room) as (excel, book):
        excel.wire.reset()
        press(book, "merge_returns")
        assert told(excel)[0].prompt.startswith("Gộp báo cáo kỳ 6 tháng cuối năm 2025")
        return excel.wire.count, blocks(excel.wire.calls), {s.name: s.hidden_columns for s in excel.model().sheets}


def test_a_button_shows_a_named_column_by_few_calls(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alike(monkeypatch)
    room.send("STP", {"2.3": doing(70)})
    unnamed = copy(room, tmp_path / "b")
    name_columns(room, extra1=SOURCE, extra4=MONEY)
    (calls, carried, away), (before, _, kept) = clicked(room), clicked(unnamed)
    for table in TABLES:
        layout = tables()[table]
        assert kept[layout.sheet] - away[layout.sheet] == {layout.at("extra1"), layout.at("extra4")}
        assert spare_shown(room, table) == ["extra1", "extra4"]
        assert spare_shown(unnamed, table) == []
    # Two columns apart on three sheets: two calls each; to remember it and to read where they stand, a few more.
    assert calls - before <= 12 + 14
    assert calls <= 60 + 2 * carried
