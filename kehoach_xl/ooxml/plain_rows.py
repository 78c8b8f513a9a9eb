"""The rows of a sheet as all common programs write them, read by pattern: all of them or none.

What is not of this shape (prefixes, rich text, comments, white space between cells, attributes in another order) gives
None, and the scanner of :mod:`kehoach_xl.ooxml.cells` reads it. A row is split by the pattern of a cell: where nothing
is left between the cells, the pattern has seen every byte. A form of 60 rows takes 1 ms, the scanner 6.
"""

import re
from dataclasses import dataclass, field
from itertools import compress, islice, repeat
from operator import lt

from kehoach_xl.ooxml.char_data import declaration, decoded
from kehoach_xl.ooxml.limits import MEGABYTE, Limits
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW, column_number

_OPEN, _CLOSE, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_LONGEST = 4 * MEGABYTE  # of one row; more is left to the scanner, which counts while it reads

# Printable ASCII that stands for itself, so that a value reads the same to any parser.
_ATTRIBUTES = rb"""((?: [A-Za-z][A-Za-z0-9:]*="[ !#-%'-;=-~]*")*)"""
_ATTRIBUTE = re.compile(rb'([A-Za-z][A-Za-z0-9:]*)="([^"]*)"')
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?\s*<worksheet( [^<>]*)>")
_PREFIX = re.compile(rb' xmlns:([A-Za-z0-9]+)="[^"]+"')
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"' + _ATTRIBUTES + rb"(/?)>")
_CELL = re.compile(  # possessive throughout: a quarter faster, as nothing is ever given back
    rb'<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"(?: s="([0-9]{1,9}+)")?+(?: t="([A-Za-z]{1,9}+)")?+(?:/>|>'
    rb"(?:<f" + _ATTRIBUTES + rb"(?:/>|>([^<]*+)</f>))?+"
    rb'(?:(?:<v>|(<is><t(?: xml:space="preserve")?+>))([^<]*+)(?(7)</t></is>|</v>))?+</c>)'
)
_STEP = _CELL.groups + 1
_KINDS = {None: "n", **{kind.encode(): kind for kind in ("n", "s", "str", "b", "e", "d", "inlineStr")}}
_BLOCK = 5_000  # cells, empty ones included, looked at together
_KNOWN = 500  # attributes and sets of columns remembered


class NotPlain(Exception):
    """The rows are not of the shape that the patterns know; nothing is said about whether they are right."""


class _Columns(dict[bytes, int]):
    """Numbers of columns by their letters."""

    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = column_number(letters.decode("ascii"))
        return number


class _Styles(dict[bytes | None, int]):
    """Numbers of styles by their digits; a cell without any has the first."""

    def __missing__(self, digits: bytes | None) -> int:
        number = self[digits] = int(digits or 0)
        return number


_COLUMNS = _Columns()


@dataclass(slots=True)
class PlainRows:
    """The rows of one sheet. ``places`` (row, column), ``kinds``, ``styles`` and ``texts`` have one entry for each cell
    that holds a value or a formula, in order; a text is None where there is only a formula.

    ``formulas``: by the number of the cell among these (from 0) its attributes and its text. ``spans``: if asked for,
    of each row its number and the offsets of its element. ``hidden``: rows with such cells that are hidden. ``start``,
    ``end``: offsets of what is inside ``sheetData``. ``elements``: how many XML elements the rows are.
    """

    start: int
    end: int
    places: list[tuple[int, int]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)
    formulas: dict[int, tuple[dict[str, str], str]] = field(default_factory=dict)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    elements: int = 0


def read_plain_rows(data: bytes, limits: Limits, spans: bool = False) -> PlainRows | None:
    """The rows of a sheet part, with their ``spans`` if wanted; None where they are not plain, or more than ``limits``
    allow."""
    try:
        return _Reader(data, limits, spans).read()
    except NotPlain:
        return None


class _Reader:
    def __init__(self, data: bytes, limits: Limits, spans: bool) -> None:
        start = data.find(_OPEN) + len(_OPEN)
        end = data.find(_CLOSE, start)
        root = _ROOT.match(data)
        if start < len(_OPEN) or end < 0 or root is None:
            raise NotPlain
        self.data, self.limits, self.spans = data, limits, spans
        self.found = PlainRows(start, end)
        self.prefixes = set(_PREFIX.findall(root[1]))
        self.named: dict[bytes, dict[str, str]] = {b"": {}}  # attributes, of which there are few
        self.ordered: dict[tuple[bytes, ...], list[int]] = {}  # columns of a row by their letters
        self.styles = _Styles()
        self.rows: list[int] = []  # of the cells that wait to be looked at
        self.columns: list[int] = []
        self.waiting: list[list[bytes | None]] = [[] for _ in range(_STEP)]  # what the pattern took of them
        self.hidden_rows: set[int] = set()
        self.raw: list[bytes | None] = []
        self.raw_formulas: dict[int, tuple[bytes, bytes]] = {}
        self.letters = 0  # as stored, which is never less than what they decode to

    def read(self) -> PlainRows:
        found, at, row = self.found, self.found.start, 0
        while at < found.end:
            tag = _ROW.match(self.data, at)
            if tag is None or not row < (row := int(tag[1])) <= MAX_ROW:
                raise NotPlain
            at, stop = tag.end(), tag.end() if tag[3] else self.data.find(_ROW_END, tag.end(), found.end)
            if not 0 <= stop - at <= _LONGEST:
                raise NotPlain
            attributes = self._attributes(tag[2])
            if "r" in attributes:
                raise NotPlain
            if attributes.get("hidden") in ("1", "true"):
                self.hidden_rows.add(row)
            self._take(row, tag[1], self.data[at:stop])
            at = stop if tag[3] else stop + len(_ROW_END)
            found.elements += 1
            if self.spans:
                found.spans.append((row, tag.start(), at))
        self._look()
        self._decode()
        found.hidden = self.hidden_rows.intersection(row for row, _ in found.places) if self.hidden_rows else set()
        return found

    def _attributes(self, text: bytes) -> dict[str, str]:
        """Attributes by name: each once, none with a prefix that the root does not declare."""
        known = self.named.get(text)
        if known is None:
            pairs = _ATTRIBUTE.findall(text)
            known = {name.decode(): value.decode() for name, value in pairs}
            prefixed = [name.partition(b":")[0] for name, _ in pairs if b":" in name]
            once = len(known) == len(pairs) and len(prefixed) < 2
            if not once or "xmlns" in known or not self.prefixes.issuperset(prefixed):
                raise NotPlain
            if len(self.named) < _KNOWN:
                self.named[text] = known
        return known

    def _take(self, row: int, digits: bytes, body: bytes) -> None:
        """The cells of one row, to be looked at with those of others."""
        parts = _CELL.split(body)
        columns = self._columns(tuple(parts[1::_STEP]))
        # Something stands between the cells, or a cell is of another row.
        if any(parts[::_STEP]) or parts[2::_STEP].count(digits) < len(columns):
            raise NotPlain
        self.rows += repeat(row, len(columns))
        self.columns += columns
        for group in (3, 4, 5, 6, 7, 8):
            self.waiting[group] += parts[group::_STEP]
        if len(self.rows) > _BLOCK:
            self._look()

    def _columns(self, letters: tuple[bytes, ...]) -> list[int]:
        known = self.ordered.get(letters)
        if known is None:
            known = [_COLUMNS[each] for each in letters]
            if not all(map(lt, known, islice(known, 1, None))) or (known and known[-1] > MAX_COLUMN):
                raise NotPlain
            if len(self.ordered) < _KNOWN:
                self.ordered[letters] = known
        return known

    def _look(self) -> None:
        """Keep what holds something. A column of the pattern's groups at a time, which is three times as fast as a cell
        at a time."""
        found = self.found
        _, _, _, styles, kinds, formulas, _, inlines, texts = self.waiting
        found.elements += 4 * len(texts) - formulas.count(None) - texts.count(None) - inlines.count(None)
        keep = [text is not None for text in texts]
        if formulas.count(None) < len(formulas):
            self._take_formulas(keep)
        try:
            found.kinds += map(_KINDS.__getitem__, compress(kinds, keep))
        except KeyError as error:
            raise NotPlain from error
        if set(compress(kinds, inlines)) - {b"inlineStr"}:
            raise NotPlain
        found.places += compress(zip(self.rows, self.columns, strict=True), keep)
        found.styles += map(self.styles.__getitem__, compress(styles, keep))
        self.raw += compress(texts, keep)
        self.letters += sum(map(len, filter(None, texts)))
        for one in (self.rows, self.columns, *self.waiting):
            one.clear()
        self._keep_within()

    def _take_formulas(self, keep: list[bool]) -> None:
        """A cell with a formula is kept with or without its last result."""
        formulas, texts = self.waiting[5], self.waiting[6]
        there = [at for at, formula in enumerate(formulas) if formula is not None]
        for at in there:
            keep[at] = True
        number, counted = len(self.raw), 0
        for at in there:
            number, counted = number + sum(keep[counted:at]), at
            self.raw_formulas[number] = formulas[at] or b"", texts[at] or b""
            self.letters += len(texts[at] or b"")

    def _keep_within(self) -> None:
        """What is too much is counted, and said, by the scanner."""
        found, limits = self.found, self.limits
        if found.elements > limits.elements or len(found.places) > limits.cells or self.letters > limits.letters:
            raise NotPlain

    def _decode(self) -> None:
        """All texts at once."""
        pieces = [text for text in self.raw if text is not None]
        pieces += [text for _, text in self.raw_formulas.values()]
        texts = decoded(pieces, declaration(self.data))
        if texts is None:
            raise NotPlain
        each = iter(texts)
        self.found.texts = [None if text is None else next(each) for text in self.raw]
        for number, (attributes, _) in self.raw_formulas.items():
            self.found.formulas[number] = self._attributes(attributes), next(each)
