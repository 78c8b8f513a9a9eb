"""Passwords are in the keyring of the system, under the host and the login, and nowhere else."""

import keyring
import pytest
from keyring.backends import fail
from keyring.errors import KeyringLocked

from kehoach_xl.errors import Stop
from kehoach_xl.mail import secrets
from tests.support.keyrings import MemoryKeyring

HOST, LOGIN = "mail.tinh.example", "dau-moi@sct.example"


def test_what_was_kept_is_recalled_until_it_is_forgotten(keyring_of_the_test: MemoryKeyring) -> None:
    assert secrets.recall(secrets.SMTP, HOST, LOGIN) is None
    secrets.keep(secrets.SMTP, f" {HOST.upper()}", LOGIN, "mật khẩu")
    assert keyring_of_the_test.kept == {("kehoach_xl smtp mail.tinh.example", LOGIN): "mật khẩu"}
    assert secrets.recall(secrets.SMTP, HOST, LOGIN) == "mật khẩu"
    assert secrets.recall(secrets.IMAP, HOST, LOGIN) is None
    assert [secrets.forget(secrets.SMTP, HOST, LOGIN) for _ in range(2)] == [True, False]


def test_a_machine_without_a_keyring_is_told_so() -> None:
    keyring.set_keyring(fail.Keyring())
    assert secrets.recall(secrets.SMTP, HOST, LOGIN) is None
    mine = (secrets.SMTP, HOST, LOGIN)
    for act in (lambda: secrets.keep(*mine, "mật khẩu"), lambda: secrets.forget(*mine)):
        with pytest.raises(Stop) as stop:
            act()
        assert stop.value.message.code == "MAIL_030"


def test_a_keyring_that_stays_locked_is_told_without_the_password() -> None:
    class Locked(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise KeyringLocked("mật khẩu Đ 1")

        def set_password(self, service: str, username: str, password: str) -> None:
            raise KeyringLocked(password)

    keyring.set_keyring(Locked())
    mine = (secrets.SMTP, HOST, LOGIN)
    acts = (
        lambda: secrets.recall(*mine), lambda: secrets.keep(*mine, "mật khẩu Đ 1"), lambda: secrets.forget(*mine),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(Stop) as stop:
            act()
        assert (stop.value.message.code, "Đ 1" in str(stop.value)) == ("MAIL_031", False)
