"""What the lines above a form say to the eye: whose form it is, which period, which number."""

from functools import cache

from kehoach_xl.domain.text import clean, fold
from kehoach_xl.returns.cells import plain
from kehoach_xl.returns.tables import FormTable
from kehoach_xl.sheets.layout import FORM_HEAD

LONGEST = 400


def head_texts(table: FormTable) -> dict[str, str]:
    """Each label (of agency, period and number) with what stands after its colon, or in the next cell that holds
    something."""
    found: dict[str, str] = {}
    lines = table.part.lines
    for row in sorted(row for row in lines if row < table.top):
        cells = lines[row]
        texts = {at: " ".join(plain(cells[at]).split()) for at in sorted(cells) if len(cells[at].text) <= LONGEST}
        for at, text in texts.items():
            label, colon, rest = text.partition(":")
            name = _labels().get(fold(label)) if colon or fold(label) in _labels() else None
            if name is not None and name not in found:
                right = (other for column, other in texts.items() if column > at and other)
                found[name] = clean(rest) or clean(next(right, ""))
    return found


@cache
def _labels() -> dict[str, str]:
    return {fold(label): name for name, label in FORM_HEAD.items()}
