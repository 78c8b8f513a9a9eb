"""A real IMAP server (dovecot) on loopback, run without root: as «nobody» where the tests run as root.

Letters are delivered into its maildir as any mail server delivers them.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from datetime import datetime
from pathlib import Path

from tests.support.certificates import Certificate

USER, PASSWORD = "tonghop@sct.example", "Mật khẩu 1"
# Where Debian and others put it; it need not be on an ordinary user's path.
_PLACES = "/usr/sbin:/usr/local/sbin:/usr/local/bin:/usr/bin"
_STARTED = 30.0

_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
info_log_path = {folder}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login
mail_max_userip_connections = 50
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
"""


class Dovecot:
    """One mailbox. ``port`` speaks in the clear and STARTTLS, ``tls_port`` TLS."""

    def __init__(self, certificate: Certificate) -> None:
        program = shutil.which("dovecot", path=_PLACES)
        assert program, "dovecot is missing (./run test installs it)"
        self._user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self.folder = Path(tempfile.mkdtemp(prefix="kh-imap-"))  # not pytest's: a socket's path is short
        self.port, self.tls_port = _free_ports(2)
        for name, content in (("cert.pem", certificate.cert), ("key.pem", certificate.key)):
            (self.folder / name).write_bytes(content)
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
        config = self.folder / "dovecot.conf"
        config.write_text(_CONFIG.format(
            folder=self.folder, user=self._user.pw_name, group=_group(self._user.pw_gid),
            imap=self.port, imaps=self.tls_port,
        ), encoding="utf-8")  # fmt: skip
        for name in ("run", "mail/new", "mail/cur", "mail/tmp"):
            (self.folder / name).mkdir(parents=True)
        self._give()
        with (self.folder / "stderr").open("wb") as said:
            self._process = subprocess.Popen(
                [program, "-F", "-c", str(config)], stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                cwd=self.folder, **self._as_user(),
            )  # fmt: skip
        self._wait()
        self._number = 0

    def deliver(self, letter: bytes, folder: str = "", at: datetime | None = None) -> Path:
        """Put a letter into the mailbox as a mail server does: whole under another name, then renamed. ``at``: when it
        arrived."""
        self._number += 1
        box = self.folder / "mail" / (f".{folder}" if folder else "")
        for part in ("tmp", "new", "cur"):
            (box / part).mkdir(parents=True, exist_ok=True)
        name = f"{1_700_000_000 + self._number}.M{self._number}.test"
        written = box / "tmp" / name
        written.write_bytes(letter)
        if at is not None:
            os.utime(written, (at.timestamp(), at.timestamp()))
        self._give(box)
        return written.rename(box / "new" / name)

    def letters(self, folder: str = "") -> dict[str, bytes]:
        """Every letter with the marks in its name («:2,S» is a letter that was read), as they lie on the disk."""
        box = self.folder / "mail" / (f".{folder}" if folder else "")
        return {path.name: path.read_bytes() for part in ("new", "cur") for path in (box / part).glob("*")}

    def empty(self) -> None:
        """A new mailbox: its letters and folders gone, its numbers begun anew."""
        shutil.rmtree(self.folder / "mail")
        for part in ("new", "cur", "tmp"):
            (self.folder / "mail" / part).mkdir(parents=True)
        self._give(self.folder / "mail")

    def number_anew(self) -> None:
        """Letters get new numbers, and the mailbox another UIDVALIDITY, as after a move to another server."""
        numbers = self.folder / "mail" / "dovecot-uidlist"
        validity = int(numbers.read_text().split()[1].removeprefix("V"))
        for path in (self.folder / "mail").glob("dovecot*"):
            path.unlink()
        numbers.write_text(f"3 V{validity + 1} N1\n")
        self._give(self.folder / "mail")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _as_user(self) -> dict[str, object]:
        if os.geteuid():
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}

    def _give(self, folder: Path | None = None) -> None:
        if os.geteuid() == 0:
            for path in ((folder or self.folder), *(folder or self.folder).rglob("*")):
                os.chown(path, self._user.pw_uid, self._user.pw_gid)

    def _wait(self) -> None:
        until = time.monotonic() + _STARTED
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 5) as one:
                    if one.recv(100).startswith(b"* OK"):
                        return
            except OSError:
                pass
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        said = [(self.folder / name).read_text() for name in ("stderr", "log") if (self.folder / name).exists()]
        self.close()
        raise AssertionError("dovecot does not start: " + "\n".join(said))


def _group(number: int) -> str:
    import grp

    return grp.getgrgid(number).gr_name


def _free_ports(count: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports
