"""Who is meant by what stands in a cell of the appendix."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.agency import Agency, AgencyGroup, Named, Register, Undecided
from kehoach_xl.domain.plan import Task

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
        ("Các sở, ban", [], ["Các sở, ban"]),
        ("Các sở, ban, ngành tỉnh", [], ["Các sở, ban, ngành tỉnh"]),
        ("Các hội, đoàn thể tỉnh, Sở Tư pháp, các đơn vị", ["STP"], ["Các hội, đoàn thể tỉnh", "các đơn vị"]),
        ("Các hội; đoàn thể", [], ["Các hội", "đoàn thể"]),
        ("Sở Tư pháp,", ["STP"], []),
        ("", [], []),
        (None, [], []),
    ],
)
def test_reading_a_cell(text, codes, unknown):
    assert REGISTER.read(text) == Named(tuple(codes), tuple(unknown))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("STP, Sở CT", "Sở Tư pháp, Sở Công Thương"),
        ("Sở Lạ; STP", "Sở Lạ; Sở Tư pháp"),
        ("STP, Các hội, đoàn thể tỉnh, Sở Lạ", "Sở Tư pháp; Các hội, đoàn thể tỉnh; Sở Lạ"),
        (None, ""),
    ],
)
def test_a_cell_is_written_with_official_names_and_strangers_in_their_place(text, written):
    assert REGISTER.write(REGISTER.all_named(text)) == written


@pytest.mark.parametrize("text", ["Sở Tư pháp, Sở Tư pháp", "STP; Sở Công Thương; sở tư pháp"])
def test_a_body_named_twice_counts_once_and_is_told(text):
    named = REGISTER.read(text)
    assert (named.codes.count("STP"), named.repeated) == (1, ("STP",))


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


def test_near_names_are_few_and_named_once():
    register = Register(agencies=tuple(Agency(code=f"X{n}", name=f"Xã {n}", aliases=(f"xã {n}.",)) for n in range(9)))
    assert len(register.nearest("Xã x")) == len(set(register.nearest("Xã x"))) == 3


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


def test_a_group_is_undecided_while_no_member_of_it_is_known():
    assert REGISTER.undecided(["STP", "SBN", "SN", "DP"]) == (
        Undecided("SN", "empty", "SN"),
        Undecided("DP", "empty", "DP"),
    )


# -- bodies begin, end, are merged and divided --------------------------------------------------------

END, NEW_YEAR = date(2025, 2, 28), date(2025, 1, 1)
CHANGED = Register(
    agencies=(
        Agency(code="STC", name="Sở Tài chính"),
        Agency(code="SXD", name="Sở Xây dựng"),
        Agency(code="SNV", name="Sở Nội vụ"),
        Agency(code="SYT", name="Sở Y tế"),
        Agency(code="NNMT", name="Sở Nông nghiệp và Môi trường", valid_from=date(2025, 3, 1)),
        Agency(code="KHDT", name="Sở Kế hoạch và Đầu tư", valid_to=END, successors=("STC",)),
        Agency(code="TNMT", name="Sở Tài nguyên và Môi trường", valid_to=END, successors=("NNMT",)),
        Agency(code="DCHINH", name="Sở Địa chính", valid_to=date(2003, 6, 30), successors=("TNMT",)),
        Agency(code="LDTBXH", name="Sở Lao động", valid_to=END, successors=("SNV", "SYT")),
        Agency(code="CU", name="Ban cũ", valid_to=END, successors=("LDTBXH",)),
        Agency(code="HET", name="Ban đã hết", valid_to=END),
        Agency(code="LAC", name="Ban lạc", valid_to=END, successors=("KHONG_CO",)),
        Agency(code="VONG1", name="Ban vòng 1", valid_to=END, successors=("VONG2",)),
        Agency(code="VONG2", name="Ban vòng 2", valid_to=END, successors=("VONG1",)),
        Agency(code="TUMINH", name="Ban tự mình", valid_to=END, successors=("TUMINH",)),
    ),
    groups=(
        AgencyGroup(code="NHOM", name="Các sở", members=("STC", "KHDT", "LDTBXH", "HET")),
        AgencyGroup(code="CU2", name="Hai sở cũ", members=("KHDT", "TNMT")),
        AgencyGroup(code="LONG", name="Các sở và hai sở cũ", members=("SXD", "CU2")),
        AgencyGroup(code="TRONG", name="Nhóm trống"),
        AgencyGroup(code="LONGTRONG", name="Nhóm có nhóm trống", members=("SXD", "TRONG")),
        AgencyGroup(code="CHINHNO", name="Nhóm chính nó", members=("CHINHNO",)),
        AgencyGroup(code="HUYEN", name="UBND các huyện", valid_to=date(2025, 6, 30), successors=("XA",)),
        AgencyGroup(code="XA", name="UBND các xã", members=("SXD",)),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "on", "reporters"),
    [
        ("KHDT", None, ("KHDT",)),  # no day, nothing has ended
        ("KHDT", NEW_YEAR, ("KHDT",)),
        ("KHDT", END, ("KHDT",)),  # the last day still counts
        ("KHDT", date(2025, 3, 1), ("STC",)),
        ("DCHINH", date(2024, 12, 31), ("TNMT",)),
        ("DCHINH", date(2025, 12, 31), ("NNMT",)),  # a chain
        ("NNMT", date(2025, 3, 1), ("NNMT",)),
        ("NNMT", END, ()),
        ("LDTBXH", END, ("LDTBXH",)),
        ("LDTBXH", date(2025, 3, 1), ()),
        ("NHOM", END, ("STC", "KHDT", "LDTBXH", "HET")),
        ("NHOM", date(2025, 3, 1), ("STC",)),  # the successor was a member already
        ("LONG", date(2025, 3, 1), ("SXD", "STC", "NNMT")),
        ("HUYEN", date(2025, 7, 1), ("SXD",)),  # one group in place of another
        ("VONG1", date(2025, 3, 1), ()),
        ("KHONG_CO", date(2025, 3, 1), ()),
    ],
)
def test_a_body_that_ended_is_replaced_by_its_one_successor(body, on, reporters):
    assert CHANGED.reporters([body], on) == reporters


@pytest.mark.parametrize(
    ("body", "on", "why"),
    [
        ("KHDT", date(2025, 3, 1), []),
        ("NNMT", END, [Undecided("NNMT", "future", "NNMT")]),
        ("LDTBXH", END, []),
        ("LDTBXH", date(2025, 3, 1), [Undecided("LDTBXH", "split", "LDTBXH", ("SNV", "SYT"))]),
        ("CU", date(2025, 3, 1), [Undecided("CU", "split", "LDTBXH", ("SNV", "SYT"))]),
        ("HET", date(2025, 3, 1), [Undecided("HET", "ended", "HET")]),
        ("LAC", date(2025, 3, 1), [Undecided("LAC", "ended", "LAC")]),
        ("VONG1", date(2025, 3, 1), [Undecided("VONG1", "cycle", "VONG2")]),
        ("TUMINH", date(2025, 3, 1), [Undecided("TUMINH", "cycle", "TUMINH")]),
        ("TRONG", None, [Undecided("TRONG", "empty", "TRONG")]),
        ("LONGTRONG", None, [Undecided("LONGTRONG", "empty", "TRONG")]),
        ("CHINHNO", None, [Undecided("CHINHNO", "empty", "CHINHNO")]),
        (
            "NHOM",
            date(2025, 3, 1),
            [Undecided("NHOM", "split", "LDTBXH", ("SNV", "SYT")), Undecided("NHOM", "ended", "HET")],
        ),
    ],
)
def test_what_leads_to_nobody_is_listed_with_its_reason(body, on, why):
    assert list(CHANGED.undecided([body], on)) == why


DAYS = st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1))
SOME = st.lists(st.sampled_from("ABCDEFGH"), max_size=3).map(tuple)


@st.composite
def registers(draw) -> Register:
    """Eight bodies, agencies and groups, that end, succeed and contain each other in any way."""
    agencies, groups = [], []
    for code in "ABCDEFGH":
        days = {"valid_from": draw(DAYS), "valid_to": draw(DAYS)}
        common = {"code": code, "name": code, "successors": draw(SOME), **days}
        if draw(st.booleans()):
            agencies.append(Agency(**common))
        else:
            groups.append(AgencyGroup(**common, members=draw(SOME)))
    return Register(agencies=tuple(agencies), groups=tuple(groups))


@given(registers(), DAYS)
def test_every_body_leads_to_somebody_alive_or_is_listed(register, on):
    for code in "ABCDEFGH":
        reporters, undecided = register.reporters([code], on), register.undecided([code], on)
        assert reporters or undecided
        for one in map(register.body, reporters):
            assert isinstance(one, Agency) and not one.ended(on) and not one.future(on)
        assert all(one.code == code and register.body(one.at) for one in undecided)


def test_groups_that_all_contain_each_other_are_walked_once_each():
    codes = [f"G{n}" for n in range(40)]
    groups = tuple(AgencyGroup(code=code, name=code, members=(*codes, "A")) for code in codes)
    register = Register(agencies=(Agency(code="A", name="A"),), groups=groups)
    assert register.reporters(codes) == ("A",)


def test_order_is_kept_and_nobody_stands_twice():
    assert CHANGED.reporters(["KHDT", "SXD", "STC", "CU2"], date(2025, 12, 31)) == ("STC", "SXD", "NNMT")


@pytest.mark.parametrize(
    ("leads", "chosen", "owing"),
    [
        (("SNV",), (), ("SNV",)),
        (("TRONG",), ("SXD", "SYT"), ("SXD", "SYT")),  # a group, resolved for this task only
        ((), ("SXD",), ("SXD",)),  # no named lead
        (("LDTBXH",), ("SYT",), ("SYT",)),  # a split
        (("SNV",), ("KHDT",), ("STC",)),  # what she chose may end as well
        (("TRONG",), (), ()),
    ],
)
def test_whom_she_chose_reports_in_place_of_the_leads(leads, chosen, owing):
    task = Task(id="NV1", code="1.1", component="1", content="…", leads=leads, reporters=chosen)
    assert CHANGED.owing(task, date(2025, 12, 31)) == owing


def test_short_names_are_read_like_any_other():
    register = Register(agencies=(Agency(code="A", name="Sở Khoa học và Công nghệ", short="Sở KH&CN"),))
    assert register.read("sở kh&cn") == Named(("A",), ())


def test_members_and_successors_may_be_typed_by_any_spelling():
    typed = Register(
        agencies=(
            Agency(code="A", name="Sở A", short="S.A"),
            Agency(code="B", name="Sở B", aliases=("Sở Bê",), successors=("sở a", "Sở Lạ")),
        ),
        groups=(
            AgencyGroup(code="G", name="Các sở", members=("S.A", "sở bê", "H", "?")),
            AgencyGroup(code="H", name="H"),
        ),
    ).by_code()
    assert (typed.body("B").successors, typed.body("G").members) == (("A", "Sở Lạ"), ("A", "B", "H", "?"))
