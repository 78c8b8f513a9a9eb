"""The identity a form carries twice, in its very hidden sheet and in its properties, under one signature."""

from dataclasses import dataclass

from kehoach_xl.domain.identity import Identity, is_ours
from kehoach_xl.errors import Stop
from kehoach_xl.returns.form import ReadForms


@dataclass(frozen=True)
class Signed:
    """``identity``: None when the text is no identity; ``agree``: whether both copies say the same."""

    identity: Identity | None
    signature: str
    agree: bool

    def is_ours(self, key: str) -> bool:
        """Whether this very identity was signed with our key."""
        return self.identity is not None and bool(key) and is_ours(key, self.identity, self.signature)


def read_signed(read: ReadForms) -> Signed | None:
    """What a workbook says it is; None when it says nothing. One copy is enough where a program dropped the other."""
    return _signed(read.in_sheet, read.in_properties)


def signed_in(data: bytes, name: str) -> Signed | None:
    """What a workbook file says it is; None when it says nothing or is none that may be read."""
    from kehoach_xl.ooxml.reading import read_workbook  # 10 ms, for masters and letters; a merge opens forms elsewhere
    from kehoach_xl.returns.reading import identity_texts

    try:
        return _signed(*identity_texts(read_workbook(data, name=name)))
    except Stop:
        return None


def _signed(in_sheet: tuple[str, str], in_properties: tuple[str, str]) -> Signed | None:
    text, signature = in_sheet if in_sheet[0] else in_properties
    if not text:
        return None
    try:
        identity = Identity.from_json(text)
    except ValueError:
        identity = None
    return Signed(identity, signature, not (in_sheet[0] and in_properties[0]) or in_sheet == in_properties)
