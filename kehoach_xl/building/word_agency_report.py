"""The template of an agency's own report on its tasks of a period: grounds, results by component, proposals."""

from docx.document import Document as Made

from kehoach_xl.building import word_pieces as pieces

TEXT, CHAPTER = "Nội dung", "Heading 1"


def build() -> Made:
    document = pieces.begun("Báo cáo kết quả thực hiện kế hoạch")
    pieces.clerk_letterhead(document, "BC")
    pieces.title(document, "BÁO CÁO", "Kết quả thực hiện {{ ten_ke_hoach }} {{ ky }}")
    document.add_paragraph("Kính gửi: {{ kinh_gui }}.", "Kính gửi")
    document.add_paragraph("{{ co_quan }} gửi {{ don_vi_dau_moi }} tổng hợp./.", TEXT)
    pieces.clerk_signature(document)
    return document
