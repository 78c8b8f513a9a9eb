"""A written part looked at in a tree, which decides; for what patterns do not find as expected."""

from xml.etree import ElementTree

from kehoach_xl.written.expected import Expected
from kehoach_xl.written.texts import ERRORS, Content, Strings, column_of, number_of, same_text


def by_elements(data: bytes, expected: Expected, strings: Strings) -> str:
    root = ElementTree.fromstring(data)
    if not root.tag.endswith("}worksheet"):
        return ""
    space = root.tag[: root.tag.index("}") + 1]
    found: dict[tuple[int, int], ElementTree.Element] = {}
    last_row = 0
    for row in root.iterfind(f"{space}sheetData/{space}row"):
        number = int(row.get("r", last_row + 1))
        if number <= last_row:
            return f"dòng {number} sai thứ tự"
        last_row, last_column = number, 0
        for cell in row.iterfind(f"{space}c"):
            place = cell.get("r", "")
            letters = place.rstrip("0123456789")
            column = column_of(letters) if letters else last_column + 1
            if column <= last_column or (place and place != f"{letters}{number}"):
                return f"ô {place} sai thứ tự"
            last_column = column
            if column in expected.get(number, {}):
                found[number, column] = cell
    for row_number, cells in expected.items():
        for column, content in cells.items():
            if not _holds(found.get((row_number, column)), content, space, strings):
                return f"ô dòng {row_number} cột {column} không đúng giá trị đã ghi"
    return ""


def _holds(cell: ElementTree.Element | None, content: Content, space: str, strings: Strings) -> bool:
    if cell is None:
        return content is None
    formula, stored = cell.find(f"{space}f"), cell.find(f"{space}v")
    if isinstance(content, tuple):
        text, _, group, ref = content
        if formula is None or stored is not None or formula.get("si", "") != group:
            return False
        return formula.get("ref", "") == ref and same_text(formula.text or "", text)
    if formula is not None:
        return False
    kind = cell.get("t", "n")
    if content is None:
        return stored is None and cell.find(f"{space}is") is None
    if isinstance(content, str) and kind == "s":
        return stored is not None and _is_shared(stored.text or "", content, strings)
    if isinstance(content, str):
        text = cell.find(f"{space}is/{space}t")
        return kind == "inlineStr" and text is not None and same_text(text.text, content)
    written = stored.text if stored is not None and stored.text else ""
    if isinstance(content, bool):
        return kind == "b" and written == str(int(content))
    if isinstance(content, int):
        return kind == "e" and ERRORS.get(written.encode()) == content
    return kind == "n" and number_of(written.encode()) == content


def _is_shared(index: str, meant: str, strings: Strings) -> bool:
    """Whether the text at ``index`` of the table is the one that was meant."""
    if not (index.isascii() and index.isdigit()) or int(index) >= len(strings()):
        return False
    return same_text(strings()[int(index)], meant)
