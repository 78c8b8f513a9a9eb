"""Tables whose Vietnamese letters became «?»: told apart from strange files, with what was filled in."""


import pytest

from kehoach_xl.intake.readers.csv_text import read_csv
from kehoach_xl.returns.verdict import FOREIGN, NEEDS_CONFIRMATION, QUARANTINED
from tests.returns.sheets_of import Returned, all_done, judge


def as_csv(encoding: str) -> bytes:
    sheet = Returned("STP", all_done("STP")).copied().sheet()
    last = max(column for _, column in sheet.cells)
    texts = {at: one.text for at, one in sheet.cells.items()}
    rows = range(1, max(row for row, _ in sheet.cells) + 1)
    quoted = [";".join(f'"{texts.get((row, at), "")}"' for at in range(1, last + 1)) for row in rows]
    return "\r\n".join(quoted).encode(encoding, "replace")


@pytest.mark.parametrize(
    ("encoding", "state", "code"),
    [
        ("ascii", QUARANTINED, "RETURN_045"), ("cp1252", QUARANTINED, "RETURN_045"),
        ("cp1258", QUARANTINED, "RETURN_045"),
        ("utf-8-sig", NEEDS_CONFIRMATION, "RETURN_041"),
    ],
)  # fmt: skip
def test_a_form_saved_as_plain_csv(encoding: str, state: str, code: str) -> None:
    found = judge(read_csv(as_csv(encoding), "phiếu.csv"))
    assert (found.state, found.message.code, found.cells) == (state, code, 6)


def test_a_table_that_only_asks_questions_is_none() -> None:
    data = "Ai?;Khi nào?;Ở đâu?\r\nA;B;C".encode("cp1258", "replace")
    assert judge(read_csv(data, "khác.csv")).state == FOREIGN
