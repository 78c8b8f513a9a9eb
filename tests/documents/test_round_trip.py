"""Every shipped plan, written as a Word file and read back, is the same plan: master → Word (→ PDF) → things → plan.

What cannot be the same by nature is said in :mod:`tests.documents.same_plan`.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kehoach_xl.building.plan_document import save
from kehoach_xl.building.plan_template import available, load
from kehoach_xl.documents.plan_of import Planned, plan_of
from kehoach_xl.documents.registers import choose
from kehoach_xl.documents.understand import understand
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Component
from kehoach_xl.domain.plan_template import PlanTemplate
from kehoach_xl.engine.opening import open_book
from kehoach_xl.intake.content import Content, Paragraph, Place, Table
from kehoach_xl.intake.document import open_document
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.new import new
from kehoach_xl.workflows.write_document import plan_in_force, write_document
from tests.documents.same_plan import differences
from tests.support.libreoffice import LibreOffice

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=available())
def master(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[PlanTemplate, Path]:
    """A new master of each shipped plan, and its template."""
    path = tmp_path_factory.mktemp("vòng") / "sổ.xlsx"
    new(request.param, path)
    return load(request.param), path


@pytest.fixture(scope="module")
def document(master: tuple[PlanTemplate, Path]) -> Path:
    with open_book(master[1], write=False) as book:
        return Path(write_document(book).path)


def read_back(path: Path) -> Planned:
    """What an import understands of a file, with nobody to ask."""
    return planned_from(open_document(path), path.stem)


def planned_from(content: Content, name: str) -> Planned:
    _, register = choose(content)
    return plan_of(understand(content, register), register, name=name)


def test_the_master_holds_the_whole_plan(master: tuple[PlanTemplate, Path]) -> None:
    template, path = master
    with open_book(path, write=False) as book:
        assert differences(template, plan_in_force(Desk(book), date.today())) == []


def test_the_word_file_is_the_same_plan(master: tuple[PlanTemplate, Path], document: Path) -> None:
    planned = read_back(document)
    assert differences(master[0], planned.template) == []
    assert planned.can_be_built


@pytest.mark.tools
def test_its_pdf_is_the_same_plan(master: tuple[PlanTemplate, Path], document: Path, libreoffice: LibreOffice) -> None:
    planned = read_back(libreoffice.to_pdf(document))
    assert differences(master[0], planned.template) == []
    assert planned.can_be_built


def test_the_sheet_of_the_master_is_the_same_appendix(master: tuple[PlanTemplate, Path]) -> None:
    """`Phụ lục` holds the components and tasks; what else a plan says stands on other sheets, which are no document."""
    template, path = master
    content = open_document(path)
    blocks = tuple(block for block in content.blocks if _place(block).sheet == "Phụ lục")
    assert blocks
    read = planned_from(replace(content, blocks=blocks), path.stem).template
    assert differences(_appendix_of(template, template), _appendix_of(read, template)) == []


def _place(block: Paragraph | Table) -> Place:
    return block.place if isinstance(block, Paragraph) else block.places[0]


def _appendix_of(template: PlanTemplate, named: PlanTemplate) -> PlanTemplate:
    """Only the components and the tasks of a plan, under the name of another."""
    same = ("title", "issuer", "number", "dated", "framework", "baseline_year", "target_year", "horizon_year")
    plan = replace(template.plan, coordinator="", **{name: getattr(named.plan, name) for name in same})
    whole = Standing(year=named.plan.baseline_year)
    return replace(template, plan=plan, heading=(), overall=whole, goals=(), deadlines=(), history=(), figures=())


def test_indices_beside_groups_come_back_with_their_goals(tmp_path: Path) -> None:
    """Tasks under groups leave the indices a table of their own."""
    shipped = load("nq02-hau-giang-2024")
    plan = shipped.plan
    indices = tuple(
        Component(
            id=f"TP0{at}", code=str(at), name=f"Chỉ số thứ {word}", short=word, kind="index",
            baseline=Standing(6.5 + at, None, at, 63, plan.baseline_year),
            goal=Goal(plan.target_year, 8.0 + at / 2, at, at + 1, 63),
        )
        for at, word in enumerate(("nhất", "hai", "ba"), 1)
    )  # fmt: skip
    both = replace(shipped, plan=replace(plan, components=(*indices, *plan.components)))
    save(both, tmp_path / "cả hai.docx")
    planned = read_back(tmp_path / "cả hai.docx")
    assert differences(both, planned.template) == []
    assert planned.can_be_built
