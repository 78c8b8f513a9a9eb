"""The password of a mailbox: the keyring's, else asked for; one way for sending and for receiving."""

from collections.abc import Callable
from typing import TypeVar

from kehoach_xl.errors import Stop
from kehoach_xl.mail import secrets
from kehoach_xl.messages import Message

AskSecret = Callable[[str], str | None]
Opened = TypeVar("Opened")
# What a server says to a login that it does not take, by kind of server.
REFUSED = {secrets.SMTP: "MAIL_037", secrets.IMAP: "MAIL_073"}


def with_password(
    kind: str, host: str, login: str, ask: AskSecret | None, attempt: Callable[[str], Opened]
) -> tuple[Opened, list[Message]]:
    """What ``attempt`` makes of the password, and what to know of it (MAIL_062: it could not be kept).

    The kept one is tried first; when there is none, or the server refuses it, she is asked once. One that the server
    took is kept. Raises Stop MAIL_030 or MAIL_032 when there is none and nobody gives one, MAIL_031, and whatever
    ``attempt`` raises: the refusal, when nobody knows a better one."""
    refusal: Stop | None = None
    if known := secrets.recall(kind, host, login):
        try:
            return attempt(known), []
        except Stop as stop:
            if stop.message.code != REFUSED[kind]:
                raise
            refusal = stop
    given = ask(question(host, login)) if ask else None
    if not given:
        raise refusal or _missing(kind, host, login)
    opened = attempt(given)
    try:
        secrets.keep(kind, host, login, given)
    except Stop as stop:
        return opened, [Message("MAIL_062", {"reason": stop.message.text})]
    return opened, []


def question(host: str, login: str) -> str:
    """What she is asked."""
    return Message("MAIL_076", {"login": login, "host": host}).text


def _missing(kind: str, host: str, login: str) -> Stop:
    """No advice to keep a password where nothing can keep it."""
    if not secrets.is_there(kind, host, login):
        return Stop("MAIL_030")
    command = "kehoach-xl mail-login" + (" --imap" if kind == secrets.IMAP else "")
    return Stop("MAIL_032", login=login, host=host, command=command)
