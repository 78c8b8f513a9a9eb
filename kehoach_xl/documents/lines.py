"""Printed lines put together to one text again."""

import re

from kehoach_xl.domain.text import clean

# A dash at the very end of a line, with a letter or digit before it, parts a word or a range: «2025-», «01-».
_PARTED = re.compile(r"(?<=\w)([-‐‑–])\n(?=\w)")
# The year of a date that a narrow column broke: «30/6/20» and «26».
_YEAR = re.compile(r"(?<=/)(\d)\n(\d{3})\b|(?<=/)(\d{2})\n(\d{2})\b|(?<=/)(\d{3})\n(\d)\b")
# A mark never begins a line of its own accord: a narrow column broke «UKVFTA,» before the comma.
_MARK = re.compile(r"(?<=\w)\n(?=[,.;:…!?)\]”])|(?<=,)\n(?=…)")
# A number or a rank that was parted: «50/» and «63».
_FRACTION = re.compile(r"(?<=\d)\n?/\n(?=\d)|(?<=\d)\n/(?=\d)")


def joined(text: str) -> str:
    """A text of several lines as one: a line ends between words, unless a dash or a rank was parted.

    >>> joined("Hàng\\nnăm tổ\\nchức 01-\\n02 cuộc")
    'Hàng năm tổ chức 01-02 cuộc'
    >>> joined("2025 -\\n2030")
    '2025 - 2030'
    >>> joined("01- \\n02 cuộc")
    '01- 02 cuộc'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    text = _MARK.sub("", text)
    text = _YEAR.sub(lambda match: match[0].replace("\n", ""), text)
    return clean(_FRACTION.sub("/", _PARTED.sub(r"\1", text)))
