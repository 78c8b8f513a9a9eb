"""The operations on a master."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    "BOOK_001": Text(
        "stop", "«{name}» không phải sổ điều phối của kehoach_xl.",
        "Đề nghị chọn đúng tệp sổ, hoặc tạo sổ mới bằng lệnh new.",
    ),
    "BOOK_002": Text(
        "stop", "Sổ không còn tên vùng «{name}», có thể cột tương ứng đã bị xóa.",
        "Đề nghị lấy lại bản sao gần nhất trong thư mục sao-luu.",
    ),
    "BOOK_003": Text(
        "stop", "Tên vùng «{name}» đang trỏ tới «{refers}», không phải một cột của sổ.",
        "Đề nghị lấy lại bản sao gần nhất trong thư mục sao-luu.",
    ),
    "BOOK_004": Text(
        "stop", "Trang «{sheet}» đã dùng hết {rows} dòng chuẩn bị sẵn.",
        "Đề nghị lưu sổ này và tạo sổ mới cho giai đoạn tiếp theo.",
    ),
    "BOOK_005": Text(
        "stop", "Sổ «{name}» do phiên bản mới hơn tạo ra (bố cục {layout}, phần mềm này đọc được đến {known}).",
        "Đề nghị cập nhật kehoach_xl rồi thực hiện lại.",
    ),
    "BOOK_006": Text(
        "stop", "Sổ không còn cột «{head}» của trang «{sheet}» (tên vùng {name}), có thể cột hoặc trang đã bị xóa.",
        "Đề nghị lấy lại bản sao gần nhất trong thư mục sao-luu.",
    ),
    "BOOK_007": Text(
        "stop", "Sổ «{name}» do phiên bản cũ tạo ra (bố cục {layout}, phần mềm này dùng bố cục {known}).",
        "Đề nghị tạo sổ mới bằng lệnh new rồi chuyển số liệu sang, hoặc dùng tiếp phiên bản cũ cho sổ này.",
    ),
    "BOOK_008": Text(
        "stop", "Trang ẩn _kehoach của sổ «{name}» đã bị sửa, không đọc được dữ kiện nữa.",
        "Đề nghị chạy lệnh rebuild để làm lại sổ từ nhật ký và bản gốc, hoặc lấy lại bản sao gần nhất trong thư mục sao-luu.",
    ),
    "BOOK_009": Text(
        "stop", "Ở trang «{sheet}», tiêu đề «{head}» không còn nằm trên cột của nó (tên vùng {name}): một chương trình "
        "khác đã chèn hoặc dời cột mà không dời tên vùng; chưa ghi gì.",
        "Đề nghị lấy lại bản sao gần nhất trong thư mục sao-luu, rồi chèn hoặc dời cột bằng Excel.",
    ),
    "EDIT_001": Text(
        "warning",
        "Giá trị nhập tại trang {sheet}, nhiệm vụ {code}, cột {column}, chưa xác định được thuộc cơ quan nào, hoặc trang "
        "Tiến độ đã có giá trị khác; đã ghi vào Nhật ký, chưa đưa vào số liệu.",
        "Đề nghị nhập tại trang Tiến độ, đúng dòng của cơ quan báo cáo.",
    ),
    "EDIT_002": Text(
        "warning",
        "Giá trị nhập tại trang {sheet}, nhiệm vụ {code}, cột {column}, thuộc kỳ {period} đã đóng; đã ghi vào Nhật ký, chưa "
        "đưa vào số liệu.",
        "Nếu cần sửa: mở lại kỳ này, ghi rõ lý do, rồi nhập lại.",
    ),
    "CHOICE_001": Text(
        "stop", "Ô «Điền sẵn nội dung kỳ trước» trên Bảng điều khiển ghi «{value}».", "Chọn Có hoặc Không rồi thực hiện lại.",
    ),
    "NEW_001": Text("stop", "Không có mẫu kế hoạch «{plan}».", "Các mẫu hiện có: {known}."),
    "NEW_002": Text("stop", "Tệp «{path}» đã có.", "Đề nghị chọn tên khác, hoặc thêm --overwrite nếu muốn thay tệp này."),
    "NEW_003": Text("stop", "Không ghi được «{path}»: {reason}.", "Đề nghị chọn thư mục khác."),
    "NEW_004": Text(
        "stop", "Tên sổ phải có đuôi .xlsm (có nút bấm) hoặc .xlsx (không macro); «{path}» không có.", "Đề nghị đặt lại tên tệp.",
    ),
    "PERIOD_001": Text(
        "stop",
        "Không có kỳ báo cáo «{period}».",
        "Ghi mã kỳ theo dạng: 2025 (năm); 2025-H1, 2025-H2 (6 tháng đầu, cuối năm); 2025-9T (9 tháng); "
        "2025-Q1 đến 2025-Q4 (quý); 2025-T01 đến 2025-T12 (tháng); 2025-CD1 (chuyên đề); 2025-DX1 (đột xuất).",
    ),
    "PERIOD_002": Text(
        "stop", "Kỳ {period} chưa mở trong sổ.", "Các kỳ đã có: {known}. Đề nghị thực hiện «Mở kỳ báo cáo» (lệnh open-period).",
    ),
    "PERIOD_003": Text("stop", "Sổ chưa mở kỳ báo cáo nào.", "Đề nghị thực hiện «Mở kỳ báo cáo» (lệnh open-period)."),
    "PERIOD_022": Text(
        "stop", "Chưa chọn kỳ báo cáo.",
        "Đề nghị chọn một kỳ ở ô «Kỳ đang xem» của Bảng điều khiển rồi thực hiện lại. Các kỳ đã mở: {known}.",
    ),
    "PERIOD_004": Text("stop", "Ngày «{value}» chưa đúng.", "Ghi theo dạng ngày/tháng/năm, ví dụ 15/12/2025."),
    "PERIOD_005": Text(
        "info",
        "Ô «Kỳ sẽ mở» trên Bảng điều khiển đang trống. Kỳ kế tiếp là {name} ({period}), hạn cơ quan nộp {deadline}.",
        "Mở kỳ này?",
    ),
    "PERIOD_006": Text(
        "stop", "Chưa rõ mở kỳ nào.",
        "Ghi mã kỳ vào ô «Kỳ sẽ mở» trên Bảng điều khiển, hoặc thêm --period; kỳ kế tiếp là {name}: --period {period}.",
    ),
    "PERIOD_007": Text(
        "stop", "Hạn cơ quan nộp {deadline} sớm hơn ngày bắt đầu kỳ {period} ({start}).",
        "Kiểm tra lại hạn, hoặc mã kỳ, rồi thực hiện lại.",
    ),
    "PERIOD_008": Text(
        "stop", "Kỳ {period} là kỳ chuyên đề hoặc đột xuất, cần ghi ngày bắt đầu và ngày kết thúc.",
        "Ghi hai ngày này và nội dung kỳ ở Bảng điều khiển (hoặc --since, --until, --name) rồi mở kỳ.",
    ),
    "PERIOD_009": Text(
        "stop", "Kỳ {period} đã đóng ngày {closed}, không nhận thêm số liệu.",
        "Nếu cần bổ sung: ghi mã kỳ và lý do mở lại ở Bảng điều khiển rồi thực hiện «Mở kỳ báo cáo».",
    ),
    "PERIOD_010": Text(
        "stop", "Trang Thiết lập ghi hạn «{value}» cho kỳ «{part}», chưa rõ là ngày nào.",
        "Ghi theo dạng «trước ngày 05/11», «10/6»; đối với tháng: «ngày 20» hoặc «ngày 05 tháng sau».",
    ),
    "PERIOD_011": Text(
        "stop", "Kỳ {period}: từ ngày {since} đến ngày {until} chưa đúng thứ tự.", "Kiểm tra lại các ngày của kỳ.",
    ),
    "PERIOD_012": Text(
        "stop", "Kỳ {period} mang mã năm {year} nhưng kéo dài từ {since} đến {until}.", "Kiểm tra lại mã kỳ hoặc các ngày của kỳ.",
    ),
    "PERIOD_013": Text(
        "stop", "Nhiệm vụ được hỏi của kỳ {period} có «{pieces}» không có trong phụ lục.",
        "Ghi mã chỉ số, mã nhiệm vụ hoặc khoảng, cách nhau bằng dấu chấm phẩy, ví dụ 1; 2.3; 4.1-4.5; để trống là hỏi tất cả.",
    ),
    "PERIOD_014": Text(
        "stop", "Kỳ {period} đã đóng ngày {closed}; mở lại cần có lý do.",
        "Ghi lý do ở ô «Lý do mở lại» trên Bảng điều khiển (hoặc --reason) rồi thực hiện lại.",
    ),
    "PERIOD_015": Text("stop", "Kỳ {period} đã đóng ngày {closed}.", "Không cần làm gì thêm."),
    "PERIOD_016": Text(
        "info",
        "Kỳ {name} ({period}) còn {waiting} cơ quan chưa gửi phiếu, {unreported} dòng chưa báo cáo, {conflicts} xung đột chưa "
        "xử lý. Sau khi đóng, kỳ này không nhận thêm phiếu và chỉnh sửa.",
        "Đóng kỳ này?",
    ),
    "PERIOD_017": Text(
        "info", "Kỳ {name} ({period}) chưa phát phiếu, chưa có số liệu nào.", "Xóa kỳ này khỏi sổ?",
    ),
    "PERIOD_018": Text(
        "stop", "Kỳ {period} đã phát phiếu hoặc đã có số liệu nên không xóa được.", "Đóng kỳ này thay cho việc xóa.",
    ),
    "PERIOD_019": Text(
        "stop", "Dòng {row} trang Thiết lập có ngày nghỉ «{value}» chưa đúng.", "Ghi theo dạng ngày/tháng/năm, ví dụ 02/09/2026.",
    ),
    "PERIOD_020": Text(
        "warning", "Dòng {row} trang Xung đột thuộc kỳ {period} đã đóng; cách xử lý chưa được áp dụng.",
        "Mở lại kỳ này, ghi rõ lý do, rồi thực hiện lại.",
    ),
    "PERIOD_021": Text(
        "stop", "Hạn tổng hợp {report_by} sớm hơn hạn cơ quan nộp {deadline}.", "Ghi hạn tổng hợp từ ngày cơ quan nộp trở đi rồi thực hiện lại.",
    ),
    "SEND_001": Text(
        "stop", "Kỳ {period} không có nhiệm vụ nào để phát phiếu.", "Kiểm tra cơ quan chủ trì, hoặc tên cơ quan đã chọn.",
    ),
    "SEND_002": Text(
        "warning", "Nhiệm vụ {code} giao cho nhóm «{body}» chưa có thành viên: chưa gửi cho cơ quan nào của nhóm.",
        "Ghi các thành viên ở trang Cơ quan (dùng cho mọi nhiệm vụ của nhóm), hoặc ghi cơ quan báo cáo của riêng nhiệm vụ này vào cột «Cơ quan báo cáo» của trang Phụ lục, rồi phân phát lại.",
    ),
    "SEND_003": Text(
        "warning", "Nhiệm vụ {code} không ghi cơ quan chủ trì nào có trong trang Cơ quan: chưa gửi cho cơ quan nào.",
        "Ghi cơ quan chủ trì ở trang Phụ lục; nếu văn bản không giao cơ quan chủ trì thì ghi cơ quan báo cáo vào cột «Cơ quan báo cáo», rồi phân phát lại.",
    ),
    "SEND_004": Text("info", "{count} nhiệm vụ của {agency} được nhập trực tiếp tại trang Phụ lục, không gửi phiếu."),
    "SEND_005": Text("stop", "Không có cơ quan «{name}».", "Tên gần giống: {near}."),
    "SEND_006": Text("stop", "Không ghi được vào thư mục «{folder}»: {reason}.", "Đề nghị chọn thư mục khác."),
    "SEND_007": Text(
        "stop", "Sổ đã ghi lần phát này nhưng chưa chép được phiếu vào «{folder}»: {reason}.",
        "Đề nghị giải phóng chỗ hoặc chọn thư mục khác rồi phân phát lại.",
    ),
    "SEND_008": Text(
        "warning", "Thành viên «{member}» của nhóm «{group}» chưa có trong trang Cơ quan: chưa gửi phiếu.",
        "Ghi lại mã thành viên theo cột Mã.",
    ),
    "SEND_009": Text(
        "warning",
        "Nhiệm vụ {code}, phần của «{body}» chưa gửi: cơ quan này kết thúc hoạt động ngày {to}, nhiệm vụ được chia cho {successors}; sổ không tự chọn.",
        "Ghi cơ quan báo cáo của nhiệm vụ này vào cột «Cơ quan báo cáo» của trang Phụ lục, hoặc thay thành viên của nhóm ở trang Cơ quan, rồi phân phát lại.",
    ),
    "SEND_010": Text(
        "warning", "Nhiệm vụ {code}, phần của «{body}» chưa gửi: cơ quan này kết thúc hoạt động ngày {to}, chưa ghi cơ quan kế thừa.",
        "Ghi cơ quan kế thừa ở trang Cơ quan (dùng cho mọi nhiệm vụ), hoặc ghi cơ quan báo cáo của riêng nhiệm vụ này vào cột «Cơ quan báo cáo» của trang Phụ lục, rồi phân phát lại.",
    ),
    "SEND_011": Text(
        "warning", "Nhiệm vụ {code}, phần của «{body}» chưa gửi: cơ quan này kết thúc hoạt động ngày {to}, các cơ quan kế thừa dẫn vòng trở lại.",
        "Sửa cột Cơ quan kế thừa ở trang Cơ quan, hoặc ghi cơ quan báo cáo của nhiệm vụ này vào cột «Cơ quan báo cáo» của trang Phụ lục, rồi phân phát lại.",
    ),
    "SEND_012": Text(
        "warning", "Nhiệm vụ {code}, phần của «{body}» chưa gửi: cơ quan này hoạt động từ ngày {from}, sau khi kỳ này kết thúc.",
        "Kiểm tra cột Từ ngày ở trang Cơ quan, hoặc ghi cơ quan báo cáo của nhiệm vụ này vào cột «Cơ quan báo cáo» của trang Phụ lục, rồi phân phát lại.",
    ),
    "SEND_020": Text(
        "stop", "Phiếu sẽ có các cột trùng tên: {columns}.",
        "Đặt lại tên cột ở trang Thiết lập để mỗi cột một tên, khác cả các cột cố định của phiếu (STT, Thời gian thực hiện…).",
    ),
    "SEND_021": Text(
        "warning", "Cột «{column}» vẫn được hỏi: thiếu trạng thái thì báo cáo không tính được.",
        "Chọn lại Có ở cột «Hỏi cơ quan», trang Thiết lập.",
    ),
    "MERGE_001": Text("info", "Nhận phiếu của {agency}: {filled} ô có số liệu."),
    "MERGE_002": Text("warning", "Phiếu của {agency} để trống.", "Đề nghị cơ quan điền và gửi lại."),
    "MERGE_003": Text("info", "Giống hệt tệp «{first}», không tính lần nữa."),
    "MERGE_010": Text(
        "warning", "Tệp này không phải phiếu do sổ này phát ra.", "Đề nghị cơ quan điền vào đúng tệp đã nhận và gửi lại.",
    ),
    "MERGE_011": Text(
        "warning", "Phiếu có thông tin nhận dạng không khớp với bản đã phát nên không được gộp.",
        "Đề nghị gửi lại tệp gốc cho cơ quan điền.",
    ),
    "MERGE_012": Text("warning", "Phiếu này thuộc kế hoạch khác ({plan}).", "Chuyển tệp sang thư mục của kế hoạch đó."),
    "MERGE_013": Text(
        "warning", "Phiếu của {agency} thuộc kỳ {period}, đang gộp kỳ {wanted}.", "Chọn kỳ {period} ở Bảng điều khiển rồi bấm Gộp báo cáo.",
    ),
    "MERGE_014": Text(
        "warning", "Phiếu của {agency} có mã dòng không thuộc phiếu đã phát ({rows}).",
        "Có thể dòng được chép từ phiếu khác; đề nghị cơ quan gửi lại trên tệp gốc.",
    ),
    "MERGE_015": Text(
        "warning", "Hai nơi lưu thông tin nhận dạng của phiếu {agency} không khớp nhau.", "Đề nghị cơ quan gửi lại trên tệp gốc.",
    ),
    "MERGE_016": Text("warning", "Phiếu của {agency} do phiên bản mới hơn tạo ra.", "Cập nhật kehoach_xl rồi gộp lại."),
    "MERGE_017": Text(
        "warning", "Tệp «{name}» không còn cột {columns}.",
        "Đề nghị cơ quan gửi lại trên tệp gốc, không xóa cột, không đổi tiêu đề.",
    ),
    "MERGE_018": Text(
        "warning", "Nhiệm vụ {code} có nhiều dòng ghi khác nhau (dòng {row}); những ô khác nhau chờ quyết định.", "Chọn ở trang Xung đột, hoặc hỏi lại cơ quan dòng nào đúng.",
    ),
    "MERGE_019": Text(
        "hint", "Ô khóa của nhiệm vụ {code} (dòng {row}) bị sửa; phần sửa không được đưa vào sổ.", "Xem lại nếu cơ quan đề nghị điều chỉnh.",
    ),
    "MERGE_020": Text(
        "warning", "Dòng {row} trang Xung đột chọn Nhập tay nhưng giá trị «{entered}» chưa dùng được.", "Ghi lại giá trị ở cột Giá trị nhập tay.",
    ),
    "MERGE_021": Text("warning", "Ô chứa công thức hoặc lỗi, không có giá trị.", "Hỏi lại cơ quan số liệu của ô này."),
    "MERGE_022": Text("hint", "Một ô nhập là công thức; chỉ lấy kết quả «{value}».", ""),
    "MERGE_023": Text("hint", "Thiếu {count} dòng so với phiếu đã phát (nhiệm vụ {codes}).", "Các dòng thiếu giữ số liệu đang có."),
    "MERGE_024": Text("hint", "Tên tệp nhắc đến {said} nhưng nội dung là phiếu của {agency}; nhận theo nội dung.", ""),
    "MERGE_025": Text(
        "warning", "Dòng {row} trang Xung đột có cách xử lý «{choice}» không nằm trong danh sách.", "Chọn lại trong danh sách thả xuống.",
    ),
    "MERGE_026": Text(
        "warning", "Dòng {row} trang Xung đột chọn Lấy số liệu gửi về nhưng «{theirs}» chưa hiểu được theo một cách duy nhất.",
        "Chọn Nhập tay và ghi giá trị đúng, hoặc đề nghị cơ quan gửi lại.",
    ),
    "MERGE_027": Text(
        "hint", "{count} ô ghi ở cột không hỏi trong phiếu này ({columns}) không được đưa vào sổ.",
        "Nếu cần nội dung đó, ghi trực tiếp vào trang Tiến độ; muốn hỏi cơ quan thì chọn Có ở trang Thiết lập rồi phân phát lại.",
    ),
    "MERGE_029": Text(
        "stop", "«{path}» là tệp, không phải thư mục.", "Ghi thư mục chứa các tệp gửi về; tên sổ ghi sau --master.",
    ),
    "MERGE_030": Text("stop", "Không tìm thấy thư mục «{folder}».", "Đề nghị kiểm tra lại đường dẫn thư mục nhận về."),
    "MERGE_031": Text("stop", "Thư mục «{folder}» chưa có tệp nào.", "Chép các tệp cơ quan gửi về vào thư mục này rồi gộp lại."),
    "MERGE_033": Text(
        "stop", "Thư mục «{folder}» có {count} tệp nhưng không có phiếu nào của sổ này: {reason}",
        "Kiểm tra lại đã chọn đúng thư mục và đúng sổ.",
    ),
    "MERGE_040": Text(
        "info",
        "{files} tệp, {accepted} phiếu được nhận; {total} ô có số liệu = {applied} ghi mới + {equal} không đổi + "
        "{conflict} xung đột + {superseded} bản cũ + {rejected} không nhận.",
    ),
    "MERGE_201": Text(
        "warning", "Thư gửi phiếu này ghi ngày {sent}, sau hôm nay; lấy thời điểm lưu trong tệp.",
        "Kiểm tra lại thư, hoặc ngày giờ của máy này.",
    ),
    "MERGE_202": Text(
        "hint", "Thư gửi ngày {sent} nhưng tệp được lưu ngày {saved}; tính theo ngày của thư.",
        "Kiểm tra lại đây có đúng là bản mới nhất của cơ quan.",
    ),
    "MERGE_203": Text(
        "warning", "Tệp «{file}»: cột «Nhận cho cơ quan» ghi «{value}», chưa có trong trang Cơ quan.",
        "Tên gần giống: {near}. Chọn mã cơ quan trong danh sách.",
    ),
    "MERGE_204": Text(
        "warning", "Tệp «{file}»: cách xử lý chưa áp dụng được. {reason}", "Xem lại dòng của tệp ở trang Tệp gửi về.",
    ),
    "MERGE_205": Text(
        "info", "Tệp được để sang một bên theo lựa chọn của anh/chị.", "Muốn nhận lại thì chọn Nhận ở cột Cách xử lý rồi bấm Xử lý xung đột.",
    ),
    "MERGE_206": Text(
        "warning", "Tệp «{file}» đã được nhận từ trước.", "Muốn bỏ số liệu của tệp này thì dùng Hoàn tác, hoặc sửa ở trang Tiến độ.",
    ),
    "MERGE_207": Text(
        "warning", "Tệp «{file}»: cách xử lý «{choice}» không có trong danh sách.", "Chọn {known}.",
    ),
    "MERGE_208": Text(
        "warning", "Bản gốc của tệp này không còn trong thư mục ban-goc, hoặc đã bị sửa.", "Chép lại tệp vào thư mục nhận về rồi gộp.",
    ),
    "MERGE_209": Text("info", "Người thực hiện xác nhận: nhận tệp này cho {agency}."),
    "MERGE_210": Text("info", "Người thực hiện quyết định: để tệp này sang một bên."),
    "MERGE_211": Text("info", "Cách xử lý tệp này đã được hoàn tác.", "Gộp lại, hoặc chọn lại cách xử lý rồi bấm Xử lý xung đột."),
    "MERGE_212": Text(
        "warning", "Tệp «{file}» thuộc kỳ {period} đã đóng; cách xử lý chưa được áp dụng.", "Mở lại kỳ này, ghi rõ lý do, rồi thực hiện lại.",
    ),
    "MERGE_213": Text(
        "info", "Tệp này đã được nhận ở kỳ {period}, không tính cho kỳ này.",
        "Nếu nhận nhầm kỳ: hoàn tác lần nhận đó, hoặc đề nghị cơ quan gửi lại phiếu của kỳ này.",
    ),
    "MERGE_240": Text("info", "… và {count} tệp khác bên trong không phải phiếu."),
    "MERGE_241": Text("info", "Trang không đủ dòng để kê riêng các tệp này; số ô của chúng được cộng ở dòng này."),
    "MERGE_242": Text("info", "Và {count} mục nữa, xem trong tệp gửi về."),
    "MERGE_214": Text(
        "warning", "Tệp «{file}»: các dòng của cùng một tệp chọn cách xử lý khác nhau; chưa áp dụng.",
        "Để lại một lựa chọn, ở dòng không ghi «Trùng».",
    ),
    "APPLY_001": Text("stop", "Không có xung đột hay tệp nào đang chờ xử lý.", "Không cần làm gì thêm."),
    "APPLY_002": Text(
        "stop", "Chưa chọn cách xử lý nào (đang chờ: {count}).",
        "Chọn ở cột «Cách xử lý» của trang Xung đột, hoặc của trang Tệp gửi về, rồi thực hiện lại.",
    ),
    "APPLY_011": Text(
        "warning", "{where}: cách xử lý «{choice}» không dùng được cho nhiều dòng.", "Chọn {known}.",
    ),
    "APPLY_012": Text("warning", "{where}: cơ quan «{value}» chưa có trong trang Cơ quan.", "Chọn mã cơ quan trong danh sách, hoặc để trống."),
    "APPLY_013": Text("warning", "{where}: cột «{value}» không phải cột báo cáo.", "Chọn tên cột trong danh sách, hoặc để trống."),
    "APPLY_014": Text(
        "warning", "{where}: không có xung đột nào phù hợp mà chưa chọn cách xử lý riêng.", "Kiểm tra lại mã cơ quan và cột, hoặc xóa dòng này.",
    ),
    "APPLY_015": Text(
        "warning", "{where}: {count} xung đột có giá trị gửi về chưa hiểu được theo một cách duy nhất nên không lấy.",
        "Xử lý riêng từng dòng: chọn Nhập tay và ghi giá trị đúng, hoặc giữ số liệu đang có.",
    ),
    "APPLY_016": Text(
        "warning", "{lines}: chọn trái ngược nhau cho {count} xung đột nên không áp dụng cho các xung đột này.",
        "Để lại một trong các dòng đó, hoặc chọn riêng từng xung đột.",
    ),
    "APPLY_017": Text(
        "warning", "{where}: {count} xung đột thuộc kỳ đã đóng nên không áp dụng.", "Mở lại kỳ này, ghi rõ lý do, rồi thực hiện lại.",
    ),
    "AMEND_001": Text(
        "stop", "Trang Điều chỉnh không có dòng nào chờ áp dụng.", "Ghi điều chỉnh vào dòng trống của trang Điều chỉnh rồi thực hiện lại.",
    ),
    "AMEND_002": Text("info", "{kind} từ ngày {day} (văn bản {document})."),
    "AMEND_003": Text("info", "{kind} từ ngày {day}: {before} → {value} (văn bản {document})."),
    "AMEND_004": Text("info", "{kind}: {code}, có hiệu lực từ ngày {day}."),
    "AMEND_010": Text("warning", "Dòng {row}: loại điều chỉnh «{value}» không có trong danh sách.", "Chọn một trong: {known}."),
    "AMEND_011": Text("warning", "Dòng {row}: phụ lục không có {of} số thứ tự «{value}».", "Ghi đúng số thứ tự như cột STT của trang Phụ lục."),
    "AMEND_012": Text("warning", "Dòng {row}: {what} «{value}» chưa đúng.", "Ghi theo dạng ngày/tháng/năm, ví dụ 05/11/2025."),
    "AMEND_013": Text("warning", "Dòng {row}: chưa ghi số, ký hiệu văn bản quyết định điều chỉnh.", "Ghi số, ký hiệu văn bản, ví dụ 12/QĐ-UBND."),
    "AMEND_014": Text("warning", "Dòng {row}: chưa ghi {what}.", "Ghi nội dung theo văn bản điều chỉnh."),
    "AMEND_015": Text(
        "warning", "Dòng {row}: thời gian thực hiện «{value}» chưa hiểu được.",
        "Ghi theo một dạng đã biết, ví dụ 2025 - 2030; Quý II/2026; trước ngày 15/11; Thường xuyên.",
    ),
    "AMEND_016": Text(
        "warning", "Dòng {row}: cơ quan «{value}» chưa có trong trang Cơ quan.", "Tên gần giống: {near}. Sửa lại tên, hoặc bổ sung ở trang Cơ quan.",
    ),
    "AMEND_017": Text("warning", "Dòng {row}: {what} của {code} đang đúng như vậy, không có gì thay đổi.", "Xóa dòng này, hoặc ghi nội dung mới."),
    "AMEND_018": Text("warning", "Dòng {row}: {code} đã được bổ sung hoặc đã dừng theo một dòng khác.", "Xóa dòng này nếu trùng."),
    "AMEND_019": Text("warning", "Dòng {row}: {reason}", "Ghi lại giá trị theo văn bản."),
    "AMEND_020": Text("warning", "Dòng {row}: số thứ tự {code} không thuộc chỉ số hay nhóm nhiệm vụ nào.", "Ghi số thứ tự bắt đầu bằng số của chỉ số hoặc nhóm, ví dụ 2.5 hoặc IV.2.3."),
    "AMEND_021": Text(
        "warning", "Dòng {row}: số thứ tự {code} đã là của nhiệm vụ «{content}».", "Ghi số thứ tự chưa dùng cho nhiệm vụ bổ sung.",
    ),
    "AMEND_022": Text("warning", "Dòng {row}: ngày văn bản {day} sau ngày hôm nay.", "Ghi lại ngày ghi trên văn bản."),
    "AMEND_023": Text("warning", "Dòng {row}: ngày có hiệu lực {day} trước năm cơ sở {year} của kế hoạch.", "Ghi lại ngày có hiệu lực."),
    "AMEND_024": Text(
        "warning", "Dòng {row}: cơ quan «{value}» không còn hoạt động vào ngày có hiệu lực.", "Giao cho cơ quan kế thừa: {successor}.",
    ),
    "AMEND_025": Text("warning", "Dòng {row}: nhiệm vụ {code} đã dừng từ sau ngày {day}.", "Xóa dòng này, hoặc ghi lại ngày có hiệu lực."),
    "AMEND_026": Text(
        "warning", "Dòng {row}: đã có điều chỉnh {other} cùng loại của {code}, cùng ngày có hiệu lực.", "Giữ một điều chỉnh; hoàn tác điều chỉnh kia nếu nhầm.",
    ),
    "AMEND_027": Text(
        "warning", "Dòng {row}: số thứ tự {code} đang là số nên không phân biệt được với {code}0.", "Định dạng ô là Văn bản (Text) rồi ghi lại số thứ tự.",
    ),
    "ENTER_001": Text(
        "stop", "Trang Nhập thay không có dòng nào chờ nhập.", "Ghi báo cáo vào dòng trống của trang Nhập thay rồi thực hiện lại.",
    ),
    "ENTER_002": Text("info", "{name} của {agency}, nhận ngày {day}: {filled} ô có số liệu."),
    "ENTER_010": Text("warning", "Dòng {row}: cơ quan «{value}» chưa có trong trang Cơ quan.", "Tên gần giống: {near}. Ghi lại tên hoặc mã cơ quan."),
    "ENTER_011": Text("warning", "Dòng {row}: {reason}", "Chọn kỳ trong danh sách, hoặc để trống để dùng kỳ đang xem."),
    "ENTER_012": Text("warning", "Dòng {row}: phụ lục không có nhiệm vụ «{value}».", "Ghi đúng số thứ tự như cột STT của trang Phụ lục."),
    "ENTER_013": Text("warning", "Dòng {row}: hình thức «{value}» không có trong danh sách.", "Chọn một trong: {known}."),
    "ENTER_014": Text("warning", "Dòng {row}: chưa ghi số, ký hiệu báo cáo.", "Ghi số, ký hiệu trên văn bản, ví dụ 12/BC-STC."),
    "ENTER_015": Text("warning", "Dòng {row}: ngày nhận «{value}» chưa đúng.", "Ghi ngày nhận theo dạng ngày/tháng/năm, không sau ngày hôm nay."),
    "ENTER_016": Text("warning", "Dòng {row}: ngày báo cáo «{value}» chưa đúng.", "Ghi ngày ghi trên văn bản, không sau ngày nhận."),
    "ENTER_017": Text("warning", "Dòng {row}: chưa có số liệu nào.", "Ghi ít nhất trạng thái hoặc kết quả của nhiệm vụ."),
    "ENTER_018": Text("warning", "Dòng {row}, cột {column}: {reason}", "Ghi lại giá trị theo văn bản."),
    "ENTER_019": Text("warning", "Dòng {row}: nhiệm vụ này của cùng văn bản đã ghi ở dòng {other}.", "Gộp hai dòng làm một."),
    "ENTER_020": Text("warning", "Dòng {row}: kỳ {period} đã đóng.", "Mở lại kỳ (ghi lý do) rồi nhập."),
    "ENTER_021": Text(
        "warning", "Dòng {row}: nhiệm vụ {code} không do {agency} báo cáo trong kỳ này.",
        "Ghi đúng cơ quan chủ trì, hoặc ghi cơ quan này vào cột Cơ quan báo cáo của trang Phụ lục.",
    ),
    "ENTER_022": Text("hint", "Dòng {row}: nội dung này của cùng văn bản đã nhập ở dòng {other}.", "Không cần nhập lại."),
    "ENTER_023": Text(
        "warning", "Dòng {row}: số thứ tự {code} đang là số nên không phân biệt được với {code}0.", "Định dạng ô là Văn bản (Text) rồi ghi lại số thứ tự.",
    ),
    "ENTER_024": Text(
        "warning", "Dòng {row}: văn bản này ở dòng {other} ghi ngày nhận {day}.", "Ghi cùng một ngày nhận cho mọi dòng của một văn bản.",
    ),
    "ENTER_025": Text(
        "warning", "Dòng {row}: {agency} là đơn vị điều phối, không nhập thay.", "Nhập thẳng vào trang Phụ lục hoặc Tiến độ.",
    ),
    "UNDO_001": Text("stop", "Chưa có thao tác nào để hoàn tác.", "Không cần làm gì thêm."),
    "REPAIR_001": Text(
        "stop", "Trang Kiểm tra chưa có đề nghị sửa nào.", "Đề nghị thực hiện «Kiểm tra» (lệnh check) trước rồi xem cột Đề nghị sửa thành.",
    ),
    "REPAIR_002": Text(
        "stop", "Trang Kiểm tra có {count} đề nghị sửa nhưng chưa dòng nào ghi Có ở cột Sửa giúp.",
        "Chọn Có ở những dòng đồng ý sửa rồi thực hiện lại.",
    ),
    "REPAIR_010": Text("info", "Sửa {count} ô theo cột «Đề nghị sửa thành» của trang Kiểm tra?", "Nút Hoàn tác đưa các ô trở lại như cũ; riêng ô báo cáo giữ cách ghi mới."),
    "CONS_001": Text("stop", "Không tìm thấy thư mục «{folder}».", "Đề nghị kiểm tra lại đường dẫn thư mục chứa các sổ."),
    "CONS_002": Text(
        "stop", "Thư mục «{folder}» không có tệp Excel nào.", "Chép các sổ điều phối vào thư mục này (mỗi sổ một thư mục con cũng được) rồi thực hiện lại.",
    ),
    "CONS_003": Text(
        "stop", "Tệp «{path}» đã có và không phải bản tổng hợp chung nên không được thay.", "Đề nghị chọn tên khác bằng --out.",
    ),
    "CONS_004": Text("stop", "Bản tổng hợp chung phải có đuôi .xlsx; «{path}» không có.", "Đề nghị đặt lại tên tệp ở --out."),
    "CONS_005": Text("stop", "Không ghi được vào thư mục «{folder}».", "Đề nghị chọn nơi ghi khác bằng --out."),
    "CONS_006": Text("warning", "Không đọc được tệp «{name}»: {reason}.", "Đóng tệp ở chương trình khác, kiểm tra quyền đọc rồi thực hiện lại."),
    "CONS_007": Text(
        "warning", "Tệp «{name}» bị lỗi ngoài dự kiến khi đọc, chi tiết ghi ở {log}.", "Mở sổ, chạy Kiểm tra; nếu vẫn lỗi, gửi tệp chi tiết cho người hỗ trợ.",
    ),
    "CONS_010": Text("hint", "Giống hệt tệp «{newer}», không tính lần nữa.", "Có thể xóa bản này."),
    "CONS_011": Text(
        "warning", "Bản cũ của sổ «{plan}»; bản mới hơn «{newer}» được tính.", "Kiểm tra lại bản được tính; cất bản cũ ra ngoài thư mục.",
    ),
    "CONS_012": Text(
        "warning", "Hai tệp «{one}» và «{other}» cùng kế hoạch «{plan}», cùng cơ quan ban hành, có thể là hai bản của một sổ; đang tính cả hai.",
        "Nếu đúng là một sổ, cất một bản ra ngoài thư mục rồi thực hiện lại.",
    ),
    "CONS_013": Text(
        "hint", "Sổ «{name}» đang được {user} mở: số liệu tính theo lần lưu gần nhất.", "Lưu sổ rồi thực hiện lại nếu cần số mới nhất.",
    ),
}
