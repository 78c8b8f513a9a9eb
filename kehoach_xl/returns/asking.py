"""Returned forms as they are asked of the processes that open files: what they are told, and what is believed of them.

:func:`kehoach_xl.returns.reading.understood` is imported and called there by its name; nothing here needs the desk, nor
what reads a workbook.
"""

import json
from dataclasses import asdict, replace

from kehoach_xl.domain.columns import Columns
from kehoach_xl.intake.wanted import WORKBOOK, Wanted
from kehoach_xl.returns.form import ReadForms
from kehoach_xl.returns.wire import believe_forms

# Letters that take as much memory as a row.
_LETTERS = 500


def _rows(read: ReadForms | None) -> int:
    return sum([len(one.lines.at) for one in read.forms]) + read.letters // _LETTERS if read else 0


# What the processes may be told to load before it is known which columns are asked.
FORMS = replace(WORKBOOK, function="kehoach_xl.returns.reading:understood", believe=believe_forms, weigh=_rows)


def forms_of(columns: Columns) -> Wanted:
    """The forms of each workbook, of a master that asks these columns."""
    told = json.dumps([asdict(one) for one in columns.values()], ensure_ascii=False)
    return replace(FORMS, told=told)
