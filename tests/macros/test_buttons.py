"""One button, one name: ribbon.xml, one Sub, one function of ribbon.py and, help apart, one command."""

import inspect
import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kehoach_xl import macros, ribbon
from kehoach_xl.buttons import Button, buttons
from kehoach_xl.cli import parser
from kehoach_xl.messages import CATALOGUE, Message
from tests.support import package, vba
from tests.support.macro_rules import IMAGES

ALL = buttons()
each_button = pytest.mark.parametrize("button", ALL, ids=lambda button: button.sub)
PRESSED = re.compile(
    r'^Public Sub (\w+)\(\)\n    If PythonIsReady\(\) Then RunPython "import kehoach_xl\.ribbon; '
    r'kehoach_xl\.ribbon\.(\w+)\(\)"\nEnd Sub$',
    re.MULTILINE,
)


def subs() -> list[tuple[str, str]]:
    """(Sub, Python function) of each Sub without arguments in Buttons.bas."""
    text = (macros.folder() / "Buttons.bas").read_text(encoding="ascii")
    assert len(PRESSED.findall(text)) == len(re.findall(r"^Public Sub \w+\(\)", text, re.MULTILINE))
    return PRESSED.findall(text)


def texts(book: package.Workbook, name: str) -> dict[str, str]:
    """{address: text} of one sheet."""
    sheet = next(each for each in book.sheets if each.name == name)
    return {
        cell.get("r", ""): book.texts[int(cell.findtext(package.MAIN + "v", ""))]
        for cell in sheet.every("c")
        if cell.get("t") == "s"
    }


def commands() -> set[str]:
    return set(parser()._subparsers._group_actions[0].choices)


# -- one name ---------------------------------------------------------------------------------


def test_the_buttons_stand_in_the_order_of_the_work():
    assert [(each.group_label, each.sub, each.function) for each in ALL] == [
        ("Chuẩn bị", "ImportDocument", "import_document"),
        ("Chuẩn bị", "CheckWorkbook", "check_workbook"),
        ("Chuẩn bị", "RepairCells", "repair_cells"),
        ("Chuẩn bị", "AmendPlan", "amend_plan"),
        ("Chuẩn bị", "OpenPeriod", "open_period"),
        ("Gửi đi", "DistributeForms", "distribute_forms"),
        ("Gửi đi", "SendLetters", "send_letters"),
        ("Gửi đi", "RemindAgencies", "remind_agencies"),
        ("Nhận về", "ReceiveLetters", "receive_letters"),
        ("Nhận về", "MergeReturns", "merge_returns"),
        ("Nhận về", "EnterReports", "enter_reports"),
        ("Nhận về", "ApplyDecisions", "apply_decisions"),
        ("Nhận về", "UndoStep", "undo_step"),
        ("Kết quả", "Summarize", "summarize"),
        ("Kết quả", "WriteReport", "write_report"),
        ("Kết quả", "ExportPdf", "export_pdf"),
        ("Kết quả", "ClosePeriod", "close_period"),
        ("Trợ giúp", "ShowHelp", "show_help"),
    ]


def test_each_button_has_one_sub_which_calls_its_function_and_the_other_way_round():
    assert subs() == [(each.sub, each.function) for each in ALL]


@each_button
def test_each_button_has_one_function_without_arguments(button: Button):
    function = getattr(ribbon, button.function)
    assert function.__name__ == button.function
    assert not inspect.signature(function).parameters


def test_no_function_is_without_a_button():
    pressed = {name for name, each in vars(ribbon).items() if hasattr(each, "act")}
    assert pressed == {each.function for each in ALL}


def test_each_button_but_help_has_one_command():
    found = {each.sub: getattr(ribbon, each.function).command for each in ALL}
    assert [sub for sub, command in found.items() if command is None] == ["ShowHelp"]
    named = [command for command in found.values() if command]
    assert len(set(named)) == len(named) and set(named) <= commands()


@each_button
def test_the_id_is_the_sub_and_the_word_button(button: Button):
    assert re.fullmatch(r"([A-Z][a-z]+)+Button", button.id) and button.id == f"{button.sub}Button"
    assert re.fullmatch(r"([A-Z][a-z]+)+Group", button.group)


# -- what she reads ---------------------------------------------------------------------------


@each_button
def test_a_tip_says_what_it_does_what_it_needs_and_what_comes_next(button: Button):
    for text in (button.label, button.screentip, button.supertip, button.group_label):
        assert unicodedata.is_normalized("NFC", text) and text == " ".join(text.split())
    assert len(button.screentip) <= 60 and not button.screentip.endswith(".")
    assert 80 <= len(button.supertip) <= 300 and button.supertip.endswith(".")
    assert button.sub == "ShowHelp" or "Sau đó: " in button.supertip


@each_button
def test_an_icon_is_one_that_office_has_and_no_other_button_has(button: Button):
    assert button.image in IMAGES
    assert [each.image for each in ALL].count(button.image) == 1


def test_every_button_asks_the_same_callbacks():
    tree = ElementTree.fromstring(macros.ribbon())
    asked = {
        tuple(each.get(name) for name in ("onAction", "getEnabled", "getSupertip", "size"))
        for each in tree.iter()
        if each.tag.endswith("}button")
    }
    assert asked == {("OnButton", "IsButtonEnabled", "ButtonSupertip", "large")}
    assert tree.get("onLoad") == "RibbonLoaded"


# -- in the built files -----------------------------------------------------------------------


def test_the_master_has_each_button_on_the_dashboard_with_its_label(master: Path):
    book = package.read(master)
    assert book.buttons == [("Bảng điều khiển", f"[0]!Buttons.{each.sub}") for each in ALL]
    assert book.ribbon is None  # the tab comes with the add-in only, so that it never stands twice
    captions = re.findall(r"<b>([^<]*)</b>", package.part(master, "xl/drawings/vmlDrawing1.vml").decode())
    assert captions == [each.label for each in ALL]


def test_the_master_says_for_each_button_why_it_makes_no_sense_yet(master: Path):
    names = [name for name, _, _ in package.read(master).names]
    assert {name for name in names if name.startswith("BT_")} == {f"BT_{each.sub}" for each in ALL}


def test_the_addin_carries_the_ribbon_as_it_stands_here(addin: Path):
    assert package.part(addin, "customUI/customUI14.xml") == macros.ribbon()
    assert package.read(addin).buttons == []


@pytest.mark.parametrize("name", ["master", "addin"])
def test_the_cells_that_vba_reads_hold_their_sentences(name: str, request: pytest.FixtureRequest):
    path = request.getfixturevalue(name)
    book = package.read(path)
    found = {}
    for cell, _, area in book.names:
        if cell.startswith("VB_"):
            sheet, _, address = area.rpartition("!")
            found[cell] = texts(book, sheet.strip("'"))[address.replace("$", "")]
    codes = {"VB_NotReady": "MACRO_001", "VB_OpenMaster": "MACRO_002", "VB_FunctionsOff": "FUNC_006"}
    assert found == {cell: str(Message(code)) for cell, code in codes.items()}
    read = re.findall(r'(?:TextOf\(|Say )"(VB_\w+)"', "".join(map(vba.body, vba.modules(path).values())))
    assert set(read) <= set(found) and CATALOGUE.keys() >= set(codes.values())


@pytest.mark.parametrize(("name", "sheet"), [("master", "xlwings.conf"), ("addin", "kehoach.conf")])
def test_what_runs_is_said_by_the_workbook_alone(name: str, sheet: str, request: pytest.FixtureRequest):
    """xlwings asks the sheet, then a file beside the workbook, then the user's file: every key it knows is here."""
    path = request.getfixturevalue(name)
    book = package.read(path)
    assert {each.name: each.state for each in book.sheets}[sheet] == "veryHidden"
    cells = texts(book, sheet)
    keys = [cells[f"A{row}"] for row in range(1, sum(cell.startswith("A") for cell in cells) + 1)]  # without a gap
    assert len(set(keys)) == len(keys)  # xlwings takes no key twice
    values = {key: cells.get(f"B{row}", "") for row, key in enumerate(keys, 1)}
    assert values["INTERPRETER_WIN"] == "%KEHOACH_XL_PYTHON%"
    assert values["ADD_WORKBOOK_TO_PYTHONPATH"] == "false"
    asked = set(re.findall(r'GetConfig\("([^"]+)"', vba.modules(path)["xlwings"]))
    assert asked <= values.keys()
