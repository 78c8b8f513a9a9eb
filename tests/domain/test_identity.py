"""Whose file this is: signed, carried twice, and nothing in it trusted."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.identity import (
    Identity,
    as_properties,
    digest,
    from_properties,
    is_ours,
    new_key,
    sign,
)

KEY = "00" * 32
ONE = Identity("fta-2025", "2025-H1", "STP", "2025-H1/STP/01", 1, (("NV001", "aa"), ("NV002", "bb")))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
IDENTITIES = st.builds(
    Identity, WORDS, WORDS, WORDS, WORDS, st.integers(0, 99), st.lists(st.tuples(WORDS, WORDS)).map(tuple)
)


def test_what_we_signed_is_ours():
    assert is_ours(KEY, ONE, sign(KEY, ONE))


@pytest.mark.parametrize(
    "changed",
    [
        {"plan": "fta-2026"},
        {"period": "2025-H2"},
        {"agency": "SNV"},
        {"dispatch": "2025-H1/STP/02"},
        {"layout": 2},
        {"rows": ()},
        {"rows": ONE.rows[:1]},
        {"rows": ONE.rows[::-1]},
        {"rows": (("NV003", "aa"), ("NV002", "bb"))},
        {"rows": (("NV001", "ab"), ("NV002", "bb"))},
        {"rows": (*ONE.rows, ("NV003", "cc"))},
    ],
    ids=str,
)
def test_any_changed_field_breaks_the_signature(changed):
    assert not is_ours(KEY, replace(ONE, **changed), sign(KEY, ONE))


def test_another_key_is_another_master():
    assert not is_ours("11" * 32, ONE, sign(KEY, ONE))


@pytest.mark.parametrize("signature", ["", "0", sign(KEY, ONE)[:-1], sign(KEY, ONE).upper(), "chữ ký", "\ud800"])
def test_a_wrong_signature_is_refused_whatever_is_in_it(signature):
    assert not is_ours(KEY, ONE, signature)


def test_keys_are_long_and_never_the_same():
    assert len(new_key()) == 64
    assert new_key() != new_key()


@given(IDENTITIES)
def test_the_line_of_an_identity_is_canonical(identity):
    said = {name: getattr(identity, name) for name in ("plan", "period", "agency", "dispatch", "layout", "rows")}
    assert identity.to_json() == json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@given(IDENTITIES)
def test_an_identity_reads_back(identity):
    assert Identity.from_json(identity.to_json()) == identity


@given(IDENTITIES, st.data())
def test_a_changed_identity_reads_as_the_json_it_is(identity, data):
    """Its rows are read once for all forms that have them; whatever was done to the text, it says the same."""
    text = identity.to_json()
    at, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 9))
    put = data.draw(st.sampled_from(['', ',"rows":', '"', ']]}', '}', ' ', ',"rows":[["a","b"]]', '{"x":1', "[", "a"]))
    changed = text[:at] + put + text[at + length :]
    try:
        said = json.loads(changed)
        rows = tuple((str(task), str(digest)) for task, digest in said["rows"])
        plan, period, agency = str(said["plan"]), str(said["period"]), str(said["agency"])
        meant = Identity(plan, period, agency, str(said["dispatch"]), int(said["layout"]), rows)
    except (ValueError, KeyError, TypeError):
        with pytest.raises(ValueError):
            Identity.from_json(changed)
    else:
        assert Identity.from_json(changed) == meant


@given(IDENTITIES)
def test_the_properties_read_back_whatever_the_length(identity):
    properties = as_properties(identity, sign(KEY, identity))
    text, signature = from_properties({"khác": 1, **properties})
    assert is_ours(KEY, Identity.from_json(text), signature)
    assert all(len(value) <= 255 for value in properties.values())


@pytest.mark.parametrize("count", [5, 40, 2000])
def test_pieces_come_back_in_their_order_even_when_they_are_hundreds(count):
    many = replace(ONE, rows=tuple((f"NV{n:04}", digest([str(n)])) for n in range(count)))
    properties = as_properties(many, "s")
    assert len(properties) > count * 20 // 240
    text, _ = from_properties(dict(reversed(properties.items())))
    assert Identity.from_json(text) == many


def test_no_properties_is_no_identity():
    assert from_properties({"Title": "x", "kehoach_x": 1, "kehoach_²": "y"}) == ("", "")


def test_a_property_that_is_no_text_does_not_stop_the_reading():
    assert from_properties({"kehoach_00": 1, "kehoach_signature": True}) == ("1", "True")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "không phải JSON",
        "[]",
        "{}",
        "null",
        '"abc"',
        ONE.to_json()[:-1],
        ONE.to_json().replace('"rows":', '"row":'),
        ONE.to_json().replace('"layout":1', '"layout":"một"'),
        ONE.to_json().replace('"layout":1', '"layout":null'),
        ONE.to_json().replace('"layout":1', '"layout":1e999'),
        ONE.to_json().replace('"layout":1', f'"layout":{"9" * 5000}'),
        ONE.to_json().replace('["NV001","aa"]', "7"),
        ONE.to_json().replace('["NV001","aa"]', '["NV001"]'),
        ONE.to_json().replace("STP", "\\ud800"),
        "[" * 30_000,
        '{"rows":' * 30_000,
    ],
    ids=range(17),
)
def test_a_malformed_identity_is_a_value_error(text):
    with pytest.raises(ValueError, match="not an identity"):
        Identity.from_json(text)


@given(st.text())
def test_no_text_does_worse_than_a_value_error(text):
    with pytest.raises(ValueError, match="not an identity"):
        Identity.from_json(text)


@pytest.mark.parametrize("cells", [["a", "bc"], ["ab", "c"], ["abc"], ["a", "b", "c"], ["a", "bc", ""]])
def test_a_digest_tells_cells_apart(cells):
    others = [["a", "b c"], ["c", "ab"], ["", "abc"], ["a", "", "bc"]]
    assert digest(cells) not in [digest(other) for other in others]
    assert len(digest(cells)) == 12
