"""Which known names are offered for one nobody knows: real misspellings against the bodies of Hà Tĩnh."""

import pytest

from kehoach_xl.domain.registers import register

HA_TINH = register("ha-tinh-2025")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        # letters lost, doubled, swapped
        ("Sở Công thươg", "Sở Công Thương"),
        ("Sở Côngthương", "Sở Công Thương"),
        ("Sở Nông ngiệp và môi trường", "Sở Nông nghiệp và Môi trường"),
        ("Các sở ban nghành", "Các sở, ban, ngành"),
        ("Chi cục Hải quan khu vực IX", "Chi cục Hải quan Khu vực XI"),
        # marks lost or wrong
        ("So Tu phap", "Sở Tư pháp"),
        ("Sở Tu pháp", "Sở Tư pháp"),
        ("Sỏ Nội vụ", "Sở Nội vụ"),
        ("Sở Y Tê", "Sở Y tế"),
        # words left out or added
        ("Sở Tài nguyên Môi trường", "Sở Tài nguyên và Môi trường"),
        ("Sở Nông nghiệp Môi trường", "Sở Nông nghiệp và Môi trường"),
        ("Sở Giáo dục Đào tạo", "Sở Giáo dục và Đào tạo"),
        ("Sở Giáo dục", "Sở Giáo dục và Đào tạo"),
        ("Sở Kế hoạch Đầu tư", "Sở Kế hoạch và Đầu tư"),
        ("Sở văn hoá thể thao du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Ngân hàng Nhà nước", "Ngân hàng Nhà nước khu vực VIII"),
        ("UBND địa phương", "UBND các địa phương"),
        ("Công an", "Công an tỉnh"),
        ("Văn phòng", "Văn phòng UBND tỉnh"),
        ("Mặt trận tổ quốc Việt Nam tỉnh", "Ủy ban Mặt trận Tổ quốc tỉnh"),
        # abbreviations that stand nowhere in the register
        ("KHĐT", "Sở Kế hoạch và Đầu tư"),
        ("KH&ĐT", "Sở Kế hoạch và Đầu tư"),
        ("TNMT", "Sở Tài nguyên và Môi trường"),
        ("Sở TN-MT", "Sở Tài nguyên và Môi trường"),
        ("LĐTBXH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở LĐ TB XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở VHTT-DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("GTVT", "Sở Giao thông vận tải"),
        ("Ban QL khu kinh tế", "Ban Quản lý Khu kinh tế tỉnh"),
        ("Chi cục thuế KV6", "Chi cục Thuế khu vực VI"),
        ("NHNN", "Ngân hàng Nhà nước khu vực VIII"),
        ("Bộ CHQS", "Bộ Chỉ huy Quân sự tỉnh"),
    ],
)
def test_the_name_meant_is_offered_first(typed, first):
    assert HA_TINH.find(typed) is None
    assert HA_TINH.nearest(typed)[0] == first


@pytest.mark.parametrize(
    "typed", ["Sở Dân tộc và Tôn giáo", "Liên đoàn Lao động tỉnh", "Hội Nông dân tỉnh", "Sở", "abc", "?", ""]
)
def test_nothing_is_offered_for_what_is_like_no_name(typed):
    assert HA_TINH.nearest(typed) == []


def test_names_that_differ_by_marks_come_in_the_order_of_their_marks():
    assert HA_TINH.nearest("Sở Nội Vu") == ["Sở Nội vụ", "Sở Ngoại vụ"]
