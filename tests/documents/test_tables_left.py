"""A table of which nothing was understood is announced; the head and the foot of a document are no such table."""

from kehoach_xl.documents.registers import register
from kehoach_xl.documents.thing import ASK, LEFT, Thing
from kehoach_xl.documents.understand import understand
from kehoach_xl.intake.content import WORD, Content
from tests.documents.appendix_made import codes, table


def left(*rows: list[str]) -> list[Thing]:
    things = understand(Content("kế hoạch.docx", "", WORD, (table(*rows),)), register("chung"))
    return [thing for thing in things if thing.kind == LEFT]


def test_a_table_that_was_not_understood_is_named_with_its_place_and_rows() -> None:
    said, *rows = left(["Khóa học", "Số người"], ["Tin học", "12"], ["Tiếng Anh", "20"], ["Kế toán", "8"])
    assert (said.confidence, codes(said)) == (ASK, ["IMPORT_058"])
    assert said.name.startswith("Có bảng chưa đọc được: bảng 1, 4 dòng")
    assert [row.name for row in rows] == ["Khóa học · Số người", "Tin học · 12", "Tiếng Anh · 20", "Kế toán · 8"]


def test_the_head_and_the_foot_of_a_document_are_not_announced() -> None:
    head = left(["UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["SỞ A", "Độc lập - Tự do - Hạnh phúc"],
                ["Số: 12/KH", "ngày 05 tháng 01"])  # fmt: skip
    foot = left(["Nơi nhận:", "CHỦ TỊCH"], ["- Như trên;", "(Đã ký)"], ["- Lưu: VT.", "Nguyễn Văn A"])
    assert [codes(row) for row in (*head, *foot)] == [[]] * 6
