"""Our VBA: plain text that VBA can keep, that analysis finds nothing in, and that the built files carry unchanged."""

import re
from importlib import metadata, util
from pathlib import Path

import pytest
from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.interpreter import VBACompileError, parse_module
from pyvbaanalysis import ModuleInput, ModuleSymbolKind, analyze_project, analyze_workbook

from kehoach_xl import macros
from kehoach_xl.building import vba
from kehoach_xl.errors import Stop
from tests.support.vba import body, modules

OURS = ("Buttons", "Functions", "Ribbon", "ThisWorkbook")
XLWINGS = Path(util.find_spec("xlwings").origin).parent


def text_of(module: str) -> str:
    """One of our modules as it stands in the repository."""
    file = "AddIn.cls" if module == "ThisWorkbook" else f"{module}.bas"
    return (macros.folder() / file).read_bytes().decode("ascii").replace("\r\n", "\n")


# -- as text ----------------------------------------------------------------------------------


def test_every_module_file_is_one_of_those_that_are_built_in():
    files = {path.name for path in macros.folder().iterdir() if path.suffix in (".bas", ".cls", ".frm")}
    assert files == {"AddIn.cls", "Buttons.bas", "Functions.bas", "Ribbon.bas"}


@pytest.mark.parametrize("module", OURS)
def test_a_module_declares_its_variables_and_has_no_branches_for_other_hosts(module: str):
    lines = text_of(module).split("\n")
    assert "Option Explicit" in lines
    assert not [line for line in lines if line.lstrip().startswith("#")]
    assert max(map(len, lines)) < vba.LONGEST_LINE
    assert module == "ThisWorkbook" or lines[0] == f'Attribute VB_Name = "{module}"'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("Sub A()\n' Gộp\nEnd Sub\n".encode(), "X.bas: not ASCII at byte 11"),
        (b"Sub A()\n' " + b"x" * 1021 + b"\nEnd Sub\n", "X.bas, line 2: 1023 characters, at most 1022"),
    ],
)
def test_a_text_that_vba_would_break_is_refused(data: bytes, says: str):
    with pytest.raises(ValueError, match=re.escape(says)):
        vba.as_module(data, "X.bas")


def test_lines_end_as_vba_ends_them_whatever_the_checkout():
    assert vba.as_module(b"Sub A()\nEnd Sub", "X.bas") == vba.as_module(b"Sub A()\r\nEnd Sub\r\n", "X.bas")


# -- in the built files -----------------------------------------------------------------------


def test_the_master_carries_our_buttons_and_xlwings_and_nothing_else(master: Path):
    found = modules(master)
    assert {name for name, text in found.items() if body(text).strip()} == {"Buttons", "xlwings"}
    assert body(found["Buttons"]) == body(text_of("Buttons"))


def test_the_addin_carries_every_module_of_ours(addin: Path):
    found = modules(addin)
    assert {name for name, text in found.items() if body(text).strip()} == {*OURS, "xlwings"}
    assert {name: body(found[name]) for name in OURS} == {name: body(text_of(name)) for name in OURS}


def changed(file: Path, name: str) -> list[tuple[str, str]]:
    """The lines of the wheel's module that the built file has otherwise."""
    wheel = (XLWINGS / name).read_bytes().decode("ascii")
    assert f'XLWINGS_VERSION As String = "{metadata.version("xlwings")}"' in wheel
    pairs = zip(body(wheel).split("\n"), body(modules(file)["xlwings"]).split("\n"), strict=True)
    return [pair for pair in pairs if pair[0] != pair[1]]


def test_the_master_carries_the_installed_xlwings_started_in_a_safe_path(master: Path):
    found = changed(master, "xlwings.bas")
    assert len(found) == 2
    assert [old.replace('" -B -c ""', '" -P -B -c ""') for old, _ in found] == [new for _, new in found]


def test_the_addin_carries_xlwings_for_addins_ruled_by_itself(addin: Path):
    """A workbook that somebody sent must not choose which Python starts, nor what it runs: it is only named."""
    found = changed(addin, "xlwings_custom_addin.bas")
    for old, new in found:
        mended = old.replace('"myaddin"', '"kehoach"').replace('" -B -c ""', '" -P -B -c ""')
        assert new in (mended, mended.replace("ActiveWorkbook", "ThisWorkbook"))
    still = [line.strip() for line in modules(addin)["xlwings"].splitlines() if "ActiveWorkbook" in line]
    assert still == [
        'XLPy.SetAttr XLPy.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook',
        'ParameterString = ParameterString + "|" + ActiveWorkbook.Name',
        '" --wb=" & """" & ActiveWorkbook.Name & """ --from_xl=1" & " --app=" & Chr(34) & _',
    ]


def test_no_python_is_started_where_a_file_beside_could_be_taken_for_a_module(master: Path, addin: Path):
    for file in (master, addin):
        starts = [line for line in modules(file)["xlwings"].splitlines() if ' -c ""import' in line]
        assert len(starts) == 2 and all('" -P -B -c ""' in line for line in starts)


@pytest.mark.parametrize("name", ["master", "addin"])
def test_excel_is_given_text_to_compile_and_nothing_compiled(name: str, request: pytest.FixtureRequest):
    """[MS-OVBA] 2.3.4.1 (version 0xFFFF, no cache) and 2.3.4.2.3.2.5 (the text starts each module's stream)."""
    with ExcelFile(request.getfixturevalue(name)) as book:
        offsets = {module.name: module.text_offset for module in book.vba_project().modules}
        streams = CFB.from_bytes(book.vba_project_bytes())
    assert set(offsets.values()) == {0}
    assert streams.get_stream_in_storage("VBA", "_VBA_PROJECT").hex() == "cc61ffff000000"
    assert set(streams.list_streams_in_storage("VBA")) == {*offsets, "_VBA_PROJECT", "dir"}


def test_an_xlwings_whose_module_is_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(metadata, "version", lambda name: "0.0.1")
    with pytest.raises(Stop) as stop:
        vba.xlwings_module("xlwings.bas")
    assert stop.value.message.code == "BUILD_001"
    assert "0.0.1" in str(stop.value)


def test_an_xlwings_without_a_place_for_our_name_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(vba, "xlwings_module", lambda name: "Public Const NAME = 1\r\n")
    with pytest.raises(Stop) as stop:
        vba.addin_xlwings()
    assert stop.value.message.code == "BUILD_002"


# -- analysis ---------------------------------------------------------------------------------


def found_in(changed: str = "", text: str = "") -> list[str]:
    """What analysis says of our modules inside the add-in, one of them replaced."""
    texts = {name: text_of(name) for name in OURS} | ({changed: text} if changed else {})
    kinds = {"ThisWorkbook": ModuleSymbolKind.DOCUMENT}
    project = [ModuleInput(name, kinds.get(name, ModuleSymbolKind.STANDARD), each) for name, each in texts.items()]
    project.append(ModuleInput("xlwings", ModuleSymbolKind.STANDARD, vba.addin_xlwings()))
    found = analyze_project(project, only=list(OURS))
    return [each.message for name in OURS for each in found[name]]


def test_analysis_finds_nothing():
    assert found_in() == []


@pytest.mark.parametrize("name", ["master", "addin"])
def test_analysis_of_the_built_file_finds_nothing_in_our_modules(name: str, request: pytest.FixtureRequest):
    found = analyze_workbook(request.getfixturevalue(name))
    assert {module: each for module, each in found.items() if each and module != "xlwings"} == {}


@pytest.mark.parametrize(
    ("module", "right", "wrong", "says"),
    [
        ("Buttons", "If PythonIsReady() Then RunPython", "If PythonIsReady() Then RunPithon", "RunPithon"),
        ("Buttons", "sentence = TextOf(cellName)", "sentense = TextOf(cellName)", "sentense"),
        ("Buttons", "TextOf(cellName)", "TextOf()", "argument"),
        ("Buttons", "IsFile = (Dir(path)", "Is_File = (Dir(path)", "Is_File"),
        ("Ribbon", "SubOf(control)\n    RefreshRibbon", "SubOf(control, 1)\n    RefreshRibbon", "argument"),
        ("Ribbon", "On Error GoTo NoMaster", "On Error GoTo NoMastr", "NoMastr"),
        ("Ribbon", "ActiveWorkbook Is Nothing", "ActiveWorkbok Is Nothing", "ActiveWorkbok"),
        ("ThisWorkbook", "HoldsReasons(Sh)", "HoldReasons(Sh)", "HoldReasons"),
    ],
)
def test_analysis_finds_a_mistake(module: str, right: str, wrong: str, says: str):
    assert right in text_of(module)
    messages = found_in(module, text_of(module).replace(right, wrong, 1))
    assert any(says in each for each in messages), messages


def left_open(module: str, text: str) -> list[str]:
    """Blocks that do not end, and procedures swallowed by one that does not, as another parser sees them. (It does
    not know WithEvents.)"""
    declared = re.findall(r"^(?:Public |Private )(?:Sub|Function) (\w+)", text, re.MULTILINE)
    kind = "class" if module == "ThisWorkbook" else "standard"
    try:
        seen = parse_module(text.replace("WithEvents ", ""), name=module, kind=kind).procedures
    except VBACompileError as error:
        return [str(error)]
    return sorted({*declared} - {each.name for each in seen})


@pytest.mark.parametrize("module", OURS)
def test_every_block_is_closed(module: str):
    assert left_open(module, text_of(module)) == []


@pytest.mark.parametrize(
    ("module", "gone"),
    [
        ("Buttons", "End Function\n"),
        ("Buttons", "End Sub\n"),
        ("Ribbon", "    End If\n"),
        ("ThisWorkbook", "End Sub\n"),
    ],
)
def test_a_block_left_open_is_found(module: str, gone: str):
    assert gone in text_of(module)
    assert left_open(module, text_of(module).replace(gone, "", 1)) != []
