"""Hand edits become facts, and remember what they were typed over."""

from kehoach_xl.domain.absorb import Found, absorb, differences
from kehoach_xl.domain.settle import Edit

CELL = ("NV1", "STP", "2025-H1", "result")
OTHER = ("NV2", "STP", "2025-H1", "percent")


def typed(old, new, cell=CELL):
    return Found(cell, old, new, "Tiến độ")


def test_what_stands_as_it_was_written_is_no_edit():
    assert differences({CELL: "cũ", OTHER: 85.0}, [(CELL, "cũ"), (OTHER, 85.0)], "Tiến độ") == []


def test_a_changed_an_emptied_and_a_new_cell_are_edits():
    third = (*CELL[:3], "proposals")
    standing = [(CELL, "mới"), (OTHER, None), (third, "thêm")]
    assert differences({CELL: "cũ", OTHER: 85.0}, standing, "Phụ lục") == [
        Found(CELL, "cũ", "mới", "Phụ lục"),
        Found(OTHER, 85.0, None, "Phụ lục"),
        Found(third, None, "thêm", "Phụ lục"),
    ]


def test_an_edit_remembers_what_it_was_typed_over():
    assert absorb({}, [typed("cũ", "mới")]) == {CELL: Edit("mới", ("cũ",))}


def test_typing_again_remembers_every_value_seen_once():
    edits = absorb({}, [typed("một", "hai")])
    edits = absorb(edits, [typed("hai", "ba")])
    edits = absorb(edits, [typed("một", "bốn")])
    assert edits == {CELL: Edit("bốn", ("một", "hai"))}


def test_other_edits_stand_and_the_given_ones_are_not_changed():
    before = {OTHER: Edit(85.0)}
    assert absorb(before, [typed(None, "mới")]) == {OTHER: Edit(85.0), CELL: Edit("mới", (None,))}
    assert before == {OTHER: Edit(85.0)}
