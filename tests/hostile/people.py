"""What people do to a form: rows and columns moved, sorted, hidden, merged, added, deleted, pasted over."""

from copy import copy
from typing import Any

from tests.hostile.kit import (
    ACCEPTED,
    CODES,
    FIRST_ROW,
    GOOD,
    QUARANTINED,
    WORKBOOK,
    Kit,
    kind,
    packed,
)  # fmt: skip
from tests.workflows.office import HEAD_ROW

LAST_ROW = FIRST_ROW + len(CODES) - 1
CLEARED = [(code, name) for code, fields in GOOD.items() for name in fields]


def without(*codes: str) -> dict[tuple[str, str], None]:
    """Nothing stands in the rows of these codes."""
    return {key: None for key in CLEARED if key[0] in codes}


def nameless(book: Any) -> None:
    """Without the defined names, as programs leave a sheet whose cells moved."""
    for name in [name for name in book.defined_names if name.startswith("BC_")]:
        del book.defined_names[name]


def unmerged(sheet: Any) -> None:
    for area in [str(one) for one in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(area)


@kind("rows sorted from last to first", ACCEPTED, "MERGE_001")
def rows_sorted(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW, max_row=LAST_ROW)]
        for at_row, row in enumerate(reversed(rows), FIRST_ROW):
            for column, value in enumerate(row, 1):
                sheet.cell(at_row, column).value = value

    return kit.filled(touch=touch)


@kind("rows filtered and hidden, columns hidden", ACCEPTED, "MERGE_001")
def filtered(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        sheet.auto_filter.ref = f"B{HEAD_ROW}:O{LAST_ROW}"
        sheet.auto_filter.add_filter_column(5, ["Hoàn thành"])
        for row in (12, 13, 14):
            sheet.row_dimensions[row].hidden = True
        for column in "JKN":
            sheet.column_dimensions[column].hidden = True

    return kit.filled(touch=touch)


@kind("rows grouped and folded away", ACCEPTED, "MERGE_001")
def grouped(kit: Kit) -> bytes:
    return kit.filled(touch=lambda book, sheet: sheet.row_dimensions.group(12, 15, hidden=True))


@kind("blank rows inserted between", ACCEPTED, "MERGE_001")
def rows_inserted(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        sheet.insert_rows(13, 3)
        nameless(book)

    return kit.filled(touch=touch)


@kind("rows inserted above the heading", ACCEPTED, "MERGE_001")
def rows_inserted_above(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        unmerged(sheet)
        sheet.insert_rows(1, 2)
        nameless(book)

    return kit.filled(touch=touch)


@kind("two rows deleted: the master keeps what it has", ACCEPTED, "MERGE_001", changed=without("3.15", "3.16"),
      said={"MERGE_023"})  # fmt: skip
def rows_deleted(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        sheet.delete_rows(FIRST_ROW, 2)
        nameless(book)

    return kit.filled(touch=touch)


@kind("rows merged over several tasks: one text for three rows", ACCEPTED, "MERGE_001",
      changed={("4.1", "result"): None, ("3.16", "result"): None},
      asked={("4.1", "result"), ("3.16", "result")})  # fmt: skip
def rows_merged(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        sheet.merge_cells("J11:J13")

    return kit.filled(touch=touch)


@kind("a row the agency added below", ACCEPTED, "MERGE_001", said={"RETURN_001"})
def row_added(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        sheet.cell(LAST_ROW + 1, 3).value = "Nhiệm vụ cơ quan đề xuất thêm"
        sheet.cell(LAST_ROW + 1, 7).value = "Đang thực hiện"
        sheet.cell(LAST_ROW + 1, 8).value = 20

    return kit.filled(touch=touch)


@kind("a row copied twice, the second one filled otherwise", ACCEPTED, "MERGE_001", said={"MERGE_018"},
      changed={("3.15", "percent"): None}, asked={("3.15", "percent")})  # fmt: skip
def row_twice(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        for column in range(1, 16):
            sheet.cell(LAST_ROW + 1, column).value = sheet.cell(FIRST_ROW, column).value
        sheet.cell(LAST_ROW + 1, 8).value = 20

    return kit.filled(touch=touch)


@kind("the wording and the term of a task rewritten in the locked cells", ACCEPTED, "MERGE_001", said={"MERGE_019"})
def locked_changed(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        sheet.cell(FIRST_ROW, 3).value = "Nội dung do cơ quan sửa"
        sheet.cell(FIRST_ROW, 5).value = "2030"

    return kit.filled(touch=touch)


@kind("columns moved: percent stands last", ACCEPTED, "MERGE_001")
def columns_moved(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        unmerged(sheet)
        for row in range(HEAD_ROW, LAST_ROW + 1):
            values = [sheet.cell(row, column).value for column in range(7, 16)]
            moved = [*values[:1], *values[2:], values[1]]
            formats = [copy(sheet.cell(row, column).number_format) for column in range(7, 16)]
            shifted = [*formats[:1], *formats[2:], formats[1]]
            for column, (value, number_format) in enumerate(zip(moved, shifted, strict=True), 7):
                sheet.cell(row, column).value = value
                sheet.cell(row, column).number_format = number_format
        nameless(book)

    return kit.filled(touch=touch)


@kind("a column inserted among the reporting ones", ACCEPTED, "MERGE_001")
def column_inserted(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        unmerged(sheet)
        sheet.insert_cols(9)
        sheet.cell(HEAD_ROW, 9).value = "Ghi chú riêng"
        nameless(book)

    return kit.filled(touch=touch)


@kind("headings renamed, the names of the columns kept: each value is asked", ACCEPTED, "MERGE_001", taken=False,
      asked={(code, field) for code, fields in GOOD.items() for field in fields})  # fmt: skip
def headings_renamed(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        for column in range(2, 16):
            sheet.cell(HEAD_ROW, column).value = f"Cột {column}"

    return kit.filled(touch=touch)


@kind("headings in other words, capitals and blanks, the names gone", ACCEPTED, "MERGE_001")
def headings_respelled(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        for column in range(2, 16):
            cell = sheet.cell(HEAD_ROW, column)
            cell.value = f"  {str(cell.value).upper()}\n "
        nameless(book)

    return kit.filled(touch=touch)


@kind("a whole column deleted", QUARANTINED, "MERGE_017")
def column_deleted(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        unmerged(sheet)
        sheet.delete_cols(7)
        nameless(book)

    return kit.filled(touch=touch)


@kind("the sheet renamed", ACCEPTED, "MERGE_001")
def sheet_renamed(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        sheet.title = "Báo cáo tháng 12"
        for defined in book.defined_names.values():
            defined.attr_text = defined.attr_text.replace("'Báo cáo'", "'Báo cáo tháng 12'")

    return kit.filled(touch=touch)


@kind("the sheet copied within the file: which of the two is meant", ACCEPTED, "MERGE_001")
def sheet_copied(kit: Kit) -> bytes:
    return kit.filled(touch=lambda book, sheet: setattr(book.copy_worksheet(sheet), "title", "Báo cáo (2)"))


@kind("a hundred sheets of the agency's own beside it", ACCEPTED, "MERGE_001")
def own_sheets(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        for number in range(100):
            book.create_sheet(f"Tháng {number}")["A1"] = "STT"

    return kit.filled(touch=touch)


@kind("every reporting cell emptied", ACCEPTED, "MERGE_002", taken=False)
def emptied(kit: Kit) -> bytes:
    return kit.filled({})


@kind("defined names that point to another sheet, to nothing, and to the whole sheet", ACCEPTED, "MERGE_001")
def names_broken(kit: Kit) -> bytes:
    def change(data: bytes) -> bytes:
        data = data.replace(b"$H$11:$H$16", b"$H$1:$H$1048576")
        return data.replace(f"'Báo cáo'!$J$11:${'J'}$16".encode(), b"#REF!")

    return kit.edited(WORKBOOK, change)


@kind("the form printed to a picture and pasted over its own cells", ACCEPTED, "MERGE_001")
def pictured(kit: Kit) -> bytes:
    return packed(kit.parts() | {"xl/media/image1.png": bytes(100_000)})
