"""The shipped plans tell the facts of their documents in our own words."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest

from tests.support.printed import SEEDS, collapse, runs, seed_text

ROOT = Path(__file__).resolve().parents[1]
PLANS = sorted(path.stem for path in (ROOT / "templates/plans").glob("*.toml"))
# As many words in a row as a sentence of ours may share with a document.
MOST = 8


def load(folder: str, name: str) -> dict:
    return tomllib.loads((ROOT / f"templates/{folder}/{name}.toml").read_text(encoding="utf-8"))


def names(plan: dict) -> list[str]:
    """What is printed because it is a name: bodies, indices, laws and documents by their number."""
    register = load("agencies", plan["plan"]["registry"])
    bodies = [each[key] for kind in ("agencies", "groups") for each in register[kind] for key in ("name", "short")
              if key in each]  # fmt: skip
    aliases = [alias for kind in ("agencies", "groups") for each in register[kind] for alias in each.get("aliases", [])]
    indices = [one["name"] for one in plan["components"] if one.get("kind") != "group"]
    return sorted([*bodies, *aliases, *indices], key=len, reverse=True)


def ours(plan: dict) -> list[str]:
    """Every sentence of ours: tasks, groups that are no bodies, goals and oddities without what they quote."""
    known = {name.casefold() for name in names(plan)}
    sentences = [task["content"] for task in plan["tasks"]]
    for one in plan["components"]:
        bodies = one["name"].casefold() in known or re.match(r"III\.|V\.1", one["code"])
        sentences += [one["short"]] if bodies or one.get("kind") != "group" else [one["short"], one["name"]]
    sentences += [re.sub("«[^»]*»|“[^”]*”", "|", one["says"]) for one in plan["oddities"]]
    return sentences + [one["name"] for one in plan.get("figures", [])]


def without_names(text: str, plan: dict) -> list[str]:
    """The text cut where a name or the number of a document stands."""
    pattern = "|".join(re.escape(name) for name in names(plan))
    return re.split(rf"{pattern}|\|", re.sub(r"\S*\d+\S*/\S+|\d+-\S+/\S+", "|", text), flags=re.IGNORECASE)


@pytest.mark.parametrize("name", PLANS)
def test_no_sentence_of_ours_repeats_a_document(name):
    plan = load("plans", name)
    seeds = sorted(path.name for path in SEEDS.glob("*.txt")) or [f"{name}.plan.txt"]
    printed = set().union(*(runs(seed_text(seed), MOST + 1) for seed in seeds))
    shared = {s: run for s in ours(plan) for part in without_names(s, plan) for run in [runs(part, MOST + 1) & printed]
              if run}  # fmt: skip
    assert shared == {}


@pytest.mark.parametrize("name", PLANS)
def test_a_document_put_in_a_plan_is_noticed(name):
    plan = load("plans", name)
    sentence = " ".join(seed_text(f"{name}.plan.txt").split()[400:420])
    printed = runs(seed_text(f"{name}.plan.txt"), MOST + 1)
    assert any(runs(part, MOST + 1) & printed for part in without_names(sentence, plan))


@pytest.mark.parametrize("name", PLANS)
def test_summaries_are_short_and_clean(name):
    tasks = load("plans", name)["tasks"]
    for task in tasks:
        content = task["content"]
        assert 30 <= len(content) <= 120, (task["code"], len(content))
        assert content == collapse(content) and content.endswith(".") and content[0].isupper(), task["code"]
    assert len({task["content"] for task in tasks}) == len({task["code"] for task in tasks}) == len(tasks)


@pytest.mark.parametrize("name", PLANS)
def test_short_names_fit_a_chart_and_oddities_their_form(name):
    plan = load("plans", name)
    assert [one["short"] for one in plan["components"] if len(one["short"]) > 33] == []
    marks = [(one["place"], one["kind"]) for one in plan["oddities"]]
    assert len(set(marks)) == len(marks)
    places = {"plan", *(one["code"] for one in plan["components"]), *(one["code"] for one in plan["tasks"])}
    for one in plan["oddities"]:
        assert set(one) == {"place", "kind", "says"} and one["place"] in places
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", one["kind"]) and one["says"].endswith("."), one


@pytest.mark.parametrize("name", PLANS)
def test_every_body_is_in_the_register_and_all_know_who_coordinates(name):
    plan = load("plans", name)
    register = load("agencies", plan["plan"]["registry"])
    agencies = {each["code"] for each in register["agencies"]}
    groups = {each["code"] for each in register["groups"]}
    used = {code for task in plan["tasks"] for code in task["leads"] + task["coordinators"]}
    assert used - agencies - groups == set()
    assert plan["plan"]["coordinator"] in agencies & used


@pytest.mark.parametrize("name", PLANS)
def test_files_are_in_normal_form(name):
    text = (ROOT / f"templates/plans/{name}.toml").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search("[\u00a0\u200b-\u200d\ufeff\t\r]", text)
