"""What came back and how far it could be opened."""

from kehoach_xl.messages.text import Text

_RESEND = "Đề nghị đơn vị điền vào phiếu .xlsx đã nhận rồi gửi lại."
_SAVE_AS = "Đề nghị mở bằng Excel, lưu thành kiểu «Excel Workbook (*.xlsx)» rồi gửi lại."

TEXTS: dict[str, Text] = {
    # -- what the reader could not do ---------------------------------------------------------------
    "INTAKE_001": Text(
        "warning",
        "Tệp «{name}» mất quá {seconds} giây mà chưa đọc xong nên dừng đọc; các tệp khác vẫn được đọc.",
        "Đề nghị đơn vị chép nội dung sang phiếu .xlsx đã nhận rồi gửi lại.",
    ),
    "INTAKE_002": Text(
        "warning",
        "Tệp «{name}» làm bộ đọc dừng đột ngột (tệp hỏng, dựng bất thường hoặc có ô lẻ ở rất xa); các tệp khác vẫn được đọc.",
        "Đề nghị mở bằng Excel, xóa dòng, cột thừa, lưu thành tệp .xlsx mới rồi gộp lại; không mở được thì xin đơn vị gửi lại.",
    ),
    "INTAKE_003": Text(
        "warning",
        "Tệp «{name}» cần quá nhiều bộ nhớ nên dừng đọc; các tệp khác vẫn được đọc.",
        "Đề nghị đơn vị xóa các ô, trang thừa ở xa vùng nhập liệu rồi gửi lại.",
    ),
    "INTAKE_004": Text(
        "warning",
        "Trang «{sheet}» của tệp «{name}» có ô lẻ ở rất xa ({cell}) nên vùng phải đọc quá rộng.",
        "Đề nghị xóa các dòng, cột thừa ở xa vùng nhập liệu, lưu thành .xlsx rồi gửi lại.",
    ),
    "INTAKE_005": Text(
        "stop",
        "Tệp «{name}» chứa quá {limit} ô có dữ liệu hoặc quá nhiều chữ.",
        "Đề nghị đơn vị điền vào đúng phiếu đã nhận, không dán thêm bảng lớn.",
    ),
    "INTAKE_006": Text("info", "Tiến trình dừng ngay khi khởi động (mã {code})."),
    "INTAKE_007": Text("info", "Tiến trình dừng khi khởi động và báo «{said}»."),
    "INTAKE_008": Text("info", "Tiến trình không trả lời sau {seconds} giây."),
    "INTAKE_009": Text(
        "stop",
        "Không khởi động được tiến trình đọc tệp; chưa gộp gì. {reason}",
        "Đề nghị kiểm tra phần mềm bảo vệ máy có chặn Python không, rồi thực hiện lại.",
    ),
    # -- the folder of originals --------------------------------------------------------------------
    "INTAKE_010": Text(
        "stop",
        "Không lưu được bản gốc của «{name}» vào thư mục «{folder}» ({reason}); chưa gộp gì, sổ còn nguyên.",
        "Đề nghị kiểm tra dung lượng, quyền ghi của thư mục này rồi gộp lại.",
    ),
    # -- members of the folder that are no readable file ----------------------------------------------
    "INTAKE_020": Text(
        "warning", "Không có quyền đọc tệp «{name}».", "Đề nghị chép tệp vào thư mục nhận về bằng tài khoản của mình rồi gộp lại.",
    ),
    "INTAKE_021": Text(
        "warning", "Tệp «{name}» vừa bị xóa hoặc chuyển đi trong khi đang đọc.",
        "Nếu vẫn cần tệp này thì chép lại vào thư mục nhận về rồi gộp lại.",
    ),
    "INTAKE_022": Text(
        "warning", "Tệp «{name}» đang được chép hoặc đồng bộ (nội dung còn thay đổi).", "Đề nghị chờ chép xong rồi gộp lại.",
    ),
    "INTAKE_023": Text(
        "warning", "Tệp «{name}» không có nội dung: chép hoặc đồng bộ chưa xong, hoặc ổ đĩa lỗi.",
        "Đề nghị chờ đồng bộ xong rồi gộp lại; nếu vẫn vậy thì xin đơn vị gửi lại.",
    ),
    "INTAKE_024": Text(
        "warning", "Tệp «{name}» chưa tải về máy: mới chỉ có tên tệp do dịch vụ lưu trữ đám mây để sẵn.",
        "Đề nghị bấm chuột phải vào tệp, chọn «Luôn giữ trên thiết bị này» (hoặc mở tệp một lần), chờ tải xong rồi gộp lại.",
    ),
    "INTAKE_025": Text(
        "warning", "«{name}» là liên kết tới một tệp không còn nữa.", "Đề nghị chép tệp thật vào thư mục nhận về rồi gộp lại.",
    ),
    "INTAKE_026": Text(
        "warning", "«{name}» không phải tệp thường (là thiết bị hoặc đường ống của hệ thống) nên không đọc.",
        "Đề nghị chuyển mục này ra khỏi thư mục nhận về.",
    ),
    "INTAKE_027": Text(
        "warning", "«{name}» là thư mục mang tên như tệp Excel; các tệp bên trong vẫn được đọc.",
        "Nếu đơn vị định gửi một tệp thì xin gửi lại.",
    ),
    "INTAKE_028": Text(
        "warning", "Không mở được thư mục con «{name}» ({reason}); các tệp trong đó chưa được đọc.",
        "Đề nghị kiểm tra quyền đọc thư mục này, hoặc chép các tệp ra ngoài rồi gộp lại.",
    ),
    "INTAKE_029": Text(
        "warning", "Không đọc được tệp «{name}» ({reason}).", "Đề nghị đóng tệp ở chương trình khác, kiểm tra ổ đĩa rồi gộp lại.",
    ),
    "INTAKE_030": Text(
        "warning", "«{name}» là lối tắt tới một thư mục khác; các tệp trong thư mục đó không được đọc.",
        "Đề nghị chép các tệp vào thư mục nhận về rồi gộp lại.",
    ),
    # -- kinds that are not read ----------------------------------------------------------------------
    "INTAKE_040": Text(
        "warning", "Tệp «{name}» là ảnh, không phải phiếu Excel.",
        "Nếu là ảnh chụp phiếu hoặc văn bản thì dùng «Nhập thay»; nếu không thì xin đơn vị gửi phiếu .xlsx.",
    ),
    "INTAKE_041": Text(
        "warning", "Tệp «{name}» là tệp nén kiểu RAR, 7z hoặc kiểu khác mà chương trình không mở.",
        "Đề nghị giải nén vào thư mục nhận về rồi gộp lại, hoặc xin đơn vị gửi tệp .xlsx không nén.",
    ),
    "INTAKE_042": Text(
        "warning", "Tệp «{name}» chỉ là lối tắt hoặc liên kết tới tài liệu ở nơi khác, không có số liệu bên trong.",
        "Đề nghị mở liên kết, tải tệp thật về dạng .xlsx rồi chép vào thư mục nhận về.",
    ),
    "INTAKE_043": Text(
        "warning", "Tệp «{name}» là gói thư riêng của Outlook (winmail.dat), chương trình không mở được.",
        "Đề nghị đơn vị gửi lại thư ở dạng HTML hoặc văn bản thuần, đính kèm phiếu .xlsx.",
    ),
    "INTAKE_044": Text(
        "warning", "Tệp «{name}» là tài liệu Word, PowerPoint hoặc văn bản có định dạng, không phải phiếu Excel.",
        "Nếu báo cáo nằm trong văn bản thì dùng «Nhập thay»; nếu không thì xin đơn vị gửi phiếu .xlsx.",
    ),
    "INTAKE_045": Text(
        "warning", "Tệp «{name}» là chương trình hoặc tệp hệ thống; không mở.",
        "Đề nghị không chạy tệp này; kiểm tra lại với đơn vị gửi.",
    ),
    "INTAKE_046": Text(
        "warning", "Tệp «{name}» là bảng tính XML kiểu Excel 2003, chương trình không đọc kiểu này.", _SAVE_AS,
    ),
    "INTAKE_047": Text("warning", "Tệp «{name}» là trang web một tệp (.mht), chương trình không đọc kiểu này.", _SAVE_AS),
    "INTAKE_048": Text(
        "warning", "Tệp «{name}» là trang web (HTML) không có bảng nào.",
        "Nếu Excel lưu kèm một thư mục «…_files» hoặc «….files» thì " + _SAVE_AS[0].lower() + _SAVE_AS[1:],
    ),
    "INTAKE_049": Text("warning", "Tệp «{name}» là văn bản thuần nhưng không có nội dung.", _RESEND),
    "INTAKE_050": Text("warning", "Tệp «{name}» có kiểu nội dung không nhận ra được, không phải tệp Excel.", _RESEND),
    "INTAKE_051": Text(
        "warning", "Tệp «{name}» là bảng tính {what}, chương trình không đọc kiểu này.",
        "Đề nghị mở bằng chương trình đã tạo ra tệp, xuất thành .xlsx rồi gửi lại.",
    ),
    # -- passwords --------------------------------------------------------------------------------------
    "INTAKE_060": Text(
        "warning", "Tệp «{name}» đặt mật khẩu mở tệp nên chưa đọc được.",
        "Đề nghị hỏi đơn vị mật khẩu rồi gộp lại kèm mật khẩu đó, hoặc xin đơn vị bỏ mật khẩu và gửi lại.",
    ),
    "INTAKE_061": Text(
        "warning", "Mật khẩu đã cho không mở được tệp «{name}».",
        "Đề nghị hỏi lại đơn vị (phân biệt chữ hoa, chữ thường, dấu), rồi gộp lại với mật khẩu đúng.",
    ),
    "INTAKE_062": Text(
        "warning", "Tệp «{name}» được bảo vệ theo cách chương trình không mở được, kể cả khi có mật khẩu ({reason}).",
        "Đề nghị đơn vị bỏ mật khẩu, bỏ phân quyền (IRM) rồi gửi lại.",
    ),
    "INTAKE_063": Text(
        "warning", "Tệp nén «{name}» đặt mật khẩu.", "Đề nghị giải nén bằng mật khẩu của đơn vị vào thư mục nhận về rồi gộp lại.",
    ),
    "INTAKE_064": Text(
        "warning", "Bảng tính OpenDocument «{name}» đặt mật khẩu mở tệp.",
        "Đề nghị mở bằng LibreOffice với mật khẩu của đơn vị, lưu thành .xlsx không đặt mật khẩu rồi gộp lại.",
    ),
    # -- mails and archives ------------------------------------------------------------------------------
    "INTAKE_070": Text("info", "«{name}» là {what}, bên trong có {count} tệp.", ""),
    "INTAKE_071": Text(
        "warning", "«{name}» là {what} nhưng bên trong không có tệp đính kèm nào.",
        "Nếu đơn vị báo cáo ngay trong lời thư thì dùng «Nhập thay»; nếu không thì xin gửi phiếu .xlsx.",
    ),
    "INTAKE_072": Text(
        "warning", "Tệp «{name}» lồng quá {limit} lớp thư, tệp nén nên không mở tiếp.",
        "Đề nghị lưu tệp bên trong ra thư mục nhận về rồi gộp lại.",
    ),
    "INTAKE_073": Text(
        "warning", "«{name}» chứa quá nhiều tệp hoặc quá lớn (quá {files} tệp hoặc {size} MB); phần còn lại chưa được đọc.",
        "Đề nghị lưu các tệp bên trong ra thư mục nhận về rồi gộp lại.",
    ),
    "INTAKE_074": Text("info", "Đã bỏ qua {count} ảnh, chữ ký trong lời thư.", ""),
    "INTAKE_075": Text(
        "warning", "«{name}» chưa được mở vì các tệp cùng nằm trong thư hoặc tệp nén đó đã dùng hết thời gian.",
        "Đề nghị lưu các tệp bên trong ra thư mục nhận về rồi gộp lại.",
    ),
    "INTAKE_076": Text(
        "warning", "Thư «{name}» bị hỏng hoặc không đúng định dạng ({reason}).", "Đề nghị lưu tệp đính kèm ra thư mục nhận về rồi gộp lại.",
    ),
    # -- told along ---------------------------------------------------------------------------------------
    "INTAKE_080": Text("info", "Tệp có macro; macro không được chạy, không được chép vào sổ.", ""),
    "INTAKE_081": Text("info", "Tệp có liên kết tới sổ khác; liên kết không được mở, không được chép vào sổ.", ""),
    "INTAKE_082": Text("info", "Tệp có đối tượng nhúng; đối tượng không được mở.", ""),
    "INTAKE_083": Text(
        "warning", "Tệp có liên kết DDE (lệnh gọi chương trình khác); lệnh không được chạy.", "Đề nghị hỏi lại đơn vị vì sao có lệnh này.",
    ),
    "INTAKE_084": Text(
        "info", "Tệp ở định dạng {format}: ô báo lỗi (như #N/A) đọc như ô trống, không biết ô nào là công thức.",
        "Đề nghị đối chiếu vài ô với tệp gốc.",
    ),
    "INTAKE_085": Text("info", "Tệp là văn bản CSV, không giữ định dạng ô: mọi ô đọc như chữ đã gõ.", ""),
    "INTAKE_086": Text("info", "Tệp là trang web (HTML) mang tên Excel: mọi ô đọc như chữ hiện trên trang.", ""),
    "INTAKE_087": Text(
        "warning", "{count} ô dài quá {limit} ký tự (trang «{sheet}», ô {cell}…), chỉ đọc {limit} ký tự đầu.",
        "Đề nghị xem lại các ô này trong tệp gốc.",
    ),
    "INTAKE_088": Text("info", "Tệp đặt mật khẩu, đã mở bằng mật khẩu được cung cấp.", ""),
}  # fmt: skip
