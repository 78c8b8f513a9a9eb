"""What she chose on `Bảng điều khiển`: the period in view, the period to open, folders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kehoach_xl.domain.progress import from_serial
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import Reading, read_date, shown
from kehoach_xl.engine.cells import Cells
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.refs import Area
from kehoach_xl.sheets.table import Block, Cell, bound_range

NAMES: Mapping[str, str] = {
    "current": "KY_chosen",  # KY_current is the same, as formulas ask it
    **{
        name: f"LC_{name}"
        for name in (
            "period", "deadline", "report_by", "since", "until", "name", "scope", "reason", "prefill", "outbox",
            "inbox", "backups", "pdf", "drafts", "documents", "templates", "report_of",
        )
    },
}  # fmt: skip
# What an empty cell means; in a master from before these cells were drawn, all of them are empty.
MOST_YEAR = 2200.0  # a larger number is a day's
DEFAULTS: Mapping[str, str] = {
    "outbox": "phan-phat", "inbox": "nhan-ve", "backups": "sao-luu", "pdf": "xuat-pdf", "drafts": "thu-nhap",
    "documents": "van-ban", "templates": "mau-van-ban",
}  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """The cells as they stand, with their places; a choice without a place cannot be written."""

    cells: Mapping[str, Cell]
    places: Mapping[str, Area]

    @classmethod
    def read(cls, cells: Cells, known: Mapping[str, Area]) -> "Choices":
        """Read them in one block. Raises Stop BOOK_002 or BOOK_003 when the period in view has no cell."""
        places = {"current": bound_range(cells, NAMES["current"], known)}
        for choice, name in NAMES.items():
            try:
                found = bound_range(cells, name, known)
            except Stop as stop:
                if choice == "current" or not stop.message.code.startswith("BOOK_"):
                    raise
                continue
            if found.sheet == places["current"].sheet:
                places[choice] = found
        top, left = min(p.row1 for p in places.values()), min(p.column1 for p in places.values())
        bottom, right = max(p.row1 for p in places.values()), max(p.column1 for p in places.values())
        block = cells.read(places["current"].sheet, top, left, bottom - top + 1, right - left + 1)
        return cls({name: block[p.row1 - top][p.column1 - left] for name, p in places.items()}, places)

    @property
    def current(self) -> str:
        """The code of the period in view, '' when none."""
        return self.text("current")

    @property
    def prefill(self) -> bool:
        """Raises Stop CHOICE_001 for another word than the two of the list."""
        word = fold(self.text("prefill"))
        if word not in ("", fold("Có"), fold("Không")):
            raise Stop("CHOICE_001", value=self.text("prefill"))
        return word == fold("Có")

    def text(self, name: str) -> str:
        """A choice as she sees it, the default when nothing stands there: a year without «.0», and what Excel took for
        a date (7/2025 is one to it) as a day."""
        value = self.cells.get(name)
        if isinstance(value, float) and MOST_YEAR < value < 100_000:
            value = shown(from_serial(value))
        elif isinstance(value, float) and value.is_integer():
            value = str(int(value))
        return str(value or "").strip() or DEFAULTS.get(name, "")

    def day(self, name: str) -> date | None:
        """A choice as a day, None when nothing stands there. Raises Stop PERIOD_004 for what is no day."""
        value = self.cells.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, float) and 61 <= value < 100_000:
            return from_serial(value)
        reading = read_date(str(value))
        if not isinstance(reading, Reading) or not isinstance(reading.value, date):
            raise Stop("PERIOD_004", value=shown(value))
        return reading.value

    def block(self, name: str, value: Cell) -> Block:
        """The block that writes one choice."""
        place = self.places[name]
        return Block(place.sheet, place.row1, place.column1, ((value,),))
