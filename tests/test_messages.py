"""The catalogue of sentences: every code has one, every one is used, and each reads well."""

import re
import string
import unicodedata
from pathlib import Path

import pytest

from kehoach_xl.messages import CATALOGUE, Message

PACKAGE = Path(__file__).resolve().parents[1] / "kehoach_xl"
CODE = re.compile(r'"([A-Z]{2,}_[0-9]{3})"')
LEVELS = {"stop", "error", "warning", "hint", "info"}
# These end with a sentence of another entry, which has its own full stop.
ENDS_WITH = {"reason", "says", "todo", "first"}

by_code = pytest.mark.parametrize("code", sorted(CATALOGUE))


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_code_in_the_source_is_in_the_catalogue_and_the_other_way_round():
    files = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "messages"]
    used = {code for path in files for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert used == set(CATALOGUE)


def test_no_code_is_listed_twice():
    sources = (path.read_text(encoding="utf-8") for path in (PACKAGE / "messages").glob("*.py"))
    listed = re.findall(r'^    "([A-Z]+_[0-9]{3})": Text\(', "\n".join(sources), re.MULTILINE)
    assert len(listed) == len(set(listed)) == len(CATALOGUE)


@by_code
def test_a_text_is_composed_and_evenly_spaced(code):
    for text in (CATALOGUE[code].says, CATALOGUE[code].todo):
        assert unicodedata.is_normalized("NFC", text)
        assert text == " ".join(text.split())
        assert not re.search(r" [.,;:?](?!\w)", text), text
        assert text.count("«") == text.count("»")


@by_code
def test_a_text_starts_like_a_sentence_and_ends_with_a_full_stop(code):
    for text in filter(None, (CATALOGUE[code].says, CATALOGUE[code].todo)):
        last = re.search(r"{(\w+)}$", text)
        assert text.endswith((".", "!", "?")) or (last and last[1] in ENDS_WITH), text
        assert not text[0].islower(), text


@by_code
def test_a_text_names_its_level_and_what_to_do(code):
    entry = CATALOGUE[code]
    assert entry.level in LEVELS
    assert entry.says
    assert entry.todo or entry.level in ("hint", "info")


@by_code
def test_a_text_renders_with_its_facts(code):
    entry = CATALOGUE[code]
    facts = {name: f"<{name}>" for name in fields(entry.says) | fields(entry.todo)}
    message = Message(code, facts)
    assert all(f"<{name}>" in str(message) for name in facts)
    assert "{" not in str(message)
    assert message.level == entry.level


@by_code
def test_a_fact_is_a_plain_name(code):
    assert all(name.isidentifier() for name in fields(CATALOGUE[code].says) | fields(CATALOGUE[code].todo))


def test_facts_are_put_in_as_they_are():
    assert Message("CHECK_090", {"says": "{value} trong ngoặc"}).text == "{value} trong ngoặc"


def test_a_message_without_its_facts_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        str(Message("OPEN_001"))


def test_a_code_that_is_not_listed_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        _ = Message("OPEN_999").level
