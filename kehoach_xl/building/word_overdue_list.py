"""The template of the list for the leaders: who has not reported after so many reminders."""

from docx.document import Document

from kehoach_xl.building import word_pieces as pieces
from kehoach_xl.building.word_rows import RowColumn, led_in, listed

# 165 mm between the margins.
COLUMNS = (
    RowColumn("TT", "{{ loop.index }}", 10, "Ô giữa"),
    RowColumn("Cơ quan", "{{ mot.co_quan }}", 42),
    RowColumn("Tình trạng", "{{ mot.tinh_trang }}", 27),
    RowColumn("Nhiệm vụ chưa báo cáo", "{{ mot.so_nhiem_vu }}/{{ mot.so_nhiem_vu_giao }}: {{ mot.cac_nhiem_vu }}", 34),
    RowColumn("Đã đôn đốc", "{{ mot.so_lan }} lần: {{ mot.ngay_don_doc }}", 32),
    RowColumn("Số ngày quá hạn", "{{ mot.so_ngay_tre }}", 20, "Ô giữa"),
)
ABOUT = "Danh sách cơ quan, đơn vị chưa báo cáo {{ ky }} thực hiện Kế hoạch {{ ten_ngan }}"
BEFORE = (
    "Thực hiện {{ ten_ke_hoach }}, {{ don_vi_dau_moi }} lập phiếu báo cáo {{ ky }} cho {{ so_phieu_gui }} cơ quan, "
    "đơn vị, hạn nộp ngày {{ han_nop }}.",
    "Đến ngày {{ ngay }}, {{ so_phieu_nop }}/{{ so_phieu_gui }} cơ quan, đơn vị đã nộp báo cáo; "
    "{{ so_co_quan_no }}/{{ so_phieu_gui }} cơ quan, đơn vị chưa báo cáo toàn bộ hoặc một phần.",
    "Trong đó {{ so_co_quan }} cơ quan, đơn vị đã được đôn đốc từ {{ so_lan_toi_da }} lần trở lên:",
)  # fmt: skip
AFTER = (
    "{{ don_vi_dau_moi }} kính trình {{ kinh_gui }} xem xét, chỉ đạo {{ so_co_quan }} cơ quan, đơn vị nêu trên hoàn "
    "thành báo cáo chậm nhất ngày {{ han_tra_loi }}./.",
)  # fmt: skip


def build() -> Document:
    """The template."""
    document = pieces.begun("Danh sách cơ quan chưa báo cáo {{ ky }}")
    pieces.clerk_letterhead(document, "BC")
    pieces.title(document, "BÁO CÁO", ABOUT)
    document.add_paragraph("Kính gửi: {{ kinh_gui }}", "Kính gửi")
    led_in(document, BEFORE)
    listed(document, "co_quan_no", COLUMNS)
    for line in AFTER:
        document.add_paragraph(line, "Nội dung")
    pieces.clerk_signature(document)
    return document
