"""A part that comes again byte for byte is read once, and what it says is said of each file by its own name."""

import pytest

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.remembered import remembered


def test_the_same_bytes_are_read_once() -> None:
    read: list[bytes] = []

    @remembered
    def letters(data: bytes, part: str, name: str) -> tuple[int, ...]:
        read.append(data)
        return tuple(data)

    assert [letters(data, "p", "a.xlsx") for data in (b"a", b"b", b"a")] == [(97,), (98,), (97,)]
    assert read == [b"a", b"b"]


def test_what_cannot_be_read_is_told_of_the_file_it_is_in() -> None:
    @remembered
    def never(data: bytes, part: str, name: str) -> None:
        raise Stop("GATE_018", name=name, part=part, reason="x")

    for name in ("a.xlsx", "b.xlsx"):
        with pytest.raises(Stop) as stop:
            never(b"a", "xl/styles.xml", name)
        assert stop.value.message.facts == {"name": name, "part": "xl/styles.xml", "reason": "x"}


def test_large_parts_are_not_kept() -> None:
    read: list[int] = []

    @remembered
    def size(data: bytes, part: str, name: str) -> int:
        read.append(len(data))
        return len(data)

    assert [size(bytes(100_000), "p", "a.xlsx") for _ in range(2)] == [100_000, 100_000]
    assert read == [100_000, 100_000]
