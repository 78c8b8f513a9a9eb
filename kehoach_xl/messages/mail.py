"""Letters: addresses, what goes out, what comes in, the calendar, the keyring."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    # -- the block of the office on `Thiết lập` --------------------------------------------------------------------
    "OFFICE_001": Text(
        "stop", "Trang Thiết lập, dòng «{name}»: «{value}» không phải số nguyên từ {low} đến {high}.",
        "Sửa lại hoặc để trống.",
    ),
    "OFFICE_002": Text(
        "stop", "Trang Thiết lập, dòng «{name}»: «{value}» không có trong danh sách.", "Chọn một trong: {choices}."
    ),
    "OFFICE_003": Text(
        "stop", "Trang Thiết lập, dòng «{name}»: «{value}» không phải tên máy chủ.",
        "Ghi tên máy chủ, ví dụ mail.tinh.gov.vn; cổng ghi ở dòng riêng.",
    ),
    "OFFICE_004": Text(
        "stop", "Trang Thiết lập, dòng «{name}»: «{value}» không phải một địa chỉ thư.",
        "Ghi đúng một địa chỉ, ví dụ vanthu@tinh.gov.vn, hoặc để trống.",
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
    # -- the keyring, and a mail server ------------------------------------------------------------------------------
    "MAIL_030": Text(
        "stop", "Máy này không có kho mật khẩu của hệ điều hành nên không lưu được mật khẩu.",
        "Nhập mật khẩu khi được hỏi, mỗi lần gửi, nhận thư (trong Excel, ở cửa sổ lệnh, hoặc một dòng ở đầu vào của lệnh); hoặc cài kho mật khẩu (trên Linux: gnome-keyring hoặc KWallet) rồi thực hiện lại.",
    ),
    "MAIL_031": Text(
        "stop", "Kho mật khẩu của máy không mở được ({reason}).", "Mở khóa kho mật khẩu của hệ điều hành rồi thực hiện lại.",
    ),
    "MAIL_032": Text(
        "stop", "Chưa có mật khẩu của hộp thư «{login}» trên máy chủ {host}.",
        "Thực hiện lại rồi nhập mật khẩu khi được hỏi, hoặc chạy lệnh {command} một lần để lưu mật khẩu.",
    ),
    "MAIL_033": Text(
        "stop", "Chưa ghi tên máy chủ gửi thư.",
        "Ghi máy chủ gửi thư (SMTP) ở trang Thiết lập, hoặc chọn cách gửi Thư nháp (.eml).",
    ),
    "MAIL_034": Text(
        "stop", "Không kết nối được máy chủ thư {host}, cổng {port}: {reason}.",
        "Kiểm tra mạng, tên máy chủ, cổng và kiểu bảo mật ở trang Thiết lập rồi thực hiện lại.",
    ),
    "MAIL_035": Text(
        "stop", "Chứng chỉ của máy chủ thư {host}, cổng {port}, không tin được ({reason}) nên đã dừng kết nối.",
        "Kiểm tra tên máy chủ ở trang Thiết lập; nếu đúng, đề nghị bộ phận công nghệ thông tin cài chứng chỉ gốc của đơn vị lên "
        "máy này.",
    ),
    "MAIL_036": Text(
        "stop", "Máy chủ thư {host}, cổng {port}, không hỗ trợ mã hóa STARTTLS nên đã dừng kết nối.",
        "Hỏi bộ phận công nghệ thông tin cổng và kiểu bảo mật đúng rồi sửa ở trang Thiết lập.",
    ),
    "MAIL_037": Text(
        "stop", "Máy chủ thư {host} không chấp nhận tài khoản «{login}» hoặc mật khẩu (mã trả lời {answer}).",
        "Kiểm tra tên đăng nhập ở trang Thiết lập rồi thực hiện lại và nhập mật khẩu khi được hỏi; hộp thư có xác thực hai bước "
        "cần mật khẩu ứng dụng.",
    ),
    "MAIL_038": Text(
        "stop", "Máy chủ thư {host} dùng cách đăng nhập mà phần mềm chưa hỗ trợ.",
        "Chọn cách gửi Thư nháp (.eml) hoặc Nháp trong Outlook ở trang Thiết lập.",
    ),
    "MAIL_039": Text(
        "error", "Máy chủ thư {host} đòi đăng nhập, nhưng kết nối không mã hóa nên mật khẩu không được gửi đi.",
        "Chọn kiểu bảo mật STARTTLS hoặc TLS ở trang Thiết lập rồi thực hiện lại.",
    ),
    # -- what became of a letter --------------------------------------------------------------------------------------
    "MAIL_040": Text(
        "error", "Máy chủ thư không nhận thư từ địa chỉ «{sender}» (trả lời: {says}).",
        "Kiểm tra địa chỉ thư và tên đăng nhập ở trang Thiết lập rồi gửi lại.",
    ),
    "MAIL_041": Text(
        "error", "Máy chủ thư không nhận địa chỉ {addresses} (trả lời: {says}).",
        "Kiểm tra địa chỉ ở trang Cơ quan rồi gửi lại; mã bắt đầu bằng 4 là tạm thời, gửi lại sau ít phút.",
    ),
    "MAIL_042": Text(
        "warning", "Thư đã đi, riêng địa chỉ {addresses} không được máy chủ thư nhận (trả lời: {says}).",
        "Kiểm tra địa chỉ này ở trang Cơ quan.",
    ),
    "MAIL_043": Text(
        "error", "Máy chủ thư không nhận nội dung thư (trả lời: {says}).",
        "Mã bắt đầu bằng 4 là tạm thời, gửi lại sau ít phút; mã bắt đầu bằng 5 thì hỏi bộ phận quản trị thư.",
    ),
    "MAIL_044": Text(
        "error", "Kết nối với máy chủ thư {host} bị ngắt trước khi giao xong thư; thư chưa đi.", "Bấm Gửi thư lần nữa.",
    ),
    "MAIL_045": Text(
        "warning", "Kết nối với máy chủ thư {host} bị ngắt khi chờ trả lời sau lúc đã giao thư; chưa rõ thư đã đi hay chưa.",
        "Xem mục Thư đã gửi của hộp thư hoặc hỏi cơ quan, rồi chọn Đã gửi rồi hoặc Gửi lại ở cột Xử lý.",
    ),
    "MAIL_047": Text(
        "error", "Thư nặng {size} MB, máy chủ thư chỉ nhận đến {limit} MB.", "Giảm tệp đính kèm rồi gửi lại.",
    ),
    "MAIL_048": Text(
        "error", "Địa chỉ «{address}» có chữ có dấu, máy chủ thư {host} không nhận.", "Hỏi lại cơ quan địa chỉ không dấu.",
    ),
    # -- «Gửi thư» ----------------------------------------------------------------------------------------------------
    "MAIL_046": Text("info", "Thư «{kind}», {state}{whom}. {says}"),
    "MAIL_049": Text("info", "Thư «{kind}», {state}{whom}."),
    "MAIL_050": Text(
        "stop", "Không mở được Outlook trên máy này.",
        "Chọn cách gửi Thư nháp (.eml) ở trang Thiết lập; bản Outlook mới của Windows không cho chương trình khác tạo thư nháp.",
    ),
    "MAIL_051": Text("error", "Outlook không tạo được thư nháp: {reason}.", "Mở Outlook rồi bấm Gửi thư lần nữa."),
    "MAIL_052": Text("stop", "Không có cách gửi thư «{way}».", "Chọn một trong: {known}."),
    "MAIL_053": Text("info", "Có {count} thư chờ gửi. Cách gửi: {way}.", "Tạo các thư nháp này?"),
    "MAIL_054": Text(
        "warning", "{agency} chưa có địa chỉ thư.", "Ghi địa chỉ ở cột Thư điện tử, trang Cơ quan, rồi bấm Gửi thư.",
    ),
    "MAIL_055": Text(
        "error", "Không đọc được tệp «{file}» gửi {agency}: {reason}.", "Đưa tệp về chỗ cũ, hoặc phân phát lại cho cơ quan này.",
    ),
    "MAIL_056": Text(
        "error", "Tệp «{file}» gửi {agency} đã thay đổi sau khi soạn thư, hoặc được đưa vào thư bằng tay.",
        "Đưa lại đúng tệp đã tạo, hoặc thực hiện lại thao tác đã tạo thư cho cơ quan này.",
    ),
    "MAIL_057": Text(
        "error", "Tệp «{file}» không phải phiếu của {agency} trong kỳ này nên không được gửi.",
        "Phân phát lại cho cơ quan này rồi gửi.",
    ),
    "MAIL_058": Text(
        "error", "Dòng thư của {agency} có tiêu đề hoặc nội dung thuộc cơ quan khác, có thể do sắp xếp hoặc dán từng cột.",
        "Thực hiện lại thao tác đã tạo thư cho cơ quan này rồi gửi.",
    ),
    "MAIL_059": Text("error", "Thư gửi {agency} chưa có tiêu đề hoặc nội dung.", "Ghi ở trang Thư rồi bấm Gửi thư."),
    "MAIL_060": Text("hint", "Tiêu đề không còn mã trong ngoặc vuông; thư trả lời sẽ khó nhận ra hơn."),
    "MAIL_061": Text(
        "error", "Thư gửi {agency} không kèm phiếu {dispatch}.", "Phân phát lại cho cơ quan này rồi gửi.",
    ),
    "MAIL_062": Text("warning", "Mật khẩu chỉ dùng cho lần này: {reason}", "Lần sau chương trình sẽ hỏi lại."),
    "MAIL_063": Text(
        "error", "Không ghi được thư nháp vào thư mục «{folder}»: {reason}.", "Chọn thư mục khác trên Bảng điều khiển rồi thực hiện lại.",
    ),
    "MAIL_064": Text(
        "warning", "Chưa rõ thư đã đi hay chưa: lần gửi {at} bị ngắt trước khi máy chủ trả lời.",
        "Xem mục Thư đã gửi của hộp thư hoặc hỏi cơ quan, rồi chọn Đã gửi rồi hoặc Gửi lại ở cột Xử lý.",
    ),
    "MAIL_065": Text("info", "Thư đã đi lúc {at}; sổ khi đó chưa được lưu, nay đã ghi lại."),
    "MAIL_066": Text(
        "warning", "Trang Thư, dòng {row}: «{text}» không có trong danh sách nên thư được để lại.",
        "Chọn lại ở cột Xử lý: để trống, Không gửi, Gửi lại hoặc Đã gửi rồi.",
    ),
    "MAIL_067": Text("info", "Có {count} thư chờ gửi từ địa chỉ {sender}. Thư đã đi không lấy lại được.", "Gửi các thư này?"),
    "MAIL_068": Text(
        "warning", "Đã dừng giữa chừng, còn {count} thư chưa gửi.", "Xử lý nguyên nhân nêu ở thư cuối rồi bấm Gửi thư lần nữa.",
    ),
    "MAIL_069": Text("info", "Ghi nhận thư đã gửi theo xác nhận ở cột Xử lý."),
    # -- letters that come in ---------------------------------------------------------------------------------------
    "MAIL_070": Text(
        "stop", "Chưa khai máy chủ nhận thư (IMAP) ở trang Thiết lập.",
        "Ghi máy chủ nhận thư rồi bấm lại, hoặc kéo thư trả lời (.eml, .msg) vào thư mục nhận về.",
    ),
    "MAIL_072": Text(
        "stop", "Máy chủ nhận thư {host} đặt mã hóa «Không»: mật khẩu sẽ đi qua mạng mà không được mã hóa.",
        "Chọn TLS hoặc STARTTLS ở dòng Mã hóa khi nhận của trang Thiết lập.",
    ),
    "MAIL_073": Text(
        "stop", "Máy chủ {host} không nhận tên đăng nhập {login} hoặc mật khẩu.",
        "Kiểm tra tên đăng nhập ở trang Thiết lập rồi thực hiện lại và nhập mật khẩu khi được hỏi; hộp thư có xác thực "
        "hai bước cần mật khẩu ứng dụng.",
    ),
    "MAIL_074": Text(
        "stop", "Hộp thư không có thư mục «{folder}»; các thư mục đang có: {known}.", "Sửa tên thư mục ở trang Thiết lập.",
    ),
    "MAIL_075": Text(
        "stop", "Máy chủ nhận thư {host} trả lời không hiểu được: {says}.",
        "Xem lại máy chủ, cổng và mã hóa khi nhận ở trang Thiết lập, hoặc hỏi bộ phận quản trị thư.",
    ),
    "MAIL_076": Text("info", "Cần mật khẩu hộp thư {login} tại {host}."),
    "MAIL_077": Text("stop", "Không ghi được thư vào thư mục {folder}: {reason}.", "Kiểm tra thư mục rồi bấm Nhận thư lại."),
    "MAIL_078": Text(
        "warning", "Kết nối với {host} bị ngắt: đã nhận {taken} thư, còn {left} thư chưa xem.",
        "Bấm Nhận thư lần nữa; thư đã nhận không bị nhận lại.",
    ),
    "MAIL_079": Text(
        "warning", "Thư «{subject}» của {sender} lớn {size} MB, quá mức {limit} MB nên chưa nhận.",
        "Lưu tệp đính kèm từ hộp thư vào thư mục nhận về.",
    ),
    "MAIL_080": Text(
        "warning", "Thư «{subject}» của {sender} có tệp {files} nhưng địa chỉ này chưa có trong trang Cơ quan; chưa nhận.",
        "Nếu là báo cáo: bổ sung địa chỉ ở trang Cơ quan rồi bấm Nhận thư, hoặc kéo thư vào thư mục nhận về.",
    ),
    "MAIL_081": Text(
        "warning", "Không lấy được thư «{subject}» của {sender}: {says}.", "Mở thư trong hộp thư và lưu tệp đính kèm vào thư mục nhận về.",
    ),
    "MAIL_082": Text(
        "warning", "Thư gửi {agency} không đến nơi: hệ thống thư trả lại «{subject}».", "Sửa địa chỉ ở trang Cơ quan rồi gửi lại.",
    ),
    "MAIL_083": Text("info", "Nhận thư «{subject}» của {sender}."),
    "MAIL_084": Text("info", "Hệ thống thư báo không gửi được: «{subject}»."),
    "MAIL_086": Text(
        "warning", "Còn {count} thư nữa có tệp đính kèm, người gửi chưa có ở trang Cơ quan; chưa nhận.", "Xem trong hộp thư.",
    ),
    "MAIL_085": Text("warning", "Hệ thống thư báo không gửi được: «{subject}».", "Mở thông báo trong hộp thư để biết thư nào."),
    "MAIL_087": Text(
        "stop", "Chưa nhập mật khẩu của hộp thư «{login}» trên máy chủ {host} nên chưa lưu được.",
        "Thực hiện lại lệnh rồi nhập mật khẩu khi được hỏi, hoặc đưa mật khẩu vào đầu vào của lệnh (một dòng).",
    ),
    "MAIL_088": Text(
        "stop", "Kho mật khẩu không có mật khẩu của hộp thư «{login}» trên máy chủ {host} nên không có gì để xóa.",
        "Kiểm tra tên đăng nhập và máy chủ ở trang Thiết lập; mật khẩu nhận thư xóa bằng lệnh mail-login --imap --remove.",
    ),
    "MAIL_089": Text(
        "error", "Thư nháp «{file}» đang mở ở chương trình khác nên chưa tạo lại được.", "Đóng thư nháp đó rồi bấm Gửi thư lần nữa.",
    ),
    # -- letters put into the sheet `Thư` --------------------------------------------------------------------------
    "MAIL_100": Text("info", "{count} thư chờ gửi ở trang Thư."),
    "MAIL_101": Text(
        "warning", "{count} cơ quan chưa có địa chỉ thư điện tử: {agencies}.",
        "Ghi địa chỉ ở trang Cơ quan; nút Gửi thư lấy địa chỉ tại đó.",
    ),
    "MAIL_102": Text("info", "Soạn {count} thư ở trang Thư: {waiting} thư chờ gửi, {without} cơ quan chưa có địa chỉ."),
    "MAIL_103": Text("warning", "Trang Cơ quan, {agency}: {reason}", "Sửa ô Thư điện tử của cơ quan này."),
    # What an acknowledgement tells an agency.
    "MAIL_106": Text("info", "Nhiệm vụ {code}, cột «{column}»: phiếu ghi «{returned}», đang có «{ours}». {reason}"),
    "MAIL_107": Text("info", "Nhiệm vụ {code}, cột «{column}», phiếu ghi «{returned}»: {reason}"),
    "MAIL_108": Text("info", "{reason} Nội dung: «{content}»."),
    "MAIL_109": Text("info", "{count} ô: đơn vị đầu mối giữ số liệu đang có."),
    "MAIL_110": Text("info", "{count} ô: đã có số liệu mới hơn."),
    "MAIL_111": Text(
        "info", "Nhiệm vụ {code}, ô khóa «{column}»: phiếu gửi về ghi «{returned}»; giữ nội dung đã giao «{sent}».",
    ),
    "MAIL_114": Text("info", "{count} thư xác nhận chưa gửi được rút lại."),
    "MAIL_115": Text(
        "warning", "Thư xác nhận đã gửi cho {count} cơ quan có phiếu nay không tính nữa: {agencies}.",
        "Báo lại các cơ quan này nếu phiếu không được gộp lại.",
    ),
    "MAIL_116": Text(
        "error", "{count} thư đã gửi nhưng dòng ở trang Thư ghi chưa gửi (dòng {rows}).",
        "Không gửi lại các thư này; chọn «Đã gửi rồi» ở cột Xử lý.",
    ),
    "MAIL_117": Text(
        "error", "{count} thư ghi là đã gửi nhưng sổ không có dữ kiện về lần gửi (dòng {rows} trang Thư).",
        "Hỏi lại cơ quan đã nhận thư chưa.",
    ),
    "MAIL_118": Text(
        "stop", "Thư «{kind}» gửi {agency} dài quá {most} ký tự, không ghi vừa một ô.",
        "Rút gọn mẫu thư này trong thư mục mẫu văn bản rồi làm lại.",
    ),
    # -- letters that are held back, and her word on them -----------------------------------------------------------
    "MAIL_140": Text("info", "Không gửi: kỳ {period} đã đóng."),
    "MAIL_141": Text("info", "Không gửi: đã nhận phiếu."),
    "MAIL_142": Text(
        "warning", "Để lại: hạn nộp nêu trong thư là ngày {old}, nay là {new}.",
        "Bấm Phân phát cho cơ quan này rồi gửi thư mới; hoặc tự sửa thư rồi chọn «Gửi lại» ở cột Xử lý.",
    ),
    "MAIL_143": Text(
        "warning", "Để lại: thư gửi phiếu chưa đi mà hạn nộp ngày {day} đã qua.",
        "Sửa hạn ở trang Kỳ báo cáo rồi phân phát lại; nếu vẫn gửi thư này, chọn «Gửi lại» ở cột Xử lý.",
    ),
    "MAIL_144": Text(
        "warning", "Để lại: hạn nộp nêu trong thư là ngày {old}, nay là {new}.", "Bấm Đôn đốc lần nữa để soạn thư mới.",
    ),
    "MAIL_145": Text(
        "warning", "Để lại: thư nhắc trước hạn, nay hạn nộp ngày {day} đã qua.", "Bấm Đôn đốc lần nữa để soạn thư mới.",
    ),
    "MAIL_146": Text(
        "warning", "Để lại: thư đề nghị trả lời trước ngày {day}, ngày đó đã qua.", "Bấm Đôn đốc lần nữa để soạn thư mới.",
    ),
    "MAIL_147": Text("info", "Gửi lại chưa được: {reason}"),
    "MAIL_148": Text(
        "hint", "Thư nháp đã được rút, không tính là đã gửi.", "Xóa thư nháp còn trong thư mục hoặc trong Outlook.",
    ),
    "MAIL_149": Text(
        "warning", "Trang Thư, dòng {row}: «{text}» không có tác dụng khi tình trạng là «{state}» nên thư được để nguyên.",
        "Xóa ô Xử lý của dòng này; nếu đã có thư mới thay, chọn ở dòng của thư mới.",
    ),
    "MAIL_150": Text(
        "error", "Để lại: địa chỉ {address} ở trang Cơ quan được ghi cho cả {agency} và {other}.",
        "Sửa địa chỉ; nếu hai cơ quan dùng chung thật, ghi «Hộp thư dùng chung» ở cột Căn cứ, ghi chú của cả hai cơ quan.",
    ),
    "MAIL_151": Text(
        "error", "Để lại: ô Thư điện tử của cơ quan có phần không phải địa chỉ. {reason}",
        "Sửa ô này ở trang Cơ quan rồi bấm Gửi thư.",
    ),
    # In the calendar of who opens the file of the deadline.
    "MAIL_112": Text("info", "Hạn gửi phiếu báo cáo {period} về {to}."),
    "MAIL_113": Text("info", "{plan}: gửi phiếu báo cáo {period} về {to} chậm nhất ngày {day}."),
}
