"""The VBA of a built file, read with oletools: another program than the one that wrote it."""

import warnings
import zipfile
from pathlib import Path

with warnings.catch_warnings():  # it calls its parser library by names that are going away
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser

PROJECT = "xl/vbaProject.bin"


def modules(path: Path | str) -> dict[str, str]:
    """{module: its text with the Attribute lines}, empty when the file has no VBA."""
    with zipfile.ZipFile(path) as package:
        if PROJECT not in package.namelist():
            return {}
    parser = VBA_Parser(str(path))
    try:
        return {stream.rpartition("/")[2]: text for _, stream, _, text in parser.extract_macros()}
    finally:
        parser.close()


def is_document(text: str) -> bool:
    """Whether a module is the code of the workbook or of a sheet."""
    return 'Attribute VB_Base = "0{000208' in text


def body(text: str) -> str:
    """A module without its Attribute lines, lines ended by a line feed: what a person would see in the editor."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("Attribute VB_"))
