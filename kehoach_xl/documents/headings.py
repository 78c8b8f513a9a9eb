"""The columns of an appendix by what their headings mean, wherever they stand: `templates/document-headings.csv`.

A heading may run over several rows and stand under a merged one («Năm 2024» over «Điểm số» and «Xếp hạng»); the year
in it is taken out and says whether a standing is last year's or a goal.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from kehoach_xl.documents.lines import joined
from kehoach_xl.documents.numbering import label_of
from kehoach_xl.domain.text import bare, fold
from kehoach_xl.intake.content import Table
from kehoach_xl.messages import Message
from kehoach_xl.templates import load_csv

# A longer text is no heading.
LONGEST = 90
# The header stands in the first rows; a sheet may have a title above it.
DEEPEST = 40
# A heading alike a known one, of 100, and how far ahead of the next meaning it must be.
ALIKE, AHEAD = 86.0, 6.0
# A shorter heading is alike too many («Tháng» and «Hạng»).
SHORT = 7
# Between a heading and the one below it.
OVER_BELOW = " – "
# What only stands over other headings.
OVER = ("assignment", "baseline", "goal")
STANDING = {"score": "goal_score", "rank": "goal_rank", "baseline": "goal"}


@dataclass(frozen=True, slots=True)
class Column:
    """``field``: code, name, content, leads, coordinators, timeframe, start, end, score, rank, goal_score, goal_rank,
    baseline or goal (score and rank in one cell), 'other' for a column that is kept beside. ``heading`` as printed,
    ``year`` 0 where it names none; ``note`` when the meaning was guessed."""

    field: str
    heading: str
    year: int = 0
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a table that are its header (``first`` to ``last``, from 0), and what each column holds."""

    first: int
    last: int
    columns: tuple[Column, ...]
    printed: frozenset[str]

    def fields(self) -> set[str]:
        return {column.field for column in self.columns}

    @property
    def of_results(self) -> bool:
        """Whether the table holds indices with their standing, and no tasks."""
        return "content" not in self.fields()

    def repeats(self, row: Sequence[str]) -> bool:
        """Whether a row is one of the header's, printed again, or says each column's heading in one row."""
        texts = [(column, fold(text)) for column, text in zip(self.columns, row, strict=False) if text.strip()]
        own = all(text in map(fold, column.heading.split(OVER_BELOW)) for column, text in texts)
        return row_key(row) in self.printed or (len(texts) > 1 and own)


def find(table: Table) -> Header | None:
    """The header of a table that holds tasks, or component indices with their standing; None for any other table."""
    return _first(table, range(min(len(table.grid), DEEPEST)))


def later(table: Table, header: Header, start: int) -> Header | None:
    """The next header from row ``start`` on that is another one: there a table of its own begins in the same one."""
    return _first(table, [at for at in range(start, len(table.grid)) if not header.repeats(table.grid[at])])


def _first(table: Table, rows: Iterable[int]) -> Header | None:
    for first in rows:
        if _known(table.grid[first]) >= 2:
            last = _last(table, first)
            columns = settle(tuple(meaning(stack) for stack in _stacks(table, first, last)))
            columns = _numbered(table, last + 1, columns)
            printed = frozenset(row_key(table.grid[row]) for row in range(first, last + 1))
            header = Header(first, last, columns, printed)
            if is_appendix(header.fields()):
                return header
    return None


def is_appendix(fields: set[str]) -> bool:
    """Whether columns are those of tasks, or of component indices with their standing."""
    tasks = "content" in fields and bool(fields & {"leads", "coordinators", "timeframe", "end"})
    return tasks or ("name" in fields and bool(fields & {"score", "rank", "goal_score", "goal_rank"}))


def meaning(stack: Sequence[str]) -> Column:
    """What a column holds, by its headings from the top one to the one just above the cells."""
    heading = OVER_BELOW.join(dict.fromkeys(stack))
    years = [int(year) for text in stack for year in re.findall(r"\b20\d\d\b", text)]
    year = years[-1] if years else 0
    plain = [_plain(text) for text in stack]
    goal = any(_exact(text) == "goal" or _says_goal(text) for text in plain)
    field, note = "", None
    for text in [*reversed(plain), " ".join(plain)]:
        field = _exact(text) or _exact(_without_goal(text))
        if field and field not in OVER:
            break
    if any(_is_both(fold(text)) for text in stack):
        return Column("leads", heading, year, Message("IMPORT_033", {"heading": heading}))
    if (not field or field in OVER) and (alias := _in_brackets(stack)):
        return Column(_exact(alias), heading, year, Message("IMPORT_040", {"heading": heading, "alias": alias}))
    if not field or field in OVER:
        over = field
        field, alias = next(filter(lambda one: one[0], map(_near, [*reversed(plain), " ".join(plain)])), ("", ""))
        if field:
            note = Message("IMPORT_040", {"heading": heading, "alias": alias})
        elif over in ("baseline", "goal") or (years and not "".join(plain)):
            field = "baseline"
    if goal:
        field = STANDING.get(field, field)
    return Column(field or "other", heading, year, note)


def settle(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns as a whole: which of two is the name and which the task, who leads where nobody is said to, which of
    two years is last year's. A second column of one meaning is kept beside."""
    columns = _years(columns)
    fields = [column.field for column in columns]
    contents = [at for at, field in enumerate(fields) if field == "content"]
    names = [at for at, field in enumerate(fields) if field == "name"]
    found = list(columns)
    timed = bool({"timeframe", "end"} & set(fields))
    results = not timed and bool(set(fields) & {*STANDING, *STANDING.values()})  # who leads there looks after an index
    if names and not contents and (timed or (not results and {"leads", "executors", "people"} & set(fields))):
        found[names[0]] = replace(columns[names[0]], field="content")
    elif len(contents) > 1 and not (names and names[0] < contents[0]):
        found[contents[0]] = replace(columns[contents[0]], field="name")
    for at in names if contents else []:
        if at > contents[0]:
            found[at] = replace(columns[at], field="other")
    found = _from_to(_leading(found))
    seen: set[str] = set()
    for at, column in enumerate(found):
        if column.field in seen or column.field == "assignment":
            found[at] = replace(column, field="other")
        seen.add(column.field)
    return tuple(found)


def _leading(found: list[Column]) -> list[Column]:
    """Who leads: bodies that are said to, else those that carry out, and persons where no column names bodies."""
    fields = [column.field for column in found]
    leads = "leads" in fields
    made: list[Column] = []
    for column in found:
        if column.field == "executors":
            column = replace(column, field="coordinators" if leads else "leads")
        elif column.field == "people" and not leads and "executors" not in fields:
            note = Message("IMPORT_040", {"heading": column.heading, "alias": "Chủ trì"})
            column = replace(column, field="leads", note=note)
        elif column.field == "people":
            column = replace(column, field="other")
        made.append(column)
    return made


def _from_to(found: list[Column]) -> list[Column]:
    """A beginning without an end, or an end without a beginning, is the time; beside a column of times both stay."""
    fields = {column.field for column in found}
    if {"start", "end"} <= fields and "timeframe" not in fields:
        return found
    alone = "other" if "timeframe" in fields else "timeframe"
    return [replace(one, field=alone) if one.field in ("start", "end") else one for one in found]


def row_key(row: Iterable[str]) -> str:
    """A row for comparison, without the places of its columns."""
    return " ".join(text for text in map(fold, row) if text)


def is_column_numbers(row: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: «(1) (2) (3)» or «1 2 3»."""
    cells = [re.sub(r"\s", "", text) for text in row if text.strip()]
    found = [re.fullmatch(r"[\[(]?-?([0-9]{1,2}|[A-ZĐ])[\])]?(?:=.*)?", cell) for cell in cells]
    said = [match[1] for match in found if match]
    numbers = [one for one in said if one.isdigit()]
    letters = said[: len(said) - len(numbers)]  # «A», «B» before 1, 2, 3
    counts = numbers == [str(at) for at in range(1, len(numbers) + 1)] and letters == list("ABCD")[: len(letters)]
    return len(said) > 2 and len(said) == len(cells) and len(numbers) > 1 and counts


def _numbered(table: Table, start: int, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where no heading says so, a first column that holds hardly anything but numbers of rows is theirs."""
    if columns[0].field != "other" or any(column.field == "code" for column in columns):
        return columns
    cells = [row[0].strip() for row in table.grid[start:] if row[0].strip()]
    labels = sum(bool(label_of(cell)) for cell in cells)
    return (replace(columns[0], field="code"), *columns[1:]) if cells and labels > 0.7 * len(cells) else columns


# -- rows -----------------------------------------------------------------------------------------


def _known(row: Sequence[str]) -> int:
    """How many different headings a row holds, formulas aside; 0 where one cell is too long for a header."""
    texts = {joined(text) for text in row if text.strip() and not text.startswith("=")}
    if any(len(text) > LONGEST for text in texts):
        return 0
    return len({found for text in texts if (found := _exact(_plain(text)))} - {""})


def _last(table: Table, first: int) -> int:
    """The last row of a header that begins in ``first``: as deep as its merged cells, the rows the format repeats, and
    the rows below that hold headings only."""
    rows = len(table.grid)
    depth = [end for top, _, end, _ in table.merges if top == first]
    marked = table.heads - 1 if table.heads > first and not _data(table.grid[first + 1 : table.heads]) else first
    last = min(max([first, marked, *depth]), rows - 1)
    while last + 1 < rows and (_all_headings(table.grid[last + 1]) or is_column_numbers(table.grid[last + 1])):
        last += 1
    return last


def _data(rows: Sequence[Sequence[str]]) -> bool:
    return any(len(joined(text)) > LONGEST for row in rows for text in row)


def _all_headings(row: Sequence[str]) -> bool:
    texts = [joined(text) for text in row if text.strip()]
    found = [meaning([text]) for text in texts if len(text) <= LONGEST]
    return bool(texts) and len(found) == len(texts) and all(one.field != "other" and not one.note for one in found)


def _stacks(table: Table, first: int, last: int) -> list[list[str]]:
    """For each column its headings from top to bottom, each merged one in every column it spans."""
    wide = max(len(row) for row in table.grid[first : last + 1])
    rows = [[joined(text) for text in row] + [""] * (wide - len(row)) for row in table.grid[first : last + 1]]
    rows = [row for row in rows if not is_column_numbers(row)]
    for top, left, bottom, right in table.merges:
        if first <= top and bottom <= last:
            for column in range(left, min(right + 1, wide)):
                rows[top - first][column] = rows[top - first][left] if top - first < len(rows) else ""
    for at, row in enumerate(rows[:-1]):
        for column in range(1, wide):  # a wide heading of a format that does not say what is merged
            below = any(lower[column] for lower in rows[at + 1 :])
            if not row[column] and below and _stands_over(row[column - 1]):
                row[column] = row[column - 1]
    return [[row[column] for row in rows if row[column]] for column in range(wide)]


# -- words ----------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """A heading without its year and what stands in brackets, folded."""
    text = re.sub(r"\([^)]*\)", " ", fold(text))
    text = re.sub(r"\b(?:trong |của |đến )?(?:năm )?20\d\d\b(?:-20\d\d\b)?", " ", text)
    return " ".join(re.sub(r"[*:.]", " ", text).split()).strip(" ,;-")


@cache
def aliases() -> dict[str, str]:
    """Every known heading, folded, and the field it names."""
    return {fold(row["alias"]): row["field"] for row in load_csv("document-headings.csv")}


@cache
def _bare() -> dict[str, str]:
    return {bare(alias): field for alias, field in aliases().items()}


@cache
def _squeezed() -> dict[str, str]:
    """The same without spaces: a narrow column breaks «STT» into «ST» and «T»."""
    return {alias.replace(" ", ""): field for alias, field in _bare().items()}


def _exact(plain: str) -> str:
    if not plain:
        return ""
    return aliases().get(plain) or _bare().get(bare(plain)) or _squeezed().get(bare(plain).replace(" ", ""), "")


def _is_both(text: str) -> bool:
    """Whether a heading names in one column who leads and who helps."""
    return bool(re.search(r"chủ trì\s*(?:/|,|và|-|;|\()\s*(?:cơ quan |đơn vị )?phối hợp", text))


def _in_brackets(stack: Sequence[str]) -> str:
    """What a heading that nobody knows says in brackets, where that is known: «Chủ đầu tư (chủ trì)»."""
    said = [inner.strip() for text in reversed(stack) for inner in re.findall(r"\(([^)]*)\)", text)]
    return next((inner for inner in said if _exact(fold(inner)) in ("leads", "coordinators", "timeframe")), "")


def _stands_over(text: str) -> bool:
    plain = _plain(text)
    return _exact(plain) in OVER or bool(text and not plain)


def _says_goal(plain: str) -> bool:
    return _without_goal(plain) != plain


def _without_goal(plain: str) -> str:
    return re.sub(r"^(?:mục tiêu|chỉ tiêu|phấn đấu) | (?:mục tiêu|phấn đấu|dự kiến)$", "", plain)


def _near(plain: str) -> tuple[str, str]:
    """A meaning whose heading stands whole in this one, else one spelt almost so; and which heading that was."""
    if len(plain) < 4:
        return "", ""
    words = f" {re.sub('[,/]', ' ', plain)} "
    within = [alias for alias, field in aliases().items()
              if field not in OVER and len(alias) > 5 and f" {alias} " in words]  # fmt: skip
    if within:
        alias = min(within, key=lambda one: (words.find(f" {one} "), -len(one)))  # the first word says what it is
        return aliases()[alias], alias
    best: dict[str, tuple[float, str]] = {}
    for alias, field in aliases().items():
        if field not in OVER:
            best[field] = max(best.get(field, (0.0, "")), (fuzz.ratio(bare(plain), bare(alias)), alias))
    (field, (first, alias)), (_, (second, _)) = sorted(best.items(), key=lambda one: -one[1][0])[:2]
    if len(plain) < SHORT:
        return "", ""
    return (field, alias) if first >= ALIKE and first - second >= AHEAD else ("", "")


def _years(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where no heading says «Mục tiêu» and two years are named, the later one is the goal, as a guess."""
    standing = [column for column in columns if column.field in STANDING]
    years = sorted({column.year for column in standing if column.year})
    if len(years) != 2 or any(column.field.startswith("goal") for column in columns):
        return columns
    guess = Message("IMPORT_041", {"year": years[1]})
    return tuple(replace(column, field=STANDING[column.field], note=guess)
                 if column in standing and column.year == years[1] else column for column in columns)  # fmt: skip
