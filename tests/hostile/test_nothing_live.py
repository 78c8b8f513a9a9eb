"""No formula, link or object of a return is ever live in the master, in a report, or in what is printed."""

import re
import zipfile
from pathlib import Path

import pytest

from kehoach_xl.reports.text import text
from tests.hostile import danger
from tests.hostile.danger import CANARY
from tests.hostile.kinds import KINDS
from tests.hostile.kit import PASSWORDS, Kit
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import Room, copy

pytestmark = pytest.mark.slow

DANGEROUS = [one for one in KINDS.values() if one.make.__module__ == danger.__name__]
FORMULA = re.compile(rb"<f[ >/].*?(?:</f>|/>)", re.S)
LIVE = re.compile(
    rb'TargetMode="External"[^>]*|<externalReference|<ddeLink|<hyperlink [^>]*|<connection |<oleObject', re.S
)


# A link from a line of `Xung đột` or `Kiểm tra` to its cell, as our own sheets write it: never out of the workbook.
OURS = re.compile(r"""<f>HYPERLINK\("#'[^'"]+'![A-Z]+[0-9]+","[^"]*"\)</f>""")


@pytest.fixture(scope="module", params=["formula_texts", "bare_formulas"])
def struck(request, kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> tuple[Room, dict[str, set[bytes]], object]:
    """The master after a merge of every dangerous form, one of them the newest: its folder, what was live before, and
    the report."""
    office = copy(kit.room, tmp_path_factory.mktemp("nguy hiểm") / "sở")
    before = {"formulas": found(office.master, FORMULA), "links": found(office.master, LIVE)}
    for one in sorted(DANGEROUS, key=lambda one: one.name == request.param):
        (office.inbox / one.name).mkdir()
        for name, data in one.files(kit).items():
            (office.inbox / one.name / name).write_bytes(data)
    return office, before, office.merge(passwords=PASSWORDS)


def found(master: Path, pattern: re.Pattern[bytes]) -> set[bytes]:
    """Whatever the pattern finds in any part of a workbook."""
    with zipfile.ZipFile(master) as package:
        return {piece for name in package.namelist() for piece in pattern.findall(package.read(name))}


def test_every_dangerous_form_was_taken(struck) -> None:
    _, _, report = struck
    assert len(report.files) == len(DANGEROUS)
    assert {one.state for one in report.files} == {"accepted"}


def test_no_formula_stands_in_the_master_that_did_not_before(struck) -> None:
    office, before, _ = struck
    fresh = {one.decode() for one in found(office.master, FORMULA) - before["formulas"]}
    assert [one for one in fresh if not OURS.fullmatch(one) or CANARY in one] == []


def test_no_link_or_object_stands_in_the_master_that_did_not_before(struck) -> None:
    office, before, _ = struck
    fresh = found(office.master, LIVE) - before["links"]
    # Links within the workbook, from a line to its cell, are ours; nothing points outside.
    assert [one for one in fresh if b"location=" not in one or CANARY.encode() in one] == []
    with zipfile.ZipFile(office.master) as package:
        assert not [name for name in package.namelist() if "externalLink" in name or "embeddings" in name]


def test_texts_that_look_like_formulas_are_texts_there(struck) -> None:
    office, _, _ = struck
    with zipfile.ZipFile(office.master) as package:
        parts = {name: package.read(name) for name in package.namelist() if CANARY.encode() in package.read(name)}
    assert parts, "the texts were lost"
    for name, data in parts.items():
        for cell in re.findall(rb"<c [^>]*>.*?</c>", data, re.S):
            if CANARY.encode() in cell:
                assert b't="inlineStr"' in cell or b't="s"' in cell, (name, cell[:200])


def test_the_text_report_cannot_start_a_program_of_a_terminal_or_sheet(struck) -> None:
    _, _, report = struck
    said = text(report)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", said)
    assert not [line for line in said.splitlines() if line[:1] in "=@"]


@pytest.mark.tools
def test_libreoffice_sees_texts_where_the_returns_had_formulas(struck, libreoffice: LibreOffice, request) -> None:
    office, _, _ = struck
    seen = libreoffice.recalculated(office.master)
    shown = {str(value).strip() for cells in seen.values() for value in cells.values()}
    formulas = [f"={formula}" for formula in danger.LIVE.values()]
    typed = {"formula_texts": danger.TEXTS.values(), "bare_formulas": formulas}[request.node.callspec.params["struck"]]
    assert {one.strip() for one in typed} <= shown
