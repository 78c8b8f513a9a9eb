"""Each rule for macro workbooks finds its fault, and no other rule speaks."""

import re
import zipfile
from pathlib import Path

import pytest

from tests.support import excel_rules

VML, RIBBON, TYPES = "xl/drawings/vmlDrawing1.vml", "customUI/customUI14.xml", "[Content_Types].xml"


def patched(path: Path, folder: Path, part: str, pattern: str, replacement: str) -> Path:
    """A copy in which a regular expression is replaced once in one part."""
    out = folder / path.name
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                text, times = re.subn(pattern, replacement, data.decode(), count=1)
                assert times == 1
                data = text.encode()
            target.writestr(name, data)
    return out


@pytest.mark.parametrize(
    ("name", "part", "pattern", "replacement", "found"),
    [
        (
            "master", VML, r"Buttons\.UndoStep<", "Buttons.UndoSteps<",
            "Bảng điều khiển: button runs «[0]!Buttons.UndoSteps», which does not exist",
        ),
        (
            "addin", RIBBON, 'id="UndoStepButton"', 'id="MergeReturnsButton"',
            "ribbon: id MergeReturnsButton stands 2 times",
        ),
        (
            "addin", RIBBON, 'onLoad="RibbonLoaded"', 'onLoad="RibbonIsLoaded"',
            "ribbon None: onLoad is «RibbonIsLoaded», which does not exist",
        ),
        (
            "addin", RIBBON, 'getEnabled="IsButtonEnabled"', 'getEnabled="OnButton"',
            "ribbon ImportDocumentButton: «OnButton» does not take the arguments of getEnabled",
        ),
        ("addin", RIBBON, 'imageMso="Undo"', 'imageMso="Undoo"', "ribbon UndoStepButton: no icon «Undoo»"),
        (
            "addin", TYPES, "addin.macroEnabled.main", "sheet.main",
            "workbook: type application/vnd.ms-excel.sheet.main+xml with 7 VBA modules",
        ),
        (
            "addin", "xl/workbook.xml", 'codeName="ThisWorkbook"', 'codeName="SoTay"',
            "VBA: documents ['Sheet1', 'Sheet2', 'ThisWorkbook'], code names ['Sheet1', 'Sheet2', 'SoTay']",
        ),
        (
            "addin", "xl/worksheets/sheet2.xml", 'codeName="Sheet2"', 'codeName="Sheet1"',
            "VBA: documents ['Sheet1', 'Sheet2', 'ThisWorkbook'], code names ['Sheet1', 'ThisWorkbook']",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_found(
    name: str, part: str, pattern: str, replacement: str, found: str, tmp_path: Path, request: pytest.FixtureRequest
):
    path = patched(request.getfixturevalue(name), tmp_path, part, pattern, replacement)
    assert excel_rules.findings(path) == [found]


def test_vba_that_is_not_ascii_is_found(addin: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.support.vba.modules", lambda path: {"Buttons": "' Gộp"})
    assert "VBA Buttons: not ASCII" in excel_rules.findings(addin)
