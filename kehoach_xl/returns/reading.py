"""A workbook that came back, read: runs in the process that opened it, and knows nothing of ours but the columns asked.

What it gives is a function of the bytes and of these columns; :mod:`kehoach_xl.returns.wire` carries it to whoever
judges. What a day may be confused with depends on when the file was sent, and is left to them too.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from kehoach_xl.domain.columns import Columns, ReportColumn
from kehoach_xl.domain.identity import from_properties
from kehoach_xl.ooxml.reading import ReadWorkbook
from kehoach_xl.returns.form import ReadForm, ReadForms
from kehoach_xl.returns.head import head_texts
from kehoach_xl.returns.headings import Headings, headings, hidden_lines
from kehoach_xl.returns.lost_letters import lost_letters
from kehoach_xl.returns.rows import hidden_input, read_rows
from kehoach_xl.returns.tables import FormTable, form_tables
from kehoach_xl.returns.wire import pack_forms
from kehoach_xl.sheets.layout import MASTER_MARK


def understood(book: ReadWorkbook, told: str) -> tuple[dict[str, Any], Sequence[bytes]]:
    """What a workbook says, as it goes over the wire; ``told``: the columns of the master (``asking.forms_of``)."""
    return pack_forms(read_forms(book, _columns(told)))


@lru_cache(maxsize=4)
def _columns(told: str) -> Columns:
    return {one["id"]: ReportColumn(**one) for one in json.loads(told)}


def read_forms(book: ReadWorkbook, columns: Columns) -> ReadForms:
    """Every form of a workbook; ``columns``: the reporting columns as set now."""
    known = headings(book, columns)
    return ReadForms(
        known.asked,
        tuple(_form(table, known, book.date1904) for table in form_tables(book, known)),
        *identity_texts(book),
        book.modified,
        book.flags.comments,
        # A master's appendix and record hold the tasks of everybody.
        book.name_range(MASTER_MARK) is not None,
        lost_letters(book, known),
    )


def identity_texts(book: ReadWorkbook) -> tuple[tuple[str, str], tuple[str, str]]:
    """The text of its identity with the signature, in the very hidden sheet and in the properties."""
    hidden = hidden_lines(book)
    return (hidden.get("identity", ""), hidden.get("signature", "")), from_properties(book.properties)


def _form(table: FormTable, known: Headings, date1904: bool) -> ReadForm:
    lines = read_rows(table, known, date1904)
    return ReadForm(
        table.part.name, head_texts(table), frozenset(table.columns),
        tuple(name for name in known.asked if name in table.columns), lines, tuple(table.strange.values()),
        table.strange_cells, table.doubtful, (*table.findings, *hidden_input(table, lines, known)),
    )  # fmt: skip
