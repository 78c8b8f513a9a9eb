"""The plan as a Word file: laid out as Nghị định 30/2020/NĐ-CP says, with all that the master holds of the plan."""

import re
import zipfile
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import _Row

from kehoach_xl.building import plan_document, plan_document_words
from kehoach_xl.building.plan_template import available, load
from kehoach_xl.cli import main
from kehoach_xl.domain.deadlines import PartDeadline
from kehoach_xl.domain.figure import Figure, Limit
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.plan_template import PlanTemplate
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.workflows.write_document import write_document
from tests.support.libreoffice import LibreOffice, text_pages
from tests.workflows.office import Room

FTA = "fta-index-ha-tinh-2025"


def changed(**fields: object) -> PlanTemplate:
    """The shipped plan with other values of the plan itself or beside it."""
    template = load(FTA)
    own = {name: value for name, value in fields.items() if name in {one.name for one in dataclass_fields(Plan)}}
    beside = {name: value for name, value in fields.items() if name not in own}
    values = {**vars(template), **beside, "plan": replace(template.plan, **own)}
    return PlanTemplate(**values)


def said(**fields: object) -> list[str]:
    return [text for _, text in plan_document_words.body(changed(**fields))]


@pytest.fixture(scope="module", params=available())
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[PlanTemplate, Path]:
    """Every shipped plan and its document."""
    template, path = load(request.param), tmp_path_factory.mktemp("word") / "kế hoạch.docx"
    plan_document.save(template, path)
    return template, path


# -- the page ---------------------------------------------------------------------------------------


def test_pages_are_a4_with_the_margins_of_the_decree(made: tuple[PlanTemplate, Path]) -> None:
    body, appendix = Document(str(made[1])).sections
    assert (_mm(body.page_width), _mm(body.page_height), body.orientation) == (210, 297, WD_ORIENT.PORTRAIT)
    across = (_mm(appendix.page_width), _mm(appendix.page_height), appendix.orientation)
    assert across == (297, 210, WD_ORIENT.LANDSCAPE)
    for section in (body, appendix):
        assert 20 <= _mm(section.top_margin) <= 25 and 20 <= _mm(section.bottom_margin) <= 25
        assert 30 <= _mm(section.left_margin) <= 35 and 15 <= _mm(section.right_margin) <= 20
        assert section.different_first_page_header_footer
        assert 'w:instr="PAGE"' in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml


def test_every_style_is_times_new_roman_in_every_script(made: tuple[PlanTemplate, Path]) -> None:
    document = Document(str(made[1]))
    used = {paragraph.style.name for paragraph in _paragraphs(document)}
    assert {"Nội dung", "Heading 1", "Quốc hiệu", "Tiêu ngữ", "Đầu bảng"} <= used
    for name in used - {"Normal"}:
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert document.styles["Nội dung"].font.size.pt in (13, 14)


def test_looks_come_from_styles_so_that_a_clerk_changes_them_once(made: tuple[PlanTemplate, Path]) -> None:
    runs = [run for paragraph in _paragraphs(Document(str(made[1]))) for run in paragraph.runs]
    assert runs and all(run._r.rPr is None for run in runs)


def test_the_header_of_the_appendix_repeats_and_its_rows_may_run_over(made: tuple[PlanTemplate, Path]) -> None:
    template, path = made
    rows = list(Document(str(path)).tables[-1].rows)
    heads = [row for row in rows if _has(row, "w:tblHeader")]
    assert 1 <= len(heads) <= 2 and [row._tr for row in rows[: len(heads)]] == [row._tr for row in heads]
    others = rows[len(heads) :]
    assert not any(_has(row, "w:cantSplit") for row in others)
    codes = [row.cells[0].text for row in others]
    assert [task.code for task in template.plan.tasks if codes.count(task.code) != 1] == []


@pytest.mark.tools
def test_printed_the_header_stands_on_every_page_and_numbers_begin_on_the_second(
    made: tuple[PlanTemplate, Path], libreoffice: LibreOffice
) -> None:
    pages = text_pages(libreoffice.to_pdf(made[1]))
    first_of_appendix = next(at for at, page in enumerate(pages) if re.match(r"\s*Phụ lục", page, re.IGNORECASE))
    numbers = [re.match(r"\s*(\d+)\s*\n", page) for page in pages]
    assert [int(found[1]) if found else None for found in numbers] == [
        None, *range(2, first_of_appendix + 1), None, *range(2, len(pages) - first_of_appendix + 1),
    ]  # fmt: skip
    assert all("STT" in page for page in pages[first_of_appendix:])
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" in "\n".join(line.rstrip() for line in pages[0].splitlines())


# -- the words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issuer", "over", "own"),
    [
        ("UBND tỉnh Hà Tĩnh", [], ["ỦY BAN NHÂN DÂN", "TỈNH HÀ TĨNH"]),
        ("Ủy ban nhân dân thành phố Huế", [], ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ"]),
        ("Sở Ngoại vụ tỉnh Lạng Sơn", ["UBND TỈNH LẠNG SƠN"], ["SỞ NGOẠI VỤ"]),
        ("Sở Ngoại vụ", [], ["SỞ NGOẠI VỤ"]),
    ],
)
def test_the_letterhead_names_the_body_above_and_the_issuing_one(issuer: str, over: list[str], own: list[str]) -> None:
    assert plan_document_words.letterhead(issuer) == (over, own)


@pytest.mark.parametrize(
    ("number", "dated", "shown", "when"),
    [
        ("", "", "Số:          /KH-UBND", "Hà Tĩnh, ngày      tháng      năm          "),
        ("/KH-UBND", "", "Số:          /KH-UBND", "Hà Tĩnh, ngày      tháng      năm          "),
        ("12/KH-UBND", "05/03/2025", "Số: 12/KH-UBND", "Hà Tĩnh, ngày 05 tháng 03 năm 2025"),
        ("12/KH-UBND", "tháng 03 năm 2025", "Số: 12/KH-UBND", "Hà Tĩnh, tháng 03 năm 2025"),
    ],
)
def test_number_and_date_are_as_printed_or_left_to_be_written(number: str, dated: str, shown: str, when: str) -> None:
    template = changed(number=number, dated=dated)
    assert (plan_document_words.number(template), plan_document_words.place_and_date(template.plan)) == (shown, when)


def test_results_are_told_year_by_year_under_the_names_of_then() -> None:
    history = (
        Result(2023, "", "", 16.5, None, 40, 63),
        Result(2023, "1", "Tuyên truyền", 4.5, 10, 3, 19, "Đầu"),
        Result(2022, "1", rank=18),
    )
    text = said(overall=Standing(79.8, None, 18, 19, 2024), history=(*history, Result(2024, group="Cuối")))
    name = load(FTA).plan.components[0].name
    assert [one for one in text if one.startswith("- ")][:4] == [
        "- Năm 2024, chỉ số FTA Index của tỉnh Hà Tĩnh đạt 79,80 điểm, xếp hạng 18/19 (thuộc nhóm cuối).",
        "- Chỉ số FTA Index: năm 2023 đạt 16,50 điểm, xếp hạng 40/63.",
        f"- Chỉ số “{name}”: năm 2023 (tên khi đó là “Tuyên truyền”) đạt 4,50 điểm, xếp hạng 3/19 "
        "(thuộc nhóm đầu).",
        f"- Chỉ số “{name}”: năm 2022 xếp hạng 18.",
    ]


def test_goals_are_ranges_groups_or_scores() -> None:
    text = said(goals=(
        Goal(2025, None, 22, 25), Goal(2026, None, 20, 22, 34), Goal(2028, 25.5, 18, 18, 34), Goal(2030, None, 1, 15),
    ))  # fmt: skip
    assert [one.split("tỉnh Hà Tĩnh ")[-1] for one in text if "phấn đấu" in one] == [
        "xếp hạng từ 22 đến 25.", "xếp hạng từ 20 đến 22 trong tổng số 34.", "đạt 25,50 điểm, xếp hạng 18/34.",
        "thuộc nhóm 15 địa phương đứng đầu.",
    ]  # fmt: skip


def test_figures_are_told_with_their_inequality_and_who_follows_them() -> None:
    figures = (
        Figure("1", "Số doanh nghiệp mới tăng", Limit("≥", 10.0, "%"), 2025, ("STC",)),
        Figure("", "Số doanh nghiệp rút lui tăng", Limit("<", 10.0, "%"), 2025),
        Figure("3", "Số lớp tập huấn", Limit("–", 2.0, "lớp", 4.0), 2026),
    )
    assert [one for one in said(figures=figures) if one.startswith("- Chỉ tiêu")] == [
        "- Chỉ tiêu 1. Số doanh nghiệp mới tăng: ít nhất 10% trong năm 2025; cơ quan theo dõi: Sở Tài chính.",
        "- Chỉ tiêu: Số doanh nghiệp rút lui tăng: dưới 10% trong năm 2025.",
        "- Chỉ tiêu 3. Số lớp tập huấn: từ 2 đến 4 lớp trong năm 2026.",
    ]


def test_deadlines_stand_as_worded_for_agencies_and_for_the_coordinator() -> None:
    deadlines = (
        PartDeadline("Năm", "trước ngày 05/11", "trước ngày 15/11"),
        PartDeadline("6 tháng đầu năm", "trước ngày 10/6"),
        PartDeadline("Chuyên đề 1", "trước ngày 10/02/2025"),
    )
    about = "các cơ quan, đơn vị được giao nhiệm vụ báo cáo kết quả thực hiện về Sở Công Thương để tổng hợp."
    assert [one for one in said(deadlines=deadlines) if one.startswith(("- Định kỳ", "- Báo cáo"))] == [
        f"- Định kỳ hằng năm (trước ngày 05/11), {about}",
        "- Định kỳ hằng năm (trước ngày 15/11), Sở Công Thương tổng hợp, báo cáo UBND tỉnh Hà Tĩnh.",
        f"- Định kỳ 6 tháng đầu năm (trước ngày 10/6), {about}",
        f"- Báo cáo chuyên đề 1 (trước ngày 10/02/2025), {about}",
    ]


@pytest.mark.parametrize(
    ("whole", "about"),
    [
        ("Kế hoạch nâng cao Chỉ số A", "Nâng cao Chỉ số A"),
        ("Quyết định về việc ban hành Kế hoạch cải cách năm 2026", "Cải cách năm 2026"),
        ("Về việc ban hành Kế hoạch A", "A"),
        ("Ban hành văn bản mẫu", "Ban hành văn bản mẫu"),
        ("", "…"),
    ],
)
def test_the_title_says_what_the_plan_is_about(whole: str, about: str) -> None:
    assert plan_document_words.title(whole) == ("KẾ HOẠCH", about)


def test_what_is_not_known_is_filled_in_by_hand_or_left_out() -> None:
    bare = {"coordinator": "", "issuer": "", "goals": (), "history": (), "overall": Standing(year=2024)}
    deadlines = (PartDeadline("Năm", "trước ngày 05/11", "trước ngày 15/11"),)
    tasks = load(FTA).plan.tasks
    text = said(**bare, components=(), tasks=tasks, figures=(), deadlines=deadlines, framework="none")
    assert text[0].startswith("… ban hành Kế hoạch ")
    assert "3. Năm thực hiện mục tiêu là năm 2025, năm đích là năm 2030." in text
    assert [one for one in text if "…" in one][1:] == [
        "- Định kỳ hằng năm (trước ngày 05/11), các cơ quan, đơn vị được giao nhiệm vụ báo cáo kết quả thực hiện về … "
        "để tổng hợp.",
        "- Định kỳ hằng năm (trước ngày 15/11), … tổng hợp, báo cáo ….",
        "1. … là cơ quan đầu mối, có nhiệm vụ đôn đốc các cơ quan, đơn vị và tổng hợp kết quả thực hiện Kế hoạch.",
        "2. Các cơ quan, đơn vị căn cứ nhiệm vụ được giao tổ chức thực hiện; kịp thời phản ánh khó khăn, vướng mắc về "
        "….",
    ]
    template = changed(**bare, deadlines=())
    assert plan_document_words.recipients(template)[1:] == ["Lưu: VT."]
    assert [(one.code, one.facts["what"]) for one in plan_document_words.lacks(template)] == [
        ("WORD_003", "cơ quan ban hành, cơ quan tổng hợp, theo dõi"), ("WORD_004", "hạn báo cáo"),
        ("WORD_005", "số, ngày ban hành"),
    ]  # fmt: skip


# -- from a master -----------------------------------------------------------------------------------


def test_the_master_gives_the_document_of_the_plan_in_force(fresh: Room, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["word", "--master", str(fresh.master)]) == 0
    assert "35 nhiệm vụ" in capsys.readouterr().out
    document = Document(str(fresh.master.with_suffix(".docx")))
    expected = fresh.folder / "mẫu.docx"
    plan_document.save(load(FTA), expected)
    assert _texts(document) == _texts(Document(str(expected)))


def test_a_name_that_nobody_is_known_for_stays_in_its_place(fresh: Room) -> None:
    fresh.type("appendix", "code", "1.1", coordinators="Sở Tài chính, Các hội, đoàn thể tỉnh")
    with open_book(fresh.master, write=False) as book:
        report = write_document(book)
    rows = Document(report.path).tables[-1].rows
    named = {row.cells[0].text: row.cells[8].text for row in rows}
    assert named["1.1"] == "Sở Tài chính; Các hội, đoàn thể tỉnh"


def test_a_file_that_is_there_is_not_written_over(fresh: Room) -> None:
    target = fresh.folder / "kế hoạch.docx"
    target.write_bytes(b"x")
    with open_book(fresh.master, write=False) as book:
        with pytest.raises(Stop) as there:
            write_document(book, target)
        with pytest.raises(Stop) as ending:
            write_document(book, fresh.folder / "kế hoạch.doc", today=date(2025, 7, 1))
    assert (there.value.message.code, ending.value.message.code) == ("WORD_002", "WORD_001")
    assert target.read_bytes() == b"x"
    assert not (fresh.folder / "kế hoạch.doc").exists()


def test_nothing_in_the_file_runs_or_points_elsewhere(made: tuple[PlanTemplate, Path]) -> None:
    with zipfile.ZipFile(made[1]) as package:
        relations = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
    assert relations and not any('TargetMode="External"' in one for one in relations)


def _mm(length: Length | None) -> float:
    """Word keeps twentieths of a point."""
    assert length is not None
    return round(length.mm, 1)


def _has(row: _Row, name: str) -> bool:
    return row._tr.trPr is not None and row._tr.trPr.find(qn(name)) is not None


def _paragraphs(document: Made) -> list:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def _texts(document: Made) -> list[str]:
    return [paragraph.text for paragraph in _paragraphs(document)]
