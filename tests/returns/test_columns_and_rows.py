"""A form judged by its columns, as nearly all are, is judged as it would be row by row."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.columns import STANDARD_COLUMNS
from kehoach_xl.intake.arrived import OPENED, Arrived, Source
from kehoach_xl.returns.identify import identify
from kehoach_xl.returns.verdict import Verdict
from tests.returns.sheets_of import FORMS, HEADS, Returned, expected, old, percent, read

SHA = "e" * 64
TYPED = st.none() | st.sampled_from(["Hoàn thành", "xong", "85%", "12 cuộc", 0.5, old("Hoµn thµnh"), percent(0.4)])
# Also locked cells: another number, the wording of another task, an id that is gone, twice there or nobody's.
CELLS = st.dictionaries(st.sampled_from(list(HEADS)), TYPED) | st.fixed_dictionaries(
    {}, optional={"id": st.sampled_from(["", "T1", "T3", "T9"]), "code": st.just("7"), "content": st.just("Việc khác")}
)
TASKS = st.fixed_dictionaries({task: CELLS for task in FORMS["STP"]})


@given(TASKS, st.booleans())
def test_a_form_is_judged_as_row_by_row(answers, copied) -> None:
    one = Returned("STP", answers)
    book = (one.copied() if copied else one).book()
    found = read(book, STANDARD_COLUMNS)
    by_rows = replace(found, forms=tuple(form.with_rows(form.rows) for form in found.forms))
    first, other = (identify(Arrived(Source(book.name), SHA, OPENED, each), expected()) for each in (found, by_rows))
    assert [form.cells for form in found.forms] == [form.cells for form in by_rows.forms]
    assert told(first) == told(other)


def told(verdict: Verdict) -> object:
    said = verdict.result.answers.to_json() if verdict.result else ""
    return said, replace(verdict, result=None)
