"""The safe repair of one cell: what is proposed, what is left alone, and that nothing changes its meaning."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain import progress, values
from kehoach_xl.domain.addresses import read_addresses
from kehoach_xl.domain.agency import Agency, AgencyGroup, Register
from kehoach_xl.domain.checks.spelling import COLUMNS
from kehoach_xl.domain.period import parse_period
from kehoach_xl.domain.progress import FIELD, to_cell
from kehoach_xl.domain.proposals import Speller, spaced
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import Reading
from kehoach_xl.sheets.layout import tables

REGISTER = Register(
    agencies=(
        Agency(code="STP", name="Sở Tư pháp", aliases=("Sở TP", "Sở Tư pháp tỉnh")),
        Agency(code="SCT", name="Sở Công Thương", aliases=("Sở CT",)),
        Agency(code="STTTT", name="Sở Thông tin và Truyền thông", aliases=("Sở TTTT",), valid_to=date(2025, 2, 28)),
        Agency(code="P1", name="Phòng Một", aliases=("Văn phòng",)),
        Agency(code="P2", name="Phòng Hai", aliases=("Văn phòng",)),
    ),
    groups=(AgencyGroup(code="SBN", name="Các sở, ban, ngành", aliases=("Các sở ngành",)),),
)
CODES = ("1.1", "1.2", "1.10", "3.4", "3.21", "3.21")
SPELLER = Speller(REGISTER, CODES, tasks=35, max_score=10)
DAY = to_cell(date(2025, 11, 5))
WORDS = ("Cơ quan", "Nhóm")

REPAIRED = [
    # kind of column, as typed, proposed, kind of spelling
    ("text", "Kế hoạch\u00a0số  1 ", "Kế hoạch số 1", "spacing"),
    ("text", "Kế\u200b hoạch", "Kế hoạch", "spacing"),
    ("text", "\nmột  hai \r\n\r\n- ba\n", "một hai\n\n- ba", "spacing"),
    ("text", unicodedata.normalize("NFD", "Đổi mới"), "Đổi mới", "composed"),
    ("text", unicodedata.normalize("NFD", "Đổi  mới"), "Đổi mới", "spacing"),
    ("score", "4,93", 4.93, "number"),
    ("score", "4.93", 4.93, "number"),
    ("score", "1.350", 1.35, "number"),  # 1350 is no score
    ("score", "7,95 điểm", 7.95, "number"),
    ("number", "1.350,8", 1350.8, "number"),
    ("number", "21", 21.0, "number"),
    ("rank", "50 / 63", "50/63", "rank"),
    ("rank", "hạng 50/63", "50/63", "rank"),
    ("rank", "Xếp thứ 20/63", "20/63", "rank"),
    ("date", "05/11/2025", DAY, "date"),
    ("date", "ngày 05 tháng 11 năm 2025", DAY, "date"),
    ("date", "5-11-2025 ", DAY, "date"),
    ("agencies", "Sở TP", "Sở Tư pháp", "agency"),
    ("agencies", "STP", "Sở Tư pháp", "agency"),
    ("agencies", "sở tư pháp", "Sở Tư pháp", "agency"),
    ("agencies", "Sở  Tư pháp", "Sở Tư pháp", "spacing"),
    ("agencies", "Sở CT, Sở TP", "Sở Công Thương, Sở Tư pháp", "agency"),
    ("agencies", "Sở TP; Các sở, ban, ngành", "Sở Tư pháp; Các sở, ban, ngành", "agency"),
    ("agencies", "Sở TP\nCác sở ngành", "Sở Tư pháp\nCác sở, ban, ngành", "agency"),
    ("agencies", "Sở TTTT", "Sở Thông tin và Truyền thông", "agency"),  # ended, and still that body
    ("members", "Sở TP; SCT", "STP; SCT", "code"),
    ("members", "Sở TP, Sở CT", "STP; SCT", "joined"),
    ("period", "h2/2025", "2025-H2", "period"),
    ("period", "2025-t7", "2025-T07", "period"),
    ("choice", "nhóm ", "Nhóm", "choice"),
    ("email", " STP@hatinh.gov.vn", "stp@hatinh.gov.vn", "email"),
    ("email", "a@b.vn , c @d.vn", "a@b.vn; c@d.vn", "email"),
    ("email", "a@b.vn c@d.vn", "a@b.vn; c@d.vn", "email"),
    ("email", "a@b.vn; A@b.vn", "a@b.vn", "email"),
    ("email", "a@xn--niv-6mzuc.vn", "a@nộivụ.vn", "email"),
    ("task", 3.4, "3.4", "code"),
    ("task", 3.12, "3.12", "code"),
    ("task", "3.4 ", "3.4", "spacing"),
    ("status", "đã HT", "Hoàn thành", "choice"),
    ("percent", "85%", 85.0, "number"),
    ("percent", "85,5", 85.5, "number"),
    ("quantity", "03 cuộc", 3.0, "number"),
    ("finish_date", "05/11/2025", DAY, "date"),
    ("result", "Đã  họp\u00a0xong ", "Đã  họp xong", "spacing"),  # as the record takes it
    ("evidence_no", unicodedata.normalize("NFD", "12/QĐ-UBND tỉnh Hà Tĩnh"), "12/QĐ-UBND tỉnh Hà Tĩnh", "composed"),
]

# What the column's reader does not tell apart, and every piece of which is known.
JOINED = [
    ("members", "STP và SCT", "STP; SCT"),
    ("members", "Sở Thông tin và Truyền thông và Sở TP", "STTTT; STP"),
    ("agencies", "Sở Tư pháp và Sở Công Thương", "Sở Tư pháp; Sở Công Thương"),
    ("agencies", "Sở TP, Sở CT và Sở Thông tin và Truyền thông",
     "Sở Tư pháp; Sở Công Thương; Sở Thông tin và Truyền thông"),
]

LEFT_ALONE = [
    # right as it stands
    ("text", "Kế hoạch số 1"), ("text", "dòng một\ndòng hai"), ("text", None), ("text", " "), ("text", 12.0),
    ("score", 4.93), ("score", None), ("number", 21.0), ("rank", "50/63"), ("rank", "18"), ("rank", 18.0),
    ("date", DAY), ("agencies", "Sở Tư pháp, Các sở, ban, ngành"), ("agencies", "Sở Tư pháp; Sở Công Thương"),
    ("members", "STP; SCT"), ("period", "2025-H2"), ("choice", "Nhóm"), ("email", "a@b.vn"), ("task", "1.10"),
    ("status", "Hoàn thành"), ("percent", 85.0), ("result", "dòng  một\n- hai"),
    # two readings, or none
    ("number", "1.350"), ("number", "khoảng 20"), ("score", "12,5"), ("score", "cao hơn"),
    ("rank", "22 - 25"), ("rank", "70/63"), ("rank", 45966.0),
    ("date", "11/2025"), ("date", "31/02/2025"), ("date", "05/11/19"), ("date", "cuối năm"),
    ("agencies", "Sở TP, Sở Xây dựng"), ("agencies", "Văn phòng"), ("members", "STP; SXD"), ("members", "Văn phòng"),
    ("agencies", "Sở Tư pháp và Sở Xây dựng"), ("members", "Phòng  Một"),  # «Văn phòng» is either
    ("period", "6 tháng"), ("period", "2025-H3"), ("choice", "tổ chức"), ("email", "a b@c.vn"), ("email", "a@b"),
    ("email", "Văn thư <a@b.vn>"), ("email", "a@b.vn (ông A)"), ("email", "vănthư@b.vn"), ("email", "а@b.vn"),
    ("task", 1.1), ("task", 3.2), ("task", 3.21), ("task", 3.0), ("task", True),
    ("status", "chưa"), ("status", "gần xong"), ("percent", "0,85"), ("percent", "120"), ("percent", 0.85),
    ("quantity", "2 đến 3"), ("finish_date", "tháng 11"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "proposed", "spelling"), REPAIRED)
def test_repaired(kind, typed, proposed, spelling):
    found = SPELLER.propose(kind, typed, WORDS)
    assert found is not None
    assert (found.value, found.kind) == (proposed, spelling)


@pytest.mark.parametrize(("kind", "typed", "proposed"), JOINED)
def test_names_joined_by_a_word_are_proposed_one_by_one(kind, typed, proposed):
    found = SPELLER.propose(kind, typed)
    assert (found.value, found.kind) == (proposed, "joined")
    assert REGISTER.read(found.value).unknown == ()


def test_a_body_whose_code_another_one_has_is_never_proposed():
    """Its name would be looked up by the code, and be the other's."""
    tax = Agency(code="THUE6", name="Chi cục Thuế khu vực VI", aliases=("Chi cục Thuế",))
    customs = Agency(code="THUE6", name="Chi cục Hải quan Khu vực XI", aliases=("Hải quan XI",))
    speller = Speller(Register(agencies=(tax, customs)))
    for typed in ("Chi cục Hải quan Khu vực XI", "hải quan XI", "Chi cục Thuế", "THUE6"):
        assert speller.propose("agencies", typed) is None
        assert speller.propose("members", typed) is None


@pytest.mark.parametrize(("kind", "typed"), LEFT_ALONE)
def test_left_alone(kind, typed):
    assert SPELLER.propose(kind, typed, WORDS) is None


def meaning(kind, raw):
    """What the readers understand of a cell."""
    if kind in FIELD:
        return progress.take(kind, raw)
    read = {
        "text": lambda: fold(str(raw)), "score": lambda: values.read_score(raw, 10),
        "number": lambda: values.read_number(raw), "rank": lambda: values.read_rank(raw),
        "date": lambda: values.read_date(raw), "agencies": lambda: REGISTER.read(raw),
        "members": lambda: REGISTER.read(raw), "period": lambda: parse_period(raw), "choice": lambda: fold(raw),
        "email": lambda: [one.lower() for one in read_addresses(raw)[0]],
        "task": lambda: fold(progress.as_text(raw)),
    }[kind]()  # fmt: skip
    return read.value if isinstance(read, Reading) else read


@pytest.mark.parametrize(("kind", "typed", "proposed"), [(k, t, p) for k, t, p, _ in REPAIRED])
def test_a_repair_never_changes_what_is_read(kind, typed, proposed):
    assert meaning(kind, proposed) == meaning(kind, typed)


KINDS = sorted({kind for columns in COLUMNS.values() for kind in columns.values()})
PIECES = st.sampled_from([
    "Sở TP", "STP", "Sở Công Thương", "các sở, ban, ngành", "Phòng", ",", ";", "\n", " ", "\u00a0", "\u200b", "50",
    "/63", "4,93", "1.350", "85%", "0,85", "05/11/2025", "ngày ", "đã HT", "xong", "2025-", "H2", "a@b.vn", "@", "-",
    "1.1", "Hòa", "hoà", unicodedata.normalize("NFD", "đổi"), "\u00ad", "\t", "\r\n",
])  # fmt: skip
TYPED = st.one_of(
    st.lists(PIECES, max_size=6).map("".join), st.text(max_size=12), st.none(),
    st.floats(0, 100).map(lambda x: round(x, 2)),
)


@given(st.sampled_from(KINDS), TYPED)
def test_a_proposal_of_a_proposal_is_none(kind, typed):
    found = SPELLER.propose(kind, typed, WORDS)
    if found is not None:
        assert found.value != typed
        assert SPELLER.propose(kind, found.value, WORDS) is None


@given(st.sampled_from([kind for kind in KINDS if kind != "email"]), TYPED)
def test_a_proposal_says_what_the_cell_said(kind, typed):
    found = SPELLER.propose(kind, typed, WORDS)
    if found is not None:
        assert meaning(kind, found.value) == meaning(kind, typed)


@given(st.text())
def test_spacing_is_put_right_at_once(typed):
    assert spaced(spaced(typed)) == spaced(typed)
    assert fold(spaced(typed)) == fold(typed)
    assert spaced(typed) == spaced(f"{typed}\n")  # one line is read as the only one of several


def test_every_column_she_fills_is_looked_at():
    missing = {
        (table, column.field)
        for table, columns in COLUMNS.items()
        for column in tables()[table].columns
        if column.input and column.field not in columns
    }
    assert missing == set()


def test_every_column_looked_at_is_one_of_its_table():
    unknown = {
        (table, field) for table, columns in COLUMNS.items() for field in columns
        if field not in {column.field for column in tables()[table].columns}
    }
    assert unknown == set()
