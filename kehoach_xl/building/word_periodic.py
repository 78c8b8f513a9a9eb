"""The template of the periodic report (báo cáo định kỳ) to the body that issued the plan: what a clerk finds in
``mau-van-ban/bao-cao-dinh-ky.docx``. Every sentence carries a word that comes from the master."""

from collections.abc import Sequence

from docx.document import Document as Made
from docx.oxml import OxmlElement
from docx.table import Table, _Cell

from kehoach_xl.building import plan_document_styles as look
from kehoach_xl.building import word_pieces as pieces
from kehoach_xl.building.word_rows import RowColumn, listed

CHAPTER, PART, GROUP, TEXT, CAPTION = "Heading 1", "Heading 2", "Heading 3", "Nội dung", "Bảng kết quả"
MIDDLE = "Ô giữa"
TASK = "- Nhiệm vụ {{ nv.stt }}. {{ nv.noi_dung }} ({{ nv.tinh_trang }})."
COMING = "- Nhiệm vụ {{ nv.stt }}. {{ nv.noi_dung }} ({{ nv.co_quan }}; hạn {{ nv.han }})."
BOLD, BOLD_MIDDLE = "Ô đậm", "Ô đậm giữa"
# A page upright has 165 mm between its margins, one across 252.
RESULTS = (
    RowColumn("STT", "{{ mot.stt }}", 17, MIDDLE), RowColumn("{{ ten_nhom }}", "{{ mot.ten }}", 47),
    RowColumn("Số nhiệm vụ", "{{ mot.tong }}", 18, MIDDLE), RowColumn("Đến hạn", "{{ mot.den_han }}", 15, MIDDLE),
    RowColumn("Hoàn thành", "{{ mot.hoan_thanh }}", 18, MIDDLE), RowColumn("Tỷ lệ", "{{ mot.ty_le }}", 50, MIDDLE),
)  # fmt: skip
TOTAL = ("", "Cộng", *(f"{{{{ ket_qua.{name} }}}}" for name in ("tong", "den_han", "hoan_thanh", "ty_le")))
TARGETS = (
    RowColumn("STT", "{{ mot.stt }}", 12, MIDDLE), RowColumn("Chỉ số", "{{ mot.ten }}", 35),
    RowColumn("Năm {{ muc_tieu.nam_co_so }}", "{{ mot.co_so }}", 25, MIDDLE),
    RowColumn("Mục tiêu {{ muc_tieu.nam }}", "{{ mot.muc_tieu }}", 25, MIDDLE),
    RowColumn("Kết quả {{ muc_tieu.nam }}", "{{ mot.cong_bo }}", 25, MIDDLE),
    RowColumn("Còn thiếu", "{{ mot.con_thieu }}", 22, MIDDLE), RowColumn("Đã đi được", "{{ mot.da_di }}", 21, MIDDLE),
)  # fmt: skip
FIGURES = (
    RowColumn("STT", "{{ mot.stt }}", 20, MIDDLE), RowColumn("Chỉ tiêu", "{{ mot.ten }}", 55),
    RowColumn("Mức", "{{ mot.muc }}", 24, MIDDLE), RowColumn("Năm", "{{ mot.nam }}", 14, MIDDLE),
    RowColumn("Kết quả", "{{ mot.ket_qua }}", 20, MIDDLE), RowColumn("Đánh giá", "{{ mot.danh_gia }}", 32, MIDDLE),
)  # fmt: skip
APPENDIX = (
    RowColumn("STT", "{{ mot.stt }}", 20, MIDDLE), RowColumn("Nhiệm vụ", "{{ mot.noi_dung }}", 56),
    RowColumn("Cơ quan chủ trì", "{{ mot.chu_tri }}", 32, MIDDLE), RowColumn("Thời hạn", "{{ mot.han }}", 25, MIDDLE),
    RowColumn("Trạng thái tại {{ den_ngay }}", "{{ mot.tinh_trang }}", 30),
    RowColumn("Tỷ lệ (%)", "{{ mot.ty_le }}", 14, MIDDLE),
    RowColumn("Kết quả", "{{ mot.ket_qua }}", 48), RowColumn("Văn bản, minh chứng", "{{ mot.van_ban }}", 27),
)  # fmt: skip


def build() -> Made:
    """The template as it is shipped."""
    document = pieces.begun("Báo cáo kết quả thực hiện {{ ten_ke_hoach }}, {{ ky }}", "{{ don_vi_dau_moi }}")
    pieces.clerk_letterhead(document, "BC")
    pieces.title(document, "BÁO CÁO", "Kết quả thực hiện {{ ten_ke_hoach }}, {{ ky }}")
    document.add_paragraph("Kính gửi: {{ kinh_gui }}", "Kính gửi")
    _grounds(document)
    _handed_in(document)
    _results(document)
    _goals(document)
    _difficulties(document)
    _next(document)
    _text(
        document,
        "Trên đây là kết quả thực hiện kế hoạch {{ ky }}, {{ don_vi_dau_moi }} báo cáo {{ kinh_gui }}./.",
    )
    pieces.clerk_signature(document)
    _appendix(document)
    return document


# -- chapters ----------------------------------------------------------------------------------------


def _grounds(document: Made) -> None:
    _text(
        document,
        "Thực hiện {{ ten_ke_hoach }} của {{ noi_ban_hanh_ke_hoach }}"
        "{% if van_ban_ke_hoach %} ({{ van_ban_ke_hoach }}){% endif %}, {{ don_vi_dau_moi }} báo cáo kết quả "
        "{{ ky }} (số liệu từ ngày {{ tu_ngay }} đến ngày {{ den_ngay }}; việc nộp báo cáo và quá hạn tính đến ngày "
        "{{ tinh_den }}) như sau:",
    )


def _handed_in(document: Made) -> None:
    document.add_paragraph("I. TÌNH HÌNH NỘP BÁO CÁO", CHAPTER)
    _text(
        document, "{%p if phieu.tong %}",
        "Đã có {{ phieu.da_nop }}/{{ phieu.tong }} cơ quan, đơn vị nộp phiếu báo cáo {{ ky }}, trong đó "
        "{{ phieu.dung_han }}/{{ phieu.tong }} nộp đúng hạn{% if han_nop %} (hạn nộp: ngày {{ han_nop }}){% endif %}.",
        "{%p else %}",
        "Chưa phát phiếu báo cáo {{ ky }} cho cơ quan, đơn vị nào ({{ phieu.tong }} phiếu).",
        "{%p endif %}",
    )  # fmt: skip
    for count, names, said in (
        ("so_tre", "ten_tre", "Nộp sau hạn"), ("so_trong", "ten_trong", "Gửi phiếu chưa ghi nội dung"),
        ("so_chua", "ten_chua", "Chưa gửi phiếu"),
    ):  # fmt: skip
        _if(document, f"phieu.{count}", f"- {said}: {{{{ phieu.{count} }}}}/{{{{ phieu.tong }}}}, gồm "
            f"{{{{ phieu.{names} }}}}.")  # fmt: skip
    _if(
        document, "phieu.so_ngoai",
        "- Báo cáo nhận được ngoài số phiếu đã phát: {{ phieu.so_ngoai }}, gồm {{ phieu.ten_ngoai }}.",
    )  # fmt: skip
    _if(
        document, "so_tu_nhap",
        "- {{ don_vi_dau_moi }} báo cáo không qua phiếu: đã có báo cáo {{ so_tu_nhap_co }}/{{ so_tu_nhap }} nhiệm vụ.",
    )  # fmt: skip


def _results(document: Made) -> None:
    document.add_paragraph("II. KẾT QUẢ THỰC HIỆN", CHAPTER)
    document.add_paragraph("1. Kết quả chung", PART)
    _text(document, "Trong {{ ket_qua.tong }} nhiệm vụ được theo dõi, {{ ket_qua.da_bao_cao }}/{{ ket_qua.tong }} "
          "nhiệm vụ có đủ báo cáo; theo số liệu chốt ngày {{ den_ngay }}, {{ ket_qua.danh_gia }}.")  # fmt: skip
    _if(document, "ket_qua.phan_loai", "Phân loại tại ngày {{ den_ngay }}: {{ ket_qua.phan_loai }}.")
    _if(
        document, "ky_truoc.ten",
        "So với {{ ky_truoc.ten }} ({{ ky_truoc.ket_qua }}): {{ ket_qua.so_sanh }}.",
    )  # fmt: skip
    _text(document, "{%p if ket_qua.tong %}")
    document.add_paragraph("Kết quả {{ theo_nhom }}, {{ ky }}", CAPTION).paragraph_format.keep_with_next = True
    results = listed(document, "thanh_phan", RESULTS)
    _added(results, RESULTS, TOTAL)
    _whole(results)
    document.add_paragraph("2. Kết quả {{ theo_nhom }}", PART)
    document.add_paragraph("{%p for tp in thanh_phan %}", TEXT)
    document.add_paragraph("2.{{ loop.index }}. {{ tp.ten }}", GROUP)
    _text(
        document,
        "{{ tp.da_bao_cao }}/{{ tp.tong }} nhiệm vụ có đủ báo cáo; {{ tp.danh_gia }}{% if tp.so_sanh %} (so với "
        "{{ ky_truoc.ten }}: {{ tp.so_sanh }}){% endif %}.",
        "{%p for nv in tp.nhiem_vu %}", TASK,
        "{%p for dong in nv.ket_qua %}", "{{ dong }}", "{%p endfor %}", "{%p endfor %}",
    )  # fmt: skip
    _if(document, "tp.so_chua", "- Chưa có đủ báo cáo: {{ tp.so_chua }}/{{ tp.tong }} nhiệm vụ ({{ tp.ten_chua }}).")
    _text(document, "{%p endfor %}", "{%p endif %}")


def _goals(document: Made) -> None:
    _text(document, "{%p if muc_tieu.so %}")
    document.add_paragraph("3. Khoảng cách đến mục tiêu năm {{ muc_tieu.nam }}", PART)
    _text(document, "{{ muc_tieu.so_cong_bo }}/{{ muc_tieu.so }} chỉ số đã có kết quả năm {{ muc_tieu.nam }}; số còn "
          "thiếu tính từ kết quả mới nhất đã biết.")  # fmt: skip
    _whole(listed(document, "muc_tieu.dong", TARGETS))
    _text(document, "{%p for luu_y in muc_tieu.luu_y %}", "{{ luu_y }}", "{%p endfor %}", "{%p endif %}")
    _text(document, "{%p if chi_tieu.so %}")
    document.add_paragraph("{% if muc_tieu.so %}4{% else %}3{% endif %}. Chỉ tiêu bằng số", PART)
    _text(document, "Đạt {{ chi_tieu.so_dat }}/{{ chi_tieu.so }} chỉ tiêu; chưa đạt {{ chi_tieu.so_chua_dat }}/"
          "{{ chi_tieu.so }}; chưa có số liệu {{ chi_tieu.so_chua_co }}/{{ chi_tieu.so }}.")  # fmt: skip
    _whole(listed(document, "chi_tieu.dong", FIGURES))
    _text(document, "{%p endif %}")


def _difficulties(document: Made) -> None:
    document.add_paragraph("III. KHÓ KHĂN, VƯỚNG MẮC; KIẾN NGHỊ, ĐỀ XUẤT", CHAPTER)
    for number, word, name in ((1, "kho_khan", "Khó khăn, vướng mắc"), (2, "kien_nghi", "Kiến nghị, đề xuất")):
        document.add_paragraph(f"{number}. {name}", PART)
        _text(
            document,
            f"{{% if {word}.so %}}{{{{ {word}.so }}}}/{{{{ ket_qua.tong }}}} nhiệm vụ có nêu {name.lower()}, của "
            f"{{{{ {word}.so_co_quan }}}} cơ quan, đơn vị:{{% else %}}Không có nhiệm vụ nào trong "
            f"{{{{ ket_qua.tong }}}} nhiệm vụ có nêu {name.lower()}.{{% endif %}}",
            f"{{%p for mot in {word}.theo_co_quan %}}", "{{ mot.co_quan }}:",
            "{%p for dong in mot.y %}", "- {{ dong }}", "{%p endfor %}", "{%p endfor %}",
        )  # fmt: skip


def _next(document: Made) -> None:
    document.add_paragraph("IV. NHIỆM VỤ THỜI GIAN TỚI", CHAPTER)
    _text(
        document,
        "1. {% if qua_han.so %}{{ qua_han.so }}/{{ ket_qua.tong }} nhiệm vụ đã qua ngày đến hạn mà chưa xong (tính "
        "đến ngày {{ tinh_den }}), cần hoàn thành ngay:{% else %}Đến ngày {{ tinh_den }}, không có nhiệm vụ nào "
        "trong {{ ket_qua.tong }} nhiệm vụ quá hạn mà chưa xong.{% endif %}",
        "{%p for nv in qua_han.dong %}",
        "- Nhiệm vụ {{ nv.stt }}. {{ nv.noi_dung }} ({{ nv.co_quan }}; hạn {{ nv.han }}, quá hạn "
        "{{ nv.so_ngay_tre }} ngày).",
        "{%p endfor %}",
        "{%p if sap_den_han.tu_ngay %}",
        "2. {% if sap_den_han.so %}{{ sap_den_han.so }} nhiệm vụ chưa xong đến hạn từ ngày {{ sap_den_han.tu_ngay }} "
        "đến ngày {{ sap_den_han.den_ngay }}:{% else %}Không có nhiệm vụ nào trong {{ ket_qua.tong }} nhiệm vụ chưa "
        "xong mà đến hạn từ ngày {{ sap_den_han.tu_ngay }} đến ngày {{ sap_den_han.den_ngay }}.{% endif %}",
        "{%p for nv in sap_den_han.dong %}",
        "{%p if loop.last %}", COMING, "{%p else %}", COMING, "{%p endif %}",
        "{%p endfor %}",
        "{%p endif %}",
    )  # fmt: skip
    # The last of these lines stays with the closing sentence, that sentence with the signature.
    next(one for one in document.paragraphs if one.text == COMING).paragraph_format.keep_with_next = True
    _if(
        document, "phieu.so_chua",
        "{% if sap_den_han.tu_ngay %}3{% else %}2{% endif %}. "
        "{{ don_vi_dau_moi }} tiếp tục đôn đốc {{ phieu.so_chua }}/{{ phieu.tong }} cơ quan, đơn vị chưa gửi phiếu "
        "báo cáo {{ ky }}.", kept=True,
    )  # fmt: skip


def _appendix(document: Made) -> None:
    pieces.appendix(
        document,
        ("Phụ lục", "KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ, {{ ky_hoa }}",
         "(Kèm theo Báo cáo số          /BC-{{ ky_hieu }} ngày      tháng      năm          của {{ don_vi_dau_moi }})"),
    )  # fmt: skip
    table = listed(document, "phu_luc", APPENDIX)
    _grouped(table)
    _whole(table, together=False)


# -- pieces ------------------------------------------------------------------------------------------


def _text(document: Made, *paragraphs: str) -> None:
    """Paragraphs of the body; what announces others («…:», the line of a task) never ends a page."""
    for text in paragraphs:
        paragraph = document.add_paragraph(text, TEXT)
        paragraph.paragraph_format.keep_with_next = text.endswith(":") or ":{% else %}" in text or text == TASK


def _if(document: Made, word: str, paragraph: str, kept: bool = False) -> None:
    """A paragraph that stands where the word says something; ``kept`` with the next one."""
    _text(document, f"{{%p if {word} %}}", paragraph, "{%p endif %}")
    if kept:
        document.paragraphs[-2].paragraph_format.keep_with_next = True


def _whole(table: Table, together: bool = True) -> None:
    """Every row stands whole on one page, the head with the row below it; a small table ``together`` with all rows but
    its last."""
    head, *rows = table.rows
    for row in rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for row in [head, *(rows[:-1] if together else [])]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _added(table: Table, columns: Sequence[RowColumn], texts: Sequence[str]) -> None:
    """A last row in bold."""
    for at, (cell, text) in enumerate(zip(table.add_row().cells, texts, strict=True)):
        _write(cell, text, BOLD if at == 1 else BOLD_MIDDLE)
    look.fixed(table, [column.width for column in columns])


def _grouped(table: Table) -> None:
    """Rows that are a group's carry its code and its name over the whole line; the others stay as they are."""
    row = table.rows[2]._tr
    for text in ("{%tr if mot.la_nhom %}", "", "{%tr else %}"):
        added = table.add_row()
        if text:
            _write(added.cells[0], text, "Ô chữ")
        else:
            _write(added.cells[0], "{{ mot.stt }}", BOLD_MIDDLE)
            _write(added.cells[1].merge(added.cells[-1]), "{{ mot.noi_dung }}", BOLD)
            for cell in added.cells:  # never at the foot of a page
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        row.addprevious(added._tr)
    ended = table.add_row()
    _write(ended.cells[0], "{%tr endif %}", "Ô chữ")
    row.addnext(ended._tr)


def _write(cell: _Cell, text: str, style: str) -> None:
    first, *others = cell.paragraphs
    for paragraph in others:  # of merged cells
        paragraph._p.getparent().remove(paragraph._p)
    first.style = style
    first.add_run(text)
