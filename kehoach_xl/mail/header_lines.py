"""Lines of a letter's head and of the heads of its parts: folded, beyond ASCII encoded, the same in every Python.

What they are given has no line ends (:mod:`kehoach_xl.domain.header_text`).
"""

from collections.abc import Sequence
from email.header import Header
from email.utils import formataddr
from urllib.parse import quote

_FOLD = 76
_SEGMENT = 50  # characters of one piece of a long file name, encoded


def text_line(text: str, header: str) -> str:
    """A text as the value of a header; beyond ASCII as encoded words of whole letters (RFC 2047).

    >>> text_line("Báo cáo", "Subject")
    '=?utf-8?b?QsOhbyBjw6Fv?='
    """
    charset = "us-ascii" if _plain(text) else "utf-8"
    return Header(text, charset, _FOLD, header).encode()


def sender_line(name: str, address: str) -> str:
    """An address with the name it goes under."""
    if not name or not address:
        return address
    return formataddr((name, address)) if _plain(name) else f"{text_line(name, 'From')}\n <{address}>"


def address_lines(addresses: Sequence[str]) -> str:
    """Addresses, one a line."""
    return ",\n ".join(addresses)


def file_name_params(name: str) -> str:
    """``filename`` of a Content-Disposition with its letters (RFC 2231), in pieces of whole letters when it is long.

    >>> file_name_params("phiếu.xlsx")
    "filename*=utf-8''phi%E1%BA%BFu.xlsx"
    """
    if name.isascii() and len(name) <= _SEGMENT and not set(name) & set('"\\'):
        return f'filename="{name}"'
    pieces = [""]
    for letter in (quote(one, safe="") for one in name):
        if len(pieces[-1]) + len(letter) > _SEGMENT:
            pieces.append("")
        pieces[-1] += letter
    if len(pieces) == 1:
        return f"filename*=utf-8''{pieces[0]}"
    first, *others = pieces
    return ";\n ".join([f"filename*0*=utf-8''{first}", *(f"filename*{n}*={one}" for n, one in enumerate(others, 1))])


def _plain(text: str) -> bool:
    """What looks like an encoded word would be read as one: it is encoded as well. A word too long to fold too."""
    return text.isascii() and "=?" not in text and all(len(word) < _FOLD - 20 for word in text.split())
