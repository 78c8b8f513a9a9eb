"""Lines of `Điều chỉnh` against a plan of groups of tasks."""

from datetime import date

import pytest

from kehoach_xl.domain.agency import Agency, Register
from kehoach_xl.domain.amendment_reading import Order, read_order
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Component, Plan, Task
from kehoach_xl.domain.progress import to_cell
from kehoach_xl.messages import Message

REGISTER = Register(agencies=(Agency(code="STP", name="Sở Tư pháp"),))
GROUPS = ("IV.2", "IV.2.đ", "V")
PLAN = Plan(
    id="p", title="t", short_title="s", issuer="i", coordinator="STP", framework="none", baseline_year=2024,
    target_year=2025, horizon_year=2025,
    components=tuple(
        Component(id=f"NH{n:02d}", code=code, name=code, short=code, baseline=Standing(), goal=Goal(2025), kind="group")
        for n, code in enumerate(GROUPS, 1)
    ),
    tasks=(Task(id="NV001", code="IV.2.đ.3", component="IV.2.đ", content="Tập huấn", timeframe_text="2025"),),
)  # fmt: skip
NEW = {
    "kind": "Bổ sung nhiệm vụ", "value": "Việc mới", "effective": to_cell(date(2025, 6, 1)), "document": "12/KH-UBND",
    "document_date": to_cell(date(2025, 5, 20)), "leads": "Sở Tư pháp", "timeframe": "Năm 2025",
}  # fmt: skip


def read(**cells):
    return read_order(NEW | cells, 5, PLAN, REGISTER, date(2025, 7, 1))


@pytest.mark.parametrize(
    ("code", "component"), [("IV.2.đ.10", "IV.2.đ"), ("IV.2.a", "IV.2"), ("V.4", "V"), ("IV.2.e.1", "IV.2")]
)
def test_a_new_task_lies_below_the_group_its_number_names(code, component):
    found = read(target=code)
    assert isinstance(found, Order)
    assert (found.code, found.component, found.task["code"]) == (code, component, code)


def test_a_number_of_no_group_is_told():
    found = read(target="VI.1")
    assert isinstance(found, Message)
    assert (found.code, found.facts["code"]) == ("AMEND_020", "VI.1")


def test_a_task_of_a_group_can_be_changed():
    found = read(kind="Gia hạn", target="IV.2.đ.3", value="Năm 2026")
    assert isinstance(found, Order)
    assert (found.target, found.field) == ("NV001", "timeframe")


def test_a_group_has_no_goal_to_change():
    found = read(kind="Điều chỉnh điểm mục tiêu", target="V", value="7,5")
    assert isinstance(found, Message)
    assert (found.code, found.facts["value"]) == ("AMEND_011", "V")
