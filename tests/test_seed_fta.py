"""The shipped FTA plan of Hà Tĩnh against the document it was taken from.

The document is read here a second time, from its text alone: the appendix is cut into rows, and each row's
torn columns (lead, coordinators, timeframe; a page break may split any of them) are put together again.
"""

import copy
import itertools
import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from tests.support.printed import SEEDS, collapse, quotes, seed_text

ROOT = Path(__file__).resolve().parents[1]
SEED = "fta-index-ha-tinh-2025.plan.txt"
PLAN = tomllib.loads((ROOT / "templates/plans/fta-index-ha-tinh-2025.toml").read_text(encoding="utf-8"))
REGISTRY = tomllib.loads((ROOT / "templates/agencies/ha-tinh-2025.toml").read_text(encoding="utf-8"))
TASKS = {task["code"]: task for task in PLAN["tasks"]}
USED = {code for task in PLAN["tasks"] for code in task["leads"] + task["coordinators"]}

# What may stand in the three torn columns, as the document words it (not taken from the data files).
LEADS = (
    "Sở Công Thương",
    "Sở Tư pháp",
    "Sở Khoa học và Công nghệ",
    "Các sở, ngành phát sinh thủ tục hành chính",
    "Sở Nội vụ",
    "Sở Ngoại vụ",
    "Sở Tài chính",
    "Sở Nông nghiệp và Môi trường",
    "Ban Quản lý Khu kinh tế tỉnh",
    "Chi cục Hải quan Khu vực XI",
    "Chi cục Thuế khu vực VI",
    "Ngân hàng Nhà nước khu vực VIII",
    "Sở Giáo dục và Đào tạo",
    "Sở Văn hóa, Thể thao và Du lịch",
)
COORDINATORS = (
    "",
    "Các sở, ban, ngành",
    "Các sở, ban, ngành, UBND các địa phương",
    "Các đơn vị, địa phương liên quan",
)
TIMEFRAMES = (
    "Thường xuyên",
    "Hàng năm",
    "Hằng năm",
    "Hàng năm tổ chức 01-02 cuộc",
    "Hàng năm tổ chức 01- 02 cuộc tập huấn, hội nghị",
    "2025",
    "2025-2030",
    "2025 - 2030",
    "2025 - 2026",
)
HEADING = ("STT Nội dung", "Chủ trì Phối hợp")


# --- reading the document -----------------------------------------------------


def body_and_appendix(text: str) -> tuple[str, str]:
    cut = re.search(r"^ *Phụ lục *$", text, re.MULTILINE)
    return text[: cut.start()], text[cut.start() :]


def pages(appendix: str) -> tuple[list[str], list[list[str]]]:
    """The heading of each page, joined, and the other lines of each page (the first are the title)."""
    headings, bodies, heading = [], [[]], None
    for line in appendix.splitlines():
        if line.startswith(HEADING[0]):
            heading = []
            bodies.append([])
        if heading is None:
            bodies[-1].append(line)
            continue
        heading.append(line)
        if line.startswith(HEADING[1]):
            headings.append(collapse("".join(f"{part} " for part in heading)))
            heading = None
    return headings, bodies


def rows(bodies: list[list[str]]) -> dict[str, list[str]]:
    """Code → the text of that row on each page it stands on.

    A wrapped line ends in a blank unless it broke right after a dash, so lines are joined as they are:
    "2025-" + "2030" is one word, "01- " + "02" is two.
    """
    found: dict[str, list[str]] = {}
    code = ""
    for page in bodies[1:]:
        begun = False
        for line in filter(str.strip, page):
            start = re.match(r"(\d\.\d{1,2})\s+(.*)$|([1-4])\s*$", line)
            if start:
                code, line = start[1] or start[3], start[2] or ""
                assert code not in found, f"{code} stands twice"
                found[code] = [""]
            elif not begun:
                found[code].append("")
            begun = True
            found[code][-1] += line
    return found


def ends_in(words: list[str], *columns: list[str]) -> bool:
    tail = list(itertools.chain(*columns))
    return not tail or words[-len(tail) :] == tail


def torn(parts: list[str]) -> tuple[str, str, str, str]:
    """Content, lead, coordinators, timeframe of one row, standing on one page or two.

    Each column may go on over the page. The reading that explains most words at the page ends
    wins; it must be the only one.
    """
    upper, lower = ([part.split() for part in parts] + [[]])[:2]
    readings: dict[int, set] = {}
    for choice in itertools.product(LEADS, COORDINATORS, TIMEFRAMES):
        columns = [text.split() for text in choice]
        size = sum(map(len, columns))
        for cut in itertools.product(
            *(range(len(column) + 1) if lower else [len(column)] for column in columns)
        ):
            above = [column[:n] for column, n in zip(columns, cut, strict=True)]
            below = [column[n:] for column, n in zip(columns, cut, strict=True)]
            if ends_in(upper, *above) and ends_in(lower, *below):
                content = upper[: len(upper) - sum(cut)] + lower[: len(lower) - size + sum(cut)]
                readings.setdefault(size, set()).add((" ".join(content), *choice))
    assert readings, f"no reading for {parts}"
    (best,) = readings[max(readings)]
    return best


def printed_document(text: str) -> dict:
    """What the document says, as plain literals."""
    body, appendix = body_and_appendix(text)
    headings, bodies = pages(appendix)
    components, tasks = {}, {}
    for code, parts in rows(bodies).items():
        if "." in code:
            tasks[code] = torn(parts)
        else:
            numbers = re.fullmatch(
                r"(.+?) (\d,\d\d) (\d+/\d+) (\d,\d\d) (\d+/\d+)", collapse(" ".join(parts)), re.DOTALL
            )
            components[code] = numbers.groups()
    flat = collapse(body)
    baseline = re.search(r"năm (\d{4}), chỉ số FTA Index của tỉnh Hà Tĩnh xếp thứ (\d+)/(\d+)", flat)
    goals = re.search(
        r"năm (\d{4}), FTA Index tỉnh Hà Tĩnh xếp hạng từ (\d+) - (\d+); đến năm (\d{4}) "
        r"thuộc nhóm (\d+) tỉnh",
        flat,
    )
    return {
        "body": flat,
        "appendix": collapse(appendix),
        "title": [collapse(line) for line in bodies[0] if line.strip()],
        "headings": headings,
        "components": components,
        "tasks": tasks,
        "overall": tuple(int(n) for n in (*baseline.groups(), *goals.groups())),
    }


# --- comparing ----------------------------------------------------------------


def names(registry: dict) -> dict[str, str]:
    return {entry["code"]: entry["name"] for entry in registry["agencies"] + registry["groups"]}


def disagreements(plan: dict, registry: dict, printed: dict) -> list[str]:
    """Every place where the shipped data says something else than the document."""
    found = []

    def same(place, ours, theirs):
        if ours != theirs:
            found.append(f"{place}: {ours!r} ≠ {theirs!r}")

    head = plan["plan"]
    same("title", head["title"] in printed["body"], True)
    same("title of the appendix", collapse(" ".join(head["appendix_title"])), " ".join(printed["title"]))
    same("blank number", (head["number"], head["date"]), ("", ""))
    same(
        "printed number",
        re.findall(r"Kế hoạch số\s+(\S+)\s+ngày", printed["appendix"]),
        [head["number_printed"]],
    )
    same("issuer", f"của {head['issuer']})" in printed["appendix"], True)
    columns = [column["title"] for column in head["header"]]
    columns += [name for column in head["header"] for name in column["columns"]]
    for page, heading in enumerate(printed["headings"], 1):
        same(f"heading, page {page}", " ".join(columns), heading)

    baseline, rank, of, target, best, worst, horizon, top = printed["overall"]
    same(
        "years",
        [head[key] for key in ("baseline_year", "target_year", "horizon_year")],
        [baseline, target, horizon],
    )
    same(
        "overall",
        plan["overall"],
        [
            {"year": baseline, "kind": "actual", "rank_from": rank, "rank_to": rank, "of": of},
            {"year": target, "kind": "goal", "rank_from": best, "rank_to": worst},
            {"year": horizon, "kind": "goal", "rank_from": 1, "rank_to": top},
        ],
    )

    same("components", [component["code"] for component in plan["components"]], list(printed["components"]))
    for component in plan["components"]:
        ours = (
            component["name"],
            f"{component['score_2024']:.2f}".replace(".", ","),
            component["rank_2024"],
            f"{component['target_score']:.2f}".replace(".", ","),
            component["target_rank"],
        )
        same(f"component {component['code']}", ours, printed["components"].get(component["code"]))

    named = names(registry)
    same("tasks", [task["code"] for task in plan["tasks"]], list(printed["tasks"]))
    for task in plan["tasks"]:
        _, lead, others, time = printed["tasks"].get(task["code"], ("", "", "", ""))
        same(f"{task['code']} leads", ", ".join(named.get(code, code) for code in task["leads"]), lead)
        same(
            f"{task['code']} coordinators",
            ", ".join(named.get(code, code) for code in task["coordinators"]),
            others,
        )
        same(f"{task['code']} timeframe", task["timeframe"], time)
    return found


@pytest.fixture(scope="module")
def printed() -> dict:
    return printed_document(seed_text(SEED))


# --- the document says the same -----------------------------------------------


def test_shipped_plan_says_what_the_document_says(printed):
    assert disagreements(PLAN, REGISTRY, printed) == []


def test_reader_takes_the_document_apart_without_remainder(printed):
    assert len(printed["headings"]) == 10
    assert len(printed["tasks"]) == 35
    # Three rows whose cells a page break tears in different ways.
    content, *columns = printed["tasks"]["4.3"]
    assert content.startswith("Xây dựng chương trình") and content.endswith("về đa dạng sinh học.")
    assert columns == ["Sở Nông nghiệp và Môi trường", "Các sở, ban, ngành", "Hàng năm"]
    assert printed["tasks"]["3.16"][1:] == (
        "Sở Nông nghiệp và Môi trường",
        "Các sở, ban, ngành, UBND các địa phương",
        "2025 - 2030",
    )
    assert printed["tasks"]["1.3"][3] == "Hàng năm tổ chức 01- 02 cuộc tập huấn, hội nghị"
    for code, (content, *_) in printed["tasks"].items():
        # A column left behind in the content would show as a capital straight after its end.
        assert re.search(r"([.…]|Trung ương|theo quy định|kinh tế cửa khẩu)$", content), (code, content[-60:])


def changed(path: tuple, value) -> tuple[dict, dict]:
    plan, registry = copy.deepcopy(PLAN), copy.deepcopy(REGISTRY)
    where = {"plan": plan, "registry": registry}[path[0]]
    for key in path[1:-1]:
        where = where[key]
    assert where.get(path[-1]) != value
    where[path[-1]] = value
    return plan, registry


def every_change():
    for i, task in enumerate(PLAN["tasks"]):
        at = ("plan", "tasks", i)
        yield (*at, "code"), task["code"] + "0"
        yield (*at, "leads"), ["STP" if task["leads"] != ["STP"] else "SCT"]
        yield (*at, "leads"), [*task["leads"], "STP"]
        yield (*at, "leads"), []
        yield (*at, "coordinators"), ["SBN"] if task["coordinators"] != ["SBN"] else ["SBN", "UBNDDP"]
        yield (*at, "coordinators"), ["DVDP"] if task["coordinators"] != ["DVDP"] else []
        yield (*at, "timeframe"), "2025 - 2029"
        yield (*at, "timeframe"), "Hằng năm"
        yield (*at, "timeframe"), "2025-2030" if task["timeframe"] == "2025 - 2030" else "2025 - 2030"
    for i, component in enumerate(PLAN["components"]):
        at = ("plan", "components", i)
        yield (*at, "code"), "9"
        yield (*at, "name"), component["name"] + " khác"
        for key in ("score_2024", "target_score"):
            yield (*at, key), round(component[key] + 0.01, 2)
        for key in ("rank_2024", "target_rank"):
            rank, of = component[key].split("/")
            yield (*at, key), f"{int(rank) + 1}/{of}"
            yield (*at, key), f"{rank}/{int(of) + 1}"
    for i, overall in enumerate(PLAN["overall"]):
        for key in ("year", "rank_from", "rank_to"):
            yield ("plan", "overall", i, key), overall[key] + 1
        yield ("plan", "overall", i, "of"), 33
        yield ("plan", "overall", i, "score"), 16.27
    for table in ("agencies", "groups"):
        for i, entry in enumerate(REGISTRY[table]):
            if entry["code"] in USED:
                yield ("registry", table, i, "name"), entry["name"] + " X"
    for key in ("title", "number", "date", "number_printed", "issuer"):
        yield ("plan", "plan", key), PLAN["plan"][key] + "1"
    for key in ("baseline_year", "target_year", "horizon_year"):
        yield ("plan", "plan", key), 2026
    yield ("plan", "plan", "appendix_title"), PLAN["plan"]["appendix_title"][:2]
    yield ("plan", "plan", "header"), PLAN["plan"]["header"][:-1]


def test_comparison_notices_each_change(printed):
    unnoticed = [
        (path, value) for path, value in every_change() if not disagreements(*changed(path, value), printed)
    ]
    assert unnoticed == []


def test_comparison_notices_rows_in_another_order(printed):
    plan = copy.deepcopy(PLAN)
    plan["tasks"][3:5] = reversed(plan["tasks"][3:5])
    assert disagreements(plan, REGISTRY, printed)


def test_each_summary_is_nearest_to_its_own_row(printed):
    contents = {code: set(words(row[0])) for code, row in printed["tasks"].items()}
    spread = Counter(word for content in contents.values() for word in content)
    for code, task in TASKS.items():
        summary = set(words(task["content"]))
        near = {
            other: sum(1 / spread[word] for word in summary & content) for other, content in contents.items()
        }
        assert max(near, key=near.get) == code, (code, task["content"], near[code])


def test_oddities_quote_the_document(printed):
    whole = f"{printed['body']} {printed['appendix']}"
    rows_by_place = {code: " ".join(row) for code, row in printed["tasks"].items()}
    for oddity in PLAN["oddities"]:
        for quote in quotes(oddity["says"]):
            assert quote in whole or quote in " ".join(rows_by_place.values()), quote
    assert "chất phục vụ" in rows_by_place["3.2"]
    assert "hàng hoá" in rows_by_place["3.4"]
    assert rows_by_place["3.10"].startswith("Phối hợp với các cơ quan liên quan")
    assert "Chi cục thuế khu vực." in rows_by_place["3.19"]


# --- what holds without the document ------------------------------------------


def test_tasks_by_component():
    assert Counter(code.split(".")[0] for code in TASKS) == {"1": 3, "2": 4, "3": 21, "4": 7}
    assert len(PLAN["tasks"]) == len(TASKS) == 35
    assert all(isinstance(task["code"], str) for task in PLAN["tasks"])
    assert {"3.1", "3.10", "3.2", "3.20"} <= TASKS.keys()


def test_tasks_by_lead():
    assert all(len(task["leads"]) == 1 for task in PLAN["tasks"])
    assert Counter(task["leads"][0] for task in PLAN["tasks"]) == {
        "SCT": 11, "STP": 2, "SKHCN": 2, "SNTTHC": 1, "SNV": 2, "SNgV": 2, "STC": 3, "SNNMT": 6, "BQLKKT": 1,
        "HQ11": 1, "THUE6": 1, "NHNN8": 1, "SGDDT": 1, "SVHTTDL": 1,
    }  # fmt: skip


def test_tasks_by_coordinators():
    assert Counter(tuple(task["coordinators"]) for task in PLAN["tasks"]) == {
        ("SBN", "UBNDDP"): 21,
        ("SBN",): 11,
        ("DVDP",): 1,
        (): 2,
    }
    assert [code for code, task in TASKS.items() if not task["coordinators"]] == ["3.18", "3.19"]


def test_tasks_by_timeframe():
    def kind(timeframe):
        if timeframe == "Thường xuyên":
            return "continuous"
        if timeframe.startswith("Hàng năm"):
            return "yearly"
        return "span" if re.fullmatch(r"2025 ?- ?20(26|30)", timeframe) else timeframe

    assert Counter(kind(task["timeframe"]) for task in PLAN["tasks"]) == {
        "continuous": 11,
        "yearly": 13,
        "span": 9,
        "2025": 2,
    }


def test_scores_stay_within_the_scale_and_add_up():
    components = PLAN["components"]
    assert all(
        0 <= c[key] <= c["max_score"] == 10 for c in components for key in ("score_2024", "target_score")
    )
    assert round(sum(c["score_2024"] for c in components), 2) == 16.27
    assert round(sum(c["target_score"] for c in components), 2) == 23.04
    assert all(len(c["short"]) <= 30 for c in components)


def test_every_agency_of_the_plan_is_in_the_registry():
    assert PLAN["plan"]["registry"] == "ha-tinh-2025"
    agencies = {entry["code"] for entry in REGISTRY["agencies"]}
    groups = {entry["code"] for entry in REGISTRY["groups"]}
    assert len(USED & agencies) == 13 and len(USED & groups) == 4 and not agencies & groups
    assert PLAN["plan"]["coordinator"] in USED & agencies
    assert agencies | groups >= USED


def test_oddities_stand_at_known_places():
    places = {"plan", *TASKS, *(component["code"] for component in PLAN["components"])}
    marks = [(oddity["place"], oddity["kind"]) for oddity in PLAN["oddities"]]
    assert len(set(marks)) == len(marks)
    for oddity in PLAN["oddities"]:
        assert set(oddity) == {"place", "kind", "says"}
        assert oddity["place"] in places
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", oddity["kind"])
        assert oddity["says"].endswith(".")
    expected = {
        ("plan", "blank-number"),
        ("plan", "rank-bases-differ"),
        ("plan", "overall-score-missing"),
        ("plan", "reporting-deadline-missing"),
        ("plan", "district-level-abolished"),
        ("3.2", "group-lead"),
        ("3.2", "missing-word"),
        ("3.10", "lead-worded-as-coordinator"),
        ("3.18", "coordinators-missing"),
        ("3.19", "coordinators-missing"),
    }
    assert expected <= set(marks)


# --- the wording is ours ------------------------------------------------------


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    tokens = words(text)
    return {tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1)}


def our_sentences() -> list[str]:
    sentences = [task["content"] for task in PLAN["tasks"]]
    sentences += [component["short"] for component in PLAN["components"]]
    return sentences + [oddity["says"] for oddity in PLAN["oddities"]]


def test_summaries_are_short_and_clean():
    for task in PLAN["tasks"]:
        content = task["content"]
        assert 30 <= len(content) <= 120, (task["code"], len(content))
        assert content == collapse(content) and content.endswith(".") and content[0].isupper()
    assert len({task["content"] for task in PLAN["tasks"]}) == 35


@pytest.mark.parametrize(
    "name", ["templates/plans/fta-index-ha-tinh-2025.toml", "templates/agencies/ha-tinh-2025.toml"]
)
def test_files_are_nfc(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search("[\u00a0\u200b-\u200d\ufeff\t\r]", text)


def test_no_sentence_of_ours_repeats_a_document():
    documents = sorted(path.name for path in SEEDS.glob("*.txt")) or [SEED]
    printed_runs = set().union(*(runs(seed_text(name), 14) for name in documents))
    assert [s for s in our_sentences() if runs(s, 14) & printed_runs] == []


def test_summaries_share_at_most_six_words_in_a_row_with_the_plan(printed):
    printed_runs = runs(f"{printed['body']} " + " . ".join(row[0] for row in printed["tasks"].values()), 7)
    shared = {code: runs(task["content"], 7) & printed_runs for code, task in TASKS.items()}
    assert {code: run for code, run in shared.items() if run} == {}
