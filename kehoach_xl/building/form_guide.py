"""What a form says while it is being filled: its how-to, and the reminders beside each row. Both follow the columns
that are asked, under her headings."""

from collections.abc import Callable, Iterator

from kehoach_xl.domain.columns import Columns, in_sentence
from kehoach_xl.domain.progress import SPARE, STANDARD

_BY_KIND = {
    "text": "ghi ngắn gọn; không có thì để trống.",
    "number": "chỉ ghi một số, không kèm đơn vị.",
    "date": "ghi theo dạng ngày/tháng/năm.",
}


def how_to(columns: Columns) -> list[str]:
    """The numbered lines of the how-to."""
    return [f"{number}. {line}" for number, line in enumerate(_lines(columns), 1)]


def _lines(columns: Columns) -> Iterator[str]:
    shown = {name: column.heading for name, column in columns.items() if column.asked}
    yield "Chỉ điền các ô nền vàng nhạt ở trang Báo cáo. Các ô khác được khóa để giữ đúng số liệu của kế hoạch."
    yield (
        f"{shown['status']}: chọn một trong bốn giá trị Chưa thực hiện, Đang thực hiện, Hoàn thành, Không còn phù hợp."
    )
    if "percent" in shown:
        yield f"{shown['percent']}: ghi số từ 0 đến 100. Nhiệm vụ hoàn thành ghi 100."
    proof = _joined(shown, ("evidence_no", "evidence_date", "finish_date"))
    if proof:
        days = "; ngày ghi theo dạng ngày/tháng/năm" if {"evidence_date", "finish_date"} & set(shown) else ""
        yield f"Nhiệm vụ hoàn thành cần ghi {proof}{days}."
    if "result" in shown:
        counted = f"; nếu kế hoạch giao số lượng thì ghi ở cột {shown['quantity']}" if "quantity" in shown else ""
        yield f"{shown['result']}: nêu ngắn gọn, cả với nhiệm vụ thường xuyên{counted}."
    elif "quantity" in shown:
        yield f"{shown['quantity']}: ghi số đã thực hiện nếu kế hoạch giao số lượng."
    wishes = [shown[name] for name in ("difficulties", "proposals") if name in shown]
    if wishes:
        yield f"{'; '.join(wishes)}: nêu cụ thể; không có thì để trống."
    for name in SPARE:
        if name in shown:
            yield f"{shown[name]}: {_BY_KIND[columns[name].kind]}"
    yield "Cột Lưu ý khi điền tự nhắc chỗ còn thiếu. Dòng đầu trang cho biết đã điền bao nhiêu nhiệm vụ."
    yield (
        "Lưu tệp (giữ dạng .xlsx) và gửi lại đơn vị điều phối bằng thư điện tử. Được đổi tên tệp; không cần in, "
        "không cần sao chép sang tệp khác."
    )
    yield "Cần sửa sau khi đã gửi: sửa trên chính tệp này rồi gửi lại. Bản gửi sau cùng được dùng."


def _joined(shown: dict[str, str], names: tuple[str, ...]) -> str:
    found = [in_sentence(shown[name]) for name in names if name in shown]
    return " và ".join(part for part in (", ".join(found[:-1]), *found[-1:]) if part)


def reminder(columns: Columns, cell: Callable[[str], str]) -> str:
    """The live formula that names the first thing missing in a row; ``cell`` gives the address of a field."""

    def missing(name: str) -> str:
        return f"Thiếu {_quoted(columns[name].heading)}"

    done, status = f'{cell("status")}="Hoàn thành"', _quoted(columns["status"].heading)
    first, last = (STANDARD + SPARE)[1], (STANDARD + SPARE)[-1]
    rules = [("status", f'{cell("status")}=""', f'IF(COUNTA({cell(first)}:{cell(last)})>0,"Chưa chọn {status}","")')]
    percent = cell("percent")
    share = columns["percent"].heading
    alone = share.replace('"', '""')
    rules += [
        ("percent", f"AND(ISNUMBER({percent}),OR({percent}<0,{percent}>100))", f'"{alone} phải từ 0 đến 100"'),
        ("percent", f"AND({done},ISNUMBER({percent}),{percent}<100)", f'"Hoàn thành nhưng {_quoted(share)} dưới 100"'),
        ("evidence_no", f'AND({done},{cell("evidence_no")}="")', f'"{missing("evidence_no")}"'),
        ("finish_date", f'AND({done},{cell("finish_date")}="")', f'"{missing("finish_date")}"'),
        ("result", f'AND({cell("status")}<>"Chưa thực hiện",{cell("result")}="")', f'"{missing("result")}"'),
    ]
    formula = '""'
    for name, test, says in reversed(rules):
        if columns[name].asked:
            formula = f"IF({test},{says},{formula})"
    return f"={formula}"


def _quoted(heading: str) -> str:
    """A heading within a sentence within a formula."""
    return in_sentence(heading).replace('"', '""')
