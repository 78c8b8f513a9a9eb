"""The columns that the tables of `Tổng hợp` share, and the formulas that count in them.

Left to right: code, name, how many; one column per class; due, done, rate; then the period before (done/due, rate) and
the change. What other cells need but nobody reads stands in hidden columns to the right.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.styles import MIST, Styles
from kehoach_xl.domain.status import CLASSES, counts_when_due, symbol
from kehoach_xl.domain.totals import DONE as DONE_CLASSES
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.layout import tables

# Columns, counted from 1.
CODE, NAME, COUNT, FIRST_CLASS = 1, 2, 3, 4
DUE = FIRST_CLASS + len(CLASSES)
DONE, RATE = DUE + 1, DUE + 2
BEFORE, BEFORE_RATE, MORE_DONE, POINTS = RATE + 1, RATE + 2, RATE + 3, RATE + 4
LAST = POINTS
HIDDEN = LAST + 1  # and the five after it
HELPERS = 6
WIDTHS: Mapping[int, float] = {
    CODE: 9.5, NAME: 26, COUNT: 7, **{FIRST_CLASS + n: 7.3 for n in range(len(CLASSES))}, DUE: 6.5, DONE: 7,
    RATE: 8, BEFORE: 7.5, BEFORE_RATE: 8, MORE_DONE: 7, POINTS: 8,
}  # fmt: skip
HEAD_SIZE = 10
# Lines kept free for agencies that report later, where a plan has more than the layout prepares.
MORE_AGENCIES = 30
NOTHING = "–"
# A table of ten classes is mostly zeros: they show as a dash.
QUIET = '0;-0;"–"'
UNSEEN = ";;;"  # what stands in hidden columns must not run over into those that are seen
SIGNED, SIGNED_POINTS = "+0;-0;0", "+0.0;-0.0;0.0"
UNCOUNTED = "".join(f',{{klass}},"<>{one}"' for one in CLASSES if not counts_when_due(one))


def at(column: int, row: int) -> str:
    """An address such as «C9»."""
    return f"{column_letters(column)}{row}"


def agency_lines(agencies: int) -> int:
    """How many lines are prepared, here and in `Nộp báo cáo`, for a plan in which so many agencies report."""
    return max(tables()["scope"].spare, agencies + MORE_AGENCIES)


@dataclass(frozen=True)
class Counted:
    """The formulas of one line, without «=»; those of the period before are None in a table without it."""

    count: str
    classes: Mapping[str, str]
    due: str
    done: str
    before_due: str | None = None
    before_done: str | None = None


def of_tasks(where: str) -> Counted:
    """Over the lines of `Phụ lục`; ``where`` is the beginning of the criteria, such as
    «TD_agency,$A9»."""
    asked = f'COUNTIFS({where},PL_class,"?*")'
    return Counted(
        f'IF(KY_current="",COUNTIFS({where},PL_id,"?*"),{asked})',
        {one: f'COUNTIFS({where},PL_class,"{one}")' for one in CLASSES},
        *_due_and_done(where, "PL_class", ("PL_due,1",)), *_due_and_done(where, "PL_prev_class", ("PL_prev_due,1",)),
    )  # fmt: skip


def of_reports(where: str, before: str = "") -> Counted:
    """Over the rows of `Tiến độ`; ``before`` are the same criteria for the period before."""
    states = tuple(f'TD_due_state,"{state}"' for state in formulas.DUE_STATES)
    due, done = _due_and_done(where, "TD_class", states)
    return Counted(
        f"COUNTIFS({where})", {one: f'COUNTIFS({where},TD_class,"{one}")' for one in CLASSES}, due, done,
        *(_due_and_done(before, "TD_class", states) if before else (None, None)),
    )  # fmt: skip


def _due_and_done(where: str, klass: str, states: tuple[str, ...]) -> tuple[str, str]:
    due = "+".join(f"COUNTIFS({where},{state}{UNCOUNTED.format(klass=klass)})" for state in states)
    done = "+".join(f'COUNTIFS({where},{state},{klass},"{one}")' for state in states for one in DONE_CLASSES)
    return due, done


def share(part: str, whole: str) -> str:
    """A rate, a dash where its denominator is zero; without «=»."""
    return f'IF({whole}=0,"{NOTHING}",{part}/{whole})'


def ratio(part: str, whole: str) -> str:
    """«8/12», a dash where the denominator is zero; without «=»."""
    return f'IF({whole}=0,"{NOTHING}",{part}&"/"&{whole})'


def day_text(cell: str) -> str:
    """A day as dd/mm/yyyy in every language of Excel (the letters of TEXT differ); without «=»."""
    return f'RIGHT("0"&DAY({cell}),2)&"/"&RIGHT("0"&MONTH({cell}),2)&"/"&YEAR({cell})'


def heads(sheet: Worksheet, styles: Styles, row: int, first: tuple[str, str, str], last: tuple[str, ...]) -> None:
    """Two header rows from ``row`` on: groups above, columns below. ``last`` is the group of the last four columns
    (a formula when it begins with «=») and their heads."""
    look = styles.head(font_size=HEAD_SIZE)
    sheet.set_row(row - 1, 18)
    sheet.set_row(row, 74)
    for column, head in zip((CODE, NAME, COUNT), first, strict=True):
        sheet.merge_range(row - 1, column - 1, row, column - 1, head, look)
    sheet.merge_range(row - 1, FIRST_CLASS - 1, row - 1, DUE - 2, "Phân loại, từ chậm đến nhanh", look)
    sheet.merge_range(row - 1, DUE - 1, row - 1, RATE - 1, "Nhiệm vụ đến hạn", look)
    sheet.merge_range(row - 1, BEFORE - 1, row - 1, LAST - 1, "" if last[0].startswith("=") else last[0], look)
    if last[0].startswith("="):
        sheet.write_formula(row - 1, BEFORE - 1, last[0], look, "")
    below = [*(f"{symbol(one)}\n{one}" for one in CLASSES), "Đến hạn", "Hoàn thành", "Tỷ lệ hoàn thành", *last[1:]]
    for column, head in enumerate(below, FIRST_CLASS):
        sheet.write(row, column - 1, head, look)


def line(sheet: Worksheet, styles: Styles, row: int, counted: Counted, *, total: bool = False, key: str = "") -> None:
    """The counting cells of one line; with ``key`` they stay empty while that cell is."""

    def put(column: int, formula: str, number_format: str = "General") -> None:
        whole = f'=IF({key}="","",{formula})' if key else f"={formula}"
        sheet.write_formula(row - 1, column - 1, whole, _look(styles, bool(key), total, number_format), "")

    put(COUNT, counted.count)
    for offset, one in enumerate(CLASSES):
        put(FIRST_CLASS + offset, counted.classes[one], QUIET)
    put(DUE, counted.due)
    put(DONE, counted.done)
    put(RATE, share(at(DONE, row), at(DUE, row)), "0.0%")
    if counted.before_due is None or counted.before_done is None:
        return
    due, done = at(HIDDEN, row), at(HIDDEN + 1, row)
    for column, formula in ((HIDDEN, counted.before_due), (HIDDEN + 1, counted.before_done)):
        put(column, f'IF(KY_previous="","",{formula})', UNSEEN)
    change = f"({at(DONE, row)}/{at(DUE, row)}-{done}/{due})*100"
    for column, formula, look in (
        (BEFORE, ratio(done, due), "General"), (BEFORE_RATE, share(done, due), "0.0%"),
        (MORE_DONE, f"{at(DONE, row)}-{done}", SIGNED),
        (POINTS, f'IF(OR({due}=0,{at(DUE, row)}=0),"{NOTHING}",{change})', SIGNED_POINTS),
    ):  # fmt: skip
        put(column, f'IF({due}="","",{formula})', look)


def sums(first: int, last: int) -> Counted:
    """The formulas of a line of totals over these rows."""

    def total(column: int) -> str:
        return f"SUM({at(column, first)}:{at(column, last)})"

    classes = {one: total(FIRST_CLASS + offset) for offset, one in enumerate(CLASSES)}
    return Counted(total(COUNT), classes, total(DUE), total(DONE), total(HIDDEN), total(HIDDEN + 1))


def _look(styles: Styles, live: bool, total: bool, number_format: str) -> Format:
    """Of a live line all but the borders, which follow the lines in use."""
    if live:
        return styles.of(align="center", valign="vcenter", num_format=number_format)
    more = {"fill": MIST, "bold": True} if total else {}
    return styles.cell("number", center=True, num_format=number_format, valign="vcenter", **more)
