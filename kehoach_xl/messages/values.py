"""What was typed: values, timeframes, and what the worksheet functions answer."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    "VALUE_001": Text("warning", "«{raw}» không đọc được thành số.", "Ghi bằng chữ số, ví dụ 12 hoặc 12,5."),
    "VALUE_002": Text(
        "warning",
        "«{raw}» có thể hiểu là {first} hoặc {second}.",
        "Ghi lại số này theo một trong hai cách vừa nêu.",
    ),
    "VALUE_003": Text("warning", "Số lượng «{raw}» nhỏ hơn 0.", "Ghi số lượng từ 0 trở lên."),
    "VALUE_004": Text(
        "warning",
        "«{raw}» không cho biết đúng một số lượng.",
        "Ghi một số duy nhất, ví dụ 2; phần diễn giải ghi ở cột kết quả.",
    ),
    "VALUE_005": Text("info", "«{raw}» được hiểu là {value}."),
    "VALUE_006": Text(
        "warning", "«{raw}» nằm ngoài khoảng từ {low} đến {high}.", "Ghi lại số từ {low} đến {high}."
    ),
    "VALUE_010": Text(
        "warning", "«{raw}» không đọc được thành tỷ lệ phần trăm.", "Ghi số từ 0 đến 100, ví dụ 85."
    ),
    "VALUE_011": Text(
        "warning",
        "Tỷ lệ «{raw}» có thể là {first} % hoặc {second} %.",
        "Ghi số từ 0 đến 100, không kèm dấu %, ví dụ {second}.",
    ),
    "VALUE_015": Text(
        "warning", "«{raw}» không đọc được thành thứ hạng.", "Ghi thứ hạng trên tổng số, ví dụ 18/19."
    ),
    "VALUE_016": Text(
        "warning",
        "Thứ hạng «{raw}» không thể có: {n} lớn hơn tổng số {of}.",
        "Đối chiếu lại với bản công bố.",
    ),
    "VALUE_017": Text(
        "warning",
        "Ô thứ hạng có giá trị {raw}, có thể Excel đã tự đổi thứ hạng (như 5/11) thành ngày.",
        "Định dạng ô là Văn bản (Text) rồi ghi lại thứ hạng.",
    ),
    "VALUE_020": Text(
        "warning", "«{raw}» không đọc được thành ngày.", "Ghi theo dạng ngày/tháng/năm, ví dụ 05/11/2025."
    ),
    "VALUE_021": Text("warning", "Không có ngày «{raw}» trong lịch.", "Ghi lại theo dạng ngày/tháng/năm."),
    "VALUE_022": Text(
        "warning", "Ngày «{raw}» nằm ngoài khoảng năm 2000 đến năm 2100.", "Ghi lại theo dạng ngày/tháng/năm."
    ),
    "VALUE_023": Text(
        "warning", "«{raw}» chưa đủ ngày, tháng, năm.", "Ghi đủ ngày/tháng/năm, ví dụ 05/11/2025."
    ),
    "VALUE_024": Text(
        "hint",
        "«{raw}» ghi tháng trước ngày sau, được hiểu là ngày {value}.",
        "Nếu không đúng, sửa lại ngày.",
    ),
    "VALUE_025": Text("hint", "«{raw}» được hiểu là ngày {value}.", "Nếu không đúng, ghi năm đủ bốn chữ số."),
    "VALUE_026": Text(
        "warning", "Ngày «{raw}» ghi năm bằng hai chữ số, có thể hiểu nhiều cách.", "Ghi năm đủ bốn chữ số."
    ),
    "VALUE_030": Text(
        "warning",
        "Trạng thái «{raw}» không có trong danh mục.",
        "Chọn một trong bốn: Chưa thực hiện, Đang thực hiện, Hoàn thành, Không còn phù hợp.",
    ),
    "VALUE_031": Text(
        "warning",
        "Trạng thái «{raw}» có thể hiểu nhiều cách: {options}.",
        "Chọn một trong các trạng thái vừa nêu.",
    ),
    "VALUE_032": Text("info", "Trạng thái «{raw}» được hiểu là «{value}»."),
    "VALUE_040": Text(
        "stop",
        "Không có cách tính điểm «{framework}».",
        "Chọn một trong: {known} (templates/frameworks.toml).",
    ),
    "VALUE_041": Text(
        "info", "Các thứ hạng không so sánh trực tiếp được vì tổng số đơn vị xếp hạng khác nhau ({totals})."
    ),
    "VALUE_043": Text(
        "hint", "Nội dung dài {length} ký tự; ô Excel chỉ chứa {limit} ký tự đầu.", "Chuyển phần còn lại sang văn bản kèm theo."
    ),
    "TIME_001": Text(
        "hint",
        "Chưa hiểu thời gian thực hiện «{raw}»; giữ nguyên văn và tạm coi là chưa đến hạn.",
        "Ghi theo dạng thường gặp: 2025; 2025-2030; Quý III/2025; trước ngày 15/11/2025; "
        "Hàng năm; Thường xuyên.",
    ),
    "FUNC_001": Text(
        "hint", "«{raw}» chưa cho biết tổng số đơn vị xếp hạng (từ 2 trở lên).", "Ghi thứ hạng trên tổng số, ví dụ 50/63."
    ),
    "FUNC_002": Text(
        "hint", "Chưa so sánh được thứ hạng vì «{raw}» không ghi tổng số đơn vị xếp hạng.", "Ghi trên tổng số, ví dụ 25/34."
    ),
    "FUNC_003": Text("warning", "Hàm chưa tính được với giá trị này.", "Đề nghị kiểm tra lại các ô được tham chiếu."),
    "FUNC_004": Text(
        "warning", "Các vùng ô đưa vào hàm không cùng số hàng, số cột.", "Chọn các vùng bằng nhau, hoặc một ô."
    ),
    "FUNC_005": Text("warning", "Ô được tham chiếu đang báo lỗi {error}.", "Đề nghị sửa ô đó trước."),
    "FUNC_006": Text(
        "warning", "Chưa gọi được Python nên hàm này chưa tính.",
        "Đề nghị chạy lệnh py -m kehoach_xl doctor để biết cách xử lý; sau đó nhấn Ctrl+Alt+F9 để tính lại.",
    ),
    "FUNC_010": Text("info", "Từ ngày {start} đến hết ngày {end}."),
    "FUNC_011": Text("info", "Chậm nhất ngày {end}."),
    "FUNC_012": Text("info", "Hàng năm, chậm nhất ngày {day}."),
    "FUNC_013": Text("info", "Hàng năm, trước ngày {day}."),
    "FUNC_014": Text("info", "Hàng năm, đến hạn ngày 31/12."),
    "FUNC_015": Text("info", "Thường xuyên."),
    "FUNC_016": Text("info", "Thường xuyên, từ ngày {start}."),
    "FUNC_017": Text("info", "Thường xuyên, từ ngày {start} đến hết ngày {end}."),
    "FUNC_018": Text("info", "Mỗi năm {quantity} {unit}."),
    "FUNC_019": Text("info", "Cứ {months} tháng một lần."),
}
