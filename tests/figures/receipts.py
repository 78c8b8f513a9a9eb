"""`Nộp báo cáo`: what came back from each agency, in the period in view and in the latest ones."""

from typing import Any

import pandas as pd

from kehoach_xl.ooxml.refs import column_letters
from tests.figures.world import World, day, number, text, whole_day

SYMBOLS = {"Đúng hạn": "✓", "Trễ": "!", "Trống": "○", "Chưa gửi": "×"}
WINDOW = 12
FLAGS, HEAD, TOTALS = (5, 6), 8, 9
LETTERS = [column_letters(at) for at in range(10, 10 + WINDOW)]


def latest(world: World) -> list[str]:
    """The codes of the latest periods by their last day, of one day the lowest line first; newest first."""
    lines = world.frame("periods")
    ends: dict[str, float] = {}
    for line in lines.to_dict("records"):
        ends[text(line["code"])] = ends.get(text(line["code"]), 0) + (number(line["end"]) or 0)
    marks = [(ends[code], row, code) for code, row in zip(map(text, lines["code"]), lines["row"], strict=True) if code]
    return [code for _, _, code in sorted(marks, reverse=True)[:WINDOW]]


def by_line(world: World) -> pd.DataFrame:
    """A row per line of the scope table: code, name, state, deadline, received, days, on_time, sent, key."""
    scope = world.frame("scope")
    names = {text(one["code"]): text(one["name"]) for one in world.frame("agencies").to_dict("records")[::-1]}
    receipts = world.receipts
    by = whole_day(world.period(world.current).get("deadline"))
    found = []
    for place, code in enumerate(map(text, scope["agency"]), 1):
        mine = receipts[(receipts["agency"].map(text) == code) & (receipts["dispatch"].map(bool).astype(bool))]
        now = receipts[receipts["id"] == f"{world.current}|{code}"].to_dict("records")[:1] if code else []
        state = now[0]["state"] if now else ""
        received = whole_day(now[0]["received"]) if now else None
        deadline = by if now and text(now[0]["dispatch"]) else None
        days = world.days_late(now[0]) if now else 0
        found.append({
            "place": place, "code": code, "name": names.get(code, "(không có trong danh sách)"), "state": state,
            "shown": f"{symbol(world, world.current, state)} {state}" if state else "–", "deadline": deadline or "",
            "received": received or "", "days": days or "",
            "on_time": int((asked(world, mine)["state"] == "Đúng hạn").sum()),
            "sent": len(asked(world, mine)), "key": days * 1000 + 999 - place if days else 0,
        })  # fmt: skip
    return pd.DataFrame(found)


def passed(world: World, period: str) -> bool:
    """Whether the deadline of a period has passed, seen from the one in view."""
    by = whole_day(world.period(period).get("deadline"))
    return bool(world.current) and by is not None and by < world.as_of


def counts(world: World, period: str) -> bool:
    """Whether a period is one of the latest and does not end after the one in view."""
    end, view = (number(world.period(one).get("end")) for one in (period, world.current))
    return period in latest(world) and end is not None and view is not None and end <= view


def asked(world: World, sent: pd.DataFrame) -> pd.DataFrame:
    """Of forms sent, those by which an agency may be judged."""
    holds = [
        counts(world, code) and (passed(world, code) or state in ("Đúng hạn", "Trễ"))
        for code, state in zip(map(text, sent["period"]), sent["state"], strict=True)
    ]
    return sent[pd.Series(holds, sent.index, dtype=bool)]


def symbol(world: World, period: str, state: str) -> str:
    """A form that is not handed in is no fault before its deadline."""
    return "…" if state == "Chưa gửi" and not passed(world, period) else SYMBOLS.get(state, "–")


def share(part: int, whole: int) -> Any:
    return part / whole if whole else "–"


def ratio(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else "–"


def expected(world: World) -> dict[str, Any]:
    codes = latest(world)[::-1] + [""] * WINDOW
    name = text(world.period(world.current).get("name")) or world.current
    found: dict[str, Any] = {
        "A2": f"Kỳ đang xem: {name}. Số ngày quá hạn tính đến {day(world.as_of):%d/%m/%Y}."
        if world.current else "Chưa mở kỳ báo cáo.",
    }  # fmt: skip
    for row, holds in zip(FLAGS, (counts, passed), strict=True):
        flags = [int(code != "" and holds(world, code)) for code in codes]
        found |= {f"{at}{row}": flag for at, flag in zip(LETTERS, flags, strict=False)}
    found |= {f"{at}{HEAD}": code for at, code in zip(LETTERS, codes, strict=False)}
    found |= _totals(world, codes)
    lines, receipts = by_line(world), world.receipts
    symbols = {one["id"]: symbol(world, text(one["period"]), one["state"]) for one in receipts.to_dict("records")[::-1]}
    for row, one in enumerate(lines.to_dict("records"), world.area("NB_agency").row1):
        cells = {"A": one["code"], "B": one["name"], "C": one["shown"], "D": one["deadline"], "E": one["received"],
                 "F": one["days"], "G": one["on_time"], "H": one["sent"], "I": share(one["on_time"], one["sent"]),
                 "V": one["key"]}  # fmt: skip
        for at, code in zip(LETTERS, codes, strict=False):
            cells[at] = symbols.get(f"{code}|{one['code']}", "–") if code else ""
        found |= {f"{at}{row}": value if one["code"] else "" for at, value in cells.items()}
    unused = world.area("NB_agency").row1 + len(lines)
    columns = [*"ABCDEFGHI", *LETTERS, "V"]
    found |= {f"{at}{row}": "" for row in range(unused, world.area("NB_agency").row2 + 1) for at in columns}
    return found


def _totals(world: World, codes: list[str]) -> dict[str, Any]:
    """Four lines above the agencies, for the period in view, for the forms that count, and for each of the latest."""
    sent = world.receipts[world.receipts["dispatch"].map(bool).astype(bool)]
    found: dict[str, Any] = {}
    for at, code in (("C", world.current), ("I", None), *zip(LETTERS, codes, strict=False)):
        mine = asked(world, sent) if code is None else sent[sent["period"].map(text) == code]
        on_time = int((mine["state"] == "Đúng hạn").sum())
        both = on_time + int((mine["state"] == "Trễ").sum())
        values = (ratio(both, len(mine)), share(both, len(mine)), ratio(on_time, len(mine)), share(on_time, len(mine)))
        found |= {f"{at}{TOTALS + n}": "" if code == "" else value for n, value in enumerate(values)}
    return found
