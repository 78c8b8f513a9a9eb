"""A paragraph that no task was made of says what was taken from it all the same."""

from kehoach_xl.documents import registers
from kehoach_xl.documents.thing import DEADLINE, LEFT
from kehoach_xl.documents.understand import understand
from kehoach_xl.intake.content import WORD, Content, Paragraph, Place


def test_what_served_for_facts_says_so_among_what_is_left():
    lines = ("II. TỔ CHỨC", "Các sở gửi báo cáo năm về Sở Tài chính trước ngày 05/11.", "Trên đây là Kế hoạch.")
    blocks = tuple(Paragraph(text, place=Place(line=at)) for at, text in enumerate(lines, 1))
    things = understand(Content("kế hoạch.docx", "", WORD, blocks), registers.register("chung"))
    assert [one.timeframe for one in things if one.kind == DEADLINE] == ["trước ngày 05/11"]
    left = {one.name: [str(note) for note in one.notes] for one in things if one.kind == LEFT}
    assert left[lines[1]] == [
        "Đã lấy từ đoạn này: hạn báo cáo (xem dòng tương ứng ở trên); phần còn lại không đưa vào sổ."
    ]
    assert left[lines[2]] == []
