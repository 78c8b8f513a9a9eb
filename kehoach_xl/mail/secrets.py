"""Passwords of mail servers, in the keyring of the system and nowhere else.

Windows keeps it in «Credential Manager», macOS in «Keychain», Linux behind the Secret Service. A password never stands
in a workbook, a log, a report or an error message.
"""

import keyring
from keyring.errors import KeyringError, NoKeyringError

from kehoach_xl.errors import Stop

SMTP, IMAP = "smtp", "imap"


def service(kind: str, host: str) -> str:
    """Under which name the keyring has it: «kehoach_xl smtp mail.tinh.gov.vn»; the user is the login."""
    return f"kehoach_xl {kind} {host.strip().casefold()}"


def recall(kind: str, host: str, login: str) -> str | None:
    """The password kept for this login; None when none is, also on a machine without a keyring. Raises Stop MAIL_031
    when the keyring does not open."""
    try:
        return keyring.get_password(service(kind, host), login)
    except NoKeyringError:
        return None
    except KeyringError as error:
        raise _closed(error) from error


def is_there(kind: str, host: str, login: str) -> bool:
    """Whether this machine has a keyring at all. Raises Stop MAIL_031 when it does not open."""
    try:
        keyring.get_password(service(kind, host), login)
    except NoKeyringError:
        return False
    except KeyringError as error:
        raise _closed(error) from error
    return True


def keep(kind: str, host: str, login: str, secret: str) -> None:
    """Keep a password. Raises Stop MAIL_030 on a machine without a keyring, MAIL_031 when it does not open."""
    try:
        keyring.set_password(service(kind, host), login, secret)
    except NoKeyringError as error:
        raise Stop("MAIL_030") from error
    except KeyringError as error:
        raise _closed(error) from error


def forget(kind: str, host: str, login: str) -> bool:
    """Take a password out; False when there was none. Raises Stop as :func:`keep`."""
    try:
        if keyring.get_password(service(kind, host), login) is None:
            return False
        keyring.delete_password(service(kind, host), login)
    except NoKeyringError as error:
        raise Stop("MAIL_030") from error
    except KeyringError as error:
        raise _closed(error) from error
    return True


def _closed(error: KeyringError) -> Stop:
    """The kind of error only: what a keyring says of itself may hold what was to be kept."""
    return Stop("MAIL_031", reason=type(error).__name__)
