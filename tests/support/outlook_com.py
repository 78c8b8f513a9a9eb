"""A double of Outlook's COM objects, as far as drafts go: strict about what exists, and quick to say no.

By Microsoft's reference of the object model: a property that is not there, a path that is not absolute, a second use of
an attachment's place or a query that is not DASL is an error, as it is there.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DRAFTS, MAIL, BY_VALUE = 16, 0, 1


class ComError(Exception):
    """As pywin32 raises it: (hresult, text, (code, source, description, …), argument)."""

    def __init__(self, description: str) -> None:
        super().__init__(-2147352567, "Exception occurred.", (4096, "Microsoft Outlook", description, None, 0, 0), None)
        self.excepinfo = self.args[2]
        self.strerror = self.args[1]


@dataclass
class Kept:
    """What the program handed in, and what Outlook made of it."""

    drafts: list["MailItem"] = field(default_factory=list)
    accounts: tuple[str, ...] = ("dau-moi@sct.example",)
    refuses: str = ""
    keeps_message_id: bool = True


class Attachments:
    def __init__(self) -> None:
        self.files: list[tuple[str, bytes]] = []

    def Add(self, source: str, kind: int, position: int, name: str) -> None:
        if not Path(source).is_absolute() or kind != BY_VALUE or position != len(self.files) + 1:
            raise ComError("Cannot find this file. Verify the path and file name are correct.")
        self.files.append((name, Path(source).read_bytes()))


class PropertyAccessor:
    def __init__(self, item: "MailItem") -> None:
        self._item = item

    def SetProperty(self, name: str, value: str) -> None:
        if name.endswith("0x1035001F") and not self._item.kept.keeps_message_id:
            raise ComError("You do not have sufficient permission to perform this operation on this object.")
        self._item.properties[name] = value


class Dispatched:
    """What pywin32 keeps under ``_oleobj_``."""

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    def Invoke(self, number: int, locale: int, flags: int, result: int, account: "Dispatched") -> None:
        assert (number, locale, flags, result) == (64209, 0, 8, 0)
        self._owner.account = account._owner.SmtpAddress


class MailItem:
    __slots__ = (
        "Attachments",
        "Body",
        "BodyFormat",
        "CC",
        "PropertyAccessor",
        "Subject",
        "To",
        "_oleobj_",
        "account",
        "kept",
        "properties",
    )  # fmt: skip

    def __init__(self, kept: Kept) -> None:
        self.kept, self.properties, self.account = kept, {}, ""
        self.Attachments, self.PropertyAccessor = Attachments(), PropertyAccessor(self)
        self._oleobj_ = Dispatched(self)

    def Save(self) -> None:
        if self.kept.refuses:
            raise ComError(self.kept.refuses)
        self.kept.drafts.append(self)


class Items:
    def __init__(self, drafts: list[MailItem]) -> None:
        self._drafts, self.Count = drafts, len(drafts)

    def Restrict(self, query: str) -> "Items":
        asked = re.fullmatch(r"@SQL=\"([^\"]+)\" = '((?:[^']|'')*)'", query)
        if asked is None:
            raise ComError("Cannot parse condition.")
        wanted = asked[2].replace("''", "'")
        return Items([one for one in self._drafts if one.properties.get(asked[1]) == wanted])


class Folder:
    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    @property
    def Items(self) -> Items:
        return Items(self._kept.drafts)


class Account:
    def __init__(self, address: str) -> None:
        self.SmtpAddress = address
        self._oleobj_ = Dispatched(self)


class Session:
    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    @property
    def Accounts(self) -> list[Account]:
        return [Account(one) for one in self._kept.accounts]

    def GetDefaultFolder(self, number: int) -> Folder:
        if number != DRAFTS or not self._kept.accounts:
            raise ComError("The operation failed. An object could not be found.")
        return Folder(self._kept)


class Application:
    """``Outlook.Application``."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self.Session = Session(kept)

    def CreateItem(self, kind: int) -> MailItem:
        assert kind == MAIL
        return MailItem(self._kept)
