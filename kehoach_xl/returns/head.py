"""What the lines above a form say to the eye: whose form it is, which period, which number."""

from functools import cache, lru_cache

from kehoach_xl.domain.text import clean, fold
from kehoach_xl.returns.cells import plain_text
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
        texts = {at: _read(cells[at].text, cells[at].font) for at in sorted(cells) if len(cells[at].text) <= LONGEST}
        for at, (name, _, rest) in texts.items():
            if name and name not in found:
                right = (other for column, (_, other, _) in texts.items() if column > at and other)
                found[name] = rest or clean(next(right, ""))
    return found


@lru_cache(maxsize=256)  # all but a few say the same in every form
def _read(text: str, font: str) -> tuple[str, str, str]:
    """What label a text begins with, '' for none; the text itself; and what stands behind the label's colon."""
    text = " ".join(plain_text(text, font).split())
    label, _, rest = text.partition(":")
    return _labels().get(fold(label), ""), text, clean(rest)


@cache
def _labels() -> dict[str, str]:
    return {fold(label): name for name, label in FORM_HEAD.items()}
