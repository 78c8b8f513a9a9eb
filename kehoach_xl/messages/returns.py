"""What came back: whose a file is, where its rows and columns are, what was typed."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    "RETURN_001": Text(
        "warning", "Dòng {row} do cơ quan tự thêm; không đưa vào sổ.",
        "Nếu cần giao nhiệm vụ này, bổ sung ở trang Điều chỉnh.",
    ),
    "RETURN_002": Text(
        "hint", "Kết quả của nhiệm vụ {code} giống hệt kỳ {period}.", "Hỏi lại cơ quan kết quả trong kỳ này nếu cần.",
    ),
}
