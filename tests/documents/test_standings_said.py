"""Ranks, scores and goals of an index in words."""

import unicodedata

import pytest

from kehoach_xl.documents import results, standings
from kehoach_xl.documents.goals_said import goal_rank, goal_score
from kehoach_xl.documents.history_said import read as history
from kehoach_xl.documents.plan_figures import Figures
from kehoach_xl.documents.results import Change, rank_before, score_before
from kehoach_xl.documents.sentences import Sentence
from kehoach_xl.documents.thing import ASK, CLEAR, COMPONENT, GOAL, LOOK, OVERALL, PAST, Thing
from tests.documents.said import codes, plain, prose, told


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("xếp thứ 50/63 tỉnh, thành phố", "50/63"),
        ("xếp vị trí 18/19 (thuộc nhóm cuối)", "18/19"),
        ("xếp hạng 16/19", "16/19"),
        ("Xếp thứ 33 / 63", "33/63"),
        ("đứng thứ 18", "18"),
        ("xếp hạng từ 22 - 25", ""),
        ("xếp hạng 22 - 25", ""),
        ("đạt 12/63 chỉ tiêu", ""),
        ("Đại hội lần thứ XIV", ""),
        ("lần thứ 25/3/2024", ""),
    ],
)
def test_a_rank(text, rank):
    assert results.rank(text) == rank
    assert results.rank(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text))) == rank


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("với tổng điểm 81.60, tăng 0.45 điểm so với năm 2024", "81.60"),
        ("đạt 81,60 điểm, ở nhóm điểm trung bình thấp", "81,60"),
        ("đạt 8.12 điểm, xếp hạng 16/19", "8.12"),
        ("năm 2022 đạt 68,12 điểm", "68,12"),
        ("đạt 68,12 điểm trên thang điểm 100, xếp hạng 12/63", "68,12/100"),
        ("tăng 1.25 điểm so với năm 2024", ""),
        ("đạt 95% kế hoạch", ""),
        ("đạt 1.350.800 đồng", ""),
    ],
)
def test_a_score_as_printed(text, score):
    assert results.score(text) == score


@pytest.mark.parametrize(
    ("text", "group"),
    [("(thuộc nhóm cuối)", "Cuối"), ("thuộc nhóm Giữa.", "Giữa"), ("nhóm đầu", "Đầu"),
     ("thuộc nhóm điểm trung bình thấp so với", ""), ("nhóm 15 tỉnh đứng đầu", ""), ("nhóm cuối tuần", "")],
)  # fmt: skip
def test_a_group(text, group):
    assert results.group(text) == group


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("giảm 0.37 điểm so với năm 2024", [Change(False, "0.37", "điểm", "2024")]),
        ("tăng 1,46 so với năm 2024", [Change(True, "1,46", "điểm", "2024")]),
        ("tăng 0.08 điểm so chỉ số “Tên cũ” năm 2024", [Change(True, "0.08", "điểm", "2024", "Tên cũ")]),
        ("tăng 7 bậc", [Change(True, "7", "bậc")]),
        ("giảm 41,37% so với cùng kỳ", []),
        ("giảm 1.08 điểm so với năm 20243.", [Change(False, "1.08", "điểm", "2024")]),
    ],
)
def test_what_rose_and_fell(text, changes):
    assert results.changes(text) == changes


@pytest.mark.parametrize(
    ("now", "way", "by", "before"),
    [
        ("7.96", "giảm", "0.39", "8.35"),
        ("8.12", "tăng", "1.25", "6.87"),
        ("8.02", "giảm", "1.08", "9.10"),
        ("7.86", "tăng", "1,46", "6.40"),
        ("79,80", "giảm", "0.37", "80,17"),
        ("8", "tăng", "0,5", "7.5"),
    ],
)
def test_the_score_before_is_exact_and_written_as_the_one_now(now, way, by, before):
    assert score_before(now, Change(way == "tăng", by, "điểm")) == before


@pytest.mark.parametrize(
    ("now", "way", "by", "before"),
    [("20/63", "tăng", "7", "27/63"), ("4/13", "giảm", "1", "3/13"), ("18", "tăng", "2", "20"),
     ("1/13", "giảm", "1", ""), ("60/63", "tăng", "7", "")],
)  # fmt: skip
def test_the_rank_before(now, way, by, before):
    assert rank_before(now, Change(way == "tăng", by, "bậc")) == before


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("xếp hạng từ 22 - 25", "22-25"),
        ("xếp hạng từ 22 đến 25", "22-25"),
        ("phấn đấu đứng ở vị trí 22–25/34", "22-25/34"),
        ("xếp hạng từ 22 đến 25 trong tổng số 34", "22-25/34"),
        ("thuộc nhóm 12 tỉnh, thành phố đứng đầu toàn quốc", "1-12"),
        ("thuộc nhóm 15 địa phương đứng đầu", "1-15"),
        ("thuộc nhóm 15 đứng đầu trong tổng số 34", "1-15/34"),
        ("vào tốp 10", "1-10"),
        ("trong 5 đơn vị dẫn đầu", "1-5"),
        ("xếp thứ 20/34", "20/34"),
        ("xếp thứ 20/34 trở lên", "1-20/34"),
        ("thuộc nhóm khá, tốt của cả nước", ""),
        ("tăng 5 bậc", ""),
    ],
)
def test_a_goal_of_rank(text, rank):
    assert goal_rank(text) == rank


@pytest.mark.parametrize(
    ("text", "score"),
    [("đạt từ 85 điểm trở lên", "85"), ("đạt trên 68,5 điểm", "68,5"), ("đạt 100% kế hoạch", ""), ("85 phòng", "")],
)
def test_a_goal_of_score(text, score):
    assert goal_score(text) == score


def test_goals_take_the_year_of_their_clause_or_of_the_heading():
    text = "I. MỤC TIÊU NĂM 2026\n- PCI xếp thứ 20/34; đến năm 20301 vào tốp 10.\n- Giữ vững kết quả."
    found = [one for one in standings.read(prose(text), "PCI") if one.kind == GOAL]
    assert [(one.year, one.rank, one.confidence) for one in found] == [("2026", "20/34", CLEAR), ("2030", "1-10", LOOK)]
    assert codes(found[1]) == ["IMPORT_119"]


def test_two_sentences_that_say_the_same_result_are_one():
    text = "Năm 2025, DDCI xếp vị trí 18/19 với tổng điểm 79.80. DDCI năm 2025 đạt 79,80 điểm."
    found = standings.read(plain(text), "DDCI")
    assert told(found, OVERALL, "year", "score", "rank") == [("2025", "79.80", "18/19")]
    assert found[0].confidence == CLEAR


def test_two_sentences_that_differ_are_for_her_to_decide():
    found = standings.read(plain("Năm 2025, DDCI đạt 79,80 điểm. Điểm DDCI năm 2025 đạt 79,90 điểm."), "DDCI")
    assert [(one.score, one.confidence, codes(one)) for one in found] == [("79,80", ASK, ["IMPORT_129"])]


def test_a_rank_that_rose_tells_the_year_before():
    found = standings.read(plain("Năm 2024, PCI xếp thứ 20/63, tăng 7 bậc."), "PCI")
    assert told(found, OVERALL, "year", "rank") == [("2024", "20/63"), ("2023", "27/63")]
    assert codes(found[1]) == ["IMPORT_126", "IMPORT_131"]


def test_a_component_is_not_the_whole_index():
    assert standings.read(plain("Chỉ số Chi phí thời gian: năm 2025 xếp hạng 18/19."), "DDCI") == []


def test_an_index_named_without_a_year_goes_by_the_one_in_its_paragraph():
    text = "Chỉ số A (AAA): xếp thứ 20/63 cả nước; Chỉ số B (BBB) năm 2022 xếp thứ 3/13 vùng ĐBSCL."
    found = standings.read(plain(text), "")
    assert told(found, PAST, "name", "year", "rank", "value") == [
        ("Chỉ số A (AAA)", "2022", "20/63", ""), ("Chỉ số B (BBB)", "2022", "", "ĐBSCL 3/13"),
    ]  # fmt: skip
    assert [codes(one) for one in found] == [["IMPORT_128"], []]


def test_an_index_nobody_names_a_year_for_has_none():
    (found,) = standings.read(plain("Chỉ số A (AAA): xếp thứ 20/63 cả nước."), "")
    assert (found.year, found.confidence, codes(found)) == ("", LOOK, ["IMPORT_127"])


SENTENCE = "Chỉ số “Minh bạch”: đạt 8,21 điểm, xếp hạng 9/19 (thuộc nhóm giữa), giảm 0,44 điểm so với năm 2024."


def test_a_component_by_its_name_with_its_code():
    sentence = Sentence(SENTENCE, above=("Kết quả năm 2025",))
    now, before = history([sentence], [Thing(COMPONENT, "Chỉ số minh bạch", code="2")])
    assert (now.parent, now.year, now.score, now.rank, now.value) == ("2", "2025", "8,21", "9/19", "Giữa")
    assert (before.parent, before.year, before.score, before.name) == ("2", "2024", "8,65", "Minh bạch")


def test_a_component_nobody_knows_is_asked_about():
    sentence = Sentence(SENTENCE, above=("Chỉ số thành phần năm 2025",))
    now, before = history([sentence], [Thing(COMPONENT, "Chi phí", code="2")])
    assert (now.parent, now.confidence, codes(now)) == ("Minh bạch", ASK, ["IMPORT_130"])
    assert before.confidence == ASK


def test_the_name_it_had_then():
    text = "Chỉ số “Minh bạch”: năm 2024 (tên khi đó là “Công khai”) đạt 8,35 điểm."
    (found,) = history(plain(text), [Thing(COMPONENT, "Minh bạch", code="2")])
    assert (found.name, found.parent, found.year, found.score) == ("Công khai", "2", "2024", "8,35")


def test_a_score_on_a_scale_of_its_own_becomes_a_result_on_it():
    said = []
    (past,) = standings.read(plain("Chỉ số A (AAA): năm 2022 đạt 68,12 điểm trên thang điểm 100."), "")
    _, (result,) = Figures(2023, 10, 100, lambda *told, **facts: said.append(told)).results([], [past])
    assert (result.name, result.year, result.score, result.max_score) == ("Chỉ số A (AAA)", 2022, 68.12, 100)
    assert said == []


@pytest.mark.parametrize(
    ("line", "rank"),
    [("Chỉ số DTI thuộc nhóm 20 tỉnh dẫn đầu cả nước.", "1-20"), ("Chỉ số PAR INDEX xếp hạng từ 10 đến 15.", "10-15")],
)
@pytest.mark.parametrize("heading", ["MỤC TIÊU", "MỤC TIÊU CỤ THỂ", "CHỈ TIÊU"])
def test_the_goal_of_the_one_index_that_the_goals_of_a_plan_name(heading, line, rank):
    (goal,) = standings.read(prose(f"I. {heading}\n1. {line}"), "", "2026")
    assert (goal.kind, goal.year, goal.rank, goal.quote) == (GOAL, "2026", rank, line)
    assert (goal.confidence, codes(goal)) == (LOOK, ["IMPORT_133", "IMPORT_117"])


def test_goals_of_several_indices_are_no_goal_of_the_plan():
    text = "I. MỤC TIÊU\n1. PCI xếp hạng từ 10 đến 15.\n2. PAPI xếp hạng từ 5 đến 9."
    assert standings.read(prose(text), "", "2026") == []
