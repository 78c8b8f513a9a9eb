"""Formulas moved to another cell, held against openpyxl's translator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from kehoach_xl.engine.moving import moved
from kehoach_xl.ooxml.refs import cell_name
from kehoach_xl.sheets import formulas

PIECES = (
    "A1", "$B$1", "C$2", "$D3", "A1:B$3", "$A:C", "B:B", "2:3", "$1:$2", "S1!A1", "'của ''A1'' mới'!$C4", "LOG10(A2)",
    "KY_current", "TD_A1", '"A1 ""B2"""', "ROW(A7)", "SUMIFS(TD_slow,TD_task,$A8)", "1.5", "-A3%", "A1.b", "AB12",
    "[1]S!A1", "T[A1]", "INDEX(B:B,3)", "1e5", "#N/A", "TRUE",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.integers(0, 9), st.integers(0, 9))
def test_a_formula_moves_as_openpyxl_moves_it(pieces: list[str], down: int, right: int) -> None:
    text = "+".join(pieces)
    wanted = Translator("=" + text, origin="C9").translate_formula(cell_name(9 + down, 3 + right))
    assert "=" + moved(text, (9, 3), (9 + down, 3 + right)) == wanted


@pytest.mark.parametrize("make", [
    formulas.progress_class, formulas.progress_slow, formulas.progress_overdue, formulas.receipt_result,
])  # fmt: skip
def test_the_formulas_of_a_row_are_those_of_the_first_row_moved_down(make) -> None:
    fields = ("due_state", "result", "quantity", "finish_date", "due_date", "status", "class", "period", "received",
              "dispatch", "filled")  # fmt: skip
    column = {field: "ABCDEFGHIJK"[at] for at, field in enumerate(fields)}.__getitem__
    assert moved(make(column, 8)[1:], (8, 30), (60_007, 30)) == make(column, 60_007)[1:]


def test_what_leaves_the_sheet_is_no_reference() -> None:
    assert moved("A2+$B$1+C:C", (2, 3), (1, 1)) == "#REF!+$B$1+A:A"
    assert moved("A1048576+XFD1", (1, 1), (2, 2)) == "#REF!+#REF!"
