"""vbaProject.bin from the module texts: our own out of `macros/`, xlwings' out of the installed package.

The same texts give the same bytes, wherever and whenever they are built.
"""

import re
import tempfile
from collections.abc import Mapping, Sequence
from importlib import metadata, util
from pathlib import Path

import xlsxwriter

from kehoach_xl import macros
from kehoach_xl.errors import Stop

WORKBOOK = "ThisWorkbook"
LONGEST_LINE = 1023  # of VBA's editor
NOT_COMPILED = bytes.fromhex("CC61 FFFF 00 0000")  # the stream's sign, any version, nothing cached
ADDIN_PROJECT = "kehoach"  # its configuration sheet is «kehoach.conf»
# xlwings' lines that pass on which workbook called (COM, AppleScript, command line); and how often it starts Python.
CALLER = ('"BOOK_CALLER", ActiveWorkbook', '"|" + ActiveWorkbook.Name', '" --wb=" & """" & ActiveWorkbook.Name')
STARTS = 2


def master_project(sheets: Sequence[str]) -> bytes:
    """The project of a master whose sheets have these code names."""
    return project({"Buttons": own("Buttons.bas"), "xlwings": master_xlwings()}, {}, sheets)


def addin_project(sheets: Sequence[str]) -> bytes:
    """The project of the add-in: every module of `macros/`, and AddIn.cls as its ThisWorkbook."""
    modules = {path.stem: own(path.name) for path in macros.folder().glob("*.bas")}
    modules["xlwings"] = addin_xlwings()
    return project(modules, {WORKBOOK: own("AddIn.cls")}, sheets)


def project(modules: Mapping[str, str], documents: Mapping[str, str], sheets: Sequence[str]) -> bytes:
    """A project with these standard modules, and this code in the documents among ``sheets`` and ThisWorkbook."""
    from pyopenvba import ExcelFile

    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty.xlsm", Path(folder) / "full.xlsm"
        _empty_workbook(empty, sheets)
        with ExcelFile(empty) as book:
            vba = book.add_vba_project()
            for name in sorted(modules):
                vba.add_module(name, modules[name])
            # Set even when empty: the library starts from a project that Excel once compiled, and what is set
            # stands as text alone.
            for name in (WORKBOOK, *sheets):
                book.set_module(name, documents.get(name, ""))
            book.save(full)
        with ExcelFile(full) as book:
            if problems := book.validate():
                raise ValueError(problems)
            return _uncompiled(book.vba_project_bytes())


def own(name: str) -> str:
    """One of our texts as VBA keeps it: CRLF. Raises ValueError for a letter or a line that VBA would break."""
    return as_module((macros.folder() / name).read_bytes(), name)


def xlwings_module(name: str) -> str:
    """A VBA module of the installed xlwings; ``Stop`` BUILD_001 when it is not of the package's version."""
    found = util.find_spec("xlwings")
    text = as_module(Path(str(found.origin)).with_name(name).read_bytes(), name) if found else ""
    version = re.search(r'XLWINGS_VERSION As String = "([^"]+)"', text)
    installed = metadata.version("xlwings")
    if version is None or version[1] != installed:
        raise Stop("BUILD_001", module=name, found=version[1] if version else "?", package=installed)
    return text


def master_xlwings() -> str:
    """The module for a workbook that carries it."""
    return _safe_path(xlwings_module("xlwings.bas"), "xlwings.bas")


def addin_xlwings() -> str:
    """The module for add-ins under our project name: told which workbook is active, ruled by the add-in alone.

    As it comes it asks the active workbook first which Python to start and what to run before ours; that may be a
    file that somebody sent.
    """
    name = "xlwings_custom_addin.bas"
    text, times = re.subn(r'(PROJECT_NAME As String = )"[^"]*"', rf'\1"{ADDIN_PROJECT}"', xlwings_module(name))
    if times != 1:
        raise Stop("BUILD_002", module=name)
    lines = _safe_path(text, name).split("\r\n")
    kept = [any(word in line for word in CALLER) for line in lines]
    if sum(kept) < len(CALLER):
        raise Stop("BUILD_002", module=name)
    return "\r\n".join(
        line if keep else line.replace("ActiveWorkbook", WORKBOOK) for line, keep in zip(lines, kept, strict=True)
    )


def _safe_path(text: str, name: str) -> str:
    """Python started with -P: no module is taken from the folder in which Excel happens to be."""
    safe, times = re.subn(r'" -B -c ""', '" -P -B -c ""', text)
    if times != STARTS:
        raise Stop("BUILD_002", module=name)
    return safe


def as_module(data: bytes, name: str) -> str:
    """A text as VBA keeps it. Raises ValueError when it is not ASCII or a line is too long."""
    try:
        lines = data.decode("ascii").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: not ASCII at byte {error.start}") from error
    for number, line in enumerate(lines, 1):
        if len(line) >= LONGEST_LINE:
            raise ValueError(f"{name}, line {number}: {len(line)} characters, at most {LONGEST_LINE - 1}")
    return "".join(f"{line}\r\n" for line in lines)


def _uncompiled(project: bytes) -> bytes:
    """The project without what an Excel once compiled, as [MS-OVBA] 2.3.4.1 asks of whoever writes one: every
    Excel then compiles the text when it opens the file."""
    from pyopenvba.cfb import CFB

    streams = CFB.from_bytes(project)
    streams.write_stream_in_storage("VBA", "_VBA_PROJECT", NOT_COMPILED)
    return streams.to_bytes()


def _empty_workbook(path: Path, sheets: Sequence[str]) -> None:
    """What the project is made for: a workbook with these code names."""
    workbook = xlsxwriter.Workbook(str(path))
    workbook.set_vba_name(WORKBOOK)
    for name in sheets:
        workbook.add_worksheet().set_vba_name(name)
    workbook.close()
