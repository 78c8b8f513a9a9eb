"""What makes Excel repair or refuse a workbook though the Open XML SDK finds it valid, one small rule each.

The limits are those of Microsoft's «Excel specifications and limits» and of ECMA-376 part 1. A rule takes the
package and yields sentences; a new one is a generator with ``@rule``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

from openpyxl.utils import get_column_letter, range_boundaries

from tests.support import formulas, macro_rules
from tests.support.package import MAIN, RELATIONSHIPS, Sheet, Workbook, read, text_of

LONGEST_TEXT, LONGEST_LIST, LONGEST_SHEET_NAME, LONGEST_NAME = 32_767, 255, 31, 255
LONGEST_TITLE, LONGEST_PROMPT, LONGEST_ERROR, LONGEST_HEADER, LONGEST_TOOLTIP = 32, 255, 225, 255, 255
LAST_ROW, LAST_COLUMN, WIDEST_COLUMN, HIGHEST_ROW = 1_048_576, 16_384, 255, 409.5
WORD = re.compile(r"(?:[^\W\d]|[_\\])[\w.\\?]*\Z")
LIKE_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d*)\Z|R\Z|C\Z|R\d*C\d*\Z|R\d+\Z|C\d+\Z", re.IGNORECASE)
AREA = re.compile(r"\$?[A-Z]{1,3}\$?[1-9]\d*(:\$?[A-Z]{1,3}\$?[1-9]\d*)?\Z|[A-Z]{1,3}:[A-Z]{1,3}\Z|\d+:\d+\Z")

EXTENSION_FORMULA = "{http://schemas.microsoft.com/office/excel/2006/main}f"  # of Excel 2010 additions

Rule = Callable[[Workbook], Iterator[str]]
RULES: list[Rule] = [*macro_rules.RULES]


def findings(path: Path | str) -> list[str]:
    """Everything the rules find in one .xlsx/.xlsm/.xlam, as «place: sentence»; empty when clean."""
    book = read(path)
    return [line for each in RULES for line in each(book)]


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


# -- package ------------------------------------------------------------------------------------


@rule
def parts_are_unique_and_linked(book: Workbook) -> Iterator[str]:
    for part, times in Counter(part.lower() for part in book.parts).items():
        if times > 1:
            yield f"{part}: stands {times} times in the package"
    yield from book.dangling


@rule
def calculation_chain_lists_formulas_only(book: Workbook) -> Iterator[str]:
    with_formula = {
        (sheet.name, cell.get("r"))
        for sheet in book.sheets
        for cell in sheet.every("c")
        if cell.find(MAIN + "f") is not None
    }
    for place in book.calculated:
        if place not in with_formula:
            yield f"{place[0]}!{place[1]}: in the calculation chain without a formula"


# -- names --------------------------------------------------------------------------------------


@rule
def sheets_have_lawful_names(book: Workbook) -> Iterator[str]:
    seen = set()
    for sheet in book.sheets:
        name = sheet.name
        if not name or len(name) > LONGEST_SHEET_NAME:
            yield f"{name}: sheet name is empty or longer than {LONGEST_SHEET_NAME}"
        if re.search(r"[\[\]:*?/\\]", name) or name.startswith("'") or name.endswith("'"):
            yield f"{name}: sheet name has a forbidden character"
        if name.casefold() in seen or name.casefold() == "history":
            yield f"{name}: sheet name is taken"
        seen.add(name.casefold())
    if not any(sheet.state == "visible" for sheet in book.sheets):
        yield "workbook: no visible sheet"


def unlawful_name(name: str) -> str:
    """Why ``name`` cannot name a range or a table ("KY2025" is a cell); "" when it can ("TD_1")."""
    if not WORD.match(name) or len(name) > LONGEST_NAME:
        return "is not a lawful name"
    cell = LIKE_CELL.match(name)
    if cell and (cell[1] is None or (_column(cell[1]) <= LAST_COLUMN and int(cell[2]) <= LAST_ROW)):
        return "looks like a cell address"
    return ""


@rule
def names_are_lawful_and_unique(book: Workbook) -> Iterator[str]:
    seen = set()
    for name, sheet, _ in book.names:
        why = "" if name.startswith(("_xlnm.", "_xlfn", "_xleta")) else unlawful_name(name)
        if why:
            yield f"name {name}: {why}"
        if (name.casefold(), sheet) in seen:
            yield f"name {name}: defined twice"
        seen.add((name.casefold(), sheet))
        if sheet is not None and int(sheet) >= len(book.sheets):
            yield f"name {name}: belongs to a sheet that does not exist"
    for name, times in Counter(name.casefold() for name in book.table_names()).items():
        if times > 1 or (name, None) in seen:
            yield f"table {name}: name is taken"


# -- formulas -----------------------------------------------------------------------------------


@rule
def formulas_work_in_every_excel(book: Workbook) -> Iterator[str]:
    sheets = {sheet.name.casefold() for sheet in book.sheets}
    names = {name.casefold() for name, _, _ in book.names}
    tables = {name.casefold() for name in book.table_names()}

    def check(place: str, formula: str | None, cell: bool = True) -> Iterator[str]:
        for problem in formulas.problems(formula or "", sheets, names, tables, cell) if formula else ():
            yield f"{place}: {problem}"

    for name, _, formula in book.names:
        yield from check(f"name {name}", formula)
    for sheet in book.sheets:
        for cell in sheet.every("c"):
            yield from check(f"{sheet.name}!{cell.get('r')}", cell.findtext(MAIN + "f"))
        for area in sheet.every("conditionalFormatting"):
            for formula in area.iter(MAIN + "formula"):
                yield from check(f"{sheet.name}!{area.get('sqref')} format", formula.text, cell=False)
        for check_of in sheet.every("dataValidation"):
            for tag in ("formula1", "formula2"):
                place = f"{sheet.name}!{check_of.get('sqref')} validation"
                yield from check(place, check_of.findtext(MAIN + tag), cell=False)
        for formula in sheet.xml.iter(EXTENSION_FORMULA):
            yield from check(f"{sheet.name} extension", formula.text, cell=False)


# -- cells --------------------------------------------------------------------------------------


@rule
def texts_fit_a_cell(book: Workbook) -> Iterator[str]:
    for index, text in enumerate(book.texts):
        if len(text) > LONGEST_TEXT:
            yield f"shared string {index}: longer than {LONGEST_TEXT}"
    for sheet in book.sheets:
        for cell in sheet.every("c"):
            inline = cell.find(MAIN + "is")
            if inline is not None and len(text_of(inline)) > LONGEST_TEXT:
                yield f"{sheet.name}!{cell.get('r')}: text longer than {LONGEST_TEXT}"


@rule
def rows_and_cells_stand_in_order(book: Workbook) -> Iterator[str]:
    for sheet in book.sheets:
        last_row = 0
        for row in sheet.every("row"):
            number, last_column = int(row.get("r", last_row + 1)), 0
            if not last_row < number <= LAST_ROW:
                yield f"{sheet.name}: row {number} comes after row {last_row}"
            last_row = number
            if float(row.get("ht", 0)) > HIGHEST_ROW:
                yield f"{sheet.name}: row {number} is higher than {HIGHEST_ROW}"
            for cell in row.iter(MAIN + "c"):
                address = cell.get("r") or f"{get_column_letter(last_column + 1)}{number}"
                column, on_row, _, _ = range_boundaries(address)
                if on_row != number or not last_column < column <= LAST_COLUMN:
                    yield f"{sheet.name}!{address}: cell is out of order in row {number}"
                last_column = column
        for columns in sheet.every("col"):
            if float(columns.get("width", 0)) > WIDEST_COLUMN:
                yield f"{sheet.name}: column {columns.get('min')} is wider than {WIDEST_COLUMN}"


@rule
def cells_hold_what_their_type_says(book: Workbook) -> Iterator[str]:
    errors = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}
    for sheet in book.sheets:
        for cell in sheet.every("c"):
            place, kind = f"{sheet.name}!{cell.get('r')}", cell.get("t", "n")
            value = cell.findtext(MAIN + "v")
            if not 0 <= int(cell.get("s", 0)) < book.styles:
                yield f"{place}: style {cell.get('s')} does not exist"
            if kind == "s" and not (value and value.isdigit() and int(value) < len(book.texts)):
                yield f"{place}: shared string {value} does not exist"
            elif kind == "n" and value and not _finite(value):
                yield f"{place}: {value} is not a number"
            elif kind == "b" and value not in ("0", "1", None):
                yield f"{place}: {value} is not a boolean"
            elif kind == "e" and value not in errors:
                yield f"{place}: {value} is not an error value"


# -- ranges -------------------------------------------------------------------------------------


@rule
def ranges_are_lawful(book: Workbook) -> Iterator[str]:
    for sheet in book.sheets:
        for tag in ("dataValidation", "conditionalFormatting", "protectedRange", "ignoredError", "selection"):
            for element in sheet.every(tag):
                areas = element.get("sqref", "" if tag != "selection" else "A1").split()
                for area in areas or [""]:
                    if not _lawful_area(area):
                        yield f"{sheet.name}: {tag} on «{area}», which is not a range"
        for tag in ("autoFilter", "mergeCell"):
            for element in sheet.every(tag):
                if not _lawful_area(element.get("ref", "")):
                    yield f"{sheet.name}: {tag} on «{element.get('ref')}», which is not a range"


@rule
def merges_and_tables_stand_apart(book: Workbook) -> Iterator[str]:
    for sheet in book.sheets:
        merges = [each.get("ref", "") for each in sheet.every("mergeCell")]
        tables = [each.get("ref", "") for each in sheet.tables]
        filters = [each.get("ref", "") for each in sheet.xml.findall(MAIN + "autoFilter")]
        pairs = [*combinations(merges, 2), *combinations(tables, 2)]
        pairs += [(table, other) for table in tables for other in merges + filters]
        for one, other in pairs:
            if _lawful_area(one) and _lawful_area(other) and _overlap(one, other):
                yield f"{sheet.name}: {one} overlaps {other}"


@rule
def tables_match_their_cells(book: Workbook) -> Iterator[str]:
    for sheet in book.sheets:
        for table in sheet.tables:
            name, columns = table.get("displayName", ""), list(table.iter(MAIN + "tableColumn"))
            titles = [_unescaped(column.get("name", "")) for column in columns]
            first, top, last, _ = range_boundaries(table.get("ref", ""))
            if unlawful_name(name):
                yield f"table {name}: {unlawful_name(name)}"
            if len({title.casefold() for title in titles}) != len(titles):
                yield f"table {name}: two columns have one title"
            if len(titles) != last - first + 1:
                yield f"table {name}: {len(titles)} columns over {last - first + 1} columns of cells"
            if table.get("headerRowCount", "1") != "0":
                shown = _texts_of_row(sheet, book, top)
                for column, title in enumerate(titles, first):
                    if shown.get(column) != title:
                        yield f"table {name}: column «{title}» has the heading «{shown.get(column)}»"


# -- validation, links, print set-up --------------------------------------------------------------


@rule
def validations_fit_their_limits(book: Workbook) -> Iterator[str]:
    limits = {"promptTitle": LONGEST_TITLE, "prompt": LONGEST_PROMPT}
    limits |= {"errorTitle": LONGEST_TITLE, "error": LONGEST_ERROR}
    for sheet in book.sheets:
        for each in sheet.every("dataValidation"):
            place = f"{sheet.name}!{each.get('sqref')}"
            for tag in ("formula1", "formula2"):
                formula = each.findtext(MAIN + tag) or ""
                if len(formula.strip('"') if formula.startswith('"') else formula) > LONGEST_LIST:
                    yield f"{place}: validation longer than {LONGEST_LIST}"
            for attribute, most in limits.items():
                if len(each.get(attribute, "")) > most:
                    yield f"{place}: validation {attribute} longer than {most}"


@rule
def links_lead_somewhere(book: Workbook) -> Iterator[str]:
    sheets = {sheet.name.casefold() for sheet in book.sheets}
    names = {name.casefold() for name, _, _ in book.names} | {name.casefold() for name in book.table_names()}
    for sheet in book.sheets:
        for link in sheet.every("hyperlink"):
            place, location = f"{sheet.name}!{link.get('ref')}", link.get("location")
            if len(link.get("tooltip", "")) > LONGEST_TOOLTIP:
                yield f"{place}: tooltip longer than {LONGEST_TOOLTIP}"
            if location and link.get(RELATIONSHIPS + "id") is None:
                target, _, area = location.lstrip("#").rpartition("!")
                known = target.strip("'").replace("''", "'").casefold() in sheets and _lawful_area(area)
                if not known and (target or (area.casefold() not in names and not _lawful_area(area))):
                    yield f"{place}: link to «{location}», which does not exist"


@rule
def headers_fit_their_limit(book: Workbook) -> Iterator[str]:
    for sheet in book.sheets:
        for tag in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
            for element in sheet.every(tag):
                if len(element.text or "") > LONGEST_HEADER:
                    yield f"{sheet.name}: {tag} longer than {LONGEST_HEADER}"


# -- small facts about ranges ---------------------------------------------------------------------


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _lawful_area(text: str) -> bool:
    if not AREA.match(text):
        return False
    first, top, last, bottom = range_boundaries(text)
    in_reach = (last or 1) <= LAST_COLUMN and (bottom or 1) <= LAST_ROW
    return in_reach and (first or 1) <= (last or 1) and (top or 1) <= (bottom or 1)


def _overlap(one: str, other: str) -> bool:
    a, b = range_boundaries(one), range_boundaries(other)
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _texts_of_row(sheet: Sheet, book: Workbook, number: int) -> dict[int, str | None]:
    """{column: text} of one row."""
    texts: dict[int, str | None] = {}
    for row in sheet.every("row"):
        if row.get("r") == str(number):
            for cell in row.iter(MAIN + "c"):
                value, inline = cell.findtext(MAIN + "v"), cell.find(MAIN + "is")
                if inline is not None:
                    value = text_of(inline)
                elif cell.get("t") == "s" and value and int(value) < len(book.texts):
                    value = book.texts[int(value)]
                texts[range_boundaries(cell.get("r", ""))[0]] = value
    return texts


def _unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def _finite(value: str) -> bool:
    try:
        return abs(float(value)) < 1e308
    except ValueError:
        return False
