"""A real mail server (aiosmtpd) on loopback: what it was given, and a line to it that can be cut anywhere.

The server keeps every letter it answered for; :class:`CutWire` stands between and breaks the connection when it sees a
given moment of the conversation pass, so that the server may have a letter of which the sender never hears.
"""

import contextlib
import email
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.certificates import Certificate

LOGIN, PASSWORD = "dau-moi@sct.example", "mật khẩu Đ 1"


@dataclass(frozen=True)
class Delivered:
    """One letter the server took: the envelope's addresses and the letter's bytes."""

    sender: str
    to: tuple[str, ...]
    data: bytes

    @property
    def letter(self) -> Message:
        return email.message_from_bytes(self.data)

    @property
    def message_id(self) -> str:
        return str(self.letter["Message-ID"])


@dataclass
class PostOffice:
    """What came, and what it answers. ``lines``: connections on which a letter was begun; ``refuses``: answers by
    address; ``says``: the answer after the data; ``says_to_sender``: the answer to MAIL; ``per_line``: after so many
    letters on one connection it says 421; ``hangs_up``: it takes a letter and breaks the line instead of an answer."""

    port: int = 0
    got: list[Delivered] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    lines: int = 0
    refuses: dict[str, str] = field(default_factory=dict)
    says: str = "250 OK"
    says_to_sender: str = ""
    per_line: int = 0
    hangs_up: bool = False

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        given = getattr(session, "given", None)
        if given is None:
            given = session.given = 0  # type: ignore[attr-defined]
            self.lines += 1
        if self.per_line and given >= self.per_line:
            return "421 4.7.0 Too many letters on one line"
        if self.says_to_sender:
            return self.says_to_sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.says.startswith("250"):
            data = envelope.original_content or b""
            self.got.append(Delivered(envelope.mail_from or "", tuple(envelope.rcpt_tos), data))
            session.given += 1  # type: ignore[attr-defined]
        if self.hangs_up:
            assert server.transport is not None
            server.transport.abort()
        return self.says

    def ids(self) -> list[str]:
        return [one.message_id for one in self.got]


class _Auth:
    def __init__(self, office: PostOffice) -> None:
        self.office = office

    def __call__(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.login == LOGIN.encode() and data.password == PASSWORD.encode()
        if right:
            self.office.logins.append(mechanism)
        return AuthResult(success=right, handled=False)


@contextlib.contextmanager
def open_office(
    certificate: Certificate | None = None, *, tls: bool = False, login: bool = False, size: int = 33_554_432,
    without: tuple[str, ...] = (),
) -> Iterator[PostOffice]:  # fmt: skip
    """A server: with a ``certificate`` it offers STARTTLS, or speaks TLS from the first byte (``tls``); with ``login``
    it asks for one; ``without`` are ways to log in that it does not know."""
    office = PostOffice()
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.path, certificate.path.with_suffix(".key"))
    options: dict[str, Any] = {"data_size_limit": size, "enable_SMTPUTF8": False, "hostname": "may-chu.example"}
    if login:
        options |= {"authenticator": _Auth(office), "auth_required": True, "auth_require_tls": certificate is not None,
                    "auth_exclude_mechanism": without}  # fmt: skip

    class Desk(Controller):
        def factory(self) -> SMTP:
            starttls = {"tls_context": context, "require_starttls": login} if context and not tls else {}
            if tls and login:
                starttls = {"auth_require_tls": False}
            with warnings.catch_warnings():  # a login without STARTTLS: what is to be tried
                warnings.simplefilter("ignore")
                return SMTP(self.handler, **options | starttls)

    desk = Desk(office, hostname="127.0.0.1", port=_free(), ssl_context=context if tls else None)
    office.port = desk.port
    desk.start()
    try:
        yield office
    finally:
        desk.stop()


def _free() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


# When a line is cut: before MAIL reaches the server, after its answer to RCPT, after so much of the data, and when the
# server has the whole letter but its answer does not come back.
BEFORE_MAIL, AFTER_RCPT, IN_DATA, AFTER_DOT = "before MAIL", "after RCPT", "in DATA", "after the dot"


class CutWire:
    """Listens at ``port``, passes on to the server in the clear, and cuts: from a letter on (from 1, over all
    connections), the first time that a moment passes."""

    def __init__(self, target: int, moments: Mapping[int, str]) -> None:
        self._target, self._moments = target, dict(moments)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.begun = 0
        self.cuts = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._target))
            threading.Thread(target=self._talk, args=(near, far), daemon=True).start()

    def _talk(self, near: socket.socket, far: socket.socket) -> None:
        """The conversation turn by turn: one side speaks, the other answers."""
        with contextlib.suppress(OSError, _Cut), near, far:
            asks, answers = near.makefile("rb"), far.makefile("rb")
            near.sendall(_answer(answers))
            while line := asks.readline():
                word = line[:4].upper()
                if word == b"MAIL":
                    self.begun += 1
                    self._cut_at(BEFORE_MAIL, near)
                far.sendall(line)
                reply = _answer(answers)
                near.sendall(reply)
                if word == b"RCPT":
                    self._cut_at(AFTER_RCPT, near)
                if word == b"DATA" and reply.startswith(b"354"):
                    self._data(asks, answers, near, far)

    def _data(self, asks: Any, answers: Any, near: socket.socket, far: socket.socket) -> None:
        passed = 0
        for line in asks:
            far.sendall(line)
            passed += len(line)
            if passed > 2000:
                self._cut_at(IN_DATA, near)
            if line == b".\r\n":
                break
        reply = _answer(answers)
        self._cut_at(AFTER_DOT, near)
        near.sendall(reply)

    def _cut_at(self, moment: str, near: socket.socket) -> None:
        due = [number for number, when in self._moments.items() if number <= self.begun and when == moment]
        if due:
            del self._moments[due[0]]
            self.cuts += 1
            near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            near.shutdown(socket.SHUT_RDWR)
            raise _Cut


class _Cut(Exception):
    pass


def _answer(answers: Any) -> bytes:
    """A whole answer: lines as «250-…» go on."""
    said = b""
    while line := answers.readline():
        said += line
        if line[3:4] != b"-":
            break
    return said


@contextlib.contextmanager
def cut_wire(target: int, moments: Mapping[int, str]) -> Iterator[CutWire]:
    """A :class:`CutWire` for one test."""
    wire = CutWire(target, moments)
    try:
        yield wire
    finally:
        wire.close()
