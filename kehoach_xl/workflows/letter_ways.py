"""The three ways a letter takes, each given one letter after the other."""

from pathlib import Path
from typing import Protocol

from kehoach_xl.domain.letter import BY_DRAFT, BY_OUTLOOK, BY_SMTP, DRAFTED, SENT
from kehoach_xl.domain.office import Office
from kehoach_xl.errors import Stop
from kehoach_xl.mail import outlook, secrets
from kehoach_xl.mail.drafts import draft_name, keep_draft
from kehoach_xl.mail.sent_log import KEPT, REFUSED
from kehoach_xl.mail.smtp import Handed, Post, Server
from kehoach_xl.messages import Message
from kehoach_xl.workflows.letter_ready import Ready
from kehoach_xl.workflows.mail_password import AskSecret, with_password


class Lost(Exception):
    """There is no going on: the way is closed for every letter that follows."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__(why.code)


class Way(Protocol):
    """``name`` as the sheet words it; ``done``: the state of a letter that took it; ``is_final``: what it is given may
    be with the agency the next moment, so that it must be written down before."""

    name: str
    done: str
    is_final: bool

    def take(self, ready: Ready) -> Handed:
        """One letter. Raises Lost."""

    def file(self, ready: Ready) -> str:
        """The draft that was made, below the folder of drafts; '' where none is."""

    def close(self) -> None:
        """No letter follows."""


class Drafts:
    """Files that mail programs open ready to send, in a folder a period."""

    name, done, is_final = BY_DRAFT, DRAFTED, False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, ready: Ready) -> Handed:
        path = self.folder / self.file(ready)
        try:
            keep_draft(path.parent, path.name, ready.data)
        except Stop as stop:
            if stop.message.code == "MAIL_089":  # this one only
                return Handed(REFUSED, stop.message)
            raise Lost(stop.message) from stop
        return Handed(KEPT)

    def file(self, ready: Ready) -> str:
        letter = ready.letter
        return f"{letter.period}/{draft_name(letter.kind, letter.agency, letter.id)}"

    def close(self) -> None:
        pass


class InOutlook:
    """Drafts in the Outlook of this machine."""

    name, done, is_final = BY_OUTLOOK, DRAFTED, False

    def __init__(self) -> None:
        self.outlook = outlook.here()

    def take(self, ready: Ready) -> Handed:
        refused = self.outlook.draft(ready.envelope)
        return Handed(REFUSED, refused) if refused else Handed(KEPT)

    def file(self, ready: Ready) -> str:
        return ""

    def close(self) -> None:
        pass


class BySmtp:
    """A mail server. When the line breaks, the next letter is given to a new one."""

    name, done, is_final = BY_SMTP, SENT, True
    # Refusals that are about us, not about the letter: they would meet every letter.
    ABOUT_US = ("MAIL_039", "MAIL_040")

    def __init__(self, server: Server, post: Post, secret: str) -> None:
        self._server, self._post, self._secret = server, post, secret

    def take(self, ready: Ready) -> Handed:
        handed = self._hand_over(ready)
        if handed.early:  # a server that was tired of waiting, or of so many letters on one line
            handed = self._hand_over(ready)
        if handed.why and handed.why.code in self.ABOUT_US:
            raise Lost(handed.why)
        return handed

    def file(self, ready: Ready) -> str:
        return ""

    def close(self) -> None:
        self._post.close()

    def _hand_over(self, ready: Ready) -> Handed:
        if not self._post.is_open:
            try:
                self._post = _logged_in(self._server, self._secret)
            except Stop as stop:
                raise Lost(stop.message) from stop
        envelope = ready.envelope
        return self._post.hand_over(envelope.sender, (*envelope.to, *envelope.cc), ready.data)


def by_smtp(office: Office, ask: AskSecret | None) -> tuple[BySmtp, list[Message]]:
    """A server that took our login, and what to know of the password.

    Raises Stop MAIL_030 to MAIL_038."""
    server = Server(office.smtp_host, office.smtp_port, office.smtp_security, office.login)
    post = Post(server)
    if not post.asks_login:
        return BySmtp(server, post, ""), []
    post.close()  # she may take longer to answer than a server waits
    return with_password(
        secrets.SMTP, server.host, server.login, ask,
        lambda secret: BySmtp(server, _logged_in(server, secret), secret),
    )  # fmt: skip


def _logged_in(server: Server, secret: str) -> Post:
    post = Post(server)
    try:
        if secret and post.asks_login:
            post.log_in(secret)
    except BaseException:
        post.close()
        raise
    return post
