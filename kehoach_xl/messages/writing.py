"""What is written for people to sign or send: templates a clerk edits, reports and official letters in Word."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    # -- templates (001–039) --
    "WRITE_001": Text("stop", "Mẫu «{name}» có từ «{word}» mà chương trình không biết{near}.", "Mở mẫu trong thư mục mẫu văn bản, sửa từ ấy theo danh sách từ ở Hướng dẫn, hoặc xóa mẫu để dùng lại mẫu có sẵn; sau đó làm lại."),
    "WRITE_002": Text("stop", "Mẫu «{name}» có dấu ngoặc nhọn chưa đủ cặp trong đoạn «{where}».", "Viết đủ hai dấu mở và hai dấu đóng của mỗi từ, trong cùng một đoạn, rồi làm lại."),
    "WRITE_003": Text("stop", "Mẫu «{name}»: «{tag}» không có «{other}» đi cùng.", "Thêm cho đủ cặp, hoặc xóa cả hai, rồi làm lại."),
    "WRITE_004": Text("stop", "Mẫu «{name}» có chỗ chương trình không dùng được: «{where}».", "Chỉ dùng các từ trong danh sách từ và các lệnh for, if như mẫu có sẵn; sửa chỗ ấy rồi làm lại."),
    "WRITE_005": Text("stop", "Mẫu «{name}» có đoạn lặp hoặc điều kiện mở ở một bảng, một đoạn và đóng ở bảng, đoạn khác.", "Đặt lệnh mở và lệnh đóng ở cùng một bảng hoặc cùng các đoạn riêng như mẫu có sẵn rồi làm lại."),
    "WRITE_006": Text("stop", "Mẫu «{name}» không phải là tệp Word (.docx) đọc được hoặc quá lớn.", "Lưu lại mẫu bằng Word dưới dạng .docx, hoặc xóa mẫu để dùng lại mẫu có sẵn; sau đó làm lại."),
    "WRITE_007": Text("stop", "Mẫu thư «{name}» không bắt đầu bằng dòng «{first} …».", "Ghi tiêu đề thư ở dòng đầu rồi làm lại."),
    "WRITE_008": Text("stop", "Không đọc được mẫu «{name}»: {why}.", "Đóng tệp nếu đang mở, hoặc xóa mẫu để dùng lại mẫu có sẵn; sau đó làm lại."),
    "WRITE_009": Text("stop", "Mẫu thư «{name}» không được lưu bằng bảng mã Unicode (UTF-8).", "Mở bằng Notepad, chọn lưu với mã hóa UTF-8 rồi làm lại."),
    "WRITE_010": Text("stop", "{agency} không có nhiệm vụ nào trong Tiến độ của {period}.", "Chọn cơ quan khác, hoặc phân phát phiếu của kỳ cho cơ quan này rồi làm lại."),
    "WRITE_011": Text("stop", "Mẫu «{name}» in «{word}» như một từ, nhưng đây là một danh sách.", "Lấy từng dòng của danh sách bằng for … endfor như mẫu có sẵn rồi làm lại."),
    # -- reminders (070–099) --
    "WRITE_070": Text(
        "stop", "Kỳ {period} chưa có hạn cơ quan nộp báo cáo.", "Ghi ngày ở cột Hạn cơ quan nộp, trang Kỳ báo cáo, rồi đôn đốc.",
    ),
    "WRITE_071": Text("stop", "Kỳ {period} chưa phát phiếu cho cơ quan nào.", "Bấm Phân phát trước khi đôn đốc."),
    "WRITE_072": Text("info", "{agency}: hôm nay đã có thư đôn đốc gửi đi hoặc tạo nháp, không soạn thêm."),
    "WRITE_073": Text(
        "warning", "{agency}: có thư đôn đốc chưa rõ đã gửi hay chưa, nên không soạn thêm.",
        "Chọn Gửi lại hoặc Đã gửi rồi ở cột Xử lý trang Thư, bấm Gửi thư, rồi đôn đốc.",
    ),
    "WRITE_074": Text(
        "hint", "{agency}: thư đôn đốc đang để Không gửi ở trang Thư.", "Muốn soạn thư mới: xóa chữ ở cột Xử lý của dòng đó rồi bấm Đôn đốc.",
    ),
    "WRITE_075": Text(
        "warning", "{agency}: nhiệm vụ {codes} chưa có trong phiếu nào đã phát, nên không đôn đốc.", "Phân phát lại cho cơ quan này.",
    ),
    "WRITE_076": Text(
        "hint", "{agency} (đơn vị đầu mối) còn {count} nhiệm vụ của mình chưa ghi: {codes}.", "Ghi thẳng vào trang Tiến độ.",
    ),
    "WRITE_077": Text(
        "warning", "{count} tệp gửi về đang chờ xử lý; cơ quan gửi các tệp đó vẫn bị tính là chưa báo cáo.",
        "Xử lý ở trang Tệp gửi về rồi đôn đốc lại trước khi bấm Gửi thư.",
    ),
    "WRITE_078": Text(
        "hint", "{count} văn bản đã được sửa nên giữ nguyên: {files}. Số ngày quá hạn trong đó là của lúc soạn.",
        "Muốn soạn lại: xóa hoặc đổi tên tệp rồi bấm Đôn đốc.",
    ),
    "WRITE_079": Text("info", "Cơ quan đã báo cáo đủ, không cần đôn đốc."),
    "WRITE_082": Text("info", "Kỳ {period} đã đóng, không đôn đốc nữa."),
    "WRITE_083": Text(
        "warning", "{count} cơ quan được đôn đốc có thư gửi phiếu chưa gửi ở trang Thư: {agencies}.",
        "Phiếu đã đến cơ quan bằng cách khác: chọn Đã gửi rồi ở dòng Gửi phiếu, bấm Gửi thư, rồi bấm Đôn đốc.",
    ),
    "WRITE_084": Text(
        "warning", "{count} thư đôn đốc mới là thư nháp, chưa tính vào số lần đôn đốc.",
        "Đã gửi thì chọn Đã gửi rồi ở trang Thư, bấm Gửi thư, rồi bấm Đôn đốc.",
    ),
    "WRITE_085": Text(
        "hint", "{count} cơ quan đã được đôn đốc từ {limit} lần trở lên, thư lần tiếp theo vẫn được soạn: {agencies}.",
        "Không gửi nữa: chọn Không gửi ở cột Xử lý của các dòng đó.",
    ),
    "WRITE_086": Text(
        "hint", "Ngày đề nghị trả lời ({day}) không trước hạn báo cáo của đơn vị đầu mối ({by}).",
        "Cần sớm hơn: sửa ngày trong thư và công văn trước khi gửi.",
    ),
    "WRITE_080": Text("stop", "Không tạo được thư mục «{folder}»: {reason}.", "Chọn thư mục văn bản khác trên Bảng điều khiển rồi làm lại."),
    "WRITE_081": Text(
        "stop", "Thư đôn đốc đã ghi ở trang Thư nhưng không ghi được tệp «{file}»: {reason}.", "Đóng tệp nếu đang mở rồi bấm Đôn đốc lần nữa.",
    ),
    # -- reports of a period (040–069) --
    "WRITE_040": Text("stop", "Không có cơ quan nào tên «{agency}» ở trang Cơ quan{near}.", "Chọn cơ quan trong danh sách của ô Báo cáo của cơ quan, hoặc để trống để lập báo cáo tổng hợp, rồi làm lại."),
    "WRITE_041": Text("warning", "Kỳ {period} chưa có nhiệm vụ nào được báo cáo (0/{tasks}).", "Gộp báo cáo hoặc nhập số liệu rồi lập lại báo cáo trước khi trình ký."),
    "WRITE_042": Text("warning", "Còn {conflicts} xung đột chưa quyết định; báo cáo dùng số đang có.", "Quyết định ở trang Xung đột, bấm Xử lý xung đột rồi lập lại báo cáo."),
    "WRITE_043": Text("info", "Kỳ {period} đang mở; số liệu trong báo cáo tính đến ngày {day}.", ""),
    "WRITE_044": Text("info", "Tệp «{old}» đã được sửa hoặc đang mở nên giữ nguyên; báo cáo mới là «{name}».", ""),
    "WRITE_046": Text("warning", "{agency} chưa báo cáo nhiệm vụ nào của kỳ {period} (0/{tasks}).", "Gộp báo cáo của cơ quan hoặc nhập số liệu rồi lập lại báo cáo trước khi trình ký."),
    "WRITE_045": Text("warning", "Trang Phụ lục có {lines} dòng vừa gõ chưa vào số liệu của báo cáo.", "Bấm Tổng hợp rồi lập lại báo cáo."),
}
