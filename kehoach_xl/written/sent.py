"""What a save tells the process that looks at its parts while it still writes them.

Frames of a kind and a length. Of a part: the rows that are expected, as far as the bytes sent next may reach, and the
bytes as they are stored, deflated. Both ends are our own and of one Python, so rows go as ``marshal`` has them; what
comes back is checked as data (``beside``).
"""

import hashlib
import marshal
import struct
import zlib
from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from kehoach_xl.written.expected import Lot

# Rows that are expected (an empty list: no more of them); deflated bytes; the end of a part; the table of shared texts
# as it was, then as it is stored; the end of all.
ROWS, PIECE, END, BEFORE, TABLE, DONE = b"R", b"P", b"E", b"B", b"T", b"."
_PIECE = 1 << 18  # bytes that are looked at together: a little that is deflated may be the same row a thousand times
_FRAME = struct.Struct("<cL")


class Seen(NamedTuple):
    """What was looked at: size and checksum of a part, and the SHA-256 of its deflated bytes, as hexadecimals."""

    size: int
    crc: int
    digest: str


class CutOff(Exception):
    """Nothing more comes, and it was not the end."""


def send(stream: BinaryIO, kind: bytes, data: bytes = b"") -> None:
    stream.write(_FRAME.pack(kind, len(data)))
    stream.write(data)
    stream.flush()


def packed(told: Sequence[Lot]) -> bytes:
    """Raises ValueError for contents that only our own writer knows."""
    return marshal.dumps([tuple(lot) for lot in told])


def receive(stream: BinaryIO) -> tuple[bytes, bytes]:
    """The next frame. Raises CutOff."""
    head = stream.read(_FRAME.size)
    if len(head) < _FRAME.size:
        raise CutOff
    kind, length = _FRAME.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise CutOff
    return kind, data


def seen(deflated: bytes) -> tuple[Seen, bytes]:
    """Of a part that comes whole, and its content."""
    data = zlib.decompress(deflated, -15)
    return Seen(len(data), zlib.crc32(data), hashlib.sha256(deflated).hexdigest()), data


class PartSent:
    """One part as it comes. Its rows and its bytes are taken at the pace of whoever looks; what comes before it is
    wanted waits, still packed."""

    def __init__(self, stream: BinaryIO, kind: bytes, data: bytes) -> None:
        """``kind``, ``data``: its first frame."""
        self._stream = stream
        self._waiting: dict[bytes, deque[bytes]] = {ROWS: deque(), PIECE: deque()}
        self._ended = False
        self._size = self._crc = 0
        self._digest = hashlib.sha256()
        self._take(kind, data)

    def lots(self) -> Iterator[list[Lot]]:
        while self._has(ROWS) and (told := marshal.loads(self._waiting[ROWS].popleft())):
            yield [Lot(*one) for one in told]

    def pieces(self) -> Iterator[bytes]:
        """The content. Raises zlib.error when the bytes are not what was deflated."""
        inflater = zlib.decompressobj(-15)
        while self._has(PIECE):
            deflated = self._waiting[PIECE].popleft()
            self._digest.update(deflated)
            while piece := inflater.decompress(deflated, _PIECE):
                self._size += len(piece)
                self._crc = zlib.crc32(piece, self._crc)
                yield piece
                deflated = inflater.unconsumed_tail
        if not inflater.eof or inflater.unused_data:
            raise zlib.error("no whole stream")

    def seen(self) -> Seen:
        """After all pieces."""
        return Seen(self._size, self._crc, self._digest.hexdigest())

    def skip(self) -> None:
        while not self._ended:
            self._take(*receive(self._stream))

    def _has(self, kind: bytes) -> bool:
        while not self._waiting[kind] and not self._ended:
            self._take(*receive(self._stream))
        return bool(self._waiting[kind])

    def _take(self, kind: bytes, data: bytes) -> None:
        if kind == END:
            self._ended = True
        else:
            self._waiting[kind].append(data)
