"""The journal: its log beside the master, what proves it, and making the record again."""

from kehoach_xl.messages.text import Text

_KEPT = "tệp ban-goc/nhat-ky.jsonl"
_REBUILD = "Đề nghị chạy lệnh rebuild để làm lại sổ từ nhật ký và bản gốc, rồi so với sổ này."

TEXTS: dict[str, Text] = {
    "JOURNAL_001": Text(
        "stop", "Không đọc hoặc không ghi được tệp nhật ký «{path}»: {reason}. Chưa có gì thay đổi trong sổ.",
        "Đề nghị kiểm tra quyền và dung lượng của thư mục ban-goc rồi thực hiện lại.",
    ),
    "JOURNAL_002": Text(
        "stop", "Tệp nhật ký «{path}» đang được chương trình khác giữ. Chưa có gì thay đổi trong sổ.",
        "Đề nghị đợi một lát rồi thực hiện lại.",
    ),
    "JOURNAL_010": Text(
        "error", "Nhật ký: dòng số {no} đã bị sửa sau khi ghi, cột {columns}; khi ghi là «{was}».", _REBUILD,
    ),
    "JOURNAL_011": Text("error", "Nhật ký thiếu dòng số {first} đến số {last}.", _REBUILD),
    "JOURNAL_012": Text("error", "Nhật ký có hai dòng cùng số {no}.", "Đề nghị xóa dòng chép thừa. " + _REBUILD),
    "JOURNAL_013": Text(
        "error", "Nhật ký: dòng số {no}, hoặc dữ kiện đi kèm lượt {batch}, không còn đúng như khi ghi.", _REBUILD,
    ),
    "JOURNAL_014": Text(
        "error",
        "Trang ẩn _kehoach: dữ kiện của lượt {batch} khác khi ghi ở {count} dòng (còn {stand}, khi ghi {written} dòng).",
        _REBUILD,
    ),
    "JOURNAL_015": Text(
        "error", "Dòng cuối của Nhật ký không khớp mã chuỗi của sổ: các dòng cuối đã bị xóa hoặc sửa.", _REBUILD,
    ),
    "JOURNAL_016": Text(
        "error", "Trang ẩn _kehoach có {count} dòng dữ kiện không do lượt nào ghi (lượt {batches}).", _REBUILD,
    ),
    "JOURNAL_020": Text(
        "error", f"Không thấy {_KEPT} cạnh sổ, nên không đối chiếu được Nhật ký với bản ghi kèm.",
        "Đề nghị chép lại thư mục ban-goc về cạnh sổ. Nếu không còn, thao tác tiếp theo sẽ lập lại tệp từ trang Nhật ký.",
    ),
    "JOURNAL_021": Text(
        "error", f"Có dòng không đọc được trong {_KEPT}: dòng {{lines}}.", "Đề nghị lấy lại tệp này từ bản sao lưu của máy.",
    ),
    "JOURNAL_022": Text(
        "error", f"Lượt {{batch}} trong {_KEPT} đã bị sửa sau khi ghi.", "Đề nghị lấy lại tệp này từ bản sao lưu của máy.",
    ),
    "JOURNAL_023": Text(
        "error", f"Không thấy lượt cuối của sổ trong {_KEPT}.",
        "Đề nghị chép đúng thư mục ban-goc của sổ này về cạnh sổ. Nếu không còn, thao tác tiếp theo sẽ ghi lại từ trang "
        "Nhật ký.",
    ),
    "JOURNAL_024": Text(
        "error", f"Thiếu các lượt trước lượt {{batch}} trong {_KEPT}.", "Đề nghị lấy lại tệp này từ bản sao lưu của máy.",
    ),
    "JOURNAL_030": Text(
        "error", "Sổ này cũ hơn nhật ký đã ghi: sau sổ này còn {batches} lượt, {count} dòng, lần cuối {at}.",
        "Nếu anh/chị vừa lấy lại một bản sao lưu: đề nghị mở bản mới nhất của sổ, hoặc chạy lệnh rebuild để ghi tiếp những "
        "lượt ấy vào một sổ mới.",
    ),
    "JOURNAL_031": Text("info", "{count} lượt đã bắt đầu nhưng bị ngắt trước khi ghi vào sổ; không ảnh hưởng số liệu."),
    "JOURNAL_032": Text(
        "info", "{count} lượt thuộc một bản khác của sổ (bản sao đã dùng riêng, hoặc trước khi lấy lại bản sao lưu).",
    ),
    "JOURNAL_033": Text(
        "info", "{count} dòng ở trang Nhật ký không do phần mềm ghi (dòng đầu: {row}); không thuộc chuỗi đối chiếu.",
    ),
    "JOURNAL_034": Text("info", "Sổ chưa có thao tác nào được ghi nhật ký."),
    "JOURNAL_035": Text(
        "info", "Bản mang tên khác ({workbooks}) đã ghi tiếp {count} lượt sau sổ này, lần cuối {at}; không tính vào sổ này.",
        "Nếu bản ấy mới là sổ đang dùng, đề nghị mở bản ấy.",
    ),
    "JOURNAL_036": Text(
        "info", f"Có dòng không đọc được trong {_KEPT} (dòng {{lines}}), nhưng các lượt của sổ này vẫn đủ.",
    ),
    "JOURNAL_040": Text(
        "error", "Không còn bản gốc của tệp «{name}» ({agency}, kỳ {period}).",
        "Đề nghị chép lại tệp này vào thư mục nhận về rồi gộp lại, hoặc lấy lại thư mục ban-goc từ bản sao lưu của máy.",
    ),
    "JOURNAL_041": Text(
        "error", "Bản gốc của tệp «{name}» ({agency}, kỳ {period}) đã bị thay đổi.",
        "Đề nghị lấy lại thư mục ban-goc từ bản sao lưu của máy.",
    ),
    "JOURNAL_050": Text(
        "info", "{count} ô ở trang Tiến độ anh/chị đã nhập sau lần chạy trước, chưa đưa vào số liệu.",
        "Thao tác tiếp theo sẽ ghi nhận.",
    ),
    "JOURNAL_051": Text(
        "info", "{count} dòng có số liệu không còn ở trang Tiến độ (nhiệm vụ đầu tiên: {code}, kỳ {period}).",
        "Gộp báo cáo lần sau sẽ ghi lại các dòng này.",
    ),
    "JOURNAL_052": Text(
        "error", "Trang Xung đột không còn đúng: thiếu {missing} dòng, thừa hoặc khác {other} dòng so với dữ kiện.",
        "Đề nghị gộp lại, hoặc chạy lệnh rebuild.",
    ),
    "JOURNAL_060": Text(
        "stop", "Đã có tệp «{path}».", "Đề nghị chọn tên khác sau --out; lệnh rebuild không ghi đè tệp nào.",
    ),
    "JOURNAL_061": Text(
        "stop", "Tệp làm lại phải cùng đuôi với sổ ({suffix}).", "Đề nghị đặt lại tên tệp sau --out.",
    ),
    "JOURNAL_062": Text("stop", "Không ghi được «{path}»: {reason}.", "Đề nghị chọn thư mục khác sau --out."),
    "JOURNAL_070": Text("info", f"Dữ kiện lấy từ {_KEPT}: {{batches}} lượt."),
    "JOURNAL_071": Text(
        "warning", "Tệp nhật ký không dùng được cho sổ này; dữ kiện lấy từ trang ẩn của sổ.", "Đề nghị xem kỹ kết quả.",
    ),
    "JOURNAL_072": Text(
        "warning", "Dữ kiện của lượt {batch} không chứng minh được là còn nguyên.", "Đề nghị xem lại số liệu của lượt này.",
    ),
    "JOURNAL_073": Text(
        "info", "Sổ đưa vào cũ hơn nhật ký; đã ghi tiếp {batches} lượt sau đó.",
    ),
    "JOURNAL_074": Text(
        "warning", "Tệp «{name}»: {count} ô trong nhật ký khác bản gốc, ô đầu tiên: nhiệm vụ {code}, cột {column}, nhật ký "
        "«{fact}», bản gốc «{original}».", "Sổ làm lại giữ theo nhật ký. Đề nghị xem lại các ô này.",
    ),
    "JOURNAL_075": Text(
        "info", "Tệp «{name}»: không đọc lại được bản gốc, dùng dữ kiện trong nhật ký.", "{reason}",
    ),
    "JOURNAL_078": Text(
        "warning", "Tệp «{name}»: {count} ô trong nhật ký khác bản gốc, ô đầu tiên: nhiệm vụ {code}, cột {column}, nhật ký "
        "«{fact}», bản gốc «{original}».", "Nhật ký của lượt này không còn nguyên nên sổ làm lại lấy theo bản gốc.",
    ),
    "JOURNAL_076": Text(
        "warning", "Sổ đưa vào chưa có khóa ký phiếu; phiếu đã phát sau bản ấy sẽ không được nhận khi gộp.",
        "Đề nghị dùng một bản sao lưu sau lần phát phiếu đầu tiên.",
    ),
    "JOURNAL_077": Text(
        "warning", "{count} ô anh/chị nhập ở trang Tiến độ mà chưa thao tác nào ghi nhận sẽ không có trong sổ làm lại.",
        "Đề nghị chạy gộp trên sổ cũ trước, rồi làm lại; hoặc nhập lại các ô này vào sổ mới.",
    ),
    "JOURNAL_080": Text(
        "info", "Đủ {rows} dòng: các dòng số {first} đến số {last} chuyển sang tệp ban-goc/nhat-ky.jsonl.",
    ),
    "JOURNAL_081": Text(
        "info", "Không thấy lượt trước của sổ trong tệp ban-goc/nhat-ky.jsonl; đã lập lại từ trang Nhật ký.",
    ),
}
