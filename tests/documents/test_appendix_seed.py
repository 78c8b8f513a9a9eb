"""The appendix of the FTA plan, read from its text and from Word, Excel and PDF, against the second reading of it in
tests/test_seed_fta.py, which shares no code with the reader."""

import re
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pytest

from kehoach_xl.documents.appendix import read
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.registers import register
from kehoach_xl.documents.thing import CLEAR, COMPONENT, FACT, LOOK, TASK, Thing
from kehoach_xl.intake.document import open_document
from tests.documents.appendix_made import NOBODY
from tests.support.libreoffice import LibreOffice
from tests.support.printed import SEEDS, seed_text
from tests.test_seed_fta import SEED, body_and_appendix, printed_document

pytestmark = pytest.mark.slow

TOP = ("TT", "Nội dung", "Năm 2024", "", "Mục tiêu năm 2025", "", "Nội dung nhiệm vụ, giải pháp",
       "Phân công thực hiện", "", "Thời gian")  # fmt: skip
BELOW = ("", "", "Điểm", "Hạng", "Điểm", "Hạng", "", "Chủ trì", "Phối hợp", "")
SPANS = ((0, 2, 0, 3), (0, 4, 0, 5), (0, 7, 0, 8), *((0, at, 1, at) for at in (0, 1, 6, 9)))


@pytest.fixture(scope="module")
def printed() -> dict:
    return printed_document(seed_text(SEED))


@pytest.fixture(scope="module")
def known() -> Bodies:
    return Bodies(register("ha-tinh-2025"))


def understood(path: Path, bodies: Bodies) -> tuple[Thing, ...]:
    return read(open_document(path), bodies).things


def told(things: tuple[Thing, ...]) -> dict:
    """What was read, in the words of the second reading."""
    return {
        "components": {t.code: (t.name, t.score, t.rank, t.goal_score, t.goal_rank) for t in things
                       if t.kind == COMPONENT},
        "tasks": {t.code: (t.name, t.leads.replace("; ", ", "), t.coordinators.replace("; ", ", "), t.timeframe)
                  for t in things if t.kind == TASK},
    }  # fmt: skip


def without_blanks_in_ranges(tasks: dict) -> dict:
    """«01- 02» as a printed page shows it at the end of a line: nobody can see the blank."""
    return {code: (*row[:3], row[3].replace("01- 02", "01-02")) for code, row in tasks.items()}


def test_the_text_gives_every_code_lead_coordinator_timeframe_score_and_rank(printed: dict, known: Bodies) -> None:
    things = understood(SEEDS / SEED, known)
    assert told(things) == {"components": printed["components"], "tasks": printed["tasks"]}
    assert [(thing.name, thing.value) for thing in things if thing.kind == FACT][1:] == [
        ("Năm cơ sở", "2024"), ("Năm mục tiêu", "2025"),
    ]  # fmt: skip
    unsure = {thing.code: thing.confidence for thing in things if thing.confidence != CLEAR}
    assert unsure == {"1.3": LOOK, "3.18": LOOK, "3.19": LOOK}  # «01- 02»; the two without coordinators


def test_every_word_of_the_appendix_stands_in_one_thing(printed: dict, known: Bodies) -> None:
    _, appendix = body_and_appendix(seed_text(SEED))
    for heading in printed["headings"]:
        assert heading
    rest = re.sub(r"\s+", " ", appendix)
    words = Counter(rest.split())
    for heading in printed["headings"]:
        words -= Counter(heading.split())
    things = understood(SEEDS / SEED, known)
    said = Counter(
        word for thing in things if thing.kind != FACT or thing.name == "Tiêu đề phụ lục"
        for text in (thing.code, thing.name if thing.kind != FACT else thing.value, thing.score, thing.rank,
                     thing.goal_score, thing.goal_rank, thing.leads, thing.coordinators.replace(";", ","),
                     thing.timeframe)
        for word in text.split()
    )  # fmt: skip
    joined = {"2025-", "2030", "01-", "02", "2025-2030", "01-02"}  # words that a line end parted
    assert {word: words[word] - said[word] for word in words | said if words[word] != said[word]}.keys() <= joined


def test_without_a_register_the_rows_come_back_too_and_are_looked_at(printed: dict) -> None:
    things = understood(SEEDS / SEED, NOBODY)
    read_rows, rows = told(things)["tasks"], printed["tasks"]
    wrong = [code for code, row in rows.items() if read_rows.get(code) != row]
    assert wrong == [] or wrong == ["4.3"]  # one line holds all its cells, each cut inside a name
    assert all(thing.confidence != CLEAR for thing in things if thing.kind == TASK)


def rows_of(printed: dict) -> list[tuple[str, ...]]:
    made: list[tuple[str, ...]] = []
    for code, (name, *standing) in printed["components"].items():
        made.append((code, name, *standing, "", "", "", ""))
        made += [(task, "", "", "", "", "", *row) for task, row in printed["tasks"].items()
                 if task.startswith(f"{code}.")]  # fmt: skip
    return made


def as_word(printed: dict, path: Path) -> Path:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    for line in printed["title"]:
        document.add_paragraph(line)
    rows = [TOP, BELOW, *rows_of(printed)]
    table = document.add_table(len(rows), 10, style="Table Grid")
    for at, row in enumerate(rows):
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            cell.text = text
    for top, left, bottom, right in SPANS:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    document.save(str(path))
    return path


def as_sheet(printed: dict, path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in printed["title"]:
        sheet.append([line])
    start = sheet.max_row + 1
    for row in (TOP, BELOW, *rows_of(printed)):
        sheet.append(list(row))
    for top, left, bottom, right in SPANS:
        sheet.merge_cells(start_row=start + top, start_column=left + 1, end_row=start + bottom, end_column=right + 1)
    book.save(path)
    return path


def test_the_same_appendix_as_a_table_of_word(printed: dict, known: Bodies, tmp_path: Path) -> None:
    things = understood(as_word(printed, tmp_path / "phụ lục.docx"), known)
    assert told(things) == {"components": printed["components"], "tasks": printed["tasks"]}
    assert {thing.code: thing.confidence for thing in things if thing.confidence != CLEAR} == {"1.3": LOOK}  # «01- 02»


def test_the_same_appendix_as_a_sheet(printed: dict, known: Bodies, tmp_path: Path) -> None:
    things = understood(as_sheet(printed, tmp_path / "phụ lục.xlsx"), known)
    assert told(things) == {"components": printed["components"], "tasks": printed["tasks"]}


@pytest.mark.tools
def test_the_same_appendix_over_the_pages_of_a_pdf(
    printed: dict, known: Bodies, tmp_path: Path, libreoffice: LibreOffice
) -> None:  # fmt: skip
    things = understood(libreoffice.to_pdf(as_word(printed, tmp_path / "phụ lục.docx")), known)
    said = told(things)
    assert said["components"] == printed["components"]
    assert without_blanks_in_ranges(said["tasks"]) == without_blanks_in_ranges(printed["tasks"])
