"""A workbook being built becomes a macro workbook: the VBA project, code names, on-sheet buttons, configuration."""

import io
from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import dashboard_sheet, vba
from kehoach_xl.buttons import buttons
from kehoach_xl.messages import Message

MASTER_CONFIG, ADDIN_CONFIG = "xlwings.conf", f"{vba.ADDIN_PROJECT}.conf"

# Read by xlwings' module, sheet first, then a file beside the workbook. Every key stands here, so that no file
# that came with a workbook decides what runs.
CONFIG = (
    ("INTERPRETER_WIN", "%KEHOACH_XL_PYTHON%"),
    ("INTERPRETER_MAC", ""),
    ("INTERPRETER", "python"),
    ("PYTHONPATH", ""),
    ("ADD_WORKBOOK_TO_PYTHONPATH", "false"),
    ("CONDA PATH", ""),
    ("CONDA ENV", ""),
    ("ONEDRIVE_CONSUMER_WIN", ""),
    ("ONEDRIVE_COMMERCIAL_WIN", ""),
    ("SHAREPOINT_WIN", ""),
    ("ONEDRIVE_CONSUMER_MAC", ""),
    ("ONEDRIVE_COMMERCIAL_MAC", ""),
    ("SHAREPOINT_MAC", ""),
    ("UDF MODULES", "kehoach_xl.functions"),
    ("DEBUG UDFS", "False"),
    ("USE UDF SERVER", "False"),
    ("SHOW CONSOLE", "False"),
    ("SHOW_ERROR_POPUPS", "True"),
    ("TEMP DIR", "%TEMP%"),
    ("LICENSE_KEY", ""),
)
# What VBA shows, since its source cannot hold Vietnamese: name of the cell, message.
TEXTS = {"VB_NotReady": "MACRO_001", "VB_OpenMaster": "MACRO_002", "VB_FunctionsOff": "FUNC_006"}


def code_names(count: int) -> list[str]:
    """Code names of sheets, in order: ASCII, and never a sheet's own name, which a user may change."""
    return [f"Sheet{number}" for number in range(1, count + 1)]


def make_master(workbook: Workbook, sheets: Mapping[str, Worksheet]) -> None:
    """Give a master its macros and buttons. Call it when every sheet stands."""
    add_config(workbook, MASTER_CONFIG)
    add_project(workbook, vba.master_project(code_names(len(workbook.worksheets()))))
    dashboard = sheets[dashboard_sheet.SHEET]
    for button in buttons():
        _place(dashboard, button.sub, button.label)


def add_project(workbook: Workbook, project: bytes) -> None:
    """The VBA project, and the code names it was made for."""
    workbook.add_vba_project(io.BytesIO(project), is_stream=True)
    workbook.set_vba_name(vba.WORKBOOK)
    for sheet, name in zip(workbook.worksheets(), code_names(len(workbook.worksheets())), strict=True):
        sheet.set_vba_name(name)


def add_config(workbook: Workbook, name: str) -> None:
    """The very hidden sheet that xlwings' module reads, and below it the sentences that VBA shows."""
    sheet = workbook.add_worksheet(name)
    for row, (key, value) in enumerate(CONFIG):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    for row, (cell, code) in enumerate(TEXTS.items(), len(CONFIG)):
        sheet.write_string(row, 0, cell)
        sheet.write_string(row, 1, str(Message(code)))
        workbook.define_name(cell, f"='{name}'!$B${row + 1}")
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 100)
    sheet.very_hidden()


def _place(sheet: Worksheet, sub: str, label: str) -> None:
    """A button over its cells, with a rim of 2 pixels."""
    top, left, bottom, right = dashboard_sheet.BUTTON_CELLS[sub]
    width = sum(sheet._size_col(column) for column in range(left, right + 1))
    height = sum(sheet._size_row(row) for row in range(top, bottom + 1))
    sheet.insert_button(top, left, {
        "macro": f"Buttons.{sub}", "caption": label, "description": label,
        "x_offset": 2, "y_offset": 2, "width": width - 4, "height": height - 4,
    })  # fmt: skip
