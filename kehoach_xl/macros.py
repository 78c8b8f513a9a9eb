"""The VBA modules and the ribbon as text, shipped with the program."""

from pathlib import Path


def folder() -> Path:
    """The folder of the texts: inside an installed package, else ``macros/`` of the source tree."""
    package = Path(__file__).parent
    installed = package / "_macros"
    return installed if installed.is_dir() else package.parent / "macros"


def ribbon() -> bytes:
    """The customUI14 part, as it stands in the add-in."""
    return (folder() / "ribbon.xml").read_bytes().replace(b"\r\n", b"\n")
