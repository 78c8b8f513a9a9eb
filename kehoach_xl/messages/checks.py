"""The rules of «Kiểm tra»: level, sentence, remedy, the short name of the rule and, where one says so, its source."""

from kehoach_xl.messages.text import Text

NUMBERS = "Nghị định số 30/2020/NĐ-CP, Phụ lục I (số, ký hiệu của văn bản)"
LETTERS = "Nghị định số 30/2020/NĐ-CP, Phụ lục I (bộ mã ký tự Unicode theo TCVN 6909:2001)"
PERIODS = "Nghị định số 09/2019/NĐ-CP, Điều 12"
STATUS = "Quyết định số 42/2014/QĐ-TTg"
REGIONS = "Nghị quyết số 202/2025/QH15 (34 tỉnh, thành phố)"

APPENDIX: dict[str, Text] = {
    "CHECK_001": Text(
        "error", "Dòng này chưa có mã dòng nên không được giao phiếu và tổng hợp.",
        "Sao chép một dòng nhiệm vụ có sẵn, hoặc ghi mã chưa dùng (ví dụ NV999) vào cột ẩn Mã dòng.",
        "Dòng chưa có mã dòng",
    ),
    "CHECK_002": Text(
        "error", "Mã dòng {value} bị trùng với dòng {other}.", "Ghi cho một trong hai dòng một mã chưa dùng.",
        "Mã dòng bị trùng",
    ),
    "CHECK_003": Text(
        "error", "Dòng chưa có số thứ tự.", "Ghi số thứ tự như phụ lục.", "Thiếu số thứ tự",
    ),
    "CHECK_004": Text(
        "error", "Số thứ tự {value} bị trùng với dòng {other}.", "Đối chiếu phụ lục và ghi lại số thứ tự.",
        "Số thứ tự bị trùng",
    ),
    "CHECK_005": Text(
        "warning", "Số thứ tự nhảy từ {before} đến {value}.", "Đối chiếu phụ lục xem có thiếu nhiệm vụ không.",
        "Số thứ tự không liên tục",
    ),
    "CHECK_006": Text(
        "error", "Nhiệm vụ {value} đang nằm dưới mục {component}.", "Chuyển về đúng mục hoặc sửa số thứ tự.",
        "Số thứ tự không khớp chỉ số, nhóm nhiệm vụ",
    ),
    "CHECK_007": Text(
        "error", "Số thứ tự {value} đang là số nên 3.10 và 3.1 không phân biệt được.",
        "Định dạng ô là văn bản rồi ghi lại số thứ tự.", "Số thứ tự lưu dạng số",
    ),
    "CHECK_008": Text(
        "error", "Dòng có số liệu nhưng chưa có nội dung nhiệm vụ hoặc tên chỉ số, nhóm nên không được tính.",
        "Ghi nội dung như phụ lục, hoặc xóa các ô còn lại của dòng.", "Dòng chưa có nội dung",
    ),
    "CHECK_009": Text(
        "warning", "Số thứ tự «{value}» chưa đúng dạng.", "Ghi theo dạng 1, 1.1 hoặc I, không có dấu phẩy, dấu cách.",
        "Số thứ tự sai dạng",
    ),
    "CHECK_010": Text(
        "error", "Điểm số chưa đọc được: {reason}", "Ghi điểm bằng chữ số trong thang điểm, ví dụ 4,93.",
        "Điểm số không đọc được",
    ),
    "CHECK_012": Text(
        "warning", "{what} chưa có.", "Bổ sung theo phụ lục; chưa công bố thì để trống và bỏ qua cảnh báo này.",
        "Thiếu điểm số hoặc xếp hạng",
    ),
    "CHECK_013": Text(
        "error", "Xếp hạng chưa đọc được: {reason}", "Ghi theo dạng 50/63.", "Xếp hạng không đọc được",
    ),
    "CHECK_014": Text(
        "error", "Xếp hạng {value} lớn hơn tổng số được xếp hạng.", "Đối chiếu phụ lục và ghi lại.",
        "Xếp hạng lớn hơn tổng số",
    ),
    "CHECK_015": Text(
        "hint", "Năm cơ sở xếp hạng trên {base}, mục tiêu trên {goal} tỉnh, thành phố.",
        "Không trừ hai thứ hạng cho nhau; xem vị trí tương đối ở trang Chỉ số.",
        "Tổng số được xếp hạng thay đổi giữa hai năm", REGIONS,
    ),
    "CHECK_016": Text(
        "warning", "Mục tiêu {value} thấp hơn điểm năm cơ sở {base}.",
        "Đối chiếu phụ lục; nếu đúng như văn bản thì giữ nguyên.", "Điểm mục tiêu thấp hơn năm cơ sở",
    ),
    "CHECK_020": Text(
        "warning", "Nhiệm vụ {code} chưa có cơ quan chủ trì nên không được giao phiếu.",
        "Ghi cơ quan chủ trì, hoặc cơ quan báo cáo; văn bản không nêu thì cần phân công trước khi phân phát.",
        "Thiếu cơ quan chủ trì",
    ),
    "CHECK_021": Text(
        "error", "Cơ quan «{value}» chưa có trong trang Cơ quan.",
        "Tên gần giống: {near}. Sửa lại tên, hoặc bổ sung tên gọi khác ở trang Cơ quan.", "Cơ quan chưa có trong danh sách",
    ),
    "CHECK_022": Text(
        "warning", "Nhiệm vụ {code} giao cho nhóm «{group}» chưa có thành viên nên chưa gửi phiếu cho ai.",
        "Ghi mã các thành viên vào cột Thành viên ở trang Cơ quan, hoặc ghi cơ quan báo cáo ở trang Phụ lục.",
        "Nhóm chủ trì chưa có thành viên",
    ),
    "CHECK_024": Text(
        "hint", "Nhiệm vụ {code} không ghi cơ quan phối hợp.", "Đúng như văn bản thì giữ nguyên.",
        "Không có cơ quan phối hợp",
    ),
    "CHECK_025": Text(
        "warning", "Cơ quan «{value}» đã kết thúc hoạt động ngày {day}.", "Giao cho cơ quan kế thừa: {successor}.",
        "Cơ quan đã kết thúc hoạt động",
    ),
    "CHECK_030": Text(
        "warning", "Thời gian thực hiện «{value}» chưa hiểu được nên không tính được hạn.",
        "Ghi theo một dạng đã biết, ví dụ 2025 - 2030; Hàng năm; Thường xuyên; trước ngày 15/11.",
        "Thời gian thực hiện không hiểu được",
    ),
    "CHECK_031": Text(
        "warning", "Nhiệm vụ {code} chưa ghi thời gian thực hiện nên không tính được hạn.",
        "Ghi thời gian theo văn bản; văn bản không nêu thì để trống.",
        "Thiếu thời gian thực hiện",
    ),
    "CHECK_090": Text("hint", "{says}", "Giữ như văn bản; chỉ để lưu ý.", "Chỗ khác thường của bản in"),
    "CHECK_120": Text(
        "error", "Nhiệm vụ {code} {what} nên không được tính vào chỉ số, nhóm nào.",
        "Ghi số thứ tự của chỉ số hoặc nhóm vào cột ẩn Chỉ số.", "Nhiệm vụ chưa gắn với chỉ số, nhóm nhiệm vụ",
    ),
    "CHECK_121": Text(
        "warning", "Nội dung giống dòng {other}.", "Đối chiếu phụ lục; nếu ghi hai lần thì giữ một dòng.",
        "Nội dung bị ghi hai lần",
    ),
    "CHECK_122": Text(
        "error", "Điểm số {value} nằm ngoài thang điểm từ 0 đến {most}.", "Đối chiếu phụ lục và ghi lại.",
        "Điểm số ngoài thang điểm",
    ),
    "CHECK_123": Text(
        "warning", "Xếp hạng mục tiêu {value} kém hơn năm cơ sở {base}.",
        "Đối chiếu phụ lục; nếu đúng như văn bản thì giữ nguyên.", "Xếp hạng mục tiêu kém hơn năm cơ sở",
    ),
    "CHECK_124": Text(
        "warning", "Xếp hạng {value} chưa ghi trên tổng số bao nhiêu.", "Ghi theo dạng 50/63.",
        "Xếp hạng chưa có tổng số",
    ),
    "CHECK_125": Text(
        "warning", "Xếp hạng trên tổng số {value}, các dòng khác trên {other}.", "Đối chiếu văn bản công bố cùng năm.",
        "Tổng số được xếp hạng không thống nhất",
    ),
    "CHECK_126": Text(
        "warning", "Cơ quan «{value}» được ghi hai lần trong ô.", "Xóa lần ghi thừa.", "Cơ quan ghi hai lần trong một ô",
    ),
    "CHECK_127": Text(
        "warning", "Cơ quan «{value}» vừa chủ trì vừa phối hợp nhiệm vụ {code}.", "Bỏ cơ quan này ở cột Phối hợp.",
        "Cơ quan vừa chủ trì vừa phối hợp",
    ),
    "CHECK_128": Text(
        "warning", "Cơ quan «{value}» đã kết thúc hoạt động ngày {day} và được chia cho: {successors}.",
        "Chọn một cơ quan kế thừa rồi ghi thay vào ô này.", "Cơ quan đã chia tách, cần chọn cơ quan kế thừa",
    ),
    "CHECK_129": Text(
        "warning", "Cơ quan «{value}» hoạt động từ ngày {day}, sau ngày hôm nay.",
        "Kiểm tra cột Từ ngày ở trang Cơ quan, hoặc giao cho cơ quan đang hoạt động.", "Cơ quan chưa hoạt động",
    ),
    "CHECK_130": Text(
        "warning", "Thời gian thực hiện «{value}» kết thúc trước năm kế hoạch {year}.",
        "Đối chiếu phụ lục; nhiệm vụ đã xong thì không cần giao.", "Thời gian thực hiện kết thúc trước năm kế hoạch",
    ),
    "CHECK_131": Text(
        "warning", "Thời gian thực hiện «{value}» kéo dài quá năm {year}, năm cuối của kế hoạch.",
        "Đối chiếu phụ lục và ghi lại.", "Thời gian thực hiện quá năm cuối của kế hoạch",
    ),
    "CHECK_132": Text(
        "error", "Ngày bổ sung, dừng nhiệm vụ chưa đúng: {what}.", "Bấm Hoàn tác lần điều chỉnh gần nhất, hoặc ghi lại ngày ở cột ẩn.",
        "Ngày bổ sung, dừng nhiệm vụ không hợp lệ",
    ),
}

SPELLING: dict[str, Text] = {
    "CHECK_109": Text(
        "error", "«{value}» gồm nhiều cơ quan chưa ngăn cách bằng dấu chấm phẩy nên chưa đọc được.",
        "Ghi cách nhau bằng dấu chấm phẩy: «{fix}».", "Nhiều cơ quan chưa ngăn cách bằng dấu chấm phẩy",
    ),
    "CHECK_110": Text(
        "hint", "Ô có {what}.", "Sửa thành «{fix}»; nội dung không thay đổi.",
        "Dấu cách thừa, ký tự không nhìn thấy trong ô",
    ),
    "CHECK_111": Text(
        "hint", "Chữ có dấu trong ô được ghép từ nhiều ký tự rời nên khó tìm và dễ bị so sánh sai.",
        "Sửa thành «{fix}» bằng chữ Unicode dựng sẵn; cách đọc không thay đổi.", "Chữ tiếng Việt ở dạng tổ hợp (NFD)",
    ),
    "CHECK_112": Text(
        "hint", "«{value}» chưa theo tên đầy đủ ở trang Cơ quan.", "Sửa thành «{fix}».",
        "Cơ quan ghi tắt hoặc theo tên gọi khác",
    ),
    "CHECK_113": Text(
        "hint", "«{value}» chưa ghi theo mã ở trang Cơ quan.", "Sửa thành «{fix}».",
        "Thành viên, cơ quan kế thừa ghi bằng tên thay cho mã",
    ),
    "CHECK_114": Text(
        "hint", "Số «{value}» đang là văn bản nên công thức không tính được.", "Sửa thành số {fix}.",
        "Số ghi dưới dạng văn bản",
    ),
    "CHECK_115": Text("hint", "Thứ hạng «{value}» chưa theo dạng n/N.", "Sửa thành «{fix}».", "Cách ghi thứ hạng"),
    "CHECK_116": Text(
        "hint", "Ngày «{value}» đang là văn bản nên không sắp xếp, so sánh được.", "Sửa thành ngày {fix}.",
        "Ngày ghi dưới dạng văn bản",
    ),
    "CHECK_117": Text("hint", "Mã kỳ «{value}» chưa theo dạng chuẩn.", "Sửa thành «{fix}».", "Cách ghi mã kỳ báo cáo"),
    "CHECK_118": Text(
        "hint", "«{value}» chưa theo danh mục lựa chọn của cột.", "Sửa thành «{fix}».", "Giá trị ghi khác danh mục lựa chọn",
    ),
    "CHECK_119": Text(
        "hint", "Thư điện tử «{value}» có dấu cách, chữ hoa hoặc dấu ngăn cách chưa thống nhất.", "Sửa thành «{fix}».",
        "Cách ghi thư điện tử",
    ),
}

INDICES: dict[str, Text] = {
    "CHECK_040": Text(
        "warning", "{what} ở trang Chỉ số là {value}, ở trang Phụ lục là {other}.",
        "Sửa cho hai trang thống nhất với văn bản.", "Số liệu hai trang Chỉ số và Phụ lục khác nhau",
    ),
    "CHECK_041": Text(
        "warning", "Bộ chỉ số gồm {wanted} chỉ số thành phần nhưng phụ lục có {found}.", "Đối chiếu phụ lục.",
        "Số chỉ số thành phần khác bộ chỉ số",
    ),
    "CHECK_042": Text(
        "warning", "Tổng điểm đã công bố {value} lệch {difference} so với tổng các chỉ số thành phần {total}.",
        "Đối chiếu số công bố; lệch do làm tròn đến 0,05 là bình thường.", "Tổng điểm lệch so với các thành phần",
    ),
    "CHECK_200": Text(
        "error", "Dòng này không ứng với chỉ số thành phần nào ở trang Phụ lục.",
        "Ghi lại mã dòng của chỉ số ở cột ẩn Mã dòng, hoặc xóa nội dung dòng.", "Dòng không có trong phụ lục",
    ),
    "CHECK_201": Text(
        "warning", "Chỉ số thành phần «{value}» có ở trang Phụ lục nhưng không có ở trang Chỉ số.",
        "Bổ sung dòng vào trang Chỉ số với cùng mã dòng.", "Chỉ số thành phần thiếu ở trang Chỉ số",
    ),
    "CHECK_202": Text(
        "error", "Mã dòng {value} bị trùng với dòng {other}.", "Giữ một dòng cho mỗi chỉ số thành phần.",
        "Chỉ số thành phần ghi hai dòng",
    ),
    "CHECK_203": Text(
        "warning", "{what} ở trang Chỉ số là «{value}», ở trang Phụ lục là «{other}».",
        "Sửa cho hai trang thống nhất với văn bản.", "Số thứ tự, tên hai trang khác nhau",
    ),
    "CHECK_204": Text(
        "warning", "{what} chưa có.", "Ghi đủ hạng và tổng số được xếp hạng theo văn bản công bố.",
        "Hạng và tổng số chỉ ghi một nửa",
    ),
    "CHECK_205": Text(
        "warning", "{what} đã công bố ở chỉ số khác nhưng chưa ghi ở đây.", "Bổ sung theo văn bản công bố.",
        "Số liệu công bố ghi chưa đủ",
    ),
    "CHECK_206": Text(
        "error", "{what} «{value}» không phải số nguyên từ {least} trở lên.", "Ghi bằng chữ số, ví dụ 50 và 63.",
        "Hạng, tổng số không hợp lệ",
    ),
    "CHECK_207": Text(
        "error", "Năm «{value}» không phải là năm từ {first} đến {last} nên dòng này không được tính.",
        "Ghi năm bằng bốn chữ số, ví dụ 2023.", "Năm của mục tiêu, kết quả không hợp lệ",
    ),
    "CHECK_208": Text(
        "error", "Dòng chưa ghi năm nên không được tính.", "Ghi năm bằng bốn chữ số, hoặc xóa các ô còn lại của dòng.",
        "Mục tiêu, kết quả chưa ghi năm",
    ),
    "CHECK_209": Text(
        "error", "Không có chỉ số thành phần nào mang số thứ tự {value} nên dòng này không được tính.",
        "Ghi số thứ tự hiện nay của chỉ số ở bảng I; để trống nếu là chỉ số chung.",
        "Mục tiêu, kết quả của chỉ số không có trong kế hoạch",
    ),
    "CHECK_210": Text(
        "warning", "Năm {value} của chỉ số này đã ghi ở dòng {other}; sổ dùng dòng ghi sau.", "Giữ một dòng.",
        "Mục tiêu, kết quả một năm ghi hai lần",
    ),
    "CHECK_211": Text(
        "warning", "Dòng chưa có điểm, hạng, tên hay nhóm.", "Ghi số liệu theo văn bản công bố, hoặc xóa dòng.",
        "Mục tiêu, kết quả chưa có số liệu",
    ),
    "CHECK_212": Text(
        "warning", "{what} ở đây là {value}, ở bảng I của trang Chỉ số là {other}; sổ dùng số ở bảng I.",
        "Đối chiếu văn bản công bố; năm cơ sở và năm mục tiêu chỉ cần nhập ở bảng I.",
        "Kết quả khác với bảng I của trang Chỉ số",
    ),
    "CHECK_213": Text(
        "warning", "{what} ở đây là {value}, ở bảng I của trang Chỉ số là {other}.",
        "Sửa cho thống nhất; mục tiêu đổi theo văn bản thì ghi ở trang Điều chỉnh.",
        "Mục tiêu khác với bảng I của trang Chỉ số",
    ),
    "CHECK_214": Text(
        "warning", "Tổng số giả định ở bảng III là «{value}», không phải số nguyên từ 2 trở lên nên không được dùng.",
        "Ghi số tỉnh, thành phố (đơn vị) được xếp hạng, ví dụ 34; chưa rõ thì để trống.",
        "Tổng số giả định không hợp lệ",
    ),
    "CHECK_215": Text(
        "warning", "{what} là «{value}», không phải số từ 0 đến 100; sổ đang dùng mức thường dùng {usual} %.",
        "Ghi số từ 0 đến 100, hoặc để trống để dùng mức thường dùng.", "Mức so sánh không hợp lệ",
    ),
    "CHECK_216": Text(
        "error", "{what} «{value}» chưa dùng được nên chỉ tiêu này chưa được đánh giá.",
        "Ghi mức và kết quả bằng một số, chọn so sánh trong danh sách; khoảng cần mức đầu không lớn hơn mức cuối.",
        "Mức, kết quả của chỉ tiêu không đọc được",
    ),
}

PROGRESS: dict[str, Text] = {
    "CHECK_050": Text("error", "{reason}", "{todo}", "Số liệu báo cáo không đọc được"),
    "CHECK_051": Text(
        "warning", "Nhiệm vụ {code} ghi Hoàn thành nhưng chưa có số, ký hiệu văn bản.",
        "Đề nghị cơ quan bổ sung văn bản, sản phẩm.", "Hoàn thành nhưng chưa có văn bản", STATUS,
    ),
    "CHECK_052": Text(
        "warning", "Nhiệm vụ {code} ghi Hoàn thành nhưng tỷ lệ là {value} %.", "Thống nhất trạng thái và tỷ lệ.",
        "Hoàn thành nhưng tỷ lệ dưới 100 %",
    ),
    "CHECK_053": Text(
        "warning", "Nhiệm vụ {code} ghi Hoàn thành nhưng chưa có ngày hoàn thành.",
        "Bổ sung ngày để xác định đúng hạn hay quá hạn.", "Hoàn thành nhưng chưa có ngày", STATUS,
    ),
    "CHECK_054": Text(
        "error", "Ngày hoàn thành {value} sau ngày hôm nay.", "Kiểm tra lại ngày, tháng.", "Ngày hoàn thành ở tương lai",
    ),
    "CHECK_055": Text(
        "hint", "Nhiệm vụ {code} ghi Hoàn thành với số lượng {value}, kế hoạch giao ít nhất {wanted}.",
        "Xác nhận lại với cơ quan.", "Số lượng thấp hơn kế hoạch giao",
    ),
    "CHECK_056": Text(
        "hint", "Tỷ lệ {value} % rất nhỏ.", "Nếu muốn ghi 85 % thì nhập 85, không nhập 0,85 hoặc 85%.",
        "Tỷ lệ có thể ghi nhầm đơn vị",
    ),
    "CHECK_057": Text(
        "hint", "Nhiệm vụ {code} ghi {status} nhưng chưa có kết quả thực hiện.",
        "Đề nghị cơ quan nêu ngắn gọn kết quả trong kỳ.", "Chưa nêu kết quả thực hiện",
    ),
    "CHECK_300": Text(
        "error", "Dòng chưa có {what} nên không được tính vào nhiệm vụ, kỳ nào.",
        "Sao chép cột ẩn từ dòng cùng nhiệm vụ, hoặc chuyển số liệu sang dòng đã có sẵn.",
        "Dòng báo cáo thiếu mã nhiệm vụ hoặc kỳ",
    ),
    "CHECK_301": Text(
        "error", "Dòng này cùng nhiệm vụ, cơ quan và kỳ với dòng {other}.", "Gộp số liệu vào một dòng, xóa dòng kia.",
        "Hai dòng cùng nhiệm vụ, cơ quan, kỳ",
    ),
    "CHECK_302": Text(
        "error", "Mã dòng «{value}» không khớp nhiệm vụ, kỳ, cơ quan của dòng.",
        "Ghi lại mã dòng là {wanted}, hoặc bấm Hoàn tác.", "Mã dòng báo cáo không khớp",
    ),
    "CHECK_303": Text(
        "warning", "Nhiệm vụ {value} không còn ở trang Phụ lục.",
        "Khôi phục dòng ở trang Phụ lục, hoặc dùng trang Điều chỉnh để dừng nhiệm vụ.", "Nhiệm vụ không có trong phụ lục",
    ),
    "CHECK_304": Text(
        "error", "Kỳ «{value}» chưa có ở trang Kỳ báo cáo.", "Sửa mã kỳ, hoặc mở kỳ báo cáo này.", "Kỳ chưa được mở",
    ),
    "CHECK_305": Text(
        "error", "Mã cơ quan «{value}» chưa có ở trang Cơ quan.", "Mã, tên gần giống: {near}. Sửa lại mã cơ quan.",
        "Mã cơ quan không có trong danh sách",
    ),
    "CHECK_306": Text(
        "warning", "{what} là «{value}», ở trang {sheet} là «{other}».", "Sửa cho thống nhất với trang {sheet}.",
        "Thông tin chép ở dòng báo cáo khác bản gốc",
    ),
    "CHECK_307": Text(
        "warning", "Nhiệm vụ {code} chưa thực hiện trong kỳ {period} ({why}).",
        "Kiểm tra kỳ của dòng, hoặc thời gian thực hiện ở trang Phụ lục.", "Báo cáo trước khi nhiệm vụ bắt đầu",
    ),
    "CHECK_308": Text(
        "error", "{what} «{value}» không phải ngày.", "Bấm Hoàn tác, hoặc ghi lại theo dạng ngày/tháng/năm.",
        "Ngày do sổ ghi đã bị sửa",
    ),
    "CHECK_310": Text(
        "error", "Ngày hoàn thành {value} sau ngày gửi báo cáo {day}.", "Đề nghị cơ quan xác nhận ngày hoàn thành.",
        "Ngày hoàn thành sau ngày gửi báo cáo",
    ),
    "CHECK_311": Text(
        "warning", "Ngày hoàn thành {value} sau ngày cuối kỳ {period} ({day}).",
        "Chuyển kết quả sang kỳ sau, hoặc sửa ngày.", "Ngày hoàn thành sau kỳ báo cáo", STATUS,
    ),
    "CHECK_312": Text(
        "warning", "Ngày hoàn thành {value} trước năm kế hoạch {year}.", "Kiểm tra lại ngày, tháng, năm.",
        "Ngày hoàn thành trước kế hoạch",
    ),
    "CHECK_313": Text(
        "warning", "Nhiệm vụ {code} có ngày hoàn thành nhưng trạng thái là {status}.",
        "Thống nhất trạng thái và ngày hoàn thành.", "Có ngày hoàn thành nhưng chưa ghi Hoàn thành",
    ),
    "CHECK_314": Text(
        "error", "Ngày văn bản {value} sau ngày hôm nay.", "Kiểm tra lại ngày, tháng.", "Ngày văn bản ở tương lai",
    ),
    "CHECK_315": Text(
        "warning", "Ngày văn bản {value} trước năm cơ sở {year}.", "Kiểm tra lại ngày, tháng, năm.",
        "Ngày văn bản trước kế hoạch",
    ),
    "CHECK_316": Text(
        "warning", "Có ngày văn bản nhưng chưa có số, ký hiệu văn bản.", "Bổ sung số, ký hiệu, ví dụ 12/BC-SCT.",
        "Có ngày văn bản, thiếu số, ký hiệu", NUMBERS,
    ),
    "CHECK_317": Text(
        "hint", "Văn bản «{value}» chưa có ngày.", "Bổ sung ngày văn bản.", "Có số, ký hiệu, thiếu ngày văn bản", NUMBERS,
    ),
    "CHECK_320": Text(
        "warning", "Tỷ lệ 100 % nhưng trạng thái là {status}.", "Thống nhất trạng thái và tỷ lệ.",
        "Tỷ lệ 100 % nhưng chưa ghi Hoàn thành",
    ),
    "CHECK_321": Text(
        "warning", "Nhiệm vụ {code} ghi Chưa thực hiện nhưng {what} là {value}.", "Sửa trạng thái hoặc xóa số liệu này.",
        "Chưa thực hiện nhưng đã có số liệu",
    ),
    "CHECK_322": Text(
        "warning", "Nhiệm vụ {code} có số liệu nhưng chưa có trạng thái nên tính là chưa báo cáo.",
        "Chọn trạng thái trong danh sách.", "Có số liệu nhưng chưa có trạng thái", STATUS,
    ),
    "CHECK_323": Text(
        "warning", "Nhiệm vụ {code} ghi Không còn phù hợp nhưng chưa nêu lý do.",
        "Nêu lý do ở cột kết quả, khó khăn hoặc kiến nghị.", "Không còn phù hợp nhưng chưa nêu lý do",
    ),
    "CHECK_324": Text(
        "warning", "Tỷ lệ {value} % thấp hơn {before} % của kỳ {period}.", "Xác nhận lại với cơ quan.",
        "Tỷ lệ thấp hơn kỳ trước",
    ),
    "CHECK_325": Text(
        "warning", "Trạng thái {value}, trong khi kỳ {period} đã ghi {before}.", "Xác nhận lại với cơ quan.",
        "Trạng thái lùi so với kỳ trước",
    ),
    "CHECK_330": Text(
        "warning", "Số, ký hiệu văn bản «{value}» {what}.", "Ghi số và ký hiệu, ví dụ 12/BC-SCT; nhiều văn bản cách nhau bằng dấu chấm phẩy.",
        "Số, ký hiệu văn bản sai dạng", NUMBERS,
    ),
    "CHECK_331": Text(
        "hint", "«{value}» là lời mô tả, không phải số, ký hiệu văn bản.",
        "Nếu có văn bản thì ghi số, ký hiệu; phần mô tả ghi ở cột kết quả.", "Văn bản ghi bằng lời", NUMBERS,
    ),
    "CHECK_332": Text(
        "hint", "Ký hiệu «{value}» chưa có chữ viết tắt tên cơ quan ban hành.", "Ghi đủ, ví dụ 12/BC-SCT.",
        "Ký hiệu thiếu cơ quan ban hành", NUMBERS,
    ),
}

AGENCIES: dict[str, Text] = {
    "CHECK_070": Text(
        "hint", "{count} cơ quan chưa có thư điện tử: {names}.", "Bổ sung ở cột Thư điện tử trước khi gửi thư.",
        "Chưa có thư điện tử",
    ),
    "CHECK_071": Text(
        "error", "{says}",
        "Ghi theo dạng ten@donvi.gov.vn, nhiều địa chỉ cách nhau bằng dấu chấm phẩy; chưa rõ thì hỏi lại cơ quan.",
        "Thư điện tử sai dạng",
    ),
    "CHECK_072": Text(
        "error", "Mã hoặc tên «{value}» bị trùng với dòng {other}.", "Mỗi cơ quan có một mã và tên gọi riêng.",
        "Mã, tên cơ quan bị trùng",
    ),
    "CHECK_073": Text(
        "error", "Thành viên «{value}» của nhóm chưa có trong danh sách.",
        "Tên gần giống: {near}. Ghi mã cơ quan có ở cột Mã; nhiều cơ quan cách nhau bằng dấu chấm phẩy.",
        "Thành viên nhóm chưa có trong danh sách",
    ),
    "CHECK_400": Text(
        "error", "Cơ quan «{value}» chưa có mã nên không được giao phiếu.", "Ghi mã ngắn, không dấu cách, ví dụ SCT.",
        "Cơ quan chưa có mã",
    ),
    "CHECK_401": Text("error", "Cơ quan có mã {value} chưa có tên.", "Ghi tên đầy đủ.", "Cơ quan chưa có tên"),
    "CHECK_402": Text(
        "warning", "Loại «{value}» không có trong danh sách nên được hiểu là Cơ quan.", "Ghi Cơ quan hoặc Nhóm.",
        "Loại cơ quan không hợp lệ",
    ),
    "CHECK_403": Text(
        "error", "Mã «{value}» có dấu cách hoặc ký tự không dùng được trong tên tệp.",
        "Ghi mã chỉ gồm chữ, số, dấu gạch nối, ví dụ SNNMT.", "Mã cơ quan sai dạng",
    ),
    "CHECK_410": Text(
        "warning", "Thành viên «{value}» đã kết thúc hoạt động ngày {day}.", "Thay bằng cơ quan kế thừa: {successor}.",
        "Thành viên nhóm đã kết thúc hoạt động",
    ),
    "CHECK_411": Text(
        "warning", "Thành viên «{value}» được ghi hai lần.", "Xóa lần ghi thừa.", "Thành viên nhóm ghi hai lần",
    ),
    "CHECK_412": Text(
        "hint", "Thành viên «{value}» cũng là một nhóm; phiếu được gửi cho các thành viên của nhóm đó.",
        "Đúng như phân công thì giữ nguyên.", "Thành viên là một nhóm khác",
    ),
    "CHECK_413": Text(
        "warning", "Dòng ghi thành viên nhưng loại không phải Nhóm nên thành viên không được tính.",
        "Sửa loại thành Nhóm, hoặc xóa thành viên.", "Có thành viên nhưng không phải nhóm",
    ),
    "CHECK_414": Text(
        "error", "Nhóm «{value}» có thành viên là chính nhóm này.", "Xóa thành viên đó.", "Nhóm là thành viên của chính mình",
    ),
    "CHECK_420": Text(
        "error", "{what} chưa đọc được: {reason}", "Ghi theo dạng ngày/tháng/năm.", "Ngày hiệu lực không đọc được",
    ),
    "CHECK_421": Text(
        "error", "Đến ngày {value} trước Từ ngày {start}.", "Kiểm tra lại hai ngày.", "Ngày hiệu lực bị ngược",
    ),
    "CHECK_430": Text(
        "error", "Cơ quan kế thừa «{value}» chưa có trong danh sách.", "Tên gần giống: {near}. Ghi mã có ở cột Mã; nhiều cơ quan cách nhau bằng dấu chấm phẩy.",
        "Cơ quan kế thừa chưa có trong danh sách",
    ),
    "CHECK_431": Text(
        "error", "Cơ quan kế thừa là chính cơ quan này.", "Ghi mã cơ quan tiếp nhận, hoặc để trống.",
        "Cơ quan tự kế thừa chính mình",
    ),
    "CHECK_432": Text(
        "error", "Các cơ quan kế thừa vòng tròn: {value}.", "Sửa một trong các dòng để có cơ quan đang hoạt động.",
        "Cơ quan kế thừa vòng tròn",
    ),
    "CHECK_433": Text(
        "hint", "Cơ quan đã kết thúc hoạt động ngày {day} nhưng chưa ghi cơ quan kế thừa.",
        "Ghi mã cơ quan kế thừa; nhiều cơ quan cách nhau bằng dấu chấm phẩy.", "Chưa ghi cơ quan kế thừa",
    ),
    "CHECK_434": Text(
        "warning", "Có cơ quan kế thừa nhưng chưa ghi ngày kết thúc nên vẫn tính là đang hoạt động.",
        "Ghi cột Đến ngày theo văn bản.", "Có cơ quan kế thừa, thiếu ngày kết thúc",
    ),
    "CHECK_436": Text(
        "warning", "Thư điện tử «{value}» cũng là của cơ quan ở dòng {other}.", "Kiểm tra lại địa chỉ của hai cơ quan.",
        "Hai cơ quan chung thư điện tử",
    ),
    "CHECK_437": Text(
        "warning", "Tên miền «{value}» của thư điện tử có dấu; thư được gửi tới {ascii}.",
        "Đúng là tên miền tiếng Việt thì giữ nguyên; nếu do bộ gõ thì ghi lại, có thể là {near}.",
        "Tên miền thư điện tử có dấu",
    ),
    "CHECK_438": Text(
        "warning", "Tên miền «{value}» của thư điện tử chỉ khác một chữ với {near} nên có thể gõ nhầm.",
        "Kiểm tra lại địa chỉ: thư gửi nhầm tên miền sẽ đến người khác.", "Tên miền thư điện tử có thể gõ nhầm",
    ),
    "CHECK_439": Text(
        "hint", "Thư điện tử «{value}» là hộp thư công cộng, không phải hộp thư công vụ.",
        "Nếu cơ quan có hộp thư công vụ thì ghi thay vào.", "Thư điện tử công cộng",
    ),
    "CHECK_440": Text(
        "warning", "Dòng này là nhóm nên thư điện tử «{value}» không được dùng; thư được gửi cho từng thành viên.",
        "Chuyển địa chỉ sang dòng của từng cơ quan thành viên.", "Nhóm có thư điện tử",
    ),
}

PERIOD: dict[str, Text] = {
    "CHECK_080": Text(
        "error", "Mã kỳ «{value}» chưa hợp lệ.", "Ghi theo dạng 2025-H2, 2025-Q3, 2025-T11, 2025-9T hoặc 2025.",
        "Mã kỳ không hợp lệ",
    ),
    "CHECK_081": Text(
        "error", "Kỳ {code} chưa có hạn cơ quan nộp.", "Ghi hạn theo văn bản của tỉnh.", "Thiếu hạn cơ quan nộp",
    ),
    "CHECK_082": Text(
        "warning", "Hạn nộp {value} sớm hơn ngày bắt đầu kỳ.", "Kiểm tra lại ngày, tháng, năm.",
        "Hạn nộp trước khi kỳ bắt đầu",
    ),
    "CHECK_500": Text(
        "error", "Kỳ {code} bị ghi hai lần, dòng {other} cũng là kỳ này.", "Giữ một dòng cho mỗi kỳ.", "Kỳ ghi hai lần",
    ),
    "CHECK_501": Text("warning", "Kỳ {code} chưa có tên.", "Ghi tên kỳ, ví dụ Quý III năm 2025.", "Kỳ chưa có tên"),
    "CHECK_502": Text(
        "error", "{what} chưa đọc được: {reason}", "Ghi theo dạng ngày/tháng/năm.", "Ngày của kỳ không đọc được",
    ),
    "CHECK_503": Text(
        "warning", "Kỳ {code} chưa có hạn tổng hợp.", "Ghi hạn gửi báo cáo tổng hợp theo văn bản.", "Thiếu hạn tổng hợp",
    ),
    "CHECK_504": Text(
        "error", "Hạn tổng hợp {value} trước hạn cơ quan nộp {deadline}.", "Kiểm tra lại hai hạn.",
        "Hạn tổng hợp trước hạn cơ quan nộp",
    ),
    "CHECK_505": Text(
        "warning", "{what} {value} khác ngày theo mã kỳ {code} ({wanted}).",
        "Sửa theo mã kỳ; kỳ có ngày riêng thì dùng mã chuyên đề hoặc đột xuất.", "Ngày của kỳ khác mã kỳ", PERIODS,
    ),
    "CHECK_506": Text(
        "hint", "{what} {value} là ngày nghỉ.", "Ngày làm việc kế tiếp: {next}.", "Hạn rơi vào ngày nghỉ",
        "Bộ luật Dân sự 2015, khoản 5 Điều 148",
    ),
    "CHECK_507": Text(
        "error", "{what} {value} trước {other} {start}.", "Kiểm tra lại hai ngày.", "Ngày của kỳ bị ngược",
    ),
    "CHECK_508": Text(
        "error", "Kỳ {code} chưa ghi {what}.", "Kỳ chuyên đề, đột xuất có ngày riêng: ghi đủ từ ngày, đến ngày.",
        "Kỳ chuyên đề, đột xuất thiếu ngày",
    ),
    "CHECK_509": Text(
        "warning", "Tình trạng «{value}» của kỳ {code} không có trong danh sách.", "Ghi {known}.",
        "Tình trạng kỳ không hợp lệ",
    ),
    "CHECK_510": Text(
        "warning", "Loại kỳ «{value}» không khớp mã kỳ {code}.", "Ghi {known}.", "Loại kỳ không khớp mã kỳ", PERIODS,
    ),
    "CHECK_511": Text(
        "warning", "Kỳ {code} được mở lại nhưng chưa ghi lý do.", "Ghi lý do ở cột Lý do mở lại.",
        "Mở lại kỳ chưa có lý do",
    ),
    "CHECK_512": Text(
        "error", "Phạm vi «{value}» của kỳ {code} không có trong phụ lục.",
        "Ghi số thứ tự nhiệm vụ hoặc chỉ số có ở trang Phụ lục.", "Phạm vi kỳ không có trong phụ lục",
    ),
    "CHECK_513": Text(
        "warning", "Kỳ {code} đã đóng nhưng {what}.", "Mở lại rồi đóng kỳ bằng nút Đóng kỳ.", "Ngày đóng kỳ không hợp lệ",
    ),
}

WAITING: dict[str, Text] = {
    "CHECK_600": Text(
        "hint", "{count} dòng điều chỉnh đã điền nhưng chưa được áp dụng (dòng {rows}).", "Bấm nút Điều chỉnh.",
        "Điều chỉnh chưa áp dụng",
    ),
    "CHECK_601": Text(
        "hint", "{count} dòng nhập thay đã điền nhưng chưa được ghi nhận (dòng {rows}).", "Bấm nút Nhập thay.",
        "Nhập thay chưa ghi nhận",
    ),
    "CHECK_602": Text(
        "hint", "Ô này ghi «{value}», văn bản {document} điều chỉnh thành «{ordered}».",
        "Sửa lại theo văn bản; nếu có văn bản mới hơn thì ghi thêm một dòng ở trang Điều chỉnh.",
        "Phụ lục khác nội dung điều chỉnh",
    ),
}

SETTINGS: dict[str, Text] = {
    "CHECK_650": Text(
        "error", "Ngày nghỉ «{value}» không phải ngày nên không tính được hạn.", "Ghi theo dạng ngày/tháng/năm.",
        "Ngày nghỉ không đọc được",
    ),
    "CHECK_651": Text("warning", "Ngày {value} đã có ở dòng {other}.", "Giữ một dòng cho mỗi ngày.", "Ngày nghỉ ghi hai lần"),
    "CHECK_652": Text(
        "error", "{what} «{value}» ở dòng {part} chưa hiểu được nên không mở được kỳ.",
        "Ghi theo lời văn bản, ví dụ trước ngày 05/11; 10/6; đối với tháng: ngày 20.", "Hạn báo cáo không đọc được",
    ),
    "CHECK_653": Text(
        "warning", "Loại ngày «{value}» của ngày {day} không phải Nghỉ hoặc Làm bù nên được tính là ngày nghỉ.",
        "Chọn Nghỉ hoặc Làm bù.", "Loại ngày nghỉ không hợp lệ",
    ),
    "CHECK_656": Text(
        "warning", "«{value}» không phải một loại kỳ nên hạn ở dòng này không được dùng.", "Ghi một trong: {known}.",
        "Hạn báo cáo không ứng với kỳ nào",
    ),
}

COLUMNS: dict[str, Text] = {
    "CHECK_660": Text(
        "error", "Tên cột «{column}» trùng tên cột khác của phiếu nên chưa phân phát được.",
        "Đặt tên khác, cả với các cột cố định của phiếu (STT, Thời gian thực hiện…).", "Cột báo cáo trùng tên",
    ),
    "CHECK_661": Text(
        "warning", "Tên cột dài {length} ký tự, quá {most}.", "Rút gọn tên cột để phiếu dễ đọc.", "Tên cột báo cáo quá dài",
    ),
    "CHECK_662": Text(
        "warning", "Cột «{column}» chọn Không nhưng vẫn được hỏi: thiếu trạng thái thì báo cáo không tính được.",
        "Chọn lại Có.", "Thôi hỏi cột trạng thái",
    ),
    "CHECK_663": Text(
        "warning", "Cột «{column}» ghi «{value}», không phải Có hoặc Không, nên vẫn được hỏi.", "Chọn Có hoặc Không.",
        "Chưa rõ có hỏi cột báo cáo không",
    ),
    "CHECK_664": Text(
        "hint", "{column} không còn tên nhưng giữ số liệu ở {count} dòng trang Tiến độ; cột đang ẩn.",
        "Đặt lại tên để hiện cột; không cần nữa thì để nguyên.", "Cột thêm bỏ tên còn số liệu",
    ),
}

OFFICE: dict[str, Text] = {
    "CHECK_665": Text(
        "error", "{says}", "Sửa theo lời nhắc, hoặc xóa ô để dùng giá trị thông thường.",
        "Văn bản và thư: ô chưa đúng nên chưa gửi, nhận thư được",
    ),
    "CHECK_666": Text(
        "warning", "Chọn gửi qua máy chủ thư nhưng dòng «{name}» còn trống nên chưa gửi được.",
        "Điền dòng này, hoặc chọn cách gửi khác.", "Gửi qua máy chủ thư nhưng thiếu thông tin",
    ),
    "CHECK_667": Text(
        "warning", "«{name}» chọn Không: mật khẩu và thư đi qua mạng ở dạng ai cũng đọc được.",
        "Chọn STARTTLS hoặc TLS theo bộ phận công nghệ thông tin.", "Thư không được mã hóa trên đường đi",
    ),
}

CELLS: dict[str, Text] = {
    "CHECK_700": Text(
        "error", "Chữ theo bảng mã {encoding} («{value}»), phần mềm không hiểu được.", "Ghi lại bằng Unicode: «{fix}».",
        "Chữ chưa theo Unicode (TCVN3, VNI)", LETTERS,
    ),
    "CHECK_710": Text(
        "warning", "Ô này là công thức {formula}, không phải giá trị, nên có thể tự đổi khi sắp xếp hoặc gộp.",
        "Sao chép rồi dán giá trị (Paste Values).", "Công thức ở ô ghi giá trị",
    ),
    "CHECK_711": Text(
        "error", "Ô báo lỗi {value}.", "Sửa công thức hoặc ghi lại giá trị.", "Ô báo lỗi của Excel",
    ),
    "CHECK_712": Text(
        "error", "Ô này là ngày {value}; có thể Excel đã tự đổi giá trị (như 5/11) thành ngày.",
        "Định dạng ô là Văn bản (Text) hoặc Số rồi ghi lại giá trị.", "Ô bị đổi thành ngày",
    ),
}

NAMES: dict[str, Text] = {
    "CHECK_800": Text(
        "error", "Cột {head} không còn tên {name} nên trang này không được kiểm tra.",
        "Vào Công thức > Quản lý tên (Formulas > Name Manager), tạo lại tên cho cột; hoặc dùng bản trong thư mục sao lưu.",
        "Tên vùng của cột bị mất",
    ),
    "CHECK_801": Text(
        "error", "Tên {name} của cột {head} không còn trỏ đến đúng một cột ({refers}) nên trang này không được kiểm tra.",
        "Vào Công thức > Quản lý tên, cho tên trỏ lại một cột; hoặc dùng bản trong thư mục sao lưu.",
        "Tên vùng không trỏ đến một cột",
    ),
    "CHECK_802": Text(
        "error", "Tên {name} của cột {head} trỏ sang trang {other} nên trang này không được kiểm tra.",
        "Cho tên trỏ lại cột {head} của trang này.", "Tên vùng trỏ sang trang khác",
    ),
    "CHECK_803": Text(
        "error", "Tên {name} của cột {head} gồm dòng {rows}, các cột khác gồm dòng {others}; phần lệch không được tính.",
        "Vào Công thức > Quản lý tên, sửa vùng của tên thành dòng {others}.", "Tên vùng bị ngắn hoặc lệch dòng",
    ),
    "CHECK_804": Text(
        "error", "Tên {name} của cột {head} và tên {other} cùng trỏ vào một cột nên trang này không được kiểm tra.",
        "Cho mỗi tên trỏ vào cột của mình.", "Hai tên vùng chung một cột",
    ),
}

JOURNAL: dict[str, Text] = {
    "CHECK_810": Text(
        "error", "Nhật ký không khớp: {what}.",
        "Đề nghị chạy lệnh verify để xem đủ các điểm không khớp, lệnh rebuild để làm lại sổ từ nhật ký và bản gốc.",
        "Nhật ký hoặc dữ kiện bị sửa, bị cắt",
    ),
    "CHECK_811": Text(
        "warning", "Cần xem lại sổ này: {what}.",
        "Đề nghị mở bản mới nhất của sổ, hoặc chạy lệnh rebuild để ghi tiếp các lượt ấy vào một sổ mới.",
        "Sổ cũ hơn nhật ký đã ghi",
    ),
}

RULES: dict[str, Text] = {
    "CHECK_654": Text(
        "warning", "Quy tắc {code} ghi «{value}», không phải Tắt, nên vẫn được áp dụng.", "Chọn Tắt, hoặc xóa ô này.",
        "Tắt quy tắc bằng từ khác",
    ),
    "CHECK_655": Text(
        "warning", "Không có quy tắc {code} nên dòng này không tắt quy tắc nào.", "Ghi lại mã quy tắc có trong danh mục.",
        "Mã quy tắc không có trong danh mục",
    ),
    "CHECK_900": Text(
        "warning", "Quy tắc {code} chọn Tắt nhưng chưa ghi lý do nên vẫn được áp dụng.", "Ghi lý do tắt, hoặc bỏ chọn Tắt.",
        "Tắt quy tắc chưa có lý do",
    ),
}

TEXTS: dict[str, Text] = (
    APPENDIX | SPELLING | INDICES | PROGRESS | AGENCIES | PERIOD | WAITING | SETTINGS | COLUMNS | OFFICE | CELLS | NAMES
    | JOURNAL | RULES
)
