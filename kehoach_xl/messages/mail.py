"""Letters: addresses, what goes out, what comes in, the calendar, the keyring."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    # -- the block of the office on `Thiết lập` --------------------------------------------------------------------
    "OFFICE_001": Text(
        "stop", "Trang Thiết lập, dòng «{name}»: «{value}» không phải số nguyên từ {low} đến {high}.",
        "Vui lòng sửa lại hoặc để trống.",
    ),
    "OFFICE_002": Text(
        "stop", "Trang Thiết lập, dòng «{name}»: «{value}» không có trong danh sách.", "Vui lòng chọn một trong: {choices}."
    ),
    "OFFICE_003": Text(
        "stop", "Trang Thiết lập, dòng «{name}»: «{value}» không phải tên máy chủ.",
        "Vui lòng ghi tên máy chủ, ví dụ mail.tinh.gov.vn; cổng ghi ở dòng riêng.",
    ),
    # -- addresses, and what goes into a letter ---------------------------------------------------------------------
    "MAIL_001": Text(
        "error", "«{value}» chưa đúng dạng địa chỉ thư.",
        "Ghi theo dạng ten@donvi.gov.vn; nhiều địa chỉ cách nhau bằng dấu chấm phẩy.",
    ),
    "MAIL_002": Text(
        "error", "Địa chỉ «{value}» có chữ có dấu trước dấu @ nên máy chủ thư không nhận.",
        "Hỏi lại cơ quan địa chỉ đúng (có thể là {near}).",
    ),
    "MAIL_003": Text(
        "error", "Địa chỉ «{value}» có ký tự ẩn ({signs}) nên có thể khác với chữ nhìn thấy.", "Xóa ô rồi gõ lại địa chỉ.",
    ),
    "MAIL_004": Text(
        "error", "Tên miền «{domain}» của địa chỉ «{value}» không hợp lệ.", "Hỏi lại cơ quan địa chỉ đúng.",
    ),
    "MAIL_005": Text(
        "error", "Địa chỉ «{value}» quá dài (trước dấu @ tối đa {local} ký tự, cả địa chỉ {most}).",
        "Hỏi lại cơ quan địa chỉ đúng.",
    ),
    "MAIL_006": Text(
        "error", "Địa chỉ «{value}» có chữ cái không thuộc bảng chữ Latinh ({letters}), trông giống nhưng là địa chỉ khác.",
        "Xóa ô rồi gõ lại địa chỉ.",
    ),
    "MAIL_010": Text(
        "stop", "{what} «{value}» không hợp lệ nên thư chưa được tạo.", "Sửa lại ở trang Cơ quan hoặc Thiết lập rồi bấm lại.",
    ),
    "MAIL_011": Text(
        "warning", "Tiêu đề thư có chỗ xuống dòng hoặc ký tự ẩn; thư đi với tiêu đề «{subject}».", "Xem lại tiêu đề ở trang Thư.",
    ),
    "MAIL_012": Text(
        "warning", "Tên tệp «{name}» có ký tự không dùng được hoặc quá dài; trong thư tệp có tên «{shown}».",
        "Đổi tên tệp nếu cần tên khác.",
    ),
    "MAIL_013": Text(
        "error", "Thư nặng {size} MB, quá mức {limit} MB của máy chủ thư nên chưa được gửi.",
        "Giảm tệp đính kèm, hoặc sửa mức ở trang Thiết lập nếu máy chủ thư nhận thư lớn hơn.",
    ),
    "MAIL_015": Text("stop", "Chưa có địa chỉ thư của đơn vị gửi.", "Ghi địa chỉ thư ở trang Thiết lập."),
    "MAIL_016": Text("stop", "Thư chưa có người nhận.", "Ghi địa chỉ của cơ quan ở cột Thư điện tử, trang Cơ quan."),
}
