"""What the formulas of `Bảng điều khiển` must give: sentences and reasons, from the figures of :mod:`chart_data`."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kehoach_xl.building import dashboard_panel, dashboard_sheet, dashboard_tiles
from kehoach_xl.building.chart_receipts import AFTER, LATEST
from kehoach_xl.building.chart_tasks import slots
from kehoach_xl.building.dashboard_grid import LISTS_TOP
from kehoach_xl.domain.progress import from_serial
from kehoach_xl.ooxml.refs import column_letters
from tests.figures import chart_data
from tests.figures.world import World, number, text

Figures = Mapping[str, Any]
NO_PERIOD, UNLISTED = "Chưa mở kỳ báo cáo.", "Kỳ đang xem không có trong danh sách."


def expected(world: World) -> dict[str, Any]:
    """Address → value of every formula cell."""
    now = chart_data.figures(world, chart_data.in_view(world))
    now["plan"] = len(chart_data.in_plan(world, chart_data.in_view(world)))
    before = chart_data.figures(world, world.previous)
    agencies = chart_data.ordered(world)
    return (
        strip(world)
        | tiles(now, before)
        | {
            f"B{dashboard_tiles.RATE_ROW + 1}": rate(now),
            f"B{dashboard_tiles.GOAL_ROW + 1}": distance(world),
            f"B{dashboard_tiles.SUM_ROW + 1}": sum_up(world, now),
        }
        | todo(world)
        | latest(world)
        | captions(world, now, agencies)
        | reasons(world)
    )


def shown(value: Any, digits: int = 1) -> str:
    """A number as a sentence shows it, rounded half up."""
    found = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return format(found.normalize(), "f")


def no_figures(world: World) -> str:
    """Why nothing is shown."""
    return UNLISTED if world.current else NO_PERIOD


def day(serial: float) -> str:
    return f"{from_serial(serial):%d/%m/%Y}"


# -- the head ------------------------------------------------------------------------------------------------------


def strip(world: World) -> dict[str, Any]:
    line, code = world.period(world.current), chart_data.in_view(world)
    if not code:
        name = "(kỳ chưa có trong danh sách)" if world.current else "(chưa mở kỳ báo cáo)"
        return {"B5": "", "F4": name, "I4": "", "K4": "", "K5": "", "M4": ""}
    deadline, state = chart_data.deadline(world), text(line["state"])
    left = "hạn cơ quan nộp"
    if state != "Đã đóng" and deadline != "":
        days = deadline - world.as_of
        left = f"hạn nộp, còn {days:.0f} ngày" if days >= 0 else f"hạn nộp, đã qua {-days:.0f} ngày"
    return {
        "B5": f"so với kỳ {world.previous}" if world.previous else "chưa có kỳ so sánh",
        "F4": text(line["name"]),
        "I4": f"{day(line['start'])} – {day(line['end'])}",
        "K4": "chưa ghi hạn" if deadline == "" else day(deadline),
        "K5": left,
        "M4": state,
    }


# -- tiles ---------------------------------------------------------------------------------------------------------

TILES = ("plan", "due", "on_time", "late", "going", "overdue", "silent", "in_time")
SHOWN = ("on_time", "late", "going", "overdue", "silent")
LEFT_OUT = {
    "results": "thường xuyên, có kết quả", "no_results": "thường xuyên, chưa có kết quả",
    "waiting": "chưa thực hiện, trong hạn", "dropped": "không còn phù hợp", "not_asked": "không hỏi trong kỳ",
}  # fmt: skip


def tiles(now: Figures, before: Figures) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, (place, top, left) in zip(TILES, dashboard_tiles.places(), strict=True):
        assert name == place
        letters = column_letters(left + 1)
        found[f"{letters}{top + 2}"] = figure(name, now)
        found[f"{letters}{top + 4}"] = small(name, now, before)
    return found


def small(name: str, now: Figures, before: Figures) -> str:
    """The line at the foot of a tile."""
    if name == "due":
        return of_due(now, before)
    told = change(name, now, before)
    if name == "on_time" and now["early"]:
        return "; ".join(filter(None, (f"{now['early']} xong trước hạn", told)))
    return told


def of_due(now: Figures, before: Figures) -> str:
    if now["due"] == "":
        return ""
    told = "chưa có nhiệm vụ đến hạn"
    if now["due"]:
        told = f"đã xong {now['done']}/{now['due']} ({shown(now['done'] / now['due'] * 100)} %)"
    if before["due"] == "":
        return told
    return f"{told}; kỳ trước {before['done']}/{before['due']}" if before["due"] else f"{told}; kỳ trước chưa có"


def figure(name: str, now: Figures) -> Any:
    if name == "in_time":
        return f"{now[name]}/{now['sent']}" if now["sent"] else "–"
    return "–" if now[name] == "" else now[name]


def change(name: str, now: Figures, before: Figures) -> str:
    if "" in (now["due"], before["due"]):
        return ""
    this, last, was, by = now[name], before[name], f"{before[name]}", f" {abs(now[name] - before[name])}"
    if name == "in_time":
        if not now["sent"] or not before["sent"]:
            return "kỳ trước hoặc kỳ này chưa phát phiếu"
        this, last = now[name] * before["sent"], before[name] * now["sent"]
        was, by = f"{before[name]}/{before['sent']}", ""
    if this == last:
        return f"= như kỳ trước ({was})"
    return f"{'▲ tăng' if this > last else '▼ giảm'}{by} (kỳ trước {was})"


def rate(now: Figures) -> str:
    share = "chưa có nhiệm vụ đến hạn"
    if now["due"]:
        share = f"{now['done']}/{now['due']} nhiệm vụ ({shown(now['done'] / now['due'] * 100)} %)"
    return f"Tỷ lệ hoàn thành nhiệm vụ đến hạn: {share}"


def distance(world: World) -> str:
    score, goal = chart_data.whole(world)
    year = chart_data.template().plan.target_year
    told = "Chưa có điểm chung" if score is None else f"Điểm chung {shown(score, 2)}"
    if goal is None:
        return f"{told}; chưa có mục tiêu {year}"
    told += f"; mục tiêu {year} là {shown(goal, 2)}"
    if score is None:
        return told
    gap = Decimal(shown(goal - score, 2))
    return f"{told}; còn thiếu {shown(gap, 2)}" if gap > 0 else f"{told}; đã đạt"


def sum_up(world: World, now: Figures) -> str:
    if now["due"] == "":
        why = "Kỳ đang xem không có trong danh sách kỳ báo cáo" if world.current else "Chưa mở kỳ báo cáo"
        return f"{why} nên chưa có số liệu thực hiện."
    total = sum(now[name] for name in (*SHOWN, *LEFT_OUT))
    assert total - now["left_plan"] == now["plan"]  # the sentence says that it adds up
    rest = "".join(f" + {now[name]} {words}" for name, words in LEFT_OUT.items() if now[name])
    gone = ""
    if now["left_plan"]:
        gone = f" Trong đó {now['left_plan']} nhiệm vụ đã ra khỏi kế hoạch, cuối kỳ kế hoạch còn {now['plan']}."
    parts = sum(now[name] for name in SHOWN)
    return (
        f"{total} nhiệm vụ = {parts} ở các ô trên (hoàn thành, đang thực hiện, quá hạn, chưa báo cáo){rest}.{gone}"
    )


# -- lists ---------------------------------------------------------------------------------------------------------


def cells(world: World, table: str, field: str) -> list[str]:
    """What a column holds, as texts."""
    return [text(one) for one in world.frame(table)[field]]


def waiting(world: World, table: str, field: str) -> int:
    """Lines she wrote that no operation took yet."""
    return max(sum(map(bool, cells(world, table, field))) - sum(map(bool, cells(world, table, "id"))), 0)


def todo(world: World) -> dict[str, Any]:
    period = chart_data.in_view(world)
    states = [one["state"] for one in world.receipts.to_dict("records") if text(one["period"]) == period]
    levels = cells(world, "issues", "level")
    nobody = [one for one in chart_data.reports(world) if not text(one["agency"])]
    counts = (
        sum(past_its_day(world, one) for one in chart_data.reports(world)),
        sum(map(bool, cells(world, "conflicts", "id"))),
        levels.count("Lỗi") + levels.count("Cảnh báo"),
        sum(one["state"] == "Chưa gửi" for one in chart_data.sent(world, period)),
        states.count("Trống"),
        len(nobody),
        waiting(world, "entries", "agency"),
        waiting(world, "amendments", "kind"),
    )
    return {f"F{LISTS_TOP + 2 + place}": count for place, count in enumerate(counts)}


def past_its_day(world: World, line: Mapping[str, Any]) -> bool:
    """Fell due, neither done nor dropped, and its day lies before the one counted up to."""
    done = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Không còn phù hợp")
    due_date = number(line["due_date"])
    return line["due"] and line["klass"] not in done and due_date is not None and due_date < world.as_of


def latest(world: World) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, (name, _, result, days) in enumerate(chart_data.latest(world)):
        row = LISTS_TOP + 3 + place
        found |= {f"H{row}": name, f"K{row}": result, f"M{row}": f"{days:.0f} ngày" if days else ""}
    late = len(chart_data.late(world))
    note = f"và {late - LATEST} cơ quan khác, xem trang Tổng hợp." if late > LATEST else ""
    if not late:
        note = "Không có cơ quan nộp chậm." if chart_data.in_view(world) else no_figures(world)
    return found | {f"H{LISTS_TOP + 3 + LATEST}": note}


# -- lines above the charts ------------------------------------------------------------------------------------------


def captions(world: World, now: Figures, agencies: list[Mapping[str, Any]]) -> dict[str, Any]:
    lines = dict.fromkeys((0, 1, 4, 5), no_figures(world))
    if chart_data.in_view(world):
        drawn, room = sum(line["order"] != "" for line in agencies), slots(len(chart_data.template().reporters))
        more = f" Còn {drawn - room} cơ quan ở trang Tổng hợp." if drawn > room else ""
        out = f"; không vẽ {now['dropped']} nhiệm vụ không còn phù hợp" if now["dropped"] else ""
        in_time = f"{now['in_time']}/{now['sent']}"
        share = f"{in_time} ({shown(now['in_time'] / now['sent'] * 100)} %)" if now["sent"] else "chưa phát phiếu"
        lines = {
            0: f"Đơn vị: nhiệm vụ, tính theo cơ quan chậm nhất{out}.",
            1: f"Nhiều việc quá hạn, chưa báo cáo xếp trước; chú giải như biểu đồ bên.{more}",
            4: f"Đơn vị: phiếu. Đúng hạn trong kỳ đang xem: {share}.",
            5: by_day(world, now),
        }
    lines |= {2: scores(world), 3: path(world)}
    found = {}
    for index, line in lines.items():
        row, column = dashboard_sheet.chart_at(index)
        found[f"{column_letters(column + 1)}{row + 2}"] = line
    return found


def by_day(world: World, now: Figures) -> str:
    deadline = chart_data.deadline(world)
    if deadline == "":
        return "Chưa ghi hạn cơ quan nộp của kỳ."
    last = min(world.as_of, deadline + AFTER)
    forms = chart_data.sent(world, chart_data.in_view(world))
    came = [one["state"] for one in forms if (number(one["received"]) or last + 1) < last + 1]
    in_time, late = came.count("Đúng hạn"), came.count("Trễ")
    since = now["returned"] - in_time - late
    told = f"đến ngày {from_serial(last):%d/%m} đã nộp {in_time + late}/{now['sent']}"
    told += (f", {late} sau hạn" if late else "") + (f"; sau đó nộp thêm {since}" if since else "")
    return f"Hạn nộp {day(deadline)}; {told}."


def scores(world: World) -> str:
    score, goal = chart_data.whole(world)
    if score is None:
        return "Chưa có điểm chung."
    if goal is None:
        return f"Toàn bộ chỉ số: {shown(score, 2)}, chưa có mục tiêu."
    gap = Decimal(shown(goal - score, 2))
    told = f"còn thiếu {shown(gap, 2)}" if gap > 0 else "đã đạt"
    return f"Toàn bộ chỉ số: {shown(score, 2)}, mục tiêu {shown(goal, 2)}, {told}."


def path(world: World) -> str:
    if all(known == goal == "" for _, known, goal, _ in chart_data.path(world)):
        return "Chưa có xếp hạng và mục tiêu xếp hạng để so sánh."
    return "Vị trí (N − n)/(N − 1), 1 là đứng đầu; ≈ là hạng tương đương. Khi N đổi, chỉ để tham khảo."


# -- why a button makes no sense now -----------------------------------------------------------------------------------


def reasons(world: World) -> dict[str, Any]:
    found = {}
    for sub, (_, left, bottom, _) in dashboard_panel.BUTTON_CELLS.items():
        found[f"{column_letters(left + 1)}{bottom + 2}"] = REASONS[sub](world)
    return found


def _always(world: World) -> str:
    return ""


def _in_period(then: Callable[[World], str]) -> Callable[[World], str]:
    return lambda world: then(world) if chart_data.in_view(world) else no_figures(world)


def _in_open_period(then: Callable[[World], str]) -> Callable[[World], str]:
    def reason(world: World) -> str:
        closed = text(world.period(world.current).get("state")) == "Đã đóng"
        return "Kỳ đang xem đã đóng." if closed else then(world)

    return _in_period(reason)


def _repair(world: World) -> str:
    if not any(cells(world, "issues", "about")):
        return "Chưa có đề nghị sửa nào ở trang Kiểm tra."
    return "" if "Có" in cells(world, "issues", "accept") else "Chưa dòng nào ghi Có ở cột Sửa giúp."


def _amend(world: World) -> str:
    return "" if waiting(world, "amendments", "kind") else "Không có dòng nào chờ ở trang Điều chỉnh."


def _enter(world: World) -> str:
    return "" if waiting(world, "entries", "agency") else "Không có dòng nào chờ ở trang Nhập thay."


def _send(world: World) -> str:
    waiting = {"Chờ gửi", "Chưa có địa chỉ", "Chưa gửi được"}
    is_open = any(text(state).partition(":")[0] in waiting for state in cells(world, "letters", "state"))
    words = [*zip(cells(world, "letters", "state"), cells(world, "letters", "choice"), strict=True)]
    is_asked = ("Không gửi", "") in words or {"Gửi lại", "Đã gửi rồi"} & {word for _, word in words}
    return "" if is_open or is_asked else "Không có thư nào chờ gửi ở trang Thư."


def _receive(world: World) -> str:
    hosts = zip(cells(world, "office", "id"), cells(world, "office", "value"), strict=True)
    return "" if any(host for name, host in hosts if name == "imap_host") else (
        "Chưa ghi máy chủ nhận thư ở trang Thiết lập."
    )  # fmt: skip


def _merge(world: World) -> str:
    sent = world.current in cells(world, "receipts", "period")
    return "" if sent else "Chưa phân phát phiếu của kỳ này."


def _apply(world: World) -> str:
    if any(cells(world, "files", "choice")) or any(cells(world, "files", "password")):
        return ""
    if not any(cells(world, "conflicts", "id")):
        asking = {"Chờ xác nhận", "Cần mật khẩu"} & {*cells(world, "files", "verdict")}
        return "Chưa chọn cách xử lý ở trang Tệp gửi về." if asking else "Không có xung đột chờ xử lý."
    chosen = any(cells(world, "conflicts", "choice")) or any(cells(world, "bulk", "choice"))
    return "" if chosen else "Chưa chọn cách xử lý ở trang Xung đột."


def _undo(world: World) -> str:
    return "" if world.desk.ledger.steps else "Chưa có thao tác nào để hoàn tác."


REASONS: Mapping[str, Callable[[World], str]] = {
    "ImportDocument": _always,
    "CheckWorkbook": _always,
    "RepairCells": _repair,
    "AmendPlan": _amend,
    "OpenPeriod": _always,
    "DistributeForms": _in_open_period(_always),
    "SendLetters": _send,
    "RemindAgencies": _in_open_period(_merge),
    "ReceiveLetters": _receive,
    "MergeReturns": _in_open_period(_merge),
    "EnterReports": _in_period(_enter),
    "ApplyDecisions": _apply,
    "UndoStep": _undo,
    "Summarize": _in_period(_always),
    "WriteReport": _in_period(_always),
    "ExportPdf": _in_period(_always),
    "ClosePeriod": _in_open_period(_always),
    "ShowHelp": _always,
}
