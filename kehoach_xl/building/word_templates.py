"""The Word templates that are shipped, each built by its own module: ``python -m kehoach_xl.building.word_templates
templates/word`` writes them anew."""

import sys
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from docx.document import Document as Made

from kehoach_xl.building import word_agency_report, word_overdue_list, word_periodic, word_reminder

BUILDERS: Mapping[str, Callable[[], Made]] = {
    "bao-cao-co-quan": word_agency_report.build,
    "bao-cao-dinh-ky": word_periodic.build,
    "cong-van-don-doc": word_reminder.build,
    "danh-sach-chua-bao-cao": word_overdue_list.build,
}


def build_all(folder: Path) -> None:
    """Write every shipped template into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in BUILDERS.items():
        saved = BytesIO()
        build().save(saved)
        with zipfile.ZipFile(folder / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as made:
            for part, data in parts_of(saved).items():
                made.writestr(zipfile.ZipInfo(part), data, zipfile.ZIP_DEFLATED)  # of no date: the same every time


def parts_of(file: Path | BytesIO) -> dict[str, bytes]:
    """What a Word file holds, by part."""
    with zipfile.ZipFile(file) as package:
        return {part: package.read(part) for part in package.namelist()}


if __name__ == "__main__":
    build_all(Path(sys.argv[1]))
