"""The plans' documents, read a second time and apart from `kehoach_xl/documents`, for the tests of the shipped plans.

The texts are those of `shared/seeds` beside this checkout; each printed line is followed by a blank one, and nothing
begins a line but the number, letter or sign of a paragraph.
"""

import copy
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

_MARKS = (
    re.compile(r"([IVX]+)\. (?=\S)"),
    re.compile(r"(\d{1,2})\. (?=\S)"),
    re.compile(r"([a-zđ])\) (?=\S)"),
    re.compile(r"(-) (?=\S)"),
    re.compile(r"(\+) (?=\S)"),
)
DASH, PLUS = 3, 4


def seed_text(name: str) -> str:
    """A document's text; without it the comparison cannot be made, which is a failure where CI runs."""
    path = SEEDS / name
    if path.is_file():
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    reason = f"Vắng văn bản gốc {name} trong shared/seeds cạnh kho mã: chưa đối chiếu được với bản in"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def collapse(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Item:
    """One numbered paragraph: the labels above and at it («IV», «2», «đ», then the n-th «-» and the n-th «+» under it),
    '' where there is none, and its text in one line."""

    path: tuple[str, str, str, str, str]
    text: str

    @property
    def numbered(self) -> str:
        """The labels the print itself gives: «IV.2.đ»."""
        return ".".join(one for one in self.path[:DASH] if one)


def items(text: str) -> list[Item]:
    """The numbered paragraphs of a document, in order, up to the list of recipients. Page numbers are left out."""
    found: list[tuple[list[str], list[str]]] = []
    path = [""] * 5
    for line in text[: text.index("Nơi nhận")].splitlines():
        words = collapse(line)
        if not words or words.isdigit():
            continue
        level, mark = next(((n, m) for n, one in enumerate(_MARKS) if (m := one.match(words))), (None, None))
        if mark:
            signs = level in (DASH, PLUS)
            label = str(int(path[level] or 0) + 1) if signs else mark[1]
            path = [*path[:level], label, *[""] * (4 - level)]
            found.append((path, [words[mark.end() :]]))
        elif found:
            found[-1][1].append(words)
    return [Item(tuple(path), collapse(" ".join(lines))) for path, lines in found]


def names_from(text: str, names: Mapping[str, str]) -> tuple[list[str], str]:
    """The codes of the bodies enumerated at the beginning of a text, by their wording in the document, and the rest."""
    codes: list[str] = []
    longest = sorted(names, key=len, reverse=True)
    while found := next((one for one in longest if text.casefold().startswith(one.casefold())), None):
        codes.append(names[found])
        text = text[len(found) :]
        more = re.match(r"(?:,| và| cùng)\s+", text)
        if not more or not any(text[more.end() :].casefold().startswith(one.casefold()) for one in longest):
            break
        text = text[more.end() :]
    return codes, text


_WITH = re.compile(r"phối hợp (?:chặt chẽ |hiệu quả )?(?:với )?", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:^|[.;:!…)]\s|chủ trì,?\s|tiếp tục\s|chủ động\s|thường xuyên\s|\bLEAD\s)$",
    re.IGNORECASE,
)


def who(text: str, names: Mapping[str, str], leads: Iterable[str] | None = None) -> tuple[list[str], list[str]]:
    """Leads and coordinators of one paragraph: the bodies it begins with (or those of its heading), and the bodies
    after «phối hợp (với)» at the beginning of a sentence or clause, or right after the leads."""
    if leads is None:
        leads, rest = names_from(re.sub(r"^(?:Giao|Đề nghị) ", "", text), names)
        text = f"LEAD {rest.strip()}" if leads else text
    others: list[str] = []
    for place in _WITH.finditer(text):
        if _BEFORE.search(text[: place.start()]):
            others += names_from(text[place.end() :], names)[0]
    return list(leads), list(dict.fromkeys(others))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words in a text."""
    tokens = words(text)
    return {tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1)}


def quotes(text: str) -> Iterator[str]:
    """What stands in «» in a text."""
    yield from re.findall("«([^»]+)»", text)


def changed(plan: dict[str, Any], path: tuple, value: Any) -> dict[str, Any]:
    """A copy of a plan's data with another value at a path of keys."""
    other = copy.deepcopy(plan)
    where: Any = other
    for key in path[:-1]:
        where = where[key]
    where[path[-1]] = value
    return other


def unnoticed(
    plan: dict[str, Any], changes: Iterable[tuple[tuple, Any]], disagreements: Callable[[dict[str, Any]], Any]
) -> list[tuple[tuple, Any]]:
    """The changes of a plan that a comparison does not notice."""
    return [(path, value) for path, value in changes if not disagreements(changed(plan, path, value))]
