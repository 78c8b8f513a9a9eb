"""Drawing a block of `Chỉ số`: its title, its explanation, its heads, its cells. Rows and columns count from 1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.index_rows import CODE, NAME
from kehoach_xl.building.styles import INPUT, LINE, MUTED, NAVY, Styles
from kehoach_xl.ooxml.heights import Wrapped, lines, row_height
from kehoach_xl.sheets.layout import tables

# Points of a row whose height nobody set.
USUAL = 15.0


@dataclass(frozen=True)
class Pen:
    """What draws on one sheet; ``heights`` are the rows, in points, that are not of the usual height."""

    workbook: canvas.Workbook
    sheet: Worksheet
    styles: Styles
    heights: dict[int, float] = field(default_factory=dict)

    def title(self, row: int, text: str) -> None:
        self.tall(row, 20)
        self.sheet.write_string(row - 1, CODE - 1, text, self.styles.of(bold=True, font_size=12, font_color=NAVY))

    def note(self, row: int, text: str) -> None:
        """One line of explanation; it must fit the width of the sheet."""
        self.put(row, CODE, text, self.styles.of(italic=True, font_color=MUTED, valign="vcenter"))

    def head(self, row: int, at: int, text: str, span: int = 1) -> None:
        """A heading; a text beginning with «=» is a live formula."""
        self.put(row, at, text, self.styles.head(), span)

    def write(
        self, row: int, at: int, value: Any, kind: str = "text", span: int = 1, *, center: bool = True,
        fill: str = "", **more: Any,
    ) -> None:  # fmt: skip
        """A bordered cell of a table."""
        self.put(row, at, value, self.styles.cell(kind, center=center, fill=fill, **more), span)

    def ask(
        self, row: int, at: int, value: float | None, kind: str = "number", rule: Mapping[str, Any] | None = None
    ) -> None:
        """A cell she fills, with what it asks for (:mod:`kehoach_xl.building.index_inputs`)."""
        self.write(row, at, value, kind, fill=INPUT)
        self.rule(row, row, at, rule)

    def rule(self, first: int, last: int, at: int, rule: Mapping[str, Any] | None) -> None:
        """What the cells of a column ask for; None: anything."""
        if rule:
            self.sheet.data_validation(first - 1, at - 1, last - 1, at - 1, dict(rule))

    def blank(self, row: int, first: int, last: int, fill: str = "") -> None:
        for at in range(first, last + 1):
            self.write(row, at, None, fill=fill)

    def spread(self, row: int, at: int, value: Any, last: int, fill: str = "", **more: Any) -> None:
        """A text that runs over several cells, drawn as one without merging them."""
        edges: dict[str, Any] = {"top": 1, "bottom": 1, "border_color": LINE, "valign": "top", **more}
        edges |= {"bg_color": fill} if fill else {}
        for one in range(at, last + 1):
            sides = edges | ({"left": 1} if one == at else {}) | ({"right": 1} if one == last else {})
            self.put(row, one, value if one == at else None, self.styles.of(**sides))

    def put(self, row: int, at: int, value: Any, style: Any, span: int = 1) -> None:
        if span > 1:
            self.sheet.merge_range(row - 1, at - 1, row - 1, at + span - 2, "", style)
        if isinstance(value, str) and value.startswith("="):
            self.sheet.write_formula(row - 1, at - 1, value, style, "")
        elif value is not None or span == 1:
            canvas.put(self.sheet, row - 1, at - 1, value, "text", style)

    def hidden(self, row: int, at: int, formula: str) -> None:
        """A formula that others of the row use."""
        self.sheet.write_formula(row - 1, at - 1, formula, self.styles.of(), "")

    def fit(self, row: int, *texts: Wrapped, least: float = 17.0) -> None:
        """Make a row as tall as its texts."""
        self.tall(row, row_height(texts, least))

    def labels(self, first: int, last: int, texts: Sequence[str], least: float) -> dict[str, object]:
        """How cells of rows that show one of these texts by formula look, with rows as tall as they need: a text of up
        to two lines is shrunk into one, for nobody knows in which row it will stand."""
        wrapped = [Wrapped(text, width(NAME)) for text in texts]
        short = all(lines(one) <= 2 for one in wrapped)
        for row in range(first, last + 1):
            self.fit(row, *([] if short else wrapped), least=least)
        return {"shrink": True, "text_wrap": False} if short else {}

    def tall(self, row: int, points: float) -> None:
        self.heights[row] = points
        self.sheet.set_row(row - 1, points)

    def together(self, first: int, last: int) -> float:
        """Points that rows take together."""
        return sum(self.heights.get(row, USUAL) for row in range(first, last + 1))

    def filled(self, area: str, test: str, fill: str) -> None:
        """A fill where a test holds, for cells that are drawn as one and keep their own borders."""
        look = self.workbook.add_format({"bg_color": fill})
        self.sheet.conditional_format(area, {"type": "formula", "criteria": f"={test}", "format": look})


def width(first: int, last: int = 0) -> float:
    """Characters that columns of the sheet hold together."""
    columns = tables()["indices"].columns
    return sum(columns[at - 1].width for at in range(first, (last or first) + 1))
