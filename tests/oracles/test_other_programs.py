"""Files really saved by other programs, merged; and what other readers see of the same cells."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import python_calamine
import xlsxwriter
from openpyxl import load_workbook

from kehoach_xl.ooxml.reading import read_workbook
from tests.support import node
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import HEAD_ROW, Room, at, column_of, stamp

pytestmark = [pytest.mark.slow, pytest.mark.tools]

SHEET = "Báo cáo"
TYPED: dict[str, dict[str, Any]] = {
    "2.3": {"status": "Đang thực hiện", "percent": 40, "result": "Đã tổ chức 02 hội nghị, 150 lượt người.",
            "evidence_no": "007/BC-STP", "evidence_date": date(2025, 11, 5)},
    "2.4": {"status": "Hoàn thành", "percent": 100, "quantity": 3, "result": "=1+1", "finish_date": date(2025, 12, 1)},
}  # fmt: skip
RECORD = {
    ("2.3", "STP"): {"status": "Đang thực hiện", "percent": 40.0, "result": "Đã tổ chức 02 hội nghị, 150 lượt người.",
                     "evidence_no": "007/BC-STP", "evidence_date": date(2025, 11, 5)},
    ("2.4", "STP"): {"status": "Hoàn thành", "percent": 100.0, "quantity": 3.0, "result": "=1+1",
                     "finish_date": date(2025, 12, 1)},
}  # fmt: skip


def cells(form: Path) -> dict[tuple[str, str], Any]:
    """Where an agency types TYPED: {(sheet, «H11»): value}."""
    sheet = load_workbook(form)[SHEET]
    rows = {str(sheet.cell(row, 2).value): row for row in range(HEAD_ROW + 1, sheet.max_row + 1)}
    return {
        (SHEET, sheet.cell(rows[code], column_of(sheet, name)).coordinate): value
        for code, fields in TYPED.items() for name, value in fields.items()
    }  # fmt: skip


def by_libreoffice(ending: str) -> Callable[..., Path]:
    def save(form: Path, target: Path, libreoffice: LibreOffice) -> Path:
        return libreoffice.resave(form, target.with_suffix(f".{ending}"), cells(form))

    return save


def by_node(program: str) -> Callable[..., Path]:
    return lambda form, target, _: node.saved(program, form, target.with_suffix(".xlsx"), "xlsx", cells(form))


def by_openpyxl(form: Path, target: Path, _: LibreOffice) -> Path:
    book = load_workbook(form)
    for (sheet, address), value in cells(form).items():
        cell = book[sheet][address]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    book.save(target.with_suffix(".xlsx"))
    stamp(target.with_suffix(".xlsx"), at(12))
    return target.with_suffix(".xlsx")


def by_xlsxwriter(form: Path, target: Path, _: LibreOffice) -> Path:
    """Every cell, name and property of the filled form written anew."""
    filled = load_workbook(by_openpyxl(form, target.with_name("trước"), _))
    made = xlsxwriter.Workbook(str(target.with_suffix(".xlsx")))
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    for source in filled:
        sheet = made.add_worksheet(source.title)
        if source.sheet_state != "visible":
            sheet.very_hidden()
        for row in source.iter_rows():
            for cell in row:
                at_cell = cell.row - 1, cell.column - 1
                if cell.data_type == "f":
                    sheet.write_formula(*at_cell, cell.value)
                elif isinstance(cell.value, str):
                    sheet.write_string(*at_cell, cell.value)
                elif isinstance(cell.value, date):
                    sheet.write_datetime(*at_cell, cell.value, day)
                elif cell.value is not None:
                    sheet.write_number(*at_cell, cell.value)
    for name, defined in filled.defined_names.items():
        made.define_name(name, "=" + defined.attr_text)
    for one in filled.custom_doc_props.props:
        made.set_custom_property(one.name, one.value)
    made.close()
    return target.with_suffix(".xlsx")


PROGRAMS = {
    "LibreOffice xlsx": by_libreoffice("xlsx"), "LibreOffice xls": by_libreoffice("xls"),
    "LibreOffice ods": by_libreoffice("ods"),
    "openpyxl": by_openpyxl, "XlsxWriter": by_xlsxwriter, "SheetJS": by_node("sheetjs"), "ExcelJS": by_node("exceljs"),
}  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_form_saved_by_another_program_is_taken_whole(program: str, room: Room, libreoffice: LibreOffice) -> None:
    saved = PROGRAMS[program](room.form("STP"), room.folder / "lưu", libreoffice)
    saved.rename(room.inbox / saved.name)
    report = room.merge()
    assert [(one.state, one.message.code) for one in report.files] == [("accepted", "MERGE_001")]
    assert report.conflicts == []
    assert {row: fields for row, fields in room.record().items() if fields} == RECORD


def test_a_table_saved_by_pandas_waits_for_her_word(room: Room, libreoffice: LibreOffice) -> None:
    """pandas keeps the table and nothing else: no identity, so whose it is only she can say."""
    filled = by_openpyxl(room.form("STP"), room.folder / "lưu", libreoffice)
    table = pd.read_excel(filled, sheet_name=SHEET, header=HEAD_ROW - 1, dtype=object, engine="openpyxl")
    table.to_excel(room.inbox / "phiếu.xlsx", index=False)
    room.send("SNV", {"3.3": {"status": "Hoàn thành"}})
    report = room.merge()
    found = next(one for one in report.files if one.file == "phiếu.xlsx")
    assert (found.state, found.candidate) == ("needs-confirmation", "STP")
    assert not any(fields for (_, agency), fields in room.record().items() if agency == "STP")


# -- a second reader as oracle -------------------------------------------------------------------------


def ours(path: Path) -> dict[str, dict[tuple[int, int], Any]]:
    return {
        sheet.name: {place: cell.value for place, cell in sheet.cells.items() if cell.value not in (None, "")}
        for sheet in read_workbook(path).sheets
    }


def test_openpyxl_and_calamine_see_the_same_cells_as_our_reader(room: Room, libreoffice: LibreOffice) -> None:
    for form in sorted((room.outbox / "2025-H2").glob("*.xlsx")):
        seen = ours(form)
        for sheet in load_workbook(form, data_only=True):
            # Days are serials to us, datetimes to openpyxl; a form that was never calculated holds no results.
            theirs = {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row if c.value is not None}
            assert seen[sheet.title] == theirs, (form.name, sheet.title)
        book = python_calamine.CalamineWorkbook.from_path(form)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            theirs = {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v != ""}
            assert {k: v for k, v in seen[name].items()} == theirs, (form.name, name)


def test_sheetjs_sees_the_same_cells_of_a_filled_form(room: Room, libreoffice: LibreOffice, tmp_path: Path) -> None:
    import json

    from openpyxl.utils import coordinate_to_tuple

    filled = by_openpyxl(room.form("STP"), tmp_path / "lưu", libreoffice)
    seen = json.loads(node.saved("sheetjs", filled, tmp_path / "cells.json", "json").read_text(encoding="utf-8"))
    for name, cells_of in ours(filled).items():
        theirs = {coordinate_to_tuple(a): c["v"] for a, c in seen[name].items() if c["v"] != "" and c["t"] != "e"}
        # SheetJS gives a formula that was never calculated the value 0 or nothing; we hold no value for it.
        uncalculated = {place for place, cell in read_workbook(filled).cells(name).items() if cell.kind == "formula"}
        assert cells_of == {place: value for place, value in theirs.items() if place not in uncalculated}, name
