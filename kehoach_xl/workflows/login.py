"""mail-login: a mailbox's password into the keyring of the system, or out of it. The workbook only says whose it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kehoach_xl.domain.office import RECEIVING, SENDING
from kehoach_xl.errors import Stop
from kehoach_xl.mail import secrets
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.office import office_of
from kehoach_xl.workflows.mail_password import question


@dataclass(frozen=True)
class LoginReport:
    """``kind``: smtp or imap."""

    kind: str
    host: str
    login: str
    removed: bool


def mail_login(
    book: Any, ask_secret: Callable[[str], str | None], *, imap: bool = False, remove: bool = False
) -> LoginReport:
    """Keep the password for the mail server that `Thiết lập` names, or ``remove`` it.

    Raises Stop MAIL_033 or MAIL_070 when it names none, MAIL_015 without a login, MAIL_087 when nothing was typed,
    MAIL_088 when there is nothing to remove, MAIL_030 and MAIL_031 without a keyring."""
    office = office_of(Desk(book), RECEIVING if imap else SENDING)
    kind, host = (secrets.IMAP, office.imap_host) if imap else (secrets.SMTP, office.smtp_host)
    if not host:
        raise Stop("MAIL_070" if imap else "MAIL_033")
    if not office.login:
        raise Stop("MAIL_015")
    report = LoginReport(kind, host, office.login, remove)
    if remove:
        if not secrets.forget(kind, host, office.login):
            raise Stop("MAIL_088", login=office.login, host=host)
        return report
    if not secrets.is_there(kind, host, office.login):  # nobody is asked for what cannot be kept
        raise Stop("MAIL_030")
    secret = ask_secret(question(host, office.login))
    if not secret:
        raise Stop("MAIL_087", login=office.login, host=host)
    secrets.keep(kind, host, office.login, secret)
    return report
