"""Which typed figures of an index count, and which are as good as missing."""

import pytest

from kehoach_xl.domain import credible


@pytest.mark.parametrize(
    ("value", "most", "counts"),
    [(0.0, 10, True), (10.0, 10, True), (10.01, 10, False), (-5.0, 10, False), (1e9, 10, False), (1e9, None, True),
     (-0.01, None, False), (None, 10, False)],
)  # fmt: skip
def test_a_score_counts_on_its_scale(value, most, counts):
    assert credible.score(value, most) == (value if counts else None)


@pytest.mark.parametrize(
    ("value", "counts"), [(2.0, 2), (34.0, 34), (1.0, None), (0.0, None), (-34.0, None), (33.5, None), (None, None)]
)
def test_at_least_two_are_ranked(value, counts):
    assert credible.bodies(value) == counts


@pytest.mark.parametrize(
    ("value", "of", "counts"),
    [(1.0, 34, 1), (34.0, 34, 34), (35.0, 34, None), (99.0, 34, None), (0.0, 34, None), (-3.0, 34, None),
     (20.5, 34, None), (50.0, None, 50), (0.0, None, None), (None, 34, None)],
)  # fmt: skip
def test_a_rank_is_one_of_those_that_are_ranked(value, of, counts):
    assert credible.rank(value, of) == counts


@pytest.mark.parametrize(("value", "counts"), [(0.0, 0.0), (0.3, 0.3), (100.0, 100.0), (-5.0, None), (101.0, None)])
def test_a_threshold_is_a_per_cent(value, counts):
    assert credible.share(value) == counts
