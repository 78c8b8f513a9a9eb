"""A part that many packages hold alike but for a few words: what is alike in it is deflated once.

Stretches that are deflated each by itself can follow one another: each but the last ends at a whole byte with an empty
block (RFC 1951, 3.2.4). What is one package's own stands between them as it is, in a stored block.
"""

import struct
import zlib
from collections.abc import Sequence

from kehoach_xl.ooxml.package import Packed

# A stored block that is not the last one: its length, and the same with every bit turned.
_STORED = struct.Struct("<BHH")
_LONGEST = 0xFFFF


class Stretches:
    """The stretches of a part, one more than there are places between them."""

    def __init__(self, alike: Sequence[bytes]) -> None:
        last = len(alike) - 1
        self._first, *self._others = ((_deflated(one, at == last), one) for at, one in enumerate(alike))
        self._crc = zlib.crc32(alike[0])
        self._size = sum(map(len, alike))

    def packed(self, *own: bytes) -> Packed:
        """The part of one package, with its own words in the places, ready for :meth:`Package.write`."""
        pieces, crc, size = [self._first[0]], self._crc, self._size
        for word, (deflated, data) in zip(own, self._others, strict=True):
            pieces += (_stored(word), deflated)
            crc = zlib.crc32(data, zlib.crc32(word, crc))
            size += len(word)
        return Packed(b"".join(pieces), size, crc)


def _deflated(data: bytes, last: bool) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)


def _stored(data: bytes) -> bytes:
    blocks = (data[at : at + _LONGEST] for at in range(0, len(data), _LONGEST))
    return b"".join(_STORED.pack(0, len(block), len(block) ^ _LONGEST) + block for block in blocks)
