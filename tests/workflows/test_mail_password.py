"""One way to a password, for the server that sends and the one that is read."""

import keyring
import pytest
from keyring.backends import fail

from kehoach_xl.errors import Stop
from kehoach_xl.mail import secrets
from kehoach_xl.messages import Message
from kehoach_xl.workflows.mail_password import REFUSED, with_password
from tests.support.keyrings import MemoryKeyring

HOST, LOGIN = "mail.tinh.example", "dau-moi@sct.example"
KINDS = [secrets.SMTP, secrets.IMAP]


class Door:
    """A server with one right password; what it was given and what she was asked."""

    def __init__(self, kind: str) -> None:
        self.kind, self.tried, self.asked = kind, [], []  # type: ignore[var-annotated]

    def opened(self, given: str | None) -> tuple[str, list[Message]]:
        return with_password(self.kind, HOST, LOGIN, lambda question: self._asked(question, given), self._attempt)

    def _asked(self, question: str, given: str | None) -> str | None:
        self.asked.append(question)
        return given

    def _attempt(self, secret: str) -> str:
        self.tried.append(secret)
        if secret != "đúng":
            raise Stop(REFUSED[self.kind], host=HOST, login=LOGIN, answer=535)
        return "mở"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kept_password_that_is_refused_is_asked_for_once_and_replaced(
    kind: str, keyring_of_the_test: MemoryKeyring
) -> None:
    secrets.keep(kind, HOST, LOGIN, "cũ")
    door = Door(kind)
    assert door.opened("đúng") == ("mở", [])
    assert (door.tried, len(door.asked)) == (["cũ", "đúng"], 1)
    assert list(keyring_of_the_test.kept.values()) == ["đúng"]
    assert (door.opened(None), len(door.asked)) == (("mở", []), 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("given", ["sai", None])
def test_when_she_knows_no_better_one_the_refusal_is_said_and_nothing_changes(
    kind: str, given: str | None, keyring_of_the_test: MemoryKeyring
) -> None:
    secrets.keep(kind, HOST, LOGIN, "cũ")
    with pytest.raises(Stop) as stop:
        Door(kind).opened(given)
    assert stop.value.message.code == REFUSED[kind]
    assert list(keyring_of_the_test.kept.values()) == ["cũ"]


@pytest.mark.parametrize(("kind", "command"), [(secrets.SMTP, "mail-login"), (secrets.IMAP, "mail-login --imap")])
def test_none_at_all_names_the_command_that_keeps_one_of_this_kind(kind: str, command: str) -> None:
    with pytest.raises(Stop) as stop:
        Door(kind).opened(None)
    assert stop.value.message.code == "MAIL_032"
    assert f"chạy lệnh kehoach-xl {command} một lần" in stop.value.message.todo


@pytest.mark.parametrize("kind", KINDS)
def test_a_machine_without_a_keyring_asks_every_time(kind: str) -> None:
    keyring.set_keyring(fail.Keyring())
    door = Door(kind)
    for _ in range(2):
        opened, notices = door.opened("đúng")
        assert (opened, [one.code for one in notices]) == ("mở", ["MAIL_062"])
    assert len(door.asked) == 2
    with pytest.raises(Stop) as stop:
        door.opened(None)
    assert stop.value.message.code == "MAIL_030"  # no advice to keep it
