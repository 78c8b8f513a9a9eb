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
        "Đề nghị đóng sổ, KHÔNG lưu, rồi mở lại tệp hoặc bản sao lưu gần nhất.",
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
    # -- TIME: timeframes -------------------------------------------------------------------
    "TIME_001": Text(
        "hint",
        "Chưa hiểu thời gian thực hiện «{raw}»; giữ nguyên văn và tạm coi là chưa đến hạn.",
        "Ghi theo dạng thường gặp: 2025; 2025-2030; Quý III/2025; trước ngày 15/11/2025; "
        "Hàng năm; Thường xuyên.",
    ),
    # -- CHECK: findings in the master ------------------------------------------------------
    # -- PERIOD / SEND / MERGE / UNDO / SUMMARY: the operations -----------------------------
    "PERIOD_001": Text(
        "stop",
        "Không có kỳ báo cáo «{period}».",
        "Ghi mã kỳ theo dạng: 2025 (năm); 2025-H1, 2025-H2 (6 tháng đầu, cuối năm); 2025-9T (9 tháng); "
        "2025-Q1 đến 2025-Q4 (quý); 2025-T01 đến 2025-T12 (tháng).",
    ),
}
