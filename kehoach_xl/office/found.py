"""Where LibreOffice is on this machine."""

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

# Beside what the shell finds: macOS and the packages of libreoffice.org put no command on the path.
USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
)


def libreoffice() -> Path | None:
    """The program that starts LibreOffice; None when this machine has none, or none was found."""
    if sys.platform == "win32":
        from kehoach_xl.windows.libreoffice import installed
        from kehoach_xl.windows.machine import here

        return installed(here())
    return _on_path() or _usual(USUAL)


def _on_path() -> Path | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else None


def _usual(patterns: Sequence[str]) -> Path | None:
    """The newest of what stands in the usual places."""
    for pattern in patterns:
        path = Path(pattern).expanduser()
        found = list(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
        if found:
            return max(found, key=lambda one: [int(number) for number in re.findall(r"\d+", str(one))])
    return None
