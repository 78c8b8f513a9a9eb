"""Facts that are longer than a cell.

A cell holds 32,767 UTF-16 units, and JSON needs more than the text it carries. What does not fit goes on in
the next row of the same kind: ``|first piece+``, ``|next piece+``, ``|last piece|``.
"""

from collections.abc import Iterable, Iterator

from kehoach_xl.sheets.table import Row

# Characters; none of them takes more than two of the 32,767 units.
PIECE = 16_000
LONG = ("value", "other")


def whole(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with what went on in following rows put back together."""
    parts: dict[str, list[str]] = {name: [] for name in LONG}
    began = False
    for row in rows:
        texts = [row.text(name) for name in LONG]
        if not began and not any(text.startswith("|") for text in texts):
            yield row
            continue
        goes_on = False
        for name, text in zip(LONG, texts, strict=True):
            if text.startswith("|"):
                goes_on |= text.endswith("+")
                text = text[1:-1]
            parts[name].append(text)
        began = goes_on
        if not goes_on:
            yield Row(row.row, row.cells | {name: "".join(parts[name]) for name in LONG})
            parts = {name: [] for name in LONG}


def pieces(text: str) -> list[str]:
    """A text as the cells that carry it."""
    if len(text) <= PIECE and not text.startswith("|"):
        return [text]
    cut = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    return [*(f"|{piece}+" for piece in cut[:-1]), f"|{cut[-1]}|"]
