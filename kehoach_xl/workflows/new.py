"""Tạo sổ: a master workbook from a plan that ships with the product."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kehoach_xl.building import master, plan_template
from kehoach_xl.building.whole import made_whole
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.choices import DEFAULTS


@dataclass(frozen=True)
class NewReport:
    """The master that was made."""

    path: str
    plan: str
    components: int
    tasks: int
    agencies: int
    macros: bool
    groups: int = 0


def new(plan_id: str, path: Path, *, overwrite: bool = False) -> NewReport:
    """Build a master: ``.xlsm`` with its buttons, ``.xlsx`` without macros. Raises Stop NEW_001 unknown plan,
    NEW_002 the file is there, NEW_003 cannot be written, NEW_004 another ending."""
    template = plan_template.load(plan_id)
    ending = path.suffix.lower()
    if ending not in (".xlsm", ".xlsx"):
        raise Stop("NEW_004", path=path)
    if path.exists() and not overwrite:
        raise Stop("NEW_002", path=path)
    with made_whole(path) as temporary:
        master.build(template, temporary, macros=ending == ".xlsm")
        if path.exists():
            keep_replaced(path)
    plan = template.plan
    return NewReport(
        str(path), plan.short_title, len(plan.indices), len(plan.tasks), len(template.reporters),
        ending == ".xlsm", len(plan.groups),
    )  # fmt: skip


def keep_replaced(path: Path) -> None:
    """The workbook that is about to be replaced stays in the folder of backups."""
    folder = path.parent / DEFAULTS["backups"]
    folder.mkdir(exist_ok=True)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    shutil.copy2(path, folder / f"{path.stem}.{stamp}.thay-moi{path.suffix}")
