"""How far it goes: a ministry with 34 provinces × 300 units × 12 periods, worked out from measured figures.

``python -m benchmarks.scale`` prints the page ``docs/scale.md``; ``--write`` writes it. Everything in it follows from
:class:`Figures`; measure them anew with ``python -m benchmarks.scale_figures``, change the numbers, write the page.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kehoach_xl.intake.bounds import SECONDS
from kehoach_xl.ooxml.limits import MASTER_LIMITS
from kehoach_xl.sheets.layout import tables

PAGE = Path(__file__).resolve().parents[1] / "docs" / "scale.md"
PROVINCES, UNITS, PERIODS, TASKS = 34, 300, 12, 60
# Of the 60 tasks of its province's plan a unit usually reports so many; ``benchmarks/records_world.py`` has the same.
USUAL = 11.44
EACH, CASES = (USUAL, TASKS), ("Thường gặp", "Nặng nhất")
SHEET_ROWS = 1 << 20  # of Excel
SHOWN = (1, 2, 6, 12)  # periods of which the page has a line


@dataclass(frozen=True)
class Figures:
    """Measured on two processors: seconds, bytes, megabytes. The merges are those of ``benchmarks/returns_world.py``,
    20 and 300 returns of 60 rows; ``a_standing`` is one return more, merged into the master of the 20 and of the 300.
    Seconds are processor time of the process at the head, which is most of what a merge waits for."""

    start: float = 0.59  # what a merge takes besides its returns and rows
    a_return: float = 0.00182  # each return, however short
    a_row: float = 0.000054  # each row of a return
    a_standing: float = 0.000066  # each row that stands in the master from before: read, kept, written again
    waiting: float = 1.20  # the whole command against that: 6.8 s for 1,000 returns, of which 5.7 are so reckoned
    opening: float = 0.0049  # a return of 60 rows in the capped process, while the one at the head does the rest
    return_bytes: int = 26_000
    log_return: int = 1_000  # of `nhat-ky.jsonl` for each return,
    log_row: int = 203  # and for each of its rows
    master_bytes: int = 260_000  # of a new master,
    row_bytes: int = 176  # and more for each row of the record
    row_cells: int = 20  # of `Tiến độ`
    filled: float = 5.5  # cells of a row that a unit fills in
    megabytes: float = 97  # of a merge of few returns into a new master, all processes,
    row_megabytes: float = 0.0025  # and more for each row of the record: bench, «growth»; of 300 returns less
    store_bytes: float = 11.1  # of the store for each record: bench, «totals»
    gather_rows: float = 19_300  # rows of masters that `gather` reads in a second
    totals_records: float = 7_050_000  # records that `totals` adds in a second: bench, «totals»


def page(f: Figures) -> str:
    """The page, in Vietnamese."""
    return "\n".join([_head(), _volume(f), _province(f), _end(f), _machines(f), _ministry(f), _again()])


def _head() -> str:
    return _paragraphs(
        "# Quy mô: một bộ, 34 tỉnh",
        f"Bài toán: {PROVINCES} tỉnh, mỗi tỉnh {UNITS} đơn vị báo cáo, {PERIODS} kỳ một năm, kế hoạch {TASKS} nhiệm "
        f"vụ. Hai trường hợp: **thường gặp** (mỗi đơn vị báo cáo {_number(USUAL, 1)} nhiệm vụ của tỉnh mình) và "
        f"**nặng nhất** (mọi đơn vị báo cáo đủ {TASKS} nhiệm vụ). Các con số suy từ số đo trên máy 2 nhân; phép tính "
        "ở `benchmarks/scale.py`, số đo gốc ở `docs/performance.md`.",
    )


def _volume(f: Figures) -> str:
    returns = PROVINCES * UNITS * PERIODS
    rows = [
        ["Phiếu một kỳ, một tỉnh", *[_number(UNITS)] * 2],
        ["Phiếu một năm, cả nước", *[_number(returns)] * 2],
        ["Dòng báo cáo một kỳ, một tỉnh", *(_number(UNITS * each) for each in EACH)],
        ["Dòng báo cáo một năm, một tỉnh", *(_number(UNITS * PERIODS * each) for each in EACH)],
        ["Dòng báo cáo một năm, cả nước", *(_number(returns * each) for each in EACH)],
        ["Ô có số liệu một năm, cả nước", *(_number(returns * each * f.filled) for each in EACH)],
        ["Bản gốc phiếu một năm, cả nước", *[_size(returns * f.return_bytes)] * 2],
        ["Nhật ký một năm, cả nước", *(_size(returns * (f.log_return + f.log_row * each)) for each in EACH)],
    ]
    return _table("Khối lượng", ["", *CASES], rows)


def _province(f: Figures) -> str:
    """One master for each province, as many periods in it as have prepared rows."""
    rows = []
    for case, each in zip(CASES, EACH, strict=True):
        for period in (one for one in SHOWN if one <= _periods(each)):
            standing = UNITS * each * (period - 1)
            now = standing + UNITS * each
            rows.append([
                f"{case}, kỳ thứ {period}", _number(now), _number(merge_seconds(f, UNITS, each, standing), 1),
                _number(f.megabytes + f.row_megabytes * now), _size(f.master_bytes + now * f.row_bytes),
            ])  # fmt: skip
    note = (
        "Mỗi tỉnh một sổ, làm trên máy của tỉnh; các tỉnh làm cùng lúc, không chờ nhau. Một lần gộp = "
        f"{_number(f.start, 1)} giây + {_number(1000 * f.a_return, 1)} mili giây mỗi phiếu + "
        f"{_number(1e6 * f.a_row)} micro giây mỗi dòng mới + {_number(1e6 * f.a_standing)} micro giây mỗi dòng đã có. "
        "Đó là thời gian của tiến trình chính; cả lệnh lâu hơn vì chờ mở tệp "
        f"(1.000 phiếu: {_number(f.waiting, 2)} lần)."
    )
    head = [f"Gộp {UNITS} phiếu", "Dòng của sổ", "Giây", "MB bộ nhớ", "Tệp sổ"]
    return _table("Một tỉnh, một sổ", head, rows, note)


def _end(f: Figures) -> str:
    cells = MASTER_LIMITS.cells
    rows = [
        [name, _number(limit), *(_number(limit // (UNITS * each)) for each in EACH)]
        for name, limit in (
            (f"{_number(cells)} ô một trang (mức nhận)", cells // f.row_cells), ("Dòng một trang của Excel", SHEET_ROWS)
        )
    ]  # fmt: skip
    prepared = [_prepared(each) for each in EACH]
    rows.insert(0, [
        "Dòng chuẩn bị sẵn ở Tiến độ", " / ".join(map(_number, prepared)), *(_number(_periods(each)) for each in EACH)
    ])  # fmt: skip
    head = ["Giới hạn", "Dòng", *(f"Số kỳ ({case.lower()})" for case in CASES)]
    note = (
        f"Một sổ mới có chỗ cho {_number(_periods(TASKS))} kỳ của kế hoạch. Hết chỗ, phần mềm dừng bằng một câu, sổ "
        "giữ nguyên; lưu sổ đó, tạo sổ mới cho giai đoạn sau. Số liệu mọi sổ vẫn cộng được từ kho (mục cuối)."
    )
    return _table("Một sổ dùng được bao lâu", head, rows, note)


def _machines(f: Figures) -> str:
    """What a second process, and other machines, gain."""
    rest = f.a_return + TASKS * f.a_row
    rows = [
        ["1 nhân", _number(1 / (f.opening + rest))],
        ["2 nhân của một máy", _number(1 / max(f.opening, rest))],
        ["thêm máy qua `--scheduler`", _number(1 / rest)],
    ]
    head = [f"Mở phiếu .xlsx ({TASKS} dòng) bằng", "Phiếu một giây, nhiều nhất"]
    text = _table("Một máy, hai nhân, nhiều máy", head, rows)
    return text + _paragraphs(
        f"\nMở một phiếu trong tiến trình có giới hạn mất {_number(1000 * f.opening, 1)} mili giây và làm song song "
        f"được; xét, đối chiếu, ghi mất {_number(1000 * rest, 1)} mili giây, theo thứ tự, trong một tiến trình. "
        "Với phiếu .xlsx, phần sau là giới hạn, và 2 nhân đã chạm tới: thêm máy không nhanh hơn.",
        "`merge --scheduler tcp://MÁY:CỔNG` đáng dùng khi có nhiều tệp chậm (khóa mật khẩu, .xls, thư lớn: tới "
        f"{SECONDS:.0f} giây một tệp), hoặc khi máy giữ sổ không nên mở tệp lạ. Máy giữ sổ lưu bản gốc trước khi gửi "
        "đi; máy làm việc chết giữa chừng thì tệp của nó được máy khác mở lại, kết quả như cũ. Mọi máy cài cùng phiên "
        "bản kehoach_xl và `distributed`. Tệp, cả mật khẩu để thử, đi qua mạng; ai vào được bộ điều phối Dask thì chạy "
        "được lệnh trên các máy ấy: chỉ dùng trong mạng tin cậy, hoặc `tls://` theo cấu hình của Dask.",
    )


def _ministry(f: Figures) -> str:
    records = [PROVINCES * UNITS * PERIODS * each for each in EACH]
    most = _periods(TASKS)
    year = PROVINCES * sum(merge_seconds(f, UNITS, TASKS, UNITS * TASKS * (k % most)) for k in range(PERIODS))
    books = PROVINCES * -(-PERIODS // most)
    rows = [
        ["Bản ghi một năm", *map(_number, records)],
        ["Tệp kho", *(_size(one * f.store_bytes) for one in records)],
        [f"Gom lần đầu {books} sổ (`gather`), giây", *(_number(one / f.gather_rows) for one in records)],
        ["Gom lại khi 1 sổ đổi, giây", *(_number(one / books / f.gather_rows, 1) for one in records)],
        ["Cộng cả năm (`totals`), giây", *(_number(one / f.totals_records, 1) for one in records)],
    ]
    note = (
        "Bộ không gộp phiếu của các đơn vị mà gom sổ của các tỉnh: số liệu ở kho một tệp, không ở trang tính "
        f"({_number(records[1] / SHEET_ROWS, 1)} lần số dòng một trang Excel nhận được). Nếu một máy 2 nhân gộp thay "
        f"cho cả {PROVINCES} tỉnh, trường hợp nặng nhất, cả năm hết {_number(year / 60)} phút."
    )
    return _table(f"Bộ: {books} sổ của {PROVINCES} tỉnh vào một kho", ["", *CASES], rows, note)


def _again() -> str:
    return _paragraphs(
        "## Tính lại",
        "Đo bằng `python -m benchmarks.scale_figures`, ghi các số in ra vào `Figures` của `benchmarks/scale.py`, rồi "
        "chạy `python -m benchmarks.scale --write`.",
    )


def merge_seconds(f: Figures, returns: int, rows_each: float, standing: float) -> float:
    """A merge of so many returns into a master that holds ``standing`` rows."""
    return f.start + returns * (f.a_return + rows_each * f.a_row) + standing * f.a_standing


def _prepared(each: float) -> int:
    """The rows of `Tiến độ` in a new master."""
    return tables()["progress"].sized(UNITS, round(UNITS * each)).spare


def _periods(each: float) -> int:
    """The periods that one master holds."""
    return int(_prepared(each) // (UNITS * each))


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> str:
    lines = [f"## {title}", "", f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, *(["", note] if note else []), ""])


def _number(value: float, digits: int = 0) -> str:
    """1.234.567,8 as it is written in Vietnamese."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def _size(count: float) -> str:
    return f"{_number(count / 1e9, 1)} GB" if count >= 1e9 else f"{_number(count / 1e6, 1 if count < 1e7 else 0)} MB"


def main(arguments: Sequence[str] | None = None) -> int:
    reader = argparse.ArgumentParser(prog="benchmarks.scale")
    reader.add_argument("--write", action="store_true")
    text = page(Figures())
    if reader.parse_args(arguments).write:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
