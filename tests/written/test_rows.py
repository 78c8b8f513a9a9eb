"""Rows that are looked at together: how often expat is shown what they hold."""

from kehoach_xl.written.expected import Lot
from kehoach_xl.written.rows import WrittenRows
from kehoach_xl.written.texts import Claims


def test_texts_beside_numbers_that_are_new_are_shown_once() -> None:
    rows = [
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>văn bản {n}</t></is></c><c r="B{n}"><v>{n}.5</v></c>'.encode()
        for n in range(1, 4)
    ]
    looked = WrittenRows(Claims())
    run = looked.run(rows, looked.marks(rows), above=0)
    meant = Lot([1, 2, 3], (1, 2), [[f"văn bản {n}".encode() for n in (1, 2, 3)], [1.5, 2.5, 3.5]])
    assert list(looked.unsure(run, [meant])) == []
    shown = b" ".join(looked.fresh).decode()
    assert [shown.count(f"văn bản {n}") for n in (1, 2, 3)] == [1, 1, 1]
    assert [shown.count(f"{n}.5") for n in (1, 2, 3)] == [1, 1, 1]
