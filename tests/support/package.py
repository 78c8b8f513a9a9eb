"""A workbook's package read for the rules: every sheet as XML, its tables, the names and texts."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.support import vba

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

RIBBON = "extensibility"
MACRO = re.compile(r"<x:FmlaMacro>([^<]+)</x:FmlaMacro>")


@dataclass(frozen=True)
class Sheet:
    """One worksheet part."""

    name: str
    part: str
    state: str
    xml: Element
    code_name: str | None
    tables: list[Element] = field(default_factory=list)

    def every(self, tag: str) -> Iterator[Element]:
        return self.xml.iter(MAIN + tag)


@dataclass(frozen=True)
class Workbook:
    """All that the rules look at. ``names`` holds (name, sheet index or None, formula) in file order, ``buttons``
    (sheet, macro), ``modules`` the VBA by module."""

    parts: list[str]
    dangling: list[str]
    sheets: list[Sheet]
    names: list[tuple[str, str | None, str]]
    texts: list[str]
    calculated: list[tuple[str, str]]
    styles: int
    kind: str
    code_name: str | None
    buttons: list[tuple[str, str]]
    modules: dict[str, str]
    ribbon: Element | None

    def table_names(self) -> list[str]:
        return [table.get("displayName", "") for sheet in self.sheets for table in sheet.tables]


def text_of(item: Element) -> str:
    """The text of a shared or inline string, without its phonetic runs."""
    runs = [item, *item.findall(MAIN + "r")]
    return "".join(t.text or "" for run in runs for t in run.findall(MAIN + "t"))


def relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """{id: (last word of its type, target part)}: internal relationships of ``part`` ("" is the root)."""
    folder, base = posixpath.split(part)
    where = posixpath.join(folder, "_rels", base + ".rels")
    if where not in package.namelist():
        return {}
    return {
        each.get("Id", ""): (
            each.get("Type", "").rsplit("/", 1)[1],
            posixpath.normpath(posixpath.join("/" + folder, each.get("Target", ""))).lstrip("/"),
        )
        for each in ElementTree.fromstring(package.read(where))
        if each.get("TargetMode") != "External"
    }


def _dangling(package: zipfile.ZipFile) -> list[str]:
    """Relationships that point to a part which is not there."""
    parts = set(package.namelist())
    found = []
    for where in sorted(part for part in parts if part.endswith(".rels")):
        folder, base = posixpath.split(where)
        source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
        for key, (_, target) in relations(package, source).items():
            if target.split("#")[0] and target.split("#")[0] not in parts:
                found.append(f"{where} {key} points to {target}, which is not there")
    return found


def _kind(package: zipfile.ZipFile, part: str) -> str:
    """The content type of one part."""
    types = ElementTree.fromstring(package.read("[Content_Types].xml"))
    return next((each.get("ContentType", "") for each in types if each.get("PartName") == f"/{part}"), "")


def read(path: Path | str) -> Workbook:
    """Read one .xlsx/.xlsm/.xlam that is trusted not to be hostile (our own output)."""
    with zipfile.ZipFile(path) as package:

        def xml(part: str) -> Element | None:
            return ElementTree.fromstring(package.read(part)) if part in package.namelist() else None

        main = next(target for kind, target in relations(package, "").values() if kind == "officeDocument")
        book, links = xml(main), relations(package, main)
        by_kind = {kind: target for kind, target in links.values()}
        sheets, buttons = [], []
        for entry in book.iter(MAIN + "sheet"):
            kind, part = links[entry.get(RELATIONSHIPS + "id", "")]
            tables = [xml(target) for each, target in relations(package, part).values() if each == "table"]
            body = xml(part) if kind == "worksheet" else Element("chartsheet")
            own = body.find(MAIN + "sheetPr")
            code = own.get("codeName") if own is not None else None
            sheets.append(Sheet(entry.get("name", ""), part, entry.get("state", "visible"), body, code, tables))
            drawings = [target for each, target in relations(package, part).values() if each == "vmlDrawing"]
            macros = [each for target in drawings for each in MACRO.findall(package.read(target).decode())]
            buttons += [(entry.get("name", ""), macro) for macro in macros]
        strings, styles = xml(by_kind.get("sharedStrings", "")), xml(by_kind.get("styles", ""))
        chain = xml(by_kind.get("calcChain", ""))
        sheet_ids = {entry.get("sheetId"): entry.get("name", "") for entry in book.iter(MAIN + "sheet")}
        calculated, current = [], None
        for cell in chain if chain is not None else []:
            current = cell.get("i", current)
            calculated.append((sheet_ids.get(current, ""), cell.get("r", "")))
        formats = styles.find(MAIN + "cellXfs") if styles is not None else None
        return Workbook(
            parts=package.namelist(),
            dangling=_dangling(package),
            sheets=sheets,
            names=[
                (each.get("name", ""), each.get("localSheetId"), each.text or "")
                for each in book.iter(MAIN + "definedName")
            ],
            texts=[text_of(item) for item in strings] if strings is not None else [],
            calculated=calculated,
            styles=len(formats) if formats is not None else 1,
            kind=_kind(package, main),
            code_name=own.get("codeName") if (own := book.find(MAIN + "workbookPr")) is not None else None,
            buttons=buttons,
            modules=vba.modules(path),
            ribbon=next((xml(target) for kind, target in relations(package, "").values() if kind == RIBBON), None),
        )


def part(path: Path | str, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(path) as package:
        return package.read(name)
