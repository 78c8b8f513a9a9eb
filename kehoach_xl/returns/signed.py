"""The identity a form carries twice, in its very hidden sheet and in its properties, under one signature."""

from dataclasses import dataclass

from kehoach_xl.domain.identity import Identity, from_properties, is_ours
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.reading import ReadWorkbook, read_workbook
from kehoach_xl.returns.headings import hidden_lines


@dataclass(frozen=True)
class Signed:
    """``identity``: None when the text is no identity; ``agree``: whether both copies say the same."""

    identity: Identity | None
    signature: str
    agree: bool

    def is_ours(self, key: str) -> bool:
        """Whether this very identity was signed with our key."""
        return self.identity is not None and bool(key) and is_ours(key, self.identity, self.signature)


def read_signed(book: ReadWorkbook) -> Signed | None:
    """What a workbook says it is; None when it says nothing. One copy is enough where a program dropped the other."""
    hidden = hidden_lines(book)
    in_sheet = (hidden.get("identity", ""), hidden.get("signature", ""))
    in_properties = from_properties(book.properties)
    text, signature = in_sheet if in_sheet[0] else in_properties
    if not text:
        return None
    try:
        identity = Identity.from_json(text)
    except ValueError:
        identity = None
    return Signed(identity, signature, not (in_sheet[0] and in_properties[0]) or in_sheet == in_properties)


def signed_in(data: bytes, name: str) -> Signed | None:
    """What a workbook file says it is; None when it says nothing or is none that may be read."""
    try:
        return read_signed(read_workbook(data, name=name))
    except Stop:
        return None
