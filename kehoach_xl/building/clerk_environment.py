"""Where a clerk's template runs: jinja2's sandbox, narrowed to what a letter needs.

A template may print words, go through lists and ask whether a word says something. It calls nothing, reaches nothing
but texts, numbers and lists, and a word that nobody knows is an error, never a hole. What comes out of a word is text
to the end: it is escaped as it is printed and never read as a template.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

# What a clerk may write behind «|»: text to text, list to text or number.
FILTERS = ("upper", "lower", "length", "join")
LOOP = ("index", "first", "last", "length")
# Not allowed in XML 1.0 (section 2.2); line feed and tab stay.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class NotText(Exception):
    """A list, or one of its rows, stands where a text should be printed."""


class ClerkEnvironment(ImmutableSandboxedEnvironment):
    """Attributes are the fields of a row and the counters of a loop, nothing else."""

    def __init__(self, *, word: bool) -> None:
        """``word``: for the XML of a Word file, else for plain text."""
        super().__init__(
            undefined=StrictUndefined, autoescape=False, finalize=_in_xml if word else _in_text, cache_size=0,
            trim_blocks=not word, lstrip_blocks=not word, keep_trailing_newline=True,
        )  # fmt: skip
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.globals.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.getattr(obj, argument) if isinstance(argument, str) else self.undefined(obj=obj, name=argument)


def plain(value: object) -> Any:
    """The value as a template may see it: texts without what no document can hold, whole numbers, truth, and lists and
    rows of these. TypeError for anything else: numbers and days are worded before they get here."""
    if isinstance(value, str):
        if value.isprintable():  # most words: one line, nothing hidden
            return value
        return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", value))
    if isinstance(value, int):  # bool too
        return value
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [plain(one) for one in value]
    raise TypeError(f"not a word for a template: {value!r}")


def _printed(value: object) -> str:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise NotText("danh sách không in được như một từ")


def _in_text(value: object) -> object:
    return value if isinstance(value, Undefined) else _printed(value)


def _in_xml(value: object) -> object:
    """Escaped; also the signs that docxtpl gives a meaning after printing («{_{» for two braces)."""
    if isinstance(value, Undefined):
        return value
    return Markup(str(escape(_printed(value))).replace("{", "&#123;").replace("}", "&#125;").replace("_", "&#95;"))
