"""A workbook's package read for the rules: every sheet as XML, its tables, the names and texts."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class Sheet:
    """One worksheet part."""

    name: str
    part: str
    state: str
    xml: Element
    tables: list[Element] = field(default_factory=list)

    def every(self, tag: str) -> Iterator[Element]:
        return self.xml.iter(MAIN + tag)


@dataclass(frozen=True)
class Workbook:
    """All that the rules look at. ``names`` holds (name, sheet index or None, formula) in file order."""

    parts: list[str]
    dangling: list[str]
    sheets: list[Sheet]
    names: list[tuple[str, str | None, str]]
    texts: list[str]
    calculated: list[tuple[str, str]]
    styles: int

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


def read(path: Path | str) -> Workbook:
    """Read one .xlsx/.xlsm that is trusted not to be hostile (our own output)."""
    with zipfile.ZipFile(path) as package:

        def xml(part: str) -> Element | None:
            return ElementTree.fromstring(package.read(part)) if part in package.namelist() else None

        main = next(target for kind, target in relations(package, "").values() if kind == "officeDocument")
        book, links = xml(main), relations(package, main)
        by_kind = {kind: target for kind, target in links.values()}
        sheets = []
        for entry in book.iter(MAIN + "sheet"):
            kind, part = links[entry.get(RELATIONSHIPS + "id", "")]
            tables = [xml(target) for each, target in relations(package, part).values() if each == "table"]
            body = xml(part) if kind == "worksheet" else Element("chartsheet")
            sheets.append(Sheet(entry.get("name", ""), part, entry.get("state", "visible"), body, tables))
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
        )
