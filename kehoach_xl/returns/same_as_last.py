"""A result copied unchanged from the last period: nothing may have been done since, or nobody looked."""

from collections.abc import Iterator, Mapping

from kehoach_xl.domain.progress import CellKey, Value
from kehoach_xl.domain.rows import PLACE
from kehoach_xl.domain.settle import Facts, Return, touched
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import Message
from kehoach_xl.returns.finding import SAME_AS_LAST, Finding

FIELD = "result"
# Letters. «Đang triển khai thực hiện» may well be true twice; a sentence that tells what was done is not.
LEAST = 30


def same_as_last(
    one: Return, record: Mapping[CellKey, Value], previous: str, facts: Facts, codes: Mapping[str, str], heading: str
) -> Iterator[Finding]:
    """A finding for each task whose result reads as it did in the period ``previous`` of ``record``. A row left as it
    was prefilled says nothing, and is passed over. ``codes``: the number of each task; ``heading``: of the column."""
    same: dict[str, tuple[str, str]] = {}
    for task, row in one.answers.rows.items():
        said, last = row[PLACE[FIELD]], record.get((task, one.agency, previous, FIELD))
        if isinstance(said, str) and isinstance(last, str) and len(fold(said)) >= LEAST and fold(said) == fold(last):
            same[task] = last, said
    for task in sorted(same.keys() & touched(facts, one)) if same else ():
        code = codes.get(task, task)
        message = Message("RETURN_002", {"code": code, "period": previous})
        yield Finding(SAME_AS_LAST, message, code, heading, *same[task])
