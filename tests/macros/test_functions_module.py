"""macros/Functions.bas: what the Python functions say, and a sentence where Python cannot be asked."""

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyopenvba.interpreter import (
    MISSING,
    NOTHING,
    HostBridge,
    Interpreter,
    VBACompileError,
    VBAObject,
    VBARuntimeError,
    member,
    method,
    parse_module,
)
from pyvbaanalysis import ModuleInput, ModuleSymbolKind, analyze_project

from kehoach_xl import functions, macros
from kehoach_xl.building import functions_module, macro_book
from kehoach_xl.building.vba import addin_xlwings
from kehoach_xl.worksheet import FUNCTIONS

ROOT = Path(__file__).parents[2]
MODULE = (macros.folder() / "Functions.bas").read_text(encoding="ascii")
OFF = "Chưa gọi được Python."


def test_module_is_written_from_the_python_functions():
    """Else: python -m kehoach_xl.building.functions_module"""
    assert functions_module.source() == MODULE


def test_module_has_no_branches_for_other_hosts():
    assert not re.search(r"(?im)^\s*#(if|const)", MODULE)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_wrapper_takes_what_the_python_function_takes(name):
    wrapper = {each.name: each for each in parse_module(MODULE).procedures}[name]
    own = inspect.signature(getattr(functions, FUNCTIONS[name].python_name)).parameters.values()
    assert [each.optional for each in wrapper.params] == [each.default is None for each in own]
    assert [each.name for each in wrapper.params] == [each.shown for each in FUNCTIONS[name].arguments]


def test_every_public_function_of_the_module_is_a_worksheet_function():
    assert re.findall(r"^Public Function (\w+)", MODULE, re.M) == list(FUNCTIONS)
    assert set(re.findall(r'Ask\("(\w+)"', MODULE)) == {each.python_name for each in FUNCTIONS.values()}


def test_add_in_has_the_settings_and_the_sentence_that_functions_need():
    settings = dict(macro_book.CONFIG)
    assert settings["INTERPRETER_WIN"] == "%KEHOACH_XL_PYTHON%"
    assert settings["UDF MODULES"] == functions.__name__
    assert settings["USE UDF SERVER"] == settings["DEBUG UDFS"] == "False"
    assert set(re.findall(r'TextOf\("(\w+)"\)', MODULE)) == {"VB_FunctionsOff"} <= macro_book.TEXTS.keys()


# -- the VBA itself ------------------------------------------------------------------------------------


def findings(text):
    """What static analysis says of the module inside the add-in."""
    others = {path.stem: path.read_text(encoding="ascii") for path in macros.folder().glob("*.bas")}
    modules = {**others, "xlwings": addin_xlwings(), "Functions": text}
    project = [ModuleInput(name, ModuleSymbolKind.STANDARD, source) for name, source in modules.items()]
    return [found.message for found in analyze_project(project, only=["Functions"])["Functions"]]


def test_analysis_finds_nothing():
    assert findings(MODULE) == []


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("Array(thuc_te, muc_tieu)", "Array(thuc_te, muctieu)", "Variable not defined: 'muctieu'"),
        ('TextOf("', 'TextOff("', "Variable not defined: 'TextOff'"),
        ('Ask("due_state", Array(thoi_gian, ky))', 'Ask("due_state")', "Wrong number of arguments to 'Ask'"),
    ],
)
def test_analysis_finds_a_mistake(right, wrong, found):
    messages = findings(MODULE.replace(right, wrong))
    assert len(messages) == 1
    assert messages[0].startswith(found)


def test_xlwings_has_the_function_that_the_module_calls():
    assert "\nFunction XLPy()" in addin_xlwings().replace("\r\n", "\n")


def test_blocks_are_closed():
    with pytest.raises(VBACompileError):
        parse_module(MODULE.replace("    End If\n", ""))
    assert len(parse_module(MODULE).procedures) == 1 + len(FUNCTIONS)


# -- run ---------------------------------------------------------------------------------------------


class Python(VBAObject):
    """The UDF server: answers straight from our functions, or not at all."""

    def __init__(self, running=True):
        self.running, self.asked = running, []

    @method
    def CallUDF(self, module, name, arguments, book, caller):
        self.asked.append(name)
        if not self.running:
            raise VBARuntimeError(1, "Could not load xlwings64.dll")
        assert module == functions.__name__
        given = [None if value is MISSING else value for value in arguments.items]
        return getattr(functions, name)(*given)


class Application(VBAObject):
    def __init__(self):
        self.volatile = []

    @member
    def Caller(self):
        return NOTHING

    @method
    def Volatile(self, always):
        self.volatile.append(always)


class Excel(HostBridge):
    """The globals that the module uses."""

    def __init__(self, python):
        self.application = Application()
        self.globals = {"application": self.application, "activeworkbook": NOTHING, "xlpy": python}

    def global_object(self, name):
        return self.globals.get(name.lower(), super().global_object(name))


def add_in(python, text_of=f'TextOf = "{OFF}"'):
    """The module in an interpreter of VBA, with the add-in's cell texts."""
    excel = Excel(python)
    vba = Interpreter(host=excel)
    vba.add_module(MODULE, name="Functions")
    vba.add_module(f"Public Function TextOf(ByVal cellName As String) As String\n{text_of}\nEnd Function", name="B")
    return vba, excel


def test_wrapper_brings_pythons_answer():
    vba, _ = add_in(Python())
    assert vba.run("KH_VITRI", ["1/2"]) == 1
    assert vba.run("KH_KHOANGCACH", [4.93, "6,18"]) == 1.25
    assert vba.run("KH_DENHAN", ["Quý III/2025", "2025-H2"]) == "Đã đến hạn"


def test_argument_left_out_is_left_out_in_python():
    vba, excel = add_in(Python())
    assert vba.run("KH_CONNGAY", ["Thường xuyên"]) == "Thường xuyên"
    assert vba.run("KH_CONNGAY", ["05/11/2025", "01/11/2025"]) == 4
    assert excel.application.volatile == [True, False]


def test_without_python_a_cell_says_so_and_python_is_left_alone_for_a_while():
    python = Python(running=False)
    vba, _ = add_in(python)
    assert [vba.run("KH_VITRI", ["1/2"]) for _ in range(3)] == [OFF] * 3
    assert python.asked == ["relative_position"]


def test_without_python_and_its_sentence_a_cell_is_empty():
    vba, _ = add_in(Python(running=False), text_of="Err.Raise 9")
    assert vba.run("KH_HANG", ["1/2"]) == ""


# -- xlwings' own UDF code -----------------------------------------------------------------------------


def udf_server(given=""):
    found = subprocess.run(
        [sys.executable, ROOT / "tests" / "macros" / "udf_server.py"],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_wrappers_take_what_xlwings_would_let_them_take():
    generated = dict(re.findall(r"^Function (\w+)\((.*)\)", udf_server(), re.M))
    assert {name: taken.count("Optional") for name, taken in generated.items() if taken.count("Optional")} == {
        "days_left": 1
    }
    assert {name: len(taken.split(", ")) for name, taken in generated.items()} == {
        each.python_name: len(each.arguments) for each in FUNCTIONS.values()
    }


# How COM says that an argument was left out, and what it hands over for an error alone in an argument.
LEFT_OUT, NOT_AVAILABLE = -2147352572, -2146826246


def test_xlwings_hands_over_ranges_blanks_errors_and_arguments_left_out():
    calls = [
        ("relative_position", ["1/2"]),
        ("relative_position", [[["1/2", None, "2/2"]]]),
        ("rank_number", [[["50/63"], [""], [NOT_AVAILABLE]]]),
        ("rank_number", [NOT_AVAILABLE]),
        ("days_left", [45966.0, "01/11/2025"]),
        ("days_left", ["Thường xuyên", LEFT_OUT]),
        ("distance", [[[4.93], [3.67]], 6.18]),
    ]
    in_error = "Ô được tham chiếu đang báo lỗi #N/A. Đề nghị sửa ô đó trước."
    assert json.loads(udf_server(json.dumps(calls))) == [
        [[1]],
        [[1, "", 0]],
        [[50], [""], [in_error]],
        [[in_error]],
        [[4]],
        [["Thường xuyên"]],
        [[1.25], [2.51]],
    ]
