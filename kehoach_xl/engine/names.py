"""Defined names: what they refer to can be read and moved; none are added."""

from typing import Any

import xlwings
from xlwings import base_classes

from kehoach_xl.engine.contract import implements
from kehoach_xl.engine.range import Range
from kehoach_xl.ooxml.refs import Area, parse_area, quote_sheet


@implements(base_classes.Names)
class Names(base_classes.Names):
    """The names of a book, or with ``position`` those of one sheet; they compare without case."""

    def __init__(self, book: Any, position: int | None = None) -> None:
        self.book = book
        self.position = position

    def _indices(self) -> list[int]:
        names = self.book.parts.names
        return [i for i, n in enumerate(names) if self.position is None or n.sheet_index == self.position]

    def _find(self, name: str) -> int | None:
        """A sheet's own name hides the book's name of the same spelling."""
        sheet, _, plain = name.rpartition("!")
        wanted = plain.casefold()
        parts = self.book.parts
        position = self.position
        if sheet:
            unquoted = sheet.strip("'").replace("''", "'").casefold()
            position = next((i for i, s in enumerate(parts.sheets) if s.name.casefold() == unquoted), None)
        found = parts.names_by_fold.get(wanted, ())
        local = [i for i in found if parts.names[i].sheet_index == position]
        if self.position is not None or sheet:
            return local[0] if local else None
        return next((i for i in found if parts.names[i].sheet_index is None), None)

    def contains(self, name_or_index: str | int) -> bool:
        if isinstance(name_or_index, str):
            return self._find(name_or_index) is not None
        return 1 <= name_or_index <= len(self)

    def snapshot(self) -> list[tuple[str, "Name"]]:
        handles = [Name(self.book, index) for index in self._indices()]
        return [(handle.name, handle) for handle in handles]

    def __call__(self, name_or_index: str | int) -> "Name":
        if isinstance(name_or_index, str):
            index = self._find(name_or_index)
            if index is None:
                raise KeyError(name_or_index)
            return Name(self.book, index)
        return Name(self.book, self._indices()[name_or_index - 1])

    def __len__(self) -> int:
        return len(self._indices())

    def area(self, name: str) -> Area | None:
        """The rectangle of a name as a sheet sees it: its own first, then the book's."""
        index = self._find(name)
        if index is None and self.position is not None:
            index = Names(self.book)._find(name)
        return None if index is None else parse_area(Name(self.book, index).refers_to)


@implements(base_classes.Name)
class Name(base_classes.Name):
    """One defined name; ``index`` is its place in the workbook part."""

    def __init__(self, book: Any, index: int) -> None:
        self.book = book
        self.index = index

    @property
    def name(self) -> str:
        """``Tên``, or ``'Trang'!Tên`` when it belongs to a sheet."""
        defined = self.book.parts.names[self.index]
        if defined.sheet_index is None:
            return defined.name
        return f"{quote_sheet(self.book.parts.sheets[defined.sheet_index].name)}!{defined.name}"

    @property
    def refers_to(self) -> str:
        """The reference with its "="."""
        return "=" + self.book.renamed.get(self.index, self.book.parts.names[self.index].refers_to)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        text = value.removeprefix("=")
        if text == self.book.parts.names[self.index].refers_to:
            self.book.renamed.pop(self.index, None)
        else:
            self.book.renamed[self.index] = text

    @property
    def refers_to_range(self) -> Range:
        area = parse_area(self.refers_to)
        if area is None:
            raise xlwings.NoSuchObjectError(f"{self.name} is not one plain range: {self.refers_to}")
        return Range(self.book.sheets(area.sheet), (area.row1, area.column1), (area.row2, area.column2))
