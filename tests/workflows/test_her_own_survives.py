"""What she adds to the master herself is there after every button: byte for byte, and as another program shows it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kehoach_xl.buttons import buttons
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.layout import tables
from tests.support import excel_rules, openxml
from tests.support.excel_com import FakeExcel
from tests.support.libreoffice import LibreOffice
from tests.workflows import clicks
from tests.workflows.her_own import HER_COLUMN, HER_SHEET, PARTS, Hers, hers, take_over
from tests.workflows.office import PERIOD, Room

pytestmark = [pytest.mark.slow, pytest.mark.tools]

WORKER = Path(__file__).parents[1] / "support" / "her_worker.py"
PICTURE = PARTS / "xl" / "media" / "image90.png"


def _nothing(room: Room) -> None:
    """The button has something to do as it is."""


def _extended(room: Room) -> None:
    by = {"document": "15/QĐ-UBND", "document_date": date(2025, 11, 20), "effective": date(2025, 12, 1)}
    room.add("amendments", kind="Gia hạn", target="3.1", value="2026", **by)


def _chosen(room: Room) -> None:
    places = room.desk().choices.places["period"]
    room.write([(places.sheet, places.row1, places.column1, PERIOD)])


def _addressed(room: Room) -> None:
    room.type("agencies", "code", "STP", email="stp@tinh.example")


# Every button in the order of the ribbon, each with what makes that it has something to do.
STORY: dict[str, Callable[[Room], object]] = {
    "check_workbook": clicks.misspelt, "repair_cells": _nothing, "amend_plan": _extended, "open_period": _chosen,
    "distribute_forms": _addressed, "send_letters": _nothing, "remind_agencies": _nothing,
    "merge_returns": clicks.returned, "enter_reports": clicks.written,
    "apply_decisions": lambda room: room.choose("Lấy số liệu gửi về"), "undo_step": _nothing, "summarize": _nothing,
    "write_report": _nothing, "export_pdf": _nothing, "close_period": _nothing, "show_help": _nothing,
}  # fmt: skip


def played(room: Room, press: Callable[[Room, str], str]) -> Iterator[tuple[str, str]]:
    """Each button made ready and pressed, with what it said."""
    for button, ready in STORY.items():
        ready(room)
        yield button, press(room, button)


def on_the_file(capfd: pytest.CaptureFixture[str]) -> Callable[[Room, str], str]:
    def press(room: Room, button: str) -> str:
        capfd.readouterr()
        with open_book(room.master, write=True) as book:
            clicks.press(book, button)
        return capfd.readouterr().err

    return press


def in_excel(room: Room, button: str) -> str:
    """The double of Excel: xlwings' own Windows engine, saved with what its cells say."""
    with FakeExcel() as excel:
        book = excel.open(room.master)
        clicks.press(book, button)
        assert {change.member for change in excel.wire.log} <= TOUCHED, button
        return clicks.told(excel)[0].prompt


# All that any button may do to her Excel.
TOUCHED = {
    "set Application.ScreenUpdating", "set Application.EnableEvents", "set Application.DisplayAlerts",
    "set Application.StatusBar", "set Application.Calculation", "call Application.Calculate",
    "set Range.Value", "set Range.Formula", "call Range.AutoFit", "call Range.ClearContents", "set Range.Hidden",
    "set PageSetup.PrintArea", "call Workbook.Save", "call Workbook.SaveCopyAs", "call Worksheet.ExportAsFixedFormat",
}  # fmt: skip


@pytest.fixture
def hers_now(fresh: Room) -> Room:
    take_over(fresh.master)
    return fresh


def is_hers_still(name: str, data: bytes, before: bytes) -> bool:
    """Byte for byte; in the table of shared texts all that stood there, in front of what was added."""
    if name != "xl/sharedStrings.xml":
        return data == before
    entries, stood = (part[part.index(b">", part.index(b"<sst")) : part.rindex(b"</sst>")] for part in (data, before))
    return entries.startswith(stood)


def assert_same(found: Hers, before: Hers, where: str) -> None:
    assert found.parts.keys() == before.parts.keys(), where
    changed = [name for name, data in found.parts.items() if not is_hers_still(name, data, before.parts[name])]
    assert changed == [], where
    assert found.cells == before.cells, where
    assert found.names == before.names, where
    assert found.around.keys() == before.around.keys(), where
    for name, xml in found.around.items():
        assert xml == before.around[name], (where, name)


def test_the_story_presses_every_button() -> None:
    assert [*STORY] == [button.function for button in buttons() if button.function not in clicks.ELSEWHERE]


def test_what_she_added_is_what_excel_would_have_written(hers_now: Room) -> None:
    assert excel_rules.findings(hers_now.master) == []
    assert openxml.findings_of([hers_now.master]) == {}
    found = hers(hers_now.master)
    for part in (
        "xl/charts/chart90.xml", "xl/media/image90.png", "xl/comments91.xml", "xl/drawings/vmlDrawing91.vml",
        "xl/threadedComments/threadedComment91.xml", "xl/printerSettings/printerSettings90.bin", "customXml/item1.xml",
    ):  # fmt: skip
        assert part in found.parts
    for mark in (b"x14:sparkline ", b"x14:sparkline>", b"legacyDrawing", b"rowBreaks", b'type="textLength"', b"9001"):
        assert any(mark in xml for name, xml in found.around.items() if name == "Phụ lục") or mark == b"x14:sparkline "
    assert {sheet for sheet, _ in found.cells} == {HER_SHEET, "Phụ lục", "Tiến độ"}
    assert found.cells["Phụ lục", f"{HER_COLUMN}1"].startswith(b'<c r="AZ1" s="')
    assert found.names["!Cua_toi"] == f"'{HER_SHEET}'!$B$2:$B$5"


def test_on_the_file_every_byte_of_hers_stays_after_every_button(
    hers_now: Room, capfd: pytest.CaptureFixture[str]
) -> None:
    before, masters = hers(hers_now.master), set()
    for button, said in played(hers_now, on_the_file(capfd)):
        assert "Mã: " not in said, (button, said)
        assert_same(hers(hers_now.master), before, button)
        masters.add(hers_now.master.read_bytes())
    assert len(masters) == len(STORY) - 3  # all but three write into the master
    assert excel_rules.findings(hers_now.master) == []
    assert openxml.findings_of([hers_now.master]) == {}


def test_in_excel_every_byte_of_hers_stays_after_every_button(hers_now: Room) -> None:
    before = hers(hers_now.master)
    for button, said in played(hers_now, in_excel):
        assert "Mã: " not in said, (button, said)
        assert_same(hers(hers_now.master), before, button)


# -- made by another program ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def her_office() -> Iterator[LibreOffice]:
    office = LibreOffice(worker=WORKER)
    yield office
    office.close()


@pytest.mark.parametrize("where", ["file", "excel"])
def test_what_she_made_in_libreoffice_is_there_after_every_button(
    fresh: Room, her_office: LibreOffice, capfd: pytest.CaptureFixture[str], where: str
) -> None:
    """A sheet with a chart, a picture and notes, formats, rules, print settings and names; a column between ours."""
    at = tables()["progress"].at("status")
    her_office.taken_over(fresh.master, fresh.folder / "lo.xlsx", PICTURE, at).replace(fresh.master)
    shown, before = her_office.hers(fresh.master, at), hers(fresh.master)
    assert shown["sheets"][-1] == HER_SHEET
    for sheet in (HER_SHEET, "Phụ lục"):
        assert [len(shown[f"on {sheet}"][kind]) for kind in ("notes", "charts")] == [1, 1]
    assert shown["column"][0][0] == "cột của tôi 4"
    for button, said in played(fresh, in_excel if where == "excel" else on_the_file(capfd)):
        assert "Mã: " not in said, (button, said)
        assert_same(hers(fresh.master), before, button)
    assert her_office.hers(fresh.master, at) == shown
