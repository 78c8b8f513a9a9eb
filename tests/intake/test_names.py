"""Names that others gave: each is told apart from every other."""

import pytest

from kehoach_xl.intake.names import Distinct


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["a", "b", "a", "a"], ["a", "b", "a (2)", "a (3)"]),
        (["a (2)", "a", "a", "a"], ["a (2)", "a", "a (3)", "a (4)"]),
        (["a", "a", "a (2)", "a (2)", "a"], ["a", "a (2)", "a (2) (2)", "a (2) (3)", "a (3)"]),
    ],
)
def test_each_name_is_given_once(given, told):
    assert list(map(Distinct(), given)) == told
