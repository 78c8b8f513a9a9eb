"""`Tổng hợp`: by component, by period, the three lists, by agency."""

from typing import Any

import pandas as pd

from kehoach_xl.domain.status import CLASSES, counts_when_due
from kehoach_xl.ooxml.refs import column_letters
from tests.figures.receipts import by_line, latest, ratio, share
from tests.figures.world import World, day, number, text

OVERDUE = ("Đang thực hiện quá hạn", "Chưa thực hiện quá hạn")
LISTED = 10
AGAINST = [column_letters(at) for at in range(17, 21)]
CLASS = dict(zip(CLASSES, [column_letters(at) for at in range(4, 14)], strict=True))


def expected(world: World) -> dict[str, Any]:
    parts = (_titles, _components, _periods, _late, _overdue, _awards, _rule, _agencies)
    return {address: value for part in parts for address, value in part(world).items()}


# -- counting ---------------------------------------------------------------------------------------------------


def counted(lines: pd.DataFrame) -> dict[str, Any]:
    """How many per class, due and done; ``lines`` have klass and due."""
    counts = lines["klass"].map(lambda one: one != "" and counts_when_due(one)).astype(bool)
    asked = lines[lines["due"].astype(bool) & counts]
    done = int(asked["klass"].isin(("Hoàn thành đúng hạn", "Hoàn thành quá hạn")).sum())
    return {"classes": {one: int((lines["klass"] == one).sum()) for one in CLASSES}, "due": len(asked), "done": done}


def cells(row: int, count: int, now: dict[str, Any], before: dict[str, Any] | bool | None) -> dict[str, Any]:
    """The counting cells of a line; ``before`` is False in a table that is not compared, None without such a period."""
    found = {f"C{row}": count, f"N{row}": now["due"], f"O{row}": now["done"], f"P{row}": share(now["done"], now["due"])}
    found |= {f"{CLASS[one]}{row}": number for one, number in now["classes"].items()}
    if before is False:
        return found
    if before is None:
        return found | {f"{at}{row}": "" for at in (*AGAINST, "U", "V")}
    due, done = before["due"], before["done"]
    points = (now["done"] / now["due"] - done / due) * 100 if due and now["due"] else "–"
    values = (ratio(done, due), share(done, due), now["done"] - done, points)
    return found | dict(zip([f"{at}{row}" for at in AGAINST], values, strict=True)) | {f"U{row}": due, f"V{row}": done}


def blank(row: int, *more: str) -> dict[str, Any]:
    return {f"{at}{row}": "" for at in ("B", "C", *CLASS.values(), "N", "O", "P", *AGAINST, "U", "V", *more)}


def reports(world: World, period: str, agency: str | None = None) -> pd.DataFrame:
    found = world.progress[world.progress["period"].map(text) == period]
    return found if agency is None else found[found["agency"].map(text) == agency]


# -- the parts --------------------------------------------------------------------------------------------------


def _titles(world: World) -> dict[str, Any]:
    """The period in view, and over each comparison what it is compared with."""
    now, before = (text(world.period(code).get("name")) for code in (world.current, world.previous))
    against = f"So với {before}" if world.previous else "So với kỳ trước: không có"
    title = f"Kỳ đang xem: {now or world.current}." + (f" So sánh với: {before}." if world.previous else "")
    rows = 6, world.area("TH_agency").row1 - 2
    return {"A2": title if world.current else "Chưa mở kỳ báo cáo."} | {f"Q{row}": against for row in rows}


def _components(world: World) -> dict[str, Any]:
    now = world.tasks(world.current)
    before = world.tasks(world.previous) if world.previous else None
    found: dict[str, Any] = {}
    total = {"count": 0, "now": [], "before": []}
    codes = [component.code for component in world.desk.plan.components]
    for row, code in enumerate(codes, 8):
        mine = now[now["component"].map(text) == code]
        then = None if before is None else before[before["component"].map(text) == code]
        count = int((mine["klass"] != "").sum()) if world.current else len(mine)
        found |= cells(row, count, counted(mine), None if then is None else counted(then))
        total["count"] += count
        total["now"].append(mine)
        total["before"].append(then)
    then = None if before is None else counted(pd.concat(total["before"]))
    return found | cells(8 + len(codes), total["count"], counted(pd.concat(total["now"])), then)


def _periods(world: World) -> dict[str, Any]:
    area, codes = world.area("TH_period"), latest(world)
    found: dict[str, Any] = {}
    lines = world.frame("periods")
    ends = {text(line["code"]): number(line["end"]) or 0 for line in lines.to_dict("records")}
    first = world.prepared("periods").start
    place = {text(line["code"]): line["row"] - first + 1 for line in lines.to_dict("records")}
    for row in range(area.row1, area.row2 + 1):
        code = codes[row - area.row1] if row - area.row1 < len(codes) else ""
        if not code:
            found |= blank(row, "A", "W") | {f"X{row}": 0}
            continue
        mine = reports(world, code)
        forms = world.receipts
        sent = forms[(forms["period"].map(text) == code) & forms["dispatch"].map(bool).astype(bool)]
        on_time = int((sent["state"] == "Đúng hạn").sum())
        both = on_time + int((sent["state"] == "Trễ").sum())
        found |= cells(row, len(mine), counted(mine), False)
        found |= {
            f"A{row}": code, f"B{row}": text(world.period(code)["name"]), f"X{row}": ends[code] * 1000 + place[code],
            f"U{row}": len(sent), f"V{row}": both, f"W{row}": on_time, f"Q{row}": ratio(both, len(sent)),
            f"R{row}": share(both, len(sent)), f"S{row}": ratio(on_time, len(sent)),
            f"T{row}": share(on_time, len(sent)),
        }  # fmt: skip
    return found


def _lists(world: World) -> int:
    """The row of the lists' captions."""
    return world.area("TH_award_done").row1 + 3


def _list(
    world: World, at: str, lines: list[dict[str, Any]], count: int, unit: str, more: str, title: str, until: bool,
    helper: str,
) -> dict[str, Any]:
    """A caption, ten lines of {column: value} and what says that there are more."""
    row = _lists(world)
    day_of = f" (tính đến {day(world.as_of):%d/%m/%Y})" if until and world.current else ""
    found: dict[str, Any] = {f"{at}{row}": f"{title}{day_of}: {count} {unit}" if world.current else title}
    found[f"{helper}{row + 1}"] = count if world.current else 0
    for offset, line in enumerate(lines[:LISTED], row + 2):
        found |= {f"{column}{offset}": value for column, value in line.items()}
    return found | {f"{at}{row + LISTED + 2}": f"… và {count - LISTED} {more}." if count > LISTED else ""}


def _filled(lines: list[dict[str, Any]], columns: str, says: str, helper: str, world: World) -> list[dict[str, Any]]:
    """Ten lines: those there are, then empty ones; an empty list says so in its text column."""
    empty = [{**dict.fromkeys(columns, ""), helper: 0} for _ in range(LISTED)]
    if not lines and world.current:
        empty[0][says] = "Không có."
    return [*lines, *empty][:LISTED]


def _late(world: World) -> dict[str, Any]:
    late = by_line(world).query("key > 0").sort_values("key", ascending=False).to_dict("records")
    lines = [{"A": one["name"], "C": one["days"], "D": one["shown"], "U": one["key"]} for one in late]
    return _list(
        world, "A", _filled(lines, "ACD", "A", "U", world), len(lines), "phiếu", "phiếu khác ở trang Nộp báo cáo",
        "a) Phiếu quá hạn nộp", True, "U",
    )  # fmt: skip


def _overdue(world: World) -> dict[str, Any]:
    now = reports(world, world.current)
    late = unfinished(world, now).to_dict("records") if world.current else []
    for one in late:
        one["key"] = overdue_key(world, one)
    lines = [
        {
            "G": text(one["code"]), "H": cut(text(one["content"])), "M": text(one["agency"]),
            "N": world.as_of - int(one["due_date"]), "V": one["key"],
        }
        for one in sorted(late, key=lambda one: -one["key"])
    ]  # fmt: skip
    return _list(
        world, "G", _filled(lines, "GHMN", "H", "V", world), len(lines), "dòng", "dòng khác ở trang Tiến độ",
        "b) Nhiệm vụ đã qua ngày đến hạn, chưa xong", True, "V",
    )  # fmt: skip


def overdue_key(world: World, row: dict[str, Any]) -> int:
    """By which the rows past their day are put in order: most days first, then the upper one."""
    return int(world.as_of - int(row["due_date"])) * 100000 + 99999 - int(row["row"])


def unfinished(world: World, lines: pd.DataFrame) -> pd.DataFrame:
    """Reports that fell due, are neither done nor dropped, and whose day lies behind."""
    over = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Không còn phù hợp")
    behind = [number(one) is not None and one < world.as_of for one in lines["due_date"]]
    return lines[lines["due"].astype(bool) & ~lines["klass"].isin(over) & pd.Series(behind, lines.index, dtype=bool)]


def cut(content: str) -> str:
    return content if len(content) <= 76 else content[:75] + "…"


def thresholds(world: World) -> tuple[float, float]:
    """The two per cents in force: what is no number from 0 to 100 counts as the usual one."""
    typed = number(world.typed("TH_award_done")), number(world.typed("TH_award_forms"))
    return tuple(
        one if one is not None and 0 <= one <= 100 else usual for one, usual in zip(typed, (80.0, 100.0), strict=True)
    )


def judged(world: World) -> pd.DataFrame:
    """Per line of the scope table: what the shortlist asks."""
    found = by_line(world)
    finished, handed_in = thresholds(world)
    rows = []
    for one in found.to_dict("records"):
        mine = reports(world, world.current, one["code"]) if world.current else world.progress[:0]
        due = counted(mine)["due"]
        in_time = int((mine["due"].astype(bool) & (mine["klass"] == "Hoàn thành đúng hạn")).sum())
        overdue = int(mine["klass"].isin(OVERDUE).sum())
        rate = in_time / due if due else 0
        meets = (
            due > 0 and not overdue and in_time * 100 >= finished * due and one["sent"] > 0
            and one["on_time"] * 100 >= handed_in * one["sent"]
        )  # fmt: skip
        key = int(rate * 1000 + 0.5) * 1000000 + in_time * 1000 + 999 - one["place"] if meets else 0
        rows.append({"in_time": in_time, "overdue": overdue, "rate": rate, "award": key, "due": due})
    return pd.concat([found, pd.DataFrame(rows)], axis=1)


def _awards(world: World) -> dict[str, Any]:
    best = judged(world).query("award > 0").sort_values("award", ascending=False).to_dict("records")
    lines = [
        {"P": one["name"], "S": ratio(one["in_time"], one["due"]), "T": ratio(one["on_time"], one["sent"]),
         "W": one["award"]} for one in best
    ]  # fmt: skip
    return _list(
        world, "P", _filled(lines, "PST", "P", "W", world), len(lines), "cơ quan", "cơ quan khác ở mục IV",
        "c) Đề nghị xem xét khen thưởng", False, "W",
    )  # fmt: skip


def _rule(world: World) -> dict[str, Any]:
    row, (finished, handed_in) = world.area("TH_award_done").row1, thresholds(world)
    return {
        f"U{row}": finished, f"V{row}": handed_in,
        f"A{row + 1}": (
            f"Cơ quan có nhiệm vụ đến hạn trong kỳ đang xem, hoàn thành đúng hạn từ {finished:g} % số nhiệm vụ đó, "
            f"không có nhiệm vụ quá hạn, và nộp đúng hạn từ {handed_in:g} % số phiếu đã đến hạn, 12 kỳ gần nhất "
            "(xem trang Nộp báo cáo). Danh sách để tham khảo; việc xét khen thưởng theo pháp luật về thi đua, khen "
            "thưởng."
        ),
    }  # fmt: skip


def _agencies(world: World) -> dict[str, Any]:
    area = world.area("TH_agency")
    found: dict[str, Any] = {}
    lines = judged(world).to_dict("records")
    for row in range(area.row1, area.row2 + 1):
        one = lines[row - area.row1] if row - area.row1 < len(lines) else {"code": ""}
        if not one["code"]:
            found |= blank(row, "W", "X", "Y", "Z")
            continue
        mine = reports(world, world.current, one["code"]) if world.current else world.progress[:0]
        before = counted(reports(world, world.previous, one["code"])) if world.previous else None
        found |= cells(row, len(mine), counted(mine), before)
        found |= {f"B{row}": one["name"], f"W{row}": one["in_time"], f"X{row}": one["overdue"], f"Y{row}": one["rate"]}
        found[f"Z{row}"] = one["award"]
    return found
