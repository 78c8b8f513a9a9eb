"""The template of an agency's own report on its tasks of a period: the grounds, the whole in numbers, the results by
component with their evidence, difficulties and proposals, and to whom it goes.

A heading is printed only where something stands below it; every sentence carries a word of the master.
"""

from docx.document import Document as Made

from kehoach_xl.building import word_pieces as pieces
from kehoach_xl.building.word_numbering import CHAPTER, PART, numbered

TEXT = "Nội dung"
# (style, text); what is between «if» or «for» and its end stands in paragraphs of its own.
BODY = (
    (TEXT, "Thực hiện {{ ten_ke_hoach }}{% if van_ban_ke_hoach %} ({{ van_ban_ke_hoach }}){% endif %}"
     "{% if noi_ban_hanh_ke_hoach %} của {{ noi_ban_hanh_ke_hoach }}{% endif %}{% if so_phieu %}, theo phiếu báo cáo "
     "số {{ so_phieu }} ngày {{ ngay_phieu }} của {{ don_vi_dau_moi }}{% endif %}, {{ co_quan }} báo cáo kết quả "
     "{{ ky }} (số liệu từ ngày {{ tu_ngay }} đến ngày {{ den_ngay }}) như sau:"),
    (CHAPTER, "Kết quả chung"),
    (TEXT, "{{ co_quan }} được giao {{ ket_qua.tong }} nhiệm vụ; theo số liệu chốt ngày {{ den_ngay }}, "
     "{{ ket_qua.danh_gia }}."),
    (TEXT, "Phân loại {{ ket_qua.tong }} nhiệm vụ tại ngày {{ den_ngay }}: {{ ket_qua.phan_loai }}."),
    (TEXT, "{%p if ky_truoc.ten %}"),
    (TEXT, "So với {{ ky_truoc.ten }} ({{ ky_truoc.ket_qua }}): {{ ket_qua.so_sanh }}."),
    (TEXT, "{%p endif %}"),
    (TEXT, "{%p for phan in thanh_phan %}"),
    (CHAPTER, "{{ phan.ten }}"),
    (TEXT, "{{ co_quan }} được giao {{ phan.tong }} nhiệm vụ; {{ phan.danh_gia }}."),
    (TEXT, "{%p for mot in phan.nhiem_vu %}"),
    (PART, "{{ mot.noi_dung }} (nhiệm vụ {{ mot.stt }})"),
    (TEXT, "Tình trạng: {{ mot.tinh_trang }}{% if mot.thoi_gian %}; thời gian thực hiện: {{ mot.thoi_gian }}"
     "{% endif %}."),
    (TEXT, "{%p for dong in mot.ket_qua %}"),
    (TEXT, "{{ dong }}"),
    (TEXT, "{%p endfor %}"),
    (TEXT, "{%p if mot.van_ban %}"),
    (TEXT, "Văn bản: {{ mot.van_ban }}."),
    (TEXT, "{%p endif %}"),
    (TEXT, "{%p endfor %}"),
    (TEXT, "{%p if phan.so_chua %}"),
    (TEXT, "{{ phan.so_chua }}/{{ phan.tong }} nhiệm vụ chưa có số liệu báo cáo: {{ phan.ten_chua }}."),
    (TEXT, "{%p endif %}"),
    (TEXT, "{%p endfor %}"),
    (TEXT, "{%p if kho_khan.so %}"),
    (CHAPTER, "Khó khăn, vướng mắc"),
    (TEXT, "{{ co_quan }} có khó khăn, vướng mắc ở {{ kho_khan.so }}/{{ ket_qua.tong }} nhiệm vụ, như sau:"),
    (TEXT, "{%p for dong in kho_khan.y %}"),
    (TEXT, "- {{ dong }}"),
    (TEXT, "{%p endfor %}"),
    (TEXT, "{%p endif %}"),
    (TEXT, "{%p if kien_nghi.so %}"),
    (CHAPTER, "Kiến nghị, đề xuất"),
    (TEXT, "Từ việc thực hiện {{ kien_nghi.so }}/{{ ket_qua.tong }} nhiệm vụ, {{ co_quan }} kiến nghị, đề xuất:"),
    (TEXT, "{%p for dong in kien_nghi.y %}"),
    (TEXT, "- {{ dong }}"),
    (TEXT, "{%p endfor %}"),
    (TEXT, "{%p endif %}"),
    (TEXT, "{{ co_quan }} gửi {{ kinh_gui }} tổng hợp./."),
)  # fmt: skip


def build() -> Made:
    """The template."""
    document = pieces.begun("Báo cáo của {{ co_quan }} {{ ky }}")
    numbered(document)
    pieces.clerk_letterhead(document, "BC")
    pieces.title(document, "BÁO CÁO", "Kết quả {{ ky }} thực hiện {{ ten_ke_hoach }}")
    document.add_paragraph("Kính gửi: {{ kinh_gui }}", "Kính gửi")
    for style, text in BODY:
        document.add_paragraph(text, style)
    pieces.clerk_signature(document)
    return document
