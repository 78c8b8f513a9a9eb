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
    # -- GATE: packages that are not read ---------------------------------------------------
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
        "Không có kỳ báo cáo «{code}».",
        "Ghi mã kỳ theo dạng: 2025 (năm); 2025-H1, 2025-H2 (6 tháng đầu, cuối năm); 2025-9T (9 tháng); "
        "2025-Q1 đến 2025-Q4 (quý); 2025-T01 đến 2025-T12 (tháng).",
    ),
}
