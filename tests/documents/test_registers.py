"""A document is read with the register of its own province; one without is read with what every province has."""

import pytest

from kehoach_xl.documents.registers import choose
from kehoach_xl.intake.content import TEXT, Content, Paragraph


def chosen(*lines: str) -> str:
    return choose(Content("kế hoạch.txt", "", TEXT, [Paragraph(line) for line in lines]))[0]


@pytest.mark.parametrize(
    ("lines", "register"),
    [
        (("UBND TỈNH HÀ TĨNH", "Sở Công Thương chủ trì"), "ha-tinh-2025"),
        (("UBND tỉnh Hậu Giang", "Sở Kế hoạch và Đầu tư"), "hau-giang-2024"),
        (("UBND TỈNH LẠNG SƠN", "SỞ NGOẠI VỤ", "Phòng Hợp tác quốc tế - Văn phòng"), "so-ngoai-vu-lang-son-2026"),
        (("UBND TỈNH LẠNG SƠN", "Sở Công Thương"), "chung"),
        (("UBND TỈNH QUẢNG NGÃI", "Sở Nội vụ", "phối hợp với Hà Tĩnh", "UBND tỉnh Quảng Ngãi"), "chung"),
        (("Sở Nội vụ chủ trì",), "chung"),
    ],
)
def test_the_register_is_that_of_the_province_the_document_speaks_of(lines, register):
    assert chosen(*lines) == register
