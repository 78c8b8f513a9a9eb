"""A second opinion on a written part: parsed by ElementTree, cells in order, changed cells as intended.

Shares nothing with the scanner and the splicer, so that a mistake there is seen here.
"""

from collections.abc import Mapping
from xml.etree import ElementTree

from kehoach_xl.engine.patch import Change
from kehoach_xl.engine.values import ERROR_TEXTS


def verify_part(data: bytes, expected: Mapping[tuple[int, int], Change]) -> str:
    """Empty when ``data`` is well-formed and holds the ``expected`` cells, else what is wrong."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        return f"XML lỗi ({error})"
    if not root.tag.endswith("}worksheet"):
        return ""
    space = root.tag[: root.tag.index("}") + 1]
    found: dict[str, ElementTree.Element] = {}
    last_row = 0
    for row in root.iterfind(f"{space}sheetData/{space}row"):
        number = int(row.get("r", last_row + 1))
        if number <= last_row:
            return f"dòng {number} sai thứ tự"
        last_row, last_column = number, 0
        for cell in row.iterfind(f"{space}c"):
            letters = cell.get("r", "").rstrip("0123456789")
            column = _column(letters) if letters else last_column + 1
            if column <= last_column:
                return f"ô {cell.get('r')} sai thứ tự"
            last_column = column
            if (number, column) in expected:
                found[f"{number},{column}"] = cell
    for (row, column), change in expected.items():
        if not _holds(found.get(f"{row},{column}"), change, space):
            return f"ô dòng {row} cột {column} không đúng giá trị đã ghi"
    return ""


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _holds(cell: ElementTree.Element | None, change: Change, space: str) -> bool:
    if cell is None:
        return change == Change()
    formula, stored = cell.find(f"{space}f"), cell.find(f"{space}v")
    if change.formula is not None:
        if formula is None or stored is not None or formula.get("si", "") != change.group:
            return False
        return formula.get("ref", "") == change.ref and _same_text(formula.text or "", change.formula)
    if formula is not None:
        return False
    value, kind = change.value, cell.get("t", "n")
    if value is None:
        return stored is None and cell.find(f"{space}is") is None
    if isinstance(value, str):
        text = cell.find(f"{space}is/{space}t")
        return kind == "inlineStr" and text is not None and _same_text(text.text, value)
    content = stored.text if stored is not None and stored.text else ""
    if isinstance(value, bool):
        return kind == "b" and content == str(int(value))
    if isinstance(value, int):
        return kind == "e" and content == ERROR_TEXTS[value]
    return kind == "n" and float(content) == value


def _same_text(written: str | None, meant: str) -> bool:
    """Escaped texts are only looked at for being there; their round trip is the scanner's business."""
    return written == meant or "_x" in (written or "")
