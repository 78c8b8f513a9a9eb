"""A mailbox that is only read: opened with EXAMINE, letters fetched with PEEK; nothing in it changes (RFC 3501).

Sentences for what can go wrong are Stops; a connection that breaks while letters are read is :class:`Dropped`.
"""

import base64
import contextlib
import imaplib
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from kehoach_xl.domain.incoming import Heading
from kehoach_xl.domain.mail_headers import on_one_line
from kehoach_xl.domain.office import PLAIN, STARTTLS, TLS
from kehoach_xl.errors import Stop
from kehoach_xl.mail.heading import ASKED, HEADERS, heading
from kehoach_xl.mail.smtp import is_here
from kehoach_xl.mail.trouble import offline, tells

# Seconds for a server to answer: at first, and between two pieces of a letter.
CONNECT, READ = 20.0, 60.0
# Letters whose headings are asked for at once; folders named in one sentence; characters of what a server said.
AT_ONCE, MOST_NAMED, SAID = 200, 12, 200
_BROKEN = (imaplib.IMAP4.abort, OSError, EOFError)


@dataclass(frozen=True, slots=True)
class Server:
    """Where the mailbox is. ``security``: one of the words of :mod:`kehoach_xl.domain.office`."""

    host: str
    port: int
    security: str
    login: str
    folder: str = "INBOX"

    @property
    def place(self) -> str:
        """The mailbox, as the log of fetched letters knows it."""
        return f"{self.login}@{self.host}/{self.folder}"


class Dropped(Exception):
    """The connection broke after the mailbox was open; what was fetched before is whole."""


class Mailbox:
    """An open folder of a mailbox. ``validity``: UIDVALIDITY, which changes when the server numbers letters anew."""

    def __init__(self, client: IMAPClient, host: str, validity: int, secret: str = "") -> None:
        self._client, self._host, self.validity = client, host, validity
        self._secrets = (secret, base64.b64encode(secret.encode()).decode("ascii"))

    def numbers(self, since: date) -> list[int]:
        """The UIDs of letters that arrived on this day or later, oldest first. Raises Dropped, Stop MAIL_075."""
        with self._talking():
            return sorted(self._client.search(["SINCE", since]))

    def headings(self, uids: Sequence[int]) -> Iterator[Heading]:
        """What the server tells of letters; one that is gone meanwhile is left out, one of which it tells nothing that
        can be understood has a file without a name. Raises Dropped."""
        for start in range(0, len(uids), AT_ONCE):
            part = list(uids[start : start + AT_ONCE])
            try:
                yield from self._told(part, ASKED)
            except Stop:  # one of them: the others must not suffer for it
                for uid in part:
                    yield from self._told_of_one(uid)

    def _told(self, uids: list[int], asked: Sequence[str]) -> list[Heading]:
        with self._talking():
            told = self._client.fetch(uids, asked)
        return [heading(uid, told[uid]) for uid in uids if uid in told]

    def _told_of_one(self, uid: int) -> list[Heading]:
        for asked in (ASKED, (HEADERS,)):
            with contextlib.suppress(Stop):
                return self._told([uid], asked)
        return [Heading(uid, 0, files=("",))]

    def letter(self, uid: int) -> bytes | None:
        """A whole letter as the server has it; None when it is gone. Raises as :meth:`numbers`."""
        with self._talking():
            told = self._client.fetch([uid], ["BODY.PEEK[]"])
        found = told.get(uid, {}).get(b"BODY[]")
        return found if isinstance(found, bytes) and found else None

    @contextlib.contextmanager
    def _talking(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN as error:
            raise Dropped(str(error)) from error
        except (IMAPClientError, ValueError, LookupError, AssertionError) as error:
            said = on_one_line(str(error))[:SAID]
            if tells(str(error), self._secrets):
                said = "lỗi không rõ"
            raise Stop("MAIL_075", host=self._host, says=said) from None


@contextlib.contextmanager
def opened(server: Server, password: str) -> Iterator[Mailbox]:
    """The folder of a mailbox, read only.

    Raises Stop MAIL_034 unreachable, MAIL_035 not who it says it is, MAIL_036 no TLS where it was asked for, MAIL_072 a
    password in the clear, MAIL_073 login refused, MAIL_074 no such folder, MAIL_075 it speaks no IMAP; Dropped when the
    connection breaks later.
    """
    client = _connected(server)
    try:
        _log_in(client, server, password)
        yield Mailbox(client, server.host, _examined(client, server), password)
    finally:
        with contextlib.suppress(Exception):  # a connection that is broken has nothing left to be closed
            client.logout()
        with contextlib.suppress(Exception):
            client.shutdown()


def _connected(server: Server) -> IMAPClient:
    if server.security == PLAIN and not is_here(server.host):
        raise Stop("MAIL_072", host=server.host)
    trusted = ssl.create_default_context()
    client = None
    try:
        client = IMAPClient(
            server.host, server.port, ssl=server.security == TLS, ssl_context=trusted,
            timeout=SocketTimeout(CONNECT, READ),
        )  # fmt: skip
        if server.security == STARTTLS:
            if not client.has_capability("STARTTLS"):
                raise Stop("MAIL_036", host=server.host, port=server.port)
            client.starttls(trusted)
        return client
    except BaseException as error:
        with contextlib.suppress(Exception):
            if client is not None:
                client.shutdown()
        raise _why(error, server) from error


def _why(error: BaseException, server: Server) -> BaseException:
    """The sentence for a beginning that failed."""
    if isinstance(error, imaplib.IMAP4.abort | EOFError):
        error = ConnectionError(str(error))
    if isinstance(error, OSError):
        return offline(error, server.host, server.port)
    if isinstance(error, IMAPClientError | UnicodeError):
        return Stop("MAIL_075", host=server.host, says=on_one_line(str(error))[:SAID])
    return error


def _log_in(client: IMAPClient, server: Server, password: str) -> None:
    """Raises Stop MAIL_073. What the server says of it is not repeated: it may repeat what it was sent."""
    try:
        if f"{server.login}{password}".isascii():
            client.login(server.login, password)
        else:  # LOGIN knows ASCII only
            client.plain_login(server.login, password)
    except (OSError, EOFError) as error:
        raise _why(error, server) from None
    except IMAPClientError as error:
        if isinstance(error, imaplib.IMAP4.abort) or isinstance(error.__context__, imaplib.IMAP4.abort):
            raise _why(ConnectionError(), server) from None
        raise Stop("MAIL_073", host=server.host, login=server.login) from None


def _examined(client: IMAPClient, server: Server) -> int:
    """Open the folder to be read only; its UIDVALIDITY."""
    try:
        told: dict[bytes, Any] = client.select_folder(server.folder, readonly=True)
        return int(told[b"UIDVALIDITY"])
    except _BROKEN as error:
        raise Dropped(str(error)) from error
    except (IMAPClientError, KeyError, ValueError, TypeError) as error:
        names: list[str] = []
        with contextlib.suppress(*_BROKEN, IMAPClientError, ValueError, LookupError):
            names = [str(name) for _, _, name in client.list_folders()][:MOST_NAMED]
        raise Stop("MAIL_074", folder=server.folder, known=", ".join(names) or "chưa rõ") from error
