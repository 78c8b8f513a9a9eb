"""How typed text is compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain import text as texts
from kehoach_xl.domain.text import bare, clean, fold, same


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Sở Công\u00a0Thương ", "Sở Công Thương"),
        ("Sở\u200b Nội\u00ad vụ\ufeff", "Sở Nội vụ"),
        ("Hàng\nnăm\t tổ chức", "Hàng năm tổ chức"),
        (unicodedata.normalize("NFD", "Ủy ban"), "Ủy ban"),
        ("Đang – làm", "Đang – làm"),
        ("\u200b\u00a0", ""),
    ],
)
def test_clean_keeps_diacritics_case_and_dashes(typed, expected):
    assert clean(typed) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("hoà", "hòa"),
        ("HOÀ BÌNH", "Hòa Bình"),
        ("khoẻ", "khỏe"),
        ("Thuỷ sản", "Thủy sản"),
        ("Uỷ ban", "Ủy ban"),
        ("quý", "qúy"),
        ("thoả thuận", unicodedata.normalize("NFD", "thỏa thuận")),
        ("2025 - 2030", "2025–2030"),
        ("2025-2030", "2025 — 2030"),
        ("01\u22122", "01 - 2"),
        ("18 / 19", "18/19"),
        ("Hằng  năm", "Hàng năm"),
        ("hằng quý", "hàng qúy"),
        ("Ðang thực hiện", "đang thực hiện"),
    ],
)
def test_differences_of_typing_are_equal(a, b):
    assert same(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("hoàn", "hòan"),
        ("toán", "tóan"),
        ("quyết", "quỵêt"),
        ("hoa", "hoà"),
        ("tùy", "tuý"),
        ("3.1", "3.10"),
        ("sở", "số"),
        ("hằng số", "hàng số"),
    ],
)
def test_differences_of_meaning_or_closed_syllables_stay(a, b):
    assert not same(a, b)


def test_closed_syllable_is_left_as_it_is():
    assert fold("Hoàn thành") == "hoàn thành"


def test_bare_drops_every_mark():
    assert bare("Đang thực hiện – Hoà") == "dang thuc hien-hoa"


@given(st.text())
def test_clean_and_fold_are_stable(text):
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy àáảãạòóỏõọùúủũụỳýỷỹỵ-–/", max_size=30))
def test_fold_does_not_see_normal_form_case_or_dash(text):
    twin = unicodedata.normalize("NFD", text).upper().replace("-", "–").replace(" ", "\u00a0")
    assert same(text, twin)


# What people type, with a few letters that are not composed or not ours.
_TYPED = (
    "aAeEoOuUyYcghnqtđĐòóỏõọôồộơờợùúủũụưừựỳýỷỹỵàáảãạèéẻẽẹÒÓỎÕỌÙÚỦŨỤỲÝ  --//.,;12"
    "\u00a0\u0301\u200b\u2013\uff11ðİ"
)


@given(
    st.text(alphabet=_TYPED, max_size=40)
    | st.lists(st.sampled_from(["hằng ", "Hằng", " năm", "quý", "hòa", "thủy", "hoàn", " - ", "/ "])).map("".join)
)
def test_composed_letters_fold_as_letters_taken_apart_do(text):
    assert fold(text) == texts._folded_apart(text)
