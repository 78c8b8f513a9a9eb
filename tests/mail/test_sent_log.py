"""The log of letters on their way: the newest line of each letter, whatever the power did to the file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kehoach_xl.mail.sent_log import DOUBTFUL, FILE, GOING, GONE, Entry, SentLog

AT = datetime(2025, 11, 25, 2, 30, 5, tzinfo=UTC)


def entry(letter: str, state: str, book: str = "a1") -> Entry:
    return Entry(book, letter, state, "Máy chủ thư (SMTP)", AT, ("vanthu@stp.example",), "<1@sct.example>", "đã nhận")


def test_the_newest_line_of_a_letter_counts(tmp_path: Path) -> None:
    log = SentLog(tmp_path / "ban-goc", "a1")
    assert log.newest() == {}
    log.add(entry("form|1", GOING), entry("form|2", GOING))
    log.add(entry("form|1", GONE))
    assert log.newest() == {"form|1": entry("form|1", GONE), "form|2": entry("form|2", GOING)}


def test_masters_that_share_the_folder_do_not_mix(tmp_path: Path) -> None:
    SentLog(tmp_path, "a1").add(entry("form|1", GONE))
    other = SentLog(tmp_path, "b2")
    assert other.newest() == {}
    other.add(entry("form|1", DOUBTFUL, "b2"))
    assert [one.state for one in SentLog(tmp_path, "a1").newest().values()] == [GONE]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_half_a_line_of_a_power_cut_is_no_line(tmp_path: Path, cut: int) -> None:
    log = SentLog(tmp_path, "a1")
    log.add(entry("form|1", GOING), entry("form|1", GONE))
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:-cut])
    assert log.newest() == {"form|1": entry("form|1", GOING)}
    log.add(entry("form|1", DOUBTFUL))
    assert log.newest() == {"form|1": entry("form|1", DOUBTFUL)}


def test_lines_of_others_are_passed_over(tmp_path: Path) -> None:
    log = SentLog(tmp_path, "a1")
    log.add(entry("form|1", GONE))
    with (tmp_path / FILE).open("ab") as file:
        file.write(b'{"book": "a1"}\nrubbish\n[1]\n{"book":"a1","letter":"form|1","state":"gone","at":"x"}\n')
    assert log.newest() == {"form|1": entry("form|1", GONE)}
