"""The store of progress records gathered from many masters."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    "STORE_001": Text("stop", "Tệp «{path}» đã có và không phải kho số liệu nên không được dùng.", "Đề nghị chọn tên khác ở --store."),
    "STORE_002": Text("stop", "Không tìm thấy kho số liệu «{path}».", "Gom số liệu bằng lệnh gather trước, hoặc kiểm tra lại đường dẫn."),
    "STORE_003": Text("stop", "Không đọc được kho số liệu «{path}»: {reason}.", "Xóa tệp kho rồi gom lại bằng lệnh gather; các sổ không bị ảnh hưởng."),
    "STORE_004": Text("stop", "Kho số liệu «{path}» do phiên bản khác của phần mềm lập.", "Cập nhật phần mềm, hoặc xóa tệp kho rồi gom lại bằng lệnh gather."),
    "STORE_005": Text("stop", "Không ghi được bảng «{path}»: {reason}.", "Đóng tệp nếu đang mở, hoặc chọn nơi ghi khác ở --csv rồi thực hiện lại."),
    "STORE_006": Text("stop", "Kho số liệu không phải tệp Excel nên không đặt tên «{path}».", "Đề nghị chọn tên khác ở --store, ví dụ kho-tien-do.db."),
    "STORE_007": Text(
        "stop", "Kho số liệu này gom từ thư mục «{folder}», không phải thư mục vừa nêu.",
        "Đặt tên kho khác ở --store, hoặc gom thư mục chứa cả hai nơi vào một kho mới.",
    ),
    "STORE_008": Text("stop", "Kho số liệu không có kỳ {period}; các kỳ đang có: {known}.", "Đề nghị chọn một trong các kỳ đó, hoặc gom lại bằng lệnh gather."),
    "STORE_009": Text("stop", "Kho số liệu «{path}» chưa có dòng báo cáo nào.", "Mở kỳ báo cáo ở các sổ rồi gom lại bằng lệnh gather."),
    "STORE_010": Text(
        "warning", "Sổ «{name}» lần này không đọc được nên vẫn tính số liệu gom ngày {day}. {reason}", "Sửa tệp rồi gom lại bằng lệnh gather.",
    ),
    "STORE_011": Text(
        "warning", "Sổ «{name}» không còn trong thư mục, số liệu của sổ đã được bỏ khỏi kho.", "Nếu sổ bị chuyển nhầm, đặt lại vào thư mục rồi gom lại.",
    ),
    "STORE_013": Text("info", "Sổ «{name}» nay ở «{now}»; số liệu vẫn được tính."),
    "STORE_014": Text("stop", "Không có thư mục «{folder}» để đặt kho số liệu.", "Đề nghị kiểm tra đường dẫn ở --store, hoặc tạo thư mục trước."),
    "STORE_012": Text("stop", "Tệp «{path}» đã có và không phải bảng cộng số liệu nên không được thay.", "Đề nghị chọn tên khác ở --csv."),
}
