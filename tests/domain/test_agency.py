"""Who is meant by what stands in a cell of the appendix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.agency import Agency, AgencyGroup, Named, Register

AGENCIES = (
    Agency(code="SCT", name="Sở Công Thương", aliases=("Sở CT",)),
    Agency(code="STP", name="Sở Tư pháp"),
    Agency(code="SVH", name="Sở Văn hóa, Thể thao và Du lịch", aliases=("Sở VH,TT&DL",)),
    Agency(code="HTQT", name="Phòng Hợp tác quốc tế - Văn phòng"),
)
GROUPS = (
    AgencyGroup(code="SBN", name="Các sở, ban, ngành", members=("SCT", "STP")),
    AgencyGroup(code="SN", name="Các sở, ngành phát sinh thủ tục hành chính"),
    AgencyGroup(code="DP", name="UBND các địa phương", aliases=("Các địa phương",), members=("XA1",)),
)
REGISTER = Register(agencies=AGENCIES, groups=GROUPS)
CODES = [body.code for body in (*AGENCIES, *GROUPS)]


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("Sở Tư pháp", ["STP"], []),
        ("  sở  tư pháp ", ["STP"], []),
        ("STP", ["STP"], []),
        ("Sở CT", ["SCT"], []),
        ("Sở Công Thương, Sở Tư pháp", ["SCT", "STP"], []),
        ("Sở Công Thương; Sở Tư pháp", ["SCT", "STP"], []),
        ("Sở Công Thương\nSở Tư pháp", ["SCT", "STP"], []),
        ("Sở Tư pháp, Sở Tư pháp", ["STP"], []),
        ("Các sở, ban, ngành, UBND các địa phương", ["SBN", "DP"], []),
        ("Các sở,ban,ngành", ["SBN"], []),
        ("Sở Văn hoá, Thể thao và Du lịch, Sở Tư pháp", ["SVH", "STP"], []),
        ("Sở VH,TT&DL", ["SVH"], []),
        ("Sở VH, TT&DL", ["SVH"], []),
        ("Phòng Hợp tác quốc tế - Văn phòng", ["HTQT"], []),
        ("Phòng Hợp tác quốc tế – Văn phòng", ["HTQT"], []),
        ("Phòng Hợp tác quốc tế-Văn phòng, Các địa phương", ["HTQT", "DP"], []),
        ("Các sở, ngành phát sinh thủ tục hành chính", ["SN"], []),
        ("Sở Xây dựng", [], ["Sở Xây dựng"]),
        ("Sở Tư pháp, Sở Xây dựng, Sở CT", ["STP", "SCT"], ["Sở Xây dựng"]),
        ("Văn phòng", [], ["Văn phòng"]),
        ("Các sở, ban", [], ["Các sở", "ban"]),
        ("Sở Tư pháp,", ["STP"], []),
        ("", [], []),
        (None, [], []),
    ],
)
def test_reading_a_cell(text, codes, unknown):
    assert REGISTER.read(text) == Named(tuple(codes), tuple(unknown))


@given(st.lists(st.sampled_from(CODES), unique=True))
def test_what_is_written_reads_back(codes):
    assert REGISTER.read(REGISTER.write(codes)) == Named(tuple(codes), ())


@given(st.text())
def test_every_piece_is_known_or_named_as_unknown(text):
    named = REGISTER.read(text)
    assert set(named.codes) <= set(CODES)
    assert all(piece and REGISTER.find(piece) is None for piece in named.unknown)


def test_the_first_body_of_a_spelling_keeps_it():
    register = Register(agencies=(Agency(code="A", name="Văn phòng"), Agency(code="B", name="văn phòng")))
    assert register.find("Văn phòng") == "A"


def test_an_unknown_code_is_shown_as_it_is():
    assert (REGISTER.name("STP"), REGISTER.name("XA1"), REGISTER.body("XA1")) == ("Sở Tư pháp", "XA1", None)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Sở Công thươg", "Sở Công Thương"), ("Sở Tu pháp", "Sở Tư pháp"), ("UBND địa phương", "UBND các địa phương")],
)
def test_the_nearest_name_comes_first(typed, first):
    assert REGISTER.nearest(typed)[0] == first


def test_nothing_near_is_nothing():
    assert REGISTER.nearest("Ngân hàng Nhà nước") == []


def test_near_names_are_few_and_named_once():
    register = Register(agencies=tuple(Agency(code=f"X{n}", name=f"Xã {n}", aliases=(f"xã {n}.",)) for n in range(9)))
    assert len(register.nearest("Xã")) == len(set(register.nearest("Xã"))) == 3


@pytest.mark.parametrize(
    ("leads", "reporters"),
    [
        (["STP"], ("STP",)),
        (["SBN"], ("SCT", "STP")),
        (["STP", "SBN"], ("STP", "SCT")),
        (["SN"], ()),
        (["DP"], ()),
        (["không có"], ()),
        ([], ()),
    ],
)
def test_reporters_are_the_leads_with_groups_replaced_by_their_members(leads, reporters):
    assert REGISTER.reporters(leads) == reporters


def test_a_group_is_unresolved_while_no_member_of_it_is_an_agency():
    assert [group.code for group in REGISTER.unresolved(["STP", "SBN", "SN", "DP"])] == ["SN", "DP"]
