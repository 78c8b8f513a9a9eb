"""What the reader is told a timeframe means."""

import pytest

from kehoach_xl.domain.timeframe import parse
from kehoach_xl.domain.timeframe_words import words


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("2025", "Từ ngày 01/01/2025 đến hết ngày 31/12/2025."),
        ("2025-2030", "Từ ngày 01/01/2025 đến hết ngày 31/12/2030."),
        ("Quý III/2025", "Từ ngày 01/07/2025 đến hết ngày 30/09/2025."),
        ("đến năm 2030", "Chậm nhất ngày 31/12/2030."),
        ("05/11/2025", "Chậm nhất ngày 05/11/2025."),
        ("Trước ngày 15/11/2025", "Chậm nhất ngày 14/11/2025."),
        ("Trước ngày 15/11", "Hàng năm, trước ngày 15/11."),
        ("Trước tháng 11 hàng năm", "Hàng năm, trước ngày 01/11."),
        ("Quý III", "Hàng năm, chậm nhất ngày 30/09."),
        ("Tháng 2", "Hàng năm, chậm nhất ngày cuối cùng của tháng 02."),
        ("29/2", "Hàng năm, chậm nhất ngày 29/02."),
        ("Hàng năm", "Hàng năm, đến hạn ngày 31/12."),
        ("Hàng năm tổ chức 01-02 cuộc", "Hàng năm, đến hạn ngày 31/12. Mỗi năm 1 đến 2 cuộc."),
        ("02 cuộc/năm", "Hàng năm, đến hạn ngày 31/12. Mỗi năm 2 cuộc."),
        ("Ít nhất 2 lớp/năm", "Hàng năm, đến hạn ngày 31/12. Mỗi năm ít nhất 2 lớp."),
        ("Thường xuyên", "Thường xuyên."),
        ("6 tháng 1 lần", "Cứ 6 tháng một lần. Thường xuyên."),
        ("Từ năm 2025", "Thường xuyên, từ ngày 01/01/2025."),
        ("Thường xuyên trong năm 2025", "Thường xuyên, từ ngày 01/01/2025 đến hết ngày 31/12/2025."),
    ],
)
def test_meaning_in_words(printed, told):
    assert words(parse(printed)) == told


def test_a_text_that_is_not_understood_is_flagged_not_guessed():
    assert words(parse("Khi có hướng dẫn")).startswith("Chưa hiểu thời gian thực hiện «Khi có hướng dẫn»")
