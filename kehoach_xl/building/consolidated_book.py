"""The workbook that gathers several masters, to look at: figures of each beside the others, with links back.

Lines are values, as they come from other files; totals, rates and the chart are live over these lines.
"""

from datetime import datetime
from pathlib import Path

from kehoach_xl.building import (
    canvas,
    consolidated_agencies,
    consolidated_lists,
    consolidated_overview,
    consolidated_standing,
)
from kehoach_xl.building.finish import finish
from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.consolidated import MARK
from kehoach_xl.domain.gathered import Gathered
from kehoach_xl.sheets.layout import consolidated_sheets

TITLE = "Tổng hợp chung các kế hoạch"


def build(gathered: Gathered, path: Path, beside: Path, at: datetime) -> None:
    """Write the workbook to ``path``; links are seen from the folder ``beside``, ``at`` is Vietnam's clock."""
    workbook = canvas.new_workbook(path, TITLE, "")
    workbook.set_custom_property(MARK, "1")
    styles = Styles(workbook)
    for name in consolidated_sheets():
        workbook.add_worksheet(name)
    standing = consolidated_standing.build(workbook, styles, gathered, beside, at)
    consolidated_overview.build(workbook, styles, gathered, beside, at, standing)
    for part in (consolidated_lists, consolidated_agencies):
        part.build(workbook, styles, gathered, beside, at)
    workbook.close()
    finish(path, fixed=[1])
