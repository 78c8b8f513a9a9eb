"""The process that looks at written parts while the save still writes: it is told what is stored and what was meant,
and says what it has seen that is right.

It opens nothing and prints nothing else; it ends with the pipe. Parts that it cannot be sure of are looked at again by
the save itself.
"""

import gc
import json
import sys
import zlib
from typing import BinaryIO
from xml.parsers import expat

from kehoach_xl.written.expected import Awaited
from kehoach_xl.written.part import surely_right
from kehoach_xl.written.sent import BEFORE, DONE, TABLE, CutOff, PartSent, Seen, receive, seen
from kehoach_xl.written.table import shared_texts, verify_strings
from kehoach_xl.written.texts import Claims

_SELDOM = (100_000, 20, 100)  # rows and pieces make no rings that only the collector would find


def main() -> None:
    gc.set_threshold(*_SELDOM)
    try:
        said = opinion(sys.stdin.buffer)
    except (CutOff, KeyboardInterrupt):  # nobody waits for an answer
        return
    sys.stdout.write(json.dumps(said))


def opinion(stream: BinaryIO) -> list[Seen | None]:
    """Of each part, then of the table of shared texts if it was sent: what was seen, None when it may be wrong. Raises
    CutOff."""
    claims = Claims()
    found: list[Seen | None] = []
    table: Seen | None = None
    texts, before = (), b""
    while (frame := receive(stream))[0] != DONE:
        kind, data = frame
        if kind == BEFORE:
            before = data
        elif kind == TABLE:
            table, content = seen(data)
            if verify_strings(before, content):
                table = None
            else:
                texts = shared_texts(content)
        else:
            found.append(_looked_at(PartSent(stream, kind, data), claims))
    if not claims.hold(lambda: texts):
        found = [None] * len(found)
    return [*found, table]


def _looked_at(part: PartSent, claims: Claims) -> Seen | None:
    try:
        right = surely_right(part.pieces(), Awaited(part.lots()), claims)
    except (expat.ExpatError, zlib.error):
        part.skip()
        return None
    return part.seen() if right else None
