"""Agencies by the share of a file's rows that are theirs: counted by crowds of equal forms, ranked one by one."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.returns.fingerprint import Fingerprint, Share

# None is like another.
TASKS = ["Rà soát văn bản", "Đăng tin về các hiệp định", "Bồi dưỡng cán bộ", "Tổ chức hội nghị", "Hỗ trợ doanh nghiệp"]


@dataclass
class Row:
    content: str
    code: str = ""


def form(tasks: list[str]) -> dict[str, dict[str, str]]:
    return {task: {"content": task, "code": task[:1]} for task in tasks}


@given(
    st.lists(st.tuples(st.sampled_from("ABCDEF"), st.lists(st.sampled_from(TASKS), max_size=4)), max_size=10),
    st.lists(st.sampled_from([*TASKS, "Việc khác", ""]), max_size=8),
)
def test_agencies_are_ranked_by_share_then_by_the_size_of_their_form_then_by_code(sent, contents):
    forms: dict[str, set[str]] = {}
    for agency, tasks in sent:
        forms.setdefault(agency, set()).update(tasks)
    wordings = [one for one in contents if one]
    votes = {agency: sum(one in tasks for one in wordings) for agency, tasks in forms.items()}
    order = sorted((a for a in votes if votes[a]), key=lambda a: (-votes[a], len(forms[a]), a))

    found = Fingerprint((agency, form(tasks)) for agency, tasks in sent).shares(map(Row, contents))

    assert list(found) == [Share(agency, votes[agency] / len(wordings)) for agency in order]
    assert found.best == next(iter(found), None)
    assert {agency: found.of(agency) for agency in order} == dict(found)
    assert found.of("Z") == 0
    some = [agency for agency in order if agency in "BDF"]
    assert found.first_of("FBDZ", 0.5) == next((one for one in found if one.agency in some and one.share >= 0.5), None)


def test_what_one_crowd_was_sent_is_not_anothers():
    known = Fingerprint([("A", form(TASKS[:2])), ("B", form(TASKS[:2])), ("C", form(TASKS[2:3]))])
    assert [known.is_anothers(TASKS[0], agency) for agency in "ABCZ"] == [False, False, True, True]
    assert not known.is_anothers("Việc khác", "C")
