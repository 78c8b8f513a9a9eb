"""The peer of `merge`: what a competent colleague writes in an afternoon with pandas and openpyxl.

It reads the table of every return, puts them below each other, passes over tasks that came twice, and writes the
answers into `Tiến độ` row by row. It asks nothing about whose file it is or what stood there before, keeps no journal
and no copy, and saves over nothing. ``python -m benchmarks.peer_merge INBOX MASTER OUT``.
"""

import sys
import warnings
from pathlib import Path

import pandas
from openpyxl import load_workbook

# As they stand in the forms and in `Tiến độ`; an id of the form and an agency together name a row of the master.
SHEET, HEAD_ROW, KEY = "Báo cáo", 10, "Mã dòng"
MASTER_SHEET, MASTER_HEAD_ROW, MASTER_KEY = "Tiến độ", 4, "Mã dòng"
ASKED = (
    "Trạng thái", "Tỷ lệ hoàn thành (%)", "Kết quả thực hiện trong kỳ", "Số, ký hiệu văn bản", "Ngày văn bản",
    "Ngày hoàn thành",
)  # fmt: skip


def main(inbox: Path, master: Path, out: Path) -> int:
    """How many cells were written."""
    warnings.simplefilter("ignore")
    frames = []
    for path in sorted(inbox.glob("*.xlsx")):
        frame = pandas.read_excel(path, sheet_name=SHEET, header=HEAD_ROW - 1, dtype={KEY: str}, engine="openpyxl")
        period, agency = path.name.split("_")[:2]
        frame = frame[frame[KEY].notna()][[KEY, *ASKED]]
        frame[KEY] = frame[KEY] + f"|{period}|{agency}"
        frames.append(frame)
    rows = pandas.concat(frames, ignore_index=True)
    rows = rows[~rows[KEY].duplicated(keep=False)]

    book = load_workbook(master)
    sheet = book[MASTER_SHEET]
    columns = {cell.value: cell.column for cell in sheet[MASTER_HEAD_ROW]}
    first = MASTER_HEAD_ROW + 1
    row_of = {sheet.cell(row, columns[MASTER_KEY]).value: row for row in range(first, sheet.max_row + 1)}
    written = 0
    for key, *answers in rows.itertuples(index=False):
        for head, value in zip(ASKED, answers, strict=True):
            if not pandas.isna(value) and key in row_of:
                sheet.cell(row_of[key], columns[head]).value = value
                written += 1
    book.save(out)
    return written


if __name__ == "__main__":
    print(main(*map(Path, sys.argv[1:4])))
