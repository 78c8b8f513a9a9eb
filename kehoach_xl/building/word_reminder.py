"""The template of the official letter (công văn) that reminds one agency: what it owes, row by row, and by when."""

from docx.document import Document

from kehoach_xl.building import word_pieces as pieces
from kehoach_xl.building.word_rows import RowColumn, led_in, listed

# 165 mm between the margins.
COLUMNS = (
    RowColumn("TT", "{{ loop.index }}", 10, "Ô giữa"),
    RowColumn("Nhiệm vụ số", "{{ mot.stt }}", 18, "Ô giữa"),
    RowColumn("Nội dung nhiệm vụ", "{{ mot.noi_dung }}", 57),
    RowColumn("Thời gian thực hiện", "{{ mot.thoi_gian }}", 26, "Ô giữa"),
    RowColumn("Chậm nộp báo cáo (ngày)", "{{ so_ngay_tre }}", 20, "Ô giữa"),
    RowColumn("Tình trạng", "{{ mot.tinh_trang }}", 34),
)
BEFORE = (
    "Để tổng hợp kết quả thực hiện {{ ten_ke_hoach }}, {{ don_vi_dau_moi }} "
    "{% if da_gui_phieu %}đã gửi{% else %}đã lập cho{% endif %} {{ co_quan }} phiếu báo cáo {{ ky }} số {{ so_phieu }}"
    "{% if tep_phieu %} (gửi kèm){% endif %}, hạn nộp ngày {{ han_nop }}.",
    "{%p if chua_gui %}",
    "Đến ngày {{ ngay }}, quá hạn {{ so_ngay_tre }} ngày, {{ don_vi_dau_moi }} chưa nhận được báo cáo của "
    "{{ co_quan }} đối với {{ so_nhiem_vu }}/{{ so_nhiem_vu_giao }} nhiệm vụ trong phiếu:",
    "{%p elif gui_trong %}",
    "Phiếu của {{ co_quan }} nhận ngày {{ ngay_nhan }} chưa có nội dung nào. Đến ngày {{ ngay }}, quá hạn "
    "{{ so_ngay_tre }} ngày, {{ so_nhiem_vu }}/{{ so_nhiem_vu_giao }} nhiệm vụ trong phiếu chưa có báo cáo:",
    "{%p else %}",
    "{{ don_vi_dau_moi }} đã nhận báo cáo của {{ co_quan }} ngày {{ ngay_nhan }}. Đến ngày {{ ngay }}, quá hạn "
    "{{ so_ngay_tre }} ngày, báo cáo của {{ co_quan }} còn thiếu {{ so_nhiem_vu }}/{{ so_nhiem_vu_giao }} nhiệm vụ "
    "trong phiếu:",
    "{%p endif %}",
)  # fmt: skip
AFTER = (
    "{%p if ngay_don_doc %}",
    "Đây là lần đôn đốc thứ {{ lan }} đối với báo cáo {{ ky }}; các lần trước: ngày {{ ngay_don_doc }}.",
    "{%p endif %}",
    "{%p if du_so_lan %}",
    "Sau {{ so_lan_toi_da }} lần đôn đốc, {{ don_vi_dau_moi }} tổng hợp danh sách cơ quan chưa báo cáo {{ ky }}, trình "
    "{{ cap_tren }} xem xét.",
    "{%p endif %}",
    "{{ don_vi_dau_moi }} đề nghị {{ co_quan }} gửi báo cáo chậm nhất ngày {{ han_tra_loi }}"
    "{% if lien_he %} (đầu mối liên hệ: {{ lien_he }}){% endif %} để tổng hợp, báo cáo {{ cap_tren }}./.",
)  # fmt: skip


def build() -> Document:
    """The template."""
    document = pieces.begun("Công văn đôn đốc báo cáo {{ ky }}")
    pieces.clerk_letterhead(document, "", "V/v đôn đốc báo cáo {{ ky }} thực hiện Kế hoạch {{ ten_ngan }}")
    document.add_paragraph("Kính gửi: {{ kinh_gui }}", "Kính gửi")
    led_in(document, BEFORE)
    listed(document, "nhiem_vu", COLUMNS)
    for line in AFTER:
        document.add_paragraph(line, "Nội dung")
    pieces.clerk_signature(document)
    return document
