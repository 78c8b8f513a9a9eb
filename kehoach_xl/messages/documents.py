"""What is said of the document of a plan: reading it, and what was understood or is unsure."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    # -- IMPORT_001–039: the file cannot be read (intake/readers) ------------------------------------
    "IMPORT_001": Text("stop", "Không tìm thấy tệp «{name}».", "Đề nghị kiểm tra lại tên tệp và thư mục."),
    "IMPORT_002": Text(
        "stop", "«{name}» là thư mục hoặc mục đặc biệt của hệ thống, không phải tệp văn bản.",
        "Đề nghị chọn tệp Word, Excel, PDF hoặc văn bản thuần (.txt).",
    ),
    "IMPORT_003": Text(
        "stop", "Không đọc được tệp «{name}» ({reason}).", "Đề nghị đóng tệp ở chương trình khác, kiểm tra quyền đọc rồi nhập lại.",
    ),
    "IMPORT_004": Text("stop", "Tệp «{name}» không có nội dung.", "Đề nghị xin lại văn bản ở nơi gửi."),
    "IMPORT_005": Text(
        "stop", "Tệp «{name}» chưa tải về hoặc chưa chép xong.", "Đề nghị chờ đồng bộ, chép xong rồi nhập lại.",
    ),
    "IMPORT_006": Text(
        "stop", "Tệp «{name}» lớn {size} MB, quá giới hạn {limit} MB.", "Đề nghị bỏ bớt ảnh, tệp nhúng rồi nhập lại.",
    ),
    "IMPORT_007": Text(
        "stop", "Tệp «{name}» không phải văn bản đọc được ({what}).",
        "Đề nghị dùng bản gốc Word (.docx), Excel (.xlsx), PDF có chữ hoặc văn bản thuần (.txt).",
    ),
    "IMPORT_008": Text(
        "stop", "Tệp «{name}» là văn bản Word kiểu cũ (.doc) hoặc trình chiếu kiểu cũ.",
        "Đề nghị mở bằng Word, chọn «Lưu thành» kiểu «Word Document (*.docx)» rồi nhập tệp mới.",
    ),
    "IMPORT_009": Text(
        "stop", "Tệp «{name}» là {what}, chương trình không đọc kiểu này.",
        "Đề nghị mở bằng chương trình đã tạo ra tệp, lưu thành .docx hoặc .xlsx rồi nhập tệp mới.",
    ),
    "IMPORT_010": Text(
        "stop", "Tệp «{name}» là thư điện tử hoặc tệp nén, văn bản nằm bên trong.",
        "Đề nghị lưu văn bản đính kèm ra ngoài (hoặc giải nén) rồi nhập chính tệp đó.",
    ),
    "IMPORT_011": Text(
        "stop", "Tệp «{name}» đặt mật khẩu mở tệp nên chưa đọc được.", "Đề nghị nhập lại kèm mật khẩu, hoặc bỏ mật khẩu rồi nhập lại.",
    ),
    "IMPORT_012": Text(
        "stop", "Mật khẩu đã cho không mở được tệp «{name}».", "Đề nghị kiểm tra chữ hoa, chữ thường, dấu rồi nhập lại.",
    ),
    "IMPORT_013": Text(
        "stop", "Tệp «{name}» được bảo vệ theo cách chương trình không mở được, kể cả khi có mật khẩu.",
        "Đề nghị xin bản không mã hóa, không phân quyền (IRM) ở nơi gửi.",
    ),
    "IMPORT_014": Text(
        "stop", "Tệp «{name}» bị hỏng hoặc bị cắt cụt ({reason}).", "Đề nghị mở thử tệp; không mở được thì xin lại văn bản ở nơi gửi.",
    ),
    "IMPORT_015": Text(
        "stop", "Tệp «{name}» có cấu trúc bất thường (giải nén quá lớn, thành phần chồng nhau hoặc khai báo lạ) nên không được đọc.",
        "Đề nghị không mở tệp này; kiểm tra lại với nơi gửi.",
    ),
    "IMPORT_016": Text(
        "stop", "Tệp «{name}» mất quá {seconds} giây mà chưa đọc xong nên dừng đọc.",
        "Đề nghị tách riêng kế hoạch và phụ lục ra tệp ngắn hơn, hoặc dùng bản gốc Word.",
    ),
    "IMPORT_017": Text(
        "stop", "Tệp «{name}» cần quá nhiều bộ nhớ nên dừng đọc.",
        "Đề nghị tách riêng kế hoạch và phụ lục ra tệp ngắn hơn, hoặc dùng bản gốc Word.",
    ),
    "IMPORT_018": Text(
        "stop", "Tệp «{name}» làm bộ đọc dừng đột ngột (tệp hỏng hoặc có cấu trúc bất thường).",
        "Đề nghị mở bằng Word hoặc Excel, lưu thành tệp mới rồi nhập lại.",
    ),
    "IMPORT_019": Text(
        "stop", "Tệp «{name}» quá dài: hơn {limit} {what}.", "Đề nghị tách riêng kế hoạch và phụ lục ra một tệp rồi nhập lại.",
    ),
    "IMPORT_020": Text(
        "stop", "Tệp «{name}» là bản quét: trang {pages} chỉ có ảnh, không có chữ để đọc.",
        "Đề nghị xin bản gốc Word, Excel hoặc tệp PDF xuất từ Word (bôi đen được chữ).",
    ),
    "IMPORT_021": Text(
        "warning", "Trang {pages} là ảnh quét, không có chữ nên chưa được đọc.",
        "Đề nghị xem các trang này; nếu có nhiệm vụ thì ghi bổ sung hoặc dùng bản gốc Word.",
    ),
    "IMPORT_022": Text(
        "stop", "Chữ trong tệp «{name}» không đọc được: phông không kèm bảng mã Unicode hoặc không phải tiếng Việt.",
        "Đề nghị dùng bản gốc Word, hoặc mở bằng Word rồi xuất lại PDF với phông Times New Roman.",
    ),
    "IMPORT_023": Text(
        "warning", "Văn bản gõ bằng bảng mã {encoding}, đã chuyển sang Unicode ({count} đoạn).",
        "Đề nghị đối chiếu vài chỗ với bản gốc.",
    ),
    "IMPORT_024": Text("stop", "Tệp «{name}» không có chữ nào.", "Đề nghị kiểm tra đã chọn đúng tệp chưa."),
    "IMPORT_025": Text(
        "stop", "Không khởi động được tiến trình đọc tệp; chưa tạo tệp nào. {reason}",
        "Đề nghị kiểm tra phần mềm bảo vệ máy có chặn Python không, rồi thực hiện lại.",
    ),
    "IMPORT_026": Text(
        "info", "Tệp có {count} chỗ sửa đổi chưa chấp nhận (Track Changes): đã lấy phần thêm, bỏ phần xóa.",
    ),
    "IMPORT_027": Text(
        "warning", "Không đọc trang tính ẩn: {sheets}.", "Nếu trang ẩn có nhiệm vụ, đề nghị bỏ ẩn trong Excel rồi nhập lại.",
    ),
    # -- IMPORT_028–036: sheets, cells and rows of tables ---------------------------------------------
    "IMPORT_028": Text(
        "warning", "Trang tính «{sheet}» có dòng ẩn, vẫn được đọc: {rows}.",
        "Đề nghị xem các dòng này có thuộc kế hoạch hay không.",
    ),
    "IMPORT_029": Text(
        "warning", "Trang tính «{sheet}» có công thức chưa có kết quả: {cells}.",
        "Đề nghị mở tệp bằng Excel, lưu lại rồi nhập lại.",
    ),
    "IMPORT_030": Text("warning", "«{raw}» được hiểu như ô phía trên: «{text}».", "Đề nghị xem lại."),
    "IMPORT_031": Text("warning", "«{raw}» chỉ ô phía trên nhưng phía trên không có nội dung.", "Đề nghị ghi rõ."),
    "IMPORT_032": Text("warning", "Ô là công thức chưa có kết quả: «{raw}».", "Đề nghị ghi rõ."),
    "IMPORT_033": Text(
        "warning", "Cột «{heading}» ghi chung chủ trì và phối hợp; cơ quan ghi đầu được hiểu là chủ trì.",
        "Đề nghị xem lại.",
    ),
    "IMPORT_035": Text(
        "warning", "Trang tính «{sheet}» được xếp thành một nhóm, đánh số {code}.", "Đề nghị xem lại số và tên nhóm.",
    ),
    "IMPORT_036": Text(
        "warning", "Chủ trì và phối hợp được tách theo phần ghi trong ngoặc của ô: «{raw}».", "Đề nghị xem lại.",
    ),
    "IMPORT_037": Text("warning", "«{raw}» được hiểu là «{text}» theo tiêu đề cột.", "Đề nghị xem lại."),
    "IMPORT_038": Text(
        "warning", "Chỉ số số {printed} ở bảng kết quả trùng số với dòng khác của phụ lục; được đánh số {code}.",
        "Đề nghị xem lại số của chỉ số.",
    ),
    "IMPORT_039": Text("info", "Bảng kết quả ghi cơ quan phụ trách chỉ số này: {names}."),
    # -- IMPORT_040–059: tables and the appendix -----------------------------------------------------
    "IMPORT_040": Text("warning", "Tiêu đề cột «{heading}» được hiểu là «{alias}».", "Đề nghị xem lại các ô của cột này."),
    "IMPORT_041": Text("warning", "Cột năm {year} được hiểu là mục tiêu vì là năm sau.", "Đề nghị xem lại."),
    "IMPORT_042": Text("warning", "Dòng không ghi số thứ tự; được đánh số {code}.", "Đề nghị xem lại số và nhóm của nhiệm vụ."),
    "IMPORT_043": Text("warning", "Văn bản không nêu cơ quan chủ trì.", "Đề nghị ghi cơ quan chủ trì."),
    "IMPORT_044": Text("warning", "Văn bản không nêu thời gian thực hiện.", "Đề nghị xem lại."),
    "IMPORT_045": Text("warning", "«{raw}» không đọc được là điểm số hoặc xếp hạng.", "Đề nghị ghi lại."),
    "IMPORT_046": Text("warning", "Số thứ tự {code} có ở nhiều dòng.", "Đề nghị ghi lại số thứ tự."),
    "IMPORT_047": Text("warning", "Số thứ tự nhảy từ {before} sang {code}.", "Đề nghị xem văn bản có thiếu dòng hay không."),
    "IMPORT_048": Text(
        "warning", "Ô ghi số {printed} đứng sau {before}; được hiểu là {code} vì bảng tính bỏ số 0 ở cuối.",
        "Đề nghị xem lại số thứ tự.",
    ),
    "IMPORT_049": Text("warning", "Nhóm không ghi số thứ tự; được đánh số {code}.", "Đề nghị xem lại."),
    "IMPORT_050": Text(
        "warning", "Dòng đầu trang không ghi số thứ tự nhưng có đủ các ô; được đọc là một nhiệm vụ riêng.",
        "Đề nghị xem có phải phần tiếp theo của dòng trên hay không.",
    ),
    "IMPORT_051": Text("warning", "Cơ quan hoặc thời gian lấy theo dòng {code} vì dòng này để trống.", "Đề nghị xem lại."),
    "IMPORT_052": Text("info", "Nội dung của cột «{heading}», dòng {code}."),
    "IMPORT_053": Text(
        "warning", "Các cột dính vào nhau; có nhiều cách tách hợp lý, đã chọn cách tách ra nhiều tên cơ quan trong danh mục nhất.",
        "Đề nghị xem lại các ô của dòng này.",
    ),
    "IMPORT_054": Text(
        "warning", "Các cột dính vào nhau và «{name}» chưa có trong danh mục cơ quan; ranh giới của ô được suy đoán theo chữ đầu và chỗ xuống dòng.",
        "Đề nghị xem lại các ô của dòng này.",
    ),
    "IMPORT_055": Text(
        "warning", "Phụ lục ở dạng chữ có thứ tự cột chưa đọc được; nội dung được giữ nguyên từng dòng.",
        "Đề nghị nhập văn bản bằng tệp Word, PDF hoặc Excel có bảng.",
    ),
    "IMPORT_056": Text("info", "Bản in có thể có lỗi gõ: «{raw}»; giữ nguyên như bản in."),
    "IMPORT_057": Text("info", "Dòng cuối bảng hoặc ghi chú của phụ lục, không phải nhiệm vụ."),
    "IMPORT_058": Text(
        "warning", "Có bảng chưa đọc được: {place}, {rows} dòng; nội dung ở các dòng Chưa xếp loại.",
        "Đề nghị xem bảng này, ghi vào bảng Xem lại những dòng thuộc kế hoạch.",
    ),
    # -- IMPORT_060–069: bodies ----------------------------------------------------------------------
    "IMPORT_060": Text("warning", "Tên «{name}» thuộc nhiều cơ quan trong danh mục.", "Đề nghị ghi tên đầy đủ."),
    "IMPORT_061": Text(
        "warning", "«{name}» chưa có trong danh mục cơ quan; gần giống: {near}.",
        "Đề nghị xác nhận cơ quan hoặc ghi tên đúng.",
    ),
    "IMPORT_062": Text("info", "«{name}» chưa có trong danh mục cơ quan; sẽ ghi thành cơ quan mới."),
    "IMPORT_063": Text(
        "stop", "Không có danh mục cơ quan «{register}».", "Đề nghị chọn một danh mục có sẵn: {known}.",
    ),
    # -- IMPORT_070–109: prose: outline, tasks, lead clauses ------------------------------------------
    "IMPORT_070": Text(
        "warning", "Số thứ tự «{label}» không nối tiếp «{before}»; được giữ như bản in.",
        "Đề nghị kiểm tra có mục nào bị thiếu.",
    ),
    "IMPORT_071": Text("info", "Văn bản không nêu cơ quan chủ trì."),
    "IMPORT_072": Text("info", "Câu không ghi «chủ trì»; «{name}» đứng đầu câu nên được coi là cơ quan chủ trì."),
    "IMPORT_073": Text("info", "Được đề nghị, không được giao, nên chỉ ghi là phối hợp: {names}."),
    "IMPORT_074": Text("info", "Giao chung, không ghi cơ quan chủ trì, nên được coi là cùng chủ trì: {names}."),
    "IMPORT_075": Text("info", "Được giao ở câu sau của cùng đoạn, nên được coi là phối hợp: {names}."),
    "IMPORT_076": Text(
        "warning", "Bản in ghi «{printed}», danh mục ghi «{name}»; được giữ như bản in.",
        "Đề nghị xác nhận là cùng một cơ quan.",
    ),
    "IMPORT_077": Text("info", "Thời gian «{words}» lấy từ giữa câu."),
    "IMPORT_078": Text("info", "Bảng ghi hạng «{printed}», phần lời của văn bản ghi «{rank}»."),
    "IMPORT_079": Text("info", "Chỉ số «{name}» chỉ có ở phần giải pháp, không có trong bảng kết quả."),
    # -- IMPORT_110–139: facts, deadlines, standings, goals -------------------------------------------
    "IMPORT_110": Text("warning", "Không thấy tên kế hoạch ở phần đầu văn bản.", "Đề nghị ghi tên kế hoạch."),
    "IMPORT_111": Text(
        "warning", "Văn bản này là báo cáo kết quả, không thấy tên kế hoạch.",
        "Đề nghị kiểm tra đã chọn đúng tệp; chỉ văn bản kế hoạch mới lập được sổ.",
    ),
    "IMPORT_112": Text("info", "Số văn bản còn để trống, chỉ có ký hiệu."),
    "IMPORT_113": Text("info", "Ngày văn bản ghi chưa đủ ngày, tháng, năm."),
    "IMPORT_114": Text("info", "Tên ngắn do chương trình đề xuất, văn bản không ghi."),
    "IMPORT_115": Text("info", "Phần ban hành chỉ ghi «{printed}»; tên tỉnh lấy từ chỗ khác trong văn bản."),
    "IMPORT_116": Text("info", "Văn bản nêu nhiều đầu mối: {names}; đã lấy nơi được nêu rõ nhất."),
    "IMPORT_117": Text("info", "Văn bản không nêu trực tiếp năm này; lấy theo {source}."),
    "IMPORT_118": Text("info", "Tên kế hoạch in toàn chữ hoa, giữ nguyên như bản in."),
    "IMPORT_119": Text("info", "«{text}» được đọc là năm {year}; chữ số dính phía sau là số chú thích."),
    "IMPORT_120": Text("info", "Văn bản không nêu rõ kỳ của ngày «{day}»; kỳ được suy từ tháng."),
    "IMPORT_121": Text("info", "Câu không nêu rõ nơi nhận; tạm coi là hạn của các cơ quan."),
    "IMPORT_122": Text("info", "Hạn nộp một lần; nội dung nộp: {what}."),
    "IMPORT_123": Text("info", "Năm {year} ghi sau ngày cuối, được hiểu cho cả các ngày trước."),
    "IMPORT_124": Text("info", "Ngày của từng quý suy từ «{words}»."),
    "IMPORT_125": Text("info", "Điểm năm {year} tính từ {now} và mức {change} nêu trong câu."),
    "IMPORT_126": Text("info", "Hạng trước đó tính từ {now} và mức {change}, coi như cùng số đơn vị được xếp hạng."),
    "IMPORT_127": Text("info", "Văn bản không ghi năm của số liệu này."),
    "IMPORT_128": Text("info", "Văn bản không ghi năm của chỉ số này; xếp theo năm {year} của chỉ số nêu cùng đoạn."),
    "IMPORT_129": Text("warning", "Văn bản ghi hai số khác nhau: {first} và {second}.", "Đề nghị chọn số đúng."),
    "IMPORT_130": Text(
        "warning", "Chưa thấy «{name}» trong các chỉ số thành phần đã đọc.", "Đề nghị ghi mã chỉ số ở cột Thuộc.",
    ),
    "IMPORT_131": Text("info", "Câu không ghi năm so sánh; coi là năm liền trước."),
    "IMPORT_132": Text("info", "Văn bản không nêu cơ quan theo dõi chỉ tiêu này."),
    "IMPORT_133": Text("info", "Là mục tiêu của {index}; kế hoạch không theo bộ chỉ số nào khác."),
    "IMPORT_134": Text(
        "warning", "Tệp có thể gồm hai kế hoạch: {second} đứng ở {place}; nhiệm vụ của cả hai được đọc chung.",
        "Đề nghị tách mỗi kế hoạch một tệp, hoặc bỏ các dòng của kế hoạch kia.",
    ),
    # -- IMPORT_140–179: the review and the new master ------------------------------------------------
    "IMPORT_140": Text(
        "error", "{where}: không có loại «{value}».", "Đề nghị chọn ở cột Loại một trong các loại có sẵn.",
    ),
    "IMPORT_141": Text("error", "{where}: không có mục «{value}».", "Đề nghị ghi một trong các mục: {known}."),
    "IMPORT_142": Text("error", "{where}: {reason}", "Đề nghị ghi lại, hoặc để trống."),
    "IMPORT_143": Text("error", "{where}: chưa rõ năm «{value}».", "Đề nghị ghi năm bằng bốn chữ số."),
    "IMPORT_144": Text("warning", "{where}: chưa có mã.", "Đề nghị ghi mã theo văn bản."),
    "IMPORT_145": Text(
        "warning", "{where}: mã {code} có ở {times} dòng.", "Đề nghị đối chiếu với văn bản và ghi lại mã.",
    ),
    "IMPORT_146": Text(
        "warning", "{where}: không có chỉ số hoặc nhóm mã {parent} ở cột Thuộc.",
        "Đề nghị ghi mã của một chỉ số hoặc nhóm có trong bảng.",
    ),
    "IMPORT_147": Text("error", "{where}: chưa có nội dung.", "Đề nghị ghi nội dung, hoặc chọn Bỏ dòng này."),
    "IMPORT_148": Text("warning", "{where}: chưa quyết định. {reason}", "Đề nghị sửa ô cần sửa và chọn Đồng ý."),
    "IMPORT_149": Text("error", "{where}: mục «{value}» có ở hai dòng.", "Đề nghị giữ một dòng, dòng kia chọn Bỏ dòng này."),
    "IMPORT_150": Text(
        "warning", "Chưa có tên kế hoạch; tạm lấy «{used}».", "Đề nghị ghi ở dòng Văn bản, mục Tên kế hoạch.",
    ),
    "IMPORT_151": Text(
        "warning", "Chưa rõ cơ quan tổng hợp.", "Đề nghị ghi tên một cơ quan ở dòng Văn bản, mục Cơ quan tổng hợp.",
    ),
    "IMPORT_152": Text(
        "warning", "Chưa có cách tính của bộ chỉ số «{value}».", "Sổ vẫn được tạo nhưng không tự cộng điểm chung.",
    ),
    "IMPORT_153": Text("warning", "Văn bản không nêu {what}; tạm lấy năm {year}.", "Đề nghị xem lại ở các dòng Văn bản."),
    "IMPORT_154": Text(
        "warning", "«{name}» gần giống một cơ quan trong danh mục nên giữ cách ghi của văn bản.",
        "Đề nghị ghi tên đúng, hoặc thêm một dòng Cơ quan.",
    ),
    "IMPORT_155": Text("error", "{where}: không rõ kỳ báo cáo.", "Đề nghị ghi một trong: {known}, Chuyên đề 1."),
    "IMPORT_156": Text("error", "{where}: «{value}» không cho biết ngày.", "Đề nghị ghi như «trước ngày 05/11»."),
    "IMPORT_157": Text(
        "error", "{where}: kỳ này có hai hạn khác nhau.", "Đề nghị giữ một hạn, dòng kia chọn Bỏ dòng này.",
    ),
    "IMPORT_158": Text("warning", "{where}: chưa ghi năm nên không đưa vào sổ.", "Đề nghị ghi năm ở cột Năm, nếu biết."),
    "IMPORT_159": Text("info", "{what} chưa đủ («{value}») nên để trống trong sổ."),
    "IMPORT_160": Text(
        "stop", "Tệp «{name}» không phải tệp xem lại do chương trình tạo, hoặc bảng của trang Xem lại đã bị xóa.",
        "Đề nghị chọn văn bản cần nhập, hoặc tệp .xem-lai.xlsx.",
    ),
    "IMPORT_161": Text(
        "stop", "Chưa có nhiệm vụ nào nên chưa tạo sổ.", "Đề nghị ghi các nhiệm vụ ở trang Xem lại (cột Loại: Nhiệm vụ).",
    ),
    "IMPORT_162": Text(
        "stop", "Chưa tạo sổ vì còn {count} chỗ chưa hiểu được: {reason}",
        "Đề nghị sửa các dòng này ở tệp xem lại, lưu tệp rồi thực hiện lại; chưa có tệp đó thì nhập văn bản trước.",
    ),
    "IMPORT_163": Text("stop", "Tên tệp «{path}» không có đuôi {endings}.", "Đề nghị đặt lại tên tệp."),
    "IMPORT_170": Text("stop", "Chưa có thư mục «{folder}».", "Đề nghị kiểm tra đường dẫn, hoặc tạo thư mục trước."),
    "IMPORT_164": Text(
        "warning", "{where}: chưa thuộc chỉ số hoặc nhóm nào nên xếp vào nhóm «{group}».",
        "Đề nghị ghi mã của chỉ số hoặc nhóm ở cột Thuộc.",
    ),
    "IMPORT_165": Text(
        "error", "{where}: mã {code} có ở {times} dòng nên chưa rõ nhiệm vụ thuộc dòng nào.",
        "Đề nghị ghi cho mỗi chỉ số, nhóm một mã riêng.",
    ),
    "IMPORT_166": Text(
        "stop", "Tệp «{name}» đã là sổ điều phối do chương trình tạo, không phải văn bản cần nhập.",
        "Đề nghị mở sổ để làm việc; cần văn bản Word của kế hoạch thì dùng lệnh word.",
    ),
    "IMPORT_167": Text(
        "stop", "Tệp «{name}» là phiếu báo cáo của một cơ quan, không phải văn bản cần nhập.",
        "Đề nghị để phiếu vào thư mục nhận về của sổ rồi bấm Gộp báo cáo (lệnh merge).",
    ),
    "IMPORT_168": Text(
        "stop", "Tệp «{name}» là tệp xem lại đã lưu sang định dạng khác nên chưa tạo được sổ từ đó.",
        "Đề nghị mở tệp, lưu lại dạng Excel (.xlsx) rồi nhập tệp .xlsx đó.",
    ),
    "IMPORT_175": Text(
        "warning", "{where}: «{value}» không có trong danh mục; gần giống: {near}.",
        "Đề nghị ghi đúng tên trong danh mục; là cơ quan khác thì ghi tên đó ở cả hai cột Nội dung và Giá trị.",
    ),
    "IMPORT_176": Text(
        "warning", "{where}: cột Nội dung ghi «{name}», cột Giá trị ghi «{value}» nên giữ cách ghi của văn bản.",
        "Đề nghị ghi một cơ quan ở cột Giá trị.",
    ),
    "IMPORT_177": Text(
        "warning", "«{name}» không có dòng Cơ quan nhưng còn được nêu trong bảng nên được thêm vào danh mục.",
        "Đề nghị sửa tên ở dòng nêu cơ quan này, hoặc giữ dòng Cơ quan.",
    ),
    "IMPORT_169": Text("info", "Đã lấy từ đoạn này: {kinds} (xem dòng tương ứng ở trên); phần còn lại không đưa vào sổ."),
    "IMPORT_178": Text(
        "error", "{where}: năm {year} còn có một dòng ghi khác.", "Đề nghị giữ một dòng, dòng kia chọn Bỏ dòng này.",
    ),
    "IMPORT_179": Text(
        "warning", "{where}: năm {year} còn có một dòng ghi khác, sổ giữ cả hai.",
        "Đề nghị sửa cho khớp, hoặc chọn Bỏ dòng này ở một dòng.",
    ),
    # -- WORD_001–: the plan as a Word file -----------------------------------------------------------
    "WORD_001": Text("stop", "Tên tệp «{path}» không có đuôi .docx.", "Đề nghị đặt tên tệp kết thúc bằng .docx."),
    "WORD_002": Text("stop", "Tệp «{path}» đã có.", "Đề nghị đặt tên khác hoặc chuyển tệp cũ đi nơi khác."),
    "WORD_003": Text(
        "warning", "Sổ chưa ghi {what}; trong văn bản chỗ này là dấu «…».",
        "Đề nghị ghi ở trang Thiết lập rồi ghi lại văn bản, hoặc điền vào văn bản.",
    ),
    "WORD_004": Text("info", "Sổ chưa có {what} nên văn bản không nêu nội dung này."),
    "WORD_005": Text("info", "Trong văn bản để trống {what}, ghi khi ban hành."),
}  # fmt: skip
