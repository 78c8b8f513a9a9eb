"""Which tasks a period asks: codes of components and tasks, and ranges."""

import pytest

from kehoach_xl.building import plan_template
from kehoach_xl.domain.scope import read_scope

PLAN = plan_template.load("fta-index-ha-tinh-2025").plan


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1", "1.1 1.2 1.3"),
        ("2.3", "2.3"),
        ("1; 2.3", "1.1 1.2 1.3 2.3"),
        ("2.3, 1.1", "1.1 2.3"),
        ("1.1\n1.3.", "1.1 1.3"),
        ("4.1-4.5", "4.1 4.2 4.3 4.4 4.5"),
        ("4.1 – 4.2", "4.1 4.2"),
        ("4.1—4.2;", "4.1 4.2"),
        ("3.9-3.11", "3.9 3.10 3.11"),
        ("3.1", "3.1"),
        ("1-2", "1.1 1.2 1.3 2.1 2.2 2.3 2.4"),
        ("1.2-2", "1.2 1.3 2.1 2.2 2.3 2.4"),
        (" 2.3 ;; 2.3 ", "2.3"),
    ],
)
def test_codes_and_ranges(text: str, codes: str) -> None:
    scope = read_scope(text, PLAN.tasks)
    assert " ".join(task.code for task in PLAN.tasks if scope.asks(task)) == codes
    assert scope.unknown == ()


@pytest.mark.parametrize("text", ["", "  ", " ; \n"])
def test_nothing_named_asks_everything(text: str) -> None:
    assert all(read_scope(text, PLAN.tasks).asks(task) for task in PLAN.tasks)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("1; 9.9", ("9.9",)), ("4.5-4.1", ("4.5-4.1",)), ("4.1-4.99", ("4.1-4.99",)), ("2.3 và 2.4", ("2.3 và 2.4",)),
        ("tất cả; 5", ("tất cả", "5")), ("-", ("-",)),
    ],
)  # fmt: skip
def test_pieces_that_name_nothing_are_told(text: str, unknown: tuple[str, ...]) -> None:
    assert read_scope(text, PLAN.tasks).unknown == unknown
