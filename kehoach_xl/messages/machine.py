"""The program itself: building, installing, the window, the command line."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    "BUILD_001": Text(
        "stop", "Tệp {module} của xlwings ghi phiên bản {found}, khác phiên bản đã cài {package}.",
        "Đề nghị cài lại xlwings (pip install --force-reinstall xlwings) rồi thực hiện lại.",
    ),
    "BUILD_002": Text(
        "stop", "Tệp {module} của xlwings không có chỗ ghi tên phần bổ trợ như phiên bản đã biết.",
        "Đề nghị cài lại đúng phiên bản xlwings ghi trong pyproject.toml.",
    ),
    "PANEL_001": Text(
        "info", "Excel chưa mở sổ nào.", "Đề nghị mở sổ điều phối bằng Excel; cửa sổ này tự nhận ra sổ."
    ),
    "PANEL_002": Text(
        "info", "«{name}» đang ở phía trước không phải sổ điều phối.", "Đề nghị chuyển sang sổ điều phối trong Excel."
    ),
    "PANEL_003": Text("info", "Làm việc với sổ đang mở trong Excel."),
    "PANEL_004": Text("info", "Làm việc với tệp trong thư mục {folder}."),
    "PANEL_005": Text(
        "info", "Sẵn sàng.",
        "Đặt con trỏ lên nút để xem nút làm gì; dùng bàn phím: phím Tab để chuyển nút, phím Enter để bấm.",
    ),
    "PANEL_006": Text("info", "Chưa có sổ điều phối."),
    "PANEL_007": Text("info", "Đang thực hiện «{label}»."),
    "PANEL_008": Text("info", "Không thực hiện; sổ giữ nguyên."),
    "PANEL_009": Text(
        "stop", "Python trên máy này thiếu phần cửa sổ (tkinter).",
        "Đề nghị cài lại Python kèm mục «tcl/tk and IDLE», trên Debian hoặc Ubuntu thì cài gói python3-tk.",
    ),
    "PANEL_010": Text(
        "stop", "Không mở được cửa sổ: máy này không có màn hình đồ họa.", "Đề nghị dùng dòng lệnh kehoach-xl."
    ),
    "MACRO_001": Text(
        "stop", "Máy này chưa cài kehoach_xl, hoặc vừa cài mà Excel chưa khởi động lại.",
        "Đề nghị chạy «py -m kehoach_xl install» rồi đóng và mở lại Excel; nếu đơn vị không cho chạy macro, dùng lối tắt Kế hoạch trên màn hình: đủ các thao tác này mà không cần macro.",
    ),
    "MACRO_002": Text("stop", "Chưa có sổ điều phối nào đang mở phía trước.", "Đề nghị mở sổ điều phối trước."),
    "MACRO_003": Text(
        "info", "Phần bổ trợ này thêm thẻ Kế hoạch vào dải lệnh của Excel và làm việc trên sổ điều phối đang mở phía trước.",
    ),
    "INSTALL_001": Text(
        "stop", "Lệnh này chỉ dùng trên Windows, nơi có Microsoft Excel.", "Trên máy này đề nghị dùng các lệnh làm việc trực tiếp trên tệp.",
    ),
    "INSTALL_002": Text(
        "stop",
        "Đường dẫn Python «{path}» có chữ có dấu mà Windows không cho đường dẫn không dấu nào thay được; macro của Excel không đọc được đường dẫn có dấu.",
        "Đề nghị cài lại kehoach_xl vào một thư mục không dấu, ví dụ C:\\KeHoachXL, rồi chạy lại.",
    ),
    "INSTALL_003": Text(
        "stop", "Python tại «{path}» không chạy được hoặc thiếu kehoach_xl; đã trả mọi thứ về như trước.",
        "Đề nghị cài lại kehoach_xl (nếu chạy từ mã nguồn thì để mã nguồn ở thư mục không dấu); nếu đơn vị hạn chế chương trình được chạy thì xin phép cho tệp này.",
    ),
    "INSTALL_004": Text(
        "stop", "Không thay được «{path}» vì Excel hoặc chương trình khác đang giữ; đã trả mọi thứ về như trước.",
        "Đề nghị đóng tất cả cửa sổ Excel rồi chạy lại; nếu vẫn vậy thì xin quyền ghi vào thư mục này.",
    ),
    "INSTALL_005": Text(
        "stop", "Không ghi được «{path}»: {reason}; đã trả mọi thứ về như trước.", "Đề nghị xin quyền ghi vào thư mục này rồi chạy lại.",
    ),
    "INSTALL_006": Text(
        "stop", "Không đặt được biến môi trường {variable}: {reason}; đã trả mọi thứ về như trước.",
        "Đề nghị người quản trị cho phép người dùng đặt biến môi trường của mình.",
    ),
    "INSTALL_010": Text(
        "stop", "Windows không cho biết thư mục {variable}.", "Đề nghị đăng xuất, đăng nhập lại rồi chạy lại trong cửa sổ lệnh thường.",
    ),
    "INSTALL_011": Text(
        "stop", "Bản ghi cài đặt «{path}» bị hỏng nên không biết đã cài những gì.", "Đề nghị chạy «py -m kehoach_xl install» để ghi lại, rồi gỡ.",
    ),
    "INSTALL_020": Text("info", "Bảng nút của kehoach_xl cho sổ đang mở."),
    "INSTALL_021": Text("info", "Giá trị cũ là {before}."),
    "INSTALL_022": Text("info", "Nếu Excel đang mở, đề nghị đóng hết rồi mở lại để nhận thiết lập mới."),
    "INSTALL_023": Text("info", "Khám lại bất cứ lúc nào bằng lệnh «py -m kehoach_xl doctor»."),
    "INSTALL_024": Text("info", "Không thấy bản cài nào của người dùng này; không có gì để gỡ."),
    "INSTALL_025": Text("info", "Còn lại môi trường Python tại {folder}; không cần nữa thì xóa cả thư mục này."),
    "INSTALL_026": Text("info", "Các sổ điều phối và tệp của đơn vị không bị đụng tới."),
    "INSTALL_030": Text("warning", "Đã bị thay đổi sau khi cài nên để nguyên.", "Tự xóa nếu không cần nữa."),
    "INSTALL_031": Text("warning", "Không gỡ được: {reason}.", "Đóng Excel rồi gỡ lại."),
    "INSTALL_032": Text(
        "warning", "Chưa tạo được vì Windows không tới được thư mục màn hình nền (thường là thư mục mạng đang mất kết nối); các nút trong Excel vẫn dùng được.",
        "Khi có lại kết nối, chạy lại: py -m kehoach_xl install.",
    ),
    "DOCTOR_001": Text(
        "warning", "Python đang dùng là bản {bits} bit; các thư viện cần bản 64 bit.",
        "Gỡ Python này, cài Python 64 bit (Windows installer 64-bit) rồi cài lại kehoach_xl.",
    ),
    "DOCTOR_002": Text("info", "Excel 32 bit, Python 64 bit; vẫn làm việc được với nhau."),
    "DOCTOR_003": Text(
        "warning", "Không nạp được pywin32 nên Python không nói chuyện được với Excel: {reason}.", "Chạy: pip install --force-reinstall pywin32.",
    ),
    "DOCTOR_004": Text(
        "warning", "Windows không thấy Microsoft Excel.", "Cài Microsoft Excel; WPS hoặc LibreOffice không thay được phần nút bấm.",
    ),
    "DOCTOR_005": Text(
        "warning", "Windows ghi Excel ở {path} nhưng không có tệp này.", "Sửa chữa Office trong Cài đặt, mục Ứng dụng (Modify, Quick Repair).",
    ),
    "DOCTOR_010": Text(
        "warning", "Chính sách của đơn vị tắt hẳn macro (VBA) trong Office.",
        "Dùng lối tắt «Kế hoạch – bảng nút» ngoài màn hình, không cần macro; hoặc xin quản trị bỏ chính sách này.",
    ),
    "DOCTOR_011": Text(
        "warning", "Excel chặn macro của sổ trong {folder}.",
        "Thêm thư mục này vào Trusted Locations (Tệp, Tùy chọn, Trung tâm tin cậy), hoặc dùng lối tắt «Kế hoạch – bảng nút».",
    ),
    "DOCTOR_012": Text(
        "hint", "Excel hỏi trước khi chạy macro của sổ trong {folder}.",
        "Bấm Enable Content khi mở sổ, hoặc thêm thư mục vào Trusted Locations để khỏi hỏi.",
    ),
    "DOCTOR_013": Text(
        "warning", "Excel không dùng thư mục tin cậy nào, kể cả XLSTART, nên phần bổ trợ có thể không chạy.",
        "Bỏ chọn «Disable all Trusted Locations» trong Trung tâm tin cậy, hoặc xin quản trị bỏ chính sách này.",
    ),
    "DOCTOR_014": Text(
        "warning", "Windows đánh dấu là tải từ mạng nên Excel chặn macro: {names}.",
        "Bấm chuột phải vào tệp, chọn Properties, đánh dấu Unblock, bấm OK.",
    ),
    "DOCTOR_015": Text(
        "warning", "Windows đánh dấu là tải từ mạng và chính sách của đơn vị chặn macro các tệp này: {names}.",
        "Bỏ đánh dấu (chuột phải, Properties, Unblock); nếu không có ô Unblock thì nhờ quản trị.",
    ),
    "DOCTOR_020": Text("warning", "Chưa có phần bổ trợ {path}.", "Chạy: py -m kehoach_xl install."),
    "DOCTOR_021": Text(
        "warning", "Phần bổ trợ {path} không phải của phiên bản đang cài.", "Đóng Excel rồi chạy: py -m kehoach_xl install.",
    ),
    "DOCTOR_022": Text(
        "warning", "Excel đã vô hiệu sau một lần bị treo: {names}.",
        "Trong Excel: Tệp, Tùy chọn, Bổ trợ, mục Manage chọn Disabled Items, bấm Go, chọn tệp, bấm Enable.",
    ),
    "DOCTOR_030": Text("warning", "Chưa đặt biến môi trường {variable}.", "Chạy: py -m kehoach_xl install."),
    "DOCTOR_031": Text(
        "warning", "Đường dẫn {path} có chữ có dấu, macro của Excel không đọc được.", "Chạy: py -m kehoach_xl install.",
    ),
    "DOCTOR_032": Text("warning", "Không có tệp {path} như biến môi trường ghi.", "Chạy: py -m kehoach_xl install."),
    "DOCTOR_033": Text(
        "warning", "Nút bấm đang gọi {path}, khác với Python này ({python}).", "Chạy «py -m kehoach_xl install» từ bản muốn dùng.",
    ),
    "DOCTOR_034": Text(
        "hint", "Đã đặt {path}, nhưng cửa sổ này mở từ trước nên chưa thấy.", "Đóng Excel và cửa sổ lệnh rồi mở lại.",
    ),
    "DOCTOR_035": Text(
        "warning", "Nút bấm gọi {path}, nhưng Python này không khởi động được hoặc thiếu kehoach_xl.",
        "Cài lại kehoach_xl (gói không mạng: chạy cai-dat.cmd) rồi chạy: py -m kehoach_xl install.",
    ),
    "DOCTOR_040": Text(
        "warning", "Sổ mang mô-đun xlwings khác phiên bản {version} đang cài: {names}.",
        "Cài đúng phiên bản xlwings ghi trong ngoặc, hoặc tạo lại sổ bằng kehoach-xl new rồi chuyển số liệu sang.",
    ),
    "DOCTOR_050": Text(
        "hint", "Thư mục {folder} do OneDrive đồng bộ; khi đang gộp, OneDrive có thể giữ tệp hoặc tạo bản trùng tên.",
        "Nên tạm dừng đồng bộ khi làm việc, hoặc để sổ ở ổ đĩa của máy và chép sang sau.",
    ),
    "DOCTOR_051": Text(
        "hint", "Thư mục {folder} ở ổ mạng; chậm hơn và Excel mặc định không tin cậy.",
        "Nên để sổ ở ổ đĩa của máy, chép lên ổ mạng khi xong.",
    ),
    "DOCTOR_060": Text(
        "warning", "Chính sách của đơn vị không cho Excel khởi động chương trình khác, nên nút trong Excel không gọi được Python.",
        "Dùng lối tắt «Kế hoạch – bảng nút» ngoài màn hình: đủ các thao tác, không qua macro.",
    ),
    "DOCTOR_061": Text(
        "hint", "Windows sẽ hỏi khi Excel khởi động Python.", "Bấm cho phép khi Windows hỏi, hoặc dùng lối tắt «Kế hoạch – bảng nút».",
    ),
    "DOCTOR_062": Text(
        "hint", "Không đọc được đơn vị có cấm Excel khởi động chương trình khác hay không.",
        "Bấm thử nút Kiểm tra trong sổ; nếu không có gì xảy ra hoặc Windows báo bị chặn, dùng lối tắt «Kế hoạch – bảng nút».",
    ),
    "BUNDLE_001": Text(
        "stop", "«{folder}» đã có và không phải thư mục gói cài đặt do lệnh này tạo ra nên không thay.", "Đề nghị chọn thư mục khác hoặc thư mục trống.",
    ),
    "BUNDLE_002": Text("stop", "Không ghi được gói cài đặt vào «{folder}»: {reason}.", "Đề nghị chọn thư mục có quyền ghi và còn đủ chỗ."),
    "BUNDLE_003": Text("stop", "Python này không có pip nên không tải được thư viện.", "Đề nghị chạy: python -m ensurepip."),
    "BUNDLE_004": Text(
        "stop", "Không tải được đủ thư viện; chưa tạo gói cài đặt. pip báo: {reason}.",
        "Lệnh này cần máy có kết nối tới kho gói Python (pypi.org); đề nghị kiểm tra mạng hoặc proxy rồi chạy lại.",
    ),
    "BUNDLE_005": Text(
        "stop", "Bản kehoach_xl đang cài đã bị sửa hoặc thiếu tệp {file} nên không đóng gói lại được.", "Đề nghị cài lại kehoach_xl rồi chạy lại.",
    ),
    "BUNDLE_006": Text(
        "stop", "Không có bản dành cho Windows 64 bit của: {names}; chưa tạo gói cài đặt.", "Đề nghị chọn phiên bản Python khác bằng --python.",
    ),
    "BUNDLE_007": Text(
        "stop", "Không kết nối được tới kho gói Python: {reason}; chưa tạo gói cài đặt.",
        "Đề nghị kiểm tra mạng, proxy (biến HTTPS_PROXY) và địa chỉ kho gói (PIP_INDEX_URL, mặc định pypi.org) rồi chạy lại; nếu máy này không có mạng thì chạy trên máy khác có mạng.",
    ),
    "CLI_001": Text("stop", "Lệnh chưa đúng: {reason}.", "Xem cách dùng bằng --help."),
    "CLI_002": Text("stop", "Đã dừng theo yêu cầu; sổ giữ nguyên như trước khi chạy.", "Thực hiện lại khi cần."),
    "CLI_003": Text(
        "stop", "Có lỗi ngoài dự kiến; sổ giữ nguyên. Chi tiết ở tệp {log}.", "Đề nghị gửi tệp này cho người hỗ trợ.",
    ),
    "CLI_004": Text(
        "warning", "Đã làm xong nhưng không in được kết quả: {reason}.", "Xem kết quả ngay trong sổ.",
    ),
    "CLI_006": Text(
        "stop", "Lệnh đo tốc độ chỉ chạy được từ mã nguồn; máy này thiếu gói {name}.", "Trong thư mục mã nguồn của kehoach_xl, chạy run bench.",
    ),
    "RUN_001": Text("stop", "Đã dừng theo yêu cầu, sau khi sổ đã ghi xong: sổ là bản mới.", "Đề nghị xem kết quả trong sổ; bản trước khi ghi có ở thư mục sao-luu."),
    "RUN_002": Text("stop", "Đã dừng theo yêu cầu; tệp đã ghi xong thì giữ nguyên, không có tệp dở dang.", "Thực hiện lại khi cần."),
    "RUN_003": Text("stop", "Đã dừng theo yêu cầu khi đang làm việc trên sổ mở trong Excel.", "Đề nghị xem lại sổ trước khi lưu."),
    "RUN_004": Text("info", "Đang ghi sổ; ghi xong sẽ dừng."),
    "RUN_005": Text("info", "Đang xét số liệu và ghi sổ."),
    "RUN_010": Text("stop", "Không kết nối được bộ điều phối «{address}»: {reason}.", "Đề nghị kiểm tra địa chỉ và mạng; không có --scheduler thì máy này tự mở tệp."),
    "RUN_011": Text("stop", "Chưa cài thư viện distributed để dùng --scheduler.", "Chạy: py -m pip install kehoach-xl[scheduler]."),
    "RUN_012": Text("stop", "Bộ điều phối không còn máy nào mở tệp; sổ giữ nguyên.", "Đề nghị khởi động máy làm việc (dask worker) rồi thực hiện lại."),
    "RUN_013": Text("stop", "Máy làm việc không mở được tệp: {reason}; sổ giữ nguyên.", "Đề nghị kiểm tra bản cài kehoach_xl trên các máy đó."),
    "RUN_014": Text("stop", "Máy làm việc cài kehoach_xl {found}, máy này {own}; sổ giữ nguyên.", "Đề nghị cài cùng phiên bản trên mọi máy."),
    "DEMO_001": Text(
        "stop", "Thư mục «{folder}» đã có và không phải do lệnh demo tạo ra nên không xóa.", "Đề nghị chọn thư mục khác.",
    ),
    "DEMO_002": Text(
        "info", "Thư mục của lần chạy thử trước đã có thay đổi (hoặc lần đó chưa chạy hết) nên được giữ lại tại «{folder}».",
    ),
}
