"""Rules for one formula: what Excel refuses, and what an older Excel, WPS or LibreOffice cannot compute."""

import re
from collections.abc import Collection, Iterator

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import FORMULAE

# The functions of ECMA-376 part 1 (Excel 2007 and later, WPS) less those that LibreOffice 7.4 answers with
# #NAME? and those that reach outside the workbook. Whatever came later is stored with the prefix «_xlfn.».
FUNCTIONS = frozenset(FORMULAE) - {
    "BAHTTEXT", "CUBEKPIMEMBER", "CUBEMEMBER", "CUBEMEMBERPROPERTY", "CUBERANKEDMEMBER", "CUBESET",
    "CUBESETCOUNT", "CUBEVALUE", "ECMA.CEILING", "PHONETIC", "RTD", "INFO", "ISO.CEILING", "JIS",
}  # fmt: skip
# Excel 2013 and LibreOffice 4 have it; asked only by the hidden list of names, which is read through Excel alone.
FUNCTIONS |= {"_XLFN.SHEET"}

LONGEST_FORMULA, LONGEST_LITERAL, DEEPEST, MOST_ARGUMENTS = 8192, 255, 64, 255
CELL = r"\$?[A-Z]{1,3}\$?[1-9]\d{0,6}"
AREA = re.compile(rf"(?:{CELL}(?::{CELL})?|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|\$?\d+:\$?\d+)\Z", re.IGNORECASE)
SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)\Z", re.DOTALL)
OUTSIDE_QUOTES = re.compile(r":(?=(?:[^']*'[^']*')*[^']*\Z)")
STRUCTURED = re.compile(r"([^\W\d][\w.]*)?\[.*\]\Z", re.DOTALL)


def problems(
    formula: str,
    sheets: Collection[str],
    names: Collection[str],
    tables: Collection[str] = (),
    cell: bool = True,
) -> Iterator[str]:
    """What is wrong with ``formula`` (no leading «=») in a workbook with these sheets, names and tables.

    These three are case-folded. ``cell`` is False for conditional formats and validation, which take less.
    """
    if formula.startswith("="):
        yield "starts with ="
    if len(formula) > LONGEST_FORMULA:
        yield f"formula longer than {LONGEST_FORMULA}"
    try:
        tokens = Tokenizer("=" + formula).items
    except Exception as problem:
        yield f"formula syntax: {problem}"
        return
    yield from _structure(tokens)
    for token in tokens:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            start, _, name = token.value[:-1].upper().rpartition(":")  # «A1:INDEX(» is one token
            if start:
                yield from _reference(start, sheets, names, tables, cell)
            if name not in FUNCTIONS:
                yield f"function {name} is not in every Excel since 2013, WPS and LibreOffice"
        elif token.type == Token.ARRAY and not cell:
            yield "array constant in a conditional format or validation"
        elif token.type == Token.OPERAND and token.subtype == Token.TEXT:
            if len(token.value) - 2 > LONGEST_LITERAL:
                yield f"text in a formula longer than {LONGEST_LITERAL}"
        elif token.type == Token.OPERAND and token.subtype == Token.ERROR:
            yield f"refers to {token.value}"
        elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
            yield from _reference(token.value, sheets, names, tables, cell)


def _structure(tokens: list[Token]) -> Iterator[str]:
    """Parentheses, nesting, and operators that miss a side."""
    open_ones: list[int] = []
    expects = True  # an operand may come next
    for token in tokens:
        if token.type == Token.WSPACE:
            continue
        if token.subtype == Token.OPEN:
            open_ones.append(1)
            expects = True
            if len(open_ones) > DEEPEST:
                yield f"nested deeper than {DEEPEST}"
        elif token.subtype == Token.CLOSE:
            if not open_ones:
                yield "unbalanced parenthesis"
                return
            if open_ones.pop() > MOST_ARGUMENTS:
                yield f"more than {MOST_ARGUMENTS} arguments"
            expects = False
        elif token.type == Token.SEP:
            if open_ones:
                open_ones[-1] += 1
            expects = True
        elif token.type == Token.OP_IN:
            if expects:
                yield f"nothing before {token.value}"
            expects = True
        elif token.type == Token.OP_POST:
            expects = False
        elif token.type == Token.OPERAND:
            if not expects:
                yield f"no operator before {token.value[:40]}"
            expects = False
    if open_ones:
        yield "unbalanced parenthesis"
    elif tokens and tokens[-1].type == Token.OP_IN:
        yield f"nothing after {tokens[-1].value}"


def _reference(
    text: str, sheets: Collection[str], names: Collection[str], tables: Collection[str], cell: bool
) -> Iterator[str]:
    if "#REF!" in text:
        yield f"refers to {text}"
        return
    if re.match(r"'?[^'!]*\[[^\]]*\][^'!]*'?!", text):
        yield f"refers to another workbook: {text}"
        return
    parts = []
    for part in OUTSIDE_QUOTES.split(text):
        on_sheet = SHEET.match(part)
        if on_sheet:
            sheet = (on_sheet[1] or on_sheet[2]).replace("''", "'")
            if sheet.casefold() not in sheets:
                yield f"refers to a sheet that does not exist: {sheet}"
            part = on_sheet[3]
        parts.append(part)
    text = ":".join(parts)
    if AREA.match(text):
        return
    structured = STRUCTURED.match(text)
    if structured:
        if not cell:
            yield f"table reference in a conditional format or validation: {text}"
        elif structured[1] and structured[1].casefold() not in tables:
            yield f"refers to a table that does not exist: {structured[1]}"
        return
    for part in parts:  # a range may run between two names, or between a cell and a name
        if not AREA.match(part) and part.casefold() not in names and part.casefold() not in tables:
            yield f"refers to a name that does not exist: {part}"
