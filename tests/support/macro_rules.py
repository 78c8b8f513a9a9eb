"""What would make Excel refuse a macro workbook, drop its ribbon or leave a button dead, one small rule each."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.support.package import Workbook
from tests.support.vba import is_document

PROCEDURE = re.compile(r"^\s*(?:Public\s+)?(?:Sub|Function)\s+(\w+)[ \t]*\(([^)\n]*)\)", re.MULTILINE | re.IGNORECASE)
# How many arguments Office gives a callback.
CALLBACKS = {"onLoad": 1, "onAction": 1, "getEnabled": 2, "getSupertip": 2}
_LIST = Path(__file__).with_name("image-mso.txt").read_text(encoding="utf-8").splitlines()
IMAGES = frozenset(line for line in _LIST if not line.startswith("#"))


def the_type_says_whether_there_are_macros(book: Workbook) -> Iterator[str]:
    if bool(book.modules) != ("macroEnabled" in book.kind):
        yield f"workbook: type {book.kind} with {len(book.modules)} VBA modules"


def code_names_match_the_project(book: Workbook) -> Iterator[str]:
    if book.modules:
        documents = {name for name, text in book.modules.items() if is_document(text)}
        named = {book.code_name, *(sheet.code_name for sheet in book.sheets)}
        if named != documents or len(documents) != len(book.sheets) + 1:
            yield f"VBA: documents {sorted(documents)}, code names {sorted(map(str, named))}"


def vba_is_ascii(book: Workbook) -> Iterator[str]:
    for name, text in book.modules.items():
        if not text.isascii():
            yield f"VBA {name}: not ASCII"


def on_sheet_buttons_have_their_macro(book: Workbook) -> Iterator[str]:
    known = _procedures(book)
    for sheet, macro in book.buttons:
        if macro.removeprefix("[0]!").casefold() not in known:
            yield f"{sheet}: button runs «{macro}», which does not exist"


def ribbon_ids_are_unique(book: Workbook) -> Iterator[str]:
    if book.ribbon is not None:
        ids = Counter(each.get("id") for each in book.ribbon.iter() if each.get("id"))
        for name, times in ids.items():
            if times > 1:
                yield f"ribbon: id {name} stands {times} times"


def ribbon_callbacks_exist(book: Workbook) -> Iterator[str]:
    known = _procedures(book)
    for each in book.ribbon.iter() if book.ribbon is not None else ():
        for attribute, name in each.attrib.items():
            if attribute.startswith(("get", "on")) or attribute == "loadImage":
                if name.casefold() not in known:
                    yield f"ribbon {each.get('id')}: {attribute} is «{name}», which does not exist"
                elif known[name.casefold()] != CALLBACKS.get(attribute):
                    yield f"ribbon {each.get('id')}: «{name}» does not take the arguments of {attribute}"


def ribbon_images_are_known(book: Workbook) -> Iterator[str]:
    for each in book.ribbon.iter() if book.ribbon is not None else ():
        image = each.get("imageMso")
        if image is not None and image not in IMAGES:
            yield f"ribbon {each.get('id')}: no icon «{image}»"


def _procedures(book: Workbook) -> dict[str, int]:
    """{name, and module.name, folded: number of arguments}"""
    found = {}
    for module, text in book.modules.items():
        for name, arguments in PROCEDURE.findall(text):
            count = len(arguments.split(",")) if arguments.strip() else 0
            found[name.casefold()] = found[f"{module}.{name}".casefold()] = count
    return found


RULES = [
    the_type_says_whether_there_are_macros,
    code_names_match_the_project,
    vba_is_ascii,
    on_sheet_buttons_have_their_macro,
    ribbon_ids_are_unique,
    ribbon_callbacks_exist,
    ribbon_images_are_known,
]

