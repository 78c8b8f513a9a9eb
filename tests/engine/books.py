"""Workbooks for the tests of the file engine, and a short way to open them."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlwings

from kehoach_xl.engine import open_book


@contextmanager
def opened(path: Path) -> Iterator[xlwings.Book]:
    with open_book(path, write=True) as book:
        yield book


def edit(path: Path, address: str, value: object, sheet: int = 0) -> None:
    """Set one cell and save."""
    with opened(path) as book:
        book.sheets[sheet][address].raw_value = value
        book.save()


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def raw_records(path: Path) -> dict[str, bytes]:
    """Local header and packed data of each part, as they lie in the file."""
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = sorted(package.infolist(), key=lambda info: info.header_offset)
        ends = [info.header_offset for info in infos[1:]] + [package.start_dir]
        return {i.filename: data[i.header_offset : end] for i, end in zip(infos, ends, strict=True)}


def sheet_xml(path: Path) -> str:
    return parts(path)["xl/worksheets/sheet1.xml"].decode()
