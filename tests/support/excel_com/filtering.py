"""The filter of a sheet: what its criteria hide."""

import fnmatch
import re
from typing import Any

from tests.support.excel_com.errors import NotInTheDouble, protected_sheet, refused
from tests.support.excel_com.loading import XL_AND, XL_OR, XL_VALUES, listed
from tests.support.excel_com.model import At, AutoFilter, Box, Criterion, Sheet
from tests.support.excel_com.writing import displayed

_PARTS = re.compile(r"(<>|>=|<=|=|>|<)?(.*)$", re.DOTALL)


def filter_by(
    sheet: Sheet, box: Box, column: Any = None, one: Any = None, operator: Any = None, two: Any = None
) -> None:
    """``Range.AutoFilter``: no column: on or off; a column alone: that column unfiltered; else its criterion."""
    if sheet.protected:
        raise protected_sheet()
    if column is None:
        _switch(sheet, box)
        return
    if sheet.autofilter is None:
        sheet.autofilter = AutoFilter(box)
    area = sheet.autofilter.area
    if not 1 <= column <= area.columns or box.first not in area:
        raise refused("AutoFilter method of Range class failed")
    if one is None:
        sheet.autofilter.criteria.pop(column, None)
    else:
        sheet.autofilter.criteria[column] = _criterion(one, operator, two)
    reapply(sheet)


def show_all(sheet: Sheet) -> None:
    """``ShowAllData``: an error when nothing is filtered, and on any protected sheet."""
    if sheet.protected or not sheet.filtering():
        raise refused("ShowAllData method of Worksheet class failed")
    assert sheet.autofilter is not None
    sheet.autofilter.criteria.clear()
    reapply(sheet)


def reapply(sheet: Sheet) -> None:
    """Hide what the criteria do not let through."""
    sheet.filtered_rows = set()
    if sheet.autofilter is None:
        return
    area = sheet.autofilter.area
    for column, criterion in sheet.autofilter.criteria.items():
        if criterion.one is None:
            raise NotInTheDouble("a filter by colour, icon or group of dates cannot be worked out again")
        at = area.column1 + column - 1
        sheet.filtered_rows |= {
            row for row in range(area.row1 + 1, area.row2 + 1) if not _passes(sheet, (row, at), criterion)
        }


def _switch(sheet: Sheet, box: Box) -> None:
    sheet.autofilter = None if sheet.autofilter else AutoFilter(box)
    reapply(sheet)


def _criterion(one: Any, operator: Any, two: Any) -> Criterion:
    if operator == XL_VALUES:
        if two is not None:
            raise NotInTheDouble("a filter by groups of dates (Criteria2 with operator 7)")
        chosen = list(one) if isinstance(one, list | tuple) else [one]
        return listed([each if each.startswith("=") else "=" + each for each in chosen])
    if operator not in (None, 0, XL_AND, XL_OR):
        raise NotInTheDouble(f"a filter with operator {operator}")
    if isinstance(one, list | tuple):
        raise refused("AutoFilter method of Range class failed")
    first = one if isinstance(one, str) and one[:1] in "=<>" else f"={one}"
    return Criterion(first) if two is None else Criterion(first, operator or XL_AND, str(two))


def _passes(sheet: Sheet, at: At, criterion: Criterion) -> bool:
    if isinstance(criterion.one, tuple):
        return any(_matches(sheet, at, each) for each in criterion.one)
    found = _matches(sheet, at, criterion.one or "")
    if criterion.two is None:
        return found
    second = _matches(sheet, at, criterion.two)
    return found or second if criterion.operator == XL_OR else found and second


def _matches(sheet: Sheet, at: At, test: str) -> bool:
    operator, wanted = _PARTS.match(test).groups()  # type: ignore[union-attr]
    text, value = displayed(sheet, at), sheet.values.get(at)
    number = _number(wanted)
    if operator in (None, "=", "<>"):
        same = text == "" if wanted == "" else fnmatch.fnmatch(text.casefold(), _pattern(wanted.casefold()))
        same = same or (number is not None and value == number)
        return same != (operator == "<>")
    if number is None or not isinstance(value, float):
        return False
    return {">": value > number, "<": value < number, ">=": value >= number, "<=": value <= number}[operator]


def _pattern(wanted: str) -> str:
    """Excel's wildcards («~» takes the sense of the next one away) as fnmatch has them."""
    parts = re.split(r"(~[*?~]|[*?])", wanted.replace("[", "\0"))
    made = "".join(
        part if part in ("*", "?") else f"[{part[1]}]" if part[:1] == "~" and len(part) == 2 else part for part in parts
    )
    return made.replace("\0", "[[]")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
