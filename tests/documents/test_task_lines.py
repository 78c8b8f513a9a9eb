"""Lines below a task of the prose that say who does it and by when."""

import pytest

from kehoach_xl.documents import prose_tasks, registers
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.read import Read
from kehoach_xl.documents.thing import CLEAR, GROUP, LOOK, TASK, Thing
from tests.documents.outline_text import whole

BODIES = Bodies(registers.register("ha-tinh-2025"))


def read(text: str) -> Read:
    return prose_tasks.read(whole(f"I. NHIỆM VỤ\n{text}"), BODIES)


def tasks(text: str) -> list[tuple[str, ...]]:
    return [(one.code, one.name, one.leads, one.coordinators, one.timeframe)
            for one in read(text).things if one.kind == TASK]  # fmt: skip


def groups(text: str) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in read(text).things if one.kind == GROUP]


TOLD = "1. Cải cách thể chế\na) Rà soát văn bản.\n"
SAID = ("I.1.a", "Rà soát văn bản.", "Sở Tư pháp", "Sở Nội vụ; Sở Y tế", "Quý II/2026")


@pytest.mark.parametrize(
    "lines",
    [
        "- Cơ quan chủ trì: Sở Tư pháp.\n- Cơ quan phối hợp: Sở Nội vụ, Sở Y tế.\n- Thời gian hoàn thành: Quý II/2026.",
        "+ Đơn vị chủ trì: Sở Tư pháp;\n+ Đơn vị phối hợp: Sở Nội vụ, Sở Y tế;\n+ Thời hạn: Quý II/2026.",
        "- Chủ trì: Sở Tư pháp\n- Phối hợp: Sở Nội vụ; Sở Y tế\n- Thời gian thực hiện: Quý II/2026",
        "- Chủ trì: Sở Tư pháp; phối hợp: Sở Nội vụ, Sở Y tế; thời gian: Quý II/2026.",
    ],
)
def test_the_item_above_is_the_task(lines):
    assert tasks(TOLD + lines) == [SAID]
    assert groups(TOLD + lines) == [("I.1", "Cải cách thể chế")]


def test_a_group_of_bodies_is_one_name():
    (found,) = tasks("1. Thể chế\na) Việc.\n- Chủ trì: Sở Y tế.\n- Phối hợp: Sở Nội vụ và các sở, ngành liên quan.")
    assert found[2:4] == ("Sở Y tế", "Sở Nội vụ; các sở, ngành liên quan")


def test_the_lines_in_the_sentence_itself():
    text = "1. Cải cách thể chế\na) Rà soát văn bản. Chủ trì: Sở Tư pháp; phối hợp: Sở Nội vụ; thời gian: Quý II/2026."
    assert [one[2:] for one in tasks(text)] == [("Sở Tư pháp", "Sở Nội vụ", "Quý II/2026")]


def test_a_product_is_left_and_no_task():
    found = read(f"{TOLD}- Chủ trì: Sở Tư pháp.\n- Sản phẩm: Quyết định.\n- Kết quả: Báo cáo.")
    assert [one.name for one in found.things] == ["Cải cách thể chế", "Rà soát văn bản."]
    assert found.used == {1, 2, 3}


def test_bullets_with_lines_of_their_own_are_tasks_of_the_heading():
    text = "1. Thể chế\n- Việc một.\n- Chủ trì: Sở Y tế.\n- Việc hai.\n- Chủ trì: Sở Nội vụ."
    assert tasks(text) == [("I.1.1", "Việc một.", "Sở Y tế", "", ""), ("I.1.2", "Việc hai.", "Sở Nội vụ", "", "")]


def test_lines_before_lettered_tasks_are_said_of_all_of_them():
    text = "1. Thể chế\n- Chủ trì: Sở Y tế.\n- Thời gian: Năm 2026.\na) Việc một.\nb) Việc hai."
    assert tasks(text) == [("I.1.a", "Việc một.", "Sở Y tế", "", "Năm 2026"),
                           ("I.1.b", "Việc hai.", "Sở Y tế", "", "Năm 2026")]  # fmt: skip


def test_a_bullet_that_says_what_is_to_be_done_by_a_day_is_a_task():
    text = "1. Thể chế\n- Hoàn thành trước 30/6/2026 việc rà soát.\n- Sở Y tế chủ trì thống kê."
    assert [one[0] for one in tasks(text)] == ["I.1.1", "I.1.2"]


@pytest.mark.parametrize(
    ("text", "when", "confidence"),
    [
        ("a) Sở Y tế chủ trì rà soát, hoàn thành trước 30/11/2026.", "trước 30/11/2026", CLEAR),
        ("a) Sở Y tế chủ trì công bố thủ tục trong tháng 6/2026.", "tháng 6/2026", CLEAR),
        ("a) Sở Y tế chủ trì trong quý II/2026 công bố thủ tục.", "quý II/2026", LOOK),
        ("a) Sở Y tế chủ trì rà soát, hoàn thành trước 30/11/2026 và báo cáo.", "trước 30/11/2026", LOOK),
    ],
)
def test_a_time_in_the_sentence(text, when, confidence):
    found: list[Thing] = [one for one in read(f"1. Thể chế\n{text}").things if one.kind == TASK]
    assert [(one.timeframe, one.confidence) for one in found] == [(when, confidence)]
    assert [note.code for one in found for note in one.notes] == (["IMPORT_077"] if confidence == LOOK else [])
