"""Records of Excel's binary workbook ([MS-XLSB] 2.1.4): a number, a length, so many bytes."""

import struct
from collections.abc import Iterator

from kehoach_xl.errors import Stop

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
# What a record that is shorter than it says makes of the functions below.
BROKEN = (struct.error, IndexError, UnicodeDecodeError)


def records(data: bytes, part: str, name: str, most: int) -> Iterator[tuple[int, bytes]]:
    """(number, content) of each record. Raises Stop GATE_018 when one is cut off, GATE_019 past ``most`` of them."""
    at, count, end = 0, 0, len(data)
    while at < end:
        code, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        if at + size > end:
            raise Stop("GATE_018", name=name, part=part, reason="bản ghi bị cắt cụt")
        count += 1
        if count > most:
            raise Stop("GATE_019", name=name, part=part, limit=most)
        yield code, data[at : at + size]
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Seven bits a byte, the lowest first, at most so many bytes; past the end of the data the rest are zeros."""
    value = 0
    for place in range(most):
        byte = data[at] if at < len(data) else 0
        at += 1
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            break
    return value, at


def wide(content: bytes, at: int) -> tuple[str, int]:
    """A counted text of UTF-16 and where it ends; of a null text (XLNullableWideString) nothing."""
    (count,) = struct.unpack_from("<L", content, at)
    if count == 0xFFFFFFFF:
        return "", at + 4
    stop = at + 4 + 2 * count
    if stop > len(content):
        raise IndexError("a text longer than its record")
    return content[at + 4 : stop].decode("utf-16-le", "replace"), stop


def rk(content: bytes, at: int) -> float:
    """A number of four bytes ([MS-XLSB] 2.5.122): 30 bits of a whole number or the upper ones of a double, perhaps in
    hundredths."""
    (raw,) = struct.unpack_from("<l", content, at)
    bits = raw & 0xFFFFFFFC
    number: float = raw >> 2 if raw & 2 else struct.unpack("<d", struct.pack("<LL", 0, bits))[0]
    return float(number / 100 if raw & 1 else number)
