"""What came back: whose a file is, where its rows and columns are, what was typed."""

from kehoach_xl.messages.text import Text

_LOOK = "Đối chiếu với cơ quan. Nếu đúng, chọn Nhận và ghi mã cơ quan ở trang Tệp gửi về; nếu không, chọn Bỏ qua."

TEXTS: dict[str, Text] = {
    # Rows and tasks
    "RETURN_001": Text(
        "warning", "Dòng {row} do cơ quan tự thêm; không đưa vào sổ.",
        "Nếu cần giao nhiệm vụ này, bổ sung ở trang Điều chỉnh.",
    ),
    "RETURN_002": Text(
        "hint", "Kết quả của nhiệm vụ {code} giống hệt kỳ {period}.", "Hỏi lại cơ quan kết quả trong kỳ này nếu cần.",
    ),
    # Columns, rows and sheets that are not where they were
    "RETURN_003": Text(
        "warning", "Cột «{heading}» bị đổi tiêu đề thành «{column}»; chưa rõ giá trị có phải là «{heading}» không.",
        "Hỏi lại cơ quan, rồi nhận hoặc nhập giá trị đúng.",
    ),
    "RETURN_010": Text("info", "Cột {columns} được hiểu là «{heading}»."),
    "RETURN_011": Text(
        "hint", "Cột «{column}» do cơ quan thêm ({count} ô) không đưa vào sổ.",
        "Nếu cần nội dung đó, ghi trực tiếp vào trang Tiến độ.",
    ),
    "RETURN_012": Text(
        "warning", "Các cột {columns} đều có thể là «{heading}» nên không đọc cột nào.", "Đề nghị cơ quan gửi lại trên tệp gốc.",
    ),
    "RETURN_013": Text("hint", "{count} dòng có số liệu đang bị ẩn hoặc bị lọc (dòng {rows}); vẫn được đọc.", ""),
    "RETURN_014": Text("hint", "Cột «{heading}» có số liệu nhưng đang bị ẩn; vẫn được đọc.", ""),
    "RETURN_015": Text(
        "warning", "{count} dòng bị sắp xếp lệch với mã dòng ẩn; số liệu được nhận theo nội dung nhiệm vụ.",
        "Xem lại các nhiệm vụ của cơ quan này ở trang Tiến độ.",
    ),
    "RETURN_016": Text("hint", "Dòng {row} là dòng cộng do cơ quan thêm; không đưa vào sổ.", ""),
    "RETURN_017": Text(
        "warning", "Các dòng của cùng nhiệm vụ ghi khác nhau: {values}.", "Hỏi lại cơ quan rồi nhập giá trị đúng.",
    ),
    "RETURN_018": Text("hint", "Các dòng {rows} thuộc phiếu của cơ quan khác và để trống; không đọc.", ""),
    "RETURN_019": Text(
        "warning", "Trang «{sheet}» có {count} ô giống phiếu báo cáo nhưng không thuộc phiếu đã nhận; không đọc.",
        "Mở tệp xem lại; nếu cần, đề nghị cơ quan gửi riêng.",
    ),
    # What was typed
    "RETURN_020": Text("info", "«{raw}» được hiểu là {value}."),
    "RETURN_021": Text(
        "warning", "«{raw}» gõ bằng mã chữ cũ, có thể là «{first}» hoặc «{second}».", "Nhập lại nội dung đúng.",
    ),
    "RETURN_022": Text(
        "warning", "Một ô nhập là công thức lấy dữ liệu từ tệp hoặc chương trình khác; chỉ lấy kết quả «{value}».",
        "Đối chiếu lại số liệu này với cơ quan.",
    ),
    "RETURN_023": Text("info", "«{raw}» gõ bằng mã {encoding}, được đọc là «{value}»."),
    "RETURN_024": Text(
        "warning", "Ô số, ký hiệu văn bản là ngày {value}; có thể Excel đã đổi số ký hiệu thành ngày.",
        "Nhập lại số, ký hiệu theo văn bản.",
    ),
    "RETURN_025": Text(
        "warning", "Ngày {first} sau ngày lưu tệp ({saved}); có thể là {second} bị đảo ngày và tháng.", "Nhập lại ngày đúng.",
    ),
    "RETURN_026": Text(
        "warning", "Ô của dòng {row} bị gộp với dòng {first}; chưa rõ giá trị có dùng cho nhiệm vụ này không.",
        "Nhập giá trị đúng, hoặc chọn Giữ số liệu đang có.",
    ),
    "RETURN_027": Text(
        "warning", "Các cột cùng tiêu đề ghi khác nhau: {values}.", "Hỏi lại cơ quan rồi nhập giá trị đúng.",
    ),
    "RETURN_028": Text("hint", "Phiếu không còn cột «{column}».", "Số liệu đang có của cột này được giữ nguyên."),
    "RETURN_029": Text("hint", "Nhiệm vụ {code} có nhiều dòng không mâu thuẫn (dòng {row}); số liệu được nhận chung.", ""),
    "RETURN_006": Text(
        "hint", "Phiếu có ghi chú (comment) gắn vào ô; không đưa vào sổ.", "Mở bản gốc để xem ghi chú của cơ quan.",
    ),
    "RETURN_004": Text(
        "warning", "Ô số có giá trị ngày, giờ «{value}»; có thể Excel đã đổi số (như 5/11) thành ngày.",
        "Hỏi lại cơ quan số đúng.",
    ),
    "RETURN_005": Text(
        "hint", "{count} dòng bị xóa mã dòng ẩn; số liệu được nhận theo đúng nội dung nhiệm vụ.", "",
    ),
    # Whose it is
    "RETURN_030": Text("warning", "Mã nhận dạng là phiếu của {agency} nhưng đầu phiếu ghi {said}.", _LOOK),
    "RETURN_031": Text("warning", "Phiếu của {agency} nhưng các dòng là nhiệm vụ của {said}.", _LOOK),
    "RETURN_032": Text(
        "warning", "Một tệp có phiếu của nhiều cơ quan: {agencies}.",
        "Chọn Nhận và ghi mã một cơ quan ở trang Tệp gửi về; đề nghị cơ quan còn lại gửi tệp riêng.",
    ),
    "RETURN_033": Text("warning", "Phiếu của {agency} nhưng thư gửi từ địa chỉ của {said} ({sender}).", _LOOK),
    "RETURN_034": Text("warning", "Phiếu của {agency} kỳ {period} nhưng đầu phiếu ghi kỳ {said}.", _LOOK),
    "RETURN_035": Text(
        "hint", "Trang «{sheet}» là phiếu của kỳ khác ({count} ô); không đọc.", "Gộp riêng với kỳ của phiếu đó nếu cần.",
    ),
    "RETURN_036": Text(
        "hint", "Bản này cũ hơn bản đã nhận của {agency} (lưu {at}, bản đã nhận {newest}).",
        "Số liệu bản cũ chỉ giữ để đối chiếu.",
    ),
    "RETURN_037": Text(
        "hint", "Cơ quan trả lời trên phiếu {dispatch}, phát trước phiếu {newest} đã có trả lời.",
        "Đối chiếu lại nếu hai phiếu khác nhau.",
    ),
    "RETURN_038": Text(
        "warning", "Tệp ghi ngày lưu {saved}, sau ngày hôm nay; coi như chưa rõ ngày.",
        "Nếu cơ quan có nhiều bản khác nhau, chọn số liệu đúng ở trang Xung đột.",
    ),
    "RETURN_040": Text(
        "warning", "Tệp không còn mã nhận dạng; {share} % số dòng khớp phiếu đã phát cho {agency}.", _LOOK,
    ),
    "RETURN_041": Text(
        "warning", "Tệp không còn mã nhận dạng; {share} % số dòng khớp phiếu đã phát cho {agency} (tiếp theo: {second} {other} %).",
        _LOOK,
    ),
    "RETURN_042": Text(
        "warning", "Tệp không còn mã nhận dạng; số dòng khớp phiếu của {agency} ({share} %) và của {second} ({other} %).", _LOOK,
    ),
    "RETURN_044": Text(
        "warning", "Đầu phiếu ghi {agency} nhưng các dòng không khớp phiếu đã phát.", "Đề nghị cơ quan gửi lại trên tệp gốc.",
    ),
    "RETURN_045": Text(
        "warning", "Tệp «{name}» mất dấu tiếng Việt (chữ bị thay bằng «?») nên không đọc được.",
        "Đề nghị cơ quan lưu lại dạng .xlsx, hoặc CSV UTF-8, rồi gửi lại.",
    ),
    "RETURN_050": Text("info", "Nhận là phiếu của {agency} theo xác nhận ở trang Tệp gửi về."),
    "RETURN_051": Text(
        "warning", "Dòng {row} không khớp nhiệm vụ nào trong phiếu đã phát; không đưa vào sổ.",
        "Nếu cần, ghi trực tiếp vào trang Tiến độ.",
    ),
    "RETURN_052": Text(
        "warning", "Chưa phát phiếu kỳ {period} cho {agency} nên chưa nhận được tệp này.", "Chọn cơ quan khác ở trang Tệp gửi về.",
    ),
    "RETURN_053": Text(
        "warning", "Không dòng nào của tệp khớp phiếu đã phát cho {agency}.", "Chọn cơ quan khác ở trang Tệp gửi về.",
    ),
    "RETURN_060": Text("hint", "Cơ quan {agency} không còn trong trang Cơ quan.", "Bổ sung lại nếu bị xóa nhầm."),
    "RETURN_061": Text(
        "hint", "{agency} chỉ hoạt động đến hết ngày {until}, nay là {successors}; phiếu vẫn ghi cho {agency}.", "",
    ),
    # What the letter that brought it says
    "RETURN_062": Text(
        "warning", "Tiêu đề thư mang mã phiếu {dispatch} của {said} nhưng tệp là phiếu của {agency}.",
        "Thường do trả lời nhầm thư; nếu nghi ngờ, hỏi lại hai cơ quan.",
    ),
    "RETURN_063": Text("hint", "Tiêu đề thư mang mã phiếu {dispatch} đã phát cho {said}.", ""),
    "RETURN_064": Text(
        "warning", "Tiêu đề thư mang mã phiếu {dispatch}, kỳ {period}, không phải kỳ đang gộp.",
        "Hỏi lại cơ quan tệp này báo cáo kỳ nào trước khi nhận.",
    ),
    "RETURN_065": Text(
        "hint", "Thư gửi từ địa chỉ {sender}, chưa có trong trang Cơ quan.", "Nếu là địa chỉ của {agency}, bổ sung ở trang Cơ quan.",
    ),
}
