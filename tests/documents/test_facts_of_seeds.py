"""What the prose of the five documents says besides tasks: everything that is found in each, and nothing more."""

from functools import cache

import pytest

from kehoach_xl.documents.thing import (
    ASK,
    CLEAR,
    COMPONENT,
    DEADLINE,
    FACT,
    FIGURE,
    GOAL,
    GROUP,
    LOOK,
    OVERALL,
    PAST,
    TASK,
    Thing,
)
from kehoach_xl.domain.text import clean
from tests.documents.said import ALL, DDCI, FTA, NQ02, NQ59, REPORT, of_seed, told
from tests.support.printed import seed_text

DEADLINES = {
    FTA: [],
    NQ59: [("Năm", "", "trước ngày 15/11"), ("Năm", "trước ngày 05 tháng 11", "")],
    NQ02: [
        ("Chuyên đề 1", "trước ngày 10 tháng 02 năm 2024", ""),
        ("6 tháng đầu năm", "trước ngày 10 tháng 6", ""),
        ("Năm", "trước ngày 10 tháng 12 năm 2024", ""),
    ],
    DDCI: [],
    REPORT: [],
}
GOALS = {FTA: [("2025", "", "22-25"), ("2030", "", "1-15")], NQ59: [], NQ02: [], DDCI: [], REPORT: []}
OVERALLS = {
    FTA: [("2024", "", "50/63", "")],
    NQ59: [],
    NQ02: [],
    DDCI: [("2025", "79.80", "18/19", "Cuối"), ("2024", "80.17", "", "")],
    REPORT: [],
}
FIGURES = {FTA: [], NQ59: [], NQ02: ["III.2.a.1", "III.2.a.2"], DDCI: [], REPORT: []}

# In the order in which the document tells them. Without a comparison there is no 2024.
DDCI_PAST = [
    ("3", "2025", "Chi phí không chính thức", "8.12", "16/19", "Giữa"),
    ("3", "2024", "Chi phí không chính thức", "6.87", "", ""),
    ("4", "2025", "Chi phí thời gian", "8.02", "18/19", "Cuối"),
    ("4", "2024", "Chi phí thời gian", "9.10", "", ""),
    ("8", "2025", "Tính năng động và sáng tạo", "8.09", "18/19", "Cuối"),
    ("8", "2024", "Tính năng động và hiệu lực của SBN", "8.01", "", ""),
    ("9", "2025", "Pháp quyền và thể chế hiện đại", "8.02", "16/19", "Giữa"),
    ("9", "2024", "Thiết chế pháp lý và an ninh trật tự", "7.67", "", ""),
    ("10", "2025", "Đổi mới sáng tạo và chuyển đổi số", "8.06", "18/19", "Cuối"),
    ("10", "2024", "Ứng dụng công nghệ thông tin", "8.93", "", ""),
    ("1", "2025", "Gia nhập thị trường", "7.95", "18/19", "Cuối"),
    ("2", "2025", "Tính minh bạch và dữ liệu mở", "7.96", "18/19", "Cuối"),
    ("2", "2024", "Tính minh bạch và tiếp cận thông tin", "8.35", "", ""),
    ("5", "2025", "Cạnh tranh bình đẳng", "7.86", "18/19", "Cuối"),
    ("5", "2024", "Cạnh tranh bình đẳng", "6.40", "", ""),
    ("6", "2025", "Hỗ trợ doanh nghiệp và khởi nghiệp", "7.97", "18/19", "Cuối"),
    ("6", "2024", "Hỗ trợ doanh nghiệp", "7.96", "", ""),
    ("7", "2025", "Hội nhập quốc tế", "7.89", "18/19", "Cuối"),
    ("11", "2025", "Phát triển kinh tế tư nhân", "7.85", "18/19", "Cuối"),
]
PAR_INDEX = "Chỉ số cải cách hành chính (PAR INDEX)"
PAPI = "Chỉ số hiệu quả quản trị và hành chính công (PAPI)"
SIPAS = "Chỉ số hài lòng của người dân và tổ chức (SIPAS)"
PCI = "Chỉ số năng lực cạnh tranh của tỉnh (PCI)"
NQ02_PAST = [
    ("", "2022", PAR_INDEX, "", "20/63", "ĐBSCL 2/13"),
    ("", "2021", PAR_INDEX, "", "27/63", "ĐBSCL 4/13"),
    ("", "2022", PAPI, "", "28/63", "ĐBSCL 4/13"),
    ("", "2021", PAPI, "", "33/63", "ĐBSCL 3/13"),
    ("", "2022", SIPAS, "", "33/63", "ĐBSCL 7/13"),
    ("", "2021", SIPAS, "", "50/63", "ĐBSCL 12/13"),
    ("", "2022", PCI, "68,12", "12/63", "ĐBSCL 3/13"),
    ("", "2021", PCI, "", "38/63", "ĐBSCL 9/13"),
]
PASTS = {FTA: [], NQ59: [], NQ02: NQ02_PAST, DDCI: DDCI_PAST, REPORT: []}

by_seed = pytest.mark.parametrize("name", ALL)


@cache
def things_of(name: str) -> tuple[Thing, ...]:
    return tuple(of_seed(name))


@by_seed
def test_the_days_of_reporting_are_all_and_only_these(name):
    assert told(things_of(name), DEADLINE, "name", "timeframe", "value") == DEADLINES[name]


@by_seed
def test_the_goals_are_all_and_only_these(name):
    assert told(things_of(name), GOAL, "year", "score", "rank") == GOALS[name]


@by_seed
def test_the_standings_are_all_and_only_these(name):
    assert told(things_of(name), OVERALL, "year", "score", "rank", "value") == OVERALLS[name]


@by_seed
def test_the_results_of_components_and_other_indices_are_all_and_only_these(name):
    assert told(things_of(name), PAST, "parent", "year", "name", "score", "rank", "value") == PASTS[name]


@by_seed
def test_the_goals_in_numbers_are_all_and_only_these(name):
    assert told(things_of(name), FIGURE, "code") == [(code,) for code in FIGURES[name]]


@by_seed
def test_tasks_are_the_business_of_others(name):
    assert told(things_of(name), TASK) + told(things_of(name), GROUP) + told(things_of(name), COMPONENT) == []


FACTS = {
    FTA: {
        "Số, ký hiệu": ("/KH-UBND", LOOK),
        "Ngày văn bản": ("ngày / /2025", LOOK),
        "Cơ quan ban hành": ("UBND tỉnh Hà Tĩnh", CLEAR),
        "Cơ quan tổng hợp": ("Sở Công Thương", CLEAR),
        "Bộ chỉ số": ("FTA Index", CLEAR),
        "Năm cơ sở": ("2024", CLEAR),
        "Năm mục tiêu": ("2025", CLEAR),
        "Năm đích": ("2030", CLEAR),
        "Tên ngắn": ("FTA Index Hà Tĩnh 2025", LOOK),
    },
    NQ59: {
        "Cơ quan ban hành": ("UBND tỉnh Hà Tĩnh", LOOK),
        "Cơ quan tổng hợp": ("Sở Ngoại vụ", CLEAR),
        "Bộ chỉ số": ("Không có", CLEAR),
        "Năm mục tiêu": ("2025", LOOK),
        "Tên ngắn": ("Nghị quyết 153 Hà Tĩnh 2025", LOOK),
    },
    NQ02: {
        "Cơ quan ban hành": ("Ủy ban nhân dân tỉnh Hậu Giang", CLEAR),
        "Cơ quan tổng hợp": ("Sở Kế hoạch và Đầu tư", CLEAR),
        "Bộ chỉ số": ("Không có", CLEAR),
        "Năm mục tiêu": ("2024", CLEAR),
        "Tên ngắn": ("Nghị quyết 02 Hậu Giang 2024", LOOK),
    },
    DDCI: {
        "Số, ký hiệu": ("/KH-SNgV", LOOK),
        "Ngày văn bản": ("ngày tháng 03 năm 2026", LOOK),
        "Cơ quan ban hành": ("Sở Ngoại vụ tỉnh Lạng Sơn", CLEAR),
        "Cơ quan tổng hợp": ("Phòng Hợp tác quốc tế - Văn phòng", CLEAR),
        "Bộ chỉ số": ("DDCI", CLEAR),
        "Năm cơ sở": ("2025", CLEAR),
        "Năm mục tiêu": ("2026", CLEAR),
        "Tên ngắn": ("DDCI Sở Ngoại vụ Lạng Sơn 2026", LOOK),
    },
    REPORT: {
        "Tên kế hoạch": ("", ASK),
        "Cơ quan tổng hợp": ("Sở Kế hoạch và Đầu tư", CLEAR),
        "Bộ chỉ số": ("Không có", CLEAR),
        "Năm mục tiêu": ("2022", LOOK),
    },
}  # fmt: skip
TITLES = {
    FTA: ("Kế hoạch cải thiện và nâng cao Chỉ số", "năm 2025 và những năm tiếp theo"),
    NQ59: ("Kế hoạch triển khai thực hiện Nghị quyết số 153/NQ-CP", "thực hiện Nghị quyết số 59-NQ/TW"),
    NQ02: ("Kế hoạch triển khai thực hiện Nghị quyết số 02/NQ-CP", "năm 2024 trên địa bàn tỉnh Hậu Giang"),
    DDCI: ("Kế hoạch cải thiện, nâng cao Chỉ số", "(DDCI) năm 2026"),
}


@by_seed
def test_the_facts_are_all_and_only_these(name):
    found = {one.name: (one.value, one.confidence) for one in things_of(name) if one.kind == FACT}
    title = found.pop("Tên kế hoạch")
    if name == REPORT:
        found["Tên kế hoạch"] = title
    else:
        begins, ends = TITLES[name]
        assert title[0].startswith(begins) and title[0].endswith(ends) and title[1] == CLEAR
    assert found == FACTS[name]


def test_a_report_says_that_it_is_no_plan():
    title = next(one for one in things_of(REPORT) if one.name == "Tên kế hoạch")
    assert [note.code for note in title.notes] == ["IMPORT_111"]


def test_the_two_goals_in_numbers_with_who_follows_them():
    fields = ("value", "year", "leads")
    assert told(things_of(NQ02), FIGURE, *fields) == [
        ("≥ 10 %", "2024", "Sở Kế hoạch và Đầu tư"),
        ("< 10 %", "2024", "Sở Kế hoạch và Đầu tư"),
    ]
    first, second = (one.name for one in things_of(NQ02) if one.kind == FIGURE)
    assert first.startswith("Số doanh nghiệp gia nhập thị trường") and first.endswith("tăng so với năm 2023")
    assert second == "Số doanh nghiệp rút lui khỏi thị trường tăng so với năm 2023"


def test_what_was_computed_or_borrowed_is_to_be_looked_at():
    computed = [one.confidence for one in things_of(DDCI) if one.kind in (OVERALL, PAST) and one.year == "2024"]
    assert computed == [LOOK] * 9
    unsaid = [one for one in things_of(NQ02) if one.kind == PAST and one.name != PCI]
    assert all("IMPORT_128" in [note.code for note in one.notes] for one in unsaid) and len(unsaid) == 6


@by_seed
def test_every_thing_has_the_sentence_it_came_from(name):
    """Word for word as the document prints it, apart from where its lines end."""
    text = clean(seed_text(name)).replace(" ", "")
    for one in things_of(name):
        if one.quote:
            assert clean(one.quote).replace(" ", "") in text, one
            assert one.place.line, one
        else:
            assert one.kind == FACT and one.value in ("", "Không có")
