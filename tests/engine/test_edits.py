"""Changed cells of a row, kept as their columns and their contents: what they say is what a dictionary would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.engine.edits import Edits, differing

values = st.sampled_from([None, "", "chữ", 1, 1.0, True, False, 0.0, -0.0, -2146826246])


@given(st.dictionaries(st.integers(1, 9), values, max_size=4))
def test_edits_say_what_a_dictionary_says(cells: dict) -> None:
    edits = Edits.of(cells)
    assert edits == cells
    assert (list(edits), list(edits.values()), len(edits)) == (list(cells), list(cells.values()), len(cells))
    assert [edits.get(column, "nothing") for column in range(1, 10)] == [
        cells.get(column, "nothing") for column in range(1, 10)
    ]
    assert Edits.of(edits) is edits
    with pytest.raises(KeyError):
        edits[10]


@given(st.lists(st.tuples(values, values), max_size=4))
def test_a_cell_differs_unless_the_same_value_of_the_same_kind_stands(pairs: list) -> None:
    column, before = [new for new, _ in pairs], [old for _, old in pairs]
    assert list(differing(column, before)) == [(type(new), new) != (type(old), old) for new, old in pairs]
    assert list(differing(column, None)) == [new is not None for new in column]
