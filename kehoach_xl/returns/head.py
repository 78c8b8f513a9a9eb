"""What the lines above a form say to the eye: whose form it is, which period, which number."""

from dataclasses import dataclass
from functools import cache

from kehoach_xl.domain.text import clean, fold
from kehoach_xl.returns.cells import plain
from kehoach_xl.returns.expectation import Expectation
from kehoach_xl.returns.tables import FormTable
from kehoach_xl.sheets.layout import FORM_HEAD

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Head:
    """Texts as they stand there, '' where nothing does; and what we know under them: the codes of agency and period."""

    agency_text: str = ""
    period_text: str = ""
    dispatch: str = ""
    agency: str = ""
    period: str = ""

    def speaks_of(self, period: str) -> bool:
        """Whether it names no other period than this one."""
        return self.period in ("", period)


def read_head(table: FormTable, expected: Expectation) -> Head:
    """The lines above one table. Its number, when we gave it, says agency and period where their names do not."""
    texts = _lines(table)
    agency = expected.register.find(texts.get("agency", "")) or ""
    said = texts.get("period", "")
    period = expected.period_codes.get(fold(said), "") if said else ""
    by_number = expected.dispatches.get(texts.get("dispatch", ""), ("", ""))
    return Head(
        texts.get("agency", ""), said, texts.get("dispatch", ""),
        agency or by_number[0], period or by_number[1],
    )  # fmt: skip


def _lines(table: FormTable) -> dict[str, str]:
    """Each label with what stands after its colon, or in the next cell that holds something."""
    found: dict[str, str] = {}
    for row in sorted(row for row in table.lines if row < table.top):
        cells = table.lines[row]
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
