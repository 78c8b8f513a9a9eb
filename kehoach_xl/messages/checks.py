"""The rules of «Kiểm tra»."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    "CHECK_001": Text(
        "error", "Dòng này chưa có mã dòng nên không được giao phiếu và tổng hợp.",
        "Sao chép một dòng nhiệm vụ có sẵn, hoặc ghi mã chưa dùng (ví dụ NV999) vào cột ẩn Mã dòng.",
    ),
    "CHECK_002": Text("error", "Mã dòng {value} bị trùng với dòng {other}.", "Ghi cho một trong hai dòng một mã chưa dùng."),
    "CHECK_003": Text("error", "Dòng chưa có số thứ tự.", "Ghi số thứ tự như phụ lục."),
    "CHECK_004": Text("error", "Số thứ tự {value} bị trùng với dòng {other}.", "Đối chiếu phụ lục và ghi lại số thứ tự."),
    "CHECK_005": Text("warning", "Số thứ tự nhảy từ {before} đến {value}.", "Đối chiếu phụ lục xem có thiếu nhiệm vụ không."),
    "CHECK_006": Text(
        "error", "Nhiệm vụ {value} đang nằm dưới chỉ số {component}.", "Chuyển về đúng chỉ số hoặc sửa số thứ tự.",
    ),
    "CHECK_007": Text(
        "error", "Số thứ tự {value} đang là số nên 3.10 và 3.1 không phân biệt được.",
        "Định dạng ô là văn bản rồi ghi lại số thứ tự.",
    ),
    "CHECK_010": Text("error", "Điểm số «{value}» chưa hợp lệ: {reason}", "Ghi điểm trong thang điểm, ví dụ 4,93."),
    "CHECK_012": Text("warning", "{what} chưa có.", "Bổ sung theo phụ lục; chưa công bố thì để trống và bỏ qua cảnh báo này."),
    "CHECK_013": Text("error", "Xếp hạng «{value}» chưa hợp lệ: {reason}", "Ghi theo dạng 50/63."),
    "CHECK_014": Text("error", "Xếp hạng {value} lớn hơn tổng số được xếp hạng.", "Đối chiếu phụ lục và ghi lại."),
    "CHECK_015": Text(
        "hint", "Năm cơ sở xếp hạng trên {base}, mục tiêu trên {goal} tỉnh, thành phố.",
        "Không trừ hai thứ hạng cho nhau; xem vị trí tương đối ở trang Chỉ số.",
    ),
    "CHECK_016": Text(
        "warning", "Mục tiêu {value} thấp hơn điểm năm cơ sở {base}.", "Đối chiếu phụ lục; nếu đúng như văn bản thì giữ nguyên.",
    ),
    "CHECK_020": Text("error", "Nhiệm vụ {code} chưa có cơ quan chủ trì nên không được giao phiếu.", "Ghi cơ quan chủ trì."),
    "CHECK_021": Text(
        "error", "Cơ quan «{value}» chưa có trong trang Cơ quan.",
        "Tên gần giống: {near}. Sửa lại tên, hoặc bổ sung tên gọi khác ở trang Cơ quan.",
    ),
    "CHECK_022": Text(
        "warning", "Nhiệm vụ {code} giao cho nhóm «{group}» chưa có thành viên nên chưa gửi phiếu cho ai.",
        "Ghi mã các thành viên vào cột Thành viên ở trang Cơ quan.",
    ),
    "CHECK_024": Text("hint", "Nhiệm vụ {code} không ghi cơ quan phối hợp.", "Đúng như văn bản thì giữ nguyên."),
    "CHECK_025": Text(
        "warning", "Cơ quan «{value}» đã kết thúc hoạt động ngày {day}.", "Giao cho cơ quan kế thừa: {successor}.",
    ),
    "CHECK_030": Text(
        "warning", "Thời gian thực hiện «{value}» chưa hiểu được nên không tính được hạn.",
        "Ghi theo một dạng đã biết, ví dụ 2025 - 2030; Hàng năm; Thường xuyên; trước ngày 15/11.",
    ),
    "CHECK_031": Text("error", "Nhiệm vụ {code} chưa ghi thời gian thực hiện.", "Ghi thời gian theo phụ lục."),
    "CHECK_040": Text(
        "warning", "{what} ở trang Chỉ số là {value}, ở trang Phụ lục là {other}.", "Sửa cho hai trang thống nhất với văn bản.",
    ),
    "CHECK_041": Text(
        "warning", "Bộ chỉ số gồm {wanted} chỉ số thành phần nhưng phụ lục có {found}.", "Đối chiếu phụ lục.",
    ),
    "CHECK_042": Text(
        "warning", "Tổng điểm đã công bố {value} lệch {difference} so với tổng các chỉ số thành phần {total}.",
        "Đối chiếu số công bố; lệch do làm tròn đến 0,05 là bình thường.",
    ),
    "CHECK_050": Text("error", "{column}: {reason}", "{todo}"),
    "CHECK_051": Text(
        "warning", "Nhiệm vụ {code} ghi Hoàn thành nhưng chưa có số, ký hiệu văn bản.", "Đề nghị cơ quan bổ sung văn bản, sản phẩm.",
    ),
    "CHECK_052": Text("warning", "Nhiệm vụ {code} ghi Hoàn thành nhưng tỷ lệ là {value} %.", "Thống nhất trạng thái và tỷ lệ."),
    "CHECK_053": Text(
        "warning", "Nhiệm vụ {code} ghi Hoàn thành nhưng chưa có ngày hoàn thành.", "Bổ sung ngày để xác định đúng hạn hay quá hạn.",
    ),
    "CHECK_054": Text("error", "Ngày hoàn thành {value} sau ngày hôm nay.", "Kiểm tra lại ngày, tháng."),
    "CHECK_055": Text(
        "hint", "Nhiệm vụ {code} ghi Hoàn thành với số lượng {value}, kế hoạch giao ít nhất {wanted}.", "Xác nhận lại với cơ quan.",
    ),
    "CHECK_056": Text("hint", "Tỷ lệ {value} % rất nhỏ.", "Nếu muốn ghi 85 % thì nhập 85, không nhập 0,85 hoặc 85%."),
    "CHECK_057": Text(
        "hint", "Nhiệm vụ {code} ghi {status} nhưng chưa có kết quả thực hiện.", "Đề nghị cơ quan nêu ngắn gọn kết quả trong kỳ.",
    ),
    "CHECK_070": Text("hint", "{count} cơ quan chưa có thư điện tử: {names}.", "Bổ sung ở cột Thư điện tử trước khi gửi thư."),
    "CHECK_071": Text("error", "Thư điện tử «{value}» chưa đúng dạng.", "Ghi theo dạng ten@donvi.gov.vn."),
    "CHECK_072": Text("error", "Mã hoặc tên «{value}» bị trùng với dòng {other}.", "Mỗi cơ quan có một mã và tên gọi riêng."),
    "CHECK_073": Text("error", "Thành viên «{value}» của nhóm chưa có trong danh sách.", "Ghi mã cơ quan có ở cột Mã."),
    "CHECK_080": Text("error", "Mã kỳ «{value}» chưa hợp lệ.", "Ghi theo dạng 2025-H2, 2025-Q3, 2025-T11 hoặc 2025."),
    "CHECK_081": Text("error", "Kỳ {code} chưa có hạn cơ quan nộp.", "Ghi hạn theo văn bản của tỉnh."),
    "CHECK_082": Text("warning", "Hạn nộp {value} sớm hơn ngày bắt đầu kỳ.", "Kiểm tra lại ngày, tháng, năm."),
    "CHECK_090": Text("hint", "{says}", "Giữ như văn bản; chỉ để lưu ý."),
    "CHECK_110": Text(
        "hint", "Ô có {what}.", "Sửa thành «{fix}»; nội dung không thay đổi.",
        "Dấu cách thừa, ký tự không nhìn thấy trong ô",
    ),
    "CHECK_111": Text(
        "hint", "Chữ có dấu trong ô được ghép từ nhiều ký tự rời nên khó tìm và dễ bị so sánh sai.",
        "Sửa thành «{fix}» bằng chữ Unicode dựng sẵn; cách đọc không thay đổi.", "Chữ tiếng Việt ở dạng tổ hợp (NFD)",
    ),
    "CHECK_112": Text(
        "hint", "«{value}» chưa theo tên đầy đủ ở trang Cơ quan.", "Sửa thành «{fix}».",
        "Cơ quan ghi tắt hoặc theo tên gọi khác",
    ),
    "CHECK_113": Text(
        "hint", "«{value}» chưa ghi theo mã ở trang Cơ quan.", "Sửa thành «{fix}».",
        "Thành viên, cơ quan kế thừa ghi bằng tên thay cho mã",
    ),
    "CHECK_114": Text(
        "hint", "Số «{value}» đang là văn bản nên công thức không tính được.", "Sửa thành số {fix}.",
        "Số ghi dưới dạng văn bản",
    ),
    "CHECK_115": Text("hint", "Thứ hạng «{value}» chưa theo dạng n/N.", "Sửa thành «{fix}».", "Cách ghi thứ hạng"),
    "CHECK_116": Text(
        "hint", "Ngày «{value}» đang là văn bản nên không sắp xếp, so sánh được.", "Sửa thành ngày {fix}.",
        "Ngày ghi dưới dạng văn bản",
    ),
    "CHECK_117": Text("hint", "Mã kỳ «{value}» chưa theo dạng chuẩn.", "Sửa thành «{fix}».", "Cách ghi mã kỳ báo cáo"),
    "CHECK_118": Text(
        "hint", "«{value}» chưa theo danh mục lựa chọn của cột.", "Sửa thành «{fix}».", "Giá trị ghi khác danh mục lựa chọn",
    ),
    "CHECK_119": Text(
        "hint", "Thư điện tử «{value}» có dấu cách, chữ hoa hoặc dấu ngăn cách chưa thống nhất.", "Sửa thành «{fix}».",
        "Cách ghi thư điện tử",
    ),
}
