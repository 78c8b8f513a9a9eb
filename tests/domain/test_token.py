"""The sign in a subject that tells which form a letter is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.token import read_token, token

KEY, OTHER = "0f" * 32, "10" * 32
PLAN = "fta-index-ha-tinh-2025"
STC = "2025-H2/STC/01"


def test_a_token_reads_like_this():
    assert token(KEY, PLAN, STC) == "[KH 2025-H2/STC/01 J78D]"


SURVIVES = [
    "{}", "{} Đề nghị báo cáo 6 tháng cuối năm 2025", "Re: {} Đề nghị", "Fw: Trả lời: RE: FWD: {}", "[EXTERNAL] Re: {}",
    "Báo cáo (lần 2) {} bản cuối", "TL: {}x",
]  # fmt: skip


@pytest.mark.parametrize("around", SURVIVES)
def test_what_mail_programs_put_around_it_changes_nothing(around):
    assert read_token(around.format(token(KEY, PLAN, STC)), KEY, PLAN) == STC


@pytest.mark.parametrize(
    "written",
    [
        "[kh 2025-h2/stc/01 j78d]",
        "[KH 2025-H2/STC/01\r\n J78D]",
        "[KH\u00a02025-H2/STC/01\u00a0J78D]",
        "[ KH  2025-H2 / STC / 01   J78D ]",
        "[KH2025-H2/STC/01J78D]",
        "[KH 2025–H2/STC/01 J78D]",
        "(KH 2025-H2/STC/01 J78D)",
        "【KH 2025-H2/STC/01 J78D】",
        "KH 2025-H2/STC/01 J78D",
        "Re KH 2025-H2/STC/01 J78D Báo cáo",
        "[KH 2025-H1/STC/01 J78D] Fw: [KH 2025-H2/STC/01 J78D]",  # the first is none
        "[KH 2025-H2/STC/01 J78D",
    ],
)
def test_it_survives_folding_case_blanks_dashes_and_brackets(written):
    assert read_token(written, KEY, PLAN) == STC


@pytest.mark.parametrize(
    "written",
    [
        "", "Báo cáo của Sở Tài chính", "[KH]", "[KH J78D]", "KH 2025", "[KH 2025-H2/STC/01]",
        "[KH 2025-H2/STC/01 J78E]",
        "[KH 2025-H2/STC/02 J78D]",
        "[KH 2025-H2/SCT/01 J78D]",
        "[KH 2025-H1/STC/01 J78D]",
        "[" * 5000 + "KH 2025-H2/STC/01 J78D]",  # beyond what is read
    ],
)  # fmt: skip
def test_what_is_no_sign_of_ours_gives_nothing(written):
    assert read_token(written, KEY, PLAN) is None


def test_another_key_or_another_plan_has_other_signs():
    written = token(KEY, PLAN, STC)
    assert read_token(written, OTHER, PLAN) is None
    assert read_token(written, KEY, "ddci-so-ngoai-vu-lang-son-2026") is None
    assert read_token(token("", PLAN, STC), "", PLAN) is None  # without a key anybody could make them


def test_signs_copied_by_hand_may_mistake_letters_for_numbers():
    assert token(KEY, PLAN, "2025-H2/SXD/29") == "[KH 2025-H2/SXD/29 R9M1]"
    assert read_token("[KH 2025-H2/SXD/29 R9MI]", KEY, PLAN) == "2025-H2/SXD/29"
    assert read_token("[KH 2025-H2/SXD/29 r9ml]", KEY, PLAN) == "2025-H2/SXD/29"


def test_a_number_is_spelt_as_the_master_knows_it():
    written = token(KEY, PLAN, "2025-H2/SKHvCN/01").lower()
    assert read_token(written, KEY, PLAN) == "2025-H2/SKHVCN/01"
    assert read_token(written, KEY, PLAN, [STC, "2025-H2/SKHvCN/01"]) == "2025-H2/SKHvCN/01"


CODES = st.from_regex(r"[A-ZĐa-z0-9ữ][A-ZĐa-z0-9.&-]{0,12}", fullmatch=True)


@given(CODES, st.integers(1, 999), st.sampled_from(["2025-H2", "2025-CD1", "2026-T07", "2025"]), st.text(max_size=30))
def test_every_form_is_known_again_in_any_subject(code, number, period, more):
    dispatch = f"{period}/{code}/{number:02d}"
    assert read_token(f"{token(KEY, PLAN, dispatch)} {more}", KEY, PLAN, [dispatch]) == dispatch


@given(st.text(max_size=200))
def test_a_subject_without_a_sign_never_breaks_it(subject):
    assert read_token(subject, KEY, PLAN) is None
