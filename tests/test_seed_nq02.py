"""The shipped plan of Hậu Giang on the business environment against the document it was taken from.

Read here a second time: the lettered groups of section IV and the bodies of section V with their paragraphs as tasks,
the goals in numbers, the four indices the plan starts from, and the days of the reports.
"""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.support.printed import Item, collapse, items, names_from, quotes, seed_text, unnoticed, who

ROOT = Path(__file__).resolve().parents[1]
ID = "nq02-hau-giang-2024"
PLAN = tomllib.loads((ROOT / f"templates/plans/{ID}.toml").read_text(encoding="utf-8"))
TASKS = {task["code"]: task for task in PLAN["tasks"]}
GROUPS = {group["code"]: group for group in PLAN["components"]}

# The bodies as the document words them (not taken from the data files).
NAMES = {
    "Sở Kế hoạch và Đầu tư": "SKHDT",
    "Sở Khoa học và Công nghệ": "SKHCN",
    "Sở Văn hoá, Thể thao và Du lịch": "SVHTTDL",
    "Sở Công Thương": "SCT",
    "Sở Tài chính": "STC",
    "Sở Thông tin và Truyền thông": "STTTT",
    "Sở Nội vụ": "SNV",
    "Cục Thuế tỉnh": "CTT",
    "Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh Hậu Giang": "NHNN",
    "Cơ quan Giúp việc của Ban Chỉ đạo Xúc tiến và Hỗ trợ đầu tư tỉnh": "CQGV",
    "Đài Phát thanh và Truyền hình tỉnh Hậu Giang": "DPTTH",
    "Báo Hậu Giang": "BHG",
    "các cơ quan báo chí": "CQBC",
    "Hiệp hội Doanh nghiệp tỉnh": "HHDN",
    "Hội Doanh nhân trẻ tỉnh": "HDNT",
    "Liên đoàn Thương mại và Công nghiệp Việt Nam - Chi nhánh Cần Thơ": "VCCI",
    "Các sở, ban, ngành tỉnh và địa phương": "SBNDP",
    "Các sở, ngành tỉnh và địa phương": "SBNDP",
    "các ngành chức năng và địa phương": "SBNDP",
    "các sở, ban, ngành tỉnh và các đơn vị có liên quan": "DVLQ",
    "các đơn vị có liên quan": "DVLQ",
    "các cơ quan liên quan": "DVLQ",
    "các cơ quan": "DVLQ",
    "Giám đốc sở, Thủ trưởng cơ quan, ban, ngành tỉnh": "SBN",
    "Chủ tịch UBND huyện, thị xã, thành phố": "UBNDH",
    "các sở, cơ quan đầu mối theo dõi các mục tiêu được giao": "CQDM",
}


def printed_tasks(found: list[Item]) -> dict[str, tuple[list[str], list[str], str, str]]:
    """Code → leads, coordinators, text, the words that name a day. What ends in a colon only introduces the paragraphs
    under it."""
    tasks: dict[str, tuple[list[str], list[str], str, str]] = {}
    count: Counter[str] = Counter()
    introduced: dict[str, tuple[list[str], list[str]]] = {}
    for one in found:
        if one.path[0] not in ("IV", "V") or one.numbered in ("IV", "IV.1", "IV.2", "V"):
            continue
        signs = ".".join(label for label in one.path[3:] if label)
        if one.text.endswith(":"):
            bodies = re.sub(r"^.*?(?:\. |Căn cứ Kế hoạch này, )(?=Các sở|Giám đốc)", "", one.text)
            introduced[f"{one.numbered}.{signs}"] = who(bodies, NAMES)
            continue
        if not signs and one.path[0] == "IV" and one.path[1] == "2":
            continue  # the heading of a group
        above = one.path[3] if one.path[4] else ""
        leads, others = introduced.get(f"{one.numbered}.{above}", (None, []))
        for n, sentence in enumerate(assignments(one), 1):
            code = one.numbered
            if signs:
                count[code] += 1
                code = f"{code}.{count[code]}"
            elif one.text.count("chủ trì theo dõi về") > 1:
                code = f"{code}.{n}"
            own, more = who(sentence, NAMES, leads)
            helpers = re.findall(r"\. ((?:Đài|Báo) .+?) chủ động hỗ trợ", sentence)
            more += [body for text in helpers for body in names_from(text, NAMES)[0]]
            tasks[code] = (own, [*others, *more], sentence, day(sentence))
    return tasks


def assignments(one: Item) -> list[str]:
    """Several sentences of one paragraph where each charges another body."""
    parts = re.split(r"; (?=Sở [A-ZĐ][^;]+? chủ trì theo dõi)", one.text)
    return parts if len(parts) > 1 else [one.text]


def day(text: str) -> str:
    found = re.search(r"trước ngày \d+ tháng \d+(?: và ngày \d+ tháng \d+)? năm \d{4}", text)
    return found[0] if found else ""


def indices(flat: str) -> list[tuple[str, float | None, str, str, int, str]]:
    """Name, score, rank, region, year and how the rank was computed; today's four, then the four before."""
    part = flat[flat.index("Chỉ số cải cách hành chính") : flat.index("Để tiếp tục cải thiện chỉ số")]
    found = re.findall(
        r"(Chỉ số [^:;]+? \([A-Z ]+\))(?:: | năm (\d{4}) đạt (\d+,\d\d) điểm, )[xX]ếp thứ (\d+)/63 tỉnh, thành phố "
        r"cả nước, (tăng|giảm) (\d+) bậc; xếp thứ (\d+)/13 tỉnh, thành phố (?:đồng bằng sông Cửu Long )?\(?ĐBSCL\)?, "
        r"(tăng|giảm) (\d+) bậc",
        part,
    )
    (said,) = {year for _, year, *_ in found if year}
    today, before = [], []
    for name, _, score, rank, way, steps, place, region_way, region_steps in found:
        points = float(score.replace(",", ".")) if score else None
        today.append((name, points, f"{rank}/63", f"ĐBSCL {place}/13", int(said)))
        then = int(rank) + int(steps) * (1 if way == "tăng" else -1)
        there = int(place) + int(region_steps) * (1 if region_way == "tăng" else -1)
        before.append((name, None, f"{then}/63", f"ĐBSCL {there}/13", int(said) - 1))
    return today + before


@pytest.fixture(scope="module")
def printed() -> dict:
    text = seed_text(f"{ID}.plan.txt")
    found = items(text)
    flat = collapse(text)
    headings = {one.numbered: one.text for one in found if not one.path[3]}
    goals = re.findall(r"(tăng ít nhất|tăng dưới) (\d+)% so với năm (\d{4})", headings["III.2.a"])
    return {"flat": flat, "tasks": printed_tasks(found), "headings": headings, "indices": indices(flat), "goals": goals}


def disagreements(plan: dict, printed: dict) -> list[str]:
    """Every place where the shipped data says something else than the document."""
    found = []

    def same(place, ours, theirs):
        if ours != theirs:
            found.append(f"{place}: {ours!r} ≠ {theirs!r}")

    head, flat = plan["plan"], printed["flat"]
    same("title", flat.startswith(f"KẾ HOẠCH T{head['title'].removeprefix('Kế hoạch t')} Thực hiện"), True)
    same("no number, no day", (head["number"], head["date"], head["number_printed"]), ("", "", ""))
    same("issuer", (head["issuer"], head["province"]), ("UBND tỉnh Hậu Giang", "Hậu Giang"))
    same("years", (head["baseline_year"], head["target_year"], head["horizon_year"]), (2023, 2024, 2024))

    signs = {"tăng ít nhất": "≥", "tăng dưới": "<"}
    goals = [(f"{signs[way]} {number} %", 2024, ["SKHDT"], year == "2023") for way, number, year in printed["goals"]]
    same("goals", [(one["value"], one["year"], one["leads"], "so với năm 2023" in one["name"])
                   for one in plan["figures"]], goals)  # fmt: skip
    same("codes of goals", [one["code"] for one in plan["figures"]], ["III.2.a.1", "III.2.a.2"])

    same("indices", [(one["name"], one.get("score"), one["rank"], one["group"], one["year"])
                     for one in plan["history"]], printed["indices"])  # fmt: skip
    same("of no component", {one["component"] for one in plan["history"]}, {""})

    half, year = re.search(r"(trước ngày 10 tháng 6) và (ngày 10 tháng 12 năm 2024), báo cáo", flat).groups()
    first = re.search(r"gửi về Sở Kế hoạch và Đầu tư (trước ngày 10 tháng 02 năm 2024)", flat)[1]
    same("deadlines", [(one["part"], one["deadline"], one["report_by"]) for one in plan["deadlines"]],
         [("6 tháng đầu năm", half, ""), ("Năm", f"trước {year}", ""), ("Chuyên đề 1", first, "")])  # fmt: skip

    owners = list(dict.fromkeys(owner(code) for code in printed["tasks"]))
    same("groups", [group["code"] for group in plan["components"]], owners)
    for group in plan["components"]:
        same(f"{group['code']} kind", group["kind"], "group")
    named = {group["code"]: group["name"] for group in plan["components"]}
    same("V", named.get("V", "").upper(), printed["headings"]["V"])
    same("V.1", f"Căn cứ Kế hoạch này, {named.get('V.1')}:", printed["headings"]["V.1"])

    same("tasks", [task["code"] for task in plan["tasks"]], list(printed["tasks"]))
    for task in plan["tasks"]:
        leads, others, _, when = printed["tasks"].get(task["code"], ([], [], "", ""))
        same(f"{task['code']} leads", task["leads"], leads)
        same(f"{task['code']} coordinators", task["coordinators"], others)
        same(f"{task['code']} timeframe", task["timeframe"], when)
        same(f"{task['code']} group", task["component"], owner(task["code"]))
    return found


def owner(code: str) -> str:
    """A paragraph's heading; point IV.1.a, which charges three bodies, is no heading."""
    above = code.rpartition(".")[0]
    return "IV.1" if above == "IV.1.a" else above


def test_shipped_plan_says_what_the_document_says(printed):
    assert disagreements(PLAN, printed) == []


def test_reader_takes_the_document_apart_without_remainder(printed):
    assert len(printed["tasks"]) == 34
    assert printed["tasks"]["IV.1.a.2"][0] == ["SKHCN"]
    assert printed["tasks"]["IV.2.đ.4"][:2] == (["CTT"], ["STC", "SBNDP"])
    assert printed["tasks"]["V.1.3"][1] == ["VCCI", "HHDN", "HDNT"]
    assert printed["tasks"]["V.2"][:2] == (["STTTT", "DPTTH", "BHG", "CQBC"], ["DVLQ"])
    assert [rank for _, _, rank, *_ in printed["indices"]] == [
        "20/63", "28/63", "33/63", "12/63", "27/63", "33/63", "50/63", "38/63",
    ]  # fmt: skip
    assert [place for *_, place, _ in printed["indices"]][-4:] == [
        "ĐBSCL 4/13", "ĐBSCL 3/13", "ĐBSCL 12/13", "ĐBSCL 9/13",
    ]  # fmt: skip


def every_change():
    for i, task in enumerate(PLAN["tasks"]):
        yield ("tasks", i, "code"), task["code"] + "0"
        yield ("tasks", i, "component"), "IV"
        yield ("tasks", i, "leads"), [*task["leads"], "BHG"]
        yield ("tasks", i, "coordinators"), [*task["coordinators"], "SNV"]
        yield ("tasks", i, "timeframe"), "2024"
    for i in range(len(PLAN["components"])):
        yield ("components", i, "code"), "VI"
        yield ("components", i, "kind"), "index"
    for i, one in enumerate(PLAN["history"]):
        for key in one.keys() - {"source", "max"}:
            yield ("history", i, key), 1.5 if key in ("year", "score") else "khác"
    for i in range(len(PLAN["figures"])):
        yield ("figures", i, "code"), "III"
        yield ("figures", i, "value"), "≤ 10 %"
        yield ("figures", i, "year"), 2025
        yield ("figures", i, "leads"), ["SNV"]
    for i in range(len(PLAN["deadlines"])):
        for key in ("part", "deadline", "report_by"):
            yield ("deadlines", i, key), "ngày khác"
    for key in ("title", "number", "date", "number_printed", "issuer", "baseline_year", "target_year", "horizon_year"):
        yield ("plan", key), "không phải"


def test_comparison_notices_each_change(printed):
    assert unnoticed(PLAN, every_change(), lambda plan: disagreements(plan, printed)) == []


def test_tasks_by_group():
    assert Counter(task["component"] for task in PLAN["tasks"]) == {
        "IV.1": 5, "IV.2.a": 2, "IV.2.b": 3, "IV.2.c": 2, "IV.2.đ": 4, "IV.2.e": 4, "IV.2.g": 5, "V.1": 6, "V": 3,
    }  # fmt: skip
    assert [code for code, task in TASKS.items() if not task["leads"]] == ["IV.1.b", "IV.1.c"]


def test_the_only_score_is_that_of_pci():
    assert [(one["name"], one["score"]) for one in PLAN["history"] if "score" in one] == [
        ("Chỉ số năng lực cạnh tranh của tỉnh (PCI)", 68.12)
    ]


def test_oddities_quote_the_document(printed):
    for oddity in PLAN["oddities"]:
        assert oddity["place"] in {"plan", *TASKS, *GROUPS}
        for quote in quotes(oddity["says"]):
            assert quote in printed["flat"], quote
