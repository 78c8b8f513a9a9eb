"""The list of where names point says what the names themselves say, also after they moved or broke."""

import re
from pathlib import Path

import pytest

from kehoach_xl.engine.cells import Cells
from kehoach_xl.engine.opening import open_book
from kehoach_xl.ooxml.refs import column_letters, parse_area
from kehoach_xl.sheets import bindings
from kehoach_xl.sheets.bindings import LIST
from kehoach_xl.sheets.choices import NAMES
from kehoach_xl.sheets.indices import ASKED
from kehoach_xl.sheets.layout import tables
from kehoach_xl.workflows.new import new
from tests.workflows.office import PLAN, repack

HIDDEN = "_kehoach"


def bound(path: Path) -> dict[str, object]:
    """Every name the program looks up, and the area it points to."""
    wanted = [column.name for table in tables().values() for column in table.columns]
    wanted += [*NAMES.values(), *ASKED.values()]
    with open_book(path, write=False) as book:
        return {name: parse_area(book.names[name].refers_to) for name in wanted}


def calculated(path: Path, libreoffice) -> dict[str, object]:
    """The list as a program that calculates shows it, read the way Excel's is."""
    values = libreoffice.recalculated(path)[HIDDEN]

    class Calculated(Cells):
        def read(self, sheet, row, column, rows, columns):
            return [
                [values.get(f"{column_letters(column + c)}{row + r}") for c in range(columns)] for r in range(rows)
            ]

    with open_book(path, write=False) as book:
        return dict(bindings.listed(Calculated(book)))


@pytest.fixture
def master(tmp_path: Path) -> Path:
    new(PLAN, tmp_path / "sổ.xlsx")
    return tmp_path / "sổ.xlsx"


@pytest.mark.tools
def test_the_list_of_a_new_master_is_complete_and_right(master: Path, libreoffice) -> None:
    assert calculated(master, libreoffice) == bound(master)


@pytest.mark.tools
def test_the_list_follows_a_name_and_leaves_out_what_broke(master: Path, libreoffice) -> None:
    moved = {
        b"PL_status": "'Phụ lục'!$AB$9:$AB$90",  # the column was moved and rows were added
        b"PL_percent": "#REF!",
        b"PL_result": "'Phụ lục'!$O$8:$P$72",  # two columns
        b"PL_quantity": "'Chỉ số'!$A$1:$A$9",  # on another sheet
    }

    def change(part: str, data: bytes) -> bytes:
        for name, refers in moved.items() if part == "xl/workbook.xml" else ():
            data = re.sub(
                b'(<definedName name="' + name + b'">)[^<]*', lambda m, r=refers: m[1] + r.encode(), data
            )
        return data

    whole = bound(master)
    repack(master, change)
    found = calculated(master, libreoffice)
    gone = {"PL_percent", "PL_result", "PL_quantity"}
    assert set(whole) - set(found) == gone
    assert found == {name: area for name, area in bound(master).items() if name not in gone}
    assert found["PL_status"] == ("Phụ lục", 9, 28, 90, 28)


def test_a_book_without_a_list_gives_none(master: Path) -> None:
    repack(master, lambda part, data: data.replace(f'name="{LIST}"'.encode(), b'name="BD_khac"'))
    with open_book(master, write=False) as book:
        assert bindings.listed(Cells(book)) == {}
