"""The appendix of a plan: its tables, or their text, as component indices, groups and tasks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach_xl.documents import headings, torn_text
from kehoach_xl.documents.appendix_rows import lines
from kehoach_xl.documents.appendix_things import things
from kehoach_xl.documents.appendix_title import Title, title_before
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.continued import Row, rows, whole
from kehoach_xl.documents.headings import Column, Header
from kehoach_xl.documents.numbering import leading
from kehoach_xl.documents.read import Read
from kehoach_xl.documents.thing import ASK, FACT, LEFT, Thing
from kehoach_xl.intake.content import PDF, WRAPPED, Content, Paragraph, Place, Table
from kehoach_xl.messages import Message

# Which years the headings of the standings name.
YEARS = {"Năm cơ sở": ("score", "rank", "baseline"), "Năm mục tiêu": ("goal_score", "goal_rank", "goal")}


@dataclass(frozen=True)
class Part:
    """One table of the appendix: its block, its header, where its rows begin, whether it goes on from the one above."""

    at: int
    table: Table
    header: Header
    start: int
    opens: bool


def read(content: Content, bodies: Bodies) -> Read:
    """The things of the appendix, in its order, and the blocks they were made of."""
    found = parts(content)
    if not found:
        return _torn(content, bodies) if content.format in WRAPPED else Read()
    first = found[0]
    title = title_before(content, first.at) or _above(first)
    headed, used = _rows(content, found, title)
    made = [*_facts(title, first.header.columns), *things(lines(whole(headed), content.format), bodies)]
    return Read(tuple(made), frozenset(used | set(title.used)))


def _torn(content: Content, bodies: Bodies) -> Read:
    """The appendix that came as text; of one whose columns cannot be told apart every line is left as printed."""
    torn = torn_text.find(content, bodies)
    if torn is None:
        return Read()
    title = title_before(content, torn.first)
    if torn.readable:
        made = things(lines(torn.rows, content.format), bodies)
    else:
        note = (Message("IMPORT_055"),)
        made = [Thing(LEFT, row.quote, place=row.place, quote=row.quote, confidence=ASK, notes=note)
                for row in torn.rows]  # fmt: skip
    return Read((*_facts(title, torn.columns), *made), torn.used | title.used)


def parts(content: Content) -> list[Part]:
    """The tables that hold tasks; where there are none, those that hold component indices with their standing."""
    found: list[Part] = []
    header: Header | None = None
    for at, block in enumerate(content.blocks):
        if not isinstance(block, Table) or not block.grid:
            continue
        own = headings.find(block)
        if own:
            again = header is not None and content.format == PDF and own.fields() == header.fields()
            found.append(Part(at, block, own, own.last + 1, again))
            header = own
        elif header and max(map(len, block.grid)) == len(header.columns):
            found.append(Part(at, block, header, 0, True))
        else:
            header = None
    tasks = [part for part in found if "content" in part.header.fields()]
    return tasks or found


def _rows(content: Content, found: Sequence[Part], title: Title) -> tuple[list[Row], set[int]]:
    """All rows in order, with the heading above a table as a row of its own where each group has its table."""
    made: list[Row] = []
    used = {part.at for part in found}
    several = sum(not part.opens for part in found) > 1
    for part, before in zip(found, [-1, *(part.at for part in found)], strict=False):
        between = [at for at in range(max(before, max(title.used, default=-1)) + 1, part.at) if before >= 0 or several]
        for at in between:
            block = content.blocks[at]
            if isinstance(block, Paragraph) and block.text.strip().isdigit() and before >= 0:
                used.add(at)  # the number of a page
        if several and not part.opens and (head := _head(content, between)) is not None:
            block = content.blocks[head]
            used.add(head)
            made.append(_as_row(block))
        made += rows(part.table, part.header, part.start, part.opens)
    return made, used


def _head(content: Content, between: Sequence[int]) -> int | None:
    """The paragraph right above a table, when it reads like the name of a group."""
    texts = [at for at in between if isinstance(content.blocks[at], Paragraph) and content.blocks[at].text.strip()]
    if not texts or isinstance(content.blocks[between[-1]], Table):
        return None
    block = content.blocks[texts[-1]]
    named = block.label or leading(block.text)[0] or block.text.casefold().startswith(("chỉ số", "nhóm"))
    return texts[-1] if named and len(block.text) <= 250 else None


def _as_row(block: Paragraph) -> Row:
    label, text = (block.label, block.text) if block.label else leading(block.text)
    return Row(label, {"content": text}, place=block.place, quote=f"{label} {text}".strip(), across=True)


def _above(part: Part) -> Title:
    """What stands above the header in the same sheet."""
    texts = [text.strip() for row in part.table.grid[: part.header.first] for text in row if text.strip()]
    place = part.table.places[0] if part.table.places and texts else Place()
    return Title(tuple(texts), frozenset(), place)


def _facts(title: Title, columns: Sequence[Column]) -> Iterator[Thing]:
    if title.lines:
        text = "\n".join(title.lines)
        yield Thing(FACT, "Tiêu đề phụ lục", value=text, place=title.place, quote=text)
    for name, fields in YEARS.items():
        column = next((one for one in columns if one.field in fields and one.year), None)
        if column:
            yield Thing(FACT, name, value=str(column.year), place=title.place, quote=column.heading)
