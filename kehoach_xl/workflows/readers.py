"""The processes that open returned files, for before the merge is loaded: both take as long."""

import contextlib
from dataclasses import replace

from kehoach_xl.errors import Stop
from kehoach_xl.intake.wanted import WORKBOOK
from kehoach_xl.intake.workers import shared

# What they load meanwhile: kehoach_xl.returns.asking.FORMS by name.
FORMS = replace(WORKBOOK, function="kehoach_xl.returns.reading:understood")


def get_ready(most: int | None = None) -> None:
    """Let them, or the first ``most``, come up while something else is done. One that cannot be started says so when
    files are to be opened: what is wrong with the master goes first."""
    with contextlib.suppress(Stop):
        shared().warm_up(FORMS, most)
