"""Forms cast from a mold: XlsxWriter draws one form of a period, what differs from form to form is written into it.

Whose a form is, its signed identity and its rows differ, nothing else. A form that is cast is part for part the one
that :func:`kehoach_xl.building.agency_file.build` draws with the same content (a test holds the two together), for a
twentieth of the time.
"""

import io
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kehoach_xl.building import agency_file
from kehoach_xl.building.agency_file import NOT_GIVEN, OWN_LINES, FormHead
from kehoach_xl.domain.columns import STANDARD_COLUMNS, Columns
from kehoach_xl.domain.identity import IN_ONE_PROPERTY, SIGNATURE, Identity, in_properties
from kehoach_xl.ooxml.package import Package, Packed, packed
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.ooxml.stretches import Stretches
from kehoach_xl.ooxml.text import MAX_TEXT, escaped, excel_length
from kehoach_xl.sheets.layout import FORM_HEAD, TableLayout, form

SHEET, STRINGS, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"

# What stands in the mold where a form has its own: no text contains these characters.
_AGENCY, _DISPATCH, _AT = "\ue000", "\ue001", "\ue002"
_NOBODY = Identity("", "", _AGENCY, _DISPATCH, 0, ())
# From here on the line of an identity is that of all who are asked for the same tasks.
_ALIKE = '"layout":'
_END = "</vt:lpwstr></property>"
_SPACE_AT_AN_END = re.compile(r"^\s|\s$")
_ONE_CELL = re.compile(r'sqref="([A-Z]+\d+):\1"')
# Agencies that are asked for the same tasks get the same table: so many of them are kept ready.
_KEPT = 64


@dataclass(frozen=True, slots=True, eq=False)
class FormRow:
    """One row of a form: how it stands in the sheet but for its number and those of its texts, and these texts."""

    looks: str
    items: tuple[str, ...]


class _Table(NamedTuple):
    """The rows of a form as they stand in the sheet; the texts they bring with them, how many of those there are, and
    how many cells hold a text."""

    rows: str
    strings: str
    new: int
    cells: int


class Mold:
    """The form of a period, drawn once."""

    def __init__(self, head: FormHead, columns: Columns = STANDARD_COLUMNS) -> None:
        """``head`` is that of any form of the period. Raises OSError where nothing can be written."""
        self._layout = agency_file.as_asked(form(), columns)
        self._room = _room(self._layout)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "khuon.xlsx")
            agency_file.build(
                path, replace(head, agency=_AGENCY, dispatch=_DISPATCH), [{}], _NOBODY, _AGENCY, columns, self._room
            )
            self._package = Package.open(path)
        self._book = self._text(WORKBOOK)
        self._core = _stretches(*self._text(CORE).split(_AGENCY))
        self._head_of_properties = self._text(CUSTOM).partition("<property ")[0]
        self._cut_strings(self._text(STRINGS))
        self._cut_sheet(self._text(SHEET))
        self._note = escaped(agency_file.reminder(self._layout, columns, _AT).removeprefix("=")).replace("%", "%%")
        self._table = lru_cache(_KEPT)(self._table_of)
        self._sheet = lru_cache(_KEPT)(self._sheet_of)
        self._strings = lru_cache(_KEPT)(self._strings_of)
        self._properties = lru_cache(_KEPT)(self._properties_of)
        self._workbook = lru_cache(_KEPT)(self._workbook_of)

    def row(self, cells: Mapping[str, Any]) -> FormRow:
        """A row of a form from its locked cells and prefilled values, texts by field."""
        line = [f'<row r="{_AT}" {self._span} ht="{_points(agency_file.fitted(self._layout, cells))}">']
        items = []
        for (letters, look), column in zip(self._looks, self._layout.columns, strict=True):
            if column.field == "note":
                line.append(f'<c r="{letters}{_AT}" s="{look}"><f>{self._note}</f></c>')
            elif text := cells.get(column.field):
                items.append(_item(text))
                line.append(f'<c r="{letters}{_AT}" s="{look}" t="s"><v>%d</v></c>')
            else:
                line.append(f'<c r="{letters}{_AT}" s="{look}"/>')
        return FormRow("".join((*line, "</row>")), tuple(items))

    def cast(self, agency: str, dispatch: str, rows: Sequence[FormRow], identity: Identity, signature: str) -> bytes:
        """The form of an agency (its name), at least one row long. Of its bytes most are shared with other forms of
        the same rows."""
        tall = tuple(
            agency_file.line_height(self._layout, FORM_HEAD[name], text)
            for name, text in (("agency", agency), ("dispatch", dispatch))
        )
        rows, line, signed = tuple(rows), identity.to_json(), escaped(signature).encode()
        own, alike = _halves(line)
        mine = escaped(own).encode()
        named = (_run(text or NOT_GIVEN).encode() for text in (agency, dispatch))
        parts = {
            SHEET: self._sheet(rows, tall), WORKBOOK: self._workbook(len(rows)),
            STRINGS: self._strings(rows, _shown(line)[len(own) :]).packed(*named, mine, signed),
            CORE: self._core.packed(escaped(agency).encode()),
            CUSTOM: self._properties(alike, len(own)).packed(mine, signed),
        }  # fmt: skip
        out = io.BytesIO()
        self._package.write(out, parts)
        return out.getvalue()

    # -- the mold taken apart ---------------------------------------------------------------------

    def _text(self, part: str) -> str:
        return self._package.read(part).decode()

    def _cut_strings(self, xml: str) -> None:
        """The texts of all forms, in front of the four of one form; with one blank row there are no others."""
        head, _, rest = xml.partition("<si>")
        items = [f"<si>{one}" for one in rest.removesuffix("</sst>").split("<si>")]
        self._head = re.sub(r' count="\d+" uniqueCount="\d+"', ' count="{}" uniqueCount="{}"', head)
        self._cells = int(re.search(r' count="(\d+)"', head)[1])
        of_agency, of_dispatch = (items[at].split(_run(mark)) for at, mark in ((-4, _AGENCY), (-3, _DISPATCH)))
        self._shared = "".join((*items[:-4], of_agency[0])), of_agency[1] + of_dispatch[0], of_dispatch[1]
        self._places = {one: at for at, one in enumerate(items[:-4])}
        self._first_free = len(items)

    def _cut_sheet(self, xml: str) -> None:
        """What stands above and below the rows; the looks of a row's cells."""
        first = self._layout.first
        above, row, rest = xml.partition(f'<row r="{first}" ')
        row, _, below = rest.partition("</row>")
        # The mold says that it ends at its one row, a form where its rows end.
        self._above = re.sub(r'(<dimension ref="[A-Z]+\d+:[A-Z]+)\d+', rf"\g<1>{first + self._room - 1}", above)
        self._below, self._span = below, row.partition(" ")[0]
        looks = re.findall(r' s="(\d+)"', row)
        letters = [column_letters(self._layout.at(column.field)) for column in self._layout.columns]
        self._looks = list(zip(letters, looks, strict=True))

    # -- a form put together ----------------------------------------------------------------------

    def _strings_of(self, rows: tuple[FormRow, ...], alike: str) -> Stretches:
        """All texts; between them the agency, the number of the form, what is its own of its identity, and the
        signature."""
        table = self._table(rows)
        head = self._head.format(self._cells + table.cells, self._first_free + table.new)
        before, between, after = self._shared
        return _stretches(
            head + before, between, f"{after}<si>{_opening(alike)}", f"{escaped(alike)}</t></si><si><t>",
            f"</t></si>{table.strings}</sst>",
        )  # fmt: skip

    def _table_of(self, rows: tuple[FormRow, ...]) -> _Table:
        places, cells, lines = dict(self._places), 0, []
        known, free = len(places), self._first_free - len(places)
        for at, row in enumerate(rows, self._layout.first):
            numbers = []
            for item in row.items:
                number = places.setdefault(item, len(places))
                numbers.append(number if number < known else number + free)
            cells += len(numbers)
            lines.append(row.looks.replace(_AT, str(at)) % tuple(numbers))
        new = list(places)[known:]
        return _Table("".join(lines), "".join(new), len(new), cells)

    def _sheet_of(self, rows: tuple[FormRow, ...], tall: tuple[float, ...]) -> Packed:
        above = self._above
        for line, height in zip(OWN_LINES.values(), tall, strict=True):
            above = re.sub(rf'(<row r="{line}" [^>]*?ht=")[^"]*', rf"\g<1>{_points(height)}", above)
        below = self._counted(self._below, len(rows))
        if len(rows) == 1:  # an area of one cell is written as that cell
            below = _ONE_CELL.sub(r'sqref="\1"', below)
        return packed("".join((self._counted(above, len(rows)), self._table(rows).rows, below)).encode())

    def _workbook_of(self, count: int) -> Packed:
        return packed(self._counted(self._book, count).encode())

    def _counted(self, xml: str, count: int) -> str:
        """What the mold says of its number of rows and of the last of them, for a form with ``count`` rows."""
        above = self._layout.first - 1
        return xml.replace(str(above + self._room), str(above + count)).replace(str(self._room), str(count))

    def _properties_of(self, alike: str, taken: int) -> Stretches:
        """The identity as document properties; between them what is one form's own of it, and its signature."""
        (name, first), *others = in_properties(" " * taken + alike).items()
        rest = (f"{_property(at, name)}{escaped(text)}{_END}" for at, (name, text) in enumerate(others, 3))
        return _stretches(
            self._head_of_properties + _property(2, name),  # by ECMA-376 part 1, 22.3.2 they count from 2
            "".join((escaped(first[taken:]), _END, *rest, _property(3 + len(others), SIGNATURE))),
            f"{_END}</Properties>",
        )  # fmt: skip


def _room(layout: TableLayout) -> int:
    """How many rows the mold is drawn for: a number that, as that of its last row, stands in no heading."""
    heads = " ".join(column.head for column in layout.columns)
    return next(n for n in range(987_644, 0, -1) if str(n) not in heads and str(layout.first - 1 + n) not in heads)


def _points(height: float) -> str:
    """A height as XlsxWriter writes it: in whole pixels of 96 dpi."""
    return f"{int(height * 4 / 3 + 0.5) * 0.75:.16g}"


@lru_cache(10_000)
def _item(text: str) -> str:
    """A text as it stands in the table of strings."""
    return f"<si>{_run(_shown(text))}</si>"


def _shown(text: str) -> str:
    """A text, cut as XlsxWriter does where it is longer than a cell holds."""
    if excel_length(text) <= MAX_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * MAX_TEXT].decode("utf-16-le", "ignore")


def _run(text: str) -> str:
    return f"{_opening(text)}{escaped(text)}</t>"


def _opening(text: str) -> str:
    return '<t xml:space="preserve">' if _SPACE_AT_AN_END.search(text) else "<t>"


def _halves(line: str) -> tuple[str, str]:
    """Of the line of an identity what is one form's own, if one property holds that, and the rest."""
    at = line.find(_ALIKE)
    at = at if at <= IN_ONE_PROPERTY else 0
    return line[:at], line[at:]


def _property(number: int, name: str) -> str:
    return f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}"><vt:lpwstr>'


def _stretches(*alike: str) -> Stretches:
    return Stretches([one.encode() for one in alike])
