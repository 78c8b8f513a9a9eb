"""Where the cells of a row stand: its columns, by the names of the places."""

import re
from functools import lru_cache
from itertools import islice
from operator import lt

from kehoach_xl.ooxml.plain_attributes import NotPlain
from kehoach_xl.ooxml.refs import MAX_COLUMN, column_number

_PLACE = re.compile(rb'([A-Z]{1,3})([1-9][0-9]{0,6})"')
_KNOWN = 500  # rows, and sets of columns, remembered


class Places:
    """The columns of a row, and their letters."""

    def __init__(self, letters: tuple[bytes, ...], columns: tuple[int, ...]) -> None:
        self.letters, self.columns = letters, columns
        self.width = sum(map(len, letters))
        self._names: dict[bytes, list[bytes]] = {}

    def names(self, mark: bytes) -> list[bytes]:
        """How its cells begin in the row whose number, and what stands behind it, is ``mark``."""
        names = self._names.get(mark)
        if names is None:
            names = [each + mark for each in self.letters]
            if len(self._names) < _KNOWN:
                self._names[mark] = names
        return names

    def tails(self, cells: list[bytes], size: int, mark: bytes) -> list[bytes] | None:
        """What of each cell stands behind the name of its place; None where those are not these columns, or of another
        row. ``size``: of all cells; ``mark`` ends each of these names."""
        if len(cells) != len(self.columns):
            return None
        tails = list(map(bytes.removeprefix, cells, self.names(mark)))
        return tails if size - sum(map(len, tails)) == self.width + len(cells) * len(mark) else None


def places_of(cells: list[bytes]) -> Places:
    return _places(tuple([place[1] if (place := _PLACE.match(one)) else b"" for one in cells]))


@lru_cache(_KNOWN)
def _places(letters: tuple[bytes, ...]) -> Places:
    """The shape of a row by the letters of its columns, which are in order."""
    columns = tuple([column_number(each.decode("ascii")) if each else 0 for each in letters])
    if not columns[0] or not all(map(lt, columns, islice(columns, 1, None))) or columns[-1] > MAX_COLUMN:
        raise NotPlain
    return Places(letters, columns)
