"""How texts are spelt in XML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.ooxml.text import decode_escapes, encode_text, escaped, forbidden_character


@pytest.mark.parametrize(
    ("text", "spelt"),
    [("một & hai\n<b>", b"m\xe1\xbb\x99t &amp; hai\n&lt;b&gt;"), ("a\rb", b"a_x000D_b"), ("\ufffe", b"_xFFFE_"),
     ("x_x000D_", b"x_x005F_x000D_"), ("a_xyz", b"a_xyz"), ("ＡＢ", "ＡＢ".encode())],
)  # fmt: skip
def test_what_xml_cannot_hold_is_escaped(text: str, spelt: bytes) -> None:
    assert encode_text(text) == spelt
    assert decode_escapes(escaped(text)) == decode_escapes(spelt.decode())


@given(st.text(st.sampled_from("ab ế_x0041\t\n\r\x0b\x00\x1f&<>\"'\ufffe\uffff\uff21\U0001f600"), max_size=12))
def test_bytes_are_spelt_as_texts_are(text: str) -> None:
    assert encode_text(text) == escaped(text).encode()


@pytest.mark.parametrize(
    ("text", "found"),
    [("một\thai\nba\r", None), ("ＡＢ", None), ("a\x00\x1f", "U+0000"), ("\ud800a", "U+D800"), ("a\ufffe", "U+FFFE")],
)
def test_the_first_character_that_xml_cannot_hold_is_named(text: str, found: str | None) -> None:
    assert forbidden_character(text) == found
