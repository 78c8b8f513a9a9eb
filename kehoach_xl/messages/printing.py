"""Sheets as PDF files."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    "PDF_001": Text(
        "stop", "Máy này chưa có LibreOffice nên chưa xuất được tệp sổ ra PDF.",
        "Đề nghị cài LibreOffice (miễn phí, tại libreoffice.org) rồi thực hiện lại; hoặc mở sổ bằng Excel rồi bấm nút Xuất PDF.",
    ),
    "PDF_002": Text(
        "stop", "Không khởi động được LibreOffice tại «{program}» ({reason}).",
        "Đề nghị cài lại LibreOffice, hoặc mở sổ bằng Excel rồi bấm nút Xuất PDF.",
    ),
    "PDF_003": Text(
        "stop", "LibreOffice chưa in xong sau {seconds} giây nên đã được dừng; các tệp PDF đã có giữ nguyên.",
        "Đề nghị đóng bớt chương trình rồi thực hiện lại; hoặc mở sổ bằng Excel rồi bấm nút Xuất PDF.",
    ),
    "PDF_004": Text("stop", "Sổ không có trang «{sheet}».", "Các trang của sổ: {known}."),
    "PDF_005": Text(
        "stop", "Không ghi được tệp PDF vào thư mục «{folder}» ({reason}).",
        "Đề nghị ghi thư mục khác vào ô «Thư mục tệp PDF» của Bảng điều khiển rồi thực hiện lại.",
    ),
    "PDF_006": Text(
        "stop", "Chưa xuất được tệp PDF nào. {first}", "Đề nghị khắc phục rồi thực hiện lại; sổ và các tệp PDF đã có giữ nguyên.",
    ),
    "PDF_007": Text(
        "warning", "Không có trang «{sheet}» nên không xuất trang này.", "Nếu trang bị xóa nhầm, lấy lại từ bản sao lưu.",
    ),
    "PDF_008": Text(
        "warning", "Trang «{sheet}» đang ẩn nên không xuất trang này.", "Nếu cần, cho trang hiện lại (Unhide) rồi xuất lại.",
    ),
    "PDF_009": Text(
        "warning", "Không in được trang «{sheet}» ra PDF ({reason}).", "Đề nghị xem trang này ở chế độ xem trước khi in (Ctrl+P) rồi xuất lại.",
    ),
    "PDF_010": Text(
        "warning", "Chưa thay được tệp «{file}» ({reason}); tệp cũ còn nguyên.",
        "Đề nghị đóng tệp này trong chương trình đang xem rồi xuất lại.",
    ),
    "PDF_011": Text(
        "warning", "Trang «{sheet}» chưa có số liệu của kỳ {period} nên không xuất trang này.",
        "Đề nghị thực hiện «Tổng hợp» (lệnh summary) rồi xuất lại.",
    ),
    "PDF_012": Text(
        "warning", "Trang «{sheet}» chưa theo số liệu hiện có của kỳ {period} nên không xuất trang này.",
        "Đề nghị bấm Tổng hợp trước (lệnh summary) rồi xuất lại.",
    ),
    "RESULT_001": Text(
        "warning",
        "Trang «{sheet}» chưa lập lại được: bảng cần thêm dòng (đến dòng {last}), nhưng dòng {rows} có nội dung anh/chị tự ghi; "
        "nội dung này và bảng cũ giữ nguyên.",
        "Đề nghị chuyển nội dung này xuống dưới dòng {last} hoặc sang trang khác rồi thực hiện lại «Tổng hợp» (lệnh summary).",
    ),
    "RESULT_002": Text(
        "warning",
        "Trang Kỳ báo cáo chưa có hạn cơ quan nộp của {period} (ô trống hoặc không phải là ngày), nên mọi phiếu đã nộp của kỳ này "
        "đang được tính là đúng hạn.",
        "Đề nghị ghi ngày ở cột Hạn cơ quan nộp rồi thực hiện lại.",
    ),
}
