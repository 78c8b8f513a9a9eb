"""A workbook as tables: what is hidden is said, a formula that was never calculated keeps its row."""

from kehoach_xl.intake.readers.sheet_rows import sheet_tables
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook


def text(value: str) -> Cell:
    return Cell("text", value, value, None, "")


def test_hidden_sheets_hidden_rows_and_bare_formulas_are_said() -> None:
    shown = ReadSheet("Một", lines={1: {1: text("Việc")}, 2: {1: Cell("formula", None, "", "A1&B1", "")}})
    shown.hidden_rows = {1, 9}
    hidden = ReadSheet("Ẩn", "hidden", {1: {1: text("x")}})
    tables, notes = sheet_tables(ReadWorkbook("a.xlsx", sheets=[shown, hidden]))
    assert [table.grid for table in tables] == [[["Việc"], ["=A1&B1"]]]
    assert [note.code for note in notes] == ["IMPORT_027", "IMPORT_028", "IMPORT_029"]
    assert [note.facts.get("rows") or note.facts.get("cells") for note in notes[1:]] == ["dòng 1", "A2"]
