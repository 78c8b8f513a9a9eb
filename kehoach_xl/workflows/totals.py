"""Cộng số liệu: totals of all masters in a store, for each period on its own. Nothing but the store is opened."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kehoach_xl.domain.period import canonical
from kehoach_xl.domain.status import CLASSES
from kehoach_xl.domain.totals import Totals
from kehoach_xl.errors import Stop, why
from kehoach_xl.gathering.counting import AGENCY, Label, axis, count
from kehoach_xl.gathering.file import opened, whole
from kehoach_xl.gathering.reading import folder_of, periods_of, records_of, sources_of

CSV_HEAD = ("Kỳ", "Mã", "Tên", "Cơ quan ban hành", "Tệp sổ", "Đơn vị đếm", "Số lượng", *CLASSES, "Đến hạn",
            "Hoàn thành", "Tỷ lệ (%)")  # fmt: skip
# Excel takes a text that begins so for a formula, also in a file of values.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class PeriodTotals:
    """One period: ``total`` in tasks, and its lines, which count reports where they are of agencies."""

    period: str
    total: Totals
    lines: Sequence[tuple[Label, Totals]]


@dataclass(frozen=True)
class TotalsReport:
    """Totals of the ``masters`` of a store that was ``gathered`` from ``folder``; ``by`` is one of
    :data:`kehoach_xl.gathering.counting.BY`, "" for none."""

    store: str
    folder: str
    gathered: datetime
    masters: int
    records: int
    by: str
    periods: tuple[PeriodTotals, ...]
    csv: str = ""


def totals(store: Path, *, period: str | None = None, by: str = "", out: Path | None = None) -> TotalsReport:
    """Totals of a period, by default of each that has records; ``out`` takes the lines as a table (CSV) besides.

    Raises Stop STORE_001 to STORE_004 for what is no store of ours, STORE_008 no such period, STORE_009 no records,
    STORE_012 ``out`` is not ours to replace, PERIOD_001.
    """
    path = store.absolute()
    wanted = canonical(period) if period else ""
    with opened(path) as found, whole(path):
        folder, gathered = folder_of(found)
        sources = sources_of(found, folder, counting=True)
        periods = _periods(periods_of(found), wanted, path)
        lines = axis(found, sources, folder, by)
        everything = axis(found, sources, folder, "") if by == AGENCY else lines
        counted = []
        for code in periods:
            records, place = records_of(found, path, code, sources)
            each = count(records, place, lines, by)
            # Every task is in one line, but for the lines of agencies, which count reports.
            tasks = count(records, place, everything, "") if by == AGENCY else each
            counted.append(PeriodTotals(code, tasks.together(), each if by else ()))
    records = sum(one.records for one in sources)
    report = TotalsReport(
        str(path), str(folder), gathered, len(sources), records, by, tuple(counted), str(out.absolute()) if out else ""
    )
    if out:
        _write(out.absolute(), report)
    return report


def _periods(known: list[str], wanted: str, path: Path) -> list[str]:
    if not known:
        raise Stop("STORE_009", path=path)
    if wanted and wanted not in known:
        raise Stop("STORE_008", period=wanted, known=", ".join(known))
    return [wanted] if wanted else known


# -- the table ------------------------------------------------------------------------------------------------


def _write(out: Path, report: TotalsReport) -> None:
    """A table that Excel opens with its letters right (UTF-8 with a mark); only one of ours is replaced."""
    try:
        if out.exists() and _head(out) != _line(CSV_HEAD):
            raise Stop("STORE_012", path=out)
        text = "".join(map(_line, [CSV_HEAD, *_rows(report)]))
        temporary = out.with_name(f".~{out.name}.tmp")
        temporary.write_bytes(text.encode("utf-8-sig"))
        temporary.replace(out)
    except OSError as error:
        raise Stop("STORE_005", path=out, reason=why(error)) from error


def _rows(report: TotalsReport) -> list[list[object]]:
    unit = "báo cáo" if report.by == AGENCY else "nhiệm vụ"
    found = []
    for one in report.periods:
        for label, counted in one.lines if report.by else ((Label("Tất cả"), one.total),):
            rate = "" if counted["rate"] is None else round(counted["rate"] * 100, 2)  # type: ignore[operator]
            told = [label.code, label.name, label.province, label.file]
            found.append([
                one.period, *map(_text, told), unit, counted["count"], *counted["classes"].values(), counted["due"],
                counted["done"], rate,
            ])  # fmt: skip
    return found


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _head(out: Path) -> str:
    with out.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return file.readline(2000)
