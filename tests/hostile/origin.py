"""Whose form it is: names that lie, forms of others, copies, replays, and what was mixed."""

import io
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.hostile.carriers import letter
from tests.hostile.kit import (
    ACCEPTED,
    AGENCY,
    CODES,
    CONTAINER,
    DUPLICATE,
    GOOD,
    OTHER_AGENCY,
    QUARANTINED,
    UNPROVEN,
    Kit,
    kind,
)  # fmt: skip
from tests.workflows.office import HEAD_ROW, at


def identity(**swaps: str) -> Any:
    """Edit words of the identity in both its copies."""

    def touch(book, sheet) -> None:
        cells = [
            book["_kehoach"]["B1"],
            *(one for one in book.custom_doc_props.props if one.name != "kehoach_signature"),
        ]
        for one in cells:
            for name, value in swaps.items():
                one.value = str(one.value).replace(*(f'"{name}":"{word}"' for word in value.split("→")))

    return touch


@kind("renamed by Zalo: «bản cuối (1).xlsx»", ACCEPTED, "MERGE_001", file="bản cuối (1).xlsx")
def renamed(kit: Kit) -> bytes:
    return kit.filled()


@kind("a name of 200 letters with signs that no disk of Windows takes", ACCEPTED, "MERGE_001",
      file="Báo cáo «tiến độ» 100% (#1) & phụ lục; " + "dài " * 12 + ".xlsx")  # fmt: skip
def odd_name(kit: Kit) -> bytes:
    return kit.filled()


@kind("the same bytes twice under two names", files={
    "a.xlsx": (ACCEPTED, "MERGE_001"), "b - Copy.xlsx": (DUPLICATE, "MERGE_003")})  # fmt: skip
def duplicated(kit: Kit) -> dict[str, bytes]:
    data = kit.filled()
    return {"a.xlsx": data, "b - Copy.xlsx": data}


@kind("two agencies' forms under each other's names", files={
    f"2025-H2_{OTHER_AGENCY}_.xlsx": (ACCEPTED, "MERGE_001"), f"2025-H2_{AGENCY}_.xlsx": (ACCEPTED, "MERGE_001")},
    said={"MERGE_024"})  # fmt: skip
def swapped_names(kit: Kit) -> dict[str, bytes]:
    return {f"2025-H2_{OTHER_AGENCY}_.xlsx": kit.filled(), f"2025-H2_{AGENCY}_.xlsx": kit.other()}


@kind("the agency's code edited into another's", QUARANTINED, "MERGE_011")
def swapped_agency(kit: Kit) -> bytes:
    return kit.filled(touch=identity(agency=f"{AGENCY}→{OTHER_AGENCY}"))


@kind("the period edited", QUARANTINED, "MERGE_011")
def edited_period(kit: Kit) -> bytes:
    return kit.filled(touch=identity(period="2025-H1→2025-H2"), source=kit.room.form(AGENCY, "2025-H1"))


@kind("the number of the dispatch edited in one copy only", QUARANTINED, "MERGE_015")
def copies_disagree(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        for one in book.custom_doc_props.props:
            one.value = str(one.value).replace('"dispatch":"2025', '"dispatch":"2026')

    return kit.filled(touch=touch)


@kind("a form of another period", QUARANTINED, "MERGE_013")
def wrong_period(kit: Kit) -> bytes:
    return kit.filled(source=kit.room.form(AGENCY, "2025-H1"))


@kind("a form of another plan", QUARANTINED, "MERGE_012")
def wrong_plan(kit: Kit) -> bytes:
    return kit.filled(source=kit.other_plan.form(AGENCY))


@kind("a form of another master of the same plan", QUARANTINED, "MERGE_011")
def wrong_master(kit: Kit) -> bytes:
    return kit.filled(source=kit.stranger.form(AGENCY))


@kind("a row's id copied from another agency's form", UNPROVEN, "RETURN_032")
def foreign_row(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        sheet.cell(HEAD_ROW + 1, 1).value = (
            load_workbook(kit.room.form(OTHER_AGENCY)).worksheets[0].cell(HEAD_ROW + 1, 1).value
        )

    return kit.filled(touch=touch)


@kind("an older return, then the newer: the older one is superseded whatever its name", files={
    "z cũ.xlsx": (ACCEPTED, "MERGE_001"), "a mới.xlsx": (ACCEPTED, "MERGE_001")})  # fmt: skip
def older_replay(kit: Kit) -> dict[str, bytes]:
    old = {code: {"percent": 5, "result": "Bản cũ.", "status": "Đang thực hiện"} for code in GOOD}
    return {"z cũ.xlsx": kit.filled(old, saved=at(1)), "a mới.xlsx": kit.filled()}


@kind("the form forwarded by somebody else's address", files={
    "thu.eml": (CONTAINER, "INTAKE_070"), "thu.eml › phieu.xlsx": (ACCEPTED, "MERGE_001")})  # fmt: skip
def forwarded(kit: Kit) -> dict[str, bytes]:
    return {"thu.eml": bytes(letter(kit, ("phieu.xlsx", kit.filled()), sender="vanthu@skhcn.hatinh.gov.vn"))}


@kind("the sheet copied into a fresh workbook, where no identity follows", UNPROVEN, "RETURN_040")
def fresh_workbook(kit: Kit) -> bytes:
    source = load_workbook(io.BytesIO(kit.filled()))["Báo cáo"]
    book = Workbook()
    sheet = book.active
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet[cell.coordinate] = cell.value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@kind("the sheet copied as values without the hidden column of ids", UNPROVEN, "RETURN_040")
def fresh_without_ids(kit: Kit) -> bytes:
    source = load_workbook(io.BytesIO(kit.filled()))["Báo cáo"]
    book = Workbook()
    for row in source.iter_rows(min_row=HEAD_ROW, min_col=2, max_col=15, values_only=True):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@kind("two agencies' rows pasted into one file", UNPROVEN, "RETURN_032")
def two_agencies(kit: Kit) -> bytes:
    other = load_workbook(io.BytesIO(kit.other())).worksheets[0]

    def touch(book, sheet) -> None:
        below = HEAD_ROW + len(CODES) + 1
        for offset, row in enumerate(other.iter_rows(min_row=HEAD_ROW + 1, max_row=HEAD_ROW + 2, values_only=True)):
            for column, value in enumerate(row[:15], 1):
                sheet.cell(below + offset, column).value = value

    return kit.filled(touch=touch)


@kind("the sheet with the identity deleted, the properties kept", ACCEPTED, "MERGE_001")
def without_hidden_sheet(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        del book["_kehoach"]

    return kit.filled(touch=touch)


@kind("the properties removed by Document Inspector, the sheet kept", ACCEPTED, "MERGE_001")
def without_properties(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        for name in [one.name for one in book.custom_doc_props.props]:
            del book.custom_doc_props[name]

    return kit.filled(touch=touch)


@kind("both copies of the identity removed", UNPROVEN, "RETURN_040")
def without_identity(kit: Kit) -> bytes:
    def touch(book, sheet) -> None:
        del book["_kehoach"]
        for name in [one.name for one in book.custom_doc_props.props]:
            del book.custom_doc_props[name]

    return kit.filled(touch=touch)


@kind("the form as it was sent, with nothing filled in", ACCEPTED, "MERGE_002", taken=False)
def blank(kit: Kit) -> bytes:
    return kit.filled({})
