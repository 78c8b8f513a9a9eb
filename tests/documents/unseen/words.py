"""Words of appendices nobody has seen: headings, bodies of made-up provinces, phrases of tasks, timeframes."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("STT", "TT", "Số TT", "Số thứ tự", "Stt", "Mã số"),
    "content": (
        "Nhiệm vụ, giải pháp", "Nội dung nhiệm vụ", "Nhiệm vụ", "Nội dung công việc", "Nhiệm vụ cụ thể",
        "Nội dung thực hiện", "Tên nhiệm vụ", "Nội dung, nhiệm vụ", "Nhiệm vụ trọng tâm",
    ),
    "leads": (
        "Chủ trì", "Đơn vị chủ trì", "Cơ quan chủ trì", "Cơ quan chủ trì thực hiện", "Cơ quan, đơn vị chủ trì",
        "CƠ QUAN CHỦ TRÌ", "Đơn vị chủ trì thực hiện", "Cơ quan, đơn vị chủ trì thực hiện",
    ),
    "coordinators": (
        "Phối hợp", "Đơn vị phối hợp", "Cơ quan phối hợp", "Cơ quan, đơn vị phối hợp", "CƠ QUAN PHỐI HỢP",
        "Cơ quan phối hợp thực hiện", "Đơn vị phối hợp thực hiện", "Các đơn vị phối hợp",
    ),
    "timeframe": (
        "Thời gian thực hiện", "Thời gian", "Thời hạn hoàn thành", "Tiến độ thực hiện", "Thời gian hoàn thành",
        "Thời hạn", "Thời điểm hoàn thành", "Thời gian thực hiện, hoàn thành",
    ),
    "product": ("Sản phẩm", "Kết quả, sản phẩm", "Sản phẩm đầu ra", "Dự kiến sản phẩm"),
    "note": ("Ghi chú",),
    "cost": ("Kinh phí (triệu đồng)", "Kinh phí dự kiến", "Nguồn kinh phí"),
    "score": ("Điểm số", "Điểm"),
    "rank": ("Xếp hạng", "Thứ hạng"),
}  # fmt: skip
RESULTS = ("STT", "Chỉ số thành phần", "Điểm năm 2025", "Xếp hạng năm 2025")
SHARED = ("Phân công thực hiện", "Tổ chức thực hiện", "Trách nhiệm thực hiện", "Phân công nhiệm vụ")

PLACES = ("tỉnh Bình Hải", "tỉnh Sơn Giang", "thành phố Thuận Phong", "tỉnh Lâm Thủy", "tỉnh An Đồng")
# Where «{}» stands, a place; none of these is in any register that ships.
BODIES = (
    "Sở Công Thương {}", "Sở Kế hoạch và Đầu tư {}", "Sở Giao thông vận tải {}", "Cục Thống kê {}",
    "Ban Quản lý các khu chế xuất và công nghiệp", "Ban Dân tộc {}", "Thanh tra {}", "Văn phòng UBND {}",
    "Phòng Kế hoạch - Tài chính", "Phòng Hành chính - Tổng hợp", "Phòng Quản lý Đào tạo và Hợp tác",
    "Trung tâm Xúc tiến Đầu tư và Thương mại", "Trung tâm Phục vụ hành chính công {}", "UBND huyện Ea Trang",
    "UBND thị xã Phú Lộc", "UBND các phường, xã", "Hiệp hội Doanh nghiệp nhỏ và vừa {}",
    "Chi cục Quản lý thị trường số 4", "Công an {}", "Ngân hàng Chính sách xã hội {}", "Bưu điện {}",
    "Sở Văn hóa, Thông tin và Du lịch {}", "Sở Nông nghiệp, Lâm nghiệp và Thủy sản", "Sở KH&ĐT", "VP UBND {}",
    "BQL dự án đầu tư xây dựng", "Các phòng chuyên môn thuộc Sở", "Bộ Chỉ huy quân sự {}", "UBND các huyện, thị xã {}",
    "Trường Đại học Bình Hải", "Quỹ Đầu tư phát triển {}", "Liên đoàn Lao động {}", "Cảng vụ Hàng hải Thuận Phong",
)  # fmt: skip

VERBS = (
    "Rà soát", "Xây dựng", "Triển khai", "Tham mưu ban hành", "Tổ chức", "Nâng cao chất lượng", "Đẩy mạnh",
    "Hoàn thiện", "Công khai", "Duy trì", "Phối hợp khảo sát", "Đôn đốc", "Cắt giảm ít nhất 20%", "Thực hiện",
    "Chủ trì rà soát",
)  # fmt: skip
OBJECTS = (
    "thủ tục cấp phép xây dựng trên môi trường mạng", "kế hoạch đối thoại với doanh nghiệp",
    "bộ câu hỏi khảo sát mức độ hài lòng của người dân", "cơ sở dữ liệu đất đai của các xã, phường",
    "hội nghị xúc tiến thương mại tại thị trường phía Nam", "chương trình đào tạo kỹ năng số cho hợp tác xã",
    "đường dây nóng tiếp nhận phản ánh, kiến nghị", "danh mục dự án kêu gọi đầu tư ngoài ngân sách",
    "quy chế phối hợp kiểm tra sau đăng ký thành lập", "Nghị quyết số 12-NQ/TU về kinh tế số",
    "trang thông tin điện tử (phiên bản Việt - Anh)", "25/34 tiêu chí của bộ chỉ số theo hướng dẫn",
)  # fmt: skip
ENDS = (
    "bảo đảm đúng thời hạn", "gắn với trách nhiệm người đứng đầu", "phục vụ doanh nghiệp nhỏ và vừa",
    "theo Quyết định số 45/QĐ-UBND", "giảm thời gian đi lại của người dân", "làm cơ sở đánh giá, xếp loại cuối năm",
    "tại các khu công nghiệp, cụm công nghiệp", "trong đó ưu tiên vùng sâu, vùng xa",
)  # fmt: skip
TIMEFRAMES = (
    "2026", "2026-2028", "2025 - 2030", "Thường xuyên", "Hằng năm", "Hàng năm", "Quý III/2026", "Tháng 9/2026",
    "Trước ngày 30/6/2026", "Năm 2026", "Hằng quý", "Hàng năm tổ chức 02-03 lớp", "6 tháng đầu năm 2026",
    "Trong quý IV năm 2026",
)  # fmt: skip
SUBJECTS = (
    "Gia nhập thị trường", "Tiếp cận đất đai", "Tính minh bạch", "Chi phí thời gian", "Chi phí không chính thức",
    "Cạnh tranh bình đẳng", "Tính năng động của chính quyền", "Chính sách hỗ trợ doanh nghiệp", "Đào tạo lao động",
    "Thiết chế pháp lý và an ninh trật tự", "Quản trị môi trường", "Dịch vụ công trực tuyến",
)  # fmt: skip
PRODUCTS = ("Báo cáo", "Kế hoạch", "Quyết định của UBND", "Văn bản hướng dẫn", "Hội nghị được tổ chức", "")
BODY = (
    "Thực hiện chỉ đạo của cấp có thẩm quyền, cơ quan ban hành Kế hoạch này với các nội dung chính sau:",
    "I. MỤC ĐÍCH", "1. Phân công rõ người, rõ việc, rõ thời gian.", "2. Theo dõi, đôn đốc thường xuyên.",
    "II. TỔ CHỨC THỰC HIỆN", "1. Thủ trưởng các đơn vị chịu trách nhiệm về phần việc được giao tại Phụ lục.",
    "2. Văn phòng theo dõi, báo cáo kết quả chung./.",
)  # fmt: skip
REMARK = "Ghi chú: Thời gian thực hiện có thể được điều chỉnh theo yêu cầu."
