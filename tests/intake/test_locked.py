"""Protected workbooks: opened by the right password, and told what to ask for."""

import io
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from kehoach_xl.intake.arrived import LOCKED, OPENED
from kehoach_xl.intake.opening import open_file
from kehoach_xl.intake.workers import Workers
from tests.hostile.cfb import compound
from tests.intake.made import by_xlsxwriter
from tests.intake.whole import WHOLE
from tests.support.libreoffice import LibreOffice

GOOD = by_xlsxwriter({"A1": "Kết quả"})


def encrypted(data: bytes, password: str) -> bytes:
    """Agile encryption (Excel 2010 and later), by msoffcrypto."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


LOCKED_FILE = encrypted(GOOD, "Hà Tĩnh 2025")


def test_without_a_password_it_is_said_what_to_ask_for() -> None:
    found = open_file(LOCKED_FILE, "phiếu.xlsx")
    assert (found.state, found.problem and found.problem.code) == (LOCKED, "INTAKE_060")
    assert "hỏi đơn vị mật khẩu" in str(found.problem)


def test_a_wrong_password_is_said() -> None:
    found = open_file(LOCKED_FILE, "phiếu.xlsx", ("ha tinh 2025", "Hà Tĩnh"))
    assert (found.state, found.problem and found.problem.code) == (LOCKED, "INTAKE_061")


def test_the_right_one_among_several_opens_it_and_that_is_told() -> None:
    found = open_file(LOCKED_FILE, "phiếu.xlsx", ("sai", "Hà Tĩnh 2025"))
    assert found.state == OPENED
    assert found.book is not None
    assert found.book.cells("Phiếu")[1, 1].text == "Kết quả"
    assert [note.code for note in found.notes] == ["INTAKE_088"]


def test_protection_that_needs_no_password_opens_by_itself() -> None:
    """What Excel does where only the structure is protected, with a password of its own."""
    found = open_file(encrypted(GOOD, "VelvetSweatshop"), "phiếu.xlsx")
    assert (found.state, list(found.notes)) == (OPENED, [])


@pytest.mark.parametrize(
    "tree",
    [
        {"EncryptedPackage": b"x" * 5000},
        {"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"\4\0\4\0\x40\0\0\0<nonsense/>"},
        {"EncryptedPackage": b"", "EncryptionInfo": b"\3\0\3\0"},
    ],
)
def test_protection_that_no_password_opens_is_said(tree: dict[str, bytes]) -> None:
    found = open_file(compound(tree), "phiếu.xlsx", ("a",))
    assert (found.state, found.problem and found.problem.code) == (LOCKED, "INTAKE_062")


@pytest.mark.tools
@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_what_libreoffice_protected_opens_in_the_process(libreoffice: LibreOffice, tmp_path: Path, ending: str) -> None:
    """RC4 of old Excel and the standard encryption of 2007."""
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    saved = libreoffice.resave(tmp_path / "a.xlsx", tmp_path / f"b.{ending}", password="123").read_bytes()
    workers = Workers(1)
    found = [workers.open(saved, "b", words, wanted=WHOLE) for words in ([], ["124"], ["123"])]
    workers.close()
    assert [(one.state, one.problem and one.problem.code) for one in found] == [
        (LOCKED, "INTAKE_060"),
        (LOCKED, "INTAKE_061"),
        (OPENED, None),
    ]
    assert found[2].read.cells("Phiếu")[1, 1].text == "Kết quả"


@pytest.mark.tools
def test_a_protected_open_document_says_what_to_do(libreoffice: LibreOffice, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    saved = libreoffice.resave(tmp_path / "a.xlsx", tmp_path / "b.ods", password="123")
    found = open_file(saved.read_bytes(), "b.ods", ("123",))
    assert (found.state, found.problem and found.problem.code) == (LOCKED, "INTAKE_064")
