"""`Chỉ số`, the goals and the results of other years: lines that can be counted, and that agree with the main table."""

from collections.abc import Iterator, Sequence

from kehoach_xl.domain.appendix import rank, score
from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.checks.figures import OUT_OF_RANGE, most_of
from kehoach_xl.domain.checks.published import LEAST
from kehoach_xl.domain.framework import TOLERANCE, TOTAL, framework
from kehoach_xl.domain.history import FIRST_YEAR, LAST_YEAR
from kehoach_xl.domain.values import Reading, Unclear, read_number, read_score, shown
from kehoach_xl.messages import Message

TABLES = ("goals", "history")
# What a line is there for, and the columns that hold ranks with what they are called.
SAYS = {"goals": ("score", "rank_from", "rank_to"), "history": ("name", "score", "rank", "group")}
PLACES = {"goals": (("rank_from", "Hạng từ"), ("rank_to", "Đến hạng")), "history": (("rank", "Hạng"),)}


def _issue(code: str, table: str, row: RawRow, field: str, /, **facts: object) -> Issue:
    facts.setdefault("value", row.text(field))
    return Issue(Message(code, facts), table, row.row, field, "", row.cells.get(field))


def year_of(row: RawRow) -> int | None:
    """The year of a line, None for what is none."""
    found = read_number(row.cells.get("year"))
    year = found.value if isinstance(found, Reading) else None
    if not isinstance(year, float | int) or year != int(year) or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return int(year)


def _lines(subject: Subject, table: str) -> Sequence[RawRow]:
    """The lines in which something stands besides a source."""
    fields = ("year", "code", "of", *SAYS[table])
    return [row for row in subject.rows(table) if any(row.text(field) for field in fields)]


@check("goals", "CHECK_207", "CHECK_208", "CHECK_209", "CHECK_210", "CHECK_211")
def goal_lines(subject: Subject) -> Iterator[Issue]:
    """Of a year and a component there is one goal for the score and one for the rank."""
    yield from _countable(subject, "goals", (("score",), ("rank_from", "rank_to")))


@check("history", "CHECK_207", "CHECK_208", "CHECK_209", "CHECK_210", "CHECK_211")
def result_lines(subject: Subject) -> Iterator[Issue]:
    yield from _countable(subject, "history", (SAYS["history"],))


def _countable(subject: Subject, table: str, parts: Sequence[Sequence[str]]) -> Iterator[Issue]:
    codes = {row.text("code").casefold() for row in subject.indices if row.text("id") != TOTAL}
    seen: dict[tuple[int, str, int], int] = {}
    for row in _lines(subject, table):
        year, code = year_of(row), row.text("code")
        if not row.text("year"):
            yield _issue("CHECK_208", table, row, "year")
        elif year is None:
            yield _issue("CHECK_207", table, row, "year", first=FIRST_YEAR, last=LAST_YEAR)
        if code and subject.indices and code.casefold() not in codes:
            yield _issue("CHECK_209", table, row, "code")
        if not any(row.text(field) for field in SAYS[table]):
            yield _issue("CHECK_211", table, row, "year")
        for part, fields in enumerate(parts):
            if year is None or not any(row.text(field) for field in fields):
                continue
            # A plan without an index tells results of others, by their names.
            of = code or ("" if subject.indices[1:] else row.text("name"))
            key = (year, of.casefold(), part)
            if key in seen:
                yield _issue("CHECK_210", table, row, "year", value=year, other=seen[key])
                break
            seen[key] = row.row


@check("goals", "CHECK_010", "CHECK_014", "CHECK_122", "CHECK_206")
def goal_figures(subject: Subject) -> Iterator[Issue]:
    yield from _figures(subject, "goals")


@check("history", "CHECK_010", "CHECK_014", "CHECK_122", "CHECK_204", "CHECK_206")
def result_figures(subject: Subject) -> Iterator[Issue]:
    """A document that tells a rank tells among how many, else it has no position."""
    yield from _figures(subject, "history")
    for row in _lines(subject, "history"):
        if row.text("rank") and not row.text("of"):
            yield _issue("CHECK_204", "history", row, "of", what="Tổng số được xếp hạng")
        elif row.text("of") and not row.text("rank"):
            yield _issue("CHECK_204", "history", row, "rank", what="Hạng")


def _figures(subject: Subject, table: str) -> Iterator[Issue]:
    whole = framework(subject.plan.framework).total_max or 1000
    for row in _lines(subject, table):
        given = score(row.cells.get("max"))
        most = given or (most_of(subject) if row.text("code") else whole)
        reading = read_score(row.cells.get("score"), most)
        if isinstance(reading, Unclear) and reading.code == OUT_OF_RANGE:
            yield _issue("CHECK_122", table, row, "score", most=shown(most))
        elif isinstance(reading, Unclear):
            yield _issue("CHECK_010", table, row, "score", reason=Message(reading.code, reading.facts).text)
        of = rank(row.cells.get("of"))
        if row.text("of") and (of is None or of.of is not None or of.n < LEAST):
            yield _issue("CHECK_206", table, row, "of", what="Tổng số được xếp hạng", least=LEAST)
        for field, what in PLACES[table]:
            place = rank(row.cells.get(field))
            if row.text(field) and (place is None or place.of is not None):
                yield _issue("CHECK_206", table, row, field, what=what, least=1)
            elif place and of and of.of is None and of.n >= LEAST and place.n > of.n:
                yield _issue("CHECK_014", table, row, field, value=f"{place.n}/{of.n}")


@check("history", "CHECK_212")
def agree_with_main_table(subject: Subject) -> Iterator[Issue]:
    """The years of the plan itself are entered above; what is entered here besides must say the same."""
    years = {subject.plan.baseline_year: "", subject.plan.target_year: "actual_"}
    for row, main, year in _beside(subject, "history"):
        if year in years:
            for field, what in (("score", "Điểm"), ("rank", "Hạng"), ("of", "Tổng số được xếp hạng")):
                # A printed total may differ a little from the computed one.
                slack = TOLERANCE if field == "score" and main.text("id") == TOTAL else 0.0
                yield from _differs("CHECK_212", "history", row, field, what, main, f"{years[year]}{field}", slack)


@check("goals", "CHECK_213")
def goals_agree_with_main_table(subject: Subject) -> Iterator[Issue]:
    for row, main, year in _beside(subject, "goals"):
        if year == subject.plan.target_year and main.text("id") != TOTAL:
            pairs = (("score", "Điểm mục tiêu", "goal_score"), ("rank_to", "Hạng mục tiêu", "goal_rank"))
            for field, what, there in pairs:
                yield from _differs("CHECK_213", "goals", row, field, what, main, there)


def _beside(subject: Subject, table: str) -> Iterator[tuple[RawRow, RawRow, int]]:
    """Each line with the row of the main table about the same component, and its year."""
    by_code = {(row.text("code") if row.text("id") != TOTAL else "").casefold(): row for row in subject.indices}
    for row in _lines(subject, table):
        year, main = year_of(row), by_code.get(row.text("code").casefold())
        if year is not None and main is not None:
            yield row, main, year


def _differs(
    code: str, table: str, row: RawRow, field: str, what: str, main: RawRow, there: str, slack: float = 0.0
) -> Iterator[Issue]:
    here, above = (read_number(side.cells.get(name)) for side, name in ((row, field), (main, there)))
    if not isinstance(here, Reading) or not isinstance(above, Reading) or None in (here.value, above.value):
        return
    if abs(here.value - above.value) > slack + 1e-9:
        yield _issue(code, table, row, field, what=what, other=shown(above.value))
