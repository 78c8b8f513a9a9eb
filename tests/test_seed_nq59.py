"""The shipped plan of Hà Tĩnh on international integration against the document it was taken from.

Read here a second time: the chapters of section II and the bodies of section III as groups, their paragraphs as tasks,
and the two days of the yearly report.
"""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.support.printed import Item, collapse, items, names_from, quotes, seed_text, unnoticed, who

ROOT = Path(__file__).resolve().parents[1]
ID = "nq59-ha-tinh-2025"
PLAN = tomllib.loads((ROOT / f"templates/plans/{ID}.toml").read_text(encoding="utf-8"))
TASKS = {task["code"]: task for task in PLAN["tasks"]}
GROUPS = {group["code"]: group for group in PLAN["components"]}

# The bodies as the document words them (not taken from the data files).
NAMES = {
    "Sở Ngoại vụ": "SNgV",
    "Sở Công Thương": "SCT",
    "Sở Tài chính": "STC",
    "Sở Khoa học và Công nghệ": "SKHCN",
    "Sở Văn hóa, Thể thao và Du lịch": "SVHTTDL",
    "Công an tỉnh": "CAT",
    "Bộ Chỉ huy Quân sự tỉnh": "BCHQS",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh": "BCHBP",
    "Các sở, ban, ngành cấp tỉnh và các địa phương": "SBNDP",
    "Ủy ban Mặt trận Tổ quốc tỉnh": "MTTQ",
    "các tổ chức chính trị - xã hội, tổ chức xã hội, nghề nghiệp": "TCXH",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy": "BTGDV",
    "các cơ quan đại diện ngoại giao Việt Nam ở nước ngoài": "CQDDNN",
    "các cơ quan liên quan": "DVDP",
    "các cơ quan, đơn vị liên quan": "DVDP",
    "các cơ quan, đơn vị, địa phương liên quan": "DVDP",
    "các đơn vị, địa phương liên quan": "DVDP",
    "Các đơn vị, địa phương": "DVDP",
}


def printed_groups(found: list[Item]) -> dict[str, str]:
    """Code of a group → its heading."""
    return {one.numbered: one.text for one in found if re.fullmatch(r"III?\.\d", one.numbered) and not one.path[3]}


def printed_tasks(found: list[Item]) -> dict[str, tuple[list[str], list[str], str, str]]:
    """Code → leads, coordinators, text, the words that name a day. A heading that is a body and a sentence is a group
    with one task; bodies that are only asked («Đề nghị») coordinate."""
    tasks = {}
    heading: list[str] | None = None
    for one in found:
        if not re.fullmatch(r"III?\.\d", one.numbered):
            continue
        code = f"{one.numbered}.{one.path[3] or 1}"
        if one.path[3]:
            leads, others = who(one.text, NAMES, heading)
            tasks[code] = (leads, others, one.text, day(one.text))
            continue
        heading = names_from(one.text, NAMES)[0] or None
        bodies, colon, sentence = one.text.partition(": ")
        if colon:
            named = names_from(bodies.removeprefix("Đề nghị "), NAMES)[0]
            others = who(sentence, NAMES, named)[1]
            asked = bodies.startswith("Đề nghị ")
            tasks[code] = ([] if asked else named, [*named, *others] if asked else others, sentence, "")
    return tasks


def day(text: str) -> str:
    found = re.search(r"[Đđ]ịnh kỳ h[àằ]ng năm \(trước ngày [^)]+\)", text)
    return found[0] if found else ""


@pytest.fixture(scope="module")
def printed() -> dict:
    text = seed_text(f"{ID}.plan.txt")
    found = items(text)
    return {"flat": collapse(text), "groups": printed_groups(found), "tasks": printed_tasks(found)}


def disagreements(plan: dict, printed: dict) -> list[str]:
    """Every place where the shipped data says something else than the document."""
    found = []

    def same(place, ours, theirs):
        if ours != theirs:
            found.append(f"{place}: {ours!r} ≠ {theirs!r}")

    head, flat = plan["plan"], printed["flat"]
    same("title", flat.startswith(f"KẾ HOẠCH T{head['title'].removeprefix('Kế hoạch t')} Thực hiện"), True)
    same("no number, no day", (head["number"], head["date"], head["number_printed"]), ("", "", ""))
    same("issuer", (head["issuer"], head["province"]), ("UBND tỉnh Hà Tĩnh", "Hà Tĩnh"))
    same("years", (head["target_year"], head["horizon_year"]), (2025, 2025))
    same("nothing measured", [plan.get(key) for key in ("overall", "history", "figures")], [None] * 3)

    agencies, office = re.search(r"\((trước ngày 05 tháng 11)\) hoặc đột xuất", flat), re.search(
        r"định kỳ hằng năm \((trước ngày 15/11)\) báo cáo UBND tỉnh", flat)  # fmt: skip
    same("deadlines", [(one["part"], one["deadline"], one["report_by"]) for one in plan["deadlines"]],
         [("Năm", agencies[1], office[1])])  # fmt: skip

    same("groups", [group["code"] for group in plan["components"]], list(printed["groups"]))
    for group in plan["components"]:
        same(f"{group['code']} kind", group["kind"], "group")
        heading = printed["groups"].get(group["code"], "").removeprefix("Đề nghị ").partition(": ")[0]
        if group["code"].startswith("III"):
            same(f"{group['code']} name", group["name"], heading)

    same("tasks", [task["code"] for task in plan["tasks"]], list(printed["tasks"]))
    for task in plan["tasks"]:
        leads, others, _, when = printed["tasks"].get(task["code"], ([], [], "", ""))
        same(f"{task['code']} leads", task["leads"], leads)
        same(f"{task['code']} coordinators", task["coordinators"], others)
        same(f"{task['code']} timeframe", task["timeframe"], when)
        same(f"{task['code']} group", task["component"], task["code"].rpartition(".")[0])
    return found


def test_shipped_plan_says_what_the_document_says(printed):
    assert disagreements(PLAN, printed) == []


def test_reader_takes_the_document_apart_without_remainder(printed):
    assert len(printed["groups"]) == 14 and len(printed["tasks"]) == 54
    assert printed["tasks"]["III.6.1"][0] == ["CAT", "BCHQS", "BCHBP"]
    assert printed["tasks"]["III.8.1"][:2] == ([], ["MTTQ", "TCXH", "BTGDV", "DVDP"])
    assert printed["tasks"]["III.5.1"][1] == ["BTGDV", "SNgV", "DVDP"]
    assert printed["tasks"]["II.1.4"][2].startswith("Nâng cao hiệu quả cơ chế phối hợp")


def every_change():
    for i, task in enumerate(PLAN["tasks"]):
        yield ("tasks", i, "code"), task["code"] + "0"
        yield ("tasks", i, "component"), "II"
        yield ("tasks", i, "leads"), [*task["leads"], "SYT"]
        yield ("tasks", i, "coordinators"), [*task["coordinators"], "SYT"]
        yield ("tasks", i, "timeframe"), "2025"
    for i, group in enumerate(PLAN["components"]):
        yield ("components", i, "code"), "IV"
        yield ("components", i, "kind"), "index"
        if group["code"].startswith("III"):
            yield ("components", i, "name"), group["name"] + " khác"
    for key in ("part", "deadline", "report_by"):
        yield ("deadlines", 0, key), "ngày khác"
    for key in ("title", "number", "date", "number_printed", "issuer", "target_year", "horizon_year"):
        yield ("plan", key), "không phải"


def test_comparison_notices_each_change(printed):
    assert unnoticed(PLAN, every_change(), lambda plan: disagreements(plan, printed)) == []


def test_tasks_by_group():
    assert Counter(task["component"] for task in PLAN["tasks"]) == {
        "II.1": 4, "II.2": 8, "II.3": 7, "II.4": 7, "II.5": 2, "II.6": 4,
        "III.1": 5, "III.2": 2, "III.3": 3, "III.4": 3, "III.5": 4, "III.6": 1, "III.7": 3, "III.8": 1,
    }  # fmt: skip


def test_chapters_name_nobody_but_once_and_those_asked_never_lead():
    assert [code for code in TASKS if code.startswith("II.") and TASKS[code]["leads"]] == ["II.6.4"]
    assert TASKS["III.8.1"]["leads"] == []
    assert not any({"MTTQ", "TCXH", "BTGDV"} & set(task["leads"]) for task in PLAN["tasks"])


def test_chapter_titles_are_nearest_to_their_own_heading(printed):
    def words(text):
        return set(re.findall(r"\w+", text.casefold()))

    chapters = {code: words(text) for code, text in printed["groups"].items() if code.startswith("II.")}
    for code in chapters:
        shared = {other: len(words(GROUPS[code]["name"]) & heading) / len(heading) ** 0.5
                  for other, heading in chapters.items()}  # fmt: skip
        assert max(shared, key=shared.get) == code


def test_oddities_quote_the_document(printed):
    for oddity in PLAN["oddities"]:
        assert oddity["place"] in {"plan", *TASKS, *GROUPS}
        for quote in quotes(oddity["says"]):
            assert quote in printed["flat"], quote
