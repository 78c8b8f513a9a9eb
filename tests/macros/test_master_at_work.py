"""A macro workbook through the commands: whatever is not a cell comes out byte for byte as it went in."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import copy2

import pytest

from kehoach_xl.cli import main
from tests.support import excel_rules, openxml, package
from tests.workflows.office import PERIOD, Room, doing

# What Excel itself adds when it saves the buttons, and what a user's own ribbon would be.
ADDED = {
    "xl/ctrlProps/ctrlProp1.xml": (
        b'<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="Button" '
        b'lockText="1"/>'
    ),
    "customUI/customUI14.xml": b'<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"/>',
}
LINKS = {
    "xl/worksheets/_rels/sheet1.xml.rels": (
        '<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/ctrlProp" '
        'Target="../ctrlProps/ctrlProp1.xml"/>'
    ),
    "_rels/.rels": (
        '<Relationship Id="rIdU" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
        'Target="customUI/customUI14.xml"/>'
    ),
    "[Content_Types].xml": (
        '<Override PartName="/xl/ctrlProps/ctrlProp1.xml" '
        'ContentType="application/vnd.ms-excel.controlproperties+xml"/>'
    ),
}


def as_excel_saves_it(source: Path, target: Path) -> None:
    """The built master with the parts that Excel adds."""
    with zipfile.ZipFile(source) as opened, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in opened.namelist():
            data = opened.read(name)
            if name in LINKS:
                ending = b"</Types>" if name.startswith("[") else b"</Relationships>"
                data = data.replace(ending, LINKS[name].encode() + ending)
            written.writestr(name, data)
        for name, data in ADDED.items():
            written.writestr(name, data)


def untouchable(path: Path) -> dict[str, bytes]:
    """Every part but the cells, and what the names and the words in them need."""
    with zipfile.ZipFile(path) as opened:
        return {
            name: opened.read(name)
            for name in opened.namelist()
            if not name.startswith(("xl/worksheets/sheet", "xl/sharedStrings", "xl/styles", "docProps/"))
            and name not in ("xl/workbook.xml", "xl/calcChain.xml")
        }


@pytest.mark.tools
@pytest.mark.parametrize("made", [copy2, as_excel_saves_it], ids=["as built", "as Excel saves it"])
def test_macros_and_buttons_survive_every_command(master: Path, made: Callable[[Path, Path], None], tmp_path: Path):
    room = Room(tmp_path / "sở")
    room.master = room.folder / "so-dieu-phoi.xlsm"
    made(master, room.master)
    before, book = untouchable(room.master), package.read(room.master)
    assert {"xl/vbaProject.bin", "xl/drawings/vmlDrawing1.vml"} <= before.keys()
    assert made is copy2 or ADDED.keys() <= before.keys()

    named = ["--master", str(room.master)]
    assert main(["check", *named]) in (0, 1)
    assert main(["open-period", *named, "--period", PERIOD]) in (0, 1)
    assert main(["distribute", *named]) in (0, 1)
    room.send("STP", {"2.3": doing(), "2.4": {"percent": "một nửa"}})
    assert main(["merge", *named]) == 1
    assert main(["summary", *named]) in (0, 1)
    assert main(["undo", *named]) == 0

    assert untouchable(room.master) == before
    after = package.read(room.master)
    assert (after.kind, after.code_name, after.buttons) == (book.kind, book.code_name, book.buttons)
    assert [sheet.code_name for sheet in after.sheets] == [sheet.code_name for sheet in book.sheets]
    assert after.modules == book.modules
    assert excel_rules.findings(room.master) == []
    assert openxml.findings(room.master) == []
    assert {path.suffix for path in (room.folder / "sao-luu").glob("*.xls*")} == {".xlsm"}
    assert list(room.outbox.rglob("*.xlsm")) == []  # what goes out never carries macros


def test_commands_find_the_master_by_its_usual_name(master: Path, tmp_path: Path, monkeypatch, capsys):
    copy2(master, tmp_path / "so-dieu-phoi.xlsm")
    copy2(master, tmp_path / "bản khác.xlsm")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) in (0, 1)
    before = (tmp_path / "bản khác.xlsm").read_bytes()
    assert before == master.read_bytes() != (tmp_path / "so-dieu-phoi.xlsm").read_bytes()
