"""The peer of `distribute`: what a competent colleague writes in an afternoon with openpyxl.

One finished form is the template: styles, validations, print set-up and as many rows as are needed stand in it. For
every agency it is loaded anew, filled, protected and saved under the agency's name. Nothing is signed, listed or
recorded. ``python -m benchmarks.peer_distribute FORMS OUT``: as many forms as lie in FORMS, the first one being the
template.
"""

import sys
import warnings
from pathlib import Path

from openpyxl import load_workbook

# As they stand in the forms.
SHEET, HEAD_ROW, KEY = "Báo cáo", 10, "Mã dòng"
LOCKED = (KEY, "STT", "Nhiệm vụ được giao chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Đến hạn trong kỳ")
AGENCY, NUMBER = "B4", "B8"


def main(forms: Path, out: Path) -> int:
    """How many forms were made."""
    warnings.simplefilter("ignore")
    paths = sorted(forms.glob("*.xlsx"))
    tasks = _tasks(paths[0])
    out.mkdir(parents=True, exist_ok=True)
    for path in paths:
        period, agency, name = path.stem.split("_", 2)
        book = load_workbook(paths[0])
        sheet = book[SHEET]
        columns = {cell.value: cell.column for cell in sheet[HEAD_ROW]}
        sheet[AGENCY] = f"Cơ quan báo cáo: {name}"
        sheet[NUMBER] = f"Số phiếu: {period}/{agency}/01"
        for row, task in enumerate(tasks, HEAD_ROW + 1):
            for head, value in zip(LOCKED, task, strict=True):
                sheet.cell(row, columns[head]).value = value
        sheet.protection.enable()
        book.save(out / path.name)
    return len(paths)


def _tasks(form: Path) -> list[list[object]]:
    """The locked cells of every row: what each form is filled with."""
    sheet = load_workbook(form, read_only=True)[SHEET]
    rows = sheet.iter_rows(min_row=HEAD_ROW, values_only=True)
    heads = list(next(rows))
    places = [heads.index(head) for head in LOCKED]
    return [[row[place] for place in places] for row in rows if row[heads.index(KEY)]]


if __name__ == "__main__":
    print(main(*map(Path, sys.argv[1:3])))
