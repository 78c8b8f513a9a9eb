"""Opening and saving workbooks, and packages that are not read."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    "OPEN_001": Text("stop", "Không tìm thấy tệp «{path}».", "Đề nghị kiểm tra lại tên tệp và thư mục."),
    "OPEN_002": Text(
        "stop", "«{path}» là thư mục, không phải tệp Excel.", "Đề nghị chọn một tệp .xlsx hoặc .xlsm."
    ),
    "OPEN_003": Text(
        "stop", "Không có quyền đọc tệp «{path}».", "Đề nghị xin quyền đọc hoặc chép tệp về máy rồi mở lại."
    ),
    "OPEN_004": Text(
        "stop",
        "Không ghi được vào «{path}»: tệp hoặc thư mục chỉ cho phép đọc.",
        "Đề nghị chép sổ sang thư mục có quyền ghi, hoặc bỏ thuộc tính chỉ đọc. Tệp cũ còn nguyên.",
    ),
    "OPEN_005": Text(
        "stop",
        "Tệp «{name}» đang được {user} mở trong Excel.",
        "Đề nghị lưu và đóng tệp ở máy đó rồi thực hiện lại; nếu không ai mở (Excel từng bị tắt ngang), hãy xóa tệp ẩn «{owner_file}» cạnh sổ.",
    ),
    "OPEN_006": Text(
        "stop",
        "Tệp «{name}» đang được {user} mở trong LibreOffice.",
        "Đề nghị lưu và đóng tệp ở máy đó rồi thực hiện lại; nếu không ai mở, hãy xóa tệp ẩn «{owner_file}» cạnh sổ.",
    ),
    "OPEN_007": Text(
        "stop",
        "Một thao tác khác của kehoach-xl đang làm việc với tệp «{name}».",
        "Đề nghị chờ thao tác đó xong rồi thực hiện lại; nếu không máy nào đang chạy, hãy xóa tệp ẩn «{lock_file}» cạnh sổ.",
    ),
    "OPEN_008": Text(
        "stop",
        "Tệp «{name}» đã bị thay đổi trên đĩa từ khi được mở; chưa ghi gì vào tệp.",
        "Đề nghị thực hiện lại thao tác để dùng bản mới nhất.",
    ),
    "OPEN_009": Text(
        "stop",
        "Ổ đĩa chứa «{path}» đã đầy; chưa ghi gì, tệp cũ còn nguyên.",
        "Đề nghị giải phóng dung lượng rồi thực hiện lại.",
    ),
    "OPEN_010": Text(
        "stop",
        "Không ghi được tệp «{path}» ({reason}); tệp cũ còn nguyên.",
        "Đề nghị kiểm tra ổ đĩa, kết nối mạng rồi thực hiện lại.",
    ),
    "OPEN_011": Text(
        "stop",
        "Không thay được tệp «{name}» vì đang có chương trình khác giữ tệp; tệp cũ còn nguyên.",
        "Đề nghị đóng tệp trong Excel và phần mềm đồng bộ rồi thực hiện lại.",
    ),
    "OPEN_012": Text(
        "stop",
        "Bản ghi thử của «{name}» không đạt khi kiểm tra lại ({reason}); tệp cũ còn nguyên.",
        "Đề nghị giữ nguyên tệp và báo cho người hỗ trợ.",
    ),
    "OPEN_013": Text(
        "stop",
        "Tệp «{name}» mang chữ ký số; sửa tệp sẽ làm mất hiệu lực chữ ký nên không thực hiện.",
        "Đề nghị làm việc trên bản chưa ký, hoặc gỡ chữ ký số trong Excel trước.",
    ),
    "OPEN_014": Text(
        "stop",
        "Ô {cell} của trang «{sheet}» nằm trong vùng ô đã trộn {merge} nên không ghi được.",
        "Đề nghị bỏ trộn vùng ô này (Merge & Center) rồi thực hiện lại.",
    ),
    "OPEN_015": Text(
        "stop",
        "Nội dung định ghi vào ô {cell} trang «{sheet}» có ký tự điều khiển ({char}), Excel không lưu được.",
        "Đề nghị xóa ký tự đó ở nguồn rồi thực hiện lại.",
    ),
    "OPEN_016": Text(
        "stop",
        "Nội dung định ghi vào ô {cell} trang «{sheet}» dài {length} ký tự, quá giới hạn {limit} của Excel.",
        "Đề nghị rút gọn nội dung rồi thực hiện lại.",
    ),
    "OPEN_017": Text(
        "stop",
        "Giá trị định ghi vào ô {cell} của trang «{sheet}» không phải là một số hữu hạn.",
        "Đề nghị kiểm tra lại số liệu nguồn.",
    ),
    "OPEN_018": Text(
        "stop",
        "Ô {cell} của trang «{sheet}» thuộc công thức mảng {ref} nên không ghi riêng được.",
        "Đề nghị xóa công thức mảng này trong Excel rồi thực hiện lại.",
    ),
    "OPEN_019": Text(
        "stop",
        "Không kết nối được với Excel trên máy này.",
        "Đề nghị mở sổ bằng Excel rồi bấm lại nút; máy không có Excel thì dùng dòng lệnh với đường dẫn tệp.",
    ),
    "OPEN_020": Text("stop", "Excel chưa mở sổ nào.", "Đề nghị mở sổ điều phối rồi thực hiện lại."),
    "OPEN_021": Text(
        "stop",
        "Ghi vào trang «{sheet}» không thành công ({reason}); đã khôi phục các ô như trước khi ghi.",
        "Đề nghị thoát chế độ sửa ô, bỏ bảo vệ trang rồi thực hiện lại.",
    ),
    "OPEN_022": Text(
        "stop",
        "Ghi vào trang «{sheet}» không thành công ({reason}) và không khôi phục được hết các ô.",
        "Đề nghị đóng sổ, KHÔNG lưu, rồi mở bản sao ngay trước khi ghi: {copy}.",
    ),
    "OPEN_023": Text(
        "stop",
        "Không tạo được bản sao lưu trong «{folder}» ({reason}); chưa ghi gì vào sổ.",
        "Đề nghị kiểm tra quyền ghi và dung lượng của thư mục sao lưu.",
    ),
    "OPEN_024": Text(
        "stop",
        "Sổ «{name}» không có trang «{sheet}».",
        "Đề nghị kiểm tra: trang có thể đã bị xóa hoặc đổi tên; có thể lấy lại từ bản sao lưu.",
    ),
    "OPEN_025": Text(
        "stop",
        "Đã ghi xong nhưng không lưu được sổ ({reason}); đã khôi phục các ô như trước khi ghi.",
        "Đề nghị thử lưu sổ trong Excel (Ctrl+S), rồi thực hiện lại.",
    ),
    "OPEN_026": Text(
        "stop",
        "Sổ «{name}» chưa nằm trong một thư mục của máy này (chưa lưu lần nào, hoặc đang mở trên mạng).",
        "Đề nghị dùng Lưu thành (Save As) để lưu sổ vào một thư mục trên máy rồi thực hiện lại.",
    ),
    "OPEN_027": Text(
        "stop",
        "Trang «{sheet}» đang lọc theo cách chương trình không đặt lại được (theo màu, theo nhóm ngày, lọc nâng cao).",
        "Đề nghị xóa bộ lọc của trang này (thẻ Dữ liệu, Xóa lọc) rồi thực hiện lại.",
    ),
    "OPEN_028": Text(
        "stop",
        "Excel đang bận: có ô đang sửa hoặc hộp thoại đang mở; chưa ghi gì vào sổ.",
        "Đề nghị bấm Enter hoặc Esc để kết thúc sửa ô, đóng hộp thoại rồi thực hiện lại.",
    ),
    "OPEN_029": Text(
        "stop",
        "Excel đã đóng hoặc không trả lời; chưa ghi gì vào sổ.",
        "Đề nghị mở lại sổ bằng Excel rồi thực hiện lại.",
    ),
    "OPEN_030": Text(
        "stop",
        "Chưa nhận ra sổ vừa bấm nút.",
        "Đề nghị đặt tên sổ không có dấu «=», đóng và mở lại sổ rồi bấm lại, hoặc dùng lối tắt «Kế hoạch – bảng nút».",
    ),
    "OPEN_031": Text(
        "warning",
        "Excel bận quá lâu nên chưa bật lại được việc vẽ màn hình, sự kiện, câu hỏi khi đóng sổ hoặc tự động tính.",
        "Đề nghị kết thúc sửa ô, đóng hộp thoại rồi bấm một nút bất kỳ của bảng nút; hoặc lưu sổ rồi mở lại Excel.",
    ),
    "OPEN_040": Text(
        "stop",
        "Tệp «{path}» chỉ cho phép đọc; chưa làm gì.",
        "Đề nghị bỏ thuộc tính Chỉ đọc (bấm chuột phải vào tệp, Thuộc tính) hoặc xin quyền ghi rồi thực hiện lại.",
    ),
    "OPEN_041": Text(
        "stop",
        "Thư mục «{path}» không cho ghi tệp mới nên không lưu sổ an toàn được; chưa làm gì.",
        "Đề nghị xin quyền ghi vào thư mục, hoặc chép sổ sang thư mục có quyền ghi rồi thực hiện lại.",
    ),
    "OPEN_042": Text(
        "stop",
        "Ổ đĩa hoặc thư mục mạng chứa «{path}» chỉ cho phép đọc; chưa ghi gì.",
        "Đề nghị chép sổ sang thư mục có quyền ghi rồi thực hiện lại.",
    ),
    "OPEN_043": Text(
        "stop",
        "Thư mục mạng «{path}» không cho khóa tệp nên không ngăn được hai người cùng ghi; chưa làm gì.",
        "Đề nghị chép sổ về máy để làm việc, hoặc nhờ người quản trị máy chủ bật khóa tệp.",
    ),
    "OPEN_044": Text(
        "stop",
        "Tệp «{name}» mới chỉ có tên trên máy này, nội dung còn trên đám mây (OneDrive, iCloud …); chưa làm gì.",
        "Đề nghị bấm chuột phải vào tệp, chọn «Luôn giữ trên thiết bị này» (Always keep on this device), chờ tải xong rồi thực hiện lại.",
    ),
    "OPEN_045": Text(
        "stop",
        "Đường dẫn «{path}» quá dài ({length} ký tự); tệp cũ còn nguyên.",
        "Đề nghị chuyển sổ sang thư mục gần gốc ổ đĩa hơn hoặc đặt tên ngắn hơn rồi thực hiện lại.",
    ),
    "OPEN_046": Text(
        "warning",
        "Cạnh sổ có «{copy}»: một bản khác của chính sổ này, do phần mềm đồng bộ tách ra khi hai nơi cùng ghi.",
        "Đề nghị mở cả hai để xem bản nào đủ (trang Nhật ký); gộp lại các tệp gửi về vào bản giữ lại, rồi chuyển bản kia sang thư mục khác.",
    ),
    "OPEN_047": Text(
        "stop", "Không chọn được tệp vì sổ này không mở trong Excel.", "Đề nghị dùng lệnh import, hoặc cửa sổ kehoach-xl panel.",
    ),
    "GATE_001": Text("stop", "Tệp «{name}» rỗng (0 byte).", "Đề nghị đơn vị gửi lại tệp."),
    "GATE_002": Text(
        "stop",
        "Tệp «{name}» là định dạng Excel cũ (.xls).",
        "Đề nghị mở bằng Excel, chọn Lưu thành (Save As) kiểu «Excel Workbook (*.xlsx)» rồi gửi lại.",
    ),
    "GATE_003": Text(
        "stop", "Tệp «{name}» đặt mật khẩu mở tệp.", "Đề nghị đơn vị bỏ mật khẩu rồi gửi lại tệp."
    ),
    "GATE_004": Text(
        "stop",
        "Tệp «{name}» thực chất là trang web (HTML), không phải tệp Excel.",
        "Đề nghị mở bằng Excel, lưu thành kiểu «Excel Workbook (*.xlsx)» rồi gửi lại.",
    ),
    "GATE_005": Text(
        "stop",
        "Tệp «{name}» thực chất là văn bản thuần (CSV hoặc tương tự), không phải tệp Excel.",
        "Đề nghị điền vào đúng tệp .xlsx đã gửi rồi gửi lại.",
    ),
    "GATE_006": Text(
        "stop",
        "Tệp «{name}» không phải tệp Excel (nội dung không nhận ra được).",
        "Đề nghị đơn vị gửi lại đúng tệp .xlsx đã nhận.",
    ),
    "GATE_007": Text(
        "stop",
        "Tệp «{name}» bị hỏng hoặc bị cắt cụt khi gửi ({reason}).",
        "Đề nghị đơn vị mở thử tệp trên máy rồi gửi lại.",
    ),
    "GATE_008": Text(
        "stop",
        "Tệp «{name}» chứa tên thành phần không hợp lệ: «{part}».",
        "Đề nghị không mở tệp này; liên hệ đơn vị gửi để nhận lại.",
    ),
    "GATE_009": Text(
        "stop",
        "Tệp «{name}» có các thành phần chồng lên nhau (dấu hiệu tệp được dựng bất thường).",
        "Đề nghị không mở tệp này; liên hệ đơn vị gửi để nhận lại.",
    ),
    "GATE_010": Text(
        "stop",
        "Tệp «{name}» có thành phần bị mã hóa: «{part}».",
        "Đề nghị đơn vị bỏ mật khẩu rồi gửi lại tệp.",
    ),
    "GATE_011": Text(
        "stop",
        "Tệp «{name}» có {count} thành phần, quá giới hạn {limit}.",
        "Đề nghị liên hệ đơn vị gửi để nhận lại tệp đúng mẫu.",
    ),
    "GATE_012": Text(
        "stop",
        "Tệp «{name}» bung ra quá lớn ở thành phần «{part}».",
        "Đề nghị không mở tệp này; liên hệ đơn vị gửi để nhận lại tệp đúng mẫu.",
    ),
    "GATE_013": Text(
        "stop",
        "Tệp «{name}» có khai báo DOCTYPE/ENTITY trong «{part}», tệp Excel không dùng khai báo này.",
        "Đề nghị không mở tệp này; liên hệ đơn vị gửi để nhận lại.",
    ),
    "GATE_014": Text(
        "stop",
        "Thành phần «{part}» của tệp «{name}» dùng bảng mã {encoding}, không phải UTF-8.",
        "Đề nghị mở bằng Excel, lưu lại thành .xlsx rồi gửi lại.",
    ),
    "GATE_015": Text(
        "stop",
        "Tệp «{name}» là tệp nén nhưng không phải sổ Excel (thiếu {part}).",
        "Đề nghị đơn vị gửi lại đúng tệp .xlsx đã nhận.",
    ),
    "GATE_016": Text(
        "stop",
        "Tệp «{name}» là sổ Excel dạng nhị phân (.xlsb).",
        "Đề nghị mở bằng Excel, lưu thành kiểu «Excel Workbook (*.xlsx)» rồi gửi lại.",
    ),
    "GATE_017": Text(
        "stop",
        "Tệp «{name}» là bảng tính OpenDocument (.ods).",
        "Đề nghị mở bằng LibreOffice hoặc Excel, lưu thành .xlsx rồi gửi lại.",
    ),
    "GATE_018": Text(
        "stop",
        "Thành phần «{part}» của tệp «{name}» bị lỗi cấu trúc ({reason}).",
        "Đề nghị mở bằng Excel, cho sửa chữa tệp nếu được hỏi, lưu lại rồi gửi lại.",
    ),
    "GATE_019": Text(
        "stop",
        "Trang tính «{part}» của tệp «{name}» có quá {limit} ô chứa dữ liệu hoặc thành phần.",
        "Đề nghị đơn vị điền vào đúng tệp đã nhận, không dán thêm bảng lớn.",
    ),
    "GATE_020": Text(
        "stop",
        "Tệp «{name}» lớn {size} MB, quá giới hạn {limit} MB.",
        "Đề nghị đơn vị bỏ bớt ảnh, tệp nhúng rồi gửi lại.",
    ),
    "GATE_021": Text(
        "stop",
        "Tệp «{name}» là tài liệu Word hoặc PowerPoint, không phải sổ Excel.",
        "Đề nghị đơn vị điền vào tệp .xlsx đã nhận, hoặc dùng «Nhập thay» cho báo cáo bằng văn bản.",
    ),
    "GATE_022": Text(
        "stop",
        "Tệp «{name}» là tài liệu PDF, không phải phiếu Excel.",
        "Nếu là công văn kèm theo thì lưu riêng; đề nghị đơn vị gửi phiếu .xlsx.",
    ),
}
