"""`KeHoach.xlam`: the ribbon tab, its VBA, and the cells its VBA reads. It acts on the active workbook."""

import zipfile
from pathlib import Path

from kehoach_xl import macros
from kehoach_xl.building import canvas, macro_book, vba
from kehoach_xl.domain.identity import MADE_AT
from kehoach_xl.messages import Message

NAME = "KeHoach.xlam"
RIBBON = "customUI/customUI14.xml"
_RIBBON_LINK = (
    '<Relationship Id="rIdRibbon" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    f'Target="{RIBBON}"/></Relationships>'
).encode()
_MASTER_TYPE, _ADDIN_TYPE = b"ms-excel.sheet.macroEnabled", b"ms-excel.addin.macroEnabled"


def build(path: Path) -> None:
    """Write the add-in. The same version of the program always gives the same bytes on the same platform."""
    workbook = canvas.new_workbook(path, "Kế hoạch", "kehoach_xl")
    workbook.add_worksheet("KeHoach").write_string(0, 0, str(Message("MACRO_003")))
    macro_book.add_config(workbook, macro_book.ADDIN_CONFIG)
    macro_book.add_project(workbook, vba.addin_project(macro_book.code_names(2)))
    workbook.close()
    _add_ribbon(path)


def _add_ribbon(path: Path) -> None:
    """What XlsxWriter has no call for: the type of an add-in and the ribbon part."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(_MASTER_TYPE, _ADDIN_TYPE)
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", _RIBBON_LINK)
    parts[RIBBON] = macros.ribbon()
    temporary = path.with_name(path.name + ".tmp")
    with zipfile.ZipFile(temporary, "w") as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, MADE_AT.timetuple()[:6])
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, data)
    temporary.replace(path)
