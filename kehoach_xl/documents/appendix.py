"""The appendix of a plan: its tables, or their text, as component indices, groups and tasks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kehoach_xl.documents import headings, standings_table, torn_text
from kehoach_xl.documents.appendix_things import things
from kehoach_xl.documents.appendix_title import Title, title_before
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.continued import Row, rows, whole
from kehoach_xl.documents.headings import Column, Header
from kehoach_xl.documents.lines import joined
from kehoach_xl.documents.numbering import leading
from kehoach_xl.documents.read import Read
from kehoach_xl.documents.same_above import filled, from_to
from kehoach_xl.documents.sheet_groups import lines_of_sheets
from kehoach_xl.documents.thing import ASK, FACT, LEFT, Thing
from kehoach_xl.domain.text import fold
from kehoach_xl.intake.content import PDF, WRAPPED, Content, Paragraph, Place, Table
from kehoach_xl.messages import Message

# The longest name of a group above its table.
LONGEST_NAME, LONGEST_HEAD = 250, 3
# Which years the headings of the standings name.
YEARS = {"Năm cơ sở": ("score", "rank", "baseline"), "Năm mục tiêu": ("goal_score", "goal_rank", "goal")}


@dataclass(frozen=True)
class Part:
    """One table of the appendix: its block, its header, where its rows begin, whether it goes on from the one above;
    ``top`` and ``end`` are its rows where the block holds more than one table."""

    at: int
    table: Table
    header: Header
    start: int
    opens: bool
    top: int = 0
    end: int | None = None


def read(content: Content, bodies: Bodies) -> Read:
    """The things of the appendix, in its order, and the blocks they were made of."""
    every = parts(content)
    if not every:
        return _torn(content, bodies) if content.format in WRAPPED else Read()
    found = [part for part in every if not part.header.of_results] or every
    results = [part for part in every if part.header.of_results and not found[0].header.of_results]
    first = found[0]
    heads = _heads(content, found)
    own = [_above(part, len(found) > 1) for part in found]
    over = [*own, *(_above(part, False) for part in results)]
    inside = next((one.title for one in over if one.title), Title())
    title = title_before(content, heads.get(first.at, [first.at])[0]) or inside
    used = {*title.used, *chain(*heads.values()), *(part.at for part in every), *_page_numbers(content, every)}
    wrapped = content.format in WRAPPED
    printed = _meant(_rows(content, found, heads, own))
    if first.header.of_results:
        made = standings_table.indices(printed, content.format, bodies)
    else:
        rows_of_results = _meant(_rows(content, results, {}, [_Above(Title())] * len(results)))
        stood = standings_table.indices(rows_of_results, content.format, bodies)
        made = standings_table.joined(stood, things(lines_of_sheets(printed, content.format), bodies, wrapped))
    beside = [_beside(text, one.title.place) for one in over for text in one.title.lines if text not in title.lines]
    columns = [column for part in (first, *results, *found[1:]) for column in part.header.columns]
    return Read((*_facts(title, columns), *made, *beside), frozenset(used))


def _meant(printed: Sequence[Row]) -> list[Row]:
    """The rows whole again, each cell with what it means."""
    return list(map(from_to, filled(whole(printed))))


def _torn(content: Content, bodies: Bodies) -> Read:
    """The appendix that came as text; of one whose columns cannot be told apart every line is left as printed."""
    torn = torn_text.find(content, bodies)
    if torn is None:
        return Read()
    title = title_before(content, torn.first)
    if torn.readable:
        made = things(lines_of_sheets(list(map(from_to, filled(torn.rows))), content.format), bodies, True)
    else:
        note = (Message("IMPORT_055"),)
        made = [Thing(LEFT, row.quote, place=row.place, quote=row.quote, confidence=ASK, notes=note)
                for row in torn.rows]  # fmt: skip
    return Read((*_facts(title, torn.columns), *made), torn.used | title.used)


def parts(content: Content) -> list[Part]:
    """The tables that hold tasks, or component indices with their standing, in order."""
    found: list[Part] = []
    header: Header | None = None
    for at, block in enumerate(content.blocks):
        if not isinstance(block, Table) or not block.grid:
            continue
        own = headings.find(block)
        if own and not (header and _goes_on(block, own.first, header)):
            same = header is not None and content.format == PDF and own.fields() == header.fields()
            again = same and not _head(content, at)
            found += _parted(Part(at, block, own, own.last + 1, again))
            header = found[-1].header
        elif header and max(map(len, block.grid)) == len(header.columns):
            found += _parted(Part(at, block, header, 0, True))
            header = found[-1].header
        else:
            header = None
    return found


def _goes_on(table: Table, first: int, header: Header) -> bool:
    """Whether rows above the first header of a table belong to the table before: they fill several of its columns."""
    wide = max(map(len, table.grid)) == len(header.columns)
    return wide and any(len({text.strip() for text in row} - {""}) > 2 for row in table.grid[:first])


def _parted(part: Part) -> list[Part]:
    """The tables that stand below each other in one, as on a sheet: each has a header of its own."""
    found = headings.later(part.table, part.header, part.start)
    if found is None:
        return [part]
    top = found.first
    while top > part.start and len({text.strip() for text in part.table.grid[top - 1]} - {""}) < 2:
        top -= 1
    return [replace(part, end=top), *_parted(Part(part.at, part.table, found, found.last + 1, False, top))]


def _rows(
    content: Content, found: Sequence[Part], heads: Mapping[int, list[int]], own: Sequence["_Above"]
) -> list[Row]:  # fmt: skip
    """All rows in order, the heading above a table as a row of its own."""
    made: list[Row] = []
    for part, above in zip(found, own, strict=True):
        if part.at in heads and not part.top:
            made.append(_as_row([content.blocks[at] for at in heads[part.at]]))
        elif above.head:
            made.append(Row(cells={"content": above.head}, place=above.title.place, quote=above.head, across=True))
        made += rows(part.table, part.header, part.start, part.opens, part.end)
    return made


def _heads(content: Content, found: Sequence[Part]) -> dict[int, list[int]]:
    """The paragraphs that name the group of a table, right above it, where each group has a table of its own."""
    own = [part for part in found if not part.opens and not part.top]
    heads = {part.at: head for part in own if (head := _head(content, part.at))}
    return heads if len(own) > 1 else {}


def _head(content: Content, at: int) -> list[int]:
    """The paragraph right above a table, footnotes and numbers of pages aside, when it reads like the name of a group;
    of a wrapped format its lines."""
    lines: list[int] = []
    for above in range(at - 1, -1, -1):
        block = content.blocks[above]
        if isinstance(block, Table):
            return []
        if block.text.strip() and not block.note and not block.text.strip().isdigit():
            lines.insert(0, above)
            if block.label or _names_a_group(block.text):
                return lines
            if content.format not in WRAPPED or len(lines) == LONGEST_HEAD or _is_bracketed(block.text):
                return []
    return []


def _is_bracketed(text: str) -> bool:
    """Whether a line belongs to the title: «(Kèm theo Kế hoạch …)»."""
    return text.strip().endswith(")")


def _page_numbers(content: Content, found: Sequence[Part]) -> Iterator[int]:
    """Paragraphs between two tables that hold the number of a page only."""
    for at in range(found[0].at, found[-1].at):
        block = content.blocks[at]
        if isinstance(block, Paragraph) and block.text.strip().isdigit():
            yield at


def _as_row(lines: Sequence[Paragraph]) -> Row:
    text = joined("\n".join(line.text for line in lines))
    label = lines[0].label
    return Row(label, {"content": text}, place=lines[0].place, quote=f"{label} {text}".strip(), across=True)


@dataclass(frozen=True)
class _Above:
    """What stands above a header in the same table, as in a sheet: the name of its group, and all else."""

    title: Title
    head: str = ""


def _above(part: Part, several: bool) -> _Above:
    places = part.table.places
    grid = part.table.grid[part.top : part.header.first]
    texts = [joined(text) for row in grid for text in row if text.strip()]
    head = next((text for text in reversed(texts) if _names_a_group(text)), "") if several and not part.opens else ""
    lines = tuple(text for text in texts if text != head) if not part.opens else ()
    return _Above(Title(lines, frozenset(), places[part.top] if places else Place()), head)


def _names_a_group(text: str) -> bool:
    """Whether a line above a table reads like the name of a group: numbered, or «Chỉ số …», «Nhóm …»."""
    named = leading(text)[0] or fold(text).startswith(("chỉ số", "nhóm"))
    return bool(named) and len(text) <= LONGEST_NAME


def _beside(text: str, place: Place) -> Thing:
    return Thing(LEFT, text, place=place, quote=text, notes=(Message("IMPORT_057"),))


def _facts(title: Title, columns: Sequence[Column]) -> Iterator[Thing]:
    if title.lines:
        text = "\n".join(title.lines)
        yield Thing(FACT, "Tiêu đề phụ lục", value=text, place=title.place, quote=text)
    for name, fields in YEARS.items():
        column = next((one for one in columns if one.field in fields and one.year), None)
        if column:
            yield Thing(FACT, name, value=str(column.year), place=title.place, quote=column.heading)
