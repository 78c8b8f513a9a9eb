"""Agencies that begin to report later: `Tổng hợp` and `Nộp báo cáo` print them too, with their whole names."""

from pathlib import Path

import pytest

from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.table import bound_range
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import Room, copy

pytestmark = [pytest.mark.tools, pytest.mark.slow]

LONG = "Ban Quản lý khu công nghiệp liên huyện kiêm khu kinh tế cửa khẩu và cụm làng nghề số {}"


def joined(room: Room) -> list[str]:
    """Thirty agencies are added and lead one task; returns their codes."""
    codes = [f"KCN{number:02}" for number in range(1, 31)]
    for number, code in enumerate(codes, 1):
        room.add("agencies", code=code, name=LONG.format(number))
    room.type("appendix", "code", "2.3", leads="; ".join(LONG.format(number) for number in range(1, 31)))
    return codes


def bottom(room: Room, sheet: str, name: str) -> tuple[int, int]:
    """The last row of a sheet's print area, and of the lines in use under a name."""
    in_use = len(room.desk().table("scope").rows)
    with open_book(room.master, write=False) as book:
        area = book.sheets[sheet].page_setup.print_area
        first = bound_range(room.desk().cells, name).row1
    return int(area.rpartition("$")[2]), first + in_use - 1


@pytest.mark.parametrize("saved_by_libreoffice", [False, True])
def test_thirty_more_agencies_are_printed_whole(
    built: Room, libreoffice: LibreOffice, tmp_path: Path, saved_by_libreoffice: bool
) -> None:
    room = copy(built, tmp_path / "thêm")
    if saved_by_libreoffice:
        libreoffice.resave(room.master, room.master)
    room.open_period("2025-H1")
    codes = joined(room)
    if saved_by_libreoffice:
        libreoffice.resave(room.master, room.master)
    room.open_period("2025-H2")
    room.distribute()
    listed = [row.text("agency") for row in room.desk().table("scope").rows]
    assert set(codes) <= set(listed)
    for sheet, name in (("Tổng hợp", "TH_agency"), ("Nộp báo cáo", "NB_agency")):
        ends, last = bottom(room, sheet, name)
        assert ends == last
    for sheet, name in (("Tổng hợp", "TH_name"), ("Nộp báo cáo", "NB_name")):
        first = bound_range(room.desk().cells, name).row1
        heights = libreoffice.row_heights(room.master, sheet)  # as stored, and as LibreOffice would fit them
        rows = [first + listed.index(code) for code in codes]
        assert [row for row in rows if heights[row][0] < heights[row][1]] == []
        assert min(heights[row][1] for row in rows) > 40  # three lines
