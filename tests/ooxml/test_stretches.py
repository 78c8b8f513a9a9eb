"""A part put together of stretches deflated once is an ordinary deflated part."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.ooxml.stretches import Stretches

words = st.one_of(st.binary(max_size=50), st.just(b"a" * 200_000), st.just(bytes(range(256)) * 600))


@given(st.lists(st.tuples(words, words), max_size=4), words)
def test_any_inflater_reads_the_whole(pairs: list[tuple[bytes, bytes]], last: bytes) -> None:
    whole = b"".join(alike + own for alike, own in pairs) + last
    made = Stretches([*(alike for alike, _ in pairs), last]).packed(*(own for _, own in pairs))
    reader = zlib.decompressobj(-15)
    assert reader.decompress(made.deflated) == whole
    assert reader.eof and not reader.unused_data
    assert (made.size, made.crc) == (len(whole), zlib.crc32(whole))


def test_it_can_be_filled_in_again_and_again() -> None:
    stretches = Stretches([b"<a>", b"</a>"])
    assert [zlib.decompress(stretches.packed(one).deflated, -15) for one in (b"1", b"", b"22")] == [
        b"<a>1</a>", b"<a></a>", b"<a>22</a>",
    ]  # fmt: skip
