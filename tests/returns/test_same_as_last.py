"""A result that reads as it did in the last period is pointed out."""

import pytest

from kehoach_xl.domain.settle import Answer, Facts, Return
from kehoach_xl.returns.same_as_last import same_as_last

LAST = "Tổ chức 02 hội nghị phổ biến cam kết cho 150 doanh nghiệp."


def found(said: str | None, last: str | None, prefilled: str | None = None, status: str | None = None) -> list[str]:
    answers = {("NV1", "status"): Answer(status), ("NV1", "result"): Answer(said)}
    one = Return("a" * 64, "STP", "2025-H2", None, answers, dispatch="2025-H2/STP/01")
    base = {"2025-H2/STP/01": {("NV1", "STP", "2025-H2", "result"): prefilled}}
    record = {("NV1", "STP", "2025-H1", "result"): last}
    findings = same_as_last(one, record, "2025-H1", Facts(base), {"NV1": "2.3"}, "Kết quả")
    return [f"{f.kind} {f.task} {f.column}" for f in findings]


FLAGGED = ["same-as-last 2.3 Kết quả"]


@pytest.mark.parametrize(
    ("said", "last", "prefilled", "status", "findings"),
    [
        (LAST, LAST, None, None, FLAGGED),
        (f"  {LAST.upper()} ", LAST, None, None, FLAGGED),
        (LAST, LAST, LAST, "Đang thực hiện", FLAGGED),
        # nobody touched the row: it says nothing
        (LAST, LAST, LAST, None, []),
        (LAST.replace("02", "03"), LAST, None, None, []),
        ("Đang triển khai.", "Đang triển khai.", None, None, []),
        (LAST, None, None, None, []),
        (None, LAST, None, "Hoàn thành", []),
    ],
)
def test_a_text_of_the_last_period_is_flagged(said, last, prefilled, status, findings) -> None:
    assert found(said, last, prefilled, status) == findings
