"""What a form says beside a row while it is filled in, in whatever program it went through."""

from itertools import product
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kehoach_xl.building import agency_file
from kehoach_xl.building.agency_mold import Mold
from kehoach_xl.domain.columns import STANDARD_COLUMNS, Columns, columns_of
from kehoach_xl.ooxml.text import escaped
from kehoach_xl.sheets.layout import form
from tests.building.test_agency_mold import HEAD, ROW, cast, numbered

FEW = columns_of([{"id": name, "ask": "Không"} for name in ("percent", "evidence_no", "result")])
STATUSES = (None, "Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Không còn phù hợp")
PERCENTS = (None, -1, 0, 60.5, 100, 101, "một nửa")
GIVEN = ("evidence_no", "finish_date", "result")
CASES = [dict(zip(("status", "percent", *GIVEN), case, strict=True))
         for case in product(STATUSES, PERCENTS, *((None, "có"),) * 3)]  # fmt: skip


def expected(case: dict[str, object], columns: Columns) -> str:
    """The first thing that is wrong, as a person would look for it."""
    status, percent = case["status"], case["percent"]
    done, number = status == "Hoàn thành", isinstance(percent, int | float)
    rules = [
        ("status", status is None and any(one is not None for one in case.values()), "Chưa chọn trạng thái"),
        ("status", status is None, ""),
        ("percent", number and not 0 <= percent <= 100, "Tỷ lệ hoàn thành (%) phải từ 0 đến 100"),
        ("percent", done and number and percent < 100, "Hoàn thành nhưng tỷ lệ hoàn thành (%) dưới 100"),
        ("evidence_no", done and case["evidence_no"] is None, "Thiếu số, ký hiệu văn bản"),
        ("finish_date", done and case["finish_date"] is None, "Thiếu ngày hoàn thành"),
        ("result", status != "Chưa thực hiện" and case["result"] is None, "Thiếu kết quả thực hiện trong kỳ"),
    ]
    return next((says for name, holds, says in rules if holds and columns[name].asked), "")


@pytest.mark.tools
@pytest.mark.parametrize("columns", [STANDARD_COLUMNS, FEW], ids=["all asked", "few asked"])
def test_the_first_thing_missing_is_said(columns: Columns, tmp_path: Path, libreoffice) -> None:
    path, layout = tmp_path / "phieu.xlsx", form()
    path.write_bytes(cast(Mold(HEAD, columns), "Sở Tư pháp", numbered([ROW] * len(CASES))))
    book = load_workbook(path)
    for row, case in enumerate(CASES, layout.first):
        for field, value in case.items():
            book[layout.sheet].cell(row, layout.at(field)).value = value
    book.save(path)
    cells = libreoffice.recalculated(path)[layout.sheet]
    notes = [cells.get(f"{get_column_letter(layout.at('note'))}{row}", "") for row, _ in enumerate(CASES, layout.first)]
    assert notes == [expected(case, columns) for case in CASES]


def test_a_row_holds_little_of_what_may_be_said_beside_it() -> None:
    assert len(escaped(agency_file.reminder(form(), STANDARD_COLUMNS, "70")).encode()) <= 250
