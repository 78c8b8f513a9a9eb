"""The list of what lies in a folder of forms, for whoever sends them by hand."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from kehoach_xl.workflows.made_file import MadeFile

MANIFEST = "danh-muc-phat-hanh.csv"
HEAD = ["Mã cơ quan", "Cơ quan", "Tệp", "Số phiếu", "Nhiệm vụ", "Thư điện tử", "SHA-256"]


def manifest(made: Sequence[MadeFile], target: Path) -> bytes:
    """What lies in the folder, a form a line, as a table that Excel opens with its letters right (UTF-8 with a
    mark). Forms sent before keep their lines."""
    rows = _listed(target / MANIFEST)
    for one in made:
        tasks = ", ".join(one.tasks)
        rows[one.agency] = [one.agency, one.agency_name, one.file, one.dispatch, tasks, one.email, one.sha256]
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([HEAD, *rows.values()])
    return out.getvalue().encode("utf-8-sig")


def _listed(path: Path) -> dict[str, list[str]]:
    """The lines of an earlier list whose form is still there, by agency; none when it cannot be read."""
    try:
        lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, ValueError, csv.Error):
        return {}
    full = [line for line in lines[1:] if len(line) == len(HEAD)]
    return {line[0]: line for line in full if (path.parent / line[2]).is_file()}
