"""The bodies that a review names: what she wrote into the line of a body counts for every task that names it."""

from kehoach_xl.documents.named_bodies import NamedBodies
from kehoach_xl.documents.plan_of import plan_of
from kehoach_xl.documents.thing import AGENCY, TASK, Thing
from kehoach_xl.domain.agency import Agency, Register

REGISTER = Register(agencies=(
    Agency(code="SNgV", name="Sở Ngoại vụ"), Agency(code="STP", name="Sở Tư pháp"),
    Agency(code="STC", name="Sở Tài chính"), Agency(code="SCT", name="Sở Công Thương"),
))  # fmt: skip


def line(name: str, value: str = "", printed: str = "") -> Thing:
    return Thing(AGENCY, name, value=value, quote=printed or name)


def said(bodies: NamedBodies) -> list[str]:
    return [code for code, _, _ in bodies.said]


def test_a_name_corrected_in_its_line_counts_where_it_was_printed():
    bodies = NamedBodies(REGISTER, [line("Sở Mới", printed="Sở Mới Lạ")])
    assert bodies.codes("Sở Mới Lạ; Sở Tư pháp") == ("SM", "STP") and bodies.added == ("SM",)
    assert bodies.register.body("SM") == Agency(code="SM", name="Sở Mới", aliases=("Sở Mới Lạ",))
    known = NamedBodies(REGISTER, [line("Sở Tư pháp", printed="Sở Tư páhp")])
    assert known.codes("Sở Tư páhp") == ("STP",) and known.register.find("Sở Tư páhp") == "STP"


def test_the_two_cells_of_a_line_may_not_name_two_bodies():
    bodies = NamedBodies(REGISTER, [line("Sở Tài chính", "Sở Tư pháp", printed="Sở Tư páhp")])
    assert bodies.codes("Sở Tư páhp") == ("Sở Tư páhp",) and said(bodies) == ["IMPORT_176"]


def test_a_name_whose_line_was_dropped_is_said_while_a_task_names_it():
    task = Thing(TASK, "Việc", code="1", leads="Hiệp hội Gỗ")
    codes = [one.message.code for one in plan_of([task], REGISTER).findings]
    kept = [one.message.code for one in plan_of([task, line("Hiệp hội Gỗ")], REGISTER).findings]
    assert "IMPORT_177" in codes and "IMPORT_177" not in kept


def test_a_value_that_only_looks_like_a_known_body_is_no_new_one():
    near = NamedBodies(REGISTER, [line("Cơ quan lạ", "Sở Tư phap")])
    assert (near.codes("Cơ quan lạ"), near.added, said(near)) == (("Cơ quan lạ",), (), ["IMPORT_175"])
    meant = NamedBodies(REGISTER, [line("Sở Tư phap", "Sở Tư phap")])  # both cells say so: another body
    assert (meant.codes("Sở Tư phap"), meant.added, said(meant)) == (("STP2",), ("STP2",), [])


def test_several_names_in_a_value_are_several_bodies():
    bodies = NamedBodies(REGISTER, [line("Liên ngành", "Sở Tư pháp; Sở Tài chính")])
    assert bodies.codes("Sở Công Thương; Liên ngành") == ("SCT", "STP", "STC") and bodies.added == ()
    assert bodies.register == REGISTER


def test_a_known_body_pointed_at_another_is_no_spelling_of_it():
    bodies = NamedBodies(REGISTER, [line("Sở Ngoại vụ", "Sở Tư pháp")])
    assert bodies.codes("Sở Ngoại vụ") == ("STP",) and bodies.register == REGISTER


def test_names_are_cut_as_the_reader_cuts_them():
    bodies = NamedBodies(REGISTER, [line("VCCI")])
    names = (
        "Phòng Kinh tế, Hạ tầng và Đô thị thị xã Kỳ Anh", "Sở Công Thương tỉnh Bình Hải",
    )  # fmt: skip
    for name in names:
        assert [bodies.register.name(code) for code in bodies.codes(name)] == [name]
    assert bodies.codes("Sở Tư pháp, VCCI") == ("STP", "VCCI")
