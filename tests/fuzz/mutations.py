"""Mutations that know what a form is made of, from one seed each, so that a failure can be repeated by its number."""

import io
import random
import re
import zipfile
from collections.abc import Callable

NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"16384",
    b"16385",
    b"1048576",
    b"1048577",
    b"4294967296",
    b"1e400",
    b"NaN",
    b"007",
    b"1_0",
    b"",
)
WORDS = (
    b"<", b">", b"&", b'"', b"]]>", b"<!--", b"-->", b"<?x?>", b"&#0;", b"&#55296;", b"&a;",
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
    b"<!DOCTYPE a>", b"</row>", b"<row>", b"<c>", b"<v>", b"<is>", b"<si>", b"_x0000_", b"_xD800_", b"xmlns='u'",
)  # fmt: skip
ATTRIBUTE = re.compile(rb'="[^"]*"')
TAG = re.compile(rb"<[^>]{1,200}>")
ADDRESS = re.compile(rb'r="[A-Z]*[0-9]+"')


def bytes_changed(data: bytes, chance: random.Random) -> bytes:
    """Some bytes flipped, cut, doubled, or replaced by a word of XML."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(5):
            case 0 if at < len(out):
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                del out[at : at + chance.choice((1, 2, 7, 100, 5000))]
            case 2:
                out[at:at] = out[at : at + chance.choice((1, 4, 60, 900))]
            case 3:
                out[at:at] = chance.choice(WORDS)
            case _:
                out[at : at + 4] = chance.randbytes(4)
    return bytes(out)


def xml_changed(data: bytes, chance: random.Random) -> bytes:
    """Attributes, addresses and whole tags swapped, dropped, repeated, given numbers no sheet has."""
    for _ in range(chance.randint(1, 6)):
        pattern = chance.choice((ATTRIBUTE, TAG, ADDRESS))
        found = list(pattern.finditer(data))
        if not found:
            return bytes_changed(data, chance)
        one, other = chance.choice(found), chance.choice(found)
        new = {
            0: b"", 1: other[0], 2: one[0] * 2, 3: one[0] + chance.choice(WORDS),
            4: b'="' + chance.choice(NUMBERS) + b'"' if pattern is ATTRIBUTE else other[0],
            5: b'r="' + chance.choice((b"XFD1048576", b"XFE1", b"A0", b"1", b"$A$1", b"A1:B2")) + b'"'
            if pattern is ADDRESS else one[0][:-1],
        }[chance.randrange(6)]  # fmt: skip
        data = data[: one.start()] + new + data[one.end() :]
    return data


def package_changed(data: bytes, chance: random.Random) -> bytes:
    """A form whose parts were changed, swapped, dropped or doubled, packed again; or its packed bytes changed."""
    if chance.random() < 0.3:
        return bytes_changed(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = {info.filename: package.read(info) for info in package.infolist()}
    names = list(content)
    for _ in range(chance.randint(1, 3)):
        one, other = chance.choice(names), chance.choice(names)
        match chance.randrange(6):
            case 0:
                content[one], content[other] = content[other], content[one]
            case 1:
                content[one] = b""
            case 2:
                content[one] = bytes_changed(content[one], chance)
            case _:
                content[one] = xml_changed(content[one], chance)
    if chance.random() < 0.1:
        del content[chance.choice(names)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in content.items():
            package.writestr(name, part)
    return buffer.getvalue()


def words_of(pieces: tuple[str, ...]) -> Callable[[random.Random], str]:
    """Texts put together from the pieces of a grammar, with a stray sign now and then."""
    strays = " \u00a0\u200b\t\n.,;:-–/%()0123456789àđ́ª１\U0001d7d8"

    def make(chance: random.Random) -> str:
        text = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 9)))
        if chance.random() < 0.3:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(strays) * chance.choice((1, 1, 2, 4000)) + text[at:]
        return text

    return make
