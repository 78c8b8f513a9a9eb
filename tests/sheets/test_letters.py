"""The lines of `Thư`: found by the letter's id, renewed while they wait, left alone once they went."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kehoach_xl.domain.letter import (
    DRAFTED,
    FAILED,
    FORM,
    NO_ADDRESS,
    RECEIPT,
    REPLACED,
    SENT,
    SET_ASIDE,
    WAITING,
    Attachment,
    Letter,
)  # fmt: skip
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.letters import LetterLine, LineState, letter_blocks, letters_of, state_blocks
from kehoach_xl.workflows.new import new
from tests.workflows.office import PLAN, Room

AT = datetime(2025, 12, 1, 2, 30, tzinfo=UTC)
FILE = Attachment("phan-phat/2025-H2/phieu.xlsx", "ab" * 32)
ONE = Letter("form|01", FORM, "2025-H2", "STP", ("stp@tinh.example",), "Phiếu", "Kính gửi\nSở Tư pháp", (FILE,))
TWO = replace(ONE, id="form|02", subject="Phiếu lần hai")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    room = Room(tmp_path)
    new(PLAN, room.master)
    return room


def put(room: Room, *letters: Letter, state: str = WAITING) -> None:
    with open_book(room.master, write=True) as book:
        desk = Desk(book)
        with desk.cells.written(letter_blocks(desk, letters, {one.id: state for one in letters})):
            book.save()


def became(room: Room, **states: LineState) -> None:
    with open_book(room.master, write=True) as book:
        desk = Desk(book)
        changes = {f"form|{name[1:]}": state for name, state in states.items()}
        with desk.cells.written(state_blocks(desk, changes)):
            book.save()


def lines(room: Room) -> list[LetterLine]:
    return letters_of(room.desk())


def test_a_letter_comes_back_from_its_line_as_it_was_put_there(room: Room) -> None:
    put(room, ONE)
    [line] = lines(room)
    assert line == LetterLine(5, ONE, "", WAITING, "", None, "")


def test_a_text_that_looks_like_a_formula_stays_a_text(room: Room) -> None:
    put(room, replace(ONE, subject="=1+1", body="+84 900 000 000"))
    [line] = lines(room)
    assert (line.letter.subject, line.letter.body) == ("=1+1", "+84 900 000 000")


def test_her_words_stay_while_the_letter_is_composed_alike(room: Room) -> None:
    put(room, ONE, state=NO_ADDRESS)
    room.type("letters", "id", ONE.id, subject="Phiếu của Sở", choice="Không gửi")
    put(room, replace(ONE, to=("moi@tinh.example",)))
    [line] = lines(room)
    assert (line.letter.subject, line.letter.to) == ("Phiếu của Sở", ("moi@tinh.example",))
    assert (line.choice, line.state) == ("Không gửi", WAITING)


def test_a_letter_composed_with_another_text_takes_the_place_of_her_words(room: Room) -> None:
    put(room, ONE)
    room.type("letters", "id", ONE.id, subject="Phiếu của Sở")
    put(room, replace(ONE, body="Hạn nộp: 17/12/2025."))
    [line] = lines(room)
    assert (line.letter.subject, line.letter.body) == ("Phiếu", "Hạn nộp: 17/12/2025.")


@pytest.mark.parametrize("state", [SENT, DRAFTED, SET_ASIDE])
def test_a_line_that_does_not_wait_any_more_is_left_as_it_is(room: Room, state: str) -> None:
    put(room, ONE)
    became(room, f01=LineState(state, at=AT, message_id="<1@tinh.example>"))
    put(room, replace(ONE, body="Khác"))
    put(room, TWO)
    first, second = lines(room)
    assert (first.letter.body, first.state, first.at, first.message_id) == (ONE.body, state, AT, "<1@tinh.example>")
    assert (second.letter.id, second.state) == ("form|02", WAITING)


@pytest.mark.parametrize("state", [LineState(WAITING), LineState(NO_ADDRESS), LineState(FAILED, "hộp thư đầy")])
def test_an_open_letter_gives_way_to_a_newer_one_of_its_kind(room: Room, state: LineState) -> None:
    put(room, ONE, replace(ONE, id="receipt|2025-H2|STP|x", kind=RECEIPT), replace(ONE, id="form|03", agency="SCT"))
    became(room, f01=state)
    put(room, TWO)
    assert [(line.letter.id, line.state) for line in lines(room)] == [
        ("form|01", REPLACED), ("receipt|2025-H2|STP|x", WAITING), ("form|03", WAITING), ("form|02", WAITING),
    ]  # fmt: skip


def test_why_it_failed_is_told_beside_the_state_and_her_word_was_heard(room: Room) -> None:
    put(room, ONE)
    room.type("letters", "id", ONE.id, choice="Gửi lại")
    became(room, f01=LineState(FAILED, "máy chủ trả lời: 550 no such user", AT, "<1@tinh.example>"))
    [line] = lines(room)
    assert (line.state, line.says, line.choice) == (FAILED, "máy chủ trả lời: 550 no such user", "")
    assert room.desk().table("letters").rows[0].text("state") == "Chưa gửi được: máy chủ trả lời: 550 no such user"


def test_the_word_that_sets_a_letter_aside_stays_in_its_line(room: Room) -> None:
    put(room, ONE)
    room.type("letters", "id", ONE.id, choice="Không gửi")
    became(room, f01=LineState(SET_ASIDE))
    [line] = lines(room)
    assert (line.state, line.choice) == (SET_ASIDE, "Không gửi")


def test_however_the_lines_lie_few_blocks_are_written_and_nothing_else_changes(room: Room) -> None:
    letters = [replace(ONE, id=f"form|{n:02d}", agency=f"A{n}") for n in range(1, 41)]
    put(room, *letters)
    room.type("letters", "id", "form|02", choice="Không gửi")
    desk = room.desk()
    every_other = {one.id: LineState(SENT, "", AT, f"<{one.id}>", ("x@y.example",)) for one in letters[::2]}
    blocks = state_blocks(desk, every_other)
    assert len(blocks) <= 4 * len({block.column for block in blocks})
    with open_book(room.master, write=True) as book, Desk(book).cells.written(blocks):
        book.save()
    after = lines(room)
    assert [line.state for line in after[:4]] == [SENT, WAITING, SENT, WAITING]
    assert (after[1].choice, after[1].at, after[1].letter) == ("Không gửi", None, letters[1])
    assert after[2].letter.to == ("x@y.example",)


def test_a_line_keeps_the_days_its_letter_speaks_of(room: Room) -> None:
    room.open_period(deadline=date(2025, 12, 17))
    put(room, replace(ONE, answer_by=date(2025, 12, 23)))
    [line] = lines(room)
    assert (line.letter.deadline, line.letter.answer_by) == (date(2025, 12, 17), date(2025, 12, 23))
