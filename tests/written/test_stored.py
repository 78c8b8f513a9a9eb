"""What stands in a file for a part is what was seen only if every byte of it is."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from kehoach_xl.written.sent import Seen
from kehoach_xl.written.stored import as_seen, stored

PART = "xl/trang.xml"
CONTENT = b"<worksheet/>" * 50


def file_of(method: int = zipfile.ZIP_DEFLATED) -> tuple[bytes, int, int]:
    """A file, and where the packed bytes of its part begin and end."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        package.writestr("khác.xml", b"<other/>")
        package.writestr(PART, CONTENT)
        entry = package.getinfo(PART)
        begin = entry.header_offset + 30 + len(PART)
    return buffer.getvalue(), begin, begin + entry.compress_size


def seen_in(data: bytes) -> Seen | None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return stored(io.BytesIO(data), package.getinfo(PART))


def test_it_is_told_by_size_checksum_and_packed_bytes() -> None:
    data, begin, end = file_of()
    found = seen_in(data)
    assert found is not None and found.size == len(CONTENT)
    assert found.digest == hashlib.sha256(data[begin:end]).hexdigest()


def test_any_byte_of_it_that_is_another_is_seen() -> None:
    """But those of the header that say nothing of the content: its version, its flags, its time."""
    data, begin, end = file_of()
    head = begin - 30 - len(PART)
    silent = {head + at for at in (*range(4, 8), *range(10, 14))}
    found = seen_in(data)
    for at in range(head, end):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert (seen_in(changed) == found) == (at in silent), at - head


def test_a_part_that_is_not_deflated_was_never_seen() -> None:
    data, _, _ = file_of(zipfile.ZIP_STORED)
    assert seen_in(data) is None


@pytest.mark.parametrize("other", [{"digest": "0" * 64}, {"size": 1}, {"crc": 1}])
def test_with_one_part_that_is_another_none_is_taken_for_seen(tmp_path: Path, other: dict[str, object]) -> None:
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(file_of()[0])
    with zipfile.ZipFile(path) as package, path.open("rb") as file:
        seen = {part: stored(file, package.getinfo(part)) for part in (PART, "khác.xml")}
        assert None not in seen.values()
        assert set(as_seen(path, package, seen)) == {PART, "khác.xml"}
        assert set(as_seen(path, package, {PART: seen[PART]})) == {PART}
        assert set(as_seen(path, package, {**seen, PART: seen[PART]._replace(**other)})) == set()
