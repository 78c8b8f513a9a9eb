"""Things, as they stand in the review, become a plan: what is clear is understood, what is not is said."""

from kehoach_xl.documents import body_cells
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.named_bodies import NamedBodies, initials, is_collective
from kehoach_xl.documents.plan_of import Planned, plan_of
from kehoach_xl.documents.thing import (
    AGENCY,
    ASK,
    COMPONENT,
    DEADLINE,
    FACT,
    FIGURE,
    GOAL,
    GROUP,
    LEFT,
    LOOK,
    OVERALL,
    PAST,
    TASK,
    Thing,
)  # fmt: skip
from kehoach_xl.domain.agency import Agency, AgencyGroup, Register
from kehoach_xl.domain.deadlines import PartDeadline
from kehoach_xl.domain.figure import Figure, Limit
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.plan_template import Oddity
from kehoach_xl.messages import Message

REGISTER = Register(
    agencies=(
        Agency(code="SCT", name="Sở Công Thương"),
        Agency(code="STP", name="Sở Tư pháp"),
        Agency(code="HTQT", name="Phòng Hợp tác quốc tế - Văn phòng"),
    ),
    groups=(AgencyGroup(code="SBN", name="Các sở, ban, ngành"),),
)
HEAD = (
    Thing(FACT, "Tên kế hoạch", value="Kế hoạch nâng cao chỉ số năm 2025"),
    Thing(FACT, "Tên ngắn", value="Chỉ số 2025"),
    Thing(FACT, "Cơ quan tổng hợp", value="Sở Công Thương"),
    Thing(FACT, "Bộ chỉ số", value="FTA Index"),
    Thing(FACT, "Năm cơ sở", value="2024"),
    Thing(FACT, "Năm mục tiêu", value="2025"),
)
TASK_1 = Thing(TASK, "Tổ chức tập huấn", code="1.1", parent="1", leads="Sở Công Thương")
INDEX_1 = Thing(COMPONENT, "Chỉ số thành phần về tuyên truyền", code="1", score="4,93", rank="50/63",
                goal_score="6.18", goal_rank="25/34")  # fmt: skip


def planned(*things: Thing) -> Planned:
    return plan_of((*HEAD, *things), REGISTER)


def codes(found: Planned) -> list[str]:
    return [one.message.code for one in found.findings]


# -- the plan ---------------------------------------------------------------------------------------


def test_facts_components_and_tasks_become_a_plan_without_a_finding():
    found = planned(
        Thing(FACT, "Số, ký hiệu", value="12/KH-UBND"), Thing(FACT, "Ngày văn bản", value="05/11/2025"),
        Thing(FACT, "Cơ quan ban hành", value="UBND tỉnh"), INDEX_1, TASK_1,
    )  # fmt: skip
    plan = found.template.plan
    assert found.findings == () and found.can_be_built
    assert (plan.id, plan.title, plan.issuer) == ("chi-so-2025", "Kế hoạch nâng cao chỉ số năm 2025", "UBND tỉnh")
    assert (plan.number, plan.dated, plan.coordinator) == ("12/KH-UBND", "05/11/2025", "SCT")
    assert (plan.framework, plan.baseline_year, plan.target_year, plan.horizon_year) == ("fta-index", 2024, 2025, 2025)
    (one,) = plan.components
    assert (one.id, one.code, one.short, one.kind) == ("TP01", "1", "Tuyên truyền", "index")
    assert one.baseline == Standing(4.93, 10, 50, 63, 2024) and one.goal == Goal(2025, 6.18, 25, 25, 34)
    (task,) = plan.tasks
    assert (task.id, task.code, task.component, task.leads) == ("NV001", "1.1", "1", ("SCT",))


def test_codes_are_text_so_3_1_is_not_3_10():
    found = planned(
        INDEX_1, *(Thing(TASK, f"Việc {code}", code=code, leads="Sở Tư pháp") for code in ("1.1", "1.10"))
    )
    assert [(one.id, one.code, one.component) for one in found.template.plan.tasks] == [
        ("NV001", "1.1", "1"), ("NV002", "1.10", "1"),
    ]  # fmt: skip
    assert codes(found) == []


def test_a_group_has_tasks_and_neither_score_nor_goal():
    found = planned(Thing(GROUP, "Hoàn thiện thể chế", code="IV.2.đ"), Thing(TASK, "Rà soát", code="IV.2.đ.1"))
    (group,) = found.template.plan.groups
    assert (group.code, group.kind, group.baseline, group.goal) == ("IV.2.đ", "group", Standing(year=2024), Goal(2025))
    assert found.template.plan.tasks[0].component == "IV.2.đ"


def test_results_goals_limits_and_days():
    found = planned(
        INDEX_1, TASK_1,
        Thing(OVERALL, year="2024", rank="50/63", value="Cuối"), Thing(OVERALL, year="2023", score="20,5"),
        Thing(GOAL, year="2025", rank="22-25"), Thing(GOAL, year="Năm 2030", rank="1-15"),
        Thing(PAST, "Tên cũ", parent="1", year="2023", score="4,1", rank="18/19", value="Cuối"),
        Thing(FIGURE, "Số doanh nghiệp", code="1", value="tăng ít nhất 10%", leads="Sở Tư pháp", quote="II.1"),
        Thing(DEADLINE, "Năm", timeframe="trước ngày 05/11", value="trước ngày 15/11", quote="báo cáo …"),
    ).template  # fmt: skip
    assert found.overall == Standing(None, None, 50, 63, 2024)
    assert found.history == (
        Result(2024, group="Cuối"), Result(2023, score=20.5),
        Result(2023, "1", "Tên cũ", 4.1, None, 18, 19, "Cuối"),
    )  # fmt: skip
    assert found.goals == (Goal(2025, None, 22, 25), Goal(2030, None, 1, 15)) and found.plan.horizon_year == 2030
    assert found.figures == (Figure("1", "Số doanh nghiệp", Limit("≥", 10, "%"), 2025, ("STP",), "II.1"),)
    assert found.deadlines == (PartDeadline("Năm", "trước ngày 05/11", "trước ngày 15/11", "báo cáo …"),)


def test_a_result_without_a_year_is_said_and_left_out():
    found = planned(INDEX_1, TASK_1, Thing(PAST, "PAPI", rank="28/63"), Thing(PAST, "PAPI", year="2022", rank="29/63"))
    assert found.template.history == (Result(2022, name="PAPI", rank=29, of=63),)
    assert codes(found) == ["IMPORT_158"] and found.can_be_built


def test_a_number_and_a_day_that_are_left_blank_stay_blank():
    number = Thing(FACT, "Số, ký hiệu", value="/KH-UBND")
    blank = planned(number, Thing(FACT, "Ngày văn bản", value="ngày / /2025"), INDEX_1, TASK_1)
    assert (blank.template.plan.number, blank.template.plan.dated) == ("", "")
    assert [one.message.level for one in blank.findings] == ["info", "info"]
    words = planned(Thing(FACT, "Ngày văn bản", value="ngày 05 tháng 11 năm 2025"), INDEX_1, TASK_1)
    assert words.template.plan.dated == "05/11/2025" and words.findings == ()


def test_two_lines_tell_the_two_days_of_one_part_and_contradictions_are_said():
    agencies = Thing(DEADLINE, "Năm", timeframe="trước ngày 05/11", quote="a")
    whole = Thing(DEADLINE, "năm", value="trước ngày 15/11", quote="b")
    found = planned(INDEX_1, TASK_1, agencies, whole)
    assert found.template.deadlines == (PartDeadline("Năm", "trước ngày 05/11", "trước ngày 15/11", "a; b"),)
    other = planned(INDEX_1, TASK_1, agencies, Thing(DEADLINE, "Năm", timeframe="trước ngày 10/11"))
    assert codes(found) == [] and codes(other) == ["IMPORT_157"] and not other.can_be_built


def test_the_printed_heading_keeps_its_lines():
    heading = Thing(FACT, "Tiêu đề phụ lục", value="PHỤ LỤC 1\nCÁC NHIỆM VỤ\n(Kèm theo Kế hoạch)")
    assert planned(heading, TASK_1).template.heading == ("PHỤ LỤC 1", "CÁC NHIỆM VỤ", "(Kèm theo Kế hoạch)")
    assert planned(TASK_1).template.heading == ("Phụ lục", "NHIỆM VỤ, GIẢI PHÁP – Chỉ số 2025", "")


def test_what_looks_odd_goes_on_to_the_check_of_the_master():
    odd, guessed = Message("IMPORT_056", {"raw": "Tổ chưc"}), Message("IMPORT_062", {"name": "Sở A"})
    found = planned(INDEX_1, Thing(TASK, "Tổ chưc", code="1.1", confidence=LOOK, notes=(odd, guessed)))
    assert found.template.oddities == (Oddity("1.1", "import_056", odd.text),)


# -- bodies -----------------------------------------------------------------------------------------


def test_names_of_the_register_become_codes_and_a_hyphen_never_cuts_one():
    task = Thing(TASK, "Việc", code="1.1", leads="Phòng Hợp tác quốc tế - Văn phòng; Sở Tư pháp",
                 coordinators="Các sở, ban, ngành")  # fmt: skip
    (one,) = planned(INDEX_1, task).template.plan.tasks
    assert (one.leads, one.coordinators) == (("HTQT", "STP"), ("SBN",))


def test_an_unknown_name_becomes_a_new_agency_and_a_collective_one_a_group_without_members():
    found = planned(
        INDEX_1, Thing(TASK, "Việc", code="1.1", leads="Hiệp hội Gỗ", coordinators="Các hội nghề nghiệp"),
        Thing(AGENCY, "Hiệp hội Gỗ", confidence=LOOK), Thing(AGENCY, "Các hội nghề nghiệp", confidence=LOOK),
    )  # fmt: skip
    register = found.template.register
    assert found.added == ("HHG", "HNN") and found.template.plan.tasks[0].leads == ("HHG",)
    assert register.body("HHG") == Agency(code="HHG", name="Hiệp hội Gỗ")
    assert register.body("HNN") == AgencyGroup(code="HNN", name="Các hội nghề nghiệp")
    assert found.findings == ()


def test_a_new_code_is_nobody_elses():
    bodies = NamedBodies(REGISTER, ())
    assert bodies.codes("Sàn Chứng thực; Sân Chơi Trẻ; Sân Chim Trời") == ("SCT2", "SCT3", "SCT4")


def test_a_name_she_has_not_decided_stays_as_printed():
    found = planned(
        INDEX_1, Thing(TASK, "Việc", code="1.1", leads="Sở Tư páhp"),
        Thing(AGENCY, "Sở Tư páhp", value="Sở Tư pháp", confidence=ASK, notes=(Message("IMPORT_062", {"name": "x"}),)),
    )  # fmt: skip
    assert found.template.plan.tasks[0].leads == ("Sở Tư páhp",) and found.added == ()
    assert codes(found) == ["IMPORT_148"] and found.can_be_built


def test_a_name_she_confirmed_becomes_the_code_and_a_further_spelling():
    found = planned(
        INDEX_1, Thing(TASK, "Việc", code="1.1", leads="Sở Tư páhp"),
        Thing(AGENCY, "Sở Tư páhp", value="Sở Tư pháp"),
    )  # fmt: skip
    assert found.template.plan.tasks[0].leads == ("STP",) and found.findings == ()
    assert found.template.register.find("Sở Tư páhp") == "STP"


def test_a_name_typed_into_a_line_that_only_looks_like_a_known_one_is_asked():
    found = planned(INDEX_1, Thing(TASK, "Việc", code="1.1", leads="Sở Công Thươn"))
    assert found.template.plan.tasks[0].leads == ("Sở Công Thươn",) and codes(found) == ["IMPORT_154"]


def test_initials_and_collective_names():
    assert initials("Báo") == "BAO" and initials("Đài Phát thanh") == "DPT"
    assert [is_collective(name) for name in ("UBND các xã, phường", "Sở, ban, ngành cấp tỉnh", "Sở Các vấn đề")] == [
        True, True, False,
    ]  # fmt: skip


# -- what is said -----------------------------------------------------------------------------------


def test_missing_and_repeated_codes_are_said_and_kept():
    found = planned(
        INDEX_1, Thing(TASK, "A", code="1.1"), Thing(TASK, "B", code="1.1"), Thing(TASK, "C", parent="1"),
    )  # fmt: skip
    assert [one.code for one in found.template.plan.tasks] == ["1.1", "1.1", ""]
    assert codes(found) == ["IMPORT_145", "IMPORT_145", "IMPORT_144"] and found.can_be_built
    assert found.findings[0].message.text == "Nhiệm vụ 1.1: mã 1.1 có ở 2 dòng."


def test_what_cannot_be_understood_stops_and_names_its_line():
    found = planned(
        TASK_1, Thing("Loại lạ", "x"), Thing(FACT, "Mục lạ", value="x"), Thing(GOAL, year="hai nghìn"),
        Thing(COMPONENT, "Chỉ số", code="1", score="chín", rank="70/63"), Thing(TASK, "", code="1.2", parent="1"),
        Thing(FIGURE, "Số hộ", value="càng nhiều càng tốt"), Thing(DEADLINE, "Mùa thu", timeframe="05/11"),
        Thing(DEADLINE, "Năm", timeframe="lúc thuận lợi"),
    )  # fmt: skip
    assert not found.can_be_built
    assert sorted((one.message.code, one.at) for one in found.findings if one.stops) == [
        ("IMPORT_140", 7), ("IMPORT_141", 8), ("IMPORT_142", 10), ("IMPORT_142", 10), ("IMPORT_142", 12),
        ("IMPORT_143", 9), ("IMPORT_147", 11), ("IMPORT_155", 13), ("IMPORT_156", 14),
    ]  # fmt: skip


def test_no_task_is_no_plan_and_left_text_is_no_task():
    assert not planned(INDEX_1, Thing(LEFT, "Trên đây là Kế hoạch")).can_be_built


def test_a_task_under_nothing_gets_a_group_so_that_no_task_is_lost():
    alone = Thing(TASK, "Việc", code="5")
    found = planned(INDEX_1, TASK_1, alone)
    assert [one.component for one in found.template.plan.tasks] == ["1", "NV"] and codes(found) == ["IMPORT_164"]
    only = planned(alone)
    (group,) = only.template.plan.groups
    assert (group.code, group.name, only.findings) == ("NV", "Nhiệm vụ chung", ())


def test_two_components_of_one_code_stop_as_no_task_knows_its_own():
    assert codes(planned(INDEX_1, INDEX_1, TASK_1)) == ["IMPORT_165", "IMPORT_165"]


def test_a_parent_that_is_not_there_is_said():
    found = planned(INDEX_1, Thing(TASK, "Việc", code="1.1", parent="9"))
    assert codes(found) == ["IMPORT_146"] and found.template.plan.tasks[0].component == "1"


def test_years_and_title_that_the_document_does_not_give_follow_from_the_rest_and_are_said():
    found = plan_of((TASK_1, INDEX_1), REGISTER, name="ke-hoach-2026")
    plan = found.template.plan
    assert (plan.title, plan.baseline_year, plan.target_year, plan.horizon_year) == ("ke-hoach-2026", 2025, 2026, 2026)
    assert codes(found) == ["IMPORT_153", "IMPORT_153", "IMPORT_150", "IMPORT_151"]


def test_a_year_that_nothing_tells_is_asked_for_and_none_is_made_up():
    found = plan_of((Thing(FACT, "Tên kế hoạch", value="Kế hoạch đầu tư"), INDEX_1, TASK_1), REGISTER)
    said = [str(one.message) for one in found.findings if one.message.code in ("IMPORT_143", "IMPORT_153")]
    assert said == ["Năm mục tiêu: chưa rõ năm «(trống)». Đề nghị ghi năm bằng bốn chữ số."]
    assert not found.can_be_built
    dated = plan_of((Thing(FACT, "Ngày văn bản", value="05/11/2026"), INDEX_1, TASK_1), REGISTER)
    assert (dated.template.plan.target_year, dated.template.plan.baseline_year) == (2026, 2025)


def test_of_several_names_that_look_alike_none_is_put_forward():
    bodies = Bodies(Register(agencies=tuple(
        Agency(code=code, name=name)
        for code, name in (("SNV", "Sở Nội vụ"), ("SNgV", "Sở Ngoại vụ"), ("HHDN", "Hiệp hội Doanh nghiệp tỉnh"))
    )))  # fmt: skip
    two, one, council = bodies.match("Sở Nội vu"), bodies.match("Hiệp hội Doanh nghiêp"), bodies.match("HĐND tỉnh")
    assert (two.name, two.confidence, two.note.facts["near"]) == ("", ASK, "Sở Nội vụ; Sở Ngoại vụ")
    assert (one.name, one.confidence) == ("Hiệp hội Doanh nghiệp tỉnh", ASK)
    assert (council.name, council.confidence) == ("", LOOK)


def test_an_office_of_several_bodies_and_a_group_of_one_body_are_one_name():
    bodies = Bodies(Register(
        agencies=(Agency(code="UT", name="UBND tỉnh"), Agency(code="STP", name="Sở Tư pháp")),
        groups=(AgencyGroup(code="PCM", name="Các phòng chuyên môn"),),
    ))  # fmt: skip
    for name in (
        "VP HĐND và UBND tỉnh Bình Hải", "Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Các phòng chuyên môn thuộc Sở",
    ):  # fmt: skip
        assert bodies.split(f"Sở Tư pháp, {name}") == ["Sở Tư pháp", name]
        assert body_cells.names(bodies, f"Sở Tư pháp, {name}", wrapped=False) == f"Sở Tư pháp; {name}"
    assert bodies.split("Văn phòng UBND và UBND các xã") == ["Văn phòng UBND", "UBND các xã"]


def test_two_lines_of_a_year_complete_each_other_or_are_said():
    ranked = Thing(OVERALL, year="2024", rank="50/63", value="Cuối")
    both = planned(INDEX_1, TASK_1, ranked, Thing(OVERALL, year="2024", score="16,27"))
    assert both.template.overall == Standing(16.27, None, 50, 63, 2024) and codes(both) == []
    other = planned(INDEX_1, TASK_1, ranked, Thing(OVERALL, year="2024", rank="40/63"))
    assert codes(other) == ["IMPORT_178"] and not other.can_be_built
    goals = planned(INDEX_1, TASK_1, Thing(GOAL, year="2025", rank="22-25"), Thing(GOAL, year="2025", rank="20"))
    assert codes(goals) == ["IMPORT_178"] and goals.template.goals == (Goal(2025, None, 22, 25),)


def test_a_scale_of_its_own_is_kept_in_the_baseline_year():
    found = planned(INDEX_1, TASK_1, Thing(OVERALL, year="2024", score="68,12/120", rank="50/63")).template
    assert found.overall == Standing(68.12, None, 50, 63, 2024)
    assert found.history == (Result(2024, score=68.12, max_score=120),)


def test_a_result_that_differs_from_the_components_own_is_said_and_kept():
    past = Thing(PAST, "Tên cũ", parent="1", year="2024", score="7,95", quote="đạt 7,95 điểm\nnăm 2024")
    found = planned(INDEX_1, TASK_1, past)
    assert codes(found) == ["IMPORT_179"] and found.can_be_built
    assert found.template.history == (Result(2024, "1", "Tên cũ", 7.95, source="đạt 7,95 điểm năm 2024"),)


def test_the_group_of_a_component_is_a_result_of_the_baseline_year_said_once():
    grouped = Thing(COMPONENT, "Tuyên truyền", code="1", score="4,93", value="Cuối")
    assert planned(grouped, TASK_1).template.history == (Result(2024, "1", group="Cuối"),)
    past = Thing(PAST, parent="1", year="2024", score="4,93", value="Cuối")
    assert planned(grouped, TASK_1, past).template.history == (Result(2024, "1", score=4.93, group="Cuối"),)


def test_a_result_of_a_component_that_is_not_there_is_said():
    assert codes(planned(INDEX_1, TASK_1, Thing(PAST, "Cũ", parent="99", year="2023", score="4"))) == ["IMPORT_146"]


def test_a_deadline_is_a_day():
    for words in ("thường xuyên", "Năm 2025", "2025-2030", "ngày 20"):
        assert codes(planned(INDEX_1, TASK_1, Thing(DEADLINE, "Năm", timeframe=words))) == ["IMPORT_156"]
    assert codes(planned(INDEX_1, TASK_1, Thing(DEADLINE, "Tháng", timeframe="ngày 20"))) == []


def test_a_report_on_one_matter_is_one_however_it_is_written():
    found = planned(
        INDEX_1, TASK_1, Thing(DEADLINE, "chuyên đề 01", timeframe="10/02/2025"),
        Thing(DEADLINE, "Chuyên đề 1", value="15/02/2025"),
    )  # fmt: skip
    assert found.template.deadlines == (PartDeadline("Chuyên đề 1", "10/02/2025", "15/02/2025"),)


def test_a_number_is_kept_without_its_word():
    found = planned(INDEX_1, TASK_1, Thing(FACT, "Số, ký hiệu", value="Số: 12/KH-UBND"))
    assert found.template.plan.number == "12/KH-UBND" and codes(found) == []
