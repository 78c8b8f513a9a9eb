"""Document properties: the custom ones by name, and when the file says it was made and changed."""

from datetime import UTC, datetime

from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.text import decode_escapes
from kehoach_xl.ooxml.xmlscan import walk

Value = str | int | float | bool


def read_custom(package: Package, part: str) -> dict[str, Value]:
    """Custom properties; texts, whole numbers, numbers and yes/no in their own types, the rest as text."""
    found: dict[str, Value] = {}
    name = kind = said = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal name, kind, said
        if tag == "property":
            name, kind = attributes.get("name", ""), ""
        elif name:
            kind, said = tag, ""

    def text(data: str) -> None:
        nonlocal said
        said += data

    def end(tag: str) -> None:
        nonlocal name
        if tag == "property":
            name = ""
        elif name and tag == kind:
            found[name] = _typed(tag, said)

    walk(package.read_small(part), part, package.name, start, end, text)
    return found


def _typed(kind: str, text: str) -> Value:
    try:
        if kind in ("i1", "i2", "i4", "i8", "int", "ui1", "ui2", "ui4", "ui8", "uint"):
            return int(text)
        if kind in ("r4", "r8", "decimal"):
            return float(text)
    except ValueError:
        return text
    # SheetJS writes «"» in them as _x0022_ (ST_Xstring; ECMA-376 part 1, 22.4.2.18).
    return text.strip() in ("true", "1") if kind == "bool" else decode_escapes(text)


def read_times(package: Package, part: str) -> tuple[datetime | None, datetime | None]:
    """(created, modified) of the core properties in UTC; None where absent or unreadable."""
    texts = {"created": "", "modified": ""}
    inside: list[str] = []

    def text(data: str) -> None:
        if inside and inside[-1] in texts:
            texts[inside[-1]] += data

    walk(
        package.read_small(part), part, package.name,
        lambda tag, _: inside.append(tag), lambda _: inside.pop(), text,
    )  # fmt: skip
    return _moment(texts["created"]), _moment(texts["modified"])


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
