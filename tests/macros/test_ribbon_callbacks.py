"""The VBA really run, by an interpreter of VBA over the built files: the ribbon's callbacks, and a button pressed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import VBAObject, VBARuntimeError, member, method

from kehoach_xl import macros
from kehoach_xl.buttons import Button, buttons
from kehoach_xl.messages import Message
from kehoach_xl.workflows.new import new
from tests.workflows.office import PERIOD, PLAN, Room

NOT_READY, OPEN_MASTER = str(Message("MACRO_001")), str(Message("MACRO_002"))
PYTHON = "C:\\KeHoach\\python.exe"
TIPS = {button.sub: button.supertip for button in buttons()}

# What the interpreter lacks: xlwings' module, and the way out of a ByRef argument.
RUN_PYTHON = """
Public LastCommand As String
Public Sub RunPython(ByVal command As String)
    LastCommand = command
End Sub
"""
# A machine on which KEHOACH_XL_PYTHON is {chosen} and {there} the only file.
MACHINE = """
Public Function Environ(ByVal name As String) As String
    If name = "KEHOACH_XL_PYTHON" Then Environ = "{chosen}"
End Function
Public Function Dir(ByVal path As String) As String
    If path = "{there}" Then Dir = "python.exe"
End Function
"""
PROBE = """
Public Function EnabledOf(ByVal control As Object) As Variant
    IsButtonEnabled control, EnabledOf
End Function
Public Function TipOf(ByVal control As Object) As Variant
    ButtonSupertip control, TipOf
End Function
Public Function HoldsReasonsOf(ByVal name As String) As Boolean
    HoldsReasonsOf = HoldsReasons(ActiveWorkbook.Worksheets(name))
End Function
Public Function Told() As Variant
    Told = Application.StatusBar
End Function
Public Function Command() As String
    Command = LastCommand
End Function
"""


class Control(VBAObject):
    """The button that Office asks about."""

    def __init__(self, sub: str) -> None:
        self.sub = sub

    @member
    def ID(self) -> str:
        return f"{self.sub}Button"

    @member
    def Tag(self) -> str:
        return TIPS[self.sub]


class ScriptHost(VBAObject):
    """WScript.Shell, whose box shows every letter."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []

    @method
    def Popup(self, text: str, seconds: int, title: str, kind: int) -> int:
        self.shown.append((title, text))
        return 1


class Ribbon(VBAObject):
    """Office's side of the ribbon."""

    asked = 0

    @method
    def Invalidate(self) -> None:
        self.asked += 1


def excel(path: Path, chosen: str = "", there: str = "") -> ExcelApplication:
    """A file open with our modules as its project."""
    app = ExcelApplication.open(path, with_vba=False)
    for name in ("Buttons", "Ribbon"):
        app.add_module((macros.folder() / f"{name}.bas").read_text(encoding="ascii"), name=name)
    app.add_module(RUN_PYTHON, name="xlwings")
    app.add_module(MACHINE.format(chosen=chosen, there=there), name="Machine")
    app.add_module(PROBE, name="Probe")
    return app


@pytest.fixture
def running(addin: Path) -> ExcelApplication:
    """Excel with the add-in and no master."""
    return excel(addin)


def show(app: ExcelApplication, path: Path) -> None:
    app.activate_workbook(app.open_workbook(path))


def reasons(app: ExcelApplication) -> Mapping[str, Any]:
    """{button: why it makes no sense now, "" when it does}, from what Office is told."""
    found = {}
    for sub, tip in TIPS.items():
        told, enabled = app.run("TipOf", Control(sub)), app.run("EnabledOf", Control(sub))
        assert told.endswith(tip)
        found[sub] = told.removesuffix(tip).removesuffix("\r\n\r\n")
        assert enabled == (found[sub] == "")
    return found


# -- what the ribbon shows ----------------------------------------------------------------------


def test_without_a_master_everything_but_help_and_import_asks_for_one(running: ExcelApplication):
    asked = dict.fromkeys(TIPS, OPEN_MASTER) | {"ShowHelp": "", "ImportDocument": ""}
    assert reasons(running) == asked
    running.activate_workbook(running.add_workbook())
    assert reasons(running) == asked


@pytest.mark.slow
def test_over_a_new_master_the_reasons_are_those_of_its_dashboard(running: ExcelApplication, master: Path):
    show(running, master)
    assert reasons(running) == {
        "ImportDocument": "",
        "CheckWorkbook": "",
        "RepairCells": "Chưa có đề nghị sửa nào ở trang Kiểm tra.",
        "AmendPlan": "Không có dòng nào chờ ở trang Điều chỉnh.",
        "OpenPeriod": "",
        "DistributeForms": "Chưa mở kỳ báo cáo.",
        "SendLetters": "Không có thư nào chờ gửi ở trang Thư.",
        "RemindAgencies": "Chưa mở kỳ báo cáo.",
        "ReceiveLetters": "Chưa ghi máy chủ nhận thư ở trang Thiết lập.",
        "MergeReturns": "Chưa mở kỳ báo cáo.",
        "EnterReports": "Chưa mở kỳ báo cáo.",
        "ApplyDecisions": "Không có xung đột chờ xử lý.",
        "UndoStep": "Chưa có thao tác nào để hoàn tác.",
        "Summarize": "Chưa mở kỳ báo cáo.",
        "WriteReport": "Chưa mở kỳ báo cáo.",
        "ExportPdf": "Chưa mở kỳ báo cáo.",
        "ClosePeriod": "Chưa mở kỳ báo cáo.",
        "ShowHelp": "",
    }


@pytest.mark.slow
def test_the_reasons_go_as_the_work_goes_on(running: ExcelApplication, tmp_path: Path):
    room = Room(tmp_path)
    room.master = tmp_path / "sổ.xlsm"
    new(PLAN, room.master)
    room.open_period(PERIOD)
    room.distribute(only=("STP",))
    room.send("STP", {"2.3": {"percent": "một nửa"}})
    room.merge()
    show(running, room.master)
    assert {sub: why for sub, why in reasons(running).items() if why} == {
        "RepairCells": "Chưa có đề nghị sửa nào ở trang Kiểm tra.",
        "AmendPlan": "Không có dòng nào chờ ở trang Điều chỉnh.",
        "ReceiveLetters": "Chưa ghi máy chủ nhận thư ở trang Thiết lập.",
        "EnterReports": "Không có dòng nào chờ ở trang Nhập thay.",
        "ApplyDecisions": "Chưa chọn cách xử lý ở trang Xung đột.",
    }


def test_only_the_dashboard_of_a_master_makes_the_ribbon_ask_again(running: ExcelApplication, master: Path):
    show(running, master)
    assert running.run("HoldsReasonsOf", "Bảng điều khiển") is True
    assert running.run("HoldsReasonsOf", "Tiến độ") is False
    running.activate_workbook(running.add_workbook())
    assert running.run("HoldsReasonsOf", "Sheet1") is False


def test_the_ribbon_is_asked_again_once_it_is_known(running: ExcelApplication):
    running.run("RefreshRibbon")  # before Office gave it: nothing to ask
    ribbon = Ribbon()
    running.run("RibbonLoaded", ribbon)
    running.run("RefreshRibbon")
    assert ribbon.asked == 1


# -- a button pressed ---------------------------------------------------------------------------


@pytest.mark.parametrize("button", buttons(), ids=lambda button: button.sub)
def test_a_button_runs_its_python_function(master: Path, button: Button):
    app = excel(master, chosen=PYTHON, there=PYTHON)
    app.run(button.sub)
    assert app.run("Command") == f"import kehoach_xl.ribbon; kehoach_xl.ribbon.{button.function}()"


@pytest.mark.parametrize(("chosen", "there"), [("", ""), ("", PYTHON), (PYTHON, "")])
@pytest.mark.parametrize("name", ["master", "addin"])
def test_without_python_she_is_told_what_to_do(name: str, chosen: str, there: str, request: pytest.FixtureRequest):
    app, host = excel(request.getfixturevalue(name), chosen, there), ScriptHost()
    app.interpreter.host.create = {"WScript.Shell": host}.get
    app.run("MergeReturns")
    assert (app.run("Command"), host.shown) == ("", [("kehoach_xl", NOT_READY)])


def test_without_a_script_host_the_status_bar_tells_it(master: Path):
    def refused(name: str) -> VBAObject:
        raise VBARuntimeError(429, "ActiveX component can't create object")

    app = excel(master)
    app.interpreter.host.create = refused
    app.run("MergeReturns")
    assert (app.run("Command"), app.run("Told")) == ("", NOT_READY)


def test_the_ribbon_runs_the_sub_of_the_addin_not_the_one_in_the_master():
    text = (macros.folder() / "Ribbon.bas").read_text(encoding="ascii")
    assert 'Application.Run "\'" & ThisWorkbook.Name & "\'!Buttons." & SubOf(control)' in text
