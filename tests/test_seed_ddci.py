"""The shipped DDCI plan of Sở Ngoại vụ Lạng Sơn against the document it was taken from.

Read here a second time: the table of results row by row, the differences from the year before out of the prose, and
the paragraphs of chapter III as tasks.
"""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.support.printed import Item, collapse, items, quotes, seed_text, unnoticed, who

ROOT = Path(__file__).resolve().parents[1]
ID = "ddci-so-ngoai-vu-lang-son-2026"
PLAN = tomllib.loads((ROOT / f"templates/plans/{ID}.toml").read_text(encoding="utf-8"))
TASKS = {task["code"]: task for task in PLAN["tasks"]}

# The bodies as the document words them (not taken from the data files).
NAMES = {
    "Phòng Hợp tác quốc tế - Văn phòng": "HTQTVP",
    "Phòng Lãnh sự - Quản lý biên giới": "LSQLBG",
    "Trung tâm Thông tin và Dịch vụ đối ngoại": "TTDVDN",
    "Trung tâm Thông và Dịch vụ đối ngoại": "TTDVDN",
    "các phòng, đơn vị thuộc Sở": "PDV",
    "Các phòng chuyên môn, đơn vị trực thuộc Sở": "PDV",
    "các phòng chuyên môn": "PCM",
    "các cơ quan của tỉnh": "CQT",
    "các cơ quan liên quan": "CQT",
    "các cơ quan, đơn vị liên quan": "CQT",
    "các ngành, đơn vị liên quan": "CQT",
    "Hiệp hội doanh nghiệp tỉnh": "HHDN",
}


def table(text: str) -> dict[str, tuple[str, float, int, str]]:
    """Number of the row → name, score, rank, group; a long name stands on the lines between number and score."""
    inside = text[text.index("STT Chỉ số thành phần") : text.index("(Số liệu theo Báo cáo")]
    flat = collapse(inside.split("Nhóm", 1)[1])
    found = re.findall(r"(\d{1,2}) ([^\d]+?) (\d\.\d\d) (\d{1,2}) (Đầu|Giữa|Cuối)", flat)
    return {number: (name, float(score), int(rank), group) for number, name, score, rank, group in found}


def told(found: list[Item]) -> dict[str, dict]:
    """Name of a component → what the prose says of it: score, rank, of how many, group, the score of the year before
    and the name it had."""
    said = {}
    for item in found:
        if item.numbered != "II.2.b" or not item.path[4]:
            continue
        name, score, rank, of, group, rest = re.fullmatch(
            r"Chỉ số (.+?): đạt (\d\.\d\d) điểm, xếp hạng (\d+)/(\d+) \(thuộc nhóm (\w+)\) trong Khối SBN(.*)\.",
            item.text,
        ).groups()
        change = re.match(r", (tăng|giảm) (\d[.,]\d\d)(?: điểm)? so (?:với năm 2024|chỉ số “(.+)” năm 2024)", rest)
        before = old = None
        if change:
            points = float(change[2].replace(",", "."))
            before = round(float(score) - (points if change[1] == "tăng" else -points), 2)
            old = change[3] or name
        said[name] = {"now": (float(score), int(rank), int(of), group.capitalize()), "before": before, "old": old}
    return said


def printed_tasks(found: list[Item]) -> dict[str, tuple[list[str], list[str]]]:
    """Code → leads, coordinators; «Nội dung» first, then the lines of «Thực hiện»."""
    tasks: dict[str, tuple[list[str], list[str]]] = {}
    count: Counter[str] = Counter()
    for item in found:
        if item.path[0] != "III" or not item.path[3]:
            continue
        head, text = re.fullmatch(r"(?:(Nội dung|Thực hiện):)? ?(.*)", item.text).groups()
        if text:
            count[item.path[1]] += 1
            tasks[f"{item.path[1]}.{count[item.path[1]]}"] = who(text, NAMES, [] if head == "Nội dung" else None)
    return tasks


@pytest.fixture(scope="module")
def printed() -> dict:
    text = seed_text(f"{ID}.plan.txt")
    found = items(text)
    flat = collapse(text)
    whole = re.search(
        r"Năm (\d{4}) Sở Ngoại vụ xếp vị trí (\d+)/(\d+) \(thuộc nhóm (\w+)\) .+? với tổng điểm (\d\d\.\d\d), "
        r"giảm (\d\.\d\d) điểm so với năm (\d{4})",
        flat,
    )
    chapters = [re.match(r"Chỉ số “(.+?)”", one.text)[1] for one in found if re.fullmatch(r"III\.\d+", one.numbered)
                and not one.path[3]]  # fmt: skip
    return {
        "flat": flat, "table": table(text), "told": told(found), "tasks": printed_tasks(found), "chapters": chapters,
        "whole": whole.groups(),
    }  # fmt: skip


def disagreements(plan: dict, printed: dict) -> list[str]:
    """Every place where the shipped data says something else than the document."""
    found = []

    def same(place, ours, theirs):
        if ours != theirs:
            found.append(f"{place}: {ours!r} ≠ {theirs!r}")

    head = plan["plan"]
    flat = printed["flat"]
    same("title", head["title"].casefold().removeprefix("kế hoạch ") in flat.casefold(), True)
    same("blank number and day", (head["number"], head["date"]), ("", ""))
    same("printed number", re.findall(r"Số: (\S+) Lạng Sơn, ngày tháng 03 năm 2026", flat), [head["number_printed"]])
    same("issuer", head["issuer"], "Sở Ngoại vụ tỉnh Lạng Sơn")
    same("deadlines", plan.get("deadlines", []), [])

    year, rank, of, group, score, less, before = printed["whole"]
    same("years", [head["baseline_year"], head["target_year"]], [int(year), int(year) + 1])
    overall = {"year": int(year), "kind": "actual", "score": float(score), "rank_from": int(rank),
               "rank_to": int(rank), "of": int(of), "group": group.capitalize()}  # fmt: skip
    same("overall", plan["overall"], [overall])

    results = {(one["component"], one["year"]): one for one in plan["history"]}
    same("results twice", len(results), len(plan["history"]))
    same("overall before", results.get(("", int(before)), {}).get("score"), round(float(score) + float(less), 2))

    same("components", [one["code"] for one in plan["components"]], list(printed["table"]))
    same("chapters", [one["name"] for one in plan["components"]], printed["chapters"])
    for one in plan["components"]:
        code = one["code"]
        name, score, rank, group = printed["table"].get(code, ("", 0, 0, ""))
        said = printed["told"].get(one["name"], {"now": None, "before": None, "old": None})
        now = results.get((code, 2025), {})
        rank_of = f"{rank}/{of}"
        same(f"{code} table", (one["name"], one["score_2025"], one["rank_2025"]), (name, score, rank_of))
        same(f"{code} prose", said["now"], (score, rank, int(of), group))
        same(f"{code} group", now.get("group"), group)
        old = results.get((code, 2024), {})
        same(f"{code} before", (old.get("score"), old.get("name")), (said["before"], said["old"]))
        same(f"{code} no goal", [key for key in one if key.startswith("target")], [])
    same("other results", len(results), 1 + len(printed["table"]) + sum(
        one["before"] is not None for one in printed["told"].values()))  # fmt: skip

    same("tasks", [task["code"] for task in plan["tasks"]], list(printed["tasks"]))
    for task in plan["tasks"]:
        theirs = printed["tasks"].get(task["code"])
        same(task["code"], (task["leads"], task["coordinators"]), theirs)
        same(f"{task['code']} timeframe", task["timeframe"], "")
    return found


def test_shipped_plan_says_what_the_document_says(printed):
    assert disagreements(PLAN, printed) == []


def test_reader_takes_the_document_apart_without_remainder(printed):
    assert len(printed["table"]) == len(printed["told"]) == len(printed["chapters"]) == 11
    assert len(printed["tasks"]) == 31
    assert printed["table"]["3"] == ("Chi phí không chính thức", 8.12, 16, "Giữa")
    assert printed["tasks"]["2.2"] == (["TTDVDN"], ["PCM"])
    assert printed["tasks"]["4.2"] == (["HTQTVP"], ["LSQLBG", "TTDVDN"])
    assert printed["told"]["Tính năng động và sáng tạo"]["old"] == "Tính năng động và hiệu lực của SBN"


def every_change():
    for i, task in enumerate(PLAN["tasks"]):
        yield ("tasks", i, "code"), task["code"] + "0"
        yield ("tasks", i, "leads"), [*task["leads"], "SNgV"]
        yield ("tasks", i, "leads"), [] if task["leads"] else ["PDV"]
        yield ("tasks", i, "coordinators"), [*task["coordinators"], "SNgV"]
        yield ("tasks", i, "timeframe"), "2026"
    for i, one in enumerate(PLAN["components"]):
        yield ("components", i, "code"), "12"
        yield ("components", i, "name"), one["name"] + " khác"
        yield ("components", i, "score_2025"), round(one["score_2025"] + 0.01, 2)
        yield ("components", i, "rank_2025"), "17/19"
    for i, one in enumerate(PLAN["history"]):
        yield ("history", i, "year"), 2023
        for key in {"score", "name", "group"} & one.keys():
            yield ("history", i, key), 1 if key == "score" else "khác"
    for key in ("year", "score", "rank_from", "rank_to", "of", "group"):
        yield ("overall", 0, key), 1
    for key in ("title", "number", "date", "number_printed", "issuer", "baseline_year", "target_year"):
        yield ("plan", key), "không phải"


def test_comparison_notices_each_change(printed):
    assert unnoticed(PLAN, every_change(), lambda plan: disagreements(plan, printed)) == []


def test_the_printed_total_is_the_mean_of_the_components_but_for_rounding():
    scores = [one["score_2025"] for one in PLAN["components"]]
    assert round(sum(scores) / len(scores) * 10, 2) == 79.81
    assert PLAN["overall"][0]["score"] == 79.80
    assert {("plan", "total-rounding")} <= {(one["place"], one["kind"]) for one in PLAN["oddities"]}


def test_scores_of_the_year_before():
    before = {one["component"]: one["score"] for one in PLAN["history"] if one["year"] == 2024}
    assert before == {
        "": 80.17, "2": 8.35, "3": 6.87, "4": 9.10, "5": 6.40, "6": 7.96, "8": 8.01, "9": 7.67, "10": 8.93,
    }  # fmt: skip


def test_tasks_by_component_and_lead():
    assert Counter(code.split(".")[0] for code in TASKS) == {
        "1": 3, "2": 3, "3": 4, "4": 2, "5": 2, "6": 4, "7": 3, "8": 2, "9": 2, "10": 3, "11": 3,
    }  # fmt: skip
    assert [code for code, task in TASKS.items() if not task["leads"]] == [f"{n}.1" for n in range(1, 12)]
    assert Counter(task["leads"][0] for task in TASKS.values() if task["leads"]) == {
        "HTQTVP": 7, "LSQLBG": 2, "TTDVDN": 7, "PDV": 4,
    }  # fmt: skip


def test_oddities_quote_the_document(printed):
    for oddity in PLAN["oddities"]:
        for quote in quotes(oddity["says"]):
            assert quote in printed["flat"], quote
