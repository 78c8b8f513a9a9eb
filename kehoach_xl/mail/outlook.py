"""Drafts in the Outlook of this machine. :class:`Outlook` is the one door to it; tests put a made-up one behind it.

Only classic Outlook has this door (COM); the new Outlook has none. A draft carries the letter's id in a property of its
own, so that one made by a run that was cut off is found again and not made twice.
"""

import contextlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kehoach_xl.errors import Stop
from kehoach_xl.mail.eml import Envelope, tidied
from kehoach_xl.messages import Message

# Numbers of Outlook's object model: a mail, the folder of drafts, an attachment by value, plain text.
_MAIL, _DRAFTS, _BY_VALUE, _PLAIN = 0, 16, 1, 1
# A named property of text in the public namespace, and the Message-ID that the mail keeps if the server lets it.
_LETTER = "http://schemas.microsoft.com/mapi/string/{00020329-0000-0000-C000-000000000046}/kehoach-letter"
_MESSAGE_ID = "http://schemas.microsoft.com/mapi/proptag/0x1035001F"
# MailItem.SendUsingAccount can only be put by reference, which late binding does not do by itself.
_SEND_USING_ACCOUNT, _PUT_REFERENCE = 64209, 8


class Outlook:
    """An Outlook by its ``Application`` object; ``errors`` are what its calls may raise. Raises Stop MAIL_050 when it
    has no mailbox."""

    def __init__(self, application: Any, errors: tuple[type[Exception], ...]) -> None:
        self._application, self._errors = application, errors
        try:
            self._drafts = self._application.Session.GetDefaultFolder(_DRAFTS)
        except self._errors as error:
            raise Stop("MAIL_050") from error

    def draft(self, envelope: Envelope) -> Message | None:
        """Put a letter among the drafts, unless it lies there already; else why it could not be."""
        tidy = tidied(envelope)
        try:
            if not self._has(tidy.message_id):
                self._make(tidy)
        except self._errors as error:
            return Message("MAIL_051", {"reason": _said(error)})
        except OSError as error:
            return Message("MAIL_051", {"reason": error.strerror or type(error).__name__})
        return None

    def _has(self, message_id: str) -> bool:
        wanted = message_id.replace("'", "''")
        return bool(self._drafts.Items.Restrict(f"@SQL=\"{_LETTER}\" = '{wanted}'").Count)

    def _make(self, envelope: Envelope) -> None:
        item = self._application.CreateItem(_MAIL)
        item.BodyFormat = _PLAIN
        item.To, item.CC = "; ".join(envelope.to), "; ".join(envelope.cc)
        item.Subject, item.Body = envelope.subject, envelope.body.replace("\n", "\r\n")
        self._from(item, envelope.sender)
        with _files(envelope.attachments) as paths:
            for at, path in enumerate(paths, 1):
                item.Attachments.Add(str(path), _BY_VALUE, at, path.name)
            item.PropertyAccessor.SetProperty(_LETTER, envelope.message_id)
            with contextlib.suppress(*self._errors):  # some servers give their own
                item.PropertyAccessor.SetProperty(_MESSAGE_ID, envelope.message_id)
            item.Save()

    def _from(self, item: Any, sender: str) -> None:
        """From the account of the office's address, when Outlook has it; else from its usual one."""
        for account in self._application.Session.Accounts:
            if str(account.SmtpAddress).casefold() == sender.casefold():
                with contextlib.suppress(*self._errors, AttributeError):
                    item._oleobj_.Invoke(_SEND_USING_ACCOUNT, 0, _PUT_REFERENCE, 0, account._oleobj_)


@contextlib.contextmanager
def _files(attachments: Sequence[tuple[str, bytes]]) -> Iterator[list[Path]]:
    """The files as files: Outlook takes nothing else. What is attached are the bytes that were checked."""
    with tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as folder:
        paths = [Path(folder) / name for name, _ in attachments]
        for path, (_, data) in zip(paths, attachments, strict=True):
            path.write_bytes(data)
        yield paths


def here() -> Outlook:
    """The Outlook of this machine, started if need be. Raises Stop MAIL_050 where there is none."""
    if sys.platform != "win32":
        raise Stop("MAIL_050")
    import pythoncom
    import win32com.client

    try:
        application = win32com.client.Dispatch("Outlook.Application")
    except pythoncom.com_error as error:
        raise Stop("MAIL_050") from error
    return Outlook(application, (pythoncom.com_error,))


def _said(error: Exception) -> str:
    """What Outlook says itself, as a part of a sentence."""
    details = getattr(error, "excepinfo", None)
    text = (details[2] if details else None) or getattr(error, "strerror", None) or type(error).__name__
    return " ".join(str(text).split()).rstrip(".")
