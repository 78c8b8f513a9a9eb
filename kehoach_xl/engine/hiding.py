"""Showing and hiding columns in a sheet part: only the tags of these columns change.

A ``<col>`` may span many columns; it is cut where some of them differ from the rest, and every piece keeps its width
and its style.
"""

from collections.abc import Mapping
from itertools import groupby

from kehoach_xl.engine.tags import Tag, read_tag
from kehoach_xl.ooxml.cells import ColumnStyle, SheetScan

# What a stored width is where none is known (8.43 characters and the edges).
_WIDTH = b'"9.140625"'


def shown_as(columns: list[ColumnStyle], wanted: Mapping[int, bool]) -> list[ColumnStyle]:
    """The columns of a scan as they will be; ``wanted`` tells for some columns whether they are hidden."""
    if not wanted:
        return columns
    pieces = [
        one._replace(first=first, last=last, hidden=hidden, width=one.width if one.width or hidden else None)
        for one in columns
        for first, last, hidden in _pieces(one.first, one.last, one.hidden, wanted)
    ]
    known = {number for one in columns for number in range(one.first, one.last + 1)}
    pieces += [ColumnStyle(n, n, 0, True) for n, hidden in wanted.items() if hidden and n not in known]
    return sorted(pieces)


def with_columns(head: bytes, prefix: bytes, scan: SheetScan, wanted: Mapping[int, bool]) -> bytes:
    """``head`` (all of the part before its data) with the ``wanted`` columns hidden (True) or shown; ``prefix`` is that
    of its tags."""
    edits = [edit for one in scan.columns if (edit := _cut(head, one, wanted)) is not None]
    known = {number for one in scan.columns for number in range(one.first, one.last + 1)}
    fresh: dict[int, list[bytes]] = {}
    for number in sorted(number for number, hidden in wanted.items() if hidden and number not in known):
        tag = b'<%scol min="%d" max="%d" width=%s hidden="1"/>' % (prefix, number, number, _WIDTH)
        fresh.setdefault(_place(head, prefix, scan, number), []).append(tag)
    if not scan.columns and fresh:
        begin = scan.columns_at if scan.columns_at >= 0 else len(head)
        tags = b"".join(fresh[len(head)])
        return head[:begin] + b"<%scols>%s</%scols>" % (prefix, tags, prefix)
    edits += [(at, at, b"".join(tags)) for at, tags in fresh.items()]
    for begin, end, text in sorted(edits, reverse=True):
        head = head[:begin] + text + head[end:]
    return head


def _place(head: bytes, prefix: bytes, scan: SheetScan, number: int) -> int:
    """Where a tag of its own goes for a column that has none: before that of the next column, else after the last."""
    if not scan.columns:
        return len(head)
    following = [one.at for one in scan.columns if one.first > number]
    return min(following) if following else head.index(b"</" + prefix + b"cols", scan.columns[-1].at)


def _pieces(first: int, last: int, hidden: bool, wanted: Mapping[int, bool]) -> list[tuple[int, int, bool]]:
    """
    >>> _pieces(2, 6, False, {4: True, 5: True, 9: True})
    [(2, 3, False), (4, 5, True), (6, 6, False)]
    """
    inside = {number for number in wanted if first <= number <= last}
    if not inside:  # also of a tag that spans thousands of columns
        return [(first, last, hidden)]
    runs = groupby(range(first, last + 1), key=lambda number: wanted.get(number, hidden))
    return [((numbers := list(run))[0], numbers[-1], state) for state, run in runs]


def _cut(head: bytes, one: ColumnStyle, wanted: Mapping[int, bool]) -> tuple[int, int, bytes] | None:
    pieces = _pieces(one.first, one.last, one.hidden, wanted)
    if pieces == [(one.first, one.last, one.hidden)]:
        return None
    tag = read_tag(head, one.at)
    end = tag.end if tag.empty else head.index(b">", head.index(b"</", tag.end)) + 1
    return one.at, end, b"".join(_piece(tag, one, *piece) for piece in pieces)


def _piece(tag: Tag, one: ColumnStyle, first: int, last: int, hidden: bool) -> bytes:
    attributes = dict(tag.attributes) | {b"min": b'"%d"' % first, b"max": b'"%d"' % last}
    if hidden != one.hidden:
        attributes.pop(b"hidden", None)
        if hidden:
            attributes[b"hidden"] = b'"1"'
        elif not one.width:  # Excel may store a hidden column as one without width
            attributes |= {b"width": _WIDTH}
            attributes.pop(b"customWidth", None)
    return Tag(tag.name, attributes, True, 0).write()
