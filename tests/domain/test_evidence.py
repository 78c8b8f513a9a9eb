"""The number and symbol of a document, in the forms people write."""

import pytest

from kehoach_xl.domain.evidence import names_day, read_documents


def forms(text):
    return [one.form for one in read_documents(text)]


@pytest.mark.parametrize(
    "text",
    [
        "12/BC-SCT", "45/2025/NĐ-CP", "1234/QĐ-UBND", "05-CTr/TU", "1403/SCT-QLTM8", "6643/UBND-KT1", "19-2018/NQ-CP",
        "59-NQ/TW", "479-CTr/TU", "67-TB/ĐU", "694/SNgV-HTQT", "470/CĐ-TTg", "01/VBHN-BTC", "172a/KH-UBND", "123/SCT",
        "12/BC-SVHTT&DL", "15 / KH - UBND", "số 12/BC-SCT", "Báo cáo số 12/BC-SCT ngày 20/11/2025",
        "Kế hoạch 15/KH-UBND", "Quyết định số 06/2020/QĐ-TTg của Thủ tướng Chính phủ",
        "1) 15/2025/QĐ-UBND", "- 12/BC-SCT", "a) Báo cáo số 12/BC-SCT", "2. 12/BC-SCT", "QĐ 1234/QĐ-CHQKVXI",
        "CV số 1245/SCT-QLTM",
    ],
)  # fmt: skip
def test_a_number_with_its_symbol_is_whole(text):
    assert forms(text) == ["whole"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("12/BC", "short"), ("07/QĐ", "short"), ("12", "bare"), ("số 45", "bare"), ("45/2025", "bare"),
        ("Báo cáo số 12", "bare"), ("20/11/2025", "day"), ("12_BC-SCT", "almost"), ("12 BC SCT", "almost"),
        ("12/bc-sct", "almost"), ("BC-SCT/45", "almost"), ("Biên bản họp", "words"), ("02 hội nghị", "words"),
        ("Ảnh chụp", "words"),
    ],
)  # fmt: skip
def test_other_forms_are_told_apart(text, form):
    assert forms(text) == [form]


@pytest.mark.parametrize(
    "text", ["12/BC-SCT; 13/KH-UBND", "12/BC-SCT, 13/KH-UBND", "12/BC-SCT và 13/KH-UBND", "12/BC-SCT\n13/KH-UBND"]
)
def test_several_documents_are_read_one_by_one(text):
    assert [one.text for one in read_documents(text)] == ["12/BC-SCT", "13/KH-UBND"]


def test_nothing_names_no_document():
    assert read_documents(" ; ") == ()


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("1245/SCT-QLTM ngày 12/10/2025", True), ("12/BC-SCT (12-10-2025)", True),
        ("số 15/KH-UBND ngày 02 tháng 10 năm 2025", True), ("12/BC-SCT", False), ("45/2025/NĐ-CP", False),
        ("12/BC-SCT; 13/BC-SCT", False),
    ],
)  # fmt: skip
def test_a_day_beside_the_number_is_seen(text, dated):
    assert names_day(text) is dated
