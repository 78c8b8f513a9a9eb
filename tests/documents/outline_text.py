"""An outline as short literals, and the documents the tests read."""

import os
from pathlib import Path

import pytest

from kehoach_xl.documents.outline import Node, outline, walk
from kehoach_xl.intake.content import Paragraph, Place

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def seed(name: str) -> tuple[Node, ...]:
    """The outline of a document's text as it was copied out of its PDF: a paragraph per printed line."""
    path = SEEDS / name
    if not path.is_file():
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing(f"không có {path}")
    return lines(path.read_text(encoding="utf-8"))


def lines(text: str) -> tuple[Node, ...]:
    found = enumerate(text.split("\n"), 1)
    return outline([Paragraph(one, Place(line=at)) for at, one in found if one.strip()], wrapped=True)


def whole(text: str) -> tuple[Node, ...]:
    """The outline of whole paragraphs, one a line; «1.| …» is numbered by the word processor itself."""
    rows = (one.partition("|") if "|" in one else ("", "", one) for one in text.split("\n") if one.strip())
    return outline([Paragraph(text.strip(), label=label.strip()) for label, _, text in rows], wrapped=False)


def shape(nodes: tuple[Node, ...]) -> list[str]:
    """«II.1 - text» of every node, in walk order."""
    return [" ".join(part for part in (one.path, one.printed, one.text) if part) for one in walk(nodes)]
