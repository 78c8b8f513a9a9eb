"""How far opening runs ahead: as far as there is room, and never so that the next file to be taken has to wait."""

from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

import pytest

from kehoach_xl.intake.ahead import Ahead

NOW = 0.2  # seconds in which whoever may go on has gone on


def waits(turn: "Future[None]") -> bool:
    try:
        turn.result(NOW)
    except TimeoutError:
        return True
    return False


def test_only_so_many_files_are_begun_before_the_first_is_taken() -> None:
    ahead = Ahead(files=2)
    with ThreadPoolExecutor(3) as pool:
        turns = [pool.submit(ahead.await_turn, number) for number in range(3)]
        assert [waits(turn) for turn in turns] == [False, False, True]
        ahead.let_go(0)
        assert not waits(turns[2])


def test_large_files_leave_no_room_but_the_next_one_is_begun_all_the_same() -> None:
    ahead = Ahead(rows=100)
    ahead.hold(101)  # of file 1, which was faster than file 0
    with ThreadPoolExecutor(2) as pool:
        first, third = (pool.submit(ahead.await_turn, number) for number in (0, 2))
        assert (waits(first), waits(third)) == (False, True)
        ahead.let_go(0)
        assert waits(third)
        ahead.let_go(101)
        assert not waits(third)


def test_when_nobody_takes_any_more_nothing_is_begun() -> None:
    ahead = Ahead(files=1)
    with ThreadPoolExecutor(1) as pool:
        turn = pool.submit(ahead.await_turn, 1)
        ahead.give_up()
        with pytest.raises(CancelledError):
            turn.result()
