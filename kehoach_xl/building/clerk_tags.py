"""The tags of a clerk's template, read before it runs, so that a slip is named in her words.

A tag is ``{{ word }}``, ``{% for one in list %}`` … ``{% endfor %}`` or ``{% if word %}`` … ``{% endif %}`` (in Word
also ``{%p`` and ``{%tr``: the whole paragraph or table row), or a remark ``{# … #}``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from kehoach_xl.building.clerk_environment import FILTERS, LOOP, ClerkEnvironment
from kehoach_xl.domain.text import bare
from kehoach_xl.errors import Stop

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STRAY = re.compile(r"\{[{%#]|[}%#]\}")
_STATEMENT = re.compile(r"\{%(?:p|tr|tc|r)?[-+]?\s*(\w+)")
_RAW = re.compile(r"\{\{(?:p|tr|tc|r)\s")  # docxtpl: XML in place of a paragraph, row, cell or piece
# Statements that open a block, and what closes it.
_CLOSED_BY = {"for": "endfor", "if": "endif"}
_INSIDE = ("elif", "else")
_MERGED = ("vm", "hm")  # docxtpl: cells of a repeated row or column made one
LONGEST = 60  # of what is quoted of a template
ALIKE = 80  # out of 100: the word that was meant
# {word: the fields of its rows}, {} for a text; a list has LISTED besides.
Shape = Mapping[str, Any]
LISTED = "[]"

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.CondExpr,
    nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
)  # fmt: skip


def check_tags(lines: Iterable[str], name: str) -> None:
    """Every tag of the lines (paragraphs) is whole, of a known kind, and every block is closed. Stops WRITE_002 and
    WRITE_003."""
    open_blocks: list[tuple[str, str]] = []
    for line in lines:
        if _STRAY.search(TAG.sub("", line)):
            raise Stop("WRITE_002", name=name, where=quoted(line))
        for tag in TAG.findall(line):
            if _RAW.match(tag):
                raise Stop("WRITE_004", name=name, where=quoted(tag))
            if tag.startswith("{%"):
                _follow(tag, open_blocks, name)
    if open_blocks:
        kind, tag = open_blocks[-1]
        raise Stop("WRITE_003", name=name, tag=quoted(tag), other=f"{{% {_CLOSED_BY[kind]} %}}")


def _follow(tag: str, open_blocks: list[tuple[str, str]], name: str) -> None:
    found = _STATEMENT.match(tag)
    kind = found[1] if found else ""
    if kind in _CLOSED_BY:
        open_blocks.append((kind, tag))
    elif kind in _CLOSED_BY.values():
        if not open_blocks or _CLOSED_BY[open_blocks[-1][0]] != kind:
            opening = next(word for word, end in _CLOSED_BY.items() if end == kind)
            raise Stop("WRITE_003", name=name, tag=quoted(tag), other=f"{{% {opening} … %}}")
        open_blocks.pop()
    elif kind not in _MERGED and not (kind in _INSIDE and open_blocks):
        raise Stop("WRITE_004", name=name, where=quoted(tag))


def check_words(environment: ClerkEnvironment, source: str, known: Shape, name: str) -> None:
    """Every word of the template is ``known``, also where it would not be printed this
    time. Stops WRITE_001 for a word, WRITE_004 for what a template may not do."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise Stop("WRITE_004", name=name, where=quoted(line_of(source, error.lineno))) from error
    for node in _walk(tree):
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Filter) and node.name not in FILTERS):
            raise Stop("WRITE_004", name=name, where=quoted(line_of(source, node.lineno)))
    _known(tree, known, name)


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        yield child
        yield from _walk(child)


def _known(node: nodes.Node, known: Shape, name: str) -> None:
    if isinstance(node, nodes.For):
        rows = {field: inner for field, inner in _shape(node.iter, known, name).items() if field != LISTED}
        named = {node.target.name: rows} if isinstance(node.target, nodes.Name) else {}
        inner = {**known, "loop": {key: {} for key in LOOP}, **named}
        for part in (*node.body, *node.else_, *([node.test] if node.test else [])):
            _known(part, inner, name)
    elif isinstance(node, nodes.Output):
        for one in node.nodes:
            if isinstance(one, nodes.Name | nodes.Getattr) and _shape(one, known, name):
                raise Stop("WRITE_011", name=name, word=_spelt(one))
            _known(one, known, name)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        _shape(node, known, name)
    else:
        for child in node.iter_child_nodes():
            _known(child, known, name)


def _shape(node: nodes.Node, known: Shape, name: str) -> Shape:
    """The fields of what a word or «word.field» stands for."""
    if isinstance(node, nodes.Name):
        if node.name not in known:
            raise _unknown(node.name, known, name)
        return known[node.name]
    if isinstance(node, nodes.Getattr):
        fields = _shape(node.node, known, name)
        if node.attr not in fields:
            raise _unknown(node.attr, fields, name)
        return fields[node.attr]
    _known(node, known, name)
    return {}


def _spelt(node: nodes.Name | nodes.Getattr) -> str:
    return node.name if isinstance(node, nodes.Name) else f"{_spelt(node.node)}.{node.attr}"  # type: ignore[arg-type]


def _unknown(word: str, known: Iterable[str], name: str) -> Stop:
    """With the word that was probably meant: the same letters without marks, or one or two letters off."""
    from rapidfuzz import process  # 15 ms, for a slip

    found = process.extractOne(bare(word).replace(" ", "_"), list(known), score_cutoff=ALIKE)
    return Stop("WRITE_001", name=name, word=word, near=f"; có lẽ là «{found[0]}»" if found else "")


def shape(value: object) -> dict[str, Any]:
    """The shape of a value: of a list, the fields that any of its rows has."""
    if isinstance(value, str | int):  # most words
        return {}
    if isinstance(value, Mapping):
        return {name: shape(one) for name, one in value.items()}
    if not isinstance(value, list):
        return {}
    whole: dict[str, Any] = {LISTED: {}}
    for one in value:
        joined(whole, shape(one))
    return whole


def joined(whole: dict[str, Any], other: Shape) -> None:
    """Add to ``whole`` what ``other`` knows, field by field."""
    for name, fields in other.items():
        joined(whole.setdefault(name, {}), fields)


def line_of(source: str, number: int | None) -> str:
    """The text of a line of the source, without marks of XML."""
    lines = source.splitlines()
    return re.sub(r"<[^>]*>", "", lines[min(max((number or 1) - 1, 0), len(lines) - 1)]) if lines else ""


def quoted(text: str) -> str:
    """As much of a template as a sentence holds."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
