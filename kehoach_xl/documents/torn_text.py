"""The appendix as plain text: the columns of its table run together, its cells torn over lines and pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach_xl.documents import torn_header
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.continued import Row
from kehoach_xl.documents.headings import Column
from kehoach_xl.documents.lines import joined
from kehoach_xl.documents.thing import CLEAR, LOOK
from kehoach_xl.documents.torn_cells import CLEARLY, EMPTY, Cells, Cutter
from kehoach_xl.documents.torn_header import TornHeader
from kehoach_xl.documents.torn_labels import beginnings
from kehoach_xl.domain.text import fold
from kehoach_xl.intake.content import Content, Paragraph, Place
from kehoach_xl.messages import Message

CELLS = ("leads", "coordinators", "timeframe")
STANDINGS = ("score", "rank", "goal_score", "goal_rank")
_SHAPES = {"score": r"\d{1,3}(?:[.,]\d{1,3})?", "rank": r"\d{1,3}(?: ?/ ?\d{1,3})?"}
# What may follow the last row of a table.
_AFTER = re.compile(r"(?:ghi chú|lưu ý|nơi nhận|nguồn) ?:?|tổng(?: cộng| số)?\b.*|\*.*")


@dataclass(frozen=True)
class Torn:
    """What stands in a torn appendix: its rows, the columns of its header, the blocks it covers, and the lines that
    belong to no row."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    first: int
    used: frozenset[int]
    readable: bool = True


def find(content: Content, bodies: Bodies) -> Torn | None:
    """The torn appendix of a wrapped text; None where no header of a table of tasks stands in it."""
    blocks = [(at, block) for at, block in enumerate(content.blocks) if isinstance(block, Paragraph)]
    lines = [block.text for _, block in blocks]
    header = torn_header.find(lines)
    if header is None:
        return None
    fields = [column.field for column in header.columns]
    cells = [field for field in fields if field in CELLS]
    places = [block.place for _, block in blocks]
    body, pages = _body(lines, header)
    used = frozenset(at for at, _ in blocks[header.first : (body[-1] if body else header.last) + 1])
    first = blocks[header.first][0]
    if not _in_reach(header.columns):
        kept = tuple(Row(cells={}, quote=lines[at], place=places[at]) for at in body)
        return Torn(kept, header.columns, first, used, False)
    rows = _rows(lines, places, body, pages, header.columns, Cutter(cells, bodies))
    return Torn(tuple(rows), header.columns, first, used)


def _in_reach(columns: Sequence[Column]) -> bool:
    """Whether the cells follow each other so that they can be cut: number, name and standing, content, then who and
    when. A column of notes at the very end may stand there, for it is empty nearly always."""
    fields = [column.field for column in columns if fold(column.heading) != "ghi chú"]
    before = fields[: fields.index("content")]
    after = fields[fields.index("content") + 1 :]
    return set(before) <= {"code", "name", *STANDINGS} and bool(after) and set(after) <= set(CELLS)


def _body(lines: Sequence[str], header: TornHeader) -> tuple[list[int], set[int]]:
    """The lines of the rows, without the header printed again and numbers of pages; and which of them open a page."""
    body: list[int] = []
    opens: set[int] = set()
    at, fresh = header.last + 1, False
    while at < len(lines):
        end = header.again(lines, at)
        if end >= 0:
            if len(body) > 1 and re.fullmatch(r"[-–]?\s*\d{1,3}\s*[-–]?", lines[body[-1]].strip()):
                body.pop()  # the number of a page
            at, fresh = end + 1, True
            continue
        if fresh:
            opens.add(at)
        fresh = False
        body.append(at)
        at += 1
    return body, opens


def _rows(
    lines: Sequence[str], places: Sequence[Place], body: Sequence[int], opens: set[int], columns: Sequence[Column],
    cutter: Cutter,
) -> Iterator[Row]:  # fmt: skip
    begins = beginnings([lines[at] for at in body])
    standings = [column.field for column in columns if column.field in STANDINGS]
    ends = [begin.at for begin in begins[1:]] + [len(body)]
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        pages, current = [], [begin.rest] if begin.rest else []
        for at in body[begin.at + 1 : end]:
            if at in opens and current:
                pages.append(current)
                current = []
            current.append(lines[at])
        pages.append(current)
        texts = ["\n".join(page) for page in pages]
        last = number + 1 == len(begins)
        child = not last and begins[number + 1].label.startswith(f"{begin.label}.")
        quote = joined(" ".join([begin.label, *texts]))
        place = places[body[begin.at]]
        yield _row(begin.label, texts, quote, place, standings, child, cutter)


def _row(
    label: str, pages: Sequence[str], quote: str, place: Place, standings: Sequence[str], child: bool, cutter: Cutter
) -> Row:
    text, standing = _standing(pages, standings)
    if standing:
        return Row(label, {"name": text, **standing}, place=place, quote=quote)
    found = cutter.cut(pages)
    if child and not found.cells.get("leads"):
        return Row(label, {"content": joined("\n".join(pages))}, place=place, quote=quote)
    confidence, notes = _sureness(found)
    return Row(label, {k: v for k, v in found.cells.items() if v}, place=place, quote=quote, confidence=confidence,
               notes=notes)  # fmt: skip


def _standing(pages: Sequence[str], fields: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The name of an index and its numbers, where a page of its row ends in as many as there are columns for them."""
    if not fields:
        return "", {}
    pattern = r"(?:^|\s)" + r"\s+".join(f"({_SHAPES[field.removeprefix('goal_')]})" for field in fields) + r"\s*$"
    for at, page in enumerate(pages):
        if match := re.search(pattern, page):
            name = [*pages[:at], page[: match.start()], *pages[at + 1 :]]
            values = (" ".join(value.split()) for value in match.groups())
            return joined("\n".join(name)), dict(zip(fields, values, strict=True))
    return "", {}


def _sureness(found: Cells) -> tuple[str, tuple[Message, ...]]:
    if found.guessed:
        return LOOK, (Message("IMPORT_054", {"name": "; ".join(found.guessed)}),)
    if found.ahead < CLEARLY or found.cost > EMPTY["timeframe"]:
        return LOOK, (Message("IMPORT_053"),)
    return CLEAR, ()
