"""Handing letters to a mail server (RFC 5321), so that of each it is known whether the server has it.

The end of the data is the line: before it nothing has been handed over, whatever breaks; after it and before the
server's answer nobody knows. ``smtplib`` does not tell the two apart, so its conversation is led here.
"""

import base64
import contextlib
import select
import smtplib
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

from kehoach_xl.domain.office import PLAIN, STARTTLS, TLS
from kehoach_xl.errors import Stop
from kehoach_xl.mail.sent_log import DOUBTFUL, DROPPED, GONE, REFUSED
from kehoach_xl.mail.trouble import offline, tells, words
from kehoach_xl.messages import Message

# Seconds to wait for an answer, and for the one after the data, when the server may look for viruses first (RFC 5321,
# 4.5.3.2.6 gives it ten minutes; Excel stands still meanwhile).
PATIENCE, LONG_PATIENCE = 60.0, 300.0
CHUNK = 1 << 16
# In place of a number: the server gave none.
_NONE = -1


@dataclass(frozen=True, slots=True)
class Server:
    """Where and how: ``security`` is a word of :mod:`kehoach_xl.domain.office`; ``login`` may be ''."""

    host: str
    port: int
    security: str
    login: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a letter: ``fate`` is GONE, REFUSED, DROPPED or DOUBTFUL, of a draft KEPT. ``why`` says what was
    wrong, also of one that went to some of its addresses; ``early``: the connection was gone before this letter began,
    so that another one may be tried at once."""

    fate: str
    why: Message | None = None
    early: bool = False


class Post:
    """A connection to a mail server; leaves it in good manners.

    Raises Stop MAIL_033 to MAIL_036 when it cannot be had: no such server, a certificate nobody vouches for, no TLS
    where TLS was asked for."""

    def __init__(self, server: Server) -> None:
        if not server.host:
            raise Stop("MAIL_033")
        self.server = server
        self._secrets: tuple[str, ...] = ()  # what no message may repeat
        self.smtp = self._connected()
        try:
            self._greet()
        except BaseException:
            self.smtp.close()
            raise

    def __enter__(self) -> "Post":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye; whoever is gone already need not hear it."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            if self.is_open:
                self.smtp.sock.settimeout(5)
                self.smtp.quit()
        self.smtp.close()

    @property
    def is_open(self) -> bool:
        return self.smtp.sock is not None

    # -- the beginning ---------------------------------------------------------------------------

    def _connected(self) -> smtplib.SMTP:
        server = self.server
        options = {"local_hostname": "[127.0.0.1]", "timeout": PATIENCE}
        try:
            if server.security == TLS:
                return smtplib.SMTP_SSL(server.host, server.port, context=ssl.create_default_context(), **options)
            return smtplib.SMTP(server.host, server.port, **options)
        except (smtplib.SMTPException, OSError) as error:
            raise offline(error, server.host, server.port) from error

    def _greet(self) -> None:
        smtp, server = self.smtp, self.server
        try:
            # Not the name of the machine, which may have Vietnamese letters and is nobody's business.
            smtp.local_hostname = _literal(smtp.sock)
            smtp.ehlo_or_helo_if_needed()
            if server.security == STARTTLS:
                if not smtp.has_extn("starttls"):
                    raise Stop("MAIL_036", host=server.host, port=server.port)
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
        except (smtplib.SMTPException, OSError) as error:
            raise offline(error, server.host, server.port) from error

    @property
    def asks_login(self) -> bool:
        """Whether the server takes a login and we give one: a password never travels in the clear, and a server inside
        the house may know us without."""
        sealed = self.server.security != PLAIN or is_here(self.server.host)
        return bool(self.server.login and sealed and self.smtp.has_extn("auth"))

    def log_in(self, secret: str) -> None:
        """Raises Stop MAIL_037 for a login that is refused, MAIL_038 for a way to log in that we do not know. Not by
        ``smtplib``, which knows ASCII passwords only (RFC 4616: UTF-8). Of a refusal only the number is told: servers
        repeat what they were sent."""
        smtp, login = self.smtp, self.server.login
        both = _coded(f"\0{login}\0{secret}")
        self._secrets = (secret, _coded(secret), both)
        offered = smtp.esmtp_features.get("auth", "").upper().split()
        try:
            if "PLAIN" in offered:
                code, _ = smtp.docmd("AUTH", f"PLAIN {both}")
            elif "LOGIN" in offered:
                code, _ = smtp.docmd("AUTH", f"LOGIN {_coded(login)}")
                if code == 334:
                    code, _ = smtp.docmd(_coded(secret))
            else:
                raise Stop("MAIL_038", host=self.server.host)
        except (smtplib.SMTPException, OSError) as error:
            raise offline(error, self.server.host, self.server.port) from error
        if code not in (235, 503):  # 503: logged in already
            raise Stop("MAIL_037", host=self.server.host, login=login, answer=code)

    # -- a letter --------------------------------------------------------------------------------

    def hand_over(self, sender: str, to: Sequence[str], data: bytes) -> Handed:
        """Give the server one letter, ``data`` with CRLF, for these addresses. Never raises for what a server or a line
        does; after DROPPED and DOUBTFUL the connection may be closed."""
        begun = False
        try:
            if refusal := self._refused_before(sender, to, data):
                return refusal
            code, said = self.smtp.mail(sender, self._options(sender, to, data))
            begun = True
            if code == 421:
                return self._dropped(early=True)
            if code == 530 and self.server.security == PLAIN:
                return self._refused("MAIL_039", host=self.server.host)
            if not _is_yes(code):
                return self._refused("MAIL_040", sender=sender, says=self._words(code, said))
            return self._to_all(to, data)
        except (smtplib.SMTPException, OSError):
            return self._dropped(early=not begun)

    def _refused_before(self, sender: str, to: Sequence[str], data: bytes) -> Handed | None:
        if unsafe := next((one for one in (sender, *to) if not one.isprintable()), ""):
            return Handed(REFUSED, Message("MAIL_001", {"value": " ".join(unsafe.split())}))
        limit = self.smtp.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < len(data):
            return Handed(REFUSED, Message("MAIL_047", {"size": _mb(len(data)), "limit": _mb(int(limit))}))
        foreign = [one for one in (sender, *to) if not one.isascii()]
        if foreign and not self.smtp.has_extn("smtputf8"):
            return Handed(REFUSED, Message("MAIL_048", {"address": foreign[0], "host": self.server.host}))
        return None

    def _options(self, sender: str, to: Sequence[str], data: bytes) -> list[str]:
        options = [f"SIZE={len(data)}"] if self.smtp.has_extn("size") else []
        if not data.isascii() and self.smtp.has_extn("8bitmime"):
            options.append("BODY=8BITMIME")
        if not "".join((sender, *to)).isascii():
            options.append("SMTPUTF8")
        return options

    def _to_all(self, to: Sequence[str], data: bytes) -> Handed:
        refused: dict[str, str] = {}
        for one in to:
            code, said = self.smtp.rcpt(one)
            if code == 421:
                return self._dropped()
            if not _is_yes(code):
                refused[one] = self._words(code, said)
        facts = {"addresses": "; ".join(refused), "says": " / ".join(dict.fromkeys(refused.values()))}
        if len(refused) == len(to):
            return self._refused("MAIL_041", **facts)
        code, said = self.smtp.docmd("DATA")
        if code == 421:
            return self._dropped()
        if code != 354:
            return self._refused("MAIL_043", says=self._words(code, said))
        return self._data(data, Message("MAIL_042", facts) if refused else None)

    def _data(self, data: bytes, why: Message | None) -> Handed:
        sock = self.smtp.sock
        if not data.endswith(b"\r\n"):
            data += b"\r\n"
        dotted = (b"." if data.startswith(b".") else b"") + data.replace(b"\r\n.", b"\r\n..")
        for at in range(0, len(dotted), CHUNK):
            sock.sendall(dotted[at : at + CHUNK])
        if is_speaking(sock):  # before its turn: it is gone, or it gives up on the letter
            return self._dropped()
        try:
            sock.settimeout(LONG_PATIENCE)
            sock.sendall(b".\r\n")
            code, said = self.smtp.getreply()
            sock.settimeout(PATIENCE)
        except (smtplib.SMTPException, OSError):
            code, said = _NONE, b""
        if _is_yes(code):
            return Handed(GONE, why)
        if not 400 <= code < 600:  # no answer, or none that says yes or no
            self.smtp.close()
            return Handed(DOUBTFUL, Message("MAIL_045", {"host": self.server.host}))
        return self._refused("MAIL_043", says=self._words(code, said))

    def _words(self, code: int, said: bytes) -> str:
        """A server's answer; its number alone when it repeats the password."""
        return str(code) if tells(said, self._secrets) else words(code, said)

    def _refused(self, code: str, **facts: object) -> Handed:
        """The server's clear no; it stays ready for the next letter."""
        try:
            self.smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.smtp.close()
        return Handed(REFUSED, Message(code, facts))

    def _dropped(self, early: bool = False) -> Handed:
        self.smtp.close()
        return Handed(DROPPED, Message("MAIL_044", {"host": self.server.host}), early)


def is_speaking(sock: socket.socket) -> bool:
    """Whether the other side has said something, or hung up, though it is our turn."""
    if not select.select([sock], [], [], 0)[0] and not (isinstance(sock, ssl.SSLSocket) and sock.pending()):
        return False
    if not isinstance(sock, ssl.SSLSocket):
        return True
    before = sock.gettimeout()
    sock.settimeout(0)
    try:  # what TLS says to itself is no word of the server
        sock.recv(1)
    except ssl.SSLWantReadError:
        return False
    finally:
        sock.settimeout(before)
    return True


def _is_yes(code: int) -> bool:
    """The first figure decides (RFC 5321, 4.2)."""
    return 200 <= code < 300


def _literal(sock: socket.socket) -> str:
    """Our end of the line as an address literal (RFC 5321, 4.1.3)."""
    address = sock.getsockname()[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def is_here(host: str) -> bool:
    """Whether what is sent to this host never leaves the machine."""
    return host.strip().casefold() in ("localhost", "127.0.0.1", "::1")


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _mb(size: int) -> str:
    return f"{size / (1 << 20):.1f}".replace(".", ",")
