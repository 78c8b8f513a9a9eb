"""`Chỉ số`, the goals in numbers: limits that are limits, results that are numbers."""

from collections.abc import Iterator

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.figure_result import limit_of
from kehoach_xl.domain.progress import Raw
from kehoach_xl.domain.values import Reading, read_number
from kehoach_xl.messages import Message

LIMIT = ("op", "limit", "upper")


@check("figures", "CHECK_216")
def figure_lines(subject: Subject) -> Iterator[Issue]:
    """A number typed as text has a finding of its own."""
    for row in subject.figures:
        if not any(row.text(field) for field in ("name", "year", "unit", "result", *LIMIT)):
            continue
        as_text = [field for field in ("limit", "upper") if _is_text(row.cells.get(field))]
        limit = limit_of(row.text("op"), *(_number(row.cells.get(field)) for field in ("limit", "upper")), "")
        if limit is None and not any(isinstance(read_number(row.cells.get(field)), Reading) for field in as_text):
            yield _issue(row, as_text[0] if as_text else "limit", "Mức")
        result = row.cells.get("result")
        if _is_text(result) and not isinstance(read_number(result), Reading):
            yield _issue(row, "result", "Kết quả")


def _issue(row: RawRow, field: str, what: str) -> Issue:
    facts = {"what": what, "value": row.text(field) or "(trống)"}
    return Issue(Message("CHECK_216", facts), "figures", row.row, field, "", row.cells.get(field))


def _number(raw: Raw) -> float | None:
    return float(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else None


def _is_text(raw: Raw) -> bool:
    return isinstance(raw, str) and bool(raw.strip())
