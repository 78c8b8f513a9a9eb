"""The numbers of rows, «1», «1.1», «I», «a)», as codes: the path from the top, so that each stands once.

A number that holds its own path («3.10») is kept as printed; one that starts anew in each group («a» under «1» under
«I») gets the path («I.1.a»). The letters of Vietnamese go a, b, c, d, đ, e …; documents jump as they like.
"""

import re
from dataclasses import dataclass

ROMAN = re.compile(r"[IVXL]+")
_LABEL = re.compile(r"\(?((?:[IVXL]+|[A-ZĐ]|[0-9]{1,4})(?:\.(?:[0-9]{1,3}|[a-zđ]))*|[a-zđ](?:\.[0-9]{1,3})*)\)?[.)/:]?")
_LEADING = re.compile(
    r"\(?((?:[IVXL]+|[A-ZĐ]|[0-9]{1,3})(?:\.(?:[0-9]{1,3}|[a-zđ]))+(?=[.):\s])|(?:[IVXL]+|[A-ZĐ]|[0-9]{1,3}|[a-zđ])(?=[.)/:]))"
    r"[.)/:]{0,2}\s+(?=\S)"
)
ALPHABET = "abcdđefghijklmnopqrstuvwxyz"


def label_of(text: str) -> str:
    """The number in a cell without its mark («1.», «1)», «(1)»), '' when the cell holds something else."""
    match = _LABEL.fullmatch(text.strip())
    return match[1] if match else ""


def leading(text: str) -> tuple[str, str]:
    """The number a text begins with, and the rest; ('', text) when it begins with none."""
    match = _LEADING.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def sort_of(label: str, before: str = "") -> str:
    """What kind of number it is. «I» after «H» is a letter, else a Roman number."""
    if "." in label:
        return f"path {label.count('.')}"
    if label.isdigit():
        return "number"
    if label.isupper() or label == "Đ":
        after = ALPHABET.find(before.lower()) + 1 if len(before) == 1 else 0
        letter = after > 0 and not ROMAN.fullmatch(before) and ALPHABET[after : after + 1] == label.lower()
        return "roman" if ROMAN.fullmatch(label) and not letter else "capital"
    return "letter"


@dataclass
class _Step:
    sort: str
    label: str
    code: str


class Numbering:
    """Gives each row its code and the code of the row it stands under, in reading order."""

    def __init__(self) -> None:
        self._stack: list[_Step] = []

    def take(self, label: str) -> tuple[str, str]:
        """(code, parent's code) of the next row; the parent is '' at the top."""
        if "." in label:
            return self._path(label)
        before = next((step.label for step in reversed(self._stack) if step.sort == "capital"), "")
        sort = sort_of(label, before)
        tops = [sort_of(step.label.split(".")[0]) if "." in step.label else step.sort for step in self._stack]
        if sort in tops:
            del self._stack[tops.index(sort) :]
        parent = self._stack[-1].code if self._stack else ""
        code = f"{parent}.{label}" if parent else label
        self._stack.append(_Step(sort, label, code))
        return code, parent

    def _path(self, label: str) -> tuple[str, str]:
        """Below the nearest row whose number it begins with: «IV.1.a.2» below «IV.1» where no «IV.1.a» is printed."""
        parts = label.split(".")
        for size in range(len(parts) - 1, 0, -1):
            head, rest = ".".join(parts[:size]), ".".join(parts[size:])
            for at in range(len(self._stack) - 1, -1, -1):
                step = self._stack[at]
                if head in (step.code, step.label):
                    del self._stack[at + 1 :]
                    code = f"{step.code}.{rest}"
                    self._stack.append(_Step(sort_of(label), label, code))
                    return code, step.code
        groups = [step for step in self._stack if step.sort in ("roman", "capital")]
        parent = groups[-1].code if groups else ""
        self._stack = [*groups, _Step(sort_of(label), label, label)]
        return label, parent


ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def roman(number: int) -> str:
    """A number of a group as documents write it; past fifteen in digits."""
    return ROMANS[number - 1] if number <= len(ROMANS) else str(number)
