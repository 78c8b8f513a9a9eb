"""The log beside the master: whole records only, written and looked through in blocks."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.engine import journal_log
from kehoach_xl.engine.journal_log import JournalLog

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(st.characters(exclude_categories=["Cs"]))),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text("ab«", max_size=3), inner)),
    max_leaves=12,
)
RECORDS = st.lists(st.dictionaries(st.text("abé", max_size=3), VALUES, min_size=1, max_size=4), max_size=4)


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(journal_log, "BLOCK", 7)


@given(RECORDS)
def test_a_record_in_pieces_is_the_line_that_it_is_as_a_whole(records):
    whole = "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in records)
    assert b"".join(journal_log._encoded(records)).decode() == whole


def test_what_was_appended_is_read_back_in_order(tmp_path, small_blocks):
    log = JournalLog(tmp_path / "ban-goc" / "nhat-ky.jsonl")
    first, second = {"head": "đầu", "facts": [["b0001", "x" * 50], []], "lines": []}, {"saved": "đầu"}
    log.append([first])
    log.append([second, second])
    assert log.read() == ([first, second, second], [])


@pytest.mark.parametrize("at", range(40))
def test_a_text_is_found_wherever_its_record_is_cut_into_blocks(tmp_path, small_blocks, at):
    log = JournalLog(tmp_path / "a.jsonl")
    log.path.write_bytes(b"x" * at + b'"head":"0123"' + b"y" * 9 + b"\n" + b'"head":"4567"')
    assert log.holds('"head":"0123"')
    assert not log.holds('"head":"9999"')


def test_half_a_record_at_the_end_holds_nothing(tmp_path, small_blocks):
    log = JournalLog(tmp_path / "a.jsonl")
    assert not log.holds("một")
    log.path.write_bytes('{"a":"một"}\n{"a":"hai"'.encode())
    assert (log.holds("một"), log.holds("hai")) == (True, False)
    log.append([{"a": "ba"}])
    assert log.path.read_text(encoding="utf-8") == '{"a":"một"}\n{"a":"ba"}\n'
