"""Tạo sổ: a master workbook from a plan that ships with the product."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from kehoach_xl.building import master, plan_template
from kehoach_xl.errors import Stop, why


@dataclass(frozen=True)
class NewReport:
    """The master that was made."""

    path: str
    plan: str
    components: int
    tasks: int
    agencies: int


def new(plan_id: str, path: Path, *, overwrite: bool = False) -> NewReport:
    """Build a master. Raises Stop NEW_001 unknown plan, NEW_002 the file is there, NEW_003 cannot be written."""
    template = plan_template.load(plan_id)
    if path.suffix.lower() != ".xlsx":
        raise Stop("NEW_004", path=path)
    if path.exists() and not overwrite:
        raise Stop("NEW_002", path=path)
    temporary = path.with_name(f".~{path.name}.tmp.xlsx")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        master.build(template, temporary)
        temporary.replace(path)
    except OSError as error:
        raise Stop("NEW_003", path=path, reason=why(error)) from error
    finally:
        with contextlib.suppress(OSError):  # the reason is told above
            temporary.unlink(missing_ok=True)
    plan = template.plan
    return NewReport(
        str(path), plan.short_title, len(plan.components), len(plan.tasks), len(template.register.agencies)
    )
