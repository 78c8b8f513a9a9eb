"""What a form says while it is being filled: its how-to, and the reminders beside each row. Both follow the columns
that are asked, under her headings."""

from collections.abc import Callable, Iterator

from kehoach_xl.domain.columns import Columns, in_sentence
from kehoach_xl.domain.progress import SPARE, STANDARD

# Beside the fields: that a share is no share.
RANGE = "range"
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


def reminders(columns: Columns) -> dict[str, str]:
    """What may be said beside a row, by the field that it is about: the first that holds is said. They stand once in
    the hidden sheet, so that a row names them by their number alone."""
    shown = {name: column.heading for name, column in columns.items() if column.asked}
    said = {"status": f"Chưa chọn {in_sentence(columns['status'].heading)}"}
    if "percent" in shown:
        said[RANGE] = f"{shown['percent']} phải từ 0 đến 100"
        said["percent"] = f"Hoàn thành nhưng {in_sentence(shown['percent'])} dưới 100"
    missing = (name for name in ("evidence_no", "finish_date", "result") if name in shown)
    return said | {name: f"Thiếu {in_sentence(shown[name])}" for name in missing}


def reminder(columns: Columns, cell: Callable[[str], str], texts: str) -> str:
    """The live formula that names the first thing missing in a row; ``cell`` gives the address of a field, ``texts``
    are the cells that hold :func:`reminders` below a blank one."""
    numbers = {name: number for number, name in enumerate(reminders(columns), 2)}

    def unless(name: str, test: str, rest: str) -> str:
        return f"IF({test},{numbers[name]},{rest})" if name in numbers else rest

    status, percent = cell("status"), cell("percent")
    done = unless("result", f'{cell("result")}=""', "1")
    done = unless("finish_date", f'{cell("finish_date")}=""', done)
    done = unless("evidence_no", f'{cell("evidence_no")}=""', done)
    done = unless("percent", f"AND(ISNUMBER({percent}),{percent}<100)", done)
    doing = unless("result", f'AND({status}<>"Chưa thực hiện",{cell("result")}="")', "1")
    # A text counts as 0 here: that it is no number, the rule of its cell says.
    given = unless(RANGE, f"ABS(N({percent})-50)>50", f'IF({status}="Hoàn thành",{done},{doing})')
    first, last = (STANDARD + SPARE)[1], (STANDARD + SPARE)[-1]
    empty = f"IF(COUNTA({cell(first)}:{cell(last)}),{numbers['status']},1)"
    return f'=INDEX({texts},IF({status}="",{empty},{given}))&""'
