"""What is written for people to sign or send: templates a clerk edits, reports and official letters in Word."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    # -- templates (001–039) --
    "WRITE_001": Text("stop", "Mẫu «{name}» có từ «{word}» mà chương trình không biết.{near}", "Mở mẫu trong thư mục mẫu văn bản, sửa từ ấy theo danh sách từ ở Hướng dẫn, hoặc xóa mẫu để dùng lại mẫu có sẵn; sau đó làm lại."),
    "WRITE_002": Text("stop", "Mẫu «{name}» có dấu ngoặc nhọn chưa đủ cặp trong đoạn «{where}».", "Viết đủ {{{{ … }}}} trong cùng một đoạn rồi làm lại."),
    "WRITE_003": Text("stop", "Mẫu «{name}»: «{tag}» không có «{other}» đi cùng.", "Thêm cho đủ cặp, hoặc xóa cả hai, rồi làm lại."),
    "WRITE_004": Text("stop", "Mẫu «{name}» có chỗ chương trình không dùng được: «{where}».", "Chỉ dùng các từ trong danh sách từ và các lệnh for, if như mẫu có sẵn; sửa chỗ ấy rồi làm lại."),
    "WRITE_005": Text("stop", "Mẫu «{name}» có đoạn lặp hoặc điều kiện mở ở một bảng, một đoạn và đóng ở bảng, đoạn khác.", "Đặt lệnh mở và lệnh đóng ở cùng một bảng hoặc cùng các đoạn riêng như mẫu có sẵn rồi làm lại."),
    "WRITE_006": Text("stop", "Mẫu «{name}» không phải là tệp Word (.docx) đọc được hoặc quá lớn.", "Lưu lại mẫu bằng Word dưới dạng .docx, hoặc xóa mẫu để dùng lại mẫu có sẵn; sau đó làm lại."),
    "WRITE_007": Text("stop", "Mẫu thư «{name}» không bắt đầu bằng dòng «{first} …».", "Ghi tiêu đề thư ở dòng đầu rồi làm lại."),
    "WRITE_008": Text("stop", "Không đọc được mẫu «{name}»: {why}.", "Đóng tệp nếu đang mở, hoặc xóa mẫu để dùng lại mẫu có sẵn; sau đó làm lại."),
    "WRITE_009": Text("stop", "Mẫu thư «{name}» không được lưu bằng bảng mã Unicode (UTF-8).", "Mở bằng Notepad, chọn lưu với mã hóa UTF-8 rồi làm lại."),
}
