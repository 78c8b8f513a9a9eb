"""Unseen appendices written in one format, read by the program, and measured."""

from collections.abc import Callable, Iterable
from pathlib import Path

from kehoach_xl.documents.registers import choose
from kehoach_xl.documents.thing import TASK, Thing
from kehoach_xl.documents.understand import understand
from kehoach_xl.intake.document import open_document
from tests.documents.unseen import as_sheet, as_word
from tests.documents.unseen.measure import FIELDS, Scores, pairs, read_pairs, together
from tests.documents.unseen.truth import Unseen, unseen
from tests.support.libreoffice import LibreOffice

FORMATS = ("docx", "xlsx", "pdf")
UNSEEN = range(1000, 1060)  # the seeds of the documents that are held to figures
ReadFrom = Callable[[str], Scores]  # how well these are read, by the ending of their files


def written(document: Unseen, ending: str, folder: Path, office: LibreOffice | None = None) -> Path:
    """The file of a document; a PDF is its Word file as LibreOffice prints it."""
    if ending == "xlsx":
        return as_sheet.write(document, folder / f"{document.seed}.xlsx")
    path = as_word.write(document, folder / f"{document.seed}.docx")
    if ending == "docx":
        return path
    assert office is not None
    return office.to_pdf(path)


def read(path: Path) -> list[Thing]:
    """The tasks a reader finds in a file."""
    content = open_document(path)
    return [thing for thing in understand(content, choose(content)[1]) if thing.kind == TASK]


def measured(seeds: Iterable[int], ending: str, folder: Path, office: LibreOffice | None = None) -> Scores:
    """How well the documents of some seeds are read from one format."""
    scores = Scores(FIELDS)
    for seed in seeds:
        document = unseen(seed)
        there = together(
            pairs(one.code, one.text, one.leads, one.coordinators, one.timeframe, one.parent) for one in document.tasks
        )
        scores.add(there, read_pairs(read(written(document, ending, folder, office))))
    return scores
