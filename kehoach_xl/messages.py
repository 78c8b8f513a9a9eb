"""Every sentence a user reads, under a stable code.

A text says what happened and where; ``todo`` says what to do next. Both are filled with the
facts of the case by :class:`Message`. Levels: ``stop`` (cannot go on, exit 2), ``error`` and
``warning`` and ``hint`` (findings in the data, exit 1 when any), ``info``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Text:
    """One catalogue entry: the level, the sentence, and the remedy."""

    level: str
    says: str
    todo: str = ""


@dataclass(frozen=True)
class Message:
    """A code with the facts of one case; renders to Vietnamese only at the edge."""

    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def level(self) -> str:
        return CATALOGUE[self.code].level

    @property
    def text(self) -> str:
        return CATALOGUE[self.code].says.format_map(self.facts)

    @property
    def todo(self) -> str:
        return CATALOGUE[self.code].todo.format_map(self.facts)

    def __str__(self) -> str:
        return f"{self.text} {self.todo}".strip()


CATALOGUE: dict[str, Text] = {
    # -- OPEN: opening and saving workbooks ------------------------------------------------
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
        "Đề nghị lưu và đóng tệp ở máy đó rồi thực hiện lại; nếu không ai mở, hãy xóa tệp «{owner_file}».",
    ),
    "OPEN_006": Text(
        "stop",
        "Tệp «{name}» đang được {user} mở trong LibreOffice.",
        "Đề nghị lưu và đóng tệp ở máy đó rồi thực hiện lại; nếu không ai mở, hãy xóa tệp «{owner_file}».",
    ),
    "OPEN_007": Text(
        "stop",
        "Một thao tác khác của kehoach-xl đang làm việc với tệp «{name}».",
        "Đề nghị chờ thao tác đó xong rồi thực hiện lại.",
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
    "OPEN_031": Text(
        "warning",
        "Excel bận quá lâu nên chưa bật lại được việc vẽ màn hình, sự kiện, câu hỏi khi đóng sổ hoặc tự động tính.",
        "Đề nghị kết thúc sửa ô, đóng hộp thoại rồi bấm một nút bất kỳ của bảng nút; hoặc lưu sổ rồi mở lại Excel.",
    ),
    "OPEN_030": Text(
        "stop",
        "Chưa nhận ra sổ vừa bấm nút.",
        "Đề nghị đặt tên sổ không có dấu «=», đóng và mở lại sổ rồi bấm lại, hoặc dùng lối tắt «Kế hoạch – bảng nút».",
    ),
    # -- GATE: packages that are not read ---------------------------------------------------
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
    # -- VALUE: typed values ----------------------------------------------------------------
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
        "Ghi rõ kèm dấu %, ví dụ {second}%.",
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
    # -- TIME: timeframes -------------------------------------------------------------------
    "TIME_001": Text(
        "hint",
        "Chưa hiểu thời gian thực hiện «{raw}»; giữ nguyên văn và tạm coi là chưa đến hạn.",
        "Ghi theo dạng thường gặp: 2025; 2025-2030; Quý III/2025; trước ngày 15/11/2025; "
        "Hàng năm; Thường xuyên.",
    ),
    # -- FUNC: worksheet functions ------------------------------------------------------------
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
    # -- BOOK: the master as a whole ---------------------------------------------------------
    "BOOK_001": Text(
        "stop", "«{name}» không phải sổ điều phối của kehoach_xl.",
        "Đề nghị chọn đúng tệp sổ, hoặc tạo sổ mới bằng lệnh new.",
    ),
    "BOOK_002": Text(
        "stop", "Sổ không còn tên vùng «{name}», có thể cột tương ứng đã bị xóa.",
        "Đề nghị lấy lại bản sao gần nhất trong thư mục sao-luu.",
    ),
    "BOOK_006": Text(
        "stop", "Sổ không còn cột «{head}» của trang «{sheet}» (tên vùng {name}), có thể cột hoặc trang đã bị xóa.",
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
    "EDIT_001": Text(
        "warning",
        "Giá trị nhập tại trang {sheet}, nhiệm vụ {code}, cột {column}, chưa xác định được thuộc cơ quan nào, hoặc trang "
        "Tiến độ đã có giá trị khác; đã ghi vào Nhật ký, chưa đưa vào số liệu.",
        "Đề nghị nhập tại trang Tiến độ, đúng dòng của cơ quan báo cáo.",
    ),
    # -- CHECK: findings in the master ------------------------------------------------------
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
    # -- NEW / PERIOD / SEND / MERGE / UNDO: the operations -----------------------------------
    "NEW_001": Text("stop", "Không có mẫu kế hoạch «{plan}».", "Các mẫu hiện có: {known}."),
    "NEW_002": Text("stop", "Tệp «{path}» đã có.", "Đề nghị chọn tên khác, hoặc thêm --overwrite nếu muốn thay tệp này."),
    "NEW_003": Text("stop", "Không ghi được «{path}»: {reason}.", "Đề nghị chọn thư mục khác."),
    "NEW_004": Text(
        "stop", "Tên sổ phải có đuôi .xlsm (có nút bấm) hoặc .xlsx (không macro); «{path}» không có.", "Đề nghị đặt lại tên tệp.",
    ),
    "BUILD_001": Text(
        "stop", "Tệp {module} của xlwings ghi phiên bản {found}, khác phiên bản đã cài {package}.",
        "Đề nghị cài lại xlwings (pip install --force-reinstall xlwings) rồi thực hiện lại.",
    ),
    "BUILD_002": Text(
        "stop", "Tệp {module} của xlwings không có chỗ ghi tên phần bổ trợ như phiên bản đã biết.",
        "Đề nghị cài lại đúng phiên bản xlwings ghi trong pyproject.toml.",
    ),
    # -- PANEL: the desktop panel ----------------------------------------------------------
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
    "PERIOD_002": Text(
        "stop", "Kỳ {period} chưa mở trong sổ.", "Các kỳ đã có: {known}. Đề nghị thực hiện «Mở kỳ báo cáo» (lệnh open-period).",
    ),
    "PERIOD_003": Text("stop", "Sổ chưa mở kỳ báo cáo nào.", "Đề nghị thực hiện «Mở kỳ báo cáo» (lệnh open-period)."),
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
    "CHOICE_001": Text(
        "stop", "Ô «Điền sẵn nội dung kỳ trước» trên Bảng điều khiển ghi «{value}».", "Chọn Có hoặc Không rồi thực hiện lại.",
    ),
    "SEND_001": Text(
        "stop", "Kỳ {period} không có nhiệm vụ nào để phát phiếu.", "Kiểm tra cơ quan chủ trì, hoặc tên cơ quan đã chọn.",
    ),
    "SEND_002": Text(
        "warning", "Nhiệm vụ {code} giao cho nhóm «{group}» chưa có thành viên: chưa gửi cho cơ quan nào.",
        "Ghi mã các thành viên ở trang Cơ quan rồi phân phát lại.",
    ),
    "SEND_003": Text("warning", "Nhiệm vụ {code} chưa có cơ quan chủ trì: chưa gửi cho cơ quan nào.", "Ghi cơ quan chủ trì ở trang Phụ lục."),
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
        "warning", "Phiếu của {agency} thuộc kỳ {period}, đang gộp kỳ {wanted}.", "Gộp tệp này với đúng kỳ của phiếu.",
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
        "warning", "Tệp «{name}» không còn đủ các cột của phiếu.", "Đề nghị cơ quan gửi lại trên tệp gốc, không xóa cột.",
    ),
    "MERGE_018": Text(
        "warning", "Nhiệm vụ {code} có hai dòng ghi khác nhau (dòng {row}); không gộp dòng sau.", "Hỏi lại cơ quan dòng nào đúng.",
    ),
    "MERGE_019": Text(
        "hint", "Ô khóa của nhiệm vụ {code} (dòng {row}) bị sửa; phần sửa không được đưa vào sổ.", "Xem lại nếu cơ quan đề nghị điều chỉnh.",
    ),
    "MERGE_020": Text(
        "warning", "Dòng {row} trang Xung đột chọn Nhập tay nhưng giá trị «{entered}» chưa dùng được.", "Ghi lại giá trị ở cột Giá trị nhập tay.",
    ),
    "MERGE_021": Text("warning", "Ô chứa công thức hoặc lỗi, không có giá trị.", "Hỏi lại cơ quan số liệu của ô này."),
    "MERGE_022": Text("hint", "Một ô nhập là công thức; chỉ lấy kết quả «{value}».", ""),
    "MERGE_023": Text("hint", "Thiếu {count} dòng so với phiếu đã phát.", "Các dòng thiếu giữ số liệu đang có."),
    "MERGE_024": Text("hint", "Tên tệp nhắc đến {said} nhưng nội dung là phiếu của {agency}; nhận theo nội dung.", ""),
    "MERGE_025": Text(
        "warning", "Dòng {row} trang Xung đột có cách xử lý «{choice}» không nằm trong danh sách.", "Chọn lại trong danh sách thả xuống.",
    ),
    "MERGE_026": Text(
        "warning", "Dòng {row} trang Xung đột chọn Lấy số liệu gửi về nhưng «{theirs}» chưa hiểu được theo một cách duy nhất.",
        "Chọn Nhập tay và ghi giá trị đúng, hoặc đề nghị cơ quan gửi lại.",
    ),
    "MERGE_030": Text("stop", "Không tìm thấy thư mục «{folder}».", "Đề nghị kiểm tra lại đường dẫn thư mục nhận về."),
    "MERGE_031": Text("stop", "Thư mục «{folder}» chưa có tệp nào.", "Chép các tệp cơ quan gửi về vào thư mục này rồi gộp lại."),
    "MERGE_032": Text("warning", "Không đọc được tệp «{name}»: {reason}.", "Đóng tệp ở chương trình khác rồi gộp lại."),
    "MERGE_033": Text(
        "stop", "Thư mục «{folder}» có {count} tệp nhưng không có phiếu nào của sổ này. Tệp đầu tiên: {first}",
        "Kiểm tra lại đã chọn đúng thư mục và đúng sổ.",
    ),
    "MERGE_040": Text(
        "info",
        "{files} tệp, {accepted} phiếu được nhận; {total} ô có số liệu = {applied} ghi mới + {equal} không đổi + "
        "{conflict} xung đột + {superseded} bản cũ + {rejected} không nhận.",
    ),
    "APPLY_001": Text("stop", "Không có xung đột nào đang chờ xử lý.", "Không cần làm gì thêm."),
    "APPLY_002": Text(
        "stop", "Chưa chọn cách xử lý cho xung đột nào (đang chờ: {count}).",
        "Chọn ở cột «Cách xử lý» của trang Xung đột rồi thực hiện lại.",
    ),
    # -- INSTALL: on a Windows machine, for the user at it ---------------------------------
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
    "INSTALL_030": Text("warning", "Đã bị thay đổi sau khi cài nên để nguyên.", "Tự xóa nếu không cần nữa."),
    "INSTALL_031": Text("warning", "Không gỡ được: {reason}.", "Đóng Excel rồi gỡ lại."),
    "INSTALL_032": Text(
        "warning", "Chưa tạo được vì Windows không tới được thư mục màn hình nền (thường là thư mục mạng đang mất kết nối); các nút trong Excel vẫn dùng được.",
        "Khi có lại kết nối, chạy lại: py -m kehoach_xl install.",
    ),
    "INSTALL_024": Text("info", "Không thấy bản cài nào của người dùng này; không có gì để gỡ."),
    "INSTALL_025": Text("info", "Còn lại môi trường Python tại {folder}; không cần nữa thì xóa cả thư mục này."),
    "INSTALL_026": Text("info", "Các sổ điều phối và tệp của đơn vị không bị đụng tới."),
    # -- DOCTOR: what keeps the buttons from working on a Windows machine -------------------
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
    # -- BUNDLE: the folder for a machine without internet ---------------------------------
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
    "UNDO_001": Text("stop", "Chưa có lần gộp nào để hoàn tác.", "Không cần làm gì thêm."),
    "CLI_001": Text("stop", "Lệnh chưa đúng: {reason}.", "Xem cách dùng bằng --help."),
    "CLI_002": Text("stop", "Đã dừng theo yêu cầu; sổ giữ nguyên như trước khi chạy.", "Thực hiện lại khi cần."),
    "CLI_004": Text(
        "warning", "Đã làm xong nhưng không in được kết quả: {reason}.", "Xem kết quả ngay trong sổ.",
    ),
    "CLI_003": Text(
        "stop", "Có lỗi ngoài dự kiến; sổ giữ nguyên. Chi tiết ở tệp {log}.", "Đề nghị gửi tệp này cho người hỗ trợ.",
    ),
    "DEMO_001": Text(
        "stop", "Thư mục «{folder}» đã có và không phải do lệnh demo tạo ra nên không xóa.", "Đề nghị chọn thư mục khác.",
    ),
    "DEMO_002": Text(
        "info", "Thư mục của lần chạy thử trước đã có thay đổi (hoặc lần đó chưa chạy hết) nên được giữ lại tại «{folder}».",
    ),
    "PERIOD_001": Text(
        "stop",
        "Không có kỳ báo cáo «{period}».",
        "Ghi mã kỳ theo dạng: 2025 (năm); 2025-H1, 2025-H2 (6 tháng đầu, cuối năm); 2025-9T (9 tháng); "
        "2025-Q1 đến 2025-Q4 (quý); 2025-T01 đến 2025-T12 (tháng).",
    ),
}
